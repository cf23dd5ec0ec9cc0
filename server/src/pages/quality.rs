//! `/mutu`: who reports, when last, and what is doubted.

use crate::connect::lateness;
use chrono::{DateTime, Utc};
use lumbung_data::clean::{Rules, frozen};
use lumbung_data::granary::{City, Granary, OUTLYING_WEEKS, OutlyingMovement};
use lumbung_data::index::LEAST_MOVEMENTS;
use lumbung_data::model::page::Standing;
use lumbung_data::model::quality::{
    DecidedValue, Doubt, Frozen, Outlying, OutlyingRow, PlaceQuality, Quality, ReportedValue, SourceQuality, Survey,
};
use lumbung_data::model::{Lang, MarketSeries, ObsStatus, PlaceCode, PriceLevel, Ruling, SourceId, day};
use lumbung_data::profile::Profile;
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The days that the share of reports looks back on, from a source's last.
const LOOKED_AT: i32 = 28;
/// Suspect values that the page lists, and values that were decided about.
const LISTED: usize = 40;

/// The page.
pub(super) fn quality(
    granary: &Granary,
    profile: &Profile,
    standing: Standing,
    survey: Option<Survey>,
    now: DateTime<Utc>,
    lang: Lang,
) -> Quality {
    let shown: Vec<&Arc<City>> = granary.cities().filter(|city| concerns(city, granary, profile)).collect();
    let mut sources: BTreeMap<&SourceId, BTreeMap<(&PlaceCode, PriceLevel), Vec<&MarketSeries>>> = BTreeMap::new();
    for series in shown.iter().flat_map(|city| &city.members) {
        let places = sources.entry(&series.key.source).or_default();
        places.entry((&series.key.place, series.key.level)).or_default().push(series);
    }
    let sources = sources
        .into_iter()
        .map(|(source, places)| {
            let last = places.values().flatten().filter_map(|series| series.last_day()).max();
            let mut places: Vec<PlaceQuality> = places
                .into_iter()
                .map(|((place, level), series)| of_place(place, level, &series, last, profile, lang))
                .collect();
            places.sort_by_key(|place| place.last);
            let owes = lateness(profile, granary, source, now).map(|late| (late.due, late.missing));
            SourceQuality { source: source.clone(), owes, places }
        })
        .collect();
    let mut doubts: Vec<(&Arc<City>, &Arc<MarketSeries>, usize)> = Vec::new();
    for city in &shown {
        for series in &city.members {
            let open = |at: &usize| series.status[*at] == ObsStatus::U && !is_rejected(granary, series, *at);
            doubts.extend((0..series.day.len()).filter(open).map(|at| (*city, series, at)));
        }
    }
    let all_doubts = doubts.len() as u64;
    doubts.sort_by_key(|(_, series, at)| Reverse(series.day[*at]));
    doubts.truncate(LISTED);
    let doubts = doubts.into_iter().filter_map(|(_, series, at)| doubt(granary, profile, series, at, lang)).collect();
    let outlying = outlying(granary, profile, lang);
    let decided = decided(granary, profile, lang);
    Quality { standing, sources, days: LOOKED_AT.unsigned_abs(), doubts, all_doubts, outlying, decided, survey }
}

/// Prices of the city and its supplying regions that moved unlike those of other
/// places, wherever these lie.
fn outlying(granary: &Granary, profile: &Profile, lang: Lang) -> Outlying {
    let all = granary.outlying();
    let row = |one: &OutlyingMovement| {
        granary.city(&one.key.city()).filter(|city| concerns(city, granary, profile))?;
        Some(OutlyingRow {
            monday: day::date(one.monday),
            commodity: one.key.commodity.clone(),
            name: profile.commodity(&one.key.commodity)?.name(lang).to_owned(),
            place: profile.place_name(&one.key.place),
            source: one.key.source.clone(),
            unit: granary.series(&one.key)?.unit.clone(),
            before: one.before,
            after: one.after,
            usual: one.usual,
            places: one.places,
        })
    };
    let rows = all.judged.then(|| all.found.iter().filter_map(row).take(LISTED).collect());
    Outlying { weeks: OUTLYING_WEEKS, least: LEAST_MOVEMENTS, rows }
}

/// Whether an officer rejected a suspect value: then it waits for nobody.
pub(crate) fn is_rejected(granary: &Granary, series: &MarketSeries, at: usize) -> bool {
    granary.decisions().on(series, at) == Some(Ruling::Reject)
}

/// The values that officers decided about, without decisions that have lapsed.
fn decided(granary: &Granary, profile: &Profile, lang: Lang) -> Vec<DecidedValue> {
    let mut decided: Vec<DecidedValue> = granary
        .decisions()
        .iter()
        .filter_map(|(key, on)| {
            let city = granary.city(&key.city()).filter(|city| concerns(city, granary, profile))?;
            let series = city.members.iter().find(|series| series.key == *key)?;
            let at = series.day.binary_search(&on).ok()?;
            let ruling = granary.decisions().on(series, at)?;
            Some(DecidedValue { value: value(profile, series, at, lang)?, ruling })
        })
        .collect();
    decided.sort_by_key(|decided| Reverse(decided.value.date));
    decided.truncate(LISTED);
    decided
}

/// Whether it is of the city or of a region that supplies it, and real where
/// anything is.
pub(super) fn concerns(city: &City, granary: &Granary, profile: &Profile) -> bool {
    let near = city.key.region == profile.code || profile.supplies_from(&city.key.region);
    near && granary.is_shown(&city.key.source)
}

fn of_place(
    place: &PlaceCode,
    level: PriceLevel,
    all: &[&MarketSeries],
    last_of_source: Option<i32>,
    profile: &Profile,
    lang: Lang,
) -> PlaceQuality {
    let from = last_of_source.map_or(i32::MAX, |last| last - LOOKED_AT);
    let (mut could, mut did, mut suspect) = (0_u32, 0_u32, 0_u64);
    for series in all {
        for at in 0..series.day.len() {
            let status = series.status[at];
            suspect += u64::from(status == ObsStatus::U);
            if series.day[at] > from && !matches!(status, ObsStatus::H | ObsStatus::L) {
                could += 1;
                did += u32::from(series.reported[at].is_finite());
            }
        }
    }
    let mut still: Vec<Frozen> = all
        .iter()
        .filter_map(|series| {
            let (since, reports) = frozen(series)?;
            let commodity = profile.commodity(&series.key.commodity)?.name(lang).to_owned();
            Some(Frozen { commodity, since: day::date(since), reports })
        })
        .collect();
    still.sort_by_key(|frozen| Reverse(frozen.reports));
    PlaceQuality {
        place: place.clone(),
        name: profile.place_name(place),
        level,
        last: all.iter().filter_map(|series| series.last_day()).max().map(day::date),
        changed: all.iter().filter_map(|series| series.unchanged_since()).max().map(day::date),
        reported: (could > 0).then(|| f64::from(did) / f64::from(could)),
        suspect,
        frozen: still,
    }
}

/// A suspect value with the rule that doubts it.
pub(super) fn doubt(
    granary: &Granary,
    profile: &Profile,
    series: &MarketSeries,
    at: usize,
    lang: Lang,
) -> Option<Doubt> {
    let rules = Rules::of(profile, &series.key.commodity);
    let (rule, grounds) = granary.why(&rules, &series.key, series.day[at])?;
    Some(Doubt { value: value(profile, series, at, lang)?, rule, grounds })
}

/// A value with its names; none of a commodity that the profile does not know.
fn value(profile: &Profile, series: &MarketSeries, at: usize, lang: Lang) -> Option<ReportedValue> {
    Some(ReportedValue {
        date: day::date(series.day[at]),
        key: series.key.clone(),
        name: profile.commodity(&series.key.commodity)?.name(lang).to_owned(),
        place: profile.place_name(&series.key.place),
        reported: series.reported[at],
        unit: series.reported_unit.clone(),
    })
}
