//! Whether the city's price follows a rise of the region's as fast as a fall.
//!
//! The long run is that of Engle, R. F. and Granger, C. W. J. (1987), Econometrica
//! 55, 251–276; how fast the price comes back from above and from below it, the
//! asymmetric error correction of von Cramon-Taubadel, S. (1998), European Review of
//! Agricultural Economics 25, 1–18.

use super::granger::chance;
use super::regression::{Fit, Lagged, complete, lags, to_f64};
use super::weeks::{Weeks, changes};

/// How the city's price comes back to its long run.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Asymmetry {
    /// Of the long run: log city price = constant + slope · log region price.
    pub constant: f64,
    /// By how many percent the city's price differs where the region's differs by one.
    pub slope: f64,
    /// The Dickey–Fuller t value of what the long run leaves.
    pub unit_root: f64,
    /// Below this the two prices do hold together, at 5 %.
    pub critical: f64,
    /// The share of a gap that is closed in a week where the city's price is too high,
    /// with its sign: −0.1 closes a tenth. The region's fall has not yet come through.
    pub above: f64,
    /// The same where it is too low: the region's rise has not yet come through.
    pub below: f64,
    /// The F value of the two being equal.
    pub f: f64,
    /// The chance of such a value where they are.
    pub p: f64,
}

impl Asymmetry {
    /// Whether there is a long run at all: without one nothing is said of the ways back.
    #[must_use]
    pub fn holds_together(&self) -> bool {
        self.unit_root < self.critical
    }
}

/// Rows beyond the coefficients that are wanted.
const LEAST_FREEDOM: usize = 20;

/// Fits the long run and the ways back to it, with so many weeks of past changes.
/// None with too few weeks.
#[must_use]
pub fn asymmetry(weeks: &Weeks, order: usize) -> Option<Asymmetry> {
    let (region, city) = (&weeks.region, &weeks.city);
    let known = complete(city.len(), &[Lagged(region, 0), Lagged(city, 0)]);
    let long_run = Fit::of(city, &[Lagged(region, 0)], true, &known)?;
    let [constant, slope] = long_run.coefficients[..] else { return None };
    let gap: Vec<f64> = region.iter().zip(city).map(|(region, city)| city - constant - slope * region).collect();

    let part = |values: &[f64], side: f64| -> Vec<f64> {
        // A minimum with NaN would be the bound.
        values.iter().map(|value| if value * side > 0.0 || value.is_nan() { *value } else { 0.0 }).collect()
    };
    let (above, below) = (part(&gap, 1.0), part(&gap, -1.0));
    let (change, of_region) = (changes(city), changes(region));
    let (up, down) = (part(&of_region, 1.0), part(&of_region, -1.0));
    let columns: Vec<Lagged<'_>> = lags(&up, 0..=order)
        .chain(lags(&down, 0..=order))
        .chain(lags(&change, 1..=order))
        .chain([Lagged(&above, 1), Lagged(&below, 1)])
        .collect();
    let needed: Vec<Lagged<'_>> = columns.iter().copied().chain([Lagged(&change, 0)]).collect();
    let fit = Fit::of(&change, &columns, true, &complete(change.len(), &needed))?;
    if fit.freedom() < LEAST_FREEDOM {
        return None;
    }
    let (over, under) = (columns.len() - 1, columns.len());
    let f = fit.differ(over, under);
    let (unit_root, rows) = unit_root(&gap, order)?;
    Some(Asymmetry {
        constant,
        slope,
        unit_root,
        critical: critical(rows),
        above: fit.coefficients[over],
        below: fit.coefficients[under],
        f,
        p: chance(f, 1, fit.freedom())?,
    })
}

/// The augmented Dickey–Fuller t value, and the weeks behind it.
fn unit_root(gap: &[f64], order: usize) -> Option<(f64, usize)> {
    let change = changes(gap);
    let columns: Vec<Lagged<'_>> = [Lagged(gap, 1)].into_iter().chain(lags(&change, 1..=order)).collect();
    let needed: Vec<Lagged<'_>> = columns.iter().copied().chain([Lagged(&change, 0)]).collect();
    let fit = Fit::of(&change, &columns, false, &complete(change.len(), &needed))?;
    let known = gap.iter().filter(|gap| gap.is_finite()).count();
    Some((fit.t(0), known.saturating_sub(1)))
}

/// The 5 % value for two prices and a constant: `MacKinnon`, J. G. (2010), Critical
/// Values for Cointegration Tests, Queen's Economics Department Working Paper 1227,
/// table 2.
fn critical(weeks: usize) -> f64 {
    let weeks = to_f64(weeks);
    -3.336_13 - 6.1101 / weeks - 6.823 / (weeks * weeks)
}
