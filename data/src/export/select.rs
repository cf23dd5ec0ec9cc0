//! Which series and which of their rows a file has.

use crate::granary::Granary;
use crate::index::with_imputed;
use crate::model::{CommodityId, MarketSeries, ObsStatus, PlaceCode, PriceLevel, SourceId, day};
use crate::profile::Profile;
use chrono::NaiveDate;

/// What is asked for; an empty list or none means all.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// These commodities.
    pub commodities: Vec<CommodityId>,
    /// These markets, and regions and provinces with all that lies in them.
    pub places: Vec<PlaceCode>,
    /// These price levels.
    pub levels: Vec<PriceLevel>,
    /// These sources. Without any, simulated figures are left out as soon as there are real
    /// ones.
    pub sources: Vec<SourceId>,
    /// Observations with these statuses.
    pub statuses: Vec<ObsStatus>,
    /// The first day.
    pub from: Option<NaiveDate>,
    /// The last day.
    pub to: Option<NaiveDate>,
}

/// Whether a list names something, or everything by being empty.
fn names<T: PartialEq>(list: &[T], value: &T) -> bool {
    list.is_empty() || list.contains(value)
}

/// Whether a place is another one or lies in it.
fn lies_in(place: &PlaceCode, wider: &PlaceCode) -> bool {
    let is_province = wider.as_str().len() == 2;
    place == wider || place.region() == *wider || (is_province && place.as_str().starts_with(wider.as_str()))
}

impl Filter {
    fn takes_place(&self, place: &PlaceCode) -> bool {
        self.places.is_empty() || self.places.iter().any(|wider| lies_in(place, wider))
    }

    /// The rows of a series that are asked for.
    fn cut(&self, series: &MarketSeries) -> MarketSeries {
        let from = self.from.map_or(i32::MIN, day::of);
        let to = self.to.map_or(i32::MAX, day::of);
        let mut cut = MarketSeries {
            unit: series.unit.clone(),
            reported_unit: series.reported_unit.clone(),
            ..MarketSeries::of(series.key.clone())
        };
        for (at, day) in series.day.iter().enumerate() {
            if (from..=to).contains(day) && names(&self.statuses, &series.status[at]) {
                cut.day.push(*day);
                cut.reported.push(series.reported[at]);
                cut.price.push(series.price[at]);
                cut.status.push(series.status[at]);
                cut.version.push(series.version[at]);
            }
        }
        cut
    }
}

/// What a file holds.
#[derive(Debug, Clone, Copy)]
pub struct Extract<'a> {
    /// What is known at a version.
    pub granary: &'a Granary,
    /// The city.
    pub profile: &'a Profile,
    /// Which part of it.
    pub filter: &'a Filter,
}

impl<'a> Extract<'a> {
    /// The series one by one, in the order of their keys, each with the rows asked for
    /// and those on which a silent market is moved with the others; none that is empty.
    ///
    /// The columns say nothing of frequency, so each commodity, place, level and source
    /// comes in the finest that there is: a monthly figure never stands among daily ones.
    pub fn series(self) -> impl Iterator<Item = MarketSeries> + 'a {
        let Self { granary, filter, .. } = self;
        let mut before = None;
        let finest = granary.cities().filter(move |city| {
            let key = &city.key;
            let this = (&key.commodity, &key.region, key.level, &key.source);
            before.replace(this) != Some(this)
        });
        let wanted = finest.filter(move |city| {
            let key = &city.key;
            names(&filter.commodities, &key.commodity)
                && names(&filter.levels, &key.level)
                && names(&filter.sources, &key.source)
                && (!filter.sources.is_empty() || granary.is_shown(&key.source))
        });
        wanted
            .flat_map(|city| city.members.iter().map(move |series| (city, series)))
            .filter(|(_, series)| filter.takes_place(&series.key.place))
            .map(move |(city, series)| {
                let members: Vec<&MarketSeries> = city.members.iter().map(AsRef::as_ref).collect();
                match with_imputed(&members, &series.key.place) {
                    Some(moved) => filter.cut(&moved),
                    None => filter.cut(series),
                }
            })
            .filter(|series| !series.day.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_region_has_its_markets_and_a_province_its_regions() {
        let code = |text: &str| PlaceCode::parse(text).unwrap();
        assert!(lies_in(&code("3273/kosambi"), &code("3273")) && lies_in(&code("3273/kosambi"), &code("32")));
        assert!(lies_in(&code("3273"), &code("32")) && !lies_in(&code("3273"), &code("3273/kosambi")));
        assert!(!lies_in(&code("3203"), &code("3273")));
    }
}
