//! The figures behind a chart, folded below it.

use crate::components::Day;
use crate::i18n::words;
use leptos::prelude::*;
use lumbung_data::model::chart::{Measure, TrendChart};
use lumbung_data::model::{Frequency, Lang, month_of};

/// The table of what is drawn; nothing where nothing is.
#[component]
pub(crate) fn ChartTable<'a>(trend: &'a TrendChart, lang: Lang) -> impl IntoView + use<> {
    let table = &trend.table;
    let pace = table.pace.filter(|_| !table.rows.is_empty())?;
    let (caption, first) = match pace {
        Frequency::Daily => (words!(lang, chart.table_daily), words!(lang, chart.day)),
        Frequency::Weekly => (words!(lang, chart.table_weekly), words!(lang, chart.week)),
        Frequency::Monthly => (words!(lang, chart.table_monthly), words!(lang, chart.month)),
    };
    let thinned = (pace != trend.view.pace).then(|| view! { <p class="fine">{words!(lang, chart.table_thinned)}</p> });
    let names: Vec<_> =
        table.lines.iter().map(|name| view! { <th scope="col" class="number">{name.clone()}</th> }).collect();
    let measure = trend.measure;
    let rows: Vec<_> = table
        .rows
        .iter()
        .map(|(start, values)| {
            let values: Vec<_> =
                values.iter().map(|value| view! { <td class="number">{figure(*value, measure, lang)}</td> }).collect();
            let when = match pace {
                Frequency::Monthly => month_of(*start, lang).into_any(),
                Frequency::Daily | Frequency::Weekly => view! { <Day date=*start lang /> }.into_any(),
            };
            view! { <tr><th scope="row">{when}</th>{values}</tr> }
        })
        .collect();
    Some(view! {
        <details class="chart-table">
            <summary>{words!(lang, chart.table)}</summary>
            {thinned}
            <div class="chart-rows" tabindex="0" role="group" aria-label=words!(lang, chart.table)>
                <table class="sheet">
                    <caption>{caption}</caption>
                    <thead><tr><th scope="col">{first}</th>{names}</tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </details>
    })
}

/// A value in the measure of the chart; a dash where there is none.
fn figure(value: Option<f64>, measure: Measure, lang: Lang) -> String {
    value.map_or_else(|| "–".to_owned(), |value| measure.figure(value, lang))
}
