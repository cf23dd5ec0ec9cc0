//! One city price gone through day by day: what each detector could see.

use crate::granary::{City, Granary, Known, Walk};
use crate::model::{CityKey, CitySeries, MarketSeries, PlaceCode, WarningKind, WarningLevel, day};
use crate::outlook::{Course, Recorder};
use crate::profile::Profile;
use crate::watch::{
    Episode, Phase, Premiums, Raising, Stand, Theta, above_reference, bound, creep, phases, spread, surge_level,
    surges, theta, year_median,
};
use std::collections::BTreeMap;

/// What could be seen of one city price on each day.
pub(super) struct Seen {
    pub key: CityKey,
    /// Days on which a market reported.
    pub days: Vec<i32>,
    /// Where the price stood on each.
    pub stands: Vec<Stand>,
    /// How grave a surge was on each; none without one.
    pub levels: Vec<Option<WarningLevel>>,
    /// Which other warnings were in force on each: of a spread, with its market.
    pub in_force: BTreeMap<(WarningKind, Option<PlaceCode>), Vec<bool>>,
    /// The threshold; none with too little data.
    pub theta: Option<Theta>,
    /// What is known at the end.
    pub price: CitySeries,
    /// For the outlook; none with too little data.
    pub course: Option<Course>,
}

impl Seen {
    /// What could be seen on the days from one on and up to another.
    pub fn of(granary: &Granary, city: &City, profile: &Profile, (from, until): (i32, i32), lag: i32) -> Self {
        let walk = granary.walk(city, profile, until);
        let view = View::of(&walk.price, &walk.members, profile);
        let mut recorder = Recorder::new(lag);
        let mut seen = Self {
            key: city.key.clone(),
            days: Vec::new(),
            stands: Vec::new(),
            levels: Vec::new(),
            in_force: BTreeMap::new(),
            theta: view.theta,
            price: walk.price.clone(),
            course: None,
        };
        walk.visit(from, |known| seen.day(&known, &walk, &view, profile, &mut recorder));
        seen.course = recorder.finish(city.key.clone(), (&view.days, &view.prices), view.theta);
        seen
    }

    fn day(&mut self, known: &Known<'_>, walk: &Walk, view: &View, profile: &Profile, recorder: &mut Recorder) {
        let own;
        let (view, count) = match known.apart {
            None => (view, view.days.partition_point(|day| *day <= known.day)),
            Some((price, members)) => {
                own = View::of(price, members, profile);
                (&own, own.days.len())
            }
        };
        let at = count.checked_sub(1);
        let theta = view.theta.filter(|theta| at.is_some_and(|at| view.days[at] >= theta.from));
        let stand = at.map_or_else(Stand::default, |at| view.stands[at]);
        let (days, prices) = (&view.days[..count], &view.prices[..count]);
        recorder.day((days, prices), known.day, theta, stand, known.apart.is_some());
        let level = at.filter(|_| stand.phase != Phase::Calm).map(|at| {
            let reference = bound(profile, &walk.price, day::date(days[at]));
            surge_level(prices[at], stand.phase == Phase::Running, year_median(days, prices), reference.as_ref())
        });
        self.days.push(known.day);
        self.stands.push(stand);
        self.levels.push(level);
        for (which, episodes) in &view.episodes {
            let fires = |episode: &Episode| {
                episode.fired.is_some_and(|fired| fired <= known.day)
                    && episode.cleared.is_none_or(|cleared| known.day < cleared)
            };
            let flags = self.in_force.entry(which.clone()).or_default();
            flags.resize(self.days.len() - 1, false);
            let told = which.0 != WarningKind::Creep || stand.phase != Phase::Running;
            flags.push(told && episodes.iter().any(fires));
        }
        for flags in self.in_force.values_mut() {
            flags.resize(self.days.len(), false);
        }
    }
}

/// A city price with what detectors say of all its days. What they say of a day
/// does not rest on later ones.
struct View {
    days: Vec<i32>,
    prices: Vec<f64>,
    theta: Option<Theta>,
    stands: Vec<Stand>,
    episodes: BTreeMap<(WarningKind, Option<PlaceCode>), Vec<Episode>>,
}

impl View {
    fn of(price: &CitySeries, members: &[MarketSeries], profile: &Profile) -> Self {
        let (days, prices) = price.survey_days();
        let fixed = profile.commodity(&price.key.commodity).and_then(|commodity| commodity.theta);
        let theta = theta(fixed, &days, &prices);
        let ceiling = |on: i32| profile.reference_of(price, day::date(on)).map(|reference| reference.high);
        let mut episodes = BTreeMap::new();
        episodes.insert((WarningKind::Reference, None), above_reference(&days, &prices, ceiling));
        let Some(theta) = theta else {
            return Self { stands: vec![Stand::default(); days.len()], days, prices, theta, episodes };
        };
        let found = surges(&days, &prices, theta);
        episodes.insert((WarningKind::Creep, None), creep(&days, &prices, theta, ceiling, &found));
        if price.key.region == profile.code {
            for market in Premiums::of(&members.iter().collect::<Vec<_>>(), i32::MAX) {
                let apart = spread(&market, theta);
                episodes.insert((WarningKind::Spread, Some(market.place)), apart);
            }
        }
        let stands = phases(&days, &prices, theta, &Raising::of(profile, price));
        Self { days, prices, theta: Some(theta), stands, episodes }
    }
}
