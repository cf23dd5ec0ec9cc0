//! Least squares with weights that are none of them negative and sum to one.
//!
//! An active set, as of Lawson, C. L. and Hanson, R. J. (1974), Solving Least Squares
//! Problems, chapter 23, with the sum as a constraint: exact but for rounding, and the
//! same on every machine.

use super::to_f64;
use nalgebra::{DMatrix, DVector};

/// A weight below this is none.
const NOTHING: f64 = 1e-12;

/// The weights of columns that come nearest to a target. None without columns, or where
/// they cannot be told apart.
pub(super) fn weights(columns: &[Vec<f64>], target: &[f64]) -> Option<Vec<f64>> {
    let count = columns.len();
    let product = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f64>();
    let trace: f64 = columns.iter().map(|column| product(column, column)).sum();
    // So little on the diagonal that columns which are the same share their weight.
    let ridge = 1e-12 * trace.max(f64::MIN_POSITIVE) / to_f64(count.max(1));
    let gram =
        DMatrix::from_fn(count, count, |a, b| product(&columns[a], &columns[b]) + if a == b { ridge } else { 0.0 });
    let with_target = DVector::from_iterator(count, columns.iter().map(|column| product(column, target)));
    // A half of the gradient.
    let slope = |weights: &DVector<f64>| &gram * weights - &with_target;
    let tolerance = 1e-12 * (trace + product(target, target));

    let first = (0..count).min_by(|a, b| {
        let loss = |at: usize| gram[(at, at)] - 2.0 * with_target[at];
        loss(*a).total_cmp(&loss(*b))
    })?;
    let mut weights = DVector::zeros(count);
    weights[first] = 1.0;
    let mut active = vec![first];
    // Each round ends with less than was left before, so no set comes twice.
    for _ in 0..(20 * count + 50) {
        loop {
            let wanted = on(&gram, &with_target, &active)?;
            let step = active.iter().zip(&wanted).filter(|(_, wanted)| **wanted <= NOTHING);
            let step = step.map(|(at, wanted)| weights[*at] / (weights[*at] - wanted)).fold(1.0, f64::min);
            for (at, wanted) in active.iter().zip(&wanted) {
                weights[*at] += step * (wanted - weights[*at]);
            }
            if step >= 1.0 {
                break;
            }
            active.retain(|at| weights[*at] > NOTHING);
            for at in (0..count).filter(|at| !active.contains(at)) {
                weights[at] = 0.0;
            }
        }
        let slope = slope(&weights);
        let level = slope.dot(&weights);
        let steepest = (0..count).filter(|at| !active.contains(at)).min_by(|a, b| slope[*a].total_cmp(&slope[*b]));
        match steepest {
            Some(at) if slope[at] < level - tolerance => active.push(at),
            _ => break,
        }
    }
    Some(weights.iter().copied().collect())
}

/// The best weights of these columns alone that sum to one, whatever their sign.
fn on(gram: &DMatrix<f64>, with_target: &DVector<f64>, active: &[usize]) -> Option<Vec<f64>> {
    let count = active.len();
    let part = DMatrix::from_fn(count, count, |a, b| gram[(active[a], active[b])]);
    let cholesky = part.cholesky()?;
    let free = cholesky.solve(&DVector::from_iterator(count, active.iter().map(|at| with_target[*at])));
    let ones = cholesky.solve(&DVector::repeat(count, 1.0));
    let multiplier = (1.0 - free.sum()) / ones.sum();
    Some((free + ones * multiplier).iter().copied().collect())
}
