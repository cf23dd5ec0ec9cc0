//! Warnings one below the other, each with its way to its story.

use crate::asked::Asked;
use crate::components::{Badge, Day};
use crate::i18n::words;
use crate::wording::place_path;
use leptos::either::Either;
use leptos::prelude::*;
use lumbung_data::model::ledger::{LedgerRow, StepKind};
use lumbung_data::model::{Lang, WarningKind};

/// The list; nothing where there are none.
#[component]
pub(crate) fn WarningList<'a>(rows: Vec<LedgerRow>, asked: &'a Asked) -> impl IntoView + use<> {
    let rows = rows.into_iter().map(|row| line(row, asked)).collect_view();
    view! { <ul class="warnings">{rows}</ul> }
}

fn line(row: LedgerRow, asked: &Asked) -> impl IntoView + use<> {
    let lang = asked.lang;
    let heading = format!("{}, {}", row.name, row.place);
    let heading = match row.id {
        Some(id) => Either::Left(view! { <a href=asked.link(&format!("/peringatan/{id}"))>{heading}</a> }),
        None => Either::Right(heading),
    };
    let place = asked.link(&place_path(&row.at));
    let ended = row.ended.map(|(what, date)| {
        let word = match what {
            StepKind::Withdrawn => words!(lang, ledger.withdrawn_on),
            StepKind::InForce | StepKind::Over => words!(lang, ledger.over_on),
        };
        view! { " · " {word} " " <Day date lang /> }
    });
    let record = row.record.map(|record| format!(" {}", record.sentence(row.kind, lang)));
    let class = if row.ended.is_some() {
        "warning warning-over".to_owned()
    } else {
        format!("warning warning-{}", row.level.as_str())
    };
    view! {
        <li class=class>
            <Badge level=row.level />
            <div class="warning-told">
                <h3>{heading}</h3>
                <p class="age">
                    <KindName kind=row.kind lang /> " · " <a href=place>{row.place.clone()}</a> " · " {words!(lang, ledger.since)} " " <Day date=row.onset lang /> {ended}
                </p>
                <p>{row.reason} {record}</p>
            </div>
        </li>
    }
}

/// The name of a kind of warning.
#[component]
pub(crate) fn KindName(kind: WarningKind, lang: Lang) -> impl IntoView {
    match kind {
        WarningKind::Surge => words!(lang, kind.surge),
        WarningKind::Early => words!(lang, kind.early),
        WarningKind::Creep => words!(lang, kind.creep),
        WarningKind::Supply => words!(lang, kind.supply),
        WarningKind::Spread => words!(lang, kind.spread),
        WarningKind::Reference => words!(lang, kind.reference),
        WarningKind::NoData => words!(lang, kind.no_data),
    }
}
