//! What is made of an ID token, good or bad.

use std::sync::atomic::Ordering::SeqCst;

use chrono::TimeDelta;
use openidconnect::core::CoreJwsSigningAlgorithm as Alg;
use serde_json::Value;

use super::provider::{Manners, Provider};
use super::{keys, sign_in, sign_in_at};
use crate::oidc::{Identity, OidcError};

/// What is wrong with the token, according to the refusal.
fn bad_token(outcome: Result<Identity, OidcError>) -> &'static str {
    match outcome {
        Err(OidcError::BadToken { why, .. }) => why,
        other => panic!("expected a bad token, got {other:?}"),
    }
}

#[tokio::test]
async fn a_token_for_another_sign_in_is_refused() {
    let outcome = sign_in(Manners { nonce: Some("another"), ..Manners::default() }).await;
    assert_eq!(bad_token(outcome), "it belongs to another sign-in");
}

#[tokio::test]
async fn a_token_for_another_client_is_refused() {
    let outcome = sign_in(Manners { audience: "another server", ..Manners::default() }).await;
    assert_eq!(bad_token(outcome), "it is for somebody else");
}

#[tokio::test]
async fn an_expired_token_is_refused() {
    let outcome = sign_in(Manners { lasts: TimeDelta::seconds(-1), ..Manners::default() }).await;
    assert_eq!(bad_token(outcome), "it is expired");
}

#[tokio::test]
async fn a_token_signed_with_another_key_is_refused() {
    let outcome = sign_in(Manners { signing: ("first", keys::OTHER), ..Manners::default() }).await;
    assert_eq!(bad_token(outcome), "its signature does not match");
}

#[tokio::test]
async fn a_token_signed_with_the_shared_secret_is_refused_though_announced() {
    let outcome = sign_in(Manners { alg: Alg::HmacSha256, ..Manners::default() }).await;
    assert_eq!(bad_token(outcome), "it is signed in a way that is not allowed");
}

#[tokio::test]
async fn a_token_without_a_signature_is_refused_though_announced() {
    let outcome = sign_in(Manners {
        // The claims as they are, under the header {"alg":"none"}.
        change: |token| {
            let claims = token.split('.').nth(1).expect("claims");
            Value::String(format!("eyJhbGciOiJub25lIn0.{claims}."))
        },
        ..Manners::default()
    })
    .await;
    assert_eq!(bad_token(outcome), "it is not signed");
}

#[tokio::test]
async fn a_token_signed_in_a_way_not_announced_is_refused() {
    let outcome = sign_in(Manners { alg: Alg::RsaSsaPkcs1V15Sha512, ..Manners::default() }).await;
    assert_eq!(bad_token(outcome), "it is signed in a way that is not allowed");
}

#[tokio::test]
async fn an_answer_without_a_token_is_refused() {
    let outcome = sign_in(Manners { change: |_| Value::Null, ..Manners::default() }).await;
    assert_eq!(bad_token(outcome), "there is none");
}

#[tokio::test]
async fn an_address_nobody_verified_is_left_out() {
    for verified in [Some(false), None] {
        let identity = sign_in(Manners { verified, ..Manners::default() }).await.expect("an identity");
        assert_eq!(identity.email, None);
        assert_eq!(identity.subject, "42");
    }
}

#[tokio::test]
async fn new_keys_of_the_provider_are_fetched_when_they_are_met() {
    let provider = Provider::start(Manners::default()).await;
    let oidc = provider.oidc();
    sign_in_at(&provider, &oidc).await.expect("an identity");
    provider.behave(|manners| {
        (manners.announced, manners.signing) = (("second", keys::OTHER), ("second", keys::OTHER));
    });
    assert_eq!(bad_token(sign_in_at(&provider, &oidc).await), "it is signed with an unknown key");
    provider.wait(TimeDelta::minutes(2));
    sign_in_at(&provider, &oidc).await.expect("an identity");
    assert_eq!(provider.discoveries.load(SeqCst), 2, "not more than once a minute");
}
