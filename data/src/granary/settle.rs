//! Laying rows over what is known, and judging anew whatever they touch: a new
//! report can corroborate an old one, or take a jump back.

use super::{City, Granary};
use crate::clean::{Markets, REACH, Rules};
use crate::lake::PriceRows;
use crate::model::{CityKey, CommodityId, Frequency, Grounds, MarketSeries, ObsStatus, Rule, SeriesKey};
use crate::profile::Profile;
use std::collections::BTreeMap;
use std::slice;
use std::sync::Arc;

/// The days of each city price that something was said of, first and last.
pub(super) type Touched = BTreeMap<CityKey, (i32, i32)>;

/// Notes that something was said of a city price from a day to another.
pub(super) fn touch(touched: &mut Touched, key: CityKey, from: i32, to: i32) {
    let days = touched.entry(key).or_insert((from, to));
    *days = (days.0.min(from), days.1.max(to));
}

/// Rows that were judged, with what is known once they are stored.
pub(super) struct Settled {
    /// The rows to store, in series and date order: those that were given, and
    /// those whose status changes.
    pub prices: PriceRows,
    /// What is known then; none if there is nothing to store.
    pub next: Option<Granary>,
    /// The suspect values that were judged, by series and day.
    pub suspects: Suspects,
}

/// Suspect values with their rules, by series and day.
pub(super) type Suspects = BTreeMap<SeriesKey, BTreeMap<i32, Rule>>;

/// Lays rows over what is known and gives them, and whatever they touch, the
/// status that the rules say.
pub(super) fn settle(
    known: &Granary,
    mut rows: PriceRows,
    touched: &Touched,
    profile: &Profile,
    version: i64,
) -> Settled {
    let laid = (!rows.is_empty()).then(|| known.with(version, slice::from_ref(&rows)));
    let (changes, suspects) = judge(laid.as_ref().unwrap_or(known), touched, profile, version);
    if changes.is_empty() {
        return Settled { prices: rows, next: laid, suspects };
    }
    let next = laid.as_ref().unwrap_or(known).with(version, slice::from_ref(&changes));
    let older = rows.take_over(&changes);
    let prices = if older.is_empty() { rows } else { rows.and(&older) };
    Settled { prices, next: Some(next), suspects }
}

/// The rows whose status is not what the rules say, and every suspect value
/// among those that were judged.
fn judge(known: &Granary, touched: &Touched, profile: &Profile, version: i64) -> (PriceRows, Suspects) {
    let mut rules: BTreeMap<&CommodityId, Rules> = BTreeMap::new();
    let (mut changes, mut suspects) = (PriceRows::default(), Suspects::new());
    for (key, (from, to)) in &around(known, touched) {
        let Some(city) = known.city(key) else { continue };
        let rules = rules.entry(&key.commodity).or_insert_with(|| Rules::of(profile, &key.commodity));
        let (members, elsewhere) = (city.series(), corroborators(known, city));
        let verdicts = rules.judge(&known.markets(&members, &elsewhere), *from, *to);
        for (series, verdicts) in city.members.iter().zip(verdicts) {
            for verdict in verdicts {
                let status = verdict.rule.status();
                if status == ObsStatus::U {
                    suspects.entry(series.key.clone()).or_default().insert(series.day[verdict.at], verdict.rule);
                }
                let price = series.price[verdict.at];
                let same_price =
                    price.to_bits() == verdict.price.to_bits() || (price.is_nan() && verdict.price.is_nan());
                if series.status[verdict.at] != status || !same_price {
                    changes.push(series, verdict.at, (status, verdict.price), version);
                }
            }
        }
    }
    (changes, suspects)
}

/// The same price by other sources, which can corroborate. What was simulated
/// says nothing of what is real, and the other way round.
fn elsewhere<'a>(known: &'a Granary, key: &'a CityKey) -> impl Iterator<Item = &'a Arc<City>> {
    known.cities_of(&key.commodity, &key.region).filter(move |other| {
        let same = (other.key.level, other.key.frequency) == (key.level, Frequency::Daily);
        let world = other.key.source.is_simulated() == key.source.is_simulated();
        same && world && other.key.source != key.source
    })
}

/// The series of other sources that can corroborate those of a city price: per
/// the same unit, since litres say nothing of kilograms.
pub(super) fn corroborators<'a>(known: &'a Granary, city: &'a City) -> Vec<&'a MarketSeries> {
    let unit = city.members.first().map(|series| &series.unit);
    let others = elsewhere(known, &city.key).flat_map(|city| &city.members).map(AsRef::as_ref);
    others.filter(|series: &&MarketSeries| Some(&series.unit) == unit).collect()
}

/// The days on which a status may change: as far as a report reaches from those
/// that were touched, also in other sources.
fn around(known: &Granary, touched: &Touched) -> Touched {
    let mut around = Touched::new();
    for (key, (from, to)) in touched {
        let (from, to) = (from.saturating_sub(REACH), to.saturating_add(REACH));
        touch(&mut around, key.clone(), from, to);
        if key.frequency == Frequency::Daily {
            for other in elsewhere(known, key) {
                touch(&mut around, other.key.clone(), from, to);
            }
        }
    }
    around
}

impl Granary {
    fn markets<'a>(&'a self, members: &'a [&'a MarketSeries], elsewhere: &'a [&'a MarketSeries]) -> Markets<'a> {
        Markets { members, elsewhere, decisions: &self.decisions }
    }

    /// The rule that gives an observation its status, and what that rests on.
    #[must_use]
    pub fn why(&self, rules: &Rules, key: &SeriesKey, on: i32) -> Option<(Rule, Grounds)> {
        let city = self.city(&key.city())?;
        let market = city.members.iter().position(|series| series.key == *key)?;
        let at = city.members[market].day.binary_search(&on).ok()?;
        let (members, elsewhere) = (city.series(), corroborators(self, city));
        let markets = self.markets(&members, &elsewhere);
        let verdicts = rules.judge(&markets, on, on);
        let rule = verdicts[market].iter().find(|verdict| verdict.at == at)?.rule;
        Some((rule, rules.grounds(&markets, market, on)))
    }
}
