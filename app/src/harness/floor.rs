//! Pages of the market floor.

use super::samples::at;
use chrono::NaiveDate;
use lumbung_data::model::floor::{Answer, Cause};
use lumbung_data::model::office::{
    FloorEntered, FloorForm, FloorMarket, FloorMarkets, FloorNote, FloorNotes, FloorReminder, FloorRow, FloorWalk,
    FloorWalks,
};
use lumbung_data::model::{CommodityId, Location, PlaceCode, SourceId};

fn kosambi() -> PlaceCode {
    PlaceCode::parse("3273/kosambi").unwrap()
}

fn date(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, day).unwrap()
}

pub(crate) fn floor_markets() -> FloorMarkets {
    FloorMarkets {
        person: 7,
        today: Some(date(30)),
        markets: vec![FloorMarket {
            code: kosambi(),
            name: "Pasar Kosambi".to_owned(),
            at: Some(Location { lat: -6.919, lon: 107.624 }),
            came: 3,
            own: true,
        }],
        asked: 21,
    }
}

/// A form with one commodity that has a price in the book, and one of which nothing is known.
pub(crate) fn floor_form() -> FloorForm {
    let known = FloorRow {
        commodity: CommodityId::parse("bawang-merah").unwrap(),
        name: "Bawang merah".to_owned(),
        units: vec![("kg".to_owned(), 1.0), ("500 g".to_owned(), 0.5)],
        last: Some((32_000.0, date(26), SourceId::parse("lokal").unwrap())),
        others: Some(31_000.0),
        bounds: (1_500.0, 900_000.0),
        jump: 1.25,
        distance: 2.0,
        kept: Some((Answer::Price, Some(33_000.0), "kg".to_owned())),
        entered: FloorEntered::default(),
        asks: false,
        trouble: None,
    };
    let unknown = FloorRow {
        commodity: CommodityId::parse("bawang-putih").unwrap(),
        name: "Bawang putih".to_owned(),
        last: None,
        others: None,
        kept: Some((Answer::NoGoods, None, "kg".to_owned())),
        trouble: Some("Tulis rupiah bulat, misalnya 32000 atau 32.000.".to_owned()),
        ..known.clone()
    };
    FloorForm {
        person: 7,
        market: kosambi(),
        name: "Pasar Kosambi".to_owned(),
        form: "0190f1a2-0000-7000-8000-000000000001".to_owned(),
        day: date(30),
        days: vec![date(30), date(29)],
        rows: vec![known, unknown],
        sent: None,
    }
}

/// A plan with one market that is nearly done, and one from which nothing has come.
pub(crate) fn floor_walks() -> FloorWalks {
    let done = FloorWalk {
        market: kosambi(),
        name: "Pasar Kosambi".to_owned(),
        person: Some(7),
        came: 20,
        missing: vec!["Gula pasir lokal".to_owned()],
        last: Some(at(0)),
        reminder: FloorReminder::Unneeded,
    };
    let silent = FloorWalk {
        market: PlaceCode::parse("3273/baru").unwrap(),
        name: "Pasar Baru".to_owned(),
        person: None,
        came: 0,
        missing: Vec::new(),
        last: None,
        reminder: FloorReminder::NoAddress,
    };
    FloorWalks {
        day: date(30),
        days: vec![date(30), date(29)],
        is_survey_day: true,
        remind_at: Some("11.00".to_owned()),
        today: date(30),
        asked: 21,
        rows: vec![done, silent],
        people: vec![(7, "Sari Wulandari".to_owned())],
    }
}

/// What two entries of one commodity say, of which the later counts.
pub(crate) fn floor_notes() -> FloorNotes {
    let first = FloorNote {
        id: "0190f1a2-0000-7000-8000-000000000001".to_owned(),
        commodity: "Bawang merah".to_owned(),
        answer: Answer::Price,
        stalls: vec![6_400],
        unit: "ons".to_owned(),
        cause: None,
        note: String::new(),
        has_photo: false,
        by: "Sari Wulandari".to_owned(),
        made: at(0),
        received: at(0),
        counts: false,
    };
    let second = FloorNote {
        id: "0190f1a2-0000-7000-8000-000000000002".to_owned(),
        stalls: vec![63_000, 64_000, 70_000],
        unit: "kg".to_owned(),
        cause: Some(Cause::Scarce),
        note: "Kiriman terlambat".to_owned(),
        has_photo: true,
        counts: true,
        ..first.clone()
    };
    FloorNotes { market: kosambi(), name: "Pasar Kosambi".to_owned(), day: date(30), rows: vec![second, first] }
}
