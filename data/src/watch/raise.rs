//! When a surge that still waits for confirmation is told as one.
//!
//! A price far above the threshold that rises on is nearly always confirmed, and
//! waiting for it costs days. Before Idulfitri and after it prices jump and come back.
//! How often this is wrong: METHODS.md.

use crate::model::{CitySeries, ROUNDING, day};
use crate::profile::Profile;

/// So many times the threshold above the baseline is far.
const FAR: f64 = 1.2;
/// The same on a day on which one market reports, or the region as a whole: one report
/// is then the price.
const FAR_ALONE: f64 = 1.5;
/// The days before Idulfitri and after it on which only confirmation counts.
const BEFORE_FEAST: i32 = 5;
const AFTER_FEAST: i32 = 8;

/// What a price is asked for before it is told unconfirmed.
#[derive(Debug, Clone, Default)]
pub struct Raising {
    /// The days on which one report is the price, rising.
    alone: Vec<i32>,
    feasts: Vec<i32>,
}

impl Raising {
    /// For a city price.
    #[must_use]
    pub fn of(profile: &Profile, price: &CitySeries) -> Self {
        let feasts = profile.holidays.iter().filter(|holiday| holiday.feast == "idulfitri");
        let counted = price.day.iter().zip(&price.markets);
        Self {
            alone: counted.filter(|(_, markets)| **markets <= 1).map(|(day, _)| *day).collect(),
            feasts: feasts.map(|holiday| day::of(holiday.date)).collect(),
        }
    }

    /// Whether a price is told on a day, given that of the survey day before, and what
    /// it is measured against.
    pub(super) fn raises(&self, on: i32, price: f64, before: Option<f64>, baseline: f64, theta: f64) -> bool {
        let times = if self.alone.binary_search(&on).is_ok() { FAR_ALONE } else { FAR };
        let far = price >= baseline * (1.0 + times * theta) * (1.0 - ROUNDING);
        let rose = before.is_some_and(|before| price > before * (1.0 + ROUNDING));
        let feast = self.feasts.iter().any(|feast| (feast - BEFORE_FEAST..=feast + AFTER_FEAST).contains(&on));
        far && rose && !feast
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn far_above_the_threshold_and_still_rising_is_told_but_not_around_the_feast() {
        let raising = Raising { alone: Vec::new(), feasts: vec![100] };
        let of = |on, price, before| raising.raises(on, price, Some(before), 100.0, 0.25);
        assert!(of(50, 130.0, 125.0));
        assert!(!of(50, 129.9, 125.0), "not far enough");
        assert!(!of(50, 130.0, 130.0) && !of(50, 130.0, 140.0), "it does not rise");
        assert!([94, 109].iter().all(|on| of(*on, 130.0, 125.0)));
        assert!((95..=108).all(|on| !of(on, 130.0, 125.0)));
        assert!(!raising.raises(50, 130.0, None, 100.0, 0.25), "nothing to rise from");
    }

    #[test]
    fn where_one_report_is_the_price_it_has_to_stand_further_above() {
        let raising = Raising { alone: vec![50], feasts: Vec::new() };
        let of = |on, price| raising.raises(on, price, Some(125.0), 100.0, 0.25);
        assert!(!of(50, 130.0) && of(51, 130.0) && of(50, 137.5));
    }
}
