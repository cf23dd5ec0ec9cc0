//! Made-up prices of regencies, in the form `pihps-names`: 21 commodities on
//! every weekday of four years and a half.

use chrono::{Datelike, NaiveDate, Weekday};
use lumbung_data::gazetteer::{Region, region};
use lumbung_data::model::PlaceCode;
use lumbung_data::profile::Profile;
use std::fmt::Write;

/// Survey days before the daily batches.
pub const DAYS: usize = 1_204;
const HEADER: &str = "name,regency_name,date,price,category\n";

/// The first cities and regencies of the country, Kota Bandung before all.
///
/// # Panics
/// When there are not so many.
#[must_use]
pub fn regencies(count: usize) -> Vec<&'static Region> {
    let codes = (1_100..9_900).filter_map(|code| PlaceCode::parse(&format!("{code}")).ok());
    let mut regencies: Vec<_> = codes.filter_map(|code| region(&code)).collect();
    regencies.sort_by_key(|region| region.code.as_str() != "3273");
    regencies.truncate(count);
    assert_eq!(regencies.len(), count);
    regencies
}

/// Prices that wander by a plain congruential generator; what matters here is
/// their number.
#[derive(Debug)]
pub struct Prices {
    profile: Profile,
    state: u64,
}

impl Default for Prices {
    fn default() -> Self {
        Self { profile: Profile::load("bandung").expect("the built-in profile"), state: 42 }
    }
}

impl Prices {
    /// A file of some regencies on some survey days, and its rows.
    ///
    /// # Panics
    /// Never: writing to a string cannot fail.
    pub fn file(&mut self, regencies: &[&Region], from: usize, days: usize) -> (String, usize) {
        let dates: Vec<String> = weekdays().skip(from).take(days).map(|date| date.to_string()).collect();
        let mut out = String::from(HEADER);
        let mut rows = 0;
        for region in regencies {
            for id in self.profile.watched.clone() {
                let commodity = self.profile.commodity(&id).expect("what is watched is known");
                let (low, high) = (commodity.plausible_low, commodity.plausible_high);
                let mut price = (low * high).sqrt();
                for date in &dates {
                    self.state =
                        self.state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                    #[expect(clippy::cast_precision_loss, reason = "eleven bits")]
                    let step = (self.state >> 53) as f64 / 1024.0 - 1.0;
                    price = (price * (1.0 + step * 0.004)).clamp(low * 1.2, high / 1.2);
                    let price = (price / 50.0).round() * 50.0;
                    writeln!(out, "{},{},{date},{price},", commodity.name, region.name).expect("writing to a string");
                    rows += 1;
                }
            }
        }
        (out, rows)
    }
}

fn weekdays() -> impl Iterator<Item = NaiveDate> {
    NaiveDate::from_ymd_opt(2019, 1, 1)
        .expect("a date")
        .iter_days()
        .filter(|date| !matches!(date.weekday(), Weekday::Sat | Weekday::Sun))
}
