//! A plan of a cheap market, and agreements.

use super::samples::at;
use chrono::NaiveDate;
use lumbung_data::model::agreement::{
    Agreement, AgreementForm, AgreementNote, AgreementPage, AgreementRow, AgreementStatus, AgreementsPage, Standing,
    SupplyLine, Terms as Agreed,
};
use lumbung_data::model::plan::{
    Assumptions, Chosen, Ground, Item, MarketStanding, NearMarket, Peak, PeakGround, PlanPage, Sale, SetAside, Site,
    Sold, Terms, Variant, VariantKind, Why, Window,
};
use lumbung_data::model::sheet::Bilingual;
use lumbung_data::model::{CommodityId, PlaceCode, WarningKind, WarningLevel};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn chillies() -> CommodityId {
    CommodityId::parse("cabai-rawit-merah").unwrap()
}

/// Garut's price with an agreement that lasts.
pub(crate) fn supply_line() -> SupplyLine {
    SupplyLine {
        region: PlaceCode::parse("3205").unwrap(),
        name: "Kabupaten Garut".to_owned(),
        price: Some((62_000.0, "kg".to_owned(), day("2025-12-19"))),
        spread: Some((16_000.0, 0.258)),
        delay: Some(2),
        agreement: Some(AgreementNote { id: 1, until: day("2026-12-31"), standing: Standing::InForce }),
    }
}

/// An agreement that ends soon.
pub(crate) fn agreement_row() -> AgreementRow {
    let terms = Agreed {
        region: PlaceCode::parse("3205").unwrap(),
        document: "1/KAD/2026".to_owned(),
        commodities: vec![chillies()],
        volume: "20 ton per bulan".to_owned(),
        from: day("2026-01-01"),
        until: day("2026-12-31"),
        office: "Dinas Pertanian Kabupaten Garut".to_owned(),
        phone: "0262 123456".to_owned(),
        email: "pertanian@garutkab.go.id".to_owned(),
        status: AgreementStatus::Signed,
    };
    AgreementRow {
        agreement: Agreement { id: 1, terms, revision: 1, at: at(0) },
        region: "Kabupaten Garut".to_owned(),
        goods: vec![(chillies(), "Cabai rawit merah".to_owned(), supply_line())],
        standing: Standing::EndsSoon(31),
    }
}

fn form() -> AgreementForm {
    AgreementForm {
        commodities: vec![("cabai-rawit-merah".to_owned(), "Cabai rawit merah".to_owned(), true)],
        regions: vec!["Kabupaten Garut".to_owned()],
        status: "signed".to_owned(),
        ..AgreementForm::default()
    }
}

pub(crate) fn agreements() -> AgreementsPage {
    let supply = vec![(chillies(), "Cabai rawit merah".to_owned(), vec![supply_line()])];
    AgreementsPage { rows: vec![agreement_row()], form: Some(form()), supply }
}

pub(crate) fn agreement() -> AgreementPage {
    let row = agreement_row();
    AgreementPage {
        revisions: vec![(at(0), "sari".to_owned(), row.agreement.terms.clone())],
        form: Some(AgreementForm { revision: 1, ..form() }),
        row,
    }
}

fn variant(kind: VariantKind, sites: Vec<Site>) -> Variant {
    let cost = sites.iter().map(|site| site.cost).sum();
    let sold = Sold {
        name: "Cabai rawit merah".to_owned(),
        unit: "kg".to_owned(),
        volume: 100.0,
        share: Some(0.025),
        cost: 1_000_000.0,
    };
    Variant {
        kind,
        terms: Terms { places: 6, commodities: 3, load: 1.0 },
        totals: if sites.is_empty() { Vec::new() } else { vec![sold] },
        buyers: 200.0,
        late: 2,
        unpaid: 0,
        scaled: None,
        cost,
        sites,
    }
}

/// A plan for one commodity, whose last variant has no site.
pub(crate) fn plan() -> PlanPage {
    let near = NearMarket {
        place: PlaceCode::parse("3273/kosambi").unwrap(),
        name: "Pasar Kosambi".to_owned(),
        km: 1.4,
        excess: 0.08,
    };
    let sale = Sale {
        commodity: chillies(),
        name: "Cabai rawit merah".to_owned(),
        unit: "kg".to_owned(),
        volume: 100.0,
        per_buyer: 0.5,
        price: 100_000.0,
        selling: 90_000.0,
        cost: 1_000_000.0,
        share: Some(0.025),
    };
    let site = Site {
        code: "327320".to_owned(),
        name: "Antapani".to_owned(),
        date: day("2025-12-24"),
        near: Some(near),
        sales: vec![sale],
        buyers: 200.0,
        cost: 1_000_000.0,
    };
    let ground = Ground::Warned {
        kind: WarningKind::Surge,
        level: WarningLevel::Siaga,
        onset: day("2025-12-12"),
        rise: 0.393,
        chance: None,
    };
    let feast =
        Ground::Feast { name: "Tahun Baru".to_owned(), date: day("2026-01-01"), count: 5, years: 6, median: 0.31 };
    let item = Item {
        id: "cabai-rawit".to_owned(),
        commodities: vec![chillies()],
        need: 0.05,
        limit: 0.5,
        site: 100.0,
        basis: None,
    };
    let terms = Terms { places: 6, commodities: 3, load: 1.0 };
    let chosen = Chosen {
        commodity: chillies(),
        name: "Cabai rawit merah".to_owned(),
        unit: "kg".to_owned(),
        price: 78_000.0,
        date: day("2025-12-19"),
        item: 0,
        grounds: vec![ground, feast],
        supply: vec![supply_line()],
    };
    let name = || Some("Cabai rawit merah".to_owned());
    let before = Peak { date: day("2026-01-02"), commodity: name(), why: PeakGround::Record { days: 16 } };
    let unit = "kg".to_owned();
    let missed =
        Peak { date: day("2025-12-23"), commodity: name(), why: PeakGround::Outlook { price: 90_000.0, unit } };
    let basis = Bilingual { id: "tiga titik sehari (Jabar News)".to_owned(), en: "three sites a day".to_owned() };
    let query = [("anggaran", "30000000"), ("potongan", "10"), ("batas_cabai-rawit", "0.5")];
    PlanPage {
        from: day("2025-12-22"),
        judged: day("2025-12-19"),
        is_old: false,
        simulated: false,
        version: 7,
        assumptions: Assumptions {
            budget: 30_000_000.0,
            discount: 0.1,
            households: 20_000.0,
            household: 4.0,
            served: 0.02,
            per_day: 3,
            lead: 2,
            weekends: false,
            items: vec![item],
            variants: [terms; 3],
        },
        basis: vec![("per_day".to_owned(), basis)],
        watched: 21,
        unjudged: 2,
        chosen: vec![chosen],
        set_aside: vec![SetAside { name: "Telur ayam ras".to_owned(), why: Why::Falling { change: -0.03 } }],
        markets: vec![MarketStanding {
            place: PlaceCode::parse("3273/kosambi").unwrap(),
            name: "Pasar Kosambi".to_owned(),
            excess: 0.08,
            commodities: 1,
            approximate: true,
        }],
        districts: (30, 30),
        window: Window { days: vec![day("2025-12-24")], before: Some(before), missed: vec![missed] },
        variants: vec![
            variant(VariantKind::Few, vec![site.clone()]),
            variant(VariantKind::Everywhere, vec![site]),
            variant(VariantKind::Thrifty, Vec::new()),
        ],
        query: query.map(|(key, value)| (key.to_owned(), value.to_owned())).to_vec(),
    }
}

/// A plan of a day on which nothing calls for one.
pub(crate) fn calm_plan() -> PlanPage {
    PlanPage {
        chosen: Vec::new(),
        set_aside: Vec::new(),
        markets: Vec::new(),
        variants: Vec::new(),
        window: Window::default(),
        ..plan()
    }
}
