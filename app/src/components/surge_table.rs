//! The surges that touch the range of the chart.

use crate::components::Day;
use crate::i18n::words;
use leptos::either::Either;
use leptos::prelude::*;
use lumbung_data::model::page::SurgeRow;
use lumbung_data::model::{Lang, rupiah, signed_percent};

/// The surges as a table; a sentence where there are none.
#[component]
pub(crate) fn SurgeTable(surges: Vec<SurgeRow>, lang: Lang) -> impl IntoView {
    let body = if surges.is_empty() {
        Either::Left(view! { <p>{words!(lang, surges.none)}</p> })
    } else {
        Either::Right(table(surges, lang))
    };
    view! {
        <section aria-labelledby="lonjakan">
            <h2 id="lonjakan">{words!(lang, surges.title)}</h2>
            {body}
        </section>
    }
}

fn table(surges: Vec<SurgeRow>, lang: Lang) -> impl IntoView {
    let rows = surges.into_iter().map(|surge| row(&surge, lang)).collect_view();
    view! {
        <table class="sheet">
            <caption>{words!(lang, surges.caption)}</caption>
            <thead>
                <tr>
                    <th scope="col">{words!(lang, surges.onset)}</th>
                    <th scope="col">{words!(lang, surges.end)}</th>
                    <th scope="col" class="number">{words!(lang, surges.baseline)}</th>
                    <th scope="col" class="number">{words!(lang, surges.peak)}</th>
                    <th scope="col" class="number">{words!(lang, surges.rise)}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
}

fn row(surge: &SurgeRow, lang: Lang) -> impl IntoView + use<> {
    let end = match surge.end {
        Some(date) => Either::Left(view! { <Day date lang /> }),
        None => Either::Right(words!(lang, surges.running)),
    };
    let rise = signed_percent(surge.peak / surge.baseline - 1.0, lang);
    view! {
        <tr>
            <th scope="row"><Day date=surge.onset lang /></th>
            <td data-label=words!(lang, surges.end)>{end}</td>
            <td class="number" data-label=words!(lang, surges.baseline)>{rupiah(surge.baseline, lang)}</td>
            <td class="number" data-label=words!(lang, surges.peak)>
                <span>{rupiah(surge.peak, lang)}" "<span class="sheet-day"><Day date=surge.peak_day lang /></span></span>
            </td>
            <td class="number" data-label=words!(lang, surges.rise)>{rise}</td>
        </tr>
    }
}
