//! The trend chart: its switches, its finding as the caption, the drawing with
//! the island around it where the browser can have islands, and below it the
//! figures and files.

use crate::asked::{Asked, CHART};
use crate::components::{ChartFiles, ChartForms, ChartSwitches, ChartTable};
use crate::i18n::words;
use crate::islands::{ChartReader, ReaderWords};
use crate::wording::intervention::span;
use leptos::either::Either;
use leptos::prelude::*;
use lumbung_data::model::chart::{Span, TrendChart, View};
use lumbung_data::model::{CommodityId, Lang, PlaceCode, day};

/// Interventions that are listed without being asked for.
const SHOWN_ACTS: usize = 3;

/// The figure. Without islands it can still be read, and scrolled by keyboard
/// where it is wider than the window.
#[component]
pub(crate) fn ChartFigure(trend: TrendChart, asked: Asked, islands: bool) -> impl IntoView {
    let lang = asked.lang;
    let switches = view! { <ChartSwitches trend=&trend asked=asked.clone() /> };
    let forms = view! { <ChartForms trend=&trend asked=asked.clone() /> };
    let files = view! { <ChartFiles trend=&trend asked=asked.clone() islands /> };
    let table = view! { <ChartTable trend=&trend lang /> };
    let title = trend.chart.title.clone();
    let others = others(&trend, &asked);
    let acts = acts(&trend, &asked);
    view! {
        <section class="trend" aria-labelledby=CHART>
            <div class="trend-head">
                <h2 id=CHART>{words!(lang, commodity.chart)}</h2>
                {others}
            </div>
            {switches}
            <figure class="chart-figure">
                <figcaption>{title}</figcaption>
                <p class="chart-swipe">{words!(lang, commodity.swipe)}</p>
                <ChartPlot trend asked islands />
            </figure>
            {acts}
            {files}
            {forms}
            {table}
        </section>
    }
}

/// The interventions that are marked on the chart, each with its page.
fn acts(trend: &TrendChart, asked: &Asked) -> Option<impl IntoView + use<>> {
    let lang = asked.lang;
    let items: Vec<_> = trend
        .acts
        .iter()
        .rev()
        .map(|one| {
            let link = asked.link(&format!("/intervensi/{}", one.id));
            let (when, state) = (span(one.from, one.to, lang), one.phase.name(lang));
            view! { <li><a href=link>{one.title.clone()}</a>", "{when}" ("{state}")"</li> }
        })
        .collect();
    let is_open = items.len() <= SHOWN_ACTS;
    (!items.is_empty()).then(|| {
        view! {
            <details class="chart-acts" open=is_open>
                <summary>{words!(lang, intervention.beside)}</summary>
                <ul>{items}</ul>
            </details>
        }
    })
}

/// The other commodities of the place, each with the chart in the same state.
fn others(trend: &TrendChart, asked: &Asked) -> Option<impl IntoView + use<>> {
    let query = trend.view.pairs();
    let query: Vec<(&str, &str)> = query.iter().map(|(key, value)| (*key, value.as_str())).collect();
    let items: Vec<_> = trend
        .choices
        .commodities
        .iter()
        .map(|(other, name)| {
            let to = asked.link_with(&format!("/komoditas/{}", other.commodity), &query);
            view! { <li><a href=to data-swap>{name.clone()}</a></li> }
        })
        .collect();
    (!items.is_empty()).then(|| {
        view! {
            <details class="chart-others">
                <summary>{words!(asked.lang, chart.switch)}</summary>
                <ul>{items}</ul>
            </details>
        }
    })
}

/// The drawing alone, with its reader where there are islands.
#[component]
pub(crate) fn ChartPlot(trend: TrendChart, asked: Asked, islands: bool) -> impl IntoView {
    let lang = asked.lang;
    let drawing = view! { <div class="chart-drawing" inner_html=trend.chart.svg.clone()></div> };
    if !islands {
        return Either::Right(view! {
            <div class="chart-frame" tabindex="0" role="group" aria-label=words!(lang, commodity.chart)>{drawing}</div>
        });
    }
    let open = trend.view.over(Span::default());
    Either::Left(view! {
        <ChartReader
            scale=trend.chart.scale
            last_known=day::of(trend.known.1)
            measure=trend.measure
            pace=trend.view.pace
            unit=trend.unit
            lines=trend.lines
            lang
            words=reader_words(lang)
            points_url=figures_path(&trend.commodity, &trend.place, &trend.view, "json")
            brush=asked.query_showing(&open)
        >
            {drawing}
        </ChartReader>
    })
}

/// Where a chart's file lies, by the ending of its name; none for the path alone.
pub(crate) fn figures_path(commodity: &CommodityId, place: &PlaceCode, view: &View, format: &str) -> String {
    let (dot, query) = (if format.is_empty() { "" } else { "." }, view.query());
    let mark = if query.is_empty() { "" } else { "?" };
    format!("/grafik/{commodity}/{place}{dot}{format}{mark}{query}")
}

fn reader_words(lang: Lang) -> ReaderWords {
    ReaderWords {
        label: words!(lang, reader.label).to_owned(),
        frame: words!(lang, commodity.chart).to_owned(),
        help: words!(lang, reader.help).to_owned(),
        touch: words!(lang, reader.touch).to_owned(),
        loading: words!(lang, reader.loading).to_owned(),
        failed: words!(lang, reader.failed).to_owned(),
        none: words!(lang, reader.none).to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use crate::harness::{Shelf, get};

    const PAGE: &str = "/komoditas/bawang-merah";

    #[tokio::test]
    async fn what_is_shown_is_marked_and_every_other_state_is_a_link() {
        let page = get(Shelf::FULL, &format!("{PAGE}?rentang=3b&lang=en")).await;
        assert!(page.has(r#"href="?lang=en&amp;rentang=3b#tren" aria-current="true""#));
        assert!(page.has(r#"href="?lang=en&amp;rentang=semua#tren""#));
        assert!(page.has(r#"href="?lang=en#tren""#), "the default goes without saying");
        assert!(page.has(r#"href="?lang=en&amp;rentang=3b&amp;satuan=indeks#tren""#));
        assert!(page.has(r#"href="?lang=en&amp;rentang=3b&amp;skala=log#tren""#));
        assert!(page.has(r#"href="?lang=en&amp;rentang=3b&amp;frekuensi=mingguan#tren""#));
        assert_eq!(page.html.matches(r#"aria-current="true""#).count(), 4);
    }

    #[tokio::test]
    async fn the_window_moves_by_links_and_a_step_that_leads_nowhere_is_none() {
        let page = get(Shelf::FULL, &format!("{PAGE}?satuan=indeks")).await;
        assert!(page.has(r#"href="?dari=2025-12-01&amp;sampai=2025-12-09&amp;satuan=indeks#tren""#));
        assert_eq!(page.html.matches("switch-off").count(), 3);
    }

    #[tokio::test]
    async fn dates_and_comparisons_are_forms_that_keep_the_rest() {
        let page = get(Shelf::FULL, &format!("{PAGE}?lang=en&skala=log&banding=telur-ayam-ras")).await;
        assert!(page.has(r#"name="dari" value="2025-12-01""#) && page.has(r#"name="sampai" value="2025-12-19""#));
        assert_eq!(page.html.matches(r#"type="hidden" name="skala" value="log""#).count(), 2);
        assert_eq!(page.html.matches(r#"type="hidden" name="lang" value="en""#).count(), 2);
        assert!(page.has("Bawang &lt;merah&gt;</option>") && !page.has("Telur ayam ras</option>"));
        assert!(page.has(r#"href="?lang=en&amp;skala=log#tren" title="Remove Telur ayam ras from the comparison""#));
    }

    #[tokio::test]
    async fn the_figures_stand_below_and_can_be_had_as_files_of_the_same_state() {
        let page = get(Shelf::FULL, &format!("{PAGE}?rentang=1b&lang=en")).await;
        assert!(page.has("<details class=\"chart-table\">") && page.has(">Rp80,000</td>") && page.has(">–</td>"));
        assert!(page.has(r#"href="/grafik/bawang-merah/3273.png?rentang=1b&amp;lang=en""#));
        assert!(page.has("&lt;iframe src=&quot;") || page.has("&lt;iframe src=\""));
        assert!(page.has("https://lumbung.bandung.go.id/sematkan/bawang-merah/3273?rentang=1b"));
    }

    #[tokio::test]
    async fn other_commodities_keep_the_state_of_the_chart() {
        let page = get(Shelf::FULL, "/komoditas/cabai-rawit-merah?rentang=3b").await;
        assert!(page.has(r#"href="/komoditas/telur-ayam-ras?rentang=3b""#));
    }

    #[tokio::test]
    async fn interventions_on_the_chart_stand_below_it_as_links() {
        let page = get(Shelf::FULL, &format!("{PAGE}?lang=en")).await;
        assert!(page.has("Interventions on this chart") && page.has("3–5 December 2025 (Held)"));
        assert!(page.has(r#"href="/intervensi/7?lang=en">Pasar murah &lt;Regol&gt;</a>"#));
    }

    #[tokio::test]
    async fn an_embedded_chart_stands_alone_with_its_source_and_the_way_back() {
        let page = get(Shelf::FULL, "/sematkan/cabai-rawit-merah/3273?rentang=3b").await;
        assert_eq!(page.status, 200);
        assert!(page.has("<svg class=\"chart\"") && page.has("PIHPS") && page.has("versi 7"));
        assert!(page.has(r#"href="/komoditas/cabai-rawit-merah?rentang=3b" target="_top""#));
        assert!(!page.has("class=\"masthead\"") && !page.has("<form"));
        let simulated = get(Shelf { simulated: true, ..Shelf::FULL }, "/sematkan/bawang-merah/3273/kosambi").await;
        assert!(simulated.has("class=\"notice\""));
        assert_eq!(get(Shelf::FULL, "/sematkan/emas/3273").await.status, 404);
    }
}
