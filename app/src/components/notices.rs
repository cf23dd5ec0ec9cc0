//! What stands above a page of the office: what was just done, or what is
//! wrong with the form as it was sent.

use crate::i18n::words;
use crate::wording::{office, trouble};
use leptos::either::Either;
use leptos::prelude::*;
use lumbung_data::model::Lang;
use lumbung_data::model::office::{Done, Trouble};

/// The id of what is wrong, for fields of a form that is wrong as a whole.
pub(crate) const TROUBLES: &str = "perbaiki";

/// What was just done, in one sentence.
#[component]
pub(crate) fn DoneLine(done: Done, lang: Lang) -> impl IntoView {
    view! { <p class="done" role="status">{office::done(done, lang)}</p> }
}

/// Every trouble, each with the id of its field where the page has one.
#[component]
pub(crate) fn Troubles(troubles: Vec<(Trouble, Option<String>)>, lang: Lang) -> impl IntoView {
    let items = troubles
        .into_iter()
        .map(|(trouble, id)| {
            let sentence = trouble::sentence(&trouble, lang);
            match (id, trouble::field(trouble.field, lang)) {
                (Some(id), Some(name)) => {
                    Either::Left(view! { <li><a href=format!("#{id}")>{name}": "{sentence}</a></li> })
                }
                _ => Either::Right(view! { <li>{sentence}</li> }),
            }
        })
        .collect_view();
    view! {
        <div class="troubles" role="alert" id=TROUBLES>
            <h2>{words!(lang, office.error_summary)}</h2>
            <ul>{items}</ul>
        </div>
    }
}
