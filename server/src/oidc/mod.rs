//! Signing in through an `OpenID` Connect provider.
//!
//! This is the authorization code flow with PKCE, for one provider. [`Oidc`]
//! finds the provider, sends the browser to it, exchanges the code that comes
//! back and checks the ID token; what remains is an [`Identity`].
//!
//! Left to the caller: the routes, the session, which identities may come in,
//! and binding a flow to a browser. The last is not optional. [`Oidc::begin`]
//! gives a `state`; put it into a short-lived cookie (`Secure`, `HttpOnly`,
//! `SameSite=Lax`) of the browser that asked, and call [`Oidc::finish`] only if
//! the `state` of the callback equals that cookie. Without it, a stranger could
//! let a visitor finish the stranger's own flow, and so sign the visitor in as
//! the stranger.
//!
//! Flows are kept in the memory of this process: a restart forgets them, and a
//! second process does not know them.

mod error;
mod http;
mod pending;
mod provider;
#[cfg(test)]
pub(crate) mod tests;

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, TimeDelta, Utc};
use openidconnect::core::{CoreAuthenticationFlow, CoreIdToken, CoreIdTokenClaims};
use openidconnect::{
    AuthorizationCode, ClaimsVerificationError, ClientId, ClientSecret, CsrfToken, IssuerUrl, Nonce, PkceCodeChallenge,
    RedirectUrl, Scope, SignatureVerificationError, TokenResponse,
};

pub use self::error::OidcError;
use self::http::{Http, is_loopback, may_be_called};
use self::pending::{Flow, Pending};
use self::provider::Provider;

/// Tells the time; the tests bring their own.
type Clock = Arc<dyn Fn() -> DateTime<Utc> + Send + Sync>;

/// How long what the provider says about itself is believed.
const KNOWN_FOR: TimeDelta = TimeDelta::hours(1);

/// How old the known keys must be before an unknown one makes us ask again.
const KEYS_REST: TimeDelta = TimeDelta::minutes(1);

/// What the operator says about the provider.
#[derive(Clone)]
pub struct OidcSettings {
    /// The issuer exactly as the provider writes it, slash or no slash at the
    /// end. It is `https`, or `http` on a loopback host.
    pub issuer: String,
    /// The name under which the provider knows this server.
    pub client_id: String,
    /// The secret shared with the provider; empty for a client that has none
    /// and relies on PKCE alone.
    pub client_secret: String,
    /// What to call the provider, as shown on the button.
    pub name: String,
}

// By hand, so that the secret cannot be printed.
impl fmt::Debug for OidcSettings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OidcSettings")
            .field("issuer", &self.issuer)
            .field("client_id", &self.client_id)
            .field("name", &self.name)
            .finish_non_exhaustive()
    }
}

/// Who signed in, as the provider vouches for it.
///
/// A person is `issuer` and `subject` together; the address and the name may
/// change and may be given to somebody else later.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// The provider that vouches.
    pub issuer: String,
    /// The provider's own, lasting name for the person.
    pub subject: String,
    /// The mail address, only if the provider says that it verified it.
    pub email: Option<String>,
    /// The name to show, if the provider gives one.
    pub name: Option<String>,
}

/// A flow that was begun.
pub struct Begun {
    /// Where to send the browser.
    pub url: String,
    /// What to bind to the browser, see the module.
    pub state: String,
}

// By hand, since whoever holds the state can finish the flow.
impl fmt::Debug for Begun {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Begun").finish_non_exhaustive()
    }
}

/// The sign-in through one provider. Share it in an [`Arc`].
pub struct Oidc {
    name: String,
    issuer: IssuerUrl,
    client_id: ClientId,
    client_secret: Option<ClientSecret>,
    redirect: RedirectUrl,
    http: Http,
    clock: Clock,
    known: Mutex<Option<Arc<Provider>>>,
    pending: Pending,
}

impl fmt::Debug for Oidc {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Oidc").field("issuer", &self.issuer.as_str()).finish_non_exhaustive()
    }
}

impl Oidc {
    /// Prepares the sign-in; the provider is not yet asked anything.
    ///
    /// `redirect_url` is the whole address of the callback route, as registered
    /// with the provider.
    ///
    /// # Errors
    ///
    /// [`OidcError::Settings`] if an address does not parse, the issuer is
    /// neither `https` nor on a loopback host, the client has no name, or no
    /// TLS client can be built (as on a machine without CA certificates).
    pub fn new(settings: OidcSettings, redirect_url: &str) -> Result<Self, OidcError> {
        Self::with_clock(settings, redirect_url, Arc::new(Utc::now))
    }

    fn with_clock(settings: OidcSettings, redirect_url: &str, clock: Clock) -> Result<Self, OidcError> {
        let OidcSettings { issuer, client_id, client_secret, name } = settings;
        let issuer = IssuerUrl::new(issuer).map_err(|_| OidcError::Settings("the issuer is not a URL"))?;
        let loopback = is_loopback(issuer.url());
        if !may_be_called(issuer.url(), loopback) {
            return Err(OidcError::Settings("the issuer must be https, or http on this machine itself"));
        }
        if client_id.is_empty() {
            return Err(OidcError::Settings("the client id is empty"));
        }
        let redirect = RedirectUrl::new(redirect_url.to_owned())
            .map_err(|_| OidcError::Settings("the redirect address is not a URL"))?;
        Ok(Self {
            name,
            issuer,
            client_id: ClientId::new(client_id),
            client_secret: (!client_secret.is_empty()).then(|| ClientSecret::new(client_secret)),
            redirect,
            http: Http::new(loopback)?,
            clock,
            known: Mutex::default(),
            pending: Pending::default(),
        })
    }

    /// What to call the provider, as shown on the button.
    #[must_use]
    pub fn provider(&self) -> &str {
        &self.name
    }

    /// Begins a flow: where to send the browser, and the state to bind to it.
    ///
    /// The provider is asked about itself on first use and once an hour after.
    /// At most 1,000 flows wait at a time and the oldest gives way, so a route
    /// that calls this is worth a limit on its rate.
    ///
    /// # Errors
    ///
    /// [`OidcError::Unreachable`] or [`OidcError::BadAnswer`] if the provider
    /// cannot be discovered. Neither is remembered; the next call asks again.
    pub async fn begin(&self) -> Result<Begun, OidcError> {
        let provider = self.discovered().await?;
        let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
        let flow = CoreAuthenticationFlow::AuthorizationCode;
        let (url, state, nonce) = provider
            .client
            .authorize_url(flow, CsrfToken::new_random, Nonce::new_random)
            .add_scopes(["email", "profile"].map(|scope| Scope::new(scope.to_owned())))
            .set_pkce_challenge(challenge)
            .url();
        let state = state.into_secret();
        self.pending.put(state.clone(), Flow { verifier, nonce, begun: (self.clock)() });
        Ok(Begun { url: url.into(), state })
    }

    /// Finishes a flow with the `state` and the `code` of the callback.
    ///
    /// The flow is used up by this call, whatever comes of it. Only the ID token
    /// is read: a provider that gives the address only at its userinfo endpoint
    /// yields an identity without one.
    ///
    /// # Errors
    ///
    /// [`OidcError::UnknownFlow`] if the state was never given out, was used
    /// before or is older than ten minutes; [`OidcError::Refused`] if the
    /// provider does not take the code; [`OidcError::BadToken`] if the ID token
    /// does not hold; [`OidcError::Unreachable`] and [`OidcError::BadAnswer`] if
    /// the provider does not do its part.
    pub async fn finish(&self, state: &str, code: &str) -> Result<Identity, OidcError> {
        let flow = self.pending.take(state, (self.clock)()).ok_or(OidcError::UnknownFlow)?;
        let provider = self.discovered().await?;
        let answer = provider
            .client
            .exchange_code(AuthorizationCode::new(code.to_owned()))
            .set_pkce_verifier(flow.verifier)
            .request_async(&self.http)
            .await
            .map_err(|error| OidcError::from_exchange(&self.issuer, &error))?;
        let token = answer.id_token().ok_or_else(|| OidcError::bad_token(&self.issuer, "there is none"))?;
        let claims = self.claims(&provider, token, &flow.nonce).await?;
        Ok(Identity {
            issuer: claims.issuer().to_string(),
            subject: claims.subject().to_string(),
            // An address nobody verified may belong to somebody else.
            email: claims.email().filter(|_| claims.email_verified() == Some(true)).map(|email| email.to_string()),
            name: claims.name().and_then(|name| name.get(None)).map(|name| name.to_string()),
        })
    }

    /// What the token claims, once all of it is checked.
    async fn claims<'t>(
        &self,
        provider: &Provider,
        token: &'t CoreIdToken,
        nonce: &Nonce,
    ) -> Result<&'t CoreIdTokenClaims, OidcError> {
        let mut checked = token.claims(&provider.verifier, nonce);
        // Providers change their keys when they like, so a key that we do not
        // know may be newer than what we know. Only a provider that took our
        // code leads here, and not more than once a minute.
        let unknown = ClaimsVerificationError::SignatureVerification(SignatureVerificationError::NoMatchingKey);
        if checked.as_ref().is_err_and(|error| *error == unknown) && (self.clock)() - provider.found > KEYS_REST {
            let provider = self.discover().await?;
            checked = token.claims(&provider.verifier, nonce);
        }
        checked.map_err(|error| OidcError::from_claims(&self.issuer, &error))
    }

    /// The provider as last discovered, or discovered now if that is too old.
    async fn discovered(&self) -> Result<Arc<Provider>, OidcError> {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner).clone();
        match known {
            Some(provider) if (self.clock)() - provider.found < KNOWN_FOR => Ok(provider),
            _ => self.discover().await,
        }
    }

    /// Asks the provider about itself and remembers a good answer.
    ///
    /// Nothing is locked while waiting: two callers may ask at once, but none
    /// queues behind a provider that does not answer.
    async fn discover(&self) -> Result<Arc<Provider>, OidcError> {
        let provider = Arc::new(Provider::discover(self).await?);
        *self.known.lock().unwrap_or_else(PoisonError::into_inner) = Some(Arc::clone(&provider));
        tracing::info!(issuer = self.issuer.as_str(), "the sign-in provider was discovered");
        Ok(provider)
    }
}
