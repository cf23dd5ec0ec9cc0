//! What a reading changes: every quote is new, known, a revision, doubtful or
//! missing, and only what is new is stored.

use super::Granary;
use crate::lake::PriceRows;
use crate::model::{FileReport, MarketSeries, ObsStatus, Refusal};
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
    /// Rows that say "not reported". They are stored where nothing is known of
    /// their day, and never take a known figure's place.
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
            unit: quotes.canonical.clone(),
            reported_unit: quotes.unit.clone(),
            ..PriceRows::default()
        },
        ..Delta::default()
    };
    for (series, first, end) in quotes.runs() {
        let mut past = Cursor { series: known.series(&quotes.series[series]).map(AsRef::as_ref), at: 0 };
        for i in first..end {
            let earlier = past.on(quotes.day[i]);
            delta.judge(quotes, i, earlier, version);
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

    /// The report of the file that it is the difference of: of so many rows
    /// read and rejected, with these reasons.
    #[must_use]
    pub fn report(&self, read: u64, rejected: u64, reasons: Vec<Refusal>) -> FileReport {
        FileReport {
            read,
            accepted: self.accepted,
            unchanged: self.unchanged,
            revised: self.revised,
            suspect: self.suspect,
            missing: self.missing,
            rejected,
            reasons,
            ..FileReport::default()
        }
    }

    /// Sorts one quote against what is known of its day.
    fn judge(&mut self, quotes: &Quotes, i: usize, earlier: Option<Known>, version: i64) {
        let value = quotes.value[i];
        if value.is_nan() {
            // "Not reported" says nothing against a figure that is known.
            self.missing += 1;
            if earlier.is_none() {
                self.store(quotes, i, ObsStatus::O, version);
            }
            return;
        }
        let status = match (quotes.suspect[i], quotes.estimated[i]) {
            (true, _) => ObsStatus::U,
            (false, true) => ObsStatus::E,
            (false, false) => ObsStatus::A,
        };
        // The same figure can still be judged anew, when the profile's
        // plausible range has changed.
        let count = match earlier {
            Some(earlier) if earlier.reported.to_bits() == value.to_bits() && earlier.status == status => {
                self.unchanged += 1;
                return;
            }
            _ if status == ObsStatus::U => &mut self.suspect,
            Some(_) => &mut self.revised,
            None => &mut self.accepted,
        };
        *count += 1;
        self.store(quotes, i, status, version);
    }

    fn store(&mut self, quotes: &Quotes, i: usize, status: ObsStatus, version: i64) {
        let value = quotes.value[i];
        self.quotes.push(u32::try_from(i).unwrap_or(u32::MAX));
        self.prices.key.push(quotes.key[i]);
        self.prices.day.push(quotes.day[i]);
        self.prices.reported.push(value);
        // A suspect has no price.
        let has_price = matches!(status, ObsStatus::A | ObsStatus::E);
        self.prices.price.push(if has_price { value / quotes.per[quotes.key[i] as usize] } else { f64::NAN });
        self.prices.status.push(status);
        self.prices.version.push(version);
    }
}

/// Walks a known series beside the rising days of a reading.
struct Cursor<'a> {
    series: Option<&'a MarketSeries>,
    at: usize,
}

/// What is known of a day.
#[derive(Clone, Copy)]
struct Known {
    reported: f64,
    status: ObsStatus,
}

impl Cursor<'_> {
    fn on(&mut self, day: i32) -> Option<Known> {
        let series = self.series?;
        while series.day.get(self.at).is_some_and(|known| *known < day) {
            self.at += 1;
        }
        (series.day.get(self.at) == Some(&day))
            .then(|| Known { reported: series.reported[self.at], status: series.status[self.at] })
            // A withdrawn observation is as good as none.
            .filter(|known| known.status != ObsStatus::L)
    }
}
