//! The own API tokens: the list, the form of a new one, and the new one itself,
//! shown once.

use super::Desk;
use super::account::TOKEN;
use crate::asked::Asked;
use crate::components::{ActionForm, ChoiceField, Form, Moment, OldPasswordField, TextField};
use crate::i18n::words;
use crate::wording::office::scope;
use chrono::{DateTime, Utc};
use leptos::either::Either;
use leptos::prelude::*;
use lumbung_data::model::office::{Field, TokenRow};
use lumbung_data::model::{Lang, Scope};

/// Days that a token may be valid for; the first is proposed.
const DAYS: [u16; 3] = [90, 30, 365];

/// A token that was just made, and how to use it.
pub(super) fn fresh(token: String, desk: &Desk) -> impl IntoView + use<> {
    let lang = desk.lang;
    let origin = desk.asked.origin().unwrap_or("https://lumbung.example.go.id");
    let file = words!(lang, token.file);
    let example = format!(
        "curl -H \"Authorization: Bearer {token}\" \\\n     -F berkas=@{file} \\\n     \"{origin}/api/v1/batches?dry_run=true\""
    );
    view! {
        <section class="box" aria-labelledby="token-baru">
            <h2 id="token-baru">{words!(lang, token.fresh_title)}</h2>
            <p>{words!(lang, token.fresh)}</p>
            <p class="secret"><code>{token}</code></p>
            <p>{words!(lang, token.example)}</p>
            <pre><code>{example}</code></pre>
        </section>
    }
}

/// The tokens, and the form of a new one.
pub(super) fn tokens(tokens: Vec<TokenRow>, has_password: bool, was_sent: bool, desk: &Desk) -> impl IntoView + use<> {
    let lang = desk.lang;
    let form = desk.form(TOKEN, was_sent);
    let password = has_password.then(|| view! { <OldPasswordField form=&form /> });
    let list = if tokens.is_empty() {
        Either::Left(view! { <p>{words!(lang, token.none)}</p> })
    } else {
        Either::Right(table(tokens, &desk.asked))
    };
    view! {
        <section class="part" aria-labelledby="token">
            <h2 id="token">{words!(lang, token.title)}</h2>
            <p>{words!(lang, token.lead)} " " {words!(lang, token.survive)}</p>
            {list}
            <h3>{words!(lang, token.new_title)}</h3>
            <form method="post" action=desk.asked.link("/akun/token") class="form">
                <TextField
                    form=&form
                    field=Field::Label
                    label=words!(lang, field.label)
                    hint=words!(lang, token.label_hint)
                    autocomplete="off"
                />
                <ChoiceField
                    form=&form
                    field=Field::Scopes
                    label=words!(lang, field.scopes)
                    options=Scope::ALL.map(|one| (one.as_str().to_owned(), scope(one, lang).to_owned(), false)).to_vec()
                />
                {validity(&form)}
                {password}
                <button type="submit">{words!(lang, token.submit)}</button>
            </form>
        </section>
    }
}

fn validity(form: &Form) -> impl IntoView + use<> {
    let lang = form.lang;
    let id = form.id("masa");
    let options = DAYS
        .map(|days| view! { <option value=days.to_string()>{words!(lang, token.days, count = days)}</option> })
        .into_iter()
        .collect_view();
    view! {
        <div class="field">
            <label for=id.clone()>{words!(lang, field.validity)}</label>
            <select id=id name="masa">
                {options}
            </select>
        </div>
    }
}

fn table(tokens: Vec<TokenRow>, asked: &Asked) -> impl IntoView + use<> {
    let lang = asked.lang;
    let rows = tokens.into_iter().map(|token| row(token, asked)).collect_view();
    view! {
        <div class="sheet-frame" role="group" tabindex="0" aria-labelledby="token">
            <table class="sheet">
                <caption>{words!(lang, token.caption)}</caption>
                <thead>
                    <tr>
                        <th scope="col">{words!(lang, field.label)}</th>
                        <th scope="col">{words!(lang, field.scopes)}</th>
                        <th scope="col">{words!(lang, token.made)}</th>
                        <th scope="col">{words!(lang, token.used)}</th>
                        <th scope="col">{words!(lang, token.expires)}</th>
                        <th scope="col">{words!(lang, token.state)}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

fn row(token: TokenRow, asked: &Asked) -> impl IntoView + use<> {
    let lang = asked.lang;
    let scopes: Vec<_> = token.scopes.into_iter().map(|one| scope(one, lang)).collect();
    let state = if let Some(at) = token.revoked {
        Either::Left(view! { {words!(lang, token.revoked)}" "<Moment at lang /> })
    } else {
        let action = asked.link(&format!("/akun/token/{}/cabut", token.id));
        let of = words!(lang, token.revoke_which, label = token.label.as_str());
        Either::Right(view! { <ActionForm action text=words!(lang, token.revoke) of /> })
    };
    view! {
        <tr>
            <th scope="row">{token.label}</th>
            <td>{scopes.join("; ")}</td>
            <td><Moment at=token.made lang /></td>
            <td>{used(token.used, lang)}</td>
            <td><Moment at=token.expires lang /></td>
            <td>{state}</td>
        </tr>
    }
}

fn used(at: Option<DateTime<Utc>>, lang: Lang) -> impl IntoView {
    match at {
        Some(at) => Either::Left(view! { <Moment at lang /> }),
        None => Either::Right(words!(lang, office.never)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::harness::office_page;
    use crate::harness::samples::{account, office, wrong};
    use lumbung_data::model::Role;
    use lumbung_data::model::office::{Account, Office, OfficePage, Trouble, What};

    fn page(page: Account) -> Office {
        office(Some(Role::Officer), OfficePage::Account(Box::new(page)))
    }

    #[tokio::test]
    async fn a_new_token_is_shown_with_an_example_at_the_address_that_was_used() {
        let fresh = Account { new_token: Some("lmb_rahasia".to_owned()), ..account() };
        let shown = office_page(page(fresh), "/akun/token").await;
        assert!(shown.has("<code>lmb_rahasia</code>") && shown.has("tidak ditampilkan lagi"));
        assert!(shown.has("Authorization: Bearer lmb_rahasia"));
        assert!(shown.has("https://lumbung.bandung.go.id/api/v1/batches?dry_run=true"));
        assert!(!office_page(page(account()), "/akun").await.has("curl -H"));
    }

    #[tokio::test]
    async fn a_token_can_be_revoked_once() {
        let shown = office_page(page(account()), "/akun").await;
        assert!(shown.has(r#"action="/akun/token/4/cabut""#) && !shown.has("/akun/token/3/cabut"));
        assert!(shown.has(r#"Cabut<span class="unseen"> token unggah harian</span>"#));
        assert!(shown.has("dicabut <time"));
    }

    #[tokio::test]
    async fn a_choice_that_is_missing_is_tied_to_every_box_and_leads_to_the_first() {
        let troubles = vec![Trouble { field: Field::Scopes, what: What::Missing }];
        let shown = office_page(wrong(page(account()), troubles), "/akun/token").await;
        assert!(shown.has(r##"<a href="#token-cakupan">"##) && shown.has(r#"id="token-cakupan" name="cakupan""#));
        assert_eq!(shown.html.matches(r#"aria-describedby="token-cakupan-salah""#).count(), 2);
        assert_eq!(shown.html.matches("autofocus").count(), 1);
    }

    #[tokio::test]
    async fn what_a_token_is_for_is_escaped() {
        let mut account = account();
        account.tokens[0].label = "<script>alert(1)</script>".to_owned();
        assert!(!office_page(page(account), "/akun").await.has("<script>alert"));
    }
}
