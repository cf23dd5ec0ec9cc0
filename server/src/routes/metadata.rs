//! `/data/metadata.json`: the metadata forms of BPS for programs.

use super::AppState;
use super::fresh::Fresh;
use super::problem::Problem;
use axum::extract::State;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};

/// The handler.
pub(super) async fn file(State(state): State<AppState>, headers: HeaderMap) -> Result<Response, Problem> {
    let forms = state.reader.metadata().forms;
    let text = serde_json::to_string_pretty(&forms).map_err(|error| Problem::internal(&error))?;
    let fresh = Fresh::of_text(&text);
    if fresh.is_known(&headers) {
        return Ok(fresh.not_modified());
    }
    let mut response = ([(header::CONTENT_TYPE, "application/json")], text).into_response();
    fresh.wear(&mut response);
    Ok(response)
}
