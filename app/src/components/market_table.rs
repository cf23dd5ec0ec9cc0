//! The city's markets: a figure that has not moved for long is as telling as
//! a new one.

use crate::components::Day;
use crate::i18n::words;
use leptos::either::Either;
use leptos::prelude::*;
use lumbung_data::model::page::MarketRow;
use lumbung_data::model::{Lang, date_short, rupiah};

/// The markets as a table; a sentence where the source gives none.
#[component]
pub(crate) fn MarketTable(markets: Vec<MarketRow>, city: String, lang: Lang) -> impl IntoView {
    let body = if markets.is_empty() {
        Either::Left(view! { <p>{words!(lang, markets.none)}</p> })
    } else {
        Either::Right(table(markets, &city, lang))
    };
    view! {
        <section aria-labelledby="pasar">
            <h2 id="pasar">{words!(lang, markets.title)}</h2>
            {body}
        </section>
    }
}

fn table(markets: Vec<MarketRow>, city: &str, lang: Lang) -> impl IntoView + use<> {
    let rows = markets.into_iter().map(|market| row(market, lang)).collect_view();
    view! {
        <table class="sheet">
            <caption>{words!(lang, markets.caption, city = city)}</caption>
            <thead>
                <tr>
                    <th scope="col">{words!(lang, markets.market)}</th>
                    <th scope="col" class="number">{words!(lang, markets.price)}</th>
                    <th scope="col">{words!(lang, markets.date)}</th>
                    <th scope="col">{words!(lang, markets.change)}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
}

fn row(market: MarketRow, lang: Lang) -> impl IntoView {
    let change = if market.unchanged_since < market.date {
        words!(lang, markets.unchanged, date = date_short(market.unchanged_since, lang))
    } else {
        words!(lang, markets.changed).to_owned()
    };
    view! {
        <tr>
            <th scope="row">{market.name}</th>
            <td class="number" data-label=words!(lang, markets.price)>{rupiah(market.price, lang)}</td>
            <td data-label=words!(lang, markets.date)><Day date=market.date lang /></td>
            <td data-label=words!(lang, markets.change)>{change}</td>
        </tr>
    }
}
