//! Index numbers: from markets to a city's price, and from prices to the basket's;
//! how far markets lie apart, and which of them moved unlike the others; prices of weeks and
//! months.
//!
//! Pure functions over columns; files, requests and judgements are left to
//! others.

mod basket;
mod city_price;
mod derived;
mod dispersion;
mod imputed;
mod numbers;
mod outlying;
mod periods;
mod real;

pub use basket::{Basket, Item, LEAST_COMMODITIES, Movement, TooFew, WeekLevel, basket};
pub use city_price::{MOVES_FOR, behind_price, city_price};
pub use derived::{Derived, Observed, Units};
pub use dispersion::{Dispersion, REACH_DAYS, beside_each_other, dispersion, variation};
pub use imputed::with_imputed;
pub use numbers::{chained, drift, jevons, jevons_contributions, laspeyres, laspeyres_contributions};
pub use outlying::{Fences, LEAST_MOVEMENTS, Outlying, centred, outlying};
pub use periods::{Aggregation, Period, period_end, period_start, periods};
pub use real::Deflator;
