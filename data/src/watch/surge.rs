//! The surge detector.
//!
//! b(d) is the median log price of the survey days in the 28 calendar days
//! before d. A survey day d is an onset if no surge is running, p(d) ≥
//! (1+θ)·exp(b(d)), and at least four of d and the next four survey days have
//! p ≥ (1+θ)·exp(b(d)) with b held fixed; it is confirmed on the fourth of
//! them. The surge ends on the last survey day before p < (1+θ/2)·exp(b(onset)),
//! looked for after the confirmation, or after 90 days. METHODS.md explains.

use crate::model::{ROUNDING, Surge, day};

/// Calendar days whose survey days make the baseline.
pub const BASELINE_DAYS: i32 = 28;
/// Survey days that are looked at for confirmation, the onset included.
const CONFIRM_AMONG: usize = 5;
/// How many of them must exceed.
const CONFIRM_WITH: usize = 4;
/// A surge ends after this many calendar days at the latest.
const LONGEST_DAYS: i32 = 90;
/// Without a fixed θ, a year of data comes before the first judged day.
const LEARNING_DAYS: i32 = 365;
/// Without a fixed θ, it is at least this.
const LEAST_THETA: f64 = 0.05;

/// A threshold and the first day on which it may be used.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Theta {
    /// The share above the baseline that counts as exceeding.
    pub value: f64,
    /// No day before this one is judged.
    pub from: i32,
}

/// The threshold of a series: the profile's where it names one, otherwise
/// max(5 %, 2σ), σ being the standard deviation (n − 1) of the weekly log
/// changes in the data before the first judged day, which is the first survey
/// day at least 365 days after the first one. A weekly change is that between
/// the last survey days of two ISO weeks in a row. None while there is less
/// than a year of data, or fewer than two changes.
#[must_use]
pub fn theta(fixed: Option<f64>, days: &[i32], prices: &[f64]) -> Option<Theta> {
    let first = *days.first()?;
    if let Some(value) = fixed {
        return Some(Theta { value, from: first });
    }
    let judged = days.partition_point(|d| *d < first + LEARNING_DAYS);
    let from = *days.get(judged)?;
    let mut closes: Vec<(i32, f64)> = Vec::new();
    for (d, price) in days[..judged].iter().zip(prices) {
        let week = day::monday(*d);
        match closes.last_mut() {
            Some(last) if last.0 == week => last.1 = *price,
            _ => closes.push((week, *price)),
        }
    }
    let changes: Vec<f64> =
        closes.windows(2).filter(|w| w[1].0 - w[0].0 == 7).map(|w| (w[1].1 / w[0].1).ln()).collect();
    Some(Theta { value: (2.0 * standard_deviation(&changes)?).max(LEAST_THETA), from })
}

fn standard_deviation(values: &[f64]) -> Option<f64> {
    if values.len() < 2 {
        return None;
    }
    #[expect(clippy::cast_precision_loss, reason = "a few hundred weeks")]
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    Some((values.iter().map(|v| (v - mean).powi(2)).sum::<f64>() / (n - 1.0)).sqrt())
}

/// The surges in the survey days of a city series, oldest first. The last one
/// may still be pending: exceeding, with too few days after it to confirm or
/// to drop it. Nothing looks beyond the slices, so a shorter history gives
/// what was known then.
///
/// `days` rise and every price is finite and positive.
#[must_use]
pub fn surges(days: &[i32], prices: &[f64], theta: Theta) -> Vec<Surge> {
    let mut found = Vec::new();
    let mut at = days.partition_point(|d| *d < theta.from);
    // The last day on which an earlier onset was dropped: until then that one
    // was what could be seen.
    let mut dropped_at = 0;
    while at < days.len() {
        match try_onset(days, prices, at, theta.value) {
            Candidate::Calm => at += 1,
            Candidate::Dropped { on } => {
                dropped_at = dropped_at.max(on);
                at += 1;
            }
            Candidate::Onset(surge) => {
                let end = surge.end;
                found.push(Surge { raised: days[dropped_at.max(at)], ..surge });
                match end {
                    // The day after the end may begin another.
                    Some(end) => at = days.partition_point(|d| *d <= end),
                    None => break,
                }
            }
        }
    }
    found
}

/// What a survey day is as an onset.
enum Candidate {
    /// It does not exceed.
    Calm,
    /// It exceeds, but too few of the days after it did; known on the day at
    /// this index.
    Dropped { on: usize },
    /// A surge begins, or still may.
    Onset(Surge),
}

/// exp(b(d)) for the survey day at `at`; none if the four weeks before are empty.
pub(super) fn baseline(days: &[i32], prices: &[f64], at: usize) -> Option<f64> {
    let from = days[..at].partition_point(|d| *d < days[at] - BASELINE_DAYS);
    median(&prices[from..at])
}

/// The median; of an even number of prices the geometric mean of the middle
/// two, which is the median of their logs.
pub fn median(prices: &[f64]) -> Option<f64> {
    let mut sorted = prices.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    let middle = sorted.len() / 2;
    match sorted.len() {
        0 => None,
        n if n % 2 == 1 => Some(sorted[middle]),
        _ => Some((sorted[middle - 1] * sorted[middle]).sqrt()),
    }
}

fn try_onset(days: &[i32], prices: &[f64], at: usize, theta: f64) -> Candidate {
    let Some(baseline) = baseline(days, prices, at).filter(|base| exceeds_at(prices[at], *base, theta)) else {
        return Candidate::Calm;
    };
    let decided = (at..days.len().min(at + CONFIRM_AMONG))
        .find_map(|until| confirms(&prices[at..=until], baseline, theta).map(|confirmed| (until, confirmed)));
    let confirmed_at = match decided {
        None => return Candidate::Onset(describe(days, prices, at, days.len(), baseline, theta, None, None)),
        Some((on, false)) => return Candidate::Dropped { on },
        Some((on, true)) => on,
    };
    let over = (confirmed_at + 1..days.len()).find(|i| closes_at(days, prices, at, *i, baseline, theta));
    let end = over.map(|i| days[i - 1]);
    let stop = over.unwrap_or(days.len());
    Candidate::Onset(describe(days, prices, at, stop, baseline, theta, Some(days[confirmed_at]), end))
}

/// Whether a price exceeds: stands θ or more above the baseline.
pub(super) fn exceeds_at(price: f64, baseline: f64, theta: f64) -> bool {
    price >= baseline * (1.0 + theta) * (1.0 - ROUNDING)
}

/// Whether the survey days from an onset on confirm it, or drop it; none while
/// they are too few for either.
pub(super) fn confirms(prices: &[f64], baseline: f64, theta: f64) -> Option<bool> {
    let among = prices.len().min(CONFIRM_AMONG);
    let count = exceeding(prices, baseline, theta);
    match (count, among - count) {
        (CONFIRM_WITH.., _) => Some(true),
        (_, below) if below > CONFIRM_AMONG - CONFIRM_WITH => Some(false),
        _ => None,
    }
}

/// How many of the first survey days from an onset on exceed.
pub(super) fn exceeding(prices: &[f64], baseline: f64, theta: f64) -> usize {
    prices.iter().take(CONFIRM_AMONG).filter(|price| exceeds_at(**price, baseline, theta)).count()
}

/// Whether a confirmed surge is over on a later survey day.
pub(super) fn closes_at(days: &[i32], prices: &[f64], onset: usize, at: usize, baseline: f64, theta: f64) -> bool {
    prices[at] < baseline * (1.0 + theta / 2.0) * (1.0 - ROUNDING) || days[at] > days[onset] + LONGEST_DAYS
}

#[expect(clippy::too_many_arguments, reason = "the parts of one record, gathered in one place")]
fn describe(
    days: &[i32],
    prices: &[f64],
    at: usize,
    stop: usize,
    baseline: f64,
    theta: f64,
    confirmed: Option<i32>,
    end: Option<i32>,
) -> Surge {
    let span = &prices[at..stop];
    let high = baseline * (1.0 + theta) * (1.0 - ROUNDING);
    let top = (0..span.len()).rev().max_by(|a, b| span[*a].total_cmp(&span[*b])).unwrap_or(0);
    Surge {
        onset: days[at],
        raised: days[at],
        confirmed,
        end,
        baseline,
        theta,
        peak_day: days[at + top],
        peak: span[top],
        exceeding: u32::try_from(span.iter().filter(|price| **price >= high).count()).unwrap_or(u32::MAX),
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::wandering;
    use super::*;
    use proptest::prelude::*;

    const THETA: Theta = Theta { value: 0.25, from: 0 };

    /// Survey days 0, 1, 2 … with these prices, after 20 days at 100.
    fn after_calm(then: &[f64]) -> (Vec<i32>, Vec<f64>) {
        let prices: Vec<f64> = std::iter::repeat_n(100.0, 20).chain(then.iter().copied()).collect();
        let days = (0..i32::try_from(prices.len()).unwrap()).collect();
        (days, prices)
    }

    fn found(then: &[f64]) -> Vec<Surge> {
        let (days, prices) = after_calm(then);
        surges(&days, &prices, THETA)
    }

    #[test]
    fn the_first_exceeding_day_is_pending() {
        let surges = found(&[125.0]);
        assert_eq!(surges.len(), 1);
        assert_eq!((surges[0].onset, surges[0].confirmed, surges[0].exceeding), (20, None, 1));
    }

    #[test]
    fn a_price_at_the_threshold_exceeds_and_one_below_does_not() {
        assert_eq!(found(&[125.0]).len(), 1);
        assert!(found(&[124.99]).is_empty());
    }

    #[test]
    fn the_fourth_exceeding_day_confirms() {
        assert_eq!(found(&[130.0; 3])[0].confirmed, None);
        assert_eq!(found(&[130.0; 4])[0].confirmed, Some(23));
        assert_eq!(found(&[130.0, 100.0, 130.0, 130.0, 130.0])[0].confirmed, Some(24), "one of five may stay below");
    }

    #[test]
    fn two_days_below_among_five_drop_the_onset() {
        let surges = found(&[130.0, 100.0, 100.0]);
        assert!(surges.is_empty(), "{surges:?}");
    }

    #[test]
    fn a_later_day_can_be_the_onset_when_an_earlier_one_fails() {
        let surges = found(&[130.0, 100.0, 100.0, 130.0, 130.0, 130.0, 130.0]);
        assert_eq!(surges.len(), 1);
        assert_eq!((surges[0].onset, surges[0].confirmed), (23, Some(26)));
    }

    #[test]
    fn an_onset_is_raised_when_the_one_before_it_was_dropped() {
        let seen = [130.0, 100.0, 130.0, 100.0];
        let before = found(&seen[..3]);
        assert_eq!((before[0].onset, before[0].raised), (20, 20));
        let after = found(&seen);
        assert_eq!((after[0].onset, after[0].raised), (22, 23), "until then the day before stood for it");
    }

    #[test]
    fn it_ends_on_the_last_day_before_half_the_threshold_is_lost() {
        let surges = found(&[130.0, 130.0, 130.0, 130.0, 150.0, 113.0, 112.4, 112.0]);
        assert_eq!(surges[0].end, Some(25));
        assert_eq!((surges[0].peak, surges[0].peak_day), (150.0, 24));
    }

    #[test]
    fn it_ends_after_ninety_days_and_the_next_day_is_judged_anew() {
        let (days, prices) = after_calm(&[130.0; 120]);
        let surges = surges(&days, &prices, THETA);
        assert_eq!(surges[0].end, Some(110));
        assert_eq!(surges.len(), 1, "by then 130 is what is usual");
    }

    #[test]
    fn the_baseline_forgets_what_is_older_than_28_days() {
        // One old day at 10, then a gap, then days at 100: the old one is out.
        let days = vec![0, 29, 30, 31];
        let prices = vec![10.0, 100.0, 100.0, 101.0];
        assert!(surges(&days, &prices, THETA).is_empty());
        // Exactly 28 days before is still in.
        assert_eq!(surges(&[0, 28], &[10.0, 100.0], THETA).len(), 1);
    }

    #[test]
    fn an_even_number_of_prices_has_the_median_of_its_logs() {
        assert_eq!(median(&[100.0, 400.0]), Some(200.0));
        assert_eq!(median(&[100.0, 4.0, 9.0, 1.0]), Some(6.0));
        assert_eq!(median(&[3.0, 1.0, 2.0]), Some(2.0));
        assert_eq!(median(&[]), None);
    }

    #[test]
    fn theta_without_a_fixed_value_learns_from_a_year_before_it_judges() {
        // Weekly survey days alternating by 10 %: every log change is ±ln 1.1.
        let days: Vec<i32> = (0..80).map(|i| i * 7).collect();
        let prices: Vec<f64> = (0..80).map(|i| if i % 2 == 0 { 100.0 } else { 110.0 }).collect();
        let theta = theta(None, &days, &prices).unwrap();
        assert_eq!(theta.from, 371, "the first survey day 365 days on");
        // 52 changes, 26 up and 26 down, mean 0: sd = ln 1.1 · √(52/51).
        let expected = 2.0 * 1.1_f64.ln() * (52.0_f64 / 51.0).sqrt();
        assert!((theta.value - expected).abs() < 1e-12, "{} {expected}", theta.value);
        assert_eq!(super::theta(None, &days[..50], &prices[..50]), None);
        assert!((super::theta(None, &days, &[100.0; 80]).unwrap().value - LEAST_THETA).abs() < 1e-12);
    }

    proptest! {
        #[test]
        fn what_was_known_then_does_not_depend_on_what_came_after(prices in wandering(), cut in 5_usize..30) {
            let days: Vec<i32> = (0..i32::try_from(prices.len()).unwrap()).collect();
            let whole = surges(&days, &prices, THETA);
            let cut = prices.len() - cut;
            let part = surges(&days[..cut], &prices[..cut], THETA);
            let today = days[cut - 1];
            for surge in part.iter().filter(|s| s.confirmed.is_some()) {
                let later = whole.iter().find(|s| s.onset == surge.onset);
                prop_assert!(later.is_some());
                let later = later.unwrap();
                prop_assert_eq!(later.confirmed, surge.confirmed);
                prop_assert_eq!(later.raised, surge.raised);
                prop_assert!(surge.raised <= surge.confirmed.unwrap());
                prop_assert_eq!(later.baseline.to_bits(), surge.baseline.to_bits());
            }
            // And nothing confirmed by then is missing from what was known.
            for surge in whole.iter().filter(|s| s.confirmed.is_some_and(|day| day <= today)) {
                prop_assert!(part.iter().any(|s| s.onset == surge.onset && s.confirmed == surge.confirmed));
            }
        }

        #[test]
        fn surges_do_not_overlap_and_scale_with_the_currency(prices in wandering(), factor in 0.01_f64..100.0) {
            let days: Vec<i32> = (0..i32::try_from(prices.len()).unwrap()).collect();
            let found = surges(&days, &prices, THETA);
            for pair in found.windows(2) {
                prop_assert!(pair[0].end.is_some_and(|end| end < pair[1].onset));
            }
            // A power of two scales exactly, so thresholds fall alike.
            let factor = factor.log2().round().exp2();
            let scaled: Vec<f64> = prices.iter().map(|p| p * factor).collect();
            let again = surges(&days, &scaled, THETA);
            prop_assert_eq!(found.len(), again.len());
            for (a, b) in found.iter().zip(&again) {
                prop_assert_eq!((a.onset, a.confirmed, a.end), (b.onset, b.confirmed, b.end));
            }
        }
    }
}
