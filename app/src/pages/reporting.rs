//! The part of `/mutu` that tells who reported on which day, and what was
//! revised of late.

use crate::asked::Asked;
use crate::components::{Day, ReportingCalendar, ReportingLegend};
use crate::i18n::words;
use crate::reader::reader;
use crate::wording;
use leptos::either::Either;
use leptos::prelude::*;
use lumbung_data::model::reporting::{Reporting, RevisionRow};
use lumbung_data::model::{Lang, rupiah_per};
use std::sync::Arc;

/// Both parts.
#[component]
pub(crate) fn ReportingParts<'a>(asked: &'a Asked) -> impl IntoView + use<> {
    let lang = asked.lang;
    let Reporting { calendars, revisions } = Arc::unwrap_or_clone(reader().reporting(lang));
    let drawn = (!calendars.is_empty()).then(|| {
        let calendars =
            calendars.into_iter().map(|calendar| view! { <ReportingCalendar calendar lang /> }).collect_view();
        view! {
            <section class="part" aria-labelledby="kalender">
                <h2 id="kalender">{words!(lang, reporting.title)}</h2>
                <p>{words!(lang, reporting.explained)}</p>
                <ReportingLegend lang />
                {calendars}
            </section>
        }
    });
    view! {
        {drawn}
        <section class="part" aria-labelledby="revisi">
            <h2 id="revisi">{words!(lang, reporting.revisions_title)}</h2>
            {revised(revisions, asked)}
        </section>
    }
}

fn revised(revisions: Vec<RevisionRow>, asked: &Asked) -> impl IntoView + use<> {
    let lang = asked.lang;
    if revisions.is_empty() {
        return Either::Left(view! { <p>{words!(lang, reporting.no_revisions)}</p> });
    }
    let rows = revisions.into_iter().map(|revision| row(revision, asked)).collect_view();
    Either::Right(view! {
        <table class="sheet cards">
            <caption>{words!(lang, reporting.revisions_caption)}</caption>
            <thead>
                <tr>
                    <th scope="col">{words!(lang, quality.date)}</th>
                    <th scope="col">{words!(lang, quality.commodity)}</th>
                    <th scope="col">{words!(lang, quality.place)}</th>
                    <th scope="col" class="number">{words!(lang, reporting.before)}</th>
                    <th scope="col" class="number">{words!(lang, reporting.after)}</th>
                    <th scope="col">{words!(lang, reporting.by)}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    })
}

fn row(revision: RevisionRow, asked: &Asked) -> impl IntoView + use<> {
    let lang = asked.lang;
    let link = asked.link(&format!("/komoditas/{}", revision.commodity));
    let price = |price: f64| rupiah_per(price, &revision.unit, lang);
    let after = revision.after.map_or_else(|| words!(lang, reporting.taken_back).to_owned(), price);
    view! {
        <tr>
            <th scope="row"><Day date=revision.date lang /></th>
            <td data-label=words!(lang, quality.commodity)><a href=link>{revision.name}</a></td>
            <td data-label=words!(lang, quality.place)>
                {revision.place} " " <span class="age">{wording::source(&revision.source, lang)}</span>
            </td>
            <td class="number" data-label=words!(lang, reporting.before)>{price(revision.before)}</td>
            <td class="number" data-label=words!(lang, reporting.after)><strong>{after}</strong></td>
            <td data-label=words!(lang, reporting.by)>{by(revision.version, revision.file, lang)}</td>
        </tr>
    }
}

/// The batch that changed it.
fn by(version: i64, file: Option<String>, lang: Lang) -> String {
    file.map_or_else(
        || words!(lang, reporting.by_version, version = version),
        |file| words!(lang, reporting.by_file, version = version, file = file),
    )
}

#[cfg(test)]
mod tests {
    use crate::harness::{Shelf, get};

    #[tokio::test]
    async fn a_place_is_drawn_day_by_day_and_told_in_a_sentence() {
        let page = get(Shelf::FULL, "/mutu").await;
        assert!(page.has("5 dari 9 hari lapor lengkap, 1 sebagian, 3 tanpa laporan. Tidak melapor sejak 16 Des 2025."));
        assert!(page.has(r#"role="img" aria-label="Kalender pelaporan Pasar Kosambi""#));
        // Two weeks of five days: the first Monday is whole, the second Tuesday crossed out.
        assert!(page.has(r#"viewBox="0 0 46 68""#) && page.has(r#" d="M24 13h9v9h-9z"#));
        assert!(page.has(r#" d="M37.5 26.5l4 4"#));
        assert!(page.has("<li>10 Des 2025: 12 dari 21 harga</li>"));
    }

    #[tokio::test]
    async fn a_revision_tells_both_figures_and_the_file_that_brought_it() {
        let page = get(Shelf::FULL, "/mutu?lang=en").await;
        assert!(page.has("Rp13,000/kg") && page.has("<strong>Rp31,000/kg</strong>"));
        assert!(page.has("version 7: pekan-ini.csv"));
    }

    #[tokio::test]
    async fn without_data_there_is_no_calendar_and_no_revision() {
        let page = get(Shelf { filled: false, ..Shelf::FULL }, "/mutu").await;
        assert!(!page.has("Kalender pelaporan") && page.has("Belum ada harga yang direvisi."));
    }
}
