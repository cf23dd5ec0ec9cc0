//! A made-up PIHPS file: 21 commodities at 18 markets on every weekday of five
//! years and a third.

use chrono::{Datelike, NaiveDate, Weekday};
use lumbung_data::profile::Profile;
use lumbung_tests::{Filled, Workbook};
use std::fmt::Write;

const DAYS: usize = 1_392;

fn profile() -> Profile {
    Profile::load("bandung").expect("the built-in profile")
}

/// The file's text and its number of data rows. Prices wander by a plain
/// congruential generator; what matters here is their number.
pub fn pihps_file() -> (String, usize) {
    let profile = profile();
    let markets: Vec<_> = profile.markets.iter().filter(|market| in_pihps(market.code.as_str())).collect();
    assert_eq!(markets.len(), 18, "the PIHPS markets of Jawa Barat");
    let mut out = String::from("No;Komoditas;Tanggal;Provinsi;Kota / Kelurahan;Pasar;Harga (Rp)\n");
    let mut rows = 0;
    let mut state: u64 = 42;
    for commodity in profile.watched.iter().filter_map(|id| profile.commodity(id)) {
        let mut price = (commodity.plausible_low * commodity.plausible_high).sqrt();
        for date in weekdays() {
            for market in &markets {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                #[expect(clippy::cast_precision_loss, reason = "eleven bits")]
                let step = (state >> 53) as f64 / 1024.0 - 1.0;
                price =
                    (price * (1.0 + step * 0.004)).clamp(commodity.plausible_low * 1.2, commodity.plausible_high / 1.2);
                rows += 1;
                let city = profile.place_name(&market.code.region());
                let price = (price / 50.0).round() * 50.0;
                writeln!(
                    out,
                    "{rows};{};{};Jawa Barat;{city};{};{price}",
                    commodity.name,
                    date.format("%d/%m/%Y"),
                    market.name
                )
                .expect("writing to a string");
            }
        }
    }
    (out, rows)
}

/// The addresses of all 21 commodities.
pub fn pages(before: &str, after: &str) -> Vec<String> {
    profile().watched.iter().map(|id| format!("{before}{id}{after}")).collect()
}

fn weekdays() -> impl Iterator<Item = NaiveDate> {
    NaiveDate::from_ymd_opt(2019, 1, 1)
        .expect("a date")
        .iter_days()
        .filter(|date| !matches!(date.weekday(), Weekday::Sat | Weekday::Sun))
        .take(DAYS)
}

/// Kota Bandung has more markets in its profile than PIHPS surveys.
fn in_pihps(code: &str) -> bool {
    !code.starts_with("3273/") || matches!(code, "3273/kosambi" | "3273/kiara-condong")
}

/// The first hundred thousand rows of a long PIHPS file as a workbook, and how
/// many there are.
pub fn workbook(text: &str) -> (Vec<u8>, usize) {
    const ROWS: usize = 100_000;
    let cell = |field: &str| field.parse().map_or_else(|_| Filled::from(field), Filled::Number);
    let rows: Vec<Vec<Filled>> = text.lines().take(ROWS + 1).map(|line| line.split(';').map(cell).collect()).collect();
    (Workbook::of(&rows).bytes(), rows.len() - 1)
}
