//! The level of a warning: a shape, a word and a colour, so that none of the
//! three has to be told apart alone.

use leptos::prelude::*;
use lumbung_data::model::WarningLevel;

/// The badge of a level.
#[component]
pub(crate) fn Badge(level: WarningLevel) -> impl IntoView {
    view! {
        <span class=format!("badge badge-{}", level.as_str())>
            <svg class="badge-icon" viewBox="0 0 12 12" aria-hidden="true" focusable="false">
                <path d=shape(level) />
            </svg>
            {level.word()}
        </span>
    }
}

/// A ring, a triangle, and an octagon with an exclamation mark: the graver,
/// the more it looks like the road sign of its meaning.
fn shape(level: WarningLevel) -> &'static str {
    match level {
        WarningLevel::Waspada => "M6 1a5 5 0 1 0 0 10A5 5 0 0 0 6 1Zm0 2.2a2.8 2.8 0 1 1 0 5.6 2.8 2.8 0 0 1 0-5.6Z",
        WarningLevel::Siaga => "M6 .8 11.6 11H.4Z",
        WarningLevel::Awas => "M3.7.4h4.6l3.3 3.3v4.6l-3.3 3.3H3.7L.4 8.3V3.7ZM5.2 2.6v4h1.6v-4Zm0 5.1v1.6h1.6V7.7Z",
    }
}
