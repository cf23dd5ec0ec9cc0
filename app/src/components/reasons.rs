//! Why rows were refused or doubted, row by row.

use crate::i18n::words;
use leptos::prelude::*;
use lumbung_data::model::count;
use lumbung_data::model::{Lang, Refusal};

/// The most rows that a page shows; a file holds the rest.
const MOST: usize = 50;

/// The first reasons as a table; nothing where there are none. `all` is the
/// address of a file with every reason.
#[component]
pub(crate) fn Reasons(reasons: Vec<Refusal>, all: Option<String>, lang: Lang) -> impl IntoView {
    if reasons.is_empty() {
        return None;
    }
    let total = reasons.len();
    let caption = if total > MOST {
        let figure = |number: usize| count(number as u64, lang);
        words!(lang, reasons.first, shown = figure(MOST), total = figure(total))
    } else {
        words!(lang, reasons.caption).to_owned()
    };
    let rows = reasons.into_iter().take(MOST).map(|refusal| row(refusal, lang)).collect_view();
    let all = all.map(|link| view! { <p><a href=link>{words!(lang, reasons.all)}</a></p> });
    Some(view! {
        <section class="part" aria-labelledby="alasan">
            <h2 id="alasan">{words!(lang, reasons.title)}</h2>
            <div class="sheet-frame" role="group" tabindex="0" aria-labelledby="alasan">
                <table class="sheet">
                    <caption>{caption}</caption>
                    <thead>
                        <tr>
                            <th scope="col" class="number">{words!(lang, reasons.row)}</th>
                            <th scope="col">{words!(lang, reasons.column)}</th>
                            <th scope="col">{words!(lang, reasons.value)}</th>
                            <th scope="col">{words!(lang, reasons.reason)}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            {all}
        </section>
    })
}

fn row(refusal: Refusal, lang: Lang) -> impl IntoView {
    let value = (!refusal.value.is_empty()).then(|| view! { <code class="cell-value">{refusal.value}</code> });
    view! {
        <tr>
            <td class="number">{count(refusal.row, lang)}</td>
            <td>{refusal.column}</td>
            <td>{value}</td>
            <td class="cell-text">{refusal.reason}</td>
        </tr>
    }
}
