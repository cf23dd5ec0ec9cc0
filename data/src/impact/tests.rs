//! Against published packages, and against simulated markets whose effect is known.
//!
//! `figures/published_packages_figures.py` made the figures.

use super::difference::difference;
use super::simplex::weights;
use super::simulated::{Drawn, World};
use super::verdict::verdict;
use super::*;
use crate::model::Lang;
use proptest::prelude::*;
use std::collections::BTreeMap;

/// Markets in which a price keeps for weeks.
const STEADY: World = World { moves: (0.006, 0.004), menu: 0.05, price: 14_000.0, missing: 0.02, ..World::chilli() };

fn plan(world: &World) -> Plan {
    Plan::new(world.held.0, world.held.1, Plan::BEFORE).unwrap()
}

fn draw(world: &World, seed: u64) -> Drawn {
    world.draw(seed)
}

fn assessed(world: &World, seed: u64) -> Impact {
    assess(&draw(world, seed).panel(), &plan(world), None).unwrap()
}

/// The panel of the figures, with its missing reports or without; prices by market.
fn published(gaps: bool) -> (Vec<i32>, Vec<Vec<f64>>) {
    let (mut days, mut prices) = (Vec::new(), vec![Vec::new(); 8]);
    for line in include_str!("figures/panel.csv").lines().skip(1) {
        let cells: Vec<&str> = line.split(',').collect();
        days.push(cells[0].parse().unwrap());
        let missing: Vec<usize> = cells[9].split_whitespace().map(|market| market.parse().unwrap()).collect();
        for (market, prices) in prices.iter_mut().enumerate() {
            let gone = gaps && missing.contains(&market);
            prices.push(if gone { f64::NAN } else { cells[1 + market].parse().unwrap() });
        }
    }
    (days, prices)
}

fn panel_of(days: &[i32], prices: &[Vec<f64>]) -> Panel {
    let reported = vec![true; days.len()];
    let series: Vec<Series<'_>> =
        prices.iter().map(|prices| Series { days, prices, reported: &reported, held: &[] }).collect();
    Panel::of(&series[..1], &series[1..])
}

fn expected() -> BTreeMap<&'static str, f64> {
    let lines = include_str!("figures/expected.csv").lines().skip(1);
    lines.map(|line| line.split_once(',').unwrap()).map(|(name, value)| (name, value.parse().unwrap())).collect()
}

fn near(ours: f64, theirs: f64, within: f64, name: &str) {
    assert!((ours - theirs).abs() <= within, "{name}: {ours}, not {theirs}");
}

#[test]
fn the_effect_of_each_day_equals_linearmodels_with_and_without_missing_reports() {
    let expected = expected();
    for (kind, gaps) in [("whole", false), ("gaps", true)] {
        let (days, prices) = published(gaps);
        let plan = Plan::new(days[130], days[134], Plan::BEFORE).unwrap().with_week_after();
        let panel = panel_of(&days, &prices);
        let found = difference(&panel, &plan, 0, &[1, 2, 3, 4, 5, 6, 7]).unwrap();
        assert_eq!(found.controls.len(), 7);
        near(found.mean, expected[format!("{kind} mean").as_str()], 1e-9, kind);
        let theirs = expected.keys().filter(|name| name.starts_with(&format!("{kind} day"))).count();
        assert_eq!(found.days.len(), theirs);
        for (at, effect) in found.days.iter().zip(&found.path) {
            let name = format!("{kind} day {}", panel.days[*at]);
            near(*effect, expected[name.as_str()], 1e-9, &name);
        }
    }
}

#[test]
fn weights_fit_effect_and_rank_of_the_synthetic_control_equal_pysyncon() {
    let (expected, (days, prices)) = (expected(), published(false));
    let plan = Plan::new(days[130], days[134], Plan::BEFORE).unwrap().with_week_after();
    let controls: Vec<usize> = (1..8).collect();
    let made = synthetic::synthetic(&panel_of(&days, &prices), &plan, &controls).unwrap();
    for market in 0..7 {
        let ours = made.weights.iter().find(|(of, _)| *of == market).map_or(0.0, |(_, weight)| *weight);
        near(ours, expected[format!("weight {market}").as_str()], 1e-4, "weight");
    }
    near(made.log, expected["synthetic mean"], 1e-5, "mean");
    near(made.left, expected["synthetic left"], 1e-7, "left");
    near(made.ratio, expected["synthetic ratio"], 1e-3, "ratio");
    near(made.chance, expected["synthetic chance"], 1e-12, "chance");
    assert!(made.left <= expected["synthetic left"] + 1e-12, "ours is the best fit");
}

/// How often of so many draws the interval held the true effect, and how often it held no
/// zero, of those that were not refused.
fn measured(world: &World, seeds: std::ops::Range<u64>) -> (f64, f64, BTreeMap<String, usize>) {
    let (mut told, mut covered, mut apart, mut verdicts) = (0, 0, 0, BTreeMap::new());
    for seed in seeds {
        let drawn = draw(world, seed);
        let Ok(impact) = assess(&drawn.panel(), &plan(world), None) else {
            *verdicts.entry("refused".to_owned()).or_default() += 1;
            continue;
        };
        told += 1;
        let truth = drawn.truth(&impact.plan);
        covered += usize::from(impact.log.low <= truth && truth <= impact.log.high);
        apart += usize::from(impact.log.is_apart());
        *verdicts.entry(format!("{:?}", impact.verdict)).or_default() += 1;
    }
    (to_f64(covered) / to_f64(told), to_f64(apart) / to_f64(told), verdicts)
}

/// Three standard errors of a share near [`LEVEL`] of so many draws.
fn chance_of(draws: usize) -> f64 {
    3.0 * (LEVEL * (1.0 - LEVEL) / to_f64(draws)).sqrt()
}

#[test]
fn intervals_hold_the_true_effect_and_nothing_is_found_where_nothing_was_as_often_as_they_say() {
    let world = World { markets: 5, days: 400, held: (350, 352), ..World::chilli() };
    let (covered, apart, _) = measured(&world, 0..40);
    assert!((covered - LEVEL).abs() <= chance_of(40) && apart <= 1.0 - LEVEL + chance_of(40), "{covered} {apart}");
}

/// The figures of METHODS.md: `cargo test … impact -- --ignored --nocapture`.
#[test]
#[ignore = "minutes: a Monte Carlo of 1,000 draws each"]
fn coverage_and_false_findings_over_many_draws() {
    let draws = std::env::var("LUMBUNG_DRAWS").ok().and_then(|draws| draws.parse().ok()).unwrap_or(1_000);
    let chilli = World::chilli();
    for (name, world) in [
        ("chilli, nothing", chilli),
        ("chilli, 8 % lower for 5 days", World { effect: -0.08, ..chilli }),
        ("chilli, 20 % lower for 12 days, fading", World { effect: -0.2, held: (424, 435), fades: 14, ..chilli }),
        ("chilli, two years and more", World { days: 900, held: (823, 827), ..chilli }),
        ("chilli, two markets beside", World { markets: 3, days: 900, held: (823, 827), ..chilli }),
        ("steady, nothing", STEADY),
        ("steady, 8 % lower for 5 days", World { effect: -0.08, ..STEADY }),
        ("steady, 8 % lower for 12 days", World { effect: -0.08, held: (424, 435), ..STEADY }),
        ("hardly ever moves, nothing", World { moves: (0.002, 0.0015), ..STEADY }),
        ("hardly ever moves, 8 % lower", World { moves: (0.002, 0.0015), effect: -0.08, ..STEADY }),
    ] {
        let (covered, apart, verdicts) = measured(&world, 0..draws);
        println!("{name}: held {covered:.3}, without zero {apart:.3}, {verdicts:?}");
        assert!(covered >= LEVEL - chance_of(usize::try_from(draws).unwrap()), "{name}: {covered}");
    }
}

#[test]
fn a_clear_effect_is_told_with_its_size_its_days_and_what_buyers_were_spared() {
    let world = World { effect: -0.15, held: (424, 435), ..STEADY };
    let (plan, drawn) = (plan(&world), draw(&world, 1));
    let impact = assess(&drawn.panel(), &plan, Some(50_000_000.0)).unwrap();
    assert_eq!(impact.verdict, Verdict::Lower);
    let lasted = impact.lasted.unwrap();
    assert!((424..=426).contains(&lasted.since) && (434..=435).contains(&lasted.until), "{lasted:?}");
    assert!(!lasted.at_least);
    // Twelve calendar days about 15 % below 14,000.
    let relief = impact.relief.unwrap();
    assert_eq!(relief.days, 12);
    assert!((15_000.0..40_000.0).contains(&relief.rupiah_days.value), "{relief:?}");
    assert!(relief.rupiah_days.low < relief.rupiah_days.value && relief.rupiah_days.value < relief.rupiah_days.high);
    let cost = relief.subsidy.unwrap();
    assert!((cost.value - 50_000_000.0 / relief.rupiah_days.value).abs() < 1e-6 && cost.low < cost.value);
    let names = Names { commodity: "Telur ayam ras", place: "Pasar Kosambi", unit: "kg" };
    let text = impact.paragraph(&names, Lang::Id);
    assert!(text.contains("lebih rendah") && text.contains("menghemat") && text.contains("subsidi"), "{text}");
    assert!(!text.contains("NaN") && !text.contains("inf"), "{text}");
    assert!(impact.paragraph(&names, Lang::En).contains("lower than it would have been"));
}

#[test]
fn an_effect_that_is_no_larger_than_what_is_usual_is_left_open_with_what_could_be_seen() {
    let impact = assessed(&World::chilli(), 3);
    assert_eq!(impact.verdict, Verdict::Inconclusive(Reason::Wide));
    assert!(impact.lasted.is_none() && impact.relief.is_none());
    let names = Names { commodity: "Cabai rawit merah", place: "Pasar Kosambi", unit: "kg" };
    let text = impact.paragraph(&names, Lang::Id);
    assert!(text.starts_with("Belum dapat disimpulkan") && text.contains("dapat dibedakan"), "{text}");
}

#[test]
fn prices_that_never_move_give_no_interval_narrower_than_the_step_they_are_written_in() {
    let days: Vec<i32> = (0..500).filter(|day| day % 7 < 5).collect();
    let mut prices = vec![vec![14_250.0; days.len()]; 6];
    let plan = Plan::new(420, 424, Plan::BEFORE).unwrap();
    let half_step = (125.0_f64 / 14_250.0).ln_1p();
    let impact = assess(&panel_of(&days, &prices), &plan, None).unwrap();
    assert!(impact.log.high - impact.log.low >= 2.0 * half_step - 1e-12, "{:?}", impact.log);
    assert_eq!(impact.verdict, Verdict::Little);
    // The others move, and the report of the place stays what it was.
    for place in &mut prices[1..] {
        place.iter_mut().zip(&days).filter(|(_, day)| **day >= 420).for_each(|(price, _)| *price = 17_000.0);
    }
    let impact = assess(&panel_of(&days, &prices), &plan, None).unwrap();
    assert!(impact.log.value < -0.15);
    assert_eq!(impact.verdict, Verdict::Inconclusive(Reason::Still));
}

#[test]
fn a_price_that_had_left_the_others_before_is_no_effect_of_what_came_after() {
    let Drawn { days, mut prices, .. } = draw(&STEADY, 5);
    for (day, price) in days.iter().zip(&mut prices[0]) {
        if (418..429).contains(day) {
            *price *= 0.8;
        }
    }
    let impact = assess(&panel_of(&days, &prices), &plan(&STEADY), None).unwrap();
    assert_eq!(impact.verdict, Verdict::Inconclusive(Reason::MovedBefore));
}

#[test]
fn only_an_interval_without_zero_and_without_a_doubt_is_told_as_an_effect() {
    let log = |low: f64, high: f64| Estimate { value: low.midpoint(high), low, high };
    let clear = log(-0.1, -0.04);
    assert_eq!(verdict(clear, 0.5, false, None), Verdict::Lower);
    assert_eq!(verdict(log(0.04, 0.1), 0.5, false, Some(0.02)), Verdict::Higher);
    assert_eq!(verdict(clear, 0.5, false, Some(0.02)), Verdict::Inconclusive(Reason::Disagree));
    assert_eq!(verdict(clear, 0.5, true, None), Verdict::Inconclusive(Reason::Still));
    assert_eq!(verdict(clear, 0.05, false, None), Verdict::Inconclusive(Reason::MovedBefore));
    assert_eq!(verdict(log(-0.1, 0.01), 0.5, false, None), Verdict::Inconclusive(Reason::Wide));
    assert_eq!(verdict(log(-0.015, 0.01), 0.5, true, None), Verdict::Little);
    assert_eq!(verdict(log(f64::NEG_INFINITY, f64::INFINITY), 0.5, false, None), Verdict::Inconclusive(Reason::Wide));
}

#[test]
fn what_is_lacking_is_said_in_both_languages() {
    let world = STEADY;
    let Drawn { days, prices, .. } = draw(&world, 7);
    let full = plan(&world);
    let refusal = |panel: &Panel, plan: &Plan| assess(panel, plan, None).unwrap_err();
    assert_eq!(Plan::new(10, 9, 28), Err(Refusal::Dates));
    assert_eq!(Plan::new(10, 200, 28), Err(Refusal::Dates));
    assert_eq!(Plan::new(10, 11, 5), Err(Refusal::Window { before: 5 }));
    let early = Plan::new(40, 44, 28).unwrap();
    assert!(matches!(refusal(&panel_of(&days, &prices), &early), Refusal::History { own: 0, .. }));
    assert!(matches!(refusal(&panel_of(&days, &prices), &Plan::new(3, 5, 28).unwrap()), Refusal::Before { .. }));
    assert!(matches!(refusal(&panel_of(&days, &prices), &Plan::new(479, 479, 28).unwrap()), Refusal::After { .. }));
    assert_eq!(refusal(&panel_of(&days, &prices[..2]), &full), Refusal::Controls { usable: 1 });
    assert_eq!(refusal(&Panel::of(&[], &[]), &full), Refusal::Before { days: 0 });
    let reported = vec![true; days.len()];
    let series = |market: usize, held| Series { days: &days, prices: &prices[market], reported: &reported, held };
    let controls: Vec<Series<'_>> = (1..7).map(|market| series(market, &[])).collect();
    assert_eq!(refusal(&Panel::of(&[series(0, &[(400, 402)])], &controls), &full), Refusal::Overlaps);
    for refusal in [
        Refusal::Dates,
        Refusal::Window { before: 5 },
        Refusal::Before { days: 2 },
        Refusal::After { days: 1 },
        Refusal::Overlaps,
        Refusal::Controls { usable: 1 },
        Refusal::History { own: 1, blocks: 9 },
    ] {
        assert_ne!(refusal.message(Lang::Id), refusal.message(Lang::En));
    }
}

#[test]
fn places_with_an_intervention_of_their_own_or_many_gaps_are_not_compared_with() {
    let Drawn { days, mut prices, .. } = draw(&STEADY, 8);
    for price in prices[2].iter_mut().zip(&days).filter(|(_, day)| **day >= 400 && **day % 2 == 0).map(|pair| pair.0) {
        *price = f64::NAN;
    }
    let reported = vec![true; days.len()];
    let series = |market: usize, held| Series { days: &days, prices: &prices[market], reported: &reported, held };
    let mut controls: Vec<Series<'_>> = (1..7).map(|market| series(market, &[])).collect();
    controls[3].held = &[(430, 431)];
    let impact = assess(&Panel::of(&[series(0, &[])], &controls), &plan(&STEADY), None).unwrap();
    assert_eq!(impact.left_out, [(1, LeftOut::Gaps), (3, LeftOut::Held)]);
    assert_eq!(impact.controls, [0, 2, 4, 5]);
}

#[test]
fn values_that_were_not_reported_are_not_looked_at() {
    let Drawn { days, prices, .. } = draw(&STEADY, 9);
    let all = vec![true; days.len()];
    let reported: Vec<bool> = days.iter().map(|day| day % 6 != 0).collect();
    let mut other = prices[0].clone();
    other.iter_mut().zip(&reported).filter(|(_, reported)| !**reported).for_each(|(price, _)| *price = 90_000.0);
    let controls: Vec<Series<'_>> =
        prices[1..].iter().map(|prices| Series { days: &days, prices, reported: &all, held: &[] }).collect();
    let of = |prices: &[f64]| {
        let own = Series { days: &days, prices, reported: &reported, held: &[] };
        assess(&Panel::of(&[own], &controls), &plan(&STEADY), None).unwrap()
    };
    assert_eq!(of(&prices[0]), of(&other));
}

#[test]
fn prices_of_later_days_are_waited_for() {
    let Drawn { days, prices, .. } = draw(&STEADY, 10);
    let known = days.partition_point(|day| *day <= 427);
    let cut: Vec<Vec<f64>> = prices.iter().map(|prices| prices[..known].to_vec()).collect();
    let panel = panel_of(&days[..known], &cut);
    let last = panel.last_day(0).unwrap();
    let impact = assess(&panel, &plan(&STEADY), None).unwrap();
    assert!(impact.unfinished && impact.plan.last() == last && impact.plan.until() == last);
    let names = Names { commodity: "Beras", place: "Pasar Kosambi", unit: "kg" };
    assert!(impact.paragraph(&names, Lang::Id).contains("masih dapat berubah"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn a_price_that_is_lower_by_a_share_moves_the_estimate_by_it_and_not_the_interval(seed in 0_u64..1_000, log in -0.3_f64..0.3) {
        let world = World { markets: 4, days: 400, held: (350, 352), step: 1.0, ..World::chilli() };
        let Drawn { days, mut prices, .. } = draw(&world, seed);
        let before = assess(&panel_of(&days, &prices), &plan(&world), None);
        prices[0].iter_mut().zip(&days).filter(|(_, day)| **day >= 350).for_each(|(price, _)| *price *= log.exp());
        let after = assess(&panel_of(&days, &prices), &plan(&world), None);
        if let (Ok(before), Ok(after)) = (before, after) {
            prop_assert!((after.log.value - before.log.value - log).abs() < 1e-9);
            let width = |impact: &Impact| impact.log.high - impact.log.low;
            prop_assert!((width(&before) - width(&after)).abs() < 1e-9);
        }
    }

    #[test]
    fn how_dear_a_place_is_changes_no_share(seed in 0_u64..1_000, factor in 0.2_f64..5.0) {
        let world = World { markets: 4, days: 400, held: (350, 352), step: 1.0, ..World::chilli() };
        let Drawn { days, mut prices, .. } = draw(&world, seed);
        let before = assess(&panel_of(&days, &prices), &plan(&world), None);
        prices[2].iter_mut().for_each(|price| *price *= factor);
        let after = assess(&panel_of(&days, &prices), &plan(&world), None);
        if let (Ok(before), Ok(after)) = (before, after) {
            prop_assert!((after.share.value - before.share.value).abs() < 1e-9);
            prop_assert!((after.share.low - before.share.low).abs() < 1e-9);
        }
    }

    #[test]
    fn no_other_weights_that_sum_to_one_come_nearer(
        columns in prop::collection::vec(prop::collection::vec(-1.0_f64..1.0, 12), 1..9),
        target in prop::collection::vec(-1.0_f64..1.0, 12),
    ) {
        let found = weights(&columns, &target).unwrap();
        prop_assert!((found.iter().sum::<f64>() - 1.0).abs() < 1e-9 && found.iter().all(|weight| *weight >= 0.0));
        let gap = |row: usize| columns.iter().zip(&found).map(|(column, weight)| weight * column[row]).sum::<f64>() - target[row];
        let gaps: Vec<f64> = (0..12).map(gap).collect();
        let slope = |column: &[f64]| column.iter().zip(&gaps).map(|(value, gap)| value * gap).sum::<f64>();
        let level: f64 = columns.iter().zip(&found).map(|(column, weight)| weight * slope(column)).sum();
        for column in &columns {
            prop_assert!(slope(column) >= level - 1e-8, "the loss falls towards a column");
        }
    }
}
