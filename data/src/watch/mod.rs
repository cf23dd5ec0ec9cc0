//! The watch: detectors, one file each, and the warnings they give.
//!
//! A detector is a pure function of a series up to a day, so that the same
//! code serves a request and a walk through the past.

mod alps;
mod creep;
mod feast;
mod first;
mod ipa;
mod late;
mod life;
mod months;
mod months_csv;
mod phase;
mod raise;
mod reason;
mod record;
mod reference;
mod reporting;
mod spread;
mod supply;
mod surge;
#[cfg(test)]
mod testing;
mod told;
mod warn;
mod watched;

pub use alps::{Alps, AlpsClass, alps, alps_realtime};
pub use creep::creep;
pub use feast::{Habit, LEAST_YEARS, change_before, course, habit, median_course};
pub use first::{above_baseline, first_market, surges_itself};
pub use ipa::{Ipa, IpaClass, IpaMode, ipa};
pub use late::{Lateness, late, next_report};
pub use life::{Episode, Life, Patience, Stage, episodes};
pub use months::{Months, TwoPrices};
pub use months_csv::MonthsError;
pub use phase::{Phase, Stand, phases};
pub use raise::Raising;
pub use record::Past;
pub use reference::above_reference;
pub use reporting::{days_owed, days_reported, reporting};
pub use spread::{Premiums, spread};
pub use supply::{Upstream, supply, supply_raised};
pub use surge::median;
pub use surge::{BASELINE_DAYS, Theta, surges, theta};
pub use told::told;
pub use warn::{MAX_AGE_DAYS, is_too_old, warning};
pub(crate) use warn::{bound, surge_level, year_median};
pub use watched::{Apart, Watched};
