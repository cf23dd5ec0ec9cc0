//! `/catat/rencana`: who walks which market, what came in, what is missing, and what was noted.

use super::floor::today;
use super::{Answer, show};
use crate::book::{FloorEntry, NotedEntry, Reminded};
use crate::floor::{in_force, remind};
use crate::routes::AppState;
use crate::routes::asking::Asking;
use crate::routes::fields::Fields;
use crate::routes::part::Part;
use crate::routes::refusal::Refusal;
use axum::extract::State;
use axum::response::IntoResponse;
use chrono::NaiveDate;
use lumbung_data::model::PlaceCode;
use lumbung_data::model::office::{Done, FloorNote, FloorNotes, FloorReminder, FloorWalk, FloorWalks, OfficePage};
use std::collections::BTreeSet;

/// How many days the page looks back, and ahead to the next plan.
const DAYS: (usize, u64) = (15, 7);

/// The plan of a day.
pub(in crate::routes) async fn page(State(state): State<AppState>, asking: Asking) -> Answer {
    let (profile, book) = (&state.live.profile, &state.live.store.book);
    let plan = &profile.floor;
    let today = today(&state);
    let ahead = today.checked_add_days(chrono::Days::new(DAYS.1)).unwrap_or(today);
    let days = ahead.iter_days().rev().take(DAYS.0 + 7);
    let days: Vec<NaiveDate> = days.filter(|day| *day == today || profile.is_walked_on(*day)).collect();
    let asked = asking.value("hari").and_then(|day| day.parse().ok());
    let day = asked.filter(|day| days.contains(day)).unwrap_or(today);
    let entries = in_force(book.entries_on(day, None).await?);
    let walks = book.walks(day).await?;
    let reminded = book.reminded(&remind::keys(day)).await?;
    let may_remind = day == today && state.settings.mail.is_some();
    let rows = plan.markets.iter().map(|market| {
        let own: Vec<&FloorEntry> = entries.iter().filter(|entry| entry.market == *market).collect();
        let missing = plan.order.iter().filter(|id| own.iter().all(|entry| entry.commodity != **id));
        let names = missing.filter_map(|id| Some(profile.commodity(id)?.name(asking.lang).to_owned()));
        let walk = walks.iter().find(|walk| walk.market == market.as_str());
        FloorWalk {
            market: market.clone(),
            name: profile.place_name(market),
            person: walk.map(|walk| walk.person),
            reminder: match walk.and_then(|walk| reminded.get(&remind::key(day, walk))) {
                Some(Reminded::Waiting(since)) => FloorReminder::Waiting(*since),
                Some(Reminded::Sent(at)) => FloorReminder::Sent(*at),
                Some(Reminded::GivenUp(reason)) => FloorReminder::Failed(reason.clone()),
                None if may_remind && own.is_empty() => match walk.map(|walk| &walk.email) {
                    Some(Some(_)) => FloorReminder::Possible,
                    Some(None) => FloorReminder::NoAddress,
                    None => FloorReminder::Unneeded,
                },
                None => FloorReminder::Unneeded,
            },
            came: own.len(),
            missing: names.collect(),
            last: own.iter().map(|entry| entry.received).max(),
        }
    });
    let rows = rows.collect();
    let people = book.people().await?.into_iter().filter(|person| person.disabled.is_none());
    let page = FloorWalks {
        day,
        days,
        is_survey_day: profile.is_walked_on(day),
        today,
        remind_at: state.settings.mail.as_ref().map(|_| plan.remind_at.format("%H.%M").to_string()),
        asked: plan.order.len(),
        rows,
        people: people.map(|person| (person.id, person.full_name)).collect(),
    };
    show(&state, &asking, OfficePage::FloorWalks(Box::new(page))).await
}

/// Keeps who walks where from a day on, as far as it changed.
pub(in crate::routes) async fn assign(State(state): State<AppState>, asking: Asking, fields: Fields) -> Answer {
    let day = keep(&state, &asking, &fields).await?;
    Ok(asking.on_to(&format!("/catat/rencana?hari={day}"), Some(Done::WalksKept)).into_response())
}

async fn keep(state: &AppState, asking: &Asking, fields: &Fields) -> Result<NaiveDate, Refusal> {
    let (profile, book) = (&state.live.profile, &state.live.store.book);
    let day: NaiveDate = fields.trimmed("hari").parse().map_err(|_| Refusal::BadForm)?;
    // What was planned for a day that is over stays.
    if day < today(state) {
        return Err(Refusal::BadForm);
    }
    let walks = book.walks(day).await?;
    for market in &profile.floor.markets {
        let name = format!("petugas.{market}");
        if fields.all(&name).next().is_none() {
            continue;
        }
        let person = match fields.trimmed(&name) {
            "" => None,
            text => Some(text.parse().map_err(|_| Refusal::BadForm)?),
        };
        let before = walks.iter().find(|walk| walk.market == market.as_str()).map(|walk| walk.person);
        if person != before && !book.assign_walk(&asking.who(), state.now(), market, day, person).await? {
            return Err(Refusal::NotFound);
        }
    }
    Ok(day)
}

/// Reminds whoever walks a market today, before the hour at which everybody is; where something
/// came in meanwhile, or it was done before, nothing more is sent. What was chosen in the plan
/// beside the button is kept first.
pub(in crate::routes) async fn remind(State(state): State<AppState>, asking: Asking, fields: Fields) -> Answer {
    if state.settings.mail.is_none() {
        return Err(Refusal::NotFound);
    }
    let today = keep(&state, &asking, &fields).await?;
    let missing = remind::missing(&state.live, today).await?;
    let of_market = missing.iter().filter(|walk| walk.market == fields.trimmed("ingatkan"));
    let reminders: Vec<_> =
        of_market.map(|walk| (walk.person, remind::reminder(&state.live.profile, walk, today))).collect();
    let new = state.live.store.book.put_reminders(&reminders, state.now()).await?;
    Ok(asking.on_to("/catat/rencana", (new > 0).then_some(Done::Reminded)).into_response())
}

/// All that was noted at a market on a day.
pub(in crate::routes) async fn notes(
    State(state): State<AppState>,
    asking: Asking,
    Part((region, market)): Part<(String, String)>,
) -> Answer {
    let profile = &state.live.profile;
    let market = PlaceCode::parse(&format!("{region}/{market}")).map_err(|_| Refusal::NotFound)?;
    if !profile.floor.markets.contains(&market) {
        return Err(Refusal::NotFound);
    }
    let today = today(&state);
    let day = asking.value("hari").and_then(|day| day.parse().ok()).unwrap_or(today);
    let noted = state.live.store.book.notes_on(day, &market).await?;
    let in_force = in_force(noted.iter().map(|noted| noted.entry.clone()).collect());
    let in_force: BTreeSet<i64> = in_force.into_iter().map(|entry| entry.number).collect();
    let order = |noted: &NotedEntry| profile.floor.order.iter().position(|id| *id == noted.entry.commodity);
    let mut noted = noted;
    noted.sort_by_key(|noted| order(noted).unwrap_or(usize::MAX));
    let row = |NotedEntry { entry, by, cause, note, made, has_photo }: NotedEntry| FloorNote {
        commodity: profile
            .commodity(&entry.commodity)
            .map_or_else(|| entry.commodity.to_string(), |commodity| commodity.name(asking.lang).to_owned()),
        counts: in_force.contains(&entry.number),
        answer: entry.answer,
        stalls: entry.stalls,
        unit: entry.unit,
        received: entry.received,
        id: entry.id,
        cause,
        note,
        has_photo,
        by,
        made,
    };
    let page =
        FloorNotes { name: profile.place_name(&market), market, day, rows: noted.into_iter().map(row).collect() };
    show(&state, &asking, OfficePage::FloorNotes(page)).await
}
