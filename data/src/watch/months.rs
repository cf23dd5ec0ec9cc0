//! Monthly prices: what the official indicators are computed from.

use crate::model::{CitySeries, Frequency, day};
use chrono::{Datelike, NaiveDate, Weekday};

/// One price a month without gaps in the months; NaN where none is known.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Months {
    /// The first month, counted from January 1970.
    pub first: i32,
    /// The prices from it on.
    pub price: Vec<f64>,
}

/// Two prices for one month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TwoPrices {
    /// Its year.
    pub year: i32,
    /// Its number, 1 to 12.
    pub month: u32,
}

/// The number of a date's month, counted from January 1970.
fn number(date: NaiveDate) -> i32 {
    (date.year() - 1970) * 12 + date.month0().cast_signed()
}

/// Whether no report of a day's month is to come after it.
fn is_over(last: NaiveDate, frequency: Frequency) -> bool {
    let of_month = |day: &NaiveDate| day.month() == last.month();
    let mut rest = last.iter_days().skip(1).take_while(of_month);
    match frequency {
        Frequency::Daily => rest.all(|day| matches!(day.weekday(), Weekday::Sat | Weekday::Sun)),
        Frequency::Weekly => rest.count() < 7,
        Frequency::Monthly => true,
    }
}

impl Months {
    /// Prices by any day of their month, in any order; NaN or no entry for none.
    ///
    /// # Errors
    /// When a month has two.
    pub fn of(prices: &[(NaiveDate, f64)]) -> Result<Self, TwoPrices> {
        let mut prices = prices.to_vec();
        prices.sort_unstable_by_key(|(date, _)| *date);
        let mut months = Self::default();
        for (date, price) in prices {
            let at = number(date);
            if months.price.is_empty() {
                months.first = at;
            }
            let place = usize::try_from(at - months.first).unwrap_or(0);
            if place < months.price.len() {
                return Err(TwoPrices { year: date.year(), month: date.month() });
            }
            months.price.resize(place, f64::NAN);
            months.price.push(price);
        }
        Ok(months)
    }

    /// The arithmetic mean of a city's prices in each month; the last month only
    /// once no report of it is to come.
    #[must_use]
    pub fn of_city(city: &CitySeries) -> Self {
        let (days, prices) = city.survey_days();
        let mut months: Vec<(NaiveDate, f64, u32)> = Vec::new();
        for (on, price) in days.iter().zip(&prices) {
            let first = day::date(*on).with_day(1).unwrap_or_default();
            match months.last_mut() {
                Some((month, sum, count)) if *month == first => {
                    *sum += price;
                    *count += 1;
                }
                _ => months.push((first, *price, 1)),
            }
        }
        if days.last().is_some_and(|last| !is_over(day::date(*last), city.key.frequency)) {
            months.pop();
        }
        let means: Vec<(NaiveDate, f64)> =
            months.into_iter().map(|(month, sum, count)| (month, sum / f64::from(count))).collect();
        Self::of(&means).unwrap_or_default()
    }

    /// How many months there are, with those that have no price.
    #[must_use]
    pub fn len(&self) -> usize {
        self.price.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.price.is_empty()
    }

    /// The month at a place, 0 to 11.
    pub(super) fn of_year(&self, at: usize) -> usize {
        usize::try_from((self.first + i32::try_from(at).unwrap_or(0)).rem_euclid(12)).unwrap_or(0)
    }

    /// The year of a place.
    pub(super) fn year(&self, at: usize) -> i32 {
        1970 + (self.first + i32::try_from(at).unwrap_or(0)).div_euclid(12)
    }

    /// The month at a place as `2024-08`.
    #[must_use]
    pub fn name(&self, at: usize) -> String {
        format!("{}-{:02}", self.year(at), self.of_year(at) + 1)
    }

    /// The first day of the month at a place.
    #[must_use]
    pub fn month(&self, at: usize) -> Option<NaiveDate> {
        NaiveDate::from_ymd_opt(self.year(at), u32::try_from(self.of_year(at)).ok()? + 1, 1)
    }

    /// The first months of these.
    pub(super) fn until(&self, count: usize) -> Self {
        Self { first: self.first, price: self.price[..count].to_vec() }
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    pub(in crate::watch) fn months(first: &str, price: &[f64]) -> Months {
        let first = format!("{first}-01").parse().unwrap();
        Months { first: number(first), price: price.to_vec() }
    }

    fn date(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn months_without_a_price_are_kept_as_gaps() {
        let months = Months::of(&[(date("2024-03-15"), 3.0), (date("2023-12-01"), 1.0)]).unwrap();
        assert_eq!((months.name(0), months.name(3), months.len()), ("2023-12".into(), "2024-03".into(), 4));
        assert!(months.price[1].is_nan() && months.price[2].is_nan());
    }

    #[test]
    fn two_prices_for_a_month_are_refused() {
        let two = Months::of(&[(date("2024-03-15"), 3.0), (date("2024-03-16"), 1.0)]);
        assert_eq!(two, Err(TwoPrices { year: 2024, month: 3 }));
    }

    #[test]
    fn a_month_that_is_not_over_does_not_count() {
        use crate::model::{CityKey, CommodityId, ObsStatus, PlaceCode, PriceLevel, SourceId};
        let city = |days: &[(&str, f64)]| CitySeries {
            key: CityKey {
                commodity: CommodityId::parse("bawang-merah").unwrap(),
                region: PlaceCode::parse("3273").unwrap(),
                level: PriceLevel::Retail,
                source: SourceId::parse("pihps").unwrap(),
                frequency: Frequency::Daily,
            },
            unit: "kg".into(),
            day: days.iter().map(|(on, _)| day::of(date(on))).collect(),
            price: days.iter().map(|(_, price)| *price).collect(),
            markets: vec![1; days.len()],
            status: vec![ObsStatus::A; days.len()],
            version: vec![2; days.len()],
        };
        let running = Months::of_city(&city(&[("2024-01-02", 10.0), ("2024-01-30", 14.0), ("2024-02-05", 99.0)]));
        assert_eq!(running, months("2024-01", &[12.0]));
        let over = Months::of_city(&city(&[("2024-01-30", 14.0), ("2024-02-29", 16.0)]));
        assert_eq!(over, months("2024-01", &[14.0, 16.0]));
        let friday = Months::of_city(&city(&[("2024-01-30", 14.0), ("2024-03-29", 16.0)]));
        assert_eq!(friday.len(), 3, "a weekend follows");
    }
}
