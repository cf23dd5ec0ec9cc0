//! The part of `/mutu` that tells who reported on which day, and what was
//! revised of late. The same until the next version, and so kept.

use super::quality::concerns;
use lumbung_data::granary::{Granary, Revision};
use lumbung_data::model::reporting::{DayReport, PlaceCalendar, Reporting, RevisionRow, SourceCalendar};
use lumbung_data::model::{Frequency, Lang, MarketSeries, PlaceCode, PriceLevel, SourceId, day};
use lumbung_data::profile::Profile;
use lumbung_data::watch::{days_owed, days_reported, reporting as reported};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// The weeks that a calendar shows.
const WEEKS: i32 = 26;
/// Revisions that the page lists.
const LISTED: usize = 20;

/// What the page tells; `file` names the file that made a version.
pub(super) fn reporting(
    granary: &Granary,
    profile: &Profile,
    file: impl Fn(i64) -> Option<String>,
    lang: Lang,
) -> Reporting {
    let daily = granary.cities().filter(|city| city.key.frequency == Frequency::Daily);
    let shown = daily.filter(|city| concerns(city, granary, profile));
    let mut sources: BTreeMap<&SourceId, Vec<&MarketSeries>> = BTreeMap::new();
    for series in shown.flat_map(|city| &city.members) {
        sources.entry(&series.key.source).or_default().push(series);
    }
    let revisions = granary.revisions().iter();
    let concerned = revisions.filter(|revision| {
        let city = granary.city(&revision.key.city());
        city.is_some_and(|city| concerns(city, granary, profile))
    });
    Reporting {
        calendars: sources.into_iter().filter_map(|(source, series)| calendar(source, &series, profile)).collect(),
        revisions: concerned
            .take(LISTED)
            .filter_map(|revision| row(revision, granary, profile, file(revision.version), lang))
            .collect(),
    }
}

fn calendar(source: &SourceId, all: &[&MarketSeries], profile: &Profile) -> Option<SourceCalendar> {
    let last = all.iter().filter_map(|series| last_report(series)).max()?;
    let first = day::monday(last) - 7 * (WEEKS - 1);
    let days = first..=last;
    let mut expected = days_reported(all, &days);
    if let Some(rhythm) = profile.rhythm(source) {
        expected.extend(days_owed(rhythm.cycle, &profile.days_off, &days));
    }
    let mut places: BTreeMap<(&PlaceCode, PriceLevel), Vec<&MarketSeries>> = BTreeMap::new();
    for series in all {
        places.entry((&series.key.place, series.key.level)).or_default().push(series);
    }
    let of_place = |((place, level), series): ((&PlaceCode, PriceLevel), Vec<&MarketSeries>)| PlaceCalendar {
        place: place.clone(),
        name: profile.place_name(place),
        level,
        days: reported(&series, &expected, &days),
        silent_since: silent_since(&series, &expected, first),
    };
    let mut places: Vec<PlaceCalendar> = places.into_iter().map(of_place).collect();
    let gaps = |place: &PlaceCalendar| {
        place.days.iter().filter(|day| day.is_expected() && !DayReport::is_whole(**day)).count()
    };
    places.sort_by_key(|place| Reverse(gaps(place)));
    Some(SourceCalendar { source: source.clone(), from: day::date(first), until: day::date(last), places })
}

fn last_report(series: &MarketSeries) -> Option<i32> {
    series.reported.iter().rposition(|value| value.is_finite()).map(|at| series.day[at])
}

/// The first expected day after a place's last report, if there is one.
fn silent_since(series: &[&MarketSeries], expected: &BTreeSet<i32>, first: i32) -> Option<chrono::NaiveDate> {
    let last = series.iter().filter_map(|series| last_report(series)).max();
    let next = last.map_or(first, |last| last + 1);
    // Of a silence from before the calendar, only the end is in it.
    let since = expected.range(next..).next()?;
    Some(day::date(if next < first { next } else { *since }))
}

/// A revision as pages list it; none of a commodity that the profile does not know.
pub(super) fn row(
    revision: &Revision,
    granary: &Granary,
    profile: &Profile,
    file: Option<String>,
    lang: Lang,
) -> Option<RevisionRow> {
    let series = granary.series(&revision.key)?;
    Some(RevisionRow {
        date: day::date(revision.day),
        commodity: revision.key.commodity.clone(),
        name: profile.commodity(&revision.key.commodity)?.name(lang).to_owned(),
        place: profile.place_name(&revision.key.place),
        source: revision.key.source.clone(),
        unit: series.reported_unit.clone(),
        before: revision.before,
        after: Some(revision.after).filter(|after| after.is_finite()),
        version: revision.version,
        file,
    })
}
