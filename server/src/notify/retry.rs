//! When a delivery that did not go out is tried again.

use chrono::TimeDelta;

/// The waits, one after each failed try; after the last one's failure it is given up.
const WAITS: [TimeDelta; 6] = [
    TimeDelta::minutes(1),
    TimeDelta::minutes(5),
    TimeDelta::minutes(30),
    TimeDelta::hours(2),
    TimeDelta::hours(6),
    TimeDelta::hours(12),
];

/// How long to wait after so many failed tries; none where it is given up.
#[must_use]
pub fn after(attempts: u32) -> Option<TimeDelta> {
    WAITS.get(usize::try_from(attempts).ok()?.checked_sub(1)?).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seven_tries_within_a_day_and_then_it_is_given_up() {
        let waits: Vec<i64> = (1..).map_while(after).map(|wait| wait.num_minutes()).collect();
        assert_eq!(waits, [1, 5, 30, 120, 360, 720]);
        assert_eq!((after(0), after(7), after(u32::MAX)), (None, None, None));
        assert!(waits.iter().sum::<i64>() < 24 * 60);
    }
}
