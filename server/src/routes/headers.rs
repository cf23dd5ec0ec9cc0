//! The headers that every answer wears.

use super::limits::Left;
use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use axum::response::Response;
use leptos::nonce::use_nonce;
use leptos::prelude::use_context;
use leptos_axum::ResponseOptions;

/// The policy of whatever runs no script: API answers, files, errors.
const CLOSED: &str = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

/// Where pages lie that other sites may show in a frame.
const EMBED: &str = "/sematkan/";

/// Browsers that came once by TLS come by it for a year.
const ONLY_TLS: &str = "max-age=31536000; includeSubDomains";

/// Adds what an answer does not say itself; a page's own content security
/// policy is kept, but for who may frame it.
pub(super) fn wear(path: &str, only_tls: bool, headers: &mut HeaderMap) {
    for (name, value) in [
        (header::CONTENT_SECURITY_POLICY, CLOSED),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "same-origin"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        (HeaderName::from_static("permissions-policy"), "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
    ] {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
    if only_tls {
        headers.insert(header::STRICT_TRANSPORT_SECURITY, HeaderValue::from_static(ONLY_TLS));
    }
    if path.starts_with(EMBED) {
        let policy = headers.get(header::CONTENT_SECURITY_POLICY).and_then(|policy| policy.to_str().ok());
        let framed = policy.map(|policy| policy.replace("frame-ancestors 'none'", "frame-ancestors *"));
        if let Some(framed) = framed.and_then(|policy| HeaderValue::from_str(&policy).ok()) {
            headers.insert(header::CONTENT_SECURITY_POLICY, framed);
        }
    }
}

/// Lets pages of other sites read an answer of the API; never with the reader's cookie,
/// and nothing is written so.
pub(super) fn open_to_other_sites(headers: &mut HeaderMap) {
    for (name, value) in [
        (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
        (header::ACCESS_CONTROL_ALLOW_METHODS, "GET, HEAD"),
        (header::ACCESS_CONTROL_ALLOW_HEADERS, "If-None-Match, If-Modified-Since"),
        (
            header::ACCESS_CONTROL_EXPOSE_HEADERS,
            "Content-Disposition, ETag, Link, Lumbung-Version, RateLimit, RateLimit-Policy, Retry-After, X-Request-Id",
        ),
        (header::ACCESS_CONTROL_MAX_AGE, "86400"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
}

/// Says which version of the data an answer is of.
pub(super) fn say_version(version: i64, response: &mut Response) {
    response.headers_mut().insert(HeaderName::from_static("lumbung-version"), HeaderValue::from(version));
}

/// Says how much may still be read, as the IETF's draft on rate limit headers has it:
/// the limit and its window, what is left of it, and when all of it is back.
pub(super) fn say_what_is_left(left: Left, headers: &mut HeaderMap) {
    let policy = format!("\"read\";q={};w={}", left.rate.burst, left.window());
    let rest = format!("\"read\";r={};t={}", left.now, left.reset());
    for (name, value) in [("ratelimit-policy", policy), ("ratelimit", rest)] {
        if let Ok(value) = HeaderValue::from_str(&value) {
            headers.insert(HeaderName::from_static(name), value);
        }
    }
}

/// What the policy of a page says besides, whose worker keeps it for use without signal.
pub(super) const WITH_WORKER: &str = "; worker-src 'self'";

/// The policy of the page being rendered: its own scripts by their nonce, its
/// own files, nothing else but what stands `besides`. Wasm needs `wasm-unsafe-eval` and no more.
pub(super) fn content_security_policy(besides: &str) {
    let (Some(nonce), Some(response)) = (use_nonce(), use_context::<ResponseOptions>()) else { return };
    let policy = format!(
        "default-src 'none'; script-src 'nonce-{nonce}' 'strict-dynamic' 'wasm-unsafe-eval'; style-src 'self'; \
         img-src 'self'; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'{besides}"
    );
    if let Ok(value) = HeaderValue::from_str(&policy) {
        response.insert_header(header::CONTENT_SECURITY_POLICY, value);
    }
}
