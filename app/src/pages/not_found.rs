//! What stands where nothing is: the way back, and the nearest known names.

use crate::asked::Asked;
use crate::components::{Frame, Room};
use crate::i18n::words;
use crate::reader::reader;
use http::StatusCode;
use leptos::prelude::*;
use leptos::tachys::html::InertElement;
use leptos_axum::ResponseOptions;
use lumbung_data::model::page::BoardRow;

/// The page of an address that does not exist.
#[component]
pub(crate) fn NotFoundPage() -> impl IntoView {
    let asked = Asked::here();
    let lang = asked.lang;
    let lead = words!(lang, missing.lead).to_owned();
    missing(asked, words!(lang, missing.title), lead, &[])
}

/// The page of a commodity that the profile does not watch.
pub(crate) fn unknown_commodity(asked: Asked, id: &str) -> InertElement {
    let lang = asked.lang;
    let board = reader().board(lang);
    let lead = words!(lang, missing.commodity_lead, city = board.standing.city.as_str(), id = id);
    missing(asked, words!(lang, missing.commodity_title), lead, &nearest(&board.rows, id))
}

/// The page of a warning that was never entered.
pub(crate) fn unknown_warning(asked: Asked) -> InertElement {
    let lang = asked.lang;
    let lead = words!(lang, missing.warning_lead).to_owned();
    missing(asked, words!(lang, missing.warning_title), lead, &[])
}

fn missing(asked: Asked, title: &'static str, lead: String, nearest: &[&BoardRow]) -> InertElement {
    if let Some(response) = use_context::<ResponseOptions>() {
        response.set_status(StatusCode::NOT_FOUND);
    }
    let lang = asked.lang;
    let known = (!nearest.is_empty()).then(|| {
        let links = nearest
            .iter()
            .map(|row| {
                let href = asked.link(&format!("/komoditas/{}", row.id));
                view! { <li><a href=href>{row.name.clone()}</a></li> }
            })
            .collect_view();
        view! {
            <p>{words!(lang, missing.nearest)}</p>
            <ul>{links}</ul>
        }
    });
    let content = view! {
        <div class="plain">
            <h1>{title}</h1>
            <p>{lead}</p>
            {known}
            <p><a href=asked.link("/")>{words!(lang, missing.back)}</a></p>
        </div>
    };
    let standing = reader().standing();
    Frame { asked, standing, title: title.to_owned(), room: Room::Elsewhere, at: None }.around(content)
}

/// At most three rows that share a word of at least three letters with what
/// was asked for, those with more of them first.
fn nearest<'a>(rows: &'a [BoardRow], asked: &str) -> Vec<&'a BoardRow> {
    let words: Vec<String> = asked
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| word.len() >= 3)
        .take(8)
        .map(str::to_lowercase)
        .collect();
    let shared =
        |row: &BoardRow| row.id.as_str().split('-').filter(|part| words.iter().any(|word| word == part)).count();
    let mut found: Vec<(usize, &BoardRow)> =
        rows.iter().map(|row| (shared(row), row)).filter(|(count, _)| *count > 0).collect();
    found.sort_by_key(|(count, _)| std::cmp::Reverse(*count));
    found.into_iter().take(3).map(|(_, row)| row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::harness::{Shelf, get};
    use lumbung_data::model::CommodityId;

    #[tokio::test]
    async fn an_unknown_address_is_a_404_with_the_way_back() {
        let page = get(Shelf::FULL, "//elsewhere.example/?lang=en").await;
        assert_eq!(page.status, 404);
        assert!(page.has("<h1>Page not found</h1>"));
        assert!(page.has(r#"href="/?lang=en">Back to the price board"#));
        assert!(!page.has("elsewhere"), "an address from outside does not get into the page");
    }

    #[tokio::test]
    async fn an_unknown_commodity_is_a_404_with_the_nearest_names() {
        let page = get(Shelf::FULL, "/komoditas/cabai-merah").await;
        assert_eq!(page.status, 404);
        assert!(page.has("<h1>Komoditas tidak dikenal</h1>") && page.has("“cabai-merah”"));
        assert!(page.has(r#"<li><a href="/komoditas/cabai-rawit-merah">Cabai rawit merah</a></li>"#));
    }

    #[tokio::test]
    async fn what_was_asked_for_is_escaped() {
        let page = get(Shelf::FULL, "/komoditas/%3Cscript%3Ealert(1)%3C%2Fscript%3E").await;
        assert_eq!(page.status, 404);
        assert!(!page.has("<script>alert"));
    }

    fn row(id: &str) -> BoardRow {
        BoardRow {
            id: CommodityId::parse(id).unwrap(),
            name: id.to_owned(),
            unit: "kg".to_owned(),
            source: None,
            latest: None,
            sparkline: None,
            warning: None,
            judged: false,
            reference: None,
        }
    }

    #[test]
    fn the_nearest_commodities_share_the_most_words() {
        let rows = ["bawang-merah", "cabai-rawit-hijau", "cabai-rawit-merah", "gula-pasir-lokal"].map(row);
        let ids = |asked| nearest(&rows, asked).iter().map(|row| row.id.to_string()).collect::<Vec<_>>();
        assert_eq!(ids("Cabai Rawit Merah"), ["cabai-rawit-merah", "cabai-rawit-hijau", "bawang-merah"]);
        assert!(ids("jagung").is_empty());
    }
}
