//! Ridge regression and ridge logit on standardised features.
//!
//! Hoerl and Kennard (1970); le Cessie and van Houwelingen (1992) for the logit.
//! Sums run in one fixed order, so that the same rows give the same bits.

use super::feature::{Feature, Values};
use crate::quantile::{middle, select};
use nalgebra::{DMatrix, DVector};

/// What missing values are replaced by, and how the rest is clipped and scaled,
/// by the rows that were learnt from.
#[derive(Debug, Clone)]
pub(super) struct Scale {
    feature: Feature,
    missing: f64,
    low: f64,
    high: f64,
    mean: f64,
    deviation: f64,
}

impl Scale {
    fn of(feature: Feature, rows: &[&Values]) -> Self {
        let all: Vec<f64> = rows.iter().map(|row| f64::from(row[feature as usize])).collect();
        let missing = middle(&all).unwrap_or(0.0);
        let mut filled: Vec<f64> = all.into_iter().map(|value| if value.is_nan() { missing } else { value }).collect();
        let (low, high) = match filled.as_mut_slice() {
            [] => (0.0, 0.0),
            filled => (select(filled, 0.01), select(filled, 0.99)),
        };
        let clipped = || rows.iter().map(|row| filled_in(row, feature, missing, low, high));
        let count = to_f64(rows.len().max(1));
        let mean = clipped().sum::<f64>() / count;
        let deviation = (clipped().map(|value| (value - mean).powi(2)).sum::<f64>() / count).sqrt() + 1e-9;
        Self { feature, missing, low, high, mean, deviation }
    }

    fn apply(&self, row: &Values) -> f64 {
        (filled_in(row, self.feature, self.missing, self.low, self.high) - self.mean) / self.deviation
    }
}

fn filled(row: &Values, feature: Feature, missing: f64) -> f64 {
    let value = f64::from(row[feature as usize]);
    if value.is_nan() { missing } else { value }
}

fn filled_in(row: &Values, feature: Feature, missing: f64, low: f64, high: f64) -> f64 {
    filled(row, feature, missing).clamp(low, high)
}

#[expect(clippy::cast_precision_loss, reason = "counts of rows")]
pub(super) fn to_f64(count: usize) -> f64 {
    count as f64
}

/// The rows to learn from, as columns of one matrix: row 0 is the intercept.
pub(super) struct Design {
    scales: Vec<Scale>,
    /// Features × rows.
    columns: DMatrix<f64>,
}

impl Design {
    /// Standardised features with an intercept.
    pub fn standardised(features: &[Feature], rows: &[&Values]) -> Self {
        let scales: Vec<Scale> = features.iter().map(|feature| Scale::of(*feature, rows)).collect();
        let columns = DMatrix::from_fn(features.len() + 1, rows.len(), |feature, row| match feature.checked_sub(1) {
            None => 1.0,
            Some(feature) => scales[feature].apply(rows[row]),
        });
        Self { scales, columns }
    }

    /// Least squares with a penalty on all but the intercept.
    pub fn least_squares(&self, target: &[f64], penalty: f64) -> Linear {
        let mut square = &self.columns * self.columns.transpose();
        let right = &self.columns * DVector::from_column_slice(target);
        for feature in 1..square.nrows() {
            square[(feature, feature)] += penalty;
        }
        let weights = solve(square, &right);
        Linear { scales: self.scales.clone(), weights }
    }

    /// The logit of a chance, with a penalty on all but the intercept.
    pub fn logit(&self, happened: &[bool], penalty: f64) -> Linear {
        let share = to_f64(happened.iter().filter(|happened| **happened).count()) / to_f64(happened.len().max(1));
        let share = share.clamp(1e-4, 1.0 - 1e-4);
        let mut start = DVector::zeros(self.columns.nrows());
        start[0] = (share / (1.0 - share)).ln();
        let mut penalties = DVector::from_element(self.columns.nrows(), penalty);
        penalties[0] = 1e-6;
        let weights = newton(&self.columns, happened, &[], start, &penalties);
        Linear { scales: self.scales.clone(), weights }
    }

    /// What a fit says of the rows themselves.
    pub fn fitted(&self, linear: &Linear) -> Vec<f64> {
        self.columns.tr_mul(&linear.weights).iter().copied().collect()
    }
}

/// A fitted line.
#[derive(Debug, Clone)]
pub(super) struct Linear {
    scales: Vec<Scale>,
    weights: DVector<f64>,
}

impl Linear {
    /// What it says of a row.
    pub fn of(&self, row: &Values) -> f64 {
        self.scales
            .iter()
            .zip(self.weights.iter().skip(1))
            .fold(self.weights[0], |sum, (scale, weight)| sum + weight * scale.apply(row))
    }
}

/// A logit on features as they are, on top of another one and without an
/// intercept.
#[derive(Debug, Clone)]
pub(super) struct Extra {
    features: &'static [Feature],
    weights: DVector<f64>,
}

impl Extra {
    pub fn fit(features: &'static [Feature], rows: &[&Values], happened: &[bool], base: &[f64], penalty: f64) -> Self {
        let columns =
            DMatrix::from_fn(features.len(), rows.len(), |feature, row| filled(rows[row], features[feature], 0.0));
        let penalties = DVector::from_element(features.len(), penalty);
        let weights = newton(&columns, happened, base, DVector::zeros(features.len()), &penalties);
        Self { features, weights }
    }

    pub fn of(&self, row: &Values) -> f64 {
        self.features.iter().zip(self.weights.iter()).map(|(feature, weight)| weight * filled(row, *feature, 0.0)).sum()
    }
}

/// Newton's method for a penalised logit, with steps that never lead uphill. `base` is
/// added to what the weights say; empty for nothing.
fn newton(
    columns: &DMatrix<f64>,
    happened: &[bool],
    base: &[f64],
    start: DVector<f64>,
    penalties: &DVector<f64>,
) -> DVector<f64> {
    let said = |weights: &DVector<f64>| {
        let mut said = columns.tr_mul(weights);
        said.iter_mut().zip(base).for_each(|(said, base)| *said += base);
        said
    };
    // The negative log likelihood with the penalty.
    let loss = |weights: &DVector<f64>, said: &DVector<f64>| {
        let surprise = said.iter().zip(happened).map(|(said, happened)| {
            let against = if *happened { -said } else { *said };
            against.max(0.0) + (-against.abs()).exp().ln_1p()
        });
        surprise.sum::<f64>() + 0.5 * penalties.component_mul(weights).dot(weights)
    };
    let mut weights = start;
    let mut logits = said(&weights);
    let mut best = loss(&weights, &logits);
    for _ in 0..25 {
        let chances: Vec<f64> = logits.iter().copied().map(chance).collect();
        let mut weighted = columns.clone();
        let mut left = DVector::zeros(happened.len());
        for (at, chance) in chances.iter().enumerate() {
            let root = (chance * (1.0 - chance)).max(1e-6).sqrt();
            weighted.column_mut(at).scale_mut(root);
            left[at] = f64::from(u8::from(happened[at])) - chance;
        }
        let mut square = &weighted * weighted.transpose();
        for feature in 0..square.nrows() {
            square[(feature, feature)] += penalties[feature];
        }
        let right = columns * left - penalties.component_mul(&weights);
        let mut step = solve(square, &right);
        let found = (0..10).find_map(|_| {
            let next = &weights + &step;
            let logits = said(&next);
            let loss = loss(&next, &logits);
            let small = step.amax() < 1e-6;
            step *= 0.5;
            (loss <= best).then_some((next, logits, loss, small))
        });
        let Some((next, next_logits, next_loss, small)) = found else { break };
        (weights, logits, best) = (next, next_logits, next_loss);
        if small {
            break;
        }
    }
    weights
}

/// The chance of a logit.
pub(super) fn chance(logit: f64) -> f64 {
    1.0 / (1.0 + (-logit.clamp(-30.0, 30.0)).exp())
}

/// Solves a system whose matrix is positive definite; zeros where rounding made it
/// none.
fn solve(square: DMatrix<f64>, right: &DVector<f64>) -> DVector<f64> {
    let size = square.nrows();
    square.cholesky().map_or_else(|| DVector::zeros(size), |square| square.solve(right))
}

#[cfg(test)]
mod tests {
    use super::super::feature::COUNT;
    use super::*;
    use crate::quantile::{quantile, sorted};
    use rand::{RngExt, SeedableRng};
    use rand_chacha::ChaCha8Rng;

    /// Rows with three features, standard normal by Irwin and Hall.
    fn rows(count: usize, seed: u64) -> Vec<Values> {
        let mut draw = ChaCha8Rng::seed_from_u64(seed);
        let mut row = || {
            let mut row = [f32::NAN; COUNT];
            for feature in [Feature::Gap, Feature::Change5, Feature::Room] {
                row[feature as usize] = (0..12).map(|_| draw.random::<f32>()).sum::<f32>() - 6.0;
            }
            row
        };
        (0..count).map(|_| row()).collect()
    }

    const FEATURES: [Feature; 3] = [Feature::Gap, Feature::Change5, Feature::Room];

    #[test]
    fn least_squares_finds_the_line_that_made_the_rows() {
        let rows = rows(2000, 1);
        let rows: Vec<&Values> = rows.iter().collect();
        let gaps = sorted(rows.iter().map(|row| f64::from(row[Feature::Gap as usize])));
        let (low, high) = (quantile(&gaps, 0.01), quantile(&gaps, 0.99));
        let line = |row: &Values| 2.0 + 3.0 * f64::from(row[Feature::Gap as usize]).clamp(low, high);
        let target: Vec<f64> = rows.iter().map(|row| line(row)).collect();
        let fit = Design::standardised(&FEATURES, &rows).least_squares(&target, 1e-6);
        for row in &rows {
            assert!((fit.of(row) - line(row)).abs() < 1e-6, "{} {}", fit.of(row), line(row));
        }
    }

    #[test]
    fn a_logit_gives_the_chances_that_made_the_rows() {
        let rows = rows(20_000, 2);
        let rows: Vec<&Values> = rows.iter().collect();
        let truth = |row: &Values| chance(-1.0 + 1.5 * f64::from(row[Feature::Change5 as usize]));
        let mut draw = ChaCha8Rng::seed_from_u64(3);
        let happened: Vec<bool> = rows.iter().map(|row| draw.random::<f64>() < truth(row)).collect();
        let fit = Design::standardised(&FEATURES, &rows).logit(&happened, 1.0);
        for row in rows.iter().filter(|row| row[Feature::Change5 as usize].abs() < 1.5).take(50) {
            assert!((chance(fit.of(row)) - truth(row)).abs() < 0.04, "{} {}", chance(fit.of(row)), truth(row));
        }
    }

    #[test]
    fn a_penalty_draws_the_weights_to_nothing_and_leaves_the_rate() {
        let rows = rows(1000, 4);
        let rows: Vec<&Values> = rows.iter().collect();
        let happened: Vec<bool> = (0..1000).map(|at| at % 5 == 0).collect();
        let fit = Design::standardised(&FEATURES, &rows).logit(&happened, 1e12);
        assert!((chance(fit.of(rows[7])) - 0.2).abs() < 1e-6);
    }
}
