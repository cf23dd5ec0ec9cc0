//! Each format by a small file of its own: what it takes and what it refuses.

use lumbung_tests::{Filled, HomeDir, PihpsFile, Workbook, lumbung, read};

/// A PIHPS table as rows of text.
fn table() -> Vec<Vec<&'static str>> {
    vec![
        vec!["No", "Komoditas (Rp)", "01/ 01/ 2024", "02/ 01/ 2024"],
        vec!["I", "Bawang Merah", "42,750", "43,250"],
        vec!["1", "Bawang Merah Ukuran Sedang", "42,750", "43,250"],
        vec!["II", "Cabai Merah", "85,000", "-"],
        vec!["1", "Cabai Merah Keriting ", "77,500", "-"],
        vec!["2", "Cabai Sakti", "1", "-"],
    ]
}

fn filled(rows: &[Vec<&str>]) -> Vec<Vec<Filled>> {
    rows.iter().map(|row| row.iter().map(|cell| Filled::from(*cell)).collect()).collect()
}

/// The rows as CSV, every field in quotes.
fn csv(rows: &[Vec<&str>], delimiter: &str) -> String {
    let quoted = |row: &Vec<&str>| row.iter().map(|cell| format!("\"{cell}\"")).collect::<Vec<_>>().join(delimiter);
    rows.iter().map(|row| quoted(row) + "\n").collect()
}

#[test]
fn a_pihps_table_reads_the_same_as_workbook_and_as_csv() {
    let expected = [
        "2024-01-01 bawang-merah 3273 retail pihps daily 42750 kg",
        "2024-01-02 bawang-merah 3273 retail pihps daily 43250 kg",
        "2024-01-01 cabai-merah-keriting 3273 retail pihps daily 77500 kg",
        "2024-01-02 cabai-merah-keriting 3273 retail pihps daily NaN kg",
    ];
    let forms = [Workbook::of(&filled(&table())).bytes(), csv(&table(), ",").into(), csv(&table(), ";").into()];
    for bytes in forms {
        let read = read(bytes, Some("3273"));
        assert_eq!(read.format, "pihps-grid");
        // Means of groups are passed over; the unknown name costs its cells.
        assert_eq!(read.counts(), [6, 3, 0, 1, 2]);
        assert_eq!(read.lines(), expected);
    }
}

#[test]
fn a_table_with_real_dates_and_numbers_reads_as_one_with_text() {
    let rows = vec![
        vec![Filled::from("No"), Filled::from("Komoditas (Rp)"), Filled::Day(45_292), Filled::Day(45_293)],
        vec![Filled::Number(1.0), Filled::from("Bawang Merah"), Filled::Number(42_750.0), Filled::Number(0.0)],
    ];
    let read = read(Workbook::of(&rows).bytes(), Some("3273"));
    assert_eq!(
        read.lines(),
        [
            "2024-01-01 bawang-merah 3273 retail pihps daily 42750 kg",
            "2024-01-02 bawang-merah 3273 retail pihps daily NaN kg"
        ]
    );
}

#[test]
fn a_table_turned_by_a_user_reads_too_and_a_title_above_is_passed_over() {
    let rows = vec![
        vec!["Harga 2024", "", ""],
        vec!["Tanggal", "Bawang Merah", "Beras"],
        vec!["01/ 01/ 2024", "42,750", "14,300"],
        vec!["02/ 01/ 2024", "43,250", ""],
    ];
    let read = read(Workbook::of(&filled(&rows)).bytes(), Some("3273/kosambi"));
    assert_eq!((read.format, read.counts()), ("pihps-transposed", [3, 2, 0, 0, 1]));
    assert_eq!(read.lines()[1], "2024-01-02 bawang-merah 3273/kosambi retail pihps daily 43250 kg");
}

#[test]
fn a_file_without_its_place_is_refused_whole_and_told_what_to_do() {
    let files = [
        csv(&table(), ","),
        "Tanggal,Komoditas,Harga,Sumber\n2024-01-02,bawang_merah,30000,PIHPS\n".to_owned(),
        "Timestamp,ID,Komoditas,Satuan,Harga\n2025-09-13,30,Bawang Merah,Rp./Kg,40000\n".to_owned(),
        "name,regency_name,date,price,category\nBawang Merah,,2023-02-27,30000,Bawang\n".to_owned(),
        "Tanggal,Bawang Merah\n02/01/2024,\"30,000\"\n".to_owned(),
    ];
    for file in files {
        let without = read(&file, None);
        assert_eq!(without.counts(), [0; 5], "{file}");
        assert!(without.reasons()[0].contains("--place 3273"), "{file}");
        assert!(read(&file, Some("3273")).counts()[1] > 0, "{file}");
        assert!(read(&file, Some("9999")).reasons()[0].contains("Unknown region"), "{file}");
    }
}

#[test]
fn a_regency_named_in_a_row_comes_before_the_place_that_was_given() {
    let text = "name,regency_name,date,price,category\n\
        Bawang Merah,Kab. Cianjur,2023-02-27,30000,Bawang\n\
        Bawang Merah,,2023-02-27,31000,Bawang\n\
        Bawang Merah,Atlantis,2023-02-27,31000,Bawang\n";
    let read = read(text, Some("3273"));
    assert_eq!(read.counts(), [3, 2, 0, 0, 1]);
    assert!(read.lines()[0].contains(" 3203 ") && read.lines()[1].contains(" 3273 "));
}

#[test]
fn bapanas_states_units_and_two_forms_of_dates_and_zero_is_no_price() {
    let text = "Timestamp,ID,Komoditas,Satuan,Harga\n\
        2025-09-13,30,Bawang Merah,Rp./Kg,40000\n\
        14-9-2025,30,Bawang Merah,Rp/kg,0\n\
        2025-09-13,101,Minyak Goreng Curah,Rp./Liter,19000\n\
        2025-09-13,33,Cabai Rawit Merah,Rp/karung,40000\n";
    let read = read(text, Some("3273"));
    assert_eq!(
        read.lines(),
        [
            "2025-09-13 bawang-merah 3273 retail bapanas daily 40000 kg",
            "2025-09-14 bawang-merah 3273 retail bapanas daily NaN kg",
            // Volume never becomes weight: it stays as reported.
            "2025-09-13 minyak-goreng-curah 3273 retail bapanas daily 19000 liter",
        ]
    );
    assert!(read.reasons()[0].contains("Unknown unit"));
}

#[test]
fn a_fraction_in_the_monthly_table_is_an_estimate() {
    let text = "Kab/Kota,Tahun,Bulan,Bawang Merah,Bulan_num\nKab. Cianjur,2024,Januari,40000.0,1\nKab. Cianjur,2024,Pebruari,40312.5,2\n";
    let read = read(text, None);
    assert_eq!((read.format, read.counts()), ("bapanas-wide", [2, 2, 0, 0, 0]));
    assert_eq!(read.reading.quotes.estimated, [false, true]);
    assert!(read.lines()[1].starts_with("2024-02-01 bawang-merah 3203 retail bapanas monthly"));
}

#[test]
fn a_month_and_a_day_of_one_source_stand_in_series_of_their_own() {
    let home = HomeDir::new();
    let monthly = home.file("monthly.csv", "Kab/Kota,Tahun,Bulan,Bawang Merah\nKota Bandung,2024,Januari,40000\n");
    let daily = home.file("daily.csv", "Timestamp,Komoditas,Satuan,Harga\n2024-01-01,Bawang Merah,Rp/kg,30000\n");
    for file in [&monthly, &daily] {
        let report = lumbung(&home, &["--json", "ingest", "--place", "3273", file.to_str().unwrap()]).json();
        let report = &report["files"][0];
        assert_eq!((report["accepted"].as_u64(), report["revised"].as_u64()), (Some(1), Some(0)), "{report}");
    }
    // Each command loads the lake anew: the frequency has to survive in it.
    for file in [&monthly, &daily] {
        let report = lumbung(&home, &["--json", "ingest", "--place", "3273", file.to_str().unwrap()]).json();
        assert_eq!(report["files"][0]["unchanged"].as_u64(), Some(1), "{report}");
    }
    let shown = lumbung(&home, &["series", "--commodity", "bawang-merah", "--place", "3273"]).out;
    assert!(shown.contains("30000") && !shown.contains("40000"), "{shown}");
}

#[test]
fn prices_by_province_are_daily_or_monthly_by_their_form() {
    let daily = read("Tanggal,Komoditas,Provinsi,Harga\n2024-03-05,Bawang Merah,DI Yogyakarta,30000\n", None);
    assert_eq!(
        (daily.format, daily.lines()),
        ("bapanas-province", vec!["2024-03-05 bawang-merah 34 retail bapanas daily 30000 kg".to_owned()])
    );
    let rows = vec![
        vec![],
        vec![],
        vec!["Kode Provinsi", "Nama Provinsi", "Komoditas", "Tahun", "Bulan", "Harga"],
        vec!["31", "Provinsi DKI Jakarta", "Bawang Merah", "2021", "Maret", "Rp32,072"],
        vec!["31", "DKI Jakarta", "Bawang Merah", "2021", "April", "-"],
        vec!["31", "DKI Jakarta", "Bawang Merah", "2021", "Mei", "Rp32.072"],
    ];
    let monthly = read(Workbook::of(&filled(&rows)).bytes(), None);
    assert_eq!((monthly.format, monthly.counts()), ("bapanas-monthly", [3, 1, 0, 1, 1]));
    assert_eq!(monthly.lines()[0], "2021-03-01 bawang-merah 31 retail bapanas monthly 32072 kg");
    assert_eq!(monthly.reading.refusals[0].row, 6);
}

#[test]
fn each_source_of_a_market_keeps_its_own_series_and_two_local_ones_do_not_mix() {
    let text = "Tanggal,Komoditas,Harga,Sumber\n\
        2024-01-02,bawang_merah,30000.0,PIHPS\n\
        2024-01-02,bawang_merah,31000.0,SP2KP\n\
        2024-01-02,bawang_merah,32000.0,Diskoperindag\n\
        2024-01-02,bawang_merah,33000.0,Dinas Pertanian\n\
        2024-01-02,bawang_merah,34000.0,Koran\n";
    let read = read(text, Some("5204/seketeng"));
    assert_eq!(read.counts(), [5, 3, 0, 0, 2]);
    let sources: Vec<_> = read.lines().iter().map(|line| line.split(' ').nth(4).unwrap().to_owned()).collect();
    assert_eq!(sources, ["lokal", "pihps", "sp2kp"]);
    assert!(read.reasons()[0].contains("second local source") && read.reasons()[1].contains("Unknown source"));
}

#[test]
fn wfp_is_read_with_both_widths_with_tags_and_without() {
    let old = "date,admin1,admin2,market,latitude,longitude,category,commodity,unit,priceflag,pricetype,currency,price,usdprice\n\
        #date,#adm1+name,#adm2+name,#loc+market+name,#geo+lat,#geo+lon,#item+type,#item+name,#item+unit,#item+price+flag,#item+price+type,#currency,#value,#value+usd\n\
        2024-01-15,Jawa Barat,Kota Bandung,Kota Bandung,-6.9,107.6,vegetables,\"Onions (shallot, medium)\",KG,actual,Retail,IDR,30500.5,1.9\n\
        2024-01-15,Jawa Barat,Kota Bandung,Kota Bandung,-6.9,107.6,vegetables,\"Onions (shallot, medium)\",KG,actual,Retail,USD,2,1.9\n\
        2024-01-15,Minsk City,Minsk,Minsk,53.9,27.6,vegetables,\"Onions (shallot, medium)\",KG,actual,Retail,IDR,30500,1.9\n";
    let new = "date,admin1,admin2,market,market_id,latitude,longitude,category,commodity,commodity_id,unit,priceflag,pricetype,currency,price,usdprice\n\
        2024-01-15,Jawa Barat,Kota Bandung,Kosambi,1,-6.9,107.6,vegetables,Garlic (medium),9,500 G,actual,Wholesale,IDR,15000,1\n";
    let read_old = read(old, None);
    assert_eq!(read_old.counts(), [3, 1, 0, 0, 2]);
    assert_eq!(read_old.lines(), ["2024-01-15 bawang-merah 3273 retail wfp monthly 30500.5 kg"]);
    assert!(read_old.reasons()[0].contains("USD") && read_old.reasons()[1].contains("Minsk City"));
    let read_new = read(new, None);
    assert_eq!(read_new.lines(), ["2024-01-15 bawang-putih 3273/kosambi wholesale wfp monthly 15000 500 g"]);
    assert_eq!(read_new.reading.quotes.per, [0.5]);
}

#[test]
fn our_own_export_comes_back_as_csv_workbook_and_parquet() {
    let home = HomeDir::new();
    let file = home.file(
        "prices.csv",
        PihpsFile::default().at("03/01/2023", "Pasar Kosambi", "31000").at("04/01/2023", "Pasar Kosambi", "-").at(
            "05/01/2023",
            "Pasar Kosambi",
            "387500",
        ),
    );
    lumbung(&home, &["ingest", file.to_str().unwrap()]);
    let export = lumbung(&home, &["series", "--commodity", "bawang-merah", "--place", "3273/kosambi"]).out;
    let expected = [
        "2023-01-03 bawang-merah 3273/kosambi retail pihps daily 31000 kg",
        "2023-01-04 bawang-merah 3273/kosambi retail pihps daily NaN kg",
        "2023-01-05 bawang-merah 3273/kosambi retail pihps daily 387500 kg",
    ];
    let rows: Vec<Vec<Filled>> = export
        .lines()
        .map(|line| {
            let cell = |text: &str| text.parse().map_or_else(|_| Filled::from(text), Filled::Number);
            line.split(',').map(cell).collect()
        })
        .collect();
    let folder = home.path().join("lake/main/prices");
    let parquet = std::fs::read_dir(folder).unwrap().next().unwrap().unwrap().path();
    for bytes in [export.into_bytes(), Workbook::of(&rows).bytes(), std::fs::read(parquet).unwrap()] {
        let read = read(bytes, None);
        assert_eq!((read.format, read.counts()), ("lumbung-tidy", [3, 1, 1, 1, 0]));
        assert_eq!(read.lines(), expected);
    }
}

#[test]
fn a_figure_that_was_corrected_before_it_was_exported_comes_back_corrected() {
    let columns = "date,commodity,place,level,source,reported,reported_unit,price,unit,status,version\n";
    let row = |day: u32, reported: u32, unit: &str, price: u32| {
        format!("2023-01-0{day},bawang-merah,3273/kosambi,retail,lokal,{reported},{unit},{price},kg,A,4\n")
    };
    let kilograms = columns.to_owned() + &row(3, 31_000, "kg", 31_000) + &row(4, 320_000, "kg", 32_000);
    let kilograms = read(kilograms, None).lines();
    assert!(kilograms[0].ends_with("31000 kg") && kilograms[1].ends_with("32000 kg"), "{kilograms:?}");
    let halves = columns.to_owned() + &row(3, 15_500, "500 g", 31_000) + &row(4, 160_000, "500 g", 32_000);
    let halves = read(halves, None);
    assert!(halves.lines()[1].ends_with("160000 500 g"));
    assert_eq!(halves.reading.quotes.doubted, [false, true], "it is no figure of this series");
}

#[test]
fn an_index_and_stocks_are_understood() {
    let iph = "Tahun,Bulan,Minggu,Kab/Kota,Indikator Perubahan Harga (%),Komoditas Andil Perubahan Harga,Fluktuasi Harga Tertinggi,Nilai (CV)\n\
        2024,Februari,M3,Kota Bandung,\"-1,34\",\"BERAS (3.8698); GULA PASIR (-0.3024)\",STABIL,0\n\
        2024,Februari,M9,Kota Bandung,1.34,BERAS(0.1),STABIL,0\n";
    let read_iph = read(iph, None);
    assert_eq!((read_iph.format, read_iph.counts()), ("bps-iph", [2, 1, 0, 0, 1]));
    let official = &read_iph.reading.indicators[0];
    assert_eq!((official.year, official.month, official.week, official.change), (2024, 2, 3, -1.34));
    assert_eq!((official.region.as_str(), official.contributions[1].points), ("3273", -0.3024));
    assert_eq!((official.most_volatile.as_deref(), official.variation), (None, Some(0.0)));
    assert!(read_iph.reasons()[0].contains("M1 to M5"));

    let inflation = "Tahun;Bulan;Kab/Kota;Inflasi Tahunan (y-on-y) (%);Inflasi Bulanan (m-to-m) (%);IHK\n\
        2023;September;Kota Bandung;;0,11;115,45\n2025;11;3273;3,62;-0.08;\n2025;11;3273;3,62;-0.09;\n\
        2025;12;Kota Bandung;;-;\n2025;12;Kota Bandung;1.234,5;;\n";
    let read_inflation = read(inflation, None);
    assert_eq!((read_inflation.format, read_inflation.counts()), ("bps-inflation", [5, 2, 0, 0, 3]));
    let [september, november] = &read_inflation.reading.inflation[..] else { panic!("two months") };
    assert_eq!((september.yearly, september.monthly, september.index), (None, Some(0.11), Some(115.45)));
    assert_eq!((november.region.as_str(), november.month.to_string().as_str()), ("3273", "2025-11-01"));
    assert_eq!((november.yearly, november.monthly, november.index), (Some(3.62), Some(-0.08), None));

    let stock = "date,commodity,place,stock,daily_need\n2025-02-01,Beras Medium,3273,4500,600\n2025-02-01,beras-medium,Kab. Cianjur,45,0\n2025-02-01,beras-medium,3273,,600\n";
    let read_stock = read(stock, None);
    assert_eq!((read_stock.format, read_stock.counts()), ("stock", [3, 2, 0, 0, 1]));
    let days: Vec<_> = read_stock.reading.stocks.iter().map(lumbung_data::model::Stock::days).collect();
    assert_eq!(days, [Some(7.5), None]);
}

#[test]
fn a_further_column_that_could_change_the_meaning_of_rows_is_not_overlooked() {
    for text in [
        "Tanggal,Komoditas,Provinsi,Pasar,Harga\n2024-03-05,Bawang Merah,Jawa Barat,Kosambi,30000\n",
        "Tanggal,Komoditas,Harga,Sumber,Pasar\n2024-03-05,bawang_merah,30000,PIHPS,Kosambi\n",
        "name,regency_name,date,price,category,market\nBawang Merah,Kota Bandung,2024-03-05,30000,x,Kosambi\n",
    ] {
        let read = read(text, Some("3273"));
        assert_eq!((read.format, read.counts()), ("unknown", [0; 5]), "{text}");
        assert!(read.reasons()[0].contains("is not known in this form"), "{:?}", read.reasons());
    }
}

#[test]
fn another_sheet_with_something_in_it_is_named() {
    let (rows, other) = (filled(&table()), filled(&[vec!["catatan", "x"]]));
    let book = Workbook::with_sheets(&[("Catatan", &other), ("Harga", &rows), ("Kosong", &[])]);
    let read = read(book.bytes(), Some("3273"));
    assert_eq!(read.counts(), [6, 3, 0, 1, 2]);
    assert!(read.reasons().iter().any(|reason| reason.contains("sheet Catatan")));
    assert!(!read.reasons().iter().any(|reason| reason.contains("Kosong")));
}
