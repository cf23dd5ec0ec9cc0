//! What a one-time link opens: the choice of a password.

use super::{Desk, Sheet};
use crate::components::{Form, Room, TextField};
use crate::i18n::words;
use crate::wording::office::role;
use leptos::either::Either;
use leptos::prelude::*;
use lumbung_data::model::office::{Field, Link, LinkPurpose};

const FORM: &str = "tautan";

/// The form; the first admin also chooses a name.
pub(super) fn lay_out(page: &Link, desk: &Desk) -> Sheet {
    let lang = desk.lang;
    let form = desk.form(FORM, true);
    let full_name = page.full_name.as_str();
    let (title, lead) = match page.purpose {
        LinkPurpose::Invitation => {
            let role = role(page.role, lang);
            let lead = words!(lang, link.invitation_lead, full_name = full_name, role = role);
            (words!(lang, link.invitation), lead)
        }
        LinkPurpose::Reset => (words!(lang, link.reset), words!(lang, link.reset_lead, full_name = full_name)),
        LinkPurpose::FirstAdmin => (words!(lang, link.first), words!(lang, link.first_lead).to_owned()),
    };
    let submit = match page.purpose {
        LinkPurpose::FirstAdmin => words!(lang, link.submit_first),
        LinkPurpose::Invitation | LinkPurpose::Reset => words!(lang, link.submit),
    };
    let path = format!("/tautan/{}", page.token);
    let body = view! {
        <p class="lead">{lead}</p>
        <form method="post" action=desk.asked.link(&path) class="form">
            {names(page, &form)}
            <NewPassword form=&form least=page.least />
            <button type="submit">{submit}</button>
        </form>
    };
    Sheet::new(title, Room::Elsewhere, path, body).sent(FORM)
}

/// The names to choose, or the one that is there: password managers look for it.
fn names(page: &Link, form: &Form) -> impl IntoView + use<> {
    let lang = form.lang;
    if page.purpose != LinkPurpose::FirstAdmin {
        return Either::Left(view! { <KnownName form=form name=page.name.clone() /> });
    }
    Either::Right(view! {
        <TextField
            form=form
            field=Field::Name
            label=words!(lang, field.name)
            hint=words!(lang, field.name_hint)
            value=page.name.clone()
            autocomplete="username"
        />
        <TextField
            form=form
            field=Field::FullName
            label=words!(lang, field.full_name)
            hint=words!(lang, field.full_name_hint)
            value=page.full_name.clone()
            autocomplete="name"
        />
    })
}

/// The account's name beside its new password, for password managers. It is
/// not sent.
#[component]
pub(super) fn KnownName<'a>(form: &'a Form, name: String) -> impl IntoView + use<> {
    let id = form.id("akun");
    view! {
        <div class="field">
            <label for=id.clone()>{words!(form.lang, field.name)}</label>
            <input type="text" id=id value=name autocomplete="username" readonly />
        </div>
    }
}

/// A new password, twice, with its rules said beforehand.
#[component]
pub(super) fn NewPassword<'a>(form: &'a Form, least: usize) -> impl IntoView + use<> {
    let lang = form.lang;
    view! {
        <TextField
            form=form
            field=Field::Password
            label=words!(lang, field.new_password)
            kind="password"
            hint=words!(lang, link.rules, count = least)
            autocomplete="new-password"
        />
        <TextField
            form=form
            field=Field::PasswordAgain
            label=words!(lang, field.password_again)
            kind="password"
            autocomplete="new-password"
        />
    }
}

/// What a link says that no longer works.
pub(super) fn gone(desk: &Desk) -> Sheet {
    let lang = desk.lang;
    let body = view! {
        <p class="lead">{words!(lang, link.gone_lead)}</p>
        <p>{words!(lang, link.gone_help)}</p>
        <p><a class="button-plain" href=desk.asked.link("/masuk")>{words!(lang, nav.sign_in)}</a></p>
    };
    // Its path came from outside: the other language is a link relative to it.
    Sheet::new(words!(lang, link.gone), Room::Elsewhere, "", body)
}

#[cfg(test)]
mod tests {
    use crate::harness::office_page;
    use crate::harness::samples::{link, office};
    use lumbung_data::model::office::{LinkPurpose, OfficePage};

    #[tokio::test]
    async fn an_invitation_names_the_account_and_the_rules_and_asks_for_a_password_twice() {
        let page = office(None, OfficePage::Link(link(LinkPurpose::Invitation)));
        let page = office_page(page, "/tautan/abc123").await;
        assert!(page.has(r#"action="/tautan/abc123""#) && page.has("Budi Santoso, dengan peran Petugas"));
        assert!(page.has(r#"value="budi" autocomplete="username" readonly"#) && !page.has(r#"name="nama""#));
        assert!(page.has("Sedikitnya 15 karakter"));
        assert_eq!(page.html.matches(r#"type="password""#).count(), 2);
        assert_eq!(page.html.matches(r#"autocomplete="new-password""#).count(), 2);
    }

    #[tokio::test]
    async fn the_first_admin_also_chooses_a_name() {
        let page = office(None, OfficePage::Link(link(LinkPurpose::FirstAdmin)));
        let page = office_page(page, "/tautan/abc123?lang=en").await;
        assert!(page.has(r#"name="nama" value="budi""#) && page.has(r#"name="nama_lengkap" value="Budi Santoso""#));
        assert!(page.has(r#"action="/tautan/abc123?lang=en""#) && page.has("Make the first admin account"));
    }

    #[tokio::test]
    async fn a_link_that_no_longer_works_says_whom_to_ask_and_repeats_nothing_of_its_address() {
        let page = office_page(office(None, OfficePage::LinkGone), "/tautan/rahasia").await;
        assert!(page.has("Minta tautan baru kepada admin") && page.has(r#"href="/masuk""#));
        assert!(!page.has("rahasia"));
    }
}
