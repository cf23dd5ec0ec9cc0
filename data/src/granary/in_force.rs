//! The warnings in force over everything that is shown.

use super::{City, Granary};
use crate::model::{CommodityId, Lang, Record, Warning, WarningKind, day};
use crate::profile::Profile;
use crate::watch::{self, Past, Watched};
use chrono::NaiveDate;
use std::cmp::Reverse;

impl Granary {
    /// Every warning of one city price in force on a day, in the order in which
    /// they want attention.
    #[must_use]
    pub fn warnings_of(&self, city: &City, profile: &Profile, on: NaiveDate, lang: Lang) -> Vec<Warning> {
        let (price, version) = (city.price(), self.version());
        let watched = city.watched_by(profile, on);
        let surge = watch::warning(price, &watched.surges, profile, on, version, lang);
        let mut warnings: Vec<Warning> =
            surge.into_iter().chain(watch::told(price, &watched, profile, on, version, lang)).collect();
        for warning in &mut warnings {
            warning.record = self.record(warning.kind, &warning.commodity, profile, on);
        }
        warnings.sort_by_key(|warning| (Reverse(warning.level), warning.kind));
        warnings
    }

    /// The warning of one city price that its row shows: the gravest of those
    /// that call for action.
    #[must_use]
    pub fn warning(&self, city: &City, profile: &Profile, on: NaiveDate, lang: Lang) -> Option<Warning> {
        self.warnings_of(city, profile, on, lang).into_iter().find(|warning| warning.kind.alarms())
    }

    /// Every warning in force on a day: the city's own, then those of its
    /// supplying regions, then of others, each gravest first. Of other places
    /// only surges and slow rises are told.
    #[must_use]
    pub fn warnings(&self, profile: &Profile, on: NaiveDate, lang: Lang) -> Vec<Warning> {
        let shown = self.all_shown(profile).into_iter();
        let mut warnings: Vec<Warning> = shown
            .flat_map(|city| {
                let own = city.key.region == profile.code;
                let warnings = self.warnings_of(city, profile, on, lang).into_iter();
                warnings.filter(move |warning| own || matches!(warning.kind, WarningKind::Surge | WarningKind::Creep))
            })
            .collect();
        warnings.sort_by_key(|warning| {
            let elsewhere = warning.place.region() != profile.code;
            (elsewhere, !profile.supplies_from(&warning.place), Reverse(warning.level), warning.kind)
        });
        warnings
    }

    /// What followed earlier warnings of a kind for a commodity, wherever its
    /// prices are known, as far as could be seen on a day.
    fn record(&self, kind: WarningKind, commodity: &CommodityId, profile: &Profile, on: NaiveDate) -> Option<Record> {
        let mut past = Past::default();
        for city in self.all_shown(profile).into_iter().filter(|city| city.key.commodity == *commodity) {
            let watched = city.watched_by(profile, on);
            let Some(theta) = watched.theta else { continue };
            let (days, prices) = city.price().survey_days();
            let known = days.partition_point(|known| *known <= day::of(on));
            let mut add = |raised| past.add(&days[..known], &prices[..known], raised, theta.value);
            raised(&watched, kind).into_iter().for_each(&mut add);
        }
        past.record()
    }
}

/// The days on which warnings of a kind were raised for a city price.
fn raised(watched: &Watched, kind: WarningKind) -> Vec<i32> {
    match kind {
        WarningKind::Surge => watched.surges.iter().filter_map(|surge| surge.confirmed).collect(),
        WarningKind::Creep => watched.creep.iter().filter_map(|episode| episode.fired).collect(),
        WarningKind::Reference => watched.reference.iter().filter_map(|episode| episode.fired).collect(),
        // A market's own price is what counts there; and silence has no price.
        WarningKind::Spread | WarningKind::NoData => Vec::new(),
    }
}
