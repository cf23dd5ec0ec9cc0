//! Rows of the two tables as columns, before they are Parquet and after.

use crate::model::{CityKey, Frequency, MarketSeries, ObsStatus, SeriesKey};
use crate::source::runs;
use std::borrow::Cow;
use std::collections::BTreeMap;

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
    /// No rows yet, with room for so many.
    pub(super) fn with_room_for(rows: usize) -> Self {
        Self {
            key: Vec::with_capacity(rows),
            day: Vec::with_capacity(rows),
            reported: Vec::with_capacity(rows),
            price: Vec::with_capacity(rows),
            status: Vec::with_capacity(rows),
            version: Vec::with_capacity(rows),
            ..Self::default()
        }
    }

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

    /// The rows of the series behind a city price.
    #[must_use]
    pub(crate) fn of_city(&self, city: &CityKey) -> Self {
        let wanted: Vec<bool> = self.series.iter().map(|key| key.city() == *city).collect();
        self.only(|key| wanted[key as usize])
    }

    /// The rows of versions after one and up to another.
    pub(crate) fn between(&self, after: i64, until: i64) -> Self {
        let mut rows = self.empty();
        for at in (0..self.len()).filter(|at| self.version[*at] > after && self.version[*at] <= until) {
            rows.copy(self.key[at], self, at);
        }
        rows
    }

    /// The same series without rows.
    fn empty(&self) -> Self {
        Self {
            series: self.series.clone(),
            unit: self.unit.clone(),
            reported_unit: self.reported_unit.clone(),
            ..Self::default()
        }
    }

    /// The rows of some series.
    fn only(&self, wanted: impl Fn(u32) -> bool) -> Self {
        let mut rows = self.empty();
        for at in (0..self.len()).filter(|at| wanted(self.key[*at])) {
            rows.copy(self.key[at], self, at);
        }
        rows
    }

    /// Adds a row of others, of the series that has this number here.
    fn copy(&mut self, key: u32, from: &Self, at: usize) {
        self.key.push(key);
        self.day.push(from.day[at]);
        self.reported.push(from.reported[at]);
        self.price.push(from.price[at]);
        self.status.push(from.status[at]);
        self.version.push(from.version[at]);
    }

    /// The number of a series that comes next in order, new or the last one.
    fn number(&mut self, key: &SeriesKey, unit: &str, reported_unit: &str) -> u32 {
        if self.series.last() != Some(key) {
            self.series.push(key.clone());
            self.unit.push(unit.to_owned());
            self.reported_unit.push(reported_unit.to_owned());
        }
        u32::try_from(self.series.len() - 1).unwrap_or(u32::MAX)
    }

    /// The stretches of one series each, as `(series, first, end)`.
    pub fn runs(&self) -> impl Iterator<Item = (usize, usize, usize)> + '_ {
        runs(&self.key)
    }

    /// Adds a value of a known series under another status and price.
    pub(crate) fn push(&mut self, series: &MarketSeries, at: usize, (status, price): (ObsStatus, f64), version: i64) {
        let key = self.number(&series.key, &series.unit, &series.reported_unit);
        self.key.push(key);
        self.day.push(series.day[at]);
        self.reported.push(series.reported[at]);
        self.price.push(price);
        self.status.push(status);
        self.version.push(version);
    }

    /// Gives rows the status and price that `changes` has for their series and
    /// day, and gives back those that are no rows here.
    pub(crate) fn take_over(&mut self, changes: &Self) -> Self {
        let mine: BTreeMap<SeriesKey, (usize, usize)> =
            self.runs().map(|(series, first, end)| (self.series[series].clone(), (first, end))).collect();
        let mut rest = Self {
            series: changes.series.clone(),
            unit: changes.unit.clone(),
            reported_unit: changes.reported_unit.clone(),
            ..Self::default()
        };
        for (i, key) in changes.key.iter().enumerate() {
            let found = mine.get(&rest.series[*key as usize]).and_then(|(first, end)| {
                self.day[*first..*end].binary_search(&changes.day[i]).ok().map(|at| first + at)
            });
            if let Some(at) = found {
                self.status[at] = changes.status[i];
                self.price[at] = changes.price[i];
            } else {
                rest.copy(*key, changes, i);
            }
        }
        rest
    }

    /// These rows and others, of which none is for the same series and day.
    pub(crate) fn and(&self, other: &Self) -> Self {
        let both = [self, other];
        let mut order: Vec<(&SeriesKey, i32, usize, usize)> = Vec::with_capacity(self.len() + other.len());
        for (from, rows) in both.into_iter().enumerate() {
            order.extend((0..rows.len()).map(|i| (&rows.series[rows.key[i] as usize], rows.day[i], from, i)));
        }
        order.sort_unstable();
        let mut merged = Self::default();
        for (key, _, from, i) in order {
            let rows = both[from];
            let series = rows.key[i] as usize;
            let number = merged.number(key, &rows.unit[series], &rows.reported_unit[series]);
            merged.copy(number, rows, i);
        }
        merged
    }
}

/// The price of a value under a status, both in rupiah per canonical unit; NaN
/// where the status leaves it empty.
pub(crate) fn price_of(value: f64, status: ObsStatus) -> f64 {
    if matches!(status, ObsStatus::A | ObsStatus::E) { value } else { f64::NAN }
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
