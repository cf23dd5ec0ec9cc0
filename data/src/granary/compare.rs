//! What a reading changes: every quote is new, known, a revision, doubtful or
//! missing, and only what is new is stored.

use super::Granary;
use crate::lake::PriceRows;
use crate::model::{MarketSeries, ObsStatus};
use crate::source::Quotes;

/// The difference between a reading and what is known.
#[derive(Debug, Default)]
pub struct Delta {
    /// Values seen for the first time.
    pub accepted: u64,
    /// Values already known, suspect ones included.
    pub unchanged: u64,
    /// Values that replace a known figure, or fill a day that was missing.
    pub revised: u64,
    /// Values stored but kept out of prices.
    pub suspect: u64,
    /// Rows that say "not reported", known or not.
    pub missing: u64,
    /// The quotes to store, as indices into the reading.
    pub quotes: Vec<u32>,
    /// The observations to store, in series and date order.
    pub prices: PriceRows,
}

/// Compares a reading with what is known. `version` is the one under which the
/// difference will be stored.
#[must_use]
pub fn compare(quotes: &Quotes, known: &Granary, version: i64) -> Delta {
    let mut delta = Delta {
        prices: PriceRows {
            series: quotes.series.clone(),
            unit: quotes.unit.clone(),
            reported_unit: quotes.unit.clone(),
            ..PriceRows::default()
        },
        ..Delta::default()
    };
    for (series, first, end) in quotes.runs() {
        let mut past = Cursor { series: known.series(&quotes.series[series]).map(AsRef::as_ref), at: 0 };
        for i in first..end {
            let value = quotes.value[i];
            let earlier = past.reported_on(quotes.day[i]);
            let same = earlier.is_some_and(|earlier| earlier.to_bits() == value.to_bits());
            if value.is_nan() {
                delta.missing += 1;
                if !same {
                    delta.store(quotes, i, ObsStatus::O, version);
                }
            } else if same {
                delta.unchanged += 1;
            } else if quotes.suspect[i] {
                delta.suspect += 1;
                delta.store(quotes, i, ObsStatus::U, version);
            } else {
                *if earlier.is_some() { &mut delta.revised } else { &mut delta.accepted } += 1;
                delta.store(quotes, i, ObsStatus::A, version);
            }
        }
    }
    delta
}

impl Delta {
    /// Whether there is nothing to store.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.quotes.is_empty()
    }

    fn store(&mut self, quotes: &Quotes, i: usize, status: ObsStatus, version: i64) {
        let value = quotes.value[i];
        self.quotes.push(u32::try_from(i).unwrap_or(u32::MAX));
        self.prices.key.push(quotes.key[i]);
        self.prices.day.push(quotes.day[i]);
        self.prices.reported.push(value);
        // Every unit of today's sources is canonical; a suspect has no price.
        self.prices.price.push(if status == ObsStatus::A { value } else { f64::NAN });
        self.prices.status.push(status);
        self.prices.version.push(version);
    }
}

/// Walks a known series beside the rising days of a reading.
struct Cursor<'a> {
    series: Option<&'a MarketSeries>,
    at: usize,
}

impl Cursor<'_> {
    /// The figure known for a day; NaN for a day known as not reported.
    fn reported_on(&mut self, day: i32) -> Option<f64> {
        let series = self.series?;
        while series.day.get(self.at).is_some_and(|known| *known < day) {
            self.at += 1;
        }
        (series.day.get(self.at) == Some(&day)).then(|| canonical_nan(series.reported[self.at]))
    }
}

/// One bit pattern for "none", so that it can be compared.
fn canonical_nan(value: f64) -> f64 {
    if value.is_nan() { f64::NAN } else { value }
}
