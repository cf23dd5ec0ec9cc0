//! The plan of a cheap market: what is proposed and why, where, when, and the variants.

use super::{Desk, Sheet, plan_terms, plan_variants};
use crate::components::{Day, Room, SupplyLines};
use crate::i18n::words;
use crate::wording::plan::{ground, peak, set_aside};
use leptos::either::Either;
use leptos::prelude::*;
use lumbung_data::model::plan::{Chosen, MarketStanding, PlanPage, Window};
use lumbung_data::model::{Lang, date_long, rupiah_per, signed_percent};

/// The page. Where nothing is proposed, it says so and why.
pub(super) fn lay_out(page: &PlanPage, desk: &Desk) -> Sheet {
    let lang = desk.lang;
    let old = page.is_old.then(|| {
        let text = words!(lang, plan.old, date = date_long(page.judged, lang));
        view! { <p class="box box-grave">{text}</p> }
    });
    let simulated = page.simulated.then(|| view! { <p class="box">{words!(lang, plan.simulated)}</p> });
    let aside = (!page.set_aside.is_empty()).then(|| {
        let rows = page.set_aside.iter().map(|aside| view! { <li>{set_aside(aside, lang)}</li> }).collect_view();
        view! { <h3>{words!(lang, plan.aside)}</h3><ul>{rows}</ul> }.into_any()
    });
    let found = if page.chosen.is_empty() {
        Either::Left(view! { <p class="plan-calm">{calm(page, lang)}</p>{aside} })
    } else {
        Either::Right(proposal(page, aside, desk))
    };
    let body = view! {
        <p class="lead">{words!(lang, plan.lead)}</p>
        {old}
        {simulated}
        {found}
    };
    Sheet::new(words!(lang, plan.title), Room::Interventions, "/intervensi/rencana", body)
        .below(desk.asked.link("/intervensi"), words!(lang, intervention.title))
}

fn calm(page: &PlanPage, lang: Lang) -> String {
    let (date, judged) = (date_long(page.judged, lang), page.watched - page.unjudged);
    let calm = words!(lang, plan.calm, date = date, judged = judged);
    match page.unjudged {
        0 => calm,
        unjudged => format!("{calm} {}", words!(lang, plan.unjudged, count = unjudged)),
    }
}

fn proposal(page: &PlanPage, aside: Option<AnyView>, desk: &Desk) -> impl IntoView + use<> {
    let lang = desk.lang;
    let chosen = page.chosen.iter().map(|chosen| commodity(chosen, desk)).collect_view();
    view! {
        <section class="part" aria-labelledby="komoditas">
            <h2 id="komoditas">{words!(lang, plan.commodities)}</h2>
            <p>{words!(lang, plan.commodities_lead)}</p>
            <ol class="plan-goods">{chosen}</ol>
            {aside}
        </section>
        <section class="part" aria-labelledby="di-mana">
            <h2 id="di-mana">{words!(lang, plan.places)}</h2>
            {places(page, lang)}
        </section>
        <section class="part" aria-labelledby="kapan">
            <h2 id="kapan">{words!(lang, plan.days)}</h2>
            {days(&page.window, page, lang)}
        </section>
        {plan_variants::part(page, desk)}
        {plan_terms::part(page, desk)}
    }
}

fn commodity(chosen: &Chosen, desk: &Desk) -> impl IntoView + use<> {
    let lang = desk.lang;
    let link = desk.asked.link(&format!("/komoditas/{}", chosen.commodity));
    let price = rupiah_per(chosen.price, &chosen.unit, lang);
    let grounds = chosen.grounds.iter().map(|known| view! { <li>{ground(known, lang)}</li> }).collect_view();
    let supply = (!chosen.supply.is_empty()).then(|| {
        let lines = chosen.supply.clone();
        view! { <p class="plan-supply">{words!(lang, plan.supply)}</p><SupplyLines lines asked=desk.asked.clone() /> }
    });
    view! {
        <li>
            <h3><a href=link>{chosen.name.clone()}</a></h3>
            <p>{price}" ("<Day date=chosen.date lang />")"</p>
            <ul>{grounds}</ul>
            {supply}
        </li>
    }
}

fn places(page: &PlanPage, lang: Lang) -> impl IntoView + use<> {
    let (all, located) = page.districts;
    let approximate = page.markets.iter().any(|market| market.approximate);
    let note = words!(lang, plan.places_note, all = all, located = located);
    let market_note = approximate.then(|| format!(" {}", words!(lang, plan.markets_approximate)));
    let found = if page.markets.is_empty() {
        Either::Left(view! { <p>{words!(lang, plan.markets_none)}</p> })
    } else {
        Either::Right(markets(&page.markets, lang))
    };
    view! {
        <p>{words!(lang, plan.places_lead)}</p>
        {found}
        <p class="fine">{note}{market_note}</p>
    }
}

fn markets(markets: &[MarketStanding], lang: Lang) -> impl IntoView + use<> {
    let rows = markets
        .iter()
        .map(|market| {
            view! {
                <tr>
                    <th scope="row">{market.name.clone()}</th>
                    <td class="number" data-label=words!(lang, plan.excess)>{signed_percent(market.excess, lang)}</td>
                    <td class="number" data-label=words!(lang, plan.rests_on)>{market.commodities}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <table class="sheet cards">
            <caption>{words!(lang, plan.markets_caption)}</caption>
            <thead>
                <tr>
                    <th scope="col">{words!(lang, plan.market)}</th>
                    <th scope="col" class="number">{words!(lang, plan.excess)}</th>
                    <th scope="col" class="number">{words!(lang, plan.rests_on)}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
}

fn days(window: &Window, page: &PlanPage, lang: Lang) -> impl IntoView + use<> {
    let from = date_long(page.from, lang);
    let lead = words!(lang, plan.days_lead, date = from, days = page.assumptions.lead);
    let span = match (window.days.first(), window.days.last()) {
        (Some(first), Some(last)) => words!(
            lang,
            plan.days_span,
            count = window.days.len(),
            first = date_long(*first, lang),
            last = date_long(*last, lang)
        ),
        _ => words!(lang, plan.days_none).to_owned(),
    };
    let before = match &window.before {
        Some(known) => words!(lang, plan.before, peak = peak(known, lang)),
        None => words!(lang, plan.before_none).to_owned(),
    };
    let missed = (!window.missed.is_empty()).then(|| {
        let rows = window.missed.iter().map(|missed| view! { <li>{peak(missed, lang)}</li> }).collect_view();
        view! { <p>{words!(lang, plan.missed)}</p><ul>{rows}</ul> }
    });
    view! {
        <p>{lead}" "{span}</p>
        <p>{before}</p>
        {missed}
    }
}

#[cfg(test)]
mod tests {
    use crate::harness::office_page;
    use crate::harness::samples::{calm_plan, office, plan};
    use lumbung_data::model::Role;
    use lumbung_data::model::office::{Office, OfficePage};

    fn officer(page: lumbung_data::model::plan::PlanPage) -> Office {
        office(Some(Role::Officer), OfficePage::Plan(Box::new(page)))
    }

    #[tokio::test]
    async fn a_plan_tells_its_reasons_its_figures_and_what_it_assumes() {
        let shown = office_page(officer(plan()), "/intervensi/rencana").await;
        for text in [
            "Usulan, bukan perintah",
            "Lonjakan harga, Siaga sejak 12 Desember 2025: 39,3% di atas median empat pekan",
            "Pasar Kosambi",
            "Kecamatan Antapani",
            "100 kg",
            "2,5%",
            "sebelum puncak harga cabai rawit merah yang diperkirakan 2 Januari 2026",
            "KAD berlaku sampai 31 Desember 2026",
            r#"name="anggaran""#,
            r#"name="batas_cabai-rawit""#,
            "Rp1.000.000",
            "anggapan tanpa sumber",
        ] {
            assert!(shown.has(text), "{text}: {}", shown.html);
        }
        // A variant with sites can become drafts, one without cannot.
        assert_eq!(shown.html.matches(r#"name="varian""#).count(), 2);
        assert_eq!(shown.html.matches("Jadikan draf").count(), 2);
    }

    #[tokio::test]
    async fn a_calm_city_is_told_that_nothing_is_proposed() {
        let shown = office_page(officer(calm_plan()), "/intervensi/rencana").await;
        assert!(shown.has("Tidak ada usulan") && !shown.has("<table") && !shown.has("Jadikan draf"));
    }
}
