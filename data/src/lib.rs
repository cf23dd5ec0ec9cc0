//! Everything about prices: their vocabulary, how files become quotes, how
//! quotes become observations, how observations lie in the lake, and what they
//! mean.
//!
//! The crate has two faces. Without features it holds only [`model`]: plain
//! types that compile to wasm. With `engine` it reads, cleans, stores and
//! judges. It speaks neither SQL nor HTTP: the book of the server owns the
//! catalogue, and the server owns the network.
#![warn(missing_docs)]

pub mod model;

#[cfg(feature = "engine")]
pub mod backtest;
#[cfg(feature = "engine")]
pub mod clean;
#[cfg(feature = "engine")]
pub mod export;
#[cfg(feature = "engine")]
pub mod gazetteer;
#[cfg(feature = "engine")]
pub mod granary;
#[cfg(feature = "engine")]
pub mod impact;
#[cfg(feature = "engine")]
pub mod index;
#[cfg(feature = "engine")]
pub mod lake;
#[cfg(feature = "engine")]
pub mod names;
#[cfg(feature = "engine")]
pub mod outlook;
#[cfg(feature = "engine")]
mod parallel;
#[cfg(feature = "engine")]
pub mod plan;
#[cfg(feature = "engine")]
pub mod profile;
#[cfg(feature = "engine")]
pub mod quantile;
#[cfg(feature = "engine")]
pub mod sample;
#[cfg(feature = "engine")]
pub mod source;
#[cfg(feature = "engine")]
pub mod supply;
#[cfg(feature = "engine")]
pub mod watch;

#[cfg(feature = "engine")]
pub use parallel::cores;
