//! The accounts, and the form of a new one.

use super::person::person;
use super::{Desk, Sheet};
use crate::components::{Form, Moment, Room, SelectField, TextField};
use crate::i18n::words;
use crate::wording::office::roles;
use leptos::prelude::*;
use lumbung_data::model::Lang;
use lumbung_data::model::office::{Entered, Field, LinkPurpose, NewLink, People};

const FORM: &str = "akun-baru";

/// The prefix of the ids in an account's own forms.
pub(super) fn form_of(id: i64) -> String {
    format!("akun-{id}")
}

/// The account whose form was sent: `/pengguna/7/peran`.
fn sent_to(desk: &Desk) -> Option<i64> {
    desk.asked.path().strip_prefix("/pengguna/")?.split('/').next()?.parse().ok()
}

/// A link that was just made first of all: it is not shown again.
pub(super) fn lay_out(page: People, desk: &Desk) -> Sheet {
    let lang = desk.lang;
    let changed = sent_to(desk);
    let form = desk.form(FORM, changed.is_none());
    let rows = page.rows.iter().map(|row| person(row, changed, desk)).collect_view();
    let body = view! {
        {page.link.map(|link| new_link(link, lang))}
        <div class="sheet-frame" role="group" tabindex="0" aria-label=words!(lang, people.title)>
            <table class="sheet people">
                <caption>{words!(lang, people.caption)}</caption>
                <thead>
                    <tr>
                        <th scope="col">{words!(lang, people.person)}</th>
                        <th scope="col">{words!(lang, field.role)}</th>
                        <th scope="col">{words!(lang, people.state)}</th>
                        <th scope="col">{words!(lang, people.factor)}</th>
                        <th scope="col">{words!(lang, people.seen)}</th>
                    </tr>
                </thead>
                {rows}
            </table>
        </div>
        <section class="part" aria-labelledby="buat">
            <h2 id="buat">{words!(lang, people.new_title)}</h2>
            <p>{words!(lang, people.new_lead)}</p>
            <form method="post" action=desk.asked.link("/pengguna") class="form">
                {fields(page.entered, &form)}
                <button type="submit">{words!(lang, people.new_submit)}</button>
            </form>
        </section>
    };
    let sent = changed.map_or_else(|| FORM.to_owned(), form_of);
    Sheet::new(words!(lang, people.title), Room::People, "/pengguna", body).sent(sent)
}

/// Somebody else's names: the own ones are not to be filled in.
fn fields(entered: Entered, form: &Form) -> impl IntoView + use<> {
    let lang = form.lang;
    view! {
        <TextField
            form=form
            field=Field::Name
            label=words!(lang, field.name)
            hint=words!(lang, field.name_hint)
            value=entered.name
            autocomplete="off"
        />
        <TextField
            form=form
            field=Field::FullName
            label=words!(lang, field.full_name)
            hint=words!(lang, field.full_name_hint)
            value=entered.full_name
            autocomplete="off"
        />
        <TextField
            form=form
            field=Field::Email
            label=words!(lang, field.email)
            kind="email"
            hint=words!(lang, people.email_hint)
            value=entered.email
            autocomplete="off"
            required=false
        />
        <SelectField
            form=form
            field=Field::Role
            label=words!(lang, field.role)
            options=roles(lang)
            chosen=entered.role.map(|role| role.as_str().to_owned())
        />
    }
}

fn new_link(link: NewLink, lang: Lang) -> impl IntoView {
    let name = link.full_name.as_str();
    let whose = match link.purpose {
        LinkPurpose::Reset => words!(lang, people.link_reset, name = name),
        LinkPurpose::Invitation | LinkPurpose::FirstAdmin => words!(lang, people.link_invitation, name = name),
    };
    let handed = match link.mailed {
        Some(address) => words!(lang, people.mailed, address = address),
        None if link.mail_failed => words!(lang, people.mail_failed).to_owned(),
        None => words!(lang, people.hand_over).to_owned(),
    };
    view! {
        <section class="box" aria-labelledby="tautan-baru">
            <h2 id="tautan-baru">{words!(lang, people.link_title)}</h2>
            <p>{whose}" "{words!(lang, people.link_once)}" "<Moment at=link.expires lang />"."</p>
            <p class="secret"><code>{link.url}</code></p>
            <p>{handed}</p>
        </section>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::harness::office_page;
    use crate::harness::samples::{new_link, office, people, wrong};
    use lumbung_data::model::Role;
    use lumbung_data::model::office::{Office, OfficePage, Trouble, What};

    fn page(page: People) -> Office {
        office(Some(Role::Admin), OfficePage::People(page))
    }

    #[tokio::test]
    async fn the_form_of_a_new_account_comes_back_as_it_was_sent() {
        let entered = Entered {
            name: "Budi \"S\"".to_owned(),
            full_name: "Budi <b>".to_owned(),
            email: "budi".to_owned(),
            role: Some(Role::Leader),
        };
        let troubles = vec![
            Trouble { field: Field::Name, what: What::NameForm },
            Trouble { field: Field::Email, what: What::EmailForm },
        ];
        let shown = office_page(wrong(page(People { entered, ..people() }), troubles), "/pengguna").await;
        assert!(shown.has(r#"value="Budi &quot;S&quot;""#) && shown.has(r#"value="Budi &lt;b&gt;""#));
        assert!(shown.has(r#"<option value="leader" selected>Pimpinan</option>"#));
        assert!(shown.has(r##"<a href="#akun-baru-nama">"##) && shown.has(r##"<a href="#akun-baru-surel">"##));
        assert!(!shown.has(r#"id="akun-baru-surel" name="surel" value="budi" autocomplete="off" required"#));
        assert_eq!(shown.html.matches("autofocus").count(), 1);
    }

    #[tokio::test]
    async fn a_new_link_is_shown_once_with_its_end_and_how_it_reaches_its_person() {
        let shown = async |link| office_page(page(People { link: Some(link), ..people() }), "/pengguna").await;
        let by_hand = shown(new_link()).await;
        assert!(by_hand.has("<code>https://lumbung.bandung.go.id/tautan/abc123</code>"));
        assert!(by_hand.has("27 Nov 2026 15.26 WIB") && by_hand.has("Serahkan tautan ini sendiri"));
        let mailed = NewLink { mailed: Some("budi@bandung.go.id".to_owned()), ..new_link() };
        assert!(shown(mailed).await.has("sudah dikirim ke budi@bandung.go.id"));
        assert!(shown(NewLink { mail_failed: true, ..new_link() }).await.has("Surel tidak terkirim."));
    }

    #[tokio::test]
    async fn a_refused_change_opens_the_account_that_it_was_for() {
        let troubles = vec![Trouble { field: Field::Role, what: What::LastAdmin }];
        let shown = office_page(wrong(page(people()), troubles), "/pengguna/4/peran").await;
        assert!(shown.has(r##"<a href="#akun-4-peran">"##) && shown.has(r#"id="akun-4-peran-salah""#));
        assert_eq!(shown.html.matches(r#"<details open class="more manage">"#).count(), 1);
        assert_eq!(shown.html.matches("aria-invalid").count(), 1);
    }
}
