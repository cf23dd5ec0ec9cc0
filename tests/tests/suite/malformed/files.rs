//! Files that are wrong as a whole, workbooks above all.

use super::{Case, Good, Must};
use lumbung_tests::{Filled, PihpsFile, Workbook, understating};

const SHEET: &str = "xl/worksheets/sheet1.xml";
const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

/// A good table with two prices.
fn table(n: u32) -> Vec<Vec<Filled>> {
    let price = format!("{},500", 30 + n % 9);
    vec![
        vec!["No".into(), "Komoditas (Rp)".into(), Filled::from(format!("{:02}/ 01/ 2024", n % 28 + 1).as_str())],
        vec!["1".into(), "Bawang Merah".into(), Filled::from(price.as_str())],
        vec!["2".into(), "Bawang Putih".into(), Filled::from(price.as_str())],
    ]
}

fn whole(class: &'static str, bytes: Vec<u8>) -> Case {
    Case { class, bytes, place: Some("3273"), must: Must::Whole }
}

fn rows(class: &'static str, table: &[Vec<Filled>], good: Good, bad: &[u64]) -> Case {
    let must = Must::Row { good: vec![good], bad: bad.to_vec() };
    Case { class, bytes: Workbook::of(table).bytes(), place: Some("3273"), must }
}

/// A sheet of these rows of XML.
fn sheet(rows: &str) -> String {
    format!("<worksheet xmlns=\"{MAIN}\"><sheetData>{rows}</sheetData></worksheet>")
}

/// A compound file with this name of a stream in it.
fn compound(stream: &str, n: u32) -> Vec<u8> {
    let mut bytes = vec![0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
    bytes.resize(512 + n as usize, 0);
    bytes.extend(stream.encode_utf16().flat_map(u16::to_le_bytes));
    bytes.resize(4_096, 0);
    bytes
}

/// A good workbook with one bit of its packed sheet turned over.
fn flipped(n: u32) -> Vec<u8> {
    let mut bytes = Workbook::of(&table(n)).bytes();
    let name = SHEET.as_bytes();
    let header = bytes.windows(name.len()).position(|window| window == name).expect("the sheet");
    bytes[header + name.len() + 30 + n as usize * 3] ^= 1 << (n % 8);
    bytes
}

/// One case a class.
pub fn cases(n: u32) -> Vec<Case> {
    let good = Workbook::of(&table(n));
    let packed = good.bytes();
    let cut = packed.len() * (n as usize + 1) / 27;
    let long = PihpsFile::default().at("03/01/2023", "Pasar Kosambi", "31000").text().to_owned();
    let utf16: Vec<u8> = "\u{feff}".chars().chain(long.chars()).flat_map(|c| (c as u16).to_le_bytes()).collect();
    let with_cell = |class, cell: Filled| {
        let mut table = table(n);
        table[1][2] = cell;
        let (day, price) = (format!("{:02}/01/2024", n % 28 + 1), format!("{}500", 30 + n % 9));
        rows(class, &table, Good::of("Bawang Putih", "3273", &day, &price), &[2])
    };
    let bomb = || Workbook::of(&table(n)).bomb(40);
    let hostile = format!("<sst xmlns=\"{MAIN}\" count=\"1\" uniqueCount=\"9999999999{n}\"><si><t>x</t></si></sst>");
    let far = sheet(&format!("<row r=\"1\"><c r=\"XFE{}\" t=\"str\"><v>No</v></c></row>", n + 1));
    let disordered = sheet("<row r=\"9\"><c r=\"A9\"><v>1</v></c></row><row r=\"2\"><c r=\"A2\"><v>1</v></c></row>");
    let mut header_twice = table(n);
    header_twice[0].push("Komoditas (Rp)".into());
    let mut no_days = table(n);
    no_days[0][2] = "Januari".into();
    let mut cases = vec![
        whole("UTF-16", utf16),
        whole("nothing", vec![b'\n'; n as usize]),
        whole("a header alone", format!("{}\n", PihpsFile::HEADER).into_bytes()),
        whole("another delimiter", long.replace(';', ",").into_bytes()),
        whole("line ends of old Macintosh programs", long.replace('\n', "\r").into_bytes()),
        whole("a column too few", long.replace(";Pasar;", ";Toko;").into_bytes()),
        whole("a workbook cut off", packed[..cut.max(5)].to_vec()),
        whole(
            "an archive in an archive",
            Workbook::of(&[]).without("[Content_Types].xml").part("a.xlsx", packed).bytes(),
        ),
        whole("macros", good.clone().part("xl/vbaProject.bin", vec![u8::try_from(n).unwrap_or(0); 64]).bytes()),
        whole("a password", compound("EncryptedPackage", n)),
        whole("an old workbook", compound("Workbook", n)),
        whole("hostile counts", good.clone().part("xl/sharedStrings.xml", hostile).bytes()),
        whole("a part in UTF-16", good.clone().part("xl/sharedStrings.xml", "<\0s\0s\0t\0/\0>\0").bytes()),
        whole("no sheet", good.clone().without(SHEET).bytes()),
        whole("XML that never ends", good.clone().part(SHEET, &far.as_bytes()[..far.len() / 2]).bytes()),
        whole("a column beyond any sheet", good.clone().part(SHEET, far).bytes()),
        whole("rows out of order", good.clone().part(SHEET, disordered).bytes()),
        whole("an empty workbook", Workbook::of(&[]).bytes()),
        whole("the same heading twice", Workbook::of(&header_twice).bytes()),
        whole("headings that are no days", Workbook::of(&no_days).bytes()),
        whole("a turned byte", flipped(n)),
        with_cell("text for a price in a sheet", Filled::from(["mahal", "14.500", "Rp9", "1e9", "=1"][n as usize % 5])),
        with_cell("a number below zero in a sheet", Filled::Number(-f64::from(n) - 1.0)),
        with_cell("a price in thousands in a sheet", Filled::Number(30.5 + f64::from(n))),
        with_cell("a date for a price in a sheet", Filled::Day(45_000 + n)),
    ];
    // Unpacking forty megabytes takes its time: a few are enough.
    if n < 3 {
        cases.push(whole("a bomb", bomb()));
        cases.push(whole("a bomb that understates itself", understating(bomb(), 1_000 + n)));
    }
    cases
}
