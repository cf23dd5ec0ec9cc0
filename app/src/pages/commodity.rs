//! A commodity: what it costs, why it is flagged, how it moved, and the
//! figures behind the drawing.

use crate::asked::Asked;
use crate::components::{
    ChartFigure, Frame, LatestPrice, MarketTable, RANGE_KEY, ReferenceLine, Room, SeriesAddress, SurgeTable,
    WarningBox, WeekTable,
};
use crate::i18n::words;
use crate::pages::not_found::unknown_commodity;
use crate::reader::reader;
use crate::wording;
use leptos::either::Either;
use leptos::prelude::*;
use leptos::tachys::html::InertElement;
use leptos_router::hooks::use_params_map;
use lumbung_data::model::page::{self, Range};
use lumbung_data::model::{CommodityId, Lang};

/// The page of the commodity in the address.
#[component]
pub(crate) fn CommodityPage() -> impl IntoView {
    let asked = Asked::here();
    let id = use_params_map().read_untracked().get("id").unwrap_or_default();
    let range = asked.value(RANGE_KEY).and_then(Range::from_code).unwrap_or_default();
    let page = CommodityId::parse(&id).ok().and_then(|id| reader().commodity(&id, range, asked.lang));
    match page {
        Some(page) => found(asked, page),
        None => unknown_commodity(asked, &id),
    }
}

fn found(asked: Asked, page: page::CommodityPage) -> InertElement {
    let series =
        SeriesAddress { commodity: page.id.clone(), region: page.standing.region.clone(), source: page.source.clone() };
    let standing = page.standing.clone();
    let title = page.name.clone();
    let content = content(page, &asked, series.clone());
    Frame { asked, standing, title, room: Room::Elsewhere, series: Some(series) }.around(content)
}

fn content(page: page::CommodityPage, asked: &Asked, series: SeriesAddress) -> impl IntoView + use<> {
    let lang = asked.lang;
    let islands = reader().islands();
    let price = page.latest.as_ref().map(|latest| latest.price);
    let subject = format!("{} · {} · {}", page.group, wording::price_level(page.level, lang), page.standing.city);
    let latest = match page.latest {
        Some(latest) => Either::Left(view! { <LatestPrice latest unit=page.unit.clone() lang /> }),
        None => Either::Right(view! { <p class="plain">{words!(lang, commodity.no_data)}</p> }),
    };
    let reference = page.reference.map(|reference| {
        view! { <ReferenceLine reference price unit=page.unit.clone() lang /> }
    });
    let source = page.source.as_ref().map(|source| source_note(&wording::source(source, lang), lang));
    let downloads = series.links(words!(lang, commodity.download));
    let chart = page.chart.map(|chart| {
        view! { <ChartFigure chart shown=page.range asked=asked.clone() series unit=page.unit islands /> }
    });
    let weeks = (!page.weeks.is_empty()).then(|| view! { <WeekTable weeks=page.weeks lang /> });
    view! {
        <p class="crumb"><a href=asked.link("/")><span aria-hidden="true">"← "</span>{words!(lang, commodity.back)}</a></p>
        <div class="page-head">
            <h1>{page.name}</h1>
            <p class="page-day">{subject}</p>
        </div>
        {latest}
        {page.warning.map(|warning| view! { <WarningBox warning lang /> })}
        {reference}
        {chart}
        <div class="columns">
            <SurgeTable surges=page.surges lang />
            <MarketTable markets=page.markets city=page.standing.city lang />
        </div>
        {weeks}
        <div class="sources">{source}{downloads}</div>
    }
}

fn source_note(source: &str, lang: Lang) -> impl IntoView + use<> {
    view! { <p>{words!(lang, commodity.source, source = source)}</p> }
}

#[cfg(test)]
mod tests {
    use crate::harness::{Shelf, get};

    #[tokio::test]
    async fn a_commodity_shows_price_reason_reference_chart_and_tables() {
        let page = get(Shelf::FULL, "/komoditas/cabai-rawit-merah").await;
        assert_eq!(page.status, 200);
        assert!(page.has("<title>Cabai rawit merah – Lumbung Kota Bandung</title>"));
        assert!(page.has("<h1>Cabai rawit merah</h1>"));
        assert!(page.has("39,3% di atas median empat pekan"));
        assert!(page.has("Rp40.000–57.000/kg") && page.has("36,8% di atas HAP"));
        assert!(page.has("<svg class=\"chart\""));
        assert!(page.has("tidak berubah sejak 3 Des 2025"));
        assert!(page.has(r#"href="/api/v1/series/cabai-rawit-merah/3273.csv?source=pihps""#));
    }

    #[tokio::test]
    async fn the_range_in_the_address_is_marked_and_the_others_are_links() {
        let page = get(Shelf::FULL, "/komoditas/bawang-merah?rentang=3b&lang=en").await;
        assert!(page.has(r#"href="?lang=en&amp;rentang=3b" aria-current="true""#));
        assert!(page.has(r#"href="?lang=en&amp;rentang=semua""#));
        assert_eq!(page.html.matches(r#"aria-current="true""#).count(), 1);
    }

    #[tokio::test]
    async fn a_commodity_without_data_says_so_and_draws_nothing() {
        let page = get(Shelf::FULL, "/komoditas/gula-pasir-lokal").await;
        assert_eq!(page.status, 200);
        assert!(page.has("Belum ada harga untuk komoditas ini."));
        assert!(!page.has("class=\"chart\""));
    }

    #[tokio::test]
    async fn the_island_is_there_only_when_the_browser_can_have_it() {
        let still = get(Shelf::FULL, "/komoditas/bawang-merah").await;
        assert!(!still.has("leptos-island") && !still.has("lumbung.wasm"));
        let awake = get(Shelf { islands: true, ..Shelf::FULL }, "/komoditas/bawang-merah").await;
        assert!(awake.has("<leptos-island") && awake.has("lumbung.wasm") && awake.has("type=\"module\" nonce="));
        assert!(awake.has("<svg class=\"chart\""), "the drawing stands in the page either way");
        assert!(!awake.has("<!>"), "the island has no lists, so the whole page is valid");
    }
}
