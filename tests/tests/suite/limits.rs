//! How much may be asked for: rates, sizes, and what every answer wears.

use futures_util::future::join_all;
use lumbung_data::model::Role;
use lumbung_server::settings::{Limits, Rate, Settings};
use lumbung_tests::{HomeDir, Served};
use reqwest::Method;

fn few() -> Settings {
    let few = Rate { burst: 3, per_minute: 1 };
    let limits = Limits { reads: few, writes: few, sign_ins: few, ..Limits::default() };
    let trusted_proxies = vec!["127.0.0.1".parse::<std::net::IpAddr>().unwrap().into()];
    Settings { limits, trusted_proxies, second_factor_optional: true, ..Settings::default() }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_that_asks_too_much_is_told_when_to_come_back() {
    let home = HomeDir::new();
    let served = Served::with_settings(&home, few()).await;
    let read = |address: &str| {
        served.send(served.request(Method::GET, "/healthz").header("x-forwarded-for", address.to_owned()))
    };
    for _ in 0..3 {
        assert_eq!(read("198.51.100.1").await.status, 200);
    }
    let page = read("198.51.100.1").await;
    assert_eq!(page.status, 429);
    let seconds: u64 = page.header("retry-after").parse().unwrap();
    assert!((1..=61).contains(&seconds));
    assert!(page.body.contains("Coba lagi dalam"));
    assert_eq!(read("198.51.100.2").await.status, 200, "another address is not held back");
    let english = served.request(Method::GET, "/api/v1/batches?lang=id").header("x-forwarded-for", "198.51.100.1");
    let problem = served.send(english).await;
    assert_eq!(problem.header("content-type"), "application/problem+json");
    assert_eq!(problem.json()["status"], 429);
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_finds_no_place_is_told_to_come_again_and_can_sign_in_all_the_same() {
    let home = HomeDir::new();
    let limits = Limits { pages_at_once: 1, reads_waiting: 0, ..Limits::default() };
    let served = Served::with_settings(&home, Settings { limits, second_factor_optional: true, ..few() }).await;
    served.person("siti", Role::Officer).await;
    // Many at once, until some of them meet.
    let sent_away = loop {
        let pages = join_all((0..20).map(|_| served.get("/metode"))).await;
        assert!(pages.iter().all(|page| matches!(page.status, 200 | 503)));
        assert!(pages.iter().any(|page| page.status == 200), "one has a place");
        if let Some(page) = pages.into_iter().find(|page| page.status == 503) {
            break page;
        }
    };
    assert_eq!(sent_away.header("retry-after"), "5");
    assert!(sent_away.body.contains("Server sedang sibuk"), "{}", sent_away.body);
    let mut browser = served.browser();
    let (_, signed_in) = tokio::join!(join_all((0..20).map(|_| served.get("/metode"))), browser.sign_in("siti"));
    assert_eq!(signed_in.status, 303, "{}", signed_in.body);
    assert_eq!(browser.get("/akun").await.status, 200, "whoever has signed in waits for nobody");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_head_that_is_too_large_is_refused() {
    let home = HomeDir::new();
    let served = Served::start(&home).await;
    let with = |bytes: usize| served.request(Method::GET, "/healthz").header("x-note", "a".repeat(bytes));
    assert_eq!(served.send(with(8_000)).await.status, 200);
    assert_eq!(served.send(with(100_000)).await.status, 431);
}

#[tokio::test(flavor = "multi_thread")]
async fn built_files_are_the_same_for_everybody_and_kept() {
    let home = HomeDir::new();
    let served = Served::with_settings(&home, few()).await;
    let mut browser = served.signed_in("siti", Role::Officer).await;
    assert_eq!(browser.get("/akun").await.header("cache-control"), "no-store");
    assert_ne!(browser.get("/pkg/lumbung.css").await.header("cache-control"), "no-store");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_account_that_asks_too_much_waits_wherever_it_asks_from() {
    let home = HomeDir::new();
    let account = Rate { burst: 3, per_minute: 1 };
    let limits = Limits { account, ..Limits::default() };
    let served = Served::with_settings(&home, Settings { limits, second_factor_optional: true, ..few() }).await;
    let mut browser = served.signed_in("siti", Role::Officer).await;
    let mut statuses = Vec::new();
    for n in 0..4 {
        let request = browser.request(Method::GET, "/akun").header("x-forwarded-for", format!("198.51.100.{n}"));
        statuses.push(browser.send(request).await.status);
    }
    assert_eq!(statuses, [200, 200, 200, 429]);
}

#[tokio::test(flavor = "multi_thread")]
async fn signing_in_has_a_limit_of_its_own() {
    let home = HomeDir::new();
    let served = Served::with_settings(&home, few()).await;
    let mut statuses = Vec::new();
    for n in 0..4 {
        let mut browser = served.browser();
        let page = browser.post("/masuk", &[("nama", &format!("orang-{n}")), ("sandi", "tebakan yang salah")]).await;
        statuses.push(page.status);
    }
    assert_eq!(statuses, [422, 422, 422, 429]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_larger_than_forms_are_is_refused_unread() {
    let home = HomeDir::new();
    let served = Served::by_password(&home).await;
    let mut browser = served.signed_in("siti", Role::Officer).await;
    let page = browser.post("/akun/token", &[("label", &"x".repeat(70_000))]).await;
    assert_eq!(page.status, 413);
    assert!(page.body.contains("Terlalu besar"));
}

#[tokio::test(flavor = "multi_thread")]
async fn every_answer_has_a_number_and_never_the_one_that_was_sent() {
    let home = HomeDir::new();
    let served = Served::with_settings(&home, Settings::default()).await;
    for path in ["/", "/healthz", "/tidak-ada", "/api/v1/tidak-ada", "/pkg/tidak-ada"] {
        let page = served.send(served.request(Method::GET, path).header("x-request-id", "dikarang")).await;
        let number = page.header("x-request-id");
        assert!(number.len() == 36 && number != "dikarang", "{path}: {number}");
        for name in ["content-security-policy", "x-content-type-options", "referrer-policy", "permissions-policy"] {
            assert!(page.headers.contains_key(name), "{path} lacks {name}");
        }
        assert!(page.header("content-security-policy").contains("frame-ancestors 'none'"), "{path}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn only_what_is_meant_to_be_embedded_may_be_framed() {
    let home = HomeDir::new();
    let served = Served::with_settings(&home, Settings::default()).await;
    let policy = |page: lumbung_tests::Page| page.header("content-security-policy").to_owned();
    assert!(policy(served.get("/sematkan/bawang-merah/3273").await).contains("frame-ancestors *"));
    assert!(policy(served.get("/sematkanlah").await).contains("frame-ancestors 'none'"));
}

#[tokio::test(flavor = "multi_thread")]
async fn without_tls_no_browser_is_told_to_come_by_it() {
    let home = HomeDir::new();
    let served = Served::with_settings(&home, Settings::default()).await;
    assert_eq!(served.get("/").await.header("strict-transport-security"), "");
}
