//! Creep: a price that rises so slowly that no four weeks show it.
//!
//! It creeps while it stands θ or more above its price of 13 weeks before, or
//! rises and is within 3 % below the reference's upper bound. It is over when it
//! stands less than θ/2 above, and no longer rises or is further than 5 % below the
//! bound. What a confirmed surge already says is not said again.

use super::life::{Episode, Patience, episodes};
use super::surge::Theta;
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
/// the reference's upper bound on a day. `days` rise, prices are positive. No day
/// before the threshold's first is judged.
#[must_use]
pub fn creep(
    days: &[i32],
    prices: &[f64],
    theta: Theta,
    ceiling: impl Fn(i32) -> Option<f64>,
    surges: &[Surge],
) -> Vec<Episode> {
    let above = |at: usize, share: f64| {
        before(days, prices, at, QUARTER).is_some_and(|earlier| prices[at] >= earlier * (1.0 + share))
    };
    let rises = |at: usize, share: f64| {
        before(days, prices, at, MONTH).is_some_and(|earlier| prices[at] > earlier * (1.0 + share))
    };
    let bound = |at: usize| ceiling(days[at]);
    let near = |at: usize| bound(at).is_some_and(|bound| (bound * NEAR..=bound).contains(&prices[at]));
    let still_near = |at: usize| bound(at).is_some_and(|bound| prices[at] >= bound * STILL_NEAR);
    let surging = |at: usize| {
        let day = days[at];
        surges.iter().any(|surge| {
            surge.confirmed.is_some_and(|confirmed| confirmed <= day) && surge.end.is_none_or(|end| day <= end)
        })
    };
    episodes(
        days,
        PATIENCE,
        |at| days[at] >= theta.from && !surging(at) && (above(at, theta.value) || (near(at) && rises(at, RISE))),
        |at| !surging(at) && (above(at, theta.value / 2.0) || (still_near(at) && rises(at, 0.0))),
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

    /// A threshold that may be used from the first day on.
    fn theta(value: f64) -> Theta {
        Theta { value, from: 0 }
    }

    /// Rises by so much a survey day.
    fn rising(count: u32, step: f64) -> (Vec<i32>, Vec<f64>) {
        (weekdays(count), (0..count).map(|n| 14_000.0 * (1.0 + step).powf(f64::from(n))).collect())
    }

    #[test]
    fn a_slow_rise_is_told_though_no_four_weeks_exceed_the_threshold() {
        // 0.1 % a day: 2 % in four weeks, 6.7 % in thirteen.
        let (days, prices) = rising(120, 0.001);
        assert!(super::super::surges(&days, &prices, theta(0.05)).is_empty());
        let found = creep(&days, &prices, theta(0.05), |_| None, &[]);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].since, days[65], "the first survey day with a price 91 days before");
        assert_eq!(found[0].fired, Some(days[68]), "the fourth survey day");
        assert!(creep(&days, &prices, theta(0.07), |_| None, &[]).is_empty());
    }

    #[test]
    fn a_price_that_rises_toward_its_ceiling_is_told_and_one_that_rests_there_is_not() {
        let (days, prices) = rising(60, 0.0008);
        let ceiling = prices[45] / 0.97;
        let found = creep(&days, &prices, theta(0.5), |_| Some(ceiling), &[]);
        assert_eq!((found.len(), found[0].since), (1, days[45]));
        let resting = vec![13_900.0; 60];
        assert!(creep(&days, &resting, theta(0.5), |_| Some(14_000.0), &[]).is_empty());
    }

    #[test]
    fn it_is_told_on_while_it_rises_through_its_ceiling_and_is_over_once_it_rests() {
        let (days, mut prices) = rising(120, 0.0008);
        let top = prices[60];
        prices[60..].fill(top);
        let ceiling = prices[45] / 0.97;
        assert!(top < ceiling && top > ceiling * 0.95);
        let found = creep(&days, &prices, theta(0.5), |_| Some(ceiling), &[]);
        assert_eq!(found.len(), 1);
        assert!(found[0].last >= days[60] && found[0].cleared.is_some_and(|day| day < days[90]), "{found:?}");
        let through = creep(&days[..100], &rising(100, 0.0008).1, theta(0.5), |_| Some(ceiling), &[]);
        assert_eq!((through.len(), through[0].cleared), (1, None));
    }

    #[test]
    fn a_confirmed_surge_is_not_told_twice() {
        let (days, mut prices) = rising(120, 0.0);
        prices[100..].fill(20_000.0);
        let surges = super::super::surges(&days, &prices, theta(0.05));
        assert_eq!(surges.len(), 1);
        assert!(creep(&days, &prices, theta(0.05), |_| None, &surges).iter().all(|episode| episode.fired.is_none()));
    }

    #[test]
    fn later_days_change_nothing_before_them() {
        let (days, mut prices) = rising(200, 0.001);
        prices[150..].iter_mut().for_each(|price| *price *= 0.8);
        prefixes_agree(&days, |known| creep(&days[..known], &prices[..known], theta(0.05), |_| None, &[]));
    }
}
