//! The watch: detectors, one file each, and the warnings they give.
//!
//! A detector is a pure function of a series up to a day, so that the same
//! code serves a request and a walk through the past.

mod late;
mod reporting;
mod surge;
mod warn;

pub use late::{Lateness, late};
pub use reporting::{days_owed, days_reported, reporting};
pub(crate) use surge::median;
pub use surge::{Theta, surges, theta};
pub use warn::{MAX_AGE_DAYS, is_too_old, warning};
