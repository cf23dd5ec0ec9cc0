//! The API held against its own description by schemathesis: every operation with the
//! examples of the description, at the edges of what it allows, by chance, and in the order
//! in which one answer leads to the next; with what is allowed and with what is not.

use chrono::TimeDelta;
use lumbung_data::model::{Role, Scope};
use lumbung_server::auth::Who;
use lumbung_server::settings::{Limits, Rate, Settings};
use lumbung_tests::{HomeDir, Served, lumbung, python, python_tool};
use std::fmt::Write;

const CONFIG: &str = include_str!("schemathesis.toml");

/// Tried in each phase for each operation, `LUMBUNG_EXAMPLES` if that is set.
fn examples() -> u64 {
    std::env::var("LUMBUNG_EXAMPLES").map_or(10, |text| text.parse().expect("LUMBUNG_EXAMPLES is a number"))
}

/// The sample, served to whoever asks as much as they like: a 429 would hide what is behind it.
async fn served() -> (HomeDir, Served) {
    let home = HomeDir::new();
    assert_eq!(lumbung(&home, &["sample", "--until", "2025-12-19"]).code, 0);
    let many = Rate { burst: 1_000_000, per_minute: 1_000_000 };
    let limits = Limits { reads: many, writes: many, sign_ins: many, account: many, ..Limits::default() };
    let served =
        Served::with_settings(&home, Settings { limits, second_factor_optional: true, ..Settings::default() }).await;
    (home, served)
}

/// Tries every operation, and fails with all that schemathesis has to say.
async fn tried(served: &Served, token: Option<&str>) {
    let dir = tempfile::tempdir().unwrap();
    let mut config = CONFIG.to_owned();
    if let Some(token) = token {
        write!(config, "\n[auth.openapi.token]\nbearer = \"{token}\"\n").unwrap();
    }
    std::fs::write(dir.path().join("schemathesis.toml"), config).unwrap();
    let mut command = python_tool("schemathesis");
    command
        .args(["--config-file", "schemathesis.toml", "run", "--phases", "examples,coverage,fuzzing,stateful"])
        .args(["--no-color", "--max-examples", &examples().to_string()])
        .arg(format!("http://{}/api/v1/openapi.json", served.address))
        .current_dir(dir.path());
    let output = tokio::task::spawn_blocking(move || command.output()).await.unwrap().unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{said}{}", String::from_utf8_lossy(&output.stderr));
    let described = served.get("/api/v1/openapi.json").await.json();
    let items = described["paths"].as_object().unwrap().values();
    let operations: usize = items.map(|item| item.as_object().unwrap().len()).sum();
    assert!(said.contains(&format!("Tested: {operations}\n")), "{said}");
    for phase in ["Examples", "Coverage", "Fuzzing", "Stateful"] {
        assert!(said.contains(&format!("✅ {phase}\n")), "{phase}: {said}");
    }
}

#[tokio::test(flavor = "multi_thread")]
#[cfg_attr(not(python), ignore = "needs LUMBUNG_PYTHON, a python with schemathesis")]
async fn the_api_answers_everybody_as_its_description_says() {
    let (_home, served) = served().await;
    tried(&served, None).await;
}

#[tokio::test(flavor = "multi_thread")]
#[cfg_attr(not(python), ignore = "needs LUMBUNG_PYTHON, a python with schemathesis")]
async fn the_api_answers_an_officers_script_as_its_description_says() {
    let (_home, served) = served().await;
    let person = served.person("siti", Role::Officer).await;
    let (book, now, life) = (&served.store.book, served.clock.now(), TimeDelta::days(1));
    let token = book.make_token(&Who::at_command_line(), now, person, "skrip", &Scope::ALL, life).await.unwrap();
    tried(&served, Some(&token)).await;
}

/// Asks for series that there are: what is made up by chance seldom names one.
const SERIES: &str = r#"
import schemathesis, sys
schema = schemathesis.openapi.from_url(sys.argv[1])
operation = schema["/api/v1/series/{commodity}/{place}.{format}"]["GET"]
queries = [{}, {"frequency": "weekly"}, {"frequency": "monthly", "aggregation": "last", "units": "percent"},
           {"units": "index", "base": "2025-01-06", "as_of": 2, "from": "2025-01-01"}]
for place in ["3273", "3273/kosambi"]:
    for query in queries:
        for format in ["json", "csv", "parquet", "xlsx", "zip"]:
            path = {"commodity": "bawang-merah", "place": place, "format": format}
            answer = operation.Case(path_parameters=path, query=query).call_and_validate()
            assert answer.status_code == 200 and len(answer.content) > 1000, (place, query, format, answer.status_code)
            print(format, end=" ")
"#;

#[tokio::test(flavor = "multi_thread")]
#[cfg_attr(not(python), ignore = "needs LUMBUNG_PYTHON, a python with schemathesis")]
async fn series_that_there_are_answer_in_every_format_as_the_description_says() {
    let (_home, served) = served().await;
    let mut command = python();
    command.args(["-c", SERIES]).arg(format!("http://{}/api/v1/openapi.json", served.address));
    let output = tokio::task::spawn_blocking(move || command.output()).await.unwrap().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(String::from_utf8_lossy(&output.stdout).split_whitespace().count(), 2 * 4 * 5);
}
