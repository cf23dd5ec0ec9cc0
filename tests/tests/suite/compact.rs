//! `lumbung lake compact`: fewer files, and everything as it was.

use lumbung_data::profile::Profile;
use lumbung_server::auth::Who;
use lumbung_server::store::Store;
use lumbung_tests::{Answer, HomeDir, PihpsFile, Served, lumbung};
use serde_json::{Value, json};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Batches that make the versions 2 to 5, each revising the one before and
/// adding days.
const BATCHES: u32 = 4;
const LAST: u32 = BATCHES + 1;

fn ingest(home: &HomeDir, days: usize, price: u32) {
    let file = home.file("a.csv", PihpsFile::default().weekdays("2023-01-02", &vec![price; days]));
    assert_eq!(lumbung(home, &["ingest", file.to_str().unwrap()]).code, 0);
}

fn ingested() -> HomeDir {
    let home = HomeDir::new();
    for n in 0..BATCHES {
        ingest(&home, 10 + n as usize, 30_000 + 100 * n);
    }
    home
}

#[track_caller]
fn compacted(home: &HomeDir, keep: &str) -> Value {
    let answer = lumbung(home, &["--json", "lake", "compact", "--keep", keep]);
    assert_eq!(answer.code, 0, "{}", answer.err);
    answer.json()
}

/// What is shown at every version, city and market.
fn shown(home: &HomeDir) -> Vec<String> {
    let at = |version: u32, place: &str| -> Answer {
        lumbung(home, &["series", "--commodity", "bawang-merah", "--place", place, "--as-of", &version.to_string()])
    };
    (2..=LAST).flat_map(|version| ["3273", "3273/kosambi"].map(|place| at(version, place).out)).collect()
}

fn files(home: &HomeDir) -> (usize, usize) {
    (home.lake_files("quotes").len(), home.lake_files("prices").len())
}

#[track_caller]
fn intact(home: &HomeDir) -> Value {
    let answer = lumbung(home, &["--json", "verify"]);
    assert_eq!(answer.code, 0, "{} {}", answer.out, answer.err);
    let found = answer.json();
    assert_eq!((&found["orphans"], &found["set_aside"]), (&json!([]), &0.into()));
    found
}

#[test]
fn many_files_become_one_a_table_and_every_version_shows_what_it_showed() {
    let home = ingested();
    let before = shown(&home);
    let rows = intact(&home)["rows"].clone();
    let done = compacted(&home, "0");
    assert_eq!((&done["merged"], &done["into"], &done["deleted"]), (&8.into(), &2.into(), &8.into()));
    assert_eq!((&done["version"], &done["rows"]), (&(LAST + 1).into(), &rows));
    assert_eq!(files(&home), (1, 1));
    assert_eq!(shown(&home), before);
    assert_eq!(intact(&home)["rows"], rows);
    let again = compacted(&home, "0");
    assert_eq!((&again["merged"], &again["version"]), (&0.into(), &(LAST + 1).into()), "one file is not merged");
}

#[test]
fn a_merged_file_is_merged_again_with_what_came_after_it() {
    let home = ingested();
    let before = shown(&home);
    compacted(&home, "0");
    ingest(&home, 20, 31_000);
    let rows = intact(&home)["rows"].clone();
    compacted(&home, "0");
    assert_eq!((files(&home), &intact(&home)["rows"]), ((1, 1), &rows));
    assert_eq!(shown(&home), before);
    ingest(&home, 20, 31_000);
    assert_eq!(files(&home), (1, 1), "a file that says nothing new adds none");
}

#[test]
fn merged_files_stay_for_readers_until_their_time_is_over() {
    let home = ingested();
    let small = home.lake_files("prices");
    let done = compacted(&home, "7");
    assert_eq!((&done["deleted"], &done["waiting"], files(&home)), (&0.into(), &8.into(), (5, 5)));
    assert_eq!(intact(&home)["waiting"], 8);
    let said = lumbung(&home, &["verify"]).out;
    assert!(said.contains("8 berkas sudah digabung dan menunggu dihapus."), "{said}");
    // One that is gone already hinders nobody: a run was killed between.
    std::fs::remove_file(&small[0]).unwrap();
    ingest(&home, 30, 31_000);
    assert_eq!(intact(&home)["waiting"], 8);
    let done = compacted(&home, "99999999999");
    assert_eq!((&done["deleted"], &done["waiting"]), (&0.into(), &12.into()));
    assert_eq!((&compacted(&home, "0")["deleted"], files(&home)), (&12.into(), (1, 1)));
    assert_eq!(intact(&home)["waiting"], 0);
}

#[test]
fn a_compacted_home_is_backed_up_restored_and_published() {
    for keep in ["0", "7"] {
        let home = ingested();
        let before = shown(&home);
        compacted(&home, keep);
        let backup = home.path().with_file_name("cadangan.tar");
        assert_eq!(lumbung(&home, &["backup", backup.to_str().unwrap()]).code, 0);
        let elsewhere = HomeDir::new();
        let answer = lumbung(&elsewhere, &["restore", backup.to_str().unwrap()]);
        assert_eq!(answer.code, 0, "{} {}", answer.out, answer.err);
        assert_eq!((shown(&elsewhere), files(&elsewhere)), (before, (1, 1)));
        compacted(&elsewhere, "0");
        assert_eq!(intact(&elsewhere)["waiting"], 0);
        let dir = home.path().with_file_name("terbit");
        let published = lumbung(&home, &["--json", "lake", "publish", dir.to_str().unwrap()]).json();
        assert_eq!((&published["files"], &published["version"]), (&2.into(), &(LAST + 1).into()));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_batch_is_taken_back_after_its_rows_were_merged() {
    let (home, other) = (ingested(), ingested());
    compacted(&home, "0");
    for home in [&home, &other] {
        let store = Store::open(&home.path()).await.unwrap();
        let (who, profile) = (Who::at_command_line(), Arc::new(Profile::load("bandung").unwrap()));
        let lock = store.lock().await.unwrap();
        let known = Arc::new(store.load(store.book.version().await.unwrap()).await.unwrap());
        let (effect, _) = store.withdraw(&lock, &known, &profile, 5, "uji", &who).await.unwrap().unwrap();
        assert_eq!((effect.restored, effect.emptied), (24, 2));
        store.book.close().await;
    }
    let now = |home: &HomeDir| lumbung(home, &["series", "--commodity", "bawang-merah", "--place", "3273"]).out;
    let without_version = |text: String| -> Vec<String> {
        text.lines().map(|line| line.rsplit_once(',').unwrap().0.to_owned()).collect()
    };
    assert_eq!(without_version(now(&home)), without_version(now(&other)));
    intact(&home);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_running_server_goes_on_over_a_compaction() {
    let home = ingested();
    let served = Served::start(&home).await;
    let path = "/api/v1/series/bawang-merah/3273.json";
    let old = served.get(&format!("{path}?as_of=2")).await.body;
    // Nothing is left of the files that it loaded, nor of those it has not yet.
    ingest(&home, 30, 32_000);
    compacted(&home, "0");
    let begun = std::time::Instant::now();
    let days = |now: &Value| now["date"].as_array().unwrap().len();
    let mut now = served.get(path).await.json();
    while days(&now) != 30 {
        assert!(begun.elapsed() < std::time::Duration::from_secs(2), "still not seen");
        now = served.get(path).await.json();
    }
    assert!((now["price"][29].as_f64().unwrap() - 32_000.0).abs() < 1e-6);
    assert_eq!(served.get(&format!("{path}?as_of=2")).await.body, old);
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_loads_while_files_are_merged_and_deleted_gets_all_of_it() {
    let home = ingested();
    let store = Store::open(&home.path()).await.unwrap();
    let other = Store::open(&home.path()).await.unwrap();
    let over = Arc::new(AtomicBool::new(false));
    let done = Arc::clone(&over);
    let at = home.path();
    let compacting = tokio::task::spawn_blocking(move || {
        let keep = chrono::TimeDelta::zero();
        let runtime = tokio::runtime::Handle::current();
        for turn in 0..15 {
            let file = at.with_file_name(format!("{turn}.csv"));
            std::fs::write(&file, PihpsFile::default().weekdays("2023-01-02", &[30_500 + turn; 3])).unwrap();
            let settings = lumbung_server::ingest::Settings {
                profile: Arc::new(Profile::load("bandung").unwrap()),
                lang: lumbung_data::model::Lang::En,
                level: lumbung_data::model::PriceLevel::Retail,
                place: None,
                who: Who::at_command_line(),
                today: lumbung_server::today(),
            };
            let (files, settings) = ([file], Arc::new(settings));
            runtime.block_on(lumbung_server::ingest::files(&other, &files, &settings, |_| ())).unwrap();
            runtime.block_on(other.compact(2, keep, &Who::lumbung())).unwrap();
        }
        done.store(true, Ordering::Release);
    });
    while !over.load(Ordering::Acquire) {
        let version = store.book.version().await.unwrap();
        let granary = store.load(version).await.unwrap();
        let rows: usize = granary.cities().flat_map(|city| &city.members).map(|series| series.day.len()).sum();
        assert_eq!(rows, 26);
        let problems = store.verify().await.unwrap().problems;
        assert!(problems.is_empty(), "{problems:?}");
    }
    compacting.await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_merged_file_that_is_not_what_the_catalogue_says_is_found() {
    for (sql, expected) in [
        ("update ducklake_data_file set partial_max = 4 where table_id = 2", "row-origins"),
        ("update ducklake_data_file set row_id_start = 0 where table_id = 2", "row-ids"),
        ("update ducklake_data_file set partial_max = 77 where table_id = 2", "stray-file"),
    ] {
        let home = ingested();
        compacted(&home, "0");
        let options = sqlx::sqlite::SqliteConnectOptions::new().filename(home.path().join("lumbung.db"));
        let mut connection = sqlx::ConnectOptions::connect(&options).await.unwrap();
        sqlx::raw_sql(sql).execute(&mut connection).await.unwrap();
        sqlx::Connection::close(connection).await.unwrap();
        let found = lumbung(&home, &["--json", "verify"]).json();
        let kinds: Vec<&str> =
            found["problems"].as_array().unwrap().iter().map(|problem| problem["kind"].as_str().unwrap()).collect();
        assert!(kinds.contains(&expected), "{sql}: {kinds:?}");
    }
}
