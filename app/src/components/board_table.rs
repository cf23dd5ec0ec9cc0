//! The table of the board. The reason of a warning stands in a row of its own
//! under its commodity, where a sentence has room.

use crate::asked::Asked;
use crate::components::{Badge, ChangeFigure, Day};
use crate::i18n::words;
use crate::wording::{age, is_stale};
use leptos::either::Either;
use leptos::prelude::*;
use lumbung_data::model::page::{BoardRow, Changes, Latest};
use lumbung_data::model::{Lang, Warning, rupiah_per};

const COLUMNS: &str = "9";

/// Every watched commodity, in the order given.
#[component]
pub(crate) fn BoardTable(rows: Vec<BoardRow>, asked: Asked) -> impl IntoView {
    let lang = asked.lang;
    let rows = rows.into_iter().map(|row| commodity(row, &asked)).collect_view();
    view! {
        <table class="board">
            <caption>{words!(lang, board.caption)}</caption>
            <colgroup span="3"></colgroup>
            <colgroup span="4"></colgroup>
            <colgroup span="2"></colgroup>
            <thead>
                <tr>
                    <th scope="col" rowspan="2">{words!(lang, board.commodity)}</th>
                    <th scope="col" rowspan="2">{words!(lang, board.level)}</th>
                    <th scope="col" rowspan="2" class="number">{words!(lang, board.price)}</th>
                    <th scope="colgroup" colspan="4" class="board-changes">{words!(lang, change.heading)}</th>
                    <th scope="col" rowspan="2">{words!(lang, board.trend)}</th>
                    <th scope="col" rowspan="2">{words!(lang, board.date)}</th>
                </tr>
                <tr>
                    <th scope="col" class="number">{words!(lang, change.previous_short)}</th>
                    <th scope="col" class="number">{words!(lang, change.week)}</th>
                    <th scope="col" class="number">{words!(lang, change.month)}</th>
                    <th scope="col" class="number">{words!(lang, change.year)}</th>
                </tr>
            </thead>
            {rows}
        </table>
    }
}

/// One commodity is one group of rows: its figures and, where it is flagged,
/// the reason.
fn commodity(row: BoardRow, asked: &Asked) -> impl IntoView + use<> {
    let lang = asked.lang;
    let href = asked.link(&format!("/komoditas/{}", row.id));
    let head = format!("k-{}", row.id);
    let changes = row.latest.as_ref().map(|latest| latest.changes).unwrap_or_default();
    let level = row.warning.as_ref().map(|warning| warning.level);
    let class = match level {
        Some(level) => format!("flagged flagged-{}", level.as_str()),
        None => String::new(),
    };
    let reason = row.warning.map(|warning| reason(warning, head.clone()));
    view! {
        <tbody class=(!class.is_empty()).then_some(class)>
            <tr>
                <th scope="row" id=head class="cell-name"><a href=href>{row.name}</a></th>
                <td class="cell-level">{level.map(|level| view! { <Badge level /> })}</td>
                {price(row.latest.as_ref(), &row.unit, lang)}
                {change_cells(changes, lang)}
                <td class="cell-trend" inner_html=row.sparkline.unwrap_or_default()></td>
                {day(row.latest.as_ref(), lang)}
            </tr>
            {reason}
        </tbody>
    }
}

fn reason(warning: Warning, head: String) -> impl IntoView {
    view! { <tr class="row-reason"><td colspan=COLUMNS headers=head>{warning.reason}</td></tr> }
}

fn price(latest: Option<&Latest>, unit: &str, lang: Lang) -> impl IntoView + use<> {
    match latest {
        Some(latest) => {
            Either::Left(view! { <td class="cell-price number">{rupiah_per(latest.price, unit, lang)}</td> })
        }
        None => Either::Right(view! { <td class="cell-price cell-none">{words!(lang, board.no_price)}</td> }),
    }
}

fn change_cells(changes: Changes, lang: Lang) -> impl IntoView {
    let cells = [
        (words!(lang, change.previous_short), changes.previous),
        (words!(lang, change.week), changes.week),
        (words!(lang, change.month), changes.month),
        (words!(lang, change.year), changes.year),
    ];
    cells
        .map(|(label, change)| view! { <td class="cell-change number" data-label=label><ChangeFigure change lang /></td> })
        .into_iter()
        .collect_view()
}

fn day(latest: Option<&Latest>, lang: Lang) -> impl IntoView + use<> {
    let Some(latest) = latest else {
        return Either::Left(view! { <td class="cell-day"></td> });
    };
    let class = if is_stale(latest.age_days) { "cell-day stale" } else { "cell-day" };
    let age = age(latest.age_days, lang).map(|age| view! { <span class="age">{age}</span>" " });
    Either::Right(view! {
        <td class=class>{age}<Day date=latest.date lang /></td>
    })
}
