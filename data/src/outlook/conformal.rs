//! Intervals that cover what they say: the factor by which past ones, as they were
//! given then, were too narrow or too wide.
//!
//! Split conformal prediction (Vovk, Gammerman and Shafer, 2005) over a rolling
//! window, pooled and by commodity.

use super::ridge::to_f64;
use crate::model::CommodityId;
use crate::quantile::{quantile, sorted};
use std::collections::BTreeMap;

/// What the interval from the 10 % to the 90 % quantile should cover.
const COVER: f64 = 0.8;
/// The calendar days of which forecasts are looked at.
pub(super) const WINDOW: i32 = 730;
/// Forecasts without which nothing is changed.
const LEAST: usize = 300;
/// So many forecasts of a commodity count as much as all others.
const OWN_WEIGHT: f64 = 2000.0;
/// No factor is outside of these.
const NARROWEST: f64 = 0.8;
const WIDEST: f64 = 1.6;

/// The factors on a refit day.
#[derive(Debug, Clone)]
pub(super) struct Factors {
    all: f64,
    own: BTreeMap<CommodityId, f64>,
}

impl Factors {
    /// From how far past changes lay, in parts of the way to the quantile on their
    /// side.
    pub fn of(reached: &BTreeMap<&CommodityId, Vec<f64>>) -> Self {
        let every = sorted(reached.values().flatten().copied());
        if every.len() < LEAST {
            return Self { all: 1.0, own: BTreeMap::new() };
        }
        let all = quantile(&every, COVER).clamp(NARROWEST, WIDEST);
        let own = reached.iter().map(|(commodity, reached)| {
            let count = to_f64(reached.len());
            let weight = count / (count + OWN_WEIGHT);
            let own = (1.0 - weight) * all + weight * quantile(&sorted(reached.iter().copied()), COVER);
            ((*commodity).clone(), own.clamp(NARROWEST, WIDEST))
        });
        Self { all, own: own.collect() }
    }

    pub fn factor(&self, commodity: &CommodityId) -> f64 {
        self.own.get(commodity).copied().unwrap_or(self.all)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn intervals_that_were_too_narrow_become_wider_and_few_change_nothing() {
        let commodity = CommodityId::parse("bawang-merah").unwrap();
        let reached = |count: u32| (0..count).map(|at| f64::from(at) / f64::from(count) * 1.5).collect::<Vec<_>>();
        let wider = Factors::of(&BTreeMap::from([(&commodity, reached(1000))]));
        assert!((wider.factor(&commodity) - 1.2).abs() < 0.01);
        let few = Factors::of(&BTreeMap::from([(&commodity, reached(100))]));
        assert!((few.factor(&commodity) - 1.0).abs() < 1e-12);
    }
}
