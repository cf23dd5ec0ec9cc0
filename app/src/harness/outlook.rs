//! An outlook and a score, for tests of pages.

use chrono::NaiveDate;
use lumbung_data::model::CommodityId;
use lumbung_data::model::outlook::{ChanceStanding, ChanceWord, Horizon, MethodPage, MethodScore, Outlook, Proof};
use lumbung_data::model::page::Standing;
use lumbung_data::model::score::{Calls, Chances, Figures, Measured, Prices, Score};
use std::collections::BTreeMap;

fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub(super) fn outlook() -> Outlook {
    let horizon = |days, until, chance, price| Horizon { until: date(until), days, chance, price };
    Outlook {
        date: date("2025-12-19"),
        horizons: vec![
            horizon(7, "2025-12-26", 0.11, [72_000.0, 78_020.0, 85_000.0]),
            horizon(14, "2026-01-02", 0.23, [69_000.0, 77_500.0, 89_000.0]),
            horizon(28, "2026-01-16", 0.004, [61_000.0, 76_000.0, 95_000.0]),
        ],
        standing: Some(ChanceStanding { usual: 0.14, word: ChanceWord::Higher }),
        surging: false,
        proof: Some(Proof { from: date("2022-12-20"), to: date("2025-12-19"), covered: 0.794, better: Some(0.148) }),
    }
}

fn figures(surges: usize) -> Figures {
    let measured = |value| Some(Measured { value, low: value - 0.05, high: value + 0.05 });
    let calls = |found, wrong, ahead| Calls { raised: 12, found: measured(found), wrong: measured(wrong), ahead };
    Figures {
        series: 9,
        series_years: 26.9,
        surges,
        surge: calls(0.9, 0.05, Some(22.0)),
        early: calls(0.306, 1.005, Some(9.0)),
        others: BTreeMap::from([("creep", 0.93)]),
        chances: BTreeMap::from([(
            14,
            Chances { days: 7471, base: 0.153, precision: measured(0.411), skill: measured(0.148) },
        )]),
        prices: BTreeMap::from([(
            14,
            Prices { days: 13_360, skill: measured(0.117), covered: measured(0.801), below: 0.11, above: 0.09 },
        )]),
    }
}

pub(super) fn method(standing: Standing, judged: bool) -> MethodPage {
    let chilli = CommodityId::parse("cabai-rawit-merah").unwrap();
    let score = Score { all: figures(134), commodities: BTreeMap::from([(chilli.clone(), figures(72))]) };
    let judged = judged.then(|| MethodScore {
        version: 7,
        from: date("2022-12-20"),
        to: date("2025-12-19"),
        score,
        names: BTreeMap::from([(chilli, "Cabai rawit merah".to_owned())]),
    });
    MethodPage { standing, judged }
}
