//! The second factor at sign-in: a code of the authenticator app, or one of
//! the recovery codes, which a phone's number keys cannot type.

use super::{Desk, Sheet};
use crate::components::{Room, TextField};
use crate::i18n::words;
use leptos::prelude::*;
use lumbung_data::model::office::Field;

const FORM: &str = "kode";

/// Both forms go to the same address with the same field.
pub(super) fn lay_out(desk: &Desk) -> Sheet {
    let lang = desk.lang;
    let form = desk.form(FORM, true);
    let recovery = desk.form("cadangan", false);
    let action = desk.asked.link("/masuk/kode");
    let body = view! {
        <p class="lead">{words!(lang, code.lead)}</p>
        <form method="post" action=action.clone() class="form">
            <TextField
                form=&form
                field=Field::Code
                label=words!(lang, field.code)
                hint=words!(lang, code.hint)
                autocomplete="one-time-code"
                inputmode="numeric"
            />
            <button type="submit">{words!(lang, code.submit)}</button>
        </form>
        <details class="more">
            <summary>{words!(lang, code.recovery)}</summary>
            <form method="post" action=action class="form">
                <TextField
                    form=&recovery
                    field=Field::Code
                    label=words!(lang, field.recovery_code)
                    hint=words!(lang, code.recovery_hint)
                    autocomplete="off"
                />
                <button type="submit">{words!(lang, code.recovery_submit)}</button>
            </form>
        </details>
        <p class="fine">{words!(lang, code.lost)}</p>
    };
    Sheet::new(words!(lang, code.title), Room::SignIn, "/masuk/kode", body).sent(FORM)
}

#[cfg(test)]
mod tests {
    use crate::harness::office_page;
    use crate::harness::samples::{office, wrong};
    use lumbung_data::model::office::{Field, OfficePage, Trouble, What};

    #[tokio::test]
    async fn a_code_of_the_app_has_number_keys_and_a_recovery_code_all_keys() {
        let page = office_page(office(None, OfficePage::Code), "/masuk/kode").await;
        assert_eq!(page.html.matches(r#"action="/masuk/kode""#).count(), 2);
        assert!(page.has(r#"id="kode-kode" name="kode" autocomplete="one-time-code" inputmode="numeric""#));
        assert!(page.has(r#"id="cadangan-kode" name="kode" autocomplete="off" autocapitalize="none""#));
        assert!(page.has("abcd-efgh-jkmn-pqrs-tuvw-xyz2"));
    }

    #[tokio::test]
    async fn a_wrong_code_is_tied_to_the_first_field_only() {
        let trouble = Trouble { field: Field::Code, what: What::WrongCode };
        let page = office_page(wrong(office(None, OfficePage::Code), vec![trouble]), "/masuk/kode").await;
        assert_eq!(page.html.matches(r#"aria-invalid="true""#).count(), 1);
        assert!(
            page.has(r##"href="#kode-kode""##) && page.has(r#"aria-describedby="kode-kode-salah kode-kode-petunjuk""#)
        );
    }
}
