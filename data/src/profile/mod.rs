//! A city's profile: what it watches, where, and against what.
//!
//! Nothing in the program is made for one city; what differs between cities is
//! here, read from TOML. A city's file names the shared one that it extends
//! (`nasional`: commodities, reference prices, feasts) and adds its markets,
//! its supplying regions and the commodities it watches. [`Profile::load`]
//! checks all of it, so that the rest of the program may rely on it.
//!
//! What regions are called is the gazetteer's matter.

mod build;
mod check;
mod error;
mod fetch;
mod file;
mod floor;
mod metadata;
mod off;
mod parts;
mod plan;
mod schedule;
mod sheet;
mod weight;

pub use error::{Problem, ProfileError};
pub use fetch::{Fetch, FetchPlace};
pub use floor::FloorPlan;
pub use metadata::Metadata;
pub use parts::{Commodity, Holiday, Market, Reference, ReferenceKind, Supply, Weight};
pub use plan::MarketPlan;
pub use schedule::Schedule;
pub use sheet::SheetPlan;

use crate::gazetteer;
use crate::model::origin::Dependence;
use crate::model::{CitySeries, CommodityId, InflationTarget, PlaceCode, PriceLevel, Rhythm, SourceId};
use crate::names::{Unknown, normal, normal_market};
use crate::source::Mapping;
use chrono::NaiveDate;
use std::collections::{BTreeSet, HashMap};

/// A city, as the program knows it. Made by [`Profile::load`] only.
#[derive(Debug, Clone, PartialEq)]
pub struct Profile {
    /// The city's code, such as `3273`.
    pub code: PlaceCode,
    /// Its name, such as `Kota Bandung`.
    pub name: String,
    /// Its name where space is short, such as `Bandung`.
    pub short: String,
    /// Its zone of reference prices, 1 to 3.
    pub zone: u8,
    /// The sources it trusts: where a page shows one price, it is the first of
    /// these that has it.
    pub sources: Vec<SourceId>,
    /// The commodities on its board, in their order there.
    pub watched: Vec<CommodityId>,
    /// Every commodity that files may name, watched or not.
    pub commodities: Vec<Commodity>,
    /// Every market that files may name, in the city and elsewhere.
    pub markets: Vec<Market>,
    /// The regions that supply the city.
    pub supplies: Vec<Supply>,
    /// How much of its food comes from elsewhere, where somebody has said so.
    pub dependence: Option<Dependence>,
    /// Reference prices of every zone and time.
    pub references: Vec<Reference>,
    /// Where yearly inflation is to stay, where that is known.
    pub inflation_target: Option<InflationTarget>,
    /// What watched commodities weigh in the basket, as far as that is published.
    pub weights: Vec<Weight>,
    /// Religious feasts and the new year, by date.
    pub holidays: Vec<Holiday>,
    /// Days on which no source owes a report, weekends apart.
    pub days_off: BTreeSet<NaiveDate>,
    /// The sources that are fetched from elsewhere.
    pub fetches: Vec<Fetch>,
    /// Tables whose columns somebody has mapped.
    pub mappings: Vec<Mapping>,
    /// When the weekly sheet is frozen, and who carries what it proposes.
    pub sheet: SheetPlan,
    /// What a cheap market is planned with.
    pub plan: MarketPlan,
    /// The city's own survey on the market floor.
    pub floor: FloorPlan,
    /// What it says of itself as a statistical activity.
    pub metadata: Metadata,
    index: Index,
}

/// Where things are, so that half a million rows are matched quickly.
#[derive(Debug, Clone, Default, PartialEq)]
struct Index {
    commodity: HashMap<CommodityId, usize>,
    commodity_name: HashMap<String, usize>,
    market: HashMap<PlaceCode, usize>,
    market_name: HashMap<PlaceCode, HashMap<String, usize>>,
    reference: HashMap<CommodityId, Vec<usize>>,
}

impl Profile {
    /// Whether the city's markets are walked on that day: a weekday of the plan that is no day off.
    #[must_use]
    pub fn is_walked_on(&self, date: NaiveDate) -> bool {
        self.floor.is_survey_day(date) && !self.days_off.contains(&date)
    }

    /// Reads a built-in profile by its name (`bandung`, `cianjur`), or a city's
    /// own by the path of its TOML file.
    ///
    /// ```
    /// use lumbung_data::profile::Profile;
    /// let profile = Profile::load("bandung").unwrap();
    /// assert_eq!(profile.name, "Kota Bandung");
    /// assert!(Profile::load("atlantis").is_err());
    /// ```
    ///
    /// # Errors
    /// When there is no such profile, or when something in it is wrong: the
    /// error names the file, the key and what would be right.
    pub fn load(name_or_path: &str) -> Result<Self, ProfileError> {
        build::load(name_or_path)
    }

    /// The commodity with this identifier.
    #[must_use]
    pub fn commodity(&self, id: &CommodityId) -> Option<&Commodity> {
        self.index.commodity.get(id).map(|&at| &self.commodities[at])
    }

    /// The commodity of this name, without looking for near ones.
    #[must_use]
    pub fn find_commodity(&self, name: &str) -> Option<&Commodity> {
        self.index.commodity_name.get(&normal(name)).map(|&at| &self.commodities[at])
    }

    /// The commodity that a file calls by this name: its identifier, its name
    /// or one of its aliases, compared as [`normal`] says.
    ///
    /// # Errors
    /// When no commodity has the name; the nearest names are in the error.
    pub fn commodity_named(&self, name: &str) -> Result<&Commodity, Unknown> {
        let names = &self.index.commodity_name;
        let form = normal(name);
        match self.find_commodity(name) {
            Some(commodity) => Ok(commodity),
            None => Err(Unknown::among(
                &form,
                names.iter().map(|(known, &at)| (known.as_str(), self.commodities[at].name.as_str())),
            )),
        }
    }

    /// The market of a region that a file calls by this name, with or without
    /// the word Pasar.
    ///
    /// # Errors
    /// When the region has no market of the name; its markets with the nearest
    /// names are in the error.
    pub fn market_named(&self, region: &PlaceCode, name: &str) -> Result<&Market, Unknown> {
        let Some(names) = self.index.market_name.get(region) else { return Err(Unknown::default()) };
        let form = normal_market(name);
        match names.get(&form) {
            Some(&at) => Ok(&self.markets[at]),
            None => Err(Unknown::among(
                &form,
                names.iter().map(|(known, &at)| (known.as_str(), self.markets[at].name.as_str())),
            )),
        }
    }

    /// The market with this code.
    #[must_use]
    pub fn market(&self, code: &PlaceCode) -> Option<&Market> {
        self.index.market.get(code).map(|&at| &self.markets[at])
    }

    /// How a source is fetched, where the profile says so.
    #[must_use]
    pub fn fetch(&self, source: &SourceId) -> Option<&Fetch> {
        self.fetches.iter().find(|fetch| fetch.source == *source)
    }

    /// The rhythm in which a source reports to the city; none where it has none.
    #[must_use]
    pub fn rhythm(&self, source: &SourceId) -> Option<Rhythm> {
        self.fetch(source).map_or_else(|| Rhythm::of(source), Fetch::rhythm)
    }

    /// What a commodity weighs in the basket, in per cent, where that is published.
    #[must_use]
    pub fn weight(&self, commodity: &CommodityId) -> Option<f64> {
        self.weights.iter().find(|weight| weight.commodity == *commodity).map(|weight| weight.percent)
    }

    /// The regions that are known to send a commodity.
    pub fn suppliers_of(&self, commodity: &CommodityId) -> impl Iterator<Item = &Supply> {
        self.supplies.iter().filter(move |supply| supply.sends.contains(commodity))
    }

    /// Whether a region supplies the city.
    #[must_use]
    pub fn supplies_from(&self, region: &PlaceCode) -> bool {
        self.supplies.iter().any(|supply| supply.region == *region)
    }

    /// The known markets of a region, in the profile's order.
    pub fn markets_of(&self, region: &PlaceCode) -> impl Iterator<Item = &Market> {
        self.markets.iter().filter(move |market| market.code.region() == *region)
    }

    /// What a place is called: a market's name, a region's name, or the code
    /// where neither is known.
    #[must_use]
    pub fn place_name(&self, place: &PlaceCode) -> String {
        if *place == self.code {
            return self.name.clone();
        }
        self.market(place)
            .map(|market| market.name.clone())
            .or_else(|| gazetteer::region(place).map(|region| region.name.clone()))
            .unwrap_or_else(|| place.to_string())
    }

    /// The reference price in force for a commodity on a date, in the city's
    /// own zone; the one that began last, where several hold.
    #[must_use]
    pub fn reference(&self, commodity: &CommodityId, level: PriceLevel, date: NaiveDate) -> Option<&Reference> {
        self.index
            .reference
            .get(commodity)?
            .iter()
            .map(|&at| &self.references[at])
            .filter(|reference| reference.zone == self.zone && reference.level == level && reference.holds_on(date))
            .max_by_key(|reference| reference.from)
    }

    /// The same for a city price. A price in another unit than the commodity's
    /// own, such as oil by the litre, has none to compare with.
    #[must_use]
    pub fn reference_of(&self, price: &CitySeries, date: NaiveDate) -> Option<&Reference> {
        let own = self.commodity(&price.key.commodity).is_some_and(|commodity| commodity.unit == price.unit);
        self.reference(&price.key.commodity, price.key.level, date).filter(|_| own)
    }
}

#[cfg(test)]
mod tests;
