//! The set-up of the second factor: a picture to scan, and a code that
//! confirms that it was scanned.

use super::{Desk, Sheet};
use crate::components::{OldPasswordField, Room, TextField};
use crate::i18n::words;
use leptos::prelude::*;
use lumbung_data::model::office::{Field, SetUp};

const FORM: &str = "dua-langkah";
const PATH: &str = "/akun/dua-langkah";

/// Two steps, in their order.
pub(super) fn lay_out(page: SetUp, desk: &Desk) -> Sheet {
    let lang = desk.lang;
    let form = desk.form(FORM, true);
    let (title, submit) = if page.replaces {
        (words!(lang, set_up.replace_title), words!(lang, set_up.submit_replace))
    } else {
        (words!(lang, set_up.title), words!(lang, set_up.submit))
    };
    let why = page.required.then(|| view! { <p class="lead">{words!(lang, set_up.required)}</p> });
    let replaces = page.replaces.then(|| view! { <p class="lead">{words!(lang, set_up.replaces)}</p> });
    let password = page.replaces.then(|| view! { <OldPasswordField form=&form /> });
    let body = view! {
        {why}
        {replaces}
        <section class="part" aria-labelledby="pindai">
            <h2 id="pindai">{words!(lang, set_up.step_scan)}</h2>
            <p>{words!(lang, set_up.scan)}</p>
            {picture(page.size, page.path, words!(lang, set_up.picture))}
            <p>{words!(lang, set_up.secret)}</p>
            <p class="secret"><code>{page.secret}</code></p>
            <p><a href=page.uri>{words!(lang, set_up.open)}</a></p>
        </section>
        <section class="part" aria-labelledby="pastikan">
            <h2 id="pastikan">{words!(lang, set_up.step_code)}</h2>
            <form method="post" action=desk.asked.link(PATH) class="form">
                <TextField
                    form=&form
                    field=Field::Code
                    label=words!(lang, field.code)
                    hint=words!(lang, set_up.hint)
                    autocomplete="one-time-code"
                    inputmode="numeric"
                />
                {password}
                <button type="submit">{submit}</button>
            </form>
        </section>
    };
    Sheet::new(title, Room::Account, PATH, body).sent(FORM)
}

/// Dark on white in every colour scheme: scanners expect it so.
fn picture(size: usize, path: String, label: &'static str) -> impl IntoView {
    view! {
        <svg class="qr" viewBox=format!("0 0 {size} {size}") role="img" aria-label=label>
            <path class="qr-ground" d=format!("M0 0h{size}v{size}H0z") />
            <path class="qr-ink" d=path />
        </svg>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::harness::samples::{office, set_up};
    use crate::harness::{Answer, office_page};
    use lumbung_data::model::Role;
    use lumbung_data::model::office::OfficePage;

    async fn shown(page: SetUp) -> Answer {
        office_page(office(Some(Role::Officer), OfficePage::SetUp(page)), "/akun/dua-langkah").await
    }

    #[tokio::test]
    async fn the_secret_is_there_as_a_picture_as_text_and_as_a_link() {
        let page = shown(set_up()).await;
        assert!(page.has(r#"<svg viewBox="0 0 37 37" role="img" aria-label="Kode QR"#));
        assert!(
            page.has("<code>JBSW Y3DP EHPK 3PXP</code>") && page.has(r#"href="otpauth://totp/Lumbung:sari?secret="#)
        );
        assert!(page.has("wajib memakai dua langkah") && !page.has("sandi_lama"));
    }

    #[tokio::test]
    async fn replacing_a_factor_needs_the_password_again() {
        let page = shown(SetUp { required: false, replaces: true, ..set_up() }).await;
        assert!(page.has(r#"name="sandi_lama" autocomplete="current-password""#) && page.has("Ganti aplikasi"));
        assert!(!page.has("wajib memakai dua langkah"));
    }
}
