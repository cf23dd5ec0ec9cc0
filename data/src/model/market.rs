//! The page of a market: everything it reports, and where it stands against the others.

use super::page::{Change, Standing};
use super::quality::Doubt;
use super::region::Named;
use super::reporting::PlaceCalendar;
use super::{PlaceCode, PriceLevel, SourceId, WarningLevel};
use chrono::NaiveDate;

/// `/pasar/{region}/{market}`.
#[derive(Debug, Clone, PartialEq)]
pub struct MarketPage {
    /// What every page says.
    pub standing: Standing,
    /// The market.
    pub place: PlaceCode,
    /// Its name.
    pub name: String,
    /// The name of the region that it lies in.
    pub region: String,
    /// Whether it mostly sells to dealers.
    pub wholesale: bool,
    /// Each commodity that it reports: flagged ones first, then the dearest against the city.
    pub rows: Vec<MarketLine>,
    /// Its latest suspect values, newest first.
    pub doubts: Vec<Doubt>,
    /// How many of them wait for a decision.
    pub waiting: usize,
    /// Its calendar of reports, one a source.
    pub calendars: Vec<OwnCalendar>,
}

/// A market's own calendar for one source.
#[derive(Debug, Clone, PartialEq)]
pub struct OwnCalendar {
    /// Which source.
    pub source: SourceId,
    /// The first day, a Monday.
    pub from: NaiveDate,
    /// The last day with a report of this source.
    pub until: NaiveDate,
    /// The days.
    pub place: PlaceCalendar,
}

/// One commodity at a market.
#[derive(Debug, Clone, PartialEq)]
pub struct MarketLine {
    /// The commodity.
    pub commodity: Named,
    /// The unit of the price.
    pub unit: String,
    /// Who says so.
    pub source: SourceId,
    /// Who pays.
    pub level: PriceLevel,
    /// The last day with a price.
    pub date: NaiveDate,
    /// That price.
    pub price: f64,
    /// Whether that day is too long ago to be compared with the others.
    pub old: bool,
    /// Against a week earlier.
    pub week: Option<Change>,
    /// Against a month earlier.
    pub month: Option<Change>,
    /// Since when it has reported this same figure.
    pub unchanged_since: NaiveDate,
    /// The city's price on the same day, of the same source and level; none where the
    /// market alone makes it.
    pub city: Option<f64>,
    /// Its place among the markets that report, 1 the dearest, of how many; none alone.
    pub rank: Option<(usize, usize)>,
    /// The last three months as inline SVG.
    pub sparkline: Option<String>,
    /// It and the other markets on one scale as inline SVG.
    pub strip: Option<String>,
    /// The level of a warning that this market's own price takes part in.
    pub warning: Option<WarningLevel>,
}

/// Further from the city price than this is above or below it: less rounds to nothing.
pub const GAP: f64 = 0.0005;

impl MarketLine {
    /// How far it stands above the city price, as a share; none where that does not compare.
    #[must_use]
    pub fn gap(&self) -> Option<f64> {
        Some(self.price / self.city? - 1.0)
    }
}
