//! How a commodity's price varies, between markets and between days.

use chrono::NaiveDate;

/// Both, each none where it cannot be told.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Varying {
    /// Between the city's markets on one day.
    pub markets: Option<BetweenMarkets>,
    /// Between the survey days of the running month.
    pub days: Option<BetweenDays>,
}

/// Markets against each other.
#[derive(Debug, Clone, PartialEq)]
pub struct BetweenMarkets {
    /// The day.
    pub date: NaiveDate,
    /// How many markets there are.
    pub markets: usize,
    /// Standard deviation over mean.
    pub variation: f64,
    /// By how much the dearest lies above the cheapest, as a share of it.
    pub disparity: f64,
    /// The dearest market and its price.
    pub dearest: (String, f64),
    /// The cheapest market and its price.
    pub cheapest: (String, f64),
}

/// The city's survey days against each other.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BetweenDays {
    /// The month's last survey day.
    pub until: NaiveDate,
    /// How many survey days it has.
    pub days: usize,
    /// Standard deviation over mean.
    pub variation: f64,
}
