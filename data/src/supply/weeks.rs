//! Two daily prices side by side, week by week.

use crate::model::day;

/// The logs of two prices over ISO weeks without a break, each from the last day of
/// its week on which both are known; NaN in a week without such a day. So neither
/// price is newer than the other, and no mean over days smooths them.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Weeks {
    /// The supplying region's price.
    pub region: Vec<f64>,
    /// The city's.
    pub city: Vec<f64>,
}

impl Weeks {
    /// Aligns the survey days and prices of a region with those of the city. Days
    /// rise, and prices are finite and positive.
    #[must_use]
    pub fn align(region: (&[i32], &[f64]), city: (&[i32], &[f64])) -> Self {
        let mut weeks = Self::default();
        let mut last = None;
        for (day, region, city) in common(region, city) {
            let monday = day::monday(day);
            if let Some(before) = last.filter(|before| *before != monday) {
                let silent = usize::try_from((monday - before) / 7 - 1).unwrap_or(0);
                weeks.region.extend(std::iter::repeat_n(f64::NAN, silent));
                weeks.city.extend(std::iter::repeat_n(f64::NAN, silent));
            } else if last.is_some() {
                weeks.region.pop();
                weeks.city.pop();
            }
            weeks.region.push(region.ln());
            weeks.city.push(city.ln());
            last = Some(monday);
        }
        weeks
    }
}

/// The days on which both have a price, with the two prices.
pub(super) fn common<'a>(
    (days, prices): (&'a [i32], &'a [f64]),
    (other_days, other_prices): (&'a [i32], &'a [f64]),
) -> impl Iterator<Item = (i32, f64, f64)> + 'a {
    let mut at = 0;
    days.iter().zip(prices).filter_map(move |(day, price)| {
        at += other_days[at..].partition_point(|other| other < day);
        (other_days.get(at) == Some(day)).then(|| (*day, *price, other_prices[at]))
    })
}

/// From each week to the next; NaN where either is missing. The first has none.
pub(super) fn changes(logs: &[f64]) -> Vec<f64> {
    let first = logs.first().map(|_| f64::NAN);
    first.into_iter().chain(logs.windows(2).map(|pair| pair[1] - pair[0])).collect()
}

#[cfg(test)]
mod aligned {
    use super::*;

    #[test]
    fn a_week_has_the_last_day_that_both_know_and_a_silent_one_has_none() {
        // Day 4 (5 January 1970) is a Monday.
        let region = ([4, 5, 8, 11, 25], [10.0, 11.0, 12.0, 13.0, 14.0]);
        let city = ([5, 6, 11, 12, 25, 26], [20.0, 21.0, 22.0, 23.0, 24.0, 25.0]);
        let weeks = Weeks::align((&region.0, &region.1), (&city.0, &city.1));
        let prices = |logs: &[f64]| logs.iter().map(|log| log.exp().round()).collect::<Vec<_>>();
        assert_eq!(prices(&weeks.region)[..2], [11.0, 13.0]);
        assert_eq!(prices(&weeks.city)[..2], [20.0, 22.0]);
        assert!(weeks.region[2].is_nan() && weeks.city[2].is_nan() && weeks.city.len() == 4);
        assert_eq!(changes(&weeks.city).iter().filter(|change| change.is_finite()).count(), 1);
    }
}
