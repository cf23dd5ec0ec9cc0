//! The catalogue: which series there are, how much is known of each, and what every
//! version changed.

use super::{CommodityId, Frequency, PlaceCode, PriceLevel, SourceId};
use chrono::{DateTime, NaiveDate, Utc};

/// A series, and how much is known of it.
#[derive(Debug, Clone, PartialEq)]
pub struct SeriesRow {
    /// What is priced.
    pub commodity: CommodityId,
    /// Its name.
    pub name: String,
    /// A region, which stands for its city price, or a market.
    pub place: PlaceCode,
    /// Its name.
    pub place_name: String,
    /// Who pays.
    pub level: PriceLevel,
    /// Whose figures.
    pub source: SourceId,
    /// How often it comes.
    pub frequency: Frequency,
    /// The canonical unit of its prices.
    pub unit: String,
    /// The first day with a price.
    pub first: NaiveDate,
    /// The last one.
    pub last: NaiveDate,
    /// How many days, weeks or months have a price.
    pub priced: u32,
    /// The share of working days, weeks or months between first and last that have one.
    pub coverage: f64,
    /// The version of its latest row.
    pub version: i64,
}

impl SeriesRow {
    /// Where it stands among the pages: `/data/{commodity}/{place}`, with whatever tells
    /// it from the others of its place left to the query.
    #[must_use]
    pub fn path(&self) -> String {
        format!("/data/{}/{}", self.commodity, self.place)
    }
}

/// A version of the data.
#[derive(Debug, Clone, PartialEq)]
pub struct Release {
    /// Its number.
    pub version: i64,
    /// When it was made.
    pub at: DateTime<Utc>,
    /// What made it.
    pub change: ReleaseChange,
}

/// What made a version.
#[derive(Debug, Clone, PartialEq)]
pub enum ReleaseChange {
    /// The beginning: an empty lake.
    Founding,
    /// A file or a fetch.
    Batch {
        /// Its name.
        file: String,
        /// Its format.
        format: String,
        /// Observations that are new.
        accepted: u64,
        /// Observations that changed.
        revised: u64,
        /// Observations in doubt.
        suspect: u64,
        /// Marks that nothing was reported.
        missing: u64,
    },
    /// A batch was taken back.
    Withdrawal {
        /// The version that the batch had made.
        batch: i64,
        /// Observations that went back to what was known before.
        restored: u64,
        /// Observations of which nothing is known any more.
        emptied: u64,
    },
    /// An officer decided about a value.
    Decision {
        /// Of which commodity.
        commodity: CommodityId,
        /// Where.
        place: PlaceCode,
        /// Of which day.
        day: NaiveDate,
        /// What: `accept`, `correct`, `reject`, or `undo` of the decision before.
        ruling: String,
    },
    /// Files were merged; nothing else changed.
    Compaction,
}

impl ReleaseChange {
    /// Its name in answers.
    #[must_use]
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::Founding => "founding",
            Self::Batch { .. } => "batch",
            Self::Withdrawal { .. } => "withdrawal",
            Self::Decision { .. } => "decision",
            Self::Compaction => "compaction",
        }
    }
}
