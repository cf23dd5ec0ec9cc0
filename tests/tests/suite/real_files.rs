//! The real PIHPS files of Jawa Barat 2019–2023. The expected figures were
//! worked out by a separate program from the definitions in METHODS.md.

use lumbung_tests::{HomeDir, lumbung, real_chillies, real_shallots};
use serde_json::Value;

fn ingested(file: &std::path::Path) -> (HomeDir, Value) {
    let home = HomeDir::new();
    let answer = lumbung(&home, &["--json", "ingest", file.to_str().unwrap()]);
    assert_eq!(answer.code, 0, "{}", answer.err);
    let report = answer.json()["files"][0].clone();
    (home, report)
}

fn onsets(home: &HomeDir, commodity: &str, days: &[&str]) -> Vec<String> {
    days.iter()
        .map(|day| {
            let warnings = lumbung(home, &["--json", "warnings", "--on", day]).json();
            let own = warnings
                .as_array()
                .unwrap()
                .iter()
                .find(|w| w["place"] == "3273" && w["commodity"] == commodity)
                .cloned();
            own.map_or_else(
                || "none".to_owned(),
                |w| format!("{} {}", w["onset"].as_str().unwrap(), w["confirmed_on"].as_str().unwrap_or("-")),
            )
        })
        .collect()
}

#[test]
#[cfg_attr(not(real_data), ignore = "needs LUMBUNG_REAL_DATA, the folder of real price files")]
fn the_shallot_file_gives_its_rows_and_again_nothing() {
    // 18 markets · 1,304 weekdays, 1,156 of them marked `-`. Two are jumps that
    // the next report took back: 38,000 at Weru between 29,000 and 29,000 on
    // 27/03/2019, and 27,250 at Warung Jambu 2 between 45,000 and 47,500 on
    // 27/04/2020.
    let (home, report) = ingested(&real_shallots());
    let counted = |report: &Value| {
        ["read", "accepted", "unchanged", "suspect", "missing", "rejected"].map(|name| report[name].as_u64().unwrap())
    };
    assert_eq!(counted(&report), [23_472, 22_314, 0, 2, 1_156, 0]);
    let again = lumbung(&home, &["--json", "ingest", real_shallots().to_str().unwrap()]).json();
    assert_eq!(counted(&again["files"][0]), [23_472, 0, 22_316, 0, 1_156, 0]);
    assert_eq!(again["version"], 2);
}

#[test]
#[cfg_attr(not(real_data), ignore = "needs LUMBUNG_REAL_DATA, the folder of real price files")]
fn the_city_price_of_shallots_is_that_of_its_two_markets() {
    let (home, _) = ingested(&real_shallots());
    let series = lumbung(&home, &["--json", "series", "--commodity", "bawang-merah", "--place", "3273"]).json();
    let price_on = |date: &str| {
        let at = series["date"].as_array().unwrap().iter().position(|d| d == date).unwrap();
        (
            series["price"][at].as_f64().unwrap(),
            series["markets"][at].as_u64().unwrap(),
            series["status"][at].as_str().unwrap().to_owned(),
        )
    };
    let (price, markets, status) = price_on("2023-12-29");
    assert!((price - 42_661.458_015_403_09).abs() < 1e-6);
    assert_eq!((markets, status.as_str()), (2, "A"));
    // Kiara Condong did not report and moves with Kosambi.
    let (price, markets, status) = price_on("2019-07-15");
    assert!((price - 31_950.482_521_134_66).abs() < 1e-6);
    assert_eq!((markets, status.as_str()), (1, "I"));
    let survey_days = series["price"].as_array().unwrap().iter().filter(|price| !price.is_null()).count();
    assert_eq!(survey_days, 1_242);
}

#[test]
#[cfg_attr(not(real_data), ignore = "needs LUMBUNG_REAL_DATA, the folder of real price files")]
fn the_surges_of_shallots_are_those_of_the_definition() {
    let (home, _) = ingested(&real_shallots());
    let found = onsets(
        &home,
        "bawang-merah",
        &[
            "2019-04-01",
            "2020-01-15",
            "2020-05-20",
            "2020-11-09",
            "2021-06-01",
            "2022-04-25",
            "2022-07-18",
            "2023-02-09",
            "2023-12-29",
        ],
    );
    let expected = [
        "2019-02-25 2019-02-28",
        "2019-11-04 2019-11-07",
        "2020-03-23 2020-03-27",
        "2020-10-05 2020-10-08",
        "none",
        "2022-02-11 2022-02-16",
        "2022-06-15 2022-06-20",
        "2023-01-18 2023-01-23",
        "2023-11-08 2023-11-13",
    ];
    assert_eq!(found, expected);
}

#[test]
#[cfg_attr(not(real_data), ignore = "needs LUMBUNG_REAL_DATA, the folder of real price files")]
fn the_entry_error_at_pasar_agung_is_suspect_and_bandungs_december_stays() {
    let (home, report) = ingested(&real_chillies());
    assert_eq!((report["suspect"].as_u64(), report["accepted"].as_u64()), (Some(4), Some(22_313)));
    // Beside it, three jumps that the next report took back: 13,250 at
    // Singaparna on 26/04/2019 between 24,500 and 25,000, 50,000 at Kosambi on
    // the eve of Idulfitri 2019 between 37,500 and 40,000, and 140,000 at Agung
    // on 25/08/2021 between 30,000 and 26,500.
    let suspects: Vec<&str> =
        report["reasons"].as_array().unwrap().iter().filter_map(|reason| reason["value"].as_str()).collect();
    assert_eq!(suspects, ["13250", "50000", "387500", "140000"]);
    let market = lumbung(&home, &["series", "--commodity", "cabai-rawit-merah", "--place", "3276/agung"]);
    assert!(market.out.contains("2021-07-14,cabai-rawit-merah,3276/agung,retail,pihps,387500,kg,,kg,U,2"));
    assert_eq!(onsets(&home, "cabai-rawit-merah", &["2021-12-20"]), ["2021-12-02 2021-12-07"]);
}
