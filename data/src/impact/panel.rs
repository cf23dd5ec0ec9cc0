//! Prices of several places on the same days.

use super::plan::Plan;
use crate::quantile::middle;
use serde::Serialize;
use std::collections::BTreeMap;

/// Prices of one place.
#[derive(Debug, Clone, Copy)]
pub struct Series<'a> {
    /// Day numbers (see [`crate::model::day`]), rising.
    pub days: &'a [i32],
    /// Rupiah per unit on each; NaN of none.
    pub prices: &'a [f64],
    /// Whether each was reported for that day: one that was imputed or carried on says
    /// nothing of the place, and is not looked at.
    pub reported: &'a [bool],
    /// Other interventions at the place or near it, first and last day of each.
    pub held: &'a [(i32, i32)],
}

/// Why a place is not compared with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum LeftOut {
    /// It had an intervention of its own at that time.
    Held,
    /// It reported on too few of the days.
    Gaps,
}

/// Log prices of the place of an intervention, which is the first, and of others.
#[derive(Debug, Clone, Default)]
pub struct Panel {
    /// Days on which any of them reported, rising.
    pub(super) days: Vec<i32>,
    /// By place, then by day; NaN where nothing was reported.
    pub(super) logs: Vec<Vec<f64>>,
    /// By place: half of the step in which its prices are written, as a log; 0 where
    /// they are written to the rupiah.
    pub(super) half_steps: Vec<f64>,
    /// By place: other interventions.
    pub(super) held: Vec<Vec<(i32, i32)>>,
}

/// Steps in which prices are written, rupiah.
const STEPS: [f64; 6] = [1_000.0, 500.0, 250.0, 200.0, 100.0, 50.0];
/// The share of prices that are a multiple of such a step.
const MOSTLY: f64 = 0.9;

impl Panel {
    /// Lays series side by side. Several places of one intervention become one: the mean
    /// of their logs on the days on which all of them reported.
    #[must_use]
    pub fn of(treated: &[Series<'_>], controls: &[Series<'_>]) -> Self {
        let places: Vec<BTreeMap<i32, f64>> = controls.iter().map(logs).collect();
        let own = together(&treated.iter().map(logs).collect::<Vec<_>>());
        let mut days: Vec<i32> = own.keys().chain(places.iter().flat_map(BTreeMap::keys)).copied().collect();
        days.sort_unstable();
        days.dedup();
        let columns = [&own].into_iter().chain(&places);
        let logs = columns.map(|place| days.iter().map(|day| place.get(day).copied().unwrap_or(f64::NAN)).collect());
        let own_step = if let [one] = treated { half_step(one) } else { 0.0 };
        Self {
            logs: logs.collect(),
            half_steps: [own_step].into_iter().chain(controls.iter().map(half_step)).collect(),
            held: [treated.iter().flat_map(|series| series.held.iter().copied()).collect()]
                .into_iter()
                .chain(controls.iter().map(|series| series.held.to_vec()))
                .collect(),
            days,
        }
    }

    /// Where the days from one to another, both included, lie.
    pub(super) fn between(&self, from: i32, to: i32) -> std::ops::Range<usize> {
        let first = self.days.partition_point(|day| *day < from);
        first..self.days.partition_point(|day| *day <= to).max(first)
    }

    /// The last day on which a place reported.
    pub(super) fn last_day(&self, place: usize) -> Option<i32> {
        self.logs[place].iter().rposition(|log| log.is_finite()).map(|at| self.days[at])
    }

    /// Whether another intervention at a place touches these days.
    pub(super) fn is_held(&self, place: usize, plan: &Plan) -> bool {
        self.held[place].iter().any(|held| plan.touches(*held))
    }

    /// How often a price changed from one report to the next between two days, both
    /// included.
    pub(super) fn changes(&self, place: usize, from: i32, to: i32) -> usize {
        let range = self.between(from, to);
        let known: Vec<f64> = self.logs[place][range].iter().copied().filter(|log| log.is_finite()).collect();
        known.windows(2).filter(|pair| pair[0].to_bits() != pair[1].to_bits()).count()
    }
}

/// The logs of what was reported.
fn logs(series: &Series<'_>) -> BTreeMap<i32, f64> {
    reports(series).map(|(day, price)| (day, price.ln())).collect()
}

fn reports<'a>(series: &Series<'a>) -> impl Iterator<Item = (i32, f64)> + use<'a> {
    let rows = series.days.iter().zip(series.prices).zip(series.reported);
    rows.filter(|((_, price), reported)| **reported && price.is_finite() && **price > 0.0)
        .map(|((day, price), _)| (*day, *price))
}

/// The mean of several on the days that all of them have.
fn together(places: &[BTreeMap<i32, f64>]) -> BTreeMap<i32, f64> {
    let Some((first, others)) = places.split_first() else { return BTreeMap::new() };
    let common = first.iter().filter_map(|(day, log)| {
        let sum = others.iter().try_fold(*log, |sum, place| place.get(day).map(|log| sum + log))?;
        Some((*day, sum / super::to_f64(places.len())))
    });
    common.collect()
}

/// Half of the widest step of which nearly all prices are a multiple, as a log.
fn half_step(series: &Series<'_>) -> f64 {
    let prices: Vec<f64> = reports(series).map(|(_, price)| price).collect();
    let Some(usual) = middle(&prices) else { return 0.0 };
    let is_step = |step: &&f64| {
        let whole = prices.iter().filter(|price| (*price / **step - (*price / **step).round()).abs() < 1e-9);
        super::to_f64(whole.count()) >= MOSTLY * super::to_f64(prices.len())
    };
    STEPS.iter().find(is_step).map_or(0.0, |step| (0.5 * step / usual).ln_1p())
}
