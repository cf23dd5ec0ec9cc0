//! The house's own index and how prices vary, as tests see them.

use chrono::NaiveDate;
use lumbung_data::model::SourceId;
use lumbung_data::model::basket::{BasketBlock, BasketChange, BasketLine, BasketRow};
use lumbung_data::model::dispersion::{BetweenDays, BetweenMarkets, Varying};

fn day(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2025, month, day).unwrap()
}

/// The index of a week in December; of too few commodities where it is not known.
pub(crate) fn basket(known: bool) -> BasketBlock {
    let part = |name: &str, part| (name.to_owned(), part);
    let month = BasketChange {
        against: day(11, 1),
        from: day(12, 1),
        share: 0.035_96,
        covered: 16.0 / 21.0,
        up: vec![part("Cabai rawit merah", 0.030_1), part("Bawang merah", 0.007_2)],
        down: vec![part("Gula pasir lokal", -0.001_3)],
        rest: -0.000_04,
    };
    let week = BasketChange {
        against: day(12, 8),
        from: day(12, 15),
        share: 0.0,
        up: vec![],
        down: vec![],
        rest: 0.0,
        covered: 1.0,
    };
    let row = |matched, change| BasketRow { matched, change: Some(change).filter(|_| known) };
    BasketBlock {
        until: day(12, 19),
        commodities: 21,
        least: 5,
        sources: vec![SourceId::parse("pihps").unwrap()],
        weights_from: Vec::new(),
        month: row(if known { 16 } else { 3 }, month),
        week: row(if known { 21 } else { 0 }, week),
        line: known.then(|| BasketLine {
            base: day(1, 6),
            level: 104.24,
            sparkline: "<svg class=\"spark\" viewBox=\"0 0 120 32\" aria-hidden=\"true\"></svg>".to_owned(),
        }),
    }
}

/// Two markets, and the days of December so far.
pub(crate) fn varying() -> Varying {
    let market = |name: &str, price| (name.to_owned(), price);
    Varying {
        markets: Some(BetweenMarkets {
            date: day(12, 19),
            markets: 2,
            variation: 0.082_4,
            disparity: 0.123_6,
            dearest: market("Pasar Kosambi", 80_000.0),
            cheapest: market("Pasar Andir", 71_200.0),
        }),
        days: Some(BetweenDays { until: day(12, 19), days: 15, variation: 0.031 }),
    }
}
