//! The common gate of all sources: names become identifiers, values are
//! checked against the profile, and every row ends as a quote or a refusal.

use super::quotes::{Quotes, Reading, excerpt};
use super::reason::Reason;
use super::unit::Unit;
use crate::gazetteer;
use crate::model::{Lang, ObsStatus, PlaceCode, PriceLevel, Refusal, SeriesKey, day};
use crate::profile::Profile;
use chrono::NaiveDate;
use std::collections::HashMap;

/// What a reader needs to know beside the file.
pub struct Context<'a> {
    /// Names, markets and plausible ranges.
    pub profile: &'a Profile,
    /// Dates after this one are refused.
    pub today: NaiveDate,
    /// The language of reasons.
    pub lang: Lang,
    /// The price level, where the file does not say.
    pub level: PriceLevel,
    /// The place, where the file does not say. The PIHPS long form always does.
    pub place: Option<PlaceCode>,
}

impl Context<'_> {
    /// The place that was given beside the file.
    pub(super) fn given_place(&self) -> Result<PlaceCode, Reason> {
        let place = self.place.as_ref().ok_or(Reason::NeedsPlace)?;
        match gazetteer::region(&place.region()) {
            Some(_) => Ok(place.clone()),
            None => Err(Reason::UnknownRegion(Vec::new())),
        }
    }
}

/// What a source says of a value beside the figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    /// Reported.
    Reported,
    /// Estimated by the source.
    Estimated,
    /// Doubted by whoever published it.
    Doubted,
    /// Corrected by whoever published it: the figure stands in another column.
    Corrected(usize),
    /// There is no value, and whoever reports says why.
    Absent(ObsStatus),
}

/// Refusals that are kept word for word; beyond them rows are only counted, so
/// that a file of nothing but broken rows does not take the machine's memory.
const MOST_REFUSALS: usize = 100_000;

/// Prices this many times beyond the plausible range are refused outright.
const ABSURD_FACTOR: f64 = 10.0;

/// Where a value stands in its file, and its text there.
#[derive(Debug, Clone, Copy)]
pub(super) struct At<'r> {
    pub(super) row: u64,
    pub(super) column: &'r str,
    pub(super) raw: &'r str,
}

pub(super) struct Intake<'a> {
    pub(super) context: &'a Context<'a>,
    pub(super) reading: Reading,
    earliest: i32,
    latest: i32,
    /// Plausible range of each series, in its reported unit.
    range: Vec<(f64, f64)>,
    /// Where each series stands.
    known: HashMap<SeriesKey, u32>,
    /// Refusals that were counted but not kept.
    unsaid: u64,
}

impl<'a> Intake<'a> {
    pub(super) fn new(context: &'a Context<'a>) -> Self {
        Self {
            context,
            reading: Reading::default(),
            earliest: NaiveDate::from_ymd_opt(2000, 1, 1).map_or(0, day::of),
            latest: day::of(context.today),
            range: Vec::new(),
            known: HashMap::new(),
            unsaid: 0,
        }
    }

    /// Counts a data row.
    pub(super) fn row(&mut self) {
        self.reading.read += 1;
    }

    /// Refuses a row.
    pub(super) fn refuse(&mut self, row: u64, column: &str, value: &str, reason: &Reason) {
        self.reading.rejected += 1;
        self.remark(row, column, value, reason);
    }

    fn remark(&mut self, row: u64, column: &str, value: &str, reason: &Reason) {
        if self.reading.refusals.len() >= MOST_REFUSALS {
            self.unsaid += 1;
            return;
        }
        self.reading.refusals.push(Refusal {
            row,
            column: column.to_owned(),
            value: excerpt(value),
            reason: reason.text(self.context.lang),
        });
    }

    /// Counts and refuses so many values at once, for one reason: a row or a
    /// column of a wide table.
    pub(super) fn refuse_many(&mut self, count: u64, row: u64, column: &str, value: &str, reason: &Reason) {
        self.reading.read += count;
        self.reading.rejected += count;
        if count > 0 {
            self.remark(row, column, value, reason);
        }
    }

    /// Says something of a row, or of the whole file, that refuses nothing.
    pub(super) fn note(&mut self, row: u64, value: &str, reason: &Reason) {
        self.remark(row, "", value, reason);
    }

    /// The number of a series, new or known.
    pub(super) fn series(&mut self, key: SeriesKey, unit: &Unit) -> Result<u32, Reason> {
        let quotes = &mut self.reading.quotes;
        if let Some(index) = self.known.get(&key) {
            let known = &quotes.unit[*index as usize];
            return if *known == unit.reported { Ok(*index) } else { Err(Reason::TwoUnits(known.clone())) };
        }
        let range = self.context.profile.commodity(&key.commodity);
        let range = range.map_or((0.0, f64::INFINITY), |c| (c.plausible_low, c.plausible_high));
        self.range.push((range.0 * unit.per, range.1 * unit.per));
        let index = u32::try_from(quotes.series.len()).unwrap_or(u32::MAX);
        self.known.insert(key.clone(), index);
        quotes.series.push(key);
        quotes.unit.push(unit.reported.clone());
        quotes.canonical.push(unit.canonical.clone());
        quotes.per.push(unit.per);
        Ok(index)
    }

    /// Checks a date against the calendar of surveys.
    pub(super) fn check_day(&self, date: NaiveDate) -> Result<i32, Reason> {
        let day = day::of(date);
        if day > self.latest {
            Err(Reason::FutureDate)
        } else if day < self.earliest {
            Err(Reason::AncientDate)
        } else {
            Ok(day)
        }
    }

    /// Refuses a price that is far beyond the plausible range of its series.
    fn check_price(&self, key: u32, value: f64) -> Result<f64, Reason> {
        let (low, high) = self.range[key as usize];
        let absurd = value > high * ABSURD_FACTOR || value < low / ABSURD_FACTOR;
        if absurd { Err(Reason::Absurd) } else { Ok(value) }
    }

    /// Takes a value as it was read, or refuses its row. Nothing costs nothing:
    /// zero is a mark for "not reported", as NaN is.
    pub(super) fn take(&mut self, at: At<'_>, key: u32, day: i32, value: Result<f64, Reason>, mark: Mark) {
        match value {
            Ok(value) if value.is_nan() || value == 0.0 => {
                let mark = if matches!(mark, Mark::Absent(_)) { mark } else { Mark::Reported };
                self.quote(at, key, day, f64::NAN, mark);
            }
            Ok(value) => match self.check_price(key, value) {
                Ok(value) => self.quote(at, key, day, value, mark),
                Err(reason) => self.refuse(at.row, at.column, at.raw, &reason),
            },
            Err(reason) => self.refuse(at.row, at.column, at.raw, &reason),
        }
    }

    /// Adds a quote; a value of NaN says "not reported".
    fn quote(&mut self, at: At<'_>, key: u32, day: i32, value: f64, mark: Mark) {
        let quotes = &mut self.reading.quotes;
        quotes.row.push(at.row);
        quotes.key.push(key);
        quotes.day.push(day);
        quotes.raw.push(at.raw.into());
        quotes.value.push(value);
        quotes.doubted.push(mark == Mark::Doubted);
        quotes.estimated.push(mark == Mark::Estimated);
        quotes.absent.push(match mark {
            Mark::Absent(status) => Some(status),
            _ => None,
        });
    }

    /// What was read of a file that holds no quotes.
    pub(super) fn into_reading(self) -> Reading {
        self.finish("")
    }

    /// Sorts by series and day, and refuses the later of two rows for one day.
    pub(super) fn finish(mut self, value_column: &str) -> Reading {
        let quotes = std::mem::take(&mut self.reading.quotes);
        // Series in the order of their keys, so that stored files are sorted.
        let mut by_key: Vec<u32> = (0..u32::try_from(quotes.series.len()).unwrap_or(u32::MAX)).collect();
        by_key.sort_unstable_by(|a, b| quotes.series[*a as usize].cmp(&quotes.series[*b as usize]));
        let mut rank = vec![0_u32; by_key.len()];
        for (new, old) in (0_u32..).zip(&by_key) {
            rank[*old as usize] = new;
        }
        let mut order: Vec<u32> = (0..u32::try_from(quotes.len()).unwrap_or(u32::MAX)).collect();
        order.sort_unstable_by_key(|i| {
            let i = *i as usize;
            (rank[quotes.key[i] as usize], quotes.day[i], quotes.row[i])
        });

        let mut sorted = Quotes {
            series: by_key.iter().map(|old| quotes.series[*old as usize].clone()).collect(),
            unit: by_key.iter().map(|old| quotes.unit[*old as usize].clone()).collect(),
            canonical: by_key.iter().map(|old| quotes.canonical[*old as usize].clone()).collect(),
            per: by_key.iter().map(|old| quotes.per[*old as usize]).collect(),
            ..Quotes::default()
        };
        let mut raw = quotes.raw;
        for i in order.into_iter().map(|i| i as usize) {
            let (key, day, value) = (rank[quotes.key[i] as usize], quotes.day[i], quotes.value[i]);
            let text = std::mem::take(&mut raw[i]);
            if sorted.key.last() == Some(&key) && sorted.day.last() == Some(&day) {
                let kept = sorted.len() - 1;
                let same = sorted.value[kept].to_bits() == value.to_bits();
                let first = sorted.row[kept];
                let reason = if same { Reason::Duplicate(first) } else { Reason::Conflict(first) };
                self.refuse(quotes.row[i], value_column, &text, &reason);
                continue;
            }
            sorted.key.push(key);
            sorted.day.push(day);
            sorted.row.push(quotes.row[i]);
            sorted.raw.push(text);
            sorted.value.push(value);
            sorted.doubted.push(quotes.doubted[i]);
            sorted.estimated.push(quotes.estimated[i]);
            sorted.absent.push(quotes.absent[i]);
        }
        self.reading.refusals.sort_by_key(|refusal| refusal.row);
        if self.unsaid > 0 {
            let row = self.reading.refusals.last().map_or(1, |refusal| refusal.row);
            let reason = Reason::AndMore(self.unsaid).text(self.context.lang);
            self.reading.refusals.push(Refusal { row, column: String::new(), value: String::new(), reason });
        }
        self.reading.quotes = sorted;
        self.reading
    }
}
