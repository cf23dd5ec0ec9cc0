//! From the course of a price to what a survey writes down: sticky, rounded,
//! on working days, with gaps and now and then a slip of the pen.

use super::course::epoch;
use super::draw::Draw;
use super::parameters::{Closed, Commodity, Parameters};
use crate::model::{PlaceCode, day};
use crate::profile::Profile;
use chrono::Datelike;
use std::collections::HashSet;

/// A price reduction at a market: from and to which day, and the share.
pub(super) type Reduction = (i32, i32, f64);

/// The working days from the epoch to `until` with those of them on which
/// nobody surveys.
pub(super) struct Calendar {
    days: Vec<i32>,
    closed: HashSet<i32>,
}

impl Calendar {
    pub fn new(profile: &Profile, until: i32) -> Self {
        let Closed { days: fixed, feast: feasts } = &Parameters::get().closed;
        let days: Vec<i32> = (epoch()..=until).filter(|on| on - day::monday(*on) < 5).collect();
        let of_the_year = days.iter().copied().filter(|on| {
            let date = day::date(*on);
            fixed.contains(&[date.month(), date.day()])
        });
        let of_feasts = profile.holidays.iter().flat_map(|holiday| {
            let on = day::of(holiday.date);
            feasts
                .iter()
                .filter(|feast| feast.id == holiday.feast)
                .flat_map(move |feast| on - feast.before..=on + feast.after)
        });
        let closed = of_the_year.chain(of_feasts).collect();
        Self { days, closed }
    }

    /// Whether a place was out of reach, day by day: all its prices are missing
    /// together.
    fn outages(&self, place: &PlaceCode) -> Vec<bool> {
        let survey = &Parameters::get().survey;
        let mut draw = Draw::named(&format!("outage/{place}"));
        let mut left = 0.0;
        let out = |_: &i32| {
            let begins = draw.share() < survey.outage;
            let length = draw.between(survey.outage_days);
            left = if begins { length } else { left - 1.0 };
            left > 0.0
        };
        self.days.iter().map(out).collect()
    }
}

/// The prices that a survey of a place writes down on each working day; none
/// where it has nothing to write. `course` is the region's price from the epoch
/// on.
pub(super) fn survey(
    calendar: &Calendar,
    id: &str,
    commodity: &Commodity,
    place: &PlaceCode,
    course: &[f64],
    plausible: [f64; 2],
    reductions: &[Reduction],
) -> Vec<(i32, Option<f64>)> {
    let survey = &Parameters::get().survey;
    let mut draw = Draw::named(&format!("survey/{id}/{place}"));
    let offset = 1.0 + commodity.spread * draw.bell();
    let mut posted: Option<f64> = None;
    let mut reduced = 0.0;
    let written = calendar.days.iter().zip(calendar.outages(place)).filter_map(|(&on, out)| {
        // Every day draws the same numbers, whatever becomes of them.
        let noise = 1.0 + commodity.noise * draw.bell();
        let reprices = draw.share() < commodity.reprice;
        let missing = draw.share() < survey.missing;
        let slips = draw.share() < survey.error;
        let which = draw.share();

        let reduction =
            reductions.iter().find(|(from, to, _)| (*from..=*to).contains(&on)).map_or(0.0, |found| found.2);
        let level = course.get(usize::try_from(on - epoch()).ok()?)? * offset * (1.0 + reduction);
        let turns = reduction.to_bits() != f64::to_bits(reduced);
        reduced = reduction;
        let price = match posted {
            Some(price) if !(reprices || turns || (level / price - 1.0).abs() > survey.jump) => price,
            _ => rounded(level * noise, commodity.step, plausible),
        };
        posted = Some(price);
        let reported = !(missing || out || calendar.closed.contains(&on));
        Some((on, reported.then(|| if slips { slip(price, which) } else { price })))
    });
    written.collect()
}

fn rounded(price: f64, step: f64, [low, high]: [f64; 2]) -> f64 {
    ((price.clamp(low, high) / step).round() * step).max(step)
}

/// A slip of the pen: a zero too many, a zero too few, or the first two digits
/// swapped.
fn slip(price: f64, which: f64) -> f64 {
    let text = format!("{price:.0}");
    let swapped = match *text.as_bytes() {
        [first, second, ..] if first != second && second != b'0' => {
            format!("{}{}{}", char::from(second), char::from(first), &text[2..]).parse().ok()
        }
        _ => None,
    };
    match (which, swapped) {
        (0.4.., Some(swapped)) if which < 0.7 => swapped,
        (0.7.., _) => (price / 10.0).round(),
        _ => price * 10.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_changes_a_zero_or_swaps_digits() {
        let near = |found: f64, expected: f64| assert!((found - expected).abs() < 1e-6, "{found} {expected}");
        near(slip(52_000.0, 0.1), 520_000.0);
        near(slip(52_000.0, 0.5), 25_000.0);
        near(slip(55_000.0, 0.5), 550_000.0);
        near(slip(52_000.0, 0.9), 5_200.0);
    }

    #[test]
    fn prices_are_rounded_like_a_survey_rounds_them() {
        assert!((rounded(13_470.0, 50.0, [4_000.0, 40_000.0]) - 13_450.0).abs() < 1e-6);
        assert!((rounded(1.0, 500.0, [4_000.0, 40_000.0]) - 4_000.0).abs() < 1e-6);
    }
}
