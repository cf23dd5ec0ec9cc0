//! The HTTP client with which the provider is asked.
//!
//! It goes only where it is told: no redirects, no plain HTTP off this machine,
//! and neither long waits nor large answers. What an answer means is left to the
//! others.

use std::pin::Pin;
use std::time::Duration;

use openidconnect::url::{Host, Url};
use openidconnect::{AsyncHttpClient, HttpRequest, HttpResponse};
use reqwest::header::AUTHORIZATION;
use reqwest::redirect::Policy;

use super::OidcError;

/// How long a request may take, with the whole of its answer.
const PATIENCE: Duration = Duration::from_secs(10);

/// How large an answer may be, in bytes. Discovery and keys take a few thousand.
const LARGEST: usize = 1 << 20;

/// Why there is no answer. Says nothing that was sent or received.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.why())]
pub(super) enum HttpError {
    NoConnection,
    TooSlow,
    OutOfOrder,
    Insecure,
    TooLarge,
}

impl HttpError {
    pub(super) fn why(self) -> &'static str {
        match self {
            Self::NoConnection => "it could not be connected to",
            Self::TooSlow => "it did not answer in time",
            Self::OutOfOrder => "it is out of order",
            Self::Insecure => "it names an address that is not https",
            Self::TooLarge => "its answer is larger than 1 MiB",
        }
    }
}

/// The client, and whether the provider is on this machine.
pub(super) struct Http {
    client: reqwest::Client,
    loopback: bool,
}

impl Http {
    /// A client for a provider; `loopback` says that it is on this machine.
    pub(super) fn new(loopback: bool) -> Result<Self, OidcError> {
        crate::tls::tls();
        let mut builder = reqwest::Client::builder().redirect(Policy::none()).timeout(PATIENCE);
        if loopback {
            // To a proxy, this machine would be another one.
            builder = builder.no_proxy();
        }
        let client = builder.build().map_err(|_| OidcError::Settings("no TLS client could be built"))?;
        Ok(Self { client, loopback })
    }

    async fn send(&self, request: HttpRequest) -> Result<HttpResponse, HttpError> {
        let (mut head, body) = request.into_parts();
        // The provider names its endpoints itself, so each is checked anew.
        let url = Url::parse(&head.uri.to_string()).map_err(|_| HttpError::Insecure)?;
        if !may_be_called(&url, self.loopback) {
            return Err(HttpError::Insecure);
        }
        if let Some(secret) = head.headers.get_mut(AUTHORIZATION) {
            // Keeps it out of what the layers below print when they trace.
            secret.set_sensitive(true);
        }
        let request = self.client.request(head.method, url).headers(head.headers).body(body);
        let mut answer = request.send().await.map_err(|error| failure(&error))?;
        if answer.status().is_server_error() {
            return Err(HttpError::OutOfOrder);
        }
        let mut body = Vec::new();
        // Counted as it comes: the announced length may be absent, or a lie.
        while let Some(part) = answer.chunk().await.map_err(|error| failure(&error))? {
            if body.len() + part.len() > LARGEST {
                return Err(HttpError::TooLarge);
            }
            body.extend_from_slice(&part);
        }
        let mut response = HttpResponse::new(body);
        *response.status_mut() = answer.status();
        *response.headers_mut() = std::mem::take(answer.headers_mut());
        Ok(response)
    }
}

impl<'c> AsyncHttpClient<'c> for Http {
    type Error = HttpError;
    type Future = Pin<Box<dyn Future<Output = Result<HttpResponse, HttpError>> + Send + 'c>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        Box::pin(self.send(request))
    }
}

fn failure(error: &reqwest::Error) -> HttpError {
    if error.is_timeout() { HttpError::TooSlow } else { HttpError::NoConnection }
}

/// Whether a provider's address may be used: `https`, or `http` to this machine
/// if the provider itself is on it. A provider elsewhere must not make us call
/// our neighbours here.
pub(super) fn may_be_called(url: &Url, loopback: bool) -> bool {
    match url.scheme() {
        "https" => url.has_host(),
        "http" => loopback && is_loopback(url),
        _ => false,
    }
}

/// Whether the host of an address is this machine itself.
pub(super) fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(ip)) => ip.is_loopback(),
        Some(Host::Ipv6(ip)) => ip.is_loopback(),
        None => false,
    }
}
