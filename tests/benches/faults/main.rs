//! What cleaning finds of faults that were put in on purpose, what it doubts
//! without cause, and what it costs in time: whether a surge is seen later. The
//! table of METHODS.md; run with `cargo xtask bench`.
//!
//! Faults go into the simulated sample and, where `LUMBUNG_REAL_DATA` names the
//! folder, into PIHPS Jawa Barat 2019–2023. What the series already hold of
//! errors is counted apart: nobody has said which of those are true.

mod delay;
mod seed;

use chrono::NaiveDate;
use lumbung_data::clean::{Markets, Rules};
use lumbung_data::granary::{Granary, compare};
use lumbung_data::model::{Lang, MarketSeries, ObsStatus, PriceLevel};
use lumbung_data::profile::Profile;
use lumbung_data::source::{self, Context, Quotes};
use lumbung_data::{index, sample};
use seed::Kind;
use std::collections::BTreeMap;

/// Times that faults are put in anew.
const ROUNDS: u64 = 5;

fn main() {
    let profile = Profile::load("bandung").expect("the profile");
    let until = NaiveDate::from_ymd_opt(2025, 12, 19).expect("a day");
    let context = Context { profile: &profile, today: until, lang: Lang::En, level: PriceLevel::Retail, place: None };
    let simulated = source::simulated(&sample::series(&profile, until), &context).quotes;
    report("simulated sample", &known(&simulated, &profile), &profile);
    let Some(folder) = std::env::var_os("LUMBUNG_REAL_DATA") else {
        println!("without LUMBUNG_REAL_DATA nothing is said of real series");
        return;
    };
    for name in ["bawang-merah", "cabai-rawit-merah"] {
        let file = format!("pihps-long/{name}-jawa-barat-2019-2023.csv");
        let bytes = std::fs::read(std::path::Path::new(&folder).join(file)).expect("a real file");
        let (_, reading) = source::read(&bytes, &context);
        report(&format!("PIHPS Jawa Barat, {name}"), &known(&reading.quotes, &profile), &profile);
    }
}

fn known(quotes: &Quotes, profile: &Profile) -> Granary {
    compare(quotes, &Granary::default(), profile, 2).next.expect("prices")
}

/// Found at once, found once the next reports were there, and put in.
#[derive(Debug, Default, Clone, Copy)]
struct Found {
    at_once: u32,
    later: u32,
    all: u32,
}

fn report(name: &str, granary: &Granary, profile: &Profile) {
    let mut found: BTreeMap<Kind, Found> = BTreeMap::new();
    let (mut doubted, mut true_values) = (0_u32, 0_u32);
    let mut delays = delay::Delays::default();
    for (n, city) in (0_u64..).zip(granary.cities()) {
        let rules = Rules::of(profile, &city.key.commodity);
        let members: Vec<MarketSeries> = city.members.iter().map(|series| (**series).clone()).collect();
        for round in 0..ROUNDS {
            let (faulted, faults) = seed::put_in(&members, n * ROUNDS + round);
            let all: Vec<&MarketSeries> = faulted.iter().collect();
            let verdicts = rules.judge(&Markets::alone(&all), i32::MIN, i32::MAX);
            let is_doubted = |market: usize, at: usize| verdicts[market][at].rule.status() == ObsStatus::U;
            for fault in &faults {
                let count = found.entry(fault.kind).or_default();
                count.all += 1;
                count.later += u32::from(is_doubted(fault.market, fault.at));
                let on = faulted[fault.market].day[fault.at];
                let then: Vec<MarketSeries> = faulted.iter().map(|series| until(series, on)).collect();
                let then: Vec<&MarketSeries> = then.iter().collect();
                let then = rules.judge(&Markets::alone(&then), on, on);
                let now = then[fault.market].iter().find(|verdict| verdict.at == fault.at);
                count.at_once += u32::from(now.is_some_and(|verdict| verdict.rule.status() == ObsStatus::U));
            }
            for (market, series) in faulted.iter().enumerate() {
                for at in 0..series.day.len() {
                    let is_true =
                        series.status[at] == ObsStatus::A && !faults.iter().any(|f| (f.market, f.at) == (market, at));
                    true_values += u32::from(is_true);
                    doubted += u32::from(is_true && is_doubted(market, at));
                }
            }
        }
        delays.add(city, &members, &rules, profile);
    }
    println!("{name}");
    for (kind, Found { at_once, later, all }) in &found {
        let share = |n: u32| 100.0 * f64::from(n) / f64::from(*all);
        println!("  {:<22} {:5.1} % at once, {:5.1} % later, of {all}", kind.name(), share(*at_once), share(*later));
    }
    let all = || granary.cities().flat_map(|city| &city.members);
    let reported = all().flat_map(|series| &series.reported).filter(|value| value.is_finite()).count();
    let suspect = all().flat_map(|series| &series.status).filter(|status| **status == ObsStatus::U).count();
    println!("  doubted as they came   {suspect} of {reported}");
    println!(
        "  doubted beside faults  {doubted} of {true_values} ({:.3} %)",
        100.0 * f64::from(doubted) / f64::from(true_values)
    );
    println!("  {delays}");
}

/// What of a series was known on a day.
fn until(series: &MarketSeries, on: i32) -> MarketSeries {
    let known = series.day.partition_point(|day| *day <= on);
    let mut series = series.clone();
    series.day.truncate(known);
    series.reported.truncate(known);
    series.price.truncate(known);
    series.status.truncate(known);
    series.version.truncate(known);
    series
}

/// The city price of series as they are.
fn price(members: &[MarketSeries]) -> lumbung_data::model::CitySeries {
    let all: Vec<&MarketSeries> = members.iter().collect();
    index::city_price(members[0].key.city(), &all)
}
