//! A ledger of warnings, for tests of pages.

use super::{chart, warning};
use chrono::{DateTime, NaiveDate, Utc};
use lumbung_data::model::ledger::{LedgerPage, LedgerRow, Step, StepKind, StoryPage};
use lumbung_data::model::page::Standing;
use lumbung_data::model::{Lang, WarningLevel, WarningState};

fn row(id: i64, ended: Option<(StepKind, NaiveDate)>, lang: Lang) -> LedgerRow {
    let told = warning("Cabai rawit merah", lang);
    LedgerRow {
        id: Some(id),
        kind: told.kind,
        level: told.level,
        commodity: told.commodity,
        name: told.commodity_name,
        at: told.place,
        place: told.place_name,
        onset: told.onset,
        ended,
        reason: told.reason,
        record: told.record,
    }
}

pub(super) fn ledger(standing: Standing, flagged: bool, lang: Lang) -> LedgerPage {
    let day = |text: &str| text.parse::<NaiveDate>().unwrap();
    let over = vec![
        row(2, Some((StepKind::Withdrawn, day("2025-12-01"))), lang),
        row(1, Some((StepKind::Over, day("2025-11-12"))), lang),
    ];
    let elsewhere = LedgerRow { id: None, place: "Kab. Cianjur".to_owned(), ..row(4, None, lang) };
    if flagged {
        LedgerPage { standing, city: vec![row(3, None, lang)], elsewhere: vec![elsewhere], over }
    } else {
        LedgerPage { standing, city: Vec::new(), elsewhere: Vec::new(), over: Vec::new() }
    }
}

pub(super) fn story(standing: Standing, id: i64, lang: Lang) -> Option<StoryPage> {
    if id > 3 {
        return None;
    }
    let told = warning("Cabai rawit merah", lang);
    let step = |what, state, level| {
        let reason = [told.reason.clone(), told.reason.clone()];
        let step = Step { what, on: told.on, version: 7, level, state, reason, evidence: told.evidence.clone() };
        (step, DateTime::<Utc>::UNIX_EPOCH)
    };
    Some(StoryPage {
        standing,
        row: row(id, None, lang),
        steps: vec![
            step(StepKind::InForce, WarningState::Pending, WarningLevel::Waspada),
            step(StepKind::InForce, WarningState::Firing, WarningLevel::Siaga),
            step(StepKind::Withdrawn, WarningState::Firing, WarningLevel::Siaga),
        ],
        chart: Some(chart()),
        supply: vec![super::plans::supply_line()],
    })
}
