//! The city's markets: a figure that has not moved for long is as telling as
//! a new one.

use crate::asked::Asked;
use crate::components::{ChangeFigure, Day, SeriesAddress};
use crate::i18n::words;
use crate::wording::place_path;
use leptos::either::Either;
use leptos::prelude::*;
use lumbung_data::model::page::MarketRow;
use lumbung_data::model::{Lang, rupiah};

/// The markets as a table; a sentence where the source gives none. The series
/// is the city's; each market has its own of the same commodity and source.
#[component]
pub(crate) fn MarketTable(markets: Vec<MarketRow>, city: String, series: SeriesAddress, lang: Lang) -> impl IntoView {
    let body = if markets.is_empty() {
        Either::Left(view! { <p>{words!(lang, markets.none)}</p> })
    } else {
        Either::Right(table(markets, &city, &series, lang))
    };
    view! {
        <section aria-labelledby="pasar">
            <h2 id="pasar">{words!(lang, markets.title)}</h2>
            {body}
        </section>
    }
}

fn table(markets: Vec<MarketRow>, city: &str, series: &SeriesAddress, lang: Lang) -> impl IntoView + use<> {
    let rows = markets.into_iter().map(|market| row(market, series, lang)).collect_view();
    view! {
        <table class="sheet cards">
            <caption>{words!(lang, markets.caption, city = city)}</caption>
            <thead>
                <tr>
                    <th scope="col">{words!(lang, markets.market)}</th>
                    <th scope="col" class="number">{words!(lang, markets.price)}</th>
                    <th scope="col" class="number">{words!(lang, markets.week)}</th>
                    <th scope="col">{words!(lang, markets.date)}</th>
                    <th scope="col">{words!(lang, markets.since)}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
}

fn row(market: MarketRow, series: &SeriesAddress, lang: Lang) -> impl IntoView + use<> {
    let name = words!(lang, markets.series, market = market.name.as_str());
    let page = Asked::here().link(&place_path(&market.place));
    let csv = SeriesAddress { place: market.place, ..series.clone() }.path("csv");
    view! {
        <tr>
            <th scope="row">
                <a href=page>{market.name}</a>
                " "
                <a class="market-series" href=csv>"CSV"<span class="unseen">", "{name}</span></a>
            </th>
            <td class="number" data-label=words!(lang, markets.price)>{rupiah(market.price, lang)}</td>
            <td class="number" data-label=words!(lang, markets.week)><ChangeFigure change=market.week lang /></td>
            <td data-label=words!(lang, markets.date)><Day date=market.date lang /></td>
            <td data-label=words!(lang, markets.since)><Day date=market.unchanged_since lang /></td>
        </tr>
    }
}
