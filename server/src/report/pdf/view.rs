//! The sheet written out in one language: every figure as the text that stands on
//! paper. The template lays it out and computes nothing.

use super::decisions::{Group, Reckoning, proposals, reckoning};
use super::facts::{figures, interventions, spreads, supplies};
use super::plot::{Plot, plot};
use super::prices::{Level, Row, is_priced, is_shifted, row, unpriced};
use super::words::{filled, word, words};
use crate::{qr, wib};
use lumbung_app::source_name;
use lumbung_data::model::sheet::{Bilingual, Sheet};
use lumbung_data::model::{Lang, date_long, date_short};
use serde::Serialize;
use std::collections::BTreeMap;

/// The whole sheet.
#[derive(Debug, Serialize)]
pub(super) struct View {
    word: BTreeMap<&'static str, &'static str>,
    lang: &'static str,
    title: String,
    kicker: String,
    author: String,
    running: String,
    week: String,
    standing: String,
    draft: bool,
    simulated: bool,
    headline: String,
    summary: [Line; 3],
    /// Whether any price is of a week further back.
    shifted: bool,
    rows: Vec<Row>,
    /// The commodities without any price, in a row; they need no row of dashes.
    unpriced: String,
    foremost: Vec<Row>,
    charts_span: String,
    charts: Vec<Chart>,
    figures: Vec<String>,
    feast: Option<String>,
    spreads: Vec<String>,
    supplies: Vec<String>,
    interventions: Vec<String>,
    proposals: Vec<Group>,
    reckoning: Option<Reckoning>,
    quality: Vec<String>,
    made: String,
    rules: &'static str,
    sources: String,
    page: Option<Page>,
    method: Option<[String; 2]>,
}

/// A line of the summary and its mark.
#[derive(Debug, Serialize)]
struct Line {
    mark: &'static str,
    text: String,
}

#[derive(Debug, Serialize)]
struct Chart {
    name: String,
    unit: String,
    level: Option<Level>,
    note: String,
    plot: Plot,
}

#[derive(Debug, Serialize)]
struct Page {
    address: String,
    code: Option<String>,
    alt: String,
}

impl View {
    /// The sheet in a language.
    pub(super) fn new(sheet: &Sheet, lang: Lang) -> Self {
        let week = sheet.week.label(lang);
        let kicker = lang.pick("Lembar mingguan harga pangan", "Weekly food price sheet");
        let span = format!("{} – {}", wib::day(sheet.week.monday(), lang), wib::day(sheet.week.sunday(), lang));
        let until = sheet.data_until.map_or_else(
            || word("site.no_data_yet", lang).to_owned(),
            |day| filled("sheet.data_until", lang, &[("date", &date_long(day, lang))]),
        );
        let told = |text: &Bilingual| text.get(lang).to_owned();
        Self {
            lang: lang.code(),
            kicker: format!("{kicker} · {}", sheet.city),
            title: format!("{kicker} {} – {week}", sheet.city),
            author: format!("Lumbung {}", sheet.city),
            running: format!("Lumbung {} · {week}", sheet.city),
            standing: format!("{span} · {until}"),
            draft: sheet.draft,
            simulated: sheet.simulated,
            headline: told(&sheet.headline),
            summary: [
                Line { mark: "up", text: told(&sheet.summary.risen) },
                Line { mark: "down", text: told(&sheet.summary.fallen) },
                Line { mark: "ahead", text: told(&sheet.summary.at_risk) },
            ],
            rows: sheet.rows.iter().filter(|each| is_priced(each)).map(|each| row(each, sheet.week, lang)).collect(),
            unpriced: unpriced(&sheet.rows, lang),
            foremost: sheet.foremost().map(|each| row(each, sheet.week, lang)).collect(),
            shifted: sheet.rows.iter().any(|each| is_shifted(each, sheet.week)),
            charts_span: sheet.charts.first().map_or_else(String::new, |chart| {
                format!("{} – {}", date_long(chart.from, lang), date_long(chart.until, lang))
            }),
            charts: sheet
                .charts
                .iter()
                .map(|chart| Chart {
                    name: told(&chart.name),
                    unit: chart.unit.clone(),
                    level: chart.level.map(Level::from),
                    note: told(&chart.note),
                    plot: plot(sheet, chart, lang),
                })
                .collect(),
            figures: figures(sheet, lang),
            feast: sheet.feast.as_ref().map(|feast| told(&feast.sentence)),
            spreads: spreads(sheet, lang),
            supplies: supplies(sheet, lang),
            interventions: interventions(sheet, lang),
            proposals: proposals(sheet, lang),
            reckoning: reckoning(sheet, lang),
            quality: sheet.quality.lines.iter().map(told).collect(),
            made: made(sheet, lang),
            rules: word("sheet.rules", lang),
            sources: sources(sheet, lang),
            page: sheet.page.as_ref().map(|address| Page {
                address: address.clone(),
                code: qr::path(address).map(|(side, path)| code(side, &path)),
                alt: format!("{}: {address}", word("sheet.code", lang)),
            }),
            method: sheet.method.as_ref().map(|address| [word("sheet.method", lang).to_owned(), address.clone()]),
            word: words(lang),
            week,
        }
    }
}

/// A QR code as SVG, one unit a module.
fn code(side: usize, path: &str) -> String {
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {side} {side}\" width=\"{side}\" height=\"{side}\">\
         <path d=\"{path}\"/></svg>"
    )
}

/// Whose prices they are; empty without any.
fn sources(sheet: &Sheet, lang: Lang) -> String {
    let names: Vec<String> = sheet.sources.iter().map(|source| source_name(source, lang)).collect();
    if names.is_empty() { String::new() } else { filled("sheet.sources", lang, &[("sources", &names.join(", "))]) }
}

/// Who made it, when, from what, and that it stays.
fn made(sheet: &Sheet, lang: Lang) -> String {
    let at = wib::local(sheet.made_at);
    let moment = format!("{} {} WIB", date_short(at.date_naive(), lang), at.format(lang.pick("%H.%M", "%H:%M")));
    let version = sheet.version.to_string();
    let made = filled("sheet.made", lang, &[("moment", &moment), ("version", &version), ("program", &sheet.program)]);
    let kept = lang.pick(
        "Lembar ini tidak diubah setelah terbit; koreksi ditampilkan pada halamannya.",
        "This sheet is not changed once published; corrections are shown on its page.",
    );
    if sheet.draft { made } else { format!("{made} {kept}") }
}

#[cfg(test)]
mod tests {
    use super::super::specimen;
    use super::*;

    #[test]
    fn the_short_table_keeps_the_order_of_attention() {
        let view = View::new(&specimen::sheet(), Lang::Id);
        let names: Vec<&str> = view.foremost.iter().map(|row| row.name.as_str()).collect();
        assert_eq!(names[..2], ["Cabai Rawit Merah", "Bawang Merah Ukuran Sedang"]);
        assert_eq!(view.rows[0].name, "Beras Kualitas Bawah I");
    }

    #[test]
    fn a_sheet_without_an_address_has_no_code() {
        let mut sheet = specimen::sheet();
        let page = View::new(&sheet, Lang::Id).page.unwrap();
        assert!(page.code.unwrap().contains("viewBox=\"0 0 41 41\"") && page.alt.ends_with("/pekan/2025-W50"));
        sheet.page = None;
        assert!(View::new(&sheet, Lang::Id).page.is_none());
    }

    #[test]
    fn the_hour_is_that_of_the_city() {
        let sheet = specimen::sheet();
        assert!(
            made(&sheet, Lang::Id)
                .starts_with("Dibuat 14 Des 2025 20.00 WIB dari data versi 412 dengan Lumbung 0.1.0.")
        );
        assert!(made(&sheet, Lang::En).contains("14 Dec 2025 20:00 WIB"));
    }
}
