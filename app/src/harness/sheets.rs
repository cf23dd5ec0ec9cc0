//! A weekly sheet, its frozen week and a correction of it.

use chrono::{DateTime, NaiveDate};
use lumbung_data::model::sheet::{
    Bilingual, Cause, Correction, Earlier, FrozenWeek, Heading, MarketSpread, Proposal, ProposalOutcome, Reckoning,
    Sheet, SheetChart, SheetQuality, SheetReference, SheetRow, SheetStock, SheetSupply, SheetWarning, Summary,
};
use lumbung_data::model::{CommodityId, IsoWeek, PlaceCode, SourceId, WarningKind, WarningLevel};

fn week() -> IsoWeek {
    IsoWeek::parse("2025-W50").unwrap()
}

fn both(text: &str) -> Bilingual {
    Bilingual { id: text.to_owned(), en: text.to_owned() }
}

fn day(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2025, 12, day).unwrap()
}

/// When it was frozen: that Sunday, 20.00 in western Indonesia.
fn moment() -> DateTime<chrono::Utc> {
    "2025-12-14T13:00:00Z".parse().unwrap()
}

pub(crate) fn row(id: &str, name: &str, price: Option<f64>, change: f64) -> SheetRow {
    let earlier =
        |weeks: u32| price.map(|price| Earlier { week: week().before(weeks), price: price / (1.0 + change), change });
    let flagged = id == "cabai-rawit-merah";
    let warning = SheetWarning {
        kind: WarningKind::Surge,
        level: WarningLevel::Awas,
        onset: day(5),
        reason: both("Harga cabai rawit merah melonjak."),
    };
    SheetRow {
        id: CommodityId::parse(id).unwrap(),
        name: both(name),
        unit: "kg".to_owned(),
        source: SourceId::parse("pihps").ok(),
        price,
        days: if price.is_some() { 5 } else { 0 },
        last_week: earlier(1),
        last_month: earlier(4),
        last_year: None,
        reference: flagged.then(|| SheetReference {
            kind: "HAP".to_owned(),
            low: Some(40_000.0),
            high: 57_000.0,
            distance: Some(78_000.0 / 57_000.0 - 1.0),
        }),
        warning: flagged.then_some(warning),
        expected: Vec::new(),
    }
}

/// A sheet with one of everything.
pub(crate) fn sheet() -> Sheet {
    let rows = vec![
        row("cabai-rawit-merah", "Cabai rawit merah", Some(78_000.0), 0.123),
        row("bawang-merah", "Bawang merah", Some(41_000.0), -0.02),
        row("gula-pasir-lokal", "Gula pasir lokal", None, 0.0),
    ];
    let first = rows[0].id.clone();
    let proposal = Proposal {
        heading: Heading::Affordability,
        rule: "cheap-market".to_owned(),
        commodity: Some(first.clone()),
        decision: both("Laksanakan pasar murah untuk cabai rawit merah."),
        evidence: both("Cabai rawit merah Rp78.000/kg."),
        responsible: both("Disdagin"),
        due: day(17),
    };
    let outcome = ProposalOutcome {
        heading: Heading::Affordability,
        decision: proposal.decision.clone(),
        due: day(10),
        outcome: both("Pelaksanaannya belum tercatat."),
    };
    Sheet {
        week: week(),
        city: "Kota Bandung".to_owned(),
        region: PlaceCode::parse("3273").unwrap(),
        version: 7,
        made_at: moment(),
        draft: false,
        data_until: Some(day(12)),
        sources: vec![SourceId::parse("pihps").unwrap()],
        simulated: false,
        headline: both("Cabai rawit merah naik 12,3%; peringatan: 1 Awas"),
        summary: Summary {
            risen: both("Naik: cabai rawit merah 12,3% menjadi Rp78.000/kg."),
            fallen: both("Turun: bawang merah 2,0% menjadi Rp41.000/kg."),
            at_risk: both("Berisiko dalam dua minggu ke depan: cabai rawit merah."),
        },
        foremost: vec![first.clone(), rows[1].id.clone()],
        charts: vec![SheetChart {
            id: first.clone(),
            name: both("Cabai rawit merah"),
            unit: "kg".to_owned(),
            from: week().before(12).monday(),
            until: week().sunday(),
            points: vec![(day(8), 70_000.0), (day(12), 78_000.0)],
            median: Some(56_000.0),
            threshold: Some(70_000.0),
            ceiling: Some(57_000.0),
            level: Some(WarningLevel::Awas),
            note: both("Rp78.000/kg, 12 Des 2025"),
        }],
        rows,
        indicator: None,
        inflation: None,
        basket: None,
        spreads: vec![MarketSpread {
            id: first,
            name: both("Cabai rawit merah"),
            unit: "kg".to_owned(),
            date: day(12),
            markets: 2,
            cheapest: ("Pasar Andir".to_owned(), 70_000.0),
            dearest: ("Pasar Kosambi".to_owned(), 80_000.0),
            disparity: 1.0 / 7.0,
        }],
        supplies: vec![SheetSupply {
            region: PlaceCode::parse("3205").unwrap(),
            name: "Kabupaten Garut".to_owned(),
            sends: vec![both("Cabai rawit merah")],
            note: None,
            surging: false,
        }],
        stocks: vec![SheetStock {
            name: both("Beras medium"),
            place: "Kota Bandung".to_owned(),
            date: day(12),
            days: Some(7.5),
        }],
        interventions: Vec::new(),
        feast: None,
        proposals: vec![proposal],
        reckoning: Some(Reckoning {
            week: week().before(1),
            sentence: both("Dari 3 perkiraan, 2 terjadi dalam kisarannya."),
            expectations: Vec::new(),
            proposals: vec![outcome],
        }),
        quality: SheetQuality {
            days: 5,
            reported: vec!["Pasar Kosambi".to_owned()],
            silent: Vec::new(),
            unpriced: vec![both("Gula pasir lokal")],
            suspects: Vec::new(),
            simulated: false,
            lines: vec![both("5 hari survei; melapor 1 dari 1 pasar: Pasar Kosambi.")],
        },
        program: "0.1.0".to_owned(),
        page: Some("https://lumbung.bandung.go.id/pekan/2025-W50".to_owned()),
        method: Some("https://lumbung.bandung.go.id/metode".to_owned()),
    }
}

pub(crate) fn frozen_week() -> FrozenWeek {
    FrozenWeek {
        week: week(),
        version: 7,
        frozen_at: moment(),
        actor: "lumbung".to_owned(),
        headline: sheet().headline,
        html_sha256: "ab".repeat(32),
        pdf_sha256: Some("cd".repeat(32)),
        png_sha256: None,
    }
}

pub(crate) fn correction() -> Correction {
    Correction {
        id: CommodityId::parse("cabai-rawit-merah").unwrap(),
        name: both("Cabai rawit merah"),
        unit: "kg".to_owned(),
        frozen: Some(78_000.0),
        now: Some(77_500.0),
        causes: vec![Cause { version: 9, at: Some(moment()), file: Some("b.csv".to_owned()) }],
    }
}
