//! `lumbung export`: the same rows in each format, read back by readers of their own.
//! The city's profile has a name and a unit that a spreadsheet would compute.

use calamine::{Data, Reader, Xlsx};
use lumbung_tests::{HomeDir, PihpsFile, lumbung};
use polars::prelude::{DataType, ParquetReader, SerReader};
use serde_json::{Value, json};
use std::fs;
use std::io::{Cursor, Read};

/// A city that sells crackers by a unit of its own.
const CITY: &str = r#"
extends = "nasional"
code = "3273"
name = "=Kota Bandung"
short = "Bandung"
zone = 1
sources = ["pihps"]
watched = ["bawang-merah"]

[group.emping]
name = "Emping"
name_en = "Crackers"
coicop = "01.1.7"
unit = "=1+1"

[[commodity]]
id = "emping"
name = "Emping"
name_en = "Crackers"
group = "emping"
plausible = [1000, 900000]
"#;

const COLUMNS: &str = "date,commodity,place,level,source,reported,reported_unit,price,unit,status,version";

/// Two markets over two days, of which the second is silent on the second day: it moves
/// from Rp40.000 with the first, by 31 to 30. And crackers at one of them.
struct City {
    home: HomeDir,
    profile: String,
}

impl City {
    fn new() -> Self {
        let home = HomeDir::new();
        let profile = home.file("kota.toml", CITY).to_str().unwrap().to_owned();
        let shallots = PihpsFile::default()
            .at("02/01/2023", "Pasar Kosambi", "30000")
            .at("02/01/2023", "Pasar Kiara Condong", "40000")
            .at("03/01/2023", "Pasar Kosambi", "31000")
            .at("03/01/2023", "Pasar Kiara Condong", "-");
        let crackers = PihpsFile::of("Emping").at("03/01/2023", "Pasar Kosambi", "85000");
        for (name, file) in [("bawang.csv", shallots), ("emping.csv", crackers)] {
            let file = home.file(name, file);
            let answer = lumbung(&home, &["--profile", &profile, "ingest", file.to_str().unwrap()]);
            assert_eq!(answer.code, 0, "{}{}", answer.out, answer.err);
        }
        Self { home, profile }
    }

    /// The bytes of a file that the command line exports.
    fn export(&self, arguments: &[&str]) -> Vec<u8> {
        let file = self.home.path().with_file_name("terbitan");
        let whole = ["--json", "--profile", &self.profile, "export", "--out", file.to_str().unwrap()];
        let answer = lumbung(&self.home, &[&whole, arguments].concat());
        assert_eq!(answer.code, 0, "{}", answer.err);
        assert_eq!(answer.json()["version"], 3);
        fs::read(file).unwrap()
    }

    fn text(&self, arguments: &[&str]) -> String {
        String::from_utf8(self.export(arguments)).unwrap()
    }
}

#[test]
fn csv_for_programs_has_the_columns_of_the_contract_and_plain_numbers() {
    let city = City::new();
    let csv = city.text(&["--format", "csv"]);
    let lines: Vec<&str> = csv.lines().collect();
    assert_eq!((lines[0], lines.len()), (COLUMNS, 6), "{csv}");
    let moved = "2023-01-03,bawang-merah,3273/kiara-condong,retail,pihps,,kg,41333.33333";
    assert!(lines[2].starts_with(moved) && lines[2].ends_with(",kg,I,2"), "{csv}");
    assert_eq!(lines[4], "2023-01-03,bawang-merah,3273/kosambi,retail,pihps,31000,kg,31000,kg,A,2");
    assert_eq!(lines[5], "2023-01-03,emping,3273/kosambi,retail,pihps,85000,'=1+1,85000,'=1+1,A,3");
    assert_eq!(csv, city.text(&["--format", "csv"]), "the same version gives the same bytes");
}

#[test]
fn csv_for_excel_in_indonesian_has_semicolons_and_decimal_commas() {
    let csv = City::new().text(&["--format", "csv", "--variant", "excel-id"]);
    assert!(csv.starts_with('\u{feff}') && csv.lines().count() == 6 && csv.matches("\r\n").count() == 6, "{csv:?}");
    assert!(csv.contains("\r\n2023-01-03;bawang-merah;3273/kiara-condong;retail;pihps;;kg;41333,33333"), "{csv}");
    assert!(csv.ends_with(";85000;'=1+1;85000;'=1+1;A;3\r\n"), "{csv}");
}

#[test]
fn a_workbook_has_dates_and_numbers_as_such_and_not_one_formula() {
    let bytes = City::new().export(&["--format", "xlsx"]);
    let mut book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(bytes)).unwrap();
    assert_eq!(book.sheet_names(), ["Data", "Metadata", "Catatan"]);
    for sheet in book.sheet_names() {
        let formulas = book.worksheet_formula(&sheet).unwrap();
        assert!(formulas.rows().flatten().all(String::is_empty), "{sheet} computes something");
        for cell in book.worksheet_range(&sheet).unwrap().rows().flatten() {
            let Data::String(text) = cell else { continue };
            assert!(!text.starts_with(['=', '+', '-', '@', '\t', '\r']), "{sheet}: {text}");
        }
    }
    let data = book.worksheet_range("Data").unwrap();
    let header: Vec<String> = data.rows().next().unwrap().iter().map(ToString::to_string).collect();
    assert_eq!((header.join(",").as_str(), data.height()), (COLUMNS, 6));
    let moved = data.rows().nth(2).unwrap();
    assert!(matches!(&moved[0], Data::DateTime(day) if (day.as_f64() - 44_929.0).abs() < 1e-9), "{moved:?}");
    assert!(moved[5] == Data::Empty && matches!(moved[7], Data::Float(price) if (price - 41_333.333_333).abs() < 1e-3));
    let last = data.rows().nth(5).unwrap();
    assert_eq!((&last[5], &last[6]), (&Data::Float(85_000.0), &Data::String("'=1+1".to_owned())));
    let about = book.worksheet_range("Metadata").unwrap();
    let said = |name: &str| about.rows().find(|row| row[0].to_string().contains(name)).unwrap()[1].to_string();
    assert_eq!((said("Data version").as_str(), said("Rows").as_str()), ("3", "5"));
    assert!(said("Citation").starts_with("'=Kota Bandung"), "{}", said("Citation"));
}

#[test]
fn parquet_has_typed_columns_and_text_as_it_is() {
    let bytes = City::new().export(&["--format", "parquet"]);
    let frame = ParquetReader::new(Cursor::new(bytes)).finish().unwrap();
    let names: Vec<&str> = frame.schema().iter_names().map(polars::prelude::PlSmallStr::as_str).collect();
    assert_eq!((names.join(",").as_str(), frame.height()), (COLUMNS, 5));
    let kind = |name: &str| frame.column(name).unwrap().dtype().clone();
    assert_eq!(
        ["date", "price", "version", "unit"].map(kind),
        [DataType::Date, DataType::Float64, DataType::Int64, DataType::String]
    );
    let price = frame.column("price").unwrap().f64().unwrap().clone();
    assert!((price.get(1).unwrap() - 41_333.333_333).abs() < 1e-3);
    assert_eq!(frame.column("reported").unwrap().f64().unwrap().get(1), None);
    assert_eq!(frame.column("unit").unwrap().str().unwrap().get(4), Some("=1+1"));
}

#[test]
fn json_has_each_series_as_columns_with_numbers_and_text_as_it_is() {
    let json: Value = serde_json::from_slice(&City::new().export(&["--format", "json"])).unwrap();
    assert_eq!((&json["version"], json["series"].as_array().unwrap().len()), (&json!(3), 3));
    let silent = &json["series"][0];
    assert_eq!((&silent["place"], &silent["reported"]), (&json!("3273/kiara-condong"), &json!([40000.0, null])));
    assert_eq!((&silent["date"], &silent["status"]), (&json!(["2023-01-02", "2023-01-03"]), &json!(["A", "I"])));
    assert_eq!((&json["series"][2]["unit"], &json["series"][2]["price"]), (&json!("=1+1"), &json!([85000.0])));
}

#[test]
fn a_package_has_the_csv_and_says_in_three_ways_what_it_is() {
    let city = City::new();
    let bytes = city.export(&["--format", "package"]);
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut part = |name: &str| {
        let mut text = String::new();
        archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
        text
    };
    let table = part("harga.csv");
    assert_eq!(table, city.text(&["--format", "csv"]));
    let package: Value = serde_json::from_str(&part("datapackage.json")).unwrap();
    let resource = &package["resources"][0];
    assert_eq!((&package["version"], &package["licenses"][0]["name"]), (&json!("3"), &json!("CC-BY-4.0")));
    assert_eq!((&resource["path"], &resource["bytes"]), (&json!("harga.csv"), &json!(table.len())));
    let field = |name: &str| {
        let fields = resource["schema"]["fields"].as_array().unwrap();
        fields.iter().find(|field| field["name"] == name).unwrap()["type"].clone()
    };
    assert_eq!(["date", "price", "version", "unit"].map(field), ["date", "number", "integer", "string"]);
    let csvw: Value = serde_json::from_str(&part("harga.csv-metadata.json")).unwrap();
    assert_eq!(csvw["tableSchema"]["columns"].as_array().unwrap().len(), 11);
    let readme = part("README.md");
    assert!(readme.contains("Versi data 3. Jumlah baris: 5.") && readme.contains("Data version 3. Rows: 5."));
}

#[test]
fn filters_and_an_earlier_version_cut_every_format_alike() {
    let city = City::new();
    let cut = ["--commodity", "bawang-merah", "--place", "3273/kosambi", "--from", "2023-01-03", "--status", "A"];
    let csv = city.text(&[&cut[..], &["--format", "csv"]].concat());
    assert_eq!(csv.lines().count(), 2, "{csv}");
    let parquet = city.export(&[&cut[..], &["--format", "parquet"]].concat());
    assert_eq!(ParquetReader::new(Cursor::new(parquet)).finish().unwrap().height(), 1);
    let old = lumbung(&city.home, &["--profile", &city.profile, "export", "--as-of", "2", "--out", "-"]);
    assert!(old.code == 0 && old.out.lines().count() == 5 && !old.out.contains("emping"), "{}{}", old.out, old.err);
}

#[test]
fn a_variant_of_csv_goes_with_no_other_format_and_a_refused_file_leaves_none() {
    let city = City::new();
    let file = city.home.path().with_file_name("salah.json");
    let out = file.to_str().unwrap();
    let wrong = ["--lang", "en", "export", "--format", "json", "--variant", "excel-id", "--out", out];
    let answer = lumbung(&city.home, &wrong);
    assert!(answer.code == 2 && answer.err.contains("--format csv") && !file.exists(), "{}", answer.err);
}
