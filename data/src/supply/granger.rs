//! Granger's test: whether the past of one price says more of the next change of
//! another than that one's own past does.
//!
//! Granger, C. W. J. (1969), Econometrica 37, 424–438; the order is that of the
//! vector autoregression with the least Schwarz criterion (Lütkepohl, New
//! Introduction to Multiple Time Series Analysis, 2005, 4.3).

use super::correlation::MOST_LAGS;
use super::regression::{Fit, Lagged, complete, lags, to_f64};
use statrs::distribution::{ContinuousCDF, FisherSnedecor};

/// What the test says in one direction.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Granger {
    /// Weeks of the past that were looked at.
    pub lags: usize,
    /// The F value.
    pub f: f64,
    /// Rows beyond the coefficients: F has `lags` and so many degrees of freedom.
    pub freedom: usize,
    /// The chance of such a value, or a higher one, where the past says nothing.
    pub p: f64,
}

/// How likely F is to be so high by chance.
pub(super) fn chance(f: f64, restrictions: usize, freedom: usize) -> Option<f64> {
    let law = FisherSnedecor::new(to_f64(restrictions), to_f64(freedom)).ok()?;
    f.is_finite().then(|| law.sf(f.max(0.0)))
}

/// The test that the changes of `cause` say nothing of the next change of `effect`.
/// Both are weekly changes with NaN where one is missing. None with too few weeks.
#[must_use]
pub fn granger(cause: &[f64], effect: &[f64], order: usize) -> Option<Granger> {
    let own: Vec<Lagged<'_>> = lags(effect, 1..=order).collect();
    let all: Vec<Lagged<'_>> = own.iter().copied().chain(lags(cause, 1..=order)).collect();
    let needed: Vec<Lagged<'_>> = all.iter().copied().chain([Lagged(effect, 0)]).collect();
    let rows = complete(effect.len(), &needed);
    let (restricted, full) = (Fit::of(effect, &own, true, &rows)?, Fit::of(effect, &all, true, &rows)?);
    let (gained, freedom) = (restricted.squares() - full.squares(), full.freedom());
    let f = gained / to_f64(order) / (full.squares() / to_f64(freedom));
    Some(Granger { lags: order, f, freedom, p: chance(f, order, freedom)? })
}

/// The order, from 1 to eight weeks, of the two changes' vector autoregression by the
/// Schwarz criterion, all orders fitted on the same weeks, and how many these are.
#[must_use]
pub fn order(one: &[f64], other: &[f64]) -> Option<(usize, usize)> {
    let most: Vec<Lagged<'_>> = lags(one, 0..=MOST_LAGS).chain(lags(other, 0..=MOST_LAGS)).collect();
    let rows = complete(one.len(), &most);
    let count = to_f64(rows.len());
    let criterion = |order: usize| {
        let columns: Vec<Lagged<'_>> = lags(one, 1..=order).chain(lags(other, 1..=order)).collect();
        let (one, other) = (Fit::of(one, &columns, true, &rows)?, Fit::of(other, &columns, true, &rows)?);
        let both: f64 = one.residuals.iter().zip(&other.residuals).map(|(a, b)| a * b).sum();
        let determinant = (one.squares() * other.squares() - both * both) / count.powi(2);
        Some(determinant.ln() + count.ln() / count * to_f64(4 * order + 2))
    };
    let criteria = (1..=MOST_LAGS).filter_map(|order| Some((order, criterion(order)?)));
    let (order, _) = criteria.filter(|(_, value)| value.is_finite()).min_by(|a, b| a.1.total_cmp(&b.1))?;
    Some((order, rows.len()))
}
