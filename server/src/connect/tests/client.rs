//! Tests of the client against servers that misbehave.

use super::super::ask::{Ask, Fetched, Kind, Limits};
use super::super::client::Client;
use super::super::error::FetchError;
use super::super::guard::{Found, Guard, Lookup, Refusal};
use super::{Noted, limits, source};
use flate2::Compression;
use flate2::write::GzEncoder;
use lumbung_data::model::Lang;
use std::io::Write;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;
use wiremock::matchers::{header, method, path};
use wiremock::{Mock, MockServer, ResponseTemplate};

/// A client for servers on this machine, and its clock.
pub(super) fn client_for(servers: &[SocketAddr], limits: Limits, part: f64) -> (Client, Arc<Noted>) {
    let hosts: Vec<String> = servers.iter().map(ToString::to_string).collect();
    let hosts: Vec<&str> = hosts.iter().map(String::as_str).collect();
    let guard = Guard::new(&format!("http://{}", hosts[0]), &source(&hosts, &["127.0.0.1"], &hosts));
    let pace = Arc::new(Noted::new(part));
    (Client::new(guard, limits, Arc::<Noted>::clone(&pace)).unwrap(), pace)
}

/// What one answer comes to, with the waits in between.
async fn asked(server: &MockServer, limits: Limits) -> (Result<Fetched, FetchError>, Vec<f64>) {
    let (client, pace) = client_for(&[*server.address()], limits, 1.0);
    let answer = client.ask(&Ask::json(format!("{}/harga", server.uri()))).await;
    (answer, pace.seconds())
}

fn json(text: &str) -> ResponseTemplate {
    ResponseTemplate::new(200).set_body_raw(text.as_bytes(), "application/json; charset=utf-8")
}

async fn always(answer: ResponseTemplate) -> MockServer {
    let server = MockServer::start().await;
    Mock::given(method("GET")).respond_with(answer).mount(&server).await;
    server
}

#[tokio::test]
async fn failures_that_pass_are_waited_out_ever_longer() {
    let server = MockServer::start().await;
    Mock::given(method("GET")).respond_with(ResponseTemplate::new(500)).up_to_n_times(1).mount(&server).await;
    Mock::given(method("GET")).respond_with(ResponseTemplate::new(502)).up_to_n_times(2).mount(&server).await;
    Mock::given(method("GET")).respond_with(json("{}")).mount(&server).await;
    let (answer, waits) = asked(&server, limits()).await;
    assert_eq!(answer.unwrap().bytes, b"{}");
    assert_eq!(waits, [2.0, 4.0, 8.0]);
}

#[tokio::test]
async fn tries_are_bounded_and_waits_have_full_jitter() {
    let server = always(ResponseTemplate::new(500)).await;
    let (client, pace) = client_for(&[*server.address()], limits(), 0.25);
    let error = client.ask(&Ask::json(server.uri())).await.unwrap_err();
    assert!(matches!(error, FetchError::Status { status: 500, .. }), "{error}");
    assert_eq!(pace.seconds(), [0.5, 1.0, 2.0]);
    assert_eq!(server.received_requests().await.unwrap().len(), 4);
}

#[tokio::test]
async fn what_will_not_pass_is_asked_once() {
    for status in [400, 401, 403, 404, 410, 418] {
        let server = always(ResponseTemplate::new(status)).await;
        let (answer, waits) = asked(&server, limits()).await;
        assert!(answer.is_err());
        assert_eq!((waits.len(), server.received_requests().await.unwrap().len()), (0, 1), "{status}");
    }
}

#[tokio::test]
async fn a_busy_source_is_left_alone_as_long_as_it_asks() {
    for (asked_for, waited) in [("7", 7.0), ("Fri, 20 Nov 2026 08:00:45 GMT", 45.0), ("0", 2.0), ("later", 2.0)] {
        for status in [429, 503] {
            let server = MockServer::start().await;
            let busy = ResponseTemplate::new(status).insert_header("retry-after", asked_for);
            Mock::given(method("GET")).respond_with(busy).up_to_n_times(1).mount(&server).await;
            Mock::given(method("GET")).respond_with(json("{}")).mount(&server).await;
            let (answer, waits) = asked(&server, limits()).await;
            assert!(answer.is_ok());
            assert_eq!(waits, [waited], "{status} {asked_for}");
        }
    }
}

#[tokio::test]
async fn a_source_that_asks_for_hours_is_not_asked_again_now() {
    let server = always(ResponseTemplate::new(429).insert_header("retry-after", "7200")).await;
    let (answer, waits) = asked(&server, limits()).await;
    let error = answer.unwrap_err();
    assert_eq!(error.asked_to_wait(), Some(Duration::from_hours(2)));
    assert!(error.message(Lang::Id).contains("7200 detik"), "{error}");
    assert_eq!(waits.len(), 0);
}

#[tokio::test]
async fn requests_to_one_host_are_a_pause_apart() {
    let server = always(json("{}")).await;
    let limits = Limits { pause: Duration::from_millis(1_200), ..limits() };
    let (client, pace) = client_for(&[*server.address()], limits, 1.0);
    for _ in 0..3 {
        client.ask(&Ask::json(server.uri())).await.unwrap();
    }
    assert_eq!(pace.seconds(), [1.2, 1.2]);
}

#[tokio::test]
async fn a_slow_answer_is_given_up() {
    let server = always(json("{}").set_delay(Duration::from_secs(30))).await;
    let (answer, _) = asked(&server, Limits { whole: Duration::from_millis(60), tries: 2, ..limits() }).await;
    assert!(matches!(answer, Err(FetchError::Slow(_))), "{answer:?}");
}

#[tokio::test]
async fn a_web_page_instead_of_data_is_said_to_be_one() {
    let page = "<!doctype html><title>Sedang pemeliharaan</title>";
    for kind in ["text/html; charset=utf-8", "application/json", "text/plain"] {
        let server = always(ResponseTemplate::new(200).set_body_raw(page.as_bytes(), kind)).await;
        let (answer, waits) = asked(&server, limits()).await;
        let error = answer.unwrap_err();
        assert!(matches!(error, FetchError::Html(_)), "{kind}: {error}");
        assert!(error.message(Lang::Id).contains("halaman web") && waits.is_empty());
    }
}

#[tokio::test]
async fn another_kind_of_content_is_refused_with_its_name() {
    let server = always(ResponseTemplate::new(200).set_body_raw(b"%PDF-1.7".as_slice(), "application/pdf")).await;
    let (answer, _) = asked(&server, limits()).await;
    assert!(matches!(&answer, Err(FetchError::WrongType { given, .. }) if given == "application/pdf"), "{answer:?}");
    let server = always(json("{}").insert_header("content-encoding", "br")).await;
    let (answer, _) = asked(&server, limits()).await;
    assert!(matches!(&answer, Err(FetchError::WrongType { given, .. }) if given == "br"), "{answer:?}");
}

fn packed(text: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(text).unwrap();
    encoder.finish().unwrap()
}

#[tokio::test]
async fn a_packed_answer_is_unpacked_within_the_limit() {
    let gzip = |body: Vec<u8>| {
        ResponseTemplate::new(200).set_body_raw(body, "application/json").insert_header("content-encoding", "gzip")
    };
    let (answer, _) = asked(&always(gzip(packed(b"{\"data\":[]}"))).await, limits()).await;
    assert_eq!(answer.unwrap().bytes, b"{\"data\":[]}");
    let (answer, waits) = asked(&always(gzip(packed(&vec![b' '; 5_000_000]))).await, limits()).await;
    assert!(matches!(answer, Err(FetchError::TooLarge(_))), "{answer:?}");
    assert_eq!(waits.len(), 0);
    let (answer, _) = asked(&always(gzip(b"{}".to_vec())).await, Limits { tries: 1, ..limits() }).await;
    assert!(matches!(answer, Err(FetchError::Broken(_))), "{answer:?}");
}

#[tokio::test]
async fn redirects_are_followed_to_named_hosts_and_nowhere_else() {
    let server = MockServer::start().await;
    let to = |target: &str| ResponseTemplate::new(302).insert_header("location", target);
    Mock::given(path("/harga")).respond_with(to("/pindah")).mount(&server).await;
    Mock::given(path("/pindah")).respond_with(json("{}")).mount(&server).await;
    assert!(asked(&server, limits()).await.0.is_ok());

    let inner = always(json("{\"rahasia\":1}")).await;
    for target in [
        inner.uri(),
        "http://169.254.169.254/latest/meta-data/".to_owned(),
        "https://localhost/".to_owned(),
        "//[::1]/".to_owned(),
        "file:///etc/passwd".to_owned(),
        format!("http://127.1:{}/", server.address().port()),
    ] {
        let server = always(to(&target)).await;
        let (answer, waits) = asked(&server, limits()).await;
        assert!(matches!(answer, Err(FetchError::Refused(_))), "{target}: {answer:?}");
        assert_eq!(waits.len(), 0);
    }
    assert_eq!(inner.received_requests().await.unwrap().len(), 0);
}

#[tokio::test]
async fn redirects_without_end_or_target_end() {
    let server = always(ResponseTemplate::new(301).insert_header("location", "/lagi")).await;
    let (answer, _) = asked(&server, limits()).await;
    assert!(matches!(answer, Err(FetchError::Redirects(_))), "{answer:?}");
    assert_eq!(server.received_requests().await.unwrap().len(), 6);
    let server = always(ResponseTemplate::new(302)).await;
    let (answer, _) = asked(&server, limits()).await;
    assert!(matches!(answer, Err(FetchError::Status { status: 302, .. })), "{answer:?}");
}

#[tokio::test]
async fn a_form_is_posted_to_its_own_address_only() {
    let server = MockServer::start().await;
    let away = ResponseTemplate::new(307).insert_header("location", "/lain");
    Mock::given(method("POST")).and(path("/harga")).respond_with(away).mount(&server).await;
    Mock::given(method("POST")).and(path("/ada")).respond_with(json("{}")).mount(&server).await;
    let (client, _) = client_for(&[*server.address()], limits(), 0.0);
    let ask =
        |path: &str| Ask { form: vec![("level", "2".to_owned())], ..Ask::json(format!("{}{path}", server.uri())) };
    assert!(matches!(client.ask(&ask("/harga")).await, Err(FetchError::Status { status: 307, .. })));
    assert_eq!(client.ask(&ask("/ada")).await.unwrap().url, format!("{}/ada?level=2", server.uri()));
}

#[tokio::test]
async fn a_secret_goes_to_its_own_host_only_and_into_no_record() {
    let other = MockServer::start().await;
    Mock::given(path("/unduh")).respond_with(json("{}")).mount(&other).await;
    let server = MockServer::start().await;
    let on = ResponseTemplate::new(302).insert_header("location", format!("{}/unduh", other.uri()).as_str());
    Mock::given(header("x-api-key", "kunci-rahasia")).respond_with(on).mount(&server).await;
    let (client, _) = client_for(&[*server.address(), *other.address()], limits(), 0.0);
    let secret = Some(("x-api-key", "LUMBUNG_BAPANAS_KEY", "kunci-rahasia".to_owned()));
    let fetched = client.ask(&Ask { secret, ..Ask::json(format!("{}/harga", server.uri())) }).await.unwrap();
    assert!(!fetched.url.contains("rahasia"));
    let received = other.received_requests().await.unwrap();
    assert!(received.iter().all(|request| !request.headers.contains_key("x-api-key")) && received.len() == 1);
}

#[tokio::test]
async fn a_refused_key_says_where_a_key_is_put() {
    let server = always(ResponseTemplate::new(401)).await;
    let (client, _) = client_for(&[*server.address()], limits(), 0.0);
    let secret = Some(("x-api-key", "LUMBUNG_BAPANAS_KEY", String::new()));
    let error = client.ask(&Ask { secret, ..Ask::json(server.uri()) }).await.unwrap_err();
    assert!(error.message(Lang::Id).contains("LUMBUNG_BAPANAS_KEY"), "{error}");
    let bad = Some(("x-api-key", "LUMBUNG_BAPANAS_KEY", "a\nb".to_owned()));
    let error = client.ask(&Ask { secret: bad, ..Ask::json(server.uri()) }).await.unwrap_err();
    assert!(error.message(Lang::Id).contains("salin ulang"), "{error}");
}

/// Every name leads to this machine.
struct Inwards;

impl Lookup for Inwards {
    fn lookup(&self, _host: &str) -> Found {
        Box::pin(async { Ok(vec![IpAddr::from(Ipv4Addr::LOCALHOST)]) })
    }
}

#[tokio::test]
async fn a_name_that_leads_inwards_is_not_connected_to() {
    let server = always(json("{}")).await;
    let host = format!("harga.example.org:{}", server.address().port());
    let client = |private: &[&str]| {
        let guard = Guard::new(&format!("http://{host}"), &source(&[], private, &[&host]));
        Client::new(guard.looking_up(Arc::new(Inwards)), limits(), Arc::new(Noted::new(0.0))).unwrap()
    };
    let ask = Ask { kind: Kind::Csv, ..Ask::json(format!("http://{host}/")) };
    let error = client(&[]).ask(&ask).await.unwrap_err();
    assert!(matches!(error, FetchError::Refused(Refusal::Private { .. })), "{error}");
    assert_eq!(server.received_requests().await.unwrap().len(), 0);
    // The same name, named as private: JSON is no CSV, but it came.
    let error = client(&["harga.example.org"]).ask(&ask).await.unwrap_err();
    assert!(matches!(error, FetchError::WrongType { .. }), "{error}");
}
