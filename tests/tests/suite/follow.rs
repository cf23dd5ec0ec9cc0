//! A running server follows what another process ingests.

use lumbung_tests::{HomeDir, PihpsFile, Served, lumbung};
use std::time::{Duration, Instant};

#[tokio::test(flavor = "multi_thread")]
async fn an_ingest_by_the_command_line_is_seen_within_two_seconds() {
    let home = HomeDir::new();
    let served = Served::start(&home).await;
    let path = "/api/v1/series/bawang-merah/3273.json";
    assert_eq!(served.get(path).await.status, 404);

    let file = home.file("a.csv", PihpsFile::default().at("02/01/2023", "Pasar Kosambi", "31000"));
    assert_eq!(lumbung(&home, &["ingest", file.to_str().unwrap()]).code, 0);
    let committed = Instant::now();
    // Asking is what takes the time here: each turn is a request.
    while served.get(path).await.status != 200 {
        assert!(committed.elapsed() < Duration::from_secs(2), "still not seen");
    }
}
