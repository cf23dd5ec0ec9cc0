//! Quotes as columns: what a file says, before anything is judged.

use super::Asks;
use crate::model::{Inflation, ObsStatus, PriceIndicator, Refusal, SeriesKey, Stock};

/// Quotes in series and date order, as columns of equal length. Each series
/// stands once in `series`; `key` points into it.
#[derive(Debug, Clone, Default)]
pub struct Quotes {
    /// The series that occur.
    pub series: Vec<SeriesKey>,
    /// The unit in which each series is reported.
    pub unit: Vec<String>,
    /// The unit of each series' price: canonical where the reported one can be
    /// turned into it, else as reported.
    pub canonical: Vec<String>,
    /// How many of these one reported unit holds.
    pub per: Vec<f64>,
    /// Which series each quote belongs to.
    pub key: Vec<u32>,
    /// Line of the file.
    pub row: Vec<u64>,
    /// Day number.
    pub day: Vec<i32>,
    /// The value's text as it stood.
    pub raw: Vec<Box<str>>,
    /// Rupiah per reported unit; NaN for "not reported".
    pub value: Vec<f64>,
    /// Doubted by whoever published it. What is doubted here is found once the
    /// quotes lie among their neighbours.
    pub doubted: Vec<bool>,
    /// Estimated by the source itself.
    pub estimated: Vec<bool>,
    /// Why there is no value, where whoever reports says so: not collected or a day off.
    pub absent: Vec<Option<ObsStatus>>,
}

impl Quotes {
    /// How many quotes there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.key.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.key.is_empty()
    }

    /// The stretches of one series each, as `(series, first, end)`.
    pub fn runs(&self) -> impl Iterator<Item = (usize, usize, usize)> + '_ {
        runs(&self.key)
    }
}

/// Stretches of equal keys, as `(key, first, end)`.
pub(crate) fn runs(keys: &[u32]) -> impl Iterator<Item = (usize, usize, usize)> + '_ {
    let mut start = 0;
    std::iter::from_fn(move || {
        let key = *keys.get(start)?;
        let first = start;
        start += keys[first..].iter().take_while(|k| **k == key).count();
        Some((key as usize, first, start))
    })
}

/// What reading one file gave.
#[derive(Debug, Clone, Default)]
pub struct Reading {
    /// Data rows seen.
    pub read: u64,
    /// The rows that became quotes.
    pub quotes: Quotes,
    /// Rows refused.
    pub rejected: u64,
    /// Why rows were refused, in row order.
    pub refusals: Vec<Refusal>,
    /// Official index figures, one a region and week. They are no prices.
    pub indicators: Vec<PriceIndicator>,
    /// Official inflation, one a region and month. It is no price.
    pub inflation: Vec<Inflation>,
    /// Stocks, one a commodity, place and day. They are no prices.
    pub stocks: Vec<Stock>,
    /// What the file does not say.
    pub asks: Asks,
    /// The name of the mapping by which it was read.
    pub mapping: Option<String>,
}

/// A text cut to a length that a report can show.
pub(super) fn excerpt(text: &str) -> String {
    const MAX: usize = 80;
    match text.char_indices().nth(MAX) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}
