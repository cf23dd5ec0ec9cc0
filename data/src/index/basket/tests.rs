//! The basket's index against a direct comparison, and figures worked by hand.

use super::*;
use crate::index::{drift, jevons};
use crate::model::{CityKey, Frequency, ObsStatus, PlaceCode, PriceLevel, SourceId};
use proptest::prelude::*;

const NO: f64 = f64::NAN;

fn of(text: &str) -> i32 {
    day::of(text.parse().unwrap())
}

/// A commodity with these prices on these days.
fn priced(name: &str, days: Vec<i32>, prices: &[f64]) -> CitySeries {
    CitySeries {
        key: CityKey {
            commodity: CommodityId::parse(name).unwrap(),
            region: PlaceCode::parse("3273").unwrap(),
            level: PriceLevel::Retail,
            source: SourceId::parse("pihps").unwrap(),
            frequency: Frequency::Daily,
        },
        unit: "kg".into(),
        price: prices.to_vec(),
        markets: vec![1; days.len()],
        status: vec![ObsStatus::A; days.len()],
        version: vec![2; days.len()],
        day: days,
    }
}

/// One price a week, on Wednesdays from 3 January 2024 on.
fn weekly(name: &str, prices: &[f64]) -> CitySeries {
    let first = of("2024-01-03");
    priced(name, (0..).step_by(7).take(prices.len()).map(|day| first + day).collect(), prices)
}

/// Commodities named a, b, … with one price a week.
fn all(prices: &[&[f64]]) -> Vec<CitySeries> {
    ('a'..).zip(prices).map(|(name, prices)| weekly(&name.to_string(), prices)).collect()
}

fn of_weights(series: &[CitySeries], weights: &[Option<f64>]) -> Basket {
    let items: Vec<Item<'_>> =
        series.iter().zip(weights).map(|(series, weight)| Item { price: Some(series), weight: *weight }).collect();
    basket(&items).unwrap()
}

fn unweighted(series: &[CitySeries]) -> Basket {
    of_weights(series, &vec![None; series.len()])
}

fn levels(basket: &Basket) -> Vec<f64> {
    basket.weeks.iter().map(|week| week.level).collect()
}

#[track_caller]
fn close(found: f64, expected: f64) {
    assert!((found - expected).abs() < 1e-12, "{found} against {expected}");
}

#[test]
fn every_commodity_counts_the_same_without_weights() {
    let found = unweighted(&all(&[&[100.0, 200.0], &[10.0, 10.0], &[5.0, 5.0], &[7.0, 7.0], &[8.0, 4.0]]));
    let week = found.week.unwrap();
    close(week.change, 0.0);
    assert_eq!((found.weighted, found.commodities, week.matched()), (false, 5, 5));
    assert_eq!((week.against, week.from), (of("2024-01-01"), of("2024-01-08")));
    assert_eq!((week.contributions[0].0.as_str(), week.contributions[4].0.as_str()), ("a", "e"));
    close(week.covered, 1.0);
}

#[test]
fn with_weights_a_commodity_without_one_does_not_count() {
    let series = all(&[&[100.0, 110.0], &[10.0, 10.0], &[5.0, 5.0], &[7.0, 7.0], &[8.0, 8.0], &[9.0, 90.0]]);
    let weights = [Some(3.0), Some(1.0), Some(1.0), Some(4.0), Some(1.0), None];
    let found = of_weights(&series, &weights);
    let week = found.week.unwrap();
    assert_eq!((found.weighted, found.commodities), (true, 5));
    close(week.change, 0.03);
    close(week.contributions[0].1, 0.03);
}

#[test]
fn what_is_compared_is_told_with_the_weight_it_covers() {
    let mut series = all(&[&[1.0, 1.1], &[1.0, 1.1], &[1.0, 1.1], &[1.0, 1.1], &[1.0, 1.1]]);
    series.push(weekly("f", &[NO, 1.0]));
    let weights = [Some(2.0), Some(2.0), Some(2.0), Some(2.0), Some(1.0), Some(1.0)];
    close(of_weights(&series, &weights).week.unwrap().covered, 0.9);
    let mut items: Vec<Item<'_>> = series.iter().map(|series| Item { price: Some(series), weight: None }).collect();
    items.extend([Item { price: None, weight: None }; 4]);
    let found = basket(&items).unwrap();
    assert_eq!(found.commodities, 10);
    close(found.week.unwrap().covered, 0.5);
}

#[test]
fn fewer_than_five_commodities_are_no_basket() {
    let series = all(&[&[1.0, 1.1], &[1.0, 1.1], &[1.0, 1.1], &[1.0, 1.1], &[NO, 1.1]]);
    let found = unweighted(&series);
    assert_eq!(found.week, Err(TooFew { matched: 0 }), "a chain that begins with the last week");
    assert_eq!(unweighted(&series[..4]).week, Err(TooFew { matched: 4 }));
    assert_eq!(found.month, Err(TooFew { matched: 0 }));
    assert_eq!(basket(&[]), None);
    assert_eq!(basket(&[Item { price: Some(&weekly("a", &[NO])), weight: None }]), None);
}

#[test]
fn the_month_to_date_compares_its_mean_with_that_of_the_whole_month_before() {
    let days = ["2023-12-29", "2024-01-02", "2024-01-31", "2024-02-01", "2024-02-29", "2024-03-01"].map(of);
    let series: Vec<CitySeries> = ('a'..='e')
        .map(|name| priced(&name.to_string(), days.to_vec(), &[900.0, 100.0, 120.0, 121.0, 110.0, 700.0]))
        .collect();
    let march = unweighted(&series).month.unwrap();
    close(march.change, 700.0 / 115.5 - 1.0);
    assert_eq!((march.against, march.from), (of("2024-02-01"), of("2024-03-01")));
    let until = |count: usize| {
        let cut =
            |series: &CitySeries| priced(series.key.commodity.as_str(), days[..count].to_vec(), &series.price[..count]);
        unweighted(&series.iter().map(cut).collect::<Vec<_>>()).month.unwrap().change
    };
    close(until(5), 0.05);
    close(until(4), 0.1);
    close(until(2), 100.0 / 900.0 - 1.0);
}

#[test]
fn contributions_are_told_greatest_first_and_add_up() {
    let series = all(&[&[1.0, 0.9], &[1.0, 1.4], &[1.0, 1.0], &[1.0, 1.1], &[1.0, 0.7]]);
    for weights in [[None; 5], [5.0, 2.0, 1.0, 1.0, 1.0].map(Some)] {
        let week = of_weights(&series, &weights).week.unwrap();
        assert_eq!(week.contributions[0].0.as_str(), "b");
        assert!(week.contributions.is_sorted_by(|a, b| a.1 >= b.1));
        close(week.contributions.iter().map(|(_, part)| part).sum(), week.change);
    }
}

#[test]
fn a_commodity_that_was_silent_brings_what_happened_meanwhile() {
    let still: &[f64] = &[1.0; 4];
    let found = unweighted(&all(&[&[1.0, NO, NO, 3.0], still, still, still, still, still]));
    close(levels(&found)[2], 1.0);
    close(levels(&found)[3], 3_f64.powf(1.0 / 6.0));
    let week = found.week.unwrap();
    assert_eq!(week.matched(), 6);
}

#[test]
fn a_commodity_silent_for_five_weeks_comes_back_as_a_new_one() {
    let still: &[f64] = &[1.0; 7];
    let came_back = |silent: usize| {
        let mut prices = vec![1.0; 7];
        prices[1..=silent].fill(NO);
        prices[silent + 1..].fill(3.0);
        levels(&unweighted(&all(&[&prices, still, still, still, still, still])))[6]
    };
    close(came_back(4), 3_f64.powf(1.0 / 6.0));
    close(came_back(5), 1.0);
}

#[test]
fn weeks_without_prices_are_bridged_and_after_a_long_silence_the_chain_begins_anew() {
    let after = |silent: usize| {
        let prices = [vec![1.0; 2], vec![NO; silent], vec![1.2; 2]].concat();
        levels(&unweighted(&all(&[&prices[..]; 5])))
    };
    let bridged = after(3);
    assert_eq!(bridged.len(), 4);
    close(bridged[2], 1.2);
    assert_eq!(after(4), [1.0, 1.0]);
}

#[test]
fn a_swing_and_back_leaves_no_drift_with_weights_that_move_with_the_prices() {
    let swing: &[f64] = &[1.0, 2.0, 0.5, 2.0, 1.0];
    let still: &[f64] = &[1.0; 5];
    let series = all(&[swing, still, still, still, still]);
    for weights in [[None; 5], [9.0, 1.0, 1.0, 1.0, 1.0].map(Some)] {
        let level = levels(&of_weights(&series, &weights))[4];
        assert!(drift(level, 1.0).abs() < 1e-12, "{level}");
    }
}

fn prices() -> impl Strategy<Value = Vec<Vec<f64>>> {
    proptest::collection::vec(proptest::collection::vec(0.5_f64..2.0, 12), 5..9)
}

proptest! {
    #[test]
    fn a_chain_of_the_same_commodities_equals_the_direct_comparison(prices in prices(), weight in 0.1_f64..50.0) {
        let slices: Vec<&[f64]> = prices.iter().map(Vec::as_slice).collect();
        let series = all(&slices);
        let direct: Vec<f64> = prices.iter().map(|prices| prices[11] / prices[0]).collect();
        prop_assert!(drift(levels(&unweighted(&series))[11], jevons(&direct)).abs() < 1e-12);
        let mut weights = vec![1.0; direct.len()];
        weights[0] = weight;
        let given: Vec<Option<f64>> = weights.iter().copied().map(Some).collect();
        prop_assert!(drift(levels(&of_weights(&series, &given))[11], laspeyres(&direct, &weights)).abs() < 1e-12);
    }

    #[test]
    fn the_unit_of_a_price_and_of_the_weights_does_not_matter(prices in prices(), factor in 0.01_f64..100.0) {
        let slices: Vec<&[f64]> = prices.iter().map(Vec::as_slice).collect();
        let plain = all(&slices);
        let scaled: Vec<Vec<f64>> = prices.iter().map(|prices| prices.iter().map(|price| price * factor).collect()).collect();
        let scaled = all(&scaled.iter().map(Vec::as_slice).collect::<Vec<_>>());
        for weights in [vec![None; plain.len()], vec![Some(factor); plain.len()]] {
            let ones: Vec<Option<f64>> = weights.iter().map(|weight| weight.map(|_| 1.0)).collect();
            let (one, other) = (of_weights(&plain, &ones), of_weights(&scaled, &weights));
            prop_assert!(drift(levels(&other)[11], levels(&one)[11]).abs() < 1e-12);
        }
    }
}
