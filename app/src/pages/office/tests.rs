//! What holds for every page of the office.

use crate::harness::samples::{all, office, uploads};
use crate::harness::{Shelf, get_as, office_page};
use lumbung_data::model::Role;
use lumbung_data::model::office::{Codes, Done, Office, OfficePage, Visitor};
use std::collections::HashSet;

/// The values of an attribute, in the order of the page.
fn values<'a>(html: &'a str, attribute: &str) -> Vec<&'a str> {
    let start = format!(" {attribute}=\"");
    html.split(start.as_str()).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

#[tokio::test]
async fn every_page_renders_as_a_whole_document_in_both_languages() {
    for (name, address, page) in all() {
        for lang in ["id", "en"] {
            let shown = office_page(page.clone(), &format!("{address}?lang={lang}")).await;
            assert_eq!(shown.status, 200, "{name}");
            assert!(shown.has(&format!(r#"<html lang="{lang}">"#)), "{name}");
            assert!(shown.has("– Lumbung Kota Bandung</title>"), "{name}");
            assert_eq!(shown.html.matches("<h1>").count(), 1, "{name}");
            assert!(!shown.has("<!>") && !shown.has(" style="), "{name}");
        }
    }
}

#[tokio::test]
async fn ids_are_unique_and_what_is_pointed_to_is_there() {
    for (name, address, page) in all() {
        let html = office_page(page, address).await.html;
        let ids = values(&html, "id");
        let there: HashSet<_> = ids.iter().copied().collect();
        assert_eq!(ids.len(), there.len(), "{name}: {ids:?}");
        let pointers =
            ["for", "aria-labelledby", "aria-describedby"].map(|attribute| values(&html, attribute)).concat();
        let lost: Vec<_> = pointers.iter().flat_map(|text| text.split(' ')).filter(|id| !there.contains(id)).collect();
        assert!(lost.is_empty(), "{name}: {lost:?}");
    }
}

#[tokio::test]
async fn every_table_has_a_caption_and_every_form_a_button() {
    for (name, address, page) in all() {
        let html = office_page(page, address).await.html;
        assert_eq!(html.matches("<table").count(), html.matches("<caption>").count(), "{name}");
        for form in html.split("<form").skip(1) {
            assert!(form.split("</form>").next().unwrap().contains("<button type=\"submit\""), "{name}");
        }
    }
}

#[tokio::test]
async fn english_stays_in_every_link_and_form_of_ours() {
    for (name, address, page) in all() {
        let html = office_page(page, &format!("{address}?lang=en")).await.html;
        for way in ["href", "action"].map(|attribute| values(&html, attribute)).concat() {
            let elsewhere = way.starts_with("/pkg/") || way.starts_with('#') || way.starts_with("otpauth:");
            let by_field = ["/jejak", "/pekan", "/peringatan", "/catat/rencana"].contains(&way);
            assert!(elsewhere || by_field || way.contains("lang="), "{name}: {way}");
        }
    }
}

#[tokio::test]
async fn what_was_done_is_said_first() {
    let page = Office { done: Some(Done::Stored), ..office(Some(Role::Officer), OfficePage::Uploads(uploads())) };
    let shown = office_page(page, "/unggah?kabar=tersimpan").await;
    assert!(shown.has(r#"<div class="office"><p role="status" class="done">Berkas tersimpan"#));
}

#[tokio::test]
async fn the_masthead_leads_each_role_to_its_rooms_and_no_others() {
    let rooms = ["/unggah", "/pengguna", "/pelanggan", "/jejak"];
    for (role, open) in [(None, 0), (Some(Role::Officer), 1), (Some(Role::Leader), 1), (Some(Role::Admin), 4)] {
        let shown = office_page(office(role, OfficePage::Code), "/masuk/kode").await;
        let (there, not_there) = rooms.split_at(open);
        let leads_to = |room: &&str| shown.has(&format!(r#"href="{room}""#));
        assert!(there.iter().all(leads_to) && !not_there.iter().any(leads_to), "{role:?}");
        assert_eq!(shown.has(r#"class="way-in""#), role.is_none(), "{role:?}");
        assert_eq!(shown.has(r#"<form method="post" action="/keluar""#), role.is_some(), "{role:?}");
        assert_eq!(shown.has("Sari Wulandari"), role.is_some(), "{role:?}");
    }
}

#[tokio::test]
async fn the_room_one_is_in_is_marked() {
    for (address, page, name) in [
        ("/unggah", OfficePage::Uploads(uploads()), r#"href="/unggah" aria-current="page""#),
        ("/akun/dua-langkah", OfficePage::Codes(Codes::default()), r#"href="/akun" aria-current="page""#),
    ] {
        let shown = office_page(office(Some(Role::Admin), page), address).await;
        assert!(shown.has(name), "{address}");
        assert_eq!(shown.html.matches("aria-current").count(), 1, "{address}");
    }
}

#[tokio::test]
async fn who_must_set_up_a_second_factor_is_led_there_and_nowhere_else() {
    let mut page = office(Some(Role::Admin), OfficePage::Codes(Codes::default()));
    page.visitor = page.visitor.map(|visitor| Visitor { must_set_up: true, ..visitor });
    let shown = office_page(page, "/akun/dua-langkah").await;
    assert!(!shown.has("<nav") && !shown.has(r#"href="/akun""#) && shown.has(r#"action="/keluar""#));
    assert!(shown.has(r#"<span class="person-name">Sari Wulandari</span>"#));
    let way = r#"<a href="/akun/dua-langkah" class="way-in">Siapkan verifikasi dua langkah</a>"#;
    assert!(!shown.has(way), "this is that page");
    let visitor = office(Some(Role::Officer), OfficePage::Code).visitor;
    let visitor = visitor.map(|visitor| Visitor { must_set_up: true, ..visitor });
    assert!(get_as(Shelf::FULL, "/", visitor).await.has(way));
}

#[tokio::test]
async fn a_public_page_knows_the_visitor_as_well() {
    let visitor = office(Some(Role::Officer), OfficePage::Code).visitor.unwrap();
    let board = get_as(Shelf::FULL, "/", Some(visitor)).await;
    assert!(board.has("Sari Wulandari") && board.has(r#"href="/unggah""#) && !board.has(r#"class="way-in""#));
    assert!(get_as(Shelf::FULL, "/", None).await.has(r#"<a href="/masuk" class="way-in">Masuk</a>"#));
}

#[tokio::test]
async fn names_are_escaped_everywhere() {
    let mut page = office(Some(Role::Admin), OfficePage::Uploads(uploads()));
    page.visitor = page.visitor.map(|visitor| Visitor { full_name: "<b>Sari</b>".to_owned(), ..visitor });
    let shown = office_page(page, "/unggah").await;
    assert!(!shown.has("<b>Sari") && shown.has("&lt;b&gt;Sari"));
}
