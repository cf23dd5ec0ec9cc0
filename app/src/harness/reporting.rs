//! The calendar and the revisions that the page about the data shows in tests.

use chrono::NaiveDate;
use lumbung_data::model::reporting::{DayReport, PlaceCalendar, Reporting, RevisionRow, SourceCalendar};
use lumbung_data::model::{CommodityId, PlaceCode, PriceLevel, SourceId};

fn day(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2025, month, day).unwrap()
}

/// Two weeks of one market that falls silent, and one revision.
pub(crate) fn reporting() -> Reporting {
    let source = SourceId::parse("pihps").unwrap();
    let did = |did| DayReport::Expected { did, could: 21 };
    let free = DayReport::Free;
    let days = vec![did(21), did(21), did(12), did(21), did(21), free, free, did(21), did(0), free, did(0), did(0)];
    let place = PlaceCalendar {
        place: PlaceCode::parse("3273/kosambi").unwrap(),
        name: "Pasar Kosambi".to_owned(),
        level: PriceLevel::Retail,
        days,
        silent_since: Some(day(12, 16)),
    };
    let revision = RevisionRow {
        date: day(12, 3),
        commodity: CommodityId::parse("bawang-merah").unwrap(),
        name: "Bawang merah".to_owned(),
        place: "Pasar Kosambi".to_owned(),
        source: source.clone(),
        unit: "kg".to_owned(),
        before: 13_000.0,
        after: Some(31_000.0),
        version: 7,
        file: Some("pekan-ini.csv".to_owned()),
    };
    let calendar = SourceCalendar { source, from: day(12, 8), until: day(12, 19), places: vec![place] };
    Reporting { calendars: vec![calendar], revisions: vec![revision] }
}
