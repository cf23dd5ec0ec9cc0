//! The chance that a surge sets in within a horizon.
//!
//! Three logits: one for days without a surge over all commodities, one on top of
//! it by feast for each commodity, one for days on which a surge waits or runs.

use super::feature::{BUSY, FEASTS, FREE, Values};
use super::panel::{Panel, Row};
use super::ridge::{Design, Extra, Linear, to_f64};
use crate::model::CommodityId;
use crate::watch::Phase;
use std::collections::BTreeMap;

/// Penalties, for all rows.
const FREE_PENALTY: f64 = 1000.0;
const FEAST_PENALTY: f64 = 200.0;
const BUSY_PENALTY: f64 = 300.0;
/// Days before a surge that a commodity must have for feasts of its own.
const LEAST_SURGES: f64 = 20.0;
/// Days of each kind without which nothing is learnt.
const LEAST_ROWS: usize = 400;
const LEAST_BEFORE_SURGES: usize = 30;

/// Chances for one horizon, as learnt on a refit day.
#[derive(Debug, Clone)]
pub(super) struct Chance {
    free: Linear,
    feasts: BTreeMap<CommodityId, Extra>,
    /// None with too few such days.
    busy: Option<Linear>,
    /// The share of days while a surge waits or runs before another sets in.
    busy_share: f64,
}

impl Chance {
    /// Learns from rows and what came of them; none with too little to learn from.
    pub fn fit(panel: &Panel, rows: &[(&Row, bool)]) -> Option<Self> {
        let (free, busy): (Vec<_>, Vec<_>) = rows.iter().copied().partition(|(row, _)| row.phase == Phase::Calm);
        if free.len() < LEAST_ROWS || free.iter().filter(|(_, surged)| *surged).count() < LEAST_BEFORE_SURGES {
            return None;
        }
        let (values, surged) = split(&free);
        let design = Design::standardised(&FREE, &values);
        let all = design.logit(&surged, FREE_PENALTY);
        let said = design.fitted(&all);

        let mut by_commodity: BTreeMap<&CommodityId, Vec<usize>> = BTreeMap::new();
        for (at, (row, _)) in free.iter().enumerate() {
            by_commodity.entry(&panel.courses[row.course].key.commodity).or_default().push(at);
        }
        let feasts = by_commodity.into_iter().filter_map(|(commodity, places)| {
            let surged: Vec<bool> = places.iter().map(|at| surged[*at]).collect();
            let count = to_f64(surged.iter().filter(|surged| **surged).count());
            (count >= LEAST_SURGES).then(|| {
                let values: Vec<&Values> = places.iter().map(|at| values[*at]).collect();
                let said: Vec<f64> = places.iter().map(|at| said[*at]).collect();
                (commodity.clone(), Extra::fit(&FEASTS, &values, &surged, &said, FEAST_PENALTY))
            })
        });
        let feasts = feasts.collect();

        let (values, surged) = split(&busy);
        let count = surged.iter().filter(|surged| **surged).count();
        let learnt = count > 0 && busy.len() >= LEAST_BEFORE_SURGES;
        let busy = learnt.then(|| Design::standardised(&BUSY, &values).logit(&surged, BUSY_PENALTY));
        let busy_share = to_f64(count) / to_f64(surged.len().max(1));
        Some(Self { free: all, feasts, busy, busy_share })
    }

    /// The log odds on a row.
    pub fn logit(&self, panel: &Panel, row: &Row) -> f64 {
        if row.phase == Phase::Calm {
            let feasts = self.feasts.get(&panel.courses[row.course].key.commodity);
            return self.free.of(&row.values) + feasts.map_or(0.0, |feasts| feasts.of(&row.values));
        }
        let share = self.busy_share.clamp(1e-4, 1.0 - 1e-4);
        self.busy.as_ref().map_or_else(|| (share / (1.0 - share)).ln(), |busy| busy.of(&row.values))
    }
}

fn split<'a>(rows: &[(&'a Row, bool)]) -> (Vec<&'a Values>, Vec<bool>) {
    rows.iter().map(|(row, surged)| (&row.values, *surged)).unzip()
}
