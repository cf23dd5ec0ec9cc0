//! The last weeks of the city price: what the chart shows, as figures.

use crate::components::{Day, ShareFigure};
use crate::i18n::words;
use leptos::prelude::*;
use lumbung_data::model::page::WeekRow;
use lumbung_data::model::{Lang, rupiah};

/// The weeks as a table, with the note that they are no IPH.
#[component]
pub(crate) fn WeekTable(weeks: Vec<WeekRow>, commodity: String, city: String, lang: Lang) -> impl IntoView {
    let rows = weeks.into_iter().map(|week| row(&week, lang)).collect_view();
    view! {
        <section class="part" aria-labelledby="pekan">
            <h2 id="pekan">{words!(lang, weeks.title)}</h2>
            <table class="sheet weeks">
                <caption>{words!(lang, weeks.caption, commodity = commodity.as_str(), city = city.as_str())}</caption>
                <thead>
                    <tr>
                        <th scope="col">{words!(lang, weeks.monday)}</th>
                        <th scope="col" class="number">{words!(lang, weeks.mean)}</th>
                        <th scope="col" class="number">{words!(lang, weeks.change)}</th>
                        <th scope="col" class="number">{words!(lang, weeks.low)}</th>
                        <th scope="col" class="number">{words!(lang, weeks.high)}</th>
                        <th scope="col" class="number">{words!(lang, weeks.days)}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
            <p class="fine">{words!(lang, weeks.note)}</p>
        </section>
    }
}

fn row(week: &WeekRow, lang: Lang) -> impl IntoView + use<> {
    view! {
        <tr>
            <th scope="row"><Day date=week.monday lang /></th>
            <td class="number">{rupiah(week.price, lang)}</td>
            <td class="number"><ShareFigure share=week.change lang /></td>
            <td class="number">{rupiah(week.low, lang)}</td>
            <td class="number">{rupiah(week.high, lang)}</td>
            <td class="number">{week.days}</td>
        </tr>
    }
}
