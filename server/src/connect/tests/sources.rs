//! Tests of whole fetches: what is asked for, what is stored, and what stays
//! when the rest fails.

use super::city::{City, counts, json};
use lumbung_data::model::{Lang, SourceId};
use wiremock::matchers::{body_string_contains, header, method, path, query_param};
use wiremock::{Mock, Request, ResponseTemplate};

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
