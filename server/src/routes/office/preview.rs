//! `/unggah/{id}`: what a file would change, and the decision to store it or
//! throw it away. The form that maps its columns is `mapping`'s matter.

use super::mapping;
use super::uploads::uploads;
use super::{Answer, render, show, show_again, trouble};
use crate::book::Waiting;
use crate::ingest::{self, Looked, Settings};
use crate::routes::AppState;
use crate::routes::asking::Asking;
use crate::routes::csv::Csv;
use crate::routes::fields::Fields;
use crate::routes::incoming;
use crate::routes::part::Part;
use crate::routes::refusal::Refusal;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use lumbung_data::model::office::{Done, Draft, Field, OfficePage, Preview, What};
use lumbung_data::model::{PlaceCode, PriceLevel};
use lumbung_data::profile::Profile;
use lumbung_data::source::{Mapping, UNKNOWN};
use std::sync::Arc;

/// The own upload of that number.
pub(super) async fn own(state: &AppState, asking: &Asking, id: &str) -> Result<Waiting, Refusal> {
    let found = state.live.store.book.waiting(asking.person()?.id, id, state.now()).await;
    found?.ok_or(Refusal::NotFound)
}

/// Reads it against what is known now: somebody may have stored something
/// since it came.
async fn look(state: &AppState, asking: &Asking, upload: &Waiting) -> Result<Looked, Refusal> {
    let path = state.uploads.path(&upload.id).ok_or(Refusal::NotFound)?;
    let settings = settings(state, asking, upload).await?;
    Ok(ingest::look(state.live.granary(), path, upload.file.clone(), settings).await?)
}

/// How it is read: by its own mapping first, where it has one.
async fn settings(state: &AppState, asking: &Asking, upload: &Waiting) -> Result<Arc<Settings>, Refusal> {
    let settings = incoming::settings(state, asking, upload.place.clone(), upload.level).await?;
    Ok(match upload.mapping.as_ref().and_then(|text| Mapping::parse(&upload.file, text).ok()) {
        Some(mapping) => settings.mapped_by(mapping),
        None => settings,
    })
}

/// The page.
pub(in crate::routes) async fn page(State(state): State<AppState>, asking: Asking, Part(id): Part<String>) -> Answer {
    match own(&state, &asking, &id).await {
        Ok(upload) => {
            let preview = preview(&state, &asking, &upload, None).await?;
            show(&state, &asking, preview).await
        }
        // Whoever goes back after deciding finds the history.
        Err(Refusal::NotFound) => {
            let uploads = OfficePage::Uploads(uploads(&state, &asking).await?);
            render(&state, &asking, StatusCode::NOT_FOUND, vec![trouble(Field::Form, What::UploadGone)], uploads).await
        }
        Err(refusal) => Err(refusal),
    }
}

/// What the page shows; `draft` are the answers of a form that is refused.
pub(super) async fn preview(
    state: &AppState,
    asking: &Asking,
    upload: &Waiting,
    draft: Option<Draft>,
) -> Result<OfficePage, Refusal> {
    let Looked { report, sha256, bytes, asks, mapping: read_by } = look(state, asking, upload).await?;
    let same_as = state.live.store.book.batch_of_bytes(&sha256).await?;
    let is_unknown = report.format == UNKNOWN;
    let mapping =
        if is_unknown || upload.mapping.is_some() { mapping::form(state, asking, upload, draft).await? } else { None };
    Ok(OfficePage::Preview(Box::new(Preview {
        id: upload.id.clone(),
        format: report.format.clone(),
        sha256,
        bytes,
        place: asks.place.then(|| upload.place.clone()),
        level: asks.level.then_some(upload.level),
        places: places(&state.live.profile),
        mapping,
        read_by,
        same_as,
        expires: upload.expires,
        report,
    })))
}

/// The places to choose from: the city, the markets, the supplying regions.
pub(super) fn places(profile: &Profile) -> Vec<(PlaceCode, String)> {
    let markets = profile.markets.iter().map(|market| (market.code.clone(), market.name.clone()));
    let suppliers = profile.supplies.iter().map(|supply| (supply.region.clone(), supply.name.clone()));
    [(profile.code.clone(), profile.name.clone())].into_iter().chain(markets).chain(suppliers).collect()
}

/// Every reason as a file.
pub(in crate::routes) async fn reasons(
    State(state): State<AppState>,
    asking: Asking,
    Part(id): Part<String>,
) -> Answer {
    let upload = own(&state, &asking, &id).await?;
    let mut csv = Csv::new(&["row", "column", "value", "reason"]);
    for refusal in look(&state, &asking, &upload).await?.report.reasons {
        csv.row(&[&refusal.row.to_string(), &refusal.column, &refusal.value, &refusal.reason]);
    }
    Ok(csv.answer("alasan.csv"))
}

/// Says what the file does not.
pub(in crate::routes) async fn read_again(
    State(state): State<AppState>,
    asking: Asking,
    Part(id): Part<String>,
    fields: Fields,
) -> Answer {
    let upload = own(&state, &asking, &id).await?;
    let place = match fields.trimmed("wilayah") {
        "" => None,
        text => {
            let Ok(place) = PlaceCode::parse(text) else {
                let preview = preview(&state, &asking, &upload, None).await?;
                return show_again(&state, &asking, vec![trouble(Field::Place, What::UnknownPlace)], preview).await;
            };
            Some(place)
        }
    };
    let level = PriceLevel::parse(fields.get("tingkat")).ok().unwrap_or(upload.level);
    state.live.store.book.set_waiting(&asking.who(), state.now(), &upload, place.as_ref(), level).await?;
    Ok(asking.on_to(&format!("/unggah/{id}"), None).into_response())
}

/// Stores it as a new version, and keeps its mapping. The file is read once
/// more, under the lock.
pub(in crate::routes) async fn store(State(state): State<AppState>, asking: Asking, Part(id): Part<String>) -> Answer {
    let upload = own(&state, &asking, &id).await?;
    let path = state.uploads.path(&upload.id).ok_or(Refusal::NotFound)?;
    let settings = settings(&state, &asking, &upload).await?;
    if let Some(what) = mapping::keep(&state, &asking, &upload).await? {
        let preview = preview(&state, &asking, &upload, None).await?;
        return show_again(&state, &asking, vec![what], preview).await;
    }
    let before = state.live.granary();
    let stored = ingest::one(&state.live.store, before, path, upload.file.clone(), settings).await;
    let (report, known) = match stored {
        Ok(stored) => stored,
        // Somebody clicked twice: it is stored already.
        Err(_) if own(&state, &asking, &id).await == Err(Refusal::NotFound) => {
            return Ok(asking.on_to("/unggah", None).into_response());
        }
        Err(error) => return Err(error.into()),
    };
    state.live.store.book.forget_waiting(&upload.id).await?;
    state.uploads.remove(&upload.id).await;
    state.live.catch_up().await?;
    if report.accepted + report.revised + report.suspect + report.missing == 0 {
        return Ok(asking.on_to("/unggah", Some(Done::NothingNew)).into_response());
    }
    let version = known.version();
    let batch = state.live.store.book.batch(version).await?;
    // Rows that only repeat "not reported" make no version either.
    match batch.filter(|batch| batch.sha256 == upload.sha256) {
        Some(batch) => {
            Ok(asking.on_to(&format!("/unggah/versi/{}", batch.version), Some(Done::Stored)).into_response())
        }
        None => Ok(asking.on_to("/unggah", Some(Done::NothingNew)).into_response()),
    }
}

/// Throws it away.
pub(in crate::routes) async fn discard(
    State(state): State<AppState>,
    asking: Asking,
    Part(id): Part<String>,
) -> Answer {
    let upload = own(&state, &asking, &id).await?;
    state.live.store.book.discard_waiting(&asking.who(), state.now(), &upload).await?;
    state.uploads.remove(&upload.id).await;
    Ok(asking.on_to("/unggah", Some(Done::Discarded)).into_response())
}
