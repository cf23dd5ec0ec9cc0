//! `/masuk/oidc`: signing in at the identity provider, and back. The account
//! must exist; the provider only says whose it is.

use super::{Answer, own_path, show_again, sign_in, trouble};
use crate::book::{Ground, Stage};
use crate::oidc::Oidc;
use crate::routes::AppState;
use crate::routes::address::household;
use crate::routes::admit::{form_decoded, form_encoded};
use crate::routes::asking::{Asking, with_cookie};
use crate::routes::refusal::Refusal;
use axum::extract::State;
use axum::response::Redirect;
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

/// Sends the browser to the provider. The cookie also keeps where it wanted to
/// go, behind a dot, which no state has.
pub(in crate::routes) async fn begin(State(state): State<AppState>, asking: Asking) -> Answer {
    let next = asking.value("lanjut").and_then(|next| own_path(&next)).unwrap_or_default();
    let begun = oidc(&state)?.begin().await?;
    let kept = format!("{}.{}", begun.state, form_encoded(&next));
    with_cookie(&cookie(&state, kept), Redirect::to(&begun.url))
}

/// Takes the browser back from the provider.
pub(in crate::routes) async fn finish(State(state): State<AppState>, asking: Asking) -> Answer {
    let oidc = oidc(&state)?;
    let jar = CookieJar::from_headers(&asking.headers);
    let kept = jar.get(cookie(&state, String::new()).name()).map(|cookie| cookie.value().to_owned());
    let (bound, next) = kept.as_deref().and_then(|kept| kept.split_once('.')).unwrap_or_default();
    let next = own_path(&form_decoded(next));
    let (flow, code) = (asking.value("state").unwrap_or_default(), asking.value("code").unwrap_or_default());
    let again = async || {
        let form = SignIn { provider: Some(oidc.provider().to_owned()), ..SignIn::default() };
        let troubles = vec![trouble(Field::Form, What::OidcFailed)];
        show_again(&state, &asking, troubles, OfficePage::SignIn(form)).await
    };
    // Anybody can call this address; only a browser that was sent to the
    // provider from here is taken back, and noted when it is refused.
    if bound.is_empty() || bound != flow {
        return again().await;
    }
    let finished = oidc.finish(&flow, &code).await;
    let finished = finished.inspect_err(|error| tracing::warn!(%error, "a provider's sign-in failed"));
    let (book, now) = (&state.live.store.book, state.now());
    if let Ok(identity) = finished {
        let subject = format!("{} {}", identity.issuer, identity.subject);
        let found = book.person_of_subject(&asking.who(), now, &subject, identity.email.as_deref()).await?;
        if let Some(person) = found.filter(|person| !person.disabled) {
            let begun = sign_in::begin(&state, &asking, &person, Stage::Full, Ground::Provider, next.as_deref());
            if let Some(answer) = begun.await? {
                return Ok(answer);
            }
        }
    }
    book.note_refusal(&asking.who(), now, "identity provider", &household(asking.address).to_string()).await?;
    again().await
}

#[cfg(test)]
mod tests {
    use crate::auth::Who;
    use crate::book::NewPerson;
    use crate::listen::Peer;
    use crate::live::Live;
    use crate::oidc::tests::provider::{Manners, Provider, query};
    use crate::settings::Settings;
    use crate::store::Store;
    use axum::Router;
    use axum::body::Body;
    use axum::http::{Request, header};
    use lumbung_data::model::Role;
    use lumbung_data::profile::Profile;
    use std::path::Path;
    use std::sync::Arc;
    use tempfile::TempDir;
    use tower::ServiceExt;

    /// A server with one invited officer and a provider that knows
    /// siti@example.org.
    struct House {
        router: Router,
        provider: Arc<Provider>,
        _home: TempDir,
    }

    impl House {
        async fn of(email: &str) -> Self {
            let home = tempfile::tempdir().unwrap();
            let provider = Provider::start(Manners::default()).await;
            let store = Store::open(home.path()).await.unwrap();
            let new =
                NewPerson { name: "siti", full_name: "Siti", email: Some(email), role: Role::Officer, password: None };
            store.book.add_person(&Who::at_command_line(), chrono::Utc::now(), new).await.unwrap();
            let live = Live::open(store, Arc::new(Profile::load("bandung").unwrap())).await.unwrap();
            let settings = Settings { oidc: Some(Arc::new(provider.oidc())), ..Settings::default() };
            let router = crate::routes::router(&live, Path::new("none"), ([127, 0, 0, 1], 80).into(), settings);
            Self { router, provider, _home: home }
        }

        /// Asks for a path with a cookie: status, where to, and the cookie that
        /// comes back.
        async fn get(&self, path: &str, cookie: &str) -> (u16, String, String) {
            let request = Request::get(path).header(header::HOST, "127.0.0.1").header(header::COOKIE, cookie);
            let request = request.extension(Peer(([127, 0, 0, 1], 1).into())).body(Body::empty()).unwrap();
            let response = self.router.clone().oneshot(request).await.unwrap();
            let text = |name| response.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
            let cookie = text(header::SET_COOKIE).split(';').next().unwrap_or_default();
            (response.status().as_u16(), text(header::LOCATION).to_owned(), cookie.to_owned())
        }

        /// Goes to the provider and comes back with its code: the path of the
        /// return, and the cookie that binds it to the browser.
        async fn there_and_back(&self) -> (String, String) {
            let (status, url, cookie) = self.get("/masuk/oidc", "").await;
            assert_eq!(status, 303);
            let code = self.provider.sign_in(&url);
            (format!("/masuk/oidc/kembali?state={}&code={code}", query(&url)["state"]), cookie)
        }
    }

    #[tokio::test]
    async fn an_invited_person_signs_in_at_the_provider_without_another_factor_here() {
        let house = House::of("siti@example.org").await;
        let (back, cookie) = house.there_and_back().await;
        let (status, to, session) = house.get(&back, &cookie).await;
        assert_eq!((status, to.as_str()), (303, "/"));
        assert_eq!(house.get("/akun", &session).await.0, 200);
        let (back, cookie) = house.there_and_back().await;
        assert_eq!(house.get(&back, &cookie).await.0, 303, "the account is bound to the subject now");
    }

    #[tokio::test]
    async fn another_browser_cannot_finish_the_flow() {
        let house = House::of("siti@example.org").await;
        let (back, _) = house.there_and_back().await;
        let (status, _, session) = house.get(&back, "lumbung-oidc=something-else").await;
        assert_eq!((status, session.as_str()), (422, ""));
    }

    #[tokio::test]
    async fn whoever_has_no_account_here_stays_outside() {
        let house = House::of("budi@example.org").await;
        let (back, cookie) = house.there_and_back().await;
        let (status, _, session) = house.get(&back, &cookie).await;
        assert_eq!((status, session.as_str()), (422, ""));
    }
}
