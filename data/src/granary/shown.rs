//! Which of several sources a page shows: the profile's first that has the
//! series, simulated figures only while nothing real is known.

use super::{City, Granary};
use crate::model::{CityKey, CommodityId, PlaceCode, PriceLevel, SourceId, day};
use crate::profile::Profile;
use chrono::NaiveDate;
use std::sync::Arc;

impl Granary {
    /// Whether simulated figures are what is shown: some are known, and no
    /// real ones.
    #[must_use]
    pub fn is_simulated(&self) -> bool {
        self.simulated && !self.real
    }

    /// The city price that is shown for a commodity, region and level.
    #[must_use]
    pub fn shown(
        &self,
        profile: &Profile,
        commodity: &CommodityId,
        region: &PlaceCode,
        level: PriceLevel,
    ) -> Option<&Arc<City>> {
        self.cities_of(commodity, region)
            .filter(|city| city.key.level == level && self.is_shown(&city.key.source))
            .min_by_key(|city| rank(profile, &city.key.source))
    }

    /// The city price of one source, shown or not.
    #[must_use]
    pub fn from_source(
        &self,
        commodity: &CommodityId,
        region: &PlaceCode,
        level: PriceLevel,
        source: &SourceId,
    ) -> Option<&Arc<City>> {
        self.cities_of(commodity, region).find(|city| city.key.level == level && city.key.source == *source)
    }

    /// The city price of a source, or the one that is shown where none is named.
    #[must_use]
    pub fn named(
        &self,
        profile: &Profile,
        commodity: &CommodityId,
        region: &PlaceCode,
        level: PriceLevel,
        source: Option<&SourceId>,
    ) -> Option<&Arc<City>> {
        match source {
            None => self.shown(profile, commodity, region, level),
            Some(source) => self.from_source(commodity, region, level, source),
        }
    }

    /// Every city price that is shown anywhere.
    #[must_use]
    pub fn all_shown(&self, profile: &Profile) -> Vec<&Arc<City>> {
        let mut shown: Vec<&Arc<City>> = Vec::new();
        for city in self.cities().filter(|city| self.is_shown(&city.key.source)) {
            let same = |other: &CityKey| {
                (&other.commodity, &other.region, other.level)
                    == (&city.key.commodity, &city.key.region, city.key.level)
            };
            match shown.last_mut() {
                Some(last) if same(&last.key) => {
                    if rank(profile, &city.key.source) < rank(profile, &last.key.source) {
                        *last = city;
                    }
                }
                _ => shown.push(city),
            }
        }
        shown
    }

    /// The last survey day of anything that is shown.
    #[must_use]
    pub fn last_day(&self, profile: &Profile) -> Option<NaiveDate> {
        self.all_shown(profile).into_iter().filter_map(|city| city.last_day()).max().map(day::date)
    }

    /// Whether a source's figures are shown: simulated ones hide behind real ones.
    #[must_use]
    pub fn is_shown(&self, source: &SourceId) -> bool {
        !(self.real && source.is_simulated())
    }

    /// Every level, source and frequency of a commodity in a region.
    pub(super) fn cities_of(
        &self,
        commodity: &CommodityId,
        region: &PlaceCode,
    ) -> impl Iterator<Item = &Arc<City>> + use<'_> {
        let first = CityKey::first(commodity, region);
        let (commodity, region) = (commodity.clone(), region.clone());
        self.cities
            .range(first..)
            .take_while(move |(key, _)| key.commodity == commodity && key.region == region)
            .map(|(_, city)| city)
    }
}

/// A source's place in the profile's order; unnamed ones come after.
pub(super) fn rank(profile: &Profile, source: &SourceId) -> usize {
    profile.sources.iter().position(|known| known == source).unwrap_or(profile.sources.len())
}
