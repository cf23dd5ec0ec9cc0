//! The lake read from outside: the reference implementation of DuckLake
//! attaches the home and counts the rows that we count.

use lumbung_data::profile::Profile;
use lumbung_server::auth::Who;
use lumbung_server::store::Store;
use lumbung_tests::{HomeDir, PihpsFile, lumbung, python};
use serde_json::Value;
use std::sync::Arc;

/// Attaches the home read-only and answers each query with its rows.
const ATTACH: &str = r#"
import duckdb, glob, json, sys, sysconfig
home, queries = sys.argv[1], sys.argv[2:]
packages = sysconfig.get_paths()["purelib"]
lake = duckdb.connect(config={"allow_unsigned_extensions": "true"})
for extension in glob.glob(packages + "/duckdb_extension_*/extensions/*/*.duckdb_extension"):
    lake.execute(f"LOAD '{extension}'")
lake.execute(f"ATTACH 'ducklake:sqlite:{home}/lumbung.db' AS lake (READ_ONLY, DATA_PATH '{home}/lake/', OVERRIDE_DATA_PATH true)")
print(json.dumps([[[str(value) for value in row] for row in lake.execute(query).fetchall()] for query in queries]))
"#;

fn ask(home: &HomeDir, queries: &[&str]) -> Value {
    let output = python().args(["-c", ATTACH]).arg(home.path()).args(queries).output().expect("python starts");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("JSON rows")
}

fn twice_ingested() -> HomeDir {
    let home = HomeDir::new();
    let first = home.file(
        "a.csv",
        PihpsFile::default().weekdays("2023-01-02", &[30_000; 50]).at("01/05/2023", "Pasar Kosambi", "-"),
    );
    let mut second: Vec<u32> = vec![30_000; 60];
    second[10] = 33_000;
    let second = home.file("b.csv", PihpsFile::default().weekdays("2023-01-02", &second));
    for file in [first, second] {
        assert_eq!(lumbung(&home, &["ingest", file.to_str().unwrap()]).code, 0);
    }
    home
}

#[test]
#[cfg_attr(not(python), ignore = "needs LUMBUNG_PYTHON, a python with duckdb and its ducklake extension")]
fn duckdb_counts_the_same_rows_at_two_versions() {
    let home = twice_ingested();
    let answer = ask(
        &home,
        &[
            "SELECT count(*), count(price) FROM lake.main.prices AT (VERSION => 2)",
            "SELECT count(*), count(price) FROM lake.main.prices AT (VERSION => 3)",
            "SELECT count(*) FROM lake.main.quotes",
            "SELECT count(*) FROM lake.main.prices_now",
            "SELECT count(*) FROM lake.main.prices AT (VERSION => 1)",
        ],
    );
    // 50 days at 2 markets and one missing; then 2 revised and 20 new rows.
    assert_eq!(answer, serde_json::json!([[["101", "100"]], [["123", "122"]], [["123"]], [["121"]], [["0"]]]));
}

#[test]
#[cfg_attr(not(python), ignore = "needs LUMBUNG_PYTHON, a python with duckdb and its ducklake extension")]
fn duckdb_reads_the_rows_that_we_print() {
    let home = twice_ingested();
    for version in ["2", "3"] {
        let printed =
            lumbung(&home, &["series", "--commodity", "bawang-merah", "--place", "3273/kosambi", "--as-of", version]);
        let ours: Vec<Vec<String>> = printed
            .out
            .lines()
            .skip(1)
            .map(|line| {
                let cells: Vec<&str> = line.split(',').collect();
                [cells[0], cells[7], cells[9], cells[10]].map(str::to_owned).to_vec()
            })
            .collect();
        let query = format!(
            "SELECT date, coalesce(cast(cast(price AS bigint) AS varchar), ''), status, version
             FROM lake.main.prices AT (VERSION => {version}) WHERE place = '3273/kosambi'
             QUALIFY row_number() OVER (PARTITION BY date ORDER BY version DESC) = 1 ORDER BY date"
        );
        assert_eq!(ask(&home, &[&query])[0], serde_json::json!(ours));
    }
}

#[test]
#[cfg_attr(not(python), ignore = "needs LUMBUNG_PYTHON, a python with duckdb and its ducklake extension")]
fn filters_by_the_catalogues_statistics_lose_nothing() {
    let home = twice_ingested();
    let answer = ask(
        &home,
        &[
            "SELECT count(*) FROM lake.main.prices WHERE price > 32000",
            "SELECT count(*) FROM lake.main.prices WHERE date >= DATE '2023-03-20' AND place = '3273/kosambi'",
            "SELECT min(price), max(price), min(date), max(date) FROM lake.main.prices",
        ],
    );
    assert_eq!(answer, serde_json::json!([[["2"]], [["6"]], [["30000.0", "33000.0", "2023-01-02", "2023-05-01"]]]));
}

#[test]
#[cfg_attr(not(python), ignore = "needs LUMBUNG_PYTHON, a python with duckdb and its ducklake extension")]
fn every_version_has_the_same_rows_under_the_same_ids_after_compaction() {
    let home = twice_ingested();
    let queries: Vec<String> = (1..=3)
        .flat_map(|version| {
            ["prices", "quotes"].map(|table| {
                format!("SELECT *, rowid, snapshot_id FROM lake.main.{table} AT (VERSION => {version}) ORDER BY rowid")
            })
        })
        .chain((1..=3).map(|version| format!("SELECT count(*) FROM lake.main.prices AT (VERSION => {version})")))
        .chain(["SELECT * FROM lake.main.prices_now ORDER BY ALL".to_owned()])
        .chain(["SELECT count(*) FROM lake.main.prices WHERE price > 32000 AND place = '3273/kosambi'".to_owned()])
        .collect();
    let queries: Vec<&str> = queries.iter().map(String::as_str).collect();
    let before = ask(&home, &queries);
    let compact = || assert_eq!(lumbung(&home, &["lake", "compact", "--keep", "0"]).code, 0);
    compact();
    assert_eq!(home.lake_files("prices").len(), 1);
    assert_eq!(ask(&home, &queries), before);
    // What was merged is merged again, with rows of a version that came after.
    let third = home.file("c.csv", PihpsFile::of("Cabai Rawit Merah").weekdays("2023-01-02", &[40_000; 5]));
    assert_eq!(lumbung(&home, &["ingest", third.to_str().unwrap()]).code, 0);
    compact();
    assert_eq!(home.lake_files("prices").len(), 1);
    // The last two are of the current version.
    let old = queries.len() - 2;
    assert_eq!(ask(&home, &queries[..old]).as_array().unwrap()[..], before.as_array().unwrap()[..old]);
    assert_eq!(
        ask(&home, &["SELECT count(*), count(DISTINCT rowid) FROM lake.main.prices"])[0][0],
        serde_json::json!(["133", "133"])
    );
}

#[tokio::test(flavor = "multi_thread")]
#[cfg_attr(not(python), ignore = "needs LUMBUNG_PYTHON, a python with duckdb and its ducklake extension")]
async fn withdrawals_are_versions_like_any_other_also_without_rows() {
    let home = HomeDir::new();
    for price in ["31000", "32000"] {
        let file = home.file("a.csv", PihpsFile::default().at("03/01/2023", "Pasar Kosambi", price));
        assert_eq!(lumbung(&home, &["ingest", file.to_str().unwrap()]).code, 0);
    }
    let store = Store::open(&home.path()).await.unwrap();
    let (who, profile) = (Who::at_command_line(), Arc::new(Profile::load("bandung").unwrap()));
    // The first changes nothing, the second leaves nothing.
    for batch in [2, 3] {
        let lock = store.lock().await.unwrap();
        let known = Arc::new(store.load(store.book.version().await.unwrap()).await.unwrap());
        assert!(store.withdraw(&lock, &known, &profile, batch, "uji", &who).await.unwrap().is_some());
    }
    store.book.close().await;
    let rows = ask(
        &home,
        &[
            "select count(*), max(snapshot_id) from lake.snapshots()",
            "select price, status from lake.main.prices_now",
            "select price from lake.main.prices at (version => 4) order by version desc limit 1",
        ],
    );
    assert_eq!(rows, serde_json::json!([[["6", "5"]], [["None", "L"]], [["32000.0"]]]));
}
