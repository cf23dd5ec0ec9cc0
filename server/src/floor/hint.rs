//! What is known of a commodity at a market before somebody asks there again.

use chrono::NaiveDate;
use lumbung_data::clean::Rules;
use lumbung_data::granary::Granary;
use lumbung_data::model::{CommodityId, Frequency, MarketSeries, PlaceCode, SourceId, day};
use lumbung_data::profile::Profile;

/// How old prices of other markets may be to be compared with, in days.
const RECENT: i32 = 14;

/// What is known of a commodity at a market, in rupiah per canonical unit.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Hint {
    /// The market's last price, with its day and source.
    pub last: Option<(f64, NaiveDate, SourceId)>,
    /// The median of the last prices of the city's other markets.
    pub others: Option<f64>,
    /// The factor from the last price beyond which a price is asked about.
    pub jump: f64,
    /// The factor from the other markets beyond which it is.
    pub distance: f64,
}

impl Hint {
    /// Whether a price is far from the last one or from the other markets.
    #[must_use]
    pub fn is_unusual(&self, price: f64) -> bool {
        let far = |from: f64, factor: f64| price > from * factor || price < from / factor;
        self.last.as_ref().is_some_and(|(last, ..)| far(*last, self.jump))
            || self.others.is_some_and(|others| far(others, self.distance))
    }
}

/// What is known before `today`, from the city's own survey where it has a price, else from
/// the profile's first source that does.
#[must_use]
pub fn hint(granary: &Granary, profile: &Profile, market: &PlaceCode, id: &CommodityId, today: NaiveDate) -> Hint {
    let rules = Rules::of(profile, id);
    let mut found = Hint { jump: rules.jump_factor(), distance: rules.distance_factor(), ..Hint::default() };
    let (Some(commodity), Some(place)) = (profile.commodity(id), profile.market(market)) else { return found };
    let own = SourceId::local();
    let sources = std::iter::once(&own).chain(profile.sources.iter().filter(|source| **source != own));
    let mut others: Option<Vec<f64>> = None;
    for source in sources.filter(|source| granary.is_shown(source)) {
        let Some(city) = granary.from_source(id, &profile.code, place.level, source) else { continue };
        if city.key.frequency != Frequency::Daily {
            continue;
        }
        let before = |series: &MarketSeries| {
            let end = series.day.partition_point(|on| *on < day::of(today));
            let at = (0..end).rev().find(|at| series.price[*at].is_finite())?;
            Some((series.price[at], series.day[at]))
        };
        let fitting = || city.members.iter().filter(|series| series.unit == commodity.unit);
        if found.last.is_none() {
            let here = fitting().find(|series| series.key.place == *market);
            found.last =
                here.and_then(|series| before(series)).map(|(price, on)| (price, day::date(on), source.clone()));
        }
        if others.is_none() {
            let elsewhere = fitting().filter(|series| series.key.place != *market);
            let recent = elsewhere.filter_map(|series| before(series));
            let mut recent: Vec<f64> =
                recent.filter(|(_, on)| *on >= day::of(today) - RECENT).map(|(price, _)| price).collect();
            recent.sort_by(f64::total_cmp);
            others = (!recent.is_empty()).then_some(recent);
        }
    }
    found.others = others.map(|sorted| f64::midpoint(sorted[(sorted.len() - 1) / 2], sorted[sorted.len() / 2]));
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_price_is_asked_about_where_it_is_far_from_the_last_or_from_the_others() {
        let source = SourceId::local();
        let hint =
            Hint { last: Some((32_000.0, NaiveDate::MIN, source)), others: Some(30_000.0), jump: 1.25, distance: 2.0 };
        assert!(!hint.is_unusual(36_000.0) && hint.is_unusual(45_000.0) && hint.is_unusual(20_000.0));
        let without = Hint { last: None, ..hint };
        assert!(!without.is_unusual(45_000.0) && without.is_unusual(61_000.0));
        assert!(!Hint::default().is_unusual(1.0), "nothing is known");
    }
}
