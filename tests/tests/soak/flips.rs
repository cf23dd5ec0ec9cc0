//! Bytes that changed on the disk, one at a time: `lumbung verify` finds each in the lake,
//! and nothing is served or exported that is not what was stored.

use lumbung_tests::{HomeDir, PihpsFile, Running, at_length, lumbung, lumbung_command};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::Stdio;

/// Bytes that are changed in the lake, and as many in the database: at length and in short.
const FLIPS: [u32; 2] = [100, 5];
/// What a server says that holds figures.
const PATHS: [&str; 5] = [
    "/api/v1/prices.csv",
    "/api/v1/series/bawang-merah/3273.json",
    "/api/v1/series/cabai-rawit-merah/3273/kosambi.csv",
    "/api/v1/series/bawang-merah/3273/kosambi.csv?as_of=2",
    "/api/v1/vintages/bawang-merah/3273.csv",
];

/// A home with revisions, merged files and loose ones.
fn truth() -> HomeDir {
    let home = HomeDir::new();
    let ingest = |name: &str, content: &PihpsFile| {
        let path = home.file(name, content);
        assert_eq!(lumbung(&home, &["ingest", path.to_str().unwrap()]).code, 0);
    };
    let prices = |from: u32| -> Vec<u32> { (0..120).map(|day| from + 50 * (day % 17)).collect() };
    for (n, from) in [30_000, 30_100, 30_200].into_iter().enumerate() {
        ingest(&format!("{n}.csv"), &PihpsFile::default().weekdays("2023-01-02", &prices(from)));
    }
    assert_eq!(lumbung(&home, &["lake", "compact", "--keep", "0"]).code, 0);
    ingest("chillies.csv", &PihpsFile::of("Cabai Rawit Merah").weekdays("2023-01-02", &prices(52_000)));
    home
}

/// All that a home gives: each export and page by its name; nothing where it is refused.
fn given(home: &HomeDir) -> BTreeMap<String, Option<String>> {
    let mut given = BTreeMap::new();
    let export = lumbung(home, &["export", "--format", "csv", "--out", "-"]);
    given.insert("export".to_owned(), (export.code == 0).then_some(export.out));
    let mut command = lumbung_command(home);
    command.args(["serve", "--addr", "127.0.0.1:0"]).stderr(Stdio::null());
    let server = Running::of(&mut command);
    let ask = |path: &str| {
        let answer = server.as_ref()?.get(path);
        let (head, body) = answer.split_once("\r\n\r\n")?;
        head.starts_with("HTTP/1.1 200").then(|| body.to_owned())
    };
    for path in PATHS {
        given.insert(path.to_owned(), ask(path));
    }
    for table in ["prices", "quotes"] {
        for file in home.lake_files(table) {
            let name = file.file_name().unwrap().to_string_lossy().into_owned();
            let path = format!("/api/v1/lake/lake/main/{table}/{name}");
            given.insert(path.clone(), ask(&path));
        }
    }
    given
}

/// What became of changed bytes.
#[derive(Debug, Default)]
struct Tally {
    /// Found by `lumbung verify`, or the home does not even open.
    found: u32,
    /// Found by nothing, and nothing is different.
    harmless: u32,
    /// Answers that were refused rather than given wrong.
    refused: usize,
}

/// Changes one byte after the other, each in a home of its own.
fn flip(truth: &HomeDir, which: &str, files: impl Fn(&HomeDir) -> Vec<PathBuf>, seed: u64) -> Tally {
    let right = given(truth);
    let missing: Vec<&String> = right.iter().filter(|(_, text)| text.is_none()).map(|(name, _)| name).collect();
    assert!(missing.is_empty(), "nothing to compare with: {missing:?}");
    let mut random = ChaCha8Rng::seed_from_u64(seed);
    let mut tally = Tally::default();
    for n in 0..if at_length() { FLIPS[0] } else { FLIPS[1] } {
        let home = HomeDir::copy_of(truth);
        let mut files = files(&home);
        files.sort();
        let path = &files[random.random_range(0..files.len())];
        let mut bytes = std::fs::read(path).unwrap();
        let at = random.random_range(0..bytes.len());
        bytes[at] ^= random.random_range(1..=u8::MAX);
        std::fs::write(path, bytes).unwrap();
        let what = format!("{which} {n}: byte {at} of {}", path.display());

        let verified = lumbung(&home, &["verify"]);
        assert!(verified.code != 2 || verified.err.contains("lumbung restore"), "{what}: {}", verified.err);
        let now = given(&home);
        for (name, text) in &right {
            match now.get(name).and_then(Option::as_ref) {
                None => tally.refused += 1,
                same => assert!(same == text.as_ref(), "{what}: {name} is wrong; verify says {}", verified.code),
            }
        }
        if verified.code == 0 {
            tally.harmless += 1;
        } else {
            tally.found += 1;
        }
    }
    tally
}

#[test]
fn a_byte_that_changed_in_the_lake_is_found_and_never_served() {
    let truth = truth();
    let files = |home: &HomeDir| [home.lake_files("prices"), home.lake_files("quotes")].concat();
    let Tally { found, harmless, refused } = flip(&truth, "lake", files, 1);
    assert_eq!(harmless, 0, "verify found {found} only");
    println!("flips, lake: {found} changed bytes, all found by verify; {refused} answers refused, none wrong");
}

#[test]
fn a_byte_that_changed_in_the_database_is_never_served_as_a_number() {
    let truth = truth();
    let files = |home: &HomeDir| vec![home.path().join("lumbung.db")];
    let Tally { found, harmless, refused } = flip(&truth, "database", files, 2);
    println!(
        "flips, database: {} changed bytes, {found} found by verify, {harmless} where they change nothing that is read; \
         {refused} answers refused, none wrong",
        found + harmless
    );
}
