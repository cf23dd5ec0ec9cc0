//! Signing in: two factors, recovery codes, guessing, and telling nobody who
//! has an account.

use chrono::TimeDelta;
use futures_util::future::join_all;
use lumbung_data::model::office::{LinkPurpose, TrailFilter, TrailRow};
use lumbung_data::model::{Role, Scope};
use lumbung_server::auth::second_factor::{code_at, new_secret};
use lumbung_server::auth::{Who, password};
use lumbung_server::settings::{Limits, Rate, Settings};
use lumbung_tests::{Browser, HomeDir, PASSWORD, Page, Served};
use reqwest::Method;
use reqwest::header::ORIGIN;
use std::time::{Duration, Instant};
use tokio::io::AsyncWriteExt;

/// Settings under which only guessing makes wait.
fn patient() -> Settings {
    let many = Rate { burst: 100_000, per_minute: 100_000 };
    let limits = Limits { sign_ins: many, writes: many, account: many, ..Limits::default() };
    // A proxy on this machine lets tests come from many addresses.
    let trusted_proxies = vec!["127.0.0.1/32".parse().unwrap()];
    Settings { limits, trusted_proxies, ..Settings::default() }
}

async fn guess(browser: &mut Browser<'_>, name: &str, password: &str) -> Page {
    browser.post("/masuk", &[("nama", name), ("sandi", password)]).await
}

/// An account with a second factor; gives its secret.
async fn with_second_factor(served: &Served, name: &str) -> (i64, String, Vec<String>) {
    let person = served.person(name, Role::Officer).await;
    let browser = served.session_of(person, name).await;
    let cookie = browser.cookie.unwrap();
    let secret = new_secret();
    let book = &served.store.book;
    let session = book.session(cookie.trim_start_matches("lumbung="), served.clock.now()).await.unwrap().unwrap();
    let session = session.person.session().unwrap();
    let who = Who { actor: name.to_owned(), ..Who::at_command_line() };
    let codes = book.set_second_factor(&who, served.clock.now(), person, session, (&secret, 0)).await.unwrap().unwrap();
    (person, secret, codes)
}

#[tokio::test(flavor = "multi_thread")]
async fn the_first_admin_comes_by_a_one_time_link_and_sets_up_two_steps() {
    let home = HomeDir::new();
    let served = Served::with_settings(&home, patient()).await;
    let (book, now) = (&served.store.book, served.clock.now());
    let purpose = LinkPurpose::FirstAdmin;
    let (token, _) = book.make_link(&Who::at_command_line(), now, purpose, None).await.unwrap();
    let mut browser = served.browser();
    let path = format!("/tautan/{token}");
    assert_eq!(browser.get(&path).await.status, 200);
    let fields = |password, again| {
        [("nama", "Kepala"), ("nama_lengkap", "Ibu Kepala"), ("sandi", password), ("sandi_lagi", again)]
    };
    let short = browser.post(&path, &fields("pendek", "pendek")).await;
    assert_eq!(short.status, 422);
    assert!(short.body.contains("12 karakter") && short.body.contains("aria-invalid"), "{}", short.body);
    assert_eq!(browser.post(&path, &fields(PASSWORD, "lain sekali")).await.status, 422);
    assert_eq!(browser.post(&path, &fields(PASSWORD, PASSWORD)).await.header("location"), "/masuk?kabar=sandi-dibuat");
    assert!(browser.get(&path).await.body.contains("<h1>Tautan"), "the link is used up");

    assert_eq!(browser.sign_in("kepala").await.header("location"), "/akun/dua-langkah");
    assert_eq!(browser.get("/pengguna").await.header("location"), "/akun/dua-langkah");
    let page = browser.get("/akun/dua-langkah").await;
    let secret = page.body.split("secret=").nth(1).unwrap().split(['&', '"']).next().unwrap();
    let code = code_at(secret, served.clock.now()).unwrap();
    assert_eq!(browser.post("/akun/dua-langkah", &[("kode", "000000")]).await.status, 422);
    let codes = browser.post("/akun/dua-langkah", &[("kode", &code)]).await;
    assert_eq!((codes.status, codes.header("cache-control")), (200, "no-store"));
    assert_eq!(browser.get("/pengguna").await.status, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_code_of_the_app_works_once_and_so_does_a_recovery_code() {
    let home = HomeDir::new();
    let served = Served::with_settings(&home, patient()).await;
    let (_, secret, codes) = with_second_factor(&served, "siti").await;
    let mut browser = served.browser();
    assert_eq!(browser.sign_in("siti").await.header("location"), "/masuk/kode");
    assert_eq!(browser.get("/akun").await.status, 303, "half a sign-in is none");
    let code = code_at(&secret, served.clock.now()).unwrap();
    let page = browser.post("/masuk/kode", &[("kode", &code)]).await;
    assert_eq!(page.header("location"), "/", "{} {}", page.status, page.body);
    assert_eq!(browser.get("/akun").await.status, 200);

    let mut other = served.browser();
    other.sign_in("siti").await;
    assert_eq!(other.post("/masuk/kode", &[("kode", &code)]).await.status, 422, "looked over a shoulder");
    let recovery = codes[3].to_uppercase().replace('-', " ");
    assert_eq!(other.post("/masuk/kode", &[("kode", &recovery)]).await.status, 303);
    let mut third = served.browser();
    third.sign_in("siti").await;
    assert_eq!(third.post("/masuk/kode", &[("kode", &recovery)]).await.status, 422);
    assert!(other.get("/akun").await.body.contains('9'), "nine are left");
}

#[tokio::test(flavor = "multi_thread")]
async fn where_somebody_wanted_to_go_they_go_after_both_factors() {
    let home = HomeDir::new();
    let served = Served::with_settings(&home, patient()).await;
    let (_, secret, _) = with_second_factor(&served, "siti").await;
    let mut browser = served.browser();
    assert_eq!(browser.get("/unggah?lang=en").await.header("location"), "/masuk?lanjut=/unggah%3Flang%3Den&lang=en");
    let form = [("nama", "siti"), ("sandi", PASSWORD), ("lanjut", "/unggah")];
    assert_eq!(browser.post("/masuk", &form).await.header("location"), "/masuk/kode");
    let code = code_at(&secret, served.clock.now()).unwrap();
    assert_eq!(browser.post("/masuk/kode", &[("kode", &code)]).await.header("location"), "/unggah");
    for trick in ["//evil.example", "https://evil.example", "/\\evil.example"] {
        served.clock.turn(TimeDelta::seconds(90));
        let mut browser = served.browser();
        browser.post("/masuk", &[("nama", "siti"), ("sandi", PASSWORD), ("lanjut", trick)]).await;
        let code = code_at(&secret, served.clock.now()).unwrap();
        assert_eq!(browser.post("/masuk/kode", &[("kode", &code)]).await.header("location"), "/", "{trick}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn after_five_wrong_guesses_there_is_a_wait_that_doubles_and_ends() {
    let home = HomeDir::new();
    let served = Served::with_settings(&home, patient()).await;
    served.person("siti", Role::Officer).await;
    let mut browser = served.browser();
    for _ in 0..5 {
        assert_eq!(guess(&mut browser, "siti", "tebakan yang salah").await.status, 422);
    }
    let waits = browser.sign_in("siti").await;
    assert_eq!(waits.status, 429, "the right password waits too");
    let seconds: i64 = waits.header("retry-after").parse().unwrap();
    assert!((25..=31).contains(&seconds), "{seconds}");
    assert!(waits.body.contains("detik"));
    served.clock.turn(TimeDelta::seconds(31));
    assert_eq!(guess(&mut browser, "siti", "tebakan yang salah").await.status, 422);
    served.clock.turn(TimeDelta::seconds(31));
    assert_eq!(browser.sign_in("siti").await.status, 429, "now it is a minute");
    served.clock.turn(TimeDelta::seconds(31));
    assert_eq!(browser.sign_in("siti").await.status, 303);
    assert_eq!(guess(&mut served.browser(), "siti", "salah lagi saja").await.status, 422, "a right one forgives");
}

#[tokio::test(flavor = "multi_thread")]
async fn many_guesses_at_once_are_no_more_than_many_in_turn() {
    let home = HomeDir::new();
    let served = Served::with_settings(&home, patient()).await;
    served.person("siti", Role::Officer).await;
    let form = [("nama", "siti"), ("sandi", "tebakan yang salah")];
    let request = || {
        let origin = format!("http://{}", served.address);
        served.send(served.request(Method::POST, "/masuk").header(ORIGIN, origin).form(&form))
    };
    let pages = join_all((0..8).map(|_| request())).await;
    let tried = pages.iter().filter(|page| page.status == 422).count();
    assert_eq!(tried, 5);
}

#[tokio::test(flavor = "multi_thread")]
async fn guesses_from_many_addresses_lock_the_name_and_an_unknown_name_alike() {
    let home = HomeDir::new();
    let served = Served::with_settings(&home, patient()).await;
    served.person("siti", Role::Officer).await;
    for name in ["siti", "tidak-ada"] {
        let mut statuses = Vec::new();
        for n in 0..51 {
            let browser = served.browser();
            let form = [("nama", name), ("sandi", "tebakan yang salah")];
            let request = browser.request(Method::POST, "/masuk").form(&form);
            statuses.push(served.send(request.header("x-forwarded-for", format!("198.51.100.{n}"))).await.status);
        }
        assert!(statuses[..50].iter().all(|status| *status == 422), "{name}: {statuses:?}");
        assert_eq!(statuses[50], 429, "{name}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn wrong_codes_wait_as_wrong_passwords_do() {
    let home = HomeDir::new();
    let served = Served::with_settings(&home, patient()).await;
    let (_, secret, _) = with_second_factor(&served, "siti").await;
    let mut browser = served.browser();
    browser.sign_in("siti").await;
    for _ in 0..5 {
        assert_eq!(browser.post("/masuk/kode", &[("kode", "abcdef")]).await.status, 422);
    }
    let code = code_at(&secret, served.clock.now()).unwrap();
    assert_eq!(browser.post("/masuk/kode", &[("kode", &code)]).await.status, 429);
}

/// The answer to a wrong guess without what differs in every answer.
fn bare(page: &Page, name: &str) -> String {
    let nonce = page.body.split("nonce=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap_or("none");
    page.body.replace(name, "NAME").replace(nonce, "NONCE")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_password_an_unknown_name_and_a_closed_account_look_the_same() {
    let home = HomeDir::new();
    let served = Served::with_settings(&home, patient()).await;
    served.person("siti", Role::Admin).await;
    let closed = served.person("budi", Role::Officer).await;
    let who = Who::at_command_line();
    let (book, now) = (&served.store.book, served.clock.now());
    book.change_person(&who, now, closed, lumbung_server::book::Change::Disable).await.unwrap();
    let mut answers = Vec::new();
    for (name, password) in [("siti", "tebakan yang salah"), ("nemo", "tebakan yang salah"), ("budi", PASSWORD)] {
        let page = guess(&mut served.browser(), name, password).await;
        let mut headers: Vec<String> = page.headers.keys().map(ToString::to_string).collect();
        headers.sort();
        answers.push((page.status, headers, bare(&page, name)));
    }
    assert_eq!(answers[0], answers[1]);
    assert_eq!(answers[0], answers[2]);
    assert!(!answers[0].2.contains("tebakan"), "what was typed is not given back");
    let trail = book.trail_after(&TrailFilter::default(), 0, 10_000).await.unwrap();
    let refused: Vec<&str> =
        trail.iter().filter(|row| row.action == "sign-in-refused").map(|row| &*row.after).collect();
    assert_eq!(refused, ["{\"times\":1}", "{\"times\":2}", "{\"times\":3}"]);
    assert!(trail.iter().all(|row| !row.subject.contains("nemo")), "a name may be a password in the wrong field");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_unknown_name_takes_as_long_as_a_known_one() {
    const PAIRS: usize = 40;
    let home = HomeDir::new();
    let settings = patient();
    settings.hasher.warm_up().await;
    let served = Served::with_settings(&home, settings).await;
    for n in 0..PAIRS {
        served.person(&format!("orang-{n}"), Role::Officer).await;
    }
    let mut ratios = Vec::new();
    for n in 0..PAIRS {
        // Side by side and each first in turn, so that whatever else the machine
        // does meets both alike.
        let mut times = [Duration::ZERO; 2];
        for kind in [n % 2, 1 - n % 2] {
            let name = ["orang", "nihil"][kind];
            let mut browser = served.browser();
            let began = Instant::now();
            let page = guess(&mut browser, &format!("{name}-{n}"), "tebakan yang salah").await;
            times[kind] = began.elapsed();
            assert_eq!(page.status, 422);
        }
        let [known, unknown] = times;
        ratios.push(unknown.as_secs_f64() / known.as_secs_f64());
    }
    ratios.sort_by(f64::total_cmp);
    let ratio = ratios[PAIRS / 2];
    assert!((0.9..1.1).contains(&ratio), "an unknown name takes {ratio:.3} of the time of a known one");
}

#[tokio::test]
async fn a_password_is_checked_by_length_and_guesses_alone() {
    assert!(password::check("kereta pagi ke padalarang", &[]).is_ok());
    assert!(password::check("KATAsandi123!", &[]).is_err(), "symbols do not make it good");
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_hangs_up_after_a_guess_is_in_the_audit_log_all_the_same() {
    let home = HomeDir::new();
    let served = Served::with_settings(&home, patient()).await;
    served.person("siti", Role::Officer).await;
    let body = "nama=siti&sandi=tebakan+yang+salah";
    let mut stream = tokio::net::TcpStream::connect(served.address).await.unwrap();
    let head = format!(
        "POST /masuk HTTP/1.1\r\nHost: {0}\r\nOrigin: http://{0}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {1}\r\n\r\n{body}",
        served.address,
        body.len()
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    let database = home.path().join("lumbung.db");
    let pool = sqlx::SqlitePool::connect(database.to_str().unwrap()).await.unwrap();
    let counted = async {
        let query = "select count(*) from guess";
        while sqlx::query_scalar::<_, i64>(query).fetch_one(&pool).await.unwrap() == 0 {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(Duration::from_secs(20), counted).await.expect("a guess that counts");
    // While the password is compared.
    drop(stream);
    let book = &served.store.book;
    let noted = async {
        let is_noted = |rows: Vec<TrailRow>| rows.iter().any(|row| row.action == "sign-in-refused");
        while !is_noted(book.trail_after(&TrailFilter::default(), 0, 100).await.unwrap()) {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(Duration::from_secs(20), noted).await.expect("a row");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_right_password_without_its_code_is_in_the_audit_log() {
    let home = HomeDir::new();
    let served = Served::with_settings(&home, patient()).await;
    with_second_factor(&served, "siti").await;
    let page = guess(&mut served.browser(), "siti", PASSWORD).await;
    assert_eq!(page.header("location"), "/masuk/kode");
    let trail = served.store.book.trail_after(&TrailFilter::default(), 0, 100).await.unwrap();
    let last = trail.last().unwrap();
    assert_eq!((last.actor.as_str(), last.action.as_str()), ("siti", "password-accepted"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reset_by_link_also_ends_tokens() {
    let home = HomeDir::new();
    let served = Served::with_settings(&home, patient()).await;
    let person = served.person("siti", Role::Officer).await;
    let (book, who, now) = (&served.store.book, Who::at_command_line(), served.clock.now());
    let token = book.make_token(&who, now, person, "skrip", &[Scope::Upload], TimeDelta::days(1)).await.unwrap();
    assert!(book.bearer(&token, now).await.unwrap().is_some());
    let record = book.person(person).await.unwrap().unwrap();
    let (link, _) = book.make_link(&who, now, LinkPurpose::Reset, Some(&record)).await.unwrap();
    book.use_link(&who, now, &link, ("", ""), "another").await.unwrap();
    assert!(book.bearer(&token, now).await.unwrap().is_none());
}
