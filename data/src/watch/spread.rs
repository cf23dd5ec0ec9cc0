//! Spread: a market that stands far above the city's others, further than it
//! usually does.
//!
//! A market's premium on a day is its price over the median of the others that
//! report on it; the usual one is the median of its premiums of half a year.
//! It stands apart while premium and premium over usual are both max(θ, 10 %)
//! or more above 1, and is back within half of that.

use super::life::{Episode, Patience, episodes};
use super::surge::{Theta, median};
use crate::model::{MarketSeries, PlaceCode};

/// Calendar days of which the usual premium is the median.
const USUAL_DAYS: i32 = 182;
/// Premiums that are wanted for a usual one.
const LEAST: usize = 20;
/// At least so far apart, as a share.
const LEAST_APART: f64 = 0.10;

const PATIENCE: Patience = Patience { hold: 2, keep: 2 };

/// The premiums of one market.
#[derive(Debug, Clone, PartialEq)]
pub struct Premiums {
    /// The market.
    pub place: PlaceCode,
    /// Days on which it and another report.
    pub day: Vec<i32>,
    /// Its price on each.
    pub price: Vec<f64>,
    /// The median of the others on each.
    pub others: Vec<f64>,
}

impl Premiums {
    /// Those of every market of a city price, up to a day.
    #[must_use]
    pub fn of(members: &[&MarketSeries], until: i32) -> Vec<Self> {
        let markets: Vec<&MarketSeries> =
            members.iter().copied().filter(|series| series.key.place.is_market()).collect();
        let premiums = |series: &&MarketSeries| {
            let mut found =
                Self { place: series.key.place.clone(), day: Vec::new(), price: Vec::new(), others: Vec::new() };
            let mut cursors = vec![0_usize; markets.len()];
            for (day, price) in series.day.iter().zip(&series.price) {
                if *day > until || !price.is_finite() {
                    continue;
                }
                let mut others = Vec::with_capacity(markets.len());
                for (other, cursor) in markets.iter().zip(&mut cursors) {
                    while other.day.get(*cursor).is_some_and(|at| at < day) {
                        *cursor += 1;
                    }
                    let here = other.day.get(*cursor) == Some(day) && other.key.place != series.key.place;
                    others.extend(here.then(|| other.price[*cursor]).filter(|price| price.is_finite()));
                }
                if let Some(median) = median(&others) {
                    found.day.push(*day);
                    found.price.push(*price);
                    found.others.push(median);
                }
            }
            found
        };
        markets.iter().map(premiums).collect()
    }

    /// The premium of a day.
    fn premium(&self, at: usize) -> f64 {
        self.price[at] / self.others[at]
    }

    /// The median of the half year before a day.
    pub(super) fn usual(&self, at: usize) -> Option<f64> {
        let from = self.day[..at].partition_point(|day| *day < self.day[at] - USUAL_DAYS);
        let before: Vec<f64> = (from..at).map(|at| self.premium(at)).collect();
        (before.len() >= LEAST).then(|| median(&before)).flatten()
    }
}

/// The episodes in which a market stands far above the others. No day before the
/// threshold's first is judged.
#[must_use]
pub fn spread(premiums: &Premiums, theta: Theta) -> Vec<Episode> {
    let share = theta.value.max(LEAST_APART);
    let above = |at: usize, share: f64| {
        let premium = premiums.premium(at);
        premium >= 1.0 + share && premiums.usual(at).is_some_and(|usual| premium >= usual * (1.0 + share))
    };
    let judged = |at: usize| premiums.day[at] >= theta.from;
    episodes(&premiums.day, PATIENCE, |at| judged(at) && above(at, share), |at| above(at, share / 2.0))
}

#[cfg(test)]
mod tests {
    use super::super::testing::{prefixes_agree, weekdays};
    use super::*;

    fn premiums(price: Vec<f64>) -> Premiums {
        let count = u32::try_from(price.len()).unwrap();
        let place = PlaceCode::parse("3273/kosambi").unwrap();
        Premiums { place, day: weekdays(count), others: vec![100.0; price.len()], price }
    }

    fn told(price: Vec<f64>) -> Vec<Episode> {
        spread(&premiums(price), Theta { value: 0.1, from: 0 })
    }

    #[test]
    fn a_market_that_leaves_the_others_is_told_on_the_third_survey_day() {
        let mut price = vec![100.0; 40];
        price[30..].fill(125.0);
        let days = weekdays(40);
        let found = told(price);
        assert_eq!((found.len(), found[0].since, found[0].fired), (1, days[30], Some(days[32])));
    }

    #[test]
    fn a_market_that_is_always_dear_is_not_told_for_that() {
        assert!(told(vec![125.0; 60]).is_empty());
        let mut dearer = vec![125.0; 60];
        dearer[50..].fill(140.0);
        assert_eq!(told(dearer).len(), 1);
    }

    #[test]
    fn later_days_change_nothing_before_them() {
        let mut price = vec![100.0; 90];
        price[30..45].fill(125.0);
        price[60..].fill(150.0);
        let all = premiums(price);
        prefixes_agree(&all.day, |known| {
            let part = Premiums {
                place: all.place.clone(),
                day: all.day[..known].to_vec(),
                price: all.price[..known].to_vec(),
                others: all.others[..known].to_vec(),
            };
            spread(&part, Theta { value: 0.1, from: 0 })
        });
    }
}
