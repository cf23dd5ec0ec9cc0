//! The rows of the table, with what decides about their telling.

use super::compose::Known;
use super::named;
use crate::pages::{shown, unit, weeks};
use lumbung_data::granary::City;
use lumbung_data::model::page::WeekRow;
use lumbung_data::model::sheet::{Bilingual, Earlier, SheetExpectation, SheetReference, SheetRow, SheetWarning};
use lumbung_data::model::{CommodityId, IsoWeek, Lang, WarningKind, WarningLevel, day};
use lumbung_data::outlook::HORIZONS;
use lumbung_data::watch::Phase;
use std::cmp::Ordering;

/// A change of at least this is told as one; less is stable.
pub(super) const STABLE: f64 = 0.01;
/// The part of its surge threshold from which a change of a price is told.
const TOLD_PART: f64 = 0.2;
/// Rows of the short table.
const FOREMOST: usize = 8;
/// Weeks back to the week of last month and of last year.
const MONTH: u32 = 4;
const YEAR: u32 = 52;
/// How many weeks further back a month's or year's comparison may look, where the week
/// itself has no survey: the days around Lebaran have none.
const REACH: u32 = 2;
/// The horizons that a sheet tells of, 7 and 14 days.
const TOLD_HORIZONS: usize = 2;

/// A row of the table, with what decides about its telling.
pub(super) struct Line<'a> {
    pub row: SheetRow,
    /// The price that is shown; none without any.
    pub city: Option<&'a City>,
    /// The surge threshold; none where too little is known.
    pub theta: Option<f64>,
    /// The chance from which an early warning is raised.
    pub level: Option<f64>,
    /// Whether a surge waits or runs.
    pub phase: Phase,
}

/// Every watched commodity, in the profile's order.
pub(super) fn lines<'a>(known: &Known<'a>) -> Vec<Line<'a>> {
    known.profile.watched.iter().map(|id| line(known, id)).collect()
}

fn line<'a>(known: &Known<'a>, id: &CommodityId) -> Line<'a> {
    let Known { granary, profile, week, on } = *known;
    let commodity = profile.commodity(id);
    let mut row = SheetRow {
        id: id.clone(),
        name: named(profile, id),
        unit: commodity.map(|commodity| commodity.unit.clone()).unwrap_or_default(),
        source: None,
        price: None,
        days: 0,
        last_week: None,
        last_month: None,
        last_year: None,
        reference: None,
        warning: None,
        expected: Vec::new(),
    };
    let Some((city, commodity)) = shown(granary, profile, id).zip(commodity) else {
        return Line { row, city: None, theta: None, level: None, phase: Phase::Calm };
    };
    row.unit = unit(city, commodity);
    row.source = Some(city.key.source.clone());
    let watched = city.watched_by(profile, on);
    let mut line =
        Line { row, city: Some(city), theta: watched.theta.map(|theta| theta.value), level: None, phase: Phase::Calm };
    let weeks = weeks(city.price(), (YEAR + REACH + 1) as usize);
    let Some(this) = weeks.iter().find(|row| row.monday == week.monday()) else { return line };
    line.phase = watched.stand.phase;
    let row = &mut line.row;
    row.price = Some(this.price);
    row.days = this.days;
    row.last_week = earlier(&weeks, this.price, week.before(1), 0);
    row.last_month = earlier(&weeks, this.price, week.before(MONTH), REACH);
    row.last_year = earlier(&weeks, this.price, week.before(YEAR), REACH);
    row.reference = profile.reference_of(city.price(), on).map(|reference| SheetReference {
        kind: reference.kind.as_str().to_owned(),
        low: reference.low,
        high: reference.high,
        distance: Some(this.price / reference.high - 1.0),
    });
    row.warning = warning(known, city);
    if let Some(prospect) = granary.prospect(&city.key, on) {
        line.level = Some(prospect.level);
        let said = HORIZONS.iter().zip(&prospect.forecasts).take(TOLD_HORIZONS);
        row.expected = said
            .map(|(days, forecast)| SheetExpectation {
                days: days.unsigned_abs(),
                until: day::date(prospect.day + days),
                chance: forecast.chance,
                price: forecast.price,
            })
            .collect();
    }
    line
}

/// The price of an earlier week, or of the last one before it with survey days.
fn earlier(weeks: &[WeekRow], price: f64, week: IsoWeek, reach: u32) -> Option<Earlier> {
    let mut wanted = (0..=reach).map(|further| week.before(further));
    let (week, found) = wanted.find_map(|week| Some((week, weeks.iter().find(|row| row.monday == week.monday())?)))?;
    Some(Earlier { week, price: found.price, change: price / found.price - 1.0 })
}

/// The gravest warning that calls for action.
fn warning(known: &Known<'_>, city: &City) -> Option<SheetWarning> {
    let Known { granary, profile, on, .. } = *known;
    let id = granary.warning(city, profile, on, Lang::Id)?;
    let en = granary.warning(city, profile, on, Lang::En)?;
    Some(SheetWarning {
        kind: id.kind,
        level: id.level,
        onset: id.onset,
        reason: Bilingual { id: id.reason, en: en.reason },
    })
}

impl Line<'_> {
    /// The change against the week before as the table shows it, in tenths of a per cent.
    pub fn change(&self) -> Option<f64> {
        self.row.change().map(|change| (change * 1000.0).round() / 1000.0)
    }

    /// The change from which it is told: 1 %, or a fifth of the surge threshold where that
    /// is more.
    pub fn told_from(&self) -> f64 {
        self.theta.map_or(STABLE, |theta| (theta * TOLD_PART).max(STABLE))
    }

    /// Whether it rose or fell by enough to be told.
    pub fn moved(&self) -> Option<Ordering> {
        let change = self.change()?;
        // The figure is rounded: what reads as the threshold is at it.
        let least = self.told_from() - 1e-9;
        Some(if change >= least {
            Ordering::Greater
        } else if change <= -least {
            Ordering::Less
        } else {
            Ordering::Equal
        })
    }

    /// The chance that a surge sets in within 14 days.
    pub fn chance(&self) -> Option<f64> {
        self.row.expectation(14).map(|expected| expected.chance)
    }

    /// Whether that chance is at the level of an early warning.
    pub fn is_likely(&self) -> bool {
        self.phase == Phase::Calm && self.chance().zip(self.level).is_some_and(|(chance, level)| chance >= level)
    }

    /// The level of the warning in force.
    pub fn warned(&self) -> Option<WarningLevel> {
        self.row.warning.as_ref().map(|warning| warning.level)
    }

    /// Whether it is grave and the week brought no fall: what has come down needs no cheap
    /// market.
    pub fn wants_action(&self) -> bool {
        self.is_grave() && self.moved() != Some(Ordering::Less)
    }

    /// Whether the price itself surges or creeps up, confirmed.
    pub fn is_grave(&self) -> bool {
        let kinds = [WarningKind::Surge, WarningKind::Creep];
        self.row
            .warning
            .as_ref()
            .is_some_and(|warning| warning.level >= WarningLevel::Siaga && kinds.contains(&warning.kind))
    }
}

/// The rows of the short table by their places: warned of first, gravest first; then by
/// what is likely; then by the change as a part of what is told.
pub(super) fn foremost(lines: &[Line<'_>]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..lines.len()).filter(|at| lines[*at].row.price.is_some()).collect();
    let key = |at: usize| {
        let line = &lines[at];
        (line.warned(), line.is_likely(), line.change().map_or(0.0, f64::abs) / line.told_from())
    };
    order.sort_by(|a, b| key(*b).partial_cmp(&key(*a)).unwrap_or(Ordering::Equal));
    order.truncate(FOREMOST);
    order
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// A line of a commodity without anything behind it.
    pub fn line(name: &str, change: Option<f64>) -> Line<'static> {
        let week = IsoWeek::parse("2023-W45").unwrap();
        let price = 50_000.0;
        let last_week = change.map(|change| Earlier { week: week.before(1), price: price / (1.0 + change), change });
        let row = SheetRow {
            id: CommodityId::parse("bawang-merah").unwrap(),
            name: Bilingual { id: name.to_owned(), en: name.to_owned() },
            unit: "kg".to_owned(),
            source: None,
            price: Some(price),
            days: 5,
            last_week,
            last_month: None,
            last_year: None,
            reference: None,
            warning: None,
            expected: Vec::new(),
        };
        Line { row, city: None, theta: None, level: None, phase: Phase::Calm }
    }

    #[test]
    fn a_change_is_told_from_one_per_cent_or_a_fifth_of_the_threshold_on() {
        let moved = |change, theta| Line { theta, ..line("x", Some(change)) }.moved().unwrap();
        assert_eq!(moved(0.01, None), Ordering::Greater);
        assert_eq!(moved(0.0096, None), Ordering::Greater, "it reads as 1,0%");
        assert_eq!(moved(0.0094, None), Ordering::Equal);
        assert_eq!(moved(0.04, Some(0.25)), Ordering::Equal);
        assert_eq!(moved(0.05, Some(0.25)), Ordering::Greater);
        assert_eq!(moved(-0.05, Some(0.25)), Ordering::Less);
        assert_eq!(line("x", None).moved(), None);
    }

    #[test]
    fn a_month_or_year_looks_back_two_weeks_further_where_there_was_no_survey() {
        let week = IsoWeek::parse("2023-W45").unwrap();
        let row = |back: u32, price| WeekRow {
            monday: week.before(back).monday(),
            price,
            change: None,
            low: price,
            high: price,
            days: 5,
        };
        let weeks = [row(0, 110.0), row(5, 100.0), row(55, 90.0)];
        let found = earlier(&weeks, 110.0, week.before(4), 2).unwrap();
        assert_eq!(found.week, week.before(5));
        assert!((found.change - 0.1).abs() < 1e-12);
        assert_eq!(earlier(&weeks, 110.0, week.before(1), 0), None);
        assert_eq!(earlier(&weeks, 110.0, week.before(52), 2), None, "three weeks further is too far");
    }

    #[test]
    fn what_moved_most_of_what_is_told_comes_first() {
        let lines = [
            line("a", Some(0.02)),
            Line { theta: Some(0.25), ..line("b", Some(0.06)) },
            line("c", None),
            line("d", Some(-0.03)),
        ];
        assert_eq!(foremost(&lines), [3, 0, 1, 2]);
    }
}
