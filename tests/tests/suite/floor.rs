//! Prices from the market floor: kept once as they were noted, laid into the lake as the
//! city's own source, and nothing of who noted them goes any further.

use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, Utc};
use lumbung_data::model::{FileReport, Role};
use lumbung_data::profile::Profile;
use lumbung_server::floor;
use lumbung_server::live::Live;
use lumbung_server::settings::Settings;
use lumbung_server::wib;
use lumbung_tests::{Browser, HomeDir, Page, PostBox, Served, lumbung};
use reqwest::Method;
use serde_json::{Value, json};
use std::slice;
use std::sync::Arc;

const SERIES: &str = "/api/v1/series/bawang-merah/3273/kosambi.csv";
const FORM: &str = "/catat/3273/kosambi";
const PHONE: &str = "0190f1a2-0000-7000-8000-00000000000d";

fn today(served: &Served) -> NaiveDate {
    wib::local(served.clock.now()).date_naive()
}

fn id(number: u32) -> String {
    format!("0190f1a2-0000-7000-8000-{number:012}")
}

/// An entry of a phone; what a test is about is put in its place.
fn entry(served: &Served, person: i64, number: u32, with: &Value) -> Value {
    let mut entry = json!({
        "id": id(number), "person": person, "device": PHONE, "sequence": number, "market": "3273/kosambi",
        "commodity": "bawang-merah", "day": today(served), "answer": "price", "prices": [32_000], "unit": "kg",
        "made_at": served.clock.now(),
    });
    for (key, value) in with.as_object().unwrap() {
        entry[key] = value.clone();
    }
    entry
}

async fn send(officer: &mut Browser<'_>, entries: &[Value]) -> Page {
    let request = officer.request(Method::POST, "/catat/kirim").json(&json!({ "entries": entries }));
    officer.send(request).await
}

/// Sends entries that are all kept.
async fn keep(officer: &mut Browser<'_>, entries: &[Value]) {
    let page = send(officer, entries).await;
    assert_eq!(page.status, 200, "{}", page.body);
    let told = page.json();
    let results: Vec<&str> =
        told["results"].as_array().unwrap().iter().map(|one| one["result"].as_str().unwrap()).collect();
    assert!(results.iter().all(|result| *result == "kept"), "{told}");
}

/// Lays in what came in, as a server does every few seconds.
async fn gather(served: &Served) -> Option<FileReport> {
    let profile = Arc::new(Profile::load("bandung").unwrap());
    let known = Arc::new(served.store.load(served.store.book.version().await.unwrap()).await.unwrap());
    let gathered = floor::gather(&served.store, &profile, known, served.clock.now()).await.unwrap();
    served.catch_up().await;
    gathered.map(|gathered| gathered.report)
}

/// The end of the latest row of a series: what follows the source.
async fn row(served: &Served, path: &str) -> String {
    let csv = served.get(path).await.body;
    csv.lines().last().and_then(|line| line.split_once(",lokal,")).map(|(_, rest)| rest.to_owned()).unwrap_or(csv)
}

#[tokio::test(flavor = "multi_thread")]
async fn an_entry_that_is_sent_twice_or_laid_twice_is_kept_once() {
    let home = HomeDir::new();
    let served = Served::by_password(&home).await;
    let person = served.person("siti", Role::Officer).await;
    let mut officer = served.session_of(person, "siti").await;
    let one = entry(&served, person, 1, &json!({}));
    keep(&mut officer, slice::from_ref(&one)).await;
    keep(&mut officer, &[one.clone(), one.clone()]).await;
    assert_eq!(served.store.book.last_entry().await.unwrap(), 1);
    let report = gather(&served).await.unwrap();
    assert_eq!((report.read, report.accepted, report.format.as_str()), (1, 1, "catat"));
    assert_eq!(row(&served, SERIES).await, "32000,kg,32000,kg,A,2");
    keep(&mut officer, slice::from_ref(&one)).await;
    assert!(gather(&served).await.is_none(), "nothing new came in");
    // The same said by another entry, as after a server that was killed before it noted.
    keep(&mut officer, &[entry(&served, person, 2, &json!({}))]).await;
    assert_eq!(gather(&served).await.unwrap().unchanged, 1);
    assert_eq!(served.store.book.version().await.unwrap(), 2);
    assert_eq!(lumbung(&home, &["verify"]).code, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hundred_phones_at_once_have_all_their_entries_kept() {
    let home = HomeDir::new();
    let served = Served::by_password(&home).await;
    let person = served.person("siti", Role::Officer).await;
    let sends = (0..100).map(|n| {
        let served = &served;
        async move {
            let mut officer = served.session_of(person, "siti").await;
            keep(&mut officer, &[entry(served, person, n, &json!({ "sequence": n }))]).await;
        }
    });
    futures_util::future::join_all(sends).await;
    assert_eq!(served.store.book.entries_on(today(&served), None).await.unwrap().len(), 100);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_quote_is_the_median_of_the_stalls_in_the_canonical_unit() {
    let home = HomeDir::new();
    let served = Served::by_password(&home).await;
    let person = served.person("siti", Role::Officer).await;
    let mut officer = served.session_of(person, "siti").await;
    keep(&mut officer, &[entry(&served, person, 1, &json!({ "prices": [40_000, 31_000, 32_000] }))]).await;
    gather(&served).await;
    assert_eq!(row(&served, SERIES).await, "32000,kg,32000,kg,A,2");
    let ounces = json!({ "prices": [3_300, 3_400], "unit": "ons", "market": "3273/baru" });
    keep(&mut officer, &[entry(&served, person, 2, &ounces)]).await;
    gather(&served).await;
    assert_eq!(row(&served, &SERIES.replace("kosambi", "baru")).await, "33500,kg,33500,kg,A,3");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_correction_is_a_revision_and_the_old_value_stays_readable() {
    let home = HomeDir::new();
    let served = Served::by_password(&home).await;
    let person = served.person("siti", Role::Officer).await;
    let mut officer = served.session_of(person, "siti").await;
    keep(&mut officer, &[entry(&served, person, 1, &json!({}))]).await;
    gather(&served).await;
    keep(&mut officer, &[entry(&served, person, 2, &json!({ "prices": [33_000] }))]).await;
    assert_eq!(gather(&served).await.unwrap().revised, 1);
    assert_eq!(row(&served, SERIES).await, "33000,kg,33000,kg,A,3");
    assert_eq!(row(&served, &format!("{SERIES}?as_of=2")).await, "32000,kg,32000,kg,A,2");
    assert_eq!(served.store.book.entries_on(today(&served), None).await.unwrap().len(), 2, "both stay in the book");
}

#[tokio::test(flavor = "multi_thread")]
async fn of_one_phone_the_entry_made_last_wins_also_where_it_comes_first() {
    let home = HomeDir::new();
    let served = Served::by_password(&home).await;
    let person = served.person("siti", Role::Officer).await;
    let mut officer = served.session_of(person, "siti").await;
    keep(&mut officer, &[entry(&served, person, 2, &json!({ "prices": [33_000] }))]).await;
    gather(&served).await;
    keep(&mut officer, &[entry(&served, person, 1, &json!({}))]).await;
    gather(&served).await;
    assert_eq!(row(&served, SERIES).await, "33000,kg,33000,kg,A,2");
}

#[tokio::test(flavor = "multi_thread")]
async fn no_goods_are_not_collected_a_closed_market_has_a_day_off_and_both_take_a_price_back() {
    let home = HomeDir::new();
    let served = Served::by_password(&home).await;
    let person = served.person("siti", Role::Officer).await;
    let mut officer = served.session_of(person, "siti").await;
    keep(&mut officer, &[entry(&served, person, 1, &json!({}))]).await;
    gather(&served).await;
    let none = json!({ "answer": "no-goods", "prices": [] });
    keep(&mut officer, &[entry(&served, person, 2, &none)]).await;
    assert_eq!(gather(&served).await.unwrap().missing, 1);
    assert_eq!(row(&served, SERIES).await, ",kg,,kg,L,3");
    keep(&mut officer, &[entry(&served, person, 3, &json!({ "answer": "closed", "prices": [] }))]).await;
    gather(&served).await;
    assert_eq!(row(&served, SERIES).await, ",kg,,kg,H,4");
    assert_eq!(row(&served, &format!("{SERIES}?as_of=2")).await, "32000,kg,32000,kg,A,2");
    keep(&mut officer, &[entry(&served, person, 4, &json!({ "answer": "closed", "prices": [] }))]).await;
    gather(&served).await;
    assert_eq!(served.store.book.version().await.unwrap(), 4, "said twice it changes nothing");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_is_refused_with_what_to_do_and_the_rest_is_kept() {
    let home = HomeDir::new();
    let served = Served::by_password(&home).await;
    let person = served.person("siti", Role::Officer).await;
    let mut officer = served.session_of(person, "siti").await;
    let day = |ahead: i64| json!({ "day": today(&served) + TimeDelta::days(ahead) });
    for (with, said) in [
        (json!({ "unit": "liter" }), "Pilih: kg, 500 g, ons."),
        (json!({ "market": "3273/antah" }), "Pilih salah satu: Pasar Kosambi"),
        (json!({ "commodity": "emas" }), "Muat ulang formulirnya"),
        (day(1), "Pilih hari ini atau sebelumnya"),
        (day(-8), "Serahkan data yang lebih lama sebagai berkas"),
        (json!({ "prices": [] }), "Isi harga satu sampai tiga lapak"),
        (json!({ "prices": [32] }), "Periksa jumlah angka nol dan satuannya"),
        (json!({ "note": "x".repeat(201) }), "Singkatkan"),
    ] {
        let good = entry(&served, person, 1, &json!({}));
        let told = send(&mut officer, &[entry(&served, person, 9, &with), good]).await.json();
        assert_eq!(told["results"][0]["result"], "refused", "{with}");
        let reason = told["results"][0]["reason"].as_str().unwrap();
        assert!(reason.contains(said), "{with}: {reason}");
        assert_eq!(told["results"][1]["result"], "kept");
    }
    assert_eq!(served.store.book.last_entry().await.unwrap(), 1);
    // A clock that is years off says nothing against the day that was chosen.
    let late = json!({ "made_at": "2031-01-01T00:00:00Z", "day": today(&served) - TimeDelta::days(7) });
    keep(&mut officer, &[entry(&served, person, 3, &late)]).await;
    assert_eq!(send(&mut officer, &vec![entry(&served, person, 1, &json!({})); 101]).await.status, 413);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_entry_waits_for_its_own_account_and_nobody_takes_the_id_of_another() {
    let home = HomeDir::new();
    let served = Served::by_password(&home).await;
    let (siti, budi) = (served.person("siti", Role::Officer).await, served.person("budi", Role::Officer).await);
    let one = entry(&served, siti, 1, &json!({}));
    let mut nobody = served.browser();
    assert_eq!(send(&mut nobody, slice::from_ref(&one)).await.status, 401);
    let mut other = served.session_of(budi, "budi").await;
    assert_eq!(send(&mut other, slice::from_ref(&one)).await.json()["results"][0]["result"], "other-person");
    let mut own = served.session_of(siti, "siti").await;
    keep(&mut own, &[one]).await;
    let stolen = send(&mut other, &[entry(&served, budi, 1, &json!({ "prices": [99_000] }))]).await.json();
    assert_eq!(stolen["results"][0]["result"], "refused");
    assert_eq!(own.get("/catat/keadaan").await.json()["person"], siti);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_plain_form_keeps_what_is_right_and_asks_about_the_rest() {
    let home = HomeDir::new();
    let served = Served::by_password(&home).await;
    let person = served.person("siti", Role::Officer).await;
    let mut officer = served.session_of(person, "siti").await;
    let before = json!({ "day": today(&served) - TimeDelta::days(1) });
    keep(&mut officer, &[entry(&served, person, 1, &before)]).await;
    gather(&served).await;
    let page = officer.get(FORM).await;
    assert!(page.body.contains("Terakhir Rp32.000/kg") && page.body.contains("harga1.gula-pasir-lokal"));
    let day = today(&served).to_string();
    let form = id(77);
    let fields = |more: &[(&'static str, &'static str)]| {
        let mut all = vec![("formulir", form.clone()), ("hari", day.clone())];
        all.extend(more.iter().map(|(name, value)| (*name, (*value).to_owned())));
        all
    };
    let post = async |officer: &mut Browser<'_>, fields: &[(&str, String)]| {
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        officer.post(FORM, &fields).await
    };
    let first = fields(&[
        ("harga1.bawang-merah", "64.000"),
        ("harga1.bawang-putih", "40000"),
        ("harga2.bawang-putih", "41.000"),
        ("harga1.telur-ayam-ras", "tiga puluh"),
        ("kosong.gula-pasir-lokal", "1"),
    ]);
    let page = post(&mut officer, &first).await;
    assert_eq!(page.status, 422);
    assert!(page.body.contains("2 isian tersimpan, 2 perlu diperiksa"), "{}", page.body);
    assert!(page.body.contains("value=\"64.000\"") && page.body.contains("Benarkah? Harga terakhir Rp32.000/kg."));
    assert!(page.body.contains("Tulis rupiah bulat") && page.body.contains("value=\"tiga puluh\""));
    let sure = fields(&[("harga1.bawang-merah", "64.000"), ("alasan.bawang-merah", "changed")]);
    let page = post(&mut officer, &sure).await;
    assert_eq!((page.status, page.header("location")), (303, &*format!("{FORM}?hari={day}&kabar=isian-tersimpan")));
    let twice = post(&mut officer, &sure).await;
    assert_eq!(twice.status, 303);
    assert_eq!(served.store.book.entries_on(today(&served), None).await.unwrap().len(), 3, "a form counts once");
    assert!(officer.get(FORM).await.body.contains("Tercatat: Rp40.500/kg"));
    let closed = post(&mut officer, &fields(&[("tutup", "1")])).await;
    assert_eq!(closed.status, 303);
    gather(&served).await;
    assert_eq!(row(&served, SERIES).await.split(',').nth(4), Some("H"));
    assert_eq!(officer.get("/catat/3273/antah").await.status, 404);
    assert_eq!(officer.post(FORM, &[("hari", &day)]).await.status, 400, "a form without its number");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_entry_that_cannot_be_read_keeps_no_other_waiting() {
    let home = HomeDir::new();
    let served = Served::by_password(&home).await;
    let person = served.person("siti", Role::Officer).await;
    let mut officer = served.session_of(person, "siti").await;
    let strange = entry(&served, person, 1, &json!({ "of_a_later_form": true }));
    let told = send(&mut officer, &[strange, entry(&served, person, 2, &json!({}))]).await.json();
    assert_eq!((&told["results"][0]["result"], &told["results"][0]["id"]), (&json!("refused"), &json!(id(1))));
    assert!(told["results"][0]["reason"].as_str().unwrap().contains("Muat ulang formulirnya"), "{told}");
    assert_eq!(told["results"][1]["result"], "kept");
    assert_eq!(served.store.book.last_entry().await.unwrap(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_plain_form_that_says_again_what_it_took_back_is_believed() {
    let home = HomeDir::new();
    let served = Served::by_password(&home).await;
    let mut officer = served.signed_in("siti", Role::Officer).await;
    let day = today(&served).to_string();
    let form = id(9);
    for price in ["32000", "33000", "33000", "32000"] {
        let fields =
            [("formulir", &*form), ("hari", &day), ("harga1.bawang-merah", price), ("alasan.bawang-merah", "changed")];
        assert_eq!(officer.post(FORM, &fields).await.status, 303);
    }
    let entries = served.store.book.entries_on(today(&served), None).await.unwrap();
    assert_eq!(entries.iter().map(|entry| entry.stalls[0]).collect::<Vec<_>>(), [32_000, 33_000, 32_000]);
}

/// A picture with place and name beside it.
fn picture() -> Vec<u8> {
    let exif = b"Exif\0\0GPS -6.919 Siti Rahayu";
    let length = u16::try_from(exif.len() + 2).unwrap().to_be_bytes();
    let scan = [0xff, 0xda, 0, 3, 0, 1, 2, 3, 0xff, 0xd9];
    [&[0xff, 0xd8, 0xff, 0xe1][..], &length, exif, &scan].concat()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_picture_loses_what_the_camera_wrote_and_is_for_signed_in_people_only() {
    let home = HomeDir::new();
    let served = Served::by_password(&home).await;
    let person = served.person("siti", Role::Officer).await;
    let mut officer = served.session_of(person, "siti").await;
    keep(&mut officer, &[entry(&served, person, 1, &json!({}))]).await;
    let path = format!("/catat/foto/{}", id(1));
    let put = |officer: &Browser<'_>, path: &str, bytes: Vec<u8>| officer.request(Method::POST, path).body(bytes);
    let request = put(&officer, &path, picture());
    assert_eq!(officer.send(request).await.status, 204);
    let page = officer.get(&path).await;
    assert_eq!((page.status, page.header("content-type")), (200, "image/jpeg"));
    assert!(!page.body.contains("Siti") && !page.body.contains("GPS"));
    assert!(served.get(&path).await.header("location").starts_with("/masuk"));
    for (path, bytes, status) in [
        (path.clone(), b"GIF89a".to_vec(), 400),
        (path.clone(), vec![0xff; 1_000_001], 413),
        (format!("/catat/foto/{}", id(2)), picture(), 404),
    ] {
        let request = put(&officer, &path, bytes);
        assert_eq!(officer.send(request).await.status, status, "{path}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn neither_officers_nor_notes_nor_phones_go_any_further_than_the_book() {
    let home = HomeDir::new();
    let served = Served::by_password(&home).await;
    let person = served.person("rahayu-sekali", Role::Officer).await;
    let mut officer = served.session_of(person, "rahayu-sekali").await;
    let noted = json!({ "note": "kios Bu Tini", "prices": [31_000, 32_000, 33_000] });
    keep(&mut officer, &[entry(&served, person, 1, &noted)]).await;
    gather(&served).await;
    let secrets = ["rahayu", "Bu Tini", PHONE, &id(1)];
    for path in [
        "/api/v1/batches",
        "/api/v1/versions",
        "/api/v1/places",
        SERIES,
        "/api/v1/series/bawang-merah/3273/kosambi.json",
        "/api/v1/prices.csv",
        "/mutu",
        "/data/versi",
        "/data/bawang-merah/3273/kosambi",
        "/pasar/3273/kosambi",
    ] {
        let page = served.get(path).await;
        assert_eq!(page.status, 200, "{path}");
        for secret in secrets {
            assert!(!page.body.contains(secret), "{secret} on {path}");
        }
    }
    assert!(!served.get("/mutu").await.body.contains("Survei pasar oleh petugas kota"), "no survey day is over");
    let week = json!({ "day": today(&served) - TimeDelta::days(7) });
    keep(&mut officer, &[entry(&served, person, 2, &week)]).await;
    served.catch_up().await;
    let mutu = served.get("/mutu").await.body;
    assert!(mutu.contains("Survei pasar oleh petugas kota") && mutu.contains("Petugas 1"), "by market and role");
    let exported = lumbung(&home, &["export", "--format", "csv", "--out", home.file("a", "").to_str().unwrap()]);
    assert_eq!(exported.code, 0, "{}", exported.err);
    let published = home.path().with_file_name("terbit");
    assert_eq!(lumbung(&home, &["lake", "publish", published.to_str().unwrap()]).code, 0);
    let mut files = vec![home.path().with_file_name("a")];
    let mut folders = vec![published];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() { folders.push(path) } else { files.push(path) }
        }
    }
    assert!(files.len() > 2);
    for file in files {
        let bytes = std::fs::read(&file).unwrap();
        for secret in secrets.into_iter().chain(["floor_entry"]) {
            let found = bytes.windows(secret.len()).any(|window| window == secret.as_bytes());
            assert!(!found, "{secret} in {}", file.display());
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_noted_is_never_changed_or_taken_away() {
    let home = HomeDir::new();
    let served = Served::by_password(&home).await;
    let person = served.person("siti", Role::Officer).await;
    let mut officer = served.session_of(person, "siti").await;
    keep(&mut officer, &[entry(&served, person, 1, &json!({}))]).await;
    let database = home.path().join("lumbung.db");
    let pool = sqlx::SqlitePool::connect(database.to_str().unwrap()).await.unwrap();
    for change in [
        "update floor_entry set stall_1 = 1",
        "delete from floor_entry",
        "insert or replace into floor_entry select * from floor_entry",
    ] {
        assert!(sqlx::query(change).execute(&pool).await.is_err(), "{change}");
    }
}

/// The profile with a survey on every day and a reminder at any hour.
fn every_day(home: &HomeDir) -> Profile {
    let text = r#"
        extends = "nasional"
        code = "3273"
        name = "Kota Bandung"
        short = "Bandung"
        zone = 1
        sources = ["lokal"]
        watched = ["bawang-merah", "bawang-putih"]
        [[market]]
        code = "3273/kosambi"
        name = "Pasar Kosambi"
        [[market]]
        code = "3273/baru"
        name = "Pasar Baru"
        [floor]
        days = ["senin", "selasa", "rabu", "kamis", "jumat", "sabtu", "minggu"]
        remind_at = "00:00"
    "#;
    let mut profile = Profile::load(home.file("kota.toml", text).to_str().unwrap()).unwrap();
    // Nobody walks on a holiday, which today may be.
    profile.days_off.clear();
    profile
}

/// A server with mail, whose markets Kosambi and Baru are walked today by Siti and Budi.
struct Walked {
    served: Served,
    live: Arc<Live>,
    post_box: PostBox,
    siti: i64,
    noon: DateTime<Utc>,
}

impl Walked {
    async fn start(home: &HomeDir) -> Self {
        let post_box = PostBox::new();
        let served = Served::with_settings(
            home,
            Settings { mail: Some(post_box.mail()), second_factor_optional: true, ..Settings::default() },
        )
        .await;
        let (siti, budi) = (served.person("siti", Role::Officer).await, served.person("budi", Role::Officer).await);
        let database = home.path().join("lumbung.db");
        let pool = sqlx::SqlitePool::connect(database.to_str().unwrap()).await.unwrap();
        sqlx::query("update person set email = name || '@contoh.go.id'").execute(&pool).await.unwrap();
        let mut leader = served.signed_in("ketua", Role::Leader).await;
        let [day, first, second] = [today(&served).to_string(), siti.to_string(), budi.to_string()];
        let walks = [("hari", &*day), ("petugas.3273/kosambi", &*first), ("petugas.3273/baru", &*second)];
        assert_eq!(leader.post("/catat/rencana", &walks).await.status, 303);
        let live = Live::open(served.store.clone(), Arc::new(every_day(home))).await.unwrap();
        let noon = today(&served).and_time(NaiveTime::from_hms_opt(12, 0, 0).unwrap());
        Self { served, live, post_box, siti, noon: wib::moment(noon).unwrap() }
    }

    /// Puts in what is due at noon.
    async fn remind(&self) -> u32 {
        floor::remind::remind(&self.live, self.noon).await.unwrap()
    }

    /// Carries until nothing is due.
    async fn carry(&self) {
        // What was put in at noon is due also before.
        self.served.clock.turn(TimeDelta::days(1));
        let courier = self.served.courier();
        while courier.turn().await.unwrap() {}
    }

    async fn note(&self, market: &str, number: u32) {
        let mut officer = self.served.session_of(self.siti, "siti").await;
        keep(&mut officer, &[entry(&self.served, self.siti, number, &json!({ "market": market }))]).await;
    }

    fn addresses(&self) -> Vec<String> {
        let mut addresses: Vec<_> = self.post_box.letters().iter().map(|letter| letter.header("to")).collect();
        addresses.sort();
        addresses
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_walks_a_market_that_is_missing_is_reminded_once() {
    let home = HomeDir::new();
    let walked = Walked::start(&home).await;
    let mut officer = walked.served.session_of(walked.siti, "siti").await;
    assert!(officer.get("/catat").await.body.contains("tugas Anda hari ini"));
    assert_eq!(officer.get("/catat/rencana").await.status, 403);
    walked.note("3273/kosambi", 1).await;
    let mut leader = walked.served.signed_in("wakil", Role::Leader).await;
    let plan = leader.get("/catat/rencana").await.body;
    assert!(plan.contains("1 dari 21 komoditas") && plan.contains("20 komoditas belum masuk"), "{plan}");

    assert_eq!((walked.remind().await, walked.remind().await), (1, 0));
    let plan = leader.get("/catat/rencana").await.body;
    assert!(plan.contains("Menunggu dikirim sejak"), "{plan}");
    walked.carry().await;
    assert_eq!(walked.addresses(), ["budi@contoh.go.id"]);
    let letter = walked.post_box.letters().into_iter().next().unwrap();
    let form = format!("http://{}/catat/3273/baru", walked.served.address);
    assert!(letter.text().contains("Pasar Baru") && letter.text().contains(&form), "{}", letter.text());
    assert_eq!((letter.header("list-unsubscribe"), letter.header("message-id").is_empty()), (String::new(), false));
    assert_eq!(walked.remind().await, 0, "nor once it was sent");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reminder_that_waits_is_taken_back_when_prices_come_in() {
    let home = HomeDir::new();
    let walked = Walked::start(&home).await;
    assert_eq!(walked.remind().await, 2);
    walked.note("3273/kosambi", 1).await;
    assert_eq!(walked.remind().await, 0);
    walked.carry().await;
    assert_eq!(walked.addresses(), ["budi@contoh.go.id"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reminder_that_was_taken_back_is_sent_where_it_is_needed_again() {
    let home = HomeDir::new();
    let walked = Walked::start(&home).await;
    let mut leader = walked.served.signed_in("wakil", Role::Leader).await;
    let (day, siti) = (today(&walked.served).to_string(), walked.siti.to_string());
    let budi = walked.served.store.book.walks(today(&walked.served)).await.unwrap();
    let budi = budi.iter().find(|walk| walk.market == "3273/baru").unwrap().person.to_string();
    assert_eq!(walked.remind().await, 2);
    for person in [&siti, &budi] {
        leader.post("/catat/rencana", &[("hari", &*day), ("petugas.3273/baru", person)]).await;
        assert_eq!(walked.remind().await, 1, "of the one who walks it now");
    }
    walked.carry().await;
    assert_eq!(walked.addresses(), ["budi@contoh.go.id", "siti@contoh.go.id"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_planned_for_a_day_that_is_over_stays() {
    let home = HomeDir::new();
    let served = Served::by_password(&home).await;
    let mut leader = served.signed_in("ketua", Role::Leader).await;
    let before = (today(&served) - TimeDelta::days(3)).to_string();
    let changed = leader.post("/catat/rencana", &[("hari", &*before), ("petugas.3273/kosambi", "")]).await;
    assert_eq!(changed.status, 400);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_leader_can_remind_before_the_hour_and_sees_what_became_of_it() {
    let home = HomeDir::new();
    let walked = Walked::start(&home).await;
    let mut leader = walked.served.signed_in("wakil", Role::Leader).await;
    let button = r#"name="ingatkan" value="3273/baru""#;
    let day = today(&walked.served).to_string();
    assert!(leader.get("/catat/rencana").await.body.contains(button));
    for kabar in ["?kabar=diingatkan", ""] {
        let page = leader.post("/catat/rencana/ingatkan", &[("hari", &*day), ("ingatkan", "3273/baru")]).await;
        assert_eq!((page.status, page.header("location")), (303, &*format!("/catat/rencana{kabar}")));
    }
    let plan = leader.get("/catat/rencana").await.body;
    assert!(plan.contains("Menunggu dikirim sejak") && !plan.contains(button), "{plan}");
    walked.carry().await;
    assert_eq!(walked.addresses(), ["budi@contoh.go.id"]);
    let mut later = walked.served.signed_in("sekretaris", Role::Leader).await;
    let plan = later.get(&format!("/catat/rencana?hari={day}")).await.body;
    assert!(plan.contains("Terkirim") && !plan.contains(button), "{plan}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_leader_reads_every_entry_with_what_was_noted_beside_it() {
    let home = HomeDir::new();
    let served = Served::by_password(&home).await;
    let person = served.person("siti", Role::Officer).await;
    let mut officer = served.session_of(person, "siti").await;
    let noted = json!({ "prices": [63_000, 64_000, 70_000], "cause": "scarce", "note": "Kiriman terlambat" });
    keep(&mut officer, &[entry(&served, person, 1, &json!({})), entry(&served, person, 2, &noted)]).await;
    let request = officer.request(Method::POST, &format!("/catat/foto/{}", id(2))).body(picture());
    assert_eq!(officer.send(request).await.status, 204);
    let address = "/catat/rencana/3273/kosambi";
    assert_eq!(officer.get(address).await.status, 403);
    let mut leader = served.signed_in("ketua", Role::Leader).await;
    let page = leader.get(address).await.body;
    let counts = page.find("Rp64.000/kg").expect(&page);
    let replaced = page.find("Rp32.000/kg").expect(&page);
    assert!(counts < replaced && page.contains("Rp63.000 · Rp64.000 · Rp70.000"), "{page}");
    assert!(page.contains("Pasokan sedikit. Kiriman terlambat"), "{page}");
    assert!(page.contains(&format!("/catat/foto/{}", id(2))) && !page.contains(&format!("/catat/foto/{}", id(1))));
    assert!(page.contains("1 isian yang sudah diganti"), "{page}");
    assert!(leader.get("/catat/rencana/3273/kosambi?hari=2020-01-01").await.body.contains("Belum ada isian"));
    assert_eq!(leader.get("/catat/rencana/3273/antah").await.status, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_market_stays_with_whoever_was_assigned_until_that_is_changed() {
    let home = HomeDir::new();
    let served = Served::by_password(&home).await;
    let siti = served.person("siti", Role::Officer).await;
    let mut leader = served.signed_in("ketua", Role::Leader).await;
    let (day, later) = (today(&served), today(&served) + TimeDelta::days(3));
    let (on_day, on_later, number) = (day.to_string(), later.to_string(), siti.to_string());
    leader.post("/catat/rencana", &[("hari", &on_day), ("petugas.3273/kosambi", &number)]).await;
    leader.post("/catat/rencana", &[("hari", &on_later), ("petugas.3273/kosambi", "")]).await;
    let walks = async |on: NaiveDate| served.store.book.walks(on).await.unwrap().len();
    assert_eq!((walks(day - TimeDelta::days(1)).await, walks(day).await, walks(later).await), (0, 1, 0));
    assert_eq!(walks(later - TimeDelta::days(1)).await, 1);
    let gone = leader.post("/catat/rencana", &[("hari", &on_day), ("petugas.3273/baru", "999")]).await;
    assert_eq!(gone.status, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_worker_takes_the_form_alone_and_may_only_ask_this_server() {
    let home = HomeDir::new();
    let served = Served::by_password(&home).await;
    let worker = served.get("/catat-sw.js").await;
    assert_eq!(worker.header("content-type"), "text/javascript; charset=utf-8");
    assert_eq!(
        worker.header("content-security-policy"),
        "default-src 'none'; script-src 'self'; connect-src 'self'; frame-ancestors 'none'"
    );
    assert_eq!(worker.header("cache-control"), "no-cache");
    let script = served.get("/catat.js").await.body;
    assert!(script.contains("scope: '/catat'"));
    assert!(worker.body.contains("importScripts('/catat-simpan.js')"));
    assert_eq!(served.get("/catat-simpan.js").await.header("content-type"), "text/javascript; charset=utf-8");
    let mut officer = served.signed_in("siti", Role::Officer).await;
    let page = officer.get("/catat").await;
    assert!(page.header("content-security-policy").contains("worker-src 'self'"));
    assert!(page.header("permissions-policy").contains("geolocation=(self)"));
    assert!(officer.get("/unggah").await.header("permissions-policy").contains("geolocation=()"));
}
