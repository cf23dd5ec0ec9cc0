//! Messages to addresses of subscribers: one request each, signed, and never to where
//! the guard does not let it.

use super::{Delivery, Fate, Subscriber, Told, letter};
use crate::connect::{Client, FetchError, Guard, Limits, Machine, Post, Refusal};
use chrono::{DateTime, SecondsFormat, Utc};
use hmac::{Hmac, KeyInit, Mac};
use lumbung_data::model::{HookFormat, Lang, WarningLevel};
use serde::Serialize;
use sha2::Sha256;
use std::fmt::Write;
use std::sync::Arc;
use std::time::Duration;

/// The header with the delivery's key, by which a receiver drops what it has already.
const KEY: &str = "idempotency-key";
/// The header with the body's HMAC-SHA-256, as GitHub's webhooks write it.
const SIGNATURE: &str = "x-lumbung-signature-256";

/// How long a receiver may take, from the first packet to the last.
const PATIENCE: Duration = Duration::from_secs(15);

/// The body of a message, as JSON.
#[derive(Debug, Serialize)]
struct Body<'a> {
    key: &'a str,
    kind: &'static str,
    level: Option<&'static str>,
    lang: &'static str,
    city: &'a str,
    subject: &'a str,
    text: String,
    url: String,
    decided_at: String,
    sent_at: String,
}

/// Sends a message. `own` are the hosts in the operator's own network that may be gone
/// to, also without TLS.
pub(super) async fn send(
    (delivery, to): (&Delivery, &Subscriber),
    city: &str,
    origin: &str,
    own: &[String],
    now: DateTime<Utc>,
) -> Fate {
    let (body, media_type) = match body((delivery, to), city, origin, now) {
        Ok(body) => body,
        Err(error) => return Fate::Later([error.to_string(), error.to_string()]),
    };
    let mut headers = vec![(KEY, delivery.key.clone())];
    if let Some(secret) = &to.secret {
        headers.push((SIGNATURE, format!("sha256={}", signature(secret, &body))));
    }
    let post = Post { url: &to.address, media_type, headers, body };
    let limits = Limits { connect: PATIENCE, whole: PATIENCE, ..Limits::default() };
    let sent = async {
        let client = Client::new(Guard::of(&to.address, own), limits, Arc::new(Machine))?;
        client.post(post).await
    };
    match sent.await {
        Ok(()) => Fate::Sent,
        Err(error) => fate(&error),
    }
}

/// What a failure comes to: an address that may not be gone to is never gone to, and one
/// that says that it is gone for good is believed.
fn fate(error: &FetchError) -> Fate {
    let said = [Lang::Id, Lang::En].map(|lang| error.message(lang));
    match error {
        FetchError::Refused(Refusal::Unresolved(_)) => Fate::Later(said),
        FetchError::Refused(Refusal::Private { .. } | Refusal::Plain(_)) => Fate::Never([
            "alamat ini mengarah ke jaringan sendiri atau tanpa https; bila memang dipercaya, pengelola server menyebut hostnya dalam LUMBUNG_WEBHOOK_HOSTS".to_owned(),
            "this address leads into a private network or has no https; if it is to be trusted, the operator names its host in LUMBUNG_WEBHOOK_HOSTS".to_owned(),
        ]),
        FetchError::Refused(_) | FetchError::Status { status: 410, .. } => Fate::Never(said),
        _ => Fate::Later(said),
    }
}

fn body(
    (delivery, to): (&Delivery, &Subscriber),
    city: &str,
    origin: &str,
    now: DateTime<Utc>,
) -> serde_json::Result<(Vec<u8>, &'static str)> {
    let text = letter::message(origin, delivery);
    if to.format == HookFormat::Text {
        return Ok((text.into_bytes(), "text/plain; charset=utf-8"));
    }
    let Told { subject, .. } = &delivery.told;
    let stamp = |at: DateTime<Utc>| at.to_rfc3339_opts(SecondsFormat::Millis, true);
    let lang = to.wishes.lang;
    let body = Body {
        key: &delivery.key,
        kind: delivery.kind.as_str(),
        level: delivery.level.map(WarningLevel::as_str),
        lang: lang.code(),
        city,
        subject,
        text,
        url: letter::address(origin, &delivery.path, lang),
        decided_at: stamp(delivery.made),
        sent_at: stamp(now),
    };
    Ok((serde_json::to_vec(&body)?, "application/json"))
}

/// The HMAC-SHA-256 of a body under a secret, in hexadecimal digits.
fn signature(secret: &str, body: &[u8]) -> String {
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(secret.as_bytes()) else { return String::new() };
    mac.update(body);
    mac.finalize().into_bytes().iter().fold(String::new(), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::super::letter::tests::delivery;
    use super::*;
    use crate::notify::{Kind, Recipient};
    use lumbung_data::model::Channel;
    use wiremock::matchers::{header, method, path};
    use wiremock::{Mock, MockServer, ResponseTemplate};

    const ORIGIN: &str = "https://lumbung.example";

    /// What becomes of a message to an address; `own` are hosts that may be gone to.
    async fn sent(url: String, format: HookFormat, own: &[String]) -> Fate {
        let delivery = delivery(Kind::Warning, Lang::Id, "Harga naik.");
        let Recipient::Subscriber(to, _) = delivery.to.clone() else { unreachable!("it is for a subscriber") };
        let to = Subscriber { channel: Channel::Webhook, address: url, format, ..to };
        send((&delivery, &to), "Kota Bandung", ORIGIN, own, now()).await
    }

    fn now() -> DateTime<Utc> {
        "2023-12-11T00:00:01Z".parse().unwrap()
    }

    async fn answering(status: u16) -> MockServer {
        let server = MockServer::start().await;
        Mock::given(method("POST")).and(path("/kait")).respond_with(ResponseTemplate::new(status)).mount(&server).await;
        server
    }

    async fn sent_to(server: &MockServer, format: HookFormat) -> Fate {
        sent(format!("{}/kait", server.uri()), format, &[server.address().to_string()]).await
    }

    #[test]
    fn a_body_is_signed_as_rfc_4231_has_it() {
        let signed = signature("Jefe", b"what do ya want for nothing?");
        assert_eq!(signed, "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    }

    #[tokio::test]
    async fn a_message_arrives_as_json_with_its_key_and_a_signature_over_it() {
        let server = MockServer::start().await;
        let taken = ResponseTemplate::new(204);
        let wanted = Mock::given(method("POST")).and(header("idempotency-key", "0123456789abcdef"));
        wanted.respond_with(taken).expect(1).mount(&server).await;
        assert_eq!(sent_to(&server, HookFormat::Json).await, Fate::Sent);
        let got = &server.received_requests().await.unwrap()[0];
        let json: serde_json::Value = serde_json::from_slice(&got.body).unwrap();
        assert_eq!(
            (&json["key"], &json["kind"], &json["lang"]),
            (&"0123456789abcdef".into(), &"warning".into(), &"id".into())
        );
        assert_eq!((&json["level"], &json["sent_at"]), (&"siaga".into(), &"2023-12-11T00:00:01.000Z".into()));
        assert_eq!(json["url"], "https://lumbung.example/peringatan/3");
        assert!(json["text"].as_str().unwrap().contains("Harga naik."));
        let signed = format!("sha256={}", signature("rahasia", &got.body));
        assert_eq!(got.headers["x-lumbung-signature-256"], signed.as_str());
    }

    #[tokio::test]
    async fn a_gateway_that_wants_text_gets_the_message_alone() {
        let server = answering(200).await;
        assert_eq!(sent_to(&server, HookFormat::Text).await, Fate::Sent);
        let got = &server.received_requests().await.unwrap()[0];
        assert_eq!(got.headers["content-type"], "text/plain; charset=utf-8");
        assert!(String::from_utf8_lossy(&got.body).starts_with("[Lumbung Kota Bandung] Siaga: cabai\n\n"));
    }

    #[tokio::test]
    async fn what_fails_is_tried_again_and_what_is_gone_is_not() {
        for status in [400, 401, 404, 429, 500, 503] {
            let fate = sent_to(&answering(status).await, HookFormat::Json).await;
            assert!(matches!(fate, Fate::Later(_)), "{status}: {fate:?}");
        }
        let gone = sent_to(&answering(410).await, HookFormat::Json).await;
        assert!(matches!(gone, Fate::Never(_)), "{gone:?}");
    }

    #[tokio::test]
    async fn a_redirect_is_not_followed() {
        let elsewhere = answering(200).await;
        let server = MockServer::start().await;
        let answer = ResponseTemplate::new(307).insert_header("location", format!("{}/kait", elsewhere.uri()).as_str());
        Mock::given(method("POST")).respond_with(answer).mount(&server).await;
        let fate = sent_to(&server, HookFormat::Json).await;
        assert!(matches!(fate, Fate::Later(_)), "{fate:?}");
        assert!(elsewhere.received_requests().await.unwrap().is_empty());
    }

    #[tokio::test]
    async fn an_address_on_this_machine_or_in_a_private_network_is_never_gone_to() {
        let server = answering(200).await;
        let port = server.address().port();
        for url in [
            format!("http://127.0.0.1:{port}/kait"),
            format!("https://127.0.0.1:{port}/kait"),
            format!("https://localhost:{port}/kait"),
            format!("https://[::1]:{port}/kait"),
            "https://10.0.0.7/kait".to_owned(),
            "https://169.254.169.254/latest/meta-data".to_owned(),
            "https://192.168.1.1/".to_owned(),
            "https://user:pass@gateway.example/".to_owned(),
            "file:///etc/passwd".to_owned(),
            "gopher://gateway.example/".to_owned(),
        ] {
            let fate = sent(url.clone(), HookFormat::Json, &[]).await;
            assert!(matches!(fate, Fate::Never(_)), "{url}: {fate:?}");
        }
        assert!(server.received_requests().await.unwrap().is_empty());
    }
}
