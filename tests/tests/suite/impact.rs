//! `lumbung impact`: the effect that was put into the simulated sample, and what is said
//! where nothing can be told.

use chrono::{Datelike, Days, NaiveDate, Weekday};
use lumbung_data::model::day;
use lumbung_data::profile::Profile;
use lumbung_data::sample::interventions;
use lumbung_tests::{Answer, HomeDir, PihpsFile, lumbung};

/// The sample up to a month after the last intervention that is looked at.
fn sample() -> HomeDir {
    let home = HomeDir::new();
    assert_eq!(lumbung(&home, &["sample", "--until", "2026-01-15"]).code, 0);
    home
}

fn impact(home: &HomeDir, more: &[&str]) -> Answer {
    lumbung(home, &[&["impact", "--commodity", "telur-ayam-ras"], more].concat())
}

#[test]
fn an_effect_that_was_put_into_the_sample_is_told_with_its_size_its_days_and_its_cost() {
    let home = sample();
    let profile = Profile::load("bandung").unwrap();
    let held = interventions(&profile);
    let from: NaiveDate = "2025-12-01".parse().unwrap();
    let held = held.iter().find(|held| held.from == from).expect("an intervention in the sample");
    let (place, to) = (held.place.to_string(), held.to.to_string());
    let asked = ["--place", &place, "--from", "2025-12-01", "--to", &to, "--subsidy", "50000000"];
    let found = impact(&home, &[&["--json"], &asked[..]].concat()).json();
    assert_eq!((found["verdict"].as_str(), found["source"].as_str()), (Some("lower"), Some("simulasi")));
    let during = found["share_during"].as_f64().unwrap();
    assert!((during - held.effect).abs() < 0.03, "{during}, not {}", held.effect);
    assert_eq!(found["lasted"]["since"], "2025-12-01");
    let until = day::of(found["lasted"]["until"].as_str().unwrap().parse().unwrap());
    assert!((until - day::of(held.to)).abs() <= 3);
    let cost = &found["relief"]["subsidy"];
    let spared = found["relief"]["rupiah_days"]["value"].as_f64().unwrap();
    assert!((cost["value"].as_f64().unwrap() - 50_000_000.0 / spared).abs() < 1e-6);
    assert!(found["share"]["high"].as_f64().unwrap() < 0.0 && found["controls"].as_array().unwrap().len() >= 2);

    let told = impact(&home, &asked);
    assert_eq!(told.code, 0, "{}", told.err);
    for words in ["harga telur ayam ras di Pasar Kosambi", "lebih rendah", "Pembanding: Pasar Andir", "1 Des 2025"] {
        assert!(told.out.contains(words), "{words}: {}", told.out);
    }
    let english = impact(&home, &[&["--lang", "en"], &asked[..]].concat());
    assert!(english.out.contains("lower than it would have been"), "{}", english.out);
}

#[test]
fn where_nothing_was_done_nothing_is_told() {
    let home = sample();
    let found = impact(&home, &["--json", "--place", "3273/andir", "--from", "2025-04-14"]).json();
    assert_eq!((found["verdict"].as_str(), found["reason"].as_str()), (Some("inconclusive"), Some("wide")));
    assert!(found["lasted"].is_null() && found["relief"].is_null());
    assert!(found["text"].as_str().unwrap().starts_with("Belum dapat disimpulkan"));
}

#[test]
fn a_place_with_an_intervention_of_its_own_is_not_compared_with() {
    let home = sample();
    let asked = ["--place", "3273/kosambi", "--from", "2025-12-01", "--to", "2025-12-12"];
    let other = ["--json", "--other", "3273/andir:2025-11-20:2025-11-25"];
    let found = impact(&home, &[&asked[..], &other].concat()).json();
    assert_eq!(found["left_out"][0]["place"], "3273/andir");
    assert_eq!(found["left_out"][0]["why"], "held");
}

#[test]
fn what_is_lacking_or_wrong_is_told_with_what_to_do() {
    let home = sample();
    let answer = impact(&home, &["--place", "3273/kosambi", "--from", "2023-02-20"]);
    assert_eq!(answer.code, 1, "{}", answer.err);
    assert!(answer.out.contains("Belum dapat disimpulkan") && answer.out.contains("muat harga"), "{}", answer.out);
    for (asked, words) in [
        (&["--place", "3273/kosambi", "--from", "2025-12-12", "--to", "2025-12-01"][..], "tanggal akhir"),
        (&["--place", "3273/xx", "--from", "2025-12-01"], "Pasar yang ada"),
        (&["--place", "3273,3273/kosambi", "--from", "2025-12-01"], "jangan keduanya"),
        (&["--place", "3273/kosambi", "--from", "2025-12-01", "--window", "3"], "antara 14 dan 180"),
        (&["--place", "3273/kosambi", "--from", "2025-12-01", "--subsidy", "nol"], "angka biasa"),
        (&["--place", "3273/kosambi", "--from", "2025-12-01", "--other", "3273/andir"], "tulis tempat dan tanggal"),
    ] {
        let answer = impact(&home, asked);
        assert_eq!(answer.code, 2, "{asked:?}");
        assert!(answer.err.contains(words), "{asked:?}: {}", answer.err);
    }
}

/// Weekly steps that have nothing to do with one another.
fn step(week: u32, city: u32) -> u32 {
    (week * 7_919 + city * 104_729 + week * city * 31) % 11 % 5
}

#[test]
fn a_regions_price_is_compared_with_that_of_other_regions_of_its_province_and_source() {
    let cities = [
        ("Kota Bandung", "Pasar Kosambi"),
        ("Kota Bekasi", "Pasar Kranji"),
        ("Kota Depok", "Pasar Agung"),
        ("Kota Bogor", "Pasar Anyar"),
    ];
    let from: NaiveDate = "2023-11-06".parse().unwrap();
    let mut file = PihpsFile::of("Telur Ayam Ras");
    let mut day: NaiveDate = "2021-01-04".parse().unwrap();
    while day < from + Days::new(50) {
        let week = u32::try_from((day - from).num_weeks() + 1_000).unwrap();
        for (number, (city, market)) in (0_u32..).zip(cities) {
            let price = 27_000 + 500 * (step(week, number) + step(week, 9));
            let lower = number == 0 && day >= from && day < from + Days::new(12);
            let price = if lower { price * 4 / 5 } else { price };
            file = file.in_city(city, &day.format("%d/%m/%Y").to_string(), market, &price.to_string());
        }
        let ahead = if day.weekday() == Weekday::Fri { 3 } else { 1 };
        day = day + Days::new(ahead);
    }
    let home = HomeDir::new();
    let file = home.file("kota.csv", file);
    let answer = lumbung(&home, &["ingest", file.to_str().unwrap()]);
    assert_eq!(answer.code, 0, "{}{}", answer.out, answer.err);
    let asked = ["--json", "--place", "3273", "--from", "2023-11-06", "--to", "2023-11-17"];
    let found = impact(&home, &asked).json();
    assert_eq!(found["verdict"], "lower", "{}", found["text"]);
    assert_eq!(found["controls"], serde_json::json!(["3271", "3275", "3276"]));
    let share = found["share"]["value"].as_f64().unwrap();
    assert!((share + 0.2).abs() < 0.05, "{share}");
    assert_eq!(found["lasted"]["until"], "2023-11-17");
}
