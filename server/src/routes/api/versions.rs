//! `/api/v1/versions`: the history of the data, without saying who.

use super::paging::{Page, answer, before, limit};
use super::schema;
use crate::routes::AppState;
use crate::routes::problem::Problem;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, Uri};
use axum::response::Response;
use chrono::{DateTime, NaiveDate, Utc};
use lumbung_data::model::catalogue::{Release, ReleaseChange};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// The query.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(in crate::routes) struct Params {
    /// Versions before this one, as the Link header of the page before has it.
    #[param(inline, value_type = Option<schema::Number>)]
    before: Option<i64>,
    /// Rows of an answer, 100 if left out.
    #[param(inline, value_type = Option<schema::Limit>)]
    limit: Option<i64>,
}

/// Versions, the latest first.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::routes) struct Versions {
    /// The version that is shown now.
    current: i64,
    /// The versions.
    versions: Vec<VersionEntry>,
}

/// A version, and what made it. Whatever does not concern its kind is left out.
#[derive(Debug, Default, Serialize, ToSchema)]
struct VersionEntry {
    /// Its number: what `as_of` takes.
    version: i64,
    /// When it was made.
    made_at: DateTime<Utc>,
    /// `founding`, `batch`, `withdrawal`, `decision` or `compaction`.
    #[schema(example = "batch")]
    kind: &'static str,
    /// Of a batch: the name of its file.
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<String>,
    /// Of a batch: the format of its file.
    #[serde(skip_serializing_if = "Option::is_none")]
    format: Option<String>,
    /// Of a batch: observations that are new.
    #[serde(skip_serializing_if = "Option::is_none")]
    accepted: Option<u64>,
    /// Of a batch: observations that changed.
    #[serde(skip_serializing_if = "Option::is_none")]
    revised: Option<u64>,
    /// Of a batch: observations in doubt.
    #[serde(skip_serializing_if = "Option::is_none")]
    suspect: Option<u64>,
    /// Of a batch: marks that nothing was reported.
    #[serde(skip_serializing_if = "Option::is_none")]
    missing: Option<u64>,
    /// Of a withdrawal: the version of the batch that was taken back.
    #[serde(skip_serializing_if = "Option::is_none")]
    batch: Option<i64>,
    /// Of a withdrawal: observations that went back to what was known before.
    #[serde(skip_serializing_if = "Option::is_none")]
    restored: Option<u64>,
    /// Of a withdrawal: observations of which nothing is known any more.
    #[serde(skip_serializing_if = "Option::is_none")]
    emptied: Option<u64>,
    /// Of a decision about a value: its commodity.
    #[serde(skip_serializing_if = "Option::is_none")]
    commodity: Option<String>,
    /// Of a decision: its place.
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<String>,
    /// Of a decision: its day.
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<NaiveDate>,
    /// Of a decision: `accept`, `correct`, `reject` or `undo`.
    #[serde(skip_serializing_if = "Option::is_none")]
    ruling: Option<String>,
}

impl From<Release> for VersionEntry {
    fn from(release: Release) -> Self {
        let Release { version, at: made_at, change } = release;
        let entry = Self { version, made_at, kind: change.as_str(), ..Self::default() };
        match change {
            ReleaseChange::Founding | ReleaseChange::Compaction => entry,
            ReleaseChange::Batch { file, format, accepted, revised, suspect, missing } => Self {
                file: Some(file),
                format: Some(format),
                accepted: Some(accepted),
                revised: Some(revised),
                suspect: Some(suspect),
                missing: Some(missing),
                ..entry
            },
            ReleaseChange::Withdrawal { batch, restored, emptied } => {
                Self { batch: Some(batch), restored: Some(restored), emptied: Some(emptied), ..entry }
            }
            ReleaseChange::Decision { commodity, place, day, ruling } => Self {
                commodity: Some(commodity.to_string()),
                place: Some(place.to_string()),
                date: Some(day),
                ruling: Some(ruling),
                ..entry
            },
        }
    }
}

/// Versions
///
/// The history of the data: what made each version, and how much it changed.
#[utoipa::path(
    get,
    path = "/api/v1/versions",
    tag = "history",
    params(Params),
    responses(
        (status = 200, description = "A page of versions", body = Versions),
        (status = 304, description = "The caller has it already"),
        (status = 400, description = "The query is not understood", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(in crate::routes) async fn list(
    State(state): State<AppState>,
    uri: Uri,
    headers: HeaderMap,
    params: Result<Query<Params>, QueryRejection>,
) -> Result<Response, Problem> {
    let Query(params) = params?;
    let (limit, before) = (limit(params.limit)?, before(params.before)?);
    let all = state.live.releases();
    let older = all.iter().filter(|release| before.is_none_or(|before| release.version < before));
    let page = Page::before(older.take(limit + 1).collect(), limit, |release: &&Release| release.version);
    let page = page.map(|release| VersionEntry::from(release.clone()));
    let body = Versions { current: state.live.granary().version(), versions: page.rows };
    answer(&uri, &headers, &body, page.next.as_ref())
}
