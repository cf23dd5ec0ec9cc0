//! Small drawings beside one another on one scale, with what they say.

use crate::i18n::words;
use leptos::prelude::*;
use lumbung_data::model::Lang;
use lumbung_data::model::figure::{Aligned, Compared, Figures};

/// The drawings, under how they are to be read.
#[component]
pub(crate) fn Panels(figures: Figures) -> impl IntoView {
    let Figures { reading, figures } = figures;
    let drawn = figures.into_iter().map(|figure| {
        view! {
            <li>
                <figure class="panel-figure">
                    <figcaption>
                        <b>{figure.title}</b>
                        <span>{figure.note}</span>
                    </figcaption>
                    <div inner_html=figure.svg></div>
                </figure>
            </li>
        }
    });
    view! {
        <p class="fine">{reading}</p>
        <ul class="panels">{drawn.collect_view()}</ul>
    }
}

/// The markets compared, with the finding as a sentence.
#[component]
pub(crate) fn MarketsCompared(compared: Compared, lang: Lang) -> impl IntoView {
    let Compared { finding, ranked, over_time } = compared;
    let ranked = ranked.map(|svg| view! { <div class="ranked" inner_html=svg></div> });
    view! {
        <section class="part" aria-labelledby="banding-pasar">
            <h2 id="banding-pasar">{words!(lang, markets.compared)}</h2>
            <p class="finding">{finding}</p>
            {ranked}
            <Panels figures=over_time />
        </section>
    }
}

/// Past surges beside one another.
#[component]
pub(crate) fn SurgesAligned(aligned: Aligned, lang: Lang) -> impl IntoView {
    view! {
        <section class="part" aria-labelledby="lonjakan-banding">
            <h2 id="lonjakan-banding">{words!(lang, surges.aligned)}</h2>
            <p class="finding">{aligned.finding}</p>
            <Panels figures=aligned.surges />
        </section>
    }
}
