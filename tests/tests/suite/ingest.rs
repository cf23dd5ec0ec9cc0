//! `lumbung ingest`: what lands, what is refused, and what the report says.

use lumbung_tests::{HomeDir, PihpsFile, lumbung};
use serde_json::Value;

/// Ingests one file and gives its report and the exit code.
fn report(home: &HomeDir, content: impl AsRef<[u8]>) -> (Value, i32) {
    let path = home.file("prices.csv", content);
    let answer = lumbung(home, &["--json", "--lang", "en", "ingest", path.to_str().unwrap()]);
    (answer.json()["files"][0].clone(), answer.code)
}

fn counts(report: &Value) -> [u64; 7] {
    ["read", "accepted", "unchanged", "revised", "suspect", "missing", "rejected"]
        .map(|name| report[name].as_u64().unwrap())
}

/// The one refusal of a file whose other row is good.
#[track_caller]
fn refused(bad_row: &str) -> (String, String) {
    let home = HomeDir::new();
    let file = PihpsFile::default().at("03/01/2023", "Pasar Kosambi", "31000").line(bad_row);
    let (report, code) = report(&home, file);
    assert_eq!(code, 1, "{report}");
    assert_eq!(counts(&report), [2, 1, 0, 0, 0, 0, 1], "{report}");
    let reason = &report["reasons"][0];
    assert_eq!(reason["row"], 3, "{report}");
    (reason["column"].as_str().unwrap().to_owned(), reason["reason"].as_str().unwrap().to_owned())
}

#[test]
fn every_row_counts_once_and_missing_marks_are_missing() {
    let home = HomeDir::new();
    let file = PihpsFile::default()
        .at("02/01/2023", "Pasar Kosambi", "31000")
        .at("02/01/2023", "Pasar Kiara Condong", "-")
        .at("03/01/2023", "Pasar Kosambi", "0")
        .at("03/01/2023", "Pasar Kiara Condong", "")
        .at("04/01/2023", "Pasar Kosambi", "32,500")
        .at("04/01/2023", "Pasar Kiara Condong", "-5");
    let (report, code) = report(&home, file);
    assert_eq!(counts(&report), [6, 2, 0, 0, 0, 3, 1]);
    assert_eq!((report["format"].as_str(), code), (Some("pihps-long"), 1));
}

#[test]
fn the_same_file_twice_changes_nothing() {
    let home = HomeDir::new();
    let file = home.file(
        "a.csv",
        PihpsFile::default().at("02/01/2023", "Pasar Kosambi", "31000").at("03/01/2023", "Pasar Kosambi", "-"),
    );
    let first = lumbung(&home, &["--json", "ingest", file.to_str().unwrap()]);
    let files = home.lake_files("prices").len() + home.lake_files("quotes").len();
    let second = lumbung(&home, &["--json", "ingest", file.to_str().unwrap()]);
    assert_eq!((first.code, second.code), (0, 0));
    assert_eq!(first.json()["version"], second.json()["version"]);
    assert_eq!(counts(&second.json()["files"][0]), [2, 0, 1, 0, 0, 1, 0]);
    assert_eq!(home.lake_files("prices").len() + home.lake_files("quotes").len(), files);
}

#[test]
fn a_corrected_file_revises_and_a_late_report_fills_its_day() {
    let home = HomeDir::new();
    report(
        &home,
        PihpsFile::default().at("02/01/2023", "Pasar Kosambi", "31000").at("03/01/2023", "Pasar Kosambi", "-"),
    );
    let (report, code) = report(
        &home,
        PihpsFile::default().at("02/01/2023", "Pasar Kosambi", "31500").at("03/01/2023", "Pasar Kosambi", "32000"),
    );
    assert_eq!((counts(&report), code), ([2, 0, 0, 2, 0, 0, 0], 0));
}

#[test]
fn good_rows_land_beside_a_broken_date() {
    for date in ["31/02/2023", "2023-01-04", "04/13/2023", "besok"] {
        let (column, reason) = refused(&format!("2;Bawang Merah;{date};Jawa Barat;Kota Bandung;Pasar Kosambi;31000"));
        assert_eq!(column, "Tanggal");
        assert!(reason.contains("31/12/2023"), "it shows the right form: {reason}");
    }
}

#[test]
fn a_date_to_come_or_before_any_survey_is_refused() {
    assert!(refused("2;Bawang Merah;01/01/2999;Jawa Barat;Kota Bandung;Pasar Kosambi;31000").1.contains("future"));
    assert!(refused("2;Bawang Merah;01/01/1023;Jawa Barat;Kota Bandung;Pasar Kosambi;31000").1.contains("year"));
}

#[test]
fn an_unknown_name_is_refused_with_the_nearest_known_ones() {
    let (column, reason) = refused("2;Bawang Mera;04/01/2023;Jawa Barat;Kota Bandung;Pasar Kosambi;31000");
    assert_eq!(column, "Komoditas");
    assert!(reason.contains("Bawang merah"), "{reason}");
    let (column, reason) = refused("2;Bawang Merah;04/01/2023;Jawa Barat;Kota Bandung;Pasar Kosambu;31000");
    assert_eq!(column, "Pasar");
    assert!(reason.contains("Pasar Kosambi"), "{reason}");
    let (column, reason) = refused("2;Bawang Merah;04/01/2023;Jawa Barat;Kota Bandunk;Pasar Kosambi;31000");
    assert_eq!(column, "Kota / Kelurahan");
    assert!(reason.contains("Kota Bandung"), "{reason}");
}

#[test]
fn a_price_that_is_none_is_refused() {
    for (price, word) in [
        ("-500", "negative"),
        ("99999999999", "impossible"),
        ("12", "impossible"),
        ("Rp31000", "number"),
        ("31.000", "ambiguous"),
        ("NaN", "number"),
        ("1e9", "number"),
    ] {
        let (column, reason) =
            refused(&format!("2;Bawang Merah;04/01/2023;Jawa Barat;Kota Bandung;Pasar Kosambi;{price}"));
        assert_eq!(column, "Harga (Rp)");
        assert!(reason.contains(word), "{price}: {reason}");
    }
}

#[test]
fn a_duplicate_and_a_conflicting_row_name_the_row_that_is_kept() {
    let (_, reason) = refused("2;Bawang Merah;03/01/2023;Jawa Barat;Kota Bandung;Pasar Kosambi;31000");
    assert!(reason.contains("Duplicate") && reason.contains("row 2"), "{reason}");
    let (_, reason) = refused("2;Bawang Merah;03/01/2023;Jawa Barat;Kota Bandung;Pasar Kosambi;33000");
    assert!(reason.contains("Conflicts with row 2"), "{reason}");
}

#[test]
fn a_row_with_too_few_fields_or_an_open_quote_costs_only_itself() {
    assert!(refused("2;Bawang Merah;04/01/2023").1.contains("3 fields"));
    assert!(
        refused("2;\"Bawang Merah;04/01/2023;Jawa Barat;Kota Bandung;Pasar Kosambi;31000").1.contains("quotation mark")
    );
}

#[test]
fn an_endless_line_costs_only_itself() {
    let endless = format!("2;{}", "x".repeat(3_000_000));
    assert!(refused(&endless).1.contains("too long"));
}

#[test]
fn a_line_in_another_encoding_costs_only_itself() {
    let home = HomeDir::new();
    let mut bytes = PihpsFile::default().at("03/01/2023", "Pasar Kosambi", "31000").text().as_bytes().to_vec();
    bytes.extend_from_slice(b"2;Bawang M\xe9rah;04/01/2023;Jawa Barat;Kota Bandung;Pasar Kosambi;31000\n");
    bytes.extend_from_slice(b"3;Bawang Merah;05/01/2023;Jawa Barat;Kota Bandung;Pasar Kosambi;31\x00000\n");
    let (report, code) = report(&home, bytes);
    assert_eq!((counts(&report), code), ([3, 1, 0, 0, 0, 0, 2], 1));
    assert!(report["reasons"][0]["reason"].as_str().unwrap().contains("UTF-8"));
}

#[test]
fn a_byte_order_mark_and_windows_line_ends_are_understood() {
    let home = HomeDir::new();
    let text = PihpsFile::default().at("03/01/2023", "Pasar Kosambi", "31000").text().replace('\n', "\r\n");
    let (report, code) = report(&home, format!("\u{feff}{text}"));
    assert_eq!((counts(&report), code), ([1, 1, 0, 0, 0, 0, 0], 0));
}

#[test]
fn what_is_no_price_file_is_refused_whole_with_a_reason() {
    let cases: [(&[u8], &str); 9] = [
        (b"", "empty"),
        (b"\n\n\n", "empty"),
        (b"nama,kabupaten,hari,rupiah,golongan\nBeras,,2023-01-01,1,Beras\n", "Unknown format"),
        (b"No;Komoditas;Tanggal;Provinsi;Kota / Kelurahan;Pasar;Harga\n1;a;b;c;d;e;f\n", "Harga (Rp)"),
        (b"\xff\xfeN\0o\0", "UTF-16"),
        (b"PK\x03\x04....", "Excel"),
        (b"No;Komoditas;Tanggal;Provinsi;Kota / Kelurahan;Pasar;Harga (Rp);Harga (Rp)\n", "occurs twice"),
        (b"No,Komoditas,Tanggal,Provinsi,Kota / Kelurahan,Pasar,Harga (Rp)\n", "semicolons"),
        (b"No;Komoditas;Tanggal;Provinsi;Kota / Kelurahan;Pasar;Harga (Rp)\r1;a", "Macintosh"),
    ];
    for (content, word) in cases {
        let home = HomeDir::new();
        let (report, code) = report(&home, content);
        assert_eq!(code, 1, "{report}");
        assert_eq!(report["format"], "unknown");
        let reason = report["reasons"][0]["reason"].as_str().unwrap();
        assert!(reason.contains(word), "{word}: {reason}");
    }
}

#[test]
fn a_good_file_lands_beside_a_bad_one() {
    let home = HomeDir::new();
    let bad = home.file("bad.csv", "nothing");
    let good = home.file("good.csv", PihpsFile::default().at("03/01/2023", "Pasar Kosambi", "31000"));
    let answer = lumbung(&home, &["--json", "ingest", bad.to_str().unwrap(), good.to_str().unwrap()]);
    assert_eq!(answer.code, 1);
    assert_eq!(counts(&answer.json()["files"][1]), [1, 1, 0, 0, 0, 0, 0]);
}

#[test]
fn a_file_that_is_not_there_stores_nothing_and_exits_with_2() {
    let home = HomeDir::new();
    let good = home.file("good.csv", PihpsFile::default().at("03/01/2023", "Pasar Kosambi", "31000"));
    let answer = lumbung(&home, &["ingest", good.to_str().unwrap(), "no-such-file.csv"]);
    assert_eq!(answer.code, 2);
    assert!(answer.err.contains("no-such-file.csv"), "{}", answer.err);
    assert!(!home.path().exists(), "nor is a home founded");
}

#[test]
fn a_header_without_rows_is_said_to_be_one() {
    let home = HomeDir::new();
    let (report, code) = report(&home, PihpsFile::HEADER);
    assert_eq!((report["format"].as_str(), code), (Some("pihps-long"), 1));
    assert!(report["reasons"][0]["reason"].as_str().unwrap().contains("header only"));
}

#[test]
fn a_folder_among_the_files_stores_nothing_and_exits_with_2() {
    let home = HomeDir::new();
    let good = home.file("good.csv", PihpsFile::default().at("03/01/2023", "Pasar Kosambi", "31000"));
    let folder = good.parent().unwrap();
    let answer = lumbung(&home, &["ingest", good.to_str().unwrap(), folder.to_str().unwrap()]);
    assert_eq!(answer.code, 2);
    assert!(answer.err.contains("bukan berkas biasa"), "{}", answer.err);
    assert!(home.lake_files("prices").is_empty());
}

#[test]
fn a_wrong_province_is_named_with_the_right_one() {
    let (column, reason) = refused("2;Bawang Merah;04/01/2023;Jawa Tengah;Kota Bandung;Pasar Kosambi;31000");
    assert_eq!(column, "Kota / Kelurahan");
    assert!(reason.contains("Jawa Tengah") && reason.contains("Jawa Barat"), "{reason}");
    assert_eq!(refused("2;Bawang Merah;04/01/2023;Jawa Brat;Kota Bandung;Pasar Kosambi;31000").0, "Provinsi");
    assert_eq!(refused("2;Bawang Merah;04/01/2023;;Kota Bandung;Pasar Kosambi;31000").0, "Provinsi");
}

#[test]
fn a_missing_mark_never_takes_a_known_prices_place() {
    let home = HomeDir::new();
    report(&home, PihpsFile::default().at("02/01/2023", "Pasar Kosambi", "31000"));
    let (report, code) = report(&home, PihpsFile::default().at("02/01/2023", "Pasar Kosambi", "-"));
    assert_eq!((counts(&report), code), ([1, 0, 0, 0, 0, 1, 0], 0));
    let series = lumbung(&home, &["series", "--commodity", "bawang-merah", "--place", "3273/kosambi"]);
    assert!(series.out.ends_with("2023-01-02,bawang-merah,3273/kosambi,retail,pihps,31000,kg,31000,kg,A,2\n"));
}

#[test]
fn a_wholesale_hub_stays_out_of_retail_prices() {
    let home = HomeDir::new();
    let file = PihpsFile::default().at("02/01/2023", "Pasar Kosambi", "31000").at(
        "02/01/2023",
        "Pasar Induk Caringin",
        "25000",
    );
    report(&home, file);
    let city = lumbung(&home, &["series", "--commodity", "bawang-merah", "--place", "3273"]);
    assert!(city.out.ends_with("2023-01-02,bawang-merah,3273,retail,pihps,31000,kg,1,A,2\n"), "{}", city.out);
    let hub =
        lumbung(&home, &["series", "--commodity", "bawang-merah", "--place", "3273/caringin", "--level", "wholesale"]);
    assert_eq!(hub.code, 0, "{}", hub.err);
}

#[test]
fn a_suspect_value_is_kept_as_reported_and_out_of_prices() {
    let home = HomeDir::new();
    let file = PihpsFile::of("Cabai Rawit Merah").at("13/07/2021", "Pasar Kosambi", "70000").at(
        "14/07/2021",
        "Pasar Kosambi",
        "387500",
    );
    let (report, code) = report(&home, file);
    assert_eq!((counts(&report), code), ([2, 1, 0, 0, 1, 0, 0], 0));
    let series = lumbung(&home, &["series", "--commodity", "cabai-rawit-merah", "--place", "3273/kosambi"]);
    let last = series.out.lines().last().unwrap();
    assert_eq!(last, "2021-07-14,cabai-rawit-merah,3273/kosambi,retail,pihps,387500,kg,,kg,U,2");
    let city = lumbung(&home, &["series", "--commodity", "cabai-rawit-merah", "--place", "3273"]);
    assert_eq!(city.out.lines().last().unwrap(), "2021-07-14,cabai-rawit-merah,3273,retail,pihps,,kg,0,O,2");
}

#[test]
fn a_person_reads_the_report_in_indonesian() {
    let home = HomeDir::new();
    let file = home.file("a.csv", PihpsFile::default().at("03/01/2023", "Pasar Kosambi", "-7"));
    let answer = lumbung(&home, &["ingest", file.to_str().unwrap()]);
    assert!(answer.out.contains("1 baris dibaca: 0 diterima"), "{}", answer.out);
    assert!(answer.out.contains("baris 2, Harga (Rp): \"-7\" Harga tidak boleh negatif."), "{}", answer.out);
}
