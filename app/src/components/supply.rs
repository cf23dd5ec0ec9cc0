//! Where a commodity may come from now: price, spread and agreement, a line a region.

use crate::asked::Asked;
use crate::components::Day;
use crate::i18n::words;
use crate::wording;
use leptos::either::Either;
use leptos::prelude::*;
use lumbung_data::model::agreement::{AgreementNote, Standing, SupplyLine};
use lumbung_data::model::{Lang, date_long, percent, rupiah_per};

/// The lines as a list; nothing without any.
#[component]
pub(crate) fn SupplyLines(lines: Vec<SupplyLine>, asked: Asked) -> impl IntoView {
    (!lines.is_empty()).then(|| {
        let lines = lines.into_iter().map(|line| told(line, &asked)).collect_view();
        view! { <ul class="supply-lines">{lines}</ul> }
    })
}

/// The same under a heading of its own.
#[component]
pub(crate) fn SupplyPart(lines: Vec<SupplyLine>, asked: Asked) -> impl IntoView {
    (!lines.is_empty()).then(|| {
        let lang = asked.lang;
        view! {
            <section class="part" aria-labelledby="pasokan">
                <h2 id="pasokan">{words!(lang, agreement.supply)}</h2>
                <SupplyLines lines asked />
            </section>
        }
    })
}

/// The regions that an agreement in force binds, on the page of a commodity.
#[component]
pub(crate) fn Agreed(lines: Vec<SupplyLine>, asked: Asked) -> impl IntoView {
    (!lines.is_empty()).then(|| {
        let lang = asked.lang;
        view! {
            <section class="part" aria-labelledby="kad">
                <h2 id="kad">{words!(lang, agreement.agreed)}</h2>
                <SupplyLines lines asked />
            </section>
        }
    })
}

/// `Kabupaten Garut: Rp62.000/kg (19 Des 2025), harga kota 12,0% di atasnya; KAD berlaku s.d. …`.
fn told(line: SupplyLine, asked: &Asked) -> impl IntoView + use<> {
    let lang = asked.lang;
    let page = asked.link(&wording::place_path(&line.region));
    let price = match line.price {
        Some((price, unit, date)) => {
            let spread = line.spread.map(|(rupiah, share)| spread(rupiah, share, &unit, lang));
            Either::Left(view! {
                {rupiah_per(price, &unit, lang)}" ("<Day date lang />")"{spread.map(|told| format!(", {told}"))}
            })
        }
        None => Either::Right(words!(lang, agreement.no_price)),
    };
    let delay = line.delay.map(|weeks| format!("; {}", words!(lang, agreement.delay, weeks = weeks)));
    let agreement = match line.agreement {
        Some(note) => Either::Left(agreement(note, asked)),
        None => Either::Right(words!(lang, agreement.none_in_force)),
    };
    view! { <li><a href=page>{line.name}</a>": "{price}{delay}"; "{agreement}"."</li> }
}

fn spread(rupiah: f64, share: f64, unit: &str, lang: Lang) -> String {
    let (amount, share) = (rupiah_per(rupiah.abs(), unit, lang), percent(share.abs(), lang));
    if rupiah >= 0.0 {
        words!(lang, agreement.city_above, amount = amount, share = share)
    } else {
        words!(lang, agreement.city_below, amount = amount, share = share)
    }
}

fn agreement(note: AgreementNote, asked: &Asked) -> impl IntoView + use<> {
    let lang = asked.lang;
    let link = asked.link(&format!("/kad/{}", note.id));
    let text = words!(lang, agreement.until_day, date = date_long(note.until, lang));
    let soon = match note.standing {
        Standing::EndsSoon(left) => Some(format!(" ({})", words!(lang, agreement.days_left, days = left))),
        _ => None,
    };
    view! { <a href=link>{text}</a>{soon} }
}

/// Where in its time an agreement is.
#[component]
pub(crate) fn StandingBadge(standing: Standing, lang: Lang) -> impl IntoView {
    let text = match standing {
        Standing::Prepared => words!(lang, agreement.prepared).to_owned(),
        Standing::Coming => words!(lang, agreement.coming).to_owned(),
        Standing::InForce => words!(lang, agreement.in_force).to_owned(),
        Standing::EndsSoon(left) => words!(lang, agreement.ends_soon, days = left),
        Standing::Expired => words!(lang, agreement.expired).to_owned(),
        Standing::Ended => words!(lang, agreement.ended).to_owned(),
    };
    let class = if matches!(standing, Standing::EndsSoon(_)) { "mark mark-soon" } else { "mark" };
    view! { <span class=class>{text}</span> }
}
