//! Where a commodity comes from, and how its price passes from there to the city.

use crate::asked::Asked;
use crate::components::{Day, Panels};
use crate::i18n::words;
use crate::wording::{self, passing};
use leptos::either::Either;
use leptos::prelude::*;
use lumbung_data::model::figure::Figures;
use lumbung_data::model::origin::{Dependence, Origin, OriginPrice, Origins};
use lumbung_data::model::{
    Frequency, Lang, PriceLevel, SourceId, date_long, decapitalised, percent, rupiah_per, signed_percent, whole_percent,
};

/// The supplying regions with their prices beside the city's, and what is not known;
/// nothing where the profile knows of none at all.
#[component]
pub(crate) fn OriginList(
    origins: Origins,
    /// Their prices drawn over the city's.
    #[prop(optional_no_strip)]
    leads: Option<Figures>,
    commodity: String,
    city: String,
    lang: Lang,
) -> impl IntoView {
    let name = decapitalised(&commodity);
    let dependence = origins.dependence.as_ref().map(|said| view! { <p>{dependence(said, &city, lang)}</p> });
    let regions = match &origins.regions[..] {
        [] => Either::Left(view! { <p>{words!(lang, origins.none, commodity = name)}</p> }),
        regions => Either::Right(table(regions, &name, &city, lang)),
    };
    let told = origins.regions.iter().map(|region| about(region, &city, lang)).collect_view();
    let unspecified = (!origins.unspecified.is_empty()).then(|| {
        let names: Vec<&str> = origins.unspecified.iter().map(|region| region.name.as_str()).collect();
        let mut sources: Vec<&str> = origins.unspecified.iter().map(|region| region.source.as_str()).collect();
        sources.dedup();
        let told = words!(lang, origins.unspecified, regions = all(&names, lang), city = city.as_str());
        let source = words!(lang, origins.source, source = sources.join("; "));
        view! { <p class="fine">{told}" "{source}"."</p> }
    });
    (origins != Origins::default()).then(|| {
        view! {
            <section class="part origins" aria-labelledby="asal">
                <h2 id="asal">{words!(lang, origins.title)}</h2>
                {dependence}
                {regions}
                {told}
                {leads.map(|figures| view! { <Panels figures /> })}
                {unspecified}
            </section>
        }
    })
}

fn dependence(said: &Dependence, city: &str, lang: Lang) -> String {
    let (share, date) = (whole_percent(said.share), date_long(said.date, lang));
    words!(lang, origins.dependence, share = share, city = city, source = said.source.as_str(), date = date)
}

fn table(regions: &[Origin], commodity: &str, city: &str, lang: Lang) -> impl IntoView + use<> {
    let here = words!(lang, origins.here, city = city);
    let rows = regions.iter().map(|region| row(region, &here, lang)).collect_view();
    view! {
        <table class="sheet cards">
            <caption class="unseen">{words!(lang, origins.caption, commodity = commodity, city = city)}</caption>
            <thead>
                <tr>
                    <th scope="col">{words!(lang, origins.region)}</th>
                    <th scope="col" class="number">{words!(lang, origins.share)}</th>
                    <th scope="col" class="number">{words!(lang, origins.there)}</th>
                    <th scope="col" class="number">{here}</th>
                    <th scope="col" class="number">{words!(lang, origins.spread)}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
}

fn row(origin: &Origin, here: &str, lang: Lang) -> impl IntoView + use<> {
    let share =
        origin.share.map_or_else(|| words!(lang, origins.share_unknown).to_owned(), |share| percent(share, lang));
    let there = match &origin.price {
        Some(price) => Either::Left(there(price, lang)),
        None => Either::Right(words!(lang, origins.no_price, region = origin.name.as_str())),
    };
    let beside = origin.price.as_ref().map(|price| beside(price, lang));
    let spread = origin.price.as_ref().map(|price| spread(price, lang));
    let page = Asked::here().link(&wording::place_path(&origin.region));
    view! {
        <tr>
            <th scope="row"><a href=page>{origin.name.clone()}</a></th>
            <td class="number" data-label=words!(lang, origins.share)>{share}</td>
            <td class="number" data-label=words!(lang, origins.there)>{there}</td>
            <td class="number" data-label=here.to_owned()>{beside.map_or(Either::Right("–"), Either::Left)}</td>
            <td class="number" data-label=words!(lang, origins.spread)>{spread.map_or(Either::Right("–"), Either::Left)}</td>
        </tr>
    }
}

/// The city's price beside a region's.
pub(crate) fn beside(price: &OriginPrice, lang: Lang) -> impl IntoView + use<> {
    match &price.beside {
        Some(beside) => Either::Left(figure(beside.price, &price.unit, kind(beside.level, &beside.source, lang), lang)),
        None => Either::Right(words!(lang, origins.no_beside)),
    }
}

/// What the city's price is above a region's, and what it usually is.
pub(crate) fn spread(price: &OriginPrice, lang: Lang) -> impl IntoView + use<> {
    let told = price.beside.as_ref().map(|beside| {
        let usual = beside.usual.map(|usual| words!(lang, origins.usual, share = signed_percent(usual, lang)));
        let rupiah = rupiah_per(beside.rupiah.abs(), &price.unit, lang);
        let sign = if beside.rupiah < 0.0 { "−" } else { "+" };
        let told = format!("{sign}{rupiah} ({})", signed_percent(beside.share, lang));
        view! { <span>{told}" "<span class="sheet-day">{usual}</span></span> }
    });
    told.map_or(Either::Right("–"), Either::Left)
}

/// A region's price with its day, and how often it is reported where that is not daily.
pub(crate) fn there(price: &OriginPrice, lang: Lang) -> impl IntoView + use<> {
    let often = match price.frequency {
        Frequency::Daily => None,
        Frequency::Weekly => Some(words!(lang, origins.weekly)),
        Frequency::Monthly => Some(words!(lang, origins.monthly)),
    };
    let often = often.map_or_else(String::new, |often| format!(", {often}"));
    let kind = format!("{}{often}", kind(price.level, &price.source, lang));
    view! {
        <span>
            {figure(price.price, &price.unit, kind, lang)}" "
            <span class="sheet-day"><Day date=price.date lang /></span>
        </span>
    }
}

fn figure(price: f64, unit: &str, kind: String, lang: Lang) -> impl IntoView + use<> {
    view! { <span>{rupiah_per(price, unit, lang)}" "<span class="sheet-day">{kind}</span></span> }
}

/// Who pays, and whose figure it is.
fn kind(level: PriceLevel, source: &SourceId, lang: Lang) -> String {
    format!("{}, {}", passing::level(level, lang), wording::source(source, lang))
}

/// What is said of a region's price, where it has one, and who says that it sends the
/// commodity.
fn about(origin: &Origin, city: &str, lang: Lang) -> impl IntoView + use<> {
    let told = origin.price.as_ref().map(|price| {
        let (told, figures) = passing::told(price, &origin.name, city, lang);
        view! { <p>{told}" "<span class="fine">{figures}</span></p> }
    });
    let source = words!(lang, origins.source, source = origin.source.as_str());
    view! {
        {told}
        <p class="fine">{origin.name.clone()}": "{decapitalised(&origin.basis)}". "{source}"."</p>
    }
}

/// Names in one list: `A, B dan C`.
fn all(names: &[&str], lang: Lang) -> String {
    match names {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [first @ .., last] => format!("{}{}{last}", first.join(", "), lang.pick(" dan ", " and ")),
    }
}
