//! How warnings and outlook are made, and how good they have been.

use crate::asked::Asked;
use crate::components::{Frame, Room};
use crate::i18n::words;
use crate::reader::reader;
use crate::wording::decimal;
use leptos::either::Either;
use leptos::prelude::*;
use leptos::tachys::html::InertElement;
use lumbung_data::model::outlook::MethodScore;
use lumbung_data::model::score::{Figures, Measured};
use lumbung_data::model::{Lang, date_long, whole_percent};

/// The page of methods.
#[component]
pub(crate) fn MethodPage() -> impl IntoView {
    let asked = Asked::here();
    page(asked)
}

fn page(asked: Asked) -> InertElement {
    let lang = asked.lang;
    let page = reader().method(lang);
    let record = match page.judged {
        Some(judged) => Either::Left(record(&judged, lang)),
        None => Either::Right(view! { <p class="plain-line">{words!(lang, method.not_yet)}</p> }),
    };
    let content = view! {
        <div class="page-head">
            <h1>{words!(lang, method.title)}</h1>
            <p class="page-day">{words!(lang, method.lead)}</p>
        </div>
        {kinds(lang)}
        {record}
        {card(lang)}
    };
    let title = words!(lang, method.title).to_owned();
    Frame { asked, standing: page.standing, title, room: Room::Method, at: None }.around(content)
}

/// What each kind of warning means.
fn kinds(lang: Lang) -> impl IntoView + use<> {
    let kinds = [
        (words!(lang, kind.surge), words!(lang, method.surge)),
        (words!(lang, kind.early), words!(lang, method.early)),
        (words!(lang, kind.creep), words!(lang, method.creep)),
        (words!(lang, kind.supply), words!(lang, method.supply)),
        (words!(lang, kind.spread), words!(lang, method.spread)),
        (words!(lang, kind.reference), words!(lang, method.reference)),
        (words!(lang, kind.no_data), words!(lang, method.no_data)),
    ];
    let rows = kinds.into_iter().map(|(name, text)| view! { <div><dt>{name}</dt><dd>{text}</dd></div> });
    view! {
        <section class="part" aria-labelledby="jenis">
            <h2 id="jenis">{words!(lang, method.kinds)}</h2>
            <dl class="facts">{rows.collect_view()}</dl>
        </section>
    }
}

/// How good warnings and outlook would have been.
fn record(judged: &MethodScore, lang: Lang) -> impl IntoView + use<> {
    let (from, to) = (date_long(judged.from, lang), date_long(judged.to, lang));
    let all = &judged.score.all;
    let years = decimal(all.series_years, 1, lang);
    let span = words!(
        lang,
        method.span,
        from = from,
        to = to,
        series = all.series,
        years = years,
        surges = all.surges,
        version = judged.version
    );
    let of_commodities = judged.score.commodities.iter();
    let named: Vec<(String, &Figures)> = std::iter::once((words!(lang, method.all).to_owned(), all))
        .chain(of_commodities.map(|(id, figures)| (judged.names.get(id).cloned().unwrap_or_default(), figures)))
        .collect();
    let warnings = named.iter().map(|(name, figures)| warning_row(name, figures, lang)).collect_view();
    let outlook = named.iter().map(|(name, figures)| outlook_row(name, figures, lang)).collect_view();
    view! {
        <section class="part" aria-labelledby="rekam-jejak">
            <h2 id="rekam-jejak">{words!(lang, method.record)}</h2>
            <p>{span}</p>
            <table class="sheet cards">
                <caption>{words!(lang, method.warnings_caption)}</caption>
                <thead>
                    <tr>
                        <th scope="col">{words!(lang, method.commodity)}</th>
                        <th scope="col" class="number">{words!(lang, method.surges)}</th>
                        <th scope="col" class="number">{words!(lang, method.surge_found)}</th>
                        <th scope="col" class="number">{words!(lang, method.surge_wrong)}</th>
                        <th scope="col" class="number">{words!(lang, method.surge_ahead)}</th>
                        <th scope="col" class="number">{words!(lang, method.early_found)}</th>
                        <th scope="col" class="number">{words!(lang, method.early_wrong)}</th>
                    </tr>
                </thead>
                <tbody>{warnings}</tbody>
            </table>
            <table class="sheet cards">
                <caption>{words!(lang, method.outlook_caption)}</caption>
                <thead>
                    <tr>
                        <th scope="col">{words!(lang, method.commodity)}</th>
                        <th scope="col" class="number">{words!(lang, method.base)}</th>
                        <th scope="col" class="number">{words!(lang, method.precision)}</th>
                        <th scope="col" class="number">{words!(lang, method.brier)}</th>
                        <th scope="col" class="number">{words!(lang, method.pinball)}</th>
                        <th scope="col" class="number">{words!(lang, method.covered)}</th>
                    </tr>
                </thead>
                <tbody>{outlook}</tbody>
            </table>
        </section>
    }
}

fn warning_row(name: &str, figures: &Figures, lang: Lang) -> impl IntoView + use<> {
    let ahead = figures.surge.ahead.map_or_else(|| "–".to_owned(), |days| decimal(days, 0, lang));
    view! {
        <tr>
            <th scope="row">{name.to_owned()}</th>
            <td class="number" data-label=words!(lang, method.surges)>{figures.surges}</td>
            <td class="number" data-label=words!(lang, method.surge_found)>{share(figures.surge.found)}</td>
            <td class="number" data-label=words!(lang, method.surge_wrong)>{rate(figures.surge.wrong, lang)}</td>
            <td class="number" data-label=words!(lang, method.surge_ahead)>{ahead}</td>
            <td class="number" data-label=words!(lang, method.early_found)>{share(figures.early.found)}</td>
            <td class="number" data-label=words!(lang, method.early_wrong)>{rate(figures.early.wrong, lang)}</td>
        </tr>
    }
}

fn outlook_row(name: &str, figures: &Figures, lang: Lang) -> impl IntoView + use<> {
    let chances = figures.chances.get(&14);
    let prices = figures.prices.get(&14);
    let base = chances.map_or_else(|| "–".to_owned(), |chances| whole_percent(chances.base));
    view! {
        <tr>
            <th scope="row">{name.to_owned()}</th>
            <td class="number" data-label=words!(lang, method.base)>{base}</td>
            <td class="number" data-label=words!(lang, method.precision)>
                {rate(chances.and_then(|chances| chances.precision), lang)}
            </td>
            <td class="number" data-label=words!(lang, method.brier)>
                {rate(chances.and_then(|chances| chances.skill), lang)}
            </td>
            <td class="number" data-label=words!(lang, method.pinball)>
                {rate(prices.and_then(|prices| prices.skill), lang)}
            </td>
            <td class="number" data-label=words!(lang, method.covered)>
                {share(prices.and_then(|prices| prices.covered))}
            </td>
        </tr>
    }
}

/// A share with its interval: `31%` over `24–37`.
fn share(measured: Option<Measured>) -> impl IntoView + use<> {
    let of = |figure: f64| format!("{:.0}", figure * 100.0);
    figure(
        measured.map(|Measured { value, low, high }| (format!("{}%", of(value)), format!("{}–{}", of(low), of(high)))),
    )
}

/// A rate or a skill with its interval: `0,15` over `0,09–0,20`.
fn rate(measured: Option<Measured>, lang: Lang) -> impl IntoView + use<> {
    let of = |figure| decimal(figure, 2, lang);
    figure(measured.map(|Measured { value, low, high }| (of(value), format!("{}–{}", of(low), of(high)))))
}

fn figure(told: Option<(String, String)>) -> impl IntoView + use<> {
    match told {
        Some((value, interval)) => Either::Left(view! {
            <span>{value}" "<span class="sheet-day">{interval}</span></span>
        }),
        None => Either::Right("–"),
    }
}

/// What the outlook learns from, and where it is not good.
fn card(lang: Lang) -> impl IntoView + use<> {
    let facts = [
        (words!(lang, method.trained_head), words!(lang, method.trained)),
        (words!(lang, method.uses_head), words!(lang, method.uses)),
        (words!(lang, method.renewed_head), words!(lang, method.renewed)),
        (words!(lang, method.says_head), words!(lang, method.says)),
        (words!(lang, method.weak_head), words!(lang, method.weak)),
        (words!(lang, method.not_for_head), words!(lang, method.not_for)),
    ];
    let rows = facts.into_iter().map(|(name, text)| view! { <div><dt>{name}</dt><dd>{text}</dd></div> });
    view! {
        <section class="part" aria-labelledby="kartu-model">
            <h2 id="kartu-model">{words!(lang, method.card)}</h2>
            <dl class="facts">{rows.collect_view()}</dl>
        </section>
    }
}

#[cfg(test)]
mod tests {
    use crate::harness::{Shelf, get};

    #[tokio::test]
    async fn the_page_says_what_warnings_mean_and_how_good_they_were_with_their_intervals() {
        let page = get(Shelf::FULL, "/metode").await;
        assert_eq!(page.status, 200);
        assert!(page.has("Lonjakan") && page.has("Peringatan dini") && page.has("Semua komoditas"));
        assert!(
            page.has(">26–36</span>") && page.has(r#"0,15 <span class="sheet-day">0,10–0,20<"#) && page.has("90% ")
        );
        assert!(page.has("134 lonjakan") && page.has("versi data 7") && page.has("Cabai rawit merah"));
        assert!(page.has(r#"href="/metode" aria-current="page""#));
    }

    #[tokio::test]
    async fn before_the_score_is_computed_the_page_says_so() {
        let page = get(Shelf { filled: false, ..Shelf::FULL }, "/metode?lang=en").await;
        assert!(page.has("being computed") && !page.has("<table"));
    }
}
