//! The warnings in force over everything that is shown.

use super::{City, Granary};
use crate::model::{Lang, Warning};
use crate::profile::Profile;
use crate::watch;
use chrono::NaiveDate;
use std::cmp::Reverse;

impl Granary {
    /// The warning of one city price in force on a day.
    #[must_use]
    pub fn warning(&self, city: &City, profile: &Profile, on: NaiveDate, lang: Lang) -> Option<Warning> {
        watch::warning(city.price(), &city.surges_by(profile, on), profile, on, self.version(), lang)
    }

    /// Every warning in force on a day: the city's own, then those of its
    /// supplying regions, then of others, each gravest first.
    #[must_use]
    pub fn warnings(&self, profile: &Profile, on: NaiveDate, lang: Lang) -> Vec<Warning> {
        let shown = self.all_shown(profile);
        let mut warnings: Vec<Warning> =
            shown.into_iter().filter_map(|city| self.warning(city, profile, on, lang)).collect();
        warnings.sort_by_key(|warning| {
            let elsewhere = warning.place != profile.code;
            (elsewhere, !profile.supplies_from(&warning.place), Reverse(warning.level))
        });
        warnings
    }
}
