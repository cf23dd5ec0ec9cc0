//! Series as text: CSV with the columns of the contract, JSON as columns.

use super::{Asked, Found};
use chrono::NaiveDate;
use lumbung_data::granary::City;
use lumbung_data::model::{MarketSeries, ObsStatus, PriceLevel, SourceId, day};
use serde::Serialize;
use std::fmt::Write;
use std::ops::Range;

/// The rows of the asked days.
fn window(days: &[i32], asked: &Asked) -> Range<usize> {
    let start = asked.from.map_or(0, |from| days.partition_point(|d| *d < day::of(from)));
    let end = asked.to.map_or(days.len(), |to| days.partition_point(|d| *d <= day::of(to)));
    start..end.max(start)
}

/// A number plain, nothing for none.
fn number(value: f64) -> String {
    if value.is_finite() { value.to_string() } else { String::new() }
}

/// The series as CSV, its columns those of the contract.
#[must_use]
pub fn csv(found: &Found, asked: &Asked) -> String {
    let mut out = String::new();
    // Writing to a string cannot fail.
    let _ = match found {
        Found::City(city) => city_csv(&mut out, city, asked),
        Found::Market(market) => market_csv(&mut out, market, asked),
    };
    out
}

fn city_csv(out: &mut String, city: &City, asked: &Asked) -> std::fmt::Result {
    let series = city.price();
    let key = &series.key;
    out.push_str("date,commodity,place,level,source,price,unit,markets,status,version\n");
    for i in window(&series.day, asked) {
        writeln!(
            out,
            "{},{},{},{},{},{},{},{},{},{}",
            day::date(series.day[i]),
            key.commodity,
            key.region,
            key.level,
            key.source,
            number(series.price[i]),
            series.unit,
            series.markets[i],
            series.status[i],
            series.version[i]
        )?;
    }
    Ok(())
}

fn market_csv(out: &mut String, series: &MarketSeries, asked: &Asked) -> std::fmt::Result {
    let key = &series.key;
    out.push_str("date,commodity,place,level,source,reported,reported_unit,price,unit,status,version\n");
    for i in window(&series.day, asked) {
        writeln!(
            out,
            "{},{},{},{},{},{},{},{},{},{},{}",
            day::date(series.day[i]),
            key.commodity,
            key.place,
            key.level,
            key.source,
            number(series.reported[i]),
            series.reported_unit,
            number(series.price[i]),
            series.unit,
            series.status[i],
            series.version[i]
        )?;
    }
    Ok(())
}

/// A series as columns; a city price has `markets`, a market `reported`.
#[derive(Serialize)]
struct Columns<'a> {
    commodity: &'a str,
    place: &'a str,
    level: PriceLevel,
    source: &'a str,
    unit: &'a str,
    version: i64,
    date: Vec<NaiveDate>,
    price: Vec<Option<f64>>,
    status: Vec<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    markets: Option<&'a [u32]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reported: Option<Vec<Option<f64>>>,
}

/// The series as JSON columns of equal length; `version` is its latest row's.
#[must_use]
pub fn json(found: &Found, asked: &Asked) -> String {
    let columns = match found {
        Found::City(city) => {
            let series = city.price();
            let rows = window(&series.day, asked);
            Columns {
                markets: Some(&series.markets[rows.clone()]),
                ..columns(
                    asked,
                    &city.key.source,
                    &series.unit,
                    rows,
                    (&series.day, &series.price, &series.status, &series.version),
                )
            }
        }
        Found::Market(series) => {
            let rows = window(&series.day, asked);
            Columns {
                reported: Some(finite(&series.reported[rows.clone()])),
                ..columns(
                    asked,
                    &series.key.source,
                    &series.unit,
                    rows,
                    (&series.day, &series.price, &series.status, &series.version),
                )
            }
        }
    };
    serde_json::to_string(&columns).unwrap_or_default()
}

/// The columns that both kinds of series have: days, prices, statuses and
/// versions, cut to `rows`.
fn columns<'a>(
    asked: &'a Asked,
    source: &'a SourceId,
    unit: &'a str,
    rows: Range<usize>,
    (days, prices, statuses, versions): (&[i32], &[f64], &[ObsStatus], &[i64]),
) -> Columns<'a> {
    Columns {
        commodity: asked.commodity.as_str(),
        place: asked.place.as_str(),
        level: asked.level,
        source: source.as_str(),
        unit,
        version: versions[rows.clone()].iter().copied().max().unwrap_or_default(),
        date: days[rows.clone()].iter().map(|d| day::date(*d)).collect(),
        price: finite(&prices[rows.clone()]),
        status: statuses[rows].iter().map(|status| status.as_str()).collect(),
        markets: None,
        reported: None,
    }
}

/// NaN as null.
fn finite(values: &[f64]) -> Vec<Option<f64>> {
    values.iter().map(|value| value.is_finite().then_some(*value)).collect()
}
