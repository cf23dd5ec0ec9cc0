//! The parts of a sheet beside its tables.

use crate::i18n::words;
use crate::wording::decimal;
use leptos::prelude::*;
use leptos::tachys::html::InertElement;
use lumbung_data::model::sheet::{MarketSpread, Sheet, SheetIntervention, SheetStock, SheetSupply};
use lumbung_data::model::{Lang, date_long, date_short, decapitalised, percent, rupiah, rupiah_per};

/// Supplying regions that are told.
const SUPPLIES: usize = 4;
/// Commodities of a region that are named.
const SENT: usize = 3;
/// Stocks that are told.
const STOCKS: usize = 3;
/// Markets' spreads that are told.
const SPREADS: usize = 3;

/// The three lines.
pub(super) fn summary(sheet: &Sheet, lang: Lang) -> impl IntoView + use<> {
    let lines = sheet.summary.lines().map(|line| view! { <li>{line.get(lang).to_owned()}</li> });
    view! {
        <section class="week-summary" aria-labelledby="pekan-ringkasan">
            <h2 id="pekan-ringkasan">{words!(lang, sheet.summary)}</h2>
            <ul>{lines.into_iter().collect_view()}</ul>
        </section>
    }
}

/// The charts beside one another.
pub(super) fn charts(sheet: &Sheet, drawings: &[String], lang: Lang) -> impl IntoView + use<> {
    let figures: Vec<_> = sheet
        .charts
        .iter()
        .zip(drawings)
        .filter(|(_, drawing)| !drawing.is_empty())
        .map(|(chart, drawing)| {
            let level = chart.level.map(|level| format!(" · {}", level.word()));
            view! {
                <figure class="week-panel">
                    <figcaption>
                        <strong>{chart.name.get(lang).to_owned()}</strong>
                        {level}
                        <span>{chart.note.get(lang).to_owned()}</span>
                    </figcaption>
                    {InertElement::new(drawing.clone())}
                </figure>
            }
        })
        .collect();
    (!figures.is_empty()).then(|| {
        view! {
            <section class="week-part" aria-labelledby="pekan-grafik">
                <h2 id="pekan-grafik">{words!(lang, sheet.charts)}</h2>
                <div class="week-panels">{figures}</div>
                <p class="week-fine">{words!(lang, sheet.charts_note)}</p>
            </section>
        }
    })
}

/// Official figures, markets, supply, feast and interventions, in columns.
pub(super) fn beside(sheet: &Sheet, lang: Lang) -> impl IntoView + use<> {
    let official: Vec<String> = [
        sheet.indicator.as_ref().map(|figure| figure.sentence.get(lang).to_owned()),
        sheet.inflation.as_ref().map(|figure| figure.sentence.get(lang).to_owned()),
        sheet.basket.as_ref().map(|figure| figure.sentence.get(lang).to_owned()),
    ]
    .into_iter()
    .flatten()
    .collect();
    let spreads = sheet.spreads.iter().take(SPREADS).map(|one| spread(one, lang)).collect();
    let supplies = sheet.supplies.iter().take(SUPPLIES).map(|one| supply(one, lang));
    let stocks = sheet.stocks.iter().take(STOCKS).map(|one| stock(one, lang));
    let feast = sheet.feast.iter().map(|feast| feast.sentence.get(lang).to_owned()).collect();
    let interventions = sheet.interventions.iter().map(|one| intervention(one, lang)).collect();
    let parts = [
        ("pekan-angka", words!(lang, sheet.official), official),
        ("pekan-pasar", words!(lang, sheet.spreads), spreads),
        ("pekan-pasokan", words!(lang, sheet.supply), supplies.chain(stocks).collect()),
        ("pekan-hbkn", words!(lang, sheet.feast), feast),
        ("pekan-intervensi", words!(lang, sheet.interventions), interventions),
    ];
    let parts: Vec<_> = parts
        .into_iter()
        .filter(|(.., lines): &(_, _, Vec<String>)| !lines.is_empty())
        .map(|(id, title, lines)| {
            let lines = lines.into_iter().map(|line| view! { <li>{line}</li> }).collect_view();
            view! {
                <section aria-labelledby=id>
                    <h2 id=id>{title}</h2>
                    <ul>{lines}</ul>
                </section>
            }
        })
        .collect();
    view! { <div class="week-beside">{parts}</div> }
}

fn spread(one: &MarketSpread, lang: Lang) -> String {
    let price = |(_, price): &(String, f64)| rupiah(*price, lang);
    words!(
        lang,
        sheet.spread,
        name = one.name.get(lang),
        cheapest = one.cheapest.0.as_str(),
        low = price(&one.cheapest),
        dearest = one.dearest.0.as_str(),
        high = rupiah_per(one.dearest.1, &one.unit, lang),
        share = percent(one.disparity, lang)
    )
}

fn supply(one: &SheetSupply, lang: Lang) -> String {
    if let Some(note) = &one.note {
        return format!("{}: {}.", one.name, note.get(lang));
    }
    let sends: Vec<String> = one.sends.iter().take(SENT).map(|name| decapitalised(name.get(lang))).collect();
    if sends.is_empty() {
        words!(lang, sheet.sends_unknown, region = one.name.as_str())
    } else {
        let names = sends.join(", ");
        let rest = one.sends.len() - sends.len();
        let names = if rest == 0 { names } else { words!(lang, sheet.and_more, names = names, count = rest) };
        words!(lang, sheet.sends, region = one.name.as_str(), names = names)
    }
}

fn stock(one: &SheetStock, lang: Lang) -> String {
    let (name, date) = (decapitalised(one.name.get(lang)), date_short(one.date, lang));
    let Some(days) = one.days else {
        return words!(lang, sheet.stock_unknown, name = name, place = one.place.as_str(), date = date);
    };
    let days = decimal(days, 1, lang);
    words!(lang, sheet.stock, name = name, place = one.place.as_str(), days = days, date = date)
}

fn intervention(one: &SheetIntervention, lang: Lang) -> String {
    let from = date_long(one.from, lang);
    let span = one.until.map_or_else(|| from.clone(), |until| format!("{from} – {}", date_long(until, lang)));
    let state = if one.done { words!(lang, sheet.done) } else { words!(lang, sheet.planned) };
    let effect = one.effect.as_ref().map(|effect| format!(" {}", effect.get(lang))).unwrap_or_default();
    format!("{} ({span}; {state}).{effect}", one.what.get(lang))
}

/// What became of what the sheet before said.
pub(super) fn reckoning(sheet: &Sheet, lang: Lang) -> impl IntoView + use<> {
    sheet.reckoning.as_ref().map(|reckoning| {
        let outcomes = reckoning
            .proposals
            .iter()
            .map(|one| {
                let (decision, outcome) = (one.decision.get(lang).to_owned(), one.outcome.get(lang).to_owned());
                view! { <li>{decision}" "<span class="week-fine">{outcome}</span></li> }
            })
            .collect_view();
        view! {
            <section class="week-part" aria-labelledby="pekan-sebelumnya">
                <h2 id="pekan-sebelumnya">{words!(lang, sheet.reckoning, week = reckoning.week.label(lang))}</h2>
                <p>{reckoning.sentence.get(lang).to_owned()}</p>
                <ul>{outcomes}</ul>
            </section>
        }
    })
}

/// How good the data are.
pub(super) fn quality(sheet: &Sheet, lang: Lang) -> impl IntoView + use<> {
    let sources: Vec<String> = sheet.sources.iter().map(|source| crate::wording::source(source, lang)).collect();
    let sources =
        (!sources.is_empty()).then(|| view! { <li>{words!(lang, sheet.sources, sources = sources.join(", "))}</li> });
    let lines = sheet.quality.lines.iter().map(|line| view! { <li>{line.get(lang).to_owned()}</li> }).collect_view();
    view! {
        <section class="week-quality" aria-labelledby="pekan-mutu">
            <h2 id="pekan-mutu">{words!(lang, sheet.quality)}</h2>
            <ul>{lines}{sources}</ul>
        </section>
    }
}

/// Version, methods and the way to the page.
pub(super) fn foot(sheet: &Sheet, code: Option<&(usize, String)>, lang: Lang) -> impl IntoView + use<> {
    let square = code.map(|(size, path)| {
        let size = size.to_string();
        view! {
            <svg class="week-code" viewBox=format!("0 0 {size} {size}") role="img" aria-label=words!(lang, sheet.code)>
                <path class="week-code-ground" d=format!("M0 0h{size}v{size}H0z") />
                <path class="week-code-dark" d=path.clone() />
            </svg>
        }
    });
    let page = sheet.page.clone().map(|page| {
        let text = page.clone();
        view! { <p><a href=page>{text}</a></p> }
    });
    let method = sheet.method.clone().map(|method| {
        let text = method.clone();
        view! { <p>{words!(lang, sheet.method)}" "<a href=method>{text}</a></p> }
    });
    let made = crate::wording::office::moment(sheet.made_at, lang);
    let made = words!(lang, sheet.made, moment = made, version = sheet.version, program = sheet.program.as_str());
    view! {
        <footer class="week-foot">
            {square}
            <div>
                <p>{made}</p>
                {page}
                {method}
                <p>{words!(lang, sheet.rules)}</p>
            </div>
        </footer>
    }
}
