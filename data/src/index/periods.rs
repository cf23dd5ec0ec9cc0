//! Weeks and months of a price: what its survey days come to.

use crate::model::{Frequency, ParseError, day};
use chrono::Datelike;

/// What stands for a week or month of prices.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Aggregation {
    /// The geometric mean of its survey days: what pages show.
    #[default]
    GeometricMean,
    /// Their arithmetic mean.
    Mean,
    /// The price of the last of them.
    Last,
}

impl Aggregation {
    /// Every way.
    pub const ALL: [Self; 3] = [Self::GeometricMean, Self::Mean, Self::Last];

    /// Reads its name in addresses and files.
    ///
    /// # Errors
    /// When it is none of `geometric-mean`, `mean`, `last`.
    pub fn parse(text: &str) -> Result<Self, ParseError> {
        let known = Self::ALL.into_iter().find(|aggregation| aggregation.as_str() == text);
        known.ok_or_else(|| ParseError::new(text, "aggregation", "geometric-mean, mean or last"))
    }

    /// Its name in addresses and files.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::GeometricMean => "geometric-mean",
            Self::Mean => "mean",
            Self::Last => "last",
        }
    }
}

/// A week or month with survey days.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Period {
    /// Its Monday, or its first of the month.
    pub start: i32,
    /// The geometric mean of the prices of its survey days.
    pub price: f64,
    /// The lowest of them.
    pub low: f64,
    /// The highest of them.
    pub high: f64,
    /// Their arithmetic mean.
    pub mean: f64,
    /// The price of the last of them.
    pub last: f64,
    /// How many there are.
    pub days: u32,
}

impl Period {
    /// What stands for it.
    #[must_use]
    pub fn value(&self, by: Aggregation) -> f64 {
        match by {
            Aggregation::GeometricMean => self.price,
            Aggregation::Mean => self.mean,
            Aggregation::Last => self.last,
        }
    }
}

/// The first day of the week (ISO, Monday) or month that holds a day; the day
/// itself for daily prices.
#[must_use]
pub fn period_start(on: i32, pace: Frequency) -> i32 {
    match pace {
        Frequency::Daily => on,
        Frequency::Weekly => day::monday(on),
        Frequency::Monthly => day::date(on).with_day(1).map_or(on, day::of),
    }
}

/// The last day of the period that begins on a day.
#[must_use]
pub fn period_end(start: i32, pace: Frequency) -> i32 {
    match pace {
        Frequency::Daily => start,
        Frequency::Weekly => start + 6,
        Frequency::Monthly => day::date(start).checked_add_months(chrono::Months::new(1)).map_or(start, day::of) - 1,
    }
}

/// The periods of survey days, oldest first; days rise. Periods without a survey
/// day are left out.
#[must_use]
pub fn periods(days: &[i32], prices: &[f64], pace: Frequency) -> Vec<Period> {
    let known: Vec<(i32, f64)> =
        days.iter().copied().zip(prices.iter().copied()).filter(|(_, price)| price.is_finite()).collect();
    known
        .chunk_by(|a, b| period_start(a.0, pace) == period_start(b.0, pace))
        .map(|of| {
            let count = u32::try_from(of.len()).unwrap_or(u32::MAX);
            let prices = || of.iter().map(|(_, price)| *price);
            let logs = || prices().map(f64::ln).sum::<f64>() / f64::from(count);
            Period {
                start: period_start(of[0].0, pace),
                // A day alone is its own mean, to the last digit.
                price: if let [(_, price)] = of { *price } else { logs().exp() },
                low: prices().fold(f64::INFINITY, f64::min),
                high: prices().fold(f64::NEG_INFINITY, f64::max),
                mean: prices().sum::<f64>() / f64::from(count),
                last: of[of.len() - 1].1,
                days: count,
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> i32 {
        day::of(text.parse().unwrap())
    }

    #[test]
    fn a_week_begins_on_its_monday_and_a_month_on_its_first() {
        // A Sunday.
        let sunday = at("2023-12-31");
        assert_eq!(period_start(sunday, Frequency::Weekly), at("2023-12-25"));
        assert_eq!(period_end(at("2023-12-25"), Frequency::Weekly), sunday);
        assert_eq!(period_start(sunday, Frequency::Monthly), at("2023-12-01"));
        assert_eq!(period_end(at("2023-12-01"), Frequency::Monthly), sunday);
    }

    #[test]
    fn a_period_is_the_geometric_mean_of_its_survey_days_and_an_empty_one_is_none() {
        let days = [at("2023-12-22"), at("2023-12-25"), at("2023-12-26"), at("2024-01-08")];
        let weeks = periods(&days, &[50.0, 100.0, 121.0, f64::NAN], Frequency::Weekly);
        assert_eq!(weeks.iter().map(|week| week.start).collect::<Vec<_>>(), [at("2023-12-18"), at("2023-12-25")]);
        assert!((weeks[1].price - 110.0).abs() < 1e-9);
        assert_eq!((weeks[1].low, weeks[1].high, weeks[1].days), (100.0, 121.0, 2));
        assert_eq!((weeks[1].value(Aggregation::Mean), weeks[1].value(Aggregation::Last)), (110.5, 121.0));
        assert_eq!(periods(&days, &[50.0, 100.0, 121.0, 60.0], Frequency::Monthly).len(), 2);
    }
}
