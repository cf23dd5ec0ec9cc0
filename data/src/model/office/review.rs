//! One reported value, what stands around it, and what was decided about it.

use crate::model::{Grounds, ObsStatus, Rule, Ruling, SeriesKey};
use chrono::{DateTime, NaiveDate, Utc};

/// `/tinjau/…`: a value that an officer looks at.
#[derive(Debug, Clone, PartialEq)]
pub struct Review {
    /// Which series.
    pub key: SeriesKey,
    /// Which of its days.
    pub date: NaiveDate,
    /// The commodity's name.
    pub commodity: String,
    /// The place's name.
    pub place: String,
    /// The figure as received.
    pub reported: f64,
    /// Its unit.
    pub reported_unit: String,
    /// The price that is used, per canonical unit; none while it is in doubt.
    pub price: Option<f64>,
    /// The canonical unit.
    pub unit: String,
    /// What is known of it.
    pub status: ObsStatus,
    /// The rule that says so.
    pub rule: Rule,
    /// What that rests on.
    pub grounds: Grounds,
    /// The reports around it, and this one, by date.
    pub around: Vec<Around>,
    /// Whether a decision is in force.
    pub is_decided: bool,
    /// What was decided, the latest first.
    pub history: Vec<RulingRow>,
    /// The form as it was sent, where it comes back.
    pub entered: Option<EnteredRuling>,
}

/// What a market and the others had on a day, per canonical unit.
#[derive(Debug, Clone, PartialEq)]
pub struct Around {
    /// The day.
    pub date: NaiveDate,
    /// What this market reported.
    pub own: Option<f64>,
    /// Whether that is in doubt.
    pub doubted: bool,
    /// The median price of the other markets and how many there are.
    pub others: Option<(f64, u32)>,
}

/// A decision as it was recorded.
#[derive(Debug, Clone, PartialEq)]
pub struct RulingRow {
    /// The version that it made.
    pub version: i64,
    /// The figure that it is about.
    pub reported: f64,
    /// What was decided; none where the decision before was taken back.
    pub ruling: Option<Ruling>,
    /// Why.
    pub reason: String,
    /// Who.
    pub actor: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// The fields of the form.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct EnteredRuling {
    /// Which choice, by its name; may be none.
    pub ruling: String,
    /// The price of a correction.
    pub price: String,
    /// Why.
    pub reason: String,
}
