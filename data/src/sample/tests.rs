//! Tests of what the sample promises: the same everywhere, whenever, and like
//! a survey.

use super::*;
use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::LazyLock;

/// Bandung's sample up to [`until`], which most tests look at.
static SAMPLE: LazyLock<Vec<SampleSeries>> = LazyLock::new(|| series(&bandung(), until()));

fn bandung() -> Profile {
    Profile::load("bandung").unwrap()
}

fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn until() -> NaiveDate {
    date("2025-12-19")
}

/// Reported prices with their days.
fn reported(series: &SampleSeries) -> Vec<(i32, f64)> {
    series.day.iter().zip(&series.price).filter_map(|(day, price)| Some((*day, (*price)?))).collect()
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

fn same(a: f64, b: f64) -> bool {
    a.to_bits() == b.to_bits()
}

#[test]
fn the_sample_is_the_same_each_time() {
    assert_eq!(series(&bandung(), until()), *SAMPLE);
}

#[test]
fn some_figures_are_known_so_that_every_machine_gives_them() {
    let first = |commodity: &str, place: &str| -> Vec<Option<f64>> {
        let mut found = SAMPLE.iter().filter(|series| series.place.as_str() == place);
        found.find(|series| series.commodity.as_str() == commodity).map(|series| series.price[..4].to_vec()).unwrap()
    };
    assert_eq!(first("cabai-rawit-merah", "3273/kosambi"), [60_500.0, 60_500.0, 59_000.0, 59_000.0].map(Some));
    assert_eq!(first("beras-medium-1", "3212"), [8_800.0, 8_800.0, 8_750.0, 8_750.0].map(Some));
}

#[test]
fn a_later_sample_keeps_the_figures_of_an_earlier_one() {
    let earlier = &*SAMPLE;
    let later = series(&bandung(), until() + chrono::Days::new(30));
    assert_eq!(earlier.len(), later.len());
    for (earlier, later) in earlier.iter().zip(&later) {
        assert_eq!((&earlier.commodity, &earlier.place), (&later.commodity, &later.place));
        let first = later.day[0];
        let from = earlier.day.partition_point(|day| *day < first);
        let kept = earlier.day.len() - from;
        assert!(kept > 700);
        assert_eq!(earlier.day[from..], later.day[..kept]);
        assert_eq!(earlier.price[from..], later.price[..kept]);
    }
}

#[test]
fn every_retail_market_of_the_city_has_the_21_varieties() {
    let sample = &*SAMPLE;
    for place in places(&bandung()) {
        let found = sample.iter().filter(|series| series.place == place && series.level == PriceLevel::Retail);
        assert_eq!(found.count(), 21, "{place}");
    }
    assert_eq!(places(&bandung()).len(), 5);
}

#[test]
fn suppliers_report_what_they_send_at_the_producer_level() {
    let sample = &*SAMPLE;
    let sent = |region: &str| {
        let found = sample.iter().filter(|series| series.place.as_str() == region);
        found.inspect(|series| assert_eq!(series.level, PriceLevel::Producer)).count()
    };
    assert_eq!((sent("3212"), sent("3207"), sent("3205")), (6, 2, 4));
    assert_eq!((sent("3203"), sent("11")), (12, 12));
}

#[test]
fn a_city_without_markets_is_surveyed_as_a_whole() {
    let mut profile = Profile::load("cianjur").unwrap();
    profile.markets.clear();
    let sample = series(&profile, until());
    assert_eq!(sample.len(), 21);
    assert!(sample.iter().all(|series| series.place == profile.code));
    assert!(interventions(&profile).is_empty());
}

#[test]
fn nothing_is_surveyed_on_weekends_and_holidays() {
    for series in &*SAMPLE {
        assert!(series.day.iter().all(|on| on - day::monday(*on) < 5));
        assert!(series.day.is_sorted());
        for holiday in ["2025-01-01", "2025-03-31", "2023-12-25", "2024-05-01"] {
            let at = series.day.binary_search(&day::of(date(holiday))).unwrap();
            assert_eq!(series.price[at], None);
        }
    }
}

#[test]
fn the_sample_covers_the_three_years_before_its_last_day() {
    let sample = &*SAMPLE;
    assert_eq!(sample[0].day.first(), Some(&day::of(date("2022-12-20"))));
    assert_eq!(sample[0].day.last(), Some(&day::of(until())));
    assert!(series(&bandung(), date("2018-12-31")).is_empty());
}

#[test]
fn between_half_and_five_sixths_of_the_day_changes_are_zero() {
    for id in &bandung().watched {
        let (mut zero, mut all) = (0_u32, 0_u32);
        for series in SAMPLE.iter().filter(|series| series.commodity == *id) {
            for pair in reported(series).windows(2) {
                all += 1;
                zero += u32::from(same(pair[0].1, pair[1].1));
            }
        }
        let share = f64::from(zero) / f64::from(all);
        assert!((0.5..0.85).contains(&share), "{id}: {share}");
    }
}

#[test]
fn red_birds_eye_chilli_surges_by_a_quarter_and_more() {
    let markets: Vec<_> = SAMPLE
        .iter()
        .filter(|series| series.commodity.as_str() == "cabai-rawit-merah" && series.place.is_market())
        .flat_map(reported)
        .collect();
    let days: BTreeSet<i32> = markets.iter().map(|(on, _)| *on).collect();
    let on = |day| markets.iter().filter(|(on, _)| *on == day).map(|(_, price)| *price).collect();
    let city: Vec<(i32, f64)> = days.into_iter().map(|day| (day, median(on(day)))).collect();
    let high = city.iter().filter(|(on, price)| {
        let before = city.iter().filter(|(day, _)| (on - 28..*on).contains(day)).map(|(_, price)| *price);
        let before: Vec<f64> = before.collect();
        before.len() >= 10 && *price >= 1.25 * median(before)
    });
    let days = high.count();
    assert!((20..200).contains(&days), "{days} survey days");
}

#[test]
fn an_intervention_lowers_prices_by_its_effect_and_only_where_it_is_held() {
    let profile = bandung();
    let (mut here, mut elsewhere) = (Vec::new(), Vec::new());
    let held = interventions(&profile);
    for held in held.iter().filter(|held| held.from >= date("2023-03-01") && held.to < until()) {
        let [from, to] = [held.from, held.to].map(day::of);
        let retail = SAMPLE.iter().filter(|series| series.level == PriceLevel::Retail);
        for series in retail.filter(|series| held.commodities.contains(&series.commodity)) {
            let prices = reported(series);
            let typical = |days: Range<i32>| {
                median(prices.iter().filter(|(on, _)| days.contains(on)).map(|(_, price)| *price).collect())
            };
            let change = typical(from..to + 1) / typical(from - 10..from) - 1.0;
            if series.place == held.place {
                here.push(change - held.effect);
            } else {
                elsewhere.push(change);
            }
        }
    }
    assert!(here.len() >= 20);
    let (here, elsewhere) = (median(here), median(elsewhere));
    assert!(here.abs() < 0.03 && elsewhere.abs() < 0.02, "{here} {elsewhere}");
}

#[test]
fn a_supplying_region_moves_before_the_city() {
    let column = |place: &str| {
        let mut found = SAMPLE.iter().filter(|series| series.place.as_str() == place);
        found.find(|series| series.commodity.as_str() == "cabai-rawit-merah").unwrap()
    };
    let (garut, city) = (column("3205"), column("3273/kosambi"));
    assert_eq!(garut.day, city.day);
    // Weekly changes of the city, so many survey days after those of Garut.
    let change = |prices: &[Option<f64>], at: usize| Some((prices[at]? / prices[at - 5]?).ln());
    let likeness = |lag: usize| -> f64 {
        let pairs = (20..garut.day.len() - 20)
            .filter_map(|at| Some(change(&garut.price, at)? * change(&city.price, at + lag - 10)?));
        pairs.filter(|product| product.abs() < 1.0).sum()
    };
    let best = (0..=20).max_by(|a, b| likeness(*a).total_cmp(&likeness(*b))).map(|lag| lag - 10);
    assert!(best.is_some_and(|lag| (3..=6).contains(&lag)), "{best:?}");
}

#[test]
fn entry_errors_are_few_but_there() {
    let (mut wrong, mut all) = (0, 0);
    for series in &*SAMPLE {
        for near in reported(series).windows(3) {
            let [before, at, after] = [near[0].1, near[1].1, near[2].1];
            all += 1;
            if (at / before).max(before / at) > 3.0 && (after / before - 1.0).abs() < 0.5 {
                wrong += 1;
            }
        }
    }
    assert!(wrong > 5 && wrong * 1000 < all, "{wrong} of {all}");
}

#[test]
fn every_commodity_of_the_parameters_is_one_of_the_profile() {
    let profile = bandung();
    let parameters = Parameters::get();
    let known = |id: &str| CommodityId::parse(id).is_ok_and(|id| profile.commodity(&id).is_some());
    assert!(parameters.commodity.keys().all(|id| known(id)));
    assert_eq!(parameters.commodity.len(), profile.commodities.len());
    assert!(parameters.intervention.iter().flat_map(|held| &held.commodities).all(|id| known(id)));
    let group = |name: &String| profile.commodities.iter().any(|commodity| commodity.group == *name);
    assert!(parameters.supply.unknown_groups.iter().all(group));
}
