//! Where a price stood on each survey day, as far as could be seen on that day:
//! the surge detector followed forwards.

use super::raise::Raising;
use super::surge::{Theta, baseline, closes_at, confirms, exceeding, exceeds_at};

/// What could be seen of a surge on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Phase {
    /// No surge.
    Calm,
    /// A day exceeds, and it is neither confirmed nor dropped.
    Pending,
    /// A confirmed surge, its end not yet seen.
    Running,
}

/// A survey day as it was seen then.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stand {
    /// What could be seen.
    pub phase: Phase,
    /// The survey day, by its place in the series, of the onset that waits or
    /// runs; the earliest, where several wait.
    pub onset: usize,
    /// The price that the onset is measured against; NaN while calm.
    pub baseline: f64,
    /// Survey days since the onset that exceed, of the first five.
    pub exceeding: usize,
    /// The survey day whose data made it told as a surge; none while it waits or is
    /// calm.
    pub raised: Option<i32>,
}

impl Default for Stand {
    /// Calm.
    fn default() -> Self {
        CALM
    }
}

const CALM: Stand = Stand { phase: Phase::Calm, onset: 0, baseline: f64::NAN, exceeding: 0, raised: None };

/// Where a price stood on each of its survey days. A day depends on itself and the
/// days before it only. What [`surges`](super::surges) says of the days up to any
/// one is what stands here. What is told stays told while an onset waits, be it another
/// one, and while the surge runs.
#[must_use]
pub fn phases(days: &[i32], prices: &[f64], theta: Theta, raising: &Raising) -> Vec<Stand> {
    let mut stands = vec![CALM; days.len()];
    let mut raised: Option<i32> = None;
    let mut waiting: Vec<(usize, f64)> = Vec::new();
    let mut running: Option<(usize, f64)> = None;
    for at in days.partition_point(|day| *day < theta.from)..days.len() {
        if let Some((onset, base)) = running {
            if !closes_at(days, prices, onset, at, base, theta.value) {
                let exceeding = exceeding(&prices[onset..=at], base, theta.value);
                stands[at] = Stand { phase: Phase::Running, onset, baseline: base, exceeding, raised };
                continue;
            }
            running = None;
            raised = None;
        }
        if let Some(base) = baseline(days, prices, at).filter(|base| exceeds_at(prices[at], *base, theta.value)) {
            waiting.push((at, base));
        }
        // The earliest that has not failed is the one that counts.
        waiting.retain(|(onset, base)| confirms(&prices[*onset..=at], *base, theta.value) != Some(false));
        let confirmed =
            waiting.iter().position(|(onset, base)| confirms(&prices[*onset..=at], *base, theta.value) == Some(true));
        if let Some(place) = confirmed {
            running = Some(waiting[place]);
            waiting.clear();
        }
        let seen = running.map(|seen| (Phase::Running, seen));
        let seen = seen.or_else(|| waiting.first().map(|seen| (Phase::Pending, *seen)));
        let Some((phase, (onset, base))) = seen else {
            raised = None;
            continue;
        };
        let before = at.checked_sub(1).map(|before| prices[before]);
        if phase == Phase::Running || raising.raises(days[at], prices[at], before, base, theta.value) {
            raised = raised.or(Some(days[at]));
        }
        let exceeding = exceeding(&prices[onset..=at], base, theta.value);
        stands[at] = Stand { phase, onset, baseline: base, exceeding, raised };
    }
    stands
}

#[cfg(test)]
mod tests {
    use super::super::surge::surges;
    use super::super::testing::wandering;
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_day_is_what_the_detector_says_of_the_days_up_to_it(prices in wandering()) {
            let theta = Theta { value: 0.25, from: 3 };
            let days: Vec<i32> = (0..i32::try_from(prices.len()).unwrap()).collect();
            let raising = Raising::default();
            for (at, stand) in phases(&days, &prices, theta, &raising).iter().enumerate() {
                let last = surges(&days[..=at], &prices[..=at], theta).pop().filter(|surge| surge.end.is_none());
                let expected = last.as_ref().map_or(Phase::Calm, |surge| match surge.confirmed {
                    Some(_) => Phase::Running,
                    None => Phase::Pending,
                });
                prop_assert_eq!(stand.phase, expected, "day {}", at);
                // It is told at the latest when it is confirmed, and never when calm.
                prop_assert!(stand.raised.is_some() || stand.phase != Phase::Running);
                prop_assert!(stand.raised.is_none() || stand.phase != Phase::Calm);
                if let Some(surge) = last {
                    prop_assert_eq!(days[stand.onset], surge.onset);
                    prop_assert_eq!(stand.baseline.to_bits(), surge.baseline.to_bits());
                }
            }
        }
    }
}
