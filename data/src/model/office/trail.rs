//! The audit trail.

use chrono::{DateTime, NaiveDate, Utc};

/// What the audit trail is cut to, as it stands in the address.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TrailFilter {
    /// `siapa`: an actor.
    pub actor: String,
    /// `apa`: an action.
    pub action: String,
    /// `dari`: the first day, in western Indonesia.
    pub from: Option<NaiveDate>,
    /// `sampai`: the last day.
    pub to: Option<NaiveDate>,
}

/// The audit trail, the latest first.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Trail {
    /// What it is cut to.
    pub filter: TrailFilter,
    /// The actors that occur.
    pub actors: Vec<String>,
    /// The actions that occur.
    pub actions: Vec<String>,
    /// This page's rows.
    pub rows: Vec<TrailRow>,
    /// How many rows the filter lets through.
    pub total: u64,
    /// Where the next, older page begins: `sebelum`.
    pub older: Option<i64>,
    /// Whether every row's seal fits the one before: nothing was changed or
    /// taken out.
    pub intact: bool,
}

/// One write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrailRow {
    /// Its number.
    pub id: i64,
    /// When.
    pub at: DateTime<Utc>,
    /// Who.
    pub actor: String,
    /// What.
    pub action: String,
    /// To what.
    pub subject: String,
    /// From where.
    pub address: String,
    /// What was before, as JSON; empty for nothing.
    pub before: String,
    /// What was after, as JSON; empty for nothing.
    pub after: String,
}
