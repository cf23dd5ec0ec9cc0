//! What a phone from the market floor sends by itself: entries that it kept, and their pictures.

use super::Answer as Page;
use super::floor::today;
use crate::book::Kept;
use crate::floor::{self, Fault, Sent};
use crate::routes::AppState;
use crate::routes::asking::Asking;
use crate::routes::part::Part;
use crate::routes::refusal::Refusal;
use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::extract::rejection::{BytesRejection, JsonRejection};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::HashMap;

/// The most entries that are taken at a time.
const MOST_ENTRIES: usize = 100;

/// Entries that a phone kept.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::routes) struct Packet {
    /// Each is read by itself, so that one which cannot be keeps no other from being kept.
    entries: Vec<Value>,
}

/// What became of them, in their order.
#[derive(Debug, Serialize)]
struct Receipt {
    now: DateTime<Utc>,
    person: i64,
    results: Vec<Told>,
}

#[derive(Debug, Serialize)]
#[serde(tag = "result", rename_all = "kebab-case")]
enum Told {
    /// It is in the book, now or before.
    Kept { id: String },
    /// It was noted under another account, and stays on the phone.
    OtherPerson { id: String },
    /// It cannot be kept as it is.
    Refused { id: String, reason: String },
}

/// Takes entries from a phone. Each is kept once, however often it comes.
pub(in crate::routes) async fn receive(
    State(state): State<AppState>,
    asking: Asking,
    packet: Result<Json<Packet>, JsonRejection>,
) -> Page {
    let Ok(Json(Packet { entries })) = packet else { return Err(Refusal::BadForm) };
    if entries.len() > MOST_ENTRIES {
        return Err(Refusal::TooLarge);
    }
    let (person, now, today) = (asking.person()?, state.now(), today(&state));
    let (person, who) = (person.id, (person.id, person.role));
    let ids: Vec<String> =
        entries.iter().map(|entry| entry.get("id").and_then(Value::as_str).unwrap_or_default().to_owned()).collect();
    let mut faults: HashMap<usize, Fault> = HashMap::new();
    let (mut places, mut fitting) = (Vec::new(), Vec::new());
    for (place, sent) in entries.into_iter().enumerate() {
        let sent: Result<Sent, Fault> = serde_json::from_value(sent).map_err(|_| Fault::Form);
        match sent.and_then(|sent| floor::check(sent, &state.live.profile, who, today)) {
            Ok(entry) => {
                places.push(place);
                fitting.push(entry);
            }
            Err(fault) => drop(faults.insert(place, fault)),
        }
    }
    if !fitting.is_empty() {
        let book = &state.live.store.book;
        let kept = state.desk.hand_in(book, fitting, now).await.map_err(|error| Refusal::failed(&error))?;
        let taken = places.into_iter().zip(kept).filter(|(_, kept)| *kept == Kept::Taken);
        faults.extend(taken.map(|(place, _)| (place, Fault::Id)));
    }
    let told = |(place, id)| match faults.get(&place) {
        None => Told::Kept { id },
        Some(Fault::OtherPerson) => Told::OtherPerson { id },
        Some(fault) => Told::Refused { id, reason: fault.text(asking.lang) },
    };
    let results = ids.into_iter().enumerate().map(told).collect();
    Ok(Json(Receipt { now, person, results }).into_response())
}

/// The server's time, and who is signed in: by these a phone knows whether it can send.
#[derive(Debug, Serialize)]
struct Standing {
    now: DateTime<Utc>,
    person: i64,
}

/// What a phone asks when it has signal again.
pub(in crate::routes) async fn standing(State(state): State<AppState>, asking: Asking) -> Page {
    Ok(Json(Standing { now: state.now(), person: asking.person()?.id }).into_response())
}

/// Takes the picture of an entry, without what the camera wrote beside it.
pub(in crate::routes) async fn take_photo(
    State(state): State<AppState>,
    asking: Asking,
    Part(id): Part<String>,
    jpeg: Result<Bytes, BytesRejection>,
) -> Page {
    let jpeg = jpeg.map_err(|_| Refusal::TooLarge)?;
    if jpeg.len() > floor::MOST_BYTES {
        return Err(Refusal::TooLarge);
    }
    let clean = floor::without_metadata(&jpeg).ok_or(Refusal::BadForm)?;
    let (book, person) = (&state.live.store.book, asking.person()?.id);
    if !book.keep_photo(&id.to_ascii_lowercase(), person, &clean, state.now()).await? {
        return Err(Refusal::NotFound);
    }
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// The picture of an entry, for those who are signed in.
pub(in crate::routes) async fn photo(State(state): State<AppState>, Part(id): Part<String>) -> Page {
    let jpeg = state.live.store.book.photo(&id.to_ascii_lowercase()).await?.ok_or(Refusal::NotFound)?;
    let mut response: Response = jpeg.into_response();
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("image/jpeg"));
    Ok(response)
}
