//! What follows from acts: who owns a warning, who has acknowledged it, and how long it is silenced.

use super::{Act, ActKind, Actor, Acts};
use crate::model::WarningLevel;
use crate::model::ledger::LedgerEntry;
use chrono::{DateTime, NaiveDate, Utc};

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
