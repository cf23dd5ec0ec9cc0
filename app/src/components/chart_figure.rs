//! The trend chart: its finding as the caption, its ranges, and the drawing,
//! with the island around it where the browser can have islands.

use crate::asked::Asked;
use crate::components::{RangeLinks, SeriesAddress};
use crate::i18n::words;
use crate::islands::{ChartReader, ReaderWords};
use leptos::either::Either;
use leptos::prelude::*;
use lumbung_data::model::Lang;
use lumbung_data::model::page::{Chart, Range};

/// The figure. Without islands it can still be read, and scrolled by keyboard
/// where it is wider than the window.
#[component]
pub(crate) fn ChartFigure(
    chart: Chart,
    shown: Range,
    asked: Asked,
    series: SeriesAddress,
    unit: String,
    islands: bool,
) -> impl IntoView {
    let lang = asked.lang;
    let drawing = view! { <div class="chart-drawing" inner_html=chart.svg></div> };
    let plot = if islands {
        Either::Left(view! {
            <ChartReader scale=chart.scale unit lang words=reader_words(lang) points_url=series.path("json")>
                {drawing}
            </ChartReader>
        })
    } else {
        Either::Right(view! {
            <div class="chart-frame" tabindex="0" role="group" aria-label=words!(lang, commodity.chart)>{drawing}</div>
        })
    };
    view! {
        <section class="trend" aria-labelledby="tren">
            <div class="trend-head">
                <h2 id="tren">{words!(lang, commodity.chart)}</h2>
                <RangeLinks shown asked />
            </div>
            <figure class="chart-figure">
                <figcaption>{chart.title}</figcaption>
                <p class="chart-swipe">{words!(lang, commodity.swipe)}</p>
                {plot}
            </figure>
        </section>
    }
}

fn reader_words(lang: Lang) -> ReaderWords {
    ReaderWords {
        label: words!(lang, reader.label).to_owned(),
        help: words!(lang, reader.help).to_owned(),
        touch: words!(lang, reader.touch).to_owned(),
        loading: words!(lang, reader.loading).to_owned(),
        failed: words!(lang, reader.failed).to_owned(),
        none: words!(lang, reader.none).to_owned(),
    }
}
