//! `/api/v1/batches`: the history of batches for everybody, without names of
//! people; uploading and withdrawing for officers' scripts.

use super::AppState;
use super::asking::Asking;
use super::incoming::{self, Arriving, Incoming};
use super::office::LONGEST;
use super::office::batch::take_back;
use super::part::Part;
use super::problem::Problem;
use super::refusal::Refusal;
use crate::ingest;
use crate::upload::UploadError;
use axum::Json;
use axum::extract::rejection::{JsonRejection, QueryRejection};
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, Utc};
use lumbung_data::model::office::BatchRow;
use lumbung_data::model::{FileReport, IngestReport, PlaceCode, PriceLevel};
use serde::{Deserialize, Serialize};

/// Batches an answer.
const MOST: i64 = 100;

/// A batch as everybody may see it.
#[derive(Debug, Serialize)]
struct Shown {
    version: i64,
    file: String,
    format: String,
    sha256: String,
    bytes: u64,
    ingested_at: DateTime<Utc>,
    read: u64,
    accepted: u64,
    unchanged: u64,
    revised: u64,
    suspect: u64,
    missing: u64,
    rejected: u64,
    /// The version that took it back.
    withdrawn_by_version: Option<i64>,
    /// Who brought it; for signed-in people only.
    #[serde(skip_serializing_if = "Option::is_none")]
    actor: Option<String>,
}

impl Shown {
    fn of(row: BatchRow, with_actor: bool) -> Self {
        let FileReport { read, accepted, unchanged, revised, suspect, missing, rejected, .. } = row.report;
        Self {
            version: row.version,
            file: row.file,
            format: row.format,
            sha256: row.sha256,
            bytes: row.bytes,
            ingested_at: row.at,
            read,
            accepted,
            unchanged,
            revised,
            suspect,
            missing,
            rejected,
            withdrawn_by_version: row.withdrawn.map(|withdrawal| withdrawal.version),
            actor: with_actor.then_some(row.actor),
        }
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ListParams {
    before: Option<i64>,
    /// Read where the language is found.
    #[serde(rename = "lang")]
    _lang: Option<String>,
}

/// The history, the latest first.
pub(super) async fn list(
    State(state): State<AppState>,
    asking: Asking,
    params: Result<Query<ListParams>, QueryRejection>,
) -> Result<Response, Response> {
    let Query(ListParams { before, .. }) =
        params.map_err(|error| Problem::bad_request(error.body_text()).into_response())?;
    let rows = state.live.store.book.batches(before, MOST).await;
    let rows = rows.map_err(|error| Refusal::failed(&error).into_response())?;
    let signed_in = asking.person.is_some();
    let shown: Vec<Shown> = rows.into_iter().map(|row| Shown::of(row, signed_in)).collect();
    Ok(Json(serde_json::json!({ "batches": shown })).into_response())
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct UploadParams {
    /// Checks the file and stores nothing.
    #[serde(default)]
    dry_run: bool,
    place: Option<String>,
    level: Option<String>,
    /// Read where the language is found.
    #[serde(rename = "lang")]
    _lang: Option<String>,
}

/// Stores a file, the field `berkas` of a form, and answers with the report of
/// `lumbung ingest --json`.
pub(super) async fn upload(
    State(state): State<AppState>,
    asking: Asking,
    params: Result<Query<UploadParams>, QueryRejection>,
    form: Result<Arriving, Refusal>,
) -> Result<Response, Response> {
    let bad = |detail: String| Problem::bad_request(detail).into_response();
    let Query(params) = params.map_err(|error| bad(error.body_text()))?;
    let place = params.place.as_deref().map(PlaceCode::parse).transpose().map_err(|error| bad(error.to_string()))?;
    let level = params.level.as_deref().map(PriceLevel::parse).transpose().map_err(|error| bad(error.to_string()))?;
    let form = form.map_err(|_| {
        bad("send the file as the field `berkas` of a multipart form: curl -F berkas=@harga.csv …".to_owned())
    })?;
    let Incoming { name, taken } = incoming::file(&state, form).await.map_err(|error| match error {
        UploadError::TooLarge(_) => Refusal::TooLarge.into_response(),
        UploadError::Empty => bad("the field `berkas` holds no file, or an empty one".to_owned()),
        UploadError::Broken(_) => Refusal::BadForm.into_response(),
        UploadError::Disk(error) => Refusal::failed(&error).into_response(),
    })?;
    let settings = incoming::settings(&state, &asking, place, level.unwrap_or(PriceLevel::Retail)).await;
    let settings = settings.map_err(IntoResponse::into_response)?;
    let (known, path) = (state.live.granary(), taken.path().to_owned());
    let report = if params.dry_run {
        let version = known.version();
        let looked = ingest::look(known, path, name, settings).await;
        looked.map(|looked| IngestReport { files: vec![looked.report], version })
    } else {
        let stored = ingest::one(&state.live.store, known, path, name, settings).await;
        stored.map(|(report, known)| IngestReport { files: vec![report], version: known.version() })
    };
    let report = report.map_err(|error| Refusal::failed(&error).into_response())?;
    state.live.catch_up().await.map_err(|error| Refusal::failed(&error).into_response())?;
    let unread = report.files.iter().all(|file| file.read == 0);
    let status = if unread { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    Ok((status, Json(report)).into_response())
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Why {
    reason: String,
}

/// Withdraws a batch.
pub(super) async fn withdraw(
    State(state): State<AppState>,
    asking: Asking,
    Part(version): Part<i64>,
    why: Result<Json<Why>, JsonRejection>,
) -> Result<Response, Response> {
    let why = why.map(|Json(why)| why.reason.trim().to_owned()).ok();
    let Some(reason) = why.filter(|reason| !reason.is_empty() && reason.chars().count() <= LONGEST) else {
        let how = format!("send why as JSON, in at most {LONGEST} characters: {{\"reason\": \"…\"}}");
        return Err(Problem::bad_request(how).into_response());
    };
    let taken = take_back(&state, &asking, version, &reason).await.map_err(IntoResponse::into_response)?;
    match taken {
        Some(version) => Ok(Json(serde_json::json!({ "version": version })).into_response()),
        None => Err(Problem {
            status: 409,
            title: "No such batch in force",
            detail: format!("Version {version} was made by no batch, or its batch was withdrawn already."),
        }
        .into_response()),
    }
}
