//! What can go wrong in signing in, told apart for the caller.
//!
//! The libraries' errors carry what was received, and that may be a token or
//! repeat a code. So none of them is kept: each becomes one of a few fixed
//! sentences. What a visitor is shown is left to the caller.

use openidconnect::core::CoreErrorResponseType as Refusal;
use openidconnect::{
    ClaimsVerificationError, DiscoveryError, IssuerUrl, RequestTokenError, SignatureVerificationError,
    StandardErrorResponse,
};

use super::http::HttpError;

/// Why a sign-in did not come about. Safe to log: holds no code, token or secret.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum OidcError {
    /// The settings cannot work; for the operator.
    #[error("the sign-in provider is set up wrongly: {0}")]
    Settings(&'static str),
    /// The provider did not answer; worth trying again later.
    #[error("the sign-in provider {issuer} cannot be reached: {why}")]
    Unreachable {
        /// The provider, as set up.
        issuer: String,
        /// What happened.
        why: &'static str,
    },
    /// The provider answered what it should not; for the operator.
    #[error("the sign-in provider {issuer} answered wrongly: {why}")]
    BadAnswer {
        /// The provider, as set up.
        issuer: String,
        /// What is wrong with the answer.
        why: &'static str,
    },
    /// The provider did not take the code, or does not know this client.
    #[error("the sign-in provider {issuer} refused: {why}")]
    Refused {
        /// The provider, as set up.
        issuer: String,
        /// The provider's reason, by its standard name.
        why: &'static str,
    },
    /// There is no such flow; the person should begin again.
    #[error("this sign-in was not begun here, was finished before, or is older than ten minutes")]
    UnknownFlow,
    /// The ID token does not hold.
    #[error("the sign-in provider {issuer} gave an ID token that does not hold: {why}")]
    BadToken {
        /// The provider, as set up.
        issuer: String,
        /// What is wrong with the token.
        why: &'static str,
    },
}

impl OidcError {
    pub(super) fn bad_answer(issuer: &IssuerUrl, why: &'static str) -> Self {
        Self::BadAnswer { issuer: issuer.to_string(), why }
    }

    pub(super) fn bad_token(issuer: &IssuerUrl, why: &'static str) -> Self {
        Self::BadToken { issuer: issuer.to_string(), why }
    }

    fn from_http(issuer: &IssuerUrl, error: HttpError) -> Self {
        match error {
            HttpError::NoConnection | HttpError::TooSlow | HttpError::OutOfOrder => {
                Self::Unreachable { issuer: issuer.to_string(), why: error.why() }
            }
            HttpError::Insecure | HttpError::TooLarge => Self::bad_answer(issuer, error.why()),
        }
    }

    pub(super) fn from_discovery(issuer: &IssuerUrl, error: &DiscoveryError<HttpError>) -> Self {
        let why = match error {
            DiscoveryError::Request(error) => return Self::from_http(issuer, *error),
            DiscoveryError::Response(status, ..) if status.is_redirection() => "it redirects instead of answering",
            DiscoveryError::Response(..) => "there is no discovery document or key set where it should be",
            DiscoveryError::Validation(_) => "its discovery document names another issuer",
            DiscoveryError::Parse(_) => "its discovery document or key set cannot be read",
            _ => "it cannot be discovered",
        };
        Self::bad_answer(issuer, why)
    }

    pub(super) fn from_exchange(
        issuer: &IssuerUrl,
        error: &RequestTokenError<HttpError, StandardErrorResponse<Refusal>>,
    ) -> Self {
        let refusal = match error {
            RequestTokenError::Request(error) => return Self::from_http(issuer, *error),
            RequestTokenError::ServerResponse(refusal) => refusal.error(),
            RequestTokenError::Parse(..) | RequestTokenError::Other(_) => {
                return Self::bad_answer(issuer, "the answer to the code cannot be read");
            }
        };
        let why = match refusal {
            Refusal::InvalidClient => "invalid_client",
            Refusal::InvalidGrant => "invalid_grant",
            Refusal::InvalidRequest => "invalid_request",
            Refusal::InvalidScope => "invalid_scope",
            Refusal::UnauthorizedClient => "unauthorized_client",
            Refusal::UnsupportedGrantType => "unsupported_grant_type",
            // Free text, which might be anything.
            Refusal::Extension(_) => "for a reason of its own",
        };
        Self::Refused { issuer: issuer.to_string(), why }
    }

    pub(super) fn from_claims(issuer: &IssuerUrl, error: &ClaimsVerificationError) -> Self {
        use ClaimsVerificationError as Claims;
        use SignatureVerificationError as Signature;
        let why = match error {
            Claims::Expired(_) => "it is expired",
            Claims::InvalidAudience(_) => "it is for somebody else",
            Claims::InvalidIssuer(_) => "it is from another issuer",
            Claims::InvalidNonce(_) => "it belongs to another sign-in",
            Claims::SignatureVerification(Signature::NoMatchingKey) => "it is signed with an unknown key",
            Claims::SignatureVerification(Signature::NoSignature) => "it is not signed",
            Claims::SignatureVerification(Signature::DisallowedAlg(_) | Signature::UnsupportedAlg(_)) => {
                "it is signed in a way that is not allowed"
            }
            Claims::SignatureVerification(_) => "its signature does not match",
            _ => "it is not an ID token for signing in",
        };
        Self::bad_token(issuer, why)
    }
}
