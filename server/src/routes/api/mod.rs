//! The lists of `/api/v1`: what can be asked for, and what the house knows beside prices.
//! One file a list, each with its query, its answer and its handler; how all of them are
//! described is in `openapi`.

pub(super) mod commodities;
pub(crate) mod human;
pub(super) mod interventions;
pub(super) mod lake;
pub(super) mod openapi;
pub(super) mod outlook;
pub(super) mod paging;
pub(super) mod places;
pub(super) mod prices;
pub(super) mod schema;
pub(super) mod sdmx;
pub(super) mod series_list;
pub(super) mod snapshots;
pub(super) mod versions;
pub(super) mod vintages;
pub(super) mod warnings;
pub(super) mod writing;
