//! The words of the house as types: identifiers, statuses, series, warnings,
//! and what a page or a report is made of.
//!
//! Nothing here computes a price, reads a file or knows polars; everything
//! here compiles to wasm. Identifiers are made by `parse` and cannot hold a
//! bad value.

pub mod agreement;
pub mod basket;
pub mod board;
pub mod catalogue;
pub mod chart;
pub mod day;
mod decision;
pub mod dispersion;
pub mod feast;
pub mod figure;
pub mod floor;
mod id;
pub mod inbox;
pub mod intervention;
mod lang;
pub mod ledger;
mod location;
pub mod map;
pub mod market;
pub mod metadata;
pub mod office;
mod official;
pub mod origin;
pub mod outlook;
pub mod page;
mod place;
pub mod plan;
pub mod quality;
pub mod region;
mod report;
pub mod reporting;
mod rhythm;
mod role;
mod rule;
pub mod score;
mod sentence;
mod series;
pub mod sheet;
mod status;
mod stock;
mod subscription;
mod surge;
mod warning;
mod week;

pub use decision::{Decision, Ruling};
pub use id::{CommodityId, Frequency, ParseError, PriceLevel, SourceId};
pub use lang::{
    Lang, count, date_long, date_short, month_of, percent, quantity, rupiah, rupiah_per, signed_percent, whole_km,
    whole_percent,
};
pub use location::Location;
pub use official::{Contribution, Inflation, InflationTarget, PriceIndicator};
pub use place::PlaceCode;
pub use report::{FileReport, IngestReport, Refusal};
pub use rhythm::{Cycle, Rhythm};
pub use role::{Role, Scope};
pub use rule::{Grounds, Rule};
pub use sentence::{decapitalised, standing};
pub use series::{CityKey, CitySeries, MarketSeries, SeriesKey};
pub use status::ObsStatus;
pub use stock::Stock;
pub use subscription::{Channel, HookFormat, Quiet, WarningWish, Wishes};
pub use surge::Surge;
pub use warning::{
    Evidence, Expected, ROUNDING, Record, ReferenceBound, Warning, WarningKind, WarningLevel, WarningState,
    compare_prices,
};
pub use week::IsoWeek;
