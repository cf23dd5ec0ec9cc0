//! The own account: who one is here, password, second factor, sessions, tokens.

use super::link::{KnownName, NewPassword};
use super::sessions::sessions;
use super::tokens::{fresh, tokens};
use super::{Desk, Sheet};
use crate::components::{OldPasswordField, RoleName, Room};
use crate::i18n::words;
use crate::wording::office::role_may;
use leptos::either::Either;
use leptos::prelude::*;
use lumbung_data::model::office::{Account, Visitor};

const PASSWORD: &str = "sandi";
const CODES: &str = "kode-cadangan";
pub(super) const TOKEN: &str = "token";

/// All sections. Troubles belong to the form that this request came from.
pub(super) fn lay_out(page: Account, desk: &Desk) -> Sheet {
    let lang = desk.lang;
    let sent = [CODES, TOKEN].into_iter().find(|form| desk.asked.went_to(&format!("/akun/{form}")));
    let sent = sent.unwrap_or(PASSWORD);
    let body = view! {
        {page.new_token.clone().map(|token| fresh(token, desk))}
        {desk.visitor.as_ref().map(|visitor| myself(visitor, page.email.clone(), desk))}
        <section class="part" aria-labelledby="sandi">
            <h2 id="sandi">{words!(lang, account.password_title)}</h2>
            {password(&page, sent, desk)}
        </section>
        <section class="part" aria-labelledby="dua-langkah">
            <h2 id="dua-langkah">{words!(lang, account.factor_title)}</h2>
            {second_factor(&page, sent, desk)}
        </section>
        {sessions(page.sessions, desk)}
        {tokens(page.tokens, page.has_password, sent == TOKEN, desk)}
    };
    Sheet::new(words!(lang, account.title), Room::Account, "/akun", body).sent(sent)
}

fn myself(visitor: &Visitor, email: Option<String>, desk: &Desk) -> impl IntoView + use<> {
    let lang = desk.lang;
    let email = email.unwrap_or_else(|| words!(lang, account.no_email).to_owned());
    view! {
        <section class="part" aria-labelledby="diri">
            <h2 id="diri">{words!(lang, account.self_title)}</h2>
            <dl class="facts">
                <div>
                    <dt>{words!(lang, account.full_name)}</dt>
                    <dd>{visitor.full_name.clone()}</dd>
                </div>
                <div>
                    <dt>{words!(lang, account.name)}</dt>
                    <dd>{visitor.name.clone()}</dd>
                </div>
                <div>
                    <dt>{words!(lang, account.email)}</dt>
                    <dd>{email}</dd>
                </div>
                <div>
                    <dt>{words!(lang, account.role)}</dt>
                    <dd><RoleName role=visitor.role lang />". "{role_may(visitor.role, lang)}</dd>
                </div>
            </dl>
        </section>
    }
}

fn password(page: &Account, sent: &str, desk: &Desk) -> impl IntoView + use<> {
    let lang = desk.lang;
    if !page.has_password {
        return Either::Left(view! { <p>{words!(lang, account.no_password)}</p> });
    }
    let form = desk.form(PASSWORD, sent == PASSWORD);
    let name = desk.visitor.as_ref().map(|visitor| visitor.name.clone());
    Either::Right(view! {
        <p>{words!(lang, account.password_note)}</p>
        <form method="post" action=desk.asked.link("/akun/sandi") class="form">
            {name.map(|name| view! { <KnownName form=&form name /> })}
            <OldPasswordField form=&form />
            <NewPassword form=&form least=page.least />
            <button type="submit">{words!(lang, account.password_submit)}</button>
        </form>
    })
}

/// The state of the second factor, and the ways to change it.
fn second_factor(page: &Account, sent: &str, desk: &Desk) -> impl IntoView + use<> {
    let lang = desk.lang;
    let link = desk.asked.link("/akun/dua-langkah");
    let Some(left) = page.second_factor else {
        return Either::Left(view! {
            <p>{words!(lang, account.factor_off)}</p>
            <p><a class="button" href=link>{words!(lang, account.factor_set)}</a></p>
        });
    };
    let left = match left {
        0 => words!(lang, account.codes_none).to_owned(),
        1 => words!(lang, account.codes_one).to_owned(),
        _ => words!(lang, account.codes_left, count = left),
    };
    let form = desk.form(CODES, sent == CODES);
    let password = page.has_password.then(|| view! { <OldPasswordField form=&form /> });
    Either::Right(view! {
        <p><strong>{words!(lang, account.factor_on)}</strong>" "{left}</p>
        <p><a href=link>{words!(lang, account.factor_replace)}</a></p>
        <h3>{words!(lang, account.codes_title)}</h3>
        <p>{words!(lang, account.codes_note)}</p>
        <form method="post" action=desk.asked.link("/akun/kode-cadangan") class="form">
            {password}
            <button type="submit" class="button-plain">{words!(lang, account.codes_submit)}</button>
        </form>
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::harness::office_page;
    use crate::harness::samples::{account, office, wrong};
    use lumbung_data::model::Role;
    use lumbung_data::model::office::{Field, Office, OfficePage, Trouble, What};

    fn page(page: Account) -> Office {
        office(Some(Role::Officer), OfficePage::Account(Box::new(page)))
    }

    #[tokio::test]
    async fn it_says_who_one_is_and_what_that_role_may_do() {
        let shown = office_page(page(account()), "/akun").await;
        assert!(shown.has("<dd>Sari Wulandari</dd>") && shown.has("<dd>sari@bandung.go.id</dd>"));
        assert!(shown.has(r#"<span class="role">Petugas</span>. Boleh membaca semuanya"#));
        assert!(shown.has("Kode cadangan tersisa: 8."));
    }

    #[tokio::test]
    async fn each_session_says_what_it_is_and_the_own_one_is_marked() {
        let shown = office_page(page(account()), "/akun?lang=en").await;
        assert!(shown.has("Firefox on Linux") && shown.has(">this device</strong>"));
        assert!(shown.has(r#"action="/akun/sesi/2/akhiri?lang=en""#));
        assert!(shown.has(r#"End<span class="unseen"> session of curl</span>"#));
        assert!(shown.has(r#"action="/akun/sesi/akhiri-semua?lang=en""#));
    }

    #[tokio::test]
    async fn a_trouble_belongs_to_the_form_that_was_sent() {
        let troubles = vec![Trouble { field: Field::OldPassword, what: What::WrongPassword }];
        for (address, form) in [("/akun/sandi", "sandi"), ("/akun/kode-cadangan", "kode-cadangan")] {
            let shown = office_page(wrong(page(account()), troubles.clone()), address).await;
            assert!(shown.has(&format!(r##"<a href="#{form}-sandi_lama">"##)), "{address}");
            assert!(shown.has(&format!(r#"aria-describedby="{form}-sandi_lama-salah" aria-invalid="true""#)));
            assert_eq!(shown.html.matches("aria-invalid").count(), 1, "{address}");
        }
    }

    #[tokio::test]
    async fn an_account_without_a_password_is_not_asked_for_one() {
        let shown = office_page(page(Account { has_password: false, ..account() }), "/akun").await;
        assert!(shown.has("penyedia identitas") && !shown.has(r#"type="password""#));
    }

    #[tokio::test]
    async fn an_account_without_a_second_factor_is_led_to_its_set_up() {
        let shown = office_page(page(Account { second_factor: None, ..account() }), "/akun").await;
        assert!(shown.has(r#"href="/akun/dua-langkah" class="button">Siapkan"#) && !shown.has("/akun/kode-cadangan"));
    }
}
