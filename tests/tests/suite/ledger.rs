//! The ledger of warnings: a running server writes it, and nobody changes it.

use lumbung_tests::{HomeDir, PihpsFile, Running, lumbung};
use std::time::Duration;

const FOUR_WEEKS: [u32; 20] = [30_000; 20];

/// Four weeks at 30,000 from Monday, 2 January 2023, and then these prices.
fn ingest(home: &HomeDir, name: &str, then: &[u32]) {
    let prices = [&FOUR_WEEKS, then].concat();
    let file = home.file(name, PihpsFile::default().weekdays("2023-01-02", &prices));
    assert_eq!(lumbung(home, &["ingest", file.to_str().unwrap()]).code, 0);
}

fn once(server: &Running, path: &str, text: &str) -> String {
    server.once(path, text, Duration::from_secs(20))
}

#[test]
fn a_warning_is_written_down_at_each_change_and_withdrawn_by_a_revision() {
    let home = HomeDir::new();
    ingest(&home, "a.csv", &[33_700]);
    let server = Running::start(&home);
    let seen = once(&server, "/peringatan/1", "terlihat, menunggu kepastian");
    assert!(seen.contains("Kota Bandung") && seen.contains("menunggu konfirmasi (ambang terlampaui pada 1 dari 4"));

    ingest(&home, "b.csv", &[33_700; 4]);
    let confirmed = once(&server, "/peringatan/1", "diperingatkan");
    assert!(confirmed.contains("terlihat, menunggu kepastian"), "what was said before stays");
    assert!(confirmed.contains(">ambang lonjakan Rp33.600<"), "the chart shows by what it was judged");
    assert!(once(&server, "/peringatan", "/peringatan/1").contains("terkonfirmasi sejak 2 Februari 2023"));

    // The prices behind it were wrong.
    ingest(&home, "c.csv", &[30_500; 4]);
    let withdrawn = once(&server, "/peringatan/1", "ditarik: datanya direvisi");
    assert!(withdrawn.contains("diperingatkan") && withdrawn.contains("terlihat, menunggu kepastian"));
    assert!(once(&server, "/peringatan", "Sudah selesai").contains("ditarik"));
    assert!(server.get("/peringatan/2").starts_with("HTTP/1.1 404"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_restart_writes_nothing_twice_and_the_database_lets_nobody_change_what_was_written() {
    let home = HomeDir::new();
    ingest(&home, "a.csv", &[36_000; 5]);
    for _ in 0..2 {
        let server = Running::start(&home);
        once(&server, "/peringatan/1", "diperingatkan");
    }
    let pool = sqlx::SqlitePool::connect(home.path().join("lumbung.db").to_str().unwrap()).await.unwrap();
    let steps: i64 = sqlx::query_scalar("select count(*) from warning_step").fetch_one(&pool).await.unwrap();
    assert_eq!(steps, 1);
    for change in [
        "update warning_step set reason_id = 'lain'",
        "delete from warning_step",
        "insert or replace into warning_step select * from warning_step",
        "update warning set onset = '2020-01-01'",
        "delete from warning",
    ] {
        assert!(sqlx::query(change).execute(&pool).await.is_err(), "{change}");
    }
}
