//! `lumbung verify`: what was changed behind its back is found, and said with
//! the file and what to do.

use lumbung_server::store::Store;
use lumbung_tests::{Answer, HomeDir, PihpsFile, lumbung};
use serde_json::Value;
use std::fs;

fn twice_ingested() -> HomeDir {
    let home = HomeDir::new();
    for (name, price) in [("a.csv", 30_000), ("b.csv", 31_000)] {
        let file = home.file(name, PihpsFile::default().weekdays("2023-01-02", &[price; 20]));
        assert_eq!(lumbung(&home, &["ingest", file.to_str().unwrap()]).code, 0);
    }
    home
}

/// The kinds of problems that are found, each once.
#[track_caller]
fn kinds(home: &HomeDir) -> Vec<String> {
    let answer = lumbung(home, &["--json", "verify"]);
    let found = answer.json();
    let problems = found["problems"].as_array().unwrap();
    assert_eq!(answer.code, i32::from(!problems.is_empty()), "{} {}", answer.out, answer.err);
    assert_eq!(found["intact"], problems.is_empty());
    let mut kinds: Vec<String> = problems.iter().map(|problem| problem["kind"].as_str().unwrap().to_owned()).collect();
    kinds.dedup();
    kinds
}

/// Changes the database as somebody would who can write the home.
async fn meddle(home: &HomeDir, sql: &'static str) {
    let options =
        sqlx::sqlite::SqliteConnectOptions::new().filename(home.path().join("lumbung.db")).foreign_keys(false);
    let mut connection = sqlx::ConnectOptions::connect(&options).await.unwrap();
    sqlx::raw_sql(sql).execute(&mut connection).await.unwrap();
    sqlx::Connection::close(connection).await.unwrap();
}

fn one_price_file(home: &HomeDir) -> std::path::PathBuf {
    let mut files = home.lake_files("prices");
    files.sort();
    files.remove(0)
}

#[test]
fn a_home_that_nobody_touched_is_intact() {
    let home = twice_ingested();
    let answer = lumbung(&home, &["--json", "verify"]);
    let found = answer.json();
    assert_eq!((answer.code, &found["intact"]), (0, &Value::Bool(true)), "{}", answer.out);
    assert_eq!((&found["version"], &found["files"], &found["without_checksum"]), (&3.into(), &4.into(), &0.into()));
    assert_eq!((&found["orphans"], &found["set_aside"]), (&serde_json::json!([]), &0.into()));
    let said: Answer = lumbung(&home, &["verify"]);
    assert!(said.out.contains("Semua baik."), "{}", said.out);
    assert!(lumbung(&home, &["--lang", "en", "verify"]).out.contains("All is well."));
}

#[test]
fn without_a_home_there_is_nothing_to_look_at() {
    assert_eq!(lumbung(&HomeDir::new(), &["verify"]).code, 2);
}

#[test]
fn a_file_that_is_gone_is_named_with_what_to_do() {
    let home = twice_ingested();
    let file = one_price_file(&home);
    fs::remove_file(&file).unwrap();
    assert_eq!(kinds(&home), ["missing-file"]);
    let said = lumbung(&home, &["verify"]).out;
    let name = format!("lake/main/prices/{}", file.file_name().unwrap().to_str().unwrap());
    assert!(said.contains(&format!("{name}: berkas ini hilang. Pulihkan cadangan")), "{said}");
}

#[test]
fn one_changed_byte_is_found() {
    let home = twice_ingested();
    let file = one_price_file(&home);
    let mut bytes = fs::read(&file).unwrap();
    bytes[60] ^= 1;
    fs::write(&file, bytes).unwrap();
    assert_eq!(kinds(&home), ["checksum"]);
}

#[test]
fn a_file_that_was_cut_short_is_found() {
    let home = twice_ingested();
    let file = one_price_file(&home);
    let bytes = fs::read(&file).unwrap();
    fs::write(&file, &bytes[..bytes.len() - 30]).unwrap();
    assert_eq!(kinds(&home)[0], "file-size");
    fs::write(&file, b"x").unwrap();
    assert_eq!(kinds(&home), ["unreadable-file"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn files_from_before_there_were_checksums_are_counted_and_read() {
    let home = twice_ingested();
    meddle(&home, "delete from file_checksum").await;
    let found = lumbung(&home, &["--json", "verify"]).json();
    assert_eq!((&found["intact"], &found["without_checksum"]), (&Value::Bool(true), &4.into()));
    let file = one_price_file(&home);
    let mut bytes = fs::read(&file).unwrap();
    for byte in &mut bytes[4..80] {
        *byte ^= 0x55;
    }
    fs::write(&file, bytes).unwrap();
    assert_eq!(kinds(&home), ["unreadable-file"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_catalogue_says_is_compared_with_what_the_files_hold() {
    for (sql, expected) in [
        (
            "update ducklake_data_file set record_count = record_count + 1 where data_file_id = 3",
            vec!["table-totals", "row-count"],
        ),
        ("update ducklake_data_file set file_size_bytes = 1 where data_file_id = 1", vec!["file-size"]),
        ("update ducklake_data_file set footer_size = 1 where data_file_id = 1", vec!["footer-size"]),
        ("update ducklake_data_file set row_id_start = 0", vec!["row-ids"]),
        ("update ducklake_file_column_stats set max_value = '99.0' where column_id = 6", vec!["statistics"]),
        ("delete from ducklake_file_column_stats where data_file_id = 1", vec!["statistics"]),
        ("update ducklake_table_stats set record_count = 0 where table_id = 1", vec!["table-totals"]),
        ("update ducklake_data_file set path = '../../lumbung.db' where data_file_id = 3", vec!["stray-file"]),
        ("delete from ducklake_snapshot_changes where snapshot_id = 2", vec!["snapshot"]),
    ] {
        let home = twice_ingested();
        meddle(&home, sql).await;
        assert_eq!(kinds(&home), expected, "{sql}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_version_that_was_taken_out_leaves_a_gap_and_what_refers_to_it() {
    let home = twice_ingested();
    meddle(&home, "delete from ducklake_snapshot where snapshot_id = 2").await;
    assert_eq!(kinds(&home), ["foreign-key", "version-gap", "stray-file"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_changed_row_of_the_audit_log_is_found() {
    let home = twice_ingested();
    meddle(&home, "drop trigger audit_is_never_changed; update audit set actor = 'orang lain' where id = 1").await;
    assert_eq!(kinds(&home), ["audit-log"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_damaged_database_is_said_to_be_damaged() {
    let home = twice_ingested();
    // A page that belongs to nothing any more.
    meddle(&home, "pragma writable_schema = on; delete from sqlite_schema where name = 'audit_by_actor'").await;
    assert_eq!(kinds(&home), ["database"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn orphans_are_told_but_nothing_is_wrong_with_them() {
    let home = twice_ingested();
    fs::write(home.path().join("lake/main/prices/orphan.parquet"), b"x").unwrap();
    let answer = lumbung(&home, &["--json", "verify"]);
    assert_eq!((answer.code, &answer.json()["orphans"]), (0, &serde_json::json!(["lake/main/prices/orphan.parquet"])));
    // While somebody writes, what is being staged looks the same.
    let store = Store::open(&home.path()).await.unwrap();
    let lock = store.home.write().unwrap();
    let answer = lumbung(&home, &["--json", "verify"]);
    assert_eq!((answer.code, &answer.json()["orphans"]), (0, &Value::Null));
    drop(lock);
}
