//! What a subscriber wants: the fields that every form of a subscription has.

use crate::components::{ChoiceField, Form, SelectField, TextField};
use crate::i18n::words;
use crate::wording::subscription::{languages, levels, wishes};
use leptos::prelude::*;
use lumbung_data::model::office::{EnteredWishes, Field};

pub(super) fn fields(entered: EnteredWishes, form: &Form) -> impl IntoView + use<> {
    let lang = form.lang;
    view! {
        <SelectField
            form=form
            field=Field::Lang
            label=words!(lang, field.lang)
            options=languages(lang)
            chosen=Some(entered.lang.code().to_owned())
        />
        <ChoiceField
            form=form
            field=Field::Weekly
            label=words!(lang, field.weekly)
            options=vec![("ya".to_owned(), words!(lang, subscribe.weekly).to_owned(), entered.weekly)]
        />
        <SelectField
            form=form
            field=Field::Warnings
            label=words!(lang, field.warnings)
            options=wishes(lang)
            chosen=Some(entered.warnings.as_str().to_owned())
        />
        <SelectField
            form=form
            field=Field::Least
            label=words!(lang, field.least)
            hint=words!(lang, subscribe.least_hint)
            options=levels(lang)
            chosen=Some(entered.least.as_str().to_owned())
        />
        <TextField
            form=form
            field=Field::QuietFrom
            label=words!(lang, field.quiet_from)
            kind="time"
            hint=words!(lang, subscribe.quiet_hint)
            value=entered.quiet_from
            required=false
        />
        <TextField
            form=form
            field=Field::QuietTo
            label=words!(lang, field.quiet_to)
            kind="time"
            value=entered.quiet_to
            required=false
        />
        <ChoiceField
            form=form
            field=Field::AwasAnytime
            label=words!(lang, field.awas_anytime)
            options=vec![("ya".to_owned(), words!(lang, subscribe.awas_anytime).to_owned(), entered.awas_anytime)]
        />
    }
}
