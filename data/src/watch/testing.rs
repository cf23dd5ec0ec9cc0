//! What tests of detectors share.

use super::life::Episode;
use proptest::prelude::Strategy;

/// So many weekdays from Monday, 2 January 2023.
pub(super) fn weekdays(count: u32) -> Vec<i32> {
    (19_359..).filter(|day| (day - 19_359) % 7 < 5).take(count as usize).collect()
}

/// Judged day by day, a detector must have said on each day what it says of that
/// day at the end.
pub(super) fn prefixes_agree(days: &[i32], judge: impl Fn(usize) -> Vec<Episode>) {
    let whole = judge(days.len());
    for known in 1..days.len() {
        let today = days[known - 1];
        let then = judge(known);
        for episode in &whole {
            let fired = episode.fired.filter(|fired| *fired <= today);
            let seen = then.iter().find(|earlier| earlier.since == episode.since);
            if let Some(fired) = fired {
                let seen = seen.expect("it was told on the day on which it fired");
                assert_eq!(seen.fired, Some(fired));
                assert_eq!(seen.cleared, episode.cleared.filter(|cleared| *cleared <= today));
            }
        }
        let told = |all: &[Episode]| all.iter().filter(|e| e.fired.is_some_and(|fired| fired <= today)).count();
        assert_eq!(told(&then), told(&whole), "nothing was told that is not told any more");
    }
}

/// Prices that wander by up to a fifth a day.
pub(super) fn wandering() -> impl Strategy<Value = Vec<f64>> {
    proptest::collection::vec(-0.2_f64..0.2, 30..160).prop_map(|steps| {
        steps
            .iter()
            .scan(10.0_f64, |log, step| {
                *log += step;
                Some(log.exp())
            })
            .collect()
    })
}
