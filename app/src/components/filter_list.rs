//! A list to choose from in a form that narrows down what a page lists.

use leptos::prelude::*;

/// The list; its first choice, `all`, narrows nothing.
#[component]
pub(crate) fn FilterList<'a>(
    id: String,
    name: &'static str,
    label: &'static str,
    /// What stands for no choice.
    all: &'static str,
    /// Values with their words, in the order in which they are shown.
    options: Vec<(String, String)>,
    /// The value that is chosen; empty for none.
    chosen: &'a str,
) -> impl IntoView + use<> {
    let options = options
        .into_iter()
        .map(|(value, text)| {
            let is_chosen = value == chosen;
            view! { <option value=value selected=is_chosen>{text}</option> }
        })
        .collect_view();
    view! {
        <div class="field">
            <label for=id.clone()>{label}</label>
            <select id=id name=name>
                <option value="">{all}</option>
                {options}
            </select>
        </div>
    }
}
