use super::specimen::sheet;
use super::*;
use lumbung_data::model::sheet::Bilingual;

fn pages(sheet: &Sheet, lang: Lang) -> usize {
    document(sheet, lang).unwrap().pages().len()
}

fn holds(bytes: &[u8], part: &str) -> bool {
    bytes.windows(part.len()).any(|window| window == part.as_bytes())
}

/// Everything that stands on each page, in the order of reading.
fn told(sheet: &Sheet, lang: Lang) -> Vec<String> {
    use typst::layout::{Frame, FrameItem};
    fn walk(frame: &Frame, out: &mut String) {
        for (_, item) in frame.items() {
            match item {
                FrameItem::Group(group) => walk(&group.frame, out),
                FrameItem::Text(text) => out.push_str(&text.text),
                _ => {}
            }
        }
    }
    let write = |frame: &Frame| {
        let mut out = String::new();
        walk(frame, &mut out);
        out
    };
    document(sheet, lang).unwrap().pages().iter().map(|page| write(&page.frame)).collect()
}

#[test]
fn the_same_sheet_gives_the_same_bytes_and_another_gives_others() {
    let sheet = sheet();
    let first = pdf(&sheet, Lang::Id).unwrap();
    assert!(first == pdf(&sheet, Lang::Id).unwrap());
    typst::comemo::evict(0);
    assert!(first == pdf(&sheet.clone(), Lang::Id).unwrap(), "not even what is remembered changes them");
    assert!(first != pdf(&sheet, Lang::En).unwrap());
    assert!(png(&sheet, Lang::Id).unwrap() == png(&sheet, Lang::Id).unwrap());
}

#[test]
fn a_usual_sheet_is_one_page_in_both_languages_and_small() {
    for lang in [Lang::Id, Lang::En] {
        let sheet = specimen::calm();
        assert_eq!(pages(&sheet, lang), 1);
        let bytes = pdf(&sheet, lang).unwrap();
        assert!(bytes.starts_with(b"%PDF-1.7") && bytes.len() < 300_000, "{} bytes", bytes.len());
    }
}

#[test]
fn a_table_too_long_for_the_page_stands_on_a_second_one() {
    for lang in [Lang::Id, Lang::En] {
        let sheet = sheet();
        assert_eq!(pages(&sheet, lang), 2);
        let [first, second] = told(&sheet, lang).try_into().unwrap();
        assert!(first.contains(sheet.quality.lines[0].get(lang).split(' ').next().unwrap()));
        for row in &sheet.rows {
            assert!(second.contains(row.name.get(lang)), "{second}");
        }
        let last = sheet.rows.last().unwrap().name.get(lang);
        assert!(first.contains("2025-W50") && !first.contains(last), "{first}");
    }
}

#[test]
fn a_sheet_too_long_for_any_page_runs_on() {
    let mut sheet = sheet();
    for _ in 0..3 {
        sheet.proposals.extend(sheet.proposals.clone());
    }
    let told = told(&sheet, Lang::Id);
    assert!(told.len() >= 3);
    assert_eq!(told.concat().matches("Periksa pasokan dan margin").count(), 8);
}

#[test]
fn faces_are_embedded_and_the_structure_is_tagged_for_the_standards() {
    let bytes = pdf(&sheet(), Lang::Id).unwrap();
    assert!(holds(&bytes, "<pdfuaid:part>1</pdfuaid:part>"));
    assert!(holds(&bytes, "<pdfaid:part>2</pdfaid:part>") && holds(&bytes, "<pdfaid:conformance>A<"));
    assert!(holds(&bytes, "<dc:language><rdf:Bag><rdf:li>id<"));
    assert!(holds(&bytes, "2025-12-14T13:00:05"), "the moment is the sheet's");
    assert_eq!(bytes.windows(10).filter(|window| window == b"/FontFile2").count(), 2);
}

#[test]
fn the_standards_are_enforced_and_not_only_claimed() {
    let document = document(&sheet(), Lang::Id).unwrap();
    let options = PdfOptions { standards: PdfStandards::new(&STANDARDS).unwrap(), ..PdfOptions::default() };
    assert!(typst_pdf::pdf(&document, &options).is_err(), "without a moment it is no PDF/A");
}

#[test]
fn the_picture_has_the_size_of_a_page_at_150_dots_for_an_inch() {
    let bytes = png(&sheet(), Lang::Id).unwrap();
    assert!(bytes.starts_with(b"\x89PNG\r\n\x1a\n"));
    let number = |at: usize| u32::from_be_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]]);
    assert_eq!((number(16), number(20)), (1240, 1754));
}

#[test]
fn markup_in_a_text_stands_there_as_it_is() {
    let evil = "#panic(\"no\") *tebal* _miring_ $x$ @acuan <tanda> `kode` // habis\\ [a](b) = judul";
    let mut sheet = sheet();
    sheet.headline = Bilingual { id: evil.to_owned(), en: String::new() };
    sheet.rows[0].name.id = "#Cabai *rawit*".to_owned();
    sheet.city = "Kota #strong[X]".to_owned();
    sheet.page = Some("https://x.id/\"><script>#1".to_owned());
    let told = told(&sheet, Lang::Id).concat();
    for part in [
        "#panic(\"no\") *tebal* _miring_ $x$ @acuan <tanda> `kode` // habis\\ [a](b) = judul",
        "#Cabai *rawit*",
        "Kota #strong[X]",
    ] {
        let squeezed: String = part.split_whitespace().collect();
        assert!(told.split_whitespace().collect::<String>().contains(&squeezed), "{part} in {told}");
    }
    assert!(pdf(&sheet, Lang::Id).is_ok());
}

#[test]
fn a_sheet_of_nothing_is_still_a_sheet() {
    let mut sheet = sheet();
    sheet.rows.clear();
    sheet.charts.clear();
    sheet.indicator = None;
    sheet.inflation = None;
    sheet.basket = None;
    sheet.spreads.clear();
    sheet.supplies.clear();
    sheet.stocks.clear();
    sheet.feast = None;
    sheet.proposals.clear();
    sheet.reckoning = None;
    sheet.quality.lines.clear();
    sheet.sources.clear();
    sheet.page = None;
    sheet.method = None;
    sheet.data_until = None;
    sheet.draft = true;
    sheet.simulated = true;
    assert_eq!(pages(&sheet, Lang::Id), 1);
    let told = told(&sheet, Lang::Id).concat();
    assert!(told.contains("KONSEP") && told.contains("Belum ada data"));
    assert!(pdf(&sheet, Lang::Id).is_ok() && pdf(&sheet, Lang::En).is_ok());
}
