//! What the board says before its table: what needs attention and where it began, or what
//! comes nearest to that; and what the board cannot speak of.

use crate::asked::Asked;
use crate::i18n::words;
use crate::wording::{place_path, rough_percent};
use leptos::either::EitherOf3;
use leptos::prelude::*;
use lumbung_data::model::board::{Board, BoardRow, Nearest, Rise};
use lumbung_data::model::{CommodityId, Lang, WarningLevel, compare_prices, decapitalised, percent};

/// A row that is flagged, with its level.
type Flagged<'a> = (&'a BoardRow, WarningLevel);

/// The sentences over the board's rows.
#[component]
pub(crate) fn Summary<'a>(
    board: &'a Board,
    /// Whether only the first sentence has room.
    #[prop(optional)]
    brief: bool,
    asked: &'a Asked,
) -> impl IntoView + use<> {
    let (rows, lang) = (&board.rows[..], asked.lang);
    let total = count(rows, |row| row.latest.is_some() && row.judged);
    let flagged: Vec<Flagged<'_>> =
        rows.iter().filter_map(|row| row.warning.as_ref().map(|warning| (row, warning.level))).collect();
    let gravest = flagged.iter().map(|(_, level)| *level).max();
    let class = gravest.map_or_else(|| "summary".to_owned(), |level| format!("summary summary-{}", level.as_str()));
    let opening = match (&flagged[..], &board.rise) {
        ([], _) => EitherOf3::A(calm(total, board.nearest.as_ref(), asked)),
        ([first, others @ ..], Some(rise)) => EitherOf3::B(view! {
            <strong>{attention(flagged.len(), total, lang)}</strong>"; "
            {told(*first, rise, asked)}
            {also(if brief { &[] } else { others }, asked)}
        }),
        (all, None) => EitherOf3::C(view! {
            <strong>{attention(flagged.len(), total, lang)}":"</strong>" "{names(all, asked)}"."
        }),
    };
    let more = more(rows, lang);
    let more = (!brief && !more.is_empty()).then(|| view! { <p class="summary-more">{more.join(" ")}</p> });
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

fn calm(total: usize, nearest: Option<&Nearest>, asked: &Asked) -> impl IntoView + use<> {
    let lang = asked.lang;
    let opening = match total {
        1 => words!(lang, board.calm_one).to_owned(),
        total => words!(lang, board.calm, total = total),
    };
    let nearest = nearest.map(|near| {
        let mut figures = [near.share, near.theta].map(|share| rough_percent(share, lang));
        if figures[0] == figures[1] {
            figures = [near.share, near.theta].map(|share| percent(share, lang));
        }
        let [share, theta] = figures;
        let told = words!(lang, board.nearest_told, share = share, theta = theta);
        // Above it, the first survey days wait for the next ones.
        let opening = if near.share >= near.theta { words!(lang, board.waiting) } else { words!(lang, board.nearest) };
        let link = link(&near.id, &near.name, asked);
        view! { " " {opening} " " {link} ", " {told} }
    });
    view! { {opening}{nearest} }
}

fn attention(count: usize, total: usize, lang: Lang) -> String {
    match count {
        1 => words!(lang, board.attention_one, total = total),
        count => words!(lang, board.attention, count = count, total = total),
    }
}

/// How the gravest price rose, and where it began where that is clear.
fn told((row, level): Flagged<'_>, rise: &Rise, asked: &Asked) -> impl IntoView + use<> {
    let lang = asked.lang;
    let share = rough_percent(rise.share, lang);
    let moved = match rise.days {
        1 => words!(lang, board.rise_day, share = share),
        days => words!(lang, board.rise, share = share, days = days),
    };
    let began = rise.market.as_ref().map(|(place, name)| {
        let href = asked.link(&place_path(place));
        view! { ", " {words!(lang, board.began)} " " <a href=href>{name.clone()}</a> }
    });
    let link = link(&row.id, &row.name, asked);
    view! { {link} {format!(" ({}) {moved}", level.word().to_lowercase())} {began} "." }
}

/// The others that are flagged.
fn also(others: &[Flagged<'_>], asked: &Asked) -> Option<impl IntoView + use<>> {
    let names = (!others.is_empty()).then(|| names(others, asked))?;
    Some(view! { " " {words!(asked.lang, board.also)} " " {names} "." })
}

/// Names that a list within a sentence bears; of more, the gravest are named.
const NAMED: usize = 5;

/// Names with their levels, as one list within a sentence.
fn names(flagged: &[Flagged<'_>], asked: &Asked) -> impl IntoView + use<> {
    let named = if flagged.len() > NAMED { NAMED - 1 } else { flagged.len() };
    let more = flagged.len() - named;
    let and = asked.lang.pick(" dan ", " and ");
    let name = |(place, (row, level)): (usize, &Flagged<'_>)| {
        let before = match place {
            0 => "",
            place if place + 1 == named && more == 0 => and,
            _ => ", ",
        };
        let link = link(&row.id, &row.name, asked);
        view! { {before} {link} {format!(" ({})", level.word().to_lowercase())} }
    };
    let more = (more > 0).then(|| format!(", {}", words!(asked.lang, maps.more, count = more)));
    view! { {flagged[..named].iter().enumerate().map(name).collect_view()} {more} }
}

/// A commodity within a sentence.
fn link(id: &CommodityId, name: &str, asked: &Asked) -> impl IntoView + use<> {
    view! { <a href=asked.link(&format!("/komoditas/{id}"))>{decapitalised(name)}</a> }
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
    [above, unjudged].into_iter().flatten().collect()
}

fn is_above_reference(row: &BoardRow) -> bool {
    row.latest
        .as_ref()
        .zip(row.reference.as_ref())
        .is_some_and(|(latest, reference)| compare_prices(latest.price, reference.high).is_gt())
}
