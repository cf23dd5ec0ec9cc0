//! A moment, for eyes and for programs. Eyes read western Indonesian time.

use crate::wording::office::moment;
use chrono::{DateTime, Utc};
use leptos::prelude::*;
use lumbung_data::model::Lang;

/// Day and minute.
#[component]
pub(crate) fn Moment(at: DateTime<Utc>, lang: Lang) -> impl IntoView {
    view! { <time datetime=at.format("%Y-%m-%dT%H:%M:%SZ").to_string()>{moment(at, lang)}</time> }
}
