//! `/healthz`: the process answers. `/readyz`: it can also read its database.

use super::AppState;
use axum::extract::State;
use axum::http::StatusCode;

/// Always 200.
pub async fn alive() -> &'static str {
    "ok\n"
}

/// 200 when the database answers, 503 when it does not.
pub async fn ready(State(state): State<AppState>) -> (StatusCode, &'static str) {
    match state.live.store.book.ping().await {
        Ok(()) => (StatusCode::OK, "ready\n"),
        Err(error) => {
            tracing::error!(%error, "not ready");
            (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer\n")
        }
    }
}
