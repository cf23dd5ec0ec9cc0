//! `/api/v1/sdmx/structure.xml`: what the codes of SDMX-CSV files mean.

use super::schema;
use crate::routes::AppState;
use crate::routes::fresh::Fresh;
use crate::routes::problem::Problem;
use crate::routes::series::known_at;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, Uri, header};
use axum::response::{IntoResponse, Response};
use chrono::NaiveTime;
use lumbung_data::export::Structure;
use serde::Deserialize;
use std::sync::Arc;
use utoipa::IntoParams;

/// How SDMX-CSV files lead to their structure (RFC 8288).
pub(in crate::routes) const DESCRIBED_BY: &str = "</api/v1/sdmx/structure.xml>; rel=\"describedby\"";

/// The query.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(in crate::routes) struct Params {
    /// What was known then: a version, a day or an RFC 3339 moment.
    #[param(inline, value_type = Option<schema::AsOf>, example = json!(2))]
    as_of: Option<String>,
}

/// The structure of SDMX-CSV files
///
/// Dataflow, data structure definition, concepts and code lists as an SDMX-ML 3.0 message.
/// Every code of a file of the same version is in its list.
#[utoipa::path(
    get,
    path = "/api/v1/sdmx/structure.xml",
    tag = "series",
    params(Params),
    responses(
        (status = 200, description = "The structure", body = String, content_type = "application/vnd.sdmx.structure+xml"),
        (status = 304, description = "The caller has it already"),
        (status = 400, description = "The query is not understood", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "There is no such version", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(in crate::routes) async fn structure(
    State(state): State<AppState>,
    uri: Uri,
    headers: HeaderMap,
    params: Result<Query<Params>, QueryRejection>,
) -> Result<Response, Problem> {
    let Query(params) = params?;
    let granary = known_at(&state, params.as_of.as_deref()).await?;
    let fresh = Fresh::of_request(&state, granary.version(), &uri);
    if fresh.is_known(&headers) {
        return Ok(fresh.not_modified());
    }
    let live = Arc::clone(&state.live);
    let name = format!("lumbung_{}_v{}.sdmx.xml", live.profile.code, granary.version());
    let write = move || {
        let made = live.made_at(granary.version());
        let last_day = granary.last_day(&live.profile).unwrap_or_default().and_time(NaiveTime::MIN).and_utc();
        let (prepared, source_name) = (made.unwrap_or(last_day), &lumbung_app::source_name);
        let structure = Structure { granary: &granary, profile: &live.profile, prepared, source_name };
        let mut bytes = Vec::new();
        structure.write(&mut bytes).map(|()| bytes)
    };
    let written = tokio::task::spawn_blocking(write).await.map_err(|error| Problem::internal(&error))?;
    let bytes = written.map_err(|error| Problem::internal(&error))?;
    let about = [
        (header::CONTENT_TYPE, Structure::MEDIA_TYPE.to_owned()),
        (header::CONTENT_DISPOSITION, format!("inline; filename=\"{name}\"")),
    ];
    let mut response = (about, bytes).into_response();
    fresh.wear(&mut response);
    Ok(response)
}
