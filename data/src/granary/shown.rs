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
        !self.is_empty() && !self.has_real()
    }

    /// Whether there is a real price: a row that says "not reported" is none.
    fn has_real(&self) -> bool {
        self.cities.values().any(|city| city.has_price && !city.key.source.is_simulated())
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
        let real = self.has_real();
        self.cities_of(commodity, region)
            .filter(|city| city.key.level == level && is_shown(&city.key.source, real))
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

    /// Every city price that is shown anywhere.
    #[must_use]
    pub fn all_shown(&self, profile: &Profile) -> Vec<&Arc<City>> {
        let real = self.has_real();
        let mut shown: Vec<&Arc<City>> = Vec::new();
        for city in self.cities().filter(|city| is_shown(&city.key.source, real)) {
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

    fn cities_of(&self, commodity: &CommodityId, region: &PlaceCode) -> impl Iterator<Item = &Arc<City>> {
        self.cities
            .iter()
            .filter(move |(key, _)| key.commodity == *commodity && key.region == *region)
            .map(|(_, city)| city)
    }
}

fn is_shown(source: &SourceId, real: bool) -> bool {
    !(real && source.is_simulated())
}

/// A source's place in the profile's order; unnamed ones come after.
fn rank(profile: &Profile, source: &SourceId) -> usize {
    profile.sources.iter().position(|known| known == source).unwrap_or(profile.sources.len())
}
