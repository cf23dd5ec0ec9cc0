//! Above the reference: a price over the upper bound of its HET or HAP.
//!
//! It informs and does not alarm: for chilli it holds half of all weeks. It is
//! over once the price stands 2 % below the bound.

use super::life::{Episode, Patience, episodes};
use crate::model::compare_prices;

/// The share of the bound below which it is over.
const BELOW: f64 = 0.98;

const PATIENCE: Patience = Patience { hold: 1, keep: 1 };

/// The episodes in which a city price stands above its reference. `ceiling`
/// gives the upper bound on a day; without one it is not above.
#[must_use]
pub fn above_reference(days: &[i32], prices: &[f64], ceiling: impl Fn(i32) -> Option<f64>) -> Vec<Episode> {
    let above = |at: usize, share: f64| {
        ceiling(days[at]).is_some_and(|ceiling| compare_prices(prices[at], ceiling * share).is_gt())
    };
    episodes(days, PATIENCE, |at| above(at, 1.0), |at| above(at, BELOW))
}

#[cfg(test)]
mod tests {
    use super::super::testing::weekdays;
    use super::*;

    #[test]
    fn it_begins_above_the_bound_and_ends_clearly_below_it() {
        let prices = [100.0, 101.0, 101.0, 99.0, 98.5, 97.0, 97.0, 97.0];
        let days = weekdays(8);
        let found = above_reference(&days, &prices, |_| Some(100.0));
        assert_eq!(found, [Episode { since: days[1], fired: Some(days[2]), last: days[4], cleared: Some(days[6]) }]);
        assert!(above_reference(&days, &prices, |_| None).is_empty());
    }

    #[test]
    fn a_new_bound_counts_from_its_day_on() {
        let days = weekdays(6);
        let found = above_reference(&days, &[101.0; 6], |day| Some(if day < days[3] { 100.0 } else { 120.0 }));
        assert_eq!(found[0].cleared, Some(days[4]));
    }
}
