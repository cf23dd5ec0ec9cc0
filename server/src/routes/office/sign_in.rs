//! `/masuk`: name and password; `/keluar`: out again.

use super::{Answer, own_path, show, show_again, trouble, wait_for};
use crate::book::{Ground, NewSession, Record, Stage, Target};
use crate::routes::AppState;
use crate::routes::address::household;
use crate::routes::asking::{Asking, no_cookie, session_cookie, with_cookie};
use crate::routes::fields::Fields;
use crate::routes::origin;
use crate::routes::refusal::Refusal;
use axum::extract::State;
use axum::http::HeaderName;
use axum::response::{IntoResponse, Response};
use lumbung_data::model::office::{Done, Field, OfficePage, SignIn, What};

/// The form. Whoever is signed in already goes on.
pub(in crate::routes) async fn page(State(state): State<AppState>, asking: Asking) -> Answer {
    let next = asking.value("lanjut").and_then(|next| own_path(&next));
    if asking.person.is_some() {
        return Ok(asking.on_to(next.as_deref().unwrap_or("/"), None).into_response());
    }
    let form = form(&state, &asking, next, String::new()).await?;
    show(&state, &asking, OfficePage::SignIn(form)).await
}

async fn form(state: &AppState, asking: &Asking, next: Option<String>, name: String) -> Result<SignIn, Refusal> {
    let people = state.live.store.book.count_people().await?;
    Ok(SignIn {
        name,
        next,
        provider: state.settings.oidc.as_ref().map(|oidc| oidc.provider().to_owned()),
        unsafe_address: !origin::is_safe_for_passwords(&asking.headers, state.settings.public_url.as_ref()),
        nobody: people == 0,
    })
}

/// Tries a name and a password. A name that nobody has takes as long, and
/// looks the same, as a wrong password.
pub(in crate::routes) async fn sign_in(State(state): State<AppState>, asking: Asking, fields: Fields) -> Answer {
    let (book, now) = (&state.live.store.book, state.now());
    let name: String = fields.trimmed("nama").to_lowercase().chars().take(100).collect();
    let next = own_path(fields.get("lanjut"));
    let form = form(&state, &asking, next.clone(), name.clone()).await?;
    if form.unsafe_address {
        return show_again(&state, &asking, Vec::new(), OfficePage::SignIn(form)).await;
    }
    let targets = [Target::password_from(&name, &household(asking.address).to_string()), Target::password(&name)];
    let wait = book.try_guess(&targets, now).await?;
    if let Some(wait) = wait {
        let troubles = vec![trouble(Field::Form, wait_for(wait))];
        return show_again(&state, &asking, troubles, OfficePage::SignIn(form)).await;
    }
    let person = book.person_named(&name).await?;
    let open = person.filter(|person| !person.disabled);
    let kept = open.as_ref().and_then(|person| person.password.as_deref());
    let right = state.settings.hasher.matches(fields.get("sandi"), kept).await?;
    if let Some(person) = open.filter(|_| right) {
        book.guessed_right(&targets).await?;
        let reached = if person.totp.is_some() { Stage::Password } else { Stage::Full };
        let begun = begin(&state, &asking, &person, reached, Ground::Password(&person), next.as_deref()).await?;
        if let Some(answer) = begun {
            return Ok(answer);
        }
    }
    // What was typed may be a password in the wrong field: it is not kept.
    book.note_refusal(&asking.who(), now, "password", &household(asking.address).to_string()).await?;
    let troubles = vec![trouble(Field::Form, What::WrongSignIn)];
    show_again(&state, &asking, troubles, OfficePage::SignIn(form)).await
}

/// Begins a session under a new secret and goes on: to the second factor, or
/// to where somebody wanted to go. None where what they proved no longer holds.
pub(super) async fn begin(
    state: &AppState,
    asking: &Asking,
    person: &Record,
    reached: Stage,
    ground: Ground<'_>,
    next: Option<&str>,
) -> Result<Option<Response>, Refusal> {
    let address = asking.address.to_string();
    let brought = asking.cookie(state);
    let new = NewSession {
        person: person.id,
        stage: reached,
        ground,
        address: &address,
        agent: &asking.agent,
        brought: brought.as_deref(),
        goes_on: next,
    };
    let vouched = matches!(ground, Ground::Provider);
    let set_up_first = !vouched && person.totp.is_none() && !state.settings.second_factor_optional;
    let to = match reached {
        Stage::Password => "/masuk/kode",
        Stage::Full if set_up_first => "/akun/dua-langkah",
        Stage::Full => next.unwrap_or("/"),
    };
    let who = asking.who_as(&person.name);
    let begun = state.live.store.book.begin_session(&who, state.now(), new).await?;
    begun.map(|secret| with_cookie(&session_cookie(state, secret), asking.on_to(to, None))).transpose()
}

/// Ends the session.
pub(in crate::routes) async fn sign_out(State(state): State<AppState>, asking: Asking) -> Answer {
    let person = asking.person()?;
    if let Some(session) = person.session() {
        let who = asking.who();
        state.live.store.book.end_session(&who, state.now(), person.id, session, "sign-out").await?;
    }
    signed_out(&state, &asking, Done::SignedOut)
}

/// To the sign-in page, without a cookie, and without the pages that the browser keeps of us.
/// Its storage stays: on a phone from the market floor it may hold prices that are still to be
/// sent; what else is of the person there the sign-in page takes away.
pub(super) fn signed_out(state: &AppState, asking: &Asking, done: Done) -> Answer {
    let clear = [(HeaderName::from_static("clear-site-data"), "\"cache\"")];
    with_cookie(&no_cookie(state), (clear, asking.on_to("/masuk", Some(done))))
}
