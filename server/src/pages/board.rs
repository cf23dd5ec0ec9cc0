//! The board: every watched commodity, and what stands over and under the list.

use super::{basket, changes, feast, is_judged, maps, reference, standing, unit};
use crate::chart;
use chrono::NaiveDate;
use lumbung_data::granary::{City, Granary};
use lumbung_data::model::board::{Board, BoardRow, Nearest, Rise};
use lumbung_data::model::{
    CitySeries, CommodityId, Lang, MarketSeries, PriceLevel, ROUNDING, WarningKind, WarningLevel, day,
};
use lumbung_data::profile::Profile;
use lumbung_data::watch::{BASELINE_DAYS, above_baseline, first_market};
use std::cmp::Ordering;

/// Days that a sparkline spans.
pub(super) const SPARK_DAYS: i32 = 92;
/// Days whose prices make the usual band behind it, and survey days that it takes.
const BAND_DAYS: i32 = 365;
const LEAST_FOR_BAND: usize = 60;
/// A rise that would be told as 0% is none.
const LEAST_RISE: f64 = 0.005;

pub(super) fn board(granary: &Granary, profile: &Profile, today: NaiveDate, lang: Lang) -> Board {
    let standing = standing(granary, profile, today);
    // Judged as on the latest day with data, so that an old lake still reads
    // as what was known at its end; the age stands beside it.
    let on = standing.latest.unwrap_or(today);
    let rows = rows(granary, profile, today, lang);
    let calm = rows.iter().all(|row| row.warning.is_none());
    let is_old = standing.age_days.is_some_and(day::is_stale);
    Board {
        rise: rows.first().and_then(|row| rise(granary, profile, row, on)),
        nearest: if calm { nearest(granary, profile, &rows, on) } else { None },
        feast: feast::block(granary, profile, if is_old { on } else { today }, lang),
        maps: maps::maps(granary, profile, &rows, on, lang),
        basket: basket::block(granary, profile, lang),
        indicator: granary.beside().indicators(&profile.code).next_back().cloned(),
        inflation: granary
            .beside()
            .inflation(&profile.code)
            .next_back()
            .map(|figure| (figure.clone(), profile.inflation_target.clone())),
        unowned: 0,
        standing,
        rows,
    }
}

/// One row a watched commodity: gravest first; within a level what rose most in a week;
/// else in the profile's order.
pub(super) fn rows(granary: &Granary, profile: &Profile, today: NaiveDate, lang: Lang) -> Vec<BoardRow> {
    let on = super::latest(granary, profile).unwrap_or(today);
    let mut rows: Vec<BoardRow> = profile.watched.iter().map(|id| row(granary, profile, id, on, today, lang)).collect();
    rows.sort_by(|a, b| gravity(b).partial_cmp(&gravity(a)).unwrap_or(Ordering::Equal));
    rows
}

/// What a row is ordered by: its level, and then its weekly change.
fn gravity(row: &BoardRow) -> Option<(WarningLevel, f64)> {
    let week = row.latest.as_ref().and_then(|latest| latest.changes.week);
    row.warning.as_ref().map(|warning| (warning.level, week.map_or(0.0, |week| week.share)))
}

fn row(
    granary: &Granary,
    profile: &Profile,
    id: &CommodityId,
    on: NaiveDate,
    today: NaiveDate,
    lang: Lang,
) -> BoardRow {
    let commodity = profile.commodity(id);
    let name = commodity.map_or(id.as_str(), |commodity| commodity.name(lang)).to_owned();
    let city = shown(granary, profile, id);
    BoardRow {
        id: id.clone(),
        unit: commodity
            .map(|commodity| city.map_or_else(|| commodity.unit.clone(), |city| unit(city, commodity)))
            .unwrap_or_default(),
        source: city.map(|city| city.key.source.clone()),
        latest: city.and_then(|city| changes::latest(city.price(), today)),
        sparkline: city.and_then(|city| sparkline(city.price(), &name, day::of(on))),
        warning: city.and_then(|city| granary.warning(city, profile, on, lang)),
        judged: city.is_some_and(|city| is_judged(city, on)),
        reference: city.and_then(|city| reference(city, profile)),
        name,
    }
}

/// The price that the board shows of a commodity.
pub(crate) fn shown<'a>(granary: &'a Granary, profile: &Profile, id: &CommodityId) -> Option<&'a City> {
    granary.shown(profile, id, &profile.code, PriceLevel::Retail).map(AsRef::as_ref)
}

/// The three months up to the board's day, on one scale of time for all rows, before the
/// band in which most of the last year's prices lie.
fn sparkline(city: &CitySeries, label: &str, on: i32) -> Option<String> {
    let (days, prices) = city.survey_days();
    let from = days.partition_point(|d| *d < on - SPARK_DAYS);
    let points: Vec<(i32, f64)> = days[from..].iter().copied().zip(prices[from..].iter().copied()).collect();
    let usual = usual(&days, &prices, on);
    (points.len() > 1).then(|| chart::sparkline(&points, on - SPARK_DAYS, on, usual, label))
}

/// The range from the tenth to the ninetieth percentile of the last year's prices.
fn usual(days: &[i32], prices: &[f64], on: i32) -> Option<(f64, f64)> {
    let mut year = prices[days.partition_point(|day| *day <= on - BAND_DAYS)..].to_vec();
    if year.len() < LEAST_FOR_BAND {
        return None;
    }
    year.sort_unstable_by(f64::total_cmp);
    // The nearest rank: no value that was never a price.
    let at = |tenths: usize| year[(year.len() - 1) * tenths / 10];
    Some((at(1), at(9)))
}

/// How a surging price rose: since the last survey day before its onset on which it stood
/// no higher than what the onset is measured against, of the four weeks that make that.
fn rise(granary: &Granary, profile: &Profile, row: &BoardRow, on: NaiveDate) -> Option<Rise> {
    let warning = row.warning.as_ref()?;
    if !matches!(warning.kind, WarningKind::Surge | WarningKind::Creep) {
        return None;
    }
    let city = shown(granary, profile, &row.id)?;
    let (until, onset) = (day::of(on), day::of(warning.onset));
    let (days, prices) = city.price().survey_days_by(until);
    let before = days.partition_point(|day| *day < onset).checked_sub(1)?;
    let usual = warning.evidence.baseline * (1.0 + ROUNDING);
    let within = (0..=before).rev().take_while(|at| days[*at] >= onset - BASELINE_DAYS);
    let start = within.into_iter().find(|at| prices[*at] <= usual).unwrap_or(before);
    let share = prices.last()? / prices[start] - 1.0;
    let theta = city.watched_by(profile, on).theta.filter(|_| warning.kind == WarningKind::Surge);
    let market = theta.and_then(|theta| {
        let members: Vec<&MarketSeries> = city.members.iter().map(AsRef::as_ref).collect();
        let place = first_market(&members, onset, theta, until)?;
        let name = profile.place_name(&place);
        Some((place, name))
    });
    let days = days.last()? - days[start];
    (share >= LEAST_RISE).then(|| Rise { share, days: days.into(), market })
}

/// Of prices that are judged, the one that has gone the largest part of the way to its
/// threshold.
fn nearest(granary: &Granary, profile: &Profile, rows: &[BoardRow], on: NaiveDate) -> Option<Nearest> {
    let near = rows.iter().filter(|row| row.judged).filter_map(|row| {
        let city = shown(granary, profile, &row.id)?;
        let theta = city.watched_by(profile, on).theta?.value;
        let (days, prices) = city.price().survey_days_by(day::of(on));
        let share = above_baseline(&days, &prices).filter(|share| *share >= LEAST_RISE)?;
        Some(Nearest { id: row.id.clone(), name: row.name.clone(), share, theta })
    });
    near.max_by(|a, b| (a.share / a.theta).total_cmp(&(b.share / b.theta)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_usual_band_leaves_out_a_tenth_of_a_year_on_either_side() {
        let days: Vec<i32> = (0..200).collect();
        let prices: Vec<f64> = days.iter().map(|day| f64::from(*day)).collect();
        assert_eq!(usual(&days, &prices, 199), Some((19.0, 179.0)));
        assert_eq!(usual(&days, &prices, 199 + BAND_DAYS - 59), None, "59 days are too few");
    }
}
