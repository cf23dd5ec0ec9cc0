//! What may become of a price, in words and figures.

use crate::components::Day;
use crate::i18n::words;
use leptos::prelude::*;
use lumbung_data::model::outlook::{ChanceWord, Horizon, Outlook, Proof};
use lumbung_data::model::{Lang, date_short, rupiah, rupiah_per, whole_percent};

/// The chance of a surge and the range of the price for each horizon, with how good
/// such sayings were.
#[component]
pub(crate) fn OutlookTable(
    outlook: Outlook,
    unit: String,
    /// Where the method is told.
    method: String,
    lang: Lang,
) -> impl IntoView {
    let lead = lead(&outlook, lang);
    let proof = outlook.proof.as_ref().map(|proof| proof_line(proof, lang));
    let rows = outlook.horizons.iter().map(|horizon| row(horizon, &unit, lang)).collect_view();
    let title = words!(lang, outlook.title, date = date_short(outlook.date, lang));
    view! {
        <section class="part" aria-labelledby="prospek">
            <h2 id="prospek">{title}</h2>
            <p>{lead}</p>
            <table class="sheet cards">
                <caption class="unseen">{words!(lang, outlook.caption)}</caption>
                <thead>
                    <tr>
                        <th scope="col">{words!(lang, outlook.until)}</th>
                        <th scope="col" class="number">{words!(lang, outlook.chance)}</th>
                        <th scope="col" class="number">{words!(lang, outlook.middle)}</th>
                        <th scope="col" class="number">{words!(lang, outlook.range)}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
            <p class="age">{proof}" "<a href=method>{words!(lang, outlook.method)}</a></p>
        </section>
    }
}

fn lead(outlook: &Outlook, lang: Lang) -> Option<String> {
    let horizon = outlook.horizons.get(1)?;
    let (chance, days) = (whole_percent(horizon.chance), horizon.days);
    let told = if outlook.surging {
        words!(lang, outlook.another, chance = chance, days = days)
    } else {
        words!(lang, outlook.lead, chance = chance, days = days)
    };
    let Some(standing) = outlook.standing else { return Some(format!("{told}.")) };
    let usual = whole_percent(standing.usual);
    let word = match standing.word {
        ChanceWord::Lower => words!(lang, outlook.lower, usual = usual),
        ChanceWord::Usual => words!(lang, outlook.usual, usual = usual),
        ChanceWord::Higher => words!(lang, outlook.higher, usual = usual),
        ChanceWord::High => words!(lang, outlook.high, usual = usual),
    };
    Some(format!("{told}, {word}."))
}

fn row(horizon: &Horizon, unit: &str, lang: Lang) -> impl IntoView + use<> {
    let [low, middle, high] = horizon.price.map(|price| (price / 50.0).round() * 50.0);
    let days = words!(lang, outlook.days, days = horizon.days);
    view! {
        <tr>
            <th scope="row"><Day date=horizon.until lang />" "<span class="sheet-day">{days}</span></th>
            <td class="number" data-label=words!(lang, outlook.chance)>{whole_percent(horizon.chance)}</td>
            <td class="number" data-label=words!(lang, outlook.middle)>{rupiah_per(middle, unit, lang)}</td>
            <td class="number" data-label=words!(lang, outlook.range)>
                {format!("{}–{}", rupiah(low, lang), rupiah(high, lang).trim_start_matches("Rp"))}
            </td>
        </tr>
    }
}

fn proof_line(proof: &Proof, lang: Lang) -> String {
    let (from, to) = (date_short(proof.from, lang), date_short(proof.to, lang));
    let covered = words!(lang, outlook.covered, from = from, to = to, share = whole_percent(proof.covered));
    let better = match proof.better {
        Some(skill) => words!(lang, outlook.better, share = whole_percent(skill)),
        None => words!(lang, outlook.unproven).to_owned(),
    };
    format!("{covered} {better}")
}
