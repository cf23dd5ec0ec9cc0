//! The API for people: what can be asked for, as its description says it.

use crate::asked::Asked;
use crate::components::{Frame, Room};
use crate::i18n::words;
use crate::reader::{reader, site};
use leptos::prelude::*;
use leptos::tachys::html::InertElement;
use lumbung_data::model::catalogue::{ApiOperation, ApiParameter};

/// The page.
#[component]
pub(crate) fn ApiPage() -> impl IntoView {
    page(Asked::here())
}

fn page(asked: Asked) -> InertElement {
    let lang = asked.lang;
    let rules = [
        (words!(lang, api.versions), words!(lang, api.versions_text)),
        (words!(lang, api.units), words!(lang, api.units_text)),
        (words!(lang, api.caches), words!(lang, api.caches_text)),
        (words!(lang, api.pages), words!(lang, api.pages_text)),
        (words!(lang, api.limits), words!(lang, api.limits_text)),
        (words!(lang, api.errors), words!(lang, api.errors_text)),
        (words!(lang, api.writing), words!(lang, api.writing_text)),
    ];
    let rules = rules.map(|(name, text)| view! { <div><dt>{name}</dt><dd>{text}</dd></div> });
    let operations = reader().api().operations.iter().map(operation).collect_view();
    let example = format!("{}/api/v1/series/bawang-merah/{}.csv", site(&asked), reader().standing().region);
    let content = view! {
        <div class="page-head">
            <h1>{words!(lang, api.title)}</h1>
            <p class="page-day">{words!(lang, api.lead)}</p>
        </div>
        <div class="begin">
            <p>{words!(lang, api.begin)}</p>
            <pre tabindex="0"><code>{example}</code></pre>
            <p>
                <a href="/api/v1/openapi.json">"OpenAPI 3.1"</a>" · "
                <a href=asked.link("/data")>{words!(lang, api.to_data)}</a>
            </p>
        </div>
        <section class="part" aria-labelledby="aturan">
            <h2 id="aturan">{words!(lang, api.rules)}</h2>
            <dl class="facts">{rules.into_iter().collect_view()}</dl>
        </section>
        <section class="part" aria-labelledby="alamat">
            <h2 id="alamat">{words!(lang, api.addresses)}</h2>
            <p class="fine">{words!(lang, api.in_english)}</p>
            <div lang="en">{operations}</div>
        </section>
    };
    let title = words!(lang, api.title).to_owned();
    let standing = reader().standing();
    Frame { asked, standing, title, room: Room::Elsewhere, at: None }.around(content)
}

fn operation(operation: &ApiOperation) -> impl IntoView + use<> {
    let parameters = operation.parameters.iter().map(parameter).collect_view();
    let parameters = (!operation.parameters.is_empty()).then(|| view! { <dl class="facts">{parameters}</dl> });
    let formats = (!operation.formats.is_empty())
        .then(|| view! { <p class="fine">"Answers: "{operation.formats.join(", ")}</p> });
    view! {
        <div class="operation">
            <h3>{operation.summary.clone()}</h3>
            <p><code>{operation.method}" "{operation.path.clone()}</code></p>
            <p>{operation.description.clone()}</p>
            {parameters}
            {formats}
        </div>
    }
}

fn parameter(parameter: &ApiParameter) -> impl IntoView + use<> {
    let place = if parameter.in_path { " (in the address)" } else { "" };
    let values = (!parameter.values.is_empty()).then(|| format!(" One of {}.", parameter.values.join(", ")));
    let example = parameter.example.as_ref().map(|example| view! { " Example: "<code>{example.clone()}</code>"." });
    view! {
        <div>
            <dt><code>{parameter.name.clone()}</code>{place}</dt>
            <dd>{sentence(&parameter.description)}{values}{example}</dd>
        </div>
    }
}

/// A description with its full stop.
fn sentence(text: &str) -> String {
    if text.is_empty() || text.ends_with('.') { text.to_owned() } else { format!("{text}.") }
}

#[cfg(test)]
mod tests {
    use crate::harness::{Shelf, get};

    #[tokio::test]
    async fn the_api_is_told_in_both_languages_and_lists_what_can_be_asked() {
        let page = get(Shelf::FULL, "/api").await;
        assert_eq!(page.status, 200);
        assert!(page.has("<h1>API</h1>") && page.has(r#"href="/api/v1/openapi.json""#));
        assert!(page.has("/api/v1/series/bawang-merah/3273.csv"));
        assert!(page.has("<code>GET /api/v1/series/{commodity}/{place}.{format}</code>"));
        assert!(page.has("One of daily, weekly, monthly.") && page.has("<code>2023-12-22</code>"));
        assert!(!page.has("https://unpkg") && !page.has("<iframe"));
        let english = get(Shelf::FULL, "/api?lang=en").await;
        assert!(english.has("Errors") && english.has(r#"href="/data?lang=en""#));
    }
}
