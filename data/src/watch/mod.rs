//! The watch: detectors, one file each, and the warnings they give.
//!
//! A detector is a pure function of a series up to a day, so that the same
//! code serves a request and a walk through the past.

mod alps;
mod ipa;
mod late;
mod months;
mod months_csv;
mod reporting;
mod surge;
mod warn;

pub use alps::{Alps, AlpsClass, alps, alps_realtime};
pub use ipa::{Ipa, IpaClass, IpaMode, ipa};
pub use late::{Lateness, late};
pub use months::{Months, TwoPrices};
pub use months_csv::MonthsError;
pub use reporting::{days_owed, days_reported, reporting};
pub use surge::median;
pub use surge::{Theta, surges, theta};
pub use warn::{MAX_AGE_DAYS, is_too_old, warning};
