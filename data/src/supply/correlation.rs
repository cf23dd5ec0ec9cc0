//! Cross-correlation of weekly changes, with Bartlett's errors.
//!
//! Box, Jenkins, Reinsel and Ljung, Time Series Analysis (2015), 12.1; Brockwell and
//! Davis, Time Series: Theory and Methods (1991), theorem 11.2.2.

use super::regression::to_f64;
use statrs::distribution::{ContinuousCDF, Normal};

/// Weeks to which lags go, either way.
pub const MOST_LAGS: usize = 8;

/// How alike the changes of two prices are at a lag.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Correlation {
    /// Weeks by which the region's change comes before the city's; below 0 after it.
    pub lag: i32,
    /// The correlation, −1 to 1.
    pub r: f64,
    /// Its standard error where the two have nothing to do with each other.
    pub error: f64,
}

impl Correlation {
    /// The chance that any of all lags gives one so far from 0 where there is none:
    /// that of this lag times their number (Bonferroni).
    #[must_use]
    pub fn chance(&self) -> f64 {
        let lags = to_f64(2 * MOST_LAGS + 1);
        let beyond = Normal::standard().sf((self.r / self.error).abs());
        (2.0 * beyond * lags).min(1.0)
    }
}

/// The correlations at lags of −8 to 8 weeks, of changes with NaN where one is
/// missing. Under independence the variance of each is
/// (1 + 2·Σ ρ(j)·σ(j)) / n, over the two prices' own autocorrelations up to lag 8; a
/// sum below 0 counts as none. Empty for prices that never change.
#[must_use]
pub fn cross_correlation(region: &[f64], city: &[f64]) -> Vec<Correlation> {
    let (Some(region), Some(city)) = (Centred::of(region), Centred::of(city)) else { return Vec::new() };
    let own: f64 = (1..=MOST_LAGS).map(|lag| region.with(&region, lag).0 * city.with(&city, lag).0).sum();
    let factor = (1.0 + 2.0 * own).max(1.0);
    let most = i32::try_from(MOST_LAGS).unwrap_or(0);
    let lags = (-most..=most).map(|lag| {
        let weeks = usize::try_from(lag.abs()).unwrap_or(0);
        let (r, pairs) = if lag < 0 { city.with(&region, weeks) } else { region.with(&city, weeks) };
        Correlation { lag, r, error: (factor / to_f64(pairs.max(1))).sqrt() }
    });
    lags.collect()
}

/// Changes around their mean.
struct Centred {
    values: Vec<f64>,
    count: f64,
    deviation: f64,
}

impl Centred {
    fn of(changes: &[f64]) -> Option<Self> {
        let known = || changes.iter().filter(|change| change.is_finite());
        let count = to_f64(known().count());
        let mean = known().sum::<f64>() / count;
        let deviation = (known().map(|change| (change - mean).powi(2)).sum::<f64>() / count).sqrt();
        let values = changes.iter().map(|change| change - mean).collect();
        (deviation > 0.0).then_some(Self { values, count, deviation })
    }

    /// The correlation with another, so many weeks later, and the pairs it rests on.
    fn with(&self, later: &Self, lag: usize) -> (f64, usize) {
        let pairs = self.values.iter().zip(later.values.iter().skip(lag)).map(|(a, b)| a * b);
        let (sum, count) =
            pairs.filter(|product| product.is_finite()).fold((0.0, 0), |(sum, n), product| (sum + product, n + 1));
        (sum / self.count / (self.deviation * later.deviation), count)
    }
}
