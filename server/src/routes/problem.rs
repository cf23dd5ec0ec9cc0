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
        let text = error.body_text();
        let cause = text.strip_prefix("Failed to deserialize query string: ").unwrap_or(&text);
        Self::bad_request(explained(cause).unwrap_or_else(|| cause.to_owned()))
    }
}

/// What reading a query says, in words that say what to do. None of what is not known here:
/// it stays as it was said.
fn explained(cause: &str) -> Option<String> {
    let (name, what) = cause.split_once(": ").unwrap_or(("", cause));
    let quoted = |text: &str| text.split('`').skip(1).step_by(2).map(str::to_owned).collect::<Vec<_>>();
    if what.starts_with("unknown field") {
        let names = quoted(what);
        let (unknown, known) = names.split_first()?;
        return Some(format!("{unknown} is no parameter of this address: there are {}", known.join(", ")));
    }
    if what.starts_with("duplicate field") {
        return Some(format!("{} is given twice: give it once", quoted(what).first()?));
    }
    if ["invalid digit found", "cannot parse integer", "number too"].iter().any(|known| what.starts_with(known)) {
        return Some(format!("{name}: write a whole number, such as {name}=100"));
    }
    what.contains("`true` or `false`").then(|| format!("{name}: write {name}=true or {name}=false"))
}

/// The answer for addresses below `/api` that lead nowhere.
pub(super) async fn unknown_path() -> Problem {
    Problem {
        status: 404,
        title: "No such address",
        detail:
            "There are /api/v1/series, prices.csv, commodities, places, versions, batches, warnings, outlook, snapshots, lake and sdmx/structure.xml, \
                 each series, such as /api/v1/series/bawang-merah/3273.csv, and its vintages, such as \
                 /api/v1/vintages/bawang-merah/3273.csv. /api/v1/openapi.json describes all of them."
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

#[cfg(test)]
mod tests {
    use super::*;
    use axum::extract::Query;
    use serde::Deserialize;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "only ever refused")]
    struct Asked {
        limit: Option<i64>,
        dry_run: Option<bool>,
        place: Option<String>,
    }

    #[test]
    fn a_query_that_is_not_understood_says_what_to_write() {
        for (query, expected) in [
            ("limit=abc", "limit: write a whole number, such as limit=100"),
            ("limit=", "limit: write a whole number, such as limit=100"),
            ("limit=99999999999999999999", "limit: write a whole number, such as limit=100"),
            ("dry_run=ya", "dry_run: write dry_run=true or dry_run=false"),
            ("form=3", "form is no parameter of this address: there are limit, dry_run, place"),
            ("place=1&place=2", "place is given twice: give it once"),
        ] {
            let refused = Query::<Asked>::try_from_uri(&format!("/x?{query}").parse().unwrap()).unwrap_err();
            assert_eq!(Problem::from(refused).detail, expected, "{query}");
        }
    }
}
