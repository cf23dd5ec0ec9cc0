//! Days to the next feast, and what prices usually did before it.

use crate::asked::Asked;
use crate::components::ShareFigure;
use crate::i18n::words;
use crate::wording::signed_rough_percent;
use leptos::either::{Either, EitherOf3};
use leptos::prelude::*;
use lumbung_data::model::feast::{FeastBlock, FeastMove, Upcoming};
use lumbung_data::model::{Lang, date_long};

/// The block on the board.
#[component]
pub(crate) fn FeastPart<'a>(block: &'a FeastBlock, asked: &'a Asked) -> impl IntoView + use<> {
    let lang = asked.lang;
    let feast = block.next.name.as_str();
    let later = (!block.later.is_empty()).then(|| {
        let told = block.later.iter().map(|later| later_in(later, lang)).collect::<Vec<_>>().join("; ");
        view! { <p class="fine">{words!(lang, feast.later)}" "{told}"."</p> }
    });
    let years = (!block.moves.is_empty()).then(|| table(block, lang));
    view! {
        <section class="part feast" aria-labelledby="hbkn">
            <h2 id="hbkn">{words!(lang, feast.title, feast = feast)}</h2>
            <p>{ahead(&block.next, lang)}</p>
            <FeastMoves block asked />
            {years}
            {later}
        </section>
    }
}

/// What usually moved, with the drawings of the first ones.
#[component]
pub(crate) fn FeastMoves<'a>(block: &'a FeastBlock, asked: &'a Asked) -> impl IntoView + use<> {
    let lang = asked.lang;
    let feast = block.next.name.as_str();
    match (&block.moves[..], block.known) {
        ([], 0) => {
            EitherOf3::A(view! { <p>{words!(lang, feast.too_few, feast = feast, years = block.least_years)}</p> })
        }
        ([], known) => EitherOf3::B(view! { <p>{words!(lang, feast.none, known = known)}</p> }),
        (moves, _) => {
            let items = moves.iter().map(|found| view! { <li>{told(found, asked)}</li> }).collect_view();
            let drawings = moves.iter().filter_map(|found| {
                let drawing = found.drawing.clone()?;
                let name = found.name.clone();
                Some(view! {
                    <figure>
                        <figcaption><strong>{name}</strong>" "<span class="fine">{words!(lang, feast.drawing)}</span></figcaption>
                        <div inner_html=drawing></div>
                    </figure>
                })
            });
            EitherOf3::C(view! {
                <div class="feast-body">
                    <div>
                        <p>{words!(lang, feast.lead, feast = feast)}</p>
                        <ul class="feast-moves">{items}</ul>
                    </div>
                    <div class="feast-drawings">{drawings.collect_view()}</div>
                </div>
            })
        }
    }
}

/// How far ahead a feast is: `Natal 26 hari lagi, 25 Desember 2026.`
pub(crate) fn ahead(next: &Upcoming, lang: Lang) -> String {
    let (feast, date) = (next.name.as_str(), date_long(next.date, lang));
    let told = match next.days {
        0 => words!(lang, feast.today, feast = feast, date = date),
        1 => words!(lang, feast.tomorrow, feast = feast, date = date),
        days => words!(lang, feast.ahead, feast = feast, days = days, date = date),
    };
    if next.tentative { format!("{told} {}", words!(lang, feast.tentative)) } else { told }
}

fn later_in(later: &Upcoming, lang: Lang) -> String {
    words!(lang, feast.later_one, feast = later.name.as_str(), days = later.days)
}

fn told(found: &FeastMove, asked: &Asked) -> impl IntoView + use<> {
    let lang = asked.lang;
    let (count, years) = (found.count, found.years.len());
    let moved = if found.rises {
        words!(lang, feast.rises, count = count, years = years)
    } else {
        words!(lang, feast.falls, count = count, years = years)
    };
    let share = |share| signed_rough_percent(share, lang);
    let (low, high) = found.range();
    let spread = words!(lang, feast.spread, median = share(found.median), low = share(low), high = share(high));
    let href = asked.link(&format!("/komoditas/{}", found.id));
    view! { <a href=href>{found.name.clone()}</a>" "{moved}" "<span class="fine">{spread}</span> }
}

/// Each year of each commodity.
fn table(block: &FeastBlock, lang: Lang) -> impl IntoView + use<> {
    let mut years: Vec<i32> = block.moves.iter().flat_map(|found| found.years.iter().map(|(year, _)| *year)).collect();
    years.sort_unstable();
    years.dedup();
    let heads = years.iter().map(|year| view! { <th scope="col" class="number">{*year}</th> }).collect_view();
    let rows = block
        .moves
        .iter()
        .map(|found| {
            let cells = years
                .iter()
                .map(|year| {
                    let share = found.years.iter().find(|(known, _)| known == year).map(|(_, share)| *share);
                    let figure = match share {
                        Some(share) => Either::Left(view! { <ShareFigure share=Some(share) lang /> }),
                        None => Either::Right("–"),
                    };
                    view! { <td class="number" data-label=year.to_string()>{figure}</td> }
                })
                .collect_view();
            view! {
                <tr>
                    <th scope="row">{found.name.clone()}</th>
                    {cells}
                    <td class="number" data-label=words!(lang, feast.median)><ShareFigure share=Some(found.median) lang /></td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <details class="more">
            <summary>{words!(lang, feast.table)}</summary>
            <table class="sheet cards">
                <caption>{words!(lang, feast.caption, feast = block.next.name.as_str())}</caption>
                <thead>
                    <tr>
                        <th scope="col">{words!(lang, feast.commodity)}</th>
                        {heads}
                        <th scope="col" class="number">{words!(lang, feast.median)}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
            <p class="fine">{words!(lang, feast.explained)}</p>
        </details>
    }
}
