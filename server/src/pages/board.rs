//! The board: every watched commodity.

use super::{basket, changes, is_judged, reference, standing, unit};
use crate::chart;
use chrono::NaiveDate;
use lumbung_data::granary::Granary;
use lumbung_data::model::page::{Board, BoardRow};
use lumbung_data::model::{CitySeries, CommodityId, Lang, PriceLevel, WarningLevel, day};
use lumbung_data::profile::Profile;
use std::cmp::Ordering;

/// Days that a sparkline spans.
const SPARK_DAYS: i32 = 92;

pub(super) fn board(granary: &Granary, profile: &Profile, today: NaiveDate, lang: Lang) -> Board {
    let standing = standing(granary, profile, today);
    // Judged as on the latest day with data, so that an old lake still reads
    // as what was known at its end; the age stands beside it.
    let on = standing.latest.unwrap_or(today);
    let mut rows: Vec<BoardRow> = profile.watched.iter().map(|id| row(granary, profile, id, on, today, lang)).collect();
    // Gravest first; within a level what rose most in a week; else the
    // profile's order.
    rows.sort_by(|a, b| gravity(b).partial_cmp(&gravity(a)).unwrap_or(Ordering::Equal));
    let indicator = granary.beside().indicators(&profile.code).next_back().cloned();
    let inflation = granary.beside().inflation(&profile.code).next_back().cloned();
    let inflation = inflation.map(|figure| (figure, profile.inflation_target.clone()));
    Board { standing, rows, basket: basket::block(granary, profile, lang), indicator, inflation }
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
    let city = granary.shown(profile, id, &profile.code, PriceLevel::Retail);
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

/// The three months up to the board's day, on one scale of time for all rows.
fn sparkline(city: &CitySeries, label: &str, on: i32) -> Option<String> {
    let (days, prices) = city.survey_days();
    let from = days.partition_point(|d| *d < on - SPARK_DAYS);
    let points: Vec<(i32, f64)> = days[from..].iter().copied().zip(prices[from..].iter().copied()).collect();
    (points.len() > 1).then(|| chart::sparkline(&points, on - SPARK_DAYS, on, label))
}
