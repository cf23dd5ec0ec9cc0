//! The house's own index of food prices, with what made it and what it is not.

use crate::i18n::words;
use crate::wording::{self, decimal, signed_decimal};
use leptos::either::Either;
use leptos::prelude::*;
use lumbung_data::model::basket::{BasketBlock, BasketChange, BasketLine, BasketRow};
use lumbung_data::model::{Lang, date_long, decapitalised, month_of, percent};

/// The basket's changes; a sentence that says why where there are none.
#[component]
pub(crate) fn Basket(basket: BasketBlock, lang: Lang) -> impl IntoView {
    let body = if basket.month.change.is_none() && basket.week.change.is_none() {
        let matched = basket.month.matched.max(basket.week.matched);
        Either::Left(view! { <p>{too_few(matched, basket.least, lang)}</p> })
    } else {
        Either::Right(view! {
            {figures(&basket, lang)}
            <p class="fine">{note(&basket, lang)}</p>
        })
    };
    view! {
        <section class="part" aria-labelledby="indeks">
            <h2 id="indeks">{words!(lang, basket.title)}</h2>
            {body}
        </section>
    }
}

fn figures(basket: &BasketBlock, lang: Lang) -> impl IntoView + use<> {
    let month = basket.month.change.as_ref().map(|change| {
        let until = date_long(basket.until, lang);
        words!(lang, basket.month_period, until = until, month = month_of(change.against, lang))
    });
    let week = basket.week.change.as_ref().map(|change| {
        let (from, until) = (date_long(change.from, lang), date_long(basket.until, lang));
        words!(lang, basket.week_period, from = from, until = until, against = date_long(change.against, lang))
    });
    let line = basket.line.clone().map(|line| year(line, lang));
    view! {
        <dl class="facts">
            {comparison(words!(lang, basket.month), &basket.month, month, basket, lang)}
            {comparison(words!(lang, basket.week), &basket.week, week, basket, lang)}
            {line}
        </dl>
    }
}

/// One comparison: the change, its period, how much was compared, and its parts.
fn comparison(
    name: &'static str,
    row: &BasketRow,
    period: Option<String>,
    basket: &BasketBlock,
    lang: Lang,
) -> impl IntoView + use<> {
    let said = match &row.change {
        None => Either::Left(view! { <dd>{too_few(row.matched, basket.least, lang)}</dd> }),
        Some(change) => {
            let figure = format!("{}%", signed_decimal(change.share * 100.0, 2, lang));
            Either::Right(view! {
                <dd><strong>{figure}</strong>" "{period}</dd>
                <dd>{parts(change, lang)}</dd>
                <dd class="fine">{covered(row.matched, change, basket, lang)}</dd>
            })
        }
    };
    view! {
        <div>
            <dt>{name}</dt>
            {said}
        </div>
    }
}

/// What pulled it up and down, and what all others did.
fn parts(change: &BasketChange, lang: Lang) -> String {
    let list = |parts: &[(String, f64)]| {
        let one = |(name, part): &(String, f64)| format!("{} ({})", decapitalised(name), points(*part, lang));
        parts.iter().map(one).collect::<Vec<_>>().join(", ")
    };
    let rest = points(change.rest, lang);
    match (change.up.is_empty(), change.down.is_empty()) {
        (true, true) => words!(lang, basket.still).to_owned(),
        (false, true) => words!(lang, basket.up, up = list(&change.up), rest = rest),
        (true, false) => words!(lang, basket.down, down = list(&change.down), rest = rest),
        (false, false) => {
            words!(lang, basket.both, up = list(&change.up), down = list(&change.down), rest = rest)
        }
    }
}

fn points(part: f64, lang: Lang) -> String {
    signed_decimal(part * 100.0, 2, lang)
}

fn covered(matched: usize, change: &BasketChange, basket: &BasketBlock, lang: Lang) -> String {
    let all = basket.commodities;
    if basket.weights_from.is_empty() {
        words!(lang, basket.matched, matched = matched, all = all)
    } else {
        words!(lang, basket.covered, matched = matched, all = all, share = percent(change.covered, lang))
    }
}

fn year(line: BasketLine, lang: Lang) -> impl IntoView + use<> {
    let level = words!(lang, basket.level, level = decimal(line.level, 1, lang), base = date_long(line.base, lang));
    view! {
        <div>
            <dt>{words!(lang, basket.line)}</dt>
            <dd><span inner_html=line.sparkline></span>{level}</dd>
        </div>
    }
}

fn too_few(matched: usize, least: usize, lang: Lang) -> String {
    match matched {
        0 => words!(lang, basket.none, least = least),
        matched => words!(lang, basket.too_few, matched = matched, least = least),
    }
}

/// What it is, what it is not, and where its figures come from.
fn note(basket: &BasketBlock, lang: Lang) -> String {
    let names: Vec<String> = basket.sources.iter().map(|source| wording::source(source, lang)).collect();
    let sources = names.join(", ");
    if basket.weights_from.is_empty() {
        words!(lang, basket.unweighted, sources = sources)
    } else {
        words!(lang, basket.weighted, weights = basket.weights_from.join("; "), sources = sources)
    }
}
