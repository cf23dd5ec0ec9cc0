//! `/api/v1/series` in every format, frequency and unit, and what its answers say to caches,
//! programs and other sites.

use lumbung_server::settings::{Limits, Rate, Settings};
use lumbung_tests::{HomeDir, Page, PihpsFile, Served, lumbung};
use polars::prelude::{ParquetReader, SerReader};
use reqwest::Method;
use serde_json::{Value, json};
use std::io::{Cursor, Read};

/// Two weeks at two markets, Rp20.000 and Rp24.200, then Rp26.400; and two days of
/// February at Rp23.760.
fn home() -> HomeDir {
    let home = HomeDir::new();
    let file = PihpsFile::default()
        .weekdays("2023-01-02", &[20_000, 24_200])
        .weekdays("2023-01-09", &[26_400; 5])
        .weekdays("2023-02-01", &[23_760; 2]);
    let file = home.file("a.csv", file);
    assert_eq!(lumbung(&home, &["ingest", file.to_str().unwrap()]).code, 0);
    home
}

const SERIES: &str = "/api/v1/series/bawang-merah/3273";

async fn values(served: &Served, query: &str) -> (Vec<String>, Vec<Option<f64>>, Value) {
    let page = served.get(&format!("{SERIES}.json?{query}")).await;
    assert_eq!(page.status, 200, "{query}: {}", page.body);
    let json = page.json();
    let dates = json["date"].as_array().unwrap().iter().map(|date| date.as_str().unwrap().to_owned());
    let values = json["value"].as_array().unwrap().iter().map(Value::as_f64);
    (dates.collect(), values.collect(), json)
}

fn near(values: &[Option<f64>], expected: &[Option<f64>]) -> bool {
    let same = |pair| match pair {
        (Some(a), Some(b)) => f64::abs(a - b) < 1e-6,
        (a, b) => a == b,
    };
    values.len() == expected.len() && values.iter().copied().zip(expected.iter().copied()).all(same)
}

#[tokio::test(flavor = "multi_thread")]
async fn periods_are_aggregated_as_asked_and_units_follow() {
    let home = home();
    let served = Served::start(&home).await;
    for (query, expected) in [
        ("frequency=weekly&to=2023-01-15", [Some(22_000.0), Some(26_400.0)]),
        ("frequency=weekly&aggregation=mean&to=2023-01-15", [Some(22_100.0), Some(26_400.0)]),
        ("frequency=weekly&aggregation=last&to=2023-01-15", [Some(24_200.0), Some(26_400.0)]),
        ("frequency=weekly&units=change&to=2023-01-15", [None, Some(4_400.0)]),
        ("frequency=weekly&units=percent&to=2023-01-15", [None, Some(20.0)]),
        ("frequency=weekly&units=percent&from=2023-01-09", [Some(20.0), Some(-10.0)]),
        ("frequency=weekly&units=index&base=2023-01-12&from=2023-01-09", [Some(100.0), Some(90.0)]),
        ("units=change&from=2023-01-03&to=2023-01-09", [Some(4_200.0), Some(2_200.0)]),
        ("frequency=monthly&aggregation=last&units=percent", [None, Some(-10.0)]),
    ] {
        let (_, values, json) = values(&served, query).await;
        assert!(near(&values, &expected), "{query}: {values:?}");
        assert_eq!(json["version"], 2);
    }
    let (dates, _, json) = values(&served, "frequency=monthly&units=index").await;
    assert_eq!(dates, ["2023-01-01", "2023-02-01"]);
    assert_eq!((&json["base"], &json["unit"]), (&json!("2023-01-01"), &json!("2023-01-01 = 100")));
    assert_eq!((&json["days"], &json["aggregation"]), (&json!([7, 2]), &json!("geometric-mean")));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_series_in_its_own_frequency_and_units_keeps_the_columns_of_the_contract() {
    let home = home();
    let served = Served::start(&home).await;
    let plain = served.get(&format!("{SERIES}.csv")).await;
    let named = served.get(&format!("{SERIES}.csv?frequency=daily&units=level&aggregation=mean")).await;
    assert_eq!(plain.body, named.body);
    let derived =
        served.get(&format!("{SERIES}.csv?frequency=weekly&units=percent&from=2023-01-09&to=2023-01-09")).await;
    let lines: Vec<&str> = derived.body.lines().collect();
    assert_eq!(
        lines[0],
        "date,commodity,place,level,source,frequency,aggregation,units,value,unit,days,status,version"
    );
    assert!(
        lines[1].starts_with("2023-01-09,bawang-merah,3273,retail,pihps,weekly,geometric-mean,percent,"),
        "{lines:?}"
    );
    assert!(lines[1].ends_with(",%,5,A,2"), "{lines:?}");
    assert!(
        derived.header("content-disposition").contains("_weekly_geometric-mean_percent_2023-01-09..2023-01-09_v2.csv")
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_monthly_series_gives_no_weekly_one() {
    let home = HomeDir::new();
    let file = "date,admin1,admin2,market,latitude,longitude,category,commodity,commodity_id,unit,priceflag,pricetype,currency,price,usdprice\n\
        2024-01-15,Jawa Barat,Kota Bandung,Kosambi,-6.9,107.6,vegetables,Garlic (medium),9,KG,actual,Retail,IDR,30000,1\n";
    let file = home.file("wfp.csv", file);
    let answer = lumbung(&home, &["ingest", file.to_str().unwrap()]);
    assert_eq!(answer.code, 0, "{}{}", answer.out, answer.err);
    let served = Served::start(&home).await;
    let page = served.get("/api/v1/series/bawang-putih/3273/kosambi.csv?frequency=weekly").await;
    assert_eq!(page.status, 409, "{}", page.body);
    assert!(page.json()["detail"].as_str().unwrap().contains("frequency=monthly"), "{}", page.body);
}

#[tokio::test(flavor = "multi_thread")]
async fn statuses_are_chosen_before_anything_is_computed() {
    let home = HomeDir::new();
    let file = PihpsFile::default()
        .at("02/01/2023", "Pasar Kosambi", "10000")
        .at("02/01/2023", "Pasar Kiara Condong", "40000")
        .at("03/01/2023", "Pasar Kosambi", "12100")
        .at("03/01/2023", "Pasar Kiara Condong", "-");
    let file = home.file("a.csv", file);
    assert_eq!(lumbung(&home, &["ingest", file.to_str().unwrap()]).code, 0);
    let served = Served::start(&home).await;
    let normal = served.get(&format!("{SERIES}.json?status=A")).await.json();
    assert_eq!((&normal["date"], &normal["status"]), (&json!(["2023-01-02"]), &json!(["A"])));
    let (_, week, json) = values(&served, "status=A&frequency=weekly").await;
    assert!(near(&week, &[Some(20_000.0)]) && json["status"] == json!(["A"]), "{week:?}");
    let (_, week, json) = values(&served, "status=A,I&frequency=weekly").await;
    assert!(near(&week, &[Some(22_000.0)]) && json["status"] == json!(["I"]), "{week:?}");
}

/// A file as bytes; the test client reads text only.
async fn bytes(served: &Served, path: &str) -> (Page, Vec<u8>) {
    let answer = served.request(Method::GET, path).send().await.unwrap();
    let (status, headers) = (answer.status().as_u16(), answer.headers().clone());
    let bytes = answer.bytes().await.unwrap().to_vec();
    (Page { status, headers, body: String::new() }, bytes)
}

#[tokio::test(flavor = "multi_thread")]
async fn workbook_parquet_and_package_hold_the_rows_of_the_csv() {
    let home = home();
    let served = Served::start(&home).await;
    for query in ["", "?frequency=weekly"] {
        let csv = served.get(&format!("{SERIES}.csv{query}")).await.body;
        let (header, rows) = (csv.lines().next().unwrap(), csv.lines().count() - 1);

        let (page, parquet) = bytes(&served, &format!("{SERIES}.parquet{query}")).await;
        assert_eq!(page.header("content-type"), "application/vnd.apache.parquet");
        let frame = ParquetReader::new(Cursor::new(parquet)).finish().unwrap();
        let names: Vec<&str> = frame.schema().iter_names().map(polars::prelude::PlSmallStr::as_str).collect();
        assert_eq!((names.join(",").as_str(), frame.height()), (header, rows));

        let (page, workbook) = bytes(&served, &format!("{SERIES}.xlsx{query}")).await;
        assert!(
            page.header("content-disposition").starts_with("attachment; filename=\"bawang-merah_3273_retail_pihps_")
        );
        assert!(page.header("content-disposition").ends_with("v2.xlsx\""));
        let mut book: calamine::Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(workbook)).unwrap();
        let data = calamine::Reader::worksheet_range(&mut book, "Data").unwrap();
        assert_eq!(data.height(), rows + 1);

        let (page, package) = bytes(&served, &format!("{SERIES}.zip{query}")).await;
        assert_eq!(page.header("content-type"), "application/zip");
        let mut archive = zip::ZipArchive::new(Cursor::new(package)).unwrap();
        let mut table = String::new();
        archive.by_name("harga.csv").unwrap().read_to_string(&mut table).unwrap();
        assert_eq!(table, csv);
    }
    let excel = served.get(&format!("{SERIES}.csv?variant=excel-id")).await;
    assert!(excel.body.starts_with("\u{feff}date;commodity;") && excel.body.contains("\r\n"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_version_stays_the_same_to_the_byte_when_later_ones_come() {
    let home = home();
    let served = Served::start(&home).await;
    let before = bytes(&served, &format!("{SERIES}.xlsx")).await.1;
    let revised = home.file("b.csv", PihpsFile::default().at("03/01/2023", "Pasar Kosambi", "24000"));
    assert_eq!(lumbung(&home, &["ingest", revised.to_str().unwrap()]).code, 0);
    let again = Served::start(&home).await;
    assert_ne!(bytes(&again, &format!("{SERIES}.xlsx")).await.1, before);
    let (page, old) = bytes(&again, &format!("{SERIES}.xlsx?as_of=2")).await;
    assert!(old == before && page.header("content-disposition").contains("_v2.xlsx"));
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_has_the_answer_is_told_so() {
    let home = home();
    let served = Served::start(&home).await;
    let path = format!("{SERIES}.json?frequency=weekly");
    let first = served.get(&path).await;
    let again = |name: &'static str, value: String| served.send(served.request(Method::GET, &path).header(name, value));
    let tag = first.header("etag").to_owned();
    assert!(tag.starts_with("W/\"2-"), "{tag}");
    let known = again("if-none-match", tag.clone()).await;
    assert_eq!((known.status, known.body.as_str(), known.header("etag")), (304, "", tag.as_str()));
    assert_eq!(again("if-modified-since", first.header("last-modified").to_owned()).await.status, 304);
    assert_eq!(again("if-modified-since", "Mon, 02 Jan 2023 00:00:00 GMT".to_owned()).await.status, 200);
    let other = served.request(Method::GET, &format!("{SERIES}.csv?frequency=weekly")).header("if-none-match", tag);
    assert_eq!(served.send(other).await.status, 200, "another address is another answer");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_that_is_asked_for_again_is_the_same_until_the_next_version() {
    let home = home();
    let served = Served::start(&home).await;
    let path = format!("{SERIES}.csv?frequency=weekly");
    let (first, again) = (served.get(&path).await, served.get(&path).await);
    assert_eq!((first.status, &first.body), (200, &again.body));
    for name in ["content-type", "content-disposition", "etag", "last-modified", "cache-control"] {
        assert_eq!(first.header(name), again.header(name), "{name}");
    }
    assert_eq!(served.get(&format!("{path}&units=percent")).await.status, 200);
    let revised = home.file("b.csv", PihpsFile::default().at("03/01/2023", "Pasar Kosambi", "24000"));
    assert_eq!(lumbung(&home, &["ingest", revised.to_str().unwrap()]).code, 0);
    served.catch_up().await;
    let later = served.get(&path).await;
    assert!(later.body != first.body && later.header("content-disposition").contains("_v3"), "{}", later.body);
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_elsewhere_may_read_and_no_more() {
    let home = home();
    let served = Served::start(&home).await;
    let elsewhere = |method| served.request(method, &format!("{SERIES}.csv")).header("origin", "https://contoh.id");
    let asked = served.send(elsewhere(Method::OPTIONS).header("access-control-request-method", "GET")).await;
    assert_eq!((asked.status, asked.header("access-control-allow-methods")), (204, "GET, HEAD"));
    let read = served.send(elsewhere(Method::GET)).await;
    assert_eq!((read.status, read.header("access-control-allow-origin")), (200, "*"));
    assert!(read.header("access-control-expose-headers").contains("ETag"));
    assert_eq!(read.header("access-control-allow-credentials"), "");
    let written =
        served.send(served.request(Method::POST, "/api/v1/batches").header("origin", "https://contoh.id")).await;
    assert_eq!((written.status, written.header("access-control-allow-origin")), (401, ""));
    let page = served.send(served.request(Method::GET, "/").header("origin", "https://contoh.id")).await;
    assert_eq!(page.header("access-control-allow-origin"), "", "pages are not for programs elsewhere");
}

#[tokio::test(flavor = "multi_thread")]
async fn programs_are_told_how_much_they_may_still_ask() {
    let home = home();
    let limits = Limits { reads: Rate { burst: 3, per_minute: 6 }, ..Limits::default() };
    let trusted_proxies = vec!["127.0.0.1".parse::<std::net::IpAddr>().unwrap().into()];
    let served = Served::with_settings(&home, Settings { limits, trusted_proxies, ..Settings::default() }).await;
    let ask =
        || served.send(served.request(Method::GET, &format!("{SERIES}.csv")).header("x-forwarded-for", "198.51.100.1"));
    let first = ask().await;
    assert_eq!(first.header("ratelimit-policy"), "\"read\";q=3;w=30");
    assert_eq!(first.header("ratelimit"), "\"read\";r=2;t=10");
    ask().await;
    assert_eq!(ask().await.header("ratelimit"), "\"read\";r=0;t=30");
    let refused = ask().await;
    assert_eq!(refused.status, 429);
    assert!(!refused.header("retry-after").is_empty());
}
