//! JSON: series as columns of equal length.

use super::select::Extract;
use super::single::{Rows, Single};
use crate::model::{PriceLevel, day};
use chrono::NaiveDate;
use serde::Serialize;
use std::io::{self, Write};

#[derive(Serialize)]
struct Columns<'a> {
    commodity: &'a str,
    place: &'a str,
    level: PriceLevel,
    source: &'a str,
    reported_unit: &'a str,
    unit: &'a str,
    date: Vec<NaiveDate>,
    reported: Vec<Option<f64>>,
    price: Vec<Option<f64>>,
    status: Vec<&'static str>,
    version: &'a [i64],
}

pub(super) fn write(extract: &Extract<'_>, mut to: impl Write) -> io::Result<u64> {
    write!(to, "{{\"version\":{},\"series\":[", extract.granary.version())?;
    let mut rows = 0;
    for series in extract.series() {
        if rows > 0 {
            to.write_all(b",")?;
        }
        let columns = Columns {
            commodity: series.key.commodity.as_str(),
            place: series.key.place.as_str(),
            level: series.key.level,
            source: series.key.source.as_str(),
            reported_unit: &series.reported_unit,
            unit: &series.unit,
            date: dates(&series.day),
            reported: finite(&series.reported),
            price: finite(&series.price),
            status: series.status.iter().map(|status| status.as_str()).collect(),
            version: &series.version,
        };
        serde_json::to_writer(&mut to, &columns)?;
        rows += series.day.len() as u64;
    }
    to.write_all(b"]}\n")?;
    to.flush()?;
    Ok(rows)
}

/// A series alone. A city price has `markets`, a market `reported`, a derived series its
/// `value` in `units`.
#[derive(Serialize)]
struct Alone<'a> {
    commodity: &'a str,
    place: &'a str,
    level: PriceLevel,
    source: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    frequency: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    aggregation: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    units: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    base: Option<NaiveDate>,
    unit: &'a str,
    version: i64,
    date: Vec<NaiveDate>,
    #[serde(skip_serializing_if = "Option::is_none")]
    price: Option<Vec<Option<f64>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<Vec<Option<f64>>>,
    status: Vec<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    markets: Option<&'a [u32]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reported: Option<Vec<Option<f64>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    days: Option<&'a [u32]>,
}

/// Writes a series alone; its `version` is that of its latest row, or of the data where it
/// has none.
pub(super) fn write_single(single: &Single, known: i64, mut to: impl Write) -> io::Result<u64> {
    let (days, statuses, versions) = match single.rows() {
        Rows::City(series) => (&series.day, &series.status, &series.version),
        Rows::Market(series) => (&series.day, &series.status, &series.version),
        Rows::Derived(told) => (&told.derived.day, &told.derived.status, &told.derived.version),
    };
    let mut alone = Alone {
        commodity: single.key.commodity.as_str(),
        place: single.key.place.as_str(),
        level: single.key.level,
        source: single.key.source.as_str(),
        frequency: None,
        aggregation: None,
        units: None,
        base: None,
        unit: &single.unit,
        version: versions.iter().copied().max().unwrap_or(known),
        date: dates(days),
        price: None,
        value: None,
        status: statuses.iter().map(|status| status.as_str()).collect(),
        markets: None,
        reported: None,
        days: None,
    };
    match single.rows() {
        Rows::City(series) => {
            alone.price = Some(finite(&series.price));
            alone.markets = Some(&series.markets);
        }
        Rows::Market(series) => {
            alone.price = Some(finite(&series.price));
            alone.reported = Some(finite(&series.reported));
        }
        Rows::Derived(told) => {
            alone.frequency = Some(told.frequency.as_str());
            alone.aggregation = Some(single.telling().aggregation.as_str());
            alone.units = Some(single.telling().units.as_str());
            alone.base = told.base;
            alone.unit = &told.unit;
            alone.value = Some(finite(&told.derived.value));
            alone.days = Some(&told.derived.days);
        }
    }
    serde_json::to_writer(&mut to, &alone)?;
    to.flush()?;
    Ok(days.len() as u64)
}

fn dates(days: &[i32]) -> Vec<NaiveDate> {
    days.iter().map(|day| day::date(*day)).collect()
}

/// NaN as null.
fn finite(values: &[f64]) -> Vec<Option<f64>> {
    values.iter().map(|value| value.is_finite().then_some(*value)).collect()
}
