//! Writes that come from elsewhere than our own pages, in every guise.

use lumbung_data::model::Role;
use lumbung_server::settings::{PublicUrl, Settings};
use lumbung_tests::{HomeDir, PASSWORD, Served};
use reqwest::Method;
use reqwest::header::{COOKIE, HOST, ORIGIN};

/// Posts with a signed-in person's cookie, and these headers; gives the status.
async fn post(served: &Served, cookie: &str, headers: &[(&str, &str)]) -> u16 {
    let mut request = served.request(Method::POST, "/akun/token").header(COOKIE, cookie);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    served.send(request.form(&[("label", "skrip"), ("cakupan", "upload"), ("sandi_lama", PASSWORD)])).await.status
}

#[tokio::test(flavor = "multi_thread")]
async fn a_write_from_elsewhere_is_refused_in_every_guise() {
    let home = HomeDir::new();
    let served = Served::by_password(&home).await;
    let browser = served.signed_in("siti", Role::Officer).await;
    let cookie = browser.cookie.clone().unwrap();
    let own = format!("http://{}", served.address);
    let (port, secure) = (served.address.port(), own.replace("http:", "https:"));
    let other_port = format!("http://127.0.0.1:{}", port ^ 1);
    let (with_path, upper) = (format!("{own}/masuk"), own.replace("http", "HTTP"));
    let longer = format!("{own}.evil.example");
    let user = format!("http://evil@127.0.0.1:{port}");
    let localhost = format!("http://localhost:{port}");
    let both = format!("{own} https://evil.example");
    let guises: Vec<Vec<(&str, &str)>> = vec![
        vec![],
        vec![("origin", "https://evil.example")],
        vec![("origin", "null")],
        vec![("origin", "")],
        vec![("origin", &other_port)],
        vec![("origin", &secure)],
        vec![("origin", &with_path)],
        vec![("origin", &upper)],
        vec![("origin", &longer)],
        vec![("origin", &user)],
        vec![("origin", &localhost)],
        vec![("origin", &both)],
        vec![("origin", "file://")],
        vec![("referer", &own)],
        vec![("sec-fetch-site", "cross-site")],
        vec![("sec-fetch-site", "same-site")],
        vec![("sec-fetch-site", "none")],
        vec![("sec-fetch-site", "cross-site"), ("origin", &own)],
        vec![("sec-fetch-site", "same-site"), ("origin", &own)],
        vec![("sec-fetch-site", "same-origin"), ("origin", "https://evil.example")],
        vec![("sec-fetch-site", "same-origin"), ("origin", "null")],
        vec![("origin", &own), ("origin", "https://evil.example")],
        vec![("sec-fetch-site", "same-origin"), ("sec-fetch-site", "cross-site")],
        vec![("x-forwarded-host", "evil.example"), ("origin", "http://evil.example")],
        vec![("host", "rebound.example"), ("origin", "http://rebound.example")],
        vec![("x-http-method-override", "POST"), ("origin", "https://evil.example")],
    ];
    assert!(guises.len() >= 20);
    for guise in &guises {
        assert_eq!(post(&served, &cookie, guise).await, 403, "{guise:?}");
    }
    let person = served.store.book.person_named("siti").await.unwrap().unwrap();
    assert!(served.store.book.tokens_of(person.id).await.unwrap().is_empty(), "nothing was made");
    for guise in [vec![("origin", own.as_str())], vec![("sec-fetch-site", "same-origin")]] {
        // Whoever enters their password goes on under a new secret.
        let cookie = served.session_of(person.id, "siti").await.cookie.unwrap();
        assert_eq!(post(&served, &cookie, &guise).await, 200, "{guise:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn signing_in_from_elsewhere_is_refused_too() {
    let home = HomeDir::new();
    let served = Served::by_password(&home).await;
    served.person("siti", Role::Officer).await;
    let form = [("nama", "siti"), ("sandi", PASSWORD)];
    let request = served.request(Method::POST, "/masuk").header(ORIGIN, "https://evil.example").form(&form);
    let page = served.send(request).await;
    assert_eq!(page.status, 403);
    assert!(page.body.contains("Permintaan dari luar ditolak") && !page.headers.contains_key("set-cookie"));
}

#[tokio::test(flavor = "multi_thread")]
async fn behind_tls_only_the_public_address_writes_and_cookies_are_bound_to_it() {
    let home = HomeDir::new();
    let public_url = PublicUrl::parse("https://lumbung.example").ok();
    let served =
        Served::with_settings(&home, Settings { public_url, second_factor_optional: true, ..Settings::default() })
            .await;
    served.person("siti", Role::Officer).await;
    let form = [("nama", "siti"), ("sandi", PASSWORD)];
    let sign_in = |origin: &str| {
        served.request(Method::POST, "/masuk").header(HOST, "lumbung.example").header(ORIGIN, origin).form(&form)
    };
    let own = format!("http://{}", served.address);
    assert_eq!(served.send(sign_in(&own)).await.status, 403);
    let page = served.send(sign_in("https://lumbung.example")).await;
    assert_eq!(page.status, 303);
    let cookie = page.header("set-cookie");
    assert!(cookie.starts_with("__Host-lumbung="), "{cookie}");
    for word in ["HttpOnly", "SameSite=Lax", "Secure", "Path=/"] {
        assert!(cookie.contains(word), "{cookie}");
    }
    assert!(!cookie.contains("Domain"));
    assert_eq!(page.header("strict-transport-security"), "max-age=31536000; includeSubDomains");
}

#[tokio::test(flavor = "multi_thread")]
async fn from_afar_without_tls_no_password_is_taken() {
    let home = HomeDir::new();
    let served = Served::by_password(&home).await;
    served.person("siti", Role::Officer).await;
    let host = "192.0.2.7:3000";
    let page = served.send(served.request(Method::GET, "/masuk").header(HOST, host)).await;
    assert!(!page.body.contains("type=\"password\"") && page.body.contains("--public-url"), "{}", page.body);
    let form = [("nama", "siti"), ("sandi", PASSWORD)];
    let request = served.request(Method::POST, "/masuk").header(HOST, host).header(ORIGIN, format!("http://{host}"));
    let page = served.send(request.form(&form)).await;
    assert_eq!(page.status, 422);
    assert!(!page.headers.contains_key("set-cookie"));
}

#[tokio::test(flavor = "multi_thread")]
async fn methods_that_nobody_needs_are_refused() {
    let home = HomeDir::new();
    let served = Served::by_password(&home).await;
    for method in ["TRACE", "PUT", "DELETE", "PATCH", "PROPFIND"] {
        for path in ["/", "/masuk", "/api/v1/batches", "/healthz", "/pkg/lumbung.css"] {
            let method = Method::from_bytes(method.as_bytes()).unwrap();
            let status = served
                .send(served.request(method.clone(), path).header(ORIGIN, format!("http://{}", served.address)))
                .await
                .status;
            assert!(matches!(status, 403..=405), "{method} {path}: {status}");
        }
    }
}
