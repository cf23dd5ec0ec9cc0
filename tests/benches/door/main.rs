//! The analyst's door on half a million rows: the weekly series API, unchanged answers, the
//! same while as many rows are ingested, and whole files. Run with
//! `cargo xtask bench --only door`; figures go to stdout, one a line.
//!
//! Another server is measured in turn with ours in the same run where it is named as
//! `NAME|HOST:PORT|PATH|JSON`: the JSON is posted to the path, with `{commodity}` in it for
//! each commodity in turn. `keep=FILE` writes the rows there, for it to load.

mod made_up;

use chrono::NaiveDate;
use lumbung_tests::load::{self, Ask, Got, Load};
use lumbung_tests::{HomeDir, Running, lumbung_command};
use std::path::Path;
use std::process::Stdio;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

/// Connections that the load generator holds.
const CONNECTIONS: usize = 8;
/// Requests of a round to our server, and to one that is slower.
const REQUESTS: (usize, usize) = (20_000, 800);
/// Rounds in which servers take turns.
const ROUNDS: usize = 3;
/// Runs of each file; the median is printed.
const RUNS: usize = 5;
/// Commodities in a workbook of a hundred thousand rows.
const IN_WORKBOOK: usize = 6;

fn main() {
    let args: Vec<String> = std::env::args().skip(1).filter(|arg| !arg.starts_with("--")).collect();
    let scratch = HomeDir::new();
    let (text, rows) = made_up::file(1);
    println!("file: {rows} rows, 30 commodities at 6 markets");
    let file = scratch.file("first.csv", &text);
    for path in args.iter().filter_map(|arg| arg.strip_prefix("keep=")) {
        std::fs::write(path, &text).expect("the file is written");
    }
    let home = HomeDir::new();
    ingest(&home, &file);
    let server = Running::start(&home);
    // What the server computes once by itself, on both cores, is not what answers cost.
    let _ = server.once("/api/v1/outlook", "\"computed\":true", Duration::from_mins(5));
    let ids: Vec<String> = made_up::commodities().iter().map(|commodity| commodity.id.to_string()).collect();

    let weekly: Vec<Ask> = ids.iter().map(|id| Ask::get(&server.address, &weekly(id))).collect();
    let mut ours = Vec::new();
    let peers: Vec<Peer> = args.iter().filter_map(|arg| Peer::of(arg, &ids)).collect();
    let mut theirs = vec![Vec::new(); peers.len()];
    for _ in 0..ROUNDS {
        ours.push(load::run(&server.address, &weekly, CONNECTIONS, REQUESTS.0));
        for (peer, loads) in peers.iter().zip(&mut theirs) {
            loads.push(load::run(&peer.address, &peer.asks, CONNECTIONS, REQUESTS.1));
        }
    }
    let own = median(ours);
    say("weekly series API", &own);
    for (peer, loads) in peers.iter().zip(theirs) {
        let their = median(loads);
        say(&peer.name, &their);
        println!("weekly series API: {:.0} times the requests/s of {}", own.per_second / their.per_second, peer.name);
    }
    let anew = (0..ROUNDS)
        .map(|round| load::run(&server.address, &never_asked(&server.address, &ids, round), CONNECTIONS, REQUESTS.0));
    say("weekly series API, each answer written anew", &median(anew.collect()));
    let again: Vec<Ask> = ids
        .iter()
        .zip(&weekly)
        .map(|(id, ask)| {
            let got = load::ask(&server.address, ask);
            Ask::again(&server.address, &self::weekly(id), got.header("etag").expect("a tag"))
        })
        .collect();
    let unchanged = (0..ROUNDS).map(|_| load::run(&server.address, &again, CONNECTIONS, REQUESTS.0)).collect();
    say("weekly series API, 304", &median(unchanged));

    for (name, path) in [
        ("CSV of all rows", "/api/v1/prices.csv".to_owned()),
        ("Parquet of all rows", "/api/v1/prices.parquet".to_owned()),
        ("JSON of all rows", "/api/v1/prices.json".to_owned()),
        ("data package of all rows", "/api/v1/prices.zip".to_owned()),
        ("workbook of 105,192 rows", format!("/api/v1/prices.xlsx?commodity={}", ids[..IN_WORKBOOK].join(","))),
    ] {
        download(&server, name, &path);
    }

    let second = scratch.file("second.csv", made_up::file(2).0);
    let stored = AtomicBool::new(false);
    let during = thread::scope(|scope| {
        scope.spawn(|| {
            ingest(&home, &second);
            stored.store(true, Ordering::Relaxed);
        });
        load::while_true(&server.address, &weekly, CONNECTIONS, &|_| !stored.load(Ordering::Relaxed))
    });
    say(&format!("weekly series API while {rows} revisions are ingested"), &during);
}

fn weekly(id: &str) -> String {
    format!("/api/v1/series/{id}/3273.json?frequency=weekly&aggregation=mean")
}

/// The same answers, each under an address that was not asked for before: from another day
/// before the first one.
fn never_asked(address: &str, ids: &[String], round: usize) -> Vec<Ask> {
    let days = NaiveDate::from_ymd_opt(1900, 1, 1).expect("a day").iter_days();
    let of_round = days.skip(round * REQUESTS.0).take(REQUESTS.0.div_ceil(ids.len()));
    of_round
        .flat_map(|from| ids.iter().map(move |id| Ask::get(address, &format!("{}&from={from}", weekly(id)))))
        .collect()
}

/// A server beside ours.
struct Peer {
    name: String,
    address: String,
    asks: Vec<Ask>,
}

impl Peer {
    fn of(text: &str, ids: &[String]) -> Option<Self> {
        let [name, address, path, json] = text.splitn(4, '|').collect::<Vec<_>>().try_into().ok()?;
        let asks = ids.iter().map(|id| Ask::post(address, path, &json.replace("{commodity}", id))).collect();
        Some(Self { name: name.to_owned(), address: address.to_owned(), asks })
    }
}

fn ingest(home: &HomeDir, file: &Path) {
    let status = lumbung_command(home).arg("ingest").arg(file).stdout(Stdio::null()).stderr(Stdio::null()).status();
    assert!(status.expect("the program starts").success(), "the ingest failed");
}

/// The round in the middle, by its requests a second.
fn median(mut loads: Vec<Load>) -> Load {
    loads.sort_by(|a, b| a.per_second.total_cmp(&b.per_second));
    loads[loads.len() / 2]
}

fn say(name: &str, load: &Load) {
    println!(
        "{name}: {:.0} requests/s, p50 {:.2} ms, p99 {:.2} ms, {:.1} kB each, {CONNECTIONS} connections",
        load.per_second,
        milliseconds(load.p50),
        milliseconds(load.p99),
        load.bytes_each / 1000.0
    );
}

/// Loads a file some times, and says what the server holds before and after.
fn download(server: &Running, name: &str, path: &str) {
    let ask = Ask::get(&server.address, path);
    let before = server.memory().now;
    let got: Vec<Got> = (0..RUNS).map(|_| load::ask(&server.address, &ask)).collect();
    let middle = |time: fn(&Got) -> Duration| {
        let mut times: Vec<Duration> = got.iter().map(time).collect();
        times.sort_unstable();
        times[RUNS / 2]
    };
    #[expect(clippy::cast_precision_loss, reason = "a file's size in megabytes")]
    let size = got[0].bytes as f64 / 1e6;
    println!(
        "{name}: {:.2} s, first byte {:.1} ms (medians of {RUNS}), {size:.1} MB; the server holds {before:.0} MB before \
         and {:.0} MB after",
        middle(|got| got.whole).as_secs_f64(),
        milliseconds(middle(|got| got.first_byte)),
        server.memory().now
    );
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}
