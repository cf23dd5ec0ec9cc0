//! Whether somebody already has what they ask for: the tag and the moment of an answer
//! that follows from a data version and an address alone.

use super::AppState;
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, NaiveDateTime, Utc};

/// How HTTP writes a moment (RFC 9110, 5.6.7).
const HTTP_DATE: &str = "%a, %d %b %Y %H:%M:%S GMT";

/// What an answer is recognised by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Fresh {
    tag: String,
    modified: Option<DateTime<Utc>>,
}

impl Fresh {
    /// Of the answer to an address as of a version. Another run of the server may work by
    /// another profile or program, so that its tags are others.
    pub fn of(state: &AppState, version: i64, address: &str) -> Self {
        let run = state.live.since.timestamp_micros();
        let digest = lumbung_data::source::sha256(format!("{version} {run} {address}").as_bytes());
        // Weak: the same answer may be sent compressed.
        // A moment knows of no run: what another run made is older than this one.
        let modified = state.live.made_at(version).map(|made| made.max(state.live.since));
        Self { tag: format!("W/\"{version}-{}\"", &digest[..16]), modified }
    }

    /// The same of the address of a request, with its query.
    pub fn of_request(state: &AppState, version: i64, uri: &Uri) -> Self {
        Self::of(state, version, uri.path_and_query().map_or(uri.path(), |whole| whole.as_str()))
    }

    /// Of a text, by what it says.
    pub fn of_text(text: &str) -> Self {
        let digest = lumbung_data::source::sha256(text.as_bytes());
        Self { tag: format!("W/\"{}\"", &digest[..24]), modified: None }
    }

    /// Whether the request's headers have this very tag: then it was answered once, and
    /// nothing needs to be looked up to say that it is the same.
    pub fn was_answered(&self, headers: &HeaderMap) -> bool {
        let tags = headers.get(header::IF_NONE_MATCH).and_then(|value: &HeaderValue| value.to_str().ok());
        tags.is_some_and(|tags| tags.split(',').any(|tag| is_same(tag, &self.tag)))
    }

    /// Whether the request's headers say that the answer is there already. A tag
    /// outranks a moment (RFC 9110, 13.2.2).
    pub fn is_known(&self, headers: &HeaderMap) -> bool {
        let text = |name| headers.get(name).and_then(|value: &HeaderValue| value.to_str().ok());
        if let Some(tags) = text(header::IF_NONE_MATCH) {
            return names(tags, &self.tag);
        }
        let since =
            text(header::IF_MODIFIED_SINCE).and_then(|text| NaiveDateTime::parse_from_str(text, HTTP_DATE).ok());
        since.zip(self.modified).is_some_and(|(since, modified)| modified.timestamp() <= since.and_utc().timestamp())
    }

    /// Puts tag and moment on an answer.
    pub fn wear(&self, response: &mut Response) {
        let modified = self.modified.map(|moment| moment.format(HTTP_DATE).to_string());
        let worn = [
            (header::ETAG, Some(self.tag.as_str())),
            (header::LAST_MODIFIED, modified.as_deref()),
            // It may be kept, and is asked for again each time: a 304 costs little.
            (header::CACHE_CONTROL, Some("no-cache")),
        ];
        for (name, value) in worn {
            if let Some(value) = value.and_then(|value| HeaderValue::from_str(value).ok()) {
                response.headers_mut().insert(name, value);
            }
        }
    }

    /// The answer to whoever has it already.
    pub fn not_modified(&self) -> Response {
        let mut response = StatusCode::NOT_MODIFIED.into_response();
        self.wear(&mut response);
        response
    }
}

/// Whether a list of tags, as `If-None-Match` has it, names one: compared weakly.
pub(super) fn names(tags: &str, tag: &str) -> bool {
    tags.split(',').any(|one| one.trim() == "*" || is_same(one, tag))
}

fn is_same(one: &str, other: &str) -> bool {
    one.trim().trim_start_matches("W/") == other.trim_start_matches("W/")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(name: header::HeaderName, value: &str) -> HeaderMap {
        HeaderMap::from_iter([(name, value.parse().unwrap())])
    }

    #[test]
    fn a_tag_is_compared_weakly_and_outranks_the_moment() {
        let modified = DateTime::from_timestamp(1_700_000_000, 500_000_000);
        let fresh = Fresh { tag: "W/\"2-abc\"".to_owned(), modified };
        for known in ["W/\"2-abc\"", "\"2-abc\"", "\"x\", W/\"2-abc\"", "*"] {
            assert!(fresh.is_known(&asked(header::IF_NONE_MATCH, known)), "{known}");
        }
        let since = "Tue, 14 Nov 2023 22:13:20 GMT";
        assert!(fresh.is_known(&asked(header::IF_MODIFIED_SINCE, since)), "within its second");
        assert!(!fresh.is_known(&asked(header::IF_MODIFIED_SINCE, "Tue, 14 Nov 2023 22:13:19 GMT")));
        let mut both = asked(header::IF_MODIFIED_SINCE, since);
        both.extend(asked(header::IF_NONE_MATCH, "W/\"1-abc\""));
        assert!(!fresh.is_known(&both) && !fresh.is_known(&HeaderMap::new()));
    }

    #[test]
    fn an_answer_that_is_known_says_its_tag_and_moment_again() {
        let fresh = Fresh { tag: "W/\"2-abc\"".to_owned(), modified: DateTime::from_timestamp(1_700_000_000, 0) };
        let response = fresh.not_modified();
        assert_eq!(response.status(), StatusCode::NOT_MODIFIED);
        assert_eq!(response.headers()[header::LAST_MODIFIED], "Tue, 14 Nov 2023 22:13:20 GMT");
        assert_eq!(response.headers()[header::ETAG], "W/\"2-abc\"");
    }
}
