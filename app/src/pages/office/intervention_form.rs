//! The form of an intervention. It works without scripts: another row of items is asked for
//! by a button that sends the form.

use super::{Desk, Sheet};
use crate::components::{BoxesField, Form, LongField, Room, SelectField, TextField};
use crate::i18n::words;
use crate::still::still;
use leptos::prelude::*;
use lumbung_data::model::intervention::page::InterventionForm;
use lumbung_data::model::intervention::{
    Entered, EnteredItem, Intervention, InterventionKind, InterventionStatus, ItemSpot, Spot,
};
use lumbung_data::model::office::Field;

const FORM: &str = "intervensi";

/// The form.
pub(super) fn lay_out(page: &InterventionForm, desk: &Desk) -> Sheet {
    let (lang, asked) = (desk.lang, &desk.asked);
    let (path, title) = match page.changes {
        Some((id, _)) => (format!("/intervensi/{id}/ubah"), words!(lang, intervention.edit)),
        None => ("/intervensi/baru".to_owned(), words!(lang, intervention.new)),
    };
    let above = page.changes.map_or_else(|| "/intervensi".to_owned(), |(id, _)| format!("/intervensi/{id}"));
    let based_on =
        page.changes.map(|(_, revision)| view! { <input type="hidden" name="sesudah" value=revision.to_string() /> });
    let form = desk.form(FORM, true);
    let rows = page.entered.items.iter().enumerate().map(|(at, item)| still(row(at, item, page, &form))).collect_view();
    let more = (page.entered.items.len() < Intervention::MOST_ITEMS).then(|| {
        view! {
            <button type="submit" name="tambah" value="ya" class="button-plain" formnovalidate>
                {words!(lang, intervention.add_row)}
            </button>
        }
    });
    let body = view! {
        <p class="lead">{words!(lang, intervention.form_lead)}</p>
        <form method="post" action=asked.link(&path) class="form act-form">
            {based_on}
            {still(what(&page.entered, &form))}
            {still(place(page, &form))}
            {still(who(&page.entered, &form))}
            {still(after(&page.entered, &form))}
            <h2>{words!(lang, intervention.items)}</h2>
            <p class="field-hint">{words!(lang, intervention.item_hint)}</p>
            {rows}
            // The first button is the one that the Enter key presses.
            <div class="buttons">
                <button type="submit">{words!(lang, intervention.submit)}</button>
                {more}
            </div>
        </form>
    };
    Sheet::new(title, Room::Interventions, path, body)
        .sent(FORM)
        .below(asked.link(&above), words!(lang, intervention.title))
}

fn what(entered: &Entered, form: &Form) -> impl IntoView + use<> {
    let lang = form.lang;
    let kinds = InterventionKind::ALL.map(|kind| (kind.as_str().to_owned(), kind.name(lang).to_owned())).to_vec();
    let statuses = InterventionStatus::ALL.map(|one| (one.as_str().to_owned(), one.name(lang).to_owned())).to_vec();
    let chosen = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    view! {
        <h2>{words!(lang, intervention.form_what)}</h2>
        <SelectField
            form=form
            field=Field::Act(Spot::Kind)
            label=words!(lang, intervention.field_kind)
            options=kinds
            chosen=chosen(&entered.kind)
        />
        <TextField
            form=form
            field=Field::Act(Spot::Title)
            label=words!(lang, intervention.field_title)
            hint=words!(lang, intervention.field_title_hint)
            value=entered.title.clone()
            autocomplete="off"
        />
        <SelectField
            form=form
            field=Field::Act(Spot::Status)
            label=words!(lang, intervention.field_status)
            options=statuses
            chosen=chosen(&entered.status)
        />
        <TextField
            form=form
            field=Field::Act(Spot::From)
            label=words!(lang, intervention.field_from)
            kind="date"
            value=entered.from.clone()
        />
        <TextField
            form=form
            field=Field::Act(Spot::To)
            label=words!(lang, intervention.field_to)
            hint=words!(lang, intervention.field_to_hint)
            kind="date"
            value=entered.to.clone()
            required=false
        />
    }
}

fn place(page: &InterventionForm, form: &Form) -> impl IntoView + use<> {
    let lang = form.lang;
    let entered = &page.entered;
    let places = page
        .places
        .iter()
        .map(|(place, name)| {
            let code = place.to_string();
            let chosen = entered.places.contains(&code);
            (code, name.clone(), chosen)
        })
        .collect();
    view! {
        <h2>{words!(lang, intervention.form_where)}</h2>
        <SelectField
            form=form
            field=Field::Act(Spot::District)
            label=words!(lang, intervention.field_district)
            options=page.districts.clone()
            chosen=Some(entered.district.clone())
            none=Some(words!(lang, intervention.no_district))
        />
        <TextField
            form=form
            field=Field::Act(Spot::Location)
            label=words!(lang, intervention.field_location)
            hint=words!(lang, intervention.field_location_hint)
            value=entered.location.clone()
            autocomplete="off"
            required=false
        />
        <BoxesField
            form=form
            field=Field::Act(Spot::Places)
            label=words!(lang, intervention.field_places)
            hint=words!(lang, intervention.field_places_hint)
            options=places
        />
    }
}

fn who(entered: &Entered, form: &Form) -> impl IntoView + use<> {
    let lang = form.lang;
    view! {
        <h2>{words!(lang, intervention.form_who)}</h2>
        <TextField
            form=form
            field=Field::Act(Spot::Organiser)
            label=words!(lang, intervention.field_organiser)
            hint=words!(lang, intervention.field_organiser_hint)
            value=entered.organiser.clone()
            autocomplete="off"
        />
        <TextField
            form=form
            field=Field::Act(Spot::Partner)
            label=words!(lang, intervention.field_partner)
            hint=words!(lang, intervention.field_partner_hint)
            value=entered.partner.clone()
            autocomplete="off"
            required=false
        />
        <TextField
            form=form
            field=Field::Act(Spot::Warning)
            label=words!(lang, intervention.field_warning)
            hint=words!(lang, intervention.field_warning_hint)
            value=entered.warning.clone()
            inputmode="numeric"
            autocomplete="off"
            required=false
        />
    }
}

/// One item: a group of fields that share its number.
fn row(at: usize, item: &EnteredItem, page: &InterventionForm, form: &Form) -> impl IntoView + use<> {
    let lang = form.lang;
    let commodities =
        page.commodities.iter().map(|(id, name, unit)| (id.to_string(), format!("{name} ({unit})"))).collect();
    let field = |part: ItemSpot| Field::Act(Spot::Item(at, part));
    let figure = |part: ItemSpot, label: &'static str, value: &str| {
        view! {
            <TextField
                form=form
                field=field(part)
                label
                value=value.to_owned()
                inputmode="decimal"
                autocomplete="off"
                required=false
                noted=false
            />
        }
    };
    view! {
        <fieldset class="act-item">
            <legend>{words!(lang, intervention.item, number = at + 1)}</legend>
            <SelectField
                form=form
                field=field(ItemSpot::Commodity)
                label=words!(lang, intervention.field_commodity)
                options=commodities
                chosen=Some(item.commodity.clone())
                none=Some(words!(lang, intervention.no_commodity))
            />
            {figure(ItemSpot::Volume, words!(lang, intervention.field_volume), &item.volume)}
            <TextField
                form=form
                field=field(ItemSpot::Unit)
                label=words!(lang, intervention.field_unit)
                value=item.unit.clone()
                autocomplete="off"
                required=false
                noted=false
            />
            {figure(ItemSpot::Price, words!(lang, intervention.field_price), &item.price)}
            {figure(ItemSpot::Reference, words!(lang, intervention.field_reference), &item.reference)}
            {figure(ItemSpot::Subsidy, words!(lang, intervention.field_subsidy), &item.subsidy)}
            {figure(ItemSpot::Limit, words!(lang, intervention.field_limit), &item.limit)}
            {figure(ItemSpot::Realised, words!(lang, intervention.field_realised), &item.realised)}
        </fieldset>
    }
}

fn after(entered: &Entered, form: &Form) -> impl IntoView + use<> {
    let lang = form.lang;
    view! {
        <h2>{words!(lang, intervention.form_after)}</h2>
        <LongField
            form=form
            field=Field::Act(Spot::Outcome)
            label=words!(lang, intervention.field_outcome)
            hint=words!(lang, intervention.field_outcome_hint)
            value=entered.outcome.clone()
            required=false
        />
        <LongField
            form=form
            field=Field::Act(Spot::Note)
            label=words!(lang, intervention.field_note)
            value=entered.note.clone()
            required=false
        />
    }
}

#[cfg(test)]
mod tests {
    use crate::harness::office_page;
    use crate::harness::samples::acts::form;
    use crate::harness::samples::{office, wrong};
    use lumbung_data::model::Role;
    use lumbung_data::model::intervention::page::InterventionForm;
    use lumbung_data::model::intervention::{Entered, EnteredItem, ItemSpot, Spot, Wrong};
    use lumbung_data::model::office::{Field, Office, OfficePage, Trouble, What};

    fn page(page: InterventionForm) -> Office {
        office(Some(Role::Officer), OfficePage::InterventionForm(Box::new(page)))
    }

    #[tokio::test]
    async fn a_new_form_goes_to_its_own_address_and_has_named_rows_and_a_way_to_one_more() {
        let shown = office_page(page(InterventionForm { changes: None, ..form() }), "/intervensi/baru").await;
        assert!(shown.has(r#"action="/intervensi/baru""#) && !shown.has("name=\"sesudah\""));
        for name in ["jenis", "judul", "kecamatan", "tempat", "dari", "komoditas_1", "volume_2", "realisasi_2"] {
            assert!(shown.has(&format!(r#"name="{name}""#)), "{name}");
        }
        assert!(shown.has(r#"name="tambah" value="ya""#) && shown.has("formnovalidate"));
        assert!(shown.has(r#"<option value="telur-ayam-ras" selected>Telur ayam ras (kg)</option>"#));
        assert!(shown.has(r#"value="3273/kosambi" checked"#), "{}", shown.html);
    }

    #[tokio::test]
    async fn a_changed_one_names_the_revision_that_it_is_based_on() {
        let shown = office_page(page(form()), "/intervensi/7/ubah?lang=en").await;
        assert!(shown.has(r#"action="/intervensi/7/ubah?lang=en""#));
        assert!(shown.has(r#"name="sesudah" value="2""#) && shown.has("Change an intervention"));
    }

    #[tokio::test]
    async fn what_is_wrong_stands_at_its_field_with_what_to_do() {
        let troubles = vec![
            Trouble { field: Field::Act(Spot::District), what: What::Act(Wrong::NoPlace) },
            Trouble { field: Field::Act(Spot::Item(1, ItemSpot::Volume)), what: What::Act(Wrong::NotANumber) },
        ];
        let entered =
            Entered { title: "GPM <b>".to_owned(), items: vec![EnteredItem::default(); 2], ..Entered::default() };
        let shown =
            office_page(wrong(page(InterventionForm { entered, ..form() }), troubles), "/intervensi/7/ubah").await;
        assert!(shown.has(r##"<a href="#intervensi-kecamatan">Kecamatan: Tempatnya belum disebut."##));
        assert!(shown.has(r##"<a href="#intervensi-volume_2">Volume: Tulis angka di atas nol"##));
        assert!(shown.has("id=\"intervensi-volume_2-salah\"") && shown.has("GPM &lt;b&gt;"));
    }
}
