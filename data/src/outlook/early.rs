//! Early warnings: a chance of a surge within 14 days that crosses a level.
//!
//! The level is the one that would have found most surges at no more than
//! [`FALSE_A_YEAR`] false alarms a series and year, on forecasts as they were made
//! then.

use super::panel::{Panel, REFIT_DAYS, refit_from};
use super::walk::{Forecasts, HORIZONS};
use crate::watch::{Episode, Phase};
use std::collections::BTreeMap;

/// The horizon whose chance is looked at, by its place among the horizons.
const HORIZON: usize = 1;
/// False alarms that are put up with, a series and year.
pub const FALSE_A_YEAR: f64 = 1.0;
/// A level is chosen to give this part of them in the past: the choice flatters it.
const MARGIN: f64 = 0.8;
/// A warning is right if a surge sets in within so many days.
pub const AHEAD: i32 = 28;
/// And early if it is so many days before.
pub const EARLY_BY: i32 = 7;
/// It is over when the chance falls below this part of the level.
const EXIT: f64 = 0.5;
/// Days after one is over before the next.
const PAUSE: i32 = 14;
/// The level without a year of forecasts to choose by.
const FIRST_LEVEL: f64 = 0.36;
/// The days of forecasts that a level is chosen by, and those that are wanted.
const WINDOW: i32 = 1095;
const LEAST_WINDOW: i32 = 365;
/// What came of forecasts of the last days is not known.
const UNDECIDED: i32 = 35;

/// The levels, by the refit day from which on each holds.
#[derive(Debug, Clone)]
pub struct Levels(BTreeMap<i32, f64>);

impl Levels {
    /// Those of all refit days that forecasts cover.
    #[must_use]
    pub fn choose(panel: &Panel, forecasts: &Forecasts) -> Self {
        let said = || {
            panel
                .rows
                .iter()
                .zip(&forecasts.rows)
                .filter(|(_, said)| said.is_some())
                .map(|(row, _)| row.day + panel.lag)
        };
        let (Some(first), Some(last)) = (said().min(), said().max()) else { return Self(BTreeMap::new()) };
        let mut levels = BTreeMap::new();
        let mut refit = refit_from(first);
        while refit <= last {
            let (from, until) = (first.max(refit - WINDOW), refit - UNDECIDED);
            if until - from >= LEAST_WINDOW {
                levels.insert(refit, choose(panel, forecasts, (from, until), refit));
            }
            refit += REFIT_DAYS;
        }
        Self(levels)
    }

    /// The level on a day.
    #[must_use]
    pub fn on(&self, day: i32) -> f64 {
        self.0.range(..=day).next_back().map_or(FIRST_LEVEL, |(_, level)| *level)
    }

    /// The early warnings of one series of a panel, by its place in it.
    #[must_use]
    pub fn early(&self, panel: &Panel, forecasts: &Forecasts, course: usize) -> Vec<Episode> {
        self.early_after(panel, forecasts, course, &[], i32::MIN)
    }

    /// The same, given those up to a day.
    #[must_use]
    pub fn early_after(
        &self,
        panel: &Panel,
        forecasts: &Forecasts,
        course: usize,
        known: &[Episode],
        until: i32,
    ) -> Vec<Episode> {
        episodes(panel, forecasts, course, (until + 1, i32::MAX), known.to_vec(), |day| self.on(day))
    }
}

/// The early warnings of a series in the rows of some days, after those that are known
/// before.
fn episodes(
    panel: &Panel,
    forecasts: &Forecasts,
    course: usize,
    (from, until): (i32, i32),
    known: Vec<Episode>,
    level: impl Fn(i32) -> f64,
) -> Vec<Episode> {
    let mut found = known;
    let mut over = found.last().and_then(|episode| episode.cleared).unwrap_or(i32::MIN / 2);
    for at in panel.courses[course].rows.clone() {
        let row = &panel.rows[at];
        let day = row.day + panel.lag;
        if day < from || day > until {
            continue;
        }
        let running = found.last_mut().filter(|episode| episode.cleared.is_none());
        let chance = forecasts.rows[at].map(|said| said[HORIZON].chance);
        match (running, chance) {
            // The surge itself is told from here on.
            (Some(episode), _) if row.phase != Phase::Calm => {
                episode.cleared = Some(day);
                over = day;
            }
            (Some(episode), Some(chance)) if chance < level(day) * EXIT => {
                episode.cleared = Some(day);
                over = day;
            }
            (Some(episode), Some(_)) => episode.last = day,
            (None, Some(chance)) if row.phase == Phase::Calm && chance >= level(day) && day - over >= PAUSE => {
                found.push(Episode { since: day, fired: Some(day), last: day, cleared: None });
            }
            _ => {}
        }
    }
    found
}

/// How a level would have done.
struct Tally {
    surges: u32,
    found: u32,
    wrong: u32,
    days: i32,
}

fn choose(panel: &Panel, forecasts: &Forecasts, span: (i32, i32), refit: i32) -> f64 {
    let usual = usual(panel, span, refit);
    let levels = (5..=32).map(|step| f64::from(step) * 0.02).filter(|level| *level >= usual);
    let mut best: Option<(u32, f64)> = None;
    for level in levels {
        let tally = tally(panel, forecasts, span, refit, level);
        let bearable = f64::from(tally.wrong) <= MARGIN * FALSE_A_YEAR * f64::from(tally.days) / 365.25;
        if tally.surges > 0 && bearable && best.is_none_or(|(found, _)| tally.found > found) {
            best = Some((tally.found, level));
        }
    }
    best.map_or(FIRST_LEVEL, |(_, level)| level)
}

/// The share of days without a surge that were followed by one within the horizon: a
/// chance below it is no warning.
fn usual(panel: &Panel, (from, until): (i32, i32), refit: i32) -> f64 {
    let rows = panel.rows.iter().filter(|row| row.judged && row.phase == Phase::Calm);
    let rows = rows.filter(|row| (from..=until).contains(&(row.day + panel.lag)));
    let (mut days, mut followed) = (0_u32, 0_u32);
    for surged in rows.filter_map(|row| panel.surged(row, HORIZONS[HORIZON], refit)) {
        days += 1;
        followed += u32::from(surged);
    }
    f64::from(followed) / f64::from(days.max(1))
}

fn tally(panel: &Panel, forecasts: &Forecasts, span: (i32, i32), refit: i32, level: f64) -> Tally {
    let mut tally = Tally { surges: 0, found: 0, wrong: 0, days: 0 };
    for (course, kept) in panel.courses.iter().enumerate() {
        let days =
            kept.rows.clone().filter(|at| forecasts.rows[*at].is_some()).map(|at| panel.rows[at].day + panel.lag);
        let days = days.filter(|day| (span.0..=span.1).contains(day));
        let (Some(first), Some(last)) = (days.clone().min(), days.max()) else { continue };
        tally.days += last - first + 1;
        let raised: Vec<i32> = episodes(panel, forecasts, course, span, Vec::new(), |_| level)
            .iter()
            .map(|episode| episode.since)
            .collect();
        let history = panel.history(course, refit);
        for onset in history.onsets().iter().filter(|onset| (first + PAUSE..=last).contains(onset)) {
            tally.surges += 1;
            tally.found += u32::from(raised.iter().any(|day| (EARLY_BY..=AHEAD).contains(&(onset - day))));
        }
        let wrong = |day: &&i32| history.surged(**day, **day + AHEAD, refit - panel.lag) == Some(false);
        tally.wrong += u32::try_from(raised.iter().filter(wrong).count()).unwrap_or(u32::MAX);
    }
    tally
}
