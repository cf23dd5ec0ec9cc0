#![no_main]
//! Any bytes as a workbook, and as each part of one that is whole otherwise.

use libfuzzer_sys::fuzz_target;
use std::io::{Cursor, Write};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const PARTS: [(&str, &str); 6] = [
    ("[Content_Types].xml", "<Types/>"),
    (
        "_rels/.rels",
        "<Relationships><Relationship Id=\"a\" Type=\"/relationships/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>",
    ),
    ("xl/workbook.xml", "<workbook><sheets><sheet name=\"a\" sheetId=\"1\" r:id=\"a\"/></sheets></workbook>"),
    (
        "xl/_rels/workbook.xml.rels",
        "<Relationships><Relationship Id=\"a\" Type=\"/relationships/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>",
    ),
    ("xl/sharedStrings.xml", "<sst><si><t>Komoditas (Rp)</t></si></sst>"),
    (
        "xl/worksheets/sheet1.xml",
        "<worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c></row></sheetData></worksheet>",
    ),
];

fn workbook(with: usize, bytes: &[u8]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (at, (name, text)) in PARTS.iter().enumerate() {
        zip.start_file(*name, SimpleFileOptions::default()).expect("a part's name");
        zip.write_all(if at == with { bytes } else { text.as_bytes() }).expect("writing to memory");
    }
    zip.finish().expect("writing to memory").into_inner()
}

fuzz_target!(|bytes: &[u8]| {
    lumbung_fuzz::check(bytes);
    for part in 0..PARTS.len() {
        lumbung_fuzz::check(&workbook(part, bytes));
    }
});
