//! The outlook: the chance of a surge, and where a price may go, for each survey
//! day as it was known then.
//!
//! A [`Recorder`] takes in one city price day by day, a [`Panel`] puts all of them
//! together, and [`Forecasts`] walks over it. Formulas, what was tried, and how good
//! it is: METHODS.md.

mod came;
mod chance;
mod conformal;
mod drift;
mod early;
mod feasts;
mod feature;
mod history;
mod own;
mod panel;
mod peers;
mod prospects;
mod ridge;
mod walk;

pub(crate) use came::{Came, came};
pub use early::{AHEAD, EARLY_BY, FALSE_A_YEAR, Levels};
pub use panel::{Course, Panel, Recorder};
pub use prospects::{Prospect, Prospects};
pub use walk::{Forecast, Forecasts, HORIZONS, Voice};
