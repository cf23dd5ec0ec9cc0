//! All that was noted at a market on a day, with who noted it: for those who answer for it.

use super::floor::cause;
use super::{Desk, Sheet};
use crate::asked::Asked;
use crate::components::Room;
use crate::i18n::words;
use crate::wording::office::{WIB, moment};
use chrono::{DateTime, NaiveDate, Utc};
use leptos::either::Either;
use leptos::prelude::*;
use lumbung_data::model::floor::{Answer, median};
use lumbung_data::model::office::{FloorNote, FloorNotes};
use lumbung_data::model::{Lang, date_short, rupiah, rupiah_per};

/// What counts, and below it what was replaced.
pub(super) fn lay_out(page: FloorNotes, desk: &Desk) -> Sheet {
    let lang = desk.lang;
    let title = words!(lang, floor.notes, market = page.name.as_str(), day = date_short(page.day, lang));
    let path = format!("/catat/rencana/{}", page.market);
    let body = if page.rows.is_empty() {
        Either::Left(view! { <p>{words!(lang, floor.notes_none)}</p> })
    } else {
        let (count, replaced): (Vec<_>, Vec<_>) = page.rows.into_iter().partition(|note| note.counts);
        let replaced = (!replaced.is_empty()).then(|| {
            let summary = words!(lang, floor.replaced, count = replaced.len());
            view! {
                <details class="catat-replaced">
                    <summary>{summary.clone()}</summary>
                    {table(replaced, summary, page.day, &desk.asked)}
                </details>
            }
        });
        Either::Right(view! {
            <p class="lead">{words!(lang, floor.notes_lead)}</p>
            {table(count, words!(lang, floor.counts).to_owned(), page.day, &desk.asked)}
            {replaced}
        })
    };
    let back = format!("/catat/rencana?hari={}", page.day);
    Sheet::new(title, Room::Floor, path, body).below(desk.asked.link(&back), words!(lang, floor.plan))
}

fn table(notes: Vec<FloorNote>, caption: String, day: NaiveDate, asked: &Asked) -> impl IntoView + use<> {
    let lang = asked.lang;
    let rows = notes.into_iter().map(|note| row(note, day, asked)).collect_view();
    let label = caption.clone();
    view! {
        <div class="sheet-frame" role="group" tabindex="0" aria-label=label>
            <table class="sheet cards">
                <caption>{caption}</caption>
                <thead>
                    <tr>
                        <th scope="col">{words!(lang, quality.commodity)}</th>
                        <th scope="col" class="number">{words!(lang, floor.quote)}</th>
                        <th scope="col">{words!(lang, floor.stalls)}</th>
                        <th scope="col">{words!(lang, floor.remarks)}</th>
                        <th scope="col">{words!(lang, floor.noted_by)}</th>
                        <th scope="col">{words!(lang, floor.noted_at)}</th>
                        <th scope="col">{words!(lang, floor.received_at)}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

fn row(note: FloorNote, day: NaiveDate, asked: &Asked) -> impl IntoView + use<> {
    let lang = asked.lang;
    let quote = match (note.answer, median(&note.stalls)) {
        (Answer::Price, Some(quote)) => rupiah_per(quote, &note.unit, lang),
        (Answer::Price, None) => "–".to_owned(),
        (Answer::NoGoods, _) => words!(lang, floor.no_goods).to_owned(),
        (Answer::Closed, _) => words!(lang, floor.closed).to_owned(),
    };
    let stalls: Vec<String> = note.stalls.iter().map(|price| rupiah(f64::from(*price), lang)).collect();
    // Of a single stall the price is the quote itself.
    let stalls = if stalls.len() < 2 { "–".to_owned() } else { stalls.join(" · ") };
    let reason = note.cause.map(|one| cause(one, lang).to_owned());
    let said: Vec<String> = reason.into_iter().chain((!note.note.is_empty()).then_some(note.note)).collect();
    let said = said.join(". ");
    let photo = note.has_photo.then(|| {
        let label = words!(lang, floor.photo_of, commodity = note.commodity.as_str());
        let link = asked.link(&format!("/catat/foto/{}", note.id));
        view! { <a href=link title=label>{words!(lang, floor.see_photo)}</a> }
    });
    view! {
        <tr>
            <th scope="row">{note.commodity}</th>
            <td class="number" data-label=words!(lang, floor.quote)>{quote}</td>
            <td data-label=words!(lang, floor.stalls)>{stalls}</td>
            <td data-label=words!(lang, floor.remarks)>
                {if said.is_empty() && photo.is_none() { "–".to_owned() } else { said }} " " {photo}
            </td>
            <td data-label=words!(lang, floor.noted_by)>{note.by}</td>
            <td data-label=words!(lang, floor.noted_at)>{time(note.made, day, lang)}</td>
            <td data-label=words!(lang, floor.received_at)>{time(note.received, day, lang)}</td>
        </tr>
    }
}

/// The time of day; with the date, where that is not the page's.
fn time(at: DateTime<Utc>, day: NaiveDate, lang: Lang) -> String {
    let there = at.naive_utc() + WIB;
    if there.date() == day { there.format(lang.pick("%H.%M", "%H:%M")).to_string() } else { moment(at, lang) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::harness::office_page;
    use crate::harness::samples::{floor_notes, office};
    use lumbung_data::model::Role;
    use lumbung_data::model::office::OfficePage;

    async fn shown(page: FloorNotes) -> String {
        office_page(office(Some(Role::Leader), OfficePage::FloorNotes(page)), "/catat/rencana/3273/kosambi").await.html
    }

    #[tokio::test]
    async fn every_entry_is_told_with_its_stalls_its_reason_and_who_noted_it() {
        let html = shown(floor_notes()).await;
        assert!(html.contains("Isian Pasar Kosambi, 30 Nov 2026"), "{html}");
        assert!(html.contains("Rp64.000/kg") && html.contains("Rp63.000 · Rp64.000 · Rp70.000"), "{html}");
        assert!(html.contains("Pasokan sedikit. Kiriman terlambat") && html.contains("Sari Wulandari"), "{html}");
        assert!(html.contains(r#"href="/catat/foto/0190f1a2-0000-7000-8000-000000000002""#), "{html}");
        let (count, replaced) = html.split_once("1 isian yang sudah diganti").expect(&html);
        assert!(count.contains("Kiriman terlambat") && !count.contains("Rp6.400/ons"), "{html}");
        assert!(replaced.contains("Rp6.400/ons"), "{html}");
    }

    #[tokio::test]
    async fn a_day_without_entries_says_so() {
        let html = shown(FloorNotes { rows: Vec::new(), ..floor_notes() }).await;
        assert!(html.contains("Belum ada isian untuk hari tersebut.") && !html.contains("<table"), "{html}");
    }
}
