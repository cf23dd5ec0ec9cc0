//! The board: every watched commodity.

use super::{changes, standing};
use crate::chart;
use chrono::NaiveDate;
use lumbung_data::granary::Granary;
use lumbung_data::model::page::{Board, BoardRow};
use lumbung_data::model::{CitySeries, CommodityId, Lang, PriceLevel};
use lumbung_data::profile::Profile;
use std::cmp::Reverse;

/// Days that a sparkline spans.
const SPARK_DAYS: i32 = 92;

pub(super) fn board(granary: &Granary, profile: &Profile, today: NaiveDate, lang: Lang) -> Board {
    let standing = standing(granary, profile);
    // Judged as on the latest day with data, so that an old lake still reads
    // as what was known at its end; the age stands beside it.
    let on = standing.latest.unwrap_or(today);
    let mut rows: Vec<BoardRow> = profile.watched.iter().map(|id| row(granary, profile, id, on, today, lang)).collect();
    // The profile's order within a level.
    rows.sort_by_key(|row| Reverse(row.warning.as_ref().map(|warning| warning.level)));
    Board { standing, rows }
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
        unit: commodity.map(|commodity| commodity.unit.clone()).unwrap_or_default(),
        source: city.map(|city| city.key.source.clone()),
        latest: city.and_then(|city| changes::latest(city.price(), today)),
        sparkline: city.and_then(|city| sparkline(city.price(), &name)),
        warning: city.and_then(|city| granary.warning(city, profile, on, lang)),
        name,
    }
}

fn sparkline(city: &CitySeries, label: &str) -> Option<String> {
    let (days, prices) = city.survey_days();
    let from = days.partition_point(|d| *d < days.last().map_or(0, |last| last - SPARK_DAYS));
    let points: Vec<(i32, f64)> = days[from..].iter().copied().zip(prices[from..].iter().copied()).collect();
    (points.len() > 1).then(|| chart::sparkline(&points, label))
}
