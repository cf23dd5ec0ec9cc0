//! The variants of a plan side by side, each with its sites and the button that makes drafts
//! of them.

use super::Desk;
use crate::components::Day;
use crate::i18n::words;
use crate::wording::plan::{variant as name_of, variant_rule};
use leptos::prelude::*;
use lumbung_data::model::plan::{PlanPage, Sale, Site, Sold, Variant};
use lumbung_data::model::{Lang, date_short, percent, quantity, rupiah, rupiah_per, signed_percent, whole_km};

pub(super) fn part(page: &PlanPage, desk: &Desk) -> impl IntoView + use<> {
    let lang = desk.lang;
    let single = page.variants.iter().map(|variant| one(variant, page, desk)).collect_view();
    view! {
        <section class="part" aria-labelledby="varian">
            <h2 id="varian">{words!(lang, plan.variants)}</h2>
            <p>{words!(lang, plan.variants_lead, budget = rupiah(page.assumptions.budget, lang))}</p>
            {compared(page, lang)}
            {single}
        </section>
    }
}

/// A row a measure, a column a variant.
fn compared(page: &PlanPage, lang: Lang) -> impl IntoView + use<> {
    let budget = page.assumptions.budget;
    let row = |name: String, tell: &dyn Fn(&Variant) -> String| {
        let cells = page
            .variants
            .iter()
            .map(|variant| {
                let told = tell(variant);
                view! { <td class="number" data-label=name_of(variant.kind, lang)>{told}</td> }
            })
            .collect_view();
        view! { <tr><th scope="row">{name}</th>{cells}</tr> }
    };
    let word = |word: &'static str| word.to_owned();
    let goods = page
        .chosen
        .iter()
        .filter(|chosen| page.variants.iter().any(|variant| total(variant, &chosen.name).is_some()))
        .map(|chosen| row(chosen.name.clone(), &|variant| sold(total(variant, &chosen.name), lang)))
        .collect_view();
    let heads = page
        .variants
        .iter()
        .map(|variant| view! { <th scope="col" class="number">{name_of(variant.kind, lang)}</th> })
        .collect_view();
    view! {
        <table class="sheet cards">
            <caption>{words!(lang, plan.compared)}</caption>
            <thead><tr><th scope="col">{words!(lang, plan.measure)}</th>{heads}</tr></thead>
            <tbody>
                {row(word(words!(lang, plan.sites)), &|variant| variant.sites.len().to_string())}
                {row(word(words!(lang, plan.dates)), &|variant| span(variant, lang))}
                {goods}
                {row(word(words!(lang, plan.buyers)), &|variant| quantity(variant.buyers, lang))}
                {row(word(words!(lang, plan.cost)), &|variant| rupiah(variant.cost, lang))}
                {row(word(words!(lang, plan.left)), &|variant| rupiah((budget - variant.cost).max(0.0), lang))}
                {row(word(words!(lang, plan.late)), &|variant| variant.late.to_string())}
                {row(word(words!(lang, plan.unpaid)), &|variant| variant.unpaid.to_string())}
                {row(word(words!(lang, plan.scaled)), &|variant| percent(variant.scaled.unwrap_or(1.0), lang))}
            </tbody>
        </table>
    }
}

fn total<'a>(variant: &'a Variant, name: &str) -> Option<&'a Sold> {
    variant.totals.iter().find(|sold| sold.name == name)
}

fn sold(sold: Option<&Sold>, lang: Lang) -> String {
    let Some(sold) = sold else { return "–".to_owned() };
    let volume = format!("{} {}", quantity(sold.volume, lang), sold.unit);
    match sold.share {
        Some(share) => words!(lang, plan.volume_share, volume = volume, share = percent(share, lang)),
        None => volume,
    }
}

fn span(variant: &Variant, lang: Lang) -> String {
    match (variant.sites.first(), variant.sites.last()) {
        (Some(first), Some(last)) if first.date == last.date => date_short(first.date, lang),
        (Some(first), Some(last)) => format!("{} – {}", date_short(first.date, lang), date_short(last.date, lang)),
        _ => "–".to_owned(),
    }
}

/// A variant's rule, its button and its sites.
fn one(variant: &Variant, page: &PlanPage, desk: &Desk) -> impl IntoView + use<> {
    let lang = desk.lang;
    let name = name_of(variant.kind, lang);
    let drafts = (!variant.sites.is_empty()).then(|| draft(variant, page, desk));
    let sites = if variant.sites.is_empty() {
        leptos::either::Either::Left(view! { <p>{words!(lang, plan.no_sites)}</p> })
    } else {
        leptos::either::Either::Right(sites(variant, lang))
    };
    view! {
        <section class="plan-variant" aria-labelledby=format!("varian-{}", variant.kind.as_str())>
            <h3 id=format!("varian-{}", variant.kind.as_str())>{name}</h3>
            <p>{variant_rule(variant.kind, lang)}</p>
            {sites}
            {drafts}
        </section>
    }
}

fn draft(variant: &Variant, page: &PlanPage, desk: &Desk) -> impl IntoView + use<> {
    let lang = desk.lang;
    let hidden = page
        .query
        .iter()
        .map(|(key, value)| view! { <input type="hidden" name=key.clone() value=value.clone() /> })
        .collect_view();
    view! {
        <form method="post" action=desk.asked.link("/intervensi/rencana") class="one-button">
            {hidden}
            <input type="hidden" name="versi" value=page.version.to_string() />
            <input type="hidden" name="dari" value=page.from.to_string() />
            <input type="hidden" name="varian" value=variant.kind.as_str() />
            <button type="submit" class="button-plain">
                {words!(lang, plan.draft)}<span class="unseen">": "{name_of(variant.kind, lang)}</span>
            </button>
            <span class="fine">{words!(lang, plan.draft_note, count = variant.sites.len())}</span>
        </form>
    }
}

fn sites(variant: &Variant, lang: Lang) -> impl IntoView + use<> {
    let name = name_of(variant.kind, lang);
    let rows = variant.sites.iter().map(|known| site(known, lang)).collect_view();
    view! {
        <details class="more">
            <summary>{words!(lang, plan.show_sites, count = variant.sites.len())}</summary>
            <table class="sheet cards">
                <caption>{words!(lang, plan.sites_caption, variant = name)}</caption>
                <thead>
                    <tr>
                        <th scope="col">{words!(lang, plan.district)}</th>
                        <th scope="col">{words!(lang, plan.date)}</th>
                        <th scope="col">{words!(lang, plan.nearest)}</th>
                        <th scope="col">{words!(lang, plan.sales)}</th>
                        <th scope="col" class="number">{words!(lang, plan.buyers)}</th>
                        <th scope="col" class="number">{words!(lang, plan.cost)}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </details>
    }
}

fn site(site: &Site, lang: Lang) -> impl IntoView + use<> {
    let near = site.near.as_ref().map_or_else(
        || words!(lang, plan.nearest_unknown).to_owned(),
        |near| {
            let (km, excess) = (whole_or_tenth(near.km, lang), signed_percent(near.excess, lang));
            words!(lang, plan.nearest_told, name = near.name.as_str(), km = km, excess = excess)
        },
    );
    let sales = site.sales.iter().map(|known| view! { <li>{sale(known, lang)}</li> }).collect_view();
    view! {
        <tr>
            <th scope="row">{words!(lang, plan.district_name, name = site.name.as_str())}</th>
            <td data-label=words!(lang, plan.date)><Day date=site.date lang /></td>
            <td data-label=words!(lang, plan.nearest)>{near}</td>
            <td data-label=words!(lang, plan.sales)><ul class="plan-sales">{sales}</ul></td>
            <td class="number" data-label=words!(lang, plan.buyers)>{quantity(site.buyers, lang)}</td>
            <td class="number" data-label=words!(lang, plan.cost)>{rupiah(site.cost, lang)}</td>
        </tr>
    }
}

/// A way through a city: tenths of a kilometre up to ten of them.
fn whole_or_tenth(km: f64, lang: Lang) -> String {
    if km < 10.0 { quantity(km, lang) } else { whole_km(km, lang) }
}

/// `Cabai rawit merah 100 kg, Rp90.000/kg (pasar Rp100.000/kg), paling banyak 0,5 kg per
/// pembeli, 2,5% kebutuhan sepekan`.
fn sale(sale: &Sale, lang: Lang) -> String {
    let unit = sale.unit.as_str();
    let told = words!(
        lang,
        plan.sale,
        name = sale.name.as_str(),
        volume = format!("{} {unit}", quantity(sale.volume, lang)),
        selling = rupiah_per(sale.selling, unit, lang),
        price = rupiah_per(sale.price, unit, lang),
        limit = format!("{} {unit}", quantity(sale.per_buyer, lang))
    );
    match sale.share {
        Some(share) => format!("{told}; {}", words!(lang, plan.week_share, share = percent(share, lang))),
        None => told,
    }
}
