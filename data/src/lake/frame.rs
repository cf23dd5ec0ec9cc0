//! Rows as polars frames.

use super::rows::{PriceRows, QuoteRows};
use super::{PRICE_COLUMNS, QUOTE_COLUMNS};
use crate::model::SeriesKey;
use polars::prelude::*;

fn text<'a>(name: &str, values: impl Iterator<Item = &'a str>) -> Column {
    StringChunked::from_iter_values(name.into(), values).into_column()
}

fn dates(name: &str, days: Vec<i32>) -> Column {
    Int32Chunked::from_vec(name.into(), days).into_date().into_column()
}

/// NaN becomes null: the lake knows values and their absence, nothing between.
fn numbers(name: &str, values: impl Iterator<Item = f64>) -> Column {
    Float64Chunked::from_iter_options(name.into(), values.map(|value| value.is_finite().then_some(value))).into_column()
}

fn integers(name: &str, values: Vec<i64>) -> Column {
    Int64Chunked::from_vec(name.into(), values).into_column()
}

pub(crate) fn prices(rows: &PriceRows) -> PolarsResult<DataFrame> {
    let of_series = |column: usize, value: for<'k> fn(&'k SeriesKey) -> &'k str| {
        text(PRICE_COLUMNS[column].0, rows.key.iter().map(move |key| value(&rows.series[*key as usize])))
    };
    let columns = vec![
        dates(PRICE_COLUMNS[0].0, rows.day.clone()),
        of_series(1, |key| key.commodity.as_str()),
        of_series(2, |key| key.place.as_str()),
        of_series(3, |key| key.level.as_str()),
        of_series(4, |key| key.source.as_str()),
        numbers(PRICE_COLUMNS[5].0, rows.reported.iter().copied()),
        text(PRICE_COLUMNS[6].0, rows.key.iter().map(|key| rows.reported_unit[*key as usize].as_str())),
        numbers(PRICE_COLUMNS[7].0, rows.price.iter().copied()),
        text(PRICE_COLUMNS[8].0, rows.key.iter().map(|key| rows.unit[*key as usize].as_str())),
        text(PRICE_COLUMNS[9].0, rows.status.iter().map(|status| status.as_str())),
        integers(PRICE_COLUMNS[10].0, rows.version.clone()),
    ];
    DataFrame::new(rows.len(), columns)
}

pub(super) fn quotes(rows: &QuoteRows<'_>) -> PolarsResult<DataFrame> {
    let quotes = rows.quotes;
    let taken = || rows.take.iter().map(|i| *i as usize);
    let of_series = |column: usize, value: for<'k> fn(&'k SeriesKey) -> &'k str| {
        text(QUOTE_COLUMNS[column].0, taken().map(move |i| value(&quotes.series[quotes.key[i] as usize])))
    };
    let columns = vec![
        dates(QUOTE_COLUMNS[0].0, taken().map(|i| quotes.day[i]).collect()),
        of_series(1, |key| key.commodity.as_str()),
        of_series(2, |key| key.place.as_str()),
        of_series(3, |key| key.level.as_str()),
        of_series(4, |key| key.source.as_str()),
        of_series(5, |key| key.frequency.as_str()),
        text(QUOTE_COLUMNS[6].0, taken().map(|i| &*quotes.raw[i])),
        numbers(QUOTE_COLUMNS[7].0, taken().map(|i| quotes.value[i])),
        text(QUOTE_COLUMNS[8].0, taken().map(|i| quotes.unit[quotes.key[i] as usize].as_str())),
        integers(QUOTE_COLUMNS[9].0, taken().map(|i| i64::try_from(quotes.row[i]).unwrap_or(i64::MAX)).collect()),
        integers(QUOTE_COLUMNS[10].0, vec![rows.version; rows.take.len()]),
    ];
    DataFrame::new(rows.take.len(), columns)
}
