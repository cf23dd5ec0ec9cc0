//! A subsidised market in Regol, with its effect.

use super::at;
use crate::harness::chart;
use chrono::NaiveDate;
use lumbung_data::model::feast::Upcoming;
use lumbung_data::model::intervention::page::{
    Change, Effect, EffectDay, EffectFigures, EffectVerdict, Effects, Filter, InterventionForm, InterventionPage,
    InterventionsPage, Month, Part, PlaceCount, Row,
};
use lumbung_data::model::intervention::{
    Entered, EnteredItem, Entry, Intervention, InterventionKind, InterventionStatus, Item, Phase,
};
use lumbung_data::model::map::{Mark, MarkKind, Panel};
use lumbung_data::model::{CommodityId, Lang, PlaceCode};

fn day(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 3, day).unwrap()
}

fn eggs() -> CommodityId {
    CommodityId::parse("telur-ayam-ras").unwrap()
}

fn kosambi() -> PlaceCode {
    PlaceCode::parse("3273/kosambi").unwrap()
}

fn market() -> Intervention {
    let item = Item {
        price: Some(25_000),
        reference: Some(28_000),
        subsidy: Some(2_000),
        limit: Some(2.0),
        ..Item::of(eggs(), "kg", 500.0)
    };
    Intervention {
        kind: InterventionKind::PasarMurah,
        status: InterventionStatus::Planned,
        title: "Pasar murah Regol".to_owned(),
        district: Some("327311".to_owned()),
        location: "Lapangan Kelurahan Ancol".to_owned(),
        places: vec![kosambi()],
        from: day(13),
        to: day(17),
        organiser: "Disdagin".to_owned(),
        partner: "Bulog".to_owned(),
        items: vec![item],
        note: String::new(),
        outcome: String::new(),
        warning: Some(3),
    }
}

/// It as a row of the list.
pub(crate) fn row() -> Row {
    Row {
        id: 7,
        kind: InterventionKind::PasarMurah,
        phase: Phase::Running,
        title: "Pasar murah Regol".to_owned(),
        at: "Kecamatan Regol".to_owned(),
        from: day(13),
        to: day(17),
        sold: vec!["Telur ayam ras".to_owned()],
        subsidy: Some(1_000_000.0),
    }
}

/// The list with it alone.
pub(crate) fn page() -> InterventionsPage {
    let mark = Mark {
        place: kosambi(),
        kind: MarkKind::Acted(true),
        at: (200.0, 135.0),
        lines: vec!["Kosambi".to_owned(), "1 kegiatan".to_owned()],
        label: (212.0, 140.0),
        room: [190.0, 120.0, 90.0, 40.0],
    };
    InterventionsPage {
        filter: Filter::default(),
        districts: vec![("327311".to_owned(), "Regol".to_owned())],
        commodities: vec![(eggs(), "Telur ayam ras".to_owned())],
        rows: vec![row()],
        month: Month {
            first: day(1),
            today: Some(day(15)),
            rows: vec![row()],
            feasts: vec![Upcoming { name: "Idulfitri".to_owned(), date: day(21), days: 6, tentative: true }],
        },
        map: Some(Panel {
            width: 400.0,
            height: 270.0,
            land: String::new(),
            flows: Vec::new(),
            marks: vec![mark],
            bar: (80.0, 1.0),
        }),
        approximate: true,
        places: vec![PlaceCount {
            place: Some(kosambi()),
            name: "Pasar Kosambi".to_owned(),
            held: 1,
            coming: 0,
            last: Some(day(15)),
        }],
        may_enter: false,
    }
}

/// Its page, before its effect can be told.
pub(crate) fn one() -> InterventionPage {
    InterventionPage {
        entry: Entry { id: 7, revision: 2, at: at(5), intervention: market() },
        phase: Phase::Coming,
        district: Some("Regol".to_owned()),
        places: vec![(kosambi(), "Pasar Kosambi".to_owned())],
        names: vec![("Telur ayam ras".to_owned(), true)],
        warning: Some((3, "Telur ayam ras, Kota Bandung".to_owned())),
        effects: Effects::None,
        history: vec![
            Change { revision: 2, at: at(5), actor: None, changed: vec![Part::Days, Part::Items] },
            Change { revision: 1, at: at(0), actor: None, changed: Vec::new() },
        ],
        may_change: false,
    }
}

/// An effect on simulated prices.
pub(crate) fn effect() -> Effect {
    Effect {
        commodity: eggs(),
        name: "Telur ayam ras".to_owned(),
        verdict: EffectVerdict::Lower,
        text: "Harga rata-rata 8,0% lebih rendah.".to_owned(),
        simulated: true,
        figures: Some(EffectFigures {
            unit: "kg".to_owned(),
            share: (-0.08, [-0.12, -0.04]),
            rupiah: (-2_400.0, [-3_600.0, -1_200.0]),
            lasted: Some((12, true)),
            relief: Some((28_800.0, [14_400.0, 43_200.0])),
            cost: Some((34.7, 23.1, None)),
            controls: vec!["Pasar Andir".to_owned(), "Pasar Baru".to_owned()],
            chart: Some(chart()),
            days: vec![EffectDay { date: day(13), price: 27_600.0, expected: 30_000.0, share: -0.08, between: None }],
        }),
    }
}

/// The form of its change, with one more row.
pub(crate) fn form() -> InterventionForm {
    let mut entered = Entered::of(&market(), Lang::Id);
    entered.items.push(EnteredItem::default());
    InterventionForm {
        changes: Some((7, 2)),
        entered,
        districts: vec![("327311".to_owned(), "Regol".to_owned())],
        places: vec![(kosambi(), "Pasar Kosambi".to_owned())],
        commodities: vec![(eggs(), "Telur ayam ras".to_owned(), "kg".to_owned())],
    }
}
