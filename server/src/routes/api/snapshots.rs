//! `/api/v1/snapshots`: the weekly sheets, as they were frozen.

use super::paging::answer;
use crate::book::SheetFile;
use crate::routes::AppState;
use crate::routes::kept::{self, Content};
use crate::routes::part::Part;
use crate::routes::problem::Problem;
use axum::extract::State;
use axum::http::{HeaderMap, Uri};
use axum::response::Response;
use chrono::{DateTime, NaiveDate, Utc};
use lumbung_data::model::sheet::FrozenWeek;
use lumbung_data::model::{IsoWeek, Lang};
use serde::Serialize;
use utoipa::ToSchema;

/// The frozen weeks, the latest first.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::routes) struct Snapshots {
    /// The weeks.
    snapshots: Vec<Snapshot>,
}

/// A frozen week.
#[derive(Debug, Serialize, ToSchema)]
struct Snapshot {
    /// The week as ISO 8601 names it.
    #[schema(example = "2025-W50")]
    week: String,
    /// What people call it, in Indonesian: by the month of its Thursday.
    #[schema(example = "Minggu II Desember 2025")]
    label: String,
    /// Its Monday.
    from: NaiveDate,
    /// Its Sunday.
    to: NaiveDate,
    /// The week in one line, in Indonesian.
    headline: String,
    /// The version of the data that the sheet follows from.
    version: i64,
    /// When it was frozen.
    frozen_at: DateTime<Utc>,
    /// The SHA-256 of the page, in hexadecimal.
    html_sha256: String,
    /// The SHA-256 of the PDF; null where there is none.
    pdf_sha256: Option<String>,
    /// The address of the page within the site.
    page: String,
    /// The address of the page as it was kept, with its own style.
    html: String,
    /// The address of the PDF; null where there is none.
    pdf: Option<String>,
    /// The address of the model.
    json: String,
}

impl From<FrozenWeek> for Snapshot {
    fn from(frozen: FrozenWeek) -> Self {
        let week = frozen.week;
        Self {
            week: week.to_string(),
            label: week.label(Lang::Id),
            from: week.monday(),
            to: week.sunday(),
            headline: frozen.headline.id,
            version: frozen.version,
            frozen_at: frozen.frozen_at,
            html_sha256: frozen.html_sha256,
            pdf: frozen.pdf_sha256.is_some().then(|| format!("/pekan/{week}.pdf")),
            pdf_sha256: frozen.pdf_sha256,
            page: format!("/pekan/{week}"),
            html: format!("/pekan/{week}.html?lang=id"),
            json: format!("/api/v1/snapshots/{week}.json"),
        }
    }
}

/// Weekly sheets
///
/// Each week’s sheet is frozen before Monday’s meeting and never changes; the digests tell
/// whether a file is the one that was kept.
#[utoipa::path(
    get,
    path = "/api/v1/snapshots",
    tag = "sheets",
    responses(
        (status = 200, description = "The frozen weeks", body = Snapshots),
        (status = 304, description = "The caller has it already"),
        (status = 400, description = "The request is not understood", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(in crate::routes) async fn list(
    State(state): State<AppState>,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let frozen = state.live.store.book.frozen_weeks().await.map_err(|error| Problem::internal(&error))?;
    let body = Snapshots { snapshots: frozen.into_iter().map(Snapshot::from).collect() };
    answer(&uri, &headers, &body, None)
}

/// One weekly sheet
///
/// The model of a frozen sheet: every figure and every sentence on it, in both languages.
/// The address may end with `.json`.
#[utoipa::path(
    get,
    path = "/api/v1/snapshots/{week}",
    tag = "sheets",
    params(("week" = String, Path, pattern = "^[0-9]{4}-W(0[1-9]|[1-4][0-9]|5[0-3])(\\.json)?$", description = "The week as ISO 8601 names it", example = "2025-W50")),
    responses(
        (status = 200, description = "The model", body = serde_json::Value),
        (status = 304, description = "The caller has it already"),
        (status = 400, description = "That is no week", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "The week is not frozen", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(in crate::routes) async fn sheet(
    State(state): State<AppState>,
    Part(name): Part<String>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let name = name.strip_suffix(".json").unwrap_or(&name);
    let week = match IsoWeek::parse(name) {
        Ok(week) => week,
        // Some years have a week 53, and others have none.
        Err(_) if name.strip_suffix("53").is_some_and(|year| IsoWeek::parse(&format!("{year}52")).is_ok()) => {
            return Err(absent(name));
        }
        Err(error) => return Err(error.into()),
    };
    let model = state.live.store.book.frozen_file(week, SheetFile::Json).await;
    let model = model.map_err(|error| Problem::internal(&error))?.ok_or_else(|| absent(name))?;
    Ok(kept::answer(&headers, Content::Json, &format!("{week}.json"), model))
}

fn absent(week: &str) -> Problem {
    Problem {
        status: 404,
        title: "No such sheet",
        detail: format!("{week} is not frozen; /api/v1/snapshots lists the weeks that are"),
    }
}
