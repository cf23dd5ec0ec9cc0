//! The catalogue: which series there are, how much is known of each, and what every
//! version changed.

use super::chart::TrendChart;
use super::page::Standing;
use super::reporting::RevisionRow;
use super::{CommodityId, Frequency, ObsStatus, PlaceCode, PriceLevel, SourceId};
use chrono::{DateTime, NaiveDate, Utc};
use std::collections::BTreeMap;
use std::sync::Arc;

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

    /// Where its figures are in a format, `csv` or another: the address names its level and
    /// source, so that it stays what it is.
    #[must_use]
    pub fn file(&self, format: &str) -> String {
        let Self { commodity, place, level, source, .. } = self;
        format!("/api/v1/series/{commodity}/{place}.{format}?level={level}&source={source}")
    }

    /// Where its vintages are in a format.
    #[must_use]
    pub fn vintages(&self, format: &str) -> String {
        let Self { commodity, place, level, source, .. } = self;
        format!("/api/v1/vintages/{commodity}/{place}.{format}?level={level}&source={source}")
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

/// What a list of series is cut to.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct SeriesFilter {
    /// Of this commodity.
    pub commodity: Option<CommodityId>,
    /// Of this market, or of this region and its markets.
    pub place: Option<PlaceCode>,
    /// Of this price level.
    pub level: Option<PriceLevel>,
    /// From this source.
    pub source: Option<SourceId>,
    /// Of which at least this share is known.
    pub coverage: Option<f64>,
}

impl SeriesFilter {
    /// Whether a series is asked for.
    #[must_use]
    pub fn takes(&self, row: &SeriesRow) -> bool {
        self.commodity.as_ref().is_none_or(|id| *id == row.commodity)
            && self.place.as_ref().is_none_or(|place| *place == row.place || *place == row.place.region())
            && self.level.is_none_or(|level| level == row.level)
            && self.source.as_ref().is_none_or(|source| *source == row.source)
            && self.coverage.is_none_or(|least| row.coverage >= least)
    }
}

/// The page on which series are found.
#[derive(Debug, Clone)]
pub struct CataloguePage {
    /// What the page says of its data.
    pub standing: Standing,
    /// Every series that there is.
    pub series: Arc<Vec<SeriesRow>>,
}

/// The page of one series.
#[derive(Debug, Clone)]
pub struct SeriesPage {
    /// What the page says of its data.
    pub standing: Standing,
    /// Which series, and how much is known of it.
    pub row: SeriesRow,
    /// The other levels and sources of the same commodity and place.
    pub others: Vec<SeriesRow>,
    /// Its commodity's class in COICOP 2018.
    pub coicop: String,
    /// How many markets are behind a city price; none of a market.
    pub markets: Option<usize>,
    /// Its chart, where it is the series that pages show.
    pub chart: Option<TrendChart>,
    /// How much of each year is known, the latest first.
    pub years: Vec<YearCoverage>,
    /// How many rows have each status.
    pub statuses: Vec<(ObsStatus, u32)>,
    /// Its latest revisions, newest first.
    pub revisions: Vec<RevisionRow>,
    /// When the version of its latest row was made.
    pub updated: Option<DateTime<Utc>>,
    /// The next day of which its source owes a price; none where it owes nothing.
    pub next: Option<NextReport>,
    /// When the version that is shown was made.
    pub made: Option<DateTime<Utc>>,
    /// Today, where the city is.
    pub today: NaiveDate,
}

/// What is expected next of a series.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NextReport {
    /// The day, or the first day of the month, of which a price is owed.
    pub of: NaiveDate,
    /// When it is expected.
    pub due: DateTime<Utc>,
    /// Whether it should have been there, its grace counted.
    pub is_late: bool,
}

/// The keys of a query that tell a series from the others of its place: level and source.
pub const SERIES: [&str; 2] = ["tingkat", "sumber"];
/// The key of a query that asks for the triangle of vintages.
pub const VINTAGES: &str = "vintase";

/// The latest vintages of a series: what was known of a day at a version.
#[derive(Debug, Clone, PartialEq)]
pub struct Triangle {
    /// The versions that changed the series, rising, each with when it was made.
    pub versions: Vec<(i64, Option<DateTime<Utc>>)>,
    /// Days, the latest first.
    pub rows: Vec<TriangleRow>,
}

/// What was known of a day.
#[derive(Debug, Clone, PartialEq)]
pub struct TriangleRow {
    /// The day.
    pub date: NaiveDate,
    /// Of each version the price, rupiah per unit: none where nothing was known of the day,
    /// and none in that where it was known to have no price.
    pub prices: Vec<Option<Option<f64>>>,
}

/// How much of a year is known of a series.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct YearCoverage {
    /// The year.
    pub year: i32,
    /// Days, weeks or months with a price.
    pub priced: u32,
    /// The share of working days, weeks or months that have one, between the first and the
    /// last of the series.
    pub coverage: f64,
}

/// The history of versions.
#[derive(Debug, Clone)]
pub struct ReleasesPage {
    /// What the page says of its data.
    pub standing: Standing,
    /// A stretch of it, the latest first.
    pub releases: Vec<Release>,
    /// What the commodities and places of its decisions are called.
    pub names: BTreeMap<String, String>,
    /// The version before which there are more; none at the end.
    pub next: Option<i64>,
}

/// The description of the API, as its page tells it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ApiPage {
    /// What can be asked, in the order of the description.
    pub operations: Vec<ApiOperation>,
}

/// One thing that can be asked of the API.
#[derive(Debug, Clone, PartialEq)]
pub struct ApiOperation {
    /// `GET` or `POST`.
    pub method: &'static str,
    /// The address, with its parts that vary in braces.
    pub path: String,
    /// Its name, in English.
    pub summary: String,
    /// What it gives, in English.
    pub description: String,
    /// What can be said with it.
    pub parameters: Vec<ApiParameter>,
    /// The media types of its answer.
    pub formats: Vec<String>,
}

/// One part of a question.
#[derive(Debug, Clone, PartialEq)]
pub struct ApiParameter {
    /// Its name.
    pub name: String,
    /// Whether it is part of the address; else of the query.
    pub in_path: bool,
    /// What it means, in English.
    pub description: String,
    /// The values that there are, where they are few.
    pub values: Vec<String>,
    /// A value as it may be written.
    pub example: Option<String>,
}
