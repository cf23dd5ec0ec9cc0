//! A day, for eyes and for programs.

use chrono::NaiveDate;
use leptos::prelude::*;
use lumbung_data::model::{Lang, date_short};

/// A date in its short form.
#[component]
pub(crate) fn Day(date: NaiveDate, lang: Lang) -> impl IntoView {
    view! { <time datetime=date.to_string()>{date_short(date, lang)}</time> }
}
