//! The list of warnings, and the story of each.

use super::{standing, trend};
use crate::inbox::Inbox;
use crate::live::Live;
use crate::supply;
use crate::wib;
use chrono::{Days, NaiveDate};
use lumbung_data::model::chart::{Chart, View};
use lumbung_data::model::inbox::{Act, ActDesk, ActKind, ActRow, Handled, InboxFilter, Tally, Whose};
use lumbung_data::model::ledger::{LedgerEntry, LedgerPage, LedgerRow, StepKind, StoryPage, WarningKey};
use lumbung_data::model::{
    CityKey, CommodityId, Evidence, Frequency, Lang, Warning, WarningKind, WarningState, day, rupiah,
};
use lumbung_data::profile::Profile;
use lumbung_data::watch::BASELINE_DAYS;
use std::cmp::Reverse;

/// How long a warning that is over is listed, and how many are at most.
const LISTED_DAYS: u64 = 180;
const LISTED: usize = 60;
/// How many days ahead a warning can be silenced.
const LONGEST_SILENCE: u64 = 90;
/// What the chart of a story shows before the onset and after the end.
const DAYS_BEFORE: i32 = 90;
const DAYS_AFTER: i32 = 30;

/// Who reads, when, and in which language.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Asked<'a> {
    /// The account of an officer; none for everybody else.
    pub officer: Option<&'a str>,
    /// The day in western Indonesia.
    pub today: NaiveDate,
    /// The language.
    pub lang: Lang,
}

/// The list of warnings, cut to what is asked for.
pub(crate) fn ledger(live: &Live, filter: InboxFilter, asked: &Asked<'_>) -> LedgerPage {
    let (granary, profile, inbox) = (live.granary(), &live.profile, live.inbox());
    let (today, lang) = (asked.today, asked.lang);
    let standing = standing(&granary, profile, today);
    let on = standing.latest.unwrap_or(today);
    let (city, elsewhere) = granary
        .warnings(profile, on, lang)
        .into_iter()
        .partition::<Vec<Warning>, _>(|warning| warning.place.region() == profile.code);
    let rows = |warnings: Vec<Warning>| -> Vec<LedgerRow> {
        let row = |warning| in_force(warning, &inbox, asked);
        warnings.into_iter().map(row).collect()
    };
    let since = on - Days::new(LISTED_DAYS);
    let mut over: Vec<&LedgerEntry> = inbox
        .ledger
        .iter()
        .filter(|entry| entry.key.place.region() == profile.code && !entry.in_force())
        .filter(|entry| entry.last().is_some_and(|step| step.on >= since))
        .collect();
    over.sort_by_key(|entry| Reverse(entry.last().map(|step| (step.on, entry.id))));
    let over = over.into_iter().filter_map(|entry| ended(entry, profile, &inbox, asked));
    let over: Vec<LedgerRow> = over.filter(|row| is_wanted(row, filter)).take(LISTED).collect();
    let all = rows(city);
    let tally = tally(&all, profile);
    let (silenced, city): (Vec<_>, Vec<_>) =
        all.into_iter().filter(|row| is_wanted(row, filter)).partition(|row| row.handled.silenced.is_some());
    let mut elsewhere = rows(elsewhere);
    elsewhere.retain(|row| is_wanted(row, filter));
    LedgerPage { standing, filter, to_officer: asked.officer.is_some(), tally, city, silenced, elsewhere, over }
}

/// Whether a row is left when a list is cut.
fn is_wanted(row: &LedgerRow, filter: InboxFilter) -> bool {
    let whose = match filter.whose {
        Whose::All => true,
        Whose::Mine => row.handled.is_mine,
        Whose::Unowned => wants_owner(row),
        Whose::Silenced => row.handled.silenced.is_some(),
    };
    whose && filter.kind.is_none_or(|kind| kind == row.kind) && filter.level.is_none_or(|level| level == row.level)
}

/// Whether a warning calls for somebody and has nobody.
fn wants_owner(row: &LedgerRow) -> bool {
    row.ended.is_none() && row.kind.alarms() && row.handled.owner.is_none()
}

fn tally(rows: &[LedgerRow], profile: &Profile) -> Tally {
    let in_state = |state| rows.iter().filter(|row| row.state == state).count();
    let calm = |id: &&CommodityId| !rows.iter().any(|row| row.commodity == **id);
    Tally {
        normal: profile.watched.iter().filter(calm).count(),
        pending: in_state(WarningState::Pending),
        firing: in_state(WarningState::Firing),
        recovering: in_state(WarningState::Recovering),
        no_data: in_state(WarningState::NoData),
        unowned: rows.iter().filter(|row| wants_owner(row)).count(),
        silenced: rows.iter().filter(|row| row.handled.silenced.is_some()).count(),
    }
}

/// How many warnings of the city call for somebody and have nobody.
pub(super) fn unowned(live: &Live, today: NaiveDate) -> usize {
    let inbox = live.inbox();
    let entries = inbox.ledger.iter().filter(|entry| entry.in_force() && entry.key.kind.alarms());
    let own = entries.filter(|entry| entry.key.place.region() == live.profile.code);
    own.filter(|entry| inbox.handling(entry, today).owner.is_none()).count()
}

/// A warning's story; none of a number that was never given.
pub(crate) fn story(live: &Live, id: i64, asked: &Asked<'_>) -> Option<StoryPage> {
    let (granary, profile, inbox) = (live.granary(), &live.profile, live.inbox());
    let (today, lang) = (asked.today, asked.lang);
    let entry = inbox.entry(id)?;
    let standing = standing(&granary, profile, today);
    let on = standing.latest.unwrap_or(today);
    let now = || granary.warnings(profile, on, lang).into_iter().find(|warning| WarningKey::of(warning) == entry.key);
    let row = match entry.in_force().then(now).flatten() {
        Some(warning) => in_force(warning, &inbox, asked),
        None => ended(entry, profile, &inbox, asked)?,
    };
    let acts: Vec<ActRow> = inbox.acts(entry).into_iter().map(|act| told(act, asked)).collect();
    let handling = inbox.handling(entry, today);
    let desk = asked.officer.map(|_| ActDesk {
        colleagues: Vec::new(),
        owner_act: handling.owner_act,
        silence_act: handling.silence_act,
        silence: [today, today + Days::new(LONGEST_SILENCE)],
        entered: None,
    });
    let held = live.interventions();
    let shown =
        trend::Asked { granary: &granary, profile, acts: &held.entries, on: day::of(on), view: &View::default(), lang };
    let chart = chart(&shown, entry, &acts);
    let agreements = live.agreements();
    let known = supply::Known { granary: &granary, profile, agreements: &agreements, on, today };
    let supply = if entry.key.place == profile.code { known.lines(&entry.key.commodity) } else { Vec::new() };
    Some(StoryPage { standing, row, steps: entry.steps.clone(), acts, desk, chart, supply })
}

/// An act, with names for officers only.
fn told(act: &Act, asked: &Asked<'_>) -> ActRow {
    let to_officer = asked.officer.is_some();
    ActRow {
        what: act.what,
        by: act.by.shown(to_officer),
        owner: act.owner.as_ref().filter(|_| act.what == ActKind::Hand).map(|owner| owner.shown(to_officer)),
        until: act.until,
        note: act.note.clone(),
        intervention: act.intervention,
        address: act.address.clone(),
        at: act.at,
    }
}

fn in_force(warning: Warning, inbox: &Inbox, asked: &Asked<'_>) -> LedgerRow {
    let entry = inbox.entry_of(&WarningKey::of(&warning));
    let handled = entry.map(|entry| Handled::of(&inbox.handling(entry, asked.today), asked.officer));
    LedgerRow {
        id: entry.map(|entry| entry.id),
        kind: warning.kind,
        level: warning.level,
        state: warning.state,
        commodity: warning.commodity,
        name: warning.commodity_name,
        at: warning.place,
        place: warning.place_name,
        onset: warning.onset,
        age_days: Some((warning.on - warning.onset).num_days()),
        handled: handled.unwrap_or_default(),
        ended: None,
        reason: warning.reason,
        record: warning.record,
    }
}

/// An entry as it was last written down.
fn ended(entry: &LedgerEntry, profile: &Profile, inbox: &Inbox, asked: &Asked<'_>) -> Option<LedgerRow> {
    let lang = asked.lang;
    let last = entry.last()?;
    let key = &entry.key;
    let name = profile.commodity(&key.commodity).map(|commodity| commodity.name(lang).to_owned());
    Some(LedgerRow {
        id: Some(entry.id),
        kind: key.kind,
        level: entry.gravest()?,
        state: last.state,
        commodity: key.commodity.clone(),
        name: name.unwrap_or_else(|| key.commodity.to_string()),
        at: key.place.clone(),
        place: profile.place_name(&key.place),
        onset: key.onset,
        age_days: None,
        handled: Handled::of(&inbox.handling(entry, asked.today), asked.officer),
        ended: (last.what != StepKind::InForce).then_some((last.what, last.on)),
        reason: last.reason(lang).to_owned(),
        record: None,
    })
}

/// The price around a warning.
fn chart(asked: &trend::Asked<'_>, entry: &LedgerEntry, acts: &[ActRow]) -> Option<Chart> {
    let key = &entry.key;
    let city = asked.granary.city(&CityKey {
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
    let levels = levels(entry, from, asked.lang);
    let handled: Vec<i32> = acts.iter().map(|act| day::of(wib::local(act.at).date_naive())).collect();
    if from < to { trend::story(asked, city, (from, to), levels, handled) } else { None }
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
