//! What an intervention, such as a subsidised market, did to prices where it was held.
//!
//! Prices at the place are compared, before and after, with prices at places without
//! one: difference in differences ([`assess`]), how far it may be trusted by what the
//! same comparison says where and when there was nothing (placebos), and beside it a
//! synthetic control where there are enough places to make one of.
//!
//! Everything here is a pure function of prices by day. Which places are compared is the
//! caller's matter; METHODS.md has the formulas with their sources and limits.

mod assess;
mod difference;
mod panel;
mod placebo;
mod plan;
mod refusal;
mod relief;
mod simplex;
#[cfg(test)]
mod simulated;
mod synthetic;
#[cfg(test)]
mod tests;
mod told;
mod verdict;

pub use assess::{Day, Estimate, Impact, Lasted, Placebos, assess};
pub use panel::{LeftOut, Panel, Series};
pub use placebo::LEVEL;
pub use plan::Plan;
pub use refusal::Refusal;
pub use relief::{Cost, Relief};
pub use synthetic::{NoSynthetic, Synthetic};
pub use told::Names;
pub use verdict::{LITTLE, Reason, Verdict};

#[expect(clippy::cast_precision_loss, reason = "counts of days and places")]
fn to_f64(count: usize) -> f64 {
    count as f64
}
