//! `/api/v1/prices`: everything at once, sent while it is written.

use lumbung_tests::{HomeDir, PihpsFile, Served, lumbung};
use reqwest::Method;

fn home() -> HomeDir {
    let home = HomeDir::new();
    let shallots = PihpsFile::default().weekdays("2023-01-02", &[30_000; 20]);
    let chillies = PihpsFile::of("Cabai Rawit Merah").weekdays("2023-01-02", &[50_000; 20]);
    for (name, file) in [("bawang.csv", shallots), ("cabai.csv", chillies)] {
        let file = home.file(name, file);
        assert_eq!(lumbung(&home, &["ingest", file.to_str().unwrap()]).code, 0);
    }
    home
}

#[tokio::test(flavor = "multi_thread")]
async fn every_format_is_the_very_file_that_the_command_line_exports() {
    let home = home();
    let served = Served::start(&home).await;
    for (extension, format) in
        [("csv", "csv"), ("json", "json"), ("parquet", "parquet"), ("xlsx", "xlsx"), ("zip", "package")]
    {
        let file = home.path().with_file_name("terbitan");
        let answer = lumbung(&home, &["export", "--format", format, "--out", file.to_str().unwrap()]);
        assert_eq!(answer.code, 0, "{}", answer.err);
        let sent = served.request(Method::GET, &format!("/api/v1/prices.{extension}")).send().await.unwrap();
        let name = format!("attachment; filename=\"lumbung_3273_v3.{extension}\"");
        assert_eq!(sent.headers()["content-disposition"], name.as_str());
        assert!(sent.bytes().await.unwrap() == std::fs::read(file).unwrap(), "{extension}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_is_cut_as_asked_and_not_sent_to_whoever_has_it() {
    let home = home();
    let served = Served::start(&home).await;
    let rows = |body: &str| body.lines().count() - 1;
    for (query, expected) in [
        ("", 80),
        ("commodity=bawang-merah", 40),
        ("commodity=bawang-merah,cabai-rawit-merah&place=3273/kosambi", 40),
        ("place=32&from=2023-01-27", 4),
        ("status=U", 0),
        ("as_of=2", 40),
    ] {
        let page = served.get(&format!("/api/v1/prices.csv?{query}")).await;
        assert_eq!((page.status, rows(&page.body)), (200, expected), "{query}");
    }
    let first = served.get("/api/v1/prices.csv").await;
    let again =
        served.request(Method::GET, "/api/v1/prices.csv").header("if-none-match", first.header("etag").to_owned());
    assert_eq!(served.send(again).await.status, 304);
    for (path, status, word) in [
        ("prices.csv?commodity=Bawang", 400, "hyphens"),
        ("prices.csv?level=retail,pasar", 400, "wholesale"),
        ("prices.csv?from=2023-02-01&to=2023-01-01", 409, "earlier day first"),
        ("prices.json?variant=excel-id", 409, ".csv only"),
        ("prices.csv?komoditas=bawang-merah", 400, "komoditas"),
    ] {
        let page = served.get(&format!("/api/v1/{path}")).await;
        assert_eq!(page.status, status, "{path}");
        assert!(page.json()["detail"].as_str().unwrap().contains(word), "{path}: {}", page.body);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_small_file_arrives_whole_also_where_it_is_compressed() {
    let home = home();
    let served = Served::start(&home).await;
    let request = served.request(Method::GET, "/api/v1/prices.csv?source=wfp").header("accept-encoding", "gzip");
    let answer = request.send().await.unwrap();
    assert_eq!((answer.status().as_u16(), &answer.headers()["content-encoding"]), (200, &"gzip".parse().unwrap()));
    assert!(answer.bytes().await.unwrap().starts_with(&[0x1f, 0x8b]), "all of it arrived, as gzip");
}
