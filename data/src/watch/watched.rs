//! Everything that detectors say of one city price up to a day.

use super::creep::creep;
use super::life::Episode;
use super::reference::above_reference;
use super::spread::{Premiums, spread};
use super::surge::{Theta, surges, theta};
use crate::model::{CitySeries, Frequency, MarketSeries, Surge, day};
use crate::profile::Profile;

/// What was seen of a city price.
#[derive(Debug, Clone, Default)]
pub struct Watched {
    /// The threshold; none with too little data.
    pub theta: Option<Theta>,
    /// Surges, oldest first.
    pub surges: Vec<Surge>,
    /// Slow rises.
    pub creep: Vec<Episode>,
    /// Times above the reference.
    pub reference: Vec<Episode>,
    /// Times in which a market stood apart, with its premiums.
    pub spread: Vec<(Premiums, Vec<Episode>)>,
}

impl Watched {
    /// Watches a city price and its markets up to a day, that day included. Only
    /// daily prices are watched: weeks and months have no survey days.
    #[must_use]
    pub fn of(price: &CitySeries, members: &[&MarketSeries], profile: &Profile, until: i32) -> Self {
        if price.key.frequency != Frequency::Daily {
            return Self::default();
        }
        let (days, prices) = price.survey_days();
        let known = days.partition_point(|day| *day <= until);
        let (days, prices) = (&days[..known], &prices[..known]);
        let ceiling = |on: i32| profile.reference_of(price, day::date(on)).map(|reference| reference.high);
        let reference = above_reference(days, prices, ceiling);
        let fixed = profile.commodity(&price.key.commodity).and_then(|commodity| commodity.theta);
        let Some(theta) = theta(fixed, days, prices) else { return Self { reference, ..Self::default() } };
        let surges = surges(days, prices, theta);
        let creep = creep(days, prices, theta.value, ceiling, &surges);
        let premiums = Premiums::of(members, until);
        let spread = premiums.into_iter().map(|market| (spread(&market, theta.value), market));
        let spread = spread.map(|(episodes, market)| (market, episodes)).collect();
        Self { theta: Some(theta), surges, creep, reference, spread }
    }
}
