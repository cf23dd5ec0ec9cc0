//! Errors of the API as `application/problem+json` (RFC 9457): what was wrong
//! and what would have been right. Causes inside the house go to the log.

use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;

pub(super) const CONTENT_TYPE: &str = "application/problem+json";

/// An error that the caller can act on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// The HTTP status.
    pub status: u16,
    /// What kind of error.
    pub title: &'static str,
    /// What was wrong with this request.
    pub detail: String,
}

impl Problem {
    /// 400: the request is not of the form that is understood.
    pub fn bad_request(detail: impl Into<String>) -> Self {
        Self { status: 400, title: "The request is not understood", detail: detail.into() }
    }

    /// 404: there is no such thing.
    pub fn not_found(detail: impl Into<String>) -> Self {
        Self { status: 404, title: "No such series", detail: detail.into() }
    }

    /// 500: our fault; the cause is logged.
    pub fn internal(error: &impl std::fmt::Display) -> Self {
        tracing::error!(%error, "a request failed");
        Self { status: 500, title: "Something failed here", detail: "The cause is in the server's log.".to_owned() }
    }
}

/// The answer for addresses below `/api` that lead nowhere.
pub(super) async fn unknown_path() -> Problem {
    Problem {
        status: 404,
        title: "No such address",
        detail:
            "There is /api/v1/series/{commodity}/{place}.csv and .json, such as /api/v1/series/bawang-merah/3273.csv"
                .to_owned(),
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let body = serde_json::to_string(&self).unwrap_or_default();
        (status, [(header::CONTENT_TYPE, CONTENT_TYPE)], body).into_response()
    }
}
