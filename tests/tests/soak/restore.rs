//! Backup and restore at size: how long a restore takes a million rows, and that a backup
//! made while files come in holds one version, row for row.

use lumbung_data::source::sha256;
use lumbung_tests::made_up::{DAYS, Prices, regencies};
use lumbung_tests::{HomeDir, PihpsFile, at_length, lumbung, lumbung_command};
use std::process::Stdio;
use std::time::Instant;

/// Regencies with 25,284 quotes each: at length a million rows.
const REGENCIES: [usize; 2] = [40, 2];
/// The longest that a restore may take for a million rows, in seconds.
const MOST_SECONDS: f64 = 60.0;

/// The SHA-256 of every row that a home knows at a version.
#[track_caller]
fn rows_of(home: &HomeDir, version: i64) -> String {
    let answer = lumbung(home, &["export", "--format", "csv", "--out", "-", "--as-of", &version.to_string()]);
    assert_eq!(answer.code, 0, "{}", answer.err);
    assert!(answer.out.lines().count() > 1_000, "there is something to compare");
    sha256(answer.out.as_bytes())
}

#[test]
fn a_backup_made_while_files_come_in_is_restored_row_for_row() {
    let home = HomeDir::new();
    let count = if at_length() { REGENCIES[0] } else { REGENCIES[1] };
    let (text, rows) = Prices::default().file(&regencies(count), 0, DAYS);
    let large = home.file("large.csv", text);
    assert_eq!(lumbung(&home, &["ingest", large.to_str().unwrap()]).code, 0);

    // Files come in until the backup is made.
    let batch = |n: u32| PihpsFile::default().weekdays("2023-09-04", &[30_000 + 100 * (n % 40); 60]);
    let backup = home.file("cadangan.tar", "");
    let mut backing = lumbung_command(&home);
    backing.arg("--json").arg("backup").arg("--force").arg(&backup).stdout(Stdio::piped());
    let mut backing = backing.spawn().unwrap();
    let mut batches = 0;
    while backing.try_wait().unwrap().is_none() {
        let path = home.file("batch.csv", batch(batches));
        assert_eq!(lumbung(&home, &["ingest", path.to_str().unwrap()]).code, 0);
        batches += 1;
    }
    let output = backing.wait_with_output().unwrap();
    assert!(output.status.success());
    let made: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let version = made["version"].as_i64().expect("the backup's version");

    let other = HomeDir::new();
    let begun = Instant::now();
    let restored = lumbung(&other, &["restore", backup.to_str().unwrap()]);
    let took = begun.elapsed().as_secs_f64();
    assert_eq!(restored.code, 0, "{}{}", restored.out, restored.err);
    assert_eq!(rows_of(&other, version), rows_of(&home, version), "version {version}");
    #[expect(clippy::cast_precision_loss, reason = "millions")]
    let a_million = took / (rows as f64 / 1e6);
    assert!(!at_length() || a_million <= MOST_SECONDS, "{a_million:.1} s for a million rows");
    println!(
        "restore: {rows} rows restored and verified in {took:.2} s ({a_million:.2} s a million); the backup was made while \
         {batches} files came in, version {version} is the same row for row"
    );
}
