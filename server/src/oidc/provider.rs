//! What the provider says about itself, and how its tokens are checked.
//!
//! Turns one discovery into a client and a verifier that hold together. How long
//! that is believed is left to [`Oidc`].

use std::sync::Arc;

use chrono::{DateTime, Utc};
use openidconnect::core::{
    CoreClient, CoreClientAuthMethod, CoreIdTokenVerifier, CoreJwsSigningAlgorithm as Alg, CoreProviderMetadata,
};
use openidconnect::{AuthType, EndpointMaybeSet, EndpointNotSet, EndpointSet};

use super::http::may_be_called;
use super::{Oidc, OidcError, is_loopback};

/// The client with the endpoints that this flow needs.
type Client = CoreClient<EndpointSet, EndpointNotSet, EndpointNotSet, EndpointNotSet, EndpointSet, EndpointMaybeSet>;

/// A provider as discovered.
pub(super) struct Provider {
    pub(super) client: Client,
    pub(super) verifier: CoreIdTokenVerifier<'static>,
    /// When it was discovered.
    pub(super) found: DateTime<Utc>,
}

impl Provider {
    /// Reads the discovery document and the keys.
    pub(super) async fn discover(oidc: &Oidc) -> Result<Self, OidcError> {
        let found = (oidc.clock)();
        let bad = |why| OidcError::bad_answer(&oidc.issuer, why);
        let metadata = CoreProviderMetadata::discover_async(oidc.issuer.clone(), &oidc.http)
            .await
            .map_err(|error| OidcError::from_discovery(&oidc.issuer, &error))?;

        // The browser is sent there without our HTTP client seeing it.
        if !may_be_called(metadata.authorization_endpoint().url(), is_loopback(oidc.issuer.url())) {
            return Err(bad("its authorization endpoint is not https"));
        }
        let token_endpoint = metadata.token_endpoint().cloned().ok_or_else(|| bad("it names no token endpoint"))?;
        let algorithms: Vec<Alg> =
            metadata.id_token_signing_alg_values_supported().iter().filter(|alg| is_asymmetric(alg)).cloned().collect();
        if algorithms.is_empty() {
            return Err(bad("it names no way of signing that can be checked"));
        }

        // Made as for a client without a secret, so that the secret is not at
        // hand as a key: whoever knows it could otherwise sign tokens.
        let clock = Arc::clone(&oidc.clock);
        let verifier = CoreIdTokenVerifier::new_public_client(
            oidc.client_id.clone(),
            metadata.issuer().clone(),
            metadata.jwks().clone(),
        )
        .set_allowed_algs(algorithms)
        .set_time_fn(move || clock());

        let auth = auth_type(&metadata);
        let client = CoreClient::from_provider_metadata(metadata, oidc.client_id.clone(), oidc.client_secret.clone())
            .set_token_uri(token_endpoint)
            .set_redirect_uri(oidc.redirect.clone())
            .set_auth_type(auth);
        Ok(Self { client, verifier, found })
    }
}

/// How to show the secret: in the header, unless only the body will do.
fn auth_type(metadata: &CoreProviderMetadata) -> AuthType {
    match metadata.token_endpoint_auth_methods_supported() {
        Some(methods)
            if methods.contains(&CoreClientAuthMethod::ClientSecretPost)
                && !methods.contains(&CoreClientAuthMethod::ClientSecretBasic) =>
        {
            AuthType::RequestBody
        }
        _ => AuthType::BasicAuth,
    }
}

/// Whether only the provider itself can sign this way. A list of what is good
/// and not of what is bad, so that nothing new slips in.
fn is_asymmetric(algorithm: &Alg) -> bool {
    matches!(
        algorithm,
        Alg::RsaSsaPkcs1V15Sha256
            | Alg::RsaSsaPkcs1V15Sha384
            | Alg::RsaSsaPkcs1V15Sha512
            | Alg::RsaSsaPssSha256
            | Alg::RsaSsaPssSha384
            | Alg::RsaSsaPssSha512
            | Alg::EcdsaP256Sha256
            | Alg::EcdsaP384Sha384
            | Alg::EdDsa
    )
}
