//! The reference price in force and where the latest price stands against it.

use crate::i18n::words;
use crate::wording::{reference_figure, reference_gap, reference_name};
use leptos::prelude::*;
use lumbung_data::model::page::ReferenceRow;
use lumbung_data::model::{Lang, date_long};

/// The reference in one line, its basis below.
#[component]
pub(crate) fn ReferenceLine(reference: ReferenceRow, price: Option<f64>, unit: String, lang: Lang) -> impl IntoView {
    let kind = reference.kind.clone();
    let name = match reference_name(&kind, lang) {
        Some(name) => view! { <abbr title=name>{kind}</abbr> }.into_any(),
        None => kind.into_any(),
    };
    let date = date_long(reference.from, lang);
    let from = if reference.from_known {
        words!(lang, reference.from, date = date)
    } else {
        words!(lang, reference.applied, date = date)
    };
    let gap = price.map(|price| format!(" {}.", reference_gap(price, &reference, lang)));
    view! {
        <section class="reference" aria-label=words!(lang, reference.title)>
            <p>
                <strong>{name}" "{reference_figure(&reference, &unit, lang)}</strong>
                " "
                {from}
                "."
                {gap}
            </p>
            <p class="fine">{words!(lang, reference.basis, basis = reference.basis.as_str())}</p>
        </section>
    }
}
