//! The built files: style sheet, islands, icon, each compressed beforehand.

use axum::http::{HeaderName, HeaderValue, header};
use axum::response::IntoResponse;
use std::path::Path;
use tower_http::services::ServeDir;

/// The files below `/pkg`.
pub(super) fn files(site: &Path) -> ServeDir {
    ServeDir::new(site.join("pkg")).precompressed_br().precompressed_gzip()
}

/// Whether the islands were built. Without them every page works, only still.
pub(super) fn has_islands(site: &Path) -> bool {
    let built = ["lumbung.js", "lumbung.wasm"].iter().all(|name| site.join("pkg").join(name).is_file());
    if !site.join("pkg/lumbung.css").is_file() {
        tracing::warn!(site = %site.display(), "no built style sheet here: pages will be plain; run `cargo xtask build`");
    } else if !built {
        tracing::warn!("the islands were not built: pages work without them");
    }
    built
}

/// Scripts of the form that works without signal, which the program carries: asked for again
/// each time there is signal, since the worker keeps a copy for when there is none.
fn script(text: &'static str, policy: &'static str) -> impl IntoResponse {
    let headers: [(HeaderName, HeaderValue); 3] = [
        (header::CONTENT_TYPE, HeaderValue::from_static("text/javascript; charset=utf-8")),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-cache")),
        (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(policy)),
    ];
    (headers, text)
}

/// The script of the form.
pub(super) async fn floor_script() -> impl IntoResponse {
    let text = concat!(include_str!("floor/form.js"), include_str!("floor/rows.js"), include_str!("floor/start.js"));
    script(text, "default-src 'none'; frame-ancestors 'none'")
}

/// What form and worker have in common: what the phone keeps, and how it is sent.
pub(super) async fn floor_store() -> impl IntoResponse {
    script(include_str!("floor/store.js"), "default-src 'none'; frame-ancestors 'none'")
}

/// The worker that keeps the form's pages and files. It lies at the root and takes `/catat`
/// alone; all that it may do is to ask this server, and to load the script that it shares.
pub(super) async fn floor_worker() -> impl IntoResponse {
    let policy = "default-src 'none'; script-src 'self'; connect-src 'self'; frame-ancestors 'none'";
    script(include_str!("floor/worker.js"), policy)
}
