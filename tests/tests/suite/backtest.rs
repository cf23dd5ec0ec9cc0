//! `lumbung backtest`: both files by the contract, and nothing in them that rests on
//! the future, on real prices.

use lumbung_tests::{HomeDir, lumbung, real_shallots};
use std::fmt::Write;

const CUT: &str = "2021-12-31";

/// The real shallot file with other prices after a day, or none.
fn with_another_future(multiply: Option<u64>) -> String {
    let text = std::fs::read_to_string(real_shallots()).unwrap();
    let mut lines = text.lines();
    let mut other = format!("{}\n", lines.next().unwrap());
    let date = |line: &str| {
        let field = line.split(';').find(|field| field.len() == 10 && field.as_bytes()[2] == b'/').unwrap();
        format!("{}-{}-{}", &field[6..], &field[3..5], &field[..2])
    };
    for line in lines {
        if date(line).as_str() <= CUT {
            writeln!(other, "{line}").unwrap();
        } else if let Some(factor) = multiply {
            let (before, price) = line.rsplit_once(';').unwrap();
            let price =
                price.trim().parse().map_or_else(|_| price.to_owned(), |price: u64| (price * factor / 10).to_string());
            writeln!(other, "{before};{price}").unwrap();
        }
    }
    other
}

fn home_of(file: &std::path::Path) -> HomeDir {
    let home = HomeDir::new();
    assert_eq!(lumbung(&home, &["ingest", file.to_str().unwrap()]).code, 0);
    home
}

/// Both files of a walk to the day.
fn files(home: &HomeDir) -> [String; 2] {
    let paths = ["warnings.csv", "outlook.csv"].map(|name| home.path().join(name));
    let [warnings, outlook] = paths.each_ref().map(|path| path.to_str().unwrap());
    let answer =
        lumbung(home, &["backtest", "--from", "2021-01-01", "--to", CUT, "--warnings", warnings, "--outlook", outlook]);
    assert_eq!(answer.code, 0, "{}", answer.err);
    paths.map(|path| std::fs::read_to_string(path).unwrap())
}

#[test]
#[cfg_attr(not(real_data), ignore = "needs LUMBUNG_REAL_DATA, the folder of real price files")]
fn a_walk_writes_both_files_and_they_are_the_same_whatever_comes_later() {
    let whole = home_of(&real_shallots());
    let [warnings, outlook] = files(&whole);
    assert!(warnings.starts_with("commodity,place,level,kind,raised_on,cleared_on\nbawang-merah,32"), "{warnings}");
    assert!(outlook.starts_with("commodity,place,date,horizon_days,p_surge,q10,q50,q90\nbawang-merah,32"));
    let rows = |text: &str| text.lines().skip(1).map(str::to_owned).collect::<Vec<_>>();
    // 9 places, each on at most 261 weekdays, three horizons a day.
    assert!((6_000..=7_047).contains(&rows(&outlook).len()), "{}", rows(&outlook).len());
    for row in rows(&outlook) {
        let fields: Vec<&str> = row.split(',').collect();
        assert!(("2021-01-01"..=CUT).contains(&fields[2]) && ["7", "14", "28"].contains(&fields[3]), "{row}");
        let numbers: Vec<f64> = fields[4..].iter().map(|number| number.parse().unwrap()).collect();
        assert!((0.0..=1.0).contains(&numbers[0]) && numbers[1..].is_sorted(), "{row}");
    }
    let kinds = ["surge", "early", "creep", "spread", "reference", "no-data", "supply"];
    assert!(rows(&warnings).iter().all(|row| kinds.contains(&row.split(',').nth(3).unwrap())));
    assert!(warnings.contains(",surge,") && warnings.contains(",early,"));

    for multiply in [None, Some(17)] {
        let home = HomeDir::new();
        let file = home.file("other.csv", with_another_future(multiply));
        let ingested = lumbung(&home, &["ingest", file.to_str().unwrap()]);
        assert!(ingested.code < 2, "{}", ingested.err);
        assert_eq!(files(&home), [warnings.clone(), outlook.clone()], "{multiply:?}");
    }
}

#[test]
#[cfg_attr(not(real_data), ignore = "needs LUMBUNG_REAL_DATA, the folder of real price files")]
fn the_score_says_what_was_counted_and_how_sure_it_is() {
    let home = home_of(&real_shallots());
    let answer = lumbung(&home, &["--json", "backtest", "--from", "2021-01-01"]);
    let all = &answer.json()["score"]["all"];
    assert_eq!(all["series"], 9);
    let surges = all["surges"].as_u64().unwrap();
    assert!((50..=75).contains(&surges), "{surges}");
    for figure in [&all["early"]["found"], &all["chances"]["14"]["precision"], &all["prices"]["28"]["covered"]] {
        let of = |name: &str| figure[name].as_f64().unwrap();
        assert!(of("low") <= of("value") && of("value") <= of("high") && of("low") < of("high"), "{figure}");
    }
    assert_eq!(answer.json()["lag_days"], 0);
}

#[test]
fn a_home_without_data_and_a_span_that_ends_before_it_begins_are_told() {
    let home = HomeDir::new();
    let empty = lumbung(&home, &["backtest"]);
    assert!(empty.code == 2 && empty.err.contains("tidak ada data Lumbung"), "{}", empty.err);
    let file = home.file("a.csv", lumbung_tests::PihpsFile::default().weekdays("2023-01-02", &[30_000; 30]));
    assert_eq!(lumbung(&home, &["ingest", file.to_str().unwrap()]).code, 0);
    let late = lumbung(&home, &["backtest", "--from", "2024-01-01"]);
    assert!(late.code == 2 && late.err.contains("sesudah hari terakhir"), "{}", late.err);
    // Too little to learn from: everything is told but the outlook.
    let short = lumbung(&home, &["--json", "backtest", "--from", "2023-01-02"]);
    assert_eq!((short.code, &short.json()["score"]["all"]["chances"]), (0, &serde_json::json!({})));
}
