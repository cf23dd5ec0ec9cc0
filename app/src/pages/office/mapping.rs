//! The form that maps the columns of a table which no format recognises, below
//! the table's first rows; and the mappings that are kept.

use super::Desk;
use crate::components::{ActionForm, Form, Moment, SelectField, TextField};
use crate::i18n::words;
use crate::wording;
use crate::wording::mapping;
use crate::wording::price_level;
use leptos::either::Either;
use leptos::prelude::*;
use lumbung_data::model::office::{Field, MapField, MappingForm, MappingRow};
use lumbung_data::model::{Lang, PriceLevel, SourceId};

/// The prefix of the form's ids.
pub(super) const FORM: &str = "peta";

/// The sources that a table can be of.
const SOURCES: [&str; 6] = ["lokal", "pihps", "bapanas", "sp2kp", "wfp", "bps"];

/// The table and the form. Once the file is read by a mapping, both are folded
/// away, and the mapping stands beside them as TOML.
pub(super) fn section(page: &MappingForm, path: &str, desk: &Desk) -> impl IntoView + use<> {
    let lang = desk.lang;
    let sent = desk.troubles.iter().any(|trouble| matches!(trouble.field, Field::Map(_)));
    let parts = view! {
        {table(page, lang)}
        {form(page, path, desk)}
    };
    let body = match page.toml.clone() {
        None => Either::Left(view! {
            <p>{words!(lang, mapping.lead)}</p>
            {parts}
        }),
        Some(toml) => Either::Right(view! {
            <details class="more" open=sent>
                <summary>{words!(lang, mapping.change_title)}</summary>
                {parts}
            </details>
            {as_toml(toml, words!(lang, mapping.toml).to_owned())}
        }),
    };
    view! {
        <section class="part" aria-labelledby="pemetaan">
            <h2 id="pemetaan">{words!(lang, mapping.title)}</h2>
            {body}
        </section>
    }
}

fn as_toml(toml: String, title: String) -> impl IntoView + use<> {
    view! {
        <details class="more">
            <summary>{title}</summary>
            <pre><code>{toml}</code></pre>
        </details>
    }
}

fn table(page: &MappingForm, lang: Lang) -> impl IntoView + use<> {
    let caption = if page.shown.len() < page.all_columns {
        words!(lang, mapping.caption_more, shown = page.shown.len(), all = page.all_columns)
    } else {
        words!(lang, mapping.caption).to_owned()
    };
    let name = |name: &String| if name.is_empty() { words!(lang, mapping.no_name).to_owned() } else { name.clone() };
    let head = page.shown.iter().map(|shown| view! { <th scope="col">{name(shown)}</th> }).collect_view();
    let rows = page
        .rows
        .iter()
        .map(|(number, row)| {
            let cells = row.iter().map(|cell| view! { <td>{cell.clone()}</td> }).collect_view();
            view! { <tr><th scope="row" class="number">{*number}</th>{cells}</tr> }
        })
        .collect_view();
    view! {
        <div class="sheet-frame map-table" role="group" tabindex="0" aria-labelledby="pemetaan">
            <table class="sheet">
                <caption>{caption}</caption>
                <thead>
                    <tr><th scope="col" class="number">{words!(lang, mapping.row)}</th>{head}</tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

fn form(page: &MappingForm, path: &str, desk: &Desk) -> impl IntoView + use<> {
    let lang = desk.lang;
    let form = desk.form(FORM, true);
    let same = |names: &[String]| names.iter().map(|name| (name.clone(), name.clone())).collect::<Vec<_>>();
    let places = || page.places.iter().map(|(code, name)| (code.to_string(), format!("{name} ({code})")));
    let regions = page.places.iter().filter(|(code, _)| !code.as_str().contains('/'));
    let regions = regions.map(|(code, name)| (code.to_string(), format!("{name} ({code})"))).collect();
    let levels = PriceLevel::ALL.map(|level| (level.to_string(), price_level(level, lang).to_owned())).to_vec();
    let sources = SOURCES.into_iter().filter_map(|id| SourceId::parse(id).ok());
    let sources = sources.map(|id| (id.to_string(), wording::source(&id, lang))).collect();
    let ask = |field: MapField, options: Vec<(String, String)>| choice(&form, page, field, options);
    let column = |field: MapField| choice(&form, page, field, same(&page.columns));
    view! {
        <form method="post" action=desk.asked.link(&format!("{path}/petakan")) class="form form-map">
            <h3>{words!(lang, mapping.part_table)}</h3>
            {line(&form, page, MapField::Name)}
            {ask(MapField::Layout, mapping::layouts(lang))}
            <h3>{words!(lang, mapping.part_columns)}</h3>
            {column(MapField::DateColumn)}
            {ask(MapField::DateForm, mapping::date_forms())}
            {column(MapField::CommodityColumn)}
            {ask(MapField::Commodity, commodities(page))}
            {column(MapField::PlaceColumn)}
            {ask(MapField::Place, places().collect())}
            {column(MapField::PriceColumn)}
            {column(MapField::UnitColumn)}
            {ask(MapField::Region, regions)}
            <h3>{words!(lang, mapping.part_numbers)}</h3>
            {ask(MapField::Thousands, mapping::marks(lang))}
            {ask(MapField::Decimal, mapping::marks(lang))}
            {line(&form, page, MapField::Missing)}
            <h3>{words!(lang, mapping.part_prices)}</h3>
            {ask(MapField::Level, levels)}
            {ask(MapField::Source, sources)}
            {ask(MapField::Frequency, mapping::frequencies(lang))}
            {own_names(page, lang)}
            <button type="submit">{words!(lang, mapping.submit)}</button>
        </form>
    }
}

fn choice(form: &Form, page: &MappingForm, field: MapField, options: Vec<(String, String)>) -> impl IntoView + use<> {
    let label = mapping::field(field, form.lang);
    let chosen = page.draft.given(field);
    let none = mapping::nothing(field, form.lang);
    let hint = mapping::hint(field, form.lang).unwrap_or_default();
    view! { <SelectField form field=Field::Map(field) label hint options chosen none /> }
}

fn line(form: &Form, page: &MappingForm, field: MapField) -> impl IntoView + use<> {
    let label = mapping::field(field, form.lang);
    let hint = mapping::hint(field, form.lang).unwrap_or_default();
    let required = field == MapField::Name;
    let value = page.draft.get(field).to_owned();
    view! { <TextField form field=Field::Map(field) label hint value=value required autocomplete="off" /> }
}

fn commodities(page: &MappingForm) -> Vec<(String, String)> {
    page.commodities.iter().map(|(id, name)| (id.to_string(), name.clone())).collect()
}

/// What the table's own names of commodities mean, where they are not known.
fn own_names(page: &MappingForm, lang: Lang) -> impl IntoView + use<> {
    if page.draft.commodities.is_empty() {
        return None;
    }
    let name = MapField::Commodities.as_str();
    let rows = page
        .draft
        .commodities
        .iter()
        .enumerate()
        .map(|(at, (own, chosen))| {
            let id = format!("{FORM}-{name}-{at}");
            let options = commodities(page)
                .into_iter()
                .map(|(value, text)| {
                    let selected = value == *chosen;
                    view! { <option value=value selected=selected>{text}</option> }
                })
                .collect_view();
            view! {
                <div class="map-name">
                    <label for=id.clone()>{own.clone()}</label>
                    <input type="hidden" name="barang" value=own.clone() />
                    <select id=id name=name>
                        <option value="">{mapping::nothing(MapField::Commodities, lang)}</option>
                        {options}
                    </select>
                </div>
            }
        })
        .collect_view();
    Some(view! {
        <fieldset class="field map-names">
            <legend>{mapping::field(MapField::Commodities, lang)}</legend>
            <p class="field-hint">{mapping::hint(MapField::Commodities, lang)}</p>
            {rows}
        </fieldset>
    })
}

/// The mappings that are kept, each to be looked at and deleted.
pub(super) fn saved(rows: Vec<MappingRow>, desk: &Desk) -> impl IntoView + use<> {
    let lang = desk.lang;
    if rows.is_empty() {
        return None;
    }
    let items = rows
        .into_iter()
        .map(|row| {
            let action = desk.asked.link(&format!("/unggah/pemetaan/{}/hapus", row.id));
            view! {
                <li>
                    {as_toml(row.toml, row.name.clone())}
                    <p class="fine">{row.actor}", "<Moment at=row.at lang /></p>
                    <ActionForm action text=words!(lang, mapping.delete) of=row.name quiet=true />
                </li>
            }
        })
        .collect_view();
    Some(view! {
        <section class="part" aria-labelledby="pemetaan-tersimpan">
            <h2 id="pemetaan-tersimpan">{words!(lang, mapping.saved_title)}</h2>
            <p>{words!(lang, mapping.saved_lead)}</p>
            <ul class="mappings">{items}</ul>
        </section>
    })
}

#[cfg(test)]
mod tests {
    use crate::harness::samples::{office, unmapped, uploads, wrong};
    use crate::harness::{Answer, office_page};
    use lumbung_data::model::Role;
    use lumbung_data::model::office::{Field, MapField, OfficePage, Preview, Trouble, Uploads, What};

    async fn shown(page: Preview) -> Answer {
        office_page(office(Some(Role::Officer), OfficePage::Preview(Box::new(page))), "/unggah/u1").await
    }

    #[tokio::test]
    async fn an_unknown_table_is_shown_above_questions_that_are_answered_by_a_guess() {
        let page = shown(unmapped(None)).await;
        assert!(page.has("<td>30.500</td>") && page.has(r#"action="/unggah/u1/petakan""#));
        assert!(page.has(r#"<option value="Tgl" selected>Tgl</option>"#));
        assert!(page.has(r#"<label for="peta-arti-0">Brambang</label>"#));
        assert!(page.has("petakan dahulu kolomnya") && !page.has("/simpan"));
    }

    #[tokio::test]
    async fn a_table_that_was_read_by_a_mapping_shows_it_and_says_that_it_is_kept_too() {
        let page = shown(unmapped(Some("[[mapping]]"))).await;
        assert!(page.has(r#"<details class="more"><summary>Ubah pemetaan"#), "folded away");
        assert!(page.has("<pre><code>[[mapping]]</code></pre>"));
        assert!(page.has("Pemetaan “harga” ikut disimpan") && page.has(r#"action="/unggah/u1/simpan""#));
    }

    #[tokio::test]
    async fn a_wrong_answer_is_said_at_its_field_and_the_form_stays_open() {
        let page = office(Some(Role::Officer), OfficePage::Preview(Box::new(unmapped(Some("[[mapping]]")))));
        let troubles = vec![Trouble { field: Field::Map(MapField::PriceColumn), what: What::NoColumn }];
        let shown = office_page(wrong(page, troubles), "/unggah/u1").await;
        assert!(shown.has(r##"<a href="#peta-kolom_harga">Kolom harga: Belum ada kolom yang dipilih"##));
        assert!(shown.has(r#"<details open class="more">"#));
    }

    #[tokio::test]
    async fn saved_mappings_are_listed_with_a_way_to_delete_them() {
        let page = office_page(office(Some(Role::Officer), OfficePage::Uploads(uploads())), "/unggah").await;
        assert!(page.has(r#"action="/unggah/pemetaan/3/hapus""#) && page.has("<summary>Harga Disdagin</summary>"));
        let none = OfficePage::Uploads(Uploads { mappings: Vec::new(), ..uploads() });
        assert!(!office_page(office(Some(Role::Officer), none), "/unggah").await.has("Pemetaan tersimpan"));
    }
}
