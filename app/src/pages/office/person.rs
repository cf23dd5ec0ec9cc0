//! One account in the list of all: its state, and folded below what an admin
//! may do with it.

use super::Desk;
use super::people::form_of;
use crate::components::{ActionForm, Moment, RoleName, SelectField};
use crate::i18n::words;
use crate::wording::office::roles;
use leptos::either::{Either, EitherOf3};
use leptos::prelude::*;
use lumbung_data::model::Lang;
use lumbung_data::model::office::{Field, PersonRow};

/// Two rows of the table, a group of their own.
pub(super) fn person(person: &PersonRow, changed: Option<i64>, desk: &Desk) -> impl IntoView + use<> {
    let lang = desk.lang;
    let own = person.own.then(|| view! { " "<strong class="mark">{words!(lang, people.own)}</strong> });
    let email = person.email.clone().map(|email| view! { <span class="cell-more">{email}</span> });
    let factor = if person.second_factor { words!(lang, people.yes) } else { words!(lang, people.no) };
    let seen = match person.seen {
        Some(at) => Either::Left(view! { <Moment at lang /> }),
        None => Either::Right(words!(lang, office.never)),
    };
    let class = person.disabled.map(|_| "person-disabled");
    view! {
        <tbody class=class>
            <tr>
                <th scope="row">
                    <span class="person-full">{person.full_name.clone()}</span>
                    {own}
                    <span class="cell-more">{person.name.clone()}</span>
                    {email}
                </th>
                <td><RoleName role=person.role lang /></td>
                <td>{state(person, lang)}</td>
                <td>{factor}</td>
                <td>{seen}</td>
            </tr>
            <tr>
                <td colspan="5" class="cell-manage">{manage(person, changed, desk)}</td>
            </tr>
        </tbody>
    }
}

fn state(person: &PersonRow, lang: Lang) -> impl IntoView + use<> {
    match person.disabled {
        Some(at) => EitherOf3::A(view! { {words!(lang, people.disabled_since)}" "<Moment at lang /> }),
        None if person.invited => EitherOf3::B(words!(lang, people.invited)),
        None => EitherOf3::C(words!(lang, people.active)),
    }
}

/// What can be done with the account; open when it was just tried.
fn manage(person: &PersonRow, changed: Option<i64>, desk: &Desk) -> impl IntoView + use<> {
    let lang = desk.lang;
    let was_sent = changed == Some(person.id);
    let ways = if person.own { Either::Left(own(desk)) } else { Either::Right(ways(person, was_sent, desk)) };
    let whom = words!(lang, people.manage_whom, name = person.full_name.as_str());
    view! {
        <details class="more manage" open=was_sent && !desk.troubles.is_empty()>
            <summary>{words!(lang, people.manage)}<span class="unseen">" "{whom}</span></summary>
            {ways}
        </details>
    }
}

fn own(desk: &Desk) -> impl IntoView + use<> {
    let lang = desk.lang;
    view! {
        <p>{words!(lang, people.own_note)}</p>
        <p><a href=desk.asked.link("/akun")>{words!(lang, people.own_link)}</a></p>
    }
}

fn ways(person: &PersonRow, was_sent: bool, desk: &Desk) -> impl IntoView + use<> {
    let lang = desk.lang;
    let way = |way: &str| desk.asked.link(&format!("/pengguna/{}/{way}", person.id));
    let button = |name: &str, text: &'static str| {
        let of = words!(lang, people.for_whom, name = person.full_name.as_str());
        view! { <ActionForm action=way(name) text of /> }
    };
    if person.disabled.is_some() {
        return Either::Left(button("aktifkan", words!(lang, people.enable)));
    }
    let form = desk.form(form_of(person.id), was_sent);
    let link = if person.invited { words!(lang, people.invite_again) } else { words!(lang, people.reset) };
    Either::Right(view! {
        <form method="post" action=way("peran") class="form form-inline">
            <SelectField
                form=&form
                field=Field::Role
                label=words!(lang, field.role)
                options=roles(lang)
                chosen=Some(person.role.as_str().to_owned())
            />
            <button type="submit" class="button-plain">
                {words!(lang, people.change_role)}
                <span class="unseen">" "{words!(lang, people.for_whom, name = person.full_name.as_str())}</span>
            </button>
        </form>
        <div class="buttons">
            {button("tautan", link)}
            {person.second_factor.then(|| button("hapus-dua-langkah", words!(lang, people.clear_factor)))}
            {button("akhiri-sesi", words!(lang, people.end_sessions))}
            {button("nonaktifkan", words!(lang, people.disable))}
        </div>
    })
}

#[cfg(test)]
mod tests {
    use crate::harness::office_page;
    use crate::harness::samples::{office, people};
    use lumbung_data::model::Role;
    use lumbung_data::model::office::OfficePage;

    #[tokio::test]
    async fn an_account_offers_what_its_state_allows() {
        let page = office_page(office(Some(Role::Admin), OfficePage::People(people())), "/pengguna").await;
        let has = |id: i64, way: &str| page.has(&format!(r#"action="/pengguna/{id}/{way}""#));
        assert!(has(4, "peran") && has(4, "tautan") && has(4, "akhiri-sesi") && has(4, "nonaktifkan"));
        assert!(has(4, "hapus-dua-langkah") && !has(4, "aktifkan"));
        assert!(!has(2, "hapus-dua-langkah"), "there is none to remove");
        assert!(has(3, "aktifkan") && !has(3, "peran") && !has(3, "nonaktifkan"));
        assert!(!page.has("/pengguna/1/"), "nothing of the own account");
    }

    #[tokio::test]
    async fn a_row_says_the_state_and_its_buttons_say_whose_they_are() {
        let page = office_page(office(Some(Role::Admin), OfficePage::People(people())), "/pengguna").await;
        assert!(page.has("<td>diundang</td>") && page.has("<td>aktif</td>") && page.has("<td>nonaktif sejak <time"));
        assert!(page.has("<td>belum pernah</td>") && page.has(">akun Anda</strong>"));
        assert!(page.has(r#"Nonaktifkan akun<span class="unseen"> untuk Tono Hidayat</span>"#));
    }
}
