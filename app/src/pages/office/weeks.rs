//! The frozen weeks, and two of them side by side.

use super::{Desk, Sheet};
use crate::components::Room;
use crate::i18n::words;
use crate::wording::change_class;
use crate::wording::office::{moment, moment_there};
use leptos::prelude::*;
use lumbung_data::model::sheet::{self, FrozenWeek, SheetRow, WeeksPage};
use lumbung_data::model::{IsoWeek, Lang, rupiah_per, signed_percent};

/// The list, and the comparison where it is asked for.
pub(super) fn lay_out(page: &WeeksPage, desk: &Desk) -> Sheet {
    let lang = desk.lang;
    let draft = page.draft.map(|week| draft(week, page, desk));
    let compared = page.compared.as_ref().map(|pair| compared(pair, lang));
    let form = (page.frozen.len() > 1).then(|| form(page, desk));
    let list = if page.frozen.is_empty() {
        leptos::either::Either::Left(view! { <p>{words!(lang, sheet.list_none)}</p> })
    } else {
        leptos::either::Either::Right(list(&page.frozen, desk))
    };
    let body = view! {
        <p class="page-day">{words!(lang, sheet.lead)}</p>
        <p><a href=desk.asked.link("/langganan")>{words!(lang, sheet.subscribe)}</a></p>
        {draft}
        {compared}
        <section class="part" aria-labelledby="daftar">
            <h2 id="daftar">{words!(lang, sheet.list)}</h2>
            {list}
        </section>
        {form}
    };
    Sheet::new(words!(lang, sheet.title), Room::Weeks, "/pekan", body)
}

fn draft(week: IsoWeek, page: &WeeksPage, desk: &Desk) -> impl IntoView + use<> {
    let lang = desk.lang;
    let name = words!(lang, sheet.to_draft, week = week.label(lang));
    let due = page.due.map(|due| words!(lang, sheet.due_at, moment = moment_there(due, lang)));
    view! { <p class="box"><a href=desk.asked.link(&format!("/pekan/{week}"))>{name}</a>{due.map(|due| format!(" · {due}"))}</p> }
}

fn list(frozen: &[FrozenWeek], desk: &Desk) -> impl IntoView + use<> {
    let lang = desk.lang;
    let rows = frozen
        .iter()
        .map(|one| {
            let link = desk.asked.link(&format!("/pekan/{}", one.week));
            view! {
                <tr>
                    <th scope="row"><a href=link>{one.week.label(lang)}</a></th>
                    <td data-label=words!(lang, sheet.headline)>{one.headline.get(lang).to_owned()}</td>
                    <td data-label=words!(lang, sheet.frozen_at)>{moment(one.frozen_at, lang)}</td>
                    <td class="number" data-label=words!(lang, sheet.version)>{one.version}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <table class="sheet cards">
            <caption>{words!(lang, sheet.list_caption)}</caption>
            <thead>
                <tr>
                    <th scope="col">{words!(lang, sheet.week)}</th>
                    <th scope="col">{words!(lang, sheet.headline)}</th>
                    <th scope="col">{words!(lang, sheet.frozen_at)}</th>
                    <th scope="col" class="number">{words!(lang, sheet.version)}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
}

/// Which two weeks to compare; the last two where none were chosen.
fn form(page: &WeeksPage, desk: &Desk) -> impl IntoView + use<> {
    let lang = desk.lang;
    let of = |at: usize| page.frozen.get(at).map(|one| one.week);
    let chosen = page.compared.as_ref().map(|[first, second]| (first.week, second.week));
    let (first, second) = chosen.map_or_else(|| (of(1), of(0)), |(first, second)| (Some(first), Some(second)));
    let select = |id: &'static str, name: &'static str, label: &'static str, chosen: Option<IsoWeek>| {
        let options = page
            .frozen
            .iter()
            .map(|one| {
                let (value, text) = (one.week.to_string(), one.week.label(lang));
                view! { <option value=value selected=chosen == Some(one.week)>{text}</option> }
            })
            .collect_view();
        view! {
            <div class="field">
                <label for=id>{label}</label>
                <select id=id name=name>{options}</select>
            </div>
        }
    };
    let hidden =
        (!desk.asked.link("").is_empty()).then(|| view! { <input type="hidden" name="lang" value=lang.code() /> });
    view! {
        <section class="part no-print" aria-labelledby="banding">
            <h2 id="banding">{words!(lang, sheet.compare)}</h2>
            <form method="get" action="/pekan" class="form week-choice">
                {hidden}
                {select("banding-a", "a", words!(lang, sheet.compare_first), first)}
                {select("banding-b", "b", words!(lang, sheet.compare_second), second)}
                <button type="submit">{words!(lang, sheet.compare_submit)}</button>
            </form>
        </section>
    }
}

fn compared([first, second]: &[sheet::Sheet; 2], lang: Lang) -> impl IntoView + use<> {
    let (a, b) = (first.week.label(lang), second.week.label(lang));
    let title = words!(lang, sheet.compared, first = a.as_str(), second = b.as_str());
    let rows = second
        .rows
        .iter()
        .map(|row| {
            let before = first.row(&row.id);
            side_by_side(before, row, lang)
        })
        .collect_view();
    let told = [(a.clone(), first), (b.clone(), second)]
        .map(|(label, sheet)| view! { <dt>{label}</dt><dd>{sheet.headline.get(lang).to_owned()}</dd> });
    view! {
        <section class="part" aria-labelledby="dua-minggu">
            <h2 id="dua-minggu">{title}</h2>
            <dl class="week-headlines">{told.into_iter().collect_view()}</dl>
            <table class="sheet">
                <caption>{words!(lang, sheet.compared_caption)}</caption>
                <thead>
                    <tr>
                        <th scope="col">{words!(lang, board.commodity)}</th>
                        <th scope="col" class="number">{a}</th>
                        <th scope="col" class="number">{b}</th>
                        <th scope="col" class="number">{words!(lang, sheet.change)}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </section>
    }
}

fn side_by_side(before: Option<&SheetRow>, row: &SheetRow, lang: Lang) -> impl IntoView + use<> {
    let then = before.and_then(|before| before.price);
    let price = |price: Option<f64>| price.map_or_else(|| "–".to_owned(), |price| rupiah_per(price, &row.unit, lang));
    // Of another source it is another price.
    let same = before.is_some_and(|before| before.source == row.source);
    let change = then.zip(row.price).filter(|_| same).map(|(then, now)| now / then - 1.0);
    let change = match change {
        Some(change) => leptos::either::Either::Left(
            view! { <span class=change_class(change)>{signed_percent(change, lang)}</span> },
        ),
        None => leptos::either::Either::Right("–"),
    };
    view! {
        <tr>
            <th scope="row">{row.name.get(lang).to_owned()}</th>
            <td class="number">{price(then)}</td>
            <td class="number">{price(row.price)}</td>
            <td class="number">{change}</td>
        </tr>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::harness::office_page;
    use crate::harness::samples::{frozen_week, office, sheet};
    use lumbung_data::model::office::OfficePage;

    #[tokio::test]
    async fn frozen_weeks_are_listed_with_their_headline_and_compared_side_by_side() {
        let mut before = sheet();
        before.week = before.week.before(1);
        for row in &mut before.rows {
            row.price = row.price.map(|price| price / 1.1);
        }
        let earlier = FrozenWeek { week: before.week, ..frozen_week() };
        let page = WeeksPage {
            frozen: vec![frozen_week(), earlier],
            draft: Some(frozen_week().week.next()),
            due: None,
            compared: Some([before, sheet()]),
        };
        let shown = office_page(office(None, OfficePage::Weeks(Box::new(page))), "/pekan?a=2025-W49&b=2025-W50").await;
        assert!(shown.has("Minggu I Desember 2025 dan Minggu II Desember 2025") && shown.has("+10,0%"));
        assert!(shown.has(r#"href="/pekan/2025-W50""#) && shown.has("Konsep Minggu III Desember 2025"));
        assert!(shown.has(r#"<option value="2025-W49" selected>"#), "{}", shown.html);
    }

    #[tokio::test]
    async fn without_any_the_page_says_so() {
        let shown = office_page(office(None, OfficePage::Weeks(Box::default())), "/pekan").await;
        assert!(shown.has("Belum ada lembar yang terbit.") && !shown.has("<form method=\"get\""));
    }
}
