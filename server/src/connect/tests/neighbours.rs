//! Tests of fetching from another Lumbung.

use super::city::{City, counts, json};
use lumbung_data::model::{Lang, SourceId};
use wiremock::matchers::{path_regex, query_param};
use wiremock::{Mock, ResponseTemplate};

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
