//! Tests of whole fetches: what is asked for, what is stored, and what stays
//! when the rest fails.

use super::super::{Job, Outcome, Secret, client, fetch, who};
use super::{Noted, limits};
use crate::store::Store;
use lumbung_data::model::{Lang, SourceId};
use lumbung_data::profile::Profile;
use std::path::Path;
use std::sync::Arc;
use tempfile::TempDir;
use wiremock::matchers::{body_string_contains, header, method, path, path_regex, query_param};
use wiremock::{Mock, MockServer, Request, ResponseTemplate};

/// A city with a store, and a server in the place of a source.
struct City {
    folder: TempDir,
    store: Store,
    server: MockServer,
}

impl City {
    async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&folder.path().join("home")).await.unwrap();
        Self { folder, store, server: MockServer::start().await }
    }

    /// The city's profile with a source at the server.
    fn profile(&self, source: &str, lines: &str) -> Profile {
        let (uri, host) = (self.server.uri(), self.server.address());
        let text = format!(
            "extends = \"nasional\"\ncode = \"3273\"\nname = \"Kota Bandung\"\nshort = \"Bandung\"\nzone = 1\n\
             sources = [\"pihps\"]\nwatched = [\"bawang-merah\", \"telur-ayam-ras\"]\n\
             [[market]]\ncode = \"3203/muka\"\nname = \"Pasar Muka\"\n\
             [fetch.\"{source}\"]\nurl = \"{uri}\"\nplain_hosts = [\"{host}\"]\nprivate_hosts = [\"{host}\"]\n{lines}\n"
        );
        let file = self.folder.path().join("kota.toml");
        std::fs::write(&file, text).unwrap();
        Profile::load(Path::new(&file).to_str().unwrap()).unwrap()
    }

    /// One fetch on a day; other days than the usual ones where they are named.
    async fn fetch_days(&self, source: &str, lines: &str, today: &str, days: Option<(&str, &str)>) -> Outcome {
        let profile = Arc::new(self.profile(source, lines));
        let job = Job {
            fetch: profile.fetch(&SourceId::parse(source).unwrap()).unwrap().clone(),
            profile,
            from: days.map(|(from, _)| from.parse().unwrap()),
            to: days.map(|(_, to)| to.parse().unwrap()),
            today: today.parse().unwrap(),
            lang: Lang::En,
            who: who("test"),
            bapanas_key: Some(Secret("kunci".to_owned())),
        };
        let client = client(&job.fetch, limits(), Arc::new(Noted::new(0.0))).unwrap();
        let known = self.store.load(self.store.book.version().await.unwrap()).await.unwrap();
        fetch(&self.store, Arc::new(known), &client, &job).await
    }

    async fn fetch(&self, source: &str, lines: &str, today: &str) -> Outcome {
        self.fetch_days(source, lines, today, None).await
    }

    async fn on(&self, at: &str, answer: ResponseTemplate) {
        Mock::given(path(at)).respond_with(answer).mount(&self.server).await;
    }

    /// A parameter of every request to an address, in order.
    async fn asked(&self, at: &str, parameter: &str) -> Vec<String> {
        let requests = self.server.received_requests().await.unwrap();
        let of = |request: &Request| {
            let mut pairs = request.url.query_pairs();
            pairs.find(|(name, _)| name == parameter).map(|(_, value)| value.into_owned()).unwrap_or_default()
        };
        requests.iter().filter(|request| request.url.path() == at).map(of).collect()
    }
}

fn json(body: &serde_json::Value) -> ResponseTemplate {
    ResponseTemplate::new(200).set_body_json(body)
}

/// Accepted, revised and unchanged rows of everything that a fetch read.
fn counts(outcome: &Outcome) -> [u64; 3] {
    outcome.report.files.iter().fold([0; 3], |[accepted, revised, unchanged], file| {
        [accepted + file.accepted, revised + file.revised, unchanged + file.unchanged]
    })
}

const GRID: &str = "/WebSite/TabelHarga/GetGridDataDaerah";
const KOSAMBI: &str = "place = [{ code = \"3273/kosambi\" }]\nhistory = 40\noverlap = 3";

/// The grid of the days that a request asks for: every day has a price.
fn grid(request: &Request) -> ResponseTemplate {
    let day = |name: &str| -> chrono::NaiveDate {
        let mut pairs = request.url.query_pairs();
        pairs.find(|(key, _)| key == name).unwrap().1.parse().unwrap()
    };
    let mut record = serde_json::json!({ "no": 1, "name": "Bawang Merah Ukuran Sedang", "level": 2 });
    for date in day("start_date").iter_days().take_while(|date| *date <= day("end_date")) {
        record[date.format("%d/%m/%Y").to_string()] = "31,000".into();
    }
    json(&serde_json::json!({ "data": [{ "no": "I", "name": "Bawang Merah", "level": 1 }, record] }))
}

async fn with_places(city: &City) {
    let list = |name: &str, id: serde_json::Value| {
        json(&serde_json::json!({ "data": [{ "id": 99, "name": "Lain" }, { "id": id, "name": name }] }))
    };
    city.on("/WebSite/TabelHarga/GetRefProvince", list("Jawa Barat", 12.into())).await;
    city.on("/WebSite/TabelHarga/GetRefRegency", list("Kota Bandung", "46".into())).await;
    city.on("/WebSite/TabelHarga/GetRefMarket", list("Pasar Kosambi ", 122.into())).await;
}

#[tokio::test]
async fn pihps_is_asked_by_name_in_parts_as_its_own_page_asks() {
    let city = City::new().await;
    with_places(&city).await;
    Mock::given(path(GRID))
        .and(query_param("province_id", "12"))
        .and(query_param("regency_id", "46"))
        .and(query_param("market_id", "122"))
        .and(query_param("price_type_id", "1"))
        .and(header("x-requested-with", "XMLHttpRequest"))
        .respond_with(grid)
        .mount(&city.server)
        .await;
    let outcome = city.fetch("pihps", KOSAMBI, "2023-11-20").await;
    assert!(outcome.failure.is_none() && !outcome.refused(), "{outcome:?}");
    assert_eq!(city.asked(GRID, "start_date").await, ["2023-10-11", "2023-11-10"]);
    assert_eq!(city.asked(GRID, "end_date").await, ["2023-11-09", "2023-11-20"]);
    assert_eq!(counts(&outcome), [41, 0, 0]);
    let batches = city.store.book.batches(None, 10).await.unwrap();
    assert_eq!(batches.len(), 2);
    assert_eq!((batches[0].actor.as_str(), batches[0].format.as_str()), ("connector", "pihps-json"));
    assert!(batches[0].file.ends_with("start_date=2023-11-10&end_date=2023-11-20"), "{}", batches[0].file);
    assert_eq!(batches[0].sha256.len(), 64);
}

#[tokio::test]
async fn a_broken_fetch_keeps_what_is_complete_and_the_next_goes_on_from_there() {
    let city = City::new().await;
    with_places(&city).await;
    let broken = Mock::given(path(GRID)).and(query_param("start_date", "2023-11-10"));
    broken.respond_with(ResponseTemplate::new(500)).up_to_n_times(4).mount(&city.server).await;
    Mock::given(path(GRID)).respond_with(grid).mount(&city.server).await;

    let outcome = city.fetch("pihps", KOSAMBI, "2023-11-20").await;
    assert!(outcome.failure.is_some());
    assert_eq!(counts(&outcome), [30, 0, 0]);
    let source = SourceId::parse("pihps").unwrap();
    let state = city.store.book.fetch_state(&source).await.unwrap().unwrap();
    assert_eq!((state.failures, state.done_at, state.error.is_some()), (1, None, true));

    let outcome = city.fetch("pihps", KOSAMBI, "2023-11-20").await;
    assert!(outcome.failure.is_none(), "{outcome:?}");
    // Three days again for late corrections, the last known one, and the rest.
    assert_eq!(city.asked(GRID, "start_date").await.last().map(String::as_str), Some("2023-11-06"));
    assert_eq!(counts(&outcome), [11, 0, 4]);
    let state = city.store.book.fetch_state(&source).await.unwrap().unwrap();
    assert_eq!((state.failures, state.done_at.is_some(), state.error), (0, true, None));
}

#[tokio::test]
async fn named_days_are_asked_for_whatever_is_known() {
    let city = City::new().await;
    with_places(&city).await;
    Mock::given(path(GRID)).respond_with(grid).mount(&city.server).await;
    city.fetch_days("pihps", KOSAMBI, "2023-11-20", Some(("2023-11-13", "2023-12-31"))).await;
    assert_eq!(city.asked(GRID, "start_date").await, ["2023-11-13"]);
    // No day to come is asked for.
    assert_eq!(city.asked(GRID, "end_date").await, ["2023-11-20"]);
}

#[tokio::test]
async fn a_place_that_the_source_does_not_have_is_named_and_the_others_land() {
    let city = City::new().await;
    with_places(&city).await;
    Mock::given(path(GRID)).respond_with(grid).mount(&city.server).await;
    let lines = "place = [{ code = \"3273/kiara-condong\" }, { code = \"3273/kosambi\" }]\nhistory = 5";
    let outcome = city.fetch("pihps", lines, "2023-11-20").await;
    assert!(outcome.failure.is_none() && outcome.refused());
    assert_eq!(outcome.report.files[0].reasons[0].value, "Pasar Kiara Condong");
    assert_eq!(counts(&outcome), [6, 0, 0]);
}

#[tokio::test]
async fn days_without_prices_are_quiet_and_weeks_without_are_not() {
    let city = City::new().await;
    with_places(&city).await;
    city.on(GRID, json(&serde_json::json!({ "data": [] }))).await;
    let outcome = city.fetch_days("pihps", KOSAMBI, "2023-11-20", Some(("2023-11-17", "2023-11-20"))).await;
    assert!(outcome.failure.is_none() && !outcome.refused() && outcome.report.files.is_empty());
    let outcome = city.fetch("pihps", KOSAMBI, "2023-11-20").await;
    assert!(outcome.failure.is_none() && outcome.refused(), "{outcome:?}");
    assert!(outcome.report.files[0].reasons[0].reason.contains("without prices"));
}

#[tokio::test]
async fn an_answer_of_another_shape_is_refused_and_stores_nothing() {
    let city = City::new().await;
    with_places(&city).await;
    city.on(GRID, json(&serde_json::json!({ "hasil": [] }))).await;
    let outcome = city.fetch("pihps", KOSAMBI, "2023-11-20").await;
    assert!(outcome.failure.is_none() && outcome.refused());
    assert!(outcome.report.files[0].reasons[0].reason.contains("have changed"), "{outcome:?}");
    assert_eq!(city.store.book.batches(None, 10).await.unwrap().len(), 0);
}

#[tokio::test]
async fn bapanas_is_asked_day_by_day_with_the_key() {
    let city = City::new().await;
    let prices = serde_json::json!({ "status": "success", "data": [
        { "id": 30, "name": "Bawang Merah", "satuan": "Rp./Kg", "today": 31_250 },
        { "id": 36, "name": "Telur Ayam Ras", "satuan": "Rp./Kg", "today": 0 } ] });
    Mock::given(path("/front/harga-pangan-informasi"))
        .and(header("x-api-key", "kunci"))
        .and(query_param("province_id", "12"))
        .and(query_param("city_id", "179"))
        .and(query_param("level_harga_id", "3"))
        .respond_with(json(&prices))
        .mount(&city.server)
        .await;
    let lines = "place = [{ code = \"3273\", id = \"12/179\" }]\nhistory = 2";
    let outcome = city.fetch("bapanas", lines, "2023-11-20").await;
    assert!(outcome.failure.is_none() && !outcome.refused(), "{outcome:?}");
    assert_eq!(counts(&outcome), [3, 0, 0]);
    let days = city.asked("/front/harga-pangan-informasi", "date").await;
    assert_eq!(days, ["2023-11-18", "2023-11-19", "2023-11-20"]);
    let batches = city.store.book.batches(None, 10).await.unwrap();
    assert!(batches.iter().all(|batch| !batch.file.contains("kunci")));
}

#[tokio::test]
async fn without_a_good_key_bapanas_says_what_to_do() {
    let city = City::new().await;
    city.on("/front/harga-pangan-informasi", ResponseTemplate::new(401)).await;
    let outcome = city.fetch("bapanas", "place = [{ code = \"3273\", id = \"12/179\" }]", "2023-11-20").await;
    let error = outcome.failure.unwrap();
    assert!(error.message(Lang::En).contains("LUMBUNG_BAPANAS_KEY"), "{error}");
}

#[tokio::test]
async fn sp2kp_is_asked_for_known_variants_of_an_area() {
    let city = City::new().await;
    let prices = serde_json::json!({ "status": "success", "data": [
        { "variant": "Bawang Merah", "variant_id": 13, "satuan": "kg", "kuantitas": 1,
          "daftarHarga": [{ "date": "2023-11-17", "harga": 31_250.5 }, { "date": "2023-11-20", "harga": null }] } ] });
    Mock::given(method("POST"))
        .and(path("/report/api/average-price/export-area-daily-json"))
        .and(body_string_contains("kode_kab_kota=3273"))
        .and(body_string_contains("variant_ids=51%2C52%2C2"))
        .respond_with(json(&prices))
        .mount(&city.server)
        .await;
    let outcome = city.fetch("sp2kp", "place = [{ code = \"3273\" }]\nhistory = 10", "2023-11-20").await;
    assert!(outcome.failure.is_none() && !outcome.refused(), "{outcome:?}");
    assert_eq!((counts(&outcome), outcome.report.files[0].missing), ([1, 0, 0], 1));
}

#[tokio::test]
async fn wfp_gives_its_file_to_whoever_recognises_it() {
    let city = City::new().await;
    let csv = "No;Komoditas;Tanggal;Provinsi;Kota / Kelurahan;Pasar;Harga (Rp)\n1;Bawang Merah;20/11/2023;Jawa Barat;Kota Bandung;Pasar Kosambi;31000\n";
    city.on("/", ResponseTemplate::new(200).set_body_raw(csv.as_bytes(), "text/csv")).await;
    let outcome = city.fetch("wfp", "", "2023-11-20").await;
    assert_eq!(outcome.report.files[0].format, "pihps-long");
    assert_eq!(counts(&outcome), [1, 0, 0]);
}

/// Another Lumbung at a version, with one series of a market.
async fn neighbour(city: &City, version: i64, price: u32) {
    city.server.reset().await;
    let batches = serde_json::json!({ "batches": [
        { "version": version, "file": "a.csv", "withdrawn_by_version": null }, { "version": 2, "withdrawn_by_version": 3 } ] });
    city.on("/api/v1/batches", json(&batches)).await;
    let series = serde_json::json!({
        "commodity": "bawang-merah", "place": "3203/muka", "level": "retail", "source": "lokal", "unit": "kg",
        "version": version, "date": ["2023-11-17", "2023-11-20"], "price": [30_000, price], "status": ["A", "A"],
        "reported": [30_000, price] });
    Mock::given(path_regex("^/api/v1/series/bawang-merah/3203%2Fmuka.json$"))
        .and(query_param("as_of", version.to_string()))
        .and(query_param("source", "lokal"))
        .respond_with(json(&series))
        .mount(&city.server)
        .await;
}

#[tokio::test]
async fn another_lumbung_is_asked_only_for_what_is_new() {
    let city = City::new().await;
    let lines = "place = [{ code = \"3203/muka\" }]";
    neighbour(&city, 7, 31_000).await;
    let outcome = city.fetch("lumbung:3203", lines, "2023-11-20").await;
    assert!(outcome.failure.is_none() && !outcome.refused(), "{outcome:?}");
    assert_eq!(counts(&outcome), [2, 0, 0]);
    let batch = city.store.book.batches(None, 1).await.unwrap().remove(0);
    assert!(batch.file.contains("as_of=7"), "{}", batch.file);

    city.server.reset().await;
    neighbour(&city, 7, 31_000).await;
    let outcome = city.fetch("lumbung:3203", lines, "2023-11-20").await;
    assert_eq!((outcome.report.files.len(), outcome.failure.is_none()), (0, true));
    // The list of batches, and nothing else.
    assert_eq!(city.server.received_requests().await.unwrap().len(), 1);

    neighbour(&city, 9, 31_500).await;
    let outcome = city.fetch("lumbung:3203", lines, "2023-11-20").await;
    assert_eq!(counts(&outcome), [0, 1, 1]);
    let state = city.store.book.fetch_state(&SourceId::parse("lumbung:3203").unwrap()).await.unwrap().unwrap();
    assert_eq!(state.seen, Some(9));
}

#[tokio::test]
async fn a_place_that_is_added_is_asked_for_though_no_version_is_new() {
    let city = City::new().await;
    neighbour(&city, 7, 31_000).await;
    let named = Some(("2023-11-20", "2023-11-20"));
    let muka = "place = [{ code = \"3203/muka\" }]";
    // Some days are no version.
    city.fetch_days("lumbung:3203", muka, "2023-11-20", named).await;
    let state = city.store.book.fetch_state(&SourceId::parse("lumbung:3203").unwrap()).await.unwrap().unwrap();
    assert_eq!(state.seen, None);
    city.fetch("lumbung:3203", muka, "2023-11-20").await;
    let before = city.server.received_requests().await.unwrap().len();
    let both = "place = [{ code = \"3203/muka\" }, { code = \"3273/kosambi\" }]";
    city.fetch("lumbung:3203", both, "2023-11-20").await;
    // The batches, and two commodities of two places.
    assert_eq!(city.server.received_requests().await.unwrap().len() - before, 5);
}

#[tokio::test]
async fn a_neighbour_that_breaks_off_is_asked_for_the_same_again() {
    let city = City::new().await;
    let lines = "place = [{ code = \"3203/muka\" }]";
    neighbour(&city, 7, 31_000).await;
    city.on("/api/v1/series/telur-ayam-ras/3203%2Fmuka.json", ResponseTemplate::new(500)).await;
    let outcome = city.fetch("lumbung:3203", lines, "2023-11-20").await;
    assert!(outcome.failure.is_some());
    let state = city.store.book.fetch_state(&SourceId::parse("lumbung:3203").unwrap()).await.unwrap().unwrap();
    assert_eq!(state.seen, None);
}

#[tokio::test]
async fn what_is_no_lumbung_is_told_so() {
    let city = City::new().await;
    city.on("/api/v1/batches", json(&serde_json::json!({ "apa": 1 }))).await;
    let outcome = city.fetch("lumbung:3203", "place = [{ code = \"3203/muka\" }]", "2023-11-20").await;
    assert!(outcome.failure.unwrap().message(Lang::En).contains("no Lumbung"));
    city.server.reset().await;
    city.on("/api/v1/batches", json(&serde_json::json!({ "batches": [{ "version": 4 }] }))).await;
    let outcome = city.fetch("lumbung:3203", "place = [{ code = \"3203/muka\" }]", "2023-11-20").await;
    assert!(outcome.failure.is_none() && outcome.refused(), "{outcome:?}");
}
