//! The tables of a sheet: the foremost commodities, all of them, and the proposals.

use crate::components::Badge;
use crate::i18n::words;
use crate::wording::change_class;
use leptos::prelude::*;
use lumbung_data::model::sheet::{Earlier, Proposal, Sheet, SheetReference, SheetRow};
use lumbung_data::model::{Lang, date_short, percent, rupiah, signed_percent};

/// The rows that want attention first.
pub(super) fn foremost(sheet: &Sheet, lang: Lang) -> impl IntoView + use<> {
    let rows: Vec<SheetRow> = sheet.foremost().cloned().collect();
    (!rows.is_empty()).then(|| {
        view! {
            <section class="week-part" aria-labelledby="pekan-utama">
                <h2 id="pekan-utama">{words!(lang, sheet.foremost)}</h2>
                {table(&rows, words!(lang, sheet.foremost), lang)}
            </section>
        }
    })
}

/// Every watched commodity; the second page on paper.
pub(super) fn all(sheet: &Sheet, lang: Lang) -> impl IntoView + use<> {
    view! {
        <section class="week-part week-all" aria-labelledby="pekan-semua">
            <h2 id="pekan-semua">{words!(lang, sheet.all, week = sheet.week.label(lang))}</h2>
            {table(&sheet.rows, words!(lang, sheet.all_caption), lang)}
            <p class="week-fine">{words!(lang, sheet.table_note)}</p>
        </section>
    }
}

fn table(rows: &[SheetRow], caption: &'static str, lang: Lang) -> impl IntoView + use<> {
    let rows = rows.iter().map(|one| row(one, lang)).collect_view();
    view! {
        <div class="week-scroll" tabindex="0" role="group" aria-label=caption>
            <table class="week-table">
                <caption>{words!(lang, sheet.caption)}</caption>
                <thead>
                    <tr>
                        <th scope="col">{words!(lang, board.commodity)}</th>
                        <th scope="col" class="number">{words!(lang, sheet.this_week)}</th>
                        <th scope="col" class="number">{words!(lang, sheet.last_week)}</th>
                        <th scope="col" class="number">{words!(lang, sheet.last_month)}</th>
                        <th scope="col" class="number">{words!(lang, sheet.last_year)}</th>
                        <th scope="col">{words!(lang, sheet.reference)}</th>
                        <th scope="col">{words!(lang, board.level)}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

fn row(row: &SheetRow, lang: Lang) -> impl IntoView + use<> {
    let price = row.price.map_or_else(|| "–".to_owned(), |price| rupiah(price, lang));
    let badge = row.warning.as_ref().map(|warning| view! { <Badge level=warning.level /> });
    view! {
        <tr>
            <th scope="row">{row.name.get(lang).to_owned()}<span class="week-unit">" /"{row.unit.clone()}</span></th>
            <td class="number week-price">{price}</td>
            <td class="number">{earlier(row.last_week, lang)}</td>
            <td class="number">{earlier(row.last_month, lang)}</td>
            <td class="number">{earlier(row.last_year, lang)}</td>
            <td>{row.reference.as_ref().map(|known| reference(known, lang))}</td>
            <td>{badge}</td>
        </tr>
    }
}

/// An earlier price and the change since.
fn earlier(earlier: Option<Earlier>, lang: Lang) -> impl IntoView {
    match earlier {
        None => leptos::either::Either::Left("–"),
        Some(Earlier { price, change, .. }) => leptos::either::Either::Right(view! {
            {rupiah(price, lang)}
            " "
            <span class=change_class(change)>{signed_percent(change, lang)}</span>
        }),
    }
}

/// `36,8% di atas HAP Rp57.000`.
fn reference(known: &SheetReference, lang: Lang) -> String {
    let ceiling = format!("{} {}", known.kind, rupiah(known.high, lang));
    let Some(distance) = known.distance else { return ceiling };
    let share = percent(distance.abs(), lang);
    let is_at = share == percent(0.0, lang);
    match (is_at, distance > 0.0) {
        (true, _) => words!(lang, sheet.at_ceiling, ceiling = ceiling),
        (_, true) => words!(lang, sheet.above_ceiling, share = share, ceiling = ceiling),
        (_, false) => words!(lang, sheet.below_ceiling, share = share, ceiling = ceiling),
    }
}

/// What is proposed, by heading.
pub(super) fn proposals(sheet: &Sheet, lang: Lang) -> impl IntoView + use<> {
    let content = if sheet.proposals.is_empty() {
        leptos::either::Either::Left(view! { <p>{words!(lang, sheet.no_proposals)}</p> })
    } else {
        let rows = sheet.proposals.iter().map(|one| proposal(one, lang)).collect_view();
        leptos::either::Either::Right(view! {
            <div class="week-scroll" tabindex="0" role="group" aria-label=words!(lang, sheet.proposals)>
                <table class="week-table week-proposals">
                    <caption>{words!(lang, sheet.proposals_note)}</caption>
                    <thead>
                        <tr>
                            <th scope="col">{words!(lang, sheet.heading)}</th>
                            <th scope="col">{words!(lang, sheet.decision)}</th>
                            <th scope="col">{words!(lang, sheet.responsible)}</th>
                            <th scope="col">{words!(lang, sheet.due)}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        })
    };
    view! {
        <section class="week-part" aria-labelledby="pekan-usulan">
            <h2 id="pekan-usulan">{words!(lang, sheet.proposals)}</h2>
            {content}
        </section>
    }
}

fn proposal(one: &Proposal, lang: Lang) -> impl IntoView + use<> {
    view! {
        <tr>
            <th scope="row">{one.heading.name(lang)}</th>
            <td>
                {one.decision.get(lang).to_owned()}
                " "
                <span class="week-fine">{one.evidence.get(lang).to_owned()}</span>
            </td>
            <td>{one.responsible.get(lang).to_owned()}</td>
            <td class="week-day">{date_short(one.due, lang)}</td>
        </tr>
    }
}
