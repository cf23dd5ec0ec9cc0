//! The fields of forms: a label above, a hint, what is wrong, and the input
//! tied to all three.

use crate::components::Form;
use crate::components::form::Tie;
use crate::i18n::words;
use leptos::prelude::*;
use lumbung_data::model::Lang;
use lumbung_data::model::office::Field;

/// What stands around an input.
fn around(tie: &Tie, label: &'static str, note: Option<&'static str>, hint: Option<String>, input: AnyView) -> AnyView {
    let class = if tie.invalid.is_some() { "field field-wrong" } else { "field" };
    let hint = hint.map(|hint| view! { <p class="field-hint" id=tie.hint_id.clone()>{hint}</p> });
    let note = note.map(|note| view! { " "<span class="field-note">{note}</span> });
    view! {
        <div class=class>
            <label for=tie.id.clone()>{label}{note}</label>
            {hint}
            {wrong(tie)}
            {input}
        </div>
    }
    .into_any()
}

fn wrong(tie: &Tie) -> Option<impl IntoView + use<>> {
    let (id, text) = (tie.trouble_id.clone(), tie.trouble.clone());
    tie.invalid.map(|_| view! { <p class="field-trouble" id=id>{text}</p> })
}

fn optional_note(required: bool, lang: Lang) -> Option<&'static str> {
    (!required).then(|| words!(lang, office.optional))
}

/// One line of text. A password is never filled in again.
#[component]
pub(crate) fn TextField<'a>(
    form: &'a Form,
    field: Field,
    label: &'static str,
    /// `text`, `password`, `email`.
    #[prop(default = "text")]
    kind: &'static str,
    #[prop(optional, into)] hint: Option<String>,
    #[prop(optional, into)] value: Option<String>,
    #[prop(optional)] autocomplete: Option<&'static str>,
    #[prop(optional)] inputmode: Option<&'static str>,
    #[prop(default = true)] required: bool,
    /// Whether one that may stay empty says so; else what stands around it does.
    #[prop(default = true)]
    noted: bool,
) -> impl IntoView + use<> {
    let hint = hint.filter(|hint| !hint.is_empty());
    let tie = form.tie(field, hint.is_some());
    let is_word = matches!(field, Field::Name | Field::Code);
    let input = view! {
        <input
            type=kind
            id=tie.id.clone()
            name=tie.name
            value=value.filter(|value| kind != "password" && !value.is_empty())
            autocomplete=autocomplete
            inputmode=inputmode
            autocapitalize=is_word.then_some("none")
            spellcheck=is_word.then_some("false")
            required=required
            aria-describedby=tie.described_by.clone()
            aria-invalid=tie.invalid
            autofocus=tie.first
        />
    };
    around(&tie, label, optional_note(required || !noted, form.lang), hint, input.into_any())
}

/// The password that somebody has, to show again who they are.
#[component]
pub(crate) fn OldPasswordField<'a>(form: &'a Form) -> impl IntoView + use<> {
    let label = words!(form.lang, field.old_password);
    view! { <TextField form field=Field::OldPassword label kind="password" autocomplete="current-password" /> }
}

/// Several lines of text.
#[component]
pub(crate) fn LongField<'a>(
    form: &'a Form,
    field: Field,
    label: &'static str,
    #[prop(optional, into)] hint: Option<String>,
    #[prop(optional, into)] value: String,
    #[prop(default = true)] required: bool,
) -> impl IntoView + use<> {
    let tie = form.tie(field, hint.is_some());
    let input = view! {
        <textarea
            id=tie.id.clone()
            name=tie.name
            rows="3"
            required=required
            aria-describedby=tie.described_by.clone()
            aria-invalid=tie.invalid
            autofocus=tie.first
        >{value}</textarea>
    };
    around(&tie, label, optional_note(required, form.lang), hint, input.into_any())
}

/// One of a list. Without a choice the list begins with one that is none; where
/// nothing may be chosen, `none` says what that means.
#[component]
pub(crate) fn SelectField<'a>(
    form: &'a Form,
    field: Field,
    label: &'static str,
    #[prop(optional, into)] hint: Option<String>,
    /// Values and what they are called.
    options: Vec<(String, String)>,
    /// The value chosen.
    chosen: Option<String>,
    #[prop(default = None)] none: Option<&'static str>,
) -> impl IntoView + use<> {
    let hint = hint.filter(|hint| !hint.is_empty());
    let tie = form.tie(field, hint.is_some());
    let known = options.iter().any(|(value, _)| Some(value) == chosen.as_ref());
    let required = none.is_none();
    let none = match none {
        None if known => None,
        none => Some(none.unwrap_or_else(|| words!(form.lang, field.choose))),
    };
    let none = none.map(|text| view! { <option value="">{text}</option> });
    let options = options
        .into_iter()
        .map(|(value, name)| {
            let is_chosen = chosen.as_ref() == Some(&value);
            view! { <option value=value selected=is_chosen>{name}</option> }
        })
        .collect_view();
    let input = view! {
        <select
            id=tie.id.clone()
            name=tie.name
            required=required
            aria-describedby=tie.described_by.clone()
            aria-invalid=tie.invalid
            autofocus=tie.first
        >
            {none}
            {options}
        </select>
    };
    around(&tie, label, None, hint, input.into_any())
}

/// A file from the own device.
#[component]
pub(crate) fn FileField<'a>(
    form: &'a Form,
    field: Field,
    label: &'static str,
    hint: String,
    accept: &'static str,
) -> impl IntoView + use<> {
    let tie = form.tie(field, true);
    let input = view! {
        <input
            type="file"
            id=tie.id.clone()
            name=tie.name
            accept=accept
            required
            aria-describedby=tie.described_by.clone()
            aria-invalid=tie.invalid
            autofocus=tie.first
        />
    };
    around(&tie, label, None, Some(hint), input.into_any())
}

/// One of a few.
#[component]
pub(crate) fn RadioField<'a>(
    form: &'a Form,
    field: Field,
    label: &'static str,
    /// Values and what they are called.
    options: Vec<(&'static str, &'static str)>,
    /// The value chosen; may be none of them.
    chosen: String,
) -> impl IntoView + use<> {
    let options =
        options.into_iter().map(|(value, name)| (value.to_owned(), name.to_owned(), value == chosen)).collect();
    choices(form, field, (label, None), "radio", options)
}

/// Any of a few.
#[component]
pub(crate) fn ChoiceField<'a>(
    form: &'a Form,
    field: Field,
    label: &'static str,
    /// Values, what they are called, and whether they are chosen.
    options: Vec<(String, String, bool)>,
) -> impl IntoView + use<> {
    choices(form, field, (label, None), "checkbox", options)
}

/// Any of some, or none, that are not known beforehand.
#[component]
pub(crate) fn BoxesField<'a>(
    form: &'a Form,
    field: Field,
    label: &'static str,
    hint: &'static str,
    /// Values, what they are called, and whether they are chosen.
    options: Vec<(String, String, bool)>,
) -> impl IntoView + use<> {
    choices(form, field, (label, Some(hint)), "checkbox", options)
}

fn choices(
    form: &Form,
    field: Field,
    (label, hint): (&'static str, Option<&'static str>),
    kind: &'static str,
    options: Vec<(String, String, bool)>,
) -> impl IntoView + use<> {
    let tie = form.tie(field, hint.is_some());
    let hint = hint.map(|hint| view! { <p class="field-hint" id=tie.hint_id.clone()>{hint}</p> });
    let class = if tie.invalid.is_some() { "field field-wrong" } else { "field" };
    let boxes = options
        .into_iter()
        .enumerate()
        .map(|(place, (value, name, chosen))| {
            // The first has the field's own id: the summary of troubles leads there.
            let id = if place == 0 { tie.id.clone() } else { format!("{}-{}", tie.id, value.replace('/', "-")) };
            view! {
                <div class="choice">
                    <input
                        type=kind
                        id=id.clone()
                        name=tie.name
                        value=value
                        checked=chosen
                        required=kind == "radio"
                        aria-describedby=tie.described_by.clone()
                        aria-invalid=tie.invalid
                        autofocus=tie.first && place == 0
                    />
                    <label for=id>{name}</label>
                </div>
            }
        })
        .collect_view();
    view! {
        <fieldset class=class>
            <legend>{label}</legend>
            {hint}
            {wrong(&tie)}
            {boxes}
        </fieldset>
    }
}
