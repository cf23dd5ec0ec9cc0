//! How good warnings and outlook would have been: what a walk through the past
//! counts. METHODS.md has the rules.

use super::CommodityId;
use serde::Serialize;
use std::collections::BTreeMap;

/// How good warnings and outlook were, over all and by commodity.
#[derive(Debug, Clone, Serialize)]
pub struct Score {
    /// Everything together.
    pub all: Figures,
    /// Each commodity of which there were surges.
    pub commodities: BTreeMap<CommodityId, Figures>,
}

/// The figures of some series.
#[derive(Debug, Clone, Serialize)]
pub struct Figures {
    /// City prices that were walked over.
    pub series: usize,
    /// Their years.
    pub series_years: f64,
    /// Confirmed surges that set in within the span.
    pub surges: usize,
    /// Warnings of a surge against these surges: found if raised from its onset to
    /// its confirmation, wrong if it stood in none; days before its peak.
    pub surge: Calls,
    /// Early warnings: found if raised 28 to 7 days before the onset, wrong if none
    /// follows within 28 days; days before the onset.
    pub early: Calls,
    /// Warnings of the other kinds, a series and year.
    pub others: BTreeMap<&'static str, f64>,
    /// The chances of a surge, by horizon in days.
    pub chances: BTreeMap<i32, Chances>,
    /// The quantiles of the price, by horizon in days.
    pub prices: BTreeMap<i32, Prices>,
}

/// Warnings of one kind against the surges that came.
#[derive(Debug, Clone, Serialize)]
pub struct Calls {
    /// Warnings that were raised.
    pub raised: usize,
    /// The share of surges that were found; none without surges.
    pub found: Option<Measured>,
    /// Wrong warnings a series and year.
    pub wrong: Option<Measured>,
    /// The median of the days that the found ones were ahead.
    pub ahead: Option<f64>,
}

/// Chances of a surge against what came, on days on which none waited or ran.
#[derive(Debug, Clone, Serialize)]
pub struct Chances {
    /// Days.
    pub days: usize,
    /// The share of them that a surge followed.
    pub base: f64,
    /// Average precision; `base` is what guessing gives.
    pub precision: Option<Measured>,
    /// Brier skill over `base`.
    pub skill: Option<Measured>,
}

/// Quantiles of the price against what came, on all days.
#[derive(Debug, Clone, Serialize)]
pub struct Prices {
    /// Days.
    pub days: usize,
    /// Pinball skill over the quantiles of the series' own past changes.
    pub skill: Option<Measured>,
    /// The share of prices between the 10 and the 90 % quantile.
    pub covered: Option<Measured>,
    /// The share below.
    pub below: f64,
    /// The share above.
    pub above: f64,
}

/// A figure with its 90 % interval.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Measured {
    /// The figure.
    pub value: f64,
    /// The lower end of its interval.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}
