//! Subscribers, webhooks, and what became of what was sent.

use super::wishes::fields;
use super::{Desk, Sheet};
use crate::components::{ActionForm, Moment, Room, SelectField, TextField};
use crate::i18n::words;
use crate::wording::subscription::{channel, formats, wishes_line};
use leptos::either::{Either, EitherOf3};
use leptos::prelude::*;
use lumbung_data::model::Lang;
use lumbung_data::model::count;
use lumbung_data::model::office::{DeliveryRow, EnteredHook, Field, SubscriberRow, Subscribers};

const FORM: &str = "webhook";

/// A secret that was just made first of all: it is not shown again.
pub(super) fn lay_out(page: Subscribers, desk: &Desk) -> Sheet {
    let lang = desk.lang;
    let secret = page.new_secret.map(|secret| new_secret(secret, lang));
    let no_mail = (!page.can_mail).then(|| view! { <p>{words!(lang, subscribers.no_mail)}</p> });
    let body = view! {
        {secret}
        <p class="lead">{words!(lang, subscribers.lead)}</p>
        {no_mail}
        {list(&page.rows, desk)}
        {open(&page.open, lang)}
        <section class="part" aria-labelledby="tambah">
            <h2 id="tambah">{words!(lang, subscribers.new_title)}</h2>
            <p>{words!(lang, subscribers.new_lead)}</p>
            {hook(page.entered, desk)}
        </section>
    };
    Sheet::new(words!(lang, subscribers.title), Room::Subscribers, "/pelanggan", body).sent(FORM)
}

fn list(rows: &[SubscriberRow], desk: &Desk) -> impl IntoView + use<> {
    let lang = desk.lang;
    if rows.is_empty() {
        return Either::Left(view! { <p>{words!(lang, subscribers.none)}</p> });
    }
    let rows = rows.iter().map(|row| subscriber(row, desk)).collect_view();
    Either::Right(view! {
        <div class="sheet-frame" role="group" tabindex="0" aria-label=words!(lang, subscribers.title)>
            <table class="sheet people">
                <caption>{words!(lang, subscribers.caption)}</caption>
                <thead>
                    <tr>
                        <th scope="col">{words!(lang, subscribers.address)}</th>
                        <th scope="col">{words!(lang, subscribers.wishes)}</th>
                        <th scope="col">{words!(lang, people.state)}</th>
                        <th scope="col" class="number">{words!(lang, subscribers.sent)}</th>
                        <th scope="col" class="number">{words!(lang, subscribers.waiting)}</th>
                        <th scope="col" class="number">{words!(lang, subscribers.given_up)}</th>
                        <th scope="col">{words!(lang, subscribers.last_sent)}</th>
                    </tr>
                </thead>
                {rows}
            </table>
        </div>
    })
}

/// Two rows of the table, a group of their own.
fn subscriber(row: &SubscriberRow, desk: &Desk) -> impl IntoView + use<> {
    let lang = desk.lang;
    let of = || words!(lang, people.for_whom, name = row.address.as_str());
    let way = |way: &str| desk.asked.link(&format!("/pelanggan/{}/{way}", row.id));
    let again = match (&row.disabled, row.confirmed) {
        (Some(_), _) => {
            let text = words!(lang, subscribers.enable);
            Some(view! { <ActionForm action=way("aktifkan") text of=of() /> })
        }
        (None, Some(_)) => {
            let text = words!(lang, subscribers.try_out);
            Some(view! { <ActionForm action=way("coba") text of=of() /> })
        }
        (None, None) => None,
    };
    let last = match row.last_sent {
        Some(at) => Either::Left(view! { <Moment at lang /> }),
        None => Either::Right(words!(lang, office.never)),
    };
    view! {
        <tbody class=row.disabled.as_ref().map(|_| "person-disabled")>
            <tr>
                <th scope="row">
                    <span class="person-full">{row.address.clone()}</span>
                    <span class="cell-more">{channel(row.channel, lang)}</span>
                </th>
                <td>{wishes_line(&row.wishes, lang)}</td>
                <td>{state(row, lang)}</td>
                <td class="number">{count(row.sent, lang)}</td>
                <td class="number">{count(row.waiting, lang)}</td>
                <td class="number">{count(row.given_up, lang)}</td>
                <td>{last}</td>
            </tr>
            <tr>
                <td colspan="7" class="cell-manage">
                    <div class="buttons">
                        {again}
                        <ActionForm action=way("hapus") text=words!(lang, subscribers.remove) of=of() />
                    </div>
                </td>
            </tr>
        </tbody>
    }
}

fn state(row: &SubscriberRow, lang: Lang) -> impl IntoView + use<> {
    match (&row.disabled, row.confirmed) {
        (Some((at, [id, en])), _) => {
            let (at, why) = (*at, lang.pick(id, en).clone());
            EitherOf3::A(
                view! { {words!(lang, subscribers.disabled_since)}" "<Moment at lang /><span class="cell-more">{why}</span> },
            )
        }
        (None, None) => EitherOf3::B(words!(lang, subscribers.unconfirmed)),
        (None, Some(_)) => EitherOf3::C(words!(lang, people.active)),
    }
}

/// What has not gone out.
fn open(rows: &[DeliveryRow], lang: Lang) -> Option<impl IntoView + use<>> {
    let told = |row: &DeliveryRow| {
        let next = match row.next {
            Some(at) => Either::Left(view! { <Moment at lang /> }),
            None => Either::Right(words!(lang, subscribers.is_given_up)),
        };
        let error = row.error.as_ref().map(|[id, en]| lang.pick(id, en).clone());
        let (made, tries) = (row.made, count(u64::from(row.attempts), lang));
        view! {
            <tr>
                <th scope="row">{row.subject.clone()}<span class="cell-more">{row.address.clone()}</span></th>
                <td><Moment at=made lang /></td>
                <td class="number">{tries}</td>
                <td>{next}</td>
                <td>{error}</td>
            </tr>
        }
    };
    (!rows.is_empty()).then(|| {
        view! {
            <section class="part" aria-labelledby="belum-terkirim">
                <h2 id="belum-terkirim">{words!(lang, subscribers.open_title)}</h2>
                <div class="sheet-frame" role="group" tabindex="0" aria-label=words!(lang, subscribers.open_title)>
                    <table class="sheet">
                        <caption>{words!(lang, subscribers.open_caption)}</caption>
                        <thead>
                            <tr>
                                <th scope="col">{words!(lang, subscribers.message)}</th>
                                <th scope="col">{words!(lang, subscribers.made)}</th>
                                <th scope="col" class="number">{words!(lang, subscribers.tries)}</th>
                                <th scope="col">{words!(lang, subscribers.next)}</th>
                                <th scope="col">{words!(lang, subscribers.why)}</th>
                            </tr>
                        </thead>
                        <tbody>{rows.iter().map(told).collect_view()}</tbody>
                    </table>
                </div>
            </section>
        }
    })
}

/// The form of a new webhook.
fn hook(entered: EnteredHook, desk: &Desk) -> impl IntoView + use<> {
    let lang = desk.lang;
    let form = desk.form(FORM, true);
    view! {
        <form method="post" action=desk.asked.link("/pelanggan") class="form">
            <TextField
                form=&form
                field=Field::Url
                label=words!(lang, field.url)
                kind="url"
                hint=words!(lang, subscribers.url_hint)
                value=entered.url
                autocomplete="off"
            />
            <SelectField
                form=&form
                field=Field::Format
                label=words!(lang, field.format)
                options=formats(lang)
                chosen=Some(entered.format.as_str().to_owned())
            />
            {fields(entered.wishes, &form)}
            <button type="submit">{words!(lang, subscribers.new_submit)}</button>
        </form>
    }
}

fn new_secret(secret: String, lang: Lang) -> impl IntoView {
    view! {
        <section class="box" aria-labelledby="kunci-baru">
            <h2 id="kunci-baru">{words!(lang, subscribers.secret_title)}</h2>
            <p>{words!(lang, subscribers.secret_lead)}</p>
            <p class="secret"><code>{secret}</code></p>
        </section>
    }
}

#[cfg(test)]
mod tests {
    use crate::harness::office_page;
    use crate::harness::samples::{office, subscribers};
    use lumbung_data::model::Role;
    use lumbung_data::model::office::{OfficePage, Subscribers};

    async fn shown(page: Subscribers, address: &str) -> crate::harness::Answer {
        office_page(office(Some(Role::Admin), OfficePage::Subscribers(Box::new(page))), address).await
    }

    #[tokio::test]
    async fn each_subscriber_offers_what_its_state_allows() {
        let page = shown(subscribers(), "/pelanggan").await;
        let has = |id: i64, way: &str| page.has(&format!(r#"action="/pelanggan/{id}/{way}""#));
        assert!(has(1, "coba") && has(1, "hapus") && !has(1, "aktifkan"));
        assert!(has(2, "aktifkan") && !has(2, "coba"));
        assert!(has(3, "hapus") && !has(3, "coba") && page.has("menunggu konfirmasi"));
    }

    #[tokio::test]
    async fn why_something_did_not_go_out_is_told_in_the_readers_language() {
        let page = shown(subscribers(), "/pelanggan").await;
        assert!(page.has("server surel menolak dengan kode 451") && !page.has("refused with code"));
        assert!(page.has("Hening 21.00–06.00 WIB"), "{}", page.html);
        assert!(shown(subscribers(), "/pelanggan?lang=en").await.has("the mail server refused with code 451"));
    }

    #[tokio::test]
    async fn a_new_secret_is_shown_once() {
        let page = shown(Subscribers { new_secret: Some("rahasia-baru".into()), ..subscribers() }, "/pelanggan").await;
        assert!(page.has("<code>rahasia-baru</code>"));
        assert!(!shown(subscribers(), "/pelanggan").await.has("kunci-baru"));
    }
}
