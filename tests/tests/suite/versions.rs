//! Versions: a revision adds, what was known stays readable.

use lumbung_tests::{HomeDir, PihpsFile, Served, lumbung};

fn twice_ingested() -> HomeDir {
    let home = HomeDir::new();
    for (name, price) in [("first.csv", "31000"), ("second.csv", "36000")] {
        let file = home.file(name, PihpsFile::default().at("02/01/2023", "Pasar Kosambi", price));
        assert_eq!(lumbung(&home, &["ingest", file.to_str().unwrap()]).code, 0);
    }
    home
}

fn price_at(home: &HomeDir, as_of: &str) -> String {
    let answer = lumbung(home, &["series", "--commodity", "bawang-merah", "--place", "3273/kosambi", "--as-of", as_of]);
    assert_eq!(answer.code, 0, "{}", answer.err);
    answer.out.lines().last().unwrap().split(',').nth(7).unwrap().to_owned()
}

#[test]
fn the_old_value_stays_readable_by_version() {
    let home = twice_ingested();
    assert_eq!(price_at(&home, "2"), "31000");
    assert_eq!(price_at(&home, "3"), "36000");
}

#[test]
fn a_moment_names_the_version_that_was_current_then() {
    let home = twice_ingested();
    assert_eq!(price_at(&home, "2999-01-01T00:00:00Z"), "36000");
    let before = lumbung(
        &home,
        &["series", "--commodity", "bawang-merah", "--place", "3273", "--as-of", "2001-01-01T00:00:00+07:00"],
    );
    assert_eq!(before.code, 2, "nothing was known then: {}", before.out);
}

#[test]
fn a_version_that_never_was_is_refused_with_the_ones_there_are() {
    let home = twice_ingested();
    let answer = lumbung(&home, &["series", "--commodity", "bawang-merah", "--place", "3273", "--as-of", "9"]);
    assert_eq!(answer.code, 2);
    assert!(answer.err.contains("versi 0 sampai 3"), "{}", answer.err);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_api_reads_old_versions_too() {
    let home = twice_ingested();
    let served = Served::start(&home).await;
    let old = served.get("/api/v1/series/bawang-merah/3273.json?as_of=2").await.json();
    let new = served.get("/api/v1/series/bawang-merah/3273.json").await.json();
    assert!((old["price"][0].as_f64().unwrap() - 31_000.0).abs() < 1e-6);
    assert!((new["price"][0].as_f64().unwrap() - 36_000.0).abs() < 1e-6);
    assert_eq!((&old["version"], &new["version"]), (&2.into(), &3.into()));
    assert_eq!(served.get("/api/v1/series/bawang-merah/3273.json?as_of=9").await.status, 404);
}

#[test]
fn a_lost_database_leaves_the_lakes_files_set_aside() {
    let home = twice_ingested();
    let before = home.lake_files("prices").len();
    for name in ["lumbung.db", "lumbung.db-wal", "lumbung.db-shm"] {
        let _ = std::fs::remove_file(home.path().join(name));
    }
    let file = home.file("third.csv", PihpsFile::default().at("03/01/2023", "Pasar Kosambi", "32000"));
    let answer = lumbung(&home, &["ingest", file.to_str().unwrap()]);
    assert!(answer.err.contains("set aside"), "{}", answer.err);
    let aside = std::fs::read_dir(home.path().join("lake/orphaned/prices")).unwrap().count();
    assert_eq!((before, aside, home.lake_files("prices").len()), (2, 2, 1));
}

#[test]
fn a_city_price_carries_the_version_of_every_row_behind_it() {
    let home = HomeDir::new();
    let first = PihpsFile::default()
        .at("02/01/2023", "Pasar Kosambi", "30000")
        .at("02/01/2023", "Pasar Kiara Condong", "40000")
        .at("03/01/2023", "Pasar Kosambi", "33000");
    for (name, file) in
        [("a.csv", first), ("b.csv", PihpsFile::default().at("02/01/2023", "Pasar Kiara Condong", "50000"))]
    {
        let file = home.file(name, file);
        lumbung(&home, &["ingest", file.to_str().unwrap()]);
    }
    let series = lumbung(&home, &["series", "--commodity", "bawang-merah", "--place", "3273"]);
    assert!(series.out.lines().last().unwrap().ends_with(",kg,1,I,3"), "{}", series.out);
}
