//! The inbox as pages tell it: what a list is cut to, how a warning is handled, and what a form
//! about one needs.

use super::{ActKind, Actor, Handling, Named};
use crate::model::{WarningKind, WarningLevel};
use chrono::{DateTime, NaiveDate, Utc};

/// Whose warnings a list shows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Whose {
    /// All of them.
    #[default]
    All,
    /// Those that the visitor owns.
    Mine,
    /// Those that nobody owns.
    Unowned,
    /// Those that are silenced.
    Silenced,
}

impl Whose {
    /// Those that narrow a list down.
    pub const CHOICES: [Self; 3] = [Self::Mine, Self::Unowned, Self::Silenced];

    /// Its name in an address.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::All => "",
            Self::Mine => "saya",
            Self::Unowned => "tanpa-pemilik",
            Self::Silenced => "disenyapkan",
        }
    }

    /// The one of that name; all for any other.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        Self::CHOICES.into_iter().find(|whose| whose.as_str() == text).unwrap_or_default()
    }
}

/// What the list of warnings is cut to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct InboxFilter {
    /// Whose.
    pub whose: Whose,
    /// Of which kind.
    pub kind: Option<WarningKind>,
    /// Of which level.
    pub level: Option<WarningLevel>,
}

/// The warnings of the city, counted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// Watched commodities without a warning.
    pub normal: usize,
    /// Seen, not yet certain.
    pub pending: usize,
    /// Confirmed.
    pub firing: usize,
    /// Easing, still watched.
    pub recovering: usize,
    /// Without reports.
    pub no_data: usize,
    /// Those that alarm and that nobody owns.
    pub unowned: usize,
    /// Those that are silenced; they count above as well.
    pub silenced: usize,
}

/// How a warning is handled, as a page tells it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Handled {
    /// Who owns it.
    pub owner: Option<Named>,
    /// Whether that is who reads the page.
    pub is_mine: bool,
    /// Who acknowledged it, and when.
    pub acknowledged: Option<(Named, DateTime<Utc>)>,
    /// The last day of its silence, and why.
    pub silenced: Option<(NaiveDate, String)>,
}

impl Handled {
    /// The same as a page tells it to an officer of that name, or to everybody.
    #[must_use]
    pub fn of(handling: &Handling, officer: Option<&str>) -> Self {
        let shown = |actor: &Actor| actor.shown(officer.is_some());
        Self {
            owner: handling.owner.as_ref().map(shown),
            is_mine: handling.owner.as_ref().is_some_and(|owner| officer == Some(owner.name.as_str())),
            acknowledged: handling.acknowledged.as_ref().map(|(by, at)| (shown(by), *at)),
            silenced: handling.silenced.as_ref().map(|silence| (silence.until, silence.note.clone())),
        }
    }
}

/// An act, as a page tells it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActRow {
    /// What.
    pub what: ActKind,
    /// Who acted.
    pub by: Named,
    /// Who was handed it.
    pub owner: Option<Named>,
    /// The last day of a silence.
    pub until: Option<NaiveDate>,
    /// The comment, the action or the reason; may be empty.
    pub note: String,
    /// The number of an intervention.
    pub intervention: Option<i64>,
    /// The path of a page that says more.
    pub address: Option<String>,
    /// When it was written down.
    pub at: DateTime<Utc>,
}

/// What an officer needs to act on a warning.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActDesk {
    /// Colleagues that it can be handed to: the name to sign in with, and to be called by.
    pub colleagues: Vec<(String, String)>,
    /// The number of the last act about its owner: one who did not see it is told so.
    pub owner_act: i64,
    /// The number of the last act about its silence.
    pub silence_act: i64,
    /// The first and the last day up to which it can be silenced.
    pub silence: [NaiveDate; 2],
    /// What was entered, where a form comes back.
    pub entered: Option<EnteredAct>,
}

/// What was entered into a form about a warning.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EnteredAct {
    /// What.
    pub what: ActKind,
    /// The colleague.
    pub colleague: String,
    /// The note.
    pub note: String,
    /// The last day of a silence.
    pub until: String,
    /// The page that says more.
    pub address: String,
}
