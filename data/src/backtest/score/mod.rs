//! How good warnings and outlook were.

mod bootstrap;
mod calls;
mod forecasts;

pub use bootstrap::Measured;
pub use calls::Calls;
pub use forecasts::{Chances, Prices};

use super::Span;
use super::raised::Raised;
use super::seen::Seen;
use crate::model::{CommodityId, WarningKind};
use crate::outlook::{Forecasts, HORIZONS, Panel};
use calls::Counts;
use forecasts::Spoken;
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
    /// its confirmation, wrong if raised outside of one; days before its peak.
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

pub(super) fn score(seen: &[Seen], panel: &Panel, forecasts: &Forecasts, warnings: &[Raised], span: Span) -> Score {
    let counts = Counts::of(seen, panel, warnings, span);
    let spoken = Spoken::of(panel, forecasts, span);
    let figures = |commodity: Option<&CommodityId>| {
        let own = |other: &CommodityId| commodity.is_none_or(|commodity| commodity == other);
        let series = seen.iter().filter(|seen| own(&seen.key.commodity)).count();
        let years = counts.years(commodity);
        let mut others = BTreeMap::new();
        for kind in warnings.iter().filter(|warning| own(&warning.commodity)).map(|warning| warning.kind) {
            if !matches!(kind, WarningKind::Surge | WarningKind::Early) {
                *others.entry(kind.as_str()).or_insert(0.0) += 1.0 / years;
            }
        }
        let horizons = || HORIZONS.into_iter().enumerate();
        Figures {
            series,
            series_years: years,
            surges: counts.surges(commodity),
            surge: counts.surge.calls(commodity, &counts.days),
            early: counts.early.calls(commodity, &counts.days),
            others,
            chances: horizons().filter_map(|(at, days)| Some((days, spoken.chances(commodity, at)?))).collect(),
            prices: horizons().filter_map(|(at, days)| Some((days, spoken.prices(commodity, at)?))).collect(),
        }
    };
    let mut commodities: Vec<&CommodityId> = seen.iter().map(|seen| &seen.key.commodity).collect();
    commodities.sort_unstable();
    commodities.dedup();
    let commodities = commodities.into_iter().map(|commodity| (commodity.clone(), figures(Some(commodity))));
    let commodities = commodities.filter(|(_, figures)| figures.surges > 0).collect();
    Score { all: figures(None), commodities }
}
