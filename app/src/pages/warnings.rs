//! The warnings in force, and those that are over.

use crate::asked::Asked;
use crate::components::{Frame, Room, WarningList};
use crate::i18n::words;
use crate::reader::reader;
use leptos::prelude::*;
use leptos::tachys::html::InertElement;
use lumbung_data::model::ledger::LedgerRow;

/// The list of warnings.
#[component]
pub(crate) fn WarningsPage() -> impl IntoView {
    page(&Asked::here())
}

fn page(asked: &Asked) -> InertElement {
    let lang = asked.lang;
    let page = reader().ledger(lang);
    let city = page.standing.city.clone();
    let part = |id: &'static str, title: String, rows: Vec<LedgerRow>, none: Option<&'static str>| {
        let none = none.filter(|_| rows.is_empty()).map(|none| view! { <p>{none}</p> });
        (none.is_some() || !rows.is_empty()).then(|| {
            view! {
                <section class="part" aria-labelledby=id>
                    <h2 id=id>{title}</h2>
                    {none}
                    {(!rows.is_empty()).then(|| view! { <WarningList rows asked /> })}
                </section>
            }
        })
    };
    let others = page.elsewhere.len();
    let elsewhere = part("daerah-lain", words!(lang, ledger.elsewhere).to_owned(), page.elsewhere, None).map(|part| {
        view! {
            <details class="more">
                <summary>{words!(lang, ledger.elsewhere_more, count = others)}</summary>
                {part}
            </details>
        }
    });
    let here = words!(lang, ledger.here, city = city.as_str());
    let content = view! {
        <div class="page-head">
            <h1>{words!(lang, ledger.title)}</h1>
            <p class="page-day">{words!(lang, ledger.lead)}" "<a href=asked.link("/metode")>{words!(lang, ledger.method)}</a></p>
            <p><a href=asked.link("/langganan")>{words!(lang, ledger.subscribe)}</a></p>
        </div>
        {part("kota", here, page.city, Some(words!(lang, ledger.none)))}
        {elsewhere}
        {part("selesai", words!(lang, ledger.over).to_owned(), page.over, None)}
    };
    let title = words!(lang, ledger.title).to_owned();
    Frame { asked: asked.clone(), standing: page.standing, title, room: Room::Warnings, at: None }.around(content)
}

#[cfg(test)]
mod tests {
    use crate::harness::{Shelf, get};

    #[tokio::test]
    async fn warnings_in_force_stand_before_those_that_are_over_each_with_its_story() {
        let page = get(Shelf::FULL, "/peringatan").await;
        assert_eq!(page.status, 200);
        let at = |text: &str| page.html.find(text).unwrap_or_else(|| panic!("{text} is missing"));
        assert!(at("Berlaku di Kota Bandung") < at("Daerah lain") && at("Daerah lain") < at("Sudah selesai"));
        assert!(page.has(r#"href="/peringatan/3""#) && page.has("39,3% di atas median empat pekan"));
        assert!(page.has("Dari 12 peringatan serupa, 9 berlanjut naik"));
        assert!(page.has("ditarik") && page.has(r#"href="/peringatan" aria-current="page""#));
    }

    #[tokio::test]
    async fn a_calm_city_is_told_as_calm() {
        let page = get(Shelf { flagged: false, ..Shelf::FULL }, "/peringatan?lang=en").await;
        assert!(page.has("No warning is in force") && !page.has("Other regions"));
    }
}
