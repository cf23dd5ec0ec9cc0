//! The latest price of a commodity: figure, day, markets, and how it moved.

use crate::components::ChangeList;
use crate::i18n::words;
use crate::wording::age;
use leptos::prelude::*;
use lumbung_data::model::day::is_stale;
use lumbung_data::model::page::Latest;
use lumbung_data::model::{Lang, ObsStatus, date_long, rupiah_per};

/// The figure with everything needed to judge it.
#[component]
pub(crate) fn LatestPrice(latest: Latest, unit: String, lang: Lang) -> impl IntoView {
    let basis = basis(&latest, lang).map(|basis| view! { <p class="latest-note">{basis}</p> });
    view! {
        <section class="latest" aria-label=words!(lang, commodity.latest)>
            <div class="latest-now">
                <p class="latest-price">{rupiah_per(latest.price, &unit, lang)}</p>
                <p class="latest-day">
                    <SurveyDay latest=latest.clone() lang />
                </p>
                {basis}
            </div>
            <ChangeList changes=latest.changes lang />
        </section>
    }
}

/// What the figure is made of. A mean that holds estimates is no mean of the
/// markets that reported.
fn basis(latest: &Latest, lang: Lang) -> Option<String> {
    let count = latest.markets;
    let reported = match (count, latest.status == ObsStatus::I) {
        (0, false) => return None,
        (0, true) => return Some(words!(lang, commodity.imputed).to_owned()),
        (1, false) => words!(lang, commodity.mean_one).to_owned(),
        (_, false) => words!(lang, commodity.mean, count = count),
        (1, true) => format!("{} {}", words!(lang, commodity.markets_one), words!(lang, commodity.imputed)),
        (_, true) => format!("{} {}", words!(lang, commodity.markets, count = count), words!(lang, commodity.imputed)),
    };
    Some(reported)
}

/// The survey day, with its age where it has one.
#[component]
fn SurveyDay(latest: Latest, lang: Lang) -> impl IntoView {
    let class = if is_stale(latest.age_days) { "stale" } else { "fresh" };
    let age = age(latest.age_days, lang).map(|age| view! { <span class="age">" ("{age}")"</span> });
    view! {
        <span class=class>
            <time datetime=latest.date.to_string()>{date_long(latest.date, lang)}</time>
            {age}
        </span>
    }
}
