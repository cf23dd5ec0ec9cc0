//! What the board says before its table: which commodities need attention, and
//! which of them the board cannot speak of.

use crate::asked::Asked;
use crate::i18n::words;
use leptos::either::Either;
use leptos::prelude::*;
use lumbung_data::model::page::BoardRow;
use lumbung_data::model::{Lang, WarningLevel, compare_prices};

/// The sentences over the board's rows.
#[component]
pub(crate) fn Summary<'a>(rows: &'a [BoardRow], asked: &'a Asked) -> impl IntoView + use<> {
    let lang = asked.lang;
    let total = count(rows, |row| row.latest.is_some() && row.judged);
    let flagged: Vec<(&BoardRow, WarningLevel)> =
        rows.iter().filter_map(|row| row.warning.as_ref().map(|warning| (row, warning.level))).collect();
    let gravest = flagged.iter().map(|(_, level)| *level).max();
    let class = gravest.map_or_else(|| "summary".to_owned(), |level| format!("summary summary-{}", level.as_str()));
    let opening = if flagged.is_empty() {
        Either::Left(calm(total, lang))
    } else {
        Either::Right(attention(&flagged, total, asked))
    };
    let more = more(rows, lang);
    let more = (!more.is_empty()).then(|| view! { <p class="summary-more">{more.join(" ")}</p> });
    view! {
        <div class=class>
            <p>{opening}</p>
            {more}
        </div>
    }
}

fn count(rows: &[BoardRow], what: impl Fn(&BoardRow) -> bool) -> usize {
    rows.iter().filter(|row| what(row)).count()
}

fn calm(total: usize, lang: Lang) -> String {
    match total {
        1 => words!(lang, board.calm_one).to_owned(),
        total => words!(lang, board.calm, total = total),
    }
}

fn attention(flagged: &[(&BoardRow, WarningLevel)], total: usize, asked: &Asked) -> impl IntoView + use<> {
    let lang = asked.lang;
    let opening = match flagged.len() {
        1 => words!(lang, board.attention_one, total = total),
        count => words!(lang, board.attention, count = count, total = total),
    };
    let last = flagged.len() - 1;
    let names = flagged
        .iter()
        .enumerate()
        .map(|(place, (row, level))| {
            let href = asked.link(&format!("/komoditas/{}", row.id));
            let end = if place == last { "." } else { ", " };
            view! { <a href=href>{row.name.clone()}</a>{format!(" ({}){end}", level.word().to_lowercase())} }
        })
        .collect_view();
    view! { <strong>{opening}</strong>" "{names} }
}

/// Those of the further sentences that have something to say.
fn more(rows: &[BoardRow], lang: Lang) -> Vec<String> {
    let above = match count(rows, is_above_reference) {
        0 => None,
        1 => Some(words!(lang, board.above_one).to_owned()),
        count => Some(words!(lang, board.above, count = count)),
    };
    let unjudged = match count(rows, |row| row.latest.is_some() && !row.judged) {
        0 => None,
        1 => Some(words!(lang, board.unjudged_one).to_owned()),
        count => Some(words!(lang, board.unjudged, count = count)),
    };
    let unknown = match count(rows, |row| row.latest.is_none()) {
        0 => None,
        1 => Some(words!(lang, board.unknown_one).to_owned()),
        count => Some(words!(lang, board.unknown, count = count)),
    };
    [above, unjudged, unknown].into_iter().flatten().collect()
}

fn is_above_reference(row: &BoardRow) -> bool {
    row.latest
        .as_ref()
        .zip(row.reference.as_ref())
        .is_some_and(|(latest, reference)| compare_prices(latest.price, reference.high).is_gt())
}
