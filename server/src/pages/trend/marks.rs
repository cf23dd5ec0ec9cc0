//! What is marked on a chart beside its lines.

use super::{Asked, Series};
use crate::chart::Fan;
use chrono::NaiveDate;
use lumbung_data::model::{Lang, day};
use lumbung_data::outlook::HORIZONS;
use lumbung_data::profile::Profile;
use lumbung_data::watch;

/// Feasts in the order in which they move prices; others come after them.
const WEIGHT: [&str; 4] = ["idulfitri", "natal", "ramadan", "iduladha"];

/// The surges that touch the window: first and last day, and whether it is known
/// that they still run.
pub(super) fn surges(asked: &Asked<'_>, main: &Series<'_>, (from, to): (i32, i32)) -> Vec<(i32, i32, bool)> {
    let last = main.known().map_or(to, |(_, last)| last);
    let judged = !watch::is_too_old(last, asked.on);
    main.city
        .surges(asked.profile)
        .iter()
        .filter(|surge| surge.confirmed.is_some() && surge.onset <= to && surge.end.is_none_or(|end| end >= from))
        .map(|surge| (surge.onset, surge.end.unwrap_or(last), surge.end.is_none() && judged && to >= last))
        .collect()
}

/// The days on which a surge was told, or one expected.
pub(super) fn raised(asked: &Asked<'_>, main: &Series<'_>) -> Vec<i32> {
    let prospects = asked.granary.prospects();
    let early = prospects.get(&main.city.key).map_or(&[][..], |prospect| &prospect.early);
    let early = early.iter().filter_map(|episode| episode.fired);
    let mut days: Vec<i32> = main.city.watched(asked.profile).raised.iter().copied().chain(early).collect();
    days.sort_unstable();
    days.dedup();
    days
}

/// Where the price may go, said on the last shown day.
pub(super) fn fan(asked: &Asked<'_>, main: &Series<'_>, last: i32) -> Fan {
    let prospect = asked.granary.prospect(&main.city.key, day::date(asked.on.max(last)));
    let Some(prospect) = prospect.filter(|prospect| prospect.day == last) else { return Fan::default() };
    let ahead = HORIZONS.iter().zip(&prospect.forecasts);
    Fan { ahead: ahead.map(|(days, forecast)| (last + *days, forecast.price)).collect() }
}

/// The feasts of a window, the weightiest first.
pub(super) fn feasts(profile: &Profile, (from, to): (i32, i32), lang: Lang) -> Vec<(i32, String)> {
    let weight = |feast: &str| WEIGHT.iter().position(|known| *known == feast).unwrap_or(WEIGHT.len());
    let mut feasts: Vec<_> =
        profile.holidays.iter().filter(|holiday| (from..=to).contains(&day::of(holiday.date))).collect();
    feasts.sort_by_key(|holiday| (weight(&holiday.feast), holiday.date));
    feasts.into_iter().map(|holiday| (day::of(holiday.date), holiday.name(lang).to_owned())).collect()
}

/// The stretches of days on which the source owed a report and there is none.
pub(super) fn silent(profile: &Profile, main: &Series<'_>, (from, to): (i32, i32)) -> Vec<(i32, i32)> {
    let Some(rhythm) = profile.rhythm(&main.city.key.source) else { return Vec::new() };
    // Before its first price and after its last, a line says nothing.
    let Some((first, last)) = main.known() else { return Vec::new() };
    let (from, to) = (from.max(first), to.min(last));
    let owed = watch::days_owed(rhythm.cycle, &profile.days_off, &(from..=to));
    let mut stretches: Vec<(i32, i32)> = Vec::new();
    for on in owed {
        let next = main.days.partition_point(|day| *day < on);
        if main.days.get(next) == Some(&on) {
            continue;
        }
        let since = next.checked_sub(1).map_or(i32::MIN, |before| main.days[before]);
        match stretches.last_mut() {
            Some((_, end)) if *end > since => *end = on,
            _ => stretches.push((on, on)),
        }
    }
    stretches
}

/// Every reference in force at some time between the two days.
pub(super) fn references(
    profile: &Profile,
    main: &Series<'_>,
    from: i32,
    last: i32,
) -> Vec<(i32, i32, Option<f64>, f64, String)> {
    let price = main.city.price();
    let mut out: Vec<(i32, i32, Option<f64>, f64, String)> = Vec::new();
    let mut starts: Vec<NaiveDate> = profile
        .references
        .iter()
        .filter(|reference| reference.commodities.contains(&price.key.commodity))
        .flat_map(|reference| [Some(reference.from), reference.until.and_then(|until| until.succ_opt())])
        .flatten()
        .chain([day::date(from)])
        .filter(|date| (from..=last).contains(&day::of(*date)))
        .collect();
    starts.sort_unstable();
    starts.dedup();
    for (i, start) in starts.iter().enumerate() {
        let end = starts.get(i + 1).map_or(last, |next| day::of(*next) - 1);
        if let Some(reference) = profile.reference_of(price, *start) {
            out.push((day::of(*start), end, reference.low, reference.high, reference.kind.as_str().to_owned()));
        }
    }
    out
}
