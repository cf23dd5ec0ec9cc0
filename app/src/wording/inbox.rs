//! The inbox of warnings in words: kinds, states, who, and what was done.

use crate::i18n::words;
use lumbung_data::model::inbox::{ActKind, ActRow, Named, Whose};
use lumbung_data::model::{Lang, Role, WarningKind, WarningState, date_long};

/// The name of a kind of warning.
pub(crate) fn kind(kind: WarningKind, lang: Lang) -> &'static str {
    match kind {
        WarningKind::Surge => words!(lang, kind.surge),
        WarningKind::Early => words!(lang, kind.early),
        WarningKind::Creep => words!(lang, kind.creep),
        WarningKind::Supply => words!(lang, kind.supply),
        WarningKind::Spread => words!(lang, kind.spread),
        WarningKind::Reference => words!(lang, kind.reference),
        WarningKind::NoData => words!(lang, kind.no_data),
    }
}

/// Where in its life a warning is, in a word.
pub(crate) fn state(state: WarningState, lang: Lang) -> &'static str {
    match state {
        WarningState::Pending => words!(lang, inbox.pending),
        WarningState::Firing => words!(lang, inbox.firing),
        WarningState::Recovering => words!(lang, inbox.recovering),
        WarningState::NoData => words!(lang, inbox.no_data),
    }
}

/// Whose warnings are listed.
pub(crate) fn whose(whose: Whose, lang: Lang) -> &'static str {
    match whose {
        Whose::All => words!(lang, inbox.all),
        Whose::Mine => words!(lang, inbox.mine),
        Whose::Unowned => words!(lang, inbox.unowned),
        Whose::Silenced => words!(lang, inbox.silenced_ones),
    }
}

/// Somebody: by name and office to officers, by office to everybody else.
pub(crate) fn named(who: &Named, lang: Lang) -> String {
    let office = match who.role {
        Role::Viewer => words!(lang, inbox.by_viewer),
        Role::Officer => words!(lang, inbox.by_officer),
        Role::Leader => words!(lang, inbox.by_leader),
        Role::Admin => words!(lang, inbox.by_admin),
    };
    who.full_name.as_ref().map_or_else(|| office.to_owned(), |name| format!("{name} ({office})"))
}

/// How many warnings nobody owns, as a sentence.
pub(crate) fn unowned(count: usize, lang: Lang) -> String {
    match count {
        1 => words!(lang, inbox.unowned_one).to_owned(),
        count => words!(lang, inbox.unowned_many, count = count),
    }
}

/// Days since a warning's first.
pub(crate) fn age(days: i64, lang: Lang) -> String {
    match days {
        ..=0 => words!(lang, inbox.age_new).to_owned(),
        1 => words!(lang, inbox.age_one).to_owned(),
        days => words!(lang, inbox.age_days, days = days),
    }
}

/// What was done, and by whom.
pub(crate) fn act(row: &ActRow, lang: Lang) -> String {
    let who = named(&row.by, lang);
    match row.what {
        ActKind::Take => words!(lang, inbox.taken_by, who = who),
        ActKind::Hand => {
            let owner = row.owner.as_ref().map(|owner| named(owner, lang)).unwrap_or_default();
            words!(lang, inbox.handed_by, who = who, owner = owner)
        }
        ActKind::Release => words!(lang, inbox.released_by, who = who),
        ActKind::Acknowledge => words!(lang, inbox.acknowledged_by, who = who),
        ActKind::Comment => words!(lang, inbox.comment_by, who = who),
        ActKind::Action => words!(lang, inbox.action_by, who = who),
        ActKind::Silence => {
            let until = row.until.map(|day| date_long(day, lang)).unwrap_or_default();
            words!(lang, inbox.silenced_by, who = who, until = until)
        }
        ActKind::Unsilence => words!(lang, inbox.unsilenced_by, who = who),
    }
}

/// How many warnings nobody owns, for a link.
pub(crate) fn without_owner(count: usize, lang: Lang) -> String {
    match count {
        1 => words!(lang, inbox.without_owner_one).to_owned(),
        count => words!(lang, inbox.without_owner_many, count = count),
    }
}
