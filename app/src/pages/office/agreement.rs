//! One agreement with a supplying region: what it says, the prices now, its past, and the form
//! that changes it.

use super::agreements::{form, prices, status};
use super::{Desk, Sheet};
use crate::components::{Day, Moment, Room, StandingBadge};
use crate::i18n::words;
use leptos::prelude::*;
use lumbung_data::model::agreement::{AgreementPage, Terms};

/// The page.
pub(super) fn lay_out(page: AgreementPage, desk: &Desk) -> Sheet {
    let lang = desk.lang;
    let address = format!("/kad/{}", page.row.agreement.id);
    let title = words!(lang, agreement.with, region = page.row.region.as_str());
    let changes = page.form.map(|entered| {
        view! {
            <section class="part" aria-labelledby="ubah">
                <h2 id="ubah">{words!(lang, agreement.change)}</h2>
                {form(entered, &address, words!(lang, agreement.save), desk)}
            </section>
        }
    });
    let history = (!page.revisions.is_empty()).then(|| {
        let rows = page
            .revisions
            .iter()
            .map(|(at, actor, terms)| {
                view! {
                    <tr>
                        <th scope="row"><Moment at=*at lang /></th>
                        <td data-label=words!(lang, agreement.by)>{actor.clone()}</td>
                        <td data-label=words!(lang, agreement.document)>{terms.document.clone()}</td>
                        <td data-label=words!(lang, agreement.time)>
                            <span><Day date=terms.from lang />" – "<Day date=terms.until lang /></span>
                        </td>
                        <td data-label=words!(lang, agreement.status)>{status(terms.status, lang)}</td>
                    </tr>
                }
            })
            .collect_view();
        view! {
            <section class="part" aria-labelledby="riwayat">
                <h2 id="riwayat">{words!(lang, agreement.history)}</h2>
                <table class="sheet cards">
                    <caption>{words!(lang, agreement.history_caption)}</caption>
                    <thead>
                        <tr>
                            <th scope="col">{words!(lang, agreement.when)}</th>
                            <th scope="col">{words!(lang, agreement.by)}</th>
                            <th scope="col">{words!(lang, agreement.document)}</th>
                            <th scope="col">{words!(lang, agreement.time)}</th>
                            <th scope="col">{words!(lang, agreement.status)}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </section>
        }
    });
    let body = view! {
        {facts(&page.row.agreement.terms, page.row.standing, desk)}
        <section class="part" aria-labelledby="harga">
            <h2 id="harga">{words!(lang, agreement.prices)}</h2>
            {prices(&page.row, desk)}
        </section>
        {changes}
        {history}
    };
    Sheet::new(title, Room::Interventions, address, body)
        .sent(super::agreements::FORM)
        .below(desk.asked.link("/kad"), words!(lang, agreement.title))
}

fn facts(terms: &Terms, standing: lumbung_data::model::agreement::Standing, desk: &Desk) -> impl IntoView + use<> {
    let lang = desk.lang;
    let line = |name: &'static str, text: &str| {
        (!text.is_empty()).then(|| view! { <div><dt>{name}</dt><dd>{text.to_owned()}</dd></div> })
    };
    view! {
        <dl class="facts">
            <div>
                <dt>{words!(lang, agreement.status)}</dt>
                <dd><StandingBadge standing lang /></dd>
            </div>
            <div>
                <dt>{words!(lang, agreement.time)}</dt>
                <dd><Day date=terms.from lang />" – "<Day date=terms.until lang /></dd>
            </div>
            {line(words!(lang, agreement.document), &terms.document)}
            {line(words!(lang, agreement.volume), &terms.volume)}
            {line(words!(lang, agreement.office), &terms.office)}
            {line(words!(lang, agreement.phone), &terms.phone)}
            {line(words!(lang, agreement.email), &terms.email)}
        </dl>
    }
}

#[cfg(test)]
mod tests {
    use crate::harness::office_page;
    use crate::harness::samples::{agreement, office};
    use lumbung_data::model::Role;
    use lumbung_data::model::agreement::AgreementPage;
    use lumbung_data::model::office::OfficePage;

    #[tokio::test]
    async fn an_agreement_shows_its_terms_the_prices_now_and_to_officers_its_past() {
        let page = OfficePage::Agreement(Box::new(agreement()));
        let shown = office_page(office(Some(Role::Officer), page), "/kad/1").await;
        assert!(shown.has("Kerja sama dengan Kabupaten Garut") && shown.has("1/KAD/2026") && shown.has("0262 123456"));
        assert!(shown.has("Rp62.000/kg") && shown.has("harga kota Rp16.000/kg (25,8%) di atasnya"));
        assert!(shown.has("Riwayat") && shown.has(r#"name="revisi" value="1""#));
        let public = AgreementPage { form: None, revisions: Vec::new(), ..agreement() };
        let shown = office_page(office(None, OfficePage::Agreement(Box::new(public))), "/kad/1").await;
        assert!(!shown.has("Riwayat") && !shown.has("<form method=\"post\" action=\"/kad"));
    }
}
