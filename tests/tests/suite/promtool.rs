//! The life of a warning means what `for` and `keep_firing_for` mean in
//! Prometheus: promtool evaluates the same rules over the same random series and
//! must see every warning pending and firing on the same evaluations.

use lumbung_data::watch::{Life, Patience, Stage};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use std::fmt::Write;
use std::process::Command;

const SERIES: usize = 300;
const EVALUATIONS: usize = 40;

fn rules(patiences: &[Patience]) -> String {
    let mut rules = String::from("groups:\n- name: life\n  interval: 1d\n  rules:\n");
    for Patience { hold, keep } in patiences {
        writeln!(
            rules,
            "  - alert: H{hold}K{keep}\n    expr: condition{{hold=\"{hold}\",keep=\"{keep}\"}} == 1\n    for: {hold}d\n    keep_firing_for: {keep}d"
        )
        .unwrap();
    }
    rules
}

#[test]
#[cfg_attr(not(promtool), ignore = "needs promtool on the PATH, from Debian's package prometheus")]
fn three_hundred_random_series_live_as_they_do_in_prometheus() {
    let mut rng = ChaCha8Rng::seed_from_u64(20_261_124);
    let patiences: Vec<Patience> = (0..4).flat_map(|hold| (0..4).map(move |keep| Patience { hold, keep })).collect();
    let mut input = String::new();
    let mut expected: Vec<String> = vec![String::new(); EVALUATIONS];
    let (mut pending, mut firing) = (0, 0);
    for n in 0..SERIES {
        let patience = patiences[n % patiences.len()];
        let Patience { hold, keep } = patience;
        let mut life = Life::new(patience);
        // Runs of some length, so that both waits are lived through.
        let mut holds = rng.random_bool(0.5);
        let mut values = Vec::new();
        for expected in &mut expected {
            holds ^= rng.random_bool(0.35);
            values.push(if holds { "1" } else { "0" });
            let state = match life.step(holds) {
                Stage::Normal => continue,
                Stage::Pending => "pending",
                Stage::Firing | Stage::Recovering => "firing",
            };
            *(if state == "pending" { &mut pending } else { &mut firing }) += 1;
            writeln!(
                expected,
                "      - labels: 'ALERTS{{alertname=\"H{hold}K{keep}\",alertstate=\"{state}\",hold=\"{hold}\",keep=\"{keep}\",n=\"{n}\"}}'\n        value: 1"
            )
            .unwrap();
        }
        writeln!(
            input,
            "  - series: 'condition{{hold=\"{hold}\",keep=\"{keep}\",n=\"{n}\"}}'\n    values: '{}'",
            values.join(" ")
        )
        .unwrap();
    }
    assert!(pending > 500 && firing > 2_000, "{pending} pending, {firing} firing");
    let mut tests = format!(
        "rule_files: [rules.yml]\nevaluation_interval: 1d\ntests:\n- interval: 1d\n  input_series:\n{input}  promql_expr_test:\n"
    );
    for (day, samples) in expected.iter().enumerate() {
        let samples = if samples.is_empty() { " []\n".to_owned() } else { format!("\n{samples}") };
        write!(tests, "  - expr: ALERTS\n    eval_time: {day}d\n    exp_samples:{samples}").unwrap();
    }
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(dir.path().join("rules.yml"), rules(&patiences)).unwrap();
    std::fs::write(dir.path().join("tests.yml"), tests).unwrap();
    let done = Command::new("promtool").args(["test", "rules", "tests.yml"]).current_dir(dir.path()).output().unwrap();
    let said = format!("{}{}", String::from_utf8_lossy(&done.stdout), String::from_utf8_lossy(&done.stderr));
    assert!(done.status.success(), "{}", said.chars().take(3_000).collect::<String>());
}

#[test]
#[cfg_attr(not(promtool), ignore = "needs promtool on the PATH, from Debian's package prometheus")]
fn the_manuals_rules_and_scrapes_are_ones_that_prometheus_takes() {
    let manual = include_str!("../../../OPERATIONS.md");
    for (name, kind) in [("lumbung.rules.yml", "rules"), ("prometheus.yml", "config")] {
        let rest =
            manual.split(&format!("```yaml\n# {name}\n")).nth(1).unwrap_or_else(|| panic!("{name} is not there"));
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join(name);
        std::fs::write(&file, rest.split("```").next().unwrap()).unwrap();
        let checked = Command::new("promtool").args(["check", kind]).arg(&file).output().unwrap();
        assert!(checked.status.success(), "{name}: {}", String::from_utf8_lossy(&checked.stderr));
    }
}
