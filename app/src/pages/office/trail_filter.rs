//! What the audit trail is cut to: a form that is sent as an address, so that
//! a view of the trail can be bookmarked and passed on.

use super::Desk;
use crate::components::FilterList;
use crate::i18n::words;
use crate::wording::trail::{action, by};
use chrono::NaiveDate;
use leptos::prelude::*;
use lumbung_data::model::office::TrailFilter;

/// The filter as pairs of a query; empty values stand for no cut.
pub(super) fn query(filter: &TrailFilter) -> [(&'static str, String); 4] {
    let day = |day: Option<NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
    [
        ("siapa", filter.actor.clone()),
        ("apa", filter.action.clone()),
        ("dari", day(filter.from)),
        ("sampai", day(filter.to)),
    ]
}

/// The form, and the way back to everything where something is cut.
pub(super) fn filter(
    filter: &TrailFilter,
    actors: Vec<String>,
    actions: Vec<String>,
    desk: &Desk,
) -> impl IntoView + use<> {
    let lang = desk.lang;
    let [.., (_, from), (_, to)] = query(filter);
    let is_cut = *filter != TrailFilter::default();
    let clear = is_cut.then(|| view! { <a href=desk.asked.link("/jejak")>{words!(lang, trail.clear)}</a> });
    let language =
        desk.asked.named_language().map(|named| view! { <input type="hidden" name="lang" value=named.code() /> });
    let actors = actors.into_iter().map(|actor| (actor.clone(), by(&actor, desk.lang))).collect();
    let actions = actions.into_iter().map(|id| (action(&id, lang), id)).map(|(name, id)| (id, name)).collect();
    view! {
        <form method="get" action="/jejak" class="form form-inline no-print" aria-label=words!(lang, trail.filter)>
            {language}
            {list("siapa", words!(lang, trail.who), words!(lang, trail.anyone), actors, &filter.actor)}
            {list("apa", words!(lang, trail.what), words!(lang, trail.anything), actions, &filter.action)}
            {day("dari", words!(lang, trail.since), from)}
            {day("sampai", words!(lang, trail.until), to)}
            <button type="submit" class="button-plain">{words!(lang, trail.apply)}</button>
            {clear}
        </form>
    }
}

/// A list of what occurs. What is cut to stays in it, even where it does not.
fn list(
    name: &'static str,
    label: &'static str,
    all: &'static str,
    mut options: Vec<(String, String)>,
    chosen: &str,
) -> impl IntoView + use<> {
    if !chosen.is_empty() && !options.iter().any(|(value, _)| *value == chosen) {
        options.push((chosen.to_owned(), chosen.to_owned()));
    }
    let id = format!("saring-{name}");
    view! { <FilterList id name label all options chosen /> }
}

fn day(name: &'static str, label: &'static str, value: String) -> impl IntoView {
    let id = format!("saring-{name}");
    let value = (!value.is_empty()).then_some(value);
    view! {
        <div class="field">
            <label for=id.clone()>{label}</label>
            <input type="date" id=id name=name value=value />
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::harness::office_page;
    use crate::harness::samples::{office, trail};
    use lumbung_data::model::Role;
    use lumbung_data::model::office::{OfficePage, Trail};

    #[tokio::test]
    async fn the_form_shows_what_the_trail_is_cut_to_and_keeps_the_language() {
        let to = NaiveDate::from_ymd_opt(2026, 11, 24);
        let filter = TrailFilter { actor: "sari".to_owned(), action: "denied".to_owned(), to, from: None };
        let page = office(Some(Role::Admin), OfficePage::Trail(Trail { filter, ..trail() }));
        let page = office_page(page, "/jejak?lang=en").await;
        assert!(page.has(r#"<form method="get" action="/jejak""#));
        assert!(page.has(r#"<input type="hidden" name="lang" value="en">"#));
        assert!(page.has(r#"<option value="sari" selected>sari</option>"#));
        assert!(page.has(r#"<option value="denied" selected>"#), "even where it does not occur");
        assert!(page.has(r#"<option value="role-changed">Role changed</option>"#));
        assert!(page.has(r#"name="sampai" value="2026-11-24""#) && page.has(r#"href="/jejak?lang=en">Clear"#));
    }

    #[tokio::test]
    async fn a_whole_trail_has_nothing_to_clear() {
        let page = office_page(office(Some(Role::Admin), OfficePage::Trail(trail())), "/jejak").await;
        assert!(!page.has("Hapus saringan") && !page.has(r#"name="lang""#));
    }
}
