//! Subscribing by mail.

use super::wishes::fields;
use super::{Desk, Sheet};
use crate::components::{Room, TextField};
use crate::i18n::words;
use leptos::either::Either;
use leptos::prelude::*;
use lumbung_data::model::office::{Field, Subscribe};

const FORM: &str = "langganan";

/// The form; or that no mail goes out here.
pub(super) fn lay_out(page: Subscribe, desk: &Desk) -> Sheet {
    let lang = desk.lang;
    let form = desk.form(FORM, true);
    let content = if page.can_mail {
        Either::Right(view! {
            <form method="post" action=desk.asked.link("/langganan") class="form">
                <TextField
                    form=&form
                    field=Field::Email
                    label=words!(lang, field.email)
                    kind="email"
                    hint=words!(lang, subscribe.email_hint)
                    value=page.email
                    autocomplete="email"
                />
                {fields(page.wishes, &form)}
                <button type="submit">{words!(lang, subscribe.submit)}</button>
            </form>
        })
    } else {
        Either::Left(view! { <p>{words!(lang, subscribe.no_mail)}</p> })
    };
    let body = view! {
        <p class="lead">{words!(lang, subscribe.lead)}</p>
        {content}
    };
    Sheet::new(words!(lang, subscribe.title), Room::Elsewhere, "/langganan", body).sent(FORM)
}

#[cfg(test)]
mod tests {
    use crate::harness::office_page;
    use crate::harness::samples::{office, wrong};
    use lumbung_data::model::office::{Field, OfficePage, Subscribe, Trouble, What};

    #[tokio::test]
    async fn the_form_asks_for_address_language_and_wishes() {
        let page = office(None, OfficePage::Subscribe(Subscribe { can_mail: true, ..Subscribe::default() }));
        let shown = office_page(page, "/langganan").await;
        for name in ["surel", "bahasa", "pekanan", "peringatan", "terendah", "hening_dari", "hening_sampai", "awas"] {
            assert!(shown.has(&format!(r#"name="{name}""#)), "{name}");
        }
        assert!(shown.has(r#"type="time""#) && shown.has(r#"type="email""#));
    }

    #[tokio::test]
    async fn where_no_mail_goes_out_there_is_no_form() {
        let shown = office_page(office(None, OfficePage::Subscribe(Subscribe::default())), "/langganan").await;
        assert!(!shown.has("name=\"surel\"") && shown.has("belum dapat mengirim surel"));
    }

    #[tokio::test]
    async fn what_is_wrong_stands_at_its_field() {
        let page = OfficePage::Subscribe(Subscribe { can_mail: true, email: "siti".into(), ..Subscribe::default() });
        let troubles = vec![Trouble { field: Field::Email, what: What::MailForm }];
        let shown = office_page(wrong(office(None, page), troubles), "/langganan").await;
        assert!(shown.has(r##"<a href="#langganan-surel">"##) && shown.has(r#"value="siti""#));
    }
}
