//! The sheet of a week: as it was frozen, with what was revised since beside it; or the
//! draft of the running one.

use super::{Desk, Sheet};
use crate::components::{ActionForm, Room};
use crate::i18n::words;
use crate::wording::office::{moment, moment_there};
use leptos::prelude::*;
use leptos::tachys::html::InertElement;
use lumbung_data::model::sheet::{Cause, Correction, FrozenWeek, WeekPage};
use lumbung_data::model::{Lang, rupiah_per};

/// Who the server itself is in the book.
const SERVER: &str = "lumbung";

/// The sheet with what stands over it.
pub(super) fn lay_out(page: WeekPage, desk: &Desk) -> Sheet {
    let lang = desk.lang;
    let (week, label) = (page.week, page.week.label(lang));
    let path = format!("/pekan/{week}");
    let head = match &page.frozen {
        Some(frozen) => leptos::either::Either::Left(stays(frozen, desk)),
        None => leptos::either::Either::Right(unfrozen(&page, desk)),
    };
    let corrections = (!page.corrections.is_empty()).then(|| corrections(&page.corrections, lang));
    let has_body = page.body.is_some();
    let body = view! {
        <div class="week-over">{head}{corrections}</div>
        {page.body.map(InertElement::new)}
    };
    let sheet = Sheet::new(label, Room::Weeks, path, body).below(desk.asked.link("/pekan"), words!(lang, sheet.title));
    if has_body { sheet.titled() } else { sheet }
}

/// When it was frozen and by whom, and its files.
fn stays(frozen: &FrozenWeek, desk: &Desk) -> impl IntoView + use<> {
    let lang = desk.lang;
    let actor = if frozen.actor == SERVER { words!(lang, sheet.by_server) } else { frozen.actor.as_str() };
    let told =
        words!(lang, sheet.stays, moment = moment(frozen.frozen_at, lang), actor = actor, version = frozen.version);
    let week = frozen.week;
    let files = [
        (frozen.pdf_sha256.is_some(), "pdf", words!(lang, sheet.print)),
        (frozen.png_sha256.is_some(), "png", words!(lang, sheet.picture)),
        (true, "html", words!(lang, sheet.standalone)),
        (true, "json", words!(lang, sheet.model)),
    ];
    let files = files
        .into_iter()
        .filter(|(there, ..)| *there)
        .map(|(_, end, name)| {
            let link = desk.asked.link(&format!("/pekan/{week}.{end}"));
            view! { " "<a href=link>{name}</a> }
        })
        .collect_view();
    view! { <p class="week-stays">{told}<span class="no-print">{files}</span></p> }
}

fn unfrozen(page: &WeekPage, desk: &Desk) -> impl IntoView + use<> {
    let lang = desk.lang;
    let note = if page.body.is_some() { words!(lang, sheet.draft_note) } else { words!(lang, sheet.no_draft) };
    let due = page.due.map(|due| words!(lang, sheet.draft_due, moment = moment_there(due, lang)));
    let publish = page.may_publish.then(|| {
        let action = desk.asked.link(&format!("/pekan/{}/terbit", page.week));
        view! { <ActionForm action=action text=words!(lang, sheet.publish) /> }
    });
    view! {
        <div class="box">
            <p>{note}{due.map(|due| format!(" {due}"))}</p>
            {publish}
        </div>
    }
}

/// What today's data would give otherwise.
fn corrections(all: &[Correction], lang: Lang) -> impl IntoView + use<> {
    let rows = all
        .iter()
        .map(|one| {
            let price =
                |price: Option<f64>| price.map_or_else(|| "–".to_owned(), |price| rupiah_per(price, &one.unit, lang));
            let causes: Vec<String> = one.causes.iter().map(|known| cause(known, lang)).collect();
            let causes =
                if causes.is_empty() { words!(lang, sheet.cause_unknown).to_owned() } else { causes.join("; ") };
            view! {
                <tr>
                    <th scope="row">{one.name.get(lang).to_owned()}</th>
                    <td class="number" data-label=words!(lang, sheet.frozen_price)>{price(one.frozen)}</td>
                    <td class="number" data-label=words!(lang, sheet.price_now)>{price(one.now)}</td>
                    <td data-label=words!(lang, sheet.cause)>{causes}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <section class="box" aria-labelledby="koreksi">
            <h2 id="koreksi">{words!(lang, sheet.corrections)}</h2>
            <table class="sheet cards">
                <caption>{words!(lang, sheet.corrections_lead)}</caption>
                <thead>
                    <tr>
                        <th scope="col">{words!(lang, board.commodity)}</th>
                        <th scope="col" class="number">{words!(lang, sheet.frozen_price)}</th>
                        <th scope="col" class="number">{words!(lang, sheet.price_now)}</th>
                        <th scope="col">{words!(lang, sheet.cause)}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </section>
    }
}

fn cause(cause: &Cause, lang: Lang) -> String {
    let told = if let Some(file) = &cause.file {
        words!(lang, sheet.cause_file, version = cause.version, file = file.as_str())
    } else {
        words!(lang, sheet.cause_other, version = cause.version)
    };
    match cause.at {
        Some(at) => format!("{told} ({})", moment(at, lang)),
        None => told,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::harness::office_page;
    use crate::harness::samples::{correction, frozen_week, office};
    use lumbung_data::model::Role;
    use lumbung_data::model::office::{Office, OfficePage};

    fn page(page: WeekPage) -> Office {
        office(Some(Role::Leader), OfficePage::Week(Box::new(page)))
    }

    fn frozen() -> WeekPage {
        WeekPage {
            week: frozen_week().week,
            frozen: Some(frozen_week()),
            body: Some("<article class=\"week\"><h1>Minggu II Desember 2025</h1></article>".to_owned()),
            corrections: vec![correction()],
            may_publish: false,
            due: None,
        }
    }

    #[tokio::test]
    async fn a_frozen_sheet_stands_as_it_was_with_the_correction_beside_it() {
        let shown = office_page(page(frozen()), "/pekan/2025-W50").await;
        assert!(shown.has("oleh sistem dari data versi 7 dan tidak diubah"));
        assert!(shown.has("Rp78.000/kg") && shown.has("Rp77.500/kg") && shown.has("versi 9, berkas b.csv"));
        assert!(shown.has(r#"href="/pekan/2025-W50.pdf""#) && !shown.has("/terbit"));
        assert_eq!(shown.html.matches("<h1").count(), 1);
    }

    #[tokio::test]
    async fn a_draft_says_when_it_is_frozen_and_offers_a_leader_to_do_it_now() {
        let due = "2025-12-14T20:00:00".parse().ok();
        let draft = WeekPage { frozen: None, corrections: Vec::new(), may_publish: true, due, ..frozen() };
        let shown = office_page(page(draft), "/pekan/2025-W50").await;
        assert!(shown.has("Konsep: angka dapat berubah") && shown.has("dibekukan 14 Des 2025 20.00 WIB"));
        assert!(shown.has(r#"action="/pekan/2025-W50/terbit""#));
    }
}
