//! Warnings: what the watch raises, with level, state, evidence and a reason
//! in one sentence.

use super::{CommodityId, PlaceCode, PriceLevel, SourceId};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::cmp::Ordering;

/// Which detector speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum WarningKind {
    /// The price stands far above the median of the four weeks before.
    Surge,
}

/// How grave it is, rising.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum WarningLevel {
    /// Seen, not yet confirmed.
    Waspada,
    /// Confirmed.
    Siaga,
    /// Confirmed, above a year's median and above the reference.
    Awas,
}

impl ReferenceBound {
    /// Where a price stands against the bound.
    #[must_use]
    pub fn compare(&self, price: f64) -> Ordering {
        compare_prices(price, self.high)
    }
}

/// Compares two prices; those within [`ROUNDING`] of each other are equal, so
/// that a price at a bound stands on it.
#[must_use]
pub fn compare_prices(price: f64, bound: f64) -> Ordering {
    if (price - bound).abs() <= bound.abs() * ROUNDING { Ordering::Equal } else { price.total_cmp(&bound) }
}

/// The share within which two prices are one: means of logs are not exact to
/// the last bit.
pub const ROUNDING: f64 = 1e-9;

impl WarningLevel {
    /// The level's word, the same in both languages.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Waspada => "Waspada",
            Self::Siaga => "Siaga",
            Self::Awas => "Awas",
        }
    }

    /// The level as it stands in files and class names.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Waspada => "waspada",
            Self::Siaga => "siaga",
            Self::Awas => "awas",
        }
    }
}

/// Where in its life a warning is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum WarningState {
    /// Raised, waiting for confirmation.
    Pending,
    /// Confirmed and running.
    Firing,
}

/// The upper bound of the reference price in force.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ReferenceBound {
    /// `HET` or `HAP`.
    pub kind: String,
    /// Rupiah per canonical unit.
    pub high: f64,
}

/// The figures that a warning rests on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Evidence {
    /// The survey day whose price is judged.
    pub date: NaiveDate,
    /// The city price on that day, rupiah per unit.
    pub price: f64,
    /// The canonical unit.
    pub unit: String,
    /// The median of the four weeks before the onset, rupiah per unit.
    pub baseline: f64,
    /// `price / baseline - 1`.
    pub rise: f64,
    /// The threshold θ.
    pub theta: f64,
    /// Survey days at or above the threshold since the onset.
    pub exceeding: u32,
    /// The highest price since the onset.
    pub peak: f64,
    /// The survey day of that price.
    pub peak_day: NaiveDate,
    /// The median of the 365 days before `date`, where there are any.
    pub year_median: Option<f64>,
    /// The reference in force on `date`, where there is one.
    pub reference: Option<ReferenceBound>,
}

/// A warning in force.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Warning {
    /// Which detector raised it.
    pub kind: WarningKind,
    /// How grave it is.
    pub level: WarningLevel,
    /// Where in its life it is.
    pub state: WarningState,
    /// What it is about.
    pub commodity: CommodityId,
    /// The commodity's name in the language of the reason.
    pub commodity_name: String,
    /// Where.
    pub place: PlaceCode,
    /// The place's name.
    pub place_name: String,
    /// Who pays.
    pub price_level: PriceLevel,
    /// Whose figures.
    pub source: SourceId,
    /// The first exceeding survey day.
    pub onset: NaiveDate,
    /// The day whose data made it what it is: that confirmed it while it is
    /// firing, that first showed it while it is pending.
    pub raised_on: NaiveDate,
    /// The day whose data confirmed it.
    pub confirmed_on: Option<NaiveDate>,
    /// The day that was judged.
    pub on: NaiveDate,
    /// The lake version that was judged.
    pub version: i64,
    /// The figures behind it.
    pub evidence: Evidence,
    /// One sentence: what, where, since when, against what.
    pub reason: String,
}
