//! How far the city's price stands above a supplying region's.

use super::weeks::{Weeks, common};

/// Weeks over which a spread is usual.
const USUAL_WEEKS: usize = 52;
/// Of these, so many must have both prices.
const LEAST_WEEKS: usize = 10;

/// The two prices on the last day that has both.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Spread {
    /// That day.
    pub day: i32,
    /// The region's price, rupiah per unit.
    pub region: f64,
    /// The city's.
    pub city: f64,
    /// The median over the 52 weeks up to that day of what the city's price is above
    /// the region's, as a share of it; none with fewer than ten such weeks.
    pub usual: Option<f64>,
}

impl Spread {
    /// What the city's price is above the region's, in rupiah per unit.
    #[must_use]
    pub fn rupiah(&self) -> f64 {
        self.city - self.region
    }

    /// The same as a share of the region's price.
    #[must_use]
    pub fn share(&self) -> f64 {
        self.city / self.region - 1.0
    }
}

/// The spread of two prices of the same unit, of survey days that rise. None where no
/// day has both.
#[must_use]
pub fn spread(region: (&[i32], &[f64]), city: (&[i32], &[f64])) -> Option<Spread> {
    let (day, of_region, of_city) = common(region, city).last()?;
    let weeks = Weeks::align(region, city);
    let logs = weeks.region.iter().zip(&weeks.city).rev().take(USUAL_WEEKS).map(|(region, city)| city - region);
    let mut logs: Vec<f64> = logs.filter(|log| log.is_finite()).collect();
    logs.sort_unstable_by(f64::total_cmp);
    let usual = (logs.len() >= LEAST_WEEKS).then(|| f64::midpoint(logs[(logs.len() - 1) / 2], logs[logs.len() / 2]));
    Some(Spread { day, region: of_region, city: of_city, usual: usual.map(f64::exp_m1) })
}
