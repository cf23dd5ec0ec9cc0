//! A chart: how it is asked for in an address, and what a page gets of it.
//!
//! [`View`] is the whole state of a chart. It is read from a query and written
//! as one, so that a link shows the same thing; what is not understood falls
//! back to the default and never fails.

mod measure;
mod span;
mod view;

pub use measure::{Measure, period_name};
pub use span::{Range, Span, Zoom};
pub use view::{Compared, MOST_COMPARED, View, decoded};

use super::intervention::page::Beside;
use super::{CommodityId, Frequency, PlaceCode, SourceId};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// A chart as inline SVG with what an island needs to find a point in it.
#[derive(Debug, Clone, PartialEq)]
pub struct Chart {
    /// The `<svg>` element with its own title and description.
    pub svg: String,
    /// What it shows, as a sentence that states the finding.
    pub title: String,
    /// Where its plot lies and what its axes span.
    pub scale: ChartScale,
}

/// The plot area in view-box units and the values at its edges. The y axis
/// rises upward, linearly or by the logarithm.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct ChartScale {
    /// View-box width.
    pub width: f64,
    /// View-box height.
    pub height: f64,
    /// Left edge of the plot.
    pub left: f64,
    /// Right edge of the plot.
    pub right: f64,
    /// Upper edge of the plot.
    pub top: f64,
    /// Lower edge of the plot.
    pub bottom: f64,
    /// Day number at the left edge.
    pub first_day: i32,
    /// Day number at the right edge.
    pub last_day: i32,
    /// The value at the lower edge.
    pub low: f64,
    /// The value at the upper edge.
    pub high: f64,
    /// Whether equal distances are equal ratios.
    pub log: bool,
}

/// The trend chart of a page with all that stands around it.
#[derive(Debug, Clone, PartialEq)]
pub struct TrendChart {
    /// The drawing.
    pub chart: Chart,
    /// What is priced.
    pub commodity: CommodityId,
    /// Where.
    pub place: PlaceCode,
    /// As it was asked for.
    pub view: View,
    /// What the values are: an index where units cannot be compared.
    pub measure: Measure,
    /// The month in whose rupiah real prices are; none without consumer prices.
    pub real: Option<NaiveDate>,
    /// The canonical unit of the first line.
    pub unit: String,
    /// The days that are asked for, as far as they are known.
    pub shown: (NaiveDate, NaiveDate),
    /// The first and last day that is known.
    pub known: (NaiveDate, NaiveDate),
    /// Where the zoom buttons lead.
    pub zoom: Zoom,
    /// What is drawn, the first line first.
    pub lines: Vec<TrendLine>,
    /// What it is compared with, by name.
    pub chosen: Vec<(Compared, String)>,
    /// What it could be compared with.
    pub choices: Choices,
    /// The interventions that are marked on it, by first day.
    pub acts: Vec<Beside>,
    /// The figures behind the drawing.
    pub table: Table,
    /// Where they come from, each source once.
    pub sources: Vec<SourceId>,
}

/// A line of a chart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TrendLine {
    /// Its name.
    pub name: String,
    /// The name of its colour in the drawing, such as `market-a`.
    pub role: String,
}

/// What a chart could be compared with, by name.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Choices {
    /// Other commodities in the same place.
    pub commodities: Vec<(Compared, String)>,
    /// The same commodity at markets.
    pub markets: Vec<(Compared, String)>,
    /// The same commodity in other regions.
    pub regions: Vec<(Compared, String)>,
}

/// What a chart draws, as figures.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Table {
    /// The name of each line.
    pub lines: Vec<String>,
    /// How often rows come: rarer than the drawing's where these were too many.
    pub pace: Option<Frequency>,
    /// A day, week or month by its first day, and each line's value.
    pub rows: Vec<(NaiveDate, Vec<Option<f64>>)>,
}
