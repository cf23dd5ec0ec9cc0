//! The form of one market: a field a commodity in the order of the walk. It is a plain form;
//! its script keeps each answer on the phone as soon as it is given.

use super::floor::{cause, script_words, status};
use super::{Desk, Sheet};
use crate::components::Room;
use crate::i18n::words;
use crate::wording;
use leptos::prelude::*;
use lumbung_data::model::floor::{Answer, Cause};
use lumbung_data::model::office::{FloorForm, FloorRow};
use lumbung_data::model::{Lang, date_short, rupiah, rupiah_per};

/// The form.
pub(super) fn lay_out(page: FloorForm, desk: &Desk) -> Sheet {
    let lang = desk.lang;
    let path = format!("/catat/{}", page.market);
    let sent = page.sent.map(|(kept, open)| {
        view! {
            <div class="troubles" role="alert">
                <p>{words!(lang, floor.sent, kept = kept, open = open)}</p>
            </div>
        }
    });
    let days = page
        .days
        .iter()
        .map(|day| {
            let selected = *day == page.day;
            view! { <option value=day.to_string() selected=selected>{date_short(*day, lang)}</option> }
        })
        .collect_view();
    let rows = page.rows.into_iter().map(|row| fields(row, lang)).collect_view();
    let body = view! {
        {status()}
        {sent}
        <form
            method="post"
            action=desk.asked.link(&path)
            id="catat"
            class="catat"
            novalidate
            autocomplete="off"
            data-person=page.person.to_string()
            data-market=page.market.to_string()
            data-day=page.day.to_string()
            data-back=page.days.len().saturating_sub(1).to_string()
        >
            <input type="hidden" name="formulir" value=page.form />
            <div class="catat-head">
                <label for="catat-hari">{words!(lang, floor.day)}</label>
                <select id="catat-hari" name="hari">{days}</select>
                <button type="submit" name="tutup" value="1" class="button-plain">{words!(lang, floor.market_closed)}</button>
            </div>
            <p class="catat-how">{words!(lang, floor.how)}</p>
            {rows}
            <button type="submit">{words!(lang, floor.submit)}</button>
        </form>
        {script_words(lang)}
    };
    Sheet::new(page.name, Room::Floor, path, body).below(desk.asked.link("/catat"), words!(lang, floor.title))
}

fn fields(row: FloorRow, lang: Lang) -> impl IntoView + use<> {
    let id = row.commodity.to_string();
    let unit = row.units.first().map(|(unit, _)| unit.clone()).unwrap_or_default();
    let stalls = (1..)
        .zip(row.entered.prices.clone())
        .map(|(stall, value)| {
            let (input, name) = (format!("c-{id}-{stall}"), format!("harga{stall}.{id}"));
            view! {
                <div class="catat-stall">
                    <label for=input.clone()>{words!(lang, floor.stall, stall = stall)}</label>
                    <input
                        type="text"
                        inputmode="numeric"
                        enterkeyhint="next"
                        autocomplete="off"
                        maxlength="12"
                        id=input
                        name=name
                        value=(!value.is_empty()).then_some(value)
                    />
                </div>
            }
        })
        .collect_view();
    let hint = hint(&row, &unit, lang);
    let kept = row.kept.as_ref().map(|kept| words!(lang, floor.in_book, value = found(kept, lang)));
    let trouble = row.trouble.clone().map(|text| view! { <p class="field-trouble">{text}</p> });
    let more = more(&row, lang);
    let question = question(&row, &unit, lang);
    let (last, others) = (row.last.as_ref().map(|last| last.0.to_string()), row.others.map(|price| price.to_string()));
    view! {
        <fieldset
            class="catat-row"
            id=format!("c-{id}")
            data-commodity=id
            data-last=last
            data-others=others
            data-jump=row.jump.to_string()
            data-least=row.bounds.0.to_string()
            data-most=row.bounds.1.to_string()
            data-distance=row.distance.to_string()
        >
            <legend>{row.name}" "<span class="catat-unit">"Rp/"{unit}</span></legend>
            {hint}
            {trouble}
            <div class="catat-stalls">{stalls}</div>
            {question}
            {more}
            <p class="catat-state" role="status">{kept}</p>
        </fieldset>
    }
}

/// The last price, as a hint that is never filled in.
fn hint(row: &FloorRow, unit: &str, lang: Lang) -> impl IntoView + use<> {
    let last = row.last.as_ref().map(|(price, day, source)| {
        let price = rupiah_per(*price, unit, lang);
        words!(lang, floor.last, price = price, day = date_short(*day, lang), source = wording::source(source, lang))
    });
    view! { <p class="catat-hint">{last.unwrap_or_else(|| words!(lang, floor.no_last).to_owned())}</p> }
}

/// What is asked of a price that looks strange.
fn question(row: &FloorRow, unit: &str, lang: Lang) -> impl IntoView + use<> {
    let id = row.commodity.to_string();
    let known = match (&row.last, row.others) {
        (Some((last, ..)), _) => words!(lang, floor.asked_last, price = rupiah_per(*last, unit, lang)),
        (None, Some(others)) => words!(lang, floor.asked_others, price = rupiah_per(others, unit, lang)),
        (None, None) => String::new(),
    };
    let chosen = row.entered.cause.clone();
    let options = Cause::ALL
        .map(|one| {
            let selected = one.as_str() == chosen;
            view! { <option value=one.as_str() selected=selected>{cause(one, lang)}</option> }
        })
        .collect_view();
    let input = format!("c-{id}-alasan");
    view! {
        <div class="catat-question" hidden=!row.asks>
            <p class="catat-asked">{known}</p>
            <div class="catat-cause">
                <label for=input.clone()>{words!(lang, floor.cause)}</label>
                <select id=input name=format!("alasan.{id}")>
                    <option value="">{words!(lang, field.choose)}</option>
                    {options}
                </select>
            </div>
        </div>
    }
}

/// Unit, no goods, and what is seldom needed.
fn more(row: &FloorRow, lang: Lang) -> impl IntoView + use<> {
    let id = row.commodity.to_string();
    let units = row
        .units
        .iter()
        .map(|(unit, per)| {
            let selected = *unit == row.entered.unit;
            view! { <option value=unit.clone() data-per=per.to_string() selected=selected>{unit.clone()}</option> }
        })
        .collect_view();
    let (unit, empty) = (format!("c-{id}-satuan"), format!("c-{id}-kosong"));
    let (note, photo) = (format!("c-{id}-catatan"), format!("c-{id}-foto"));
    let open = !row.entered.note.is_empty();
    view! {
        <div class="catat-more">
            <div class="catat-none">
                <input type="checkbox" id=empty.clone() name=format!("kosong.{id}") value="1" checked=row.entered.no_goods />
                <label for=empty>{words!(lang, floor.no_goods)}</label>
            </div>
            <div class="catat-per">
                <label for=unit.clone()>{words!(lang, floor.unit)}</label>
                <select id=unit name=format!("satuan.{id}")>{units}</select>
            </div>
        </div>
        <details open=open>
            <summary>{words!(lang, floor.more)}</summary>
            <label for=note.clone()>{words!(lang, floor.note)}</label>
            <textarea id=note name=format!("catatan.{id}") rows="2" maxlength="200">{row.entered.note.clone()}</textarea>
            <div class="catat-photo" hidden>
                <label for=photo.clone()>{words!(lang, floor.photo)}</label>
                <input type="file" id=photo accept="image/*" capture="environment" />
            </div>
        </details>
    }
}

/// What was found, in words.
fn found((answer, quote, unit): &(Answer, Option<f64>, String), lang: Lang) -> String {
    match (answer, quote) {
        (Answer::Price, Some(quote)) => rupiah_per(*quote, unit, lang),
        (Answer::Price, None) => rupiah(0.0, lang),
        (Answer::NoGoods, _) => words!(lang, floor.no_goods).to_owned(),
        (Answer::Closed, _) => words!(lang, floor.closed).to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::harness::office_page;
    use crate::harness::samples::{floor_form, office};
    use lumbung_data::model::Role;
    use lumbung_data::model::office::OfficePage;

    async fn shown(form: FloorForm) -> String {
        let page = OfficePage::FloorForm(Box::new(form));
        office_page(office(Some(Role::Officer), page), "/catat/3273/kosambi").await.html
    }

    #[tokio::test]
    async fn the_last_price_is_a_hint_and_no_field_is_filled_in() {
        let html = shown(floor_form()).await;
        assert!(html.contains("Terakhir Rp32.000/kg, 26 Nov 2026"), "{html}");
        assert!(html.contains(r#"name="harga1.bawang-merah""#) && !html.contains("value=\"32000\""));
        assert!(html.contains("Tercatat: Rp33.000/kg"));
        assert!(html.contains(r#"<option value="500 g" data-per="0.5""#));
    }

    #[tokio::test]
    async fn a_strange_price_is_asked_about_with_what_was_entered() {
        let mut form = floor_form();
        form.sent = Some((1, 1));
        form.rows[0].asks = true;
        form.rows[0].entered.prices[0] = "52000".to_owned();
        let html = shown(form).await;
        assert!(html.contains("value=\"52000\"") && html.contains("Benarkah? Harga terakhir Rp32.000/kg."));
        assert!(html.contains("1 isian tersimpan, 1 perlu diperiksa"));
    }
}
