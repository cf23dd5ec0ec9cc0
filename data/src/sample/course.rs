//! The course of a commodity's price: what the country shares, what a region
//! adds, season, feasts and surges. Day by day from the epoch on; what a day
//! holds never depends on how far the course is followed.

use super::draw::Draw;
use super::parameters::{Commodity, Course, Parameters};
use crate::model::{PlaceCode, day};
use crate::profile::Profile;
use chrono::{Datelike, NaiveDate};

/// The first simulated day.
pub(super) fn epoch() -> i32 {
    day::of(NaiveDate::from_ymd_opt(2019, 1, 1).unwrap_or_default())
}

/// The day on which the base prices hold.
fn anchor() -> i32 {
    day::of(NaiveDate::from_ymd_opt(2025, 1, 1).unwrap_or_default())
}

/// What moves a commodity's price everywhere, one value a day from the epoch
/// on: 1 where nothing does.
pub(super) fn national(id: &str, commodity: &Commodity, days: usize) -> Vec<f64> {
    let course = &Parameters::get().course;
    let mut drift = Drift::new(&format!("national/{id}"), commodity.weekly);
    let mut surges = Draw::named(&format!("surges/{id}"));
    // (days since it began, size) of the latest surge.
    let mut latest: Option<(i32, f64)> = None;
    let next = || {
        let begins = surges.share() < commodity.surges / 365.25;
        let size = surges.between(commodity.surge_size);
        latest = match latest {
            Some((age, size)) if age < course.surge_rest => Some((age + 1, size)),
            _ if begins => Some((0, size)),
            _ => None,
        };
        let surge = latest.map_or(0.0, |(age, size)| size * surge_shape(age, course));
        drift.next() * (1.0 + surge)
    };
    std::iter::repeat_with(next).take(days).collect()
}

/// A commodity's price in a region, one value a day from the epoch on, as far
/// as `national` reaches. With a lead, the region sees national moves so many
/// days before the others.
pub(super) fn regional(
    profile: &Profile,
    id: &str,
    commodity: &Commodity,
    region: &PlaceCode,
    national: &[f64],
    lead: usize,
) -> Vec<f64> {
    let course = &Parameters::get().course;
    let mut drift = Drift::new(&format!("region/{id}/{region}"), commodity.weekly * course.regional);
    let moves = national.get(lead..).unwrap_or_default();
    let feasts: Vec<(i32, f64)> = profile
        .holidays
        .iter()
        .filter_map(|holiday| Some((day::of(holiday.date), *commodity.feasts.get(&holiday.feast)?)))
        .collect();
    (epoch()..)
        .zip(moves)
        .map(|(on, moved)| {
            let years = f64::from(on - anchor()) / 365.25;
            let season = 1.0 + commodity.season * season_shape(on, commodity.season_peak);
            let feasts: f64 = feasts.iter().map(|(feast, effect)| effect * feast_shape(on - feast, course)).sum();
            commodity.base * (1.0 + commodity.growth * years) * moved * drift.next() * season * (1.0 + feasts)
        })
        .collect()
}

/// A random walk that is drawn back to 1.
struct Drift {
    draw: Draw,
    deviation: f64,
    daily: f64,
}

impl Drift {
    fn new(name: &str, weekly: f64) -> Self {
        Self { draw: Draw::named(name), deviation: 0.0, daily: weekly / 7.0_f64.sqrt() }
    }

    fn next(&mut self) -> f64 {
        self.deviation = self.deviation * Parameters::get().course.memory + self.daily * self.draw.bell();
        // As far up as down, without the exponential, whose last digit differs
        // between machines.
        if self.deviation < 0.0 { 1.0 / (1.0 - self.deviation) } else { 1.0 + self.deviation }
    }
}

/// From 0 to 1 with a soft start and end.
fn soft(share: f64) -> f64 {
    let share = share.clamp(0.0, 1.0);
    share * share * (3.0 - 2.0 * share)
}

/// A surge `age` days after its beginning: sharply up, slowly down.
fn surge_shape(age: i32, course: &Course) -> f64 {
    if age <= course.surge_rise {
        return soft(f64::from(age) / f64::from(course.surge_rise));
    }
    let left = (1.0 - f64::from(age - course.surge_rise) / f64::from(course.surge_decay)).max(0.0);
    left * left
}

/// The pull of a feast `after` days after it (before it, where negative).
fn feast_shape(after: i32, course: &Course) -> f64 {
    if after < 0 {
        soft(1.0 + f64::from(after) / f64::from(course.feast_rise))
    } else {
        1.0 - soft(f64::from(after - course.feast_hold) / f64::from(course.feast_fall))
    }
}

/// The season, 1 on its peak (a day of the year), -1 half a year later.
fn season_shape(on: i32, peak: f64) -> f64 {
    let share = (f64::from(day::date(on).ordinal()) - peak) / 365.25;
    let share = share - share.floor();
    let triangle = (2.0 * share - 1.0).abs() * 2.0 - 1.0;
    triangle * (1.5 - 0.5 * triangle * triangle)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_season_peaks_once_a_year() {
        let peak = day::of(NaiveDate::from_ymd_opt(2024, 1, 30).unwrap());
        assert!((season_shape(peak, 30.0) - 1.0).abs() < 1e-9);
        assert!((season_shape(peak + 183, 30.0) + 1.0).abs() < 1e-3);
    }

    #[test]
    fn a_surge_rises_within_two_weeks_and_is_gone_after_eight() {
        let course = &Parameters::get().course;
        assert!(surge_shape(0, course).abs() < 1e-9);
        assert!((surge_shape(14, course) - 1.0).abs() < 1e-9);
        assert!(surge_shape(35, course) > 0.1 && surge_shape(56, course).abs() < 1e-9);
    }

    #[test]
    fn a_feast_pulls_before_it_and_not_long_after() {
        let course = &Parameters::get().course;
        assert!(feast_shape(-40, course).abs() < 1e-9);
        assert!(feast_shape(-3, course) > 0.8);
        assert!((feast_shape(0, course) - 1.0).abs() < 1e-9);
        assert!(feast_shape(60, course).abs() < 1e-9);
    }
}
