//! What a file would change, before anything is stored, and the decision.

use super::{Desk, Sheet, mapping};
use crate::components::{ActionForm, Counts, Moment, Reasons, Room, SelectField};
use crate::figures::size;
use crate::i18n::words;
use crate::wording::office::{format_name, stored};
use crate::wording::price_level;
use leptos::either::Either;
use leptos::prelude::*;
use lumbung_data::model::count;
use lumbung_data::model::office::{Field, Preview};
use lumbung_data::model::{Lang, PriceLevel};

const FORM: &str = "baca";

/// From the file to the decision, in the order in which one reads it.
pub(super) fn lay_out(page: &Preview, desk: &Desk) -> Sheet {
    let lang = desk.lang;
    let path = format!("/unggah/{}", page.id);
    let same = page.same_as.map(|version| {
        let link = desk.asked.link(&format!("/unggah/versi/{version}"));
        view! {
            <p class="box">
                {words!(lang, preview.same_as)}
                " "
                <a href=link>{words!(lang, preview.same_version, version = version)}</a>
                "."
            </p>
        }
    });
    let reasons = desk.asked.link(&format!("{path}/alasan.csv"));
    let body = view! {
        <p class="lead">
            <strong>{words!(lang, preview.nothing_yet)}</strong>
            " "
            {words!(lang, preview.expires)}
            " "
            <Moment at=page.expires lang />
            "."
        </p>
        {same}
        {file(page, lang)}
        {page.mapping.as_ref().map(|form| mapping::section(form, &path, desk))}
        {complete(page, &path, desk)}
        <section class="part" aria-labelledby="perubahan">
            <h2 id="perubahan">{words!(lang, preview.change_title)}</h2>
            <Counts report=page.report.without_reasons() lang />
        </section>
        {decision(page, &path, desk)}
        <Reasons reasons=page.report.reasons.clone() all=Some(reasons) lang />
    };
    let maps = desk.troubles.iter().any(|trouble| matches!(trouble.field, Field::Map(_)));
    Sheet::new(words!(lang, preview.title), Room::Uploads, path, body)
        .sent(if maps { mapping::FORM } else { FORM })
        .below(desk.asked.link("/unggah"), words!(lang, uploads.title))
}

fn file(page: &Preview, lang: Lang) -> impl IntoView + use<> {
    let read_by = page.read_by.clone().map(|name| {
        view! {
            <div>
                <dt>{words!(lang, mapping.read_by)}</dt>
                <dd>{name}</dd>
            </div>
        }
    });
    view! {
        <section class="part" aria-labelledby="berkas">
            <h2 id="berkas">{words!(lang, preview.file_title)}</h2>
            <dl class="facts">
                <div>
                    <dt>{words!(lang, uploads.file)}</dt>
                    <dd>{page.report.file.clone()}</dd>
                </div>
                <div>
                    <dt>{words!(lang, uploads.format)}</dt>
                    <dd>{format_name(&page.format, lang)}</dd>
                </div>
                {read_by}
                <div>
                    <dt>{words!(lang, uploads.size)}</dt>
                    <dd>{size(page.bytes, lang)}</dd>
                </div>
                <div>
                    <dt>{words!(lang, uploads.hash)}</dt>
                    <dd><code class="hash">{page.sha256.clone()}</code></dd>
                </div>
            </dl>
        </section>
    }
}

/// What the file does not say of itself; nothing where it says all.
fn complete(page: &Preview, path: &str, desk: &Desk) -> impl IntoView + use<> {
    let lang = desk.lang;
    if page.place.is_none() && page.level.is_none() {
        return None;
    }
    let form = desk.form(FORM, true);
    let place = page.place.as_ref().map(|chosen| {
        let options = page.places.iter().map(|(code, name)| (code.to_string(), format!("{name} ({code})"))).collect();
        let chosen = chosen.as_ref().map(ToString::to_string);
        view! { <SelectField form=&form field=Field::Place label=words!(lang, field.place) options chosen /> }
    });
    let level = page.level.map(|chosen| {
        let options = PriceLevel::ALL.map(|level| (level.to_string(), price_level(level, lang).to_owned())).to_vec();
        let chosen = Some(chosen.to_string());
        view! { <SelectField form=&form field=Field::Level label=words!(lang, field.level) options chosen /> }
    });
    Some(view! {
        <section class="part" aria-labelledby="keterangan">
            <h2 id="keterangan">{words!(lang, preview.read_title)}</h2>
            <p>{words!(lang, preview.read_lead)}</p>
            <form method="post" action=desk.asked.link(&format!("{path}/baca")) class="form">
                {place}
                {level}
                <button type="submit" class="button-plain">{words!(lang, preview.read_submit)}</button>
            </form>
        </section>
    })
}

/// To store or to discard. Where nothing would be stored, why.
fn decision(page: &Preview, path: &str, desk: &Desk) -> impl IntoView + use<> {
    let lang = desk.lang;
    let save = match stored(&page.report) {
        0 => Either::Left(view! { <p>{why_nothing(page, lang)}</p> }),
        rows => {
            let text = if rows == 1 {
                words!(lang, preview.save_one).to_owned()
            } else {
                words!(lang, preview.save, count = count(rows, lang))
            };
            Either::Right(view! {
                <form method="post" action=desk.asked.link(&format!("{path}/simpan")) class="one-button">
                    <button type="submit">{text}</button>
                </form>
            })
        }
    };
    let of = words!(lang, preview.discard_what, file = page.report.file.as_str());
    let keeps = page.mapping.as_ref().filter(|form| form.toml.is_some() && stored(&page.report) > 0);
    let keeps = keeps.and(page.read_by.as_deref());
    let keeps = keeps.map(|name| view! { <p>{words!(lang, mapping.kept_too, name = name)}</p> });
    view! {
        <section class="part" aria-labelledby="keputusan">
            <h2 id="keputusan">{words!(lang, preview.decide_title)}</h2>
            {keeps}
            <div class="buttons">
                {save}
                <ActionForm action=desk.asked.link(&format!("{path}/buang")) text=words!(lang, preview.discard) of />
            </div>
        </section>
    }
}

fn why_nothing(page: &Preview, lang: Lang) -> &'static str {
    let report = &page.report;
    if page.place == Some(None) {
        words!(lang, preview.nothing_place)
    } else if page.mapping.as_ref().is_some_and(|form| form.toml.is_none()) {
        words!(lang, preview.nothing_mapped)
    } else if report.read == 0 {
        words!(lang, preview.nothing_read)
    } else if report.rejected == 0 {
        words!(lang, preview.nothing_new)
    } else {
        words!(lang, preview.nothing_refused)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::harness::samples::{office, preview, unplaced};
    use crate::harness::{Answer, office_page};
    use lumbung_data::model::office::OfficePage;
    use lumbung_data::model::{FileReport, Refusal, Role};

    async fn shown(page: Preview) -> Answer {
        office_page(office(Some(Role::Officer), OfficePage::Preview(Box::new(page))), "/unggah/u1").await
    }

    #[tokio::test]
    async fn it_says_that_nothing_is_stored_yet_and_counts_what_would_be() {
        let page = shown(preview()).await;
        assert!(page.has("<strong>Belum ada yang disimpan.</strong>") && page.has("25 Nov 2026 15.26 WIB"));
        assert!(page.has("PIHPS, satu baris per pasar dan hari") && page.has("48,2 kB"));
        assert!(page.has(r#"action="/unggah/u1/simpan""#) && page.has("Simpan 1.204 baris"));
        assert!(page.has(r#"action="/unggah/u1/buang""#) && page.has(r#"href="/unggah/u1/alasan.csv""#));
        assert!(!page.has("/unggah/u1/baca"));
    }

    #[tokio::test]
    async fn what_the_file_does_not_say_is_asked_for() {
        let page = shown(unplaced()).await;
        assert!(page.has(r#"action="/unggah/u1/baca""#) && page.has(r#"<option value="">Pilih …</option>"#));
        assert!(page.has(r#"<option value="3273">Kota Bandung (3273)</option>"#));
        assert!(page.has(r#"<option value="retail" selected>Harga eceran</option>"#));
    }

    #[tokio::test]
    async fn where_nothing_would_be_stored_it_says_why_and_offers_only_to_discard() {
        let nothing = FileReport { accepted: 0, revised: 0, suspect: 0, missing: 0, ..preview().report };
        let known = FileReport { rejected: 0, ..nothing.clone() };
        let empty = FileReport::default();
        let cases = [
            (nothing.clone(), None, "tidak ada baris baru yang lolos pemeriksaan"),
            (known, None, "semua harga dalam berkas ini sudah tercatat"),
            (empty, None, "tidak ada baris data yang terbaca"),
            (nothing, Some(None), "pilih dahulu wilayahnya"),
        ];
        for (report, place, why) in cases {
            let page = shown(Preview { report, place, ..preview() }).await;
            assert!(page.has(why) && !page.has("/simpan") && page.has("/buang"), "{why}");
        }
    }

    #[tokio::test]
    async fn the_very_same_file_is_named_by_its_version() {
        let page = shown(Preview { same_as: Some(5), ..preview() }).await;
        assert!(page.has(r#"<a href="/unggah/versi/5">versi 5</a>"#));
    }

    #[tokio::test]
    async fn a_file_has_the_rest_of_many_reasons_and_what_it_holds_is_escaped() {
        let mut report = preview().report;
        let row = Refusal { value: "<img src=x>".to_owned(), ..report.reasons[0].clone() };
        report.reasons = vec![row; 51];
        let page = shown(Preview { report, ..preview() }).await;
        assert!(page.has("50 dari 51 alasan"));
        assert_eq!(page.html.matches("&lt;img src=x&gt;").count(), 50);
    }
}
