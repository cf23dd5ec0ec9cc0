//! The list of warnings, and the story of each.

use super::{is_judged, standing, trend};
use crate::live::Live;
use chrono::{Days, NaiveDate};
use lumbung_data::granary::Granary;
use lumbung_data::model::ledger::{LedgerEntry, LedgerPage, LedgerRow, StepKind, StoryPage, WarningKey};
use lumbung_data::model::page::Chart;
use lumbung_data::model::{CityKey, Frequency, Lang, Surge, Warning, day};
use lumbung_data::profile::Profile;

/// How long a warning that is over is listed, and how many are at most.
const LISTED_DAYS: u64 = 180;
const LISTED: usize = 60;
/// What the chart of a story shows before the onset and after the end.
const DAYS_BEFORE: i32 = 90;
const DAYS_AFTER: i32 = 30;

pub(super) fn ledger(live: &Live, today: NaiveDate, lang: Lang) -> LedgerPage {
    let (granary, profile, ledger) = (live.granary(), &live.profile, live.ledger());
    let standing = standing(&granary, profile, today);
    let on = standing.latest.unwrap_or(today);
    let (city, elsewhere) = granary
        .warnings(profile, on, lang)
        .into_iter()
        .partition::<Vec<Warning>, _>(|warning| warning.place.region() == profile.code);
    let rows = |warnings: Vec<Warning>| -> Vec<LedgerRow> {
        let id = |key: &WarningKey| ledger.iter().find(|entry| entry.key == *key).map(|entry| entry.id);
        warnings.into_iter().map(|warning| in_force(id(&WarningKey::of(&warning)), warning)).collect()
    };
    let since = on - Days::new(LISTED_DAYS);
    let mut over: Vec<&LedgerEntry> = ledger
        .iter()
        .filter(|entry| entry.key.place.region() == profile.code && !entry.in_force())
        .filter(|entry| entry.last().is_some_and(|step| step.on >= since))
        .collect();
    over.sort_by_key(|entry| std::cmp::Reverse(entry.last().map(|step| (step.on, entry.id))));
    let over = over.into_iter().take(LISTED).filter_map(|entry| ended(entry, profile, lang)).collect();
    LedgerPage { standing, city: rows(city), elsewhere: rows(elsewhere), over }
}

/// A warning's story; none of a number that was never given.
pub(super) fn story(live: &Live, id: i64, today: NaiveDate, lang: Lang) -> Option<StoryPage> {
    let (granary, profile, ledger) = (live.granary(), &live.profile, live.ledger());
    let entry = ledger.iter().find(|entry| entry.id == id)?;
    let standing = standing(&granary, profile, today);
    let on = standing.latest.unwrap_or(today);
    let now = || granary.warnings(profile, on, lang).into_iter().find(|warning| WarningKey::of(warning) == entry.key);
    let row = match entry.in_force().then(now).flatten() {
        Some(warning) => in_force(Some(id), warning),
        None => ended(entry, profile, lang)?,
    };
    let chart = chart(&granary, profile, entry, on, lang);
    Some(StoryPage { standing, row, steps: entry.steps.clone(), chart })
}

fn in_force(id: Option<i64>, warning: Warning) -> LedgerRow {
    LedgerRow {
        id,
        kind: warning.kind,
        level: warning.level,
        commodity: warning.commodity,
        name: warning.commodity_name,
        place: warning.place_name,
        onset: warning.onset,
        ended: None,
        reason: warning.reason,
        record: warning.record,
    }
}

/// An entry as it was last written down.
fn ended(entry: &LedgerEntry, profile: &Profile, lang: Lang) -> Option<LedgerRow> {
    let last = entry.last()?;
    let key = &entry.key;
    let name = profile.commodity(&key.commodity).map(|commodity| commodity.name(lang).to_owned());
    Some(LedgerRow {
        id: Some(entry.id),
        kind: key.kind,
        level: entry.gravest()?,
        commodity: key.commodity.clone(),
        name: name.unwrap_or_else(|| key.commodity.to_string()),
        place: profile.place_name(&key.place),
        onset: key.onset,
        ended: (last.what != StepKind::InForce).then_some((last.what, last.on)),
        reason: last.reason(lang).to_owned(),
        record: None,
    })
}

/// The price around a warning.
fn chart(granary: &Granary, profile: &Profile, entry: &LedgerEntry, on: NaiveDate, lang: Lang) -> Option<Chart> {
    let key = &entry.key;
    let city = granary.city(&CityKey {
        commodity: key.commodity.clone(),
        region: key.place.region(),
        level: key.price_level,
        source: key.source.clone(),
        frequency: Frequency::Daily,
    })?;
    let commodity = profile.commodity(&key.commodity)?;
    let (first, last) = (city.price().day.first().copied()?, city.last_day()?);
    let end = entry.last().filter(|step| step.what != StepKind::InForce).map(|step| day::of(step.on));
    let from = (day::of(key.onset) - DAYS_BEFORE).max(first);
    let to = end.map_or(last, |end| (end + DAYS_AFTER).min(last));
    let surges: Vec<&Surge> = city
        .surges(profile)
        .iter()
        .filter(|surge| surge.confirmed.is_some() && surge.onset <= to && surge.end.is_none_or(|end| end >= from))
        .collect();
    (from < to).then(|| trend::trend(city, profile, commodity, &surges, (from, to), is_judged(city, on), lang))
}
