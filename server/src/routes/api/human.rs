//! The description of the API as its page tells it.

use super::openapi::description;
use lumbung_data::model::catalogue::{ApiOperation, ApiPage, ApiParameter};
use serde_json::Value;
use std::sync::{Arc, LazyLock};

static PAGE: LazyLock<Arc<ApiPage>> = LazyLock::new(|| Arc::new(made(&description())));

/// What can be asked of the API.
pub(crate) fn page() -> Arc<ApiPage> {
    Arc::clone(&PAGE)
}

fn made(api: &utoipa::openapi::OpenApi) -> ApiPage {
    // Every field of a description has its place in JSON.
    let api = serde_json::to_value(api).unwrap_or_default();
    let paths = api["paths"].as_object().into_iter().flatten();
    let operations = paths.flat_map(|(path, item)| {
        [("get", "GET"), ("post", "POST")].into_iter().filter_map(move |(key, method)| {
            let operation = item.get(key)?;
            Some(ApiOperation {
                method,
                path: path.clone(),
                summary: text(&operation["summary"]),
                description: text(&operation["description"]),
                parameters: list(&operation["parameters"]).map(parameter).collect(),
                formats: operation["responses"]["200"]["content"]
                    .as_object()
                    .map(|content| content.keys().cloned().collect())
                    .unwrap_or_default(),
            })
        })
    });
    ApiPage { operations: operations.collect() }
}

fn parameter(parameter: &Value) -> ApiParameter {
    let (example, schema) = (&parameter["example"], &parameter["schema"]);
    ApiParameter {
        name: text(&parameter["name"]),
        in_path: parameter["in"] == "path",
        description: text(&parameter["description"]),
        values: list(&schema["enum"]).chain(list(&schema["items"]["enum"])).map(text).collect(),
        example: (!example.is_null()).then(|| shown(example)),
    }
}

/// A value as it stands in an address.
fn shown(example: &Value) -> String {
    match example {
        Value::String(text) => text.clone(),
        Value::Array(items) => items.iter().map(shown).collect::<Vec<_>>().join(","),
        other => other.to_string(),
    }
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_lists_every_operation_with_what_can_be_said() {
        let page = page();
        let series = page.operations.iter().find(|operation| operation.path.ends_with("{place}.{format}")).unwrap();
        assert_eq!((series.method, series.summary.as_str()), ("GET", "One series"));
        let frequency = series.parameters.iter().find(|parameter| parameter.name == "frequency").unwrap();
        assert_eq!(frequency.values, ["daily", "weekly", "monthly"]);
        assert!(series.parameters.iter().any(|parameter| parameter.in_path && parameter.name == "commodity"));
        let statuses = series.parameters.iter().find(|parameter| parameter.name == "status").unwrap();
        assert_eq!(statuses.example.as_deref(), Some("A,I"));
        assert!(series.formats.iter().any(|format| format == "text/csv"));
        assert_eq!(page.operations.iter().filter(|operation| operation.method == "POST").count(), 2);
        for operation in &page.operations {
            for parameter in &operation.parameters {
                assert!(!parameter.description.is_empty(), "{}: {}", operation.path, parameter.name);
            }
        }
    }
}
