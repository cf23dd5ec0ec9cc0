//! Changes of a price: one figure, and the usual four as a list.

use crate::i18n::words;
use crate::wording::{Direction, change_class};
use leptos::either::Either;
use leptos::prelude::*;
use lumbung_data::model::page::{Change, Changes};
use lumbung_data::model::{Lang, date_long, date_short, signed_percent};

/// A signed share with its arrow, an em dash where there is none. The arrow is
/// for eyes only: the sign says the same.
#[component]
pub(crate) fn ShareFigure(
    share: Option<f64>,
    /// What it is measured against, told on hovering.
    #[prop(optional_no_strip)]
    against: Option<String>,
    lang: Lang,
) -> impl IntoView {
    match share {
        Some(share) => {
            let direction = Direction::of(share);
            let arrow = (direction != Direction::Flat)
                .then(|| view! { <span class="arrow" aria-hidden="true">{direction.arrow()}</span> });
            Either::Left(view! {
                <span class=change_class(share) title=against>{arrow}{signed_percent(share, lang)}</span>
            })
        }
        None => Either::Right(view! {
            <span class="change change-none">
                <span aria-hidden="true">"—"</span>
                <span class="unseen">{words!(lang, change.none)}</span>
            </span>
        }),
    }
}

/// A change; its title gives the day that is compared with.
#[component]
pub(crate) fn ChangeFigure(change: Option<Change>, lang: Lang) -> impl IntoView {
    let against = change.map(|change| words!(lang, change.against, date = date_long(change.since, lang)));
    view! { <ShareFigure share=change.map(|change| change.share) against lang /> }
}

/// The four usual comparisons, each with its day.
#[component]
pub(crate) fn ChangeList(changes: Changes, lang: Lang) -> impl IntoView {
    let items = [
        (words!(lang, change.previous), changes.previous),
        (words!(lang, change.week), changes.week),
        (words!(lang, change.month), changes.month),
        (words!(lang, change.year), changes.year),
    ];
    let items = items.map(|(name, change)| {
        let day = change.map(|change| view! { <dd class="change-day">{date_short(change.since, lang)}</dd> });
        view! {
            <div class="change-item">
                <dt>{name}</dt>
                <dd><ChangeFigure change lang /></dd>
                {day}
            </div>
        }
    });
    view! { <dl class="changes">{items.into_iter().collect_view()}</dl> }
}
