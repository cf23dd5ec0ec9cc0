//! A ledger of warnings, for tests of pages.

use super::samples::{at, office};
use super::{chart, warning};
use chrono::{DateTime, NaiveDate, Utc};
use lumbung_data::model::inbox::{ActDesk, ActKind, ActRow, Handled, InboxFilter, Named, Tally};
use lumbung_data::model::ledger::{LedgerPage, LedgerRow, Step, StepKind, StoryPage};
use lumbung_data::model::office::OfficePage;
use lumbung_data::model::page::Standing;
use lumbung_data::model::{Lang, Role, WarningLevel, WarningState};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn standing() -> Standing {
    office(None, OfficePage::Code).standing
}

fn row(id: i64, ended: Option<(StepKind, NaiveDate)>, lang: Lang) -> LedgerRow {
    let told = warning("Cabai rawit merah", lang);
    LedgerRow {
        id: Some(id),
        kind: told.kind,
        level: told.level,
        state: told.state,
        commodity: told.commodity,
        name: told.commodity_name,
        at: told.place,
        place: told.place_name,
        onset: told.onset,
        age_days: ended.is_none().then_some(7),
        handled: Handled::default(),
        ended,
        reason: told.reason,
        record: told.record,
    }
}

/// The inbox of a city with one warning, or none.
pub(crate) fn ledger(flagged: bool, lang: Lang) -> LedgerPage {
    let over = vec![
        row(2, Some((StepKind::Withdrawn, day("2025-12-01"))), lang),
        row(1, Some((StepKind::Over, day("2025-11-12"))), lang),
    ];
    let elsewhere = LedgerRow { id: None, place: "Kab. Cianjur".to_owned(), ..row(4, None, lang) };
    let empty = LedgerPage {
        standing: standing(),
        filter: InboxFilter::default(),
        to_officer: false,
        tally: Tally { normal: 2, ..Tally::default() },
        city: Vec::new(),
        silenced: Vec::new(),
        elsewhere: Vec::new(),
        over: Vec::new(),
    };
    if flagged {
        let tally = Tally { normal: 1, firing: 1, unowned: 1, ..Tally::default() };
        LedgerPage { tally, city: vec![row(3, None, lang)], elsewhere: vec![elsewhere], over, ..empty }
    } else {
        empty
    }
}

/// The story of a warning, with the forms of an officer or without.
pub(crate) fn story(id: i64, to_officer: bool, lang: Lang) -> StoryPage {
    let told = warning("Cabai rawit merah", lang);
    let step = |what, state, level| {
        let reason = [told.reason.clone(), told.reason.clone()];
        let step = Step { what, on: told.on, version: 7, level, state, reason, evidence: told.evidence.clone() };
        (step, DateTime::<Utc>::UNIX_EPOCH)
    };
    let desk = ActDesk {
        colleagues: vec![("budi".to_owned(), "Budi Santoso".to_owned())],
        owner_act: 0,
        silence_act: 0,
        silence: [day("2025-12-19"), day("2026-03-19")],
        entered: None,
    };
    StoryPage {
        standing: standing(),
        row: row(id, None, lang),
        steps: vec![
            step(StepKind::InForce, WarningState::Pending, WarningLevel::Waspada),
            step(StepKind::InForce, WarningState::Firing, WarningLevel::Siaga),
            step(StepKind::Withdrawn, WarningState::Firing, WarningLevel::Siaga),
        ],
        acts: Vec::new(),
        desk: to_officer.then_some(desk),
        chart: Some(chart()),
        supply: vec![super::plans::supply_line()],
    }
}

/// What was done about a warning.
pub(crate) fn acts(to_officer: bool) -> Vec<ActRow> {
    let named = |role, name: &str| Named { role, full_name: to_officer.then(|| name.to_owned()) };
    let act = |what, minutes| ActRow {
        what,
        by: named(Role::Officer, "Sari Wulandari"),
        owner: (what == ActKind::Hand).then(|| named(Role::Leader, "Budi Santoso")),
        until: (what == ActKind::Silence).then(|| day("2025-12-24")),
        note: "Sudah dikonfirmasi ke pasar.".to_owned(),
        intervention: (what == ActKind::Action).then_some(12),
        address: None,
        at: at(minutes),
    };
    let all = [ActKind::Take, ActKind::Acknowledge, ActKind::Action, ActKind::Hand, ActKind::Silence];
    all.into_iter().zip(0..).map(|(what, minutes)| act(what, minutes)).collect()
}
