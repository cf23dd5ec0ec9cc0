//! A provider for the tests: discovery, keys and the token endpoint on this
//! machine. It checks the client, the code and the PKCE verifier as a real one
//! would, and can be told to misbehave.

use std::collections::HashMap;
use std::sync::atomic::{AtomicI64, AtomicUsize, Ordering::SeqCst};
use std::sync::{Arc, Mutex};

use axum::extract::{Form, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use chrono::{DateTime, TimeDelta, Utc};
use openidconnect::core::{
    CoreHmacKey, CoreIdToken, CoreIdTokenClaims, CoreJsonWebKeySet, CoreJwsSigningAlgorithm as Alg,
    CoreRsaPrivateSigningKey,
};
use openidconnect::url::Url;
use openidconnect::{
    Audience, EmptyAdditionalClaims, EndUserEmail, EndUserName, IssuerUrl, JsonWebKeyId, LocalizedClaim, Nonce,
    PkceCodeChallenge, PkceCodeVerifier, PrivateSigningKey, StandardClaims, SubjectIdentifier,
};
use serde_json::{Value, json};

use super::keys;
use crate::oidc::{Oidc, OidcSettings};

pub(crate) const CLIENT: &str = "our server";
pub(crate) const SECRET: &str = "a-secret-nobody-may-see";

/// How the provider behaves; the default is well.
#[derive(Clone)]
pub(crate) struct Manners {
    /// Written over the discovery document.
    pub(crate) discovery: Value,
    /// Instead of the discovery document, if not empty.
    pub(crate) instead: String,
    pub(crate) out_of_order: bool,
    pub(crate) redirects: bool,
    /// The key pair the provider announces, and the one it signs with.
    pub(crate) announced: (&'static str, &'static str),
    pub(crate) signing: (&'static str, &'static str),
    pub(crate) alg: Alg,
    pub(crate) nonce: Option<&'static str>,
    pub(crate) audience: &'static str,
    pub(crate) lasts: TimeDelta,
    pub(crate) verified: Option<bool>,
    /// What becomes of the token on its way.
    pub(crate) change: fn(String) -> Value,
    /// Repeats the code as the reason of a refusal.
    pub(crate) repeats: bool,
}

impl Default for Manners {
    fn default() -> Self {
        Self {
            discovery: json!({}),
            instead: String::new(),
            out_of_order: false,
            redirects: false,
            announced: ("first", keys::OURS),
            signing: ("first", keys::OURS),
            alg: Alg::RsaSsaPkcs1V15Sha256,
            nonce: None,
            audience: CLIENT,
            lasts: TimeDelta::minutes(5),
            verified: Some(true),
            change: Value::String,
            repeats: false,
        }
    }
}

pub(crate) struct Provider {
    pub(crate) issuer: String,
    pub(crate) manners: Mutex<Manners>,
    pub(crate) discoveries: AtomicUsize,
    /// The challenge and the nonce of each code that was given out.
    codes: Mutex<HashMap<String, (String, String)>>,
    seconds: AtomicI64,
}

impl Provider {
    pub(crate) async fn start(manners: Manners) -> Arc<Self> {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let provider = Arc::new(Self {
            issuer: format!("http://{}", listener.local_addr().expect("an address")),
            manners: Mutex::new(manners),
            discoveries: AtomicUsize::new(0),
            codes: Mutex::default(),
            seconds: AtomicI64::new(1_700_000_000),
        });
        let router = Router::new()
            .route("/.well-known/openid-configuration", get(discovery))
            .route("/keys", get(jwks))
            .route("/token", post(token))
            .with_state(Arc::clone(&provider));
        tokio::spawn(async move { axum::serve(listener, router).await });
        provider
    }

    /// The sign-in through this provider, on the provider's clock.
    pub(crate) fn oidc(self: &Arc<Self>) -> Oidc {
        let clock = Arc::clone(self);
        Oidc::with_clock(settings(&self.issuer), "http://localhost/callback", Arc::new(move || clock.now()))
            .expect("good settings")
    }

    pub(crate) fn now(&self) -> DateTime<Utc> {
        DateTime::from_timestamp(self.seconds.load(SeqCst), 0).expect("a time")
    }

    pub(crate) fn wait(&self, time: TimeDelta) {
        self.seconds.fetch_add(time.num_seconds(), SeqCst);
    }

    pub(crate) fn behave(&self, change: impl FnOnce(&mut Manners)) {
        change(&mut self.manners.lock().expect("no panic"));
    }

    fn manners(&self) -> Manners {
        self.manners.lock().expect("no panic").clone()
    }

    /// What a browser and a person do: follow the address, sign in, bring a code.
    pub(crate) fn sign_in(&self, url: &str) -> String {
        let query = query(url);
        assert_eq!(query["code_challenge_method"], "S256");
        let mut codes = self.codes.lock().expect("no panic");
        let code = format!("code-nobody-may-see-{}", codes.len());
        codes.insert(code.clone(), (query["code_challenge"].clone(), query["nonce"].clone()));
        code
    }

    /// Has the code belong to another browser's challenge.
    pub(crate) fn mix_up(&self, code: &str) {
        self.codes.lock().expect("no panic").get_mut(code).expect("a code").0 = "another".to_owned();
    }

    fn id_token(&self, nonce: String) -> String {
        let manners = self.manners();
        let name = LocalizedClaim::from(EndUserName::new("Siti Rahma".to_owned()));
        let claims = StandardClaims::new(SubjectIdentifier::new("42".to_owned()))
            .set_name(Some(name))
            .set_email(Some(EndUserEmail::new("siti@example.org".to_owned())))
            .set_email_verified(manners.verified);
        let claims = CoreIdTokenClaims::new(
            IssuerUrl::new(self.issuer.clone()).expect("a URL"),
            vec![Audience::new(manners.audience.to_owned())],
            self.now() + manners.lasts,
            self.now(),
            claims,
            EmptyAdditionalClaims {},
        )
        .set_nonce(Some(Nonce::new(manners.nonce.map_or(nonce, str::to_owned))));
        match manners.alg {
            Alg::HmacSha256 => CoreIdToken::new(claims, &CoreHmacKey::new(SECRET), manners.alg, None, None),
            alg => CoreIdToken::new(claims, &key(manners.signing), alg, None, None),
        }
        .expect("a token")
        .to_string()
    }
}

pub(crate) fn settings(issuer: &str) -> OidcSettings {
    OidcSettings {
        issuer: issuer.to_owned(),
        client_id: CLIENT.to_owned(),
        client_secret: SECRET.to_owned(),
        name: "Kantor Desa".to_owned(),
    }
}

pub(crate) fn query(url: &str) -> HashMap<String, String> {
    Url::parse(url).expect("a URL").query_pairs().into_owned().collect()
}

fn key((id, pem): (&str, &str)) -> CoreRsaPrivateSigningKey {
    CoreRsaPrivateSigningKey::from_pem(pem, Some(JsonWebKeyId::new(id.to_owned()))).expect("a key")
}

async fn discovery(State(provider): State<Arc<Provider>>) -> Response {
    provider.discoveries.fetch_add(1, SeqCst);
    let (issuer, manners) = (&provider.issuer, provider.manners());
    if manners.out_of_order {
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    }
    if manners.redirects {
        return Redirect::temporary("/keys").into_response();
    }
    if !manners.instead.is_empty() {
        return ([(header::CONTENT_TYPE, "application/json")], manners.instead).into_response();
    }
    let mut document = json!({
        "issuer": issuer,
        "authorization_endpoint": format!("{issuer}/authorize"),
        "token_endpoint": format!("{issuer}/token"),
        "jwks_uri": format!("{issuer}/keys"),
        "response_types_supported": ["code"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["RS256", "HS256", "none"],
    });
    for (name, value) in manners.discovery.as_object().expect("an object") {
        document[name] = value.clone();
    }
    Json(document).into_response()
}

async fn jwks(State(provider): State<Arc<Provider>>) -> Response {
    let announced = key(provider.manners().announced).as_verification_key();
    Json(CoreJsonWebKeySet::new(vec![announced])).into_response()
}

async fn token(
    State(provider): State<Arc<Provider>>,
    headers: HeaderMap,
    Form(form): Form<HashMap<String, String>>,
) -> Response {
    let refuse = |why: &str| (StatusCode::BAD_REQUEST, Json(json!({ "error": why }))).into_response();
    // "our+server:a-secret-nobody-may-see", as Basic has it.
    let basic = headers
        .get(header::AUTHORIZATION)
        .is_some_and(|value| value == "Basic b3VyK3NlcnZlcjphLXNlY3JldC1ub2JvZHktbWF5LXNlZQ==");
    let in_body = form.get("client_id").is_some_and(|id| id == CLIENT)
        && form.get("client_secret").is_some_and(|secret| secret == SECRET);
    if !basic && !in_body {
        return refuse("invalid_client");
    }
    if provider.manners().repeats {
        return refuse(&form["code"]);
    }
    let Some((challenge, nonce)) = provider.codes.lock().expect("no panic").remove(&form["code"]) else {
        return refuse("invalid_grant");
    };
    let verifier = PkceCodeVerifier::new(form["code_verifier"].clone());
    if PkceCodeChallenge::from_code_verifier_sha256(&verifier).as_str() != challenge {
        return refuse("invalid_grant");
    }
    assert_eq!(form["redirect_uri"], "http://localhost/callback");
    let id_token = (provider.manners().change)(provider.id_token(nonce));
    Json(json!({ "access_token": "unused", "token_type": "Bearer", "id_token": id_token })).into_response()
}
