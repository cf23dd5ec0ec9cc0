//! Stocks of staples: how much lies where, and for how many days it lasts.

use super::{CommodityId, PlaceCode};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// The stock of a commodity at a place on a day.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Stock {
    /// The day.
    pub date: NaiveDate,
    /// The commodity.
    pub commodity: CommodityId,
    /// The place.
    pub place: PlaceCode,
    /// What lies there, in the unit of `daily_need`.
    pub stock: f64,
    /// What the place needs in a day.
    pub daily_need: f64,
}

impl Stock {
    /// For how many days the stock lasts at this need; none where the need is
    /// not known or nothing.
    ///
    /// ```
    /// use lumbung_data::model::{CommodityId, PlaceCode, Stock};
    /// let stock = Stock {
    ///     date: chrono::NaiveDate::from_ymd_opt(2025, 2, 1).unwrap(),
    ///     commodity: CommodityId::parse("beras-medium").unwrap(),
    ///     place: PlaceCode::parse("3273").unwrap(),
    ///     stock: 4_500.0,
    ///     daily_need: 600.0,
    /// };
    /// assert_eq!(stock.days(), Some(7.5));
    /// ```
    #[must_use]
    pub fn days(&self) -> Option<f64> {
        (self.daily_need > 0.0).then(|| self.stock / self.daily_need)
    }
}
