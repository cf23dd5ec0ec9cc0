//! Excel workbooks built part by part, whole ones and broken ones.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{Cursor, Write as _};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// A cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Filled {
    /// Nothing.
    Blank,
    /// Text.
    Text(String),
    /// A number.
    Number(f64),
    /// A day by its serial number, formatted as a date.
    Day(u32),
}

impl From<&str> for Filled {
    fn from(text: &str) -> Self {
        if text.is_empty() { Self::Blank } else { Self::Text(text.to_owned()) }
    }
}

/// A workbook by its parts.
#[derive(Debug, Clone)]
pub struct Workbook {
    parts: BTreeMap<String, Vec<u8>>,
}

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

impl Workbook {
    /// A workbook of one sheet.
    #[must_use]
    pub fn of(rows: &[Vec<Filled>]) -> Self {
        Self::with_sheets(&[("Harga", rows)])
    }

    /// A workbook of these sheets.
    ///
    /// # Panics
    /// Never: writing to a string cannot fail.
    #[must_use]
    pub fn with_sheets(sheets: &[(&str, &[Vec<Filled>])]) -> Self {
        let (mut list, mut relations) = (String::new(), String::new());
        let mut parts = BTreeMap::new();
        for (n, (name, rows)) in (1..).zip(sheets) {
            write!(list, "<sheet name=\"{name}\" sheetId=\"{n}\" r:id=\"rId{n}\"/>").expect("writing to a string");
            write!(
                relations,
                "<Relationship Id=\"rId{n}\" Type=\"{OFFICE}/worksheet\" Target=\"worksheets/sheet{n}.xml\"/>"
            )
            .expect("writing to a string");
            parts.insert(format!("xl/worksheets/sheet{n}.xml"), sheet(rows).into_bytes());
        }
        let styles = format!(
            "<styleSheet xmlns=\"{MAIN}\"><cellXfs count=\"2\"><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs></styleSheet>"
        );
        let relation = format!(
            "<Relationships xmlns=\"{RELATIONS}\"><Relationship Id=\"rId1\" Type=\"{OFFICE}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
        );
        let book = format!("<workbook xmlns=\"{MAIN}\" xmlns:r=\"{OFFICE}\"><sheets>{list}</sheets></workbook>");
        let types = "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>";
        for (name, text) in [
            ("[Content_Types].xml", types.to_owned()),
            ("_rels/.rels", relation),
            ("xl/workbook.xml", book),
            ("xl/_rels/workbook.xml.rels", format!("<Relationships xmlns=\"{RELATIONS}\">{relations}</Relationships>")),
            ("xl/styles.xml", styles),
        ] {
            parts.insert(name.to_owned(), text.into_bytes());
        }
        Self { parts }
    }

    /// Adds a part, or puts it in another's place.
    #[must_use]
    pub fn part(mut self, name: &str, bytes: impl Into<Vec<u8>>) -> Self {
        self.parts.insert(name.to_owned(), bytes.into());
        self
    }

    /// Leaves a part out.
    #[must_use]
    pub fn without(mut self, name: &str) -> Self {
        self.parts.remove(name);
        self
    }

    /// The packed workbook with one more sheet of so many megabytes of blanks,
    /// which are never in memory together.
    ///
    /// # Panics
    /// When a part cannot be packed.
    #[must_use]
    pub fn bomb(&self, megabytes: usize) -> Vec<u8> {
        let mut zip = self.zip();
        zip.start_file("xl/worksheets/sheet99.xml", SimpleFileOptions::default()).expect("a part's name");
        let blanks = vec![b' '; 1 << 20];
        for _ in 0..megabytes {
            zip.write_all(&blanks).expect("writing to memory");
        }
        zip.finish().expect("writing to memory").into_inner()
    }

    /// The packed workbook.
    ///
    /// # Panics
    /// When a part cannot be packed.
    #[must_use]
    pub fn bytes(&self) -> Vec<u8> {
        self.zip().finish().expect("writing to memory").into_inner()
    }

    fn zip(&self) -> ZipWriter<Cursor<Vec<u8>>> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in &self.parts {
            zip.start_file(name.as_str(), SimpleFileOptions::default()).expect("a part's name");
            zip.write_all(bytes).expect("writing to memory");
        }
        zip
    }
}

/// The bytes of an archive whose directory says that its largest part unpacks
/// to less than it does.
///
/// # Panics
/// When the bytes are no archive.
#[must_use]
pub fn understating(mut archive: Vec<u8>, claimed: u32) -> Vec<u8> {
    let entries: Vec<usize> =
        archive.windows(4).enumerate().filter(|(_, w)| *w == b"PK\x01\x02").map(|(at, _)| at).collect();
    let size =
        |archive: &[u8], at: usize| u32::from_le_bytes(archive[at + 24..at + 28].try_into().expect("four bytes"));
    let largest = entries.into_iter().max_by_key(|at| size(&archive, *at)).expect("an entry");
    archive[largest + 24..largest + 28].copy_from_slice(&claimed.to_le_bytes());
    let local = u32::from_le_bytes(archive[largest + 42..largest + 46].try_into().expect("four bytes")) as usize;
    archive[local + 22..local + 26].copy_from_slice(&claimed.to_le_bytes());
    archive
}

fn sheet(rows: &[Vec<Filled>]) -> String {
    let mut xml = format!("<worksheet xmlns=\"{MAIN}\"><sheetData>");
    for (n, row) in (1..).zip(rows) {
        write!(xml, "<row r=\"{n}\">").expect("writing to a string");
        for (column, cell) in row.iter().enumerate() {
            let at = format!("{}{n}", letters(column));
            match cell {
                Filled::Blank => Ok(()),
                Filled::Text(text) => {
                    let text = text.replace('&', "&amp;").replace('<', "&lt;");
                    write!(xml, "<c r=\"{at}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{text}</t></is></c>")
                }
                Filled::Number(number) => write!(xml, "<c r=\"{at}\"><v>{number}</v></c>"),
                Filled::Day(serial) => write!(xml, "<c r=\"{at}\" s=\"1\"><v>{serial}</v></c>"),
            }
            .expect("writing to a string");
        }
        xml.push_str("</row>");
    }
    xml.push_str("</sheetData></worksheet>");
    xml
}

/// The letters of a column: `A`, `Z`, `AA`.
fn letters(mut column: usize) -> String {
    let mut letters = Vec::new();
    loop {
        letters.push(char::from(b'A' + u8::try_from(column % 26).expect("a letter")));
        if column < 26 {
            return letters.into_iter().rev().collect();
        }
        column = column / 26 - 1;
    }
}
