//! How long the stock of a commodity lasts.

use crate::components::Day;
use crate::i18n::words;
use crate::wording::decimal;
use leptos::prelude::*;
use lumbung_data::model::Lang;
use lumbung_data::model::count;
use lumbung_data::model::page::StockRow;

/// The latest stock of each place; nothing where none is known.
#[component]
pub(crate) fn Stocks(stocks: Vec<StockRow>, lang: Lang) -> impl IntoView {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "an amount, shown whole")]
    let amount = |value: f64| count(value.round() as u64, lang);
    let row = move |row: StockRow| {
        let days =
            row.days.map_or_else(|| "–".to_owned(), |days| words!(lang, stocks.days, days = decimal(days, 1, lang)));
        view! {
            <tr>
                <th scope="row">{row.place}</th>
                <td data-label=words!(lang, stocks.date)><Day date=row.date lang /></td>
                <td class="number" data-label=words!(lang, stocks.lasts)><strong>{days}</strong></td>
                <td class="number" data-label=words!(lang, stocks.stock)>{amount(row.stock)}</td>
                <td class="number" data-label=words!(lang, stocks.need)>{amount(row.daily_need)}</td>
            </tr>
        }
    };
    (!stocks.is_empty()).then(|| {
        view! {
            <section class="part" aria-labelledby="stok">
                <h2 id="stok">{words!(lang, stocks.title)}</h2>
                <table class="sheet cards">
                    <caption>{words!(lang, stocks.caption)}</caption>
                    <thead>
                        <tr>
                            <th scope="col">{words!(lang, quality.place)}</th>
                            <th scope="col">{words!(lang, stocks.date)}</th>
                            <th scope="col" class="number">{words!(lang, stocks.lasts)}</th>
                            <th scope="col" class="number">{words!(lang, stocks.stock)}</th>
                            <th scope="col" class="number">{words!(lang, stocks.need)}</th>
                        </tr>
                    </thead>
                    <tbody>{stocks.into_iter().map(row).collect_view()}</tbody>
                </table>
            </section>
        }
    })
}
