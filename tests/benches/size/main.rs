//! How cost grows with the lake: 0.1 and 1 million quotes, with
//! `LUMBUNG_BENCH=large` 13 million. Run with `cargo xtask bench --large`.
//!
//! All of it is measured from outside: files in, pages out, memory as the
//! system counts it. The load and the programs share the machine.

use lumbung_tests::made_up::{DAYS, Prices, regencies};
use lumbung_tests::{HomeDir, Memory, Running, lumbung_command};
use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// Regencies of which one has 25,284 quotes.
const STEPS: [usize; 2] = [4, 40];
const LARGE: usize = 514;
/// Regencies in a file: a million rows.
const IN_A_FILE: usize = 40;
/// Days that come in one by one while the server runs.
const BATCHES: usize = 20;
/// Starts of which the median counts.
const STARTS: usize = 3;

fn main() {
    let large = std::env::var("LUMBUNG_BENCH").is_ok_and(|value| value == "large");
    println!("size: regencies with 21 commodities each, {DAYS} survey days, then {BATCHES} days one by one");
    for count in STEPS.into_iter().chain(large.then_some(LARGE)) {
        measure(count);
    }
    if !large {
        println!("size: cargo xtask bench --large goes on to 13 million quotes");
    }
}

fn measure(count: usize) {
    let home = HomeDir::new();
    let regencies = regencies(count);
    let mut prices = Prices::default();
    let (mut files, mut rows) = (Vec::new(), 0);
    for (n, some) in regencies.chunks(IN_A_FILE).enumerate() {
        let (text, more) = prices.file(some, 0, DAYS);
        files.push(home.file(&format!("{n}.csv"), text));
        rows += more;
    }
    #[expect(clippy::cast_precision_loss, reason = "millions")]
    let millions = rows as f64 / 1e6;
    let name = format!("{millions:.1} million quotes");

    let ingest = run(lumbung_command(&home).arg("ingest").args(&files));
    println!("{name}: ingest {} ({:.2} s a million)", ingest.say(), ingest.took.as_secs_f64() / millions);
    println!("{name}: start to first page {}", starts(&home));

    let server = Running::start(&home);
    let (mut ingests, mut seen) = (Vec::new(), Vec::new());
    for n in 0..BATCHES {
        let (text, _) = prices.file(&regencies, DAYS + n, 1);
        let batch = home.file("day.csv", text);
        let (ingest, shown) = one_day(&home, &server, &batch);
        ingests.push(ingest);
        seen.push(shown);
    }
    ingests.sort_by_key(|ingest| ingest.took);
    seen.sort_unstable();
    println!("{name}: one day of {} rows ingested {}", 21 * count, ingests[BATCHES / 2].say());
    println!(
        "{name}: from its commit to the page {:.2} s (median of {BATCHES}, at most {:.2} s)",
        seen[BATCHES / 2].as_secs_f64(),
        seen[BATCHES - 1].as_secs_f64()
    );
    let Memory { now, most } = server.memory();
    println!("{name}: the server holds {now:.0} MB after them, at most {most:.0} MB");
    drop(server);

    println!("{name}: start with {} files {}", home.lake_files("prices").len(), starts(&home));
    let compact = run(lumbung_command(&home).args(["lake", "compact", "--keep", "0"]));
    println!("{name}: compaction {}", compact.say());
    println!("{name}: start with {} files {}", home.lake_files("prices").len(), starts(&home));
}

/// A process as a whole.
#[derive(Clone, Copy)]
struct Run {
    took: Duration,
    megabytes: f64,
}

impl Run {
    fn say(&self) -> String {
        format!("{:.2} s, at most {:.0} MB", self.took.as_secs_f64(), self.megabytes)
    }
}

/// Runs a command to its end. Its memory is looked at while it runs.
fn run(command: &mut Command) -> Run {
    let begun = Instant::now();
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("the program starts");
    let mut megabytes: f64 = 0.0;
    loop {
        megabytes = megabytes.max(Memory::of(child.id()).most);
        if let Some(status) = child.try_wait().expect("its status") {
            assert!(status.success(), "the command failed");
            return Run { took: begun.elapsed(), megabytes };
        }
        std::thread::sleep(Duration::from_millis(5));
    }
}

/// The median time from starting a server to its first page, and what it holds.
fn starts(home: &HomeDir) -> String {
    let start = || {
        let begun = Instant::now();
        let server = Running::start(home);
        assert!(server.get("/komoditas/bawang-merah").starts_with("HTTP/1.1 200"));
        (begun.elapsed(), server.memory())
    };
    let mut starts: Vec<(Duration, Memory)> = (0..STARTS).map(|_| start()).collect();
    starts.sort_by_key(|(took, _)| *took);
    let (took, Memory { now, most }) = starts[STARTS / 2];
    format!("{:.2} s, holds {now:.0} MB, at most {most:.0} MB", took.as_secs_f64())
}

/// Ingests one day, and says how long it took from the report that it is stored
/// until the server shows it.
fn one_day(home: &HomeDir, server: &Running, batch: &PathBuf) -> (Run, Duration) {
    let begun = Instant::now();
    let mut child = lumbung_command(home)
        .arg("ingest")
        .arg(batch)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("the program starts");
    let mut said = BufReader::new(child.stdout.take().expect("its stdout")).lines().map_while(Result::ok);
    let version = said.find_map(|line| line.strip_prefix("Versi data: ").map(str::to_owned));
    let committed = Instant::now();
    let megabytes = Memory::of(child.id()).most;
    let shown = format!("\"version\":{},", version.expect("a version"));
    while !server.get("/api/v1/series/bawang-merah/3273.json?from=2023-08-01").contains(&shown) {
        std::thread::sleep(Duration::from_millis(2));
    }
    let seen = committed.elapsed();
    assert!(child.wait().expect("its status").success(), "the ingest failed");
    (Run { took: committed - begun, megabytes }, seen)
}
