//! What an officer can do about a warning, each act in a form of its own.

use crate::components::{LongField, SelectField, TextField};
use crate::i18n::words;
use crate::pages::office::Desk;
use leptos::prelude::*;
use lumbung_data::model::date_long;
use lumbung_data::model::inbox::{ActDesk, ActKind, EnteredAct};
use lumbung_data::model::ledger::LedgerRow;
use lumbung_data::model::office::Field;

const OWNER: &str = "pemilik";
const SEEN: &str = "ketahui";
const NOTE: &str = "catat";
const SILENCE: &str = "senyap";

/// The form that an act comes from.
pub(super) fn of(what: ActKind) -> &'static str {
    match what {
        ActKind::Take | ActKind::Hand | ActKind::Release => OWNER,
        ActKind::Acknowledge => SEEN,
        ActKind::Comment | ActKind::Action => NOTE,
        ActKind::Silence | ActKind::Unsilence => SILENCE,
    }
}

/// What an officer can do, each in a form of its own.
pub(super) fn lay_out(row: &LedgerRow, tools: &ActDesk, path: &str, desk: &Desk) -> impl IntoView + use<> {
    let lang = desk.lang;
    let is_over = row.ended.is_some();
    let action = desk.asked.link(path);
    let seen = (!is_over).then(|| seen(tools, &action, desk));
    let silence = (!is_over || row.handled.silenced.is_some()).then(|| silence(row, tools, &action, desk));
    view! {
        <section class="part no-print acts" aria-labelledby="tangani">
            <h2 id="tangani">{words!(lang, inbox.acts)}</h2>
            <p>{words!(lang, inbox.acts_lead)}</p>
            {owner(row, tools, &action, desk)}
            {seen}
            {note(tools, &action, desk)}
            {silence}
        </section>
    }
}

/// What was entered into one of the forms, where it comes back.
fn entered<'a>(tools: &'a ActDesk, form: &str) -> Option<&'a EnteredAct> {
    tools.entered.as_ref().filter(|entered| of(entered.what) == form)
}

fn owner(row: &LedgerRow, tools: &ActDesk, action: &str, desk: &Desk) -> impl IntoView + use<> {
    let lang = desk.lang;
    let was = entered(tools, OWNER);
    let form = desk.form(OWNER, was.is_some());
    let after = tools.owner_act.to_string();
    let take = (!row.handled.is_mine).then(|| {
        view! { <button type="submit" name="langkah" value="take">{words!(lang, inbox.take)}</button> }
    });
    let release = row.handled.owner.is_some().then(|| {
        view! { <button type="submit" name="langkah" value="release" class="button-plain">{words!(lang, inbox.release)}</button> }
    });
    let hand = (!tools.colleagues.is_empty()).then(|| {
        let chosen = was.map(|entered| entered.colleague.clone()).filter(|name| !name.is_empty());
        let value = was.map(|entered| entered.note.clone()).unwrap_or_default();
        let (action, after) = (action.to_owned(), after.clone());
        view! {
            <form method="post" action=action class="form">
                <input type="hidden" name="langkah" value="hand" />
                <input type="hidden" name="sesudah" value=after />
                <SelectField
                    form=&form
                    field=Field::Colleague
                    label=words!(lang, field.colleague)
                    options=tools.colleagues.clone()
                    chosen
                />
                <TextField form=&form field=Field::Note label=words!(lang, field.note) value required=false />
                <button type="submit" class="button-plain">{words!(lang, inbox.hand)}</button>
            </form>
        }
    });
    view! {
        <h3>{words!(lang, inbox.owner)}</h3>
        <form method="post" action=action.to_owned() class="form form-inline">
            <input type="hidden" name="sesudah" value=after />
            {take}
            {release}
        </form>
        {hand}
    }
}

fn seen(tools: &ActDesk, action: &str, desk: &Desk) -> impl IntoView + use<> {
    let lang = desk.lang;
    let was = entered(tools, SEEN);
    let form = desk.form(SEEN, was.is_some());
    let value = was.map(|entered| entered.note.clone()).unwrap_or_default();
    view! {
        <h3>{words!(lang, inbox.acknowledge_title)}</h3>
        <p>{words!(lang, inbox.acknowledge_lead)}</p>
        <form method="post" action=action.to_owned() class="form">
            <input type="hidden" name="langkah" value="acknowledge" />
            <LongField form=&form field=Field::Note label=words!(lang, inbox.comment) value />
            <button type="submit">{words!(lang, inbox.acknowledge)}</button>
        </form>
    }
}

fn note(tools: &ActDesk, action: &str, desk: &Desk) -> impl IntoView + use<> {
    let lang = desk.lang;
    let was = entered(tools, NOTE);
    let form = desk.form(NOTE, was.is_some());
    let value = was.map(|entered| entered.note.clone()).unwrap_or_default();
    let address = was.map(|entered| entered.address.clone()).unwrap_or_default();
    view! {
        <h3>{words!(lang, inbox.note_title)}</h3>
        <form method="post" action=action.to_owned() class="form">
            <LongField form=&form field=Field::Note label=words!(lang, field.note) hint=words!(lang, inbox.note_hint) value />
            <TextField
                form=&form
                field=Field::Address
                label=words!(lang, field.address)
                hint=words!(lang, inbox.address_hint)
                value=address
                autocomplete="off"
                required=false
            />
            <div class="form-inline">
                <button type="submit" name="langkah" value="comment">{words!(lang, inbox.save_comment)}</button>
                <button type="submit" name="langkah" value="action" class="button-plain">{words!(lang, inbox.save_action)}</button>
            </div>
        </form>
    }
}

fn silence(row: &LedgerRow, tools: &ActDesk, action: &str, desk: &Desk) -> impl IntoView + use<> {
    let lang = desk.lang;
    let was = entered(tools, SILENCE);
    let form = desk.form(SILENCE, was.is_some());
    let after = tools.silence_act.to_string();
    let end = row.handled.silenced.is_some().then(|| {
        view! {
            <form method="post" action=action.to_owned() class="one-button">
                <input type="hidden" name="sesudah" value=after.clone() />
                <button type="submit" name="langkah" value="unsilence" class="button-plain">{words!(lang, inbox.unsilence)}</button>
            </form>
        }
    });
    let [first, last] = tools.silence.map(|day| date_long(day, lang));
    let begin = row.ended.is_none().then(|| {
        let note = was.map(|entered| entered.note.clone()).unwrap_or_default();
        let until = was.map(|entered| entered.until.clone()).unwrap_or_default();
        view! {
            <form method="post" action=action.to_owned() class="form">
                <input type="hidden" name="langkah" value="silence" />
                <input type="hidden" name="sesudah" value=after.clone() />
                <TextField
                    form=&form
                    field=Field::Until
                    kind="date"
                    label=words!(lang, field.until)
                    hint=words!(lang, inbox.until_hint, first = first.as_str(), last = last.as_str())
                    value=until
                />
                <LongField form=&form field=Field::Note label=words!(lang, inbox.silence_reason) value=note />
                <button type="submit" class="button-plain">{words!(lang, inbox.silence)}</button>
            </form>
        }
    });
    view! {
        <h3>{words!(lang, inbox.silence_title)}</h3>
        <p>{words!(lang, inbox.silence_lead)}</p>
        {end}
        {begin}
    }
}
