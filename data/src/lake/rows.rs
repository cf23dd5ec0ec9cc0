//! Rows of the two tables as columns, before they are Parquet and after.

use crate::model::{Frequency, ObsStatus, SeriesKey};
use crate::source::runs;
use std::borrow::Cow;

/// Observations in series and date order. Each series stands once in `series`
/// with its units; `key` points into it; all other columns are of equal length.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct PriceRows {
    /// The series that occur.
    pub series: Vec<SeriesKey>,
    /// The canonical unit of each series.
    pub unit: Vec<String>,
    /// The unit in which each series is reported.
    pub reported_unit: Vec<String>,
    /// Which series each row belongs to.
    pub key: Vec<u32>,
    /// Day number.
    pub day: Vec<i32>,
    /// As received; NaN for none.
    pub reported: Vec<f64>,
    /// Rupiah per canonical unit; NaN for none.
    pub price: Vec<f64>,
    /// What is known of the value.
    pub status: Vec<ObsStatus>,
    /// The version that set the row.
    pub version: Vec<i64>,
}

impl PriceRows {
    /// How many rows there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.key.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.key.is_empty()
    }

    /// The rows of each frequency that occurs.
    pub(super) fn by_frequency(&self) -> Vec<(Frequency, Cow<'_, Self>)> {
        let of = |key: u32| self.series[key as usize].frequency;
        let found: Vec<Frequency> =
            Frequency::ALL.into_iter().filter(|wanted| self.key.iter().any(|key| of(*key) == *wanted)).collect();
        match found[..] {
            [] => Vec::new(),
            [one] => vec![(one, Cow::Borrowed(self))],
            _ => found.into_iter().map(|wanted| (wanted, Cow::Owned(self.only(|key| of(key) == wanted)))).collect(),
        }
    }

    /// The rows of some series.
    fn only(&self, wanted: impl Fn(u32) -> bool) -> Self {
        let mut rows = Self {
            series: self.series.clone(),
            unit: self.unit.clone(),
            reported_unit: self.reported_unit.clone(),
            ..Self::default()
        };
        for at in (0..self.len()).filter(|at| wanted(self.key[*at])) {
            rows.key.push(self.key[at]);
            rows.day.push(self.day[at]);
            rows.reported.push(self.reported[at]);
            rows.price.push(self.price[at]);
            rows.status.push(self.status[at]);
            rows.version.push(self.version[at]);
        }
        rows
    }

    /// The stretches of one series each, as `(series, first, end)`.
    pub fn runs(&self) -> impl Iterator<Item = (usize, usize, usize)> + '_ {
        runs(&self.key)
    }
}

/// Quotes that are to be stored: rows of a reading by their index.
#[derive(Debug)]
pub struct QuoteRows<'a> {
    /// What was read.
    pub quotes: &'a crate::source::Quotes,
    /// Which of its rows, rising.
    pub take: &'a [u32],
    /// The version of the batch.
    pub version: i64,
}
