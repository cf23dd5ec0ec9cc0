//! `/masuk/kode`: the second factor, by authenticator app or recovery code.

use super::sign_in::begin;
use super::{Answer, show, show_again, trouble, wait_for};
use crate::auth::second_factor;
use crate::book::{Entry, Ground, Stage, Target};
use crate::routes::AppState;
use crate::routes::asking::Asking;
use crate::routes::fields::Fields;
use crate::routes::refusal::Refusal;
use axum::extract::State;
use axum::response::IntoResponse;
use lumbung_data::model::office::{Field, OfficePage, What};

/// The form, for whoever has entered their password.
pub(in crate::routes) async fn page(State(state): State<AppState>, asking: Asking) -> Answer {
    if asking.person.is_some() {
        return Ok(asking.on_to("/", None).into_response());
    }
    if asking.halfway.is_none() {
        return Ok(asking.on_to("/masuk", None).into_response());
    }
    show(&state, &asking, OfficePage::Code).await
}

/// Tries a code. Each works once, and after five wrong ones there is a wait.
pub(in crate::routes) async fn enter(State(state): State<AppState>, asking: Asking, fields: Fields) -> Answer {
    let (book, now) = (&state.live.store.book, state.now());
    // The session between the factors is short: begin again.
    let Some(halfway) = asking.halfway.clone() else {
        return Ok(asking.on_to("/masuk", None).into_response());
    };
    let targets = [Target::code(halfway.id)];
    let wait = book.try_guess(&targets, now).await?;
    if let Some(wait) = wait {
        let troubles = vec![trouble(Field::Code, wait_for(wait))];
        return show_again(&state, &asking, troubles, OfficePage::Code).await;
    }
    let person = book.person(halfway.id).await?;
    let person = person.ok_or(Refusal::SignInFirst)?;
    let code = fields.trimmed("kode");
    let step = person.totp.as_ref().and_then(|totp| second_factor::step_of(code, totp, person.totp_step, now));
    let right = match step {
        Some(step) => book.use_totp_step(person.id, step).await,
        None => book.use_recovery_code(&asking.who(), now, person.id, code).await,
    };
    if !right? {
        let entry = Entry::of("sign-in-refused", "second factor");
        book.note(&asking.who(), now, &entry).await?;
        return show_again(&state, &asking, vec![trouble(Field::Code, What::WrongCode)], OfficePage::Code).await;
    }
    book.guessed_right(&targets).await?;
    let begun = begin(&state, &asking, &person, Stage::Full, Ground::Code, asking.goes_on.as_deref()).await?;
    // The password was changed, or the account closed, in this very moment.
    Ok(begun.unwrap_or_else(|| asking.on_to("/masuk", None).into_response()))
}
