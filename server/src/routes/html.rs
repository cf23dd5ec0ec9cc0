//! Pages as whole documents: Leptos streams its data scripts after the end of
//! the document, which is no valid HTML.

use super::refusal::Refusal;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};

/// No page comes near this size.
const LARGEST: usize = 16 * 1024 * 1024;

/// Collects a page and puts its scripts where they belong. Whatever is no HTML
/// passes untouched.
pub(super) async fn tidy(response: Response) -> Response {
    let is_html = |value: &HeaderValue| value.to_str().is_ok_and(|kind| kind.starts_with("text/html"));
    if !response.headers().get(header::CONTENT_TYPE).is_some_and(is_html) {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    let collected = to_bytes(body, LARGEST).await.ok().and_then(|bytes| String::from_utf8(bytes.into()).ok());
    let Some(text) = collected else {
        tracing::error!("a page could not be collected");
        return Refusal::Failed.into_response();
    };
    parts.headers.remove(header::CONTENT_LENGTH);
    // The language may come from a cookie.
    parts.headers.append(header::VARY, HeaderValue::from_static("cookie"));
    Response::from_parts(parts, Body::from(lumbung_app::tidy(text)))
}
