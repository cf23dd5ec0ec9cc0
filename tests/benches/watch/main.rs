//! How long the walk through the past takes, and one more day after it. Run with
//! `cargo xtask bench`; with `--large` over 300 series of ten years too. Figures go to
//! stdout, one a line.
//!
//! Prices are made up: what matters here is their number, and that they surge.

use lumbung_data::backtest::{Backtest, Span};
use lumbung_data::granary::Granary;
use lumbung_data::lake::PriceRows;
use lumbung_data::model::{CommodityId, Frequency, Lang, ObsStatus, PlaceCode, PriceLevel, SeriesKey, SourceId, day};
use lumbung_data::profile::Profile;
use lumbung_tests::Memory;
use std::time::{Duration, Instant};

/// Monday, 6 January 2014.
const FIRST: i32 = 16_076;
/// Cities and regencies of West Java.
const PLACES: [&str; 15] = [
    "3273", "3271", "3272", "3274", "3275", "3276", "3277", "3278", "3203", "3204", "3205", "3206", "3207", "3209",
    "3210",
];
/// Days that are added one after the other to measure one.
const ADDED: i32 = 5;

fn main() {
    let profile = Profile::load("bandung").expect("the profile");
    walk("27 series, 3 of 5 years", &profile, (3, 9), 5);
    if std::env::var("LUMBUNG_BENCH").is_ok_and(|value| value == "large") {
        walk("300 series, 3 of 10 years", &profile, (20, 15), 10);
    }
}

fn walk(name: &str, profile: &Profile, (commodities, places): (usize, usize), years: i32) {
    // The day after a learning, so that the days that are added need none.
    let last = (FIRST + years * 365) / 28 * 28 + 1;
    let granary = made_up(profile, (commodities, places), last);
    let span = Span { from: last - 3 * 365, to: last, lag: 0, level: PriceLevel::Retail };
    let begun = Instant::now();
    let walk = Backtest::run(&granary, profile, span, lumbung_data::cores());
    let (score, kept) = (walk.score.all, walk.kept.expect("there is enough to learn from"));
    println!("{name}: backtest, {} surges: {}", score.surges, seconds(begun.elapsed()));
    let mut days: Vec<Duration> = (1..=ADDED)
        .map(|added| {
            let on = last + added;
            let granary = made_up(profile, (commodities, places), on);
            let begun = Instant::now();
            let advance = kept.advance(&granary, profile, on, lumbung_data::cores()).expect("nothing is to be learnt");
            assert!(advance.is_whole, "nothing but days was added");
            granary.expect(std::sync::Arc::new(advance.prospects));
            let warnings = granary.warnings(profile, day::date(on), Lang::Id);
            assert!(!warnings.is_empty());
            begun.elapsed()
        })
        .collect();
    days.sort_unstable();
    println!("{name}: watch and outlook of one more day, median of {ADDED}: {}", seconds(days[days.len() / 2]));
    println!("{name}: memory, at most so far: {:.0} MB", Memory::of(std::process::id()).most);
}

fn seconds(time: Duration) -> String {
    format!("{:.2} s", time.as_secs_f64())
}

/// Waves that go through all places, with something of each place's own.
fn made_up(profile: &Profile, (commodities, places): (usize, usize), last: i32) -> Granary {
    let watched = profile.watched.iter().rev().take(commodities).enumerate();
    let files: Vec<PriceRows> = watched
        .flat_map(|(which, commodity)| {
            PLACES.iter().take(places).enumerate().map(move |(at, place)| series(commodity, place, which, at, last))
        })
        .collect();
    Granary::default().with(2, &files)
}

fn series(commodity: &CommodityId, place: &str, which: usize, at: usize, last: i32) -> PriceRows {
    let mut wave = Draw(u64::try_from(which).unwrap_or(0) + 1);
    let mut own = Draw(u64::try_from(which * 100 + at).unwrap_or(0) + 1_000_003);
    let (mut level, mut push, mut apart) = (0.0, 0.0, 0.0);
    let mut rows = PriceRows {
        series: vec![SeriesKey {
            commodity: commodity.clone(),
            place: PlaceCode::parse(place).expect("a place"),
            level: PriceLevel::Retail,
            source: SourceId::parse("pihps").expect("a source"),
            frequency: Frequency::Daily,
        }],
        unit: vec!["kg".to_owned()],
        reported_unit: vec!["kg".to_owned()],
        ..PriceRows::default()
    };
    for day in (FIRST..=last).filter(|day| (day - FIRST) % 7 < 5) {
        if wave.next() < 0.012 {
            push += 0.06;
        }
        push *= 0.88;
        level = 0.98 * level + push + 0.01 * (wave.next() - 0.5);
        apart = 0.95 * apart + 0.02 * (own.next() - 0.5);
        let price: f64 = (30_000.0 * f64::exp(level + apart) / 50.0).round() * 50.0;
        rows.key.push(0);
        rows.day.push(day);
        rows.reported.push(price);
        rows.price.push(price);
        rows.status.push(ObsStatus::A);
        rows.version.push(2);
    }
    rows
}

/// A plain congruential generator of numbers between 0 and 1.
struct Draw(u64);

impl Draw {
    fn next(&mut self) -> f64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        #[expect(clippy::cast_precision_loss, reason = "eleven bits")]
        let draw = (self.0 >> 53) as f64;
        draw / 2048.0
    }
}
