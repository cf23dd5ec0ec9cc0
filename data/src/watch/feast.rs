//! What a price did before a feast: the mean of the seven days before it against the mean
//! of the second month before it (H-60 to H-31). Years are compared by the distance to the
//! feast, since Islamic feasts move through the calendar.

use crate::model::CitySeries;
use crate::quantile::middle;

/// The days that a year is measured from, counted back from the feast.
const BASE: (i32, i32) = (60, 31);
/// The days before the feast.
const WEEK: (i32, i32) = (7, 1);
/// Survey days that each of the two must have.
const LEAST_BASE: usize = 10;
const LEAST_WEEK: usize = 3;
/// A smaller change counts neither as a rise nor as a fall.
const STILL: f64 = 0.01;
/// A smaller median is not worth telling.
const LEAST_MEDIAN: f64 = 0.02;
/// How far a drawing goes beyond the feast.
const AFTER: i32 = 14;
/// A price holds for so many days without a survey.
const HOLDS: i32 = 10;

/// Years that it takes to speak of a habit.
pub const LEAST_YEARS: usize = 3;

/// What a price usually did before a feast.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Habit {
    /// Whether it rose; else it fell.
    pub rises: bool,
    /// In how many of the years.
    pub count: usize,
    /// The median change of all years, as a share.
    pub median: f64,
}

/// The change before a feast, as a share; none where too few days of either stretch have
/// a price.
#[must_use]
pub fn change_before(price: &CitySeries, feast: i32) -> Option<f64> {
    let base = mean(price, feast, BASE, LEAST_BASE)?;
    Some(mean(price, feast, WEEK, LEAST_WEEK)? / base - 1.0)
}

/// The price of each survey day from 60 days before a feast to 14 after it, as days from
/// the feast and with the second month before it as 100; none where that has too few days.
#[must_use]
pub fn course(price: &CitySeries, feast: i32) -> Option<Vec<(i32, f64)>> {
    let base = mean(price, feast, BASE, LEAST_BASE)?;
    let (from, to) = (feast - BASE.0, feast + AFTER);
    let days =
        price.day.iter().zip(&price.price).filter(|(day, price)| (from..=to).contains(*day) && price.is_finite());
    Some(days.map(|(day, price)| (day - feast, price / base * 100.0)).collect())
}

/// The median of several years' courses: on each day of those whose last price is not more
/// than ten days old, where at least half of the years have one.
#[must_use]
pub fn median_course(courses: &[Vec<(i32, f64)>]) -> Vec<(i32, f64)> {
    let on = |day: i32| -> Option<(i32, f64)> {
        let held = courses.iter().filter_map(|course| {
            let (last, index) = course[..course.partition_point(|(at, _)| *at <= day)].last()?;
            (day - last <= HOLDS).then_some(*index)
        });
        let held: Vec<f64> = held.collect();
        middle(&held).filter(|_| held.len() * 2 >= courses.len()).map(|median| (day, median))
    };
    (-BASE.0..=AFTER).filter_map(on).collect()
}

/// What is usual by the changes of several years: the same direction in three of four of
/// them or more, and by 2% or more in the middle; none where that is not so, or of too few
/// years.
#[must_use]
pub fn habit(changes: &[f64]) -> Option<Habit> {
    if changes.len() < LEAST_YEARS {
        return None;
    }
    let rose = changes.iter().filter(|change| **change > STILL).count();
    let fell = changes.iter().filter(|change| **change < -STILL).count();
    let most = |count: usize| count * 4 >= changes.len() * 3;
    let (rises, median) = (most(rose), middle(changes)?);
    let told = (rises || most(fell)) && median.abs() >= LEAST_MEDIAN;
    told.then_some(Habit { rises, count: if rises { rose } else { fell }, median })
}

fn mean(price: &CitySeries, feast: i32, (from, to): (i32, i32), least: usize) -> Option<f64> {
    let (from, to) = (feast - from, feast - to);
    let within = price.day.partition_point(|day| *day < from)..price.day.partition_point(|day| *day <= to);
    let known = price.price[within].iter().filter(|price| price.is_finite()).count();
    if known < least { None } else { price.mean(from, to) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{CityKey, CommodityId, Frequency, ObsStatus, PlaceCode, PriceLevel, SourceId};

    /// A price that is 100 until H-31 and 110 in the last week before day 100.
    fn rising() -> CitySeries {
        let day: Vec<i32> = (30..120).collect();
        let at = |day: i32| if day < 93 { 100.0 } else { 110.0 };
        CitySeries {
            key: CityKey {
                commodity: CommodityId::parse("telur-ayam-ras").unwrap(),
                region: PlaceCode::parse("3273").unwrap(),
                level: PriceLevel::Retail,
                source: SourceId::parse("pihps").unwrap(),
                frequency: Frequency::Daily,
            },
            unit: "kg".into(),
            price: day.iter().map(|day| at(*day)).collect(),
            markets: vec![2; day.len()],
            status: vec![ObsStatus::A; day.len()],
            version: vec![2; day.len()],
            day,
        }
    }

    #[test]
    fn a_year_is_its_last_week_against_its_second_month_before() {
        let price = rising();
        assert!((change_before(&price, 100).unwrap() - 0.1).abs() < 1e-12);
        let mut late = price.clone();
        late.price[..55].fill(f64::NAN);
        assert_eq!(change_before(&late, 100), None, "of the second month nothing is known");
        let mut silent = price;
        silent.price[65..].fill(f64::NAN);
        assert_eq!(change_before(&silent, 100), None, "two days are no week");
    }

    #[test]
    fn a_course_counts_days_from_the_feast_and_begins_at_100() {
        let course = course(&rising(), 100).unwrap();
        assert_eq!((course[0], course.last().copied()), ((-60, 100.0), Some((14, 110.000_000_000_000_01))));
    }

    #[test]
    fn the_median_course_holds_a_price_over_a_weekend_and_no_longer() {
        let years = [vec![(-60, 100.0), (-40, 130.0)], vec![(-60, 110.0), (-58, 120.0)], vec![(-59, 90.0)]];
        let median = median_course(&years);
        assert_eq!(median[..3], [(-60, 105.0), (-59, 100.0), (-58, 100.0)]);
        assert!(!median.iter().any(|(day, _)| (-47..-40).contains(day)), "{median:?}");
    }

    #[test]
    fn a_habit_is_the_same_direction_in_three_of_four_years() {
        let told = |changes: &[f64]| habit(changes).map(|habit| (habit.rises, habit.count));
        assert_eq!(told(&[0.19, 0.15, 0.17, 0.09]), Some((true, 4)));
        assert_eq!(told(&[0.19, 0.15, 0.17, -0.09]), Some((true, 3)));
        assert_eq!(told(&[-0.05, -0.13, -0.02, 0.03]), Some((false, 3)));
        assert_eq!(told(&[0.19, 0.005, 0.17, -0.09]), None, "half a percent is no rise");
        assert_eq!(told(&[0.019, 0.015, 0.012]), None, "too little to tell");
        assert_eq!(told(&[0.19, 0.15]), None);
        assert!((habit(&[0.02, 0.04, 0.09, 0.05]).unwrap().median - 0.045).abs() < 1e-12);
    }
}
