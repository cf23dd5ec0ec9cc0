//! The city's official inflation against its target: it is no price of this house.

use crate::i18n::words;
use crate::wording::{decimal, signed_decimal};
use leptos::prelude::*;
use lumbung_data::model::{Inflation, InflationTarget, Lang, month_of};
use std::cmp::Ordering;

/// The latest month's.
#[component]
pub(crate) fn InflationFigure(
    figure: Inflation,
    target: Option<InflationTarget>,
    city: String,
    lang: Lang,
) -> impl IntoView {
    let percent = |value: f64| format!("{}%", decimal(value, 2, lang).replace('-', "−"));
    let month = month_of(figure.month, lang);
    let yearly = figure.yearly.map(|yearly| {
        let against = target.as_ref().map(|target| format!(", {}", against(target, yearly, lang))).unwrap_or_default();
        view! {
            <strong>{percent(yearly)}</strong>
            " "
            {words!(lang, inflation.yearly, month = month.as_str(), against = against)}
            " "
        }
    });
    let monthly = figure.monthly.map(|monthly| {
        let change = format!("{}%", signed_decimal(monthly, 2, lang));
        if figure.yearly.is_some() {
            words!(lang, inflation.monthly, change = change)
        } else {
            words!(lang, inflation.monthly_alone, change = change, month = month)
        }
    });
    let index = figure.index.map(|index| words!(lang, inflation.index, index = decimal(index, 2, lang)));
    let rest: Vec<String> = monthly.into_iter().chain(index).collect();
    let basis = target.map(|target| words!(lang, inflation.basis, basis = target.basis)).unwrap_or_default();
    view! {
        <section class="part" aria-labelledby="inflasi">
            <h2 id="inflasi">{words!(lang, inflation.title, city = city)}</h2>
            <p>{yearly}{rest.join(" ")}</p>
            <p class="age">{words!(lang, inflation.note)}" "{basis}</p>
        </section>
    }
}

/// How it lies to its target, in words.
fn against(target: &InflationTarget, yearly: f64, lang: Lang) -> String {
    let range = format!("{}–{}%", decimal(target.low, 1, lang), decimal(target.high, 1, lang));
    match target.compare(yearly) {
        Ordering::Less => words!(lang, inflation.below, range = range),
        Ordering::Equal => words!(lang, inflation.within, range = range),
        Ordering::Greater => words!(lang, inflation.above, range = range),
    }
}
