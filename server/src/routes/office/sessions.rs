//! Ending own sessions.

use super::Answer;
use super::sign_in::signed_out;
use crate::routes::AppState;
use crate::routes::asking::Asking;
use crate::routes::part::Part;
use crate::routes::refusal::Refusal;
use axum::extract::State;
use axum::response::IntoResponse;
use lumbung_data::model::office::Done;

/// Ends one.
pub(in crate::routes) async fn end(State(state): State<AppState>, asking: Asking, Part(id): Part<i64>) -> Answer {
    let person = asking.person()?;
    let ended = state.live.store.book.end_session(&asking.who(), state.now(), person.id, id, "sessions-ended").await;
    if !ended? {
        return Err(Refusal::NotFound);
    }
    if person.session() == Some(id) {
        return signed_out(&state, &asking, Done::SignedOut);
    }
    Ok(asking.on_to("/akun", Some(Done::SessionEnded)).into_response())
}

/// Ends all, this one too.
pub(in crate::routes) async fn end_all(State(state): State<AppState>, asking: Asking) -> Answer {
    let person = asking.person()?;
    state.live.store.book.end_sessions(&asking.who(), state.now(), person.id, None).await?;
    signed_out(&state, &asking, Done::SessionsEnded)
}
