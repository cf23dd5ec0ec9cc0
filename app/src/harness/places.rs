//! Markets, regions, maps and a feast, for tests of pages.

use super::{day, origins};
use lumbung_data::model::board::{Nearest, Rise};
use lumbung_data::model::feast::{FeastBlock, FeastMove, Upcoming};
use lumbung_data::model::map::{Flow, MapMarket, MapRegion, Maps, Mark, MarkKind, Panel};
use lumbung_data::model::market::{MarketLine, MarketPage, OwnCalendar};
use lumbung_data::model::page::{Change, Standing};
use lumbung_data::model::quality::Quality;
use lumbung_data::model::region::{MarketStanding, Named, RegionPage, RegionPrice, RegionSeries, RegionSupply};
use lumbung_data::model::reporting::Reporting;
use lumbung_data::model::{CommodityId, Frequency, PlaceCode, PriceLevel, SourceId, WarningLevel};

fn place(code: &str) -> PlaceCode {
    PlaceCode::parse(code).unwrap()
}

fn id(text: &str) -> CommodityId {
    CommodityId::parse(text).unwrap()
}

fn named(commodity: &str, name: &str) -> Named {
    Named { id: id(commodity), name: name.to_owned(), watched: true }
}

pub(super) fn rise() -> Rise {
    Rise { share: 0.2449, days: 9, market: Some((place("3273/kosambi"), "Pasar Kosambi".to_owned())) }
}

pub(super) fn nearest() -> Nearest {
    Nearest { id: id("bawang-merah"), name: "Bawang merah".to_owned(), share: 0.0321, theta: 0.12 }
}

/// Chillies that rose before each of four Christmases.
pub(super) fn feast() -> FeastBlock {
    let upcoming = |name: &str, date: &str, days, tentative| Upcoming {
        name: name.to_owned(),
        date: date.parse().unwrap(),
        days,
        tentative,
    };
    FeastBlock {
        next: upcoming("Natal", "2025-12-25", 6, false),
        later: vec![upcoming("Tahun Baru", "2026-01-01", 13, false), upcoming("Idulfitri", "2026-03-21", 92, true)],
        known: 3,
        least_years: 3,
        moves: vec![FeastMove {
            id: id("cabai-rawit-merah"),
            name: "Cabai rawit merah".to_owned(),
            rises: true,
            count: 4,
            years: vec![(2020, 1.01), (2021, 1.95), (2022, 0.31), (2023, 0.098)],
            median: 0.31,
            drawing: Some("<svg class=\"chart chart-feast\" viewBox=\"0 0 420 230\"></svg>".to_owned()),
        }],
    }
}

fn markets(flagged: bool) -> Vec<MapMarket> {
    let market = |code: &str, name: &str| MapMarket {
        place: place(code),
        name: name.to_owned(),
        wholesale: false,
        level: None,
        flagged: Vec::new(),
        last: None,
        approximate: Some(true),
    };
    let chilli = (id("cabai-rawit-merah"), "Cabai rawit merah".to_owned());
    vec![
        MapMarket {
            level: flagged.then_some(WarningLevel::Siaga),
            flagged: if flagged { vec![chilli] } else { Vec::new() },
            last: Some(day(19)),
            ..market("3273/kosambi", "Pasar Kosambi")
        },
        MapMarket { wholesale: true, ..market("3273/caringin", "Pasar Induk Caringin") },
    ]
}

pub(super) fn maps(flagged: bool) -> Maps {
    let mark = |code: &str, kind| Mark {
        place: place(code),
        kind,
        at: (100.0, 80.0),
        lines: vec![code.to_owned()],
        label: (112.0, 84.0),
        room: [110.0, 66.0, 80.0, 30.0],
    };
    let panel = |marks, flows| Panel {
        width: 400.0,
        height: 270.0,
        land: "M0 0L10 0 10 10Z".to_owned(),
        flows,
        marks,
        bar: (60.0, 50.0),
    };
    let level = flagged.then_some(WarningLevel::Siaga);
    let flow = Flow { line: "M0 0L9 9".to_owned(), head: "M9 9L8 7 7 8Z".to_owned(), known: false };
    let region = |code: &str, name: &str, sends: &[&str], km| MapRegion {
        place: place(code),
        name: name.to_owned(),
        sends: sends.iter().map(|group| (*group).to_owned()).collect(),
        share: None,
        km,
    };
    Maps {
        city: Some(panel(vec![mark("3273/kosambi", MarkKind::Market(level))], vec![])),
        supply: Some(panel(vec![mark("3273", MarkKind::City), mark("11", MarkKind::Beyond)], vec![flow])),
        markets: markets(flagged),
        regions: vec![
            region("3205", "Kabupaten Garut", &["Chillies"], Some(50.1)),
            region("11", "Aceh", &[], Some(1938.0)),
        ],
    }
}

/// Pasar Kosambi: one commodity with a city price beside it, one whose data end early.
pub(super) fn market(
    code: &PlaceCode,
    standing: Standing,
    quality: Quality,
    reporting: &Reporting,
) -> Option<MarketPage> {
    let known = code.as_str() == "3273/kosambi";
    let filled = standing.latest.is_some();
    let line = |commodity: &str, name: &str| MarketLine {
        commodity: named(commodity, name),
        unit: "kg".to_owned(),
        source: SourceId::parse("pihps").unwrap(),
        level: PriceLevel::Retail,
        date: day(19),
        price: 80_000.0,
        old: false,
        week: Some(Change { since: day(12), share: -0.012 }),
        month: None,
        unchanged_since: day(3),
        city: Some(78_000.0),
        rank: Some((1, 2)),
        sparkline: None,
        strip: Some("<svg class=\"strip\" viewBox=\"0 0 120 20\" aria-hidden=\"true\"></svg>".to_owned()),
        warning: Some(WarningLevel::Siaga),
    };
    let old = MarketLine {
        date: day(1),
        old: true,
        city: None,
        rank: None,
        strip: None,
        warning: None,
        ..line("daging-ayam-ras", "Daging ayam ras")
    };
    let calendars = reporting.calendars.iter().filter_map(|calendar| {
        let place = calendar.places.iter().find(|place| place.place == *code)?.clone();
        Some(OwnCalendar { source: calendar.source.clone(), from: calendar.from, until: calendar.until, place })
    });
    known.then(|| MarketPage {
        place: code.clone(),
        name: "Pasar Kosambi".to_owned(),
        region: "Kota Bandung".to_owned(),
        wholesale: false,
        rows: if filled { vec![line("cabai-rawit-merah", "Cabai rawit merah"), old] } else { Vec::new() },
        waiting: 1,
        doubts: quality.doubts,
        calendars: calendars.collect(),
        standing,
    })
}

/// The city, Garut with a price and what it sends, and Aceh of which nothing is known.
pub(super) fn region(code: &PlaceCode, standing: Standing) -> Option<RegionPage> {
    let own = *code == standing.region;
    let name = match code.as_str() {
        "3273" => "Kota Bandung",
        "3205" => "Kabupaten Garut",
        "11" => "Aceh",
        _ => return None,
    };
    let chilli = || named("cabai-rawit-merah", "Cabai rawit merah");
    let garut = code.as_str() == "3205";
    let price = origins::origins("cabai-rawit-merah").regions.remove(0).price;
    let price = price.filter(|_| garut).map(|price| RegionPrice { commodity: chilli(), sent: true, price });
    let stand = |market: MapMarket| MarketStanding {
        priced: usize::from(market.last.is_some()),
        above: usize::from(market.last.is_some()),
        below: 0,
        distance: market.last.map(|_| 0.0256),
        market,
    };
    let series = RegionSeries {
        commodity: chilli(),
        level: PriceLevel::Retail,
        source: SourceId::parse("pihps").unwrap(),
        frequency: Frequency::Daily,
        finest: true,
        last: Some((day(19), 78_000.0)),
        unit: "kg".to_owned(),
    };
    Some(RegionPage {
        place: code.clone(),
        name: name.to_owned(),
        province: garut.then(|| "Jawa Barat".to_owned()),
        km: garut.then_some(50.1),
        supply: (!own).then(|| RegionSupply {
            sends: if garut {
                vec![Named { watched: false, ..named("jagung-peternak", "Jagung") }, chilli()]
            } else {
                Vec::new()
            },
            share: None,
            note: String::new(),
            basis: "Disebut sebagai daerah pemasok Kota Bandung".to_owned(),
            source: "Pikiran Rakyat, 14 November 2023".to_owned(),
        }),
        prices: price.into_iter().collect(),
        markets: if own { markets(true).into_iter().map(stand).collect() } else { Vec::new() },
        series: if own { vec![series] } else { Vec::new() },
        standing,
    })
}

pub(super) fn places() -> Vec<(PlaceCode, String)> {
    let known = [
        ("11", "Aceh"),
        ("3205", "Kabupaten Garut"),
        ("3273", "Kota Bandung"),
        ("3273/caringin", "Pasar Induk Caringin"),
        ("3273/kosambi", "Pasar Kosambi"),
    ];
    known.map(|(code, name)| (place(code), name.to_owned())).into()
}
