//! JSON: a list of series, each as columns of equal length.

use super::select::Extract;
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
            date: series.day.iter().map(|day| day::date(*day)).collect(),
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

/// NaN as null.
fn finite(values: &[f64]) -> Vec<Option<f64>> {
    values.iter().map(|value| value.is_finite().then_some(*value)).collect()
}
