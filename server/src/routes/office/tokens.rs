//! Own API tokens: made and shown once, revoked.

use super::account::{account, confirms, renewed};
use super::{Answer, required, show, show_again, trouble};
use crate::routes::AppState;
use crate::routes::asking::Asking;
use crate::routes::fields::Fields;
use crate::routes::part::Part;
use crate::routes::refusal::Refusal;
use axum::extract::State;
use axum::response::IntoResponse;
use chrono::TimeDelta;
use lumbung_data::model::Scope;
use lumbung_data::model::office::{Done, Field, What};

/// The lives that a token can have, in days.
const LIVES: [i64; 3] = [30, 90, 365];

/// Makes one and shows it.
pub(in crate::routes) async fn make(State(state): State<AppState>, asking: Asking, fields: Fields) -> Answer {
    let label = fields.trimmed("label");
    let mut troubles = Vec::new();
    required(&mut troubles, Field::Label, label);
    let scopes: Vec<Scope> =
        Scope::ALL.into_iter().filter(|s| fields.all("cakupan").any(|t| t == s.as_str())).collect();
    if scopes.is_empty() {
        troubles.push(trouble(Field::Scopes, What::Missing));
    }
    if troubles.is_empty()
        && let Some(what) = confirms(&state, &asking, fields.get("sandi_lama")).await?
    {
        troubles.push(trouble(Field::OldPassword, what));
    }
    if !troubles.is_empty() {
        let account = account(&state, &asking, None).await?;
        return show_again(&state, &asking, troubles, account).await;
    }
    let life = fields.get("masa").parse().ok().filter(|days| LIVES.contains(days)).unwrap_or(LIVES[0]);
    let (who, now, person) = (asking.who(), state.now(), asking.person()?.id);
    let token = state.live.store.book.make_token(&who, now, person, label, &scopes, TimeDelta::days(life)).await;
    let account = account(&state, &asking, Some(token?)).await?;
    let answer = show(&state, &asking, account).await?;
    renewed(&state, &asking, answer).await
}

/// Revokes one.
pub(in crate::routes) async fn revoke(State(state): State<AppState>, asking: Asking, Part(id): Part<i64>) -> Answer {
    let revoked = state.live.store.book.revoke_token(&asking.who(), state.now(), asking.person()?.id, id).await;
    if !revoked? {
        return Err(Refusal::NotFound);
    }
    Ok(asking.on_to("/akun", Some(Done::TokenRevoked)).into_response())
}
