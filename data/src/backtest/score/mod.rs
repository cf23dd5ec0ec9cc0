//! How good warnings and outlook were.

mod bootstrap;
mod calls;
mod forecasts;

use super::Span;
use super::raised::Raised;
use super::seen::Seen;
use crate::model::score::{Figures, Score};
use crate::model::{CommodityId, WarningKind};
use crate::outlook::{Forecasts, HORIZONS, Panel};
use calls::Counts;
use forecasts::Spoken;
use std::collections::BTreeMap;

pub(super) fn score(seen: &[Seen], panel: &Panel, forecasts: &Forecasts, warnings: &[Raised], span: Span) -> Score {
    let counts = Counts::of(seen, panel, warnings, span);
    let spoken = Spoken::of(panel, forecasts, span);
    let figures = |commodity: Option<&CommodityId>| {
        let own = |other: &CommodityId| commodity.is_none_or(|commodity| commodity == other);
        let series = seen.iter().filter(|seen| own(&seen.key.commodity)).count();
        let years = counts.years(commodity);
        let mut others = BTreeMap::new();
        for kind in warnings.iter().filter(|warning| own(&warning.commodity)).map(|warning| warning.kind) {
            if years > 0.0 && !matches!(kind, WarningKind::Surge | WarningKind::Early) {
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
