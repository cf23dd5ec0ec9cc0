//! `/unggah/versi/{version}`: a stored batch, and taking it back.

use super::{Answer, required, show, show_again, trouble};
use crate::ingest;
use crate::routes::AppState;
use crate::routes::asking::Asking;
use crate::routes::fields::Fields;
use crate::routes::part::Part;
use crate::routes::refusal::Refusal;
use axum::extract::State;
use axum::response::IntoResponse;
use lumbung_data::model::Role;
use lumbung_data::model::office::{Batch, Done, Field, OfficePage, What};

/// The page.
pub(in crate::routes) async fn page(State(state): State<AppState>, asking: Asking, Part(version): Part<i64>) -> Answer {
    let batch = batch(&state, &asking, version).await?;
    show(&state, &asking, batch).await
}

async fn batch(state: &AppState, asking: &Asking, version: i64) -> Result<OfficePage, Refusal> {
    let store = &state.live.store;
    let row = store.book.batch(version).await?.ok_or(Refusal::NotFound)?;
    state.live.catch_up().await?;
    let effect = match row.withdrawn {
        None => {
            ingest::reading(store.effect_of_withdrawal(&state.live.granary(), &state.live.profile, version)).await?
        }
        Some(_) => None,
    };
    let (restored, emptied) = effect.map_or((0, 0), |effect| (effect.restored, effect.emptied));
    let repeated = store.book.repeated_since(version).await?;
    let may_withdraw = asking.has(Role::Officer);
    Ok(OfficePage::Batch(Box::new(Batch { row, may_withdraw, restored, emptied, repeated })))
}

/// Withdraws it, as a new version.
pub(in crate::routes) async fn withdraw(
    State(state): State<AppState>,
    asking: Asking,
    Part(version): Part<i64>,
    fields: Fields,
) -> Answer {
    let reason = fields.trimmed("alasan");
    let mut troubles = Vec::new();
    required(&mut troubles, Field::Reason, reason);
    if troubles.is_empty() {
        if take_back(&state, &asking, version, reason).await?.is_some() {
            return Ok(asking.on_to(&format!("/unggah/versi/{version}"), Some(Done::Withdrawn)).into_response());
        }
        troubles.push(trouble(Field::Form, What::AlreadyWithdrawn));
    }
    let batch = batch(&state, &asking, version).await?;
    show_again(&state, &asking, troubles, batch).await
}

/// Withdraws a batch and shows what is known then; none if it is not in force.
/// Gives the version that this made.
pub(in crate::routes) async fn take_back(
    state: &AppState,
    asking: &Asking,
    version: i64,
    reason: &str,
) -> Result<Option<i64>, Refusal> {
    let store = &state.live.store;
    let lock = store.lock().await?;
    state.live.catch_up().await?;
    let taken =
        store.withdraw(&lock, &state.live.granary(), &state.live.profile, version, reason, &asking.who()).await?;
    drop(lock);
    state.live.catch_up().await?;
    Ok(taken.map(|(_, known)| known.version()))
}
