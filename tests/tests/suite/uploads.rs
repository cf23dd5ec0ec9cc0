//! Uploads: checked first, stored on a decision, taken back without losing
//! anything; from the form and from scripts.

use chrono::TimeDelta;
use lumbung_data::model::office::TrailFilter;
use lumbung_data::model::{Role, Scope};
use lumbung_server::auth::Who;
use lumbung_server::settings::{Limits, Settings};
use lumbung_tests::{Browser, HomeDir, PASSWORD, Page, PihpsFile, Served, lumbung};
use reqwest::Method;
use reqwest::multipart::{Form, Part};
use serde_json::json;
use std::path::Path;

fn file() -> PihpsFile {
    PihpsFile::default().weekdays("2023-01-02", &[30_000; 30])
}

/// Uploads a file and gives the address of its preview.
async fn checked(browser: &mut Browser<'_>, name: &str, content: impl AsRef<[u8]>) -> String {
    let page = browser.upload("/unggah", name, content).await;
    assert_eq!(page.status, 303, "{}", page.body);
    page.header("location").to_owned()
}

fn waiting(home: &HomeDir) -> usize {
    std::fs::read_dir(home.path().join("uploads")).map_or(0, Iterator::count)
}

const CSV: &str = "/api/v1/series/bawang-merah/3273.csv";

#[tokio::test(flavor = "multi_thread")]
async fn a_file_is_checked_before_anything_is_stored_and_stored_on_a_decision() {
    let home = HomeDir::new();
    let served = Served::by_password(&home).await;
    let mut officer = served.signed_in("siti", Role::Officer).await;
    let preview = checked(&mut officer, "harga.csv", file()).await;
    let page = officer.get(&preview).await;
    for word in ["harga.csv", "PIHPS", "60", "Simpan"] {
        assert!(page.body.contains(word), "{word} is not in the preview");
    }
    assert!(!page.body.contains("name=\"wilayah\"") && !page.body.contains("name=\"tingkat\""), "the file says both");
    assert_eq!((served.get(CSV).await.status, waiting(&home)), (404, 1));
    assert!(home.lake_files("prices").is_empty());

    let stored = officer.post(&format!("{preview}/simpan"), &[]).await;
    assert_eq!(stored.header("location"), "/unggah/versi/2?kabar=tersimpan");
    assert_eq!((served.get(CSV).await.status, waiting(&home)), (200, 0));
    let batch = officer.get("/unggah/versi/2").await;
    assert!(batch.body.contains("harga.csv") && batch.body.contains("siti"));
    assert_eq!(officer.get(&preview).await.status, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_upload_that_is_thrown_away_leaves_nothing() {
    let home = HomeDir::new();
    let served = Served::by_password(&home).await;
    let mut officer = served.signed_in("siti", Role::Officer).await;
    let preview = checked(&mut officer, "harga.csv", file()).await;
    assert_eq!(officer.post(&format!("{preview}/buang"), &[]).await.header("location"), "/unggah?kabar=dibuang");
    assert_eq!((waiting(&home), served.get(CSV).await.status), (0, 404));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_withdrawn_batch_no_longer_counts_and_stays_readable_as_it_was() {
    let home = HomeDir::new();
    let served = Served::by_password(&home).await;
    let mut officer = served.signed_in("siti", Role::Officer).await;
    let right = home.file("right.csv", PihpsFile::default().at("03/01/2023", "Pasar Kosambi", "31000"));
    lumbung(&home, &["ingest", right.to_str().unwrap()]);
    let wrong =
        PihpsFile::default().at("03/01/2023", "Pasar Kosambi", "13000").at("04/01/2023", "Pasar Kosambi", "14000");
    let preview = checked(&mut officer, "wrong.csv", wrong.clone()).await;
    officer.post(&format!("{preview}/simpan"), &[]).await;
    let market = "/api/v1/series/bawang-merah/3273/kosambi.csv";
    let row =
        |csv: &Page, day: &str| csv.body.lines().find(|line| line.starts_with(day)).unwrap_or_default().to_owned();
    assert!(row(&served.get(market).await, "2023-01-03").contains(",13000,"));

    assert_eq!(officer.post("/unggah/versi/3/batalkan", &[("alasan", " ")]).await.status, 422, "a reason is wanted");
    let page = officer.post("/unggah/versi/3/batalkan", &[("alasan", "salah ketik")]).await;
    assert_eq!(page.header("location"), "/unggah/versi/3?kabar=dibatalkan");
    let after = served.get(market).await;
    assert!(row(&after, "2023-01-03").contains(",31000,"), "{}", after.body);
    assert!(row(&after, "2023-01-04").ends_with(",L,4"), "{}", after.body);
    let before = served.get(&format!("{market}?as_of=3")).await;
    assert!(row(&before, "2023-01-04").contains(",14000,"), "{}", before.body);
    assert!(officer.get("/unggah/versi/3").await.body.contains("salah ketik"));
    assert_eq!(officer.post("/unggah/versi/3/batalkan", &[("alasan", "lagi")]).await.status, 422, "once");

    // The same file again is new again.
    let preview = checked(&mut officer, "wrong.csv", wrong).await;
    officer.post(&format!("{preview}/simpan"), &[]).await;
    assert!(row(&served.get(market).await, "2023-01-04").contains(",14000,"));
    let trail = served.store.book.trail_after(&TrailFilter::default(), 0, 10_000).await.unwrap();
    let actions: Vec<&str> = trail.iter().map(|row| row.action.as_str()).collect();
    let wanted = ["upload-checked", "ingest", "withdraw", "upload-checked", "ingest"];
    assert!(wanted.iter().all(|action| actions.contains(action)), "{actions:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_batch_that_others_have_overwritten_can_be_withdrawn_too() {
    let home = HomeDir::new();
    let served = Served::by_password(&home).await;
    let mut officer = served.signed_in("siti", Role::Officer).await;
    for price in ["31000", "32000"] {
        let path = home.file("a.csv", PihpsFile::default().at("03/01/2023", "Pasar Kosambi", price));
        lumbung(&home, &["ingest", path.to_str().unwrap()]);
    }
    let page = officer.post("/unggah/versi/2/batalkan", &[("alasan", "diganti berkas lain")]).await;
    assert_eq!(page.status, 303, "{}", page.body);
    let market = served.get("/api/v1/series/bawang-merah/3273/kosambi.csv").await;
    assert!(market.body.contains(",32000,"), "{}", market.body);
    assert_eq!(served.store.book.version().await.unwrap(), 4);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_name_of_a_file_leads_nowhere() {
    let home = HomeDir::new();
    let served = Served::by_password(&home).await;
    let mut officer = served.signed_in("siti", Role::Officer).await;
    let names = [
        "../../lumbung.db",
        "..\\..\\lumbung.db",
        "/etc/cron.d/harga",
        "C:\\Windows\\harga.csv",
        "..",
        ".",
        "uploads/../lock",
        "harga\u{202e}vsc.exe",
        "%2e%2e%2flumbung.db",
        "<img src=x onerror=alert(1)>.csv",
    ];
    let before = tree(&home.path());
    for name in names {
        let preview = checked(&mut officer, name, file()).await;
        let page = officer.get(&preview).await;
        assert_eq!(page.status, 200, "{name:?}");
        assert!(!page.body.contains("<img") && !page.body.contains('\u{202e}'), "{name:?}");
        officer.post(&format!("{preview}/buang"), &[]).await;
    }
    assert_eq!(tree(&home.path()), before, "no file is made or touched elsewhere");
    for id in ["..%2flumbung.db", "lumbung.db", "%2e%2e%2flumbung.db", "00000000-0000-4000-8000-000000000000"] {
        assert_eq!(officer.get(&format!("/unggah/{id}")).await.status, 404, "{id}");
    }
}

/// The names of everything in a home, but for what SQLite keeps beside it.
fn tree(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut names: Vec<String> = entries
        .flat_map(|entry| {
            let name = entry.file_name().to_string_lossy().into_owned();
            let inside = if entry.path().is_dir() { tree(&entry.path()) } else { Vec::new() };
            std::iter::once(name.clone()).chain(inside.into_iter().map(move |inner| format!("{name}/{inner}")))
        })
        .filter(|name| !name.starts_with("lumbung.db-") && name != "uploads")
        .collect();
    names.sort();
    names
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_too_large_empty_or_too_many_is_refused_and_leaves_nothing() {
    let home = HomeDir::new();
    let limits = Limits { upload_bytes: 10_000, uploads_waiting: 2, ..Limits::default() };
    let served =
        Served::with_settings(&home, Settings { limits, second_factor_optional: true, ..Settings::default() }).await;
    let mut officer = served.signed_in("siti", Role::Officer).await;
    let large = officer.upload("/unggah", "besar.csv", vec![b'x'; 10_001]).await;
    assert_eq!(large.status, 422);
    assert!(large.body.contains("aria-invalid"), "{}", large.body);
    assert_eq!(officer.upload("/unggah", "besar.csv", vec![b'x'; 200_000]).await.status, 422);
    assert_eq!(officer.upload("/unggah", "kosong.csv", "").await.status, 422);
    assert_eq!(officer.post("/unggah", &[("berkas", "teks")]).await.status, 400);
    assert_eq!(waiting(&home), 0);
    for n in 0..2 {
        checked(&mut officer, &format!("{n}.csv"), file()).await;
    }
    assert_eq!(officer.upload("/unggah", "3.csv", file()).await.status, 422);
    assert_eq!(waiting(&home), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_price_file_is_shown_with_the_reason_and_cannot_be_stored() {
    let home = HomeDir::new();
    let served = Served::by_password(&home).await;
    let mut officer = served.signed_in("siti", Role::Officer).await;
    for content in [&b"nama;umur\nsiti;40\n"[..], b"PK\x03\x04zip", b"\x00\x01\x02", b"\xff\xfe\x00"] {
        let preview = checked(&mut officer, "aneh.csv", content).await;
        let page = officer.get(&preview).await;
        assert!(page.status == 200 && !page.body.contains("/simpan\""), "{content:?}");
        let stored = officer.post(&format!("{preview}/simpan"), &[]).await;
        assert_eq!(stored.header("location"), "/unggah?kabar=tidak-ada-yang-baru");
    }
    assert_eq!(served.store.book.version().await.unwrap(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_upload_is_its_owners_alone_and_ends_after_a_day() {
    let home = HomeDir::new();
    let served = Served::by_password(&home).await;
    let mut siti = served.signed_in("siti", Role::Officer).await;
    let budi_id = served.person("budi", Role::Admin).await;
    let mut budi = served.session_of(budi_id, "budi").await;
    let preview = checked(&mut siti, "harga.csv", file()).await;
    for path in [preview.clone(), format!("{preview}/alasan.csv")] {
        assert_eq!(budi.get(&path).await.status, 404);
    }
    assert_eq!(budi.post(&format!("{preview}/simpan"), &[]).await.status, 404);
    served.clock.turn(TimeDelta::hours(24));
    let siti_id = served.store.book.person_named("siti").await.unwrap().unwrap().id;
    let mut siti = served.session_of(siti_id, "siti").await;
    assert_eq!(siti.get(&preview).await.status, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn every_reason_can_be_downloaded() {
    let home = HomeDir::new();
    let served = Served::by_password(&home).await;
    let mut officer = served.signed_in("siti", Role::Officer).await;
    let bad = (1..=80).fold(PihpsFile::default(), |file, _| file.at("03/01/2023", "Pasar Hantu", "31000"));
    let preview = checked(&mut officer, "buruk.csv", bad).await;
    let csv = officer.get(&format!("{preview}/alasan.csv")).await;
    assert_eq!(csv.body.lines().count(), 81, "{}", csv.body);
}

/// A token of a person for some scopes.
async fn token(served: &Served, person: i64, scopes: &[Scope]) -> String {
    let (who, life) = (Who::at_command_line(), TimeDelta::days(30));
    served.store.book.make_token(&who, served.clock.now(), person, "skrip", scopes, life).await.unwrap()
}

async fn script(served: &Served, token: &str, path: &str, content: &PihpsFile) -> Page {
    let part = Part::bytes(content.text().as_bytes().to_vec()).file_name("harga.csv");
    let request = served.request(Method::POST, path).bearer_auth(token).multipart(Form::new().part("berkas", part));
    served.send(request).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_script_checks_stores_and_withdraws_with_a_token() {
    let home = HomeDir::new();
    let served = Served::by_password(&home).await;
    let person = served.person("siti", Role::Officer).await;
    let token = token(&served, person, &Scope::ALL).await;
    let looked = script(&served, &token, "/api/v1/batches?dry_run=true", &file()).await;
    assert_eq!(looked.json()["files"][0]["accepted"], 60);
    assert_eq!(looked.json()["version"], 1);
    let stored = script(&served, &token, "/api/v1/batches", &file()).await;
    assert_eq!((stored.status, &stored.json()["version"]), (200, &json!(2)));
    assert_eq!(served.get(CSV).await.status, 200);
    let listed = served.get("/api/v1/batches").await.json();
    assert_eq!(listed["batches"][0]["accepted"], 60);
    assert!(listed["batches"][0].get("actor").is_none(), "names of people are not public");
    let withdraw = |reason: serde_json::Value| {
        served.send(served.request(Method::POST, "/api/v1/batches/2/withdraw").bearer_auth(&token).json(&reason))
    };
    assert_eq!(withdraw(json!({})).await.status, 400);
    assert_eq!(withdraw(json!({ "reason": "uji" })).await.json()["version"], 3);
    assert_eq!(withdraw(json!({ "reason": "uji" })).await.status, 409);
    assert_eq!(served.get("/api/v1/batches").await.json()["batches"][0]["withdrawn_by_version"], 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_revoked_token_and_a_closed_accounts_token_open_nothing() {
    let home = HomeDir::new();
    let served = Served::by_password(&home).await;
    served.person("kepala", Role::Admin).await;
    let mut officer = served.signed_in("siti", Role::Officer).await;
    let person = served.store.book.person_named("siti").await.unwrap().unwrap().id;
    let without = officer.post("/akun/token", &[("label", "skrip"), ("cakupan", "upload"), ("masa", "90")]).await;
    assert!(without.status == 422 && !without.body.contains("lumbung_"), "an open session alone makes no token");
    let page = officer
        .post("/akun/token", &[("label", "skrip"), ("cakupan", "upload"), ("masa", "90"), ("sandi_lama", PASSWORD)])
        .await;
    let at = page.body.find("lumbung_").expect("the token, shown once");
    let shown: String =
        page.body[at..].chars().take_while(|c| c.is_ascii_alphanumeric() || "-_".contains(*c)).collect();
    assert!(!officer.get("/akun").await.body.contains(&shown), "and never again");
    let dry = "/api/v1/batches?dry_run=true";
    assert_eq!(script(&served, &shown, dry, &file()).await.status, 200);
    let id = served.store.book.tokens_of(person).await.unwrap()[0].id;
    assert_eq!(officer.post(&format!("/akun/token/{id}/cabut"), &[]).await.status, 303);
    assert_eq!(script(&served, &shown, dry, &file()).await.status, 401);
    let other = token(&served, person, &[Scope::Upload]).await;
    assert_eq!(lumbung(&home, &["user", "disable", "siti"]).code, 0);
    assert_eq!(script(&served, &other, dry, &file()).await.status, 401);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_withdraws_is_told_that_later_files_repeat_what_goes() {
    let home = HomeDir::new();
    let served = Served::by_password(&home).await;
    let mut officer = served.signed_in("siti", Role::Officer).await;
    let first = PihpsFile::default().at("03/01/2023", "Pasar Kosambi", "31000");
    let second = first.clone().at("04/01/2023", "Pasar Kosambi", "32000");
    for (name, content) in [("first.csv", first), ("second.csv", second)] {
        let path = home.file(name, content);
        lumbung(&home, &["ingest", path.to_str().unwrap()]);
    }
    let earlier = officer.get("/unggah/versi/2").await.body;
    assert!(earlier.contains("1 berkas yang disimpan sesudahnya mengulang 1 harga"), "{earlier}");
    let later = officer.get("/unggah/versi/3").await.body;
    assert!(!later.contains("yang disimpan sesudahnya"), "nothing came after it");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_home_whose_batches_are_all_withdrawn_is_empty_and_not_simulated() {
    let home = HomeDir::new();
    let served = Served::by_password(&home).await;
    let mut officer = served.signed_in("siti", Role::Officer).await;
    let preview = checked(&mut officer, "harga.csv", file()).await;
    officer.post(&format!("{preview}/simpan"), &[]).await;
    officer.post("/unggah/versi/2/batalkan", &[("alasan", "uji")]).await;
    let board = served.get("/").await.body;
    assert!(!board.contains("Data simulasi"), "nothing here was ever simulated: {board}");
    assert!(board.contains("lumbung ingest"), "it says how to fill it");
}
