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
    /// A surge is likely to set in within two weeks.
    Early,
    /// It rises so slowly that no four weeks show it.
    Creep,
    /// A supplying region's price surges.
    Supply,
    /// One market stands far above the city's others.
    Spread,
    /// It stands above its reference. This informs and calls for nothing.
    Reference,
    /// No price is reported though one should be.
    NoData,
}

impl WarningKind {
    /// All of them.
    pub const ALL: [Self; 7] =
        [Self::Surge, Self::Early, Self::Creep, Self::Supply, Self::Spread, Self::Reference, Self::NoData];

    /// The one of that name.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text)
    }

    /// Its name in files and answers.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Surge => "surge",
            Self::Early => "early",
            Self::Creep => "creep",
            Self::Supply => "supply",
            Self::Spread => "spread",
            Self::Reference => "reference",
            Self::NoData => "no-data",
        }
    }

    /// Whether it says that a price wants attention; the others inform.
    #[must_use]
    pub fn alarms(self) -> bool {
        matches!(self, Self::Surge | Self::Early | Self::Creep | Self::Supply | Self::Spread)
    }
}

/// How grave it is, rising.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum WarningLevel {
    /// Seen and not yet confirmed; or a rise out of a slump, a slow one, of one
    /// market, or of a region that supplies the city.
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
    /// All of them, rising.
    pub const ALL: [Self; 3] = [Self::Waspada, Self::Siaga, Self::Awas];

    /// The one of that name.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.as_str() == text)
    }

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
#[serde(rename_all = "kebab-case")]
pub enum WarningState {
    /// Raised, waiting for confirmation.
    Pending,
    /// Confirmed and running.
    Firing,
    /// It no longer holds, but not for long enough to be over.
    Recovering,
    /// Nothing is known.
    NoData,
}

/// The upper bound of the reference price in force.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ReferenceBound {
    /// `HET` or `HAP`.
    pub kind: String,
    /// Rupiah per canonical unit.
    pub high: f64,
}

/// What is expected, where that is what a warning rests on.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Expected {
    /// The chance that a surge sets in.
    pub chance: f64,
    /// Within so many days.
    pub days: u32,
    /// The chance from which on a warning is raised.
    pub level: f64,
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
    /// What the price is measured against, rupiah per unit: of a surge the median
    /// of the four weeks before the onset, of an early warning that of the last four
    /// weeks, of creep the price 13 weeks before, of supply the region's own median of
    /// the four weeks before its onset, of a spread the median of the other markets, of a reference its upper bound,
    /// without data the last price itself.
    pub baseline: f64,
    /// `price / baseline - 1`.
    pub rise: f64,
    /// The threshold θ.
    pub theta: f64,
    /// Survey days since the onset; of a surge those at or above the threshold.
    pub exceeding: u32,
    /// The highest price since the onset.
    pub peak: f64,
    /// The survey day of that price.
    pub peak_day: NaiveDate,
    /// The median of the 365 days before `date`, where there are any.
    pub year_median: Option<f64>,
    /// The reference in force on `date`, where there is one.
    pub reference: Option<ReferenceBound>,
    /// What an early warning expects.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expected: Option<Expected>,
}

/// What followed earlier warnings of the same kind for the same commodity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// Earlier warnings of which four weeks are known.
    pub similar: u32,
    /// Those after which the price went on rising within these four weeks, by at
    /// least a quarter of the threshold.
    pub rose: u32,
    /// The median of the days to the highest price within 60 days; none while no
    /// 60 days are known.
    pub days_to_peak: Option<u32>,
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
    /// What usually followed; none where too few earlier ones are known.
    pub record: Option<Record>,
    /// One sentence: what, where, since when, against what.
    pub reason: String,
}
