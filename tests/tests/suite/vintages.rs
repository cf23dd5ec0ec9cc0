//! What was known of a series at each version: the file, the triangle, and the page.

use lumbung_tests::{HomeDir, PihpsFile, Served, lumbung};
use reqwest::Method;
use serde_json::json;

/// A price, revised by the next version, which also brings a day; and a version that does
/// not concern it.
async fn served() -> (HomeDir, Served) {
    let home = HomeDir::new();
    let files = [
        PihpsFile::default().at("02/01/2023", "Pasar Kosambi", "10000").at("03/01/2023", "Pasar Kosambi", "11000"),
        PihpsFile::default().at("03/01/2023", "Pasar Kosambi", "12000").at("04/01/2023", "Pasar Kosambi", "13000"),
        PihpsFile::of("Bawang Putih").at("02/01/2023", "Pasar Kosambi", "30000"),
    ];
    for (n, file) in files.into_iter().enumerate() {
        let file = home.file(&format!("{n}.csv"), file);
        assert_eq!(lumbung(&home, &["ingest", file.to_str().unwrap()]).code, 0);
    }
    let served = Served::start(&home).await;
    (home, served)
}

#[tokio::test(flavor = "multi_thread")]
async fn each_value_says_from_which_version_to_which_it_was_what_was_known() {
    let (_home, served) = served().await;
    let page = served.get("/api/v1/vintages/bawang-merah/3273/kosambi.csv").await;
    assert_eq!(page.status, 200, "{}", page.body);
    let name = "attachment; filename=\"bawang-merah_3273-kosambi_retail_pihps_vintages_v4.csv\"";
    assert_eq!((page.header("content-disposition"), page.header("lumbung-version")), (name, "4"));
    let lines: Vec<&str> = page.body.lines().collect();
    assert_eq!(
        lines,
        [
            "date,commodity,place,level,source,price,unit,status,known_since,known_until",
            "2023-01-02,bawang-merah,3273/kosambi,retail,pihps,10000,kg,A,2,",
            "2023-01-03,bawang-merah,3273/kosambi,retail,pihps,11000,kg,A,2,3",
            "2023-01-03,bawang-merah,3273/kosambi,retail,pihps,12000,kg,A,3,",
            "2023-01-04,bawang-merah,3273/kosambi,retail,pihps,13000,kg,A,3,",
        ]
    );
    let triangle = served.get("/api/v1/vintages/bawang-merah/3273.csv?layout=wide").await;
    let lines: Vec<&str> = triangle.body.lines().collect();
    assert_eq!(lines, ["date,v2,v3", "2023-01-02,10000,10000", "2023-01-03,11000,12000", "2023-01-04,,13000"]);
    let columns = served.get("/api/v1/vintages/bawang-merah/3273.json").await.json();
    assert_eq!(columns["known_until"], json!([null, 3, null, null]));
    assert_eq!(columns["versions"][1]["version"], 3);
    assert!(columns["versions"][1]["made_at"].is_string());
}

#[tokio::test(flavor = "multi_thread")]
async fn vintages_of_an_earlier_version_and_the_latest_of_them_alone() {
    let (_home, served) = served().await;
    let early = served.get("/api/v1/vintages/bawang-merah/3273.csv?layout=wide&as_of=2").await;
    assert_eq!(early.body.lines().next(), Some("date,v2"));
    let last = served.get("/api/v1/vintages/bawang-merah/3273.csv?vintages=1").await;
    assert_eq!(last.body.lines().filter(|line| line.ends_with(",3,")).count(), 3, "{}", last.body);
    let again = served.request(Method::GET, "/api/v1/vintages/bawang-merah/3273.csv?vintages=1");
    assert_eq!(served.send(again.header("if-none-match", last.header("etag"))).await.status, 304);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_asked_wrongly_is_told() {
    let (_home, served) = served().await;
    for (path, status, word) in [
        ("/api/v1/vintages/bawang-mera/3273.csv", 404, "bawang-merah"),
        ("/api/v1/vintages/bawang-merah/3273", 400, ".xlsx or .zip"),
        ("/api/v1/vintages/bawang-merah/3273.csv?vintages=0", 400, "1 to 120"),
        ("/api/v1/vintages/bawang-merah/3273.csv?vintages=semua", 400, "whole number"),
        ("/api/v1/vintages/bawang-merah/3273.csv?layout=tall", 400, "long and wide"),
        ("/api/v1/vintages/bawang-merah/3273.csv?variant=sdmx", 409, "no vintages"),
        ("/api/v1/vintages/bawang-merah/3273.json?layout=wide", 409, "long layout"),
        ("/api/v1/vintages/bawang-merah/3273.csv?as_of=9", 404, "0 to 4"),
    ] {
        let page = served.get(path).await;
        assert_eq!(page.status, status, "{path}: {}", page.body);
        assert!(page.body.contains(word), "{path}: {}", page.body);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_page_of_a_series_shows_its_triangle_where_it_is_asked_for() {
    let (_home, served) = served().await;
    let plain = served.get("/data/bawang-merah/3273").await;
    assert!(plain.body.contains("vintase=1#revisi") && !plain.body.contains("id=\"vintase\""));
    assert!(plain.body.contains("href=\"/api/v1/vintages/bawang-merah/3273.csv?level=retail&amp;source=pihps\""));
    let page = served.get("/data/bawang-merah/3273?vintase=1").await;
    assert!(page.body.contains("id=\"vintase\"") && page.body.contains("<strong>Rp12.000</strong>"), "{}", page.body);
    let market = served.get("/data/bawang-merah/3273%2Fkosambi?vintase=1&lang=en").await;
    assert!(market.body.contains("Prices as known at each version"));
}

#[tokio::test(flavor = "multi_thread")]
async fn prices_side_by_side_are_the_same_from_the_api_and_the_command_line() {
    let (home, served) = served().await;
    let page = served.get("/api/v1/prices.csv?layout=wide&commodity=bawang-merah,bawang-putih").await;
    let name = "attachment; filename=\"lumbung_3273_bawang-merah+bawang-putih_wide_v4.csv\"";
    assert_eq!(page.header("content-disposition"), name);
    let lines: Vec<&str> = page.body.lines().collect();
    assert_eq!(lines[0], "date,bawang-merah:3273/kosambi:retail:pihps,bawang-putih:3273/kosambi:retail:pihps");
    assert_eq!(lines[1..], ["2023-01-02,10000,30000", "2023-01-03,12000,", "2023-01-04,13000,"]);
    let printed = lumbung(&home, &["export", "--layout", "wide", "--format", "csv", "--out", "-"]);
    assert_eq!((printed.code, printed.out), (0, page.body));
    let refused = served.get("/api/v1/prices.json?layout=wide").await;
    assert_eq!(refused.status, 409);
    assert!(refused.body.contains("layout=long"), "{}", refused.body);
    let refused = lumbung(&home, &["export", "--layout", "wide", "--format", "json", "--out", "-"]);
    assert!(refused.code == 2 && refused.err.contains("Parquet"), "{}", refused.err);
}
