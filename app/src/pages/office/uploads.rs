//! The upload form, what waits for a decision, and the history of batches.

use super::{Desk, Sheet, mapping};
use crate::asked::Asked;
use crate::components::{FileField, Moment, Room};
use crate::figures::size;
use crate::i18n::words;
use crate::islands::{UploadBox, UploadWords};
use crate::reader::reader;
use crate::still::still;
use crate::wording::office::{counts_line, format_name};
use leptos::either::Either;
use leptos::prelude::*;
use lumbung_data::model::Lang;
use lumbung_data::model::office::{BatchRow, Field, Uploads, WaitingRow};

const FORM: &str = "unggah";

/// The form, then what came of earlier ones.
pub(super) fn lay_out(page: Uploads, desk: &Desk) -> Sheet {
    let lang = desk.lang;
    let older = page.older.map(|from| {
        let link = desk.asked.link_with("/unggah", &[("sebelum", &from.to_string())]);
        view! { <p><a href=link>{words!(lang, uploads.older)}</a></p> }
    });
    let history = if page.batches.is_empty() {
        Either::Left(view! { <p>{words!(lang, uploads.none)}</p> })
    } else {
        Either::Right(table(page.batches, &desk.asked))
    };
    let body = view! {
        <p class="lead">{words!(lang, uploads.lead)}</p>
        {form(page.most_bytes, desk)}
        {waiting(page.waiting, &desk.asked)}
        {mapping::saved(page.mappings, desk)}
        <section class="part" aria-labelledby="riwayat">
            <h2 id="riwayat">{words!(lang, uploads.history_title)}</h2>
            {history}
            {older}
        </section>
    };
    Sheet::new(words!(lang, uploads.title), Room::Uploads, "/unggah", body).sent(FORM)
}

/// The plain form, with the island around it where the browser can have islands.
fn form(most_bytes: u64, desk: &Desk) -> impl IntoView + use<> {
    let lang = desk.lang;
    let state = desk.form(FORM, true);
    // Finished before it goes in: an island keeps the marks of what it holds.
    let form = still(view! {
        <form method="post" action=desk.asked.link("/unggah") enctype="multipart/form-data" class="form">
            <FileField
                form=&state
                field=Field::File
                label=words!(lang, field.file)
                hint=words!(lang, uploads.hint, size = size(most_bytes, lang))
                accept=".csv,.xlsx,.parquet,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
            />
            <button type="submit">{words!(lang, uploads.submit)}</button>
        </form>
    });
    if reader().islands() {
        Either::Left(view! { <UploadBox most_bytes lang words=upload_words(most_bytes, lang)>{form}</UploadBox> })
    } else {
        Either::Right(form)
    }
}

fn upload_words(most_bytes: u64, lang: Lang) -> UploadWords {
    UploadWords {
        drop: words!(lang, uploads.drop).to_owned(),
        chosen: words!(lang, uploads.chosen, file = UploadWords::FILE, size = UploadWords::SIZE),
        too_large: words!(lang, trouble.file_too_large, size = size(most_bytes, lang)),
        sending: words!(lang, uploads.sending).to_owned(),
        sent: words!(lang, uploads.sent, percent = UploadWords::PERCENT),
        checking: words!(lang, uploads.checking).to_owned(),
        refused: words!(lang, uploads.refused).to_owned(),
        failed: words!(lang, uploads.failed).to_owned(),
    }
}

fn waiting(waiting: Vec<WaitingRow>, asked: &Asked) -> impl IntoView + use<> {
    let lang = asked.lang;
    if waiting.is_empty() {
        return None;
    }
    let items = waiting
        .into_iter()
        .map(|upload| {
            let link = asked.link(&format!("/unggah/{}", upload.id));
            view! { <li><a href=link>{upload.file}</a>", "<Moment at=upload.at lang /></li> }
        })
        .collect_view();
    Some(view! {
        <section class="part" aria-labelledby="menunggu">
            <h2 id="menunggu">{words!(lang, uploads.waiting_title)}</h2>
            <p>{words!(lang, uploads.waiting_lead)}</p>
            <ul>{items}</ul>
        </section>
    })
}

fn table(batches: Vec<BatchRow>, asked: &Asked) -> impl IntoView + use<> {
    let lang = asked.lang;
    let rows = batches.into_iter().map(|batch| row(batch, asked)).collect_view();
    view! {
        <div class="sheet-frame" role="group" tabindex="0" aria-labelledby="riwayat">
            <table class="sheet">
                <caption>{words!(lang, uploads.history_caption)}</caption>
                <thead>
                    <tr>
                        <th scope="col" class="number">{words!(lang, uploads.version)}</th>
                        <th scope="col">{words!(lang, uploads.file)}</th>
                        <th scope="col">{words!(lang, uploads.counts)}</th>
                        <th scope="col">{words!(lang, uploads.actor)}</th>
                        <th scope="col">{words!(lang, uploads.at)}</th>
                        <th scope="col">{words!(lang, uploads.hash)}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

fn row(batch: BatchRow, asked: &Asked) -> impl IntoView + use<> {
    let lang = asked.lang;
    let link = asked.link(&format!("/unggah/versi/{}", batch.version));
    let withdrawn =
        batch.withdrawn.map(|_| view! { " "<strong class="mark">{words!(lang, uploads.withdrawn)}</strong> });
    view! {
        <tr>
            <td class="number">
                <a href=link><span class="unseen">{words!(lang, uploads.version)}" "</span>{batch.version}</a>
            </td>
            <th scope="row">
                {batch.file}
                {withdrawn}
                <span class="cell-more">{format_name(&batch.format, lang)}</span>
            </th>
            <td class="cell-text">{counts_line(&batch.report, lang)}</td>
            <td>{batch.actor}</td>
            <td><Moment at=batch.at lang /></td>
            <td>{hash(&batch.sha256)}</td>
        </tr>
    }
}

/// The beginning for the eye; the whole of it in the title and on its page.
fn hash(sha256: &str) -> impl IntoView + use<> {
    const SHOWN: usize = 12;
    let start: String = sha256.chars().take(SHOWN).collect();
    (!start.is_empty()).then(|| view! { <code title=sha256.to_owned()>{start}</code> })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::harness::samples::{office, uploads, wrong};
    use crate::harness::{Shelf, office_page, office_page_of};
    use lumbung_data::model::Role;
    use lumbung_data::model::office::{Office, OfficePage, Trouble, What};

    fn page(page: Uploads) -> Office {
        office(Some(Role::Officer), OfficePage::Uploads(page))
    }

    #[tokio::test]
    async fn the_form_sends_a_file_and_says_what_is_taken() {
        let shown = office_page(page(uploads()), "/unggah").await;
        assert!(shown.has(r#"<form method="post" action="/unggah" enctype="multipart/form-data""#));
        assert!(shown.has(r#"type="file" id="unggah-berkas" name="berkas" accept=".csv,.xlsx,.parquet,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" required"#));
        assert!(shown.has("CSV, Excel (.xlsx), atau Parquet; paling besar 20 MB.") && !shown.has("leptos-island"));
    }

    #[tokio::test]
    async fn the_island_stands_around_the_same_form_where_the_browser_can_have_it() {
        let awake = office_page_of(Shelf { islands: true, ..Shelf::FULL }, page(uploads()), "/unggah").await;
        assert!(awake.has("<leptos-island") && awake.has(r#"enctype="multipart/form-data""#));
        assert!(awake.has("Terkirim {percent}%"), "the island fills in the figure");
        assert!(!awake.has("<!>"), "the form leaves no marks, so the whole page is valid");
    }

    #[tokio::test]
    async fn uploads_that_wait_and_stored_batches_lead_to_their_pages() {
        let shown = office_page(page(uploads()), "/unggah?lang=en").await;
        assert!(shown.has(r#"<a href="/unggah/u1?lang=en">pekan-ini.csv</a>"#));
        assert!(shown.has(r#"href="/unggah/versi/7?lang=en""#) && shown.has(">withdrawn</strong>"));
        assert!(shown.has(r#"href="/unggah?sebelum=7&amp;lang=en""#));
        assert!(shown.has("1,200 new, 3 revised, 60 unchanged, 1 suspect, 36 refused"));
        assert!(shown.has(
            r#"<code title="9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08">9f86d081884c</code>"#
        ));
    }

    #[tokio::test]
    async fn a_refused_file_is_said_at_its_field() {
        let troubles = vec![Trouble { field: Field::File, what: What::TooManyWaiting(5) }];
        let shown = office_page(wrong(page(Uploads::default()), troubles), "/unggah").await;
        assert!(shown.has(r##"<a href="#unggah-berkas">Berkas harga: Sudah ada 5 unggahan"##));
        assert!(shown.has(r#"aria-describedby="unggah-berkas-salah unggah-berkas-petunjuk""#));
        assert!(shown.has("Belum ada berkas yang tersimpan."));
    }
}
