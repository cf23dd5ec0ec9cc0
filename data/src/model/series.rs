//! Series as plain columns: one market's observations, and one city's price.

use super::{CommodityId, Frequency, ObsStatus, ParseError, PlaceCode, PriceLevel, SourceId};
use serde::{Deserialize, Serialize};

/// What makes a series one series. Sources, levels and frequencies never mix.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct SeriesKey {
    /// What is priced.
    pub commodity: CommodityId,
    /// Where: a market, or a region that reports as a whole.
    pub place: PlaceCode,
    /// Who pays.
    pub level: PriceLevel,
    /// Who says so.
    pub source: SourceId,
    /// How often.
    pub frequency: Frequency,
}

impl SeriesKey {
    /// The key of these names, as its parts are written: commodity, place, level,
    /// source and frequency.
    ///
    /// # Errors
    /// The first part that is none.
    pub fn parse([commodity, place, level, source, frequency]: [&str; 5]) -> Result<Self, ParseError> {
        Ok(Self {
            commodity: CommodityId::parse(commodity)?,
            place: PlaceCode::parse(place)?,
            level: PriceLevel::parse(level)?,
            source: SourceId::parse(source)?,
            frequency: Frequency::parse(frequency)?,
        })
    }

    /// The city series that this series is part of.
    #[must_use]
    pub fn city(&self) -> CityKey {
        CityKey {
            commodity: self.commodity.clone(),
            region: self.place.region(),
            level: self.level,
            source: self.source.clone(),
            frequency: self.frequency,
        }
    }
}

/// The key of a city price: as [`SeriesKey`], with the region for the place.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct CityKey {
    /// What is priced.
    pub commodity: CommodityId,
    /// The region.
    pub region: PlaceCode,
    /// Who pays.
    pub level: PriceLevel,
    /// Who says so.
    pub source: SourceId,
    /// How often.
    pub frequency: Frequency,
}

impl CityKey {
    /// What sorts before every level, source and frequency of a commodity in a
    /// region, and after all others that come earlier.
    #[must_use]
    pub fn first(commodity: &CommodityId, region: &PlaceCode) -> Self {
        Self {
            commodity: commodity.clone(),
            region: region.clone(),
            level: PriceLevel::Producer,
            source: SourceId::before_all(),
            frequency: Frequency::Daily,
        }
    }
}

/// The observations of one market in date order, one row a day, as columns of
/// equal length.
#[derive(Debug, Clone, PartialEq)]
pub struct MarketSeries {
    /// Which series this is.
    pub key: SeriesKey,
    /// The canonical unit of `price`, such as `kg`.
    pub unit: String,
    /// The unit of `reported`.
    pub reported_unit: String,
    /// Day numbers (see [`super::day`]), rising.
    pub day: Vec<i32>,
    /// The figure as received, in its reported unit; NaN where none was given.
    pub reported: Vec<f64>,
    /// Rupiah per canonical unit; NaN where the status leaves it empty.
    pub price: Vec<f64>,
    /// What is known of each value.
    pub status: Vec<ObsStatus>,
    /// The lake version that set each row.
    pub version: Vec<i64>,
}

impl MarketSeries {
    /// A series that nothing is known of.
    #[must_use]
    pub fn of(key: SeriesKey) -> Self {
        Self {
            key,
            unit: String::new(),
            reported_unit: String::new(),
            day: Vec::new(),
            reported: Vec::new(),
            price: Vec::new(),
            status: Vec::new(),
            version: Vec::new(),
        }
    }

    /// The last day with a price.
    #[must_use]
    pub fn last_day(&self) -> Option<i32> {
        last_day(&self.day, &self.price)
    }

    /// The arithmetic mean of the prices from one day to another, both included;
    /// none without a price.
    #[must_use]
    pub fn mean(&self, from: i32, until: i32) -> Option<f64> {
        mean(&self.day, &self.price, from, until)
    }

    /// The first of the days that lead to the last with the same price.
    #[must_use]
    pub fn unchanged_since(&self) -> Option<i32> {
        let mut priced = self.day.iter().zip(&self.price).rev().filter(|(_, price)| price.is_finite());
        let (last, price) = priced.next()?;
        let same = priced.take_while(|(_, earlier)| earlier.to_bits() == price.to_bits());
        Some(same.last().map_or(*last, |(day, _)| *day))
    }
}

/// A commodity's price for a region from one source, as columns of equal
/// length, one row a survey day or a day that a market marked as not reported.
#[derive(Debug, Clone, PartialEq)]
pub struct CitySeries {
    /// Which series this is.
    pub key: CityKey,
    /// The canonical unit of `price`.
    pub unit: String,
    /// Day numbers, rising.
    pub day: Vec<i32>,
    /// Rupiah per canonical unit; NaN on a day without any report.
    pub price: Vec<f64>,
    /// How many markets reported on the day.
    pub markets: Vec<u32>,
    /// `A` where every market in the mean reported, `I` where at least one
    /// moves with the others, `O` where none reported.
    pub status: Vec<ObsStatus>,
    /// The latest lake version among the rows behind each value.
    pub version: Vec<i64>,
}

impl CitySeries {
    /// The arithmetic mean of the survey days from one day to another, both
    /// included; none without one.
    #[must_use]
    pub fn mean(&self, from: i32, until: i32) -> Option<f64> {
        mean(&self.day, &self.price, from, until)
    }

    /// The last survey day.
    #[must_use]
    pub fn last_day(&self) -> Option<i32> {
        last_day(&self.day, &self.price)
    }

    /// Days and prices of the survey days only: what detectors judge.
    #[must_use]
    pub fn survey_days(&self) -> (Vec<i32>, Vec<f64>) {
        self.survey_days_by(i32::MAX)
    }

    /// The same up to a day, that day included.
    #[must_use]
    pub fn survey_days_by(&self, on: i32) -> (Vec<i32>, Vec<f64>) {
        let known = self.day.partition_point(|day| *day <= on);
        self.day[..known]
            .iter()
            .zip(&self.price)
            .filter(|(_, price)| price.is_finite())
            .map(|(day, price)| (*day, *price))
            .unzip()
    }
}

/// The last day with a price.
fn last_day(days: &[i32], prices: &[f64]) -> Option<i32> {
    prices.iter().rposition(|price| price.is_finite()).map(|at| days[at])
}

/// The mean of the prices between two days; days rise.
fn mean(days: &[i32], prices: &[f64], from: i32, until: i32) -> Option<f64> {
    let within = days.partition_point(|day| *day < from)..days.partition_point(|day| *day <= until);
    let known = prices[within].iter().filter(|price| price.is_finite());
    let (sum, count) = known.fold((0.0, 0_u32), |(sum, count), price| (sum + price, count + 1));
    (count > 0).then(|| sum / f64::from(count))
}
