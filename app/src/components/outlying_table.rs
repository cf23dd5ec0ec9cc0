//! Prices that moved unlike those of other places.

use crate::asked::Asked;
use crate::components::{Day, ShareFigure};
use crate::i18n::words;
use crate::wording;
use leptos::either::EitherOf3;
use leptos::prelude::*;
use lumbung_data::model::quality::{Outlying, OutlyingRow};
use lumbung_data::model::{rupiah_per, signed_percent};

/// The movements as a table; a sentence where there are none or none can be told.
#[component]
pub(crate) fn OutlyingTable<'a>(outlying: Outlying, asked: &'a Asked) -> impl IntoView + use<> {
    let lang = asked.lang;
    let Outlying { weeks, least, rows } = outlying;
    let body = match rows {
        None => EitherOf3::A(view! { <p>{words!(lang, outlying.too_few, least = least)}</p> }),
        Some(rows) if rows.is_empty() => EitherOf3::B(view! { <p>{words!(lang, outlying.none, weeks = weeks)}</p> }),
        Some(rows) => EitherOf3::C(table(rows, weeks, asked)),
    };
    view! {
        <section class="part" aria-labelledby="menyimpang">
            <h2 id="menyimpang">{words!(lang, outlying.title)}</h2>
            <p>{words!(lang, outlying.lead)}</p>
            {body}
        </section>
    }
}

fn table(rows: Vec<OutlyingRow>, weeks: i32, asked: &Asked) -> impl IntoView + use<> {
    let lang = asked.lang;
    let rows = rows.into_iter().map(|one| row(one, asked)).collect_view();
    view! {
        <table class="sheet cards">
            <caption>{words!(lang, outlying.caption, weeks = weeks)}</caption>
            <thead>
                <tr>
                    <th scope="col">{words!(lang, outlying.week)}</th>
                    <th scope="col">{words!(lang, quality.commodity)}</th>
                    <th scope="col">{words!(lang, quality.place)}</th>
                    <th scope="col" class="number">{words!(lang, outlying.before)}</th>
                    <th scope="col" class="number">{words!(lang, outlying.after)}</th>
                    <th scope="col" class="number">{words!(lang, outlying.change)}</th>
                    <th scope="col">{words!(lang, outlying.usual)}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
}

fn row(one: OutlyingRow, asked: &Asked) -> impl IntoView + use<> {
    let lang = asked.lang;
    let link = asked.link(&format!("/komoditas/{}", one.commodity));
    let source = wording::source(&one.source, lang);
    let price = |price| rupiah_per(price, &one.unit, lang);
    let usual = words!(lang, outlying.of_places, share = signed_percent(one.usual, lang), places = one.places);
    view! {
        <tr>
            <th scope="row"><Day date=one.monday lang /></th>
            <td data-label=words!(lang, quality.commodity)><a href=link>{one.name}</a></td>
            <td data-label=words!(lang, quality.place)>{one.place} " " <span class="age">{source}</span></td>
            <td class="number" data-label=words!(lang, outlying.before)>{price(one.before)}</td>
            <td class="number" data-label=words!(lang, outlying.after)>{price(one.after)}</td>
            <td class="number" data-label=words!(lang, outlying.change)>
                <ShareFigure share=Some(one.after / one.before - 1.0) lang />
            </td>
            <td data-label=words!(lang, outlying.usual)>{usual}</td>
        </tr>
    }
}
