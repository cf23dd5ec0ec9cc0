//! `/metrics`: what the server tells of itself to Prometheus. It names no person and no
//! address, but is for those who run the server.

use super::AppState;
use super::asking::Asking;
use super::refusal::Refusal;
use crate::metrics::{MEDIA_TYPE, gauges};
use axum::extract::State;
use axum::http::header;
use axum::response::IntoResponse;

/// The figures, for the machine itself and whom the operator named.
pub(super) async fn text(State(state): State<AppState>, asking: Asking) -> Result<impl IntoResponse, Refusal> {
    let named = &state.settings.metrics_for;
    if !asking.address.is_loopback() && !named.iter().any(|net| net.contains(&asking.address)) {
        // As where there is no such address: it is nobody else's matter.
        return Err(Refusal::NotFound);
    }
    let figures = gauges(&state.live, state.now()).await?;
    let about = [(header::CONTENT_TYPE, MEDIA_TYPE), (header::CACHE_CONTROL, "no-store")];
    Ok((about, state.settings.metrics.text(&figures)))
}
