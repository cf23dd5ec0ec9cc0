//! Exported files as other programs take them: the checkers of data packages and CSVW,
//! openpyxl and `LibreOffice`, pandas, polars and `DuckDB`. Each holds what it reads against
//! the CSV of the same cut. What the files say is in `export.rs`, SDMX in `sdmx.rs`.

use lumbung_tests::{HomeDir, lumbung, python, python_tool};
use serde_json::Value;
use std::fs;
use std::io::Cursor;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// Two months of one commodity, with values in doubt, imputed and not reported.
const CUT: [&str; 6] = ["--commodity", "cabai-merah-besar", "--from", "2025-10-01", "--to", "2025-11-30"];

struct Sample(HomeDir);

impl Sample {
    fn new() -> Self {
        let home = HomeDir::new();
        let answer = lumbung(&home, &["sample", "--until", "2025-12-19"]);
        assert_eq!(answer.code, 0, "{}", answer.err);
        Self(home)
    }

    /// A file beside the home.
    fn export(&self, format: &str, name: &str) -> PathBuf {
        let file = self.0.path().with_file_name(name);
        let answer =
            lumbung(&self.0, &[&["export", "--format", format, "--out", file.to_str().unwrap()], &CUT[..]].concat());
        assert_eq!(answer.code, 0, "{}", answer.err);
        file
    }

    /// The CSV, with rows of every kind.
    fn csv(&self) -> PathBuf {
        let file = self.export("csv", "harga.csv");
        let text = fs::read_to_string(&file).unwrap();
        for status in ["A", "I", "U", "O"] {
            assert!(text.contains(&format!(",{status},2\n")), "no row has the status {status}");
        }
        assert!(text.lines().count() > 300);
        file
    }

    /// A folder with the package's files.
    fn package(&self, name: &str) -> PathBuf {
        let dir = self.0.path().with_file_name(name);
        let bytes = fs::read(self.export("package", "paket.zip")).unwrap();
        zip::ZipArchive::new(Cursor::new(bytes)).unwrap().extract(&dir).unwrap();
        dir
    }
}

#[track_caller]
fn done(command: &mut Command) -> Output {
    command.output().unwrap_or_else(|error| panic!("{command:?}: {error}"))
}

/// What a program printed that must succeed.
#[track_caller]
fn said(command: &mut Command) -> String {
    let output = done(command);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// The kinds of errors that frictionless finds in a package.
#[track_caller]
fn errors(package: &Path) -> Vec<String> {
    let output =
        done(python_tool("frictionless").args(["validate", "--json", "datapackage.json"]).current_dir(package));
    let report: Value = serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(&output.stderr)));
    assert_eq!(report["valid"], output.status.success(), "{report}");
    assert_eq!(report["tasks"][0]["name"], "harga", "{report}");
    let found = report["errors"].as_array().into_iter().chain(report["tasks"][0]["errors"].as_array()).flatten();
    found.map(|error| error["type"].as_str().unwrap_or_default().to_owned()).collect()
}

/// Whether csvwvalidate takes a package, and its word for that.
#[track_caller]
fn is_csvw(package: &Path) -> (bool, String) {
    let output = done(python_tool("csvwvalidate").arg("harga.csv-metadata.json").current_dir(package));
    (output.status.success(), String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

#[test]
#[cfg_attr(not(python), ignore = "needs LUMBUNG_PYTHON, a python with frictionless and csvw")]
fn a_package_is_valid_as_data_package_and_as_csvw() {
    let sample = Sample::new();
    let package = sample.package("paket");
    assert_eq!(errors(&package), [""; 0]);
    assert_eq!(is_csvw(&package), (true, "OK".to_owned()));
}

/// What frictionless calls a fault, and a row with it; columns are counted from zero.
const FAULTS: [(&str, usize, &str); 5] = [
    ("type-error", 7, "36500x"),
    ("type-error", 0, "2025-13-01"),
    ("constraint-error", 9, "Z"),
    ("constraint-error", 2, ""),
    ("constraint-error", 9, ""),
];

#[test]
#[cfg_attr(not(python), ignore = "needs LUMBUNG_PYTHON, a python with frictionless and csvw")]
fn a_package_with_a_wrong_cell_or_a_row_twice_is_valid_as_neither() {
    let sample = Sample::new();
    let package = sample.package("paket");
    let table = package.join("harga.csv");
    let whole = fs::read_to_string(&table).unwrap();
    let lines: Vec<&str> = whole.lines().collect();
    let mut cells: Vec<&str> = lines[3].split(',').collect();
    let refused = |fault: &str, row: &str, why: &str| {
        let text = [&lines[..3], &[row], &lines[4..]].concat().join("\n");
        fs::write(&table, text + "\n").unwrap();
        let found = errors(&package);
        assert!(found.iter().any(|found| found == fault), "{why}: {found:?}");
        assert_eq!(is_csvw(&package), (false, "FAIL".to_owned()), "{why}");
    };
    for (fault, column, value) in FAULTS {
        let right = std::mem::replace(&mut cells[column], value);
        refused(fault, &cells.join(","), &format!("{right:?} became {value:?}"));
        cells[column] = right;
    }
    refused("primary-key", &format!("{0}\n{0}", lines[3]), "a row stands twice");
    fs::write(&table, &whole).unwrap();
    assert_eq!(errors(&package), [""; 0], "the file as it was is valid again");
}

/// Reads a workbook and holds each cell against the CSV.
const WORKBOOK: &str = r#"
import csv, math, openpyxl, sys
book = openpyxl.load_workbook(sys.argv[1])
assert book.sheetnames == ["Data", "Metadata", "Catatan"], book.sheetnames
data = book["Data"]
assert data.freeze_panes == "A2", data.freeze_panes
assert not data.merged_cells.ranges
with open(sys.argv[2], newline="", encoding="utf-8") as file:
    header, *rows = csv.reader(file)
first, *cells = data.iter_rows()
assert [cell.value for cell in first] == header
assert all(cell.font.bold for cell in first)
assert len(cells) == len(rows), (len(cells), len(rows))
types = {"date": "d", "reported": "n", "price": "n", "version": "n"}
for line, (there, here) in enumerate(zip(cells, rows), start=2):
    for name, cell, text in zip(header, there, here):
        where = (line, name, cell.value, text)
        if text == "":
            assert cell.value is None, where
            continue
        assert cell.data_type == types.get(name, "s"), where
        if name == "date":
            assert cell.is_date and cell.value.isoformat() == text + "T00:00:00", where
        elif cell.data_type == "n":
            assert math.isclose(cell.value, float(text), rel_tol=1e-12), where
        else:
            assert cell.value == text, where
about = {row[0]: row[1] for row in book["Metadata"].iter_rows(values_only=True)}
assert str(about["Baris · Rows"]) == str(len(rows)), about
codes = {row[0] for row in book["Catatan"].iter_rows(values_only=True)}
assert set("AUIEOHL") <= codes, codes
print(len(rows))
"#;

#[test]
#[cfg_attr(not(python), ignore = "needs LUMBUNG_PYTHON, a python with openpyxl")]
fn openpyxl_finds_the_cells_of_the_csv_with_their_types() {
    let sample = Sample::new();
    let (book, csv) = (sample.export("xlsx", "harga.xlsx"), sample.csv());
    let rows = said(python().args(["-c", WORKBOOK]).args([&book, &csv]));
    assert_eq!(rows.trim(), (fs::read_to_string(&csv).unwrap().lines().count() - 1).to_string());
    // A number that is another in the CSV is noticed.
    let other = fs::read_to_string(&csv).unwrap().replacen(",2\n", ",3\n", 1);
    let other = sample.0.file("lain.csv", other);
    let output = done(python().args(["-c", WORKBOOK]).args([&book, &other]));
    assert!(String::from_utf8_lossy(&output.stderr).contains("(2, 'version', 2, '3')"), "{output:?}");
}

/// Reads a Parquet file with three programs and holds types, rows and sums against the CSV.
const PARQUET: &str = r#"
import csv, datetime, duckdb, math, pandas, polars, sys
parquet, path = sys.argv[1:]
number = lambda text: float(text) if text else None
kinds = {"date": datetime.date.fromisoformat, "reported": number, "price": number, "version": int}
with open(path, newline="", encoding="utf-8") as file:
    header, *lines = csv.reader(file)
rows = [tuple(kinds.get(name, str)(text) for name, text in zip(header, line)) for line in lines]

with_pandas = pandas.read_parquet(parquet)
with_polars = polars.read_parquet(parquet)
with_duckdb = duckdb.read_parquet(parquet)
types = {
    "pandas": [str(with_pandas[name].dtype) for name in header],
    "polars": [str(kind) for kind in with_polars.dtypes],
    "duckdb": [str(kind) for kind in with_duckdb.types],
}
words = {"pandas": ("object", "str", "float64", "int64"), "polars": ("Date", "String", "Float64", "Int64"),
         "duckdb": ("DATE", "VARCHAR", "DOUBLE", "BIGINT")}
for reader, (date, text, float_, integer) in words.items():
    wanted = {"date": date, "reported": float_, "price": float_, "version": integer}
    assert types[reader] == [wanted.get(name, text) for name in header], (reader, types[reader])
read = {
    "pandas": [tuple(None if value != value else value for value in row) for row in with_pandas.itertuples(index=False)],
    "polars": with_polars.rows(),
    "duckdb": with_duckdb.fetchall(),
}
names = {"pandas": list(with_pandas.columns), "polars": with_polars.columns, "duckdb": with_duckdb.columns}
for reader, found in read.items():
    assert names[reader] == header, (reader, names[reader])
    assert len(found) == len(rows), (reader, len(found), len(rows))
    for there, here in zip(found, rows):
        assert there == here, (reader, there, here)
expected = math.fsum(row[header.index("price")] or 0 for row in rows)
sums = {
    "pandas": with_pandas["price"].sum(),
    "polars": with_polars["price"].sum(),
    "duckdb": with_duckdb.sum("price").fetchone()[0],
}
assert all(math.isclose(found, expected, rel_tol=1e-12) for found in sums.values()), (sums, expected)
print(len(rows))
"#;

#[test]
#[cfg_attr(not(python), ignore = "needs LUMBUNG_PYTHON, a python with pandas, pyarrow, polars and duckdb")]
fn pandas_polars_and_duckdb_find_the_rows_of_the_csv_in_parquet_with_the_same_types() {
    let sample = Sample::new();
    let (parquet, csv) = (sample.export("parquet", "harga.parquet"), sample.csv());
    let rows = said(python().args(["-c", PARQUET]).args([&parquet, &csv]));
    assert_eq!(rows.trim(), (fs::read_to_string(&csv).unwrap().lines().count() - 1).to_string());
}

/// The number of a cell, or its text: a spreadsheet shows fifteen digits of a number.
#[derive(Debug)]
enum Cell {
    Number(f64),
    Text(String),
}

impl Cell {
    fn of(text: &str) -> Self {
        text.parse().map_or_else(|_| Self::Text(text.to_owned()), Self::Number)
    }
}

impl PartialEq for Cell {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Number(a), Self::Number(b)) => (a - b).abs() <= 1e-12 * a.abs(),
            (Self::Text(a), Self::Text(b)) => a == b,
            _ => false,
        }
    }
}

fn cells(path: &Path) -> Vec<Vec<Cell>> {
    let mut table = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_path(path).unwrap();
    table.records().map(|record| record.unwrap().iter().map(Cell::of).collect()).collect()
}

/// Commas, double quotes, UTF-8, numbers as the file has them, every sheet in a file of its own.
const AS_CSV: &str = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1";

#[test]
#[cfg_attr(not(soffice), ignore = "needs soffice on the PATH, from Debian's package libreoffice-calc")]
fn libreoffice_shows_the_cells_of_the_csv() {
    let sample = Sample::new();
    let (book, csv) = (sample.export("xlsx", "harga.xlsx"), sample.csv());
    let out = sample.0.path().with_file_name("libreoffice");
    // A profile of its own: an office that a person has open would answer otherwise.
    let profile = format!("-env:UserInstallation=file://{}", sample.0.path().with_file_name("profile").display());
    said(
        Command::new("soffice").args(["--headless", &profile, "--convert-to", AS_CSV, "--outdir"]).args([&out, &book]),
    );
    let (shown, wanted) = (cells(&out.join("harga-Data.csv")), cells(&csv));
    assert_eq!(shown.len(), wanted.len());
    for (line, (shown, wanted)) in shown.iter().zip(&wanted).enumerate() {
        assert_eq!(shown, wanted, "line {}", line + 1);
    }
    for sheet in ["Metadata", "Catatan"] {
        assert!(cells(&out.join(format!("harga-{sheet}.csv"))).len() > 10, "{sheet}");
    }
}
