//! The list of warnings, and the story of each.

use super::{standing, trend};
use crate::live::Live;
use crate::supply;
use chrono::{Days, NaiveDate};
use lumbung_data::granary::Granary;
use lumbung_data::model::chart::{Chart, View};
use lumbung_data::model::ledger::{LedgerEntry, LedgerPage, LedgerRow, StepKind, StoryPage, WarningKey};
use lumbung_data::model::{CityKey, Evidence, Frequency, Lang, Warning, WarningKind, day, rupiah};
use lumbung_data::profile::Profile;
use lumbung_data::watch::BASELINE_DAYS;

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
    let agreements = live.agreements();
    let known = supply::Known { granary: &granary, profile, agreements: &agreements.1, on, today };
    let supply = if entry.key.place == profile.code { known.lines(&entry.key.commodity) } else { Vec::new() };
    Some(StoryPage { standing, row, steps: entry.steps.clone(), chart, supply })
}

fn in_force(id: Option<i64>, warning: Warning) -> LedgerRow {
    LedgerRow {
        id,
        kind: warning.kind,
        level: warning.level,
        commodity: warning.commodity,
        name: warning.commodity_name,
        at: warning.place,
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
        at: key.place.clone(),
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
    let (first, last) = (city.price().day.first().copied()?, city.last_day()?);
    let end = entry.last().filter(|step| step.what != StepKind::InForce).map(|step| day::of(step.on));
    let from = (day::of(key.onset) - DAYS_BEFORE).max(first);
    let to = end.map_or(last, |end| (end + DAYS_AFTER).min(last));
    let view = View::default();
    let asked = trend::Asked { granary, profile, on: day::of(on), view: &view, lang };
    let levels = levels(entry, from, lang);
    if from < to { trend::story(&asked, city, (from, to), levels) } else { None }
}

/// What a price was judged by, as it was last told: the median before the onset and the
/// threshold over it, both to the edge of the chart.
fn levels(entry: &LedgerEntry, from: i32, lang: Lang) -> Vec<(i32, i32, f64, String)> {
    let onset = day::of(entry.key.onset);
    let told = entry.last().filter(|_| matches!(entry.key.kind, WarningKind::Surge | WarningKind::Early));
    let Some(Evidence { baseline, theta, .. }) = told.map(|step| &step.evidence) else { return Vec::new() };
    let level = |since: i32, price: f64, name: &str| {
        (since.max(from), i32::MAX, price, format!("{name} {}", rupiah(price, lang)))
    };
    vec![
        level(onset - BASELINE_DAYS, *baseline, lang.pick("median 4 pekan", "4-week median")),
        level(onset, baseline * (1.0 + theta), lang.pick("ambang lonjakan", "surge threshold")),
    ]
}
