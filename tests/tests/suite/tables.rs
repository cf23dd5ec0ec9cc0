//! What must hold of any table, whatever it is written as.

use lumbung_tests::{Filled, Workbook, read};
use proptest::prelude::*;

/// A cell of a PIHPS table: mostly a price as PIHPS writes it.
fn cell() -> impl Strategy<Value = String> {
    prop_oneof![
        6 => (1_u32..200_000).prop_map(|price| {
            let digits = price.to_string();
            let (head, tail) = digits.split_at(digits.len().saturating_sub(3));
            if head.is_empty() { tail.to_owned() } else { format!("{head},{tail}") }
        }),
        1 => Just("-".to_owned()),
        1 => Just(String::new()),
        1 => "[-0-9.,Rpx ]{0,8}",
        // What no reader may stumble over; quotes and line ends are tried on
        // their own.
        1 => "[^\\p{C}\"\r\n]{0,6}",
    ]
}

fn table() -> impl Strategy<Value = Vec<Vec<String>>> {
    let name = prop_oneof![
        3 => Just("Bawang Merah"),
        2 => Just("Cabai Merah Keriting "),
        1 => Just("Beras"),
        1 => Just("Emas"),
    ];
    let number = prop_oneof![4 => Just("1"), 1 => Just("II")];
    let row = (number, name, proptest::collection::vec(cell(), 3));
    proptest::collection::vec(row, 0..12).prop_map(|rows| {
        let texts = |texts: [&str; 5]| texts.map(str::to_owned).to_vec();
        let header = texts(["No", "Komoditas (Rp)", "01/ 02/ 2024", "02/ 02/ 2024", "31/ 02/ 2024"]);
        let rows = rows
            .into_iter()
            .map(|(number, name, cells)| [number.to_owned(), name.to_owned()].into_iter().chain(cells).collect());
        [header].into_iter().chain(rows).collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn a_table_is_the_same_as_csv_and_as_workbook(rows in table()) {
        let csv: String = rows
            .iter()
            .map(|row| row.iter().map(|cell| format!("\"{cell}\"")).collect::<Vec<_>>().join(",") + "\n")
            .collect();
        let cells: Vec<Vec<Filled>> =
            rows.iter().map(|row| row.iter().map(|cell| Filled::from(cell.as_str())).collect()).collect();
        let (text, sheet) = (read(csv, Some("3273")), read(Workbook::of(&cells).bytes(), Some("3273")));
        prop_assert_eq!((text.format, sheet.format), ("pihps-grid", "pihps-grid"));
        prop_assert_eq!(text.counts(), sheet.counts());
        prop_assert_eq!(text.lines(), sheet.lines());
        prop_assert_eq!(text.reasons(), sheet.reasons());
        let [rows, taken, suspect, missing, rejected] = text.counts();
        prop_assert_eq!(rows, taken + suspect + missing + rejected);
    }

    #[test]
    fn no_sheet_panics_and_every_row_counts_once(xml in "(<(/)?(row|c|v|is|t|f|sheetData)( (r|t|s)=\"[A-Za-z0-9]{0,8}\")*>|[0-9A-Z.,-]{0,6}){0,40}") {
        let header = "<row r=\"1\"><c r=\"A1\" t=\"str\"><v>Komoditas (Rp)</v></c><c r=\"B1\" t=\"str\"><v>01/01/2024</v></c></row>";
        let sheet = format!("<worksheet><sheetData>{header}{xml}</sheetData></worksheet>");
        let read = read(Workbook::of(&[]).part("xl/worksheets/sheet1.xml", sheet).bytes(), Some("3273"));
        let [rows, taken, suspect, missing, rejected] = read.counts();
        prop_assert_eq!(rows, taken + suspect + missing + rejected);
        prop_assert!(rows > 0 || !read.reasons().is_empty());
    }

    #[test]
    fn no_header_of_words_panics(header in "(date|name|price|commodity|place|stock|daily_need|Tanggal|Komoditas|Harga|Sumber|Provinsi|Bulan|Tahun|Kab/Kota|Bawang Merah|[;,\t\"\n '.]){0,24}", body in "\\PC{0,60}") {
        let read = read(format!("{header}\n{body}\n{body}"), Some("3273"));
        let [rows, taken, suspect, missing, rejected] = read.counts();
        prop_assert_eq!(rows, taken + suspect + missing + rejected);
        prop_assert!(rows > 0 || !read.reasons().is_empty());
    }
}
