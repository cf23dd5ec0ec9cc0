//! How prices pass from a supplying region to the city: their spread, which of the
//! two moves first, and whether rises and falls pass alike.
//!
//! Everything here is a pure function of two prices up to a day. Which regions supply
//! what, and whose prices are compared, is the granary's matter; METHODS.md has the
//! formulas with their sources and limits.

mod adjusted;
mod asymmetry;
mod correlation;
mod granger;
mod regression;
mod spread;
#[cfg(test)]
mod tests;
mod transmission;
mod weeks;

pub use adjusted::benjamini_hochberg;
pub use asymmetry::{Asymmetry, asymmetry};
pub use correlation::{Correlation, MOST_LAGS, cross_correlation};
pub use granger::{Granger, granger, order};
pub use spread::{Spread, spread};
pub use transmission::{LEAST_WEEKS, Transmission, told};
pub use weeks::Weeks;
