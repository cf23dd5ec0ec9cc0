//! The basket of what the city watches, and movements unlike the others: computed
//! when first asked for and kept, as nothing in them changes within a version.

use super::{City, Granary};
use crate::index::{Basket, Fences, Item, LEAST_MOVEMENTS, basket, behind_price, outlying};
use crate::model::{Frequency, MarketSeries, PriceLevel, SeriesKey, day};
use crate::profile::Profile;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Weeks up to the last of a source and commodity in which movements are judged.
pub const OUTLYING_WEEKS: i32 = 4;

/// A place whose price moved in a week unlike those of the other places.
#[derive(Debug, Clone, PartialEq)]
pub struct OutlyingMovement {
    /// Its series.
    pub key: SeriesKey,
    /// The Monday of the later week.
    pub monday: i32,
    /// The mean price of the week before, rupiah per unit.
    pub before: f64,
    /// The mean price of the week, rupiah per unit.
    pub after: f64,
    /// The median change of all places, as a share.
    pub usual: f64,
    /// How many places were compared, this one among them.
    pub places: usize,
}

/// The movements unlike the others.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct OutlyingMovements {
    /// Whether any commodity had places enough to tell one from the others.
    pub judged: bool,
    /// The movements, newest week first, in a week the furthest first.
    pub found: Vec<OutlyingMovement>,
}

impl Granary {
    /// The city prices of which the basket is made, one a watched commodity in the
    /// profile's order: what is shown of it at retail level day by day.
    pub fn in_basket(&self, profile: &Profile) -> impl Iterator<Item = Option<&Arc<City>>> {
        profile.watched.iter().map(|id| {
            self.shown(profile, id, &profile.code, PriceLevel::Retail)
                .filter(|city| city.key.frequency == Frequency::Daily)
        })
    }

    /// The basket of the watched commodities; none without any price of them.
    pub fn basket(&self, profile: &Profile) -> Option<&Basket> {
        let make = || {
            let priced = profile.watched.iter().zip(self.in_basket(profile));
            let items: Vec<Item<'_>> = priced
                .map(|(id, city)| Item { price: city.map(|city| city.price()), weight: profile.weight(id) })
                .collect();
            basket(&items)
        };
        self.basket.get_or_init(make).as_ref()
    }

    /// Places whose weekly mean price moved unlike that of the other places with
    /// the same commodity, level and source.
    pub fn outlying(&self) -> &OutlyingMovements {
        self.outlying.get_or_init(|| {
            let mut alike: BTreeMap<_, Vec<&MarketSeries>> = BTreeMap::new();
            let daily = self.cities().filter(|city| city.key.frequency == Frequency::Daily);
            for city in daily.filter(|city| self.is_shown(&city.key.source)) {
                let key = (&city.key.commodity, city.key.level, &city.key.source);
                alike.entry(key).or_default().extend(behind_price(city.series()));
            }
            let mut all = OutlyingMovements::default();
            for places in alike.values() {
                all.judge(places);
            }
            all.found.sort_by(|a, b| b.monday.cmp(&a.monday).then(b.distance().total_cmp(&a.distance())));
            all
        })
    }
}

impl OutlyingMovement {
    /// How far it lies from the usual movement, up or down.
    fn distance(&self) -> f64 {
        (self.after / self.before / (1.0 + self.usual)).ln().abs()
    }
}

impl OutlyingMovements {
    /// Adds what moved unlike the others among places with one commodity.
    fn judge(&mut self, places: &[&MarketSeries]) {
        let Some(last) = places.iter().filter_map(|series| series.last_day()).max() else { return };
        for monday in (0..OUTLYING_WEEKS).map(|back| day::monday(last) - 7 * back) {
            let movement =
                |series: &MarketSeries| Some((series.mean(monday - 7, monday - 1)?, series.mean(monday, monday + 6)?));
            let moved = places.iter().filter_map(|series| Some((*series, movement(series)?)));
            let (moved, movements): (Vec<&MarketSeries>, Vec<(f64, f64)>) = moved.unzip();
            self.judged |= movements.len() >= LEAST_MOVEMENTS;
            self.found.extend(outlying(&movements, &Fences::USUAL).into_iter().map(|one| OutlyingMovement {
                key: moved[one.at].key.clone(),
                monday,
                before: movements[one.at].0,
                after: movements[one.at].1,
                usual: one.median - 1.0,
                places: moved.len(),
            }));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{key, rows};
    use super::*;
    use crate::index::TooFew;
    use crate::lake::PriceRows;

    /// Markets of Bandung with one price in each of two weeks.
    fn markets(after: &[f64]) -> Vec<PriceRows> {
        // 2024-01-01 is a Monday and day 19,723.
        let market = |(at, after): (usize, &f64)| {
            rows(&format!("3273/m{at}"), 2, &[(19_723, 100.0), (19_730, *after), (19_731, f64::NAN)])
        };
        after.iter().enumerate().map(market).collect()
    }

    #[test]
    fn a_market_that_runs_ahead_of_the_others_is_told() {
        let granary = Granary::default().with(2, &markets(&[101.0, 102.0, 102.0, 103.0, 100.0, 150.0]));
        let [found] = &granary.outlying().found[..] else { panic!("{:?}", granary.outlying()) };
        assert_eq!((&found.key, found.monday, found.places), (&key("3273/m5"), 19_730, 6));
        assert!((found.after - 150.0).abs() < 1e-9 && (found.usual - 0.02).abs() < 1e-9);
    }

    #[test]
    fn a_region_as_a_whole_is_not_compared_with_its_own_markets() {
        let mut files = markets(&[100.0, 100.0, 100.0, 100.0]);
        files.push(rows("3273", 2, &[(19_723, 100.0), (19_730, 150.0)]));
        let too_few = Granary::default().with(2, &files);
        assert_eq!(*too_few.outlying(), OutlyingMovements::default());
        files.push(rows("3203", 2, &[(19_723, 100.0), (19_730, 150.0)]));
        let granary = Granary::default().with(2, &files);
        let found: Vec<_> = granary.outlying().found.iter().map(|found| &found.key).collect();
        assert_eq!((granary.outlying().judged, found), (true, vec![&key("3203")]));
    }

    #[test]
    fn a_basket_of_one_commodity_says_that_it_is_too_small() {
        let profile = Profile::load("bandung").unwrap();
        assert!(Granary::default().basket(&profile).is_none());
        let granary = Granary::default().with(2, &markets(&[100.0]));
        let basket = granary.basket(&profile).unwrap();
        assert_eq!((basket.commodities, basket.week.clone()), (21, Err(TooFew { matched: 1 })));
        // The next granary has a basket of its own.
        assert!(granary.with(3, &[]).basket(&profile).is_some());
    }
}
