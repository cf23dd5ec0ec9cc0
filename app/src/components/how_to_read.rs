//! What the words and figures of a page mean, folded away until asked for.

use crate::components::Badge;
use crate::i18n::words;
use leptos::prelude::*;
use lumbung_data::model::{Lang, WarningLevel};

/// The levels, the threshold, and how a city price comes about.
#[component]
pub(crate) fn HowToRead(lang: Lang) -> impl IntoView {
    let levels = [
        (WarningLevel::Waspada, words!(lang, how.waspada)),
        (WarningLevel::Siaga, words!(lang, how.siaga)),
        (WarningLevel::Awas, words!(lang, how.awas)),
    ];
    let levels = levels.map(|(level, meaning)| {
        view! {
            <div>
                <dt><Badge level /></dt>
                <dd>{meaning}</dd>
            </div>
        }
    });
    view! {
        <details class="how">
            <summary>{words!(lang, how.title)}</summary>
            <dl>{levels.into_iter().collect_view()}</dl>
            <p>{words!(lang, how.threshold)}" "{words!(lang, how.city)}" "{words!(lang, how.reference)}" "{words!(lang, how.band)}" "{words!(lang, how.flags)}</p>
        </details>
    }
}
