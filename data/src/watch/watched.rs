//! Everything that detectors say of one city price up to a day.

use super::creep::creep;
use super::life::Episode;
use super::phase::{Stand, phases};
use super::raise::Raising;
use super::reference::above_reference;
use super::spread::{Premiums, spread};
use super::surge::{Theta, surges, theta};
use crate::model::{CitySeries, Frequency, MarketSeries, PlaceCode, Surge, day};
use crate::profile::Profile;

/// What was seen of a city price.
#[derive(Debug, Clone, Default)]
pub struct Watched {
    /// The threshold; none with too little data.
    pub theta: Option<Theta>,
    /// Surges, oldest first.
    pub surges: Vec<Surge>,
    /// The days on which a surge was told, oldest first, also those that were not
    /// confirmed.
    pub raised: Vec<i32>,
    /// Where the price stands on the last day.
    pub stand: Stand,
    /// Slow rises.
    pub creep: Vec<Episode>,
    /// Times above the reference.
    pub reference: Vec<Episode>,
    /// Markets that stand apart on their last day; only of the profile's city.
    pub apart: Vec<Apart>,
    /// The markets and days of which it was told that one stands apart; only of the
    /// profile's city.
    pub told_apart: Vec<(PlaceCode, i32)>,
    /// The last day on which any market reported, believed or not.
    pub reported: Option<i32>,
}

/// A market that stands far above the others.
#[derive(Debug, Clone, PartialEq)]
pub struct Apart {
    /// The market.
    pub place: PlaceCode,
    /// Since when.
    pub episode: Episode,
    /// The last day on which it and another report.
    pub day: i32,
    /// Its price on that day.
    pub price: f64,
    /// The median of the others.
    pub others: f64,
    /// Its usual premium, as a factor.
    pub usual: Option<f64>,
}

impl Watched {
    /// Watches a city price and its markets up to a day, that day included. Only
    /// daily prices are watched: weeks and months have no survey days.
    #[must_use]
    pub fn of(price: &CitySeries, members: &[&MarketSeries], profile: &Profile, until: i32) -> Self {
        let reported = members.iter().filter_map(|series| last_report(series, until)).max();
        if price.key.frequency != Frequency::Daily {
            return Self { reported, ..Self::default() };
        }
        let (days, prices) = price.survey_days_by(until);
        let (days, prices) = (&days[..], &prices[..]);
        let ceiling = |on: i32| profile.reference_of(price, day::date(on)).map(|reference| reference.high);
        let reference = above_reference(days, prices, ceiling);
        let fixed = profile.commodity(&price.key.commodity).and_then(|commodity| commodity.theta);
        let Some(theta) = theta(fixed, days, prices) else { return Self { reference, reported, ..Self::default() } };
        let surges = surges(days, prices, theta);
        let stands = phases(days, prices, theta, &Raising::of(profile, price));
        let mut raised: Vec<i32> = stands.iter().filter_map(|stand| stand.raised).collect();
        raised.dedup();
        let creep = creep(days, prices, theta, ceiling, &surges);
        let own = price.key.region == profile.code;
        let premiums = if own { Premiums::of(members, until) } else { Vec::new() };
        let (mut apart, mut told_apart) = (Vec::new(), Vec::new());
        for market in &premiums {
            let episodes = spread(market, theta);
            let told = episodes.iter().filter_map(|episode| episode.fired);
            told_apart.extend(told.map(|on| (market.place.clone(), on)));
            apart.extend(stands_apart(market, episodes.last()));
        }
        let stand = stands.last().copied().unwrap_or_default();
        Self { theta: Some(theta), surges, raised, stand, creep, reference, apart, told_apart, reported }
    }
}

/// Whether a market stands apart on its last day, by the last time it did.
fn stands_apart(market: &Premiums, last: Option<&Episode>) -> Option<Apart> {
    let episode = *last.filter(|episode| episode.cleared.is_none())?;
    let at = market.day.len() - 1;
    Some(Apart {
        place: market.place.clone(),
        episode,
        day: market.day[at],
        price: market.price[at],
        others: market.others[at],
        usual: market.usual(at),
    })
}

fn last_report(series: &MarketSeries, until: i32) -> Option<i32> {
    let known = series.day.partition_point(|day| *day <= until);
    series.reported[..known].iter().rposition(|value| value.is_finite()).map(|at| series.day[at])
}
