//! Long hours of everything at once: pages read, files uploaded and ingested, exports
//! taken, and a server that needs no more of memory and files at the end than before.

use lumbung_tests::made_up::{DAYS, Prices, regencies};
use lumbung_tests::{HomeDir, PihpsFile, Running, Script, at_length, lumbung};
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::thread;
use std::time::{Duration, Instant};

/// Minutes, where `LUMBUNG_MINUTES` does not say how many.
const MINUTES: u64 = 30;
/// How much more memory the server may hold at the end than after warming up.
const MOST_GROWTH: f64 = 0.05;
/// Pauses of whoever reads, brings files, and takes exports away.
const READ_EVERY: Duration = Duration::from_millis(50);
const BRING_EVERY: Duration = Duration::from_secs(4);
const TAKE_EVERY: Duration = Duration::from_secs(7);
const LOOK_EVERY: Duration = Duration::from_secs(1);

const PAGES: [&str; 10] = [
    "/",
    "/komoditas/bawang-merah",
    "/komoditas/cabai-rawit-merah?rentang=semua",
    "/peringatan",
    "/mutu",
    "/metode",
    "/data",
    "/grafik/bawang-merah/3273.svg",
    "/api/v1/series/bawang-merah/3273.json",
    "/api/v1/series",
];
const EXPORTS: [&str; 4] =
    ["/api/v1/prices.csv", "/api/v1/prices.parquet", "/api/v1/series/bawang-merah/3273.xlsx", "/api/v1/lake"];

/// The same sixty days with other prices: what is known grows by versions only.
fn batch(n: u32) -> Vec<u8> {
    let prices: Vec<u32> = (0..60).map(|day| 30_000 + 50 * ((n + day) % 30)).collect();
    PihpsFile::default().weekdays("2023-01-02", &prices).text().as_bytes().to_vec()
}

/// A server over a home with prices.
fn served(home: &HomeDir, count: usize) -> Running {
    let (text, _) = Prices::default().file(&regencies(count), 0, DAYS);
    for (name, content) in [("large.csv", text.into_bytes()), ("first.csv", batch(0))] {
        let path = home.file(name, content);
        assert_eq!(lumbung(home, &["ingest", path.to_str().unwrap()]).code, 0);
    }
    // As SECURITY.md advises: else glibc keeps what each thread once needed most.
    Running::start_with(home, &[("LUMBUNG_TRUSTED_PROXIES", "127.0.0.1"), ("MALLOC_ARENA_MAX", "2")])
}

/// Asks for a path, which must not fail.
#[track_caller]
fn ask(server: &Running, path: &str) {
    let answer = server.get(path);
    assert!(answer.starts_with("HTTP/1.1 200"), "{path}: {}", answer.lines().next().unwrap_or_default());
}

/// What a server needs at a moment.
#[derive(Debug, Clone, Copy)]
struct Need {
    megabytes: f64,
    files: usize,
}

/// The median memory and the least number of open files of some moments.
fn usual(needs: &[Need]) -> Need {
    let mut megabytes: Vec<f64> = needs.iter().map(|need| need.megabytes).collect();
    megabytes.sort_by(f64::total_cmp);
    Need { megabytes: megabytes[megabytes.len() / 2], files: needs.iter().map(|need| need.files).min().unwrap_or(0) }
}

#[test]
fn everything_at_once_gives_no_error_and_gives_back_what_it_opened() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    if at_length() {
        for_minutes(&runtime);
    } else {
        runtime.block_on(in_turn());
    }
}

/// A little of everything, one after the other.
async fn in_turn() {
    let home = HomeDir::new();
    let server = served(&home, 1);
    let script = Script::of_new_officers(&home, 1).await.remove(0);
    ask(&server, "/");
    let before = server.open_files();
    for n in 1..4 {
        for path in PAGES.iter().chain(&EXPORTS) {
            ask(&server, path);
        }
        let stored = script.upload(&server.address, "", "harga.csv", batch(n)).await.expect("an answer");
        assert_eq!(stored.status, 200, "{}", stored.body);
        let path = home.file("batch.csv", batch(100 + n));
        assert_eq!(lumbung(&home, &["ingest", path.to_str().unwrap()]).code, 0);
    }
    drop(script);
    // Connections that are closed here are closed there a moment later.
    let begun = Instant::now();
    while server.open_files() > before + 4 {
        assert!(begun.elapsed() < Duration::from_secs(30), "{before} open files became {}", server.open_files());
        thread::yield_now();
    }
}

/// All of it at once; memory and open files stay what they are.
fn for_minutes(runtime: &tokio::runtime::Runtime) {
    let minutes =
        std::env::var("LUMBUNG_MINUTES").map_or(MINUTES, |text| text.parse().expect("LUMBUNG_MINUTES is a number"));
    let whole = Duration::from_mins(minutes);
    let home = HomeDir::new();
    let server = served(&home, 4);
    let scripts = runtime.block_on(Script::of_new_officers(&home, 2));
    let (begun, failed) = (Instant::now(), AtomicBool::new(false));
    let goes_on = || begun.elapsed() < whole && !failed.load(Ordering::Relaxed);
    let (reads, brought, taken) = (AtomicU32::new(0), AtomicU32::new(0), AtomicU32::new(0));
    // Does something again and again, with a pause, until the time is over or another failed.
    let again = |pause: Duration, count: &AtomicU32, work: &dyn Fn(u32)| {
        while goes_on() {
            let n = count.fetch_add(1, Ordering::Relaxed);
            if std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| work(n))).is_err() {
                failed.store(true, Ordering::Relaxed);
            }
            thread::sleep(pause);
        }
    };
    let needs = thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| again(READ_EVERY, &reads, &|n| ask(&server, PAGES[n as usize % PAGES.len()])));
        }
        scope.spawn(|| {
            again(BRING_EVERY, &brought, &|n| {
                if n % 2 == 0 {
                    let script = scripts[n as usize % scripts.len()].from(format!("203.0.113.{}", n % 250));
                    let stored = runtime.block_on(script.upload(&server.address, "", "harga.csv", batch(n + 1)));
                    assert_eq!(stored.expect("an answer").status, 200);
                } else {
                    let path = home.file("batch.csv", batch(n + 1));
                    assert_eq!(lumbung(&home, &["ingest", path.to_str().unwrap()]).code, 0);
                }
            });
        });
        scope.spawn(|| again(TAKE_EVERY, &taken, &|n| ask(&server, EXPORTS[n as usize % EXPORTS.len()])));
        let mut needs = Vec::new();
        while goes_on() {
            needs.push(Need { megabytes: server.memory().now, files: server.open_files() });
            thread::sleep(LOOK_EVERY);
        }
        needs
    });
    assert!(!failed.load(Ordering::Relaxed), "something failed; it is said above");
    // The first fifth warms up; the next and the last one are compared.
    let fifths: Vec<Need> = needs.chunks_exact(needs.len() / 5).take(5).map(usual).collect();
    let (warm, end) = (fifths[1], fifths[4]);
    let growth = end.megabytes / warm.megabytes - 1.0;
    println!(
        "mixed: {minutes} minutes, {} pages, {} files brought, {} exports, no 5xx; memory by fifths of \
         the time {} MB, {:+.1} % from the second to the last; open files {} and {}",
        reads.into_inner(),
        brought.into_inner(),
        taken.into_inner(),
        fifths.iter().map(|need| format!("{:.0}", need.megabytes)).collect::<Vec<_>>().join(", "),
        100.0 * growth,
        warm.files,
        end.files
    );
    assert!(growth <= MOST_GROWTH, "memory grew by {:.1} %", 100.0 * growth);
    assert!(end.files <= warm.files, "{} open files became {}", warm.files, end.files);
    assert_eq!(lumbung(&home, &["verify"]).code, 0);
}
