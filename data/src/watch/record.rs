//! What usually followed: how prices went on after earlier warnings of the same kind
//! for the same commodity.

use super::warn::is_too_old;
use crate::model::Record;

/// Calendar days in which a price went on rising or did not.
const LOOKED_AT: i32 = 28;
/// Calendar days in which its peak is looked for.
const PEAK_WITHIN: i32 = 60;
/// A price went on rising if it rose by at least this part of the threshold.
const PART: f64 = 0.25;
/// Earlier warnings without which nothing is said.
const LEAST: usize = 3;

/// Earlier warnings, one by one.
#[derive(Debug, Default)]
pub struct Past {
    rose: Vec<bool>,
    days_to_peak: Vec<f64>,
}

impl Past {
    /// Adds a warning that was raised on a day, with the series whose course counts,
    /// known up to its last day: from its survey day of that day, or the last before
    /// it. One of which too little is known yet says nothing.
    pub fn add(&mut self, days: &[i32], prices: &[f64], raised: i32, theta: f64) {
        let Some(last) = days.last() else { return };
        let Some(at) = days.partition_point(|day| *day <= raised).checked_sub(1) else { return };
        if is_too_old(days[at], raised) {
            return;
        }
        let within = |span: i32| {
            let end = days.partition_point(|day| *day <= raised + span);
            at..end
        };
        if *last >= raised + LOOKED_AT {
            let highest = prices[within(LOOKED_AT)].iter().copied().fold(f64::MIN, f64::max);
            self.rose.push(highest >= prices[at] * (1.0 + PART * theta));
        }
        if *last >= raised + PEAK_WITHIN {
            let peak = within(PEAK_WITHIN).max_by(|a, b| prices[*a].total_cmp(&prices[*b]).then(b.cmp(a)));
            self.days_to_peak.extend(peak.map(|peak| f64::from(days[peak] - raised)));
        }
    }

    /// What they say together; none if they are too few.
    #[must_use]
    pub fn record(&self) -> Option<Record> {
        let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        let rose = self.rose.iter().filter(|rose| **rose).count();
        (self.rose.len() >= LEAST).then(|| Record {
            similar: count(self.rose.len()),
            rose: count(rose),
            days_to_peak: middle(&self.days_to_peak),
        })
    }
}

/// The median of whole days, the higher middle one of an even number.
fn middle(days: &[f64]) -> Option<u32> {
    let mut sorted = days.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "days up to 60")]
    sorted.get(sorted.len() / 2).map(|days| *days as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A price for every day, raised on day 10.
    fn followed(prices: &[f64], raised: &[i32]) -> Option<Record> {
        let days: Vec<i32> = (0..).take(prices.len()).collect();
        let mut past = Past::default();
        for raised in raised {
            past.add(&days, prices, *raised, 0.2);
        }
        past.record()
    }

    #[test]
    fn what_followed_is_counted_and_the_days_to_the_peak_are_those_of_the_middle_one() {
        let mut prices = vec![100.0; 200];
        prices[26] = 130.0;
        assert_eq!(followed(&prices, &[10, 20, 60]), Some(Record { similar: 3, rose: 2, days_to_peak: Some(6) }));
    }

    #[test]
    fn a_warning_between_survey_days_counts_from_the_last_one_unless_that_is_long_ago() {
        let days: Vec<i32> = (0..80).filter(|day| !(21..=25).contains(day) && !(41..=60).contains(day)).collect();
        let prices: Vec<f64> = days.iter().map(|day| if *day == 30 { 130.0 } else { 100.0 }).collect();
        let mut past = Past::default();
        for raised in [10, 24, 25] {
            past.add(&days, &prices, raised, 0.2);
        }
        assert_eq!(past.record().map(|record| (record.similar, record.rose)), Some((3, 3)));
        past.add(&days, &prices, 60, 0.2);
        assert_eq!(past.rose.len(), 3, "of day 60 nothing is known since day 40");
    }

    #[test]
    fn warnings_of_which_too_little_is_known_say_nothing() {
        let prices = vec![100.0; 60];
        assert_eq!(followed(&prices, &[10, 20, 40]), None, "of the third only twenty days are known");
        assert_eq!(followed(&prices, &[10, 20, 30]), Some(Record { similar: 3, rose: 0, days_to_peak: None }));
    }
}
