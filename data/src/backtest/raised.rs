//! Warnings as they would have been raised, day by day.

use super::seen::Seen;
use crate::model::{CommodityId, PlaceCode, PriceLevel, WarningKind, WarningLevel, day};
use crate::profile::Profile;
use crate::watch::{Phase, Stand, late};
use chrono::{NaiveDate, NaiveTime};

/// A warning that was raised while walking forward.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Raised {
    /// What it is about.
    pub commodity: CommodityId,
    /// Where: a region, or a market that stands apart.
    pub place: PlaceCode,
    /// Who pays.
    pub price_level: PriceLevel,
    /// Which detector spoke.
    pub kind: WarningKind,
    /// The day whose data made it fire, as published.
    pub raised_on: i32,
    /// The day on which it was over; none while it was in force at the end.
    pub cleared_on: Option<i32>,
    /// How grave it became.
    pub level: WarningLevel,
}

/// Every warning but the early ones that one city price gave.
pub(super) fn raised(seen: &Seen, profile: &Profile, until: i32, lag: i32) -> Vec<Raised> {
    let warning = |kind, place: Option<&PlaceCode>, raised: i32, cleared: Option<i32>, level| Raised {
        commodity: seen.key.commodity.clone(),
        place: place.unwrap_or(&seen.key.region).clone(),
        price_level: seen.key.level,
        kind,
        raised_on: raised + lag,
        cleared_on: cleared.map(|day| day + lag),
        level,
    };
    let mut found: Vec<Raised> = surging(seen)
        .into_iter()
        .map(|(raised, cleared, level)| warning(WarningKind::Surge, None, raised, cleared, level))
        .collect();
    for ((kind, place), flags) in &seen.in_force {
        let spans = spans(&seen.days, flags);
        found.extend(
            spans
                .into_iter()
                .map(|(raised, cleared)| warning(*kind, place.as_ref(), raised, cleared, WarningLevel::Waspada)),
        );
    }
    let silences = silences(seen, profile, until - lag);
    found.extend(
        silences
            .into_iter()
            .map(|(raised, cleared)| warning(WarningKind::NoData, None, raised, cleared, WarningLevel::Waspada)),
    );
    found
}

/// The stretches in which something was in force: from its first day to the first
/// on which it no longer was.
fn spans(days: &[i32], flags: &[bool]) -> Vec<(i32, Option<i32>)> {
    let mut found: Vec<(i32, Option<i32>)> = Vec::new();
    let mut before = false;
    for (day, flag) in days.iter().zip(flags) {
        match (before, *flag) {
            (false, true) => found.push((*day, None)),
            (true, false) => found.last_mut().into_iter().for_each(|(_, cleared)| *cleared = Some(*day)),
            _ => {}
        }
        before = *flag;
    }
    found
}

/// The surges that were told: from the day on which one was until none is any more.
fn surging(seen: &Seen) -> Vec<(i32, Option<i32>, WarningLevel)> {
    let mut found: Vec<(i32, Option<i32>, WarningLevel)> = Vec::new();
    let mut told: Option<Stand> = None;
    for ((day, stand), level) in seen.days.iter().zip(&seen.stands).zip(&seen.levels) {
        let level = level.unwrap_or(WarningLevel::Waspada);
        // The day after a surge may begin another.
        let goes_on =
            |was: &Stand| stand.raised.is_some() && (was.phase != Phase::Running || stand.raised <= was.raised);
        match (told, stand.raised) {
            (Some(was), _) if goes_on(&was) => {
                found.last_mut().into_iter().for_each(|(_, _, highest)| *highest = level.max(*highest));
            }
            (Some(_), _) => {
                found.last_mut().into_iter().for_each(|(_, cleared, _)| *cleared = Some(*day));
                if stand.raised.is_some() {
                    found.push((*day, None, level));
                }
            }
            (None, Some(_)) => found.push((*day, None, level)),
            (None, None) => {}
        }
        told = stand.raised.map(|_| *stand);
    }
    found
}

/// The days from which on a report was owed, and those on which one came.
fn silences(seen: &Seen, profile: &Profile, until: i32) -> Vec<(i32, Option<i32>)> {
    let Some(rhythm) = profile.rhythm(&seen.key.source) else { return Vec::new() };
    let is_late =
        |last: i32, on: i32| late(Some(day::date(last)), end_of(day::date(on)), &rhythm, &profile.days_off).is_some();
    let next = seen.days.iter().skip(1).copied().map(Some).chain([None]);
    let gaps = seen.days.iter().copied().zip(next);
    gaps.filter_map(|(last, next)| {
        let end = next.unwrap_or(until + 1);
        (last + 1..end).find(|on| is_late(last, *on)).map(|on| (on, next))
    })
    .collect()
}

/// The last moment of a day.
fn end_of(date: NaiveDate) -> chrono::NaiveDateTime {
    date.and_time(NaiveTime::from_hms_opt(23, 59, 59).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_in_force_is_one_stretch_from_its_first_day_to_the_first_without_it() {
        let flags = [false, true, true, false, true];
        assert_eq!(spans(&[1, 2, 5, 6, 7], &flags), [(2, Some(6)), (7, None)]);
    }
}
