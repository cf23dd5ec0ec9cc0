//! The invented numbers of the simulated sample, from
//! `sample/parameters.toml`, where each is explained.

use serde::Deserialize;
use std::collections::HashMap;
use std::sync::LazyLock;

static PARAMETERS: LazyLock<Parameters> = LazyLock::new(|| {
    toml::from_str(include_str!("../../sample/parameters.toml"))
        .expect("the parameters are part of the program, and a test reads them")
});

/// All parameters.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Parameters {
    pub course: Course,
    pub survey: Survey,
    pub supply: Supply,
    pub closed: Closed,
    pub intervention_years: [i32; 2],
    pub intervention: Vec<Intervention>,
    pub commodity: HashMap<String, Commodity>,
}

/// How prices of all commodities go.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Course {
    pub memory: f64,
    pub regional: f64,
    pub surge_rise: i32,
    pub surge_decay: i32,
    pub surge_rest: i32,
    pub feast_rise: i32,
    pub feast_hold: i32,
    pub feast_fall: i32,
}

/// How markets are surveyed.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Survey {
    pub jump: f64,
    pub missing: f64,
    pub outage: f64,
    pub outage_days: [f64; 2],
    pub error: f64,
}

/// How supplying regions differ from the city.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Supply {
    pub ratio: f64,
    pub far_days: i32,
    pub unknown_groups: Vec<String>,
}

/// When no market is surveyed.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Closed {
    pub days: Vec<[u32; 2]>,
    pub feast: Vec<ClosedFeast>,
}

/// The days around a feast without a survey.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ClosedFeast {
    pub id: String,
    pub before: i32,
    pub after: i32,
}

/// An intervention that returns every year.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Intervention {
    pub name: String,
    pub name_en: String,
    pub market: usize,
    pub week: u32,
    pub days: i32,
    pub effect: f64,
    pub commodities: Vec<String>,
}

/// How one commodity's price goes.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Commodity {
    pub base: f64,
    pub growth: f64,
    pub weekly: f64,
    pub season: f64,
    pub season_peak: f64,
    pub surges: f64,
    pub surge_size: [f64; 2],
    #[serde(default)]
    pub feasts: HashMap<String, f64>,
    pub lead: i32,
    pub step: f64,
    pub spread: f64,
    pub noise: f64,
    pub reprice: f64,
}

impl Parameters {
    /// The parameters.
    pub fn get() -> &'static Self {
        &PARAMETERS
    }

    /// The most days by which any region leads any city.
    pub fn longest_lead(&self) -> i32 {
        self.supply.far_days + self.commodity.values().map(|commodity| commodity.lead).max().unwrap_or(0)
    }
}
