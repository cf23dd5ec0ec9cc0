//! `/api/v1/series` and the health doors.

use lumbung_tests::{HomeDir, PihpsFile, Served, lumbung};

async fn served() -> (HomeDir, Served) {
    let home = HomeDir::new();
    let file = PihpsFile::default()
        .at("02/01/2023", "Pasar Kosambi", "10000")
        .at("02/01/2023", "Pasar Kiara Condong", "40000")
        .at("03/01/2023", "Pasar Kosambi", "12000")
        .at("03/01/2023", "Pasar Kiara Condong", "-")
        .at("04/01/2023", "Pasar Kosambi", "-");
    let file = home.file("a.csv", file);
    assert_eq!(lumbung(&home, &["ingest", file.to_str().unwrap()]).code, 0);
    let served = Served::start(&home).await;
    (home, served)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_city_series_has_the_columns_of_the_contract() {
    let (_home, served) = served().await;
    let page = served.get("/api/v1/series/bawang-merah/3273.csv").await;
    assert_eq!(page.header("content-type"), "text/csv; charset=utf-8");
    assert_eq!(page.header("content-disposition"), "inline; filename=\"bawang-merah_3273_retail_pihps_v2.csv\"");
    let lines: Vec<&str> = page.body.lines().collect();
    assert_eq!(lines[0], "date,commodity,place,level,source,price,unit,markets,status,version");
    let row: Vec<&str> = lines[2].split(',').collect();
    assert_eq!(
        [&row[..5], &row[6..]].concat(),
        ["2023-01-03", "bawang-merah", "3273", "retail", "pihps", "kg", "1", "I", "2"]
    );
    assert!((row[5].parse::<f64>().unwrap() - 24_000.0).abs() < 1e-6);
    assert_eq!(lines[3], "2023-01-04,bawang-merah,3273,retail,pihps,,kg,0,O,2");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_market_is_named_with_a_slash_or_its_escape() {
    let (_home, served) = served().await;
    let plain = served.get("/api/v1/series/bawang-merah/3273/kosambi.csv").await;
    let escaped = served.get("/api/v1/series/bawang-merah/3273%2Fkosambi.csv").await;
    assert_eq!(plain.status, 200);
    assert_eq!(plain.body, escaped.body);
    let lines: Vec<&str> = plain.body.lines().collect();
    assert_eq!(lines[0], "date,commodity,place,level,source,reported,reported_unit,price,unit,status,version");
    assert_eq!(lines[1], "2023-01-02,bawang-merah,3273/kosambi,retail,pihps,10000,kg,10000,kg,A,2");
    assert_eq!(lines[3], "2023-01-04,bawang-merah,3273/kosambi,retail,pihps,,kg,,kg,O,2");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_silent_markets_row_holds_what_it_is_taken_to_stand_at() {
    let (_home, served) = served().await;
    let market = served.get("/api/v1/series/bawang-merah/3273/kiara-condong.csv").await;
    let row: Vec<&str> = market.body.lines().nth(2).unwrap().split(',').collect();
    assert_eq!((row[0], row[5], row[9]), ("2023-01-03", "", "I"));
    assert!((row[7].parse::<f64>().unwrap() - 48_000.0).abs() < 1e-6, "as the other market rose, by 20 %");
    assert_eq!(market.body.lines().count(), 3, "nobody reported on the third day");
}

#[tokio::test(flavor = "multi_thread")]
async fn json_series_are_columns_of_equal_length_cut_to_the_asked_days() {
    let (_home, served) = served().await;
    let series = served.get("/api/v1/series/bawang-merah/3273.json?from=2023-01-03&to=2023-01-04").await.json();
    assert_eq!(series["date"], serde_json::json!(["2023-01-03", "2023-01-04"]));
    assert_eq!(series["status"], serde_json::json!(["I", "O"]));
    assert_eq!(series["markets"], serde_json::json!([1, 0]));
    assert_eq!(series["price"][1], serde_json::Value::Null);
    for (name, value) in
        [("commodity", "bawang-merah"), ("place", "3273"), ("level", "retail"), ("source", "pihps"), ("unit", "kg")]
    {
        assert_eq!(series[name], value);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_command_line_gives_the_same_series() {
    let (home, served) = served().await;
    let page = served.get("/api/v1/series/bawang-merah/3273.json").await.json();
    let printed = lumbung(&home, &["--json", "series", "--commodity", "bawang-merah", "--place", "3273"]).json();
    assert_eq!(page, printed);
}

#[tokio::test(flavor = "multi_thread")]
async fn errors_are_problems_that_say_what_would_be_right() {
    let (_home, served) = served().await;
    for (path, status, word) in [
        ("/api/v1/series/bawang-mera/3273.csv", 404, "bawang-merah"),
        ("/api/v1/series/bawang-merah/3203.csv", 404, "3203"),
        ("/api/v1/series/Bawang/3273.csv", 400, "hyphens"),
        ("/api/v1/series/bawang-merah/Bandung.csv", 400, "3273/kosambi"),
        ("/api/v1/series/bawang-merah/3273", 400, ".xlsx or .zip"),
        ("/api/v1/series/bawang-merah/3273.xml", 400, ".xml"),
        ("/api/v1/series/bawang-merah/3273.csv?level=hypermarket", 400, "wholesale"),
        ("/api/v1/series/bawang-merah/3273.csv?source=koran", 400, "pihps"),
        ("/api/v1/series/bawang-merah/3273.csv?as_of=kemarin", 400, "as_of"),
        ("/api/v1/series/bawang-merah/3273.csv?from=22-12-2023", 400, "2023-12-22"),
        ("/api/v1/series/bawang-merah/3273.csv?form=2023-12-22", 400, "form"),
        ("/api/v1/series/bawang-merah/3273.csv?from=2023-01-04&to=2023-01-03", 409, "earlier day first"),
        ("/api/v1/series/bawang-merah/3273.csv?status=X", 400, "A, U, I, E, O, H, L"),
        ("/api/v1/series/bawang-merah/3273.csv?frequency=hourly", 400, "daily, weekly or monthly"),
        ("/api/v1/series/bawang-merah/3273.csv?aggregation=sum", 400, "geometric-mean, mean or last"),
        ("/api/v1/series/bawang-merah/3273.csv?units=pch", 400, "percent or index"),
        ("/api/v1/series/bawang-merah/3273.csv?base=2023-01-02", 409, "units=index"),
        ("/api/v1/series/bawang-merah/3273.csv?units=index&base=2022-12-30", 409, "between 2023-01-02 and 2023-01-03"),
        ("/api/v1/series/bawang-merah/3273.json?variant=excel-id", 409, ".csv only"),
        ("/api/v1/series/bawang-merah/3273.csv?source=bapanas", 404, "pihps"),
        ("/api/v1/series/bawang-merah/3273/andir.csv", 404, "3273/kosambi"),
        ("/api/v1/harga", 404, "/api/v1/series"),
    ] {
        let page = served.get(path).await;
        assert_eq!(page.status, status, "{path}: {}", page.body);
        assert_eq!(page.header("content-type"), "application/problem+json", "{path}");
        assert!(page.body.contains(word), "{path}: {}", page.body);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_health_doors_answer() {
    let (_home, served) = served().await;
    assert_eq!(served.get("/healthz").await.status, 200);
    assert_eq!(served.get("/readyz").await.status, 200);
}
