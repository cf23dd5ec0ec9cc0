//! The granary in memory: every series as known at one version, and the city
//! prices and surges that follow from them, computed when first asked for.
//!
//! A granary never changes. [`Granary::with`] gives the next one, which shares
//! every series that a batch did not touch; the server swaps the two, and
//! readers never wait.

mod basket;
mod beside;
mod compare;
mod decide;
mod in_force;
mod judgement;
mod known;
mod lay;
mod load;
mod origins;
mod revision;
mod settle;
mod shown;
mod until;
mod vintages;
mod withdraw;

pub use basket::{OUTLYING_WEEKS, OutlyingMovement, OutlyingMovements};
pub use beside::{Beside, BesideDelta};
pub use compare::{Delta, compare};
pub use decide::{Decided, decide};
pub use judgement::Judgement;
pub use known::{Known, Walk};
pub use revision::Revision;
pub use vintages::{Vintage, Vintages};
pub use withdraw::{Withdrawn, withdraw};

use crate::clean::Decisions;
use crate::index::{Basket, city_price};
use crate::lake::PriceRows;
use crate::model::origin::Origins;
use crate::model::{
    CityKey, CitySeries, CommodityId, MarketSeries, PlaceCode, PriceLevel, Record, SeriesKey, SourceId, Surge,
    WarningKind, day,
};
use crate::outlook::Prospects;
use crate::profile::Profile;
use crate::watch::Watched;
use chrono::NaiveDate;
use lay::lay;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

/// A warning of which it was asked what followed ones like it: its kind, the price that
/// it tells of, and its day.
type Asked = (WarningKind, (CommodityId, PlaceCode, PriceLevel, SourceId), NaiveDate);

/// What is known at a version.
#[derive(Debug, Default)]
pub struct Granary {
    version: i64,
    /// Whether there is a real price: a row that says "not reported" is none.
    real: bool,
    /// Whether there is a simulated price.
    simulated: bool,
    cities: BTreeMap<CityKey, Arc<City>>,
    decisions: Arc<Decisions>,
    beside: Arc<Beside>,
    /// The latest revisions, newest first.
    revisions: Arc<Vec<Revision>>,
    /// What followed warnings, as it was asked for.
    records: Mutex<BTreeMap<Asked, Option<Record>>>,
    /// The outlook, once it is computed; before that the one of the version before.
    prospects: Mutex<Arc<Prospects>>,
    basket: OnceLock<Option<Basket>>,
    outlying: OnceLock<OutlyingMovements>,
    /// Where commodities come from on a day, as it was asked for.
    origins: Mutex<BTreeMap<(CommodityId, NaiveDate), Arc<Origins>>>,
}

/// A city's price for one commodity, level and source, with its markets.
#[derive(Debug)]
pub struct City {
    /// Which one.
    pub key: CityKey,
    /// The series it is made of, in the order of their places.
    pub members: Vec<Arc<MarketSeries>>,
    /// Whether any of them has a price on any day.
    has_price: bool,
    price: OnceLock<CitySeries>,
    watched: OnceLock<Arc<Watched>>,
    earlier: Mutex<Option<(i32, Arc<Watched>)>>,
}

impl City {
    fn new(key: CityKey, members: Vec<Arc<MarketSeries>>) -> Self {
        let has_price = members.iter().any(|series| series.price.iter().any(|price| price.is_finite()));
        Self { key, members, has_price, price: OnceLock::new(), watched: OnceLock::new(), earlier: Mutex::new(None) }
    }

    /// The series that it is made of.
    fn series(&self) -> Vec<&MarketSeries> {
        self.members.iter().map(AsRef::as_ref).collect()
    }

    /// The city price.
    pub fn price(&self) -> &CitySeries {
        self.price.get_or_init(|| city_price(self.key.clone(), &self.series()))
    }

    /// What the watch sees in all its survey days.
    pub fn watched(&self, profile: &Profile) -> &Arc<Watched> {
        self.watched.get_or_init(|| Arc::new(Watched::of(self.price(), &self.series(), profile, i32::MAX)))
    }

    /// What the watch could see on a day. That of the last other day that was
    /// asked for is kept.
    pub fn watched_by(&self, profile: &Profile, on: NaiveDate) -> Arc<Watched> {
        let on = day::of(on);
        if self.members.iter().all(|series| series.day.last().is_none_or(|last| *last <= on)) {
            return Arc::clone(self.watched(profile));
        }
        let mut earlier = self.earlier.lock().unwrap_or_else(PoisonError::into_inner);
        match &*earlier {
            Some((day, watched)) if *day == on => Arc::clone(watched),
            _ => {
                let watched = Arc::new(Watched::of(self.price(), &self.series(), profile, on));
                *earlier = Some((on, Arc::clone(&watched)));
                watched
            }
        }
    }

    /// Its surges, oldest first, judged on all its survey days.
    pub fn surges(&self, profile: &Profile) -> &[Surge] {
        &self.watched(profile).surges
    }

    /// The last survey day with a price.
    #[must_use]
    pub fn last_day(&self) -> Option<i32> {
        self.price().last_day()
    }
}

impl Granary {
    /// The version that is known here.
    #[must_use]
    pub fn version(&self) -> i64 {
        self.version
    }

    /// One series.
    #[must_use]
    pub fn series(&self, key: &SeriesKey) -> Option<&Arc<MarketSeries>> {
        let members = &self.cities.get(&key.city())?.members;
        let at = members.binary_search_by(|series| series.key.cmp(key)).ok()?;
        members.get(at)
    }

    /// One city price.
    #[must_use]
    pub fn city(&self, key: &CityKey) -> Option<&Arc<City>> {
        self.cities.get(key)
    }

    /// Every city price, in the order of their keys.
    pub fn cities(&self) -> impl Iterator<Item = &Arc<City>> {
        self.cities.values()
    }

    /// Of the city prices of one commodity, place, level and source the most frequent one,
    /// in the order of their keys: what an address or a file without a frequency means.
    pub fn finest(&self) -> impl Iterator<Item = &Arc<City>> {
        let mut before = None;
        self.cities().filter(move |city| {
            let key = &city.key;
            let this = (&key.commodity, &key.region, key.level, &key.source);
            before.replace(this) != Some(this)
        })
    }

    /// The latest revisions, newest first: some 200 at the most.
    #[must_use]
    pub fn revisions(&self) -> &[Revision] {
        &self.revisions
    }

    /// Whether nothing is known.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.cities.is_empty()
    }

    /// The next granary: these rows laid over what is known. Of two rows for
    /// one day the later version holds, and of one version the later file.
    #[must_use]
    pub fn with(&self, version: i64, files: &[PriceRows]) -> Self {
        let mut cities = self.cities.clone();
        let mut revised = Vec::new();
        lay(&mut cities, files, &mut revised);
        self.next(version, cities, revised)
    }

    /// The next granary, of these cities, in which these figures changed.
    fn next(&self, version: i64, cities: BTreeMap<CityKey, Arc<City>>, mut revised: Vec<Revision>) -> Self {
        let priced = |simulated| {
            cities.values().any(|city: &Arc<City>| city.has_price && city.key.source.is_simulated() == simulated)
        };
        let (real, simulated) = (priced(false), priced(true));
        let revisions = if revised.is_empty() {
            Arc::clone(&self.revisions)
        } else {
            revised.extend(self.revisions.iter().cloned());
            Arc::new(revision::latest(revised))
        };
        Self {
            version,
            real,
            simulated,
            cities,
            decisions: Arc::clone(&self.decisions),
            beside: Arc::clone(&self.beside),
            revisions,
            records: Mutex::default(),
            prospects: Mutex::new(self.prospects()),
            basket: OnceLock::new(),
            outlying: OnceLock::new(),
            origins: Mutex::default(),
        }
    }

    /// The same with these decisions about single values. What is known of the
    /// values does not change by it: the rows that a decision makes do that.
    #[must_use]
    pub fn deciding(mut self, decisions: Arc<Decisions>) -> Self {
        self.decisions = decisions;
        self
    }

    /// The same with what is known beside prices.
    #[must_use]
    pub fn knowing(mut self, beside: Arc<Beside>) -> Self {
        self.beside = beside;
        self
    }

    /// The outlook of each city price as it was last computed; empty before the first
    /// time.
    #[must_use]
    pub fn prospects(&self) -> Arc<Prospects> {
        Arc::clone(&self.prospects.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Takes in the outlook, computed with [`crate::backtest`].
    pub fn expect(&self, prospects: Arc<Prospects>) {
        *self.prospects.lock().unwrap_or_else(PoisonError::into_inner) = prospects;
        self.records.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }

    /// What is known beside prices.
    #[must_use]
    pub fn beside(&self) -> &Arc<Beside> {
        &self.beside
    }

    /// What officers decided about single values.
    #[must_use]
    pub fn decisions(&self) -> &Arc<Decisions> {
        &self.decisions
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::model::{CommodityId, Frequency, ObsStatus, PlaceCode, PriceLevel, SourceId};

    pub(crate) fn key(place: &str) -> SeriesKey {
        SeriesKey {
            commodity: CommodityId::parse("bawang-merah").unwrap(),
            place: PlaceCode::parse(place).unwrap(),
            level: PriceLevel::Retail,
            source: SourceId::parse("pihps").unwrap(),
            frequency: Frequency::Daily,
        }
    }

    pub(crate) fn rows(place: &str, version: i64, values: &[(i32, f64)]) -> PriceRows {
        PriceRows {
            series: vec![key(place)],
            unit: vec!["kg".into()],
            reported_unit: vec!["kg".into()],
            key: vec![0; values.len()],
            day: values.iter().map(|v| v.0).collect(),
            reported: values.iter().map(|v| v.1).collect(),
            price: values.iter().map(|v| v.1).collect(),
            status: vec![ObsStatus::A; values.len()],
            version: vec![version; values.len()],
        }
    }

    #[test]
    fn the_later_version_of_a_day_holds_and_the_earlier_granary_stays() {
        let first = Granary::default().with(2, &[rows("3273/a", 2, &[(1, 10.0), (2, 20.0)])]);
        let second = first.with(3, &[rows("3273/a", 3, &[(2, 25.0), (3, 30.0)])]);
        assert_eq!(first.series(&key("3273/a")).unwrap().price, [10.0, 20.0]);
        let series = second.series(&key("3273/a")).unwrap();
        assert_eq!(
            (&series.day[..], &series.price[..], &series.version[..]),
            (&[1, 2, 3][..], &[10.0, 25.0, 30.0][..], &[2, 3, 3][..])
        );
    }

    #[test]
    fn a_figure_that_a_later_version_changed_is_remembered_with_both() {
        let late = [(1, 10.0), (2, 25.0), (3, f64::NAN), (4, 40.0)];
        let first = Granary::default().with(2, &[rows("3273/a", 2, &[(1, 10.0), (2, 20.0), (3, 30.0)])]);
        let second = first.with(3, &[rows("3273/a", 3, &late)]);
        let told: Vec<_> = second.revisions().iter().map(|r| (r.day, r.before, r.after.is_nan(), r.version)).collect();
        assert_eq!(told, [(3, 30.0, true, 3), (2, 20.0, false, 3)]);
        assert!(first.revisions().is_empty());
        // The same when both files are read at once, and kept when nothing new comes.
        let both = Granary::default().with(3, &[rows("3273/a", 2, &[(2, 20.0)]), rows("3273/a", 3, &[(2, 25.0)])]);
        assert_eq!(both.with(4, &[rows("3273/b", 4, &[(2, 1.0)])]).revisions().len(), 1);
    }

    #[test]
    fn the_order_in_which_files_are_loaded_does_not_matter() {
        let (old, new) = (rows("3273/a", 2, &[(1, 10.0)]), rows("3273/a", 3, &[(1, 11.0)]));
        let one = Granary::default().with(3, &[old.clone(), new.clone()]);
        let other = Granary::default().with(3, &[new, old]);
        assert_eq!(one.series(&key("3273/a")), other.series(&key("3273/a")));
        assert_eq!(one.series(&key("3273/a")).unwrap().price, [11.0]);
    }

    #[test]
    fn a_batch_shares_every_city_that_it_does_not_touch() {
        let first = Granary::default().with(2, &[rows("3273/a", 2, &[(1, 10.0)]), rows("3203/b", 2, &[(1, 12.0)])]);
        let second = first.with(3, &[rows("3273/c", 3, &[(1, 40.0)])]);
        let other = key("3203/b").city();
        assert!(Arc::ptr_eq(first.city(&other).unwrap(), second.city(&other).unwrap()));
        let city = second.city(&key("3273/a").city()).unwrap();
        assert_eq!(city.members.len(), 2);
        assert!((city.price().price[0] - 20.0).abs() < 1e-9);
    }
}
