//! Forms: which fields are in trouble, what their ids are, and forms that are
//! a single button.

use super::notices::TROUBLES;
use crate::wording::trouble;
use leptos::prelude::*;
use lumbung_data::model::Lang;
use lumbung_data::model::office::{Field, Trouble};

/// A form of a page: the prefix of its ids, and what is wrong with it as it
/// was sent. A page may hold several forms with a field of the same name; only
/// the one that was sent has troubles.
#[derive(Debug, Clone)]
pub(crate) struct Form {
    id: String,
    pub lang: Lang,
    troubles: Vec<Trouble>,
}

/// What ties a field to its hint and its trouble.
#[derive(Debug, Clone)]
pub(super) struct Tie {
    pub id: String,
    pub name: &'static str,
    pub hint_id: String,
    pub trouble_id: String,
    /// What is wrong, in words; empty for nothing.
    pub trouble: String,
    pub described_by: Option<String>,
    pub invalid: Option<&'static str>,
    /// Whether it is the first in trouble, where the person goes on.
    pub first: bool,
}

impl Form {
    /// A form with the troubles of what was sent.
    pub fn new(id: impl Into<String>, lang: Lang, troubles: &[Trouble]) -> Self {
        Self { id: id.into(), lang, troubles: troubles.to_vec() }
    }

    /// The id of a field's input.
    pub fn input_id(&self, field: Field) -> String {
        format!("{}-{}", self.id, field.as_str())
    }

    /// An id within the form.
    pub fn id(&self, name: &str) -> String {
        format!("{}-{name}", self.id)
    }

    pub(super) fn tie(&self, field: Field, has_hint: bool) -> Tie {
        let id = self.input_id(field);
        let (hint_id, trouble_id) = (format!("{id}-petunjuk"), format!("{id}-salah"));
        let wrong: Vec<String> = self
            .troubles
            .iter()
            .filter(|trouble| trouble.field == field)
            .map(|trouble| trouble::sentence(trouble, self.lang))
            .collect();
        let is_wrong = !wrong.is_empty();
        let is_whole = self.troubles.iter().any(|trouble| trouble.field == Field::Form);
        let described: Vec<&str> =
            [(is_whole, TROUBLES), (is_wrong, trouble_id.as_str()), (has_hint, hint_id.as_str())]
                .into_iter()
                .filter_map(|(there, id)| there.then_some(id))
                .collect();
        let first = self.troubles.iter().find(|trouble| trouble.field != Field::Form);
        // A password comes back empty: one goes on there when the form is wrong
        // as a whole.
        let begins_here = first.map_or(is_whole && field == Field::Password, |trouble| trouble.field == field);
        Tie {
            name: field.as_str(),
            described_by: (!described.is_empty()).then(|| described.join(" ")),
            invalid: is_wrong.then_some("true"),
            first: begins_here,
            trouble: wrong.join(" "),
            id,
            hint_id,
            trouble_id,
        }
    }
}

/// A form that is one button. What it acts on may be said to screen readers
/// only, where the eye sees it beside the button.
#[component]
pub(crate) fn ActionForm(
    action: String,
    text: &'static str,
    /// Said after the text, out of sight.
    #[prop(optional, into)]
    of: Option<String>,
    /// Whether it looks like a link.
    #[prop(optional)]
    quiet: bool,
) -> impl IntoView {
    let class = if quiet { "button-quiet" } else { "button-plain" };
    view! {
        <form method="post" action=action class="one-button">
            <button type="submit" class=class>{text}{of.map(|of| view! { <span class="unseen">" "{of}</span> })}</button>
        </form>
    }
}
