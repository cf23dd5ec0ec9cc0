//! The surges that touch the range of the chart.

use crate::components::Day;
use crate::i18n::words;
use chrono::NaiveDate;
use leptos::either::Either;
use leptos::prelude::*;
use lumbung_data::model::page::SurgeRow;
use lumbung_data::model::{Lang, date_short, rupiah, signed_percent};

/// The surges as a table; a sentence where there are none.
#[component]
pub(crate) fn SurgeTable(
    surges: Vec<SurgeRow>,
    /// The last day with data where these are too old to say that a surge
    /// still runs.
    #[prop(optional_no_strip)]
    silent_since: Option<NaiveDate>,
    lang: Lang,
) -> impl IntoView {
    let body = if surges.is_empty() {
        Either::Left(view! { <p>{words!(lang, surges.none)}</p> })
    } else {
        Either::Right(table(surges, silent_since, lang))
    };
    view! {
        <section aria-labelledby="lonjakan">
            <h2 id="lonjakan">{words!(lang, surges.title)}</h2>
            {body}
        </section>
    }
}

fn table(surges: Vec<SurgeRow>, silent_since: Option<NaiveDate>, lang: Lang) -> impl IntoView {
    let rows = surges.into_iter().map(|surge| row(&surge, silent_since, lang)).collect_view();
    view! {
        <table class="sheet cards">
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

fn row(surge: &SurgeRow, silent_since: Option<NaiveDate>, lang: Lang) -> impl IntoView + use<> {
    let end = match (surge.end, silent_since) {
        (Some(date), _) => Either::Left(view! { <Day date lang /> }),
        (None, None) => Either::Right(words!(lang, surges.running).to_owned()),
        (None, Some(date)) => Either::Right(words!(lang, surges.unknown, date = date_short(date, lang))),
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
