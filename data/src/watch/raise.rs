//! When a surge that still waits for confirmation is told as one.
//!
//! A price far above the threshold that rises on is nearly always confirmed, and
//! waiting for it costs days. Before Idulfitri and after it prices jump and come back.
//! How often this is wrong: METHODS.md.

use crate::model::{MarketSeries, ROUNDING, day};
use crate::profile::Profile;

/// So many times the threshold above the baseline is far.
const FAR: f64 = 1.2;
/// The same where one market is the whole city: one report is then the price.
const FAR_ALONE: f64 = 1.5;
/// The days before Idulfitri and after it on which only confirmation counts.
const BEFORE_FEAST: i32 = 5;
const AFTER_FEAST: i32 = 8;

/// What a price is asked for before it is told unconfirmed.
#[derive(Debug, Clone)]
pub struct Raising {
    far: f64,
    feasts: Vec<i32>,
}

impl Raising {
    /// For a city price of these members.
    #[must_use]
    pub fn of<'a>(profile: &Profile, members: impl IntoIterator<Item = &'a MarketSeries>) -> Self {
        let markets = members.into_iter().filter(|series| series.key.place.is_market()).count();
        let feasts = profile.holidays.iter().filter(|holiday| holiday.feast == "idulfitri");
        Self {
            far: if markets > 1 { FAR } else { FAR_ALONE },
            feasts: feasts.map(|holiday| day::of(holiday.date)).collect(),
        }
    }

    /// Whether a price is told on a day, given that of the survey day before, and what
    /// it is measured against.
    pub(super) fn raises(&self, on: i32, price: f64, before: Option<f64>, baseline: f64, theta: f64) -> bool {
        let far = price >= baseline * (1.0 + self.far * theta) * (1.0 - ROUNDING);
        let rose = before.is_some_and(|before| price > before * (1.0 + ROUNDING));
        let feast = self.feasts.iter().any(|feast| (feast - BEFORE_FEAST..=feast + AFTER_FEAST).contains(&on));
        far && rose && !feast
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn far_above_the_threshold_and_still_rising_is_told_but_not_around_the_feast() {
        let raising = Raising { far: 1.2, feasts: vec![100] };
        let of = |on, price, before| raising.raises(on, price, Some(before), 100.0, 0.25);
        assert!(of(50, 130.0, 125.0));
        assert!(!of(50, 129.9, 125.0), "not far enough");
        assert!(!of(50, 130.0, 130.0) && !of(50, 130.0, 140.0), "it does not rise");
        assert!([94, 109].iter().all(|on| of(*on, 130.0, 125.0)));
        assert!((95..=108).all(|on| !of(on, 130.0, 125.0)));
        assert!(!raising.raises(50, 130.0, None, 100.0, 0.25), "nothing to rise from");
    }

    #[test]
    fn a_city_of_one_market_has_to_stand_further_above() {
        let profile = Profile::load("bandung").unwrap();
        let market = |place: &str| {
            let file = crate::granary::tests::rows(place, 2, &[(1, 10.0)]);
            let granary = crate::granary::Granary::default().with(2, &[file]);
            granary.cities().next().unwrap().members[0].as_ref().clone()
        };
        let (one, two) = ([market("3273/a")], [market("3273/a"), market("3273/b")]);
        let told =
            |members: &[MarketSeries]| Raising::of(&profile, members).raises(50, 130.0, Some(125.0), 100.0, 0.25);
        assert!(told(&two) && !told(&one));
    }
}
