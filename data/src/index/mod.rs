//! Index numbers: from markets to a city's price.
//!
//! Pure functions over columns; files, requests and judgements are left to
//! others.

mod city_price;
mod imputed;

pub use city_price::{MOVES_FOR, city_price};
pub use imputed::with_imputed;
