//! Where a price may go within a horizon: a drift, how far it strays from it, and
//! how such strayings were spread.

use super::feature::{DRIFT, SPREAD, Values};
use super::panel::{Panel, Row};
use super::ridge::{Design, Linear, to_f64};
use crate::model::CommodityId;
use crate::quantile::{quantile, sorted};
use std::collections::BTreeMap;

/// The quantiles that are told.
pub(super) const SHARES: [f64; 3] = [0.1, 0.5, 0.9];
/// Changes beyond this many units say no more than this many.
const FURTHEST: f64 = 6.0;
const DRIFT_PENALTY: f64 = 3000.0;
const SPREAD_PENALTY: f64 = 100.0;
/// A straying of nothing still has a logarithm.
const LEAST_STRAY: f64 = 0.05;
/// So many rows of a commodity count as much as all others.
const OWN_WEIGHT: f64 = 1000.0;
/// Rows without which nothing is learnt.
const LEAST_ROWS: usize = 400;

/// Quantiles for one horizon, as learnt on a refit day.
#[derive(Debug, Clone)]
pub(super) struct Drift {
    middle: Linear,
    spread: Linear,
    all: [f64; 3],
    own: BTreeMap<CommodityId, [f64; 3]>,
}

/// What may become of one row's price: its change is `drift + spread · ε`, in units.
#[derive(Debug, Clone, Copy)]
pub(super) struct Outcome {
    drift: f64,
    spread: f64,
    /// The quantiles of ε.
    stray: [f64; 3],
}

impl Drift {
    /// Learns from rows and how their prices moved; none with too few.
    pub fn fit(panel: &Panel, rows: &[(&Row, f64)]) -> Option<Self> {
        if rows.len() < LEAST_ROWS {
            return None;
        }
        let values: Vec<&Values> = rows.iter().map(|(row, _)| &row.values).collect();
        let moved: Vec<f64> = rows.iter().map(|(_, moved)| moved.clamp(-FURTHEST, FURTHEST)).collect();
        let design = Design::standardised(&DRIFT, &values);
        let drift = design.least_squares(&moved, DRIFT_PENALTY);
        let left: Vec<f64> = moved.iter().zip(design.fitted(&drift)).map(|(moved, drift)| moved - drift).collect();
        let logs: Vec<f64> = left.iter().map(|left| (left.abs() + LEAST_STRAY).ln()).collect();
        let design = Design::standardised(&SPREAD, &values);
        let spread = design.least_squares(&logs, SPREAD_PENALTY);
        let strays: Vec<f64> = left.iter().zip(design.fitted(&spread)).map(|(left, log)| left / log.exp()).collect();

        let all = quantiles(strays.iter().copied());
        let mut by_commodity: BTreeMap<&CommodityId, Vec<f64>> = BTreeMap::new();
        for ((row, _), stray) in rows.iter().zip(&strays) {
            by_commodity.entry(&panel.courses[row.course].key.commodity).or_default().push(*stray);
        }
        let own = by_commodity.into_iter().map(|(commodity, strays)| {
            let count = to_f64(strays.len());
            let weight = count / (count + OWN_WEIGHT);
            let own = quantiles(strays);
            (commodity.clone(), std::array::from_fn(|at| (1.0 - weight) * all[at] + weight * own[at]))
        });
        let own = own.collect();
        Some(Self { middle: drift, spread, all, own })
    }

    pub fn of(&self, panel: &Panel, row: &Row) -> Outcome {
        let own = self.own.get(&panel.courses[row.course].key.commodity);
        Outcome {
            drift: self.middle.of(&row.values),
            spread: self.spread.of(&row.values).exp(),
            stray: *own.unwrap_or(&self.all),
        }
    }
}

fn quantiles(values: impl IntoIterator<Item = f64>) -> [f64; 3] {
    let values = sorted(values);
    SHARES.map(|share| quantile(&values, share))
}

impl Outcome {
    /// How far a change lies from the median, in parts of the way to the quantile on
    /// its side.
    pub fn reach(&self, moved: f64) -> f64 {
        let [low, middle, high] = self.widened(1.0);
        if moved > middle { (moved - middle) / (high - middle) } else { (middle - moved) / (middle - low) }
    }

    /// The quantiles of the change, in units, both arms this much longer.
    pub fn widened(&self, factor: f64) -> [f64; 3] {
        let middle = self.stray[1];
        self.stray.map(|stray| self.drift + self.spread * (middle + (stray - middle) * factor))
    }
}
