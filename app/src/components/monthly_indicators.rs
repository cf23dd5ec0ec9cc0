//! The official monthly indicators, under their own names and classes.

use crate::i18n::words;
use crate::wording::decimal;
use leptos::prelude::*;
use lumbung_data::model::page::MonthlyIndicators;
use lumbung_data::model::{Lang, month_of};

/// ALPS and IPA of the last month that is over.
#[component]
pub(crate) fn MonthlyIndicatorList(indicators: MonthlyIndicators, lang: Lang) -> impl IntoView {
    let MonthlyIndicators { month, alps, ipa } = indicators;
    let figure = |figure: Option<(f64, &'static str)>| match figure {
        Some((value, class)) => {
            words!(lang, monthly.figure, value = decimal(value, 2, lang), class = class)
        }
        None => words!(lang, monthly.too_short).to_owned(),
    };
    view! {
        <section class="part" aria-labelledby="bulanan">
            <h2 id="bulanan">{words!(lang, monthly.title, month = month_of(month, lang))}</h2>
            <dl class="facts">
                <div>
                    <dt>"ALPS"</dt>
                    <dd>{figure(alps)} " " <span class="age">{words!(lang, monthly.alps)}</span></dd>
                </div>
                <div>
                    <dt>"IPA"</dt>
                    <dd>{figure(ipa)} " " <span class="age">{words!(lang, monthly.ipa)}</span></dd>
                </div>
            </dl>
        </section>
    }
}
