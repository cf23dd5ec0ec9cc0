//! A disk without room: what comes in is refused with 507 and stored when there is room
//! again; what is there goes on being read.

use lumbung_tests::{
    HomeDir, PihpsFile, Running, Script, SmallDisk, at_length, cannot_be_tried, lumbung, lumbung_command,
};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use serde_json::Value;
use std::fs::File;

/// Cycles of a full and an emptied disk, at length and in short.
const CYCLES: [u32; 2] = [50, 3];
const MEGABYTES: u32 = 32;
/// The most bytes that are left on a disk that is nearly full.
const MOST_LEFT: u64 = 500_000;
/// Survey days of a file, each at two markets.
const DAYS: usize = 1_500;

const SERIES: &str = "/api/v1/series/bawang-merah/3273/kosambi.csv";
const PAGES: [&str; 4] = ["/", "/komoditas/bawang-merah", SERIES, "/api/v1/batches"];

fn file(price: u32) -> Vec<u8> {
    PihpsFile::default().weekdays("2018-01-01", &[price; DAYS]).text().as_bytes().to_vec()
}

/// The body of an answer of 200.
#[track_caller]
fn body(server: &Running, path: &str) -> String {
    let answer = server.get(path);
    let (head, body) = answer.split_once("\r\n\r\n").unwrap_or_default();
    assert!(head.starts_with("HTTP/1.1 200"), "{path}: {head}");
    body.to_owned()
}

/// Rows that a report says are as the file has them.
fn rows(report: &Value) -> u64 {
    ["accepted", "revised", "unchanged"].iter().map(|kind| report["files"][0][*kind].as_u64().unwrap()).sum()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_full_disk_is_said_reading_goes_on_and_room_is_used_again() {
    let Some(disk) = SmallDisk::mount(MEGABYTES) else {
        cannot_be_tried("disk", "this process may not mount a disk in memory (root may)");
        return;
    };
    let (home, outside) = (HomeDir::within(disk.path()), HomeDir::new());
    let scripts = Script::of_new_officers(&home, 4).await;
    let log = outside.file("log", "");
    let mut command = lumbung_command(&home);
    command.args(["serve", "--addr", "127.0.0.1:0", "--trusted-proxy", "127.0.0.1"]);
    let server = Running::of(command.stderr(File::create(&log).unwrap())).expect("the program serves");
    let last_words = || std::fs::read_to_string(&log).unwrap().lines().last().unwrap_or_default().to_owned();
    let upload = async |n: u32, price: u32| {
        let script = scripts[n as usize % scripts.len()].from(format!("203.0.113.{}", n % 250));
        script.upload(&server.address, "", "harga.csv", file(price)).await.expect("an answer")
    };
    assert_eq!(upload(0, 30_000).await.status, 200);
    let mut random = ChaCha8Rng::seed_from_u64(507);
    let cycles = if at_length() { CYCLES[0] } else { CYCLES[1] };
    let (mut refused, mut read) = (0, 0);
    for cycle in 1..=cycles {
        // Some room, at which it fails earlier or later or not at all; then none.
        for (price, room) in [(30_000 + 20 * cycle, random.random_range(0..MOST_LEFT)), (30_010 + 20 * cycle, 0)] {
            let before = body(&server, SERIES);
            let filler = disk.fill_but(room);
            let answer = upload(refused + cycle, price).await;
            let what = format!("cycle {cycle}, {room} bytes left: {} {} {}", answer.status, answer.body, last_words());
            if answer.status == 507 {
                refused += 1;
                assert_eq!(answer.header("content-type"), "application/problem+json");
                assert_eq!(answer.json()["status"], 507);
                assert_eq!(body(&server, SERIES), before, "{what}");
            } else {
                assert!(room > 0 && answer.status == 200, "{what}");
                assert!(has_price(&body(&server, SERIES), price), "{what}");
            }
            for page in PAGES {
                let _ = body(&server, page);
                read += 1;
            }
            if room == 0 {
                let path = outside.file("harga.csv", file(price));
                let said = lumbung(&home, &["ingest", path.to_str().unwrap()]);
                assert!(said.code == 2 && said.err.contains("Kosongkan ruang"), "{what}: {} {}", said.code, said.err);
            }

            std::fs::remove_file(filler).unwrap();
            let stored = upload(refused + cycle + 1, price).await;
            assert_eq!(stored.status, 200, "{what}: {} {}", stored.body, last_words());
            assert_eq!(rows(&stored.json()), 2 * DAYS as u64, "{what}: {}", stored.body);
            assert!(has_price(&body(&server, SERIES), price), "{what}");
            let verified = lumbung(&home, &["verify"]);
            assert_eq!(verified.code, 0, "{what}: {}{}", verified.out, verified.err);
        }
    }
    println!(
        "disk: {} times full and emptied ({MEGABYTES} MB): {refused} uploads refused with 507, {read} pages read meanwhile, every \
         file stored once there was room, the home intact each time",
        2 * cycles
    );
}

/// Whether every day has this price.
fn has_price(csv: &str, price: u32) -> bool {
    csv.lines().count() > DAYS && csv.lines().skip(1).all(|line| line.contains(&format!(",{price},")))
}
