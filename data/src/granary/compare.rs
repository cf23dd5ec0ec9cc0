//! What a reading changes: every quote is new, known, a revision, doubtful or
//! missing, and only what is new is stored, with whatever changes its status by
//! it.

use super::settle::{Suspects, Touched, settle, touch};
use super::{BesideDelta, Granary};
use crate::clean::doubt;
use crate::lake::{PriceRows, price_of};
use crate::model::{FileReport, Lang, MarketSeries, ObsStatus, Refusal, Rule};
use crate::profile::Profile;
use crate::source::{Quotes, Reading};
use std::sync::Arc;

/// The difference between a reading and what is known.
#[derive(Debug, Default)]
pub struct Delta {
    /// Values seen for the first time.
    pub accepted: u64,
    /// Values already known, suspect ones included.
    pub unchanged: u64,
    /// Values that replace a known figure, or fill a day that was missing, or
    /// are no longer doubted.
    pub revised: u64,
    /// Values stored but kept out of prices.
    pub suspect: u64,
    /// Rows that say "not reported". They are stored where nothing is known of
    /// their day, and never take a known figure's place.
    pub missing: u64,
    /// The suspect ones, as indices into the reading, with the rule of each.
    pub doubts: Vec<(u32, Rule)>,
    /// The quotes to store, as indices into the reading.
    pub quotes: Vec<u32>,
    /// The observations to store, in series and date order.
    pub prices: PriceRows,
    /// What is known once they are stored; none if there is nothing to store.
    pub next: Option<Granary>,
    /// What the reading says beside prices.
    pub beside: BesideDelta,
}

/// Compares a reading with what is known. `version` is the one under which the
/// difference will be stored.
#[must_use]
pub fn compare(quotes: &Quotes, known: &Granary, profile: &Profile, version: i64) -> Delta {
    let mut new = New::over(quotes);
    let mut touched = Touched::new();
    for (series, first, end) in quotes.runs() {
        touch(&mut touched, quotes.series[series].city(), quotes.day[first], quotes.day[end - 1]);
        let mut past = Cursor::over(known.series(&quotes.series[series]).map(AsRef::as_ref));
        for i in first..end {
            new.take(quotes, i, past.on(quotes.day[i]), version);
        }
    }
    let settled = settle(known, new.prices, &touched, profile, version);
    let mut delta = Delta { quotes: new.quotes, prices: settled.prices, next: settled.next, ..Delta::default() };
    delta.count(quotes, known, &settled.suspects);
    delta
}

impl Delta {
    /// The difference between all of a reading and what is known.
    #[must_use]
    pub fn of(reading: &Reading, known: &Granary, profile: &Profile, version: i64) -> Self {
        let mut delta = compare(&reading.quotes, known, profile, version);
        delta.beside = BesideDelta::of(reading, known);
        if let Some(beside) = &delta.beside.next {
            let next = delta.next.take().unwrap_or_else(|| known.with(version, &[]));
            delta.next = Some(next.knowing(Arc::clone(beside)));
        }
        delta
    }

    /// The report of the file that it is the difference of, with reasons in a
    /// language.
    #[must_use]
    pub fn report(&self, reading: &Reading, lang: Lang) -> FileReport {
        let quotes = &reading.quotes;
        let doubts = self.doubts.iter().filter_map(|(i, rule)| {
            let (i, reason) = (*i as usize, doubt(*rule, lang)?.to_owned());
            Some(Refusal { row: quotes.row[i], column: String::new(), value: quotes.raw[i].to_string(), reason })
        });
        let mut reasons: Vec<Refusal> = reading.refusals.iter().cloned().chain(doubts).collect();
        reasons.sort_by_key(|refusal| refusal.row);
        FileReport {
            read: reading.read,
            accepted: self.accepted + self.beside.accepted,
            unchanged: self.unchanged + self.beside.unchanged,
            revised: self.revised + self.beside.revised,
            suspect: self.suspect,
            missing: self.missing,
            rejected: reading.rejected,
            reasons,
            ..FileReport::default()
        }
    }

    /// Sorts every quote by what was known of its day, and what is now.
    fn count(&mut self, quotes: &Quotes, known: &Granary, suspects: &Suspects) {
        let next = self.next.take();
        let after = next.as_ref().unwrap_or(known);
        for (series, first, end) in quotes.runs() {
            let key = &quotes.series[series];
            let mut past = Cursor::over(known.series(key).map(AsRef::as_ref));
            let mut present = Cursor::over(after.series(key).map(AsRef::as_ref));
            for i in first..end {
                let (day, value) = (quotes.day[i], quotes.value[i]);
                let (earlier, now) = (past.on(day).filter(Known::counts), present.on(day).filter(Known::counts));
                let status = now.map_or(ObsStatus::O, |now| now.status);
                let count = match earlier {
                    _ if value.is_nan() => &mut self.missing,
                    Some(earlier) if earlier.reported.to_bits() == value.to_bits() && earlier.status == status => {
                        &mut self.unchanged
                    }
                    _ if status == ObsStatus::U => {
                        let rule = suspects.get(key).and_then(|days| days.get(&day));
                        self.doubts.extend(rule.map(|rule| (u32::try_from(i).unwrap_or(u32::MAX), *rule)));
                        &mut self.suspect
                    }
                    Some(_) => &mut self.revised,
                    None => &mut self.accepted,
                };
                *count += 1;
            }
        }
        self.next = next;
    }
}

/// The quotes of a reading that say something new.
struct New {
    quotes: Vec<u32>,
    prices: PriceRows,
}

impl New {
    fn over(quotes: &Quotes) -> Self {
        let prices = PriceRows {
            series: quotes.series.clone(),
            unit: quotes.canonical.clone(),
            reported_unit: quotes.unit.clone(),
            ..PriceRows::default()
        };
        Self { quotes: Vec::new(), prices }
    }

    /// Takes a quote that says something else than what is known of its day.
    fn take(&mut self, quotes: &Quotes, i: usize, earlier: Option<Known>, version: i64) {
        let (value, absent) = (quotes.value[i], quotes.absent[i]);
        let new = match (absent, earlier.filter(Known::counts)) {
            // Whoever was there says that there is no price, also where one was known.
            (Some(status), _) => earlier.is_none_or(|earlier| earlier.status != status || !earlier.reported.is_nan()),
            // "Not reported" says nothing against a figure that is known.
            (None, Some(_)) if value.is_nan() => false,
            (None, Some(earlier)) => earlier.reported.to_bits() != value.to_bits(),
            (None, None) => true,
        };
        if !new {
            return;
        }
        // The rules say more once it lies among its neighbours.
        let status = match value.is_nan() {
            true => absent.unwrap_or(ObsStatus::O),
            false if quotes.doubted[i] => ObsStatus::U,
            false if quotes.estimated[i] => ObsStatus::E,
            false => ObsStatus::A,
        };
        self.quotes.push(u32::try_from(i).unwrap_or(u32::MAX));
        self.prices.key.push(quotes.key[i]);
        self.prices.day.push(quotes.day[i]);
        self.prices.reported.push(value);
        self.prices.price.push(price_of(value / quotes.per[quotes.key[i] as usize], status));
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

impl Known {
    /// A withdrawn observation is as good as none.
    fn counts(&self) -> bool {
        self.status != ObsStatus::L
    }
}

impl<'a> Cursor<'a> {
    fn over(series: Option<&'a MarketSeries>) -> Self {
        Self { series, at: 0 }
    }

    fn on(&mut self, day: i32) -> Option<Known> {
        let series = self.series?;
        while series.day.get(self.at).is_some_and(|known| *known < day) {
            self.at += 1;
        }
        (series.day.get(self.at) == Some(&day))
            .then(|| Known { reported: series.reported[self.at], status: series.status[self.at] })
    }
}
