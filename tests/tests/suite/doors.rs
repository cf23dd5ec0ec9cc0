//! Who may pass which door: every role at every door of the table.

use lumbung_data::model::office::TrailFilter;
use lumbung_data::model::{Role, Scope};
use lumbung_server::auth::Who;
use lumbung_server::book::Entry;
use lumbung_server::routes::{Door, Kind, Rule, doors};
use lumbung_server::settings::{Limits, Rate, Settings};
use lumbung_tests::{Browser, HomeDir, Page, Served};
use reqwest::Method;
use reqwest::header::HeaderMap;
use tokio::io::{AsyncReadExt, AsyncWriteExt};

/// Settings under which nobody waits and nobody needs a second factor.
fn open() -> Settings {
    let many = Rate { burst: 100_000, per_minute: 100_000 };
    let limits = Limits { reads: many, writes: many, sign_ins: many, account: many, ..Limits::default() };
    Settings { limits, second_factor_optional: true, ..Settings::default() }
}

/// The path of a door with something in its places.
fn path(door: &Door) -> String {
    let path = door
        .path
        .replace("{id}", "999")
        .replace("{version}", "999")
        .replace("{token}", "none")
        .replace("{week}", "2023-W01")
        .replace("{region}/{market}", "3273/kosambi");
    let value = "{date}/{commodity}/{level}/{source}/{frequency}/{*place}";
    let path = path.replace(value, "2023-01-10/bawang-merah/retail/pihps/daily/3273/kosambi");
    assert!(!path.contains('{'), "{path}: a place that this test does not fill");
    path
}

async fn knock(browser: &mut Browser<'_>, door: &Door) -> Page {
    let (method, path) = (door.method.clone(), path(door));
    let request = browser.request(Method::from_bytes(method.as_str().as_bytes()).unwrap(), &path);
    let request = if door.is_write() { request.form(&[("a", "b")]) } else { request };
    browser.send(request).await
}

/// Whether an answer shuts somebody out: to sign in, or to go away.
fn is_shut(page: &Page) -> bool {
    matches!(page.status, 401 | 403) || (page.status == 303 && page.header("location").starts_with("/masuk?lanjut="))
}

/// Whether a rule lets a role in.
fn lets_in(rule: Rule, whose: Option<Role>) -> bool {
    match rule {
        Rule::Anybody => true,
        Rule::SignedIn => whose.is_some(),
        Rule::AtLeast(least) | Rule::Script(least, _) => whose.is_some_and(|role| role >= least),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_role_passes_the_doors_of_its_rule_and_no_others() {
    let home = HomeDir::new();
    let served = Served::with_settings(&home, open()).await;
    let everybody = [None, Some(Role::Officer), Some(Role::Leader), Some(Role::Admin)];
    for (n, door) in doors().iter().enumerate() {
        for role in everybody {
            // A browser of its own for each: some doors sign people out.
            let mut browser = match role {
                Some(role) => served.signed_in(&format!("{role}-{n}"), role).await,
                None => served.browser(),
            };
            let page = knock(&mut browser, door).await;
            let whose = role.map_or("nobody", Role::as_str);
            assert_eq!(
                !is_shut(&page),
                lets_in(door.rule, role),
                "{whose} at {} {}: {}",
                door.method,
                door.path,
                page.status
            );
            assert!(page.status < 500, "{} {}: {}", door.method, door.path, page.body);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_second_factor_only_its_set_up_and_the_way_out_are_open() {
    let home = HomeDir::new();
    let served = Served::with_settings(&home, Settings { second_factor_optional: false, ..open() }).await;
    for (n, door) in doors().iter().enumerate().filter(|(_, door)| door.rule != Rule::Anybody) {
        let mut browser = served.signed_in(&format!("admin-{n}"), Role::Admin).await;
        let page = knock(&mut browser, door).await;
        let led = page.status == 303 && page.header("location") == "/akun/dua-langkah";
        assert_eq!(led || page.status == 403, door.rule != Rule::SignedIn, "{} {}", door.method, door.path);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_opens_the_doors_of_its_scope_and_nothing_else() {
    let home = HomeDir::new();
    let served = Served::with_settings(&home, open()).await;
    let person = served.person("siti", Role::Admin).await;
    let (book, now) = (&served.store.book, served.clock.now());
    let life = chrono::TimeDelta::days(1);
    let who = Who::at_command_line();
    let token = book.make_token(&who, now, person, "skrip", &[Scope::Upload], life).await.unwrap();
    for door in doors().iter().filter(|door| door.rule != Rule::Anybody) {
        let method = Method::from_bytes(door.method.as_str().as_bytes()).unwrap();
        let page = served.send(served.request(method, &path(door)).bearer_auth(&token)).await;
        let own = matches!(door.rule, Rule::Script(_, Scope::Upload));
        // Outside the API a token is nothing, and a write without origin is from elsewhere.
        assert_eq!(!is_shut(&page), own, "{} {}: {}", door.method, door.path, page.status);
    }
    served.clock.turn(life);
    let late = served.send(served.request(Method::POST, "/api/v1/batches").bearer_auth(&token)).await;
    assert_eq!(late.status, 401);
    assert_eq!(late.header("www-authenticate"), "Bearer");
}

#[tokio::test(flavor = "multi_thread")]
async fn no_door_changes_anything_when_it_is_read() {
    let home = HomeDir::new();
    let served = Served::with_settings(&home, open()).await;
    let mut browser = served.signed_in("siti", Role::Admin).await;
    for door in doors().iter().filter(|door| door.is_write()) {
        let page = browser.get(&path(door)).await;
        let has_page = doors().iter().any(|other| other.path == door.path && !other.is_write());
        assert!(page.status == 405 || page.status == 303 || has_page, "GET {}: {}", door.path, page.status);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_somebody_may_not_is_in_the_audit_log() {
    let home = HomeDir::new();
    let served = Served::with_settings(&home, open()).await;
    let mut officer = served.signed_in("siti", Role::Officer).await;
    assert_eq!(officer.post("/pengguna", &[("nama", "x")]).await.status, 403);
    let trail = served.store.book.trail_after(&TrailFilter::default(), 0, 10_000).await.unwrap();
    let last = trail.last().unwrap();
    assert_eq!(
        (last.actor.as_str(), last.action.as_str(), last.subject.as_str()),
        ("siti", "denied", "POST /pengguna")
    );
    assert_eq!(last.address, "127.0.0.1");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_row_that_was_changed_or_taken_out_of_the_audit_log_shows() {
    let home = HomeDir::new();
    let served = Served::with_settings(&home, open()).await;
    served.person("siti", Role::Admin).await;
    let (book, who) = (&served.store.book, Who::at_command_line());
    for subject in ["a", "b", "c"] {
        book.note(&who, served.clock.now(), &Entry::of("denied", subject)).await.unwrap();
    }
    assert!(book.trail_is_intact().await.unwrap());
    let database = home.path().join("lumbung.db");
    let pool = sqlx::SqlitePool::connect(database.to_str().unwrap()).await.unwrap();
    let change = "update audit set actor = 'orang lain' where subject = 'b'";
    assert!(sqlx::query(change).execute(&pool).await.is_err(), "a trigger forbids it");
    sqlx::query("drop trigger audit_is_never_changed").execute(&pool).await.unwrap();
    sqlx::query(change).execute(&pool).await.unwrap();
    assert!(!book.trail_is_intact().await.unwrap());
}

#[tokio::test(flavor = "multi_thread")]
async fn the_audit_page_shows_rows_that_were_taken_off_its_end_and_new_rows_hold() {
    let home = HomeDir::new();
    let served = Served::with_settings(&home, open()).await;
    let mut admin = served.signed_in("kepala", Role::Admin).await;
    let (book, who) = (&served.store.book, Who::at_command_line());
    let broken = "tidak utuh";
    assert!(!admin.get("/jejak").await.body.contains(broken));
    book.note(&who, served.clock.now(), &Entry::of("denied", "a")).await.unwrap();
    assert!(!admin.get("/jejak").await.body.contains(broken), "checked from where the last check ended");
    let database = home.path().join("lumbung.db");
    let pool = sqlx::SqlitePool::connect(database.to_str().unwrap()).await.unwrap();
    let replace = "insert or replace into audit select * from audit where subject = 'a'";
    assert!(sqlx::query(replace).execute(&pool).await.is_err(), "replacing is deleting");
    sqlx::query("drop trigger audit_is_never_deleted").execute(&pool).await.unwrap();
    sqlx::query("delete from audit where subject = 'a'").execute(&pool).await.unwrap();
    assert!(admin.get("/jejak").await.body.contains(broken));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_audit_log_comes_as_a_file_of_all_its_rows() {
    let home = HomeDir::new();
    let served = Served::with_settings(&home, open()).await;
    let mut admin = served.signed_in("kepala", Role::Admin).await;
    let (book, who) = (&served.store.book, Who::at_command_line());
    // More than are read at a time.
    for n in 0..2_100 {
        book.note(&who, served.clock.now(), &Entry::of("denied", &n.to_string())).await.unwrap();
    }
    let file = admin.get("/jejak.csv?apa=denied").await;
    let subjects: Vec<&str> = file.body.lines().skip(1).filter_map(|line| line.split(',').nth(4)).collect();
    let all: Vec<String> = (0..2_100).map(|n| n.to_string()).collect();
    assert_eq!(subjects, all);
}

#[tokio::test(flavor = "multi_thread")]
async fn strangers_cannot_fill_the_audit_log() {
    let home = HomeDir::new();
    let served = Served::with_settings(&home, open()).await;
    for n in 0..40 {
        let page = served.browser().post("/masuk", &[("nama", &format!("orang-{n}")), ("sandi", "tebakan")]).await;
        assert_eq!(page.status, 422);
    }
    let rows = served.store.book.trail_after(&TrailFilter::default(), 0, 10_000).await.unwrap();
    let times: Vec<&str> = rows.iter().filter(|row| row.action == "sign-in-refused").map(|row| &*row.after).collect();
    let wanted: Vec<String> = [1, 2, 3, 4, 5, 8, 16, 32].map(|times| format!("{{\"times\":{times}}}")).to_vec();
    assert_eq!(times, wanted);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_write_that_no_door_takes_is_told_what_its_address_takes() {
    let home = HomeDir::new();
    let served = Served::with_settings(&home, open()).await;
    let mut browser = served.browser();
    for (method, path, status, allowed) in [
        (Method::PUT, "/masuk", 405, "GET, POST, HEAD"),
        (Method::DELETE, "/", 405, "GET, HEAD"),
        (Method::OPTIONS, "/", 405, "GET, HEAD"),
        (Method::PATCH, "/api/v1/batches/2/withdraw", 405, "POST"),
        (Method::POST, "/api/v1/nope", 404, ""),
        (Method::POST, "/tidak/ada", 404, ""),
        (Method::CONNECT, "(none)", 404, ""),
    ] {
        let request = browser.request(method.clone(), path);
        let page = if method == Method::CONNECT { connect(&served).await } else { browser.send(request).await };
        assert_eq!((page.status, page.header("allow")), (status, allowed), "{method} {path}");
    }
}

/// What CONNECT gives, which clients do not send to a path.
async fn connect(served: &Served) -> Page {
    let mut stream = tokio::net::TcpStream::connect(served.address).await.unwrap();
    let head = format!("CONNECT {0} HTTP/1.1\r\nHost: {0}\r\nConnection: close\r\n\r\n", served.address);
    stream.write_all(head.as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    let status = answer[9..12].parse().unwrap();
    let mut headers = HeaderMap::new();
    if let Some(line) = answer.lines().find_map(|line| line.strip_prefix("allow: ")) {
        headers.insert("allow", line.parse().unwrap());
    }
    Page { status, headers, body: answer }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_path_that_does_not_fit_is_not_found_in_the_readers_language() {
    let home = HomeDir::new();
    let served = Served::with_settings(&home, open()).await;
    let mut admin = served.signed_in("kepala", Role::Admin).await;
    for path in ["/pengguna/siti/nonaktifkan", "/akun/sesi/semua/akhiri", "/unggah/versi/dua/batalkan"] {
        let page = admin.post(path, &[("alasan", "x")]).await;
        assert_eq!(page.status, 404, "{path}");
        assert!(page.body.contains("Tidak ditemukan"), "{path}: {}", page.body);
    }
    assert_eq!(admin.get("/unggah/%FF").await.status, 404);
    let form = admin.request(Method::POST, "/unggah").header("content-type", "multipart/form-data").body("x");
    let page = admin.send(form).await;
    assert!(page.status == 400 && page.body.contains("Isian tidak dapat dibaca"), "{}", page.body);
}

#[test]
fn every_kind_of_door_has_its_limits() {
    assert!(doors().iter().any(|door| door.kind == Kind::Upload));
    assert!(
        doors()
            .iter()
            .filter(|door| door.path.starts_with("/masuk") && door.is_write())
            .all(|door| door.kind == Kind::SignIn)
    );
}
