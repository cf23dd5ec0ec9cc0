//! The recovery codes, shown once.

use super::{Desk, Sheet};
use crate::components::Room;
use crate::i18n::words;
use leptos::prelude::*;
use lumbung_data::model::office::Codes;

/// The codes, and the way on.
pub(super) fn lay_out(page: Codes, desk: &Desk) -> Sheet {
    let lang = desk.lang;
    let onwards = desk.asked.link(page.next.as_deref().unwrap_or("/"));
    let codes = page.codes.into_iter().map(|code| view! { <li><code>{code}</code></li> }).collect_view();
    let body = view! {
        <p class="lead">{words!(lang, codes.lead)}</p>
        <ul class="codes">{codes}</ul>
        <p>{words!(lang, codes.meaning)}</p>
        <p class="no-print"><a class="button" href=onwards>{words!(lang, codes.onwards)}</a></p>
    };
    // Their own address would not show them again.
    Sheet::new(words!(lang, codes.title), Room::Account, "/akun", body)
}

#[cfg(test)]
mod tests {
    use crate::harness::office_page;
    use crate::harness::samples::office;
    use lumbung_data::model::Role;
    use lumbung_data::model::office::{Codes, OfficePage};

    #[tokio::test]
    async fn the_codes_stand_there_with_what_they_are_for_and_the_way_on() {
        let codes = vec!["abcd-efgh-jkmn-pqrs-tuvw-xyz2".to_owned()];
        let page = office(Some(Role::Officer), OfficePage::Codes(Codes { codes, next: Some("/unggah".to_owned()) }));
        let page = office_page(page, "/akun/kode-cadangan?lang=en").await;
        assert!(page.has("<li><code>abcd-efgh-jkmn-pqrs-tuvw-xyz2</code></li>"));
        assert!(page.has(r#"href="/unggah?lang=en" class="button">I have kept them, continue"#));
        assert!(page.has(r#"href="/akun?lang=id""#), "the other language leads to a page that there is");
    }
}
