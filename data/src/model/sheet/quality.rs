//! How good the data of a sheet are.

use super::Bilingual;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// How good the data of the week are.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SheetQuality {
    /// The city's survey days in the week.
    pub days: u32,
    /// The markets that reported in the week.
    pub reported: Vec<String>,
    /// Those that did not though they had before, each with its last report.
    pub silent: Vec<(String, NaiveDate)>,
    /// Watched commodities without a price in the week.
    pub unpriced: Vec<Bilingual>,
    /// Suspect values in the week that nobody decided about.
    pub suspects: Vec<SheetSuspect>,
    /// Whether figures are simulated.
    pub simulated: bool,
    /// The lines that say all of it.
    pub lines: Vec<Bilingual>,
}

/// A suspect value.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SheetSuspect {
    /// The commodity's name.
    pub name: Bilingual,
    /// The place's name.
    pub place: String,
    /// The day.
    pub date: NaiveDate,
    /// The figure as received.
    pub reported: f64,
    /// Its unit.
    pub unit: String,
}
