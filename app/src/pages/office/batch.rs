//! A stored batch: its report, and its withdrawal.

use super::{Desk, Sheet};
use crate::components::{Counts, LongField, Moment, Reasons, Room};
use crate::figures::size;
use crate::i18n::words;
use crate::wording::office::{format_name, prices};
use leptos::prelude::*;
use lumbung_data::model::Lang;
use lumbung_data::model::count;
use lumbung_data::model::office::{Batch, BatchRow, Field, Withdrawal};

const FORM: &str = "batal";

/// The batch, and what became or may become of it.
pub(super) fn lay_out(page: Batch, desk: &Desk) -> Sheet {
    let lang = desk.lang;
    let way_back = (page.may_withdraw && page.row.withdrawn.is_none()).then(|| withdraw(&page, desk));
    let row = page.row;
    let path = format!("/unggah/versi/{}", row.version);
    let title = words!(lang, batch.title, version = row.version);
    let facts = facts(&row, lang);
    let withdrawal = row.withdrawn.map(|withdrawal| withdrawn(withdrawal, lang));
    let body = view! {
        {withdrawal}
        {facts}
        <section class="part" aria-labelledby="hasil">
            <h2 id="hasil">{words!(lang, batch.result_title)}</h2>
            <Counts report=row.report.without_reasons() lang />
        </section>
        {way_back}
        <Reasons reasons=row.report.reasons all=None lang />
    };
    Sheet::new(title, Room::Uploads, path, body)
        .sent(FORM)
        .below(desk.asked.link("/unggah"), words!(lang, uploads.title))
}

fn facts(row: &BatchRow, lang: Lang) -> impl IntoView + use<> {
    let hash = (!row.sha256.is_empty()).then(|| {
        view! {
            <div>
                <dt>{words!(lang, uploads.hash)}</dt>
                <dd><code class="hash">{row.sha256.clone()}</code></dd>
            </div>
        }
    });
    view! {
        <dl class="facts">
            <div>
                <dt>{words!(lang, uploads.file)}</dt>
                <dd>{row.file.clone()}</dd>
            </div>
            <div>
                <dt>{words!(lang, uploads.format)}</dt>
                <dd>{format_name(&row.format, lang)}</dd>
            </div>
            <div>
                <dt>{words!(lang, uploads.size)}</dt>
                <dd>{size(row.bytes, lang)}</dd>
            </div>
            {hash}
            <div>
                <dt>{words!(lang, uploads.actor)}</dt>
                <dd>{row.actor.clone()}</dd>
            </div>
            <div>
                <dt>{words!(lang, uploads.at)}</dt>
                <dd><Moment at=row.at lang /></dd>
            </div>
        </dl>
    }
}

fn withdrawn(withdrawal: Withdrawal, lang: Lang) -> impl IntoView {
    let back = prices(withdrawal.restored, lang);
    let gone = prices(withdrawal.emptied, lang);
    view! {
        <section class="box" aria-labelledby="dibatalkan">
            <h2 id="dibatalkan">{words!(lang, batch.withdrawn_title)}</h2>
            <p>
                {words!(lang, batch.withdrawn_by, actor = withdrawal.actor)}
                " "
                <Moment at=withdrawal.at lang />
                ". "
                {words!(lang, batch.reason, reason = withdrawal.reason)}
            </p>
            <p>
                {words!(lang, batch.restored, count = back, emptied = gone)}
                " "
                {words!(lang, batch.withdrawn_version, version = withdrawal.version)}
            </p>
        </section>
    }
}

/// The form, folded; open when it was sent and came back.
fn withdraw(page: &Batch, desk: &Desk) -> impl IntoView + use<> {
    let lang = desk.lang;
    let form = desk.form(FORM, true);
    let (restored, emptied) = (prices(page.restored, lang), prices(page.emptied, lang));
    let what = words!(lang, batch.withdraw_what, restored = restored, emptied = emptied);
    let (files, repeated) = page.repeated;
    let warning = (files > 0 && page.emptied > 0).then(|| {
        let files = match files {
            1 => words!(lang, batch.files_one).to_owned(),
            more => words!(lang, batch.files, count = count(more, lang)),
        };
        let said = words!(lang, batch.repeated, files = files, count = prices(repeated, lang));
        view! { <p class="box">{said}</p> }
    });
    let action = desk.asked.link(&format!("/unggah/versi/{}/batalkan", page.row.version));
    view! {
        <details class="more part" open=!desk.troubles.is_empty()>
            <summary>{words!(lang, batch.withdraw_title)}</summary>
            <p>{what}</p>
            {warning}
            <form method="post" action=action class="form">
                <LongField
                    form=&form
                    field=Field::Reason
                    label=words!(lang, field.reason)
                    hint=words!(lang, batch.reason_hint)
                />
                <button type="submit">{words!(lang, batch.submit)}</button>
            </form>
        </details>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::harness::office_page;
    use crate::harness::samples::{batch, office, withdrawal, wrong};
    use lumbung_data::model::Role;
    use lumbung_data::model::office::{Office, OfficePage, Trouble, What};

    fn page(page: Batch) -> Office {
        office(Some(Role::Officer), OfficePage::Batch(Box::new(page)))
    }

    #[tokio::test]
    async fn a_batch_tells_what_came_of_it_and_what_a_withdrawal_would_do() {
        let shown = office_page(page(batch()), "/unggah/versi/7").await;
        assert!(shown.has("<h1>Unggahan versi 7</h1>") && shown.has("9f86d081884c7d65"));
        assert!(shown.has("Kembali ke nilai sebelum unggahan ini: 4 harga."));
        assert!(shown.has("Menjadi kosong karena sebelumnya belum ada: 1.200 harga."));
        assert!(shown.has("1 berkas yang disimpan sesudahnya mengulang 312 harga yang sudah ada."));
        assert!(shown.has(r#"action="/unggah/versi/7/batalkan""#) && shown.has(r#"<details class="more part">"#));
    }

    #[tokio::test]
    async fn without_a_reason_the_form_comes_back_open() {
        let troubles = vec![Trouble { field: Field::Reason, what: What::Missing }];
        let shown = office_page(wrong(page(batch()), troubles), "/unggah/versi/7/batalkan").await;
        assert!(shown.has(r#"<details open class="more part">"#) && shown.has(r##"<a href="#batal-alasan">"##));
    }

    #[tokio::test]
    async fn who_may_not_withdraw_is_offered_no_way_to() {
        let shown = office_page(page(Batch { may_withdraw: false, ..batch() }), "/unggah/versi/7").await;
        assert!(!shown.has("batalkan"));
    }

    #[tokio::test]
    async fn a_withdrawn_batch_says_who_when_why_and_is_not_withdrawn_again() {
        let row = BatchRow { withdrawn: Some(withdrawal()), ..batch().row };
        let shown = office_page(page(Batch { row, ..batch() }), "/unggah/versi/7").await;
        assert!(shown.has("Dibatalkan oleh tono pada") && shown.has("Alasan: Berkas pekan lalu"));
        assert!(shown.has("Kembali ke nilai sebelum unggahan ini: 3 harga. Tidak lagi diketahui: 1.201 harga."));
        assert!(shown.has("Pembatalannya adalah versi 9.") && !shown.has("/batalkan"));
    }
}
