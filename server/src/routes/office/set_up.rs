//! `/akun/dua-langkah`: setting up or replacing the second factor, and new
//! recovery codes.

use super::account::{account, confirms, own_record, renewed};
use super::{Answer, show, show_again, trouble};
use crate::auth::second_factor;
use crate::book::Target;
use crate::routes::AppState;
use crate::routes::asking::Asking;
use crate::routes::fields::Fields;
use crate::routes::refusal::Refusal;
use axum::extract::State;
use lumbung_data::model::office::{Codes, Field, OfficePage, SetUp, What};

/// A new secret, shown as picture and text, until a code confirms it.
pub(in crate::routes) async fn page(State(state): State<AppState>, asking: Asking) -> Answer {
    let session = asking.person()?.session().ok_or(Refusal::NotAllowed)?;
    let book = &state.live.store.book;
    // A reload shows the same: it may be scanned already.
    let pending = book.new_totp(session).await?;
    let secret = pending.clone().unwrap_or_else(second_factor::new_secret);
    if pending.is_none() {
        book.keep_new_totp(session, &secret).await?;
    }
    let page = shown(&state, &asking, &secret).await?;
    show(&state, &asking, OfficePage::SetUp(page)).await
}

async fn shown(state: &AppState, asking: &Asking, secret: &str) -> Result<SetUp, Refusal> {
    let person = asking.person()?;
    let record = own_record(state, asking).await?;
    let page = second_factor::set_up(secret, &person.name, &state.live.profile.name);
    let page =
        page.ok_or_else(|| Refusal::failed(&std::io::Error::other("a second factor's secret cannot be shown")))?;
    Ok(SetUp { required: state.must_set_up(person), replaces: record.totp.is_some(), ..page })
}

/// Confirms the new secret by a code of it, and shows the recovery codes.
pub(in crate::routes) async fn confirm(State(state): State<AppState>, asking: Asking, fields: Fields) -> Answer {
    let (book, now, person) = (&state.live.store.book, state.now(), asking.person()?);
    let session = person.session().ok_or(Refusal::NotAllowed)?;
    let secret = book.new_totp(session).await?;
    // A reload after it was confirmed: begin anew.
    let Some(secret) = secret else { return page(State(state.clone()), asking).await };
    let replaces = own_record(&state, &asking).await?.totp.is_some();
    let mut troubles = Vec::new();
    if replaces && let Some(what) = confirms(&state, &asking, fields.get("sandi_lama")).await? {
        troubles.push(trouble(Field::OldPassword, what));
    }
    let step = second_factor::step_of(fields.trimmed("kode"), &secret, 0, now);
    if step.is_none() {
        troubles.push(trouble(Field::Code, What::WrongCode));
    }
    let Some(step) = step.filter(|_| troubles.is_empty()) else {
        let page = shown(&state, &asking, &secret).await?;
        return show_again(&state, &asking, troubles, OfficePage::SetUp(page)).await;
    };
    let codes = book.set_second_factor(&asking.who(), now, person.id, session, (&secret, step)).await?;
    let codes = codes.ok_or(Refusal::SignInFirst)?;
    book.guessed_right(&[Target::code(person.id)]).await?;
    let asking = asking.with_second_factor();
    // Whoever came to do something goes on to it.
    let next = asking.goes_on.clone().filter(|_| !replaces);
    let answer = show(&state, &asking, OfficePage::Codes(Codes { codes, next })).await?;
    renewed(&state, &asking, answer).await
}

/// New recovery codes in place of the old.
pub(in crate::routes) async fn renew_codes(State(state): State<AppState>, asking: Asking, fields: Fields) -> Answer {
    let person = asking.person()?;
    if own_record(&state, &asking).await?.totp.is_none() {
        return Err(Refusal::NotFound);
    }
    if let Some(what) = confirms(&state, &asking, fields.get("sandi_lama")).await? {
        let account = account(&state, &asking, None).await?;
        return show_again(&state, &asking, vec![trouble(Field::OldPassword, what)], account).await;
    }
    let session = person.session().ok_or(Refusal::NotAllowed)?;
    let codes = state.live.store.book.renew_recovery_codes(&asking.who(), state.now(), person.id, session).await?;
    let codes = codes.ok_or(Refusal::SignInFirst)?;
    let answer = show(&state, &asking, OfficePage::Codes(Codes { codes, next: None })).await?;
    renewed(&state, &asking, answer).await
}
