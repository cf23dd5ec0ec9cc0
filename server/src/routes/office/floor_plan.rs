//! `/catat/rencana`: who walks which market, what came in, and what is missing.

use super::{Answer, show};
use crate::book::FloorEntry;
use crate::floor::in_force;
use crate::routes::AppState;
use crate::routes::asking::Asking;
use crate::routes::fields::Fields;
use crate::routes::refusal::Refusal;
use crate::wib;
use axum::extract::State;
use axum::response::IntoResponse;
use chrono::NaiveDate;
use lumbung_data::model::office::{Done, FloorWalk, FloorWalks, OfficePage};

/// How many days the page looks back, and ahead to the next plan.
const DAYS: (usize, u64) = (15, 7);

/// The plan of a day.
pub(in crate::routes) async fn page(State(state): State<AppState>, asking: Asking) -> Answer {
    let (profile, book) = (&state.live.profile, &state.live.store.book);
    let plan = &profile.floor;
    let today = wib::local(state.now()).date_naive();
    let ahead = today.checked_add_days(chrono::Days::new(DAYS.1)).unwrap_or(today);
    let days: Vec<NaiveDate> = ahead.iter_days().rev().take(DAYS.0 + 7).collect();
    let asked = asking.value("hari").and_then(|day| day.parse().ok());
    let day = asked.filter(|day| days.contains(day)).unwrap_or(today);
    let entries = in_force(book.entries_on(day, None).await?);
    let walks = book.walks(day).await?;
    let rows = plan.markets.iter().map(|market| {
        let own: Vec<&FloorEntry> = entries.iter().filter(|entry| entry.market == *market).collect();
        let missing = plan.order.iter().filter(|id| own.iter().all(|entry| entry.commodity != **id));
        let names = missing.filter_map(|id| Some(profile.commodity(id)?.name(asking.lang).to_owned()));
        FloorWalk {
            market: market.clone(),
            name: profile.place_name(market),
            person: walks.iter().find(|walk| walk.market == market.as_str()).map(|walk| walk.person),
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
        is_survey_day: plan.is_survey_day(day) && !profile.days_off.contains(&day),
        remind_at: state.settings.mail.as_ref().map(|_| plan.remind_at.format("%H.%M").to_string()),
        asked: plan.order.len(),
        rows,
        people: people.map(|person| (person.id, person.full_name)).collect(),
    };
    show(&state, &asking, OfficePage::FloorWalks(Box::new(page))).await
}

/// Keeps who walks where from a day on, as far as it changed.
pub(in crate::routes) async fn assign(State(state): State<AppState>, asking: Asking, fields: Fields) -> Answer {
    let (profile, book) = (&state.live.profile, &state.live.store.book);
    let day: NaiveDate = fields.trimmed("hari").parse().map_err(|_| Refusal::BadForm)?;
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
    Ok(asking.on_to(&format!("/catat/rencana?hari={day}"), Some(Done::WalksKept)).into_response())
}
