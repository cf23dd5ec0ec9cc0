//! Who reported on which day, and which values changed later.

use super::{CommodityId, PlaceCode, PriceLevel, SourceId};
use chrono::NaiveDate;

/// The calendars of all sources, and what was revised of late.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Reporting {
    /// One a source that reports by the day.
    pub calendars: Vec<SourceCalendar>,
    /// The latest revisions, newest first.
    pub revisions: Vec<RevisionRow>,
}

/// The last weeks of one source.
#[derive(Debug, Clone, PartialEq)]
pub struct SourceCalendar {
    /// Which one.
    pub source: SourceId,
    /// The first day, a Monday.
    pub from: NaiveDate,
    /// The last day with a report of this source.
    pub until: NaiveDate,
    /// Its places, those with the most gaps first.
    pub places: Vec<PlaceCalendar>,
}

/// What a place reported to one source at one level, day by day.
#[derive(Debug, Clone, PartialEq)]
pub struct PlaceCalendar {
    /// Where.
    pub place: PlaceCode,
    /// Its name.
    pub name: String,
    /// Who pays.
    pub level: PriceLevel,
    /// Each day from the calendar's first to its last.
    pub days: Vec<DayReport>,
    /// The first day of the silence that lasts to the end; none while it
    /// reports.
    pub silent_since: Option<NaiveDate>,
}

/// What was reported on a day of what was expected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DayReport {
    /// Nothing was expected: a weekend, a holiday, a day without a survey.
    Free,
    /// So many prices of so many.
    Expected {
        /// Prices that were reported.
        did: u32,
        /// Prices that this place reports otherwise.
        could: u32,
    },
}

impl DayReport {
    /// Whether a report was expected.
    #[must_use]
    pub fn is_expected(self) -> bool {
        self != Self::Free
    }

    /// Whether everything that was expected was reported.
    #[must_use]
    pub fn is_whole(self) -> bool {
        matches!(self, Self::Expected { did, could } if did >= could && did > 0)
    }

    /// Whether a report was expected and nothing came.
    #[must_use]
    pub fn is_silent(self) -> bool {
        matches!(self, Self::Expected { did: 0, .. })
    }
}

/// A value that a later batch changed.
#[derive(Debug, Clone, PartialEq)]
pub struct RevisionRow {
    /// Its day.
    pub date: NaiveDate,
    /// The commodity.
    pub commodity: CommodityId,
    /// The commodity's name.
    pub name: String,
    /// The place's name.
    pub place: String,
    /// Who says so.
    pub source: SourceId,
    /// The unit of both figures.
    pub unit: String,
    /// The figure before, as received.
    pub before: f64,
    /// The figure since, as received; none where it was taken back.
    pub after: Option<f64>,
    /// The version that changed it.
    pub version: i64,
    /// The file that did; none for a withdrawal.
    pub file: Option<String>,
}
