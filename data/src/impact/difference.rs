//! Difference in differences between one place and others, day by day.
//!
//! Log price = what is the place's own + what is the day's own, fitted by least squares to
//! every report without an intervention: to those of the other places, and to those of the
//! place itself before. What the place's price is above that afterwards is the effect. It
//! is the regression with effects of places and days and one dummy for each treated day;
//! with gaps in the reports the imputation of Borusyak, K., Jaravel, X. and Spiess, J.
//! (2024), Review of Economic Studies 91, 3253–3285.

use super::panel::{LeftOut, Panel};
use super::plan::Plan;
use super::to_f64;
use nalgebra::{DMatrix, DVector};

/// Survey days before an intervention without which nothing is said.
pub const LEAST_BEFORE: usize = 8;
/// Survey days of an intervention's time without which nothing is said.
pub const LEAST_AFTER: usize = 3;
/// Places to compare with without which nothing is said.
pub const LEAST_CONTROLS: usize = 2;
/// A place compared with reports on this share of the days on which the other does.
const COVERS: f64 = 0.8;
/// The last days before an intervention, over which a price that already went its own way
/// is looked for.
pub(super) const LATELY: i32 = 7;

/// What one place did beside others.
#[derive(Debug, Clone)]
pub(super) struct Difference {
    /// The panel's days since the intervention began on which the place and others
    /// reported.
    pub days: Vec<usize>,
    /// The effect on each, in logs.
    pub path: Vec<f64>,
    /// Its mean over the intervention and the days after that count as its time.
    pub mean: f64,
    /// What the price was above what was expected on the last days before, less on the
    /// days before those. Where nothing happened it is near zero.
    pub led: f64,
    /// The places compared with.
    pub controls: Vec<usize>,
    /// Survey days before.
    pub before: usize,
}

/// Of what there is too little.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Short {
    Before(usize),
    After(usize),
    Controls(usize),
}

/// The days on which a place reported: before an intervention, and since.
pub(super) struct Reported {
    before: Vec<usize>,
    since: Vec<usize>,
}

impl Reported {
    pub fn of(panel: &Panel, plan: &Plan, place: usize) -> Self {
        let known = |from: i32, to: i32| {
            panel.between(from, to).filter(|at| panel.logs[place][*at].is_finite()).collect::<Vec<usize>>()
        };
        Self { before: known(plan.first(), plan.from - 1), since: known(plan.from, plan.last()) }
    }

    /// Whether another place may be compared with it.
    pub fn admits(&self, panel: &Panel, plan: &Plan, other: usize) -> Result<(), LeftOut> {
        if panel.is_held(other, plan) {
            return Err(LeftOut::Held);
        }
        let covered = |days: &[usize]| {
            let both = days.iter().filter(|at| panel.logs[other][**at].is_finite()).count();
            to_f64(both) >= COVERS * to_f64(days.len())
        };
        if covered(&self.before) && covered(&self.since) { Ok(()) } else { Err(LeftOut::Gaps) }
    }
}

/// Compares a place with those of the others that may be compared with.
pub(super) fn difference(panel: &Panel, plan: &Plan, place: usize, others: &[usize]) -> Result<Difference, Short> {
    let reported = Reported::of(panel, plan, place);
    if reported.before.len() < LEAST_BEFORE {
        return Err(Short::Before(reported.before.len()));
    }
    let of_time = reported.since.iter().filter(|at| panel.days[**at] <= plan.until()).count();
    if of_time < LEAST_AFTER {
        return Err(Short::After(of_time));
    }
    let controls: Vec<usize> =
        others.iter().copied().filter(|other| reported.admits(panel, plan, *other).is_ok()).collect();
    if controls.len() < LEAST_CONTROLS {
        return Err(Short::Controls(controls.len()));
    }
    let own = expected(panel, plan, place, &controls).ok_or(Short::Controls(controls.len()))?;

    let (mut days, mut path) = (Vec::new(), Vec::new());
    let (mut early, mut late) = (Mean::default(), Mean::default());
    let (mut mean, mut known) = (Mean::default(), 0);
    for (at, expected) in own {
        let effect = panel.logs[place][at] - expected;
        let day = panel.days[at];
        if !effect.is_finite() {
            continue;
        }
        if day >= plan.from {
            days.push(at);
            path.push(effect);
            if day <= plan.until() {
                mean.add(effect);
            }
        } else {
            known += 1;
            (if day >= plan.from - LATELY { &mut late } else { &mut early }).add(effect);
        }
    }
    if known < LEAST_BEFORE {
        return Err(Short::Before(known));
    }
    if mean.count < LEAST_AFTER {
        return Err(Short::After(mean.count));
    }
    Ok(Difference { days, path, mean: mean.value(), led: late.value() - early.value(), controls, before: known })
}

#[derive(Default)]
struct Mean {
    sum: f64,
    count: usize,
}

impl Mean {
    fn add(&mut self, value: f64) {
        self.sum += value;
        self.count += 1;
    }

    fn value(&self) -> f64 {
        self.sum / to_f64(self.count)
    }
}

/// What the log price of a place is expected to be on each day of the panel on which at
/// least half of the others reported. None where places and days do not hang together.
fn expected(panel: &Panel, plan: &Plan, place: usize, others: &[usize]) -> Option<Vec<(usize, f64)>> {
    let places: Vec<usize> = others.iter().copied().chain([place]).collect();
    // The place itself is the last, and what is its own is taken for zero at first.
    let own = others.len();
    let mut matrix = DMatrix::<f64>::zeros(own, own);
    let mut right = DVector::<f64>::zeros(own);
    let mut rows: Vec<(usize, Vec<usize>)> = Vec::new();
    for at in panel.between(plan.first(), plan.last()) {
        let reported = |which: &usize| panel.logs[places[*which]][at].is_finite();
        let mut known: Vec<usize> = (0..own).filter(reported).collect();
        if known.is_empty() || known.len() * 2 < own {
            continue;
        }
        if panel.days[at] < plan.from && reported(&own) {
            known.push(own);
        }
        let share = 1.0 / to_f64(known.len());
        let mean = share * known.iter().map(|which| panel.logs[places[*which]][at]).sum::<f64>();
        for one in known.iter().copied().filter(|which| *which < own) {
            matrix[(one, one)] += 1.0;
            right[one] += panel.logs[places[one]][at] - mean;
            for other in known.iter().copied().filter(|which| *which < own) {
                matrix[(one, other)] -= share;
            }
        }
        rows.push((at, known));
    }
    let effects = matrix.cholesky()?.solve(&right);
    let effect = |which: usize| if which == own { 0.0 } else { effects[which] };
    let expected = rows.into_iter().map(|(at, known)| {
        let of_day: f64 = known.iter().map(|which| panel.logs[places[*which]][at] - effect(*which)).sum();
        (at, of_day / to_f64(known.len()))
    });
    Some(expected.collect())
}
