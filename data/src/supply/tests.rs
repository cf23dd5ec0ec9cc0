//! Against the figures of statsmodels: `figures/statsmodels_figures.py` made them.

use super::regression::to_f64;
use super::weeks::changes;
use super::*;
use crate::model::origin::{Passing, Precedence};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use std::collections::BTreeMap;

/// The pair of the figures, with its missing weeks or without.
fn pair(gaps: bool) -> Weeks {
    let mut weeks = Weeks::default();
    for line in include_str!("figures/pair.csv").lines().skip(1) {
        let [region, city, missing] = line.split(',').collect::<Vec<_>>()[..] else { panic!("{line}") };
        let known = |text: &str| if gaps && missing == "1" { f64::NAN } else { text.parse().unwrap() };
        weeks.region.push(known(region));
        weeks.city.push(known(city));
    }
    weeks
}

fn expected() -> BTreeMap<&'static str, f64> {
    let lines = include_str!("figures/expected.csv").lines().skip(1);
    lines.map(|line| line.split_once(',').unwrap()).map(|(name, value)| (name, value.parse().unwrap())).collect()
}

/// Equal to one millionth, and where the figure is below 1 to a millionth of it.
fn equal(ours: f64, expected: &BTreeMap<&str, f64>, name: &str) {
    let theirs = expected[name];
    assert!((ours - theirs).abs() <= 1e-6 * theirs.abs().min(1.0), "{name}: {ours}, not {theirs}");
}

#[test]
fn order_and_granger_tests_equal_statsmodels_with_and_without_missing_weeks() {
    let expected = expected();
    for (kind, weeks) in [("whole", pair(false)), ("gaps", pair(true))] {
        let (region, city) = (changes(&weeks.region), changes(&weeks.city));
        equal(to_f64(order(&region, &city).unwrap().0), &expected, &format!("{kind} order"));
        for (direction, cause, effect) in [("to city", &region, &city), ("to region", &city, &region)] {
            for lags in [2, 5] {
                let test = granger(cause, effect, lags).unwrap();
                equal(test.f, &expected, &format!("{kind} {direction} {lags} f"));
                equal(test.p, &expected, &format!("{kind} {direction} {lags} p"));
                equal(to_f64(test.freedom), &expected, &format!("{kind} {direction} {lags} df"));
            }
        }
    }
}

#[test]
fn long_run_ways_back_and_their_difference_equal_statsmodels() {
    let expected = expected();
    for (kind, weeks) in [("whole", pair(false)), ("gaps", pair(true))] {
        let ours = asymmetry(&weeks, 2).unwrap();
        for (name, figure) in [
            ("long run constant", ours.constant),
            ("long run slope", ours.slope),
            ("error above", ours.above),
            ("error below", ours.below),
            ("wald f", ours.f),
            ("wald p", ours.p),
            ("unit root", ours.unit_root),
        ] {
            equal(figure, &expected, &format!("{kind} {name}"));
        }
    }
    equal(asymmetry(&pair(false), 2).unwrap().critical, &expected, "whole critical");
}

#[test]
fn correlations_and_bartlett_errors_equal_statsmodels_at_every_lag() {
    let (expected, weeks) = (expected(), pair(false));
    let found = cross_correlation(&changes(&weeks.region), &changes(&weeks.city));
    assert_eq!(found.len(), 17);
    for Correlation { lag, r, error } in found {
        equal(r, &expected, &format!("whole r {lag}"));
        equal(error, &expected, &format!("whole error {lag}"));
    }
}

#[test]
fn adjusted_chances_equal_statsmodels() {
    let expected = expected();
    let raw = [0.001, 0.008, 0.039, 0.041, 0.042, 0.06, 0.074, 0.205, 0.212, 0.216];
    let backwards: Vec<f64> = raw.iter().rev().copied().collect();
    for (at, ours) in benjamini_hochberg(&backwards).into_iter().rev().enumerate() {
        equal(ours, &expected, &format!("adjusted {at}"));
    }
}

#[test]
fn a_region_two_weeks_ahead_is_told_to_move_first_and_its_rises_to_pass_faster() {
    let told = told(&[Transmission::of(&pair(true)).unwrap()]);
    let passing = told[0];
    assert_eq!((passing.precedence, passing.delay()), (Precedence::Region, Some(2)));
    let adjustment = passing.adjustment.unwrap();
    assert!(adjustment.differ && adjustment.rises > 2.0 * adjustment.falls, "{adjustment:?}");
}

#[test]
fn the_same_pair_looked_at_the_other_way_round_says_that_the_city_moves_first() {
    let Weeks { region, city } = pair(false);
    let passing = told(&[Transmission::of(&Weeks { region: city, city: region }).unwrap()])[0];
    assert_eq!((passing.precedence, passing.delay()), (Precedence::City, None));
    assert!(passing.closest.unwrap().weeks < 0);
}

#[test]
fn a_lone_finding_among_many_pairs_is_told_with_less_certainty() {
    let one = Transmission::of(&pair(false)).unwrap();
    let weak = |p| Transmission { to_city: Granger { p, ..one.to_city }, asymmetry: None, ..one.clone() };
    assert_eq!(told(&[weak(0.02)])[0].precedence, Precedence::Region);
    let among = told(&[weak(0.02), weak(0.6), weak(0.7)]);
    assert_eq!(among[0].precedence, Precedence::Neither);
    assert!(among[0].to_city > 0.02);
}

#[test]
fn too_few_weeks_and_prices_that_stand_still_are_not_tested() {
    let Weeks { region, city } = pair(false);
    let short = Weeks { region: region[..60].to_vec(), city: city[..60].to_vec() };
    assert_eq!(Transmission::of(&short), None, "59 changes leave 51 weeks with eight before them");
    let enough = Weeks { region: region[..61].to_vec(), city: city[..61].to_vec() };
    assert!(Transmission::of(&enough).is_some());
    assert_eq!(Transmission::of(&Weeks { region: vec![9.0; 200], city }), None);
}

#[test]
fn a_longer_history_of_one_region_changes_nothing_of_what_was_said_before() {
    let Weeks { region, city } = pair(true);
    let days: Vec<i32> = (0..200).map(|week| 4 + 7 * week).collect();
    let price = |logs: &[f64]| -> (Vec<i32>, Vec<f64>) {
        let known = days.iter().zip(logs).filter(|(_, log)| log.is_finite());
        known.map(|(day, log)| (*day, log.exp())).unzip()
    };
    let (region, city) = (price(&region), price(&city));
    let known = city.0.partition_point(|day| *day <= days[120]);
    let cut = Weeks::align((&region.0, &region.1), (&city.0[..known], &city.1[..known]));
    let both = Weeks::align((&region.0[..known], &region.1[..known]), (&city.0[..known], &city.1[..known]));
    assert_eq!(Transmission::of(&cut), Transmission::of(&both));
    assert_eq!(cut.city.len(), 121);
}

#[test]
fn a_spread_is_that_of_the_last_common_day_beside_its_median_over_a_year() {
    let days: Vec<i32> = (0..80).map(|week| 4 + 7 * week).collect();
    let region = vec![20_000.0; 80];
    let mut city = vec![26_000.0; 79];
    city.extend([30_000.0]);
    let found = spread((&days, &region), (&days, &city)).unwrap();
    assert_eq!((found.day, found.rupiah()), (days[79], 10_000.0));
    assert!((found.share() - 0.5).abs() < 1e-12 && (found.usual.unwrap() - 0.3).abs() < 1e-12);
    let young = spread((&days[71..], &region[71..]), (&days, &city)).unwrap();
    assert_eq!(young.usual, None, "nine weeks are too few");
    assert_eq!(spread((&days[..10], &region[..10]), (&days[10..], &city[10..])), None);
}

#[test]
fn prices_that_have_nothing_to_do_with_each_other_are_seldom_told_to_lead() {
    let mut random = ChaCha8Rng::seed_from_u64(11);
    let mut walk = || {
        let steps = (0..200).map(|_| random.random_range(-0.1..0.1));
        steps
            .scan(10.0, |log, step: f64| {
                *log += step;
                Some(*log)
            })
            .collect::<Vec<f64>>()
    };
    let pairs: Vec<Passing> =
        (0..1_000).map(|_| told(&[Transmission::of(&Weeks { region: walk(), city: walk() }).unwrap()])[0]).collect();
    let leads = pairs.iter().filter(|passing| passing.precedence != Precedence::Neither).count();
    let delays = pairs.iter().filter(|passing| passing.delay().is_some()).count();
    // By chance it is one pair in twenty: the two tests of a pair are adjusted to 5 %.
    assert_eq!((leads, delays), (57, 1));
}
