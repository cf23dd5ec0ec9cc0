//! The basket as the board shows it: the house's own index, which is no figure of
//! BPS.

use super::SourceId;
use chrono::NaiveDate;

/// What the watched commodities did together.
#[derive(Debug, Clone, PartialEq)]
pub struct BasketBlock {
    /// The last survey day.
    pub until: NaiveDate,
    /// How many commodities the basket has.
    pub commodities: usize,
    /// How many commodities a comparison wants.
    pub least: usize,
    /// Where the prices come from.
    pub sources: Vec<SourceId>,
    /// Who publishes the weights; empty where every commodity counts the same.
    pub weights_from: Vec<String>,
    /// The month to date against the month before.
    pub month: BasketRow,
    /// The last week against the one before.
    pub week: BasketRow,
    /// Its level over the last year; none with fewer than two weeks.
    pub line: Option<BasketLine>,
}

/// One comparison of the basket.
#[derive(Debug, Clone, PartialEq)]
pub struct BasketRow {
    /// How many commodities could be compared.
    pub matched: usize,
    /// The change; none where they were too few.
    pub change: Option<BasketChange>,
}

/// A change of the basket and what made it.
#[derive(Debug, Clone, PartialEq)]
pub struct BasketChange {
    /// The first day of the earlier period.
    pub against: NaiveDate,
    /// The first day of the later period.
    pub from: NaiveDate,
    /// The change as a share.
    pub share: f64,
    /// The share of the basket's weights that was compared.
    pub covered: f64,
    /// Names of the commodities that pulled it up most, with their parts.
    pub up: Vec<(String, f64)>,
    /// Names of the commodities that pulled it down most, with their parts.
    pub down: Vec<(String, f64)>,
    /// The part of all others: with those above it makes up the change.
    pub rest: f64,
}

/// The basket's level week by week.
#[derive(Debug, Clone, PartialEq)]
pub struct BasketLine {
    /// The Monday of the week whose level is 100.
    pub base: NaiveDate,
    /// The level of the last week.
    pub level: f64,
    /// The line as inline SVG.
    pub sparkline: String,
}
