//! The latest price and its usual four comparisons.

use chrono::{Months, NaiveDate};
use lumbung_data::model::page::{Change, Changes, Latest};
use lumbung_data::model::{CitySeries, day};

/// A comparison looks back to the last survey day on or before its date, but
/// no further than this: holidays leave gaps of up to eleven days.
const REACH_DAYS: i32 = 14;

/// The latest price of a city series; none without any.
pub(super) fn latest(city: &CitySeries, today: NaiveDate) -> Option<Latest> {
    let at = city.price.iter().rposition(|price| price.is_finite())?;
    let (date, price) = (day::date(city.day[at]), city.price[at]);
    let against = |then: i32| against(&city.day, &city.price, at, then);
    let months = |n: u32| date.checked_sub_months(Months::new(n)).map(day::of);
    Some(Latest {
        date,
        price,
        markets: city.markets[at],
        status: city.status[at],
        age_days: (today - date).num_days().max(0),
        changes: Changes {
            previous: against(city.day[at] - 1),
            week: against(city.day[at] - 7),
            month: months(1).and_then(against),
            year: months(12).and_then(against),
        },
    })
}

/// The price at `at` against that of the last day with one on or before `then`.
pub(super) fn against(days: &[i32], prices: &[f64], at: usize, then: i32) -> Option<Change> {
    let end = days[..at].partition_point(|d| *d <= then);
    let earlier = prices[..end].iter().rposition(|price| price.is_finite())?;
    (then - days[earlier] <= REACH_DAYS)
        .then(|| Change { since: day::date(days[earlier]), share: prices[at] / prices[earlier] - 1.0 })
}

#[cfg(test)]
mod tests {
    use super::super::tests::city;
    use super::*;

    #[test]
    fn a_comparison_takes_the_last_survey_day_before_its_date() {
        let city = city(&[
            ("2023-12-01", 100.0),
            ("2023-12-08", 110.0),
            ("2023-12-11", 120.0),
            ("2023-12-15", 132.0),
            ("2023-12-18", f64::NAN),
        ]);
        let latest = latest(&city, "2023-12-20".parse().unwrap()).unwrap();
        assert_eq!(latest.date.to_string(), "2023-12-15");
        assert_eq!(latest.age_days, 5);
        let previous = latest.changes.previous.unwrap();
        assert_eq!(previous.since.to_string(), "2023-12-11");
        assert!((previous.share - 0.1).abs() < 1e-12);
        assert_eq!(latest.changes.week.unwrap().since.to_string(), "2023-12-08");
        assert_eq!(latest.changes.month, None, "2023-11-15 has no survey day before it");
    }

    #[test]
    fn a_survey_day_too_far_back_is_no_comparison() {
        let city = city(&[("2023-11-01", 100.0), ("2023-12-15", 132.0)]);
        let changes = latest(&city, "2023-12-15".parse().unwrap()).unwrap().changes;
        assert_eq!(changes.week, None);
        assert_eq!(changes.month.map(|c| c.since.to_string()), Some("2023-11-01".into()));
    }
}
