//! Figures that an office computes and publishes, beside the prices: they are
//! shown as they are and never mixed with what is computed here.

use super::PlaceCode;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::cmp::Ordering;

/// One release of BPS's price-change indicator (Indeks Perkembangan Harga,
/// IPH): how the food basket of a city or regency changed from the mean of the
/// month before to the mean of this month up to a week.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PriceIndicator {
    /// The city or regency.
    pub region: PlaceCode,
    /// The year.
    pub year: i32,
    /// The month, 1 to 12.
    pub month: u32,
    /// The week of the month, 1 to 5.
    pub week: u32,
    /// The change in per cent.
    pub change: f64,
    /// The commodities that contributed most, as the release names them.
    pub contributions: Vec<Contribution>,
    /// The commodity whose price varied most, as the release names it; none
    /// where it says that prices were stable.
    pub most_volatile: Option<String>,
    /// That commodity's coefficient of variation in the period.
    pub variation: Option<f64>,
}

/// A commodity's part in a change.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Contribution {
    /// The commodity as the release names it.
    pub commodity: String,
    /// Its part in percentage points.
    pub points: f64,
}

/// Where the yearly inflation of a city is to stay, in per cent.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct InflationTarget {
    /// Its lower bound.
    pub low: f64,
    /// Its upper bound.
    pub high: f64,
    /// Who set it, in Indonesian.
    pub basis: String,
}

impl InflationTarget {
    /// How an inflation lies to it: below, within or above.
    #[must_use]
    pub fn compare(&self, yearly: f64) -> Ordering {
        if yearly < self.low {
            Ordering::Less
        } else if yearly > self.high {
            Ordering::Greater
        } else {
            Ordering::Equal
        }
    }
}

/// BPS's inflation of a city in a month.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Inflation {
    /// The city or regency.
    pub region: PlaceCode,
    /// The first day of the month.
    pub month: NaiveDate,
    /// Against the same month of the year before (y-on-y), in per cent.
    pub yearly: Option<f64>,
    /// Against the month before (m-to-m), in per cent.
    pub monthly: Option<f64>,
    /// The consumer price index, of the base that its publisher uses.
    pub index: Option<f64>,
}
