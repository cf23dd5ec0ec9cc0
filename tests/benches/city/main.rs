//! A city of half a million quotes: how long reading, opening and answering
//! take. Run with `cargo xtask bench`; figures go to stdout, one a line.
//!
//! Everything is measured from outside, on the program that the same build
//! made: `lumbung ingest` as a whole process, `lumbung serve` over loopback
//! with the load generator sharing the machine.

mod made_up;

use lumbung_tests::load::{self, Ask};
use lumbung_tests::{HomeDir, Running, lumbung_command};
use std::process::Stdio;
use std::time::{Duration, Instant};

/// Runs of each whole-process figure; the median is printed.
const RUNS: usize = 5;
/// Connections that the load generator holds.
const CONNECTIONS: usize = 8;

fn main() {
    let scratch = HomeDir::new();
    let (text, rows) = made_up::pihps_file();
    let bytes = text.len();
    let file = scratch.file("made-up.csv", &text);
    println!("file: {rows} rows, {:.1} MB, 21 commodities at 18 markets", mega(bytes));

    let homes: Vec<HomeDir> = (0..RUNS).map(|_| HomeDir::new()).collect();
    let ingests = homes.iter().map(|home| {
        let begun = Instant::now();
        let status =
            lumbung_command(home).arg("ingest").arg(&file).stdout(Stdio::null()).status().expect("the program starts");
        assert!(status.success(), "the ingest failed");
        begun.elapsed()
    });
    print_times("ingest: read, validated, durable", ingests.collect());

    let (workbook, rows) = made_up::workbook(&text);
    println!("workbook: {rows} rows, {:.1} MB packed", mega(workbook.len()));
    let workbook = scratch.file("made-up.xlsx", workbook);
    let ingests = (0..RUNS).map(|_| {
        let home = HomeDir::new();
        let begun = Instant::now();
        let status = lumbung_command(&home).arg("ingest").arg(&workbook).stdout(Stdio::null()).status();
        assert!(status.expect("the program starts").success(), "the ingest failed");
        begun.elapsed()
    });
    print_times("ingest of the workbook: read, validated, durable", ingests.collect());

    let home = &homes[0];
    let judged = (0..RUNS).map(|_| {
        let begun = Instant::now();
        let status = lumbung_command(home).arg("warnings").stdout(Stdio::null()).status().expect("the program starts");
        assert!(status.success(), "judging failed");
        begun.elapsed()
    });
    print_times("warnings: loaded and every city series judged", judged.collect());

    let starts = (0..RUNS).map(|_| {
        let begun = Instant::now();
        let server = Running::start(home);
        let _ = load::ask(&server.address, &Ask::get(&server.address, "/komoditas/bawang-merah"));
        begun.elapsed()
    });
    print_times("start to first page", starts.collect());

    let server = Running::start(home);
    let _ = load::ask(&server.address, &Ask::get(&server.address, "/healthz"));
    println!("memory: {:.0} MB resident after start", server.memory().now);
    // What the server computes once by itself, on both cores, is not what answers cost.
    let _ = server.once("/api/v1/outlook", "\"computed\":true", Duration::from_mins(5));
    for (name, paths, requests) in [
        ("board", vec!["/".to_owned()], 1_000),
        ("commodity page, one year", made_up::pages("/komoditas/", "?rentang=1t"), 4_000),
        ("commodity page, all years", made_up::pages("/komoditas/", "?rentang=semua"), 4_000),
        ("series API, JSON, all years", made_up::pages("/api/v1/series/", "/3273.json"), 20_000),
        ("series API, CSV, all years", made_up::pages("/api/v1/series/", "/3273.csv"), 20_000),
    ] {
        let asks: Vec<Ask> = paths.iter().map(|path| Ask::get(&server.address, path)).collect();
        let result = load::run(&server.address, &asks, CONNECTIONS, requests);
        println!(
            "{name}: {:.0} requests/s, p50 {:.2} ms, p99 {:.2} ms, {:.1} kB each, {CONNECTIONS} connections",
            result.per_second,
            milliseconds(result.p50),
            milliseconds(result.p99),
            result.bytes_each / 1000.0
        );
    }
    println!("memory: {:.0} MB resident after the load", server.memory().now);
}

fn print_times(name: &str, mut times: Vec<Duration>) {
    times.sort_unstable();
    let [least, median, most] =
        [times[0], times[times.len() / 2], times[times.len() - 1]].map(|time| time.as_secs_f64());
    println!("{name}: {median:.2} s (median of {}, {least:.2} to {most:.2})", times.len());
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

#[expect(clippy::cast_precision_loss, reason = "a file's size in megabytes")]
fn mega(bytes: usize) -> f64 {
    bytes as f64 / 1e6
}
