//! What the page about the data shows in tests.

use chrono::NaiveDate;
use lumbung_data::model::page::Standing;
use lumbung_data::model::quality::{
    DecidedValue, Doubt, Frozen, Outlying, OutlyingRow, PlaceQuality, Quality, ReportedValue, SourceQuality, Survey,
    SurveyedMarket,
};
use lumbung_data::model::{
    CommodityId, Frequency, Grounds, Lang, PlaceCode, PriceLevel, Role, Rule, Ruling, SeriesKey, SourceId,
};

fn day(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2025, month, day).unwrap()
}

/// One late source with one market, and one suspect value; nothing of an empty
/// home.
pub(crate) fn quality(standing: Standing, filled: bool, lang: Lang) -> Quality {
    let source = SourceId::parse("pihps").unwrap();
    let frozen = |commodity: &str| Frozen { commodity: commodity.to_owned(), since: day(8, 18), reports: 73 };
    let places = vec![PlaceQuality {
        place: PlaceCode::parse("3273/kosambi").unwrap(),
        name: "Pasar Kosambi".to_owned(),
        level: PriceLevel::Retail,
        last: Some(day(12, 19)),
        changed: Some(day(12, 3)),
        reported: Some(0.625),
        suspect: 41,
        frozen: ["Gula pasir lokal", "Beras", "Telur"].map(frozen).to_vec(),
    }];
    let key = SeriesKey {
        commodity: CommodityId::parse("cabai-rawit-merah").unwrap(),
        place: PlaceCode::parse("3273/kosambi").unwrap(),
        level: PriceLevel::Retail,
        source: source.clone(),
        frequency: Frequency::Daily,
    };
    let value = |on, name: &str, reported| ReportedValue {
        date: day(8, on),
        key: key.clone(),
        name: name.to_owned(),
        place: "Pasar Kosambi".to_owned(),
        reported,
        unit: "kg".to_owned(),
    };
    let decided = DecidedValue { value: value(20, "Cabai rawit merah", 300_000.0), ruling: Ruling::Correct(30_000.0) };
    let doubt = Doubt {
        value: value(25, lang.pick("Cabai rawit merah", "Red bird's eye chilli"), 140_000.0),
        rule: Rule::Reverted,
        grounds: Grounds { usual: Some(30_000.0), others: Some(25_000.0), next: Some(26_500.0) },
    };
    let moved = OutlyingRow {
        monday: day(12, 15),
        commodity: key.commodity.clone(),
        name: "Cabai rawit merah".to_owned(),
        place: "Pasar Kosambi".to_owned(),
        source: source.clone(),
        unit: "kg".to_owned(),
        before: 60_000.0,
        after: 90_000.0,
        usual: 0.021,
        places: 18,
    };
    Quality {
        outlying: Outlying { weeks: 4, least: 5, rows: filled.then(|| vec![moved]) },
        standing,
        sources: if filled { vec![SourceQuality { source, owes: Some((day(12, 22), 1)), places }] } else { Vec::new() },
        days: 28,
        doubts: if filled { vec![doubt] } else { Vec::new() },
        all_doubts: if filled { 41 } else { 0 },
        decided: if filled { vec![decided] } else { Vec::new() },
        survey: filled.then(survey),
    }
}

/// A survey of two markets, of which one was never walked.
fn survey() -> Survey {
    let market = |place: &str, name: &str| SurveyedMarket {
        place: PlaceCode::parse(place).unwrap(),
        name: name.to_owned(),
        days: 0,
        answered: 0.0,
        last: None,
        by: Vec::new(),
    };
    let walked = SurveyedMarket {
        days: 14,
        answered: 0.875,
        last: Some(day(12, 18)),
        by: vec![(Role::Officer, 290), (Role::Leader, 4)],
        ..market("3273/kosambi", "Pasar Kosambi")
    };
    Survey {
        from: day(10, 25),
        to: day(12, 19),
        days: 16,
        asked: 21,
        markets: vec![walked, market("3273/andir", "Pasar Andir")],
    }
}
