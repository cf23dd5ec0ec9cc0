//! `kill -9` during an ingest leaves the version before or the one after, and
//! during a compaction all that was there.
//!
//! Each test that kills at random moments does so a dozen times;
//! `cargo xtask crash` does it hundreds of times.

use lumbung_tests::{HomeDir, PihpsFile, lumbung, lumbung_command};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use std::path::Path;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

/// Kills, where `LUMBUNG_KILLS` does not say how many.
const KILLS: u32 = 12;
/// Every so often the lake is compacted, and that is killed too.
const COMPACT_EVERY: u32 = 6;
/// Survey days of a batch, each at two markets.
const DAYS: usize = 100;

fn kills() -> u32 {
    std::env::var("LUMBUNG_KILLS").map_or(KILLS, |text| text.parse().expect("LUMBUNG_KILLS is a number"))
}

/// A file of 2,000 rows: long enough to be caught in the act.
fn big_file(home: &HomeDir) -> std::path::PathBuf {
    let prices: Vec<u32> = (0..1_000).map(|i| 30_000 + 100 * (i % 50)).collect();
    home.file("big.csv", PihpsFile::default().weekdays("2019-01-07", &prices))
}

fn start(home: &HomeDir, arguments: &[&str]) -> Child {
    lumbung_command(home).args(arguments).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap()
}

fn ingest(home: &HomeDir, file: &Path) -> Child {
    start(home, &["ingest", file.to_str().unwrap()])
}

/// Kills a process at a moment after its start. Gives whether it was still
/// there, and what it had said, which it must keep.
fn killed(mut child: Child, moment: Duration) -> (bool, String) {
    let begun = Instant::now();
    while begun.elapsed() < moment {
        std::hint::spin_loop();
    }
    let alive = child.try_wait().unwrap().is_none();
    child.kill().unwrap();
    (alive, String::from_utf8(child.wait_with_output().unwrap().stdout).unwrap())
}

/// Rows of the new file that can be seen: none of them, or all.
fn rows_seen(home: &HomeDir) -> usize {
    let answer = lumbung(home, &["series", "--commodity", "bawang-merah", "--place", "3273/kosambi"]);
    assert!(answer.code == 0 || answer.err.contains("tidak ada"), "{}", answer.err);
    answer.out.lines().count().saturating_sub(1)
}

#[track_caller]
fn whole_or_nothing(home: &HomeDir, file: &Path) {
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
        let mut child = ingest(&home, &file);
        while home.lake_files(table).is_empty() && child.try_wait().unwrap().is_none() {
            std::hint::spin_loop();
        }
        child.kill().unwrap();
        child.wait().unwrap();
        whole_or_nothing(&home, &file);
    }
}

#[test]
fn killed_at_any_moment_of_the_first_ingest_nothing_is_half_visible() {
    let whole = {
        let home = HomeDir::new();
        let file = big_file(&home);
        let begun = Instant::now();
        ingest(&home, &file).wait().unwrap();
        begun.elapsed()
    };
    for kill in 0..KILLS {
        let home = HomeDir::new();
        let file = big_file(&home);
        let _ = killed(ingest(&home, &file), whole * kill / KILLS);
        whole_or_nothing(&home, &file);
    }
}

/// The one price that every day of the series has, with the number of days.
#[track_caller]
fn one_price(home: &HomeDir) -> (u32, usize) {
    let answer = lumbung(home, &["series", "--commodity", "bawang-merah", "--place", "3273/kosambi"]);
    let prices: Vec<&str> = answer.out.lines().skip(1).map(|line| line.split(',').nth(7).unwrap()).collect();
    assert!(prices.windows(2).all(|two| two[0] == two[1]), "a batch is half visible: {}", answer.out);
    (prices.first().expect("prices").parse().unwrap(), prices.len())
}

/// Every row that is stored, once in each table, after so many batches.
#[track_caller]
fn holds(home: &HomeDir, batches: usize) {
    let answer = lumbung(home, &["--json", "verify"]);
    assert_eq!(answer.code, 0, "{}", answer.out);
    assert_eq!(answer.json()["rows"], 2 * 2 * DAYS * batches, "rows were lost or doubled");
}

/// Each batch gives every day another price, so that what is shown tells which
/// batch was the last. A killed one is there as a whole or not at all; one that
/// reported itself stored is there; no row is stored twice.
#[test]
fn killed_again_and_again_a_home_keeps_what_it_acknowledged_and_nothing_twice() {
    let home = HomeDir::new();
    let mut random = ChaCha8Rng::seed_from_u64(9);
    let batch = |price: u32| home.file("batch.csv", PihpsFile::default().weekdays("2023-01-02", &[price; DAYS]));
    let timed = |child: Child| {
        let begun = Instant::now();
        assert!(child.wait_with_output().unwrap().status.success());
        begun.elapsed()
    };
    let mut whole = timed(ingest(&home, &batch(30_000)));
    let (mut shown, mut batches, mut landed, mut acknowledged) = (30_000, 1, 0, 0);
    let (mut kills_left, mut turn) = (kills(), 0);
    while kills_left > 0 {
        turn += 1;
        let price = 30_000 + 10 * (turn % 600);
        let moment = whole.mul_f64(random.random_range(0.0..1.3));
        let (alive, said) = killed(ingest(&home, &batch(price)), moment);
        kills_left -= u32::from(alive);
        let (now, days) = one_price(&home);
        assert_eq!(days, DAYS);
        assert!(now == price || now == shown, "neither the version before nor the one after: {now}");
        let stored = said.contains("Versi data");
        assert!(!stored || now == price, "an acknowledged batch was lost");
        if now != shown {
            (shown, batches) = (now, batches + 1);
            landed += u32::from(alive);
            acknowledged += u32::from(alive && stored);
        }
        if turn % COMPACT_EVERY == 0 {
            let moment = whole.mul_f64(random.random_range(0.0..1.3));
            let (alive, _) = killed(start(&home, &["lake", "compact", "--keep", "0"]), moment);
            kills_left = kills_left.saturating_sub(u32::from(alive));
            assert_eq!(one_price(&home), (shown, DAYS));
            holds(&home, batches);
            // What it left is mended by the next.
            assert_eq!(lumbung(&home, &["lake", "compact", "--keep", "0"]).code, 0);
            holds(&home, batches);
            assert_eq!((home.lake_files("quotes").len(), home.lake_files("prices").len()), (1, 1));
            (shown, batches) = (shown + 5, batches + 1);
            whole = timed(ingest(&home, &batch(shown)));
        }
    }
    holds(&home, batches);
    println!(
        "{} kills of a running process, {batches} batches stored: {landed} of them by a killed ingest, which had said so {acknowledged} times",
        kills()
    );
}

#[test]
fn two_ingests_at_once_both_land() {
    let home = HomeDir::new();
    let one = home.file("one.csv", PihpsFile::default().weekdays("2019-01-07", &[30_000; 400]));
    let two = home.file("two.csv", PihpsFile::of("Cabai Rawit Merah").weekdays("2019-01-07", &[40_000; 400]));
    let mut running = [ingest(&home, &one), ingest(&home, &two)];
    for child in &mut running {
        assert!(child.wait().unwrap().success());
    }
    for commodity in ["bawang-merah", "cabai-rawit-merah"] {
        let answer = lumbung(&home, &["series", "--commodity", commodity, "--place", "3273/kosambi"]);
        assert_eq!(answer.out.lines().count(), 401, "{commodity}");
    }
}
