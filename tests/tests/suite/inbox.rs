//! The inbox of warnings: who owns them, what was done about them, and what is told of them
//! then.

use chrono::{NaiveDate, TimeDelta};
use lumbung_data::model::ledger::{Step, StepKind, WarningKey};
use lumbung_data::model::office::TrailFilter;
use lumbung_data::model::{
    CommodityId, Evidence, PlaceCode, PriceLevel, Role, SourceId, WarningKind, WarningLevel, WarningState, WarningWish,
    Wishes,
};
use lumbung_data::profile::Profile;
use lumbung_server::auth::Who;
use lumbung_server::book::NewSubscriber;
use lumbung_server::notify::Teller;
use lumbung_server::settings::Settings;
use lumbung_tests::{Browser, HomeDir, Page, PihpsFile, PostBox, Running, Served, lumbung};
use std::time::Duration;

use StepKind::{InForce, Over};
use WarningLevel::{Awas, Siaga};

const CHILLI: &str = "cabai-rawit-merah";
const ONION: &str = "bawang-merah";

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

async fn served(home: &HomeDir, post_box: &PostBox) -> Served {
    let settings = Settings { mail: Some(post_box.mail()), second_factor_optional: true, ..Settings::default() };
    Served::with_settings(home, settings).await
}

fn step(commodity: &str, on: &str, what: StepKind, level: WarningLevel) -> (WarningKey, Step) {
    let key = WarningKey {
        kind: WarningKind::Surge,
        commodity: CommodityId::parse(commodity).unwrap(),
        place: PlaceCode::parse("3273").unwrap(),
        price_level: PriceLevel::Retail,
        source: SourceId::parse("pihps").unwrap(),
        onset: day("2023-12-04"),
    };
    let evidence = Evidence {
        date: day(on),
        price: 85_000.0,
        unit: "kg".into(),
        baseline: 64_400.0,
        rise: 0.32,
        theta: 0.25,
        exceeding: 5,
        peak: 85_000.0,
        peak_day: day(on),
        year_median: None,
        reference: None,
        expected: None,
    };
    let reason = ["Harga melonjak.".to_owned(), "It surges.".to_owned()];
    (key, Step { what, on: day(on), version: 2, level, state: WarningState::Firing, reason, evidence })
}

/// Judges a day: enters these steps, and decides what is told of them.
async fn judge(served: &Served, on: &str, steps: &[(&str, StepKind, WarningLevel)]) {
    let (book, profile) = (&served.store.book, Profile::load("bandung").unwrap());
    let teller = Teller { profile: &profile, simulated: false };
    let steps: Vec<_> = steps.iter().map(|(commodity, what, level)| step(commodity, on, *what, *level)).collect();
    let before = book.judged().await.unwrap();
    assert!(book.enter((day(on), 2), before, &steps, served.clock.now(), &teller).await.unwrap());
}

async fn subscribe(served: &Served, address: &str, warnings: WarningWish) {
    let wishes = Wishes { warnings, ..Wishes::default() };
    let new = NewSubscriber { address, wishes: &wishes, hook: None };
    served.store.book.add_subscriber(&Who::at_command_line(), served.clock.now(), new).await.unwrap().unwrap();
}

/// The subjects of everything that has gone out.
async fn sent(served: &Served, post_box: &PostBox) -> Vec<String> {
    let courier = served.courier();
    while courier.turn().await.unwrap() {}
    let prefix = "[Lumbung Kota Bandung] ";
    post_box.letters().iter().map(|letter| letter.header("subject").replace(prefix, "")).collect()
}

/// Acts on the first warning as its page lets one: with what it says was done last.
async fn act(browser: &mut Browser<'_>, fields: &[(&str, &str)]) -> Page {
    let page = browser.get("/peringatan/1").await;
    let concern = if fields.iter().any(|(_, what)| what.ends_with("silence")) { "senyap" } else { "pemilik" };
    let after = seen(&page.body, concern);
    browser.post("/peringatan/1", &[fields, &[("sesudah", after.as_str())]].concat()).await
}

/// The last act that a page's forms of owner or silence have seen.
fn seen(page: &str, concern: &str) -> String {
    let numbers: Vec<&str> =
        page.split(r#"name="sesudah" value=""#).skip(1).filter_map(|rest| rest.split('"').next()).collect();
    let number = if concern == "senyap" { numbers.last() } else { numbers.first() };
    (*number.expect("a form")).to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_officer_takes_comments_silences_and_links_and_all_of_it_is_in_the_history_in_order() {
    let (home, post_box) = (HomeDir::new(), PostBox::new());
    let served = served(&home, &post_box).await;
    judge(&served, "2023-12-08", &[(CHILLI, InForce, Siaga)]).await;
    let mut siti = served.signed_in("siti", Role::Officer).await;
    served.person("budi", Role::Leader).await;
    assert!(siti.get("/peringatan/1").await.body.contains("Belum ada pemilik"));
    let until = lumbung_server::wib::local(served.clock.now()).date_naive() + TimeDelta::days(3);
    let until = until.to_string();
    let acts: [&[(&str, &str)]; 6] = [
        &[("langkah", "take")],
        &[("langkah", "acknowledge"), ("catatan", "Sudah ditanyakan ke pasar.")],
        &[("langkah", "action"), ("catatan", "Operasi pasar."), ("tautan", "/intervensi/12")],
        &[("langkah", "comment"), ("catatan", "Pasokan dari Garut tersendat.")],
        &[("langkah", "silence"), ("catatan", "Menunggu panen."), ("sampai", &until)],
        &[("langkah", "hand"), ("rekan", "budi")],
    ];
    for fields in acts {
        let page = act(&mut siti, fields).await;
        assert_eq!(page.status, 303, "{fields:?}: {}", page.body);
        assert!(page.header("location").starts_with("/peringatan/1?kabar="), "{}", page.header("location"));
        served.clock.turn(TimeDelta::minutes(1));
    }
    let page = siti.get("/peringatan/1").await.body;
    let told = [
        "diperingatkan",
        "diambil alih oleh siti (petugas)",
        "Sudah ditanyakan ke pasar.",
        "Operasi pasar.",
        "komentar siti (petugas)",
        "disenyapkan oleh siti (petugas) sampai",
        "diserahkan oleh siti (petugas) kepada budi (pimpinan)",
    ];
    let history = page.split("id=\"riwayat\"").nth(1).unwrap();
    let places: Vec<_> =
        told.iter().map(|text| history.find(text).unwrap_or_else(|| panic!("{text}: {page}"))).collect();
    assert!(places.is_sorted(), "{places:?}");
    assert!(history.contains(r#"<a href="/intervensi/12">intervensi 12</a>"#));
    assert!(page.contains("budi (pimpinan)") && page.contains("Disenyapkan sampai"));
    // Each act has its row in the audit log.
    let trail = served.store.book.trail_after(&TrailFilter::default(), 0, 1_000).await.unwrap();
    let actions: Vec<&str> =
        trail.iter().map(|row| row.action.as_str()).filter(|one| one.starts_with("warning-")).collect();
    assert_eq!(
        actions,
        [
            "warning-taken",
            "warning-acknowledged",
            "warning-acted-on",
            "warning-commented",
            "warning-silenced",
            "warning-handed"
        ]
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn everybody_reads_offices_and_nobody_without_an_account_acts() {
    let (home, post_box) = (HomeDir::new(), PostBox::new());
    let served = served(&home, &post_box).await;
    judge(&served, "2023-12-08", &[(CHILLI, InForce, Siaga)]).await;
    let mut officer = served.signed_in("wulandari", Role::Officer).await;
    assert_eq!(act(&mut officer, &[("langkah", "take")]).await.status, 303);
    assert_eq!(act(&mut officer, &[("langkah", "acknowledge"), ("catatan", "Sudah dilihat.")]).await.status, 303);
    let mut anybody = served.browser();
    for path in ["/peringatan", "/peringatan/1", "/peringatan/1?lang=en", "/api/v1/warnings"] {
        let page = anybody.get(path).await;
        assert!(page.status == 200 && !page.body.contains("wulandari"), "{path}: {}", page.body);
    }
    let page = anybody.get("/peringatan/1").await;
    assert!(page.body.contains("diambil alih oleh petugas") && !page.body.contains("name=\"langkah\""));
    let refused = anybody.post("/peringatan/1", &[("langkah", "comment"), ("catatan", "Halo")]).await;
    assert_eq!(refused.status, 401);
    // Nor a page of another site, in the officer's own browser.
    let foreign = served.request(reqwest::Method::POST, "/peringatan/1").header("origin", "https://lain.example");
    let foreign = foreign.header("cookie", officer.cookie.clone().unwrap()).form(&[("langkah", "release")]);
    assert_eq!(served.send(foreign).await.status, 403);
    let list = served.get("/api/v1/warnings").await.json();
    let row = &list["warnings"][0];
    assert_eq!((row["owner"].as_str(), row["acknowledged"].as_bool()), (Some("officer"), Some(true)));
    assert!(row["silenced_until"].is_null());
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_officers_at_once_the_second_learns_of_the_first() {
    let (home, post_box) = (HomeDir::new(), PostBox::new());
    let served = served(&home, &post_box).await;
    judge(&served, "2023-12-08", &[(CHILLI, InForce, Siaga)]).await;
    let mut siti = served.signed_in("siti", Role::Officer).await;
    let mut budi = served.signed_in("budi", Role::Officer).await;
    let after = seen(&siti.get("/peringatan/1").await.body, "pemilik");
    let take = [("langkah", "take"), ("sesudah", after.as_str())];
    assert_eq!(siti.post("/peringatan/1", &take).await.status, 303);
    let late = budi.post("/peringatan/1", &take).await;
    assert_eq!(late.status, 422);
    assert!(
        late.body.contains("petugas lain telah menangani") && late.body.contains("siti (petugas)"),
        "{}",
        late.body
    );
    // Who has seen it may still take it over.
    assert_eq!(act(&mut budi, &[("langkah", "take")]).await.status, 303);
    assert!(siti.get("/peringatan/1").await.body.contains("diambil alih oleh budi (petugas)"));
    // Comments exclude nobody's.
    for browser in [&mut siti, &mut budi] {
        let page =
            browser.post("/peringatan/1", &[("langkah", "comment"), ("catatan", "Dicek."), ("sesudah", "0")]).await;
        assert_eq!(page.status, 303);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_wrong_with_an_act_stands_at_its_field_and_nothing_is_written_down() {
    let (home, post_box) = (HomeDir::new(), PostBox::new());
    let served = served(&home, &post_box).await;
    judge(&served, "2023-12-08", &[(CHILLI, InForce, Siaga), (ONION, InForce, Siaga)]).await;
    judge(&served, "2023-12-11", &[(ONION, Over, Siaga)]).await;
    served.person("budi", Role::Leader).await;
    let mut siti = served.signed_in("siti", Role::Officer).await;
    for (fields, says) in [
        (vec![("langkah", "comment"), ("catatan", "  ")], "Isian ini masih kosong"),
        (vec![("langkah", "hand"), ("rekan", "")], "Belum ada yang dipilih"),
        (vec![("langkah", "hand"), ("rekan", "tidak-ada")], "aria-invalid"),
        (vec![("langkah", "silence"), ("catatan", "x"), ("sampai", "2020-01-01")], "Pilih tanggal antara"),
        (vec![("langkah", "action"), ("catatan", "x"), ("tautan", "https://lain.example/a")], "diawali garis miring"),
    ] {
        let page = siti.post("/peringatan/1", &fields).await;
        assert!(page.status == 422 && page.body.contains(says), "{fields:?}: {}", page.body);
    }
    let over = siti.post("/peringatan/2", &[("langkah", "acknowledge"), ("catatan", "x")]).await;
    assert!(over.status == 422 && over.body.contains("Peringatan ini sudah selesai"), "{}", over.body);
    assert_eq!(siti.post("/peringatan/1", &[("langkah", "hapus")]).await.status, 400);
    assert_eq!(siti.post("/peringatan/99", &[("langkah", "take")]).await.status, 404);
    assert!(served.store.book.acts().await.unwrap().is_empty());
    // A comment on what is over is still of use; the whole address of our own page is one.
    let address = format!("http://{}/pekan/2023-W50", served.address);
    let fields = [("langkah", "comment"), ("catatan", "Pelajaran."), ("tautan", address.as_str())];
    assert_eq!(siti.post("/peringatan/2", &fields).await.status, 303);
    assert!(siti.get("/peringatan/2").await.body.contains(r#"<a href="/pekan/2023-W50">halaman terkait</a>"#));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_database_lets_nobody_change_what_was_done_or_told() {
    let (home, post_box) = (HomeDir::new(), PostBox::new());
    let served = served(&home, &post_box).await;
    judge(&served, "2023-12-08", &[(CHILLI, InForce, Siaga)]).await;
    let mut siti = served.signed_in("siti", Role::Officer).await;
    assert_eq!(act(&mut siti, &[("langkah", "take")]).await.status, 303);
    let pool = sqlx::SqlitePool::connect(home.path().join("lumbung.db").to_str().unwrap()).await.unwrap();
    for change in [
        "update warning_act set note = 'lain'",
        "delete from warning_act",
        "insert or replace into warning_act select * from warning_act",
        "update warning_told set level = 'awas'",
        "delete from warning_told",
    ] {
        assert!(sqlx::query(change).execute(&pool).await.is_err(), "{change}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_silenced_warning_is_not_told_again_until_it_rises_and_its_silence_ends_by_itself() {
    let (home, post_box) = (HomeDir::new(), PostBox::new());
    let served = served(&home, &post_box).await;
    subscribe(&served, "siti@example.org", WarningWish::Immediate).await;
    judge(&served, "2023-12-04", &[(CHILLI, InForce, Siaga)]).await;
    judge(&served, "2023-12-05", &[(CHILLI, Over, Siaga)]).await;
    assert_eq!(sent(&served, &post_box).await.len(), 2, "it begins and is over");
    judge(&served, "2023-12-06", &[(CHILLI, InForce, Siaga)]).await;
    let person = served.person("siti", Role::Officer).await;
    let mut siti = served.session_of(person, "siti").await;
    let today = lumbung_server::wib::local(served.clock.now()).date_naive();
    let until = (today + TimeDelta::days(1)).to_string();
    let silence = [("langkah", "silence"), ("catatan", "Menunggu panen."), ("sampai", until.as_str())];
    assert_eq!(act(&mut siti, &silence).await.status, 303);
    let list = served.get("/api/v1/warnings").await.json();
    assert_eq!(list["warnings"][0]["silenced_until"], until);
    assert_eq!(list["warnings"][0]["status"], "in-force", "a silence ends no warning");
    // More than a week after its end it would be told that it is back.
    judge(&served, "2023-12-14", &[]).await;
    assert_eq!(sent(&served, &post_box).await.len(), 2, "silenced");
    served.clock.turn(TimeDelta::days(2));
    assert!(served.get("/api/v1/warnings").await.json()["warnings"][0]["silenced_until"].is_null());
    judge(&served, "2023-12-15", &[]).await;
    assert_eq!(sent(&served, &post_box).await.len(), 3, "the day of the silence is over");
    let mut siti = served.session_of(person, "siti").await;
    let until = (today + TimeDelta::days(9)).to_string();
    let silence = [("langkah", "silence"), ("catatan", "Menunggu lagi."), ("sampai", until.as_str())];
    assert_eq!(act(&mut siti, &silence).await.status, 303);
    judge(&served, "2023-12-18", &[(CHILLI, InForce, Awas)]).await;
    let subjects = sent(&served, &post_box).await;
    assert!(subjects.len() == 4 && subjects[3].starts_with("Awas: cabai rawit merah"), "{subjects:?}");
    // Whoever opens the page looks whether the book has something newer.
    assert_eq!(served.get("/peringatan/1").await.status, 200);
    assert!(served.get("/api/v1/warnings").await.json()["warnings"][0]["silenced_until"].is_null(), "it has risen");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_warning_that_comes_and_goes_is_told_once_within_a_week() {
    let (home, post_box) = (HomeDir::new(), PostBox::new());
    let served = served(&home, &post_box).await;
    subscribe(&served, "siti@example.org", WarningWish::Immediate).await;
    for (on, what) in [
        ("2023-12-04", InForce),
        ("2023-12-05", Over),
        ("2023-12-06", InForce),
        ("2023-12-07", Over),
        ("2023-12-08", InForce),
    ] {
        judge(&served, on, &[(CHILLI, what, Siaga)]).await;
    }
    assert_eq!(sent(&served, &post_box).await.len(), 2);
    judge(&served, "2023-12-11", &[]).await;
    assert_eq!(sent(&served, &post_box).await.len(), 2, "six days after its end");
    judge(&served, "2023-12-12", &[]).await;
    let subjects = sent(&served, &post_box).await;
    assert_eq!(subjects.len(), 3, "it stayed: {subjects:?}");
    judge(&served, "2023-12-13", &[]).await;
    assert_eq!(sent(&served, &post_box).await.len(), 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn several_warnings_of_one_judgement_are_one_message_that_says_whose_they_are() {
    let (home, post_box) = (HomeDir::new(), PostBox::new());
    let served = served(&home, &post_box).await;
    subscribe(&served, "siti@example.org", WarningWish::Immediate).await;
    let grave = Wishes { warnings: WarningWish::Immediate, least: Awas, ..Wishes::default() };
    let new = NewSubscriber { address: "budi@example.org", wishes: &grave, hook: None };
    served.store.book.add_subscriber(&Who::at_command_line(), served.clock.now(), new).await.unwrap().unwrap();
    judge(&served, "2023-12-08", &[(CHILLI, InForce, Siaga)]).await;
    let mut officer = served.signed_in("wulandari", Role::Officer).await;
    assert_eq!(act(&mut officer, &[("langkah", "take")]).await.status, 303);
    judge(&served, "2023-12-11", &[(CHILLI, InForce, Awas), (ONION, InForce, Siaga)]).await;
    let subjects = sent(&served, &post_box).await;
    assert_eq!(subjects.len(), 3, "{subjects:?}");
    let letters = post_box.letters();
    let to = |address: &str| letters.iter().rfind(|letter| letter.header("to") == address).unwrap();
    let both = to("siti@example.org");
    assert!(both.header("subject").contains("2 kabar peringatan, tertinggi Awas"), "{}", both.header("subject"));
    let text = both.text();
    assert!(text.contains("- Awas: cabai rawit merah") && text.contains("- Siaga: bawang merah"), "{text}");
    assert!(text.contains("Pemilik: petugas.") && !text.contains("wulandari"), "{text}");
    let one = to("budi@example.org");
    assert!(one.header("subject").contains("Awas: cabai rawit merah naik"), "one alone is told by itself");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_digest_leaves_out_what_was_silenced_after_it_began() {
    let (home, post_box) = (HomeDir::new(), PostBox::new());
    let served = served(&home, &post_box).await;
    subscribe(&served, "siti@example.org", WarningWish::Daily).await;
    assert!(sent(&served, &post_box).await.is_empty());
    judge(&served, "2023-12-08", &[(CHILLI, InForce, Siaga), (ONION, InForce, Siaga)]).await;
    let mut siti = served.signed_in("siti", Role::Officer).await;
    let today = lumbung_server::wib::local(served.clock.now()).date_naive();
    let until = (today + TimeDelta::days(5)).to_string();
    let silence = [("langkah", "silence"), ("catatan", "Menunggu panen."), ("sampai", until.as_str())];
    assert_eq!(act(&mut siti, &silence).await.status, 303);
    served.clock.turn(TimeDelta::days(1));
    let subjects = sent(&served, &post_box).await;
    assert!(subjects.len() == 1 && subjects[0].contains("1 komoditas"), "{subjects:?}");
    assert!(post_box.letters()[0].text().contains("Siaga: bawang merah"));
}

#[test]
fn the_board_the_list_and_the_command_line_say_who_owns_what() {
    let home = HomeDir::new();
    let prices = [[30_000; 20].as_slice(), &[36_000; 5]].concat();
    let file = home.file("a.csv", PihpsFile::default().weekdays("2023-01-02", &prices));
    assert_eq!(lumbung(&home, &["ingest", file.to_str().unwrap()]).code, 0);
    let server = Running::start(&home);
    let page = server.once("/peringatan", "/peringatan/1", Duration::from_secs(20));
    assert!(page.contains("1 peringatan belum ada pemiliknya.") && page.contains("Belum ada pemilik"), "{page}");
    for (query, is_listed) in [
        ("?saring=tanpa-pemilik", true),
        ("?saring=tanpa-pemilik&jenis=creep", false),
        ("?jenis=surge&tingkat=waspada", false),
        ("?saring=disenyapkan", false),
    ] {
        let page = server.get(&format!("/peringatan{query}"));
        assert_eq!(page.contains(r#"href="/peringatan/1""#), is_listed, "{query}");
    }
    let warnings = lumbung(&home, &["--json", "warnings"]).json();
    let surge = warnings.as_array().unwrap().iter().find(|row| row["kind"] == "surge").unwrap();
    assert!(surge["owner"].is_null() && surge["silenced_until"].is_null() && surge["acknowledged"] == false);
    assert!(surge["reason"].is_string() && surge["evidence"]["price"] == 36_000.0, "the columns of before stay");
}
