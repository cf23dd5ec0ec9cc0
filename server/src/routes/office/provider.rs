//! `/masuk/oidc`: signing in at the identity provider, and back. The account
//! must exist; the provider only says whose it is.

use super::{Answer, show_again, sign_in, trouble};
use crate::book::{Entry, Stage};
use crate::oidc::Oidc;
use crate::routes::AppState;
use crate::routes::asking::Asking;
use crate::routes::refusal::Refusal;
use axum::extract::State;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Redirect};
use axum_extra::extract::CookieJar;
use axum_extra::extract::cookie::{Cookie, SameSite};
use lumbung_data::model::office::{Field, OfficePage, SignIn, What};
use std::sync::Arc;

/// Binds a flow to the browser that began it.
fn cookie(state: &AppState, value: String) -> Cookie<'static> {
    let secure = state.settings.is_secure();
    let name = if secure { "__Host-lumbung-oidc" } else { "lumbung-oidc" };
    Cookie::build((name, value)).path("/").http_only(true).same_site(SameSite::Lax).secure(secure).build()
}

fn oidc(state: &AppState) -> Result<&Arc<Oidc>, Refusal> {
    state.settings.oidc.as_ref().ok_or(Refusal::NotFound)
}

/// Sends the browser to the provider.
pub(in crate::routes) async fn begin(State(state): State<AppState>) -> Answer {
    let begun = oidc(&state)?.begin().await.map_err(|error| Refusal::failed(&error))?;
    let cookie = cookie(&state, begun.state).to_string();
    let cookie = HeaderValue::from_str(&cookie).map_err(|error| Refusal::failed(&error))?;
    Ok(([(header::SET_COOKIE, cookie)], Redirect::to(&begun.url)).into_response())
}

/// Takes the browser back from the provider.
pub(in crate::routes) async fn finish(State(state): State<AppState>, asking: Asking) -> Answer {
    let oidc = oidc(&state)?;
    let jar = CookieJar::from_headers(&asking.headers);
    let bound = jar.get(cookie(&state, String::new()).name()).map(|cookie| cookie.value().to_owned());
    let (flow, code) = (asking.value("state").unwrap_or_default(), asking.value("code").unwrap_or_default());
    let identity = if bound.is_some_and(|bound| bound == flow) {
        oidc.finish(&flow, &code).await.inspect_err(|error| tracing::warn!(%error, "a provider's sign-in failed")).ok()
    } else {
        None
    };
    let (book, now) = (&state.live.store.book, state.now());
    let person = match &identity {
        Some(identity) => {
            let subject = format!("{} {}", identity.issuer, identity.subject);
            let found = book.person_of_subject(&subject, identity.email.as_deref()).await;
            found.map_err(|error| Refusal::failed(&error))?.filter(|person| !person.disabled)
        }
        None => None,
    };
    let Some(person) = person else {
        let entry = Entry::of("sign-in-refused", "identity provider");
        book.note(&asking.who(), now, &entry).await.map_err(|error| Refusal::failed(&error))?;
        let form = SignIn { provider: Some(oidc.provider().to_owned()), ..SignIn::default() };
        let troubles = vec![trouble(Field::Form, What::OidcFailed)];
        return show_again(&state, &asking, troubles, OfficePage::SignIn(form)).await;
    };
    sign_in::begin(&state, &asking, &person, Stage::Full, true, None).await
}
