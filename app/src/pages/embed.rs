//! A chart alone, for a frame in another page: its finding, the drawing, where it
//! comes from and the way back.

use crate::asked::Asked;
use crate::components::ChartPlot;
use crate::i18n::words;
use crate::pages::not_found::{no_price, unknown_commodity};
use crate::reader::reader;
use crate::still::still;
use crate::wording;
use leptos::prelude::*;
use leptos::tachys::html::InertElement;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;
use lumbung_data::model::page::ChartPage;
use lumbung_data::model::{CommodityId, PlaceCode, date_long};

/// The chart of the commodity and place in the address.
#[component]
pub(crate) fn EmbedPage() -> impl IntoView {
    let asked = Asked::here();
    let params = use_params_map();
    let (id, place) = (params.read_untracked().get("id"), params.read_untracked().get("place"));
    let id = id.unwrap_or_default();
    let place = place.unwrap_or_default();
    let view = asked.view();
    let commodity = CommodityId::parse(&id).ok();
    let chart = commodity.as_ref().zip(PlaceCode::parse(&place).ok());
    if let Some(page) = chart.and_then(|(id, place)| reader().chart(id, &place, &view, asked.lang)) {
        return found(&asked, page);
    }
    // Only to say what is wrong: the page of a commodity takes far more than its chart.
    if commodity.is_some_and(|id| reader().commodity(&id, &view, asked.lang).is_some()) {
        no_price(asked, &id, &place)
    } else {
        unknown_commodity(asked, &id)
    }
}

fn found(asked: &Asked, page: ChartPage) -> InertElement {
    let lang = asked.lang;
    let (standing, trend) = (page.standing, page.trend);
    let sources: Vec<String> = trend.sources.iter().map(|source| wording::source(source, lang)).collect();
    let source = words!(lang, commodity.source, source = sources.join(", "));
    let date = standing.latest.map_or_else(String::new, |latest| date_long(latest, lang));
    let note = words!(lang, chart.file_note, city = standing.city.as_str(), version = standing.version, date = date);
    let query: Vec<(&str, String)> = trend.view.pairs();
    let query: Vec<(&str, &str)> = query.iter().map(|(key, value)| (*key, value.as_str())).collect();
    let back = asked.link_with(&format!("/komoditas/{}", trend.commodity), &query);
    let title = trend.chart.title.clone();
    let islands = reader().islands();
    let simulated =
        standing.simulated.then(|| view! { <p class="notice" role="note">{words!(lang, site.simulated)}</p> });
    still(view! {
        <Title text=page.name />
        <main id="isi" class="embed">
            {simulated}
            <section class="trend" aria-labelledby="tren">
                <h1 id="tren" class="embed-title">{title}</h1>
                <ChartPlot trend asked=asked.clone() islands />
            </section>
            <p class="fine">
                {source} " " {note} ". "
                <a href=back target="_top">{words!(lang, chart.embedded_from, city = standing.city.as_str())}</a>
            </p>
        </main>
    })
}
