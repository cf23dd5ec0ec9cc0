//! What is said of each city price on its last survey day.

use super::early::Levels;
use super::panel::Panel;
use super::walk::{Forecast, Forecasts};
use crate::model::CityKey;
use crate::watch::Episode;
use std::collections::BTreeMap;

/// What is said of one city price.
#[derive(Debug, Clone, PartialEq)]
pub struct Prospect {
    /// On which day it was said.
    pub day: i32,
    /// For each of the [`HORIZONS`](super::HORIZONS).
    pub forecasts: [Forecast; 3],
    /// The chance of a surge within 14 days from which on a warning is raised.
    pub level: f64,
    /// The early warnings, as each was raised then; the last may be in force.
    pub early: Vec<Episode>,
}

/// What is said of every city price of which enough is known.
#[derive(Debug, Clone, Default)]
pub struct Prospects(BTreeMap<CityKey, Prospect>);

impl Prospects {
    /// What forecasts say of the last days of a panel.
    #[must_use]
    pub fn of(panel: &Panel, forecasts: &Forecasts, levels: &Levels) -> Self {
        Self::default().then(panel, forecasts, levels)
    }

    /// What forecasts say of the days after those of these prospects.
    #[must_use]
    pub fn then(&self, panel: &Panel, forecasts: &Forecasts, levels: &Levels) -> Self {
        let said = panel.courses.iter().enumerate().filter_map(|(course, kept)| {
            let at = kept.rows.clone().next_back()?;
            let day = panel.rows[at].day + panel.lag;
            let before = self.0.get(&kept.key);
            let forecasts_then = match before.filter(|before| before.day == day) {
                // A day that the refit before spoke of.
                Some(before) if forecasts.rows[at].is_none() => before.forecasts,
                _ => forecasts.rows[at]?,
            };
            let (known, until) = before.map_or((&[][..], i32::MIN), |before| (&before.early[..], before.day));
            let early = levels.early_after(panel, forecasts, course, known, until);
            Some((kept.key.clone(), Prospect { day, forecasts: forecasts_then, level: levels.on(day), early }))
        });
        Self(said.collect())
    }

    /// What is said of a city price.
    #[must_use]
    pub fn get(&self, key: &CityKey) -> Option<&Prospect> {
        self.0.get(key)
    }

    /// What is said of one city price alone.
    #[cfg(test)]
    pub(crate) fn one(key: CityKey, prospect: Prospect) -> Self {
        Self(BTreeMap::from([(key, prospect)]))
    }

    /// Whether nothing is said of anything.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}
