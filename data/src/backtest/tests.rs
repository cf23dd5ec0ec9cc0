//! What a walk says of a day must not rest on what came later.

use super::{Backtest, Raised, Span, Told};
use crate::granary::Granary;
use crate::lake::PriceRows;
use crate::model::{CommodityId, Frequency, ObsStatus, PlaceCode, PriceLevel, SeriesKey, SourceId};
use crate::parallel::cores;
use crate::profile::Profile;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// Monday, 7 January 2019.
const FIRST: i32 = 17_903;
const PLACES: [&str; 4] = ["3273/kosambi", "3273/kiara-condong", "3275", "3276"];

/// Weekdays up to one, with prices that wander, come back and now and then run away;
/// after `known` they are others where `seed` is another.
fn prices(place: usize, until: i32, known: i32, seed: u64) -> Vec<(i32, f64)> {
    let mut draw = ChaCha8Rng::seed_from_u64(u64::try_from(place).unwrap());
    let mut later = ChaCha8Rng::seed_from_u64(seed);
    let (mut log, mut push) = (0.0_f64, 0.0_f64);
    let days = (FIRST..=until).filter(|day| (day - FIRST) % 7 < 5);
    days.map(|day| {
        let draw = if day > known { &mut later } else { &mut draw };
        if draw.random::<f64>() < 0.02 {
            push = 0.06;
        }
        push *= 0.85;
        log = 0.97 * log + push + 0.02 * (draw.random::<f64>() - 0.5);
        (day, (30_000.0 * log.exp() / 50.0).round() * 50.0)
    })
    .collect()
}

fn granary(until: i32, known: i32, seed: u64) -> Granary {
    let files: Vec<PriceRows> = PLACES
        .iter()
        .enumerate()
        .map(|(place, code)| rows("bawang-merah", code, &prices(place, until, known, seed)))
        .collect();
    Granary::default().with(2, &files)
}

fn rows(commodity: &str, code: &str, values: &[(i32, f64)]) -> PriceRows {
    PriceRows {
        series: vec![SeriesKey {
            commodity: CommodityId::parse(commodity).unwrap(),
            place: PlaceCode::parse(code).unwrap(),
            level: PriceLevel::Retail,
            source: SourceId::parse("pihps").unwrap(),
            frequency: Frequency::Daily,
        }],
        unit: vec!["kg".into()],
        reported_unit: vec!["kg".into()],
        key: vec![0; values.len()],
        day: values.iter().map(|value| value.0).collect(),
        reported: values.iter().map(|value| value.1).collect(),
        price: values.iter().map(|value| value.1).collect(),
        status: vec![ObsStatus::A; values.len()],
        version: vec![2; values.len()],
    }
}

fn run(granary: &Granary, to: i32, lag: i32) -> Backtest {
    let span = Span { from: FIRST + 400, to, lag, level: PriceLevel::Retail };
    Backtest::run(granary, &Profile::load("bandung").unwrap(), span, cores())
}

#[test]
fn what_is_said_of_a_day_is_the_same_whatever_comes_later() {
    let (cut, end) = (FIRST + 900, FIRST + 1200);
    let whole = run(&granary(end, end, 0), cut, 0);
    assert!(whole.warnings.iter().any(|w| w.kind == crate::model::WarningKind::Surge), "it is a test of something");
    assert!(whole.outlook.len() > 300, "{}", whole.outlook.len());
    for other in [granary(cut, end, 0), granary(end, cut, 99)] {
        let other = run(&other, cut, 0);
        assert_eq!(other.warnings, whole.warnings);
        assert_eq!(other.outlook, whole.outlook);
        assert_eq!(serde_json::to_value(&other.score).unwrap(), serde_json::to_value(&whole.score).unwrap());
    }
}

#[test]
fn the_same_walk_to_a_later_day_says_the_same_of_the_days_before() {
    let (cut, end) = (FIRST + 900, FIRST + 1200);
    let granary = granary(end, end, 0);
    let (short, long) = (run(&granary, cut, 0), run(&granary, end, 0));
    let until: Vec<&Told> = long.outlook.iter().filter(|told| told.day <= cut).collect();
    assert_eq!(until, short.outlook.iter().collect::<Vec<_>>());
    let until: Vec<Raised> = long
        .warnings
        .iter()
        .filter(|warning| warning.raised_on <= cut)
        .map(|warning| Raised { cleared_on: warning.cleared_on.filter(|day| *day <= cut), ..warning.clone() })
        .collect();
    let told = |warnings: &[Raised]| -> Vec<_> {
        warnings.iter().map(|w| (w.place.clone(), w.kind, w.raised_on, w.cleared_on)).collect()
    };
    assert_eq!(told(&until), told(&short.warnings), "but for how grave they became");
}

#[test]
fn a_publication_lag_moves_every_word_by_as_many_days() {
    let (cut, lag) = (FIRST + 800, 3);
    let granary = granary(cut, cut, 0);
    let (now, late) = (run(&granary, cut, 0), run(&granary, cut + lag, lag));
    let surges = |walk: &Backtest, by: i32| -> Vec<(i32, Option<i32>)> {
        let surges = walk.warnings.iter().filter(|w| w.kind == crate::model::WarningKind::Surge);
        surges.map(|w| (w.raised_on - by, w.cleared_on.map(|day| day - by))).filter(|w| w.0 >= FIRST + 400).collect()
    };
    assert!(!surges(&now, 0).is_empty());
    assert_eq!(surges(&now, 0), surges(&late, lag));
    assert!(late.outlook.iter().all(|told| (told.day - lag - FIRST) % 7 < 5), "said when it was published");
}

#[test]
fn what_is_kept_of_a_walk_says_of_later_days_what_a_whole_walk_says() {
    let profile = Profile::load("bandung").unwrap();
    // Two days after a refit day, counted from 1970 on.
    let to = (FIRST + 900) / 28 * 28 + 30;
    let before = run(&granary(to, to, 0), to, 0);
    let kept = before.kept.unwrap();
    for on in [to, to + 3, to + 20] {
        let later = granary(on, on, 0);
        let quick = kept.advance(&later, &profile, on, cores()).unwrap();
        let whole = run(&later, on, 0).prospects;
        assert!(quick.is_whole && !whole.is_empty());
        for city in later.cities() {
            assert_eq!(quick.prospects.get(&city.key), whole.get(&city.key), "{on}");
        }
    }
    let revised = granary(to + 3, to - 30, 5);
    assert!(!kept.advance(&revised, &profile, to + 3, cores()).unwrap().is_whole);
    assert!(kept.advance(&granary(to + 40, to, 0), &profile, to + 40, cores()).is_none(), "it has to learn first");
}

#[test]
fn a_surge_where_supply_comes_from_warns_the_city_from_its_confirmation_to_its_end() {
    let profile = Profile::load("bandung").unwrap();
    let eggs = "telur-ayam-ras";
    let supplier = profile.suppliers_of(&CommodityId::parse(eggs).unwrap()).next().unwrap().region.clone();
    // Dear there from the 41st day to the 50th, confirmed on the fourth of these.
    let price = |day: i32, dear: f64| (FIRST + day, if (40..50).contains(&day) { dear } else { 28_000.0 });
    let course = |dear: f64| (0..60).map(|day| price(day, dear)).collect::<Vec<_>>();
    let files = [rows(eggs, "3273/kosambi", &course(28_000.0)), rows(eggs, supplier.as_str(), &course(31_000.0))];
    let granary = Granary::default().with(2, &files);
    let span = Span { from: FIRST, to: FIRST + 59, lag: 0, level: PriceLevel::Retail };
    let walk = Backtest::run(&granary, &profile, span, cores());
    let supply: Vec<&Raised> = walk.warnings.iter().filter(|w| w.kind == crate::model::WarningKind::Supply).collect();
    assert_eq!(supply.len(), 1);
    assert_eq!(supply[0].place, profile.code);
    assert_eq!((supply[0].raised_on, supply[0].cleared_on), (FIRST + 43, Some(FIRST + 50)));
}

#[test]
fn a_region_that_reports_as_a_whole_beside_its_markets_says_nothing_of_their_price() {
    let markets = granary(FIRST + 900, FIRST + 900, 0);
    let later: Vec<(i32, f64)> = (901..1000).map(|day| (FIRST + day, 50_000.0)).collect();
    let both = markets.with(3, &[rows("bawang-merah", "3273", &later)]);
    let (before, after) = (run(&markets, FIRST + 999, 0), run(&both, FIRST + 999, 0));
    assert_eq!(before.outlook, after.outlook);
    let city = both.cities().find(|city| city.key.region.as_str() == "3273").unwrap();
    assert_eq!(after.prospects.get(&city.key).unwrap().day, city.last_day().unwrap());
}

#[test]
fn chances_and_quantiles_are_in_their_order_and_the_last_day_is_what_stands_now() {
    let end = FIRST + 900;
    let walk = run(&granary(end, end, 0), end, 0);
    for Told { forecasts, .. } in &walk.outlook {
        assert!(forecasts.iter().all(|f| f.price.is_sorted() && f.price[0] > 0.0 && (0.0..=1.0).contains(&f.chance)));
        assert!(forecasts.is_sorted_by(|near, far| near.chance <= far.chance), "a longer time holds the shorter");
    }
    let key = granary(end, end, 0).cities().next().unwrap().key.clone();
    let last = walk.outlook.iter().filter(|told| told.place == key.region).max_by_key(|told| told.day).unwrap();
    let now = walk.prospects.get(&key).unwrap();
    assert_eq!((now.day, now.forecasts), (last.day, last.forecasts));
}
