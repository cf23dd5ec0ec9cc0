//! The outlook and the early warnings of a walk.

use super::raised::Raised;
use crate::model::{CommodityId, PlaceCode, WarningKind, WarningLevel};
use crate::outlook::{Forecast, Forecasts, Levels, Panel};

/// What was said of one survey day.
#[derive(Debug, Clone, PartialEq)]
pub struct Told {
    /// Of what.
    pub commodity: CommodityId,
    /// Where.
    pub place: PlaceCode,
    /// On which day it was said.
    pub day: i32,
    /// For each of the [`HORIZONS`](crate::outlook::HORIZONS).
    pub forecasts: [Forecast; 3],
}

pub(super) fn told(panel: &Panel, forecasts: &Forecasts, from: i32) -> Vec<Told> {
    let days = forecasts.days(panel).filter(|(_, day, _)| *day >= from);
    days.map(|(key, day, forecasts)| Told {
        commodity: key.commodity.clone(),
        place: key.region.clone(),
        day,
        forecasts,
    })
    .collect()
}

pub(super) fn early(panel: &Panel, forecasts: &Forecasts, levels: &Levels) -> Vec<Raised> {
    let found = panel.keys().enumerate().flat_map(|(course, key)| {
        levels.early(panel, forecasts, course).into_iter().map(|episode| Raised {
            commodity: key.commodity.clone(),
            place: key.region.clone(),
            price_level: key.level,
            kind: WarningKind::Early,
            raised_on: episode.since,
            cleared_on: episode.cleared,
            level: WarningLevel::Waspada,
        })
    });
    found.collect()
}
