//! Where a commodity comes from: what is known of the supplying regions' prices, laid
//! beside the city's.

use super::shown::rank;
use super::{City, Granary};
use crate::model::origin::{Beside, Origin, OriginPrice, Origins, Passing, Unspecified};
use crate::model::{CityKey, CommodityId, Frequency, Lang, PlaceCode, PriceLevel, Warning, day};
use crate::profile::{Profile, Supply};
use crate::supply::{Spread, Transmission, Weeks, spread, told};
use crate::watch::{self, Upstream, Watched, is_too_old};
use chrono::NaiveDate;
use std::sync::{Arc, PoisonError};

/// Survey days and their prices.
type Known = (Vec<i32>, Vec<f64>);

/// A supplying region with its price, and the city's price that it is compared with.
struct Pair<'a> {
    region: &'a City,
    price: Known,
    city: Option<(&'a City, Known)>,
}

impl Granary {
    /// Where a commodity comes from, by what was known on a day. Kept for the next who
    /// asks.
    #[must_use]
    pub fn origins(&self, profile: &Profile, commodity: &CommodityId, on: NaiveDate) -> Arc<Origins> {
        let asked = (commodity.clone(), on);
        let kept = || self.origins.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(origins) = kept().get(&asked) {
            return Arc::clone(origins);
        }
        let origins = Arc::new(self.find_origins(profile, commodity, on));
        kept().insert(asked, Arc::clone(&origins));
        origins
    }

    fn find_origins(&self, profile: &Profile, commodity: &CommodityId, on: NaiveDate) -> Origins {
        let suppliers: Vec<&Supply> = profile.suppliers_of(commodity).collect();
        let pairs = suppliers.iter().map(|supply| self.pair(profile, commodity, &supply.region, day::of(on)));
        let pairs: Vec<Option<Pair<'_>>> = pairs.collect();
        let tested: Vec<Option<Transmission>> =
            pairs.iter().map(|pair| pair.as_ref().and_then(Pair::transmission)).collect();
        // All pairs of the commodity are adjusted together.
        let known: Vec<Transmission> = tested.iter().flatten().cloned().collect();
        let mut passing = told(&known).into_iter();
        let passing = tested.iter().map(|tested| tested.as_ref().and_then(|_| passing.next()));
        let prices: Vec<Option<OriginPrice>> =
            pairs.iter().zip(passing).map(|(pair, passing)| pair.as_ref()?.told(passing)).collect();
        let regions = suppliers.iter().zip(prices).map(|(supply, price)| Origin {
            region: supply.region.clone(),
            name: supply.name.clone(),
            share: supply.share,
            basis: supply.basis.clone(),
            source: supply.source.clone(),
            price,
        });
        let unspecified = profile.supplies.iter().filter(|supply| supply.sends.is_empty());
        Origins {
            dependence: profile.dependence.clone(),
            regions: regions.collect(),
            unspecified: unspecified
                .map(|supply| Unspecified { name: supply.name.clone(), source: supply.source.clone() })
                .collect(),
        }
    }

    /// The warning that what the city gets has become dear where it comes from.
    pub(super) fn surging_upstream(
        &self,
        city: &CityKey,
        profile: &Profile,
        on: NaiveDate,
        lang: Lang,
    ) -> Option<Warning> {
        let regions = self.regions_upstream(city, profile, on);
        let mut upstream = upstream(&regions);
        if upstream.iter().all(|region| region.running(day::of(on)).is_none()) {
            return None;
        }
        let origins = self.origins(profile, &city.commodity, on);
        let passing = |region: &PlaceCode| {
            let origin = origins.regions.iter().find(|origin| origin.region == *region)?;
            origin.price.as_ref()?.passing
        };
        for (upstream, (supply, ..)) in upstream.iter_mut().zip(&regions) {
            upstream.delay = passing(&supply.region).as_ref().and_then(Passing::delay);
        }
        watch::supply(city, &upstream, profile, on, self.version(), lang)
    }

    /// The days up to one on which the city was warned of surges in supplying regions.
    pub(super) fn raised_upstream(&self, city: &CityKey, profile: &Profile, on: NaiveDate) -> Vec<i32> {
        watch::supply_raised(&upstream(&self.regions_upstream(city, profile, on)))
    }

    /// The regions that send what the city gets, with their prices; none but of the
    /// city's own retail prices.
    fn regions_upstream<'a>(
        &'a self,
        city: &CityKey,
        profile: &'a Profile,
        on: NaiveDate,
    ) -> Vec<(&'a Supply, &'a City, Arc<Watched>)> {
        if city.region != profile.code || city.level != PriceLevel::Retail {
            return Vec::new();
        }
        let priced = profile.suppliers_of(&city.commodity).filter_map(|supply| {
            let price = self.price_of_origin(profile, &city.commodity, &supply.region, day::of(on))?;
            Some((supply, price.as_ref(), price.watched_by(profile, on)))
        });
        priced.collect()
    }

    /// A region's price of a commodity beside the city's, by what was known on a day, also
    /// where the region is not known to send it. How one passes to the other is a matter of
    /// [`Granary::origins`].
    #[must_use]
    pub fn price_beside(
        &self,
        profile: &Profile,
        commodity: &CommodityId,
        region: &PlaceCode,
        on: NaiveDate,
    ) -> Option<OriginPrice> {
        self.pair(profile, commodity, region, day::of(on))?.told(None)
    }

    /// The price of a region that stands for what it sends, known on a day: daily before
    /// rarer ones, the producer's before the dealers', then the profile's first source.
    pub(crate) fn price_of_origin(
        &self,
        profile: &Profile,
        commodity: &CommodityId,
        region: &PlaceCode,
        on: i32,
    ) -> Option<&Arc<City>> {
        self.cities_of(commodity, region)
            .filter(|city| city.has_price && self.is_shown(&city.key.source) && !known(city, on).0.is_empty())
            .min_by_key(|city| (city.key.frequency, city.key.level, rank(profile, &city.key.source)))
    }

    /// A region's price beside the city's retail price of the same frequency and unit:
    /// one that is not too old, if there is any, and of the same source.
    fn pair(&self, profile: &Profile, commodity: &CommodityId, region: &PlaceCode, on: i32) -> Option<Pair<'_>> {
        let region = self.price_of_origin(profile, commodity, region, on)?;
        let price = known(region, on);
        let last = *price.0.last()?;
        let fits = |city: &&Arc<City>| {
            city.key.level == PriceLevel::Retail
                && city.key.frequency == region.key.frequency
                && self.is_shown(&city.key.source)
                && city.price().unit == region.price().unit
        };
        let cities = self.cities_of(commodity, &profile.code).filter(fits);
        let cities = cities.map(|city| (city.as_ref(), known(city, on)));
        let nearest = cities.filter_map(|(city, price)| Some((*price.0.last()?, city, price)));
        let city = nearest.min_by_key(|(day, city, _)| {
            (is_too_old(*day, last), city.key.source != region.key.source, rank(profile, &city.key.source))
        });
        Some(Pair { region, price, city: city.map(|(_, city, price)| (city, price)) })
    }
}

/// What the watch is told of supplying regions, the delays left out.
fn upstream<'a>(regions: &'a [(&Supply, &City, Arc<Watched>)]) -> Vec<Upstream<'a>> {
    let told = |(supply, price, watched): &'a (&Supply, &City, Arc<Watched>)| Upstream {
        name: &supply.name,
        price: price.price(),
        surges: &watched.surges,
        delay: None,
    };
    regions.iter().map(told).collect()
}

/// What was known of a price on a day.
fn known(city: &City, on: i32) -> Known {
    city.price().survey_days_by(on)
}

fn columns((days, prices): &Known) -> (&[i32], &[f64]) {
    (days, prices)
}

impl Pair<'_> {
    /// Months are too few and too long to say who moves first.
    fn transmission(&self) -> Option<Transmission> {
        let (_, city) = self.city.as_ref().filter(|_| self.region.key.frequency != Frequency::Monthly)?;
        Transmission::of(&Weeks::align(columns(&self.price), columns(city)))
    }

    fn told(&self, passing: Option<Passing>) -> Option<OriginPrice> {
        let (last, price) = (*self.price.0.last()?, *self.price.1.last()?);
        let found = self.city.as_ref().and_then(|(city, prices)| {
            // A day long past says nothing of now.
            let found = spread(columns(&self.price), columns(prices)).filter(|found| !is_too_old(found.day, last))?;
            Some((city, found))
        });
        let beside = found.map(|(city, found): (_, Spread)| Beside {
            price: found.city,
            level: city.key.level,
            source: city.key.source.clone(),
            rupiah: found.rupiah(),
            share: found.share(),
            usual: found.usual,
        });
        let (day, price) = found.map_or((last, price), |(_, found)| (found.day, found.region));
        let key = &self.region.key;
        Some(OriginPrice {
            date: day::date(day),
            price,
            unit: self.region.price().unit.clone(),
            level: key.level,
            source: key.source.clone(),
            frequency: key.frequency,
            beside,
            passing,
        })
    }
}
