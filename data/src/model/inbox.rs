//! The inbox of warnings: what officers do about them, and what follows from it.
//!
//! Each act is a row that nobody changes. Who owns a warning, whether it is acknowledged
//! and how long it is silenced follow from the last ones ([`Handling::of`]).

use super::ledger::LedgerEntry;
use super::{Role, WarningKind, WarningLevel};
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

/// Up to when a warning is silenced, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Silence {
    /// The last day, in western Indonesia.
    pub until: NaiveDate,
    /// Who wanted it so.
    pub by: Actor,
    /// Why.
    pub note: String,
    /// When it was written down.
    pub at: DateTime<Utc>,
}

/// How a warning stands with those who care for it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Handling {
    /// Who owns it.
    pub owner: Option<Actor>,
    /// Who has last acknowledged it, and when. This ends when the warning does, or rises.
    pub acknowledged: Option<(Actor, DateTime<Utc>)>,
    /// The silence that holds: up to the end of its day, and no longer than until the
    /// warning rises.
    pub silenced: Option<Silence>,
    /// The number of the last act about its owner, 0 without one.
    pub owner_act: i64,
    /// The number of the last act about its silence, 0 without one.
    pub silence_act: i64,
}

impl Handling {
    /// What follows from acts, in the order in which they were written down, on a day in
    /// western Indonesia. `level` is how grave the warning is, `ended` the moment at which
    /// it was last over before it came back.
    #[must_use]
    pub fn of<'a>(
        acts: impl IntoIterator<Item = &'a Act>,
        level: Option<WarningLevel>,
        ended: Option<DateTime<Utc>>,
        today: NaiveDate,
    ) -> Self {
        let mut handling = Self::default();
        for act in acts {
            let has_risen = level.is_some_and(|level| level > act.level);
            match act.what {
                ActKind::Take | ActKind::Hand | ActKind::Release => {
                    handling.owner.clone_from(&act.owner);
                    handling.owner_act = act.id;
                }
                ActKind::Acknowledge => {
                    let holds = !has_risen && ended.is_none_or(|ended| act.at > ended);
                    handling.acknowledged = holds.then(|| (act.by.clone(), act.at));
                }
                ActKind::Silence => {
                    let until = act.until.filter(|until| *until >= today && !has_risen);
                    let (by, note, at) = (act.by.clone(), act.note.clone(), act.at);
                    handling.silenced = until.map(|until| Silence { until, by, note, at });
                    handling.silence_act = act.id;
                }
                ActKind::Unsilence => {
                    handling.silenced = None;
                    handling.silence_act = act.id;
                }
                ActKind::Comment | ActKind::Action => {}
            }
        }
        handling
    }

    /// Whether nothing is told of the warning while it stays as it is.
    #[must_use]
    pub fn is_quiet(&self) -> bool {
        self.acknowledged.is_some() || self.silenced.is_some()
    }
}

/// What was done about each warning, by its number.
pub type Acts = BTreeMap<i64, Vec<Act>>;

/// What was done about an entry and about those that it continues, in the order in which
/// it was.
#[must_use]
pub fn acts_about<'a>(entry: &LedgerEntry, ledger: &[LedgerEntry], acts: &'a Acts) -> Vec<&'a Act> {
    let mut found: Vec<&Act> = entry.lineage(ledger).iter().filter_map(|id| acts.get(id)).flatten().collect();
    found.sort_by_key(|act| act.id);
    found
}

/// How an entry of the ledger stands with those who care for it.
#[must_use]
pub fn handling(entry: &LedgerEntry, ledger: &[LedgerEntry], acts: &Acts, today: NaiveDate) -> Handling {
    if acts.is_empty() {
        return Handling::default();
    }
    let level = entry.last().map(|step| step.level);
    Handling::of(acts_about(entry, ledger, acts), level, entry.ended_before(), today)
}

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

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn actor(name: &str) -> Actor {
        Actor { name: name.to_owned(), full_name: format!("{name} S."), role: Role::Officer }
    }

    fn act(id: i64, what: ActKind) -> Act {
        let owner = match what {
            ActKind::Take => Some(actor("sari")),
            ActKind::Hand => Some(actor("budi")),
            _ => None,
        };
        Act {
            id,
            warning: 1,
            what,
            level: WarningLevel::Siaga,
            by: actor("sari"),
            owner,
            until: (what == ActKind::Silence).then(|| day("2025-12-24")),
            note: String::new(),
            intervention: None,
            address: None,
            at: DateTime::UNIX_EPOCH + chrono::TimeDelta::minutes(id),
        }
    }

    fn on(acts: &[Act], today: &str) -> Handling {
        Handling::of(acts, Some(WarningLevel::Siaga), None, day(today))
    }

    #[test]
    fn a_silence_ends_by_itself_after_its_day() {
        let acts = [act(1, ActKind::Silence)];
        assert_eq!(on(&acts, "2025-12-24").silenced.map(|silence| silence.until), Some(day("2025-12-24")));
        assert_eq!(on(&acts, "2025-12-25").silenced, None);
    }

    #[test]
    fn what_was_silenced_or_acknowledged_is_no_longer_once_the_warning_rises() {
        let acts = [act(1, ActKind::Silence), act(2, ActKind::Acknowledge)];
        assert!(on(&acts, "2025-12-20").is_quiet());
        let risen = Handling::of(&acts, Some(WarningLevel::Awas), None, day("2025-12-20"));
        assert!(!risen.is_quiet() && risen.silence_act == 1);
    }

    #[test]
    fn an_acknowledgement_does_not_outlive_the_warning() {
        let acts = [act(1, ActKind::Acknowledge)];
        let ended = |minute| Some(DateTime::UNIX_EPOCH + chrono::TimeDelta::minutes(minute));
        let today = day("2025-12-20");
        assert!(Handling::of(&acts, None, ended(2), today).acknowledged.is_none());
        assert!(Handling::of(&acts, None, ended(0), today).acknowledged.is_some());
    }

    #[test]
    fn everybody_is_told_an_office_and_officers_a_name() {
        let handling = on(&[act(1, ActKind::Take)], "2025-12-20");
        let to_all = Handled::of(&handling, None);
        assert_eq!(to_all.owner, Some(Named { role: Role::Officer, full_name: None }));
        assert!(!to_all.is_mine && Handled::of(&handling, Some("sari")).is_mine);
        assert_eq!(Handled::of(&handling, Some("budi")).owner.unwrap().full_name.as_deref(), Some("sari S."));
    }

    proptest! {
        #[test]
        fn any_acts_give_a_state_that_follows_from_the_last_ones(kinds in prop::collection::vec(0_usize..8, 0..30)) {
            let acts: Vec<Act> =
                kinds.iter().zip(1_i64..).map(|(kind, id)| act(id, ActKind::ALL[*kind])).collect();
            let handling = on(&acts, "2025-12-20");
            let last = |wanted: fn(ActKind) -> bool| acts.iter().rev().find(|act| wanted(act.what));
            let of_owner = last(ActKind::is_of_owner);
            prop_assert_eq!(&handling.owner, &of_owner.and_then(|act| act.owner.clone()));
            prop_assert_eq!(handling.owner_act, of_owner.map_or(0, |act| act.id));
            let of_silence = last(ActKind::is_of_silence);
            prop_assert_eq!(handling.silenced.is_some(), of_silence.is_some_and(|act| act.what == ActKind::Silence));
            prop_assert_eq!(handling.silence_act, of_silence.map_or(0, |act| act.id));
            let seen = last(|what| what == ActKind::Acknowledge);
            prop_assert_eq!(handling.acknowledged.map(|(_, at)| at), seen.map(|act| act.at));
            // Acts of another concern change nothing of it.
            let owners: Vec<&Act> = acts.iter().filter(|act| act.what.is_of_owner()).collect();
            let alone = Handling::of(owners.iter().copied(), None, None, day("2025-12-20"));
            prop_assert_eq!(alone.owner, handling.owner);
        }
    }
}
