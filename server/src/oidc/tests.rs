//! Signs in against a provider on this machine, and against one that cheats.

mod keys;
pub(crate) mod provider;
mod tokens;

use std::sync::Arc;
use std::sync::atomic::Ordering::SeqCst;

use chrono::TimeDelta;
use openidconnect::{Nonce, PkceCodeVerifier};
use serde_json::json;

use self::provider::{CLIENT, Manners, Provider, SECRET, query, settings};
use super::pending::{Flow, MOST, Pending};
use super::{Identity, Oidc, OidcError};

/// Signs in once at a provider of these manners.
async fn sign_in(manners: Manners) -> Result<Identity, OidcError> {
    let provider = Provider::start(manners).await;
    sign_in_at(&provider, &provider.oidc()).await
}

async fn sign_in_at(provider: &Provider, oidc: &Oidc) -> Result<Identity, OidcError> {
    let begun = oidc.begin().await?;
    oidc.finish(&begun.state, &provider.sign_in(&begun.url)).await
}

/// What is wrong with the answer, according to the refusal.
fn bad_answer(outcome: Result<Identity, OidcError>) -> &'static str {
    match outcome {
        Err(OidcError::BadAnswer { why, .. }) => why,
        other => panic!("expected a bad answer, got {other:?}"),
    }
}

fn settings_are_wrong(issuer: &str) -> bool {
    matches!(Oidc::new(settings(issuer), "https://us.example/callback"), Err(OidcError::Settings(_)))
}

#[tokio::test]
async fn a_person_who_signs_in_is_known_by_issuer_and_subject() {
    let provider = Provider::start(Manners::default()).await;
    let oidc = provider.oidc();
    assert_eq!(oidc.provider(), "Kantor Desa");
    let identity = sign_in_at(&provider, &oidc).await.expect("an identity");
    assert_eq!(
        identity,
        Identity {
            issuer: provider.issuer.clone(),
            subject: "42".to_owned(),
            email: Some("siti@example.org".to_owned()),
            name: Some("Siti Rahma".to_owned()),
        }
    );
}

#[tokio::test]
async fn the_browser_is_sent_with_scopes_state_nonce_and_challenge() {
    let provider = Provider::start(Manners::default()).await;
    let begun = provider.oidc().begin().await.expect("a flow");
    assert!(begun.url.starts_with(&format!("{}/authorize?", provider.issuer)));
    let query = query(&begun.url);
    assert_eq!(query["response_type"], "code");
    assert_eq!(query["client_id"], CLIENT);
    assert_eq!(query["redirect_uri"], "http://localhost/callback");
    assert_eq!(query["scope"], "openid email profile");
    assert_eq!(query["state"], begun.state);
    assert_eq!(query["code_challenge_method"], "S256");
    assert!(!query["nonce"].is_empty() && !query["code_challenge"].is_empty());
}

#[tokio::test]
async fn a_state_is_good_for_one_use() {
    let provider = Provider::start(Manners::default()).await;
    let oidc = provider.oidc();
    let begun = oidc.begin().await.expect("a flow");
    oidc.finish(&begun.state, &provider.sign_in(&begun.url)).await.expect("an identity");
    let again = oidc.finish(&begun.state, &provider.sign_in(&begun.url)).await;
    assert_eq!(again, Err(OidcError::UnknownFlow));
}

#[tokio::test]
async fn a_state_is_used_up_by_a_failure_too() {
    let provider = Provider::start(Manners::default()).await;
    let oidc = provider.oidc();
    let begun = oidc.begin().await.expect("a flow");
    oidc.finish(&begun.state, "no code").await.expect_err("a refusal");
    let again = oidc.finish(&begun.state, &provider.sign_in(&begun.url)).await;
    assert_eq!(again, Err(OidcError::UnknownFlow));
}

#[tokio::test]
async fn a_state_never_given_out_is_refused() {
    let provider = Provider::start(Manners::default()).await;
    assert_eq!(provider.oidc().finish("made up", "code").await, Err(OidcError::UnknownFlow));
    assert_eq!(provider.discoveries.load(SeqCst), 0, "and the provider is not bothered");
}

#[tokio::test]
async fn a_flow_may_take_ten_minutes_and_not_more() {
    let provider = Provider::start(Manners::default()).await;
    let oidc = provider.oidc();
    let [slow, slower] = [oidc.begin().await.expect("a flow"), oidc.begin().await.expect("a flow")];
    provider.wait(TimeDelta::minutes(10));
    oidc.finish(&slow.state, &provider.sign_in(&slow.url)).await.expect("an identity");
    provider.wait(TimeDelta::seconds(1));
    let late = oidc.finish(&slower.state, &provider.sign_in(&slower.url)).await;
    assert_eq!(late, Err(OidcError::UnknownFlow));
}

#[test]
fn the_oldest_flow_gives_way_to_the_one_too_many() {
    let pending = Pending::default();
    let now = chrono::Utc::now();
    let flow = || Flow { verifier: PkceCodeVerifier::new("v".repeat(43)), nonce: Nonce::new_random(), begun: now };
    for n in 0..=MOST {
        pending.put(n.to_string(), flow());
    }
    assert!(pending.take("0", now).is_none());
    assert!(pending.take("1", now).is_some());
    assert!(pending.take(&MOST.to_string(), now).is_some());
}

#[tokio::test]
async fn a_code_of_another_browser_is_refused_for_its_verifier() {
    let provider = Provider::start(Manners::default()).await;
    let oidc = provider.oidc();
    let begun = oidc.begin().await.expect("a flow");
    let code = provider.sign_in(&begun.url);
    provider.mix_up(&code);
    let outcome = oidc.finish(&begun.state, &code).await;
    assert_eq!(outcome, Err(OidcError::Refused { issuer: provider.issuer.clone(), why: "invalid_grant" }));
}

#[tokio::test]
async fn the_provider_is_discovered_once_an_hour() {
    let provider = Provider::start(Manners::default()).await;
    let oidc = provider.oidc();
    for (wait, discoveries) in [(0, 1), (59, 1), (1, 2)] {
        provider.wait(TimeDelta::minutes(wait));
        oidc.begin().await.expect("a flow");
        assert_eq!(provider.discoveries.load(SeqCst), discoveries);
    }
}

#[tokio::test]
async fn a_failed_discovery_is_not_remembered() {
    let provider = Provider::start(Manners { out_of_order: true, ..Manners::default() }).await;
    let oidc = provider.oidc();
    let failure = oidc.begin().await.expect_err("a failure");
    assert_eq!(failure, OidcError::Unreachable { issuer: provider.issuer.clone(), why: "it is out of order" });
    provider.behave(|manners| manners.out_of_order = false);
    sign_in_at(&provider, &oidc).await.expect("an identity");
}

#[tokio::test]
async fn a_provider_nobody_runs_is_unreachable() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let issuer = format!("http://{}", listener.local_addr().expect("an address"));
    drop(listener);
    let oidc = Oidc::new(settings(&issuer), "https://us.example/callback").expect("good settings");
    assert!(matches!(oidc.begin().await, Err(OidcError::Unreachable { .. })));
}

#[tokio::test]
async fn a_discovery_of_another_issuer_is_refused() {
    let outcome =
        sign_in(Manners { discovery: json!({ "issuer": "https://other.example" }), ..Manners::default() }).await;
    assert_eq!(bad_answer(outcome), "its discovery document names another issuer");
}

#[tokio::test]
async fn a_discovery_of_two_mebibytes_is_refused() {
    let outcome = sign_in(Manners { instead: " ".repeat(2 << 20), ..Manners::default() }).await;
    assert_eq!(bad_answer(outcome), "its answer is larger than 1 MiB");
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let outcome = sign_in(Manners { redirects: true, ..Manners::default() }).await;
    assert_eq!(bad_answer(outcome), "it redirects instead of answering");
}

#[tokio::test]
async fn endpoints_without_tls_elsewhere_are_refused() {
    for endpoint in ["jwks_uri", "token_endpoint", "authorization_endpoint"] {
        let discovery = json!({ endpoint: "http://elsewhere.example/" });
        let why = bad_answer(sign_in(Manners { discovery, ..Manners::default() }).await);
        assert!(why.ends_with("not https"), "{endpoint}: {why}");
    }
}

#[tokio::test]
async fn a_provider_with_nothing_but_shared_secrets_is_refused() {
    let discovery = json!({ "id_token_signing_alg_values_supported": ["HS256", "none"] });
    let why = bad_answer(sign_in(Manners { discovery, ..Manners::default() }).await);
    assert_eq!(why, "it names no way of signing that can be checked");
}

#[tokio::test]
async fn the_secret_goes_into_the_body_where_only_that_will_do() {
    let discovery = json!({ "token_endpoint_auth_methods_supported": ["client_secret_post"] });
    sign_in(Manners { discovery, ..Manners::default() }).await.expect("an identity");
}

#[test]
fn an_issuer_without_tls_is_refused_off_this_machine() {
    for issuer in ["http://login.example", "http://127.0.0.1.example", "http://10.0.0.1", "ftp://localhost", "login"] {
        assert!(settings_are_wrong(issuer), "{issuer}");
    }
    for issuer in ["https://login.example", "http://127.0.0.1:9000", "http://localhost/realm", "http://[::1]:9000"] {
        assert!(!settings_are_wrong(issuer), "{issuer}");
    }
}

#[tokio::test]
async fn neither_errors_nor_debug_show_a_secret_or_a_code() {
    let provider = Provider::start(Manners { repeats: true, ..Manners::default() }).await;
    let oidc = provider.oidc();
    let begun = oidc.begin().await.expect("a flow");
    let code = provider.sign_in(&begun.url);
    let shown = format!("{:?} {oidc:?} {begun:?}", settings(&provider.issuer));
    let error = oidc.finish(&begun.state, &code).await.expect_err("a refusal");
    assert!(matches!(error, OidcError::Refused { .. }));
    for text in [shown, error.to_string(), format!("{error:?}")] {
        for secret in [SECRET, &code, &begun.state] {
            assert!(!text.contains(secret), "{text}");
        }
    }
}

#[test]
fn the_futures_fit_into_a_server_of_many_threads() {
    fn fits<T: Send>(_: T) {}
    let oidc = Arc::new(Oidc::new(settings("https://login.example"), "https://us.example/").expect("good settings"));
    fits(oidc.begin());
    fits(oidc.finish("state", "code"));
}
