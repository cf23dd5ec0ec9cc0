//! The way in: name and password, or the identity provider.

use super::{Desk, Sheet};
use crate::components::{Room, TextField};
use crate::i18n::words;
use leptos::either::EitherOf3;
use leptos::prelude::*;
use lumbung_data::model::Lang;
use lumbung_data::model::office::{Field, SignIn};

const FORM: &str = "masuk";

/// The form, unless there is a reason not to show it.
pub(super) fn lay_out(page: SignIn, desk: &Desk) -> Sheet {
    let lang = desk.lang;
    let body = if page.unsafe_address {
        EitherOf3::A(unsafe_address(lang))
    } else if page.nobody {
        EitherOf3::B(nobody(lang))
    } else {
        EitherOf3::C(form(page, desk))
    };
    Sheet::new(words!(lang, sign_in.title), Room::SignIn, "/masuk", body).sent(FORM)
}

fn form(page: SignIn, desk: &Desk) -> impl IntoView + use<> {
    let lang = desk.lang;
    let form = desk.form(FORM, true);
    let next = page.next.clone();
    let provider = page.provider.map(|provider| {
        let link = match &page.next {
            Some(next) => desk.asked.link_with("/masuk/oidc", &[("lanjut", next)]),
            None => desk.asked.link("/masuk/oidc"),
        };
        view! {
            <p class="either">{words!(lang, sign_in.either)}</p>
            <p><a class="button-plain" href=link>{words!(lang, sign_in.provider, provider = provider)}</a></p>
        }
    });
    view! {
        <p class="lead">{words!(lang, sign_in.lead)}</p>
        <form method="post" action=desk.asked.link("/masuk") class="form">
            {next.map(|next| view! { <input type="hidden" name="lanjut" value=next /> })}
            <TextField
                form=&form
                field=Field::Name
                label=words!(lang, field.name)
                value=page.name
                autocomplete="username"
            />
            <TextField
                form=&form
                field=Field::Password
                label=words!(lang, field.password)
                kind="password"
                autocomplete="current-password"
            />
            <button type="submit">{words!(lang, sign_in.submit)}</button>
        </form>
        {provider}
        <p class="fine">{words!(lang, sign_in.forgotten)}</p>
    }
}

fn unsafe_address(lang: Lang) -> impl IntoView {
    view! {
        <div class="box box-grave">
            <h2>{words!(lang, sign_in.unsafe_title)}</h2>
            <p>{words!(lang, sign_in.unsafe_lead)}</p>
            <p>{words!(lang, sign_in.unsafe_user)}</p>
            <p>{words!(lang, sign_in.unsafe_operator)}</p>
            <pre><code>"lumbung serve --public-url https://…"</code></pre>
        </div>
    }
}

fn nobody(lang: Lang) -> impl IntoView {
    let command = format!("lumbung user add {} --role admin", words!(lang, sign_in.nobody_name));
    view! {
        <div class="box">
            <h2>{words!(lang, sign_in.nobody_title)}</h2>
            <p>{words!(lang, sign_in.nobody_lead)}</p>
            <pre><code>"lumbung serve"</code></pre>
            <p>{words!(lang, sign_in.nobody_command)}</p>
            <pre><code>{command}</code></pre>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use crate::harness::office_page;
    use crate::harness::samples::{office, sign_in, wrong};
    use lumbung_data::model::office::{Field, Office, OfficePage, SignIn, Trouble, What};

    fn page(page: SignIn) -> Office {
        office(None, OfficePage::SignIn(page))
    }

    #[tokio::test]
    async fn the_form_keeps_the_name_and_the_way_on_but_never_a_password() {
        let shown = office_page(page(sign_in()), "/masuk").await;
        assert!(shown.has(r#"<form method="post" action="/masuk""#));
        assert!(shown.has(r#"<input type="hidden" name="lanjut" value="/unggah">"#));
        assert!(shown.has(r#"name="nama" value="sari" autocomplete="username""#));
        assert!(shown.has(r#"type="password" id="masuk-sandi" name="sandi" autocomplete="current-password""#));
        assert!(!shown.has("maxlength") && !shown.has("/masuk/oidc"));
    }

    #[tokio::test]
    async fn a_wrong_sign_in_is_said_first_and_tied_to_both_fields() {
        let troubles = vec![Trouble { field: Field::Form, what: What::WrongSignIn }];
        let shown = office_page(wrong(page(sign_in()), troubles), "/masuk").await;
        assert!(shown.has(r#"<div role="alert" id="perbaiki" class="troubles">"#));
        assert!(shown.has("<li>Nama akun atau kata sandi tidak cocok."));
        assert_eq!(shown.html.matches(r#"aria-describedby="perbaiki""#).count(), 2);
        assert!(shown.has(r#"required aria-describedby="perbaiki" autofocus"#), "one goes on at the password");
        assert_eq!(shown.html.matches("autofocus").count(), 1);
    }

    #[tokio::test]
    async fn what_is_wrong_with_a_field_is_tied_to_it() {
        let troubles = vec![
            Trouble { field: Field::Form, what: What::WrongSignIn },
            Trouble { field: Field::Name, what: What::Missing },
        ];
        let shown = office_page(wrong(page(sign_in()), troubles), "/masuk").await;
        assert!(shown.has(r##"<a href="#masuk-nama">Nama akun: Isian ini masih kosong."##));
        assert!(shown.has(r#"aria-describedby="perbaiki masuk-nama-salah" aria-invalid="true" autofocus"#));
        assert!(shown.has(r#"<p id="masuk-nama-salah" class="field-trouble">"#));
        assert_eq!(shown.html.matches("autofocus").count(), 1);
    }

    #[tokio::test]
    async fn the_identity_provider_has_a_button_that_keeps_the_way_on() {
        let with = SignIn { provider: Some("SSO <Kota>".to_owned()), ..sign_in() };
        let shown = office_page(page(with), "/masuk?lang=en").await;
        assert!(shown.has(
            r#"href="/masuk/oidc?lanjut=%2Funggah&amp;lang=en" class="button-plain">Sign in with SSO &lt;Kota&gt;</a>"#
        ));
    }

    #[tokio::test]
    async fn an_unsafe_address_shows_no_form_and_says_what_the_operator_sets() {
        let shown = office_page(page(SignIn { unsafe_address: true, ..sign_in() }), "/masuk").await;
        assert!(!shown.has("<form") && shown.has("--public-url https://"));
    }

    #[tokio::test]
    async fn without_accounts_it_says_how_the_first_comes_to_be() {
        let shown = office_page(page(SignIn { nobody: true, ..sign_in() }), "/masuk").await;
        assert!(!shown.has("<form") && shown.has("lumbung user add NAMA --role admin"));
    }
}
