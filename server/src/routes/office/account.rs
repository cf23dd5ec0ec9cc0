//! `/akun`: the own account.

use super::{Answer, password_troubles, show, show_again, trouble, wait_for};
use crate::auth::password::LEAST;
use crate::book::{Record, Target};
use crate::routes::AppState;
use crate::routes::address::household;
use crate::routes::asking::{Asking, session_cookie, with_cookie};
use crate::routes::fields::Fields;
use crate::routes::refusal::Refusal;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use lumbung_data::model::office::{Account, Done, Field, OfficePage, What};

/// The page.
pub(in crate::routes) async fn page(State(state): State<AppState>, asking: Asking) -> Answer {
    let account = account(&state, &asking, None).await?;
    show(&state, &asking, account).await
}

/// What the page shows, with a token that was just made.
pub(super) async fn account(
    state: &AppState,
    asking: &Asking,
    new_token: Option<String>,
) -> Result<OfficePage, Refusal> {
    let (book, person) = (&state.live.store.book, asking.person()?);
    let record = own_record(state, asking).await?;
    let codes = book.count_recovery_codes(person.id).await?;
    Ok(OfficePage::Account(Box::new(Account {
        email: record.email,
        has_password: record.password.is_some(),
        least: LEAST,
        second_factor: record.totp.map(|_| codes),
        sessions: book.sessions_of(person.id, person.session(), state.now()).await?,
        tokens: book.tokens_of(person.id).await?,
        new_token,
    })))
}

/// The asker's account as the book has it.
pub(super) async fn own_record(state: &AppState, asking: &Asking) -> Result<Record, Refusal> {
    let found = state.live.store.book.person(asking.person()?.id).await;
    found?.ok_or(Refusal::SignInFirst)
}

/// Whether the old password was entered rightly, before something grave is
/// changed: a session alone may be an unlocked screen. Somebody without a
/// password has none to enter.
pub(super) async fn confirms(state: &AppState, asking: &Asking, entered: &str) -> Result<Option<What>, Refusal> {
    let record = own_record(state, asking).await?;
    let Some(kept) = &record.password else { return Ok(None) };
    let book = &state.live.store.book;
    // They are signed in: guesses from elsewhere do not hold them up.
    let targets = [Target::password_from(&record.name, &household(asking.address).to_string())];
    let wait = book.try_guess(&targets, state.now()).await?;
    if let Some(wait) = wait {
        return Ok(Some(wait_for(wait)));
    }
    let right = state.settings.hasher.matches(entered, Some(kept)).await?;
    if !right {
        return Ok(Some(What::WrongPassword));
    }
    book.guessed_right(&targets).await?;
    Ok(None)
}

/// Gives an answer the cookie of a session that goes on under a new secret,
/// after its owner has proved again who they are.
pub(super) async fn renewed(state: &AppState, asking: &Asking, answer: Response) -> Answer {
    match asking.person()?.session() {
        Some(session) => {
            let secret = state.live.store.book.renew_session(session).await?;
            with_cookie(&session_cookie(state, secret.ok_or(Refusal::SignInFirst)?), answer)
        }
        None => Ok(answer),
    }
}

/// Changes the own password; other sessions end.
pub(in crate::routes) async fn change_password(
    State(state): State<AppState>,
    asking: Asking,
    fields: Fields,
) -> Answer {
    let person = asking.person()?;
    let password = fields.get("sandi");
    let (again, names) = (fields.get("sandi_lagi"), [person.name.as_str(), &person.full_name]);
    let mut troubles = password_troubles(&state, password, again, &names).await?;
    if troubles.is_empty()
        && let Some(what) = confirms(&state, &asking, fields.get("sandi_lama")).await?
    {
        troubles.push(trouble(Field::OldPassword, what));
    }
    if !troubles.is_empty() {
        let account = account(&state, &asking, None).await?;
        return show_again(&state, &asking, troubles, account).await;
    }
    let kept = state.settings.hasher.hash(password).await?;
    let session = person.session().ok_or(Refusal::NotAllowed)?;
    let changed = state.live.store.book.set_password(&asking.who(), state.now(), person.id, session, &kept).await;
    if !changed? {
        return Err(Refusal::SignInFirst);
    }
    renewed(&state, &asking, asking.on_to("/akun", Some(Done::PasswordChanged)).into_response()).await
}
