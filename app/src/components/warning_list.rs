//! Warnings one below the other, each with its way to its story.

use crate::asked::Asked;
use crate::components::{Badge, Day};
use crate::i18n::words;
use crate::wording::{inbox, place_path};
use leptos::either::{Either, EitherOf3};
use leptos::prelude::*;
use lumbung_data::model::inbox::Handled;
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
    let age = row.age_days.map(|days| format!(" · {}", inbox::age(days, lang)));
    let handled = row.ended.is_none().then(|| handled(&row, asked));
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
                    <KindName kind=row.kind lang /> " · " <a href=place>{row.place.clone()}</a> " · " {words!(lang, ledger.since)} " " <Day date=row.onset lang /> {age} {ended}
                </p>
                {handled}
                <p>{row.reason} {record}</p>
            </div>
        </li>
    }
}

/// Where it stands, and who cares for it.
fn handled(row: &LedgerRow, asked: &Asked) -> impl IntoView + use<> {
    let lang = asked.lang;
    let Handled { owner, is_mine, acknowledged, silenced } = &row.handled;
    let owner = match owner {
        Some(_) if *is_mine => EitherOf3::A(words!(lang, inbox.yours)),
        Some(owner) => EitherOf3::B(words!(lang, inbox.owned_by, who = inbox::named(owner, lang))),
        None => EitherOf3::C(
            row.kind.alarms().then(|| view! { <strong class="no-owner">{words!(lang, inbox.no_owner)}</strong> }),
        ),
    };
    let has_owner = row.handled.owner.is_some() || row.kind.alarms();
    let acknowledged = acknowledged.as_ref().map(|_| view! { " · " {words!(lang, inbox.is_acknowledged)} });
    let silenced = silenced.as_ref().map(|(until, _)| {
        let until = *until;
        view! { " · " {words!(lang, inbox.is_silenced_until)} " " <Day date=until lang /> }
    });
    view! {
        <p class="handling">
            {inbox::state(row.state, lang)} {has_owner.then_some(" · ")} {owner} {acknowledged} {silenced}
        </p>
    }
}

/// The name of a kind of warning.
#[component]
pub(crate) fn KindName(kind: WarningKind, lang: Lang) -> impl IntoView {
    inbox::kind(kind, lang)
}
