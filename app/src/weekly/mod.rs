//! The body of a weekly sheet and the document around it: a page of its own, which is
//! frozen with the week and shown a year later as it was.
//!
//! It rests on nothing of the site: what it looks like is `style/week.css`, which the kept
//! document carries itself.

mod blocks;
mod tables;

use crate::i18n::words;
use crate::still::html;
use leptos::prelude::*;
use lumbung_data::model::Lang;
use lumbung_data::model::sheet::Sheet;
use lumbung_data::model::{date_long, date_short};

/// What is drawn for a sheet.
#[derive(Debug, Clone, Default)]
pub struct Drawings {
    /// Its charts in their order as inline SVG; empty where one has nothing to draw.
    pub charts: Vec<String>,
    /// The QR code of its address: the side in modules, and the path of the dark ones.
    pub code: Option<(usize, String)>,
}

/// The body of a sheet in a language.
#[must_use]
pub fn body(sheet: &Sheet, drawings: &Drawings, lang: Lang) -> String {
    let label = sheet.week.label(lang);
    let draft = sheet.draft.then(|| view! { <strong class="week-draft">{words!(lang, sheet.draft)}</strong> });
    let simulated = sheet
        .simulated
        .then(|| view! { <p class="week-simulated"><strong>{words!(lang, site.simulated)}</strong></p> });
    let data_until = match sheet.data_until {
        Some(until) => words!(lang, sheet.data_until, date = date_long(until, lang)),
        None => words!(lang, site.no_data_yet).to_owned(),
    };
    let span = format!("{} – {}", date_short(sheet.week.monday(), lang), date_long(sheet.week.sunday(), lang));
    html(view! {
        <article class="week" lang=lang.code()>
            <header class="week-head">
                <h1>{label}" "{draft}</h1>
                <p>{words!(lang, sheet.about, city = sheet.city.as_str(), span = span)}" · "{data_until}</p>
            </header>
            {simulated}
            {blocks::summary(sheet, lang)}
            {tables::foremost(sheet, lang)}
            {blocks::charts(sheet, &drawings.charts, lang)}
            {blocks::beside(sheet, lang)}
            {tables::proposals(sheet, lang)}
            {blocks::reckoning(sheet, lang)}
            {blocks::quality(sheet, lang)}
            {blocks::foot(sheet, drawings.code.as_ref(), lang)}
            {tables::all(sheet, lang)}
        </article>
    })
}

/// The whole document around a body, with its style: it needs no other file.
#[must_use]
pub fn document(sheet: &Sheet, body: &str, style: &str, lang: Lang) -> String {
    let (week, city) = (sheet.week.label(lang), sheet.city.as_str());
    let title = words!(lang, site.page_title, page = week, city = city);
    let title = html(view! { <title>{title}</title> });
    let code = lang.code();
    format!(
        "<!DOCTYPE html><html lang=\"{code}\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" \
         content=\"width=device-width, initial-scale=1\">{title}<style>{style}</style></head><body>{body}</body></html>"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::harness::samples::sheet;

    #[test]
    fn a_sheet_reads_from_summary_to_proposals_and_ends_with_the_whole_table() {
        let drawings = Drawings { charts: vec!["<svg class=\"chart panel\"></svg>".to_owned()], code: None };
        let body = body(&sheet(), &drawings, Lang::Id);
        let at = |text: &str| body.find(text).unwrap_or_else(|| panic!("{text} is missing: {body}"));
        let order = [
            "Minggu II Desember 2025",
            "Naik: cabai rawit merah",
            "Komoditas yang perlu dilihat",
            "<svg class=\"chart panel\">",
            "Pasar termurah dan termahal",
            "Usulan keputusan",
            "Keterjangkauan harga",
            "Mutu data",
            "Semua komoditas yang dipantau",
        ];
        let places: Vec<usize> = order.into_iter().map(at).collect();
        assert!(places.is_sorted(), "{places:?}");
        assert!(body.contains("Awas") && body.contains("+12,3%") && body.contains("36,8% di atas HAP"), "{body}");
        assert_eq!(body.matches("<h1>").count(), 1);
        assert!(!body.contains("<!>") && !body.contains("Konsep"));
    }

    #[test]
    fn a_draft_is_marked_as_one_and_what_is_not_known_leaves_no_empty_part() {
        let mut draft = Sheet { draft: true, ..sheet() };
        draft.spreads.clear();
        draft.stocks.clear();
        draft.proposals.clear();
        draft.reckoning = None;
        let body = body(&draft, &Drawings::default(), Lang::Id);
        assert!(body.contains("Konsep") && !body.contains("Pasar termurah") && !body.contains("Stok"));
        assert!(body.contains("Tidak ada usulan") && !body.contains("Minggu sebelumnya:"));
    }

    #[test]
    fn the_document_carries_its_style_and_a_title() {
        let document = document(&sheet(), "<article></article>", "p { margin: 0 }", Lang::En);
        assert!(document.starts_with("<!DOCTYPE html><html lang=\"en\">"));
        assert!(document.contains("<title>Week 2 of December 2025 – Lumbung Kota Bandung</title>"), "{document}");
        assert!(document.contains("<style>p { margin: 0 }</style>") && document.ends_with("</article></body></html>"));
    }
}
