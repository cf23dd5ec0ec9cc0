//! The weekly sheet: frozen once, the same bytes for ever, corrected beside it, published
//! by a leader only.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use lumbung_data::model::{IsoWeek, Lang, Role, Wishes};
use lumbung_data::profile::Profile;
use lumbung_server::auth::Who;
use lumbung_server::book::NewSubscriber;
use lumbung_server::live::Live;
use lumbung_server::report::freeze::Sheets;
use lumbung_server::settings::Settings;
use lumbung_server::store::Store;
use lumbung_tests::{HomeDir, PihpsFile, PostBox, Running, Served, lumbung, real_chillies};
use reqwest::Method;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Four weeks at these prices from Monday, 2 January 2023, a price a weekday.
fn ingest(home: &HomeDir, name: &str, from: &str, prices: &[u32]) {
    let file = home.file(name, PihpsFile::default().weekdays(from, prices));
    assert_eq!(lumbung(home, &["ingest", file.to_str().unwrap()]).code, 0);
}

/// Four weeks, of which the last rose by a tenth.
fn four_weeks(home: &HomeDir) {
    let prices = [vec![30_000; 15], vec![33_000; 5]].concat();
    ingest(home, "a.csv", "2023-01-02", &prices);
}

/// The sheets of a home, as a server makes them.
async fn sheets(home: &HomeDir) -> Sheets {
    let store = Store::open(&home.path()).await.unwrap();
    let profile = Arc::new(Profile::load("bandung").unwrap());
    Sheets::new(Live::open(store, profile).await.unwrap(), Some("https://lumbung.example".to_owned()))
}

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn week(text: &str) -> IsoWeek {
    IsoWeek::parse(text).unwrap()
}

fn once(server: &Running, path: &str, text: &str) -> String {
    server.once(path, text, Duration::from_mins(1))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_week_is_frozen_at_its_hour_and_missed_ones_are_made_up() {
    let home = HomeDir::new();
    four_weeks(&home);
    let sheets = sheets(&home).await;
    // Sunday, 15 January 2023, 19.59 and 20.00 in western Indonesia.
    assert_eq!(sheets.catch_up(at("2023-01-15T12:59:00Z")).await.unwrap(), 1, "the week before");
    assert_eq!(sheets.catch_up(at("2023-01-15T13:00:00Z")).await.unwrap(), 1);
    assert_eq!(sheets.catch_up(at("2023-01-15T13:00:00Z")).await.unwrap(), 0);
    // Three weeks later; the last of them has no data.
    assert_eq!(sheets.catch_up(at("2023-02-05T13:00:00Z")).await.unwrap(), 2);
    let served = Served::start(&home).await;
    let frozen = served.get("/api/v1/snapshots").await.json();
    let weeks: Vec<&str> =
        frozen["snapshots"].as_array().unwrap().iter().map(|one| one["week"].as_str().unwrap()).collect();
    assert_eq!(weeks, ["2023-W04", "2023-W03", "2023-W02", "2023-W01"]);
    // Each knows nothing of the days after it, and reckons with the one before.
    let third = served.get("/api/v1/snapshots/2023-W03.json").await.json();
    assert_eq!(third["data_until"], "2023-01-20");
    assert!((third["rows"][10]["price"].as_f64().unwrap() - 30_000.0).abs() < 1e-6);
    assert_eq!(third["reckoning"]["week"], "2023-W02");
    let last = served.get("/pekan/2023-W04").await.body;
    assert!(last.contains("Naik: bawang merah 10,0% menjadi Rp33.000/kg."), "{last}");
    assert!(last.contains("oleh sistem dari data versi 2 dan tidak diubah") && !last.contains("Konsep"));
    assert_eq!(served.get("/pekan/2023-W05").await.status, 404, "a week without data has no sheet");
    for (week, status) in [("2023-W05", 404), ("2023-W53", 404), ("2023-W54", 400), ("kemarin", 400)] {
        assert_eq!(served.get(&format!("/api/v1/snapshots/{week}.json")).await.status, status, "{week}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn two_servers_freeze_a_week_once_and_nobody_changes_it() {
    let home = HomeDir::new();
    // The last complete week, whatever day it is.
    let today = lumbung_server::today();
    let monday = IsoWeek::of(today).before(1).monday() - TimeDelta::days(14);
    ingest(&home, "a.csv", &monday.to_string(), &[30_000; 15]);
    let servers = [Running::start(&home), Running::start(&home)];
    let path = "/api/v1/snapshots";
    let lists = servers.each_ref().map(|server| once(server, path, "html_sha256"));
    let body = |answer: &str| answer.split_once("\r\n\r\n").unwrap().1.to_owned();
    assert_eq!(body(&lists[0]), body(&lists[1]));
    drop(servers);
    let again = Running::start(&home);
    once(&again, path, "html_sha256");
    let pool = sqlx::SqlitePool::connect(home.path().join("lumbung.db").to_str().unwrap()).await.unwrap();
    let count = |query: &'static str| sqlx::query_scalar::<_, i64>(query).fetch_one(&pool);
    assert_eq!(count("select count(*) from weekly_sheet").await.unwrap(), 1);
    assert_eq!(count("select count(*) from audit where action = 'sheet-frozen'").await.unwrap(), 1);
    for change in [
        "update weekly_sheet set headline_id = 'lain'",
        "delete from weekly_sheet",
        "insert or replace into weekly_sheet select * from weekly_sheet",
    ] {
        assert!(sqlx::query(change).execute(&pool).await.is_err(), "{change}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_revision_is_told_beside_the_sheet_and_its_bytes_stay() {
    let home = HomeDir::new();
    four_weeks(&home);
    let sheets = sheets(&home).await;
    assert!(sheets.freeze(week("2023-W04"), &Who::lumbung(), at("2023-01-29T13:00:00Z")).await.unwrap());
    let served = Served::start(&home).await;
    let html = served.get("/pekan/2023-W04.html").await;
    assert_eq!(html.header("cache-control"), "public, max-age=31536000, immutable");
    assert!(html.header("content-security-policy").contains("style-src 'sha256-"));
    assert!(!served.get("/pekan/2023-W04").await.body.contains("Koreksi sesudah terbit"));
    // Wednesday was another price: 30,000 of five days at 33,000.
    ingest(&home, "koreksi.csv", "2023-01-25", &[30_000]);
    let begun = Instant::now();
    let page = loop {
        let page = served.get("/pekan/2023-W04").await.body;
        if page.contains("Koreksi sesudah terbit") {
            break page;
        }
        assert!(begun.elapsed() < Duration::from_secs(20), "{page}");
    };
    assert!(page.contains("Rp33.000/kg") && page.contains("Rp32.377/kg"), "{page}");
    assert!(page.contains("versi 3, berkas koreksi.csv"), "{page}");
    assert!(page.contains("Naik: bawang merah 10,0% menjadi Rp33.000/kg."), "the sheet itself stays");
    let again = served.get("/pekan/2023-W04.html").await;
    assert_eq!((again.body, again.headers["etag"].clone()), (html.body, html.headers["etag"].clone()));
    let out = home.path().with_file_name("lembar");
    let ran = lumbung(&home, &["snapshot", "--week", "2023-W04", "--out", out.to_str().unwrap()]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let written = std::fs::read_to_string(out.join("2023-W04.html")).unwrap();
    assert_eq!(written, served.get("/pekan/2023-W04.html").await.body);
}

#[tokio::test(flavor = "multi_thread")]
async fn only_a_leader_publishes_before_the_hour() {
    let home = HomeDir::new();
    four_weeks(&home);
    let served = Served::by_password(&home).await;
    let draft = served.get("/pekan/2023-W04").await.body;
    assert!(draft.contains("Konsep") && !draft.contains("/terbit"));
    let publish = "/pekan/2023-W04/terbit";
    for (name, role) in [("dewi", Role::Officer), ("budi", Role::Leader)] {
        let mut browser = served.signed_in(name, role).await;
        let offered = browser.get("/pekan/2023-W04").await.body.contains(publish);
        assert_eq!(offered, role == Role::Leader);
        let answer = browser.post(publish, &[]).await;
        assert_eq!(answer.status, if role == Role::Leader { 303 } else { 403 }, "{role:?}");
    }
    let frozen = served.get("/pekan/2023-W04").await.body;
    assert!(frozen.contains("oleh budi dari data versi 2") && !frozen.contains(publish));
    assert!(served.get("/pekan").await.body.contains("Bawang merah naik 10,0%"));
    // What was never there cannot be published, nor what is to come.
    let mut leader = served.signed_in("rini", Role::Leader).await;
    for never in ["/pekan/2023-W05/terbit", "/pekan/2099-W01/terbit", "/pekan/x/terbit"] {
        assert_eq!(leader.post(never, &[]).await.status, 404, "{never}");
    }
    assert_eq!(served.send(served.request(Method::POST, publish)).await.status, 403);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sheet_goes_out_once_on_paper_and_one_that_is_made_up_for_does_not() {
    let (home, post_box) = (HomeDir::new(), PostBox::new());
    four_weeks(&home);
    let settings = Settings { mail: Some(post_box.mail()), ..Settings::default() };
    let served = Served::with_settings(&home, settings).await;
    for (address, lang) in [("siti@example.org", Lang::Id), ("john@example.org", Lang::En)] {
        let wishes = Wishes { lang, ..Wishes::default() };
        let new = NewSubscriber { address, wishes: &wishes, hook: None };
        served.store.book.add_subscriber(&Who::at_command_line(), served.clock.now(), new).await.unwrap();
    }
    let (sheets, sunday) = (sheets(&home).await, at("2023-01-29T13:00:00Z"));
    for (name, is_new) in [("2023-W03", true), ("2023-W04", true), ("2023-W04", false)] {
        assert_eq!(sheets.freeze(week(name), &Who::lumbung(), sunday).await.unwrap(), is_new, "{name}");
    }
    let courier = served.courier();
    while courier.turn().await.unwrap() {}
    let letters = post_box.letters();
    let told = |address: &str| letters.iter().find(|letter| letter.header("to") == address).unwrap().text();
    assert_eq!(letters.len(), 2);
    for (address, paper, headline) in [
        ("siti@example.org", "lembar-2023-W04.pdf", "Bawang merah naik 10,0%"),
        ("john@example.org", "sheet-2023-W04.pdf", "Week 4 of January 2023"),
    ] {
        let text = told(address);
        assert!(text.contains(paper) && text.contains(headline) && text.contains("/pekan/2023-W04"), "{text}");
        // The beginning of a PDF in base64.
        assert!(text.contains("JVBERi"));
    }
}

#[test]
fn a_draft_of_an_old_week_knows_nothing_of_the_days_after_it() {
    let home = HomeDir::new();
    four_weeks(&home);
    let ran = lumbung(&home, &["--json", "snapshot", "--week", "2023-W03"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let sheet = ran.json();
    assert_eq!((&sheet["draft"], &sheet["data_until"]), (&true.into(), &"2023-01-20".into()));
    assert!(
        sheet["headline"]["id"].as_str().unwrap().starts_with("Tidak ada harga yang berubah melewati ambang sebut")
    );
    let without = lumbung(&home, &["snapshot", "--week", "2023-W10"]);
    assert_eq!(without.code, 2);
    assert!(without.err.contains("Tidak ada hari survei pada Minggu II Maret 2023"), "{}", without.err);
    assert_eq!(lumbung(&home, &["snapshot", "--week", "2023-W60"]).code, 2);
}

#[test]
#[cfg_attr(not(real_data), ignore = "set LUMBUNG_REAL_DATA to the folder of real files")]
fn the_surge_of_november_2023_is_told_from_the_files_of_then() {
    let home = HomeDir::new();
    assert!(lumbung(&home, &["ingest", real_chillies().to_str().unwrap()]).code < 2);
    let sheet = lumbung(&home, &["--json", "snapshot", "--week", "2023-W45"]).json();
    let until: NaiveDate = sheet["data_until"].as_str().unwrap().parse().unwrap();
    assert!(week("2023-W45").holds(until));
    let row = sheet["rows"].as_array().unwrap().iter().find(|row| row["id"] == "cabai-rawit-merah").unwrap();
    assert!(row["warning"]["level"].as_str().is_some(), "{row}");
    assert!(sheet["proposals"].as_array().unwrap().iter().any(|one| one["heading"] == "availability"));
}
