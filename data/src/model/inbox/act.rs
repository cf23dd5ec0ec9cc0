//! What somebody does about a warning, as it is written down.

use crate::model::{Role, WarningLevel};
use chrono::{DateTime, NaiveDate, Utc};
use std::collections::BTreeMap;

/// What somebody does about a warning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ActKind {
    /// Takes it over: owns it from then on.
    Take,
    /// Hands it to a colleague.
    Hand,
    /// Lets it go: nobody owns it.
    Release,
    /// Says that it was seen, with a comment.
    Acknowledge,
    /// Says something about it.
    Comment,
    /// Says what was done.
    Action,
    /// Wants to hear no more of it up to a day.
    Silence,
    /// Ends that before its day.
    Unsilence,
}

impl ActKind {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::Take,
        Self::Hand,
        Self::Release,
        Self::Acknowledge,
        Self::Comment,
        Self::Action,
        Self::Silence,
        Self::Unsilence,
    ];

    /// Its name in the book and in forms.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Take => "take",
            Self::Hand => "hand",
            Self::Release => "release",
            Self::Acknowledge => "acknowledge",
            Self::Comment => "comment",
            Self::Action => "action",
            Self::Silence => "silence",
            Self::Unsilence => "unsilence",
        }
    }

    /// The one of that name.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text)
    }

    /// Whether it says who owns a warning.
    #[must_use]
    pub fn is_of_owner(self) -> bool {
        matches!(self, Self::Take | Self::Hand | Self::Release)
    }

    /// Whether it says how long a warning is silenced.
    #[must_use]
    pub fn is_of_silence(self) -> bool {
        matches!(self, Self::Silence | Self::Unsilence)
    }

    /// Whether it is of use only while the warning is in force.
    #[must_use]
    pub fn wants_force(self) -> bool {
        matches!(self, Self::Acknowledge | Self::Silence)
    }
}

/// An officer, as the book knows them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    /// The name to sign in with.
    pub name: String,
    /// The name to be called by.
    pub full_name: String,
    /// What they were then: all that everybody is told.
    pub role: Role,
}

impl Actor {
    /// As a page names them: with the name for officers only.
    #[must_use]
    pub fn shown(&self, to_officers: bool) -> Named {
        Named { role: self.role, full_name: to_officers.then(|| self.full_name.clone()) }
    }
}

/// Somebody, as far as a page may name them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// Their office.
    pub role: Role,
    /// Their name; none where everybody reads.
    pub full_name: Option<String>,
}

/// One act, as it was written down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Act {
    /// Its number, rising over all warnings.
    pub id: i64,
    /// The number of the warning in the ledger.
    pub warning: i64,
    /// What.
    pub what: ActKind,
    /// How grave the warning was.
    pub level: WarningLevel,
    /// Who acted.
    pub by: Actor,
    /// Who owns it from then on, where somebody takes or is handed it.
    pub owner: Option<Actor>,
    /// The last day of a silence, in western Indonesia.
    pub until: Option<NaiveDate>,
    /// The comment, the action or the reason; may be empty.
    pub note: String,
    /// The number of an intervention that answers the warning.
    pub intervention: Option<i64>,
    /// The path of a page that says more.
    pub address: Option<String>,
    /// When it was written down.
    pub at: DateTime<Utc>,
}

/// What was done about each warning, by its number.
pub type Acts = BTreeMap<i64, Vec<Act>>;
