//! Interventions for tests.

use chrono::DateTime;
use lumbung_data::model::intervention::{Entry, Intervention, InterventionKind, InterventionStatus, Item};
use lumbung_data::model::{CommodityId, PlaceCode};

/// A cheap market in Regol, beside Pasar Kosambi, between two days; nothing is sold yet.
pub(crate) fn market(from: &str, to: &str) -> Intervention {
    Intervention {
        kind: InterventionKind::PasarMurah,
        status: InterventionStatus::Planned,
        title: "Pasar murah".to_owned(),
        district: Some("327311".to_owned()),
        location: String::new(),
        places: vec![PlaceCode::parse("3273/kosambi").unwrap()],
        from: from.parse().unwrap(),
        to: to.parse().unwrap(),
        organiser: "Disdagin".to_owned(),
        partner: String::new(),
        items: Vec::new(),
        note: String::new(),
        outcome: String::new(),
        warning: None,
    }
}

/// Half a ton of eggs.
pub(crate) fn eggs() -> Item {
    Item::of(CommodityId::parse("telur-ayam-ras").unwrap(), "kg", 500.0)
}

/// The first revision of such a market, with its number in its title.
pub(crate) fn entry(id: i64, from: &str, to: &str, status: InterventionStatus) -> Entry {
    let intervention = Intervention { status, title: format!("Pasar murah {id}"), ..market(from, to) };
    Entry { id, revision: 1, at: DateTime::default(), intervention }
}
