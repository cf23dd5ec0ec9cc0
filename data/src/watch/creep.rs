//! Creep: a price that rises so slowly that no four weeks show it.
//!
//! It creeps while it stands θ or more above its price of 13 weeks before, or
//! rises and is within 3 % of the reference's upper bound. It is over when it
//! stands less than θ/2 above and is further than 5 % from the bound. What a
//! confirmed surge already says is not said again.

use super::life::{Episode, Patience, episodes};
use crate::model::Surge;

/// Calendar days that are looked back.
pub(super) const QUARTER: i32 = 91;
/// Calendar days for a rise toward the reference.
const MONTH: i32 = 28;
/// How much older than wanted a price may be.
const SLACK: i32 = 14;
/// So near to the reference, as a share of it, a rising price is told.
const NEAR: f64 = 0.97;
/// So near it stays told.
const STILL_NEAR: f64 = 0.95;
/// A rise is more than this share in a month.
const RISE: f64 = 0.01;

const PATIENCE: Patience = Patience { hold: 3, keep: 3 };

/// The episodes of creep in the survey days of a city series. `ceiling` gives
/// the reference's upper bound on a day. `days` rise, prices are positive.
#[must_use]
pub fn creep(
    days: &[i32],
    prices: &[f64],
    theta: f64,
    ceiling: impl Fn(i32) -> Option<f64>,
    surges: &[Surge],
) -> Vec<Episode> {
    let above = |at: usize, share: f64| {
        before(days, prices, at, QUARTER).is_some_and(|earlier| prices[at] >= earlier * (1.0 + share))
    };
    let rises = |at: usize| before(days, prices, at, MONTH).is_some_and(|earlier| prices[at] > earlier * (1.0 + RISE));
    let near = |at: usize, share: f64| {
        ceiling(days[at]).is_some_and(|ceiling| (ceiling * share..=ceiling).contains(&prices[at]))
    };
    let surging = |at: usize| {
        let day = days[at];
        surges.iter().any(|surge| {
            surge.confirmed.is_some_and(|confirmed| confirmed <= day) && surge.end.is_none_or(|end| day <= end)
        })
    };
    episodes(
        days,
        PATIENCE,
        |at| !surging(at) && (above(at, theta) || (near(at, NEAR) && rises(at))),
        |at| !surging(at) && (above(at, theta / 2.0) || near(at, STILL_NEAR)),
    )
}

/// The price of the last survey day at least so many calendar days before, if it
/// is not much older.
pub(super) fn before(days: &[i32], prices: &[f64], at: usize, back: i32) -> Option<f64> {
    let wanted = days[at] - back;
    let place = days[..at].partition_point(|day| *day <= wanted).checked_sub(1)?;
    (days[place] >= wanted - SLACK).then_some(prices[place])
}

#[cfg(test)]
mod tests {
    use super::super::testing::{prefixes_agree, weekdays};
    use super::*;

    /// Rises by so much a survey day.
    fn rising(count: u32, step: f64) -> (Vec<i32>, Vec<f64>) {
        (weekdays(count), (0..count).map(|n| 14_000.0 * (1.0 + step).powf(f64::from(n))).collect())
    }

    #[test]
    fn a_slow_rise_is_told_though_no_four_weeks_exceed_the_threshold() {
        // 0.1 % a day: 2 % in four weeks, 6.7 % in thirteen.
        let (days, prices) = rising(120, 0.001);
        assert!(super::super::surges(&days, &prices, super::super::Theta { value: 0.05, from: days[0] }).is_empty());
        let found = creep(&days, &prices, 0.05, |_| None, &[]);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].since, days[66], "the first day with a price 91 days before");
        assert_eq!(found[0].fired, Some(days[69]), "the fourth survey day");
        assert!(creep(&days, &prices, 0.07, |_| None, &[]).is_empty());
    }

    #[test]
    fn a_price_that_rises_toward_its_ceiling_is_told_and_one_that_rests_there_is_not() {
        let (days, prices) = rising(60, 0.0008);
        let ceiling = prices[45] / 0.97;
        let found = creep(&days, &prices, 0.5, |_| Some(ceiling), &[]);
        assert_eq!((found.len(), found[0].since), (1, days[45]));
        let resting = vec![13_900.0; 60];
        assert!(creep(&days, &resting, 0.5, |_| Some(14_000.0), &[]).is_empty());
    }

    #[test]
    fn a_confirmed_surge_is_not_told_twice() {
        let (days, mut prices) = rising(120, 0.0);
        prices[100..].fill(20_000.0);
        let surges = super::super::surges(&days, &prices, super::super::Theta { value: 0.05, from: days[0] });
        assert_eq!(surges.len(), 1);
        assert!(creep(&days, &prices, 0.05, |_| None, &surges).iter().all(|episode| episode.fired.is_none()));
    }

    #[test]
    fn later_days_change_nothing_before_them() {
        let (days, mut prices) = rising(200, 0.001);
        prices[150..].iter_mut().for_each(|price| *price *= 0.8);
        prefixes_agree(&days, |known| creep(&days[..known], &prices[..known], 0.05, |_| None, &[]));
    }
}
