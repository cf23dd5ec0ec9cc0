//! How often an effect is found in real prices where nothing was done, and how often the
//! interval holds one that was put in. The table of METHODS.md; run with `cargo xtask
//! bench --only impact`.
//!
//! Each market of PIHPS Jawa Barat 2019–2023 is taken in turn for one with an
//! intervention, on many days; `LUMBUNG_REAL_DATA` names the folder. Nobody knows of one
//! at these markets and days, which are compared with all others.

use chrono::NaiveDate;
use lumbung_data::granary::{Granary, compare};
use lumbung_data::impact::{Impact, Panel, Plan, Series, assess};
use lumbung_data::model::{Lang, MarketSeries, ObsStatus, PriceLevel};
use lumbung_data::profile::Profile;
use lumbung_data::source::{self, Context};
use std::collections::BTreeMap;
use std::ops::AddAssign;
use std::time::Instant;

/// Days of history before the first intervention.
const HISTORY: i32 = 500;
/// Days of an intervention: one that is told by the week after as well, and one that is not.
const LASTS: [i32; 2] = [1, 5];
/// Days from one to the next at a market.
const APART: i32 = 84;
/// Effects that are put in, as shares.
const EFFECTS: [f64; 2] = [0.0, -0.1];
/// The step to which a changed price is written, rupiah.
const STEP: f64 = 250.0;

fn main() {
    let Some(folder) = std::env::var_os("LUMBUNG_REAL_DATA") else {
        println!("without LUMBUNG_REAL_DATA nothing is said of effects");
        return;
    };
    let profile = Profile::load("bandung").expect("the profile");
    let until = NaiveDate::from_ymd_opt(2025, 12, 19).expect("a day");
    let context = Context { profile: &profile, today: until, lang: Lang::En, level: PriceLevel::Retail, place: None };
    for name in ["bawang-merah", "cabai-rawit-merah"] {
        let file = format!("pihps-long/{name}-jawa-barat-2019-2023.csv");
        let bytes = std::fs::read(std::path::Path::new(&folder).join(file)).expect("a real file");
        let (_, reading) = source::read(&bytes, &context);
        let granary = compare(&reading.quotes, &Granary::default(), &profile, 2).next.expect("prices");
        let markets: Vec<&MarketSeries> = granary.cities().flat_map(|city| &city.members).map(AsRef::as_ref).collect();
        for (lasts, effect) in LASTS.into_iter().flat_map(|lasts| EFFECTS.map(|effect| (lasts, effect))) {
            let started = Instant::now();
            let found = all(&markets, lasts, effect);
            let (share, seconds) = (100.0 * effect, started.elapsed().as_secs_f64());
            println!("{name}, days {lasts}, effect {share:.0} %: {found} ({seconds:.0} s)");
        }
    }
}

/// What was found, over markets and days.
#[derive(Debug, Default)]
struct Found {
    assessed: u32,
    refused: u32,
    held: u32,
    without_zero: u32,
    verdicts: BTreeMap<String, u32>,
}

impl AddAssign for Found {
    fn add_assign(&mut self, other: Self) {
        self.assessed += other.assessed;
        self.refused += other.refused;
        self.held += other.held;
        self.without_zero += other.without_zero;
        for (verdict, count) in other.verdicts {
            *self.verdicts.entry(verdict).or_default() += count;
        }
    }
}

impl std::fmt::Display for Found {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let share = |count: u32| 100.0 * f64::from(count) / f64::from(self.assessed.max(1));
        write!(
            f,
            "{} assessed, {} refused; the interval held it in {:.1} %, and no zero in {:.1} %; {:?}",
            self.assessed,
            self.refused,
            share(self.held),
            share(self.without_zero),
            self.verdicts
        )
    }
}

/// Every market in turn, as many at once as there are cores.
fn all(markets: &[&MarketSeries], lasts: i32, effect: f64) -> Found {
    let next = std::sync::atomic::AtomicUsize::new(0);
    let work = || {
        let mut found = Found::default();
        loop {
            let at = next.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
            if at >= markets.len() {
                return found;
            }
            found += of_market(markets, at, lasts, effect);
        }
    };
    let mut found = Found::default();
    std::thread::scope(|scope| {
        let workers: Vec<_> = (0..lumbung_data::cores().get()).map(|_| scope.spawn(work)).collect();
        for worker in workers {
            found += worker.join().expect("a worker");
        }
    });
    found
}

fn of_market(markets: &[&MarketSeries], at: usize, lasts: i32, effect: f64) -> Found {
    let mut found = Found::default();
    let (Some(first), Some(last)) = (markets[at].day.first(), markets[at].day.last()) else { return found };
    // Not all markets on the same days.
    let mut from = first + HISTORY + 3 * i32::try_from(at).unwrap_or(0);
    while from + lasts + Plan::WATCH < *last {
        let plan = Plan::new(from, from + lasts - 1, Plan::BEFORE).expect("days");
        from += APART;
        let (truth, assessed) = with_effect(markets, at, effect, &plan);
        let Some(impact) = assessed else {
            found.refused += 1;
            continue;
        };
        found.assessed += 1;
        found.held += u32::from(impact.log.low <= truth && truth <= impact.log.high);
        found.without_zero += u32::from(impact.log.is_apart());
        *found.verdicts.entry(format!("{:?}", impact.verdict)).or_default() += 1;
    }
    found
}

/// The true mean effect in logs, as it was written into a market's prices, and what is
/// said of it.
fn with_effect(markets: &[&MarketSeries], at: usize, effect: f64, plan: &Plan) -> (f64, Option<Impact>) {
    let mut prices = markets[at].price.clone();
    let (mut sum, mut count) = (0.0, 0_u32);
    // Of a single day it is taken to last over the week after, by which it is told.
    let until = if plan.from == plan.to { plan.to + Plan::AFTER } else { plan.to };
    for (day, price) in markets[at].day.iter().zip(&mut prices) {
        if !(plan.from..=until).contains(day) || !price.is_finite() {
            continue;
        }
        let before = *price;
        if effect != 0.0 {
            *price = (before * (1.0 + effect) / STEP).round() * STEP;
        }
        sum += (*price / before).ln();
        count += 1;
    }
    let reported: Vec<Vec<bool>> =
        markets.iter().map(|market| market.status.iter().map(|status| *status == ObsStatus::A).collect()).collect();
    let series = |market: usize| Series {
        days: &markets[market].day,
        prices: if market == at { &prices } else { &markets[market].price },
        reported: &reported[market],
        held: &[],
    };
    let controls: Vec<Series<'_>> = (0..markets.len()).filter(|market| *market != at).map(series).collect();
    let impact = assess(&Panel::of(&[series(at)], &controls), plan, None).ok();
    (sum / f64::from(count.max(1)), impact)
}
