//! Who asks, and how: what handlers and layers need to know of a request beside
//! its path.

use super::AppState;
use super::address::household;
use super::refusal::Refusal;
use crate::auth::name::ANONYMOUS;
use crate::auth::{Person, Who};
use crate::book::{Session, Stage};
use crate::listen::Peer;
use axum::extract::{FromRequestParts, Query, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Uri, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::CookieJar;
use axum_extra::extract::cookie::{Cookie, SameSite};
use chrono::{DateTime, Utc};
use lumbung_data::model::office::{Done, Visitor};
use lumbung_data::model::{Lang, Role};
use std::net::{IpAddr, Ipv4Addr};
use std::sync::Arc;

/// The cookie of a session. The prefix makes browsers take it over TLS only,
/// from this host only, for all of its paths.
const SECURE_COOKIE: &str = "__Host-lumbung";
/// The same on the machine itself, where there is no TLS.
const PLAIN_COOKIE: &str = "lumbung";
/// The longest name of a browser that is kept, in characters.
const LONGEST_AGENT: usize = 200;

/// A request, as far as its path does not say it.
#[derive(Debug, Clone)]
pub(super) struct Asking {
    /// The reader's language.
    pub lang: Lang,
    /// Whether a program asks, which wants JSON.
    pub is_api: bool,
    /// Where from.
    pub address: IpAddr,
    /// The request's number.
    pub request: String,
    /// How the browser names itself.
    pub agent: String,
    /// The whole address.
    pub uri: Uri,
    /// The headers, for the page that is rendered.
    pub headers: Arc<HeaderMap>,
    /// Who has proved who they are.
    pub person: Option<Person>,
    /// Who has entered their password and not yet the second factor.
    pub halfway: Option<Person>,
    /// Where they wanted to go when they signed in; a path of ours.
    pub goes_on: Option<String>,
}

impl Asking {
    /// What can be said of a request before anybody was looked up.
    pub fn outline(request: &Request, number: String) -> Self {
        let uri = request.uri().clone();
        let headers = request.headers();
        let is_api = uri.path().starts_with("/api/");
        let agent = headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok()).unwrap_or_default();
        Self {
            lang: lumbung_app::language(uri.query().unwrap_or_default(), headers, is_api),
            is_api,
            address: request.extensions().get::<Peer>().map_or(Ipv4Addr::UNSPECIFIED.into(), |peer| peer.0.ip()),
            request: number,
            agent: agent.chars().filter(|c| !c.is_control()).take(LONGEST_AGENT).collect(),
            headers: Arc::new(headers.clone()),
            uri,
            person: None,
            halfway: None,
            goes_on: None,
        }
    }

    /// The same, with who it is and where from.
    pub async fn identify(self, state: &AppState, address: IpAddr) -> Result<Self, Refusal> {
        let (book, now) = (&state.live.store.book, state.now());
        let asking = Self { address, ..self };
        if let Some(token) = asking.bearer() {
            let Some(person) = book.bearer(token, now).await? else {
                book.note_refusal(&asking.who(), now, "token", &household(address).to_string()).await?;
                return Err(Refusal::BadToken);
            };
            return Ok(Self { person: Some(person), ..asking });
        }
        let Some(secret) = asking.cookie(state) else { return Ok(asking) };
        let session = book.session(&secret, now).await?;
        Ok(match session {
            Some(Session { stage: Stage::Full, person, goes_on }) => Self { person: Some(person), goes_on, ..asking },
            Some(Session { stage: Stage::Password, person, goes_on }) => {
                Self { halfway: Some(person), goes_on, ..asking }
            }
            None => asking,
        })
    }

    /// The token of a program, which counts on the API only.
    pub fn bearer(&self) -> Option<&str> {
        let value = self.headers.get(header::AUTHORIZATION).filter(|_| self.is_api)?.to_str().ok()?;
        let (scheme, token) = value.split_once(' ')?;
        scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
    }

    /// The secret of the session that the browser brought.
    pub fn cookie(&self, state: &AppState) -> Option<String> {
        let jar = CookieJar::from_headers(&self.headers);
        jar.get(cookie_name(state)).map(|cookie| cookie.value().to_owned()).filter(|value| !value.is_empty())
    }

    /// Who it is, for the audit log.
    pub fn who(&self) -> Who {
        let name = self.person.as_ref().or(self.halfway.as_ref()).map_or(ANONYMOUS, |person| &person.name);
        self.who_as(name)
    }

    /// The same under a name that is being proved.
    pub fn who_as(&self, name: &str) -> Who {
        Who { actor: name.to_owned(), address: self.address.to_string(), request: self.request.clone() }
    }

    /// The person, where a rule has let only people in.
    pub fn person(&self) -> Result<&Person, Refusal> {
        self.person.as_ref().ok_or(Refusal::SignInFirst)
    }

    /// The same, once a second factor was set up.
    pub fn with_second_factor(self) -> Self {
        Self { person: self.person.map(|person| Person { second_factor: true, ..person }), ..self }
    }

    /// Who looks at a page.
    pub fn visitor(&self, state: &AppState) -> Option<Visitor> {
        self.person.as_ref().map(|person| Visitor {
            name: person.name.clone(),
            full_name: person.full_name.clone(),
            role: person.role,
            must_set_up: state.must_set_up(person),
        })
    }

    /// The value of a key in the address.
    pub fn value(&self, key: &str) -> Option<String> {
        value_in(&self.uri, key)
    }

    /// What was just done, as the address says it.
    pub fn done(&self) -> Option<Done> {
        Done::parse(&self.value("kabar")?)
    }

    /// On to a page of ours, in the language that the address names, with what
    /// was done.
    pub fn on_to(&self, path: &str, done: Option<Done>) -> Redirect {
        let lang = self.value("lang").and_then(|code| Lang::from_code(&code)).map(|lang| ("lang", lang.code()));
        let pairs: Vec<String> = done
            .map(|done| ("kabar", done.as_str()))
            .into_iter()
            .chain(lang)
            .map(|(key, value)| format!("{key}={value}"))
            .collect();
        let join = if path.contains('?') { '&' } else { '?' };
        if pairs.is_empty() { Redirect::to(path) } else { Redirect::to(&format!("{path}{join}{}", pairs.join("&"))) }
    }

    /// Whether they have a role.
    pub fn has(&self, role: Role) -> bool {
        self.person.as_ref().is_some_and(|person| person.role >= role)
    }
}

/// The value of a key in an address.
pub(super) fn value_in(uri: &Uri, key: &str) -> Option<String> {
    let Query(pairs) = Query::<Vec<(String, String)>>::try_from_uri(uri).ok()?;
    pairs.into_iter().find(|(name, _)| name == key).map(|(_, value)| value)
}

impl AppState {
    /// Now.
    pub(super) fn now(&self) -> DateTime<Utc> {
        self.settings.clock.now()
    }

    /// Whether somebody must set up a second factor before anything else.
    pub(super) fn must_set_up(&self, person: &Person) -> bool {
        !self.settings.second_factor_optional && !person.second_factor
    }
}

fn cookie_name(state: &AppState) -> &'static str {
    if state.settings.is_secure() { SECURE_COOKIE } else { PLAIN_COOKIE }
}

/// The cookie of a session. It ends with the browser; the limits are kept here.
pub(super) fn session_cookie(state: &AppState, secret: String) -> Cookie<'static> {
    Cookie::build((cookie_name(state), secret))
        .path("/")
        .http_only(true)
        .same_site(SameSite::Lax)
        .secure(state.settings.is_secure())
        .build()
}

/// What makes the browser forget its cookie.
pub(super) fn no_cookie(state: &AppState) -> Cookie<'static> {
    let mut cookie = session_cookie(state, String::new());
    cookie.make_removal();
    cookie
}

/// An answer that also sets a cookie.
pub(super) fn with_cookie(cookie: &Cookie<'_>, answer: impl IntoResponse) -> Result<Response, Refusal> {
    let mut answer = answer.into_response();
    answer.headers_mut().append(header::SET_COOKIE, HeaderValue::from_str(&cookie.to_string())?);
    Ok(answer)
}

impl<S: Send + Sync> FromRequestParts<S> for Asking {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Refusal> {
        // Every request passes where it is put there.
        parts.extensions.get::<Self>().cloned().ok_or(Refusal::Failed)
    }
}
