//! The weekly sheet on paper: one A4 page, a second for the full table where it
//! does not fit, as PDF and as a picture of its first page.
//!
//! `view` writes the sheet out in one language (with `prices`, `facts` and `decisions`),
//! `plot` places the small charts, `sheet.typ` sets them, and `world` is all that the
//! typesetter sees. What the sheet says is decided elsewhere; here it is only set.
//! Texts arrive as data and never as markup. The PDF is tagged, for PDF/UA-1 (ISO 14289-1) and PDF/A-2a
//! (ISO 19005-2), and the same sheet gives the same bytes.

mod decisions;
mod facts;
mod plot;
mod prices;
mod view;
mod words;
mod world;

#[cfg(test)]
mod specimen;
#[cfg(test)]
mod tests;

use lumbung_data::model::Lang;
use lumbung_data::model::sheet::Sheet;
use typst::diag::SourceDiagnostic;
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};
use view::View;
use world::Desk;

/// What the PDF answers for: readable by assistive technology, and in years to come.
const STANDARDS: [PdfStandard; 2] = [PdfStandard::Ua_1, PdfStandard::A_2a];

/// Dots of the picture for a point of the page: 150 for an inch.
const DOTS: f64 = 150.0 / 72.0;

/// Sheets whose intermediate results are remembered: both languages of a week.
const REMEMBERED: usize = 2;

/// Why a sheet could not be set.
#[derive(Debug, thiserror::Error)]
pub enum PdfError {
    /// The sheet could not be written out for the typesetter.
    #[error("the sheet could not be written out: {0}")]
    Written(#[from] serde_json::Error),
    /// The typesetter refused; what it said.
    #[error("the sheet could not be set: {0}; mend report/pdf/sheet.typ")]
    Set(String),
    /// The picture could not be encoded; why.
    #[error("the picture of the sheet could not be written: {0}")]
    Picture(String),
}

/// The sheet as PDF, in a language.
///
/// It takes some tenths of a second of one core: call it where blocking is allowed.
///
/// # Errors
/// When the typesetter refuses the sheet, or it does not reach the standards.
pub fn pdf(sheet: &Sheet, lang: Lang) -> Result<Vec<u8>, PdfError> {
    let document = document(sheet, lang)?;
    let options = PdfOptions {
        ident: typst::foundations::Smart::Custom(format!("lumbung {} {} {}", sheet.region, sheet.week, lang.code())),
        creator: typst::foundations::Smart::Custom(Some(format!("Lumbung {}", sheet.program))),
        timestamp: timestamp(sheet),
        standards: PdfStandards::new(&STANDARDS).map_err(|error| PdfError::Set(error.message().to_string()))?,
        ..PdfOptions::default()
    };
    let bytes = typst_pdf::pdf(&document, &options).map_err(|errors| refusal(&errors));
    typst::comemo::evict(REMEMBERED);
    bytes
}

/// The first page as a picture for messages, as PNG with 150 dots for an inch
/// (1240 × 1754), in a language.
///
/// # Errors
/// When the typesetter refuses the sheet, or the picture cannot be encoded.
pub fn png(sheet: &Sheet, lang: Lang) -> Result<Vec<u8>, PdfError> {
    let document = document(sheet, lang)?;
    let first = document.pages().first().ok_or_else(|| PdfError::Set("it has no page".to_owned()))?;
    let options = typst_render::RenderOptions { pixel_per_pt: DOTS.into(), ..Default::default() };
    let mut picture = typst_render::render(first, &options);
    typst::comemo::evict(REMEMBERED);
    // Sixteen steps from light to dark do for letters, and halve the file.
    for channel in picture.data_mut().iter_mut() {
        *channel = (*channel / 17 + u8::from(*channel % 17 > 8)) * 17;
    }
    picture.encode_png().map_err(|error| PdfError::Picture(error.to_string()))
}

/// The pages.
fn document(sheet: &Sheet, lang: Lang) -> Result<PagedDocument, PdfError> {
    let written = serde_json::to_string(&View::new(sheet, lang))?;
    let desk = Desk::new([("sheet.json", written)]).ok_or_else(|| PdfError::Set("it has no template".to_owned()))?;
    typst::compile(&desk).output.map_err(|errors| refusal(&errors))
}

/// The moment of the sheet, as the PDF keeps it.
fn timestamp(sheet: &Sheet) -> Option<Timestamp> {
    use chrono::{Datelike, Timelike};
    let at = sheet.made_at;
    let small = |number: u32| u8::try_from(number).ok();
    let moment = typst::foundations::Datetime::from_ymd_hms(
        at.year(),
        small(at.month())?,
        small(at.day())?,
        small(at.hour())?,
        small(at.minute())?,
        small(at.second())?,
    )?;
    Some(Timestamp::new_utc(moment))
}

/// What the typesetter said.
fn refusal(errors: &[SourceDiagnostic]) -> PdfError {
    let said: Vec<String> = errors
        .iter()
        .map(|error| {
            let hints = error.hints.iter().map(|hint| format!(" ({})", hint.v));
            format!("{}{}", error.message, hints.collect::<String>())
        })
        .collect();
    PdfError::Set(said.join("; "))
}
