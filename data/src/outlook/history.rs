//! What came of a day, as far as it is known at a later one.

use crate::model::Surge;
use crate::watch::{Theta, surges};

/// A city price as it was known at a time, with its confirmed surges.
#[derive(Debug, Clone)]
pub(super) struct History {
    days: Vec<i32>,
    logs: Vec<f64>,
    onsets: Vec<i32>,
}

/// Survey days after the last one of a stretch that decide whether an onset lies
/// in it.
const DECIDE_WITHIN: usize = 4;

impl History {
    pub fn of(days: &[i32], prices: &[f64], theta: Option<Theta>) -> Self {
        let found = theta.map(|theta| surges(days, prices, theta)).unwrap_or_default();
        let confirmed = |surge: &Surge| surge.confirmed.map(|_| surge.onset);
        Self {
            days: days.to_vec(),
            logs: prices.iter().map(|price| price.ln()).collect(),
            onsets: found.iter().filter_map(confirmed).collect(),
        }
    }

    /// The onsets of its confirmed surges.
    pub fn onsets(&self) -> &[i32] {
        &self.onsets
    }

    /// Whether a surge set in after a day and up to another; none as long as
    /// reports before `known` do not decide it.
    pub fn surged(&self, after: i32, until: i32, known: i32) -> Option<bool> {
        let last = self.days.partition_point(|day| *day <= until).checked_sub(1)?;
        self.days.get(last + DECIDE_WITHIN).filter(|day| **day < known)?;
        let first = self.onsets.partition_point(|onset| *onset <= after);
        Some(self.onsets.get(first).is_some_and(|onset| *onset <= until))
    }

    /// The log of the last price not after a day; none as long as no report of that day
    /// or a later one, before `known`, shows that the series went on.
    pub fn log_at(&self, day: i32, known: i32) -> Option<f64> {
        let next = self.days.partition_point(|survey| *survey < day);
        let covered = self.days.get(next).is_some_and(|survey| *survey < known);
        let last = self.days.partition_point(|survey| *survey <= day).checked_sub(1)?;
        covered.then(|| self.logs[last])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_came_of_a_day_is_known_once_four_more_survey_days_are() {
        let days: Vec<i32> = (0..60).collect();
        let prices: Vec<f64> = days.iter().map(|day| if *day < 40 { 100.0 } else { 150.0 }).collect();
        let history = History::of(&days, &prices, Some(Theta { value: 0.25, from: 0 }));
        assert_eq!(history.surged(30, 44, 60), Some(true));
        assert_eq!(history.surged(30, 39, 60), Some(false));
        assert_eq!(history.surged(30, 44, 48), None, "day 48 decides");
        assert_eq!(history.surged(30, 44, 49), Some(true));
        assert_eq!(history.surged(40, 54, 60), Some(false), "the onset is on the day itself");
        assert_eq!(history.surged(40, 56, 99), None);
        assert_eq!(history.log_at(41, 42), Some(150.0_f64.ln()));
        assert_eq!((history.log_at(41, 41), history.log_at(60, 99)), (None, None));
    }
}
