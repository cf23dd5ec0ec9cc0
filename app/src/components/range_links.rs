//! The ranges of a chart as plain links, so that each has an address.

use crate::asked::Asked;
use crate::i18n::words;
use crate::wording;
use leptos::prelude::*;
use lumbung_data::model::page::Range;

/// The key of the range in the query.
pub(crate) const RANGE_KEY: &str = "rentang";

/// One link a range, the shown one marked.
#[component]
pub(crate) fn RangeLinks(shown: Range, asked: Asked) -> impl IntoView {
    let lang = asked.lang;
    let links = Range::ALL.map(|range| {
        let (label, name) = wording::range(range, lang);
        let full = (label != name).then(|| view! { <span class="unseen">" – "{name}</span> });
        let current = (range == shown).then_some("true");
        view! {
            <li>
                <a href=asked.here_with(RANGE_KEY, range.code()) aria-current=current title=name>{label}{full}</a>
            </li>
        }
    });
    view! {
        <nav class="ranges" aria-label=words!(lang, commodity.range)>
            <ul>{links.into_iter().collect_view()}</ul>
        </nav>
    }
}
