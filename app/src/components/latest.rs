//! The latest price of a commodity: figure, day, markets, and how it moved.

use crate::components::ChangeList;
use crate::i18n::words;
use crate::wording::{age, is_stale};
use leptos::prelude::*;
use lumbung_data::model::page::Latest;
use lumbung_data::model::{Lang, ObsStatus, date_long, rupiah_per};

/// The figure with everything needed to judge it.
#[component]
pub(crate) fn LatestPrice(latest: Latest, unit: String, lang: Lang) -> impl IntoView {
    let markets = match latest.markets {
        1 => words!(lang, commodity.markets_one).to_owned(),
        count => words!(lang, commodity.markets, count = count),
    };
    let imputed = (latest.status == ObsStatus::I).then(|| {
        view! { <p class="latest-note">{words!(lang, commodity.imputed)}</p> }
    });
    view! {
        <section class="latest" aria-label=words!(lang, commodity.latest)>
            <div class="latest-now">
                <p class="latest-price">{rupiah_per(latest.price, &unit, lang)}</p>
                <p class="latest-day">
                    <SurveyDay latest=latest.clone() lang />
                    {(latest.markets > 0).then(|| format!(" · {markets}"))}
                </p>
                {imputed}
            </div>
            <ChangeList changes=latest.changes lang />
        </section>
    }
}

/// The survey day, with its age where it has one.
#[component]
fn SurveyDay(latest: Latest, lang: Lang) -> impl IntoView {
    let class = if is_stale(latest.age_days) { "stale" } else { "fresh" };
    let age = age(latest.age_days, lang).map(|age| format!(" ({age})")).unwrap_or_default();
    view! {
        <span class=class>
            <time datetime=latest.date.to_string()>{date_long(latest.date, lang)}</time>
            {age}
        </span>
    }
}
