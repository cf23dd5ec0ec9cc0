//! The rules on series of a few days, and what must hold of any.

use super::*;
use crate::model::{PlaceCode, PriceLevel, SeriesKey, SourceId};
use proptest::prelude::*;

const NO: f64 = f64::NAN;
/// A Monday.
const FIRST: i32 = 19_359;

fn rules() -> Rules {
    Rules::of(&Profile::load("bandung").unwrap(), &CommodityId::parse("cabai-rawit-merah").unwrap())
}

/// A market that reports these values on working days from the first Monday.
pub(super) fn market(name: &str, values: &[f64]) -> MarketSeries {
    let day: Vec<i32> = (FIRST..).filter(|day| (day - FIRST) % 7 < 5).take(values.len()).collect();
    let key = SeriesKey {
        commodity: CommodityId::parse("cabai-rawit-merah").unwrap(),
        place: PlaceCode::parse(&format!("3273/{name}")).unwrap(),
        level: PriceLevel::Retail,
        source: SourceId::parse("pihps").unwrap(),
        frequency: Frequency::Daily,
    };
    MarketSeries {
        key,
        unit: "kg".into(),
        reported_unit: "kg".into(),
        reported: values.to_vec(),
        price: values.to_vec(),
        status: vec![ObsStatus::A; values.len()],
        version: vec![2; values.len()],
        day,
    }
}

/// The rules of every value of the first of some markets.
fn judged(markets: &[MarketSeries]) -> Vec<Rule> {
    let members: Vec<&MarketSeries> = markets.iter().collect();
    let verdicts = rules().judge(&Markets::alone(&members), i32::MIN, i32::MAX);
    verdicts[0].iter().map(|verdict| verdict.rule).collect()
}

/// The rules of one market alone.
fn alone(values: &[f64]) -> Vec<Rule> {
    judged(&[market("a", values)])
}

use Rule::{Apart, Digit, Normal, Range, Reverted, Waiting};

#[test]
fn a_jump_that_the_next_report_takes_back_is_suspect_and_the_next_is_not() {
    assert_eq!(alone(&[70e3, 70e3, 72e3, 150e3, 71e3, 71e3]), [Normal, Normal, Normal, Reverted, Normal, Normal]);
    assert_eq!(alone(&[70e3, 72e3, 30e3, 71e3]), [Normal, Normal, Reverted, Normal], "downwards too");
}

#[test]
fn a_jump_waits_for_the_next_report_and_stands_once_that_stays() {
    assert_eq!(alone(&[70e3, 70e3, 150e3]).last(), Some(&Waiting));
    assert_eq!(alone(&[70e3, 70e3, 150e3, 140e3]), [Normal; 4]);
    assert_eq!(alone(&[70e3, 70e3, 150e3, 112e3]), [Normal; 4], "half the way is enough");
    assert_eq!(alone(&[40e3, 40e3, 70e3, 120e3, 160e3]), [Normal; 5], "a rise that goes on");
}

#[test]
fn another_market_corroborates_a_jump_at_once() {
    let a = [70e3, 70e3, 150e3];
    assert_eq!(judged(&[market("a", &a), market("b", &[70e3, 70e3, 70e3])])[2], Waiting);
    assert_eq!(judged(&[market("a", &a), market("b", &[70e3, 70e3, 145e3])])[2], Normal, "it stands there");
    assert_eq!(judged(&[market("a", &a), market("b", &[40e3, 40e3, 62e3])])[2], Normal, "it rose as well");
    assert_eq!(judged(&[market("a", &a), market("b", &[140e3, 140e3, 140e3])])[2], Normal, "it was there before");
}

#[test]
fn another_source_corroborates_as_well() {
    let (a, b) = (market("a", &[70e3, 70e3, 150e3]), market("b", &[70e3, 70e3, 145e3]));
    let elsewhere = [&b];
    let verdicts = rules().judge(&Markets { elsewhere: &elsewhere, ..Markets::alone(&[&a]) }, i32::MIN, i32::MAX);
    assert_eq!(verdicts.len(), 1, "the other source is not judged");
    assert_eq!(verdicts[0][2].rule, Normal);
}

#[test]
fn a_slip_of_digits_is_named_and_its_own_repetition_does_not_corroborate_it() {
    assert_eq!(alone(&[70e3, 70e3, 7e3, 7e3, 70e3])[2..4], [Digit, Digit]);
    assert_eq!(alone(&[20e3, 20e3, 200e3, 20e3])[2], Digit);
    let fallen = market("b", &[70e3, 70e3, 7_500.0]);
    assert_eq!(judged(&[market("a", &[70e3, 70e3, 7e3]), fallen])[2], Normal, "unless another stands there");
}

#[test]
fn what_is_outside_the_plausible_range_stays_suspect_and_speaks_for_nobody() {
    assert_eq!(alone(&[70e3, 70e3, 387_500.0, 387_500.0, 72_500.0]), [Normal, Normal, Range, Range, Normal]);
    let far = market("b", &[70e3, 70e3, 390e3]);
    assert_eq!(judged(&[market("a", &[70e3, 70e3, 200e3]), far])[2], Waiting);
}

#[test]
fn a_first_report_far_from_two_others_stands_apart() {
    let near = [market("a", &[60e3]), market("b", &[70e3]), market("c", &[72e3])];
    assert_eq!(judged(&near), [Normal]);
    let far = [market("a", &[15e3]), market("b", &[70e3]), market("c", &[72e3])];
    assert_eq!(judged(&far), [Apart]);
    assert_eq!(judged(&far[..2]), [Normal], "one other is not enough to tell who is wrong");
}

#[test]
fn a_market_that_was_silent_for_a_month_begins_anew() {
    let mut series = market("a", &[70e3, 70e3, 70e3, 150e3]);
    series.day[3] = series.day[2] + REACH + 1;
    assert_eq!(judged(&[series]), [Normal; 4]);
}

#[test]
fn no_value_on_a_free_day_is_a_holiday_and_else_not_reported() {
    let mut series = market("a", &[70e3, NO, NO, NO]);
    series.day[2] = FIRST + 5;
    series.day[3] = FIRST + 7;
    assert_eq!(judged(&[series]), [Normal, Rule::Missing, Rule::Holiday, Rule::Missing]);
}

#[test]
fn months_may_differ_as_they_like() {
    let mut series = market("a", &[20e3, 100e3, 20e3]);
    series.key.frequency = Frequency::Monthly;
    assert_eq!(judged(&[series]), [Normal; 3]);
}

#[test]
fn grounds_say_what_the_market_and_the_others_had() {
    let (a, b) = (market("a", &[70e3, 72e3, 150e3, 71e3]), market("b", &[64e3, 66e3, 66e3, 66e3]));
    let grounds = rules().grounds(&Markets::alone(&[&a, &b]), 0, a.day[2]);
    assert_eq!(grounds.others, Some(66e3));
    assert_eq!(grounds.next, Some(71e3));
    assert!((grounds.usual.unwrap() - (70e3_f64 * 72e3).sqrt()).abs() < 1e-6);
    let slip = market("a", &[70e3, 387_500.0, 72e3]);
    let grounds = rules().grounds(&Markets::alone(&[&slip]), 0, slip.day[1]);
    assert_eq!(
        (grounds.usual, grounds.others, grounds.next),
        (Some(70e3), None, Some(72e3)),
        "an implausible value too"
    );
}

/// A market's values: mostly near a level, sometimes missing or wild.
fn values() -> impl Strategy<Value = Vec<f64>> {
    let value = prop_oneof![6 => 40e3..90e3_f64, 1 => Just(NO), 1 => 4e3..250e3_f64, 1 => Just(500e3)];
    proptest::collection::vec(value, 1..40)
}

/// Which rule has which value.
fn said<'a>(verdicts: impl IntoIterator<Item = &'a Verdict>) -> Vec<(usize, Rule)> {
    verdicts.into_iter().map(|verdict| (verdict.at, verdict.rule)).collect()
}

proptest! {
    #[test]
    fn a_stretch_is_judged_as_the_whole(a in values(), b in values(), from in 0_i32..50, days in 0_i32..20) {
        let markets = [market("a", &a), market("b", &b)];
        let members: Vec<&MarketSeries> = markets.iter().collect();
        let (from, to) = (FIRST + from, FIRST + from + days);
        let whole = rules().judge(&Markets::alone(&members), i32::MIN, i32::MAX);
        let part = rules().judge(&Markets::alone(&members), from, to);
        for (series, (whole, part)) in members.iter().zip(whole.iter().zip(&part)) {
            let within = whole.iter().filter(|verdict| (from..=to).contains(&series.day[verdict.at]));
            prop_assert_eq!(said(within), said(part));
        }
    }

    #[test]
    fn a_report_changes_nothing_beyond_its_reach(a in values(), b in values(), at in 0_usize..40, value in 4e3..250e3_f64) {
        let (before, mut after) = (market("a", &a), market("a", &a));
        let at = at % a.len();
        after.reported[at] = value;
        let other = market("b", &b);
        let verdicts = |series: &MarketSeries| rules().judge(&Markets::alone(&[series, &other]), i32::MIN, i32::MAX);
        let (old, new) = (verdicts(&before), verdicts(&after));
        for (series, (old, new)) in [&before, &other].iter().zip(old.iter().zip(&new)) {
            for (old, new) in old.iter().zip(new) {
                let far = (series.day[old.at] - before.day[at]).abs() > REACH;
                prop_assert!(!far || old.rule == new.rule);
            }
        }
    }

    #[test]
    fn the_order_of_markets_says_nothing(a in values(), b in values(), c in values()) {
        let [a, b, c] = [market("a", &a), market("b", &b), market("c", &c)];
        let one = rules().judge(&Markets::alone(&[&a, &b, &c]), i32::MIN, i32::MAX);
        let other = rules().judge(&Markets::alone(&[&c, &a, &b]), i32::MIN, i32::MAX);
        prop_assert_eq!(said(&one[0]), said(&other[1]));
        prop_assert_eq!(said(&one[2]), said(&other[0]));
    }
}
