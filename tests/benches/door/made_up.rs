//! A made-up file of the analyst's size: thirty commodities at six markets on every day of
//! eight years, as a Lumbung's own export has it.

use chrono::NaiveDate;
use lumbung_data::profile::{Commodity, Profile};
use std::fmt::Write;

const COMMODITIES: usize = 30;
const MARKETS: [&str; 6] = ["kosambi", "kiara-condong", "andir", "baru", "sederhana", "caringin"];

/// The commodities of the file.
pub fn commodities() -> Vec<Commodity> {
    let profile = Profile::load("bandung").expect("the built-in profile");
    profile.commodities.into_iter().take(COMMODITIES).collect()
}

/// The file's text and its number of data rows. Prices wander by a plain congruential
/// generator, another way for each seed.
pub fn file(seed: u64) -> (String, usize) {
    let mut out = String::from("date,commodity,place,level,source,reported,reported_unit,price,unit,status,version\n");
    let mut state = seed;
    let mut rows = 0;
    for commodity in commodities() {
        let (low, high) = (commodity.plausible_low * 1.2, commodity.plausible_high / 1.2);
        let (id, unit) = (&commodity.id, &commodity.unit);
        for market in MARKETS {
            let mut price = (low * high).sqrt();
            for date in days() {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                #[expect(clippy::cast_precision_loss, reason = "eleven bits")]
                let step = (state >> 53) as f64 / 1024.0 - 1.0;
                price = f64::clamp(price * (1.0 + step * 0.004), low, high);
                let shown = (price / 50.0).round() * 50.0;
                writeln!(out, "{date},{id},3273/{market},retail,lokal,{shown},{unit},{shown},{unit},A,1")
                    .expect("writing to a string");
                rows += 1;
            }
        }
    }
    (out, rows)
}

fn days() -> impl Iterator<Item = NaiveDate> {
    let day = |year| NaiveDate::from_ymd_opt(year, 1, 1).expect("a date");
    day(2016).iter_days().take_while(move |date| *date < day(2024))
}
