//! `/api/v1/batches`: the history of batches for everybody, without names of
//! people; uploading and withdrawing for officers' scripts.

use super::AppState;
use super::api::paging::{self, Page, limit, link};
use super::api::schema;
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
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, Utc};
use lumbung_data::model::office::BatchRow;
use lumbung_data::model::{FileReport, IngestReport, PlaceCode, PriceLevel};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// Batches, the latest first.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Batches {
    /// The batches.
    batches: Vec<Shown>,
}

/// A batch as everybody may see it.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Batch)]
struct Shown {
    /// The version that it made.
    version: i64,
    /// The name of its file, or the address that was fetched.
    file: String,
    /// The format that was recognised.
    format: String,
    /// The SHA-256 of its bytes, in hexadecimal.
    sha256: String,
    /// Its size.
    bytes: u64,
    /// When it was stored.
    ingested_at: DateTime<Utc>,
    /// Rows read: the sum of the following six.
    read: u64,
    /// Observations that were new.
    accepted: u64,
    /// Observations that were known already.
    unchanged: u64,
    /// Observations that changed.
    revised: u64,
    /// Observations in doubt.
    suspect: u64,
    /// Marks that nothing was reported.
    missing: u64,
    /// Rows that were refused.
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

#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct ListParams {
    /// Batches before this version, as the Link header of the page before has it.
    #[param(inline, value_type = Option<schema::Number>)]
    before: Option<i64>,
    /// Rows of an answer, 100 if left out.
    #[param(inline, value_type = Option<schema::Limit>)]
    limit: Option<i64>,
    /// The language of errors.
    #[serde(rename = "lang")]
    #[param(inline, value_type = Option<schema::Language>)]
    _lang: Option<String>,
}

/// Batches
///
/// The files and fetches that made the data, the latest first.
#[utoipa::path(
    get,
    path = "/api/v1/batches",
    tag = "history",
    params(ListParams),
    responses(
        (status = 200, description = "A page of batches", body = Batches),
        (status = 400, description = "The query is not understood", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(super) async fn list(
    State(state): State<AppState>,
    asking: Asking,
    params: Result<Query<ListParams>, QueryRejection>,
) -> Result<Response, Response> {
    let Query(ListParams { before, limit: asked, .. }) =
        params.map_err(|error| Problem::from(error).into_response())?;
    let limit = limit(asked).map_err(IntoResponse::into_response)?;
    let before = paging::before(before).map_err(IntoResponse::into_response)?;
    let rows = state.live.store.book.batches(before, i64::try_from(limit + 1).unwrap_or(i64::MAX)).await;
    let rows = rows.map_err(|error| Refusal::failed(&error).into_response())?;
    let signed_in = asking.person.is_some();
    let page = Page::before(rows, limit, |row| row.version).map(|row| Shown::of(row, signed_in));
    let mut response = Json(Batches { batches: page.rows }).into_response();
    if let Some(link) = page.next.and_then(|next| link(&asking.uri, &next)) {
        response.headers_mut().insert(header::LINK, link);
    }
    Ok(response)
}

#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct UploadParams {
    /// Checks the file and stores nothing.
    #[serde(default)]
    dry_run: bool,
    /// Where its prices are of, if it does not say so.
    #[param(inline, value_type = Option<schema::Place>)]
    place: Option<String>,
    /// Their price level, if it does not say so; retail if left out.
    #[param(inline, value_type = Option<schema::Level>)]
    level: Option<String>,
    /// The language of the reasons, English if left out.
    #[serde(rename = "lang")]
    #[param(inline, value_type = Option<schema::Language>)]
    _lang: Option<String>,
}

/// What is sent.
#[derive(Debug, ToSchema)]
#[expect(dead_code, reason = "it is read as it arrives; this describes it")]
pub(super) struct UploadForm {
    /// The file.
    #[schema(value_type = String, format = Binary)]
    berkas: Vec<u8>,
}

/// What became of files: the report of `lumbung ingest --json`.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Report {
    /// One entry a file.
    files: Vec<FileOutcome>,
    /// The data version afterwards.
    version: i64,
}

/// What became of a file's rows; the six kinds add up to `read`.
#[derive(Debug, Serialize, ToSchema)]
struct FileOutcome {
    /// The name of the file.
    file: String,
    /// The format that was recognised; `unknown` where none was.
    format: String,
    /// Data rows.
    read: u64,
    /// Observations that were new.
    accepted: u64,
    /// Observations that were known already.
    unchanged: u64,
    /// Observations that changed.
    revised: u64,
    /// Observations in doubt.
    suspect: u64,
    /// Marks that nothing was reported.
    missing: u64,
    /// Rows that were refused.
    rejected: u64,
    /// Why rows were refused or doubted, and what is wrong with the whole file.
    reasons: Vec<RowOutcome>,
}

/// Why a row was refused or doubted.
#[derive(Debug, Serialize, ToSchema)]
struct RowOutcome {
    /// The line of the file, its header being line 1.
    row: u64,
    /// The column's name, empty where the whole row is meant.
    column: String,
    /// What stood there, cut to a readable length.
    value: String,
    /// What is wrong with it, and what to do.
    reason: String,
}

/// How a script sends a file.
const SENT_AS: &str = "send the file as the field `berkas` of a multipart form: curl -F berkas=@harga.csv …";

/// Upload a file
///
/// Stores a file, the field `berkas` of a form, and answers with the report of
/// `lumbung ingest --json`.
#[utoipa::path(
    post,
    path = "/api/v1/batches",
    tag = "history",
    params(UploadParams),
    request_body(content = UploadForm, content_type = "multipart/form-data"),
    responses(
        (status = 200, description = "What became of its rows", body = Report),
        (status = 400, description = "The request is not understood", body = Problem, content_type = "application/problem+json"),
        (status = 401, description = "A token is needed", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "The token does not reach", body = Problem, content_type = "application/problem+json"),
        (status = 413, description = "The file is too large", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "Not one row could be read", body = Report),
    ),
    security(("token" = []))
)]
pub(super) async fn upload(
    State(state): State<AppState>,
    asking: Asking,
    params: Result<Query<UploadParams>, QueryRejection>,
    form: Result<Arriving, Refusal>,
) -> Result<Response, Response> {
    let bad = |detail: String| Problem::bad_request(detail).into_response();
    let Query(params) = params.map_err(|error| Problem::from(error).into_response())?;
    let place = params.place.as_deref().map(PlaceCode::parse).transpose().map_err(|error| bad(error.to_string()))?;
    let level = params.level.as_deref().map(PriceLevel::parse).transpose().map_err(|error| bad(error.to_string()))?;
    let form = form.map_err(|_| bad(SENT_AS.to_owned()))?;
    let Incoming { name, taken } = incoming::file(&state, form).await.map_err(|error| match error {
        UploadError::TooLarge(_) => Refusal::TooLarge.into_response(),
        UploadError::Empty => bad("the field `berkas` holds no file, or an empty one".to_owned()),
        UploadError::Broken(_) => bad(format!("the form ends early or is malformed; {SENT_AS}")),
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

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Why {
    /// Why, for the audit log.
    #[schema(min_length = 1, max_length = 200, pattern = "\\S")]
    reason: String,
}

/// The version that a withdrawal made.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Withdrawn {
    /// Its number.
    version: i64,
}

/// Withdraw a batch
///
/// Takes back what a batch set: every observation goes to the latest batch that still
/// counts.
#[utoipa::path(
    post,
    path = "/api/v1/batches/{version}/withdraw",
    tag = "history",
    params(("version" = i64, Path, description = "The version that the batch made")),
    request_body = Why,
    responses(
        (status = 200, description = "It is withdrawn", body = Withdrawn),
        (status = 400, description = "The reason is missing", body = Problem, content_type = "application/problem+json"),
        (status = 401, description = "A token is needed", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "The token does not reach", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "The version is no number", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "No such batch is in force", body = Problem, content_type = "application/problem+json"),
    ),
    security(("token" = []))
)]
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
        Some(version) => Ok(Json(Withdrawn { version }).into_response()),
        None => Err(Problem {
            status: 409,
            title: "No such batch in force",
            detail: format!("Version {version} was made by no batch, or its batch was withdrawn already."),
        }
        .into_response()),
    }
}
