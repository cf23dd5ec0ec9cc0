//! Files are read back by other readers than those that wrote them.

use super::{Extract, Filter, Format, Single, Telling, TooWide, Untold, Variant, VintageFile, Wide};
use crate::granary::tests::rows;
use crate::granary::{Granary, Vintages};
use crate::index::{Aggregation, Units};
use crate::model::{Frequency, ObsStatus, PlaceCode, SourceId, day};
use crate::profile::Profile;
use calamine::{Data, Reader, Xlsx};
use polars::prelude::*;
use sha2::{Digest, Sha256};
use std::io::{Cursor, Read};

/// The Monday on which the figures begin.
const MONDAY: &str = "2023-01-02";

/// Two markets over three days; the second is silent on the second day, and doubted on
/// the third.
fn granary() -> Granary {
    let first = day::of(MONDAY.parse().unwrap());
    let steady = rows("3273/a", 2, &[(first, 100.0), (first + 1, 110.0), (first + 2, 120.5)]);
    let mut other = rows("3273/b", 3, &[(first, 200.0), (first + 1, f64::NAN), (first + 2, 999.0)]);
    other.status = vec![ObsStatus::A, ObsStatus::O, ObsStatus::U];
    other.price[2] = f64::NAN;
    other.reported_unit = vec!["=kg".into()];
    Granary::default().with(3, &[steady, other])
}

fn written(filter: &Filter, format: Format) -> Vec<u8> {
    let (granary, profile) = (granary(), Profile::load("bandung").unwrap());
    let mut bytes = Vec::new();
    Extract { granary: &granary, profile: &profile, filter }.write(format, &mut bytes).unwrap();
    bytes
}

fn text(filter: &Filter, format: Format) -> String {
    String::from_utf8(written(filter, format)).unwrap()
}

const ALL: [Format; 7] = [
    Format::Csv(Variant::Plain),
    Format::Csv(Variant::ExcelId),
    Format::Xlsx,
    Format::Parquet,
    Format::Json,
    Format::Package,
    Format::Sdmx,
];

/// The price that the second market is moved to on the second day, as it is written.
fn moved() -> String {
    let csv = text(&Filter::default(), Format::Csv(Variant::Plain));
    csv.lines().nth(5).unwrap().split(',').nth(7).unwrap().to_owned()
}

#[test]
fn every_observation_is_a_row_in_the_columns_of_the_contract() {
    let csv = text(&Filter::default(), Format::Csv(Variant::Plain));
    let lines: Vec<&str> = csv.lines().collect();
    assert_eq!(lines[0], "date,commodity,place,level,source,reported,reported_unit,price,unit,status,version");
    assert_eq!(lines.len(), 7);
    assert_eq!(lines[3], "2023-01-04,bawang-merah,3273/a,retail,pihps,120.5,kg,120.5,kg,A,2");
    assert_eq!(lines[6], "2023-01-04,bawang-merah,3273/b,retail,pihps,999,'=kg,,kg,U,3");
    assert!(
        lines[5].starts_with("2023-01-03,bawang-merah,3273/b,retail,pihps,,'=kg,2") && lines[5].ends_with(",kg,I,3")
    );
    assert!((moved().parse::<f64>().unwrap() - 220.0).abs() < 1e-9);
}

#[test]
fn sdmx_has_every_observation_under_its_whole_key() {
    let csv = text(&Filter::default(), Format::Sdmx);
    let lines: Vec<&str> = csv.lines().collect();
    let keys = "FREQ,REF_AREA,COMMODITY,MARKET,PRICE_LEVEL,SOURCE,AGGREGATION,TRANSFORMATION,TIME_PERIOD";
    let rest = "OBS_VALUE,OBS_STATUS,UNIT_MEASURE,BASE_PER,DATA_VERSION";
    assert_eq!(lines[0], format!("STRUCTURE,STRUCTURE_ID,ACTION,{keys},{rest}"));
    let row = |market, day, rest| {
        let flow = "dataflow,LUMBUNG_3273:HARGA_PANGAN(1.0.0),I";
        format!("{flow},D,3273,bawang-merah,3273_{market},retail,pihps,_Z,level,{day},{rest}")
    };
    assert_eq!(lines.len(), 7);
    assert_eq!(lines[3], row("a", "2023-01-04", "120.5,A,IDR_KG,,2"));
    assert_eq!(lines[6], row("b", "2023-01-04", ",U,IDR_KG,,3"));
}

#[test]
fn an_index_in_sdmx_has_its_own_unit_and_names_its_base_period() {
    let (granary, profile) = (granary(), Profile::load("bandung").unwrap());
    let city = granary.cities().next().unwrap();
    let telling = Telling { frequency: Some(Frequency::Weekly), units: Units::Index, ..Telling::default() };
    let single = Single::of_city(city, &telling).unwrap();
    let mut bytes = Vec::new();
    single.write((&granary, &profile), Format::Sdmx, &mut bytes).unwrap();
    let csv = String::from_utf8(bytes).unwrap();
    let key = "W,3273,bawang-merah,_T,retail,pihps,geometric-mean,index,2023-W01,100,";
    let row = csv.lines().nth(1).unwrap();
    assert!(row.contains(key) && row.contains(",IX,2023-W01,"), "{csv}");
}

#[test]
fn excel_in_indonesian_gets_semicolons_decimal_commas_and_a_mark() {
    let csv = text(&Filter::default(), Format::Csv(Variant::ExcelId));
    assert!(csv.starts_with("\u{feff}date;commodity;"), "{csv}");
    assert!(csv.contains("2023-01-04;bawang-merah;3273/a;retail;pihps;120,5;kg;120,5;kg;A;2\r\n"), "{csv}");
}

#[test]
fn filters_take_places_days_statuses_and_sources() {
    let first: chrono::NaiveDate = MONDAY.parse().unwrap();
    let count = |filter: Filter| text(&filter, Format::Csv(Variant::Plain)).lines().count() - 1;
    let place = |code: &str| Filter { places: vec![PlaceCode::parse(code).unwrap()], ..Filter::default() };
    assert_eq!(["32", "3273", "3273/a", "3203"].map(|code| count(place(code))), [6, 6, 3, 0]);
    assert_eq!(count(Filter { from: first.succ_opt(), ..Filter::default() }), 4);
    assert_eq!(count(Filter { to: Some(first), ..Filter::default() }), 2);
    assert_eq!(count(Filter { statuses: vec![ObsStatus::I, ObsStatus::U], ..Filter::default() }), 2);
    assert_eq!(count(Filter { sources: vec![SourceId::parse("wfp").unwrap()], ..Filter::default() }), 0);
}

#[test]
fn a_workbook_has_dates_and_numbers_as_such_and_says_what_it_is() {
    let mut book: Xlsx<_> =
        calamine::open_workbook_from_rs(Cursor::new(written(&Filter::default(), Format::Xlsx))).unwrap();
    assert_eq!(book.sheet_names(), ["Data", "Metadata", "Catatan"]);
    let data = book.worksheet_range("Data").unwrap();
    assert_eq!(data.height(), 7);
    let last: Vec<&Data> = data.rows().nth(6).unwrap().iter().collect();
    assert!(
        matches!(last[0], Data::DateTime(_)) && *last[5] == Data::Float(999.0) && *last[7] == Data::Empty,
        "{last:?}"
    );
    assert_eq!(*last[6], Data::String("'=kg".to_owned()));
    let metadata = book.worksheet_range("Metadata").unwrap();
    assert!(metadata.rows().any(|row| row[0].to_string().contains("version") && row[1] == Data::Float(3.0)));
}

#[test]
fn parquet_has_the_same_figures_and_raw_text() {
    let frame = ParquetReader::new(Cursor::new(written(&Filter::default(), Format::Parquet))).finish().unwrap();
    assert_eq!((frame.height(), frame.width()), (6, 11));
    let price = frame.column("price").unwrap().f64().unwrap().clone();
    assert_eq!((price.get(2), price.get(5), price.null_count()), (Some(120.5), None, 1));
    assert_eq!(price.get(4).unwrap().to_string(), moved());
    assert_eq!(frame.column("reported_unit").unwrap().str().unwrap().get(5), Some("=kg"));
    assert_eq!(frame.column("date").unwrap().dtype(), &DataType::Date);
}

#[test]
fn json_has_each_series_as_columns() {
    let json: serde_json::Value = serde_json::from_slice(&written(&Filter::default(), Format::Json)).unwrap();
    assert_eq!((&json["version"], json["series"].as_array().unwrap().len()), (&3.into(), 2));
    assert_eq!(json["series"][1]["status"], serde_json::json!(["A", "I", "U"]));
    assert_eq!(json["series"][1]["reported"], serde_json::json!([200.0, null, 999.0]));
}

#[test]
fn a_package_describes_the_very_bytes_of_its_table() {
    let mut archive = ::zip::ZipArchive::new(Cursor::new(written(&Filter::default(), Format::Package))).unwrap();
    let mut part = |name: &str| {
        let mut text = String::new();
        archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
        text
    };
    let table = part("harga.csv");
    assert_eq!(table, text(&Filter::default(), Format::Csv(Variant::Plain)));
    let package: serde_json::Value = serde_json::from_str(&part("datapackage.json")).unwrap();
    let resource = &package["resources"][0];
    let digest = crate::lake::hexadecimal(&Sha256::digest(table.as_bytes()));
    assert_eq!((&resource["hash"], &resource["bytes"]), (&format!("sha256:{digest}").into(), &table.len().into()));
    assert_eq!(package["version"], "3");
    let csvw: serde_json::Value = serde_json::from_str(&part("harga.csv-metadata.json")).unwrap();
    let names = |columns: &serde_json::Value| -> Vec<String> {
        columns.as_array().unwrap().iter().map(|column| column["name"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(names(&resource["schema"]["fields"]).join(","), table.lines().next().unwrap());
    assert_eq!(names(&csvw["tableSchema"]["columns"]), names(&resource["schema"]["fields"]));
    assert!(part("README.md").contains("Versi data 3. Jumlah baris: 6. Sumber: pihps."));
}

#[test]
fn the_same_version_gives_the_same_bytes_and_an_empty_extract_is_still_a_file() {
    let none = Filter { sources: vec![SourceId::parse("wfp").unwrap()], ..Filter::default() };
    for format in ALL {
        assert_eq!(written(&Filter::default(), format), written(&Filter::default(), format), "{format:?}");
        assert!(!written(&none, format).is_empty(), "{format:?}");
    }
    let frame = ParquetReader::new(Cursor::new(written(&none, Format::Parquet))).finish().unwrap();
    assert_eq!((frame.height(), frame.width()), (0, 11));
}

/// The city price, or the first market's observations, told in some way.
fn told(is_city: bool, telling: &Telling) -> Result<Single, Untold> {
    let granary = granary();
    let city = granary.cities().next().unwrap();
    if is_city { Single::of_city(city, telling) } else { Single::of_market(&city.members[0], telling) }
}

fn alone(single: &Single, format: Format) -> Vec<u8> {
    let (granary, profile) = (granary(), Profile::load("bandung").unwrap());
    let mut bytes = Vec::new();
    single.write((&granary, &profile), format, &mut bytes).unwrap();
    bytes
}

fn alone_as_text(single: &Single) -> String {
    String::from_utf8(alone(single, Format::Csv(Variant::Plain))).unwrap()
}

#[test]
fn a_series_alone_is_a_file_of_every_format_that_names_its_version() {
    let [first, second] = [true, false].map(|is_city| told(is_city, &Telling::default()).unwrap());
    assert_eq!(first.file_name(3, Format::Xlsx), "bawang-merah_3273_retail_pihps_v3.xlsx");
    assert_eq!(second.file_name(3, Format::Package), "bawang-merah_3273-a_retail_pihps_v3.zip");
    for single in [&first, &second] {
        let csv = alone_as_text(single);
        let header: Vec<&str> = csv.lines().next().unwrap().split(',').collect();
        assert_eq!(csv.lines().count(), 4, "{csv}");
        let frame = ParquetReader::new(Cursor::new(alone(single, Format::Parquet))).finish().unwrap();
        assert_eq!((frame.height(), frame.width()), (3, header.len()));
        let mut book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(alone(single, Format::Xlsx))).unwrap();
        let data = book.worksheet_range("Data").unwrap();
        assert_eq!((data.height(), data.width()), (4, header.len()));
        let mut archive = ::zip::ZipArchive::new(Cursor::new(alone(single, Format::Package))).unwrap();
        let mut package = String::new();
        archive.by_name("datapackage.json").unwrap().read_to_string(&mut package).unwrap();
        let package: serde_json::Value = serde_json::from_str(&package).unwrap();
        assert_eq!(package["resources"][0]["schema"]["fields"].as_array().unwrap().len(), header.len());
        assert_eq!(package["version"], "3");
    }
}

#[test]
fn a_city_price_alone_has_its_markets_and_an_empty_one_its_columns() {
    let csv = alone_as_text(&told(true, &Telling::default()).unwrap());
    let lines: Vec<&str> = csv.lines().collect();
    assert_eq!(lines[0], "date,commodity,place,level,source,price,unit,markets,status,version");
    assert!(lines[2].ends_with(",kg,1,I,3"), "{csv}");
    let none = Telling { statuses: vec![ObsStatus::E], ..Telling::default() };
    let none = told(true, &none).unwrap();
    assert_eq!(alone_as_text(&none), format!("{}\n", lines[0]));
    let frame = ParquetReader::new(Cursor::new(alone(&none, Format::Parquet))).finish().unwrap();
    assert_eq!((frame.height(), frame.width()), (0, 10));
}

#[test]
fn a_derived_series_says_what_it_is_derived_by() {
    let weekly = Telling {
        frequency: Some(Frequency::Weekly),
        aggregation: Aggregation::Last,
        units: Units::Index,
        ..Telling::default()
    };
    let single = told(false, &weekly).unwrap();
    assert_eq!(single.file_name(3, Format::Json), "bawang-merah_3273-a_retail_pihps_weekly_last_index_v3.json");
    let row = "2023-01-02,bawang-merah,3273/a,retail,pihps,weekly,last,index,100,2023-01-02 = 100,3,A,2";
    assert_eq!(alone_as_text(&single).lines().nth(1), Some(row));
    let json: serde_json::Value = serde_json::from_slice(&alone(&single, Format::Json)).unwrap();
    assert_eq!((&json["base"], &json["value"]), (&"2023-01-02".into(), &serde_json::json!([100.0])));
    assert_eq!(json.get("price"), None);
}

#[test]
fn what_cannot_be_told_says_what_can() {
    let first: chrono::NaiveDate = MONDAY.parse().unwrap();
    let base = Telling { units: Units::Index, base: first.pred_opt(), ..Telling::default() };
    let message = told(true, &base).unwrap_err().to_string();
    assert!(message.contains("base=2023-01-01") && message.contains("between 2023-01-02 and 2023-01-04"), "{message}");
    let from = Telling { units: Units::Change, from: first.succ_opt(), ..Telling::default() };
    let change = alone_as_text(&told(false, &from).unwrap());
    assert!(change.lines().nth(1).unwrap().contains(",daily,geometric-mean,change,10,IDR/kg,1,A,"), "{change}");
}

#[test]
fn side_by_side_each_series_has_a_column_of_prices_and_each_day_a_row() {
    let (granary, profile, filter) = (granary(), Profile::load("bandung").unwrap(), Filter::default());
    let extract = Extract { granary: &granary, profile: &profile, filter: &filter };
    let written = |format| {
        let wide = Wide::of(extract, format).unwrap();
        let mut bytes = Vec::new();
        assert_eq!(wide.write(format, &mut bytes).unwrap(), 3);
        (wide.file_name(format), bytes)
    };
    let (name, csv) = written(Format::Csv(Variant::Plain));
    assert_eq!(name, "lumbung_3273_wide_v3.csv");
    let csv = String::from_utf8(csv).unwrap();
    let moved = moved();
    let expected = format!(
        "date,bawang-merah:3273/a:retail:pihps,bawang-merah:3273/b:retail:pihps\n\
         2023-01-02,100,200\n2023-01-03,110,{moved}\n2023-01-04,120.5,\n"
    );
    assert_eq!(csv, expected);
    let read = ParquetReader::new(Cursor::new(written(Format::Parquet).1)).finish().unwrap();
    assert_eq!(read.shape(), (3, 3));
    assert_eq!(read.column("bawang-merah:3273/b:retail:pihps").unwrap().null_count(), 1);
    let mut book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(written(Format::Xlsx).1)).unwrap();
    assert_eq!(book.worksheet_range("Data").unwrap().get_size(), (4, 3));
    let package = String::from_utf8_lossy(&written(Format::Package).1).into_owned();
    assert!(!package.is_empty());
    assert_eq!(Wide::of(extract, Format::Json).unwrap_err(), TooWide::Format);
}

#[test]
fn vintages_are_told_long_and_as_a_triangle() {
    let first = day::of(MONDAY.parse().unwrap());
    let old = rows("3273/a", 2, &[(first, 100.0), (first + 1, 110.0)]);
    let new = rows("3273/a", 3, &[(first + 1, 121.0), (first + 2, 130.0)]);
    let (granary, profile) =
        (Granary::default().with(3, &[old.clone(), new.clone()]), Profile::load("bandung").unwrap());
    let key = old.series[0].clone();
    let told = Vintages::of(&[old, new], (&key.city(), &key.place), 9);
    let file = VintageFile { told: &told, granary: &granary, profile: &profile };
    let csv = |is_triangle| {
        let mut bytes = Vec::new();
        file.write(Format::Csv(Variant::Plain), is_triangle, &mut bytes).unwrap();
        String::from_utf8(bytes).unwrap()
    };
    let row = |date: &str, price: &str, known: &str| {
        format!("{date},bawang-merah,3273/a,retail,pihps,{price},kg,A,{known}\n")
    };
    let long = [
        row("2023-01-02", "100", "2,"),
        row("2023-01-03", "110", "2,3"),
        row("2023-01-03", "121", "3,"),
        row("2023-01-04", "130", "3,"),
    ];
    assert_eq!(
        csv(false),
        format!("date,commodity,place,level,source,price,unit,status,known_since,known_until\n{}", long.concat())
    );
    assert_eq!(csv(true), "date,v2,v3\n2023-01-02,100,100\n2023-01-03,110,121\n2023-01-04,,130\n");
    for format in [Format::Xlsx, Format::Parquet, Format::Package] {
        let mut bytes = Vec::new();
        assert_eq!(file.write(format, false, &mut bytes).unwrap(), 4);
        assert!(!bytes.is_empty());
    }
    assert_eq!(
        file.file_name(Format::Csv(Variant::Plain), true),
        "bawang-merah_3273-a_retail_pihps_vintages_wide_v3.csv"
    );
}
