//! One's own subscription, by the link of a letter.

use super::wishes::fields;
use super::{Desk, Sheet};
use crate::components::{ActionForm, Room};
use crate::i18n::words;
use leptos::prelude::*;
use lumbung_data::model::office::Subscription;

const FORM: &str = "langganan";

/// The form by which it is confirmed or changed, and the button that ends it.
pub(super) fn lay_out(page: Subscription, desk: &Desk) -> Sheet {
    let lang = desk.lang;
    let form = desk.form(FORM, true);
    let path = format!("/langganan/{}", page.token);
    let address = page.address.as_str();
    let (title, lead, submit, end) = if page.confirmed {
        (
            words!(lang, subscription.title),
            words!(lang, subscription.lead, address = address),
            words!(lang, subscription.save),
            words!(lang, subscription.end),
        )
    } else {
        (
            words!(lang, subscription.confirm_title),
            words!(lang, subscription.confirm_lead, address = address),
            words!(lang, subscription.confirm),
            words!(lang, subscription.refuse),
        )
    };
    let body = view! {
        <p class="lead">{lead}</p>
        <form method="post" action=desk.asked.link(&path) class="form">
            {fields(page.wishes, &form)}
            <button type="submit">{submit}</button>
        </form>
        <section class="part" aria-labelledby="akhiri">
            <h2 id="akhiri">{words!(lang, subscription.end_title)}</h2>
            <p>{words!(lang, subscription.end_lead)}</p>
            <ActionForm action=desk.asked.link(&format!("{path}/akhiri")) text=end />
        </section>
    };
    Sheet::new(title, Room::Elsewhere, path, body).sent(FORM)
}

/// That the link works no longer.
pub(super) fn gone(desk: &Desk) -> Sheet {
    let lang = desk.lang;
    let body = view! {
        <p class="lead">{words!(lang, subscription.gone_lead)}</p>
        <p><a href=desk.asked.link("/langganan")>{words!(lang, subscribe.title)}</a></p>
    };
    Sheet::new(words!(lang, subscription.gone_title), Room::Elsewhere, "/langganan", body)
}

/// That the subscription has ended.
pub(super) fn ended(desk: &Desk) -> Sheet {
    let lang = desk.lang;
    let body = view! {
        <p class="lead">{words!(lang, subscription.ended_lead)}</p>
        <p><a href=desk.asked.link("/langganan")>{words!(lang, subscription.again)}</a></p>
    };
    Sheet::new(words!(lang, subscription.ended_title), Room::Elsewhere, "/langganan", body)
}

#[cfg(test)]
mod tests {
    use crate::harness::office_page;
    use crate::harness::samples::{office, subscription};
    use lumbung_data::model::office::{OfficePage, Subscription};

    #[tokio::test]
    async fn a_new_subscription_is_confirmed_or_refused_by_a_button() {
        let page = OfficePage::Subscription(Subscription { confirmed: false, ..subscription() });
        let shown = office_page(office(None, page), "/langganan/abc123").await;
        assert!(shown.has("Konfirmasi langganan") && shown.has("siti@example.org"));
        assert!(shown.has(r#"<form method="post" action="/langganan/abc123" class="form">"#));
        assert!(shown.has(r#"action="/langganan/abc123/akhiri""#));
    }

    #[tokio::test]
    async fn a_subscription_is_shown_as_it_is_wished() {
        let shown = office_page(office(None, OfficePage::Subscription(subscription())), "/langganan/abc123").await;
        assert!(shown.has(r#"value="21:00""#) && shown.has(r#"value="06:00""#));
        assert!(shown.has(r#"<option value="daily" selected>"#), "{}", shown.html);
    }
}
