//! What a withdrawal changes: every observation that a batch set goes back to
//! the latest batch that still counts. Nothing is taken out of the lake; the
//! rows that say so are added like any others.

use super::Granary;
use super::settle::{Touched, settle, touch};
use crate::lake::PriceRows;
use crate::model::{ObsStatus, SeriesKey};
use crate::profile::Profile;
use std::collections::{BTreeMap, BTreeSet};

/// The difference that a withdrawal makes.
#[derive(Debug, Default)]
pub struct Withdrawn {
    /// Observations that go back to what an earlier batch said, or forward to
    /// what a later one did.
    pub restored: u64,
    /// Observations that nothing is known of any more. They are stored with
    /// status `L`, as if nobody had collected them.
    pub emptied: u64,
    /// The observations to store, in series and date order: those that go back,
    /// and those whose status changes by it.
    pub prices: PriceRows,
    /// What is known once they are stored; none if there is nothing to store.
    pub next: Option<Granary>,
}

/// A row of the past, by its file and place in it.
#[derive(Clone, Copy)]
struct Past<'a> {
    rows: &'a PriceRows,
    series: usize,
    at: usize,
}

/// Takes a batch back. `history` is every row that was ever stored, `counts`
/// the versions of the batches that still count, this one left out, and
/// `version` the one under which the difference will be stored.
#[must_use]
pub fn withdraw(
    history: &[PriceRows],
    known: &Granary,
    profile: &Profile,
    batch: i64,
    counts: &BTreeSet<i64>,
    version: i64,
) -> Withdrawn {
    // Every row of the days that the batch has rows of, in the order of versions.
    let mut pasts: BTreeMap<(&SeriesKey, i32), Vec<Past<'_>>> =
        rows(history).filter(|row| row.version() == batch).map(|row| (row.key(), Vec::new())).collect();
    for row in rows(history) {
        if let Some(past) = pasts.get_mut(&row.key()) {
            past.push(row);
        }
    }
    let mut withdrawn = Withdrawn::default();
    let mut touched = Touched::new();
    for ((key, day), mut past) in pasts {
        past.sort_by_key(|row| row.version());
        let said: Vec<Past<'_>> = reports(&past).collect();
        let Some(own) = said.iter().copied().find(|row| row.version() == batch) else { continue };
        let latest = said.iter().rev().copied().find(|row| counts.contains(&row.version()));
        let now = known.series(key).and_then(|series| {
            let at = series.day.binary_search(&day).ok()?;
            Some((series.reported[at], series.price[at], series.status[at]))
        });
        let then = latest.map_or((f64::NAN, f64::NAN, ObsStatus::L), Past::value);
        // Where a report still counts, the rules and decisions say the rest.
        let stays = now.is_some_and(|now| match latest {
            Some(_) => now.2 != ObsStatus::L && now.0.to_bits() == then.0.to_bits(),
            None => is_same(now, then),
        });
        if stays {
            continue;
        }
        match latest {
            Some(_) => withdrawn.restored += 1,
            None => withdrawn.emptied += 1,
        }
        withdrawn.add(latest.unwrap_or(own), day, then, version);
        touch(&mut touched, key.city(), day, day);
    }
    let settled = settle(known, withdrawn.prices, &touched, profile, version);
    Withdrawn { prices: settled.prices, next: settled.next, ..withdrawn }
}

/// Of a day's rows those by which a batch or a withdrawal said something: a row
/// that repeats the figure before it only judges it anew.
fn reports<'a>(past: &[Past<'a>]) -> impl Iterator<Item = Past<'a>> {
    let says = |(n, row): (usize, &Past<'a>)| {
        let before = n.checked_sub(1).map(|before| past[before].value());
        let same = before.is_some_and(|before| {
            let reported = row.value().0;
            before.2 != ObsStatus::L
                && (before.0.to_bits() == reported.to_bits() || (before.0.is_nan() && reported.is_nan()))
        });
        (!same).then_some(*row)
    };
    past.iter().enumerate().filter_map(says)
}

fn rows(history: &[PriceRows]) -> impl Iterator<Item = Past<'_>> {
    history.iter().flat_map(|rows| {
        rows.runs().flat_map(move |(series, first, end)| (first..end).map(move |at| Past { rows, series, at }))
    })
}

type Value = (f64, f64, ObsStatus);

fn is_same(a: Value, b: Value) -> bool {
    let same = |a: f64, b: f64| a.to_bits() == b.to_bits() || (a.is_nan() && b.is_nan());
    same(a.0, b.0) && same(a.1, b.1) && a.2 == b.2
}

impl<'a> Past<'a> {
    fn key(self) -> (&'a SeriesKey, i32) {
        (&self.rows.series[self.series], self.rows.day[self.at])
    }

    fn version(self) -> i64 {
        self.rows.version[self.at]
    }

    fn value(self) -> Value {
        (self.rows.reported[self.at], self.rows.price[self.at], self.rows.status[self.at])
    }
}

impl Withdrawn {
    fn add(&mut self, like: Past<'_>, day: i32, (reported, price, status): Value, version: i64) {
        let rows = &mut self.prices;
        let key = &like.rows.series[like.series];
        if rows.series.last() != Some(key) {
            rows.series.push(key.clone());
            rows.unit.push(like.rows.unit[like.series].clone());
            rows.reported_unit.push(like.rows.reported_unit[like.series].clone());
        }
        rows.key.push(u32::try_from(rows.series.len() - 1).unwrap_or(u32::MAX));
        rows.day.push(day);
        rows.reported.push(reported);
        rows.price.push(price);
        rows.status.push(status);
        rows.version.push(version);
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{key, rows};
    use super::*;

    /// The days, prices and statuses of a series at a version.
    fn shown(granary: &Granary) -> Vec<(i32, f64, ObsStatus)> {
        let series = granary.series(&key("3273/a")).unwrap();
        let days = series.day.iter().zip(&series.price).zip(&series.status);
        days.map(|((day, price), status)| (*day, if price.is_nan() { 0.0 } else { *price }, *status)).collect()
    }

    /// Withdraws a batch from a history and gives what is known then.
    fn without(history: &mut Vec<PriceRows>, counts: &[i64], batch: i64, version: i64) -> (Granary, u64, u64) {
        let known = Granary::default().with(version - 1, history);
        let counts = counts.iter().copied().collect();
        let profile = Profile::load("bandung").unwrap();
        let taken = withdraw(history, &known, &profile, batch, &counts, version);
        history.push(taken.prices);
        (Granary::default().with(version, history), taken.restored, taken.emptied)
    }

    #[test]
    fn a_withdrawn_batch_leaves_what_was_known_before_it() {
        let mut history = vec![
            rows("3273/a", 2, &[(1, 10_000.0), (2, 11_000.0)]),
            rows("3273/a", 3, &[(2, 12_000.0), (3, 12_500.0)]),
        ];
        let (granary, restored, emptied) = without(&mut history, &[2], 3, 4);
        assert_eq!((restored, emptied), (1, 1));
        assert_eq!(shown(&granary), [(1, 10_000.0, ObsStatus::A), (2, 11_000.0, ObsStatus::A), (3, 0.0, ObsStatus::L)]);
    }

    #[test]
    fn what_a_later_batch_said_stays() {
        let mut history = vec![rows("3273/a", 2, &[(1, 10_000.0), (2, 11_000.0)]), rows("3273/a", 3, &[(2, 12_000.0)])];
        let (granary, restored, emptied) = without(&mut history, &[3], 2, 4);
        assert_eq!((restored, emptied), (0, 1));
        assert_eq!(shown(&granary), [(1, 0.0, ObsStatus::L), (2, 12_000.0, ObsStatus::A)]);
    }

    #[test]
    fn two_batches_may_be_withdrawn_in_either_order() {
        for order in [[2, 3], [3, 2]] {
            let mut history = vec![rows("3273/a", 2, &[(1, 10_000.0)]), rows("3273/a", 3, &[(1, 10_500.0)])];
            let rest: Vec<i64> = [2, 3].into_iter().filter(|version| *version != order[0]).collect();
            without(&mut history, &rest, order[0], 4);
            let (granary, ..) = without(&mut history, &[], order[1], 5);
            assert_eq!(shown(&granary), [(1, 0.0, ObsStatus::L)], "{order:?}");
        }
    }

    /// Compares what a market reports with what is known, stores it, and gives
    /// what is known then.
    fn report(history: &mut Vec<PriceRows>, version: i64, values: &[(i32, f64)]) -> Granary {
        let known = Granary::default().with(version - 1, history);
        let said = rows("3273/a", version, values);
        let days = values.iter().map(|(day, _)| *day);
        let touched = Touched::from([(
            key("3273/a").city(),
            (days.clone().min().unwrap_or_default(), days.max().unwrap_or_default()),
        )]);
        let settled = settle(&known, said, &touched, &Profile::load("bandung").unwrap(), version);
        history.push(settled.prices);
        settled.next.unwrap()
    }

    #[test]
    fn a_value_that_a_later_batch_corroborated_goes_with_its_own_batch() {
        let mut history = Vec::new();
        report(&mut history, 2, &[(1, 10_000.0)]);
        let waiting = report(&mut history, 3, &[(4, 30_000.0)]);
        assert_eq!(shown(&waiting)[1], (4, 0.0, ObsStatus::U));
        let corroborated = report(&mut history, 4, &[(5, 29_000.0)]);
        assert_eq!(shown(&corroborated)[1], (4, 30_000.0, ObsStatus::A));
        let (granary, restored, emptied) = without(&mut history, &[2, 4], 3, 5);
        assert_eq!((restored, emptied), (0, 1));
        assert_eq!(shown(&granary)[1], (4, 0.0, ObsStatus::L), "the corroborating row is no report of that day");
    }

    #[test]
    fn without_the_batch_that_corroborated_it_a_value_waits_again() {
        let mut history = Vec::new();
        report(&mut history, 2, &[(1, 10_000.0)]);
        report(&mut history, 3, &[(4, 30_000.0)]);
        report(&mut history, 4, &[(5, 29_000.0)]);
        let (granary, ..) = without(&mut history, &[2, 3], 4, 5);
        assert_eq!(shown(&granary)[1..], [(4, 0.0, ObsStatus::U), (5, 0.0, ObsStatus::L)]);
    }
}
