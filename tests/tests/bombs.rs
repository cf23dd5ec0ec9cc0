//! Workbooks that are not read cost neither time nor memory. A test of its own,
//! so that nothing else is in its process.

use lumbung_tests::{Filled, Workbook, read, understating};
use std::time::{Duration, Instant};

/// The most memory that this process ever held, in MiB; none where the system
/// does not tell.
fn peak() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse::<u64>().ok().map(|kilobytes| kilobytes / 1024)
}

#[test]
fn what_is_no_ordinary_workbook_is_refused_within_a_second_and_64_mib() {
    let rows = vec![vec![Filled::from("No"), Filled::from("Komoditas (Rp)"), Filled::from("01/ 01/ 2024")]];
    let book = Workbook::of(&rows);
    let strings = |count: &str| format!("<sst uniqueCount=\"{count}\"><si><t>x</t></si></sst>");
    let compound = |stream: &str| {
        let mut bytes = vec![0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
        bytes.extend(stream.encode_utf16().flat_map(u16::to_le_bytes));
        bytes
    };
    // Empty cells below many headings are "not reported", each of them.
    let days: Vec<Filled> = (0..9_000).map(|day| Filled::Day(36_526 + day)).collect();
    let headings = [vec![Filled::from("Komoditas (Rp)")], days].concat();
    let names = (0..900).map(|_| vec![Filled::from("Bawang Merah")]);
    let hollow: Vec<Vec<Filled>> = [headings].into_iter().chain(names).collect();
    let bomb = book.bomb(150);
    let files = [
        (understating(bomb.clone(), 900), "damaged"),
        (bomb, "unpacks to more"),
        (book.clone().part("xl/sharedStrings.xml", strings("4000000000")).bytes(), "damaged"),
        (book.clone().part("xl/sharedStrings.xml", strings("99999999999999999999999")).bytes(), "damaged"),
        (Workbook::of(&hollow).bytes(), "too many cells"),
        (book.clone().part("xl/vbaProject.bin", "x").bytes(), "macros"),
        (compound("Workbook"), ".xls"),
        (compound("EncryptedPackage"), "password"),
    ];
    // What a profile and the gazetteer take is no part of it.
    let _ = read(book.bytes(), Some("3273"));
    let before = peak();
    for (bytes, words) in files {
        let begun = Instant::now();
        let read = read(bytes, Some("3273"));
        assert!(begun.elapsed() < Duration::from_secs(1), "{words}: {:?}", begun.elapsed());
        assert_eq!(read.counts(), [0; 5], "{words}");
        assert!(read.reasons()[0].contains(words), "{words}: {:?}", read.reasons());
    }
    if let (Some(before), Some(after)) = (before, peak()) {
        assert!(after < before + 64, "{before} MiB became {after}");
    }
}
