//! For tests: small drawings that stand beside one another.

use lumbung_data::model::figure::{Aligned, Compared, Figure, Figures};

/// Two markets compared.
pub(crate) fn compared() -> Compared {
    let figure = |title: &str| Figure {
        title: title.to_owned(),
        note: "Rp80.000 pada 19 Des 2025".to_owned(),
        svg: "<svg class=\"chart panel\"></svg>".to_owned(),
    };
    Compared {
        finding: "Pasar Kosambi termahal (Rp80.000/kg), 12,4% di atas Pasar Andir.".to_owned(),
        ranked: Some("<svg class=\"chart dots\"></svg>".to_owned()),
        over_time: Figures {
            reading: "Garis tebal: pasar itu.".to_owned(),
            figures: vec![figure("Pasar Kosambi"), figure("Pasar Andir")],
        },
    }
}

/// A past surge.
pub(crate) fn aligned() -> Aligned {
    let surge = Figure {
        title: "3 Des 2021".to_owned(),
        note: "Puncak +89,2% pada hari ke-16; berakhir pada hari ke-41".to_owned(),
        svg: "<svg class=\"chart panel\"></svg>".to_owned(),
    };
    Aligned {
        finding: "Dari 1 lonjakan yang sudah selesai.".to_owned(),
        surges: Figures { reading: "Hari ke-0 adalah hari pertama lonjakan.".to_owned(), figures: vec![surge] },
    }
}
