//! Officers' decisions, looked up while values are judged.

use crate::model::{Decision, MarketSeries, ObsStatus, Ruling, SeriesKey};
use std::collections::BTreeMap;

/// The decisions in force, by series and day.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Decisions(BTreeMap<SeriesKey, BTreeMap<i32, Decision>>);

/// Nothing decided.
pub(super) static NONE: Decisions = Decisions(BTreeMap::new());

/// The decisions about one series.
#[derive(Debug, Clone, Copy)]
pub(super) struct Decided<'a>(Option<&'a BTreeMap<i32, Decision>>);

impl Decisions {
    /// Puts a decision in the place of an earlier one; none takes it away.
    pub fn set(&mut self, key: SeriesKey, day: i32, decision: Option<Decision>) {
        let days = self.0.entry(key).or_default();
        match decision {
            Some(decision) => days.insert(day, decision),
            None => days.remove(&day),
        };
    }

    /// What was decided about a value; none where the decision is about another
    /// figure than the one that is reported now.
    #[must_use]
    pub fn on(&self, series: &MarketSeries, at: usize) -> Option<Ruling> {
        self.about(&series.key).on(series, at)
    }

    /// The status of a value before anybody decided about it.
    #[must_use]
    pub fn mark(&self, series: &MarketSeries, at: usize) -> ObsStatus {
        self.about(&series.key).decision(series, at).map_or(series.status[at], |decision| decision.mark)
    }

    /// The series and days that were decided about, in their order.
    pub fn iter(&self) -> impl Iterator<Item = (&SeriesKey, i32)> {
        self.0.iter().flat_map(|(key, days)| days.keys().map(move |day| (key, *day)))
    }

    /// Those about one series.
    pub(super) fn about(&self, key: &SeriesKey) -> Decided<'_> {
        Decided(self.0.get(key))
    }
}

impl Decided<'_> {
    /// As [`Decisions::on`].
    pub fn on(self, series: &MarketSeries, at: usize) -> Option<Ruling> {
        self.decision(series, at).map(|decision| decision.ruling)
    }

    fn decision(self, series: &MarketSeries, at: usize) -> Option<Decision> {
        let decision = self.0?.get(&series.day[at])?;
        (decision.reported.to_bits() == series.reported[at].to_bits()).then_some(*decision)
    }
}
