//! The agreements with supplying regions, and the form of another one.

use super::{Desk, Sheet};
use crate::components::{ChoiceField, Day, Room, SelectField, StandingBadge, SupplyLines, TextField};
use crate::i18n::words;
use leptos::either::Either;
use leptos::prelude::*;
use lumbung_data::model::agreement::{
    AgreementForm, AgreementRow, AgreementStatus, AgreementsPage, Standing, SupplyLine,
};
use lumbung_data::model::office::Field;
use lumbung_data::model::{CommodityId, Lang};

pub(super) const FORM: &str = "perjanjian";

/// The list, those that end soon first.
pub(super) fn lay_out(page: AgreementsPage, desk: &Desk) -> Sheet {
    let lang = desk.lang;
    let soon = page.rows.iter().filter(|row| matches!(row.standing, Standing::EndsSoon(_))).count();
    let soon = match soon {
        0 => None,
        1 => Some(words!(lang, agreement.soon_one).to_owned()),
        count => Some(words!(lang, agreement.soon, count = count)),
    };
    let list = if page.rows.is_empty() {
        Either::Left(view! { <p>{words!(lang, agreement.list_none)}</p> })
    } else {
        Either::Right(list(&page.rows, desk))
    };
    let supply = (!page.supply.is_empty()).then(|| {
        let goods = page.supply.iter().map(|(id, name, lines)| supplied(id, name, lines, desk)).collect_view();
        view! {
            <section class="part" aria-labelledby="pasokan">
                <h2 id="pasokan">{words!(lang, agreement.origins)}</h2>
                <p>{words!(lang, agreement.origins_lead)}</p>
                {goods}
            </section>
        }
    });
    let form = page.form.map(|entered| {
        view! {
            <section class="part" aria-labelledby="tambah">
                <h2 id="tambah">{words!(lang, agreement.new)}</h2>
                {form(entered, "/kad", words!(lang, agreement.add), desk)}
            </section>
        }
    });
    let body = view! {
        <p class="lead">{words!(lang, agreement.lead)}</p>
        {soon.map(|text| view! { <p class="box box-grave">{text}</p> })}
        <section class="part" aria-labelledby="daftar">
            <h2 id="daftar">{words!(lang, agreement.list)}</h2>
            {list}
        </section>
        {supply}
        {form}
    };
    Sheet::new(words!(lang, agreement.title), Room::Interventions, "/kad", body)
        .below(desk.asked.link("/intervensi"), words!(lang, intervention.title))
        .sent(FORM)
}

fn list(rows: &[AgreementRow], desk: &Desk) -> impl IntoView + use<> {
    let lang = desk.lang;
    let rows = rows
        .iter()
        .map(|row| {
            let terms = &row.agreement.terms;
            let link = desk.asked.link(&format!("/kad/{}", row.agreement.id));
            let goods: Vec<&str> = row.goods.iter().map(|(_, name, _)| name.as_str()).collect();
            let volume = if terms.volume.is_empty() { "–".to_owned() } else { terms.volume.clone() };
            view! {
                <tr>
                    <th scope="row"><a href=link>{row.region.clone()}</a></th>
                    <td data-label=words!(lang, agreement.commodities)>{goods.join(", ")}</td>
                    <td data-label=words!(lang, agreement.volume)>{volume}</td>
                    <td data-label=words!(lang, agreement.time)>
                        <span><Day date=terms.from lang />" – "<Day date=terms.until lang /></span>
                    </td>
                    <td data-label=words!(lang, agreement.status)><StandingBadge standing=row.standing lang /></td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <table class="sheet cards">
            <caption>{words!(lang, agreement.caption)}</caption>
            <thead>
                <tr>
                    <th scope="col">{words!(lang, agreement.region)}</th>
                    <th scope="col">{words!(lang, agreement.commodities)}</th>
                    <th scope="col">{words!(lang, agreement.volume)}</th>
                    <th scope="col">{words!(lang, agreement.time)}</th>
                    <th scope="col">{words!(lang, agreement.status)}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
}

/// A commodity with the regions that send it.
fn supplied(id: &CommodityId, name: &str, lines: &[SupplyLine], desk: &Desk) -> impl IntoView + use<> {
    let link = desk.asked.link(&format!("/komoditas/{id}"));
    let (name, lines) = (name.to_owned(), lines.to_vec());
    view! { <h3><a href=link>{name}</a></h3><SupplyLines lines asked=desk.asked.clone() /> }
}

/// The region's prices now, a line a commodity.
pub(super) fn prices(row: &AgreementRow, desk: &Desk) -> impl IntoView + use<> {
    row.goods
        .iter()
        .map(|(_, name, line)| {
            let lines = vec![line.clone()];
            view! { <h3>{name.clone()}</h3><SupplyLines lines asked=desk.asked.clone() /> }
        })
        .collect_view()
}

pub(super) fn status(status: AgreementStatus, lang: Lang) -> &'static str {
    match status {
        AgreementStatus::Prepared => words!(lang, agreement.prepared),
        AgreementStatus::Signed => words!(lang, agreement.signed),
        AgreementStatus::Ended => words!(lang, agreement.ended),
    }
}

/// The form that enters or changes an agreement.
pub(super) fn form(entered: AgreementForm, action: &str, button: &'static str, desk: &Desk) -> impl IntoView + use<> {
    let (lang, form) = (desk.lang, desk.form(FORM, true));
    let known = entered.regions.join(", ");
    let hint = words!(lang, agreement.region_hint, regions = known.as_str());
    let statuses = AgreementStatus::ALL.map(|one| (one.as_str().to_owned(), status(one, lang).to_owned())).to_vec();
    let revision = (entered.revision > 0)
        .then(|| view! { <input type="hidden" name="revisi" value=entered.revision.to_string() /> });
    view! {
        <form method="post" action=desk.asked.link(action) class="form">
            {revision}
            <TextField form=&form field=Field::Place label=words!(lang, agreement.region) hint=hint value=entered.region />
            <TextField form=&form field=Field::Document label=words!(lang, agreement.document) value=entered.document />
            <ChoiceField form=&form field=Field::Commodities label=words!(lang, agreement.commodities) options=entered.commodities />
            <TextField
                form=&form
                field=Field::Volume
                label=words!(lang, agreement.volume)
                hint=words!(lang, agreement.volume_hint)
                value=entered.volume
                required=false
            />
            <TextField form=&form field=Field::FirstDay kind="date" label=words!(lang, agreement.from) value=entered.from />
            <TextField form=&form field=Field::LastDay kind="date" label=words!(lang, agreement.until) value=entered.until />
            <TextField
                form=&form
                field=Field::Office
                label=words!(lang, agreement.office)
                hint=words!(lang, agreement.office_hint)
                value=entered.office
            />
            <TextField
                form=&form
                field=Field::Phone
                kind="tel"
                label=words!(lang, agreement.phone)
                hint=words!(lang, agreement.contact_hint)
                value=entered.phone
                required=false
            />
            <TextField
                form=&form
                field=Field::Email
                kind="email"
                label=words!(lang, agreement.email)
                hint=words!(lang, agreement.contact_hint)
                value=entered.email
                required=false
            />
            <SelectField
                form=&form
                field=Field::AgreementStatus
                label=words!(lang, agreement.status)
                options=statuses
                chosen=Some(entered.status)
            />
            <button type="submit">{button}</button>
        </form>
    }
}

#[cfg(test)]
mod tests {
    use crate::harness::office_page;
    use crate::harness::samples::{agreement_row, agreements, office};
    use lumbung_data::model::Role;
    use lumbung_data::model::agreement::AgreementsPage;
    use lumbung_data::model::office::OfficePage;

    #[tokio::test]
    async fn the_list_tells_everybody_what_is_agreed_and_what_ends_soon_and_officers_get_the_form() {
        let page = AgreementsPage { form: None, ..agreements() };
        let shown = office_page(office(None, OfficePage::Agreements(Box::new(page))), "/kad").await;
        assert!(shown.has("Kabupaten Garut") && shown.has("20 ton per bulan") && shown.has("Berakhir dalam 31 hari"));
        assert!(
            shown.has("Satu perjanjian berakhir dalam 60 hari") && !shown.has("<form method=\"post\" action=\"/kad\"")
        );
        let page = OfficePage::Agreements(Box::new(agreements()));
        let shown = office_page(office(Some(Role::Officer), page), "/kad").await;
        assert!(shown.has(r#"action="/kad" class="form""#) && shown.has(r#"type="date""#));
    }

    #[tokio::test]
    async fn without_any_the_list_says_so_and_shows_none() {
        let shown = office_page(office(None, OfficePage::Agreements(Box::default())), "/kad").await;
        assert!(shown.has("Belum ada perjanjian yang dicatat.") && !shown.has("<table"));
        assert_eq!(agreement_row().goods.len(), 1);
    }
}
