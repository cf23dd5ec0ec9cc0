//! `lumbung warnings`: the surge rule seen from outside.

use lumbung_tests::{HomeDir, PihpsFile, lumbung};
use serde_json::Value;

/// Four weeks at 30,000, then these prices; bawang merah's θ is 12 %.
fn home_with(then: &[u32]) -> HomeDir {
    let home = HomeDir::new();
    let prices: Vec<u32> = std::iter::repeat_n(30_000, 20).chain(then.iter().copied()).collect();
    // 2023-01-02 is a Monday; the 21st survey day is 2023-01-30.
    let file = home.file("a.csv", PihpsFile::default().weekdays("2023-01-02", &prices));
    assert_eq!(lumbung(&home, &["ingest", file.to_str().unwrap()]).code, 0);
    home
}

fn warnings(home: &HomeDir, more: &[&str]) -> Vec<Value> {
    let arguments = [&["--json", "warnings"], more].concat();
    lumbung(home, &arguments).json().as_array().unwrap().clone()
}

#[test]
fn a_calm_price_raises_nothing() {
    assert!(warnings(&home_with(&[30_000, 33_500]), &[]).is_empty());
}

#[test]
fn the_first_exceeding_day_is_waspada_and_pending() {
    let found = warnings(&home_with(&[33_600]), &[]);
    assert_eq!(found.len(), 1);
    let warning = &found[0];
    for (name, value) in [
        ("kind", "surge"),
        ("level", "waspada"),
        ("state", "pending"),
        ("commodity", "bawang-merah"),
        ("place", "3273"),
        ("onset", "2023-01-30"),
        ("raised_on", "2023-01-30"),
    ] {
        assert_eq!(warning[name], value, "{name}");
    }
    assert_eq!(warning["confirmed_on"], Value::Null);
    let reason = warning["reason"].as_str().unwrap();
    assert!(
        reason
            .starts_with("Harga bawang merah di Kota Bandung tercatat Rp33.600/kg pada 30 Januari 2023, 12,0% di atas"),
        "{reason}"
    );
}

#[test]
fn the_fourth_exceeding_day_confirms_and_makes_it_siaga() {
    let home = home_with(&[33_600, 33_600, 33_600, 36_000]);
    let found = warnings(&home, &[]);
    assert_eq!((found[0]["level"].as_str(), found[0]["state"].as_str()), (Some("siaga"), Some("firing")));
    assert_eq!((&found[0]["confirmed_on"], &found[0]["raised_on"]), (&"2023-02-02".into(), &"2023-02-02".into()));
    // And the days before are judged as if they were today.
    assert_eq!(warnings(&home, &["--on", "2023-02-01"])[0]["level"], "waspada");
    assert!(warnings(&home, &["--on", "2023-01-27"]).is_empty());
}

#[test]
fn a_price_far_above_that_still_rises_is_raised_before_it_is_confirmed_and_keeps_that_day() {
    // 1.2 times θ is 14.4 %.
    let home = home_with(&[33_600, 34_320, 34_320, 34_320]);
    let on = |day: &str| warnings(&home, &["--on", day])[0].clone();
    let told = |warning: &Value| ["level", "state", "raised_on"].map(|name| warning[name].as_str().unwrap().to_owned());
    assert_eq!(told(&on("2023-01-30")), ["waspada", "pending", "2023-01-30"]);
    let raised = on("2023-01-31");
    assert_eq!(told(&raised), ["waspada", "firing", "2023-01-31"]);
    let reason = raised["reason"].as_str().unwrap();
    assert!(reason.contains("jauh di atas ambang sejak 31 Januari 2023, menunggu konfirmasi"), "{reason}");
    assert_eq!(told(&on("2023-02-02")), ["siaga", "firing", "2023-01-31"]);
    assert_eq!(on("2023-02-02")["confirmed_on"], "2023-02-02");
}

#[test]
fn silence_has_begun_on_the_same_day_however_long_it_lasts() {
    let home = home_with(&[30_000]);
    let begun = |on: &str| {
        let found = warnings(&home, &["--on", on]);
        let silent =
            found.iter().find(|warning| warning["kind"] == "no-data").unwrap_or_else(|| panic!("{on}: {found:?}"));
        (silent["onset"].clone(), silent["raised_on"].clone())
    };
    assert_eq!(begun("2023-02-03"), begun("2023-02-07"));
    assert_eq!(begun("2023-02-07"), begun("2023-02-10"));
}

#[test]
fn above_the_years_median_and_the_reference_it_is_awas() {
    let home = HomeDir::new();
    // In 2025 the HAP of bawang merah reaches to 41,500.
    let prices: Vec<u32> = std::iter::repeat_n(38_000, 20).chain([43_000; 4]).collect();
    let file = home.file("a.csv", PihpsFile::default().weekdays("2025-06-02", &prices));
    lumbung(&home, &["ingest", file.to_str().unwrap()]);
    let found = warnings(&home, &[]);
    assert_eq!(found[0]["level"], "awas");
    assert_eq!(found[0]["evidence"]["reference"]["high"], 41_500.0);
    let reason = found[0]["reason"].as_str().unwrap();
    assert!(reason.contains("dan 3,6% di atas HAP serta di atas median setahun; terkonfirmasi"), "{reason}");
}

#[test]
fn a_price_below_the_reference_stays_siaga() {
    let home = HomeDir::new();
    let prices: Vec<u32> = std::iter::repeat_n(30_000, 20).chain([36_000; 4]).collect();
    let file = home.file("a.csv", PihpsFile::default().weekdays("2025-06-02", &prices));
    lumbung(&home, &["ingest", file.to_str().unwrap()]);
    assert_eq!(warnings(&home, &[])[0]["level"], "siaga");
}

#[test]
fn an_old_lake_says_of_a_day_weeks_later_only_that_reports_are_missing() {
    let home = home_with(&[33_600]);
    let found = warnings(&home, &["--on", "2023-03-01"]);
    assert_eq!(found.len(), 1, "{found:?}");
    for (name, value) in [
        ("kind", "no-data"),
        ("state", "no-data"),
        ("level", "waspada"),
        ("place", "3273"),
        ("raised_on", "2023-02-01"),
    ] {
        assert_eq!(found[0][name], value, "{name}");
    }
    let said = lumbung(&home, &["warnings", "--on", "2023-03-01"]).out;
    assert!(said.contains("terakhir dilaporkan untuk 30 Januari 2023") && !said.contains("Daerah lain"), "{said}");
}

#[test]
fn a_price_that_creeps_up_is_told_with_what_it_is_measured_against() {
    let home = HomeDir::new();
    // 0.2 % a survey day: less than 5 % in four weeks, 14 % in thirteen.
    let prices: Vec<u32> = (0..100).map(|day| 30_000 + 60 * day).collect();
    let file = home.file("a.csv", PihpsFile::default().weekdays("2023-01-02", &prices));
    lumbung(&home, &["ingest", file.to_str().unwrap()]);
    let found = warnings(&home, &[]);
    assert_eq!(found.len(), 1, "{found:?}");
    for (name, value) in [("kind", "creep"), ("level", "waspada"), ("state", "firing")] {
        assert_eq!(found[0][name], value, "{name}");
    }
    let reason = found[0]["reason"].as_str().unwrap();
    assert!(reason.contains("di atas harga 13 pekan sebelumnya") && reason.contains("naik perlahan sejak"), "{reason}");
}

#[test]
fn as_of_judges_what_was_known() {
    let home = home_with(&[36_000; 4]);
    let calm: Vec<u32> = vec![30_000; 24];
    let file = home.file("b.csv", PihpsFile::default().weekdays("2023-01-02", &calm));
    lumbung(&home, &["ingest", file.to_str().unwrap()]);
    assert!(warnings(&home, &[]).is_empty(), "the revision took the reason away");
    assert_eq!(warnings(&home, &["--as-of", "2"]).len(), 1);
}

#[test]
fn a_pending_warning_is_never_raised_before_it_could_be_seen() {
    // The first day's onset stands until the fourth day drops it for the third's.
    let home = home_with(&[33_600, 30_000, 33_600, 30_000]);
    let on_the_third = &warnings(&home, &["--on", "2023-02-01"])[0];
    assert_eq!((&on_the_third["onset"], &on_the_third["raised_on"]), (&"2023-01-30".into(), &"2023-01-30".into()));
    let on_the_fourth = &warnings(&home, &[])[0];
    assert_eq!((&on_the_fourth["onset"], &on_the_fourth["raised_on"]), (&"2023-02-01".into(), &"2023-02-02".into()));
}

#[test]
fn a_price_exactly_at_the_ceiling_is_not_awas() {
    let home = HomeDir::new();
    let prices: Vec<u32> = std::iter::repeat_n(34_000, 20).chain([41_500; 4]).collect();
    let file = home.file("a.csv", PihpsFile::default().weekdays("2025-06-02", &prices));
    lumbung(&home, &["ingest", file.to_str().unwrap()]);
    let found = warnings(&home, &[]);
    assert_eq!(found[0]["level"], "siaga");
    assert!(found[0]["reason"].as_str().unwrap().contains("tepat pada batas atas HAP"));
}

#[test]
fn a_person_reads_them_in_either_language() {
    let home = home_with(&[33_600; 4]);
    let said = lumbung(&home, &["warnings"]).out;
    assert!(said.starts_with("Peringatan per 2 Februari 2023 (versi data 2)\nSiaga    Harga bawang merah"), "{said}");
    let said = lumbung(&home, &["--lang", "en", "warnings"]).out;
    assert!(
        said.starts_with("Warnings as of 2 February 2023 (data version 2)\nSiaga    Shallots in Kota Bandung"),
        "{said}"
    );
}

#[test]
fn silence_is_told_from_calm() {
    let home = home_with(&[30_000]);
    assert!(lumbung(&home, &["warnings"]).out.contains("Tidak ada peringatan."));
    let said = lumbung(&home, &["warnings", "--on", "2026-11-24"]).out;
    assert!(said.contains("Tidak dapat dinilai: data terakhir 30 Januari 2023"), "{said}");
    let nowhere = lumbung(&HomeDir::new(), &["warnings"]);
    assert_eq!(nowhere.code, 2);
    assert!(nowhere.err.contains("periksa --home"), "{}", nowhere.err);
}
