//! Errors of the API as `application/problem+json` (RFC 9457): what was wrong
//! and what would have been right. Causes inside the house go to the log.

use axum::extract::rejection::QueryRejection;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use lumbung_data::model::ParseError;
use serde::Serialize;
use utoipa::ToSchema;

pub(super) const CONTENT_TYPE: &str = "application/problem+json";

/// An error that the caller can act on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
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

    /// 409: each part of the request is understood, and together they mean nothing.
    pub fn conflict(detail: impl Into<String>) -> Self {
        Self { status: 409, title: "The request contradicts itself", detail: detail.into() }
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

/// A name that is none says what would have been one.
impl From<ParseError> for Problem {
    fn from(error: ParseError) -> Self {
        Self::bad_request(error.to_string())
    }
}

/// A query that is not understood says what is wrong in it.
impl From<QueryRejection> for Problem {
    fn from(error: QueryRejection) -> Self {
        Self::bad_request(error.body_text())
    }
}

/// The answer for addresses below `/api` that lead nowhere.
pub(super) async fn unknown_path() -> Problem {
    Problem {
        status: 404,
        title: "No such address",
        detail:
            "There are /api/v1/series, prices.csv, commodities, places, versions, batches, warnings and outlook, and each series, \
                 such as /api/v1/series/bawang-merah/3273.csv. /api/v1/openapi.json describes all of them."
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
