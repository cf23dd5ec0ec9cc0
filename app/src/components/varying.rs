//! How a price varies: between the city's markets, and between days.

use crate::i18n::words;
use leptos::prelude::*;
use lumbung_data::model::dispersion::{BetweenDays, BetweenMarkets, Varying};
use lumbung_data::model::{Lang, date_long, percent, rupiah};

/// Both as facts; nothing where neither is known.
#[component]
pub(crate) fn VaryingFacts(varying: Varying, lang: Lang) -> impl IntoView {
    let Varying { markets, days } = varying;
    (markets.is_some() || days.is_some()).then(|| {
        view! {
            <section class="part" aria-labelledby="ragam">
                <h2 id="ragam">{words!(lang, varying.title)}</h2>
                <dl class="facts">
                    {markets.map(|markets| between_markets(markets, lang))}
                    {days.map(|days| between_days(days, lang))}
                </dl>
                <p class="fine">{words!(lang, varying.note)}</p>
            </section>
        }
    })
}

fn between_markets(found: BetweenMarkets, lang: Lang) -> impl IntoView {
    let BetweenMarkets { date, markets, variation, disparity, dearest, cheapest } = found;
    let of_day = words!(lang, varying.markets_on, markets = markets, date = date_long(date, lang));
    let apart = if disparity > 0.0 {
        words!(
            lang,
            varying.apart,
            dearest = dearest.0,
            high = rupiah(dearest.1, lang),
            share = percent(disparity, lang),
            cheapest = cheapest.0,
            low = rupiah(cheapest.1, lang)
        )
    } else {
        words!(lang, varying.same, price = rupiah(dearest.1, lang))
    };
    view! {
        <div>
            <dt>{words!(lang, varying.markets)}</dt>
            <dd>
                <strong>{words!(lang, varying.coefficient, share = percent(variation, lang))}</strong>
                " "
                {of_day}
            </dd>
        </div>
        <div>
            <dt>{words!(lang, varying.disparity)}</dt>
            <dd>{apart}</dd>
        </div>
    }
}

fn between_days(found: BetweenDays, lang: Lang) -> impl IntoView {
    let BetweenDays { until, days, variation } = found;
    view! {
        <div>
            <dt>{words!(lang, varying.days)}</dt>
            <dd>
                <strong>{words!(lang, varying.coefficient, share = percent(variation, lang))}</strong>
                " "
                {words!(lang, varying.days_until, days = days, until = date_long(until, lang))}
            </dd>
        </div>
    }
}
