//! Forecasts walking forward: refitted every four weeks on what was known then,
//! spoken for every survey day until the next.

use super::chance::Chance;
use super::conformal::{Factors, WINDOW};
use super::drift::{Drift, Outcome};
use super::panel::{Panel, REFIT_DAYS, Row, refit_from};
use super::ridge::chance;
use crate::model::{CityKey, CommodityId};
use crate::parallel::in_parallel;
use std::collections::BTreeMap;
use std::num::NonZeroUsize;

/// The horizons, in calendar days.
pub const HORIZONS: [i32; 3] = [7, 14, 28];
/// Learning takes about so many rows at most: of more every second, third … of each
/// series, of each other days. Many places that move together say little more.
const MOST_ROWS: usize = 15_000;

/// What is said of one survey day of one series for one horizon.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Forecast {
    /// The chance that a surge sets in.
    pub chance: f64,
    /// The 10, 50 and 90 % quantiles of the price, rupiah per unit.
    pub price: [f64; 3],
}

/// What is said of every row of a panel; none where nothing can be said.
#[derive(Debug, Clone)]
pub struct Forecasts {
    pub(super) rows: Vec<Option<[Forecast; 3]>>,
}

/// For one horizon: log odds and quantiles of the log price.
type Said = Vec<Option<(f64, [f64; 3])>>;

/// What was learnt on a refit day for one horizon.
type Learnt = Option<(Chance, Drift)>;

/// What was learnt last: it speaks until the next refit day.
#[derive(Debug, Clone)]
pub struct Voice {
    refit: i32,
    learnt: [(Chance, Drift, Factors); 3],
}

impl Voice {
    /// What it says of the days of a panel since its refit day; none where there is a
    /// day of the next one.
    #[must_use]
    pub fn speak(&self, panel: &Panel) -> Option<Forecasts> {
        let by_day = by_day(panel);
        let last = panel.rows.get(*by_day.last()?)?.day + panel.lag;
        if last >= self.refit + REFIT_DAYS {
            return None;
        }
        let recent = &by_day[known_before(panel, &by_day, self.refit)..];
        let said = self.learnt.each_ref().map(|(chances, drift, factors)| {
            let mut said: Said = vec![None; panel.rows.len()];
            for at in recent.iter().copied().filter(|at| panel.rows[*at].judged) {
                said[at] = Some(one(panel, at, chances, &drift.of(panel, &panel.rows[at]), factors));
            }
            said
        });
        Some(Forecasts::of(panel, &said))
    }
}

impl Forecasts {
    /// Walks over the days of a panel, on so many threads, and gives what was learnt
    /// last. Nothing that is said of a day rests on what was not known on it.
    #[must_use]
    pub fn walk(panel: &Panel, workers: NonZeroUsize) -> (Self, Option<Voice>) {
        let by_day = by_day(panel);
        let refits = refits(panel, &by_day);
        let wanted: Vec<(usize, i32)> =
            (0..HORIZONS.len()).flat_map(|horizon| refits.iter().map(move |refit| (horizon, *refit))).collect();
        let mut learnt = in_parallel(&wanted, workers, |(horizon, refit)| {
            learn(panel, &by_day[..known_before(panel, &by_day, *refit)], HORIZONS[*horizon], *refit)
        })
        .into_iter();
        let spoken = HORIZONS.map(|days| {
            let mut learnt: Vec<Learnt> = learnt.by_ref().take(refits.len()).collect();
            let (said, factors) = speak(panel, &by_day, days, refits.iter().copied().zip(&learnt));
            let last = learnt.pop().flatten().zip(factors);
            (said, last.map(|((chances, drift), factors)| (chances, drift, factors)))
        });
        let [one, two, three] = spoken.each_ref().map(|(_, learnt)| learnt.clone());
        let learnt = one.zip(two).zip(three).map(|((one, two), three)| [one, two, three]);
        let voice = refits.last().zip(learnt).map(|(refit, learnt)| Voice { refit: *refit, learnt });
        (Self::of(panel, &spoken.map(|(said, _)| said)), voice)
    }

    fn of(panel: &Panel, [week, two, four]: &[Said; 3]) -> Self {
        let rows = panel.rows.iter().enumerate().map(|(at, _)| {
            let mut least = 0.0_f64;
            let mut forecasts = [Forecast { chance: 0.0, price: [0.0; 3] }; 3];
            for (forecast, said) in forecasts.iter_mut().zip([week, two, four]) {
                let (logit, price) = (*said.get(at)?)?;
                // What may happen within a week may happen within two.
                least = least.max(chance(logit));
                *forecast = Forecast { chance: least, price: price.map(f64::exp) };
            }
            Some(forecasts)
        });
        Self { rows: rows.collect() }
    }

    /// Every day of which something is said, series by series: whose, when it was
    /// said, and what for each horizon.
    pub fn days<'a>(&'a self, panel: &'a Panel) -> impl Iterator<Item = (&'a CityKey, i32, [Forecast; 3])> {
        panel
            .rows
            .iter()
            .zip(&self.rows)
            .filter_map(|(row, said)| Some((&panel.courses[row.course].key, row.day + panel.lag, (*said)?)))
    }
}

/// The days on which something is learnt.
fn refits(panel: &Panel, by_day: &[usize]) -> Vec<i32> {
    let published = |row: &usize| panel.rows[*row].day + panel.lag;
    let (Some(first), Some(last)) = (by_day.first().map(published), by_day.last().map(published)) else {
        return Vec::new();
    };
    let step = usize::try_from(REFIT_DAYS).unwrap_or(1);
    (refit_from(first)..=last).step_by(step).collect()
}

/// How many of the rows, by their days, were published before a day.
fn known_before(panel: &Panel, by_day: &[usize], day: i32) -> usize {
    by_day.partition_point(|row| panel.rows[*row].day + panel.lag < day)
}

/// What is said for one horizon by what was learnt on each refit day, and the factors of
/// the last one.
fn speak<'a>(
    panel: &Panel,
    by_day: &[usize],
    horizon: i32,
    learnt: impl Iterator<Item = (i32, &'a Learnt)>,
) -> (Said, Option<Factors>) {
    let mut last = None;
    let mut said: Said = vec![None; panel.rows.len()];
    let mut outcomes: Vec<Option<Outcome>> = vec![None; panel.rows.len()];
    for (refit, learnt) in learnt {
        let Some((chances, drift)) = learnt else { continue };
        let (start, end) = (known_before(panel, by_day, refit), known_before(panel, by_day, refit + REFIT_DAYS));
        let factors = factors(panel, &outcomes, &by_day[..start], horizon, refit);
        for at in by_day[start..end].iter().copied().filter(|at| panel.rows[*at].judged) {
            let row = &panel.rows[at];
            let outcome = drift.of(panel, row);
            outcomes[at] = Some(outcome);
            said[at] = Some(one(panel, at, chances, &outcome, &factors));
        }
        last = Some(factors);
    }
    (said, last)
}

/// What is said of one row.
fn one(panel: &Panel, at: usize, chances: &Chance, outcome: &Outcome, factors: &Factors) -> (f64, [f64; 3]) {
    let row = &panel.rows[at];
    let course = &panel.courses[row.course];
    let moved = outcome.widened(factors.factor(&course.key.commodity));
    (chances.logit(panel, row), moved.map(|moved| row.log + course.unit * moved))
}

/// The rows in the order of their days.
fn by_day(panel: &Panel) -> Vec<usize> {
    let mut order: Vec<usize> = (0..panel.rows.len()).collect();
    order.sort_by_key(|row| (panel.rows[*row].day, *row));
    order
}

fn learn(panel: &Panel, known: &[usize], horizon: i32, refit: i32) -> Learnt {
    let stride = known.len().div_ceil(MOST_ROWS).max(1);
    let rows = || {
        let rows = known.iter().map(|at| &panel.rows[*at]);
        rows.filter(|row| row.judged && (row.step + panel.courses[row.course].offset).is_multiple_of(stride))
    };
    let surged: Vec<(&Row, bool)> = rows().filter_map(|row| Some((row, panel.surged(row, horizon, refit)?))).collect();
    let moved: Vec<(&Row, f64)> = rows().filter_map(|row| Some((row, panel.moved(row, horizon, refit)?))).collect();
    Some((Chance::fit(panel, &surged)?, Drift::fit(panel, &moved)?))
}

/// How much too narrow or wide the forecasts of the last two years were.
fn factors(panel: &Panel, outcomes: &[Option<Outcome>], known: &[usize], horizon: i32, refit: i32) -> Factors {
    let recent = known.partition_point(|at| panel.rows[*at].day + panel.lag < refit - WINDOW);
    let mut reached: BTreeMap<&CommodityId, Vec<f64>> = BTreeMap::new();
    for at in &known[recent..] {
        let row = &panel.rows[*at];
        if let (Some(outcome), Some(moved)) = (&outcomes[*at], panel.moved(row, horizon, refit)) {
            reached.entry(&panel.courses[row.course].key.commodity).or_default().push(outcome.reach(moved));
        }
    }
    Factors::of(&reached)
}
