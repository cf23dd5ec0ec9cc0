//! The board: one line that says whether anything needs attention, then every
//! watched commodity, gravest first.

use crate::asked::Asked;
use crate::components::{BoardTable, Frame, Room};
use crate::i18n::words;
use crate::reader::reader;
use leptos::either::Either;
use leptos::prelude::*;
use lumbung_data::model::page::{Board, BoardRow};
use lumbung_data::model::{Lang, WarningLevel, date_long};

/// The front page.
#[component]
pub(crate) fn BoardPage() -> impl IntoView {
    let asked = Asked::here();
    let lang = asked.lang;
    let Board { standing, rows } = reader().board(lang);
    let content = match standing.latest {
        None => Either::Left(empty(&standing.city, lang)),
        Some(latest) => {
            let day = words!(lang, site.as_of, date = date_long(latest, lang));
            Either::Right(view! {
                <div class="page-head">
                    <h1>{words!(lang, board.title)}" "<span class="h1-place">{standing.city.clone()}</span></h1>
                    <p class="page-day">{day}</p>
                </div>
                {summary(&rows, &asked)}
                <BoardTable rows asked=asked.clone() />
            })
        }
    };
    let title = words!(lang, board.title).to_owned();
    Frame { asked, standing, title, room: Room::Board, series: None }.around(content)
}

/// The one line: which commodities need attention, or that none does.
fn summary(rows: &[BoardRow], asked: &Asked) -> impl IntoView + use<> {
    let lang = asked.lang;
    let total = rows.iter().filter(|row| row.latest.is_some()).count();
    let flagged: Vec<(&BoardRow, WarningLevel)> =
        rows.iter().filter_map(|row| row.warning.as_ref().map(|warning| (row, warning.level))).collect();
    if flagged.is_empty() {
        let calm = words!(lang, board.calm, total = total);
        return Either::Left(view! { <p class="summary summary-calm">{calm}</p> });
    }
    let opening = match flagged.len() {
        1 => words!(lang, board.attention_one, total = total),
        count => words!(lang, board.attention, count = count, total = total),
    };
    let last = flagged.len() - 1;
    let names = flagged
        .into_iter()
        .enumerate()
        .map(|(place, (row, level))| {
            let href = asked.link(&format!("/komoditas/{}", row.id));
            let end = if place == last { "." } else { ", " };
            view! { <a href=href>{row.name.clone()}</a>{format!(" ({}){end}", level.word().to_lowercase())} }
        })
        .collect_view();
    Either::Right(view! { <p class="summary summary-attention"><strong>{opening}</strong>" "{names}</p> })
}

/// What a new Lumbung shows: how to fill it.
fn empty(city: &str, lang: Lang) -> impl IntoView + use<> {
    let file = lang.pick("BERKAS", "FILE");
    view! {
        <div class="plain">
            <h1>{words!(lang, empty.title)}</h1>
            <p>{words!(lang, empty.lead, city = city)}</p>
            <p>{words!(lang, empty.file)}</p>
            <pre><code>{format!("lumbung ingest {file}")}</code></pre>
            <p>{words!(lang, empty.sample)}</p>
            <pre><code>"lumbung sample"</code></pre>
            <p>{words!(lang, empty.after)}</p>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use crate::harness::{Shelf, get};

    #[tokio::test]
    async fn the_board_names_what_needs_attention_and_lists_every_commodity() {
        let board = get(Shelf::FULL, "/").await;
        assert_eq!(board.status, 200);
        assert!(board.has("1 dari 2 komoditas perlu perhatian:"));
        assert!(board.has(r#"<a href="/komoditas/cabai-rawit-merah">Cabai rawit merah</a> (siaga)."#));
        for name in ["Cabai rawit merah", "Bawang merah", "Gula pasir lokal"] {
            assert!(board.has(&format!(">{name}</a></th>")), "{name}");
        }
        assert!(board.has("Rp78.000/kg") && board.has("+3,2%") && board.has("3 hari lalu"));
        assert!(board.has("terkonfirmasi sejak 17 Desember 2025"));
    }

    #[tokio::test]
    async fn a_calm_board_says_so() {
        let board = get(Shelf { flagged: false, ..Shelf::FULL }, "/").await;
        assert!(board.has("Tidak ada lonjakan harga pada 2 komoditas yang dipantau."));
        assert!(!board.has("badge"));
    }

    #[tokio::test]
    async fn an_empty_lumbung_says_how_to_fill_it() {
        let board = get(Shelf { filled: false, ..Shelf::FULL }, "/").await;
        assert!(board.has("lumbung ingest BERKAS") && board.has("lumbung sample"));
        assert!(!board.has("<table"));
    }

    #[tokio::test]
    async fn simulated_figures_are_announced_and_real_ones_are_not() {
        let notice = "Data simulasi — angka di halaman ini dibuat komputer, bukan harga pasar";
        assert!(get(Shelf { simulated: true, ..Shelf::FULL }, "/").await.has(notice));
        assert!(!get(Shelf::FULL, "/").await.has(notice));
    }

    #[tokio::test]
    async fn english_is_kept_in_links_when_the_address_asked_for_it() {
        let board = get(Shelf::FULL, "/?lang=en").await;
        assert!(board.has(r#"<html lang="en">"#));
        assert!(board.has("1 of 2 commodities needs attention:"));
        assert!(board.has(r#"href="/komoditas/bawang-merah?lang=en""#));
        assert!(board.has(r#"href="?lang=id""#));
    }
}
