//! What stands where nothing is: the way back, and the nearest known names.

use crate::asked::Asked;
use crate::components::{Frame, Room};
use crate::i18n::words;
use crate::reader::reader;
use crate::wording::place_path;
use http::StatusCode;
use leptos::prelude::*;
use leptos::tachys::html::InertElement;
use leptos_axum::ResponseOptions;
use lumbung_data::model::board::BoardRow;
use lumbung_data::model::{CommodityId, PlaceCode};

/// The page of an address that does not exist.
#[component]
pub(crate) fn NotFoundPage() -> impl IntoView {
    let asked = Asked::here();
    let lang = asked.lang;
    let lead = words!(lang, missing.lead).to_owned();
    missing(asked, words!(lang, missing.title), lead, Nearest::none())
}

/// The page of a commodity that the profile does not watch.
pub(crate) fn unknown_commodity(asked: Asked, id: &str) -> InertElement {
    let lang = asked.lang;
    let board = reader().board(lang);
    let lead = words!(lang, missing.commodity_lead, city = board.standing.city.as_str(), id = id);
    let near = nearest(&board.rows, id);
    let links = near.iter().map(|row| (format!("/komoditas/{}", row.id), row.name.clone())).collect();
    missing(asked, words!(lang, missing.commodity_title), lead, Nearest { word: words!(lang, missing.nearest), links })
}

/// The page of a series that is none. Commodity and place stand as they were asked for.
pub(crate) fn unknown_series(asked: Asked, id: &str, code: &str) -> InertElement {
    let lang = asked.lang;
    let lead = words!(lang, missing.series_lead, id = id, code = code);
    let of_commodity = CommodityId::parse(id)
        .ok()
        .map(|id| (format!("/data?komoditas={id}"), words!(lang, missing.series_of).to_owned()));
    let all = ("/data".to_owned(), words!(lang, missing.series_all).to_owned());
    let links = of_commodity.into_iter().chain([all]).collect();
    let nearest = Nearest { word: words!(lang, missing.series_find), links };
    missing(asked, words!(lang, missing.series_title), lead, nearest)
}

/// The page of a warning that was never entered.
pub(crate) fn unknown_warning(asked: Asked) -> InertElement {
    let lang = asked.lang;
    let lead = words!(lang, missing.warning_lead).to_owned();
    missing(asked, words!(lang, missing.warning_title), lead, Nearest::none())
}

/// The page of a market or region that is none. `code` stands as it was asked for.
pub(crate) fn unknown_place(asked: Asked, code: &str) -> InertElement {
    let lang = asked.lang;
    let places = reader().places();
    let near = nearest_places(&places, code);
    let links = near.iter().map(|(place, name)| (place_path(place), name.clone())).collect();
    let nearest = Nearest { word: words!(lang, missing.nearest_places), links };
    let Some((region, market)) = code.split_once('/') else {
        let lead = words!(lang, missing.region_lead, id = code);
        return missing(asked, words!(lang, missing.region_title), lead, nearest);
    };
    let name = places.iter().find(|(place, _)| place.as_str() == region).map(|(_, name)| name.as_str());
    let lead = words!(lang, missing.market_lead, id = market, region = name.unwrap_or(region));
    missing(asked, words!(lang, missing.market_title), lead, nearest)
}

/// The page of a chart of a price that is not known. Both stand as they were asked for.
pub(crate) fn no_price(asked: Asked, id: &str, place: &str) -> InertElement {
    let lang = asked.lang;
    let places = reader().places();
    let name = places.iter().find(|(known, _)| known.as_str() == place).map_or(place, |(_, name)| name);
    let lead = words!(lang, missing.price_lead, id = id, place = name);
    let link = (format!("/komoditas/{id}"), words!(lang, missing.price_link).to_owned());
    let nearest = Nearest { word: words!(lang, missing.price_instead), links: vec![link] };
    missing(asked, words!(lang, missing.price_title), lead, nearest)
}

/// The places that a code may mean: of a market's, those of its region; of a region's, those
/// whose code or name begins alike.
fn nearest_places<'a>(places: &'a [(PlaceCode, String)], code: &str) -> Vec<&'a (PlaceCode, String)> {
    const SHOWN: usize = 8;
    let asked = code.to_lowercase();
    let region = asked.split_once('/').map(|(region, _)| region);
    let near = |place: &PlaceCode, name: &str| {
        if let Some(region) = region {
            return place.is_market() && place.region().as_str() == region;
        }
        let by_code = asked.len() >= 2 && asked.get(..2) == place.as_str().get(..2);
        let by_name = asked.len() >= 3 && name.to_lowercase().split(' ').any(|word| word.starts_with(&asked));
        !place.is_market() && (by_code || by_name)
    };
    places.iter().filter(|(place, name)| near(place, name)).take(SHOWN).collect()
}

/// Where else the reader may have wanted to go.
struct Nearest {
    word: &'static str,
    /// Addresses with what they are called.
    links: Vec<(String, String)>,
}

impl Nearest {
    fn none() -> Self {
        Self { word: "", links: Vec::new() }
    }
}

fn missing(asked: Asked, title: &'static str, lead: String, nearest: Nearest) -> InertElement {
    if let Some(response) = use_context::<ResponseOptions>() {
        response.set_status(StatusCode::NOT_FOUND);
    }
    let lang = asked.lang;
    let known = (!nearest.links.is_empty()).then(|| {
        let link = |(path, name): (String, String)| view! { <li><a href=asked.link(&path)>{name}</a></li> };
        let links = nearest.links.into_iter().map(link).collect_view();
        view! {
            <p>{nearest.word}</p>
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
