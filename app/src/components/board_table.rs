//! The table of the board. The reason of a warning stands in a row of its own
//! under its commodity, where a sentence has room.

use crate::asked::Asked;
use crate::components::{Badge, ChangeFigure, Day};
use crate::i18n::words;
use crate::wording::{age, over_reference};
use chrono::NaiveDate;
use leptos::either::{Either, EitherOf3};
use leptos::prelude::*;
use lumbung_data::model::board::BoardRow;
use lumbung_data::model::day::is_stale;
use lumbung_data::model::page::{Changes, Latest, ReferenceRow};
use lumbung_data::model::{Lang, Warning, rupiah_per};

const COLUMNS: &str = "9";

/// Every watched commodity with a price, in the order given; those without one are named
/// below.
#[component]
pub(crate) fn BoardTable(
    rows: Vec<BoardRow>,
    /// The latest day of any row.
    latest: NaiveDate,
    asked: Asked,
) -> impl IntoView {
    let lang = asked.lang;
    let (priced, unpriced): (Vec<BoardRow>, Vec<BoardRow>) = rows.into_iter().partition(|row| row.latest.is_some());
    let unpriced = (!unpriced.is_empty()).then(|| unknown(&unpriced, &asked));
    let rows = priced.into_iter().filter_map(|row| commodity(row, latest, &asked)).collect_view();
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
                    <th scope="col" class="number">{words!(lang, change.previous)}</th>
                    <th scope="col" class="number">{words!(lang, change.week)}</th>
                    <th scope="col" class="number">{words!(lang, change.month)}</th>
                    <th scope="col" class="number">{words!(lang, change.year)}</th>
                </tr>
            </thead>
            {rows}
        </table>
        {unpriced}
    }
}

/// The commodities of which nothing is known yet, folded.
fn unknown(rows: &[BoardRow], asked: &Asked) -> impl IntoView + use<> {
    let lang = asked.lang;
    let summary = match rows.len() {
        1 => words!(lang, board.unknown_one).to_owned(),
        count => words!(lang, board.unknown, count = count),
    };
    let names = rows.iter().map(|row| {
        let href = asked.link(&format!("/komoditas/{}", row.id));
        view! { <li><a href=href>{row.name.clone()}</a></li> }
    });
    view! {
        <details class="how unpriced">
            <summary>{summary}</summary>
            <ul>{names.collect_view()}</ul>
        </details>
    }
}

/// One commodity is one group of rows: its figures and, where it is flagged,
/// the reason.
fn commodity(row: BoardRow, board_day: NaiveDate, asked: &Asked) -> Option<impl IntoView + use<>> {
    let lang = asked.lang;
    let latest = row.latest?;
    let href = asked.link(&format!("/komoditas/{}", row.id));
    let head = format!("k-{}", row.id);
    let level = row.warning.as_ref().map(|warning| warning.level);
    let level_cell = match level {
        Some(level) => EitherOf3::A(view! { <Badge level /> }),
        None if !row.judged => EitherOf3::B(view! { <span class="unjudged">{words!(lang, board.not_judged)}</span> }),
        None => EitherOf3::C(()),
    };
    let class = match level {
        Some(level) => format!("flagged flagged-{}", level.as_str()),
        None => String::new(),
    };
    let reason = row.warning.map(|warning| reason(warning, head.clone(), lang));
    Some(view! {
        <tbody class=(!class.is_empty()).then_some(class)>
            <tr>
                <th scope="row" id=head class="cell-name"><a href=href>{row.name}</a></th>
                <td class="cell-level">{level_cell}</td>
                {price(&latest, row.reference.as_ref(), &row.unit, lang)}
                {change_cells(latest.changes, lang)}
                <td class="cell-trend" inner_html=row.sparkline.unwrap_or_default()></td>
                {day(&latest, board_day, lang)}
            </tr>
            {reason}
        </tbody>
    })
}

fn reason(warning: Warning, head: String, lang: Lang) -> impl IntoView {
    let record = warning.record.map(|record| format!(" {}", record.sentence(warning.kind, lang)));
    view! { <tr class="row-reason"><td colspan=COLUMNS headers=head>{warning.reason} {record}</td></tr> }
}

/// The price, and how far it stands above its reference where it does.
fn price(latest: &Latest, reference: Option<&ReferenceRow>, unit: &str, lang: Lang) -> impl IntoView + use<> {
    let over = reference.and_then(|reference| over_reference(latest.price, reference, lang));
    let price = rupiah_per(latest.price, unit, lang);
    let price = match over {
        Some(over) => Either::Left(view! {
            <div class="price-over"><span>{price}</span>" "<span class="over">{over}</span></div>
        }),
        None => Either::Right(price),
    };
    view! { <td class="cell-price number">{price}</td> }
}

fn change_cells(changes: Changes, lang: Lang) -> impl IntoView {
    let cells = [
        (words!(lang, change.previous), changes.previous),
        (words!(lang, change.week), changes.week),
        (words!(lang, change.month), changes.month),
        (words!(lang, change.year), changes.year),
    ];
    cells
        .map(|(label, change)| view! { <td class="cell-change number" data-label=label><ChangeFigure change lang /></td> })
        .into_iter()
        .collect_view()
}

/// The day of a price. Its age is told where the board's own day, which stands
/// over the table, does not tell it, and where it is old.
fn day(latest: &Latest, board_day: NaiveDate, lang: Lang) -> impl IntoView + use<> {
    let is_stale = is_stale(latest.age_days);
    let is_usual = latest.date == board_day;
    let class = match (is_usual, is_stale) {
        (true, true) => "cell-day day-usual stale",
        (true, false) => "cell-day day-usual",
        (false, true) => "cell-day stale",
        (false, false) => "cell-day",
    };
    let age = age(latest.age_days, lang)
        .filter(|_| is_stale || !is_usual)
        .map(|age| view! { " "<span class="age">"("{age}")"</span> });
    view! {
        <td class=class><Day date=latest.date lang />{age}</td>
    }
}
