//! A sheet as a page: its body, which stands in the site's frame, and the whole document
//! that is kept, with its own style.

use super::charts::drawing;
use crate::qr;
use lumbung_app::weekly::{Drawings, body, document};
use lumbung_data::model::Lang;
use lumbung_data::model::sheet::Sheet;

/// The style of a sheet that stands alone: what the site lends it, and its own.
const STYLE: &str = concat!(
    include_str!("../../../style/tokens.css"),
    include_str!("../../../style/base.css"),
    include_str!("../../../style/chart.css"),
    include_str!("../../../style/figures.css"),
    include_str!("../../../style/print.css"),
    include_str!("../../../style/week.css"),
    include_str!("../../../style/week-print.css"),
);

/// The body of a sheet in a language.
#[must_use]
pub fn body_of(sheet: &Sheet, lang: Lang) -> String {
    let charts = sheet.charts.iter().map(|chart| drawing(chart, lang).unwrap_or_default()).collect();
    let code = sheet.page.as_deref().and_then(qr::path);
    body(sheet, &Drawings { charts, code }, lang)
}

/// The whole document in a language: it needs no other file.
#[must_use]
pub fn document_of(sheet: &Sheet, lang: Lang) -> String {
    document(sheet, &body_of(sheet, lang), STYLE, lang)
}

/// The body within a document that was kept; none where it is none.
#[must_use]
pub fn body_within(document: &str) -> Option<&str> {
    const BEGIN: &str = "<article ";
    const END: &str = "</article>";
    let begin = document.find(BEGIN)?;
    let end = document.rfind(END)? + END.len();
    document.get(begin..end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_body_is_found_within_its_document() {
        let document = "<html><body><article lang=\"id\" class=\"week\"><p>a</p></article></body></html>";
        assert_eq!(body_within(document), Some("<article lang=\"id\" class=\"week\"><p>a</p></article>"));
        assert_eq!(body_within("<html>"), None);
    }
}
