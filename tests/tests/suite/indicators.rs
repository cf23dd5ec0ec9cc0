//! The official monthly indicators, against independent reference programs and
//! the code of the office that publishes one of them.

use lumbung_tests::{HomeDir, PihpsFile, lumbung};
use serde_json::Value;
use std::path::PathBuf;

/// Months of figures by their names, as a command prints them.
fn judged(home: &HomeDir, arguments: &[&str]) -> Vec<Value> {
    let answer = lumbung(home, &[&["--json"], arguments].concat());
    assert_eq!(answer.code, 0, "{}", answer.err);
    answer.json().as_array().unwrap().clone()
}

#[test]
fn months_of_a_city_are_judged_once_they_are_over() {
    let home = HomeDir::new();
    let days: Vec<u32> = (0..1_000).map(|day| 30_000 + 10 * (day % 50)).collect();
    let file = home.file("harga.csv", PihpsFile::default().weekdays("2020-01-01", &days));
    lumbung(&home, &["ingest", file.to_str().unwrap()]);
    let months = judged(&home, &["alps", "--commodity", "bawang-merah", "--place", "3273"]);
    let last = months.last().unwrap();
    // 1,000 weekdays from 1 January 2020 end on 31 October 2023.
    assert_eq!((months.len(), last["date"].as_str()), (46, Some("2023-10")));
    assert!(last["alps"].is_f64() && last["class"].is_string());
    let early = judged(&home, &["alps", "--realtime", "--commodity", "bawang-merah", "--place", "3273"]);
    assert!(early[0]["alps"].is_null() && early[0]["class"] == "na", "nothing was known of the first month then");
    let ipa = judged(&home, &["ipa", "--commodity", "bawang-merah", "--place", "3273"]);
    assert!(ipa[0]["cqgr"].is_null() && ipa[12]["cagr"].is_f64());
}

#[test]
fn a_file_of_months_needs_no_home_and_a_wrong_one_is_told_what_to_do() {
    let home = HomeDir::new();
    let right = home.file("months.csv", "date,price\n2024-01,10\n2024-02,11\n");
    let answer = lumbung(&home, &["alps", "--csv", right.to_str().unwrap()]);
    assert_eq!(answer.out, "date,price,estimated,sd,alps,class\n2024-01,10,,,,na\n2024-02,11,,,,na\n");
    assert!(!home.path().join("lumbung.db").exists());
    let wrong = home.file("wrong.csv", "date,price\n2024-01,\"1.000,5\"\n");
    let answer = lumbung(&home, &["ipa", "--csv", wrong.to_str().unwrap()]);
    assert_eq!(answer.code, 2);
    assert!(answer.err.contains("baris 2") && answer.err.contains("angka biasa"), "{}", answer.err);
    assert_eq!(lumbung(&home, &["alps", "--commodity", "bawang-merah"]).code, 2, "a place is wanted as well");
}

fn oracles() -> PathBuf {
    PathBuf::from(std::env::var_os("LUMBUNG_ORACLES").expect("LUMBUNG_ORACLES names the folder of references"))
}

/// Compares what a command prints with a reference's table, column by column,
/// and tells how many figures were compared.
fn compare(command: &[&str], input: &str, expected: &str) -> usize {
    let home = HomeDir::new();
    let input = oracles().join("data").join(input);
    let ours = judged(&home, &[command, &["--csv", input.to_str().unwrap()]].concat());
    let mut reader = csv::Reader::from_path(oracles().join("expected").join(expected)).unwrap();
    let names = reader.headers().unwrap().clone();
    let mut compared = 0;
    for (row, ours) in reader.records().zip(&ours) {
        let row = row.unwrap();
        for (name, text) in names.iter().zip(&row).filter(|(name, _)| *name != "ipa_12m_mean") {
            let ours = &ours[name];
            match (text.parse::<f64>(), ours.as_f64()) {
                (Ok(theirs), Some(ours)) => {
                    assert!((theirs - ours).abs() < 1e-6, "{} {name}: {ours}, not {theirs}", &row[0]);
                    compared += 1;
                }
                (Err(_), None) => assert_eq!(ours.as_str().unwrap_or_default(), text, "{} {name}", &row[0]),
                _ => panic!("{} {name}: {ours}, not {text}", &row[0]),
            }
        }
    }
    assert_eq!(
        ours.len(),
        csv::Reader::from_path(oracles().join("expected").join(expected)).unwrap().records().count()
    );
    compared
}

#[test]
#[cfg_attr(not(oracles), ignore = "needs LUMBUNG_ORACLES")]
fn alps_equals_the_regression_of_the_guidance_note() {
    assert_eq!(compare(&["alps"], "sudan_millet.csv", "alps_sudan_millet.csv"), 4 * 176);
    assert_eq!(compare(&["alps"], "maradi_digitised.csv", "alps_maradi.csv"), 4 * 225);
}

#[test]
#[cfg_attr(not(oracles), ignore = "needs LUMBUNG_ORACLES")]
fn alps_falls_into_the_published_classes_of_maradi() {
    let home = HomeDir::new();
    let input = oracles().join("data/maradi_digitised.csv");
    let ours = judged(&home, &["alps", "--csv", input.to_str().unwrap()]);
    let mut reader = csv::Reader::from_path(oracles().join("expected/maradi_published_digitised.csv")).unwrap();
    let published: Vec<Option<f64>> =
        reader.records().map(|row| row.unwrap().get(4).and_then(|text| text.parse().ok())).collect();
    let peak = |year: &str| {
        let of_year =
            ours.iter().zip(&published).filter(|(month, _)| month["date"].as_str().unwrap().starts_with(year));
        of_year
            .filter_map(|(month, theirs)| Some((month["alps"].as_f64()?, (*theirs)?)))
            .fold((f64::MIN, f64::MIN), |peak, (ours, theirs)| (peak.0.max(ours), peak.1.max(theirs)))
    };
    for year in ["1998", "2005", "2012"] {
        let (ours, theirs) = peak(year);
        assert!(ours >= 2.0 && theirs >= 2.0, "{year}: {ours} and {theirs} are a crisis");
    }
}

#[test]
#[cfg_attr(not(oracles), ignore = "needs LUMBUNG_ORACLES")]
fn ipa_equals_the_reference_in_both_modes() {
    for (mode, expected) in [("strict", "ipa_strict_sudan_millet.csv"), ("ons", "ipa_ons_sudan_millet.csv")] {
        assert!(compare(&["ipa", "--mode", mode], "sudan_millet.csv", expected) > 800, "{mode}");
    }
}

#[test]
#[cfg_attr(not(oracles), ignore = "needs LUMBUNG_ORACLES")]
fn ipa_equals_the_production_code_of_the_national_statistics_office() {
    let home = HomeDir::new();
    let input = oracles().join("data/sudan_millet.csv");
    let ours = judged(&home, &["ipa", "--mode", "ons", "--csv", input.to_str().unwrap()]);
    let mut reader = csv::Reader::from_path(oracles().join("expected/ons_code_output_sudan_millet.csv")).unwrap();
    let mut compared = 0;
    for (row, ours) in reader.records().zip(&ours) {
        let row = row.unwrap();
        assert_eq!(ours["date"].as_str().unwrap(), row[0].replace(' ', "-"));
        if let Ok(theirs) = row[1].parse::<f64>() {
            let ours = ours["ipa"].as_f64().unwrap();
            assert!((ours - theirs).abs() < 1e-6, "{}: {ours}, not {theirs}", &row[0]);
            compared += 1;
        }
    }
    assert!(compared > 130, "{compared}");
}
