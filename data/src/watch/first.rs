//! Where a surge began: the market whose own price stood out clearly before the others'.
//!
//! Each market is judged on its own series by the city's threshold. It began with the onset
//! of its own surge that touches the city's, or, without one, on its first day that exceeds
//! from a week before the city's onset on. The first market is told where the next one
//! followed two survey days later or more, or has not followed.

use super::surge::{Theta, baseline, exceeds_at, surges};
use crate::model::{MarketSeries, PlaceCode};
use std::collections::BTreeSet;

/// A market's surge may begin so many days before the city's: as far as the baseline looks.
const SURGE_AHEAD: i32 = 28;
/// A single day that exceeds counts from so many days before the city's onset on.
const DAY_AHEAD: i32 = 7;
/// Survey days by which the first market is ahead of the next.
const CLEARLY: usize = 2;

/// The market in which a surge of the city price began, as far as could be seen on a day;
/// none where that is not clear or only one market reports.
#[must_use]
pub fn first_market(members: &[&MarketSeries], onset: i32, theta: Theta, until: i32) -> Option<PlaceCode> {
    let mut began: Vec<(i32, &PlaceCode)> = Vec::new();
    let mut survey: BTreeSet<i32> = BTreeSet::new();
    let mut reporting = 0;
    for series in members.iter().filter(|series| series.key.place.is_market()) {
        let (days, prices) = known(series, until);
        let near = days.partition_point(|day| *day < onset - SURGE_AHEAD);
        if near == days.len() {
            continue;
        }
        reporting += 1;
        survey.extend(&days[near..]);
        if let Some(day) = beginning(&days, &prices, onset, theta) {
            began.push((day, &series.key.place));
        }
    }
    began.sort_unstable();
    let &(first, place) = began.first().filter(|_| reporting > 1)?;
    let next = began.get(1).map_or(until + 1, |(day, _)| *day);
    // The first day itself is among those before the next.
    (survey.range(first..next).count() >= CLEARLY).then(|| place.clone())
}

/// The day on which a market's own price began to stand out around the city's onset.
fn beginning(days: &[i32], prices: &[f64], onset: i32, theta: Theta) -> Option<i32> {
    let touches =
        |onset_here: i32, end: Option<i32>| onset_here >= onset - SURGE_AHEAD && end.is_none_or(|end| end >= onset);
    let own = surges(days, prices, theta).into_iter().find(|surge| touches(surge.onset, surge.end));
    own.map(|surge| surge.onset).or_else(|| {
        let from = days.partition_point(|day| *day < onset - DAY_AHEAD);
        let exceeds =
            |at: &usize| baseline(days, prices, *at).is_some_and(|base| exceeds_at(prices[*at], base, theta.value));
        (from..days.len()).find(exceeds).map(|at| days[at])
    })
}

/// The days with a price up to a day, and these prices.
fn known(series: &MarketSeries, until: i32) -> (Vec<i32>, Vec<f64>) {
    let priced = series.day.iter().zip(&series.price).filter(|(day, price)| **day <= until && price.is_finite());
    priced.map(|(day, price)| (*day, *price)).unzip()
}

/// Whether a market's own price is in a surge, confirmed or not, on its last day up to a day.
#[must_use]
pub fn surges_itself(series: &MarketSeries, theta: Theta, until: i32) -> bool {
    let (days, prices) = known(series, until);
    let fresh = days.last().is_some_and(|last| !super::is_too_old(*last, until));
    fresh && surges(&days, &prices, theta).last().is_some_and(|surge| surge.end.is_none())
}

/// How far the last price stands above the median of the four weeks before it, as a share;
/// none where these are empty.
#[must_use]
pub fn above_baseline(days: &[i32], prices: &[f64]) -> Option<f64> {
    let at = days.len().checked_sub(1)?;
    Some(prices[at] / baseline(days, prices, at)? - 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{CommodityId, Frequency, ObsStatus, PriceLevel, SeriesKey, SourceId};

    const THETA: Theta = Theta { value: 0.25, from: 0 };

    /// A market at 100 on 20 days, and then at these prices.
    fn market(place: &str, then: &[f64]) -> MarketSeries {
        let price: Vec<f64> = std::iter::repeat_n(100.0, 20).chain(then.iter().copied()).collect();
        let key = SeriesKey {
            commodity: CommodityId::parse("bawang-merah").unwrap(),
            place: PlaceCode::parse(place).unwrap(),
            level: PriceLevel::Retail,
            source: SourceId::parse("pihps").unwrap(),
            frequency: Frequency::Daily,
        };
        MarketSeries {
            day: (0..i32::try_from(price.len()).unwrap()).collect(),
            reported: price.clone(),
            status: vec![ObsStatus::A; price.len()],
            version: vec![2; price.len()],
            price,
            ..MarketSeries::of(key)
        }
    }

    fn first(markets: &[MarketSeries], onset: i32) -> Option<String> {
        let members: Vec<&MarketSeries> = markets.iter().collect();
        first_market(&members, onset, THETA, 30).map(|place| place.to_string())
    }

    #[test]
    fn a_surge_began_where_a_market_stood_out_two_survey_days_before_the_next() {
        let early = market("3273/a", &[130.0; 6]);
        let late = market("3273/b", &[100.0, 100.0, 130.0, 130.0, 130.0, 130.0]);
        assert_eq!(first(&[late.clone(), early.clone()], 21).as_deref(), Some("3273/a"));
        let next_day = market("3273/b", &[100.0, 130.0, 130.0, 130.0, 130.0, 130.0]);
        assert_eq!(first(&[early.clone(), next_day], 21), None, "a day is not clearly earlier");
        assert_eq!(first(&[early], 21), None, "of one market there is no first");
    }

    #[test]
    fn a_market_that_never_followed_leaves_the_other_as_the_first() {
        assert_eq!(
            first(&[market("3273/a", &[160.0; 4]), market("3273/b", &[100.0; 4])], 20).as_deref(),
            Some("3273/a")
        );
        let just_now = [market("3273/a", &[160.0]), market("3273/b", &[100.0])];
        assert_eq!(first(&just_now, 20), None, "it may follow tomorrow");
    }

    #[test]
    fn a_market_without_a_surge_of_its_own_began_with_its_first_exceeding_day() {
        let surging = market("3273/a", &[100.0, 100.0, 140.0, 140.0, 140.0, 140.0]);
        let one_day = market("3273/b", &[140.0, 100.0, 100.0, 100.0, 100.0, 100.0]);
        assert_eq!(first(&[surging, one_day], 22).as_deref(), Some("3273/b"));
    }

    #[test]
    fn what_surged_and_ended_long_before_is_no_beginning() {
        let before = market("3273/a", &[[130.0; 5].as_slice(), &[100.0; 30], &[140.0; 5]].concat());
        let after = market("3273/b", &[[100.0; 37].as_slice(), &[140.0; 3]].concat());
        let members = [&before, &after];
        assert_eq!(first_market(&members, 55, THETA, 60).map(|p| p.to_string()).as_deref(), Some("3273/a"));
    }

    #[test]
    fn a_price_is_measured_against_the_median_of_its_four_weeks() {
        let series = market("3273/a", &[112.0]);
        assert!((above_baseline(&series.day, &series.price).unwrap() - 0.12).abs() < 1e-12);
        assert_eq!(above_baseline(&[], &[]), None);
        assert!(!surges_itself(&series, THETA, 20) && surges_itself(&market("3273/a", &[125.0]), THETA, 20));
        assert!(!surges_itself(&market("3273/a", &[125.0]), THETA, 40), "too long ago to be known");
    }
}
