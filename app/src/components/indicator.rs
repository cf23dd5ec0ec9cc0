//! The official index, in words of its own: it is no price of this house.

use crate::i18n::words;
use crate::wording::{decimal, signed_decimal};
use chrono::NaiveDate;
use leptos::prelude::*;
use lumbung_data::model::{Lang, PriceIndicator, month_of};

const WEEKS: [&str; 5] = ["I", "II", "III", "IV", "V"];

/// The latest release for the city.
#[component]
pub(crate) fn Indicator(figure: PriceIndicator, city: String, lang: Lang) -> impl IntoView {
    let week = figure.week.checked_sub(1).and_then(|week| WEEKS.get(week as usize)).copied().unwrap_or_default();
    let month =
        NaiveDate::from_ymd_opt(figure.year, figure.month, 1).map(|day| month_of(day, lang)).unwrap_or_default();
    let points = |value: f64| decimal(value, 2, lang);
    let change = format!("{}%", signed_decimal(figure.change, 2, lang));
    let parts: Vec<String> = figure
        .contributions
        .iter()
        .map(|part| format!("{} ({})", part.commodity.to_lowercase(), points(part.points)))
        .collect();
    let parts = words!(lang, indicator.contributions, parts = parts.join(", "));
    view! {
        <section class="part" aria-labelledby="iph">
            <h2 id="iph">{words!(lang, indicator.title, city = city)}</h2>
            <p>
                <strong>{change}</strong>
                " "
                {words!(lang, indicator.period, week = week, month = month)}
                " "
                {parts}
            </p>
            <p class="age">{words!(lang, indicator.note)}</p>
        </section>
    }
}
