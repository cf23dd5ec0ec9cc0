//! The warnings in force over everything that is shown.

use super::{City, Granary};
use crate::model::{CityKey, Expected, Lang, PlaceCode, Record, Warning, WarningKind, day};
use crate::outlook::{HORIZONS, Prospect};
use crate::profile::Profile;
use crate::watch::{self, Episode, Past};
use chrono::NaiveDate;
use std::cmp::Reverse;
use std::sync::PoisonError;

impl Granary {
    /// Every warning of one city price in force on a day, in the order in which
    /// they want attention.
    #[must_use]
    pub fn warnings_of(&self, city: &City, profile: &Profile, on: NaiveDate, lang: Lang) -> Vec<Warning> {
        let mut warnings = self.plain(city, profile, on, lang);
        for warning in &mut warnings {
            warning.record = self.record(warning, profile);
        }
        warnings
    }

    /// The warning of one city price that its row shows: the gravest of those
    /// that call for action.
    #[must_use]
    pub fn warning(&self, city: &City, profile: &Profile, on: NaiveDate, lang: Lang) -> Option<Warning> {
        let mut warning = self.plain(city, profile, on, lang).into_iter().find(|warning| warning.kind.alarms())?;
        warning.record = self.record(&warning, profile);
        Some(warning)
    }

    /// The same without what usually followed.
    fn plain(&self, city: &City, profile: &Profile, on: NaiveDate, lang: Lang) -> Vec<Warning> {
        let (price, version) = (city.price(), self.version());
        let watched = city.watched_by(profile, on);
        let surge = watch::warning(price, &watched, profile, on, version, lang);
        let early = self.expected(&city.key, on);
        let told = watch::told(price, &watched, early, profile, on, version, lang);
        let supply = self.surging_upstream(&city.key, profile, on, lang);
        let mut warnings: Vec<Warning> = surge.into_iter().chain(told).chain(supply).collect();
        warnings.sort_by_key(|warning| (Reverse(warning.level), warning.kind));
        warnings
    }

    /// What the outlook says on a day of one city price.
    #[must_use]
    pub fn prospect(&self, key: &CityKey, on: NaiveDate) -> Option<Prospect> {
        let prospects = self.prospects();
        let prospect = prospects.get(key)?;
        let fresh = prospect.day <= day::of(on) && !watch::is_too_old(prospect.day, day::of(on));
        fresh.then(|| prospect.clone())
    }

    /// The early warning in force on a day.
    fn expected(&self, key: &CityKey, on: NaiveDate) -> Option<(Episode, Expected)> {
        let prospects = self.prospects();
        let prospect = prospects.get(key)?;
        let on = day::of(on);
        if watch::is_too_old(prospect.day, on) || watch::is_too_old(on, prospect.day) {
            return None;
        }
        // Of a day before the one that is spoken of, that it was in force is known.
        let then = |episode: &&Episode| episode.since <= on && episode.cleared.is_none_or(|cleared| on < cleared);
        let episode = prospect.early.iter().rfind(then).copied()?;
        let days = u32::try_from(HORIZONS[1]).unwrap_or(0);
        let expected = Expected { chance: prospect.forecasts[1].chance, days, level: prospect.level };
        Some((episode, expected))
    }

    /// Every warning in force on a day: the city's own, then those of its
    /// supplying regions, then of others, each gravest first. Of other places
    /// only surges, early warnings and slow rises are told.
    #[must_use]
    pub fn warnings(&self, profile: &Profile, on: NaiveDate, lang: Lang) -> Vec<Warning> {
        let shown = self.all_shown(profile).into_iter();
        let mut warnings: Vec<Warning> = shown
            .flat_map(|city| {
                let own = city.key.region == profile.code;
                let warnings = self.warnings_of(city, profile, on, lang).into_iter();
                warnings.filter(move |warning| {
                    own || matches!(warning.kind, WarningKind::Surge | WarningKind::Early | WarningKind::Creep)
                })
            })
            .collect();
        warnings.sort_by_key(|warning| {
            let elsewhere = warning.place.region() != profile.code;
            (elsewhere, !profile.supplies_from(&warning.place), Reverse(warning.level), warning.kind)
        });
        warnings
    }

    /// What followed earlier warnings like this one, wherever the commodity's
    /// prices are known, as far as could be seen on its day. Kept for the next
    /// who asks.
    fn record(&self, warning: &Warning, profile: &Profile) -> Option<Record> {
        // Of silence no price follows.
        if warning.kind == WarningKind::NoData {
            return None;
        }
        let series = (warning.commodity.clone(), warning.place.clone(), warning.price_level, warning.source.clone());
        let asked = (warning.kind, series, warning.on);
        let known = self.records.lock().unwrap_or_else(PoisonError::into_inner).get(&asked).copied();
        known.unwrap_or_else(|| {
            let record = self.followed(warning, profile);
            self.records.lock().unwrap_or_else(PoisonError::into_inner).insert(asked, record);
            record
        })
    }

    fn followed(&self, warning: &Warning, profile: &Profile) -> Option<Record> {
        let prospects = self.prospects();
        let mut past = Past::default();
        for city in self.all_shown(profile).into_iter().filter(|city| city.key.commodity == warning.commodity) {
            let watched = city.watched_by(profile, warning.on);
            let Some(theta) = watched.theta else { continue };
            let (days, prices) = city.price().survey_days_by(day::of(warning.on));
            let here = |days: Vec<i32>| days.into_iter().map(|on| (city.key.region.clone(), on)).collect();
            let raised: Vec<(PlaceCode, i32)> = match warning.kind {
                WarningKind::Early => here(prospects.get(&city.key).map_or_else(Vec::new, |known| fired(&known.early))),
                WarningKind::Surge => here(watched.raised.clone()),
                WarningKind::Creep => here(fired(&watched.creep)),
                WarningKind::Reference => here(fired(&watched.reference)),
                WarningKind::Spread => watched.told_apart.clone(),
                WarningKind::Supply => here(self.raised_upstream(&city.key, profile, warning.on)),
                WarningKind::NoData => Vec::new(),
            };
            for (place, on) in raised {
                if place != warning.place || day::date(on) != warning.raised_on {
                    past.add(&days, &prices, on, theta.value);
                }
            }
        }
        past.record()
    }
}

/// The days on which they were told.
fn fired(episodes: &[Episode]) -> Vec<i32> {
    episodes.iter().filter_map(|episode| episode.fired).collect()
}
