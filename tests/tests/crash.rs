//! `kill -9` during an ingest leaves the version before or the one after.

use lumbung_tests::{HomeDir, PihpsFile, lumbung, lumbung_command};
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

/// Kills, spread over the time that a whole ingest takes.
const KILLS: u32 = 12;

/// A file of 2,000 rows: long enough to be caught in the act.
fn big_file(home: &HomeDir) -> std::path::PathBuf {
    let prices: Vec<u32> = (0..1_000).map(|i| 30_000 + 100 * (i % 50)).collect();
    home.file("big.csv", PihpsFile::default().weekdays("2019-01-07", &prices))
}

fn start(home: &HomeDir, file: &std::path::Path) -> Child {
    lumbung_command(home).arg("ingest").arg(file).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
}

/// Rows of the new file that can be seen: none of them, or all.
fn rows_seen(home: &HomeDir) -> usize {
    let answer = lumbung(home, &["series", "--commodity", "bawang-merah", "--place", "3273/kosambi"]);
    assert!(answer.code == 0 || answer.err.contains("tidak ada"), "{}", answer.err);
    answer.out.lines().count().saturating_sub(1)
}

#[track_caller]
fn whole_or_nothing(home: &HomeDir, file: &std::path::Path) {
    let seen = rows_seen(home);
    assert!(seen == 0 || seen == 1_000, "{seen} rows of 1,000 are visible");
    // The next ingest works, and leaves no file that the catalogue does not name.
    let answer = lumbung(home, &["--json", "ingest", file.to_str().unwrap()]);
    assert_eq!(answer.code, 0, "{}", answer.err);
    let report = &answer.json()["files"][0];
    assert_eq!(report["accepted"].as_u64().unwrap() + report["unchanged"].as_u64().unwrap(), 2_000);
    assert_eq!(rows_seen(home), 1_000);
    assert_eq!((home.lake_files("quotes").len(), home.lake_files("prices").len()), (1, 1));
}

#[test]
fn killed_as_soon_as_a_file_is_staged_nothing_is_half_visible() {
    for table in ["quotes", "prices"] {
        let home = HomeDir::new();
        let file = big_file(&home);
        let mut child = start(&home, &file);
        while home.lake_files(table).is_empty() && child.try_wait().unwrap().is_none() {
            std::hint::spin_loop();
        }
        child.kill().unwrap();
        child.wait().unwrap();
        whole_or_nothing(&home, &file);
    }
}

#[test]
fn killed_at_any_moment_nothing_is_half_visible() {
    let whole = {
        let home = HomeDir::new();
        let file = big_file(&home);
        let begun = Instant::now();
        start(&home, &file).wait().unwrap();
        begun.elapsed()
    };
    for kill in 0..KILLS {
        let home = HomeDir::new();
        let file = big_file(&home);
        let begun = Instant::now();
        let mut child = start(&home, &file);
        let moment: Duration = whole * kill / KILLS;
        while begun.elapsed() < moment {
            std::hint::spin_loop();
        }
        child.kill().unwrap();
        child.wait().unwrap();
        whole_or_nothing(&home, &file);
    }
}

#[test]
fn two_ingests_at_once_both_land() {
    let home = HomeDir::new();
    let one = home.file("one.csv", PihpsFile::default().weekdays("2019-01-07", &[30_000; 400]));
    let two = home.file("two.csv", PihpsFile::of("Cabai Rawit Merah").weekdays("2019-01-07", &[40_000; 400]));
    let mut running = [start(&home, &one), start(&home, &two)];
    for child in &mut running {
        assert!(child.wait().unwrap().success());
    }
    for commodity in ["bawang-merah", "cabai-rawit-merah"] {
        let answer = lumbung(&home, &["series", "--commodity", commodity, "--place", "3273/kosambi"]);
        assert_eq!(answer.out.lines().count(), 401, "{commodity}");
    }
}
