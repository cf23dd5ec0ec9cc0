//! The TOML of a profile as it is written, before anything is checked. A key
//! that stands here is a key that a profile may have.

use super::metadata::Metadata;
use super::parts::ReferenceKind;
use crate::model::{Cycle, PriceLevel};
use crate::source::Mapping;
use chrono::NaiveDate;
use serde::Deserialize;
use std::collections::BTreeMap;

/// A whole file. The shared file has no city of its own, so most keys may be
/// missing in one of the two.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct File {
    pub extends: Option<String>,
    pub code: Option<String>,
    pub name: Option<String>,
    pub short: Option<String>,
    pub zone: Option<u8>,
    pub sources: Option<Vec<String>>,
    pub watched: Option<Vec<String>>,
    #[serde(default)]
    pub group: BTreeMap<String, Group>,
    #[serde(default)]
    pub commodity: Vec<Commodity>,
    #[serde(default)]
    pub market: Vec<Market>,
    #[serde(default)]
    pub supply: Vec<Supply>,
    pub dependence: Option<Dependence>,
    pub inflation_target: Option<InflationTarget>,
    #[serde(default)]
    pub reference: Vec<Reference>,
    #[serde(default)]
    pub weight: Vec<Weight>,
    #[serde(default)]
    pub feast: Vec<Feast>,
    #[serde(default)]
    pub closed: Closed,
    #[serde(default)]
    pub fetch: BTreeMap<String, Fetch>,
    #[serde(default)]
    pub mapping: Vec<Mapping>,
    pub sheet: Option<Sheet>,
    pub floor: Option<Floor>,
    #[serde(default)]
    pub plan: Plan,
    #[serde(default)]
    pub metadata: Metadata,
}

/// What the commodities of a group share.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Group {
    pub name: String,
    pub name_en: String,
    pub coicop: String,
    pub unit: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Commodity {
    pub id: String,
    pub name: String,
    pub name_en: String,
    pub group: String,
    /// Where it differs from the group's.
    pub unit: Option<String>,
    #[serde(default)]
    pub aliases: Vec<String>,
    pub theta: Option<f64>,
    pub plausible: [f64; 2],
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Market {
    pub code: String,
    pub name: String,
    #[serde(default)]
    pub aliases: Vec<String>,
    #[serde(default = "retail")]
    pub level: PriceLevel,
    /// Degrees north and east.
    pub at: Option<[f64; 2]>,
    /// Whether the point is only about where it lies.
    #[serde(default)]
    pub approximate: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Supply {
    pub region: String,
    /// Where it differs from the gazetteer's.
    pub name: Option<String>,
    #[serde(default)]
    pub sends: Vec<String>,
    pub share: Option<f64>,
    #[serde(default)]
    pub note: String,
    #[serde(default)]
    pub note_en: String,
    pub basis: String,
    pub source: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Dependence {
    pub share: f64,
    pub source: String,
    pub date: Day,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct InflationTarget {
    pub low: f64,
    pub high: f64,
    pub basis: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Reference {
    pub kind: ReferenceKind,
    pub commodities: Vec<String>,
    #[serde(default = "retail")]
    pub level: PriceLevel,
    pub low: Option<f64>,
    pub high: Zones,
    /// Left out where it is not known.
    pub from: Option<Day>,
    pub until: Option<Day>,
    pub basis: String,
}

/// The upper bound in each zone; a zone that is left out has none.
#[derive(Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Zones {
    pub zone1: Option<f64>,
    pub zone2: Option<f64>,
    pub zone3: Option<f64>,
}

/// What a commodity weighs in the city's basket.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Weight {
    pub commodity: String,
    /// Per cent of what households spend.
    pub percent: f64,
    pub source: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Feast {
    pub id: String,
    pub name: String,
    pub name_en: String,
    #[serde(default)]
    pub dates: Vec<Day>,
    #[serde(default)]
    pub tentative: Vec<Day>,
    /// Days from the feast's own on for which nobody reports.
    #[serde(default = "one")]
    pub off: u32,
    /// Days before it for which nobody reports.
    #[serde(default)]
    pub off_before: u32,
}

/// Days beside the feasts for which nobody reports.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Closed {
    /// Every year, as `08-17`.
    #[serde(default)]
    pub yearly: Vec<String>,
    #[serde(default)]
    pub dates: Vec<Day>,
}

/// A source that is fetched.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Fetch {
    pub at: Option<Vec<String>>,
    pub every: Option<String>,
    pub days: Option<Vec<String>>,
    pub url: Option<String>,
    #[serde(default)]
    pub hosts: Vec<String>,
    #[serde(default)]
    pub private_hosts: Vec<String>,
    #[serde(default)]
    pub plain_hosts: Vec<String>,
    #[serde(default)]
    pub place: Vec<FetchPlace>,
    #[serde(default = "retail")]
    pub level: PriceLevel,
    pub their_source: Option<String>,
    pub overlap: Option<u32>,
    pub history: Option<u32>,
    pub rhythm: Option<Rhythm>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FetchPlace {
    pub code: String,
    /// What the source calls it, where it cannot be found by its name.
    pub id: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Rhythm {
    pub cycle: Cycle,
    pub ready: String,
    pub grace: u32,
}

/// The weekly sheet.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Sheet {
    /// The day of the week on which it is frozen.
    pub day: Option<String>,
    /// The time of day, as `20:00`.
    pub at: Option<String>,
    /// Who carries proposals of a heading, in Indonesian and English.
    #[serde(default)]
    pub responsible: BTreeMap<String, [String; 2]>,
}

/// What a cheap market is planned with.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Plan {
    /// Rupiah of subsidy.
    pub budget: Option<f64>,
    /// The share below the market's price.
    pub discount: Option<f64>,
    /// Households of a kecamatan.
    pub households: Option<f64>,
    /// People of a household.
    pub household: Option<f64>,
    /// The share of the households that come.
    pub served: Option<f64>,
    pub per_day: Option<u32>,
    pub lead: Option<u32>,
    pub weekends: Option<bool>,
    /// Where a figure comes from, by its key, in Indonesian and English.
    #[serde(default)]
    pub basis: BTreeMap<String, [String; 2]>,
    #[serde(default)]
    pub item: Vec<PlanItem>,
}

/// What is planned of commodities that stand for each other.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PlanItem {
    pub id: String,
    pub commodities: Vec<String>,
    /// What a person eats in a week.
    pub need: f64,
    pub limit: f64,
    pub site: f64,
    pub basis: Option<[String; 2]>,
}

/// The city's own survey.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Floor {
    /// The days of the week on which markets are walked.
    pub days: Option<Vec<String>>,
    /// The codes of the markets.
    pub markets: Option<Vec<String>>,
    /// The commodities in the order of the walk.
    pub order: Option<Vec<String>>,
    /// How many days back a price may still be noted.
    pub back: Option<u32>,
    /// When those whose market is missing are reminded, as `13:00`.
    pub remind_at: Option<String>,
}

/// A date of TOML.
#[derive(Clone, Copy, Deserialize)]
#[serde(try_from = "toml::value::Datetime")]
pub(super) struct Day(pub NaiveDate);

impl TryFrom<toml::value::Datetime> for Day {
    type Error = &'static str;

    fn try_from(moment: toml::value::Datetime) -> Result<Self, Self::Error> {
        let toml::value::Datetime { date: Some(date), time: None, offset: None } = moment else {
            return Err("a date without a time is expected, such as 2025-03-31");
        };
        NaiveDate::from_ymd_opt(date.year.into(), date.month.into(), date.day.into())
            .map(Self)
            .ok_or("there is no such date")
    }
}

fn one() -> u32 {
    1
}

fn retail() -> PriceLevel {
    PriceLevel::Retail
}
