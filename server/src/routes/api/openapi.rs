//! `/api/v1/openapi.json`: the description of the API (`OpenAPI` 3.1), made from the
//! handlers themselves.

use crate::routes::fresh::Fresh;
use crate::routes::{batches, series};
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use std::sync::LazyLock;
use utoipa::openapi::Ref;
use utoipa::openapi::content::ContentBuilder;
use utoipa::openapi::response::ResponseBuilder;
use utoipa::openapi::security::{Http, HttpAuthScheme, SecurityScheme};
use utoipa::{Modify, OpenApi};

/// The API.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "Lumbung",
        description = "Food prices of a city: series with their versions, the ledger of warnings, and the outlook. \
            Reading is public. Every answer names the data version that it is of in the header `Lumbung-Version`; `as_of` gives an earlier one. \
            Whoever sends back the `ETag` of an answer is told with 304 that it is still the same. \
            Lists come by the page: follow the `Link` header. Errors are problems (RFC 9457) that say what would be right."
    ),
    paths(
        series::series,
        super::prices::file,
        super::vintages::file,
        super::sdmx::structure,
        super::series_list::list,
        super::commodities::list,
        super::places::list,
        super::versions::list,
        super::lake::list,
        super::lake::file,
        batches::list,
        batches::upload,
        batches::withdraw,
        super::warnings::list,
        super::interventions::list,
        super::outlook::list,
        super::snapshots::list,
        super::snapshots::sheet,
    ),
    tags(
        (name = "series", description = "Prices of one commodity in one place"),
        (name = "catalogue", description = "What can be asked for"),
        (name = "history", description = "Versions of the data, and the files that made them"),
        (name = "watch", description = "Warnings, interventions and outlook"),
        (name = "sheets", description = "The weekly sheets, frozen for ever"),
    ),
    security((), ("token" = [])),
    modifiers(&Tokens, &Refusals, &Ids),
)]
struct Api;

/// How scripts of officers say who they are.
struct Tokens;

impl Modify for Tokens {
    fn modify(&self, api: &mut utoipa::openapi::OpenApi) {
        if let Some(components) = api.components.as_mut() {
            components.add_security_scheme("token", SecurityScheme::Http(Http::new(HttpAuthScheme::Bearer)));
        }
    }
}

/// How any operation may be refused.
struct Refusals;

/// Status, and what it means.
const REFUSALS: [(&str, &str); 5] = [
    ("401", "The token that was sent is none, or no more"),
    ("429", "Too much was asked for: Retry-After says in how many seconds to come again"),
    ("500", "A mistake of this Lumbung: its operator finds it by X-Request-Id"),
    ("503", "It took too long, or too many ask at once: Retry-After says in how many seconds to come again"),
    ("507", "The server's disk is full: what was stored before is whole"),
];

impl Modify for Refusals {
    fn modify(&self, api: &mut utoipa::openapi::OpenApi) {
        let content = ContentBuilder::new().schema(Some(Ref::from_schema_name("Problem"))).build();
        let items = api.paths.paths.values_mut();
        for operation in items.flat_map(|item| item.get.iter_mut().chain(item.post.iter_mut())) {
            for (status, told) in REFUSALS {
                let response =
                    ResponseBuilder::new().description(told).content("application/problem+json", content.clone());
                operation.responses.responses.entry(status.to_owned()).or_insert(response.build().into());
            }
        }
    }
}

/// The names of operations, which handlers of one name in several modules would share.
struct Ids;

impl Modify for Ids {
    fn modify(&self, api: &mut utoipa::openapi::OpenApi) {
        for (path, item) in &mut api.paths.paths {
            let name = path.trim_start_matches("/api/v1/").replace(['/', '.'], "-").replace(['{', '}'], "");
            for (method, operation) in [("get", item.get.as_mut()), ("post", item.post.as_mut())] {
                if let Some(operation) = operation {
                    operation.operation_id = Some(format!("{method}-{name}"));
                }
            }
        }
    }
}

/// The description.
pub(crate) fn description() -> utoipa::openapi::OpenApi {
    Api::openapi()
}

static TEXT: LazyLock<String> = LazyLock::new(|| description().to_pretty_json().unwrap_or_default());

/// The handler.
pub(in crate::routes) async fn document(headers: HeaderMap) -> Response {
    let fresh = Fresh::of_text(&TEXT);
    if fresh.is_known(&headers) {
        return fresh.not_modified();
    }
    let mut response = ([(header::CONTENT_TYPE, "application/json")], TEXT.as_str()).into_response();
    fresh.wear(&mut response);
    response
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::routes::{Kind, doors};

    #[test]
    fn every_door_of_the_api_is_described() {
        let described = description();
        for door in doors().iter().filter(|door| door.path.starts_with("/api/")) {
            let item = described.paths.paths.get(door.path).unwrap_or_else(|| panic!("{}", door.path));
            let has = if door.is_write() { item.post.is_some() } else { item.get.is_some() };
            assert!(has || door.kind == Kind::SignIn, "{} {}", door.method, door.path);
        }
    }

    #[test]
    fn every_operation_has_a_name_of_its_own() {
        let described = description();
        let items = described.paths.paths.values();
        let operations = items.flat_map(|item| item.get.iter().chain(item.post.iter()));
        let names: Vec<_> = operations.filter_map(|operation| operation.operation_id.clone()).collect();
        let different: std::collections::BTreeSet<_> = names.iter().collect();
        assert!(names.len() > 10 && different.len() == names.len(), "{names:?}");
    }

    #[test]
    fn every_operation_says_what_an_error_looks_like() {
        let text = serde_json::to_value(description()).unwrap();
        assert_eq!(text["openapi"], "3.1.0");
        for (path, item) in text["paths"].as_object().unwrap() {
            for (method, operation) in item.as_object().unwrap() {
                let problem = &operation["responses"]["400"]["content"]["application/problem+json"]["schema"];
                assert_eq!(problem["$ref"], "#/components/schemas/Problem", "{method} {path}");
                assert!(operation["summary"].as_str().is_some_and(|summary| !summary.is_empty()), "{method} {path}");
            }
        }
    }
}
