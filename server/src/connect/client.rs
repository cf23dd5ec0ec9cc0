//! The one client with which sources are asked.
//!
//! It goes only where the guard lets it, follows redirects by hand, waits
//! between requests and after failures, and takes no more than it was told to.
//! What an answer means is left to the readers.

use super::ask::{Ask, Fetched, Kind, Limits, Post};
use super::error::FetchError;
use super::guard::{Guard, Refusal};
use super::pace::{Pace, backoff};
use super::retry_after::retry_after;
use super::unpack::{Overflow, Unpacked};
use chrono::{DateTime, Utc};
use reqwest::header::{self, HeaderMap, HeaderValue};
use reqwest::{Method, Response, StatusCode, Url, redirect};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// A client for one source.
#[derive(Debug)]
pub struct Client {
    http: reqwest::Client,
    guard: Guard,
    limits: Limits,
    pace: Arc<dyn Pace>,
    /// When each host may be asked again.
    turns: Mutex<HashMap<String, DateTime<Utc>>>,
}

impl Client {
    /// A client that goes where the guard lets it.
    ///
    /// # Errors
    /// When TLS cannot be set up.
    pub fn new(guard: Guard, limits: Limits, pace: Arc<dyn Pace>) -> Result<Self, FetchError> {
        crate::tls::tls();
        let http = reqwest::Client::builder()
            .user_agent(concat!("Lumbung/", env!("CARGO_PKG_VERSION")))
            .redirect(redirect::Policy::none())
            // Tries are counted here, and nowhere below.
            .retry(reqwest::retry::never())
            // A proxy would look names up behind the guard's back.
            .no_proxy()
            .dns_resolver(guard.clone())
            .connect_timeout(limits.connect)
            .timeout(limits.whole)
            .build()
            .map_err(|error| FetchError::Client(error.to_string()))?;
        Ok(Self { http, guard, limits, pace, turns: Mutex::default() })
    }

    /// Its clock.
    pub(super) fn now(&self) -> DateTime<Utc> {
        self.pace.now()
    }

    /// Asks, again where that may help.
    ///
    /// # Errors
    /// Why there is no answer after all tries.
    pub async fn ask(&self, ask: &Ask) -> Result<Fetched, FetchError> {
        let mut tries = 0;
        loop {
            tries += 1;
            let error = match tokio::time::timeout(self.limits.whole, self.once(ask)).await {
                Ok(Ok(bytes)) => return Ok(Fetched { url: ask.shown(), bytes }),
                Ok(Err(error)) => error,
                Err(_) => FetchError::Slow(host_of(&ask.url)),
            };
            let asked = error.asked_to_wait().unwrap_or_default();
            if !error.is_passing() || tries >= self.limits.tries || asked > self.limits.longest_wait {
                return Err(error);
            }
            let wait = backoff(&*self.pace, tries, self.limits.backoff, self.limits.longest_wait).max(asked);
            tracing::info!(error = %error, tries, wait_s = wait.as_secs_f64(), "asking again");
            self.pace.sleep(wait).await;
        }
    }

    /// Hands something over, once. It is taken where the answer says so; what else is in
    /// the answer is not read, and no redirect is followed.
    ///
    /// # Errors
    /// Why it was not taken.
    pub async fn post(&self, post: Post<'_>) -> Result<(), FetchError> {
        let url = self.guard.check(post.url, None)?;
        let host = url.host_str().unwrap_or_default().to_owned();
        let mut request = self.http.post(url).header(header::CONTENT_TYPE, post.media_type).body(post.body);
        for (name, value) in post.headers {
            request = request.header(name, value);
        }
        let response = request.send().await.map_err(|error| failure(&error, &host))?;
        match response.status() {
            status if status.is_success() => Ok(()),
            other => Err(FetchError::Status { host, status: other.as_u16() }),
        }
    }

    async fn once(&self, ask: &Ask) -> Result<Vec<u8>, FetchError> {
        let first = self.guard.check(&ask.url, None)?;
        let mut url = first.clone();
        for _ in 0..=self.limits.redirects {
            let host = url.host_str().unwrap_or_default().to_owned();
            self.take_turn(&host).await;
            let response = self.send(ask, &url, url.origin() == first.origin()).await?;
            if !response.status().is_redirection() {
                return self.answer(ask, response, &host).await;
            }
            // What was posted is not posted elsewhere.
            let target = response.headers().get(header::LOCATION).and_then(|target| target.to_str().ok());
            let Some(target) = target.filter(|_| ask.form.is_empty()) else {
                return Err(FetchError::Status { host, status: response.status().as_u16() });
            };
            url = self.guard.check(target, Some(&url))?;
        }
        Err(FetchError::Redirects(host_of(&ask.url)))
    }

    /// Waits until the host may be asked, and counts this request.
    async fn take_turn(&self, host: &str) {
        let now = self.pace.now();
        let turn = {
            let mut turns = self.turns.lock().unwrap_or_else(PoisonError::into_inner);
            let turn = turns.get(host).copied().unwrap_or(now).max(now);
            turns.insert(host.to_owned(), turn + self.limits.pause);
            turn
        };
        let wait = (turn - now).to_std().unwrap_or_default();
        if !wait.is_zero() {
            self.pace.sleep(wait).await;
        }
    }

    async fn send(&self, ask: &Ask, url: &Url, same_origin: bool) -> Result<Response, FetchError> {
        let accept = match ask.kind {
            Kind::Json => "application/json",
            Kind::Csv => "text/csv, text/plain",
        };
        let mut request = if ask.form.is_empty() {
            self.http.request(Method::GET, url.clone())
        } else {
            self.http.request(Method::POST, url.clone()).form(&ask.form)
        };
        request = request.header(header::ACCEPT, accept).header(header::ACCEPT_ENCODING, "gzip");
        for (name, value) in &ask.headers {
            request = request.header(*name, value);
        }
        if let Some((name, variable, secret)) =
            ask.secret.as_ref().filter(|(.., secret)| same_origin && !secret.is_empty())
        {
            let mut secret = HeaderValue::from_str(secret).map_err(|_| {
                FetchError::Profile(
                    format!("{variable} memuat huruf yang tidak boleh ada dalam kunci; salin ulang kuncinya."),
                    format!("{variable} holds letters that no key has; copy it again."),
                )
            })?;
            // Keeps it out of what the layers below print when they trace.
            secret.set_sensitive(true);
            request = request.header(*name, secret);
        }
        let host = url.host_str().unwrap_or_default();
        request.send().await.map_err(|error| failure(&error, host))
    }

    async fn answer(&self, ask: &Ask, mut response: Response, host: &str) -> Result<Vec<u8>, FetchError> {
        let (status, headers) = (response.status(), response.headers());
        let variable = ask.secret.as_ref().map(|(_, variable, _)| *variable);
        let host_owned = || host.to_owned();
        match status {
            status if status.is_success() => {}
            StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN => {
                return Err(FetchError::Unauthorized { host: host_owned(), variable });
            }
            StatusCode::NOT_FOUND | StatusCode::GONE => return Err(FetchError::NotFound(host_owned())),
            StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE => {
                let wait = headers.get(header::RETRY_AFTER).and_then(|value| value.to_str().ok());
                let wait = wait.and_then(|text| retry_after(text, self.pace.now()));
                return Err(FetchError::Busy { host: host_owned(), wait });
            }
            other => return Err(FetchError::Status { host: host_owned(), status: other.as_u16() }),
        }
        check_type(headers, ask.kind, host)?;
        let too_large = || FetchError::TooLarge(self.limits.bytes);
        let encoding = text_of(headers, &header::CONTENT_ENCODING);
        let mut body = Unpacked::new(&encoding, self.limits.bytes)
            .ok_or_else(|| FetchError::WrongType { host: host_owned(), given: encoding.clone() })?;
        // The announced length may be absent, or a lie: it only spares work.
        if response.content_length().is_some_and(|length| length > self.limits.bytes as u64) {
            return Err(too_large());
        }
        let overflow = |fault| match fault {
            Overflow::TooLarge => too_large(),
            Overflow::Broken => FetchError::Broken(host_owned()),
        };
        while let Some(part) = response.chunk().await.map_err(|error| failure(&error, host))? {
            body.push(&part).map_err(overflow)?;
        }
        let bytes = body.finish().map_err(overflow)?;
        let start = bytes.iter().find(|b| !b.is_ascii_whitespace());
        if start == Some(&b'<') {
            return Err(FetchError::Html(host_owned()));
        }
        Ok(bytes)
    }
}

/// Whether the content is what it should be; unlabelled content is looked at
/// by the readers.
fn check_type(headers: &HeaderMap, kind: Kind, host: &str) -> Result<(), FetchError> {
    let given = text_of(headers, &header::CONTENT_TYPE);
    let essence = given.split(';').next().unwrap_or_default().trim().to_lowercase();
    let fits = match (kind, essence.as_str()) {
        (_, "" | "text/plain" | "application/octet-stream") => true,
        (Kind::Json, essence) => matches!(essence, "application/json" | "text/json") || essence.ends_with("+json"),
        (Kind::Csv, essence) => {
            matches!(essence, "text/csv" | "application/csv" | "binary/octet-stream" | "application/vnd.ms-excel")
        }
    };
    match essence.as_str() {
        "text/html" | "application/xhtml+xml" => Err(FetchError::Html(host.to_owned())),
        _ if fits => Ok(()),
        _ => Err(FetchError::WrongType { host: host.to_owned(), given: given.chars().take(80).collect() }),
    }
}

fn text_of(headers: &HeaderMap, name: &header::HeaderName) -> String {
    headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned()
}

/// What the library's error comes to. A refusal of the guard lies deep in it.
fn failure(error: &reqwest::Error, host: &str) -> FetchError {
    let mut cause: Option<&(dyn std::error::Error + 'static)> = Some(error);
    while let Some(inner) = cause {
        if let Some(refusal) = inner.downcast_ref::<Refusal>() {
            return FetchError::Refused(refusal.clone());
        }
        cause = inner.source();
    }
    let host = host.to_owned();
    if error.is_timeout() {
        FetchError::Slow(host)
    } else if error.is_connect() {
        FetchError::Unreachable(host)
    } else {
        FetchError::Broken(host)
    }
}

fn host_of(url: &str) -> String {
    Url::parse(url).ok().and_then(|url| url.host_str().map(str::to_owned)).unwrap_or_default()
}
