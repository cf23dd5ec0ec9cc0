//! Supplying regions, for tests of pages.

use lumbung_data::model::origin::{
    Adjustment, Beside, Dependence, Lead, Origin, OriginPrice, Origins, Passing, Precedence, Unspecified,
};
use lumbung_data::model::{Frequency, PlaceCode, PriceLevel, SourceId};

/// Of chillies one region with prices and one without; of shallots it is not known who
/// sends them, and of anything else nothing at all.
pub(super) fn origins(id: &str) -> Origins {
    if !matches!(id, "cabai-rawit-merah" | "bawang-merah") {
        return Origins::default();
    }
    let region = |code: &str, name: &str, price| Origin {
        region: PlaceCode::parse(code).unwrap(),
        name: name.to_owned(),
        share: None,
        basis: "Disebut sebagai daerah pemasok Kota Bandung".to_owned(),
        source: "Pikiran Rakyat, 14 November 2023".to_owned(),
        price,
    };
    let price = OriginPrice {
        date: "2025-12-19".parse().unwrap(),
        price: 52_000.0,
        unit: "kg".to_owned(),
        level: PriceLevel::Producer,
        source: SourceId::parse("lumbung:3205").unwrap(),
        frequency: Frequency::Daily,
        beside: Some(Beside {
            price: 78_000.0,
            level: PriceLevel::Retail,
            source: SourceId::parse("pihps").unwrap(),
            rupiah: 26_000.0,
            share: 0.5,
            usual: Some(0.31),
        }),
        passing: Some(Passing {
            weeks: 152,
            precedence: Precedence::Region,
            to_city: 0.0004,
            to_region: 0.61,
            closest: Some(Lead { weeks: 2, r: 0.64 }),
            adjustment: Some(Adjustment { rises: 0.41, falls: 0.12, chance: 0.003, differ: true }),
        }),
    };
    let regions = [region("3205", "Kabupaten Garut", Some(price)), region("3212", "Kabupaten Indramayu", None)];
    Origins {
        dependence: Some(Dependence {
            share: 0.9,
            source: "Sekretaris Daerah Kota Bandung".to_owned(),
            date: "2023-12-11".parse().unwrap(),
        }),
        regions: if id == "cabai-rawit-merah" { regions.into() } else { Vec::new() },
        unspecified: vec![Unspecified {
            name: "Kabupaten Cianjur".to_owned(),
            source: "Pemerintah Kota Bandung".to_owned(),
        }],
    }
}
