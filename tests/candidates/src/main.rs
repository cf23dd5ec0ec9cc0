//! Compares the outlook with what libraries for single series would have said of the same
//! days: Theta, ETS, and ETS on top of a seasonal decomposition by STL.
//!
//! `cargo run --release --manifest-path tests/candidates/Cargo.toml -- HOME [FROM]`, with
//! `lumbung` on the path or its path in `LUMBUNG_BIN`. Every candidate gives the middle of
//! the log price; its 10 and 90 % quantiles lie at those of its own errors on the same
//! series, as far as they were known on the day. The outlook's quantiles are taken as they
//! were told. All are scored by the pinball loss on the same days, against the last price
//! with its own errors.

mod model;

use anyhow::{Context, Result, bail};
use chrono::NaiveDate;
use model::{Candidate, HISTORY};
use std::collections::BTreeMap;
use std::env;
use std::process::Command;

const HORIZONS: [i32; 3] = [7, 14, 28];
const SHARES: [f64; 3] = [0.1, 0.5, 0.9];
/// Candidates are asked on every so manieth survey day: they are fitted anew each time.
const STRIDE: usize = 5;
/// Errors that are wanted before they say how wide a range is.
const LEAST_ERRORS: usize = 40;

/// A series: survey days, log prices, and what the outlook said of each, by horizon.
#[derive(Default)]
struct Series {
    days: Vec<i32>,
    logs: Vec<f64>,
    said: BTreeMap<(i32, i32), [f64; 3]>,
}

/// The sums of one horizon: losses of the outlook and of each candidate, and how many days.
#[derive(Default, Clone)]
struct Sums {
    outlook: f64,
    candidates: [f64; Candidate::ALL.len()],
    days: u32,
}

fn main() -> Result<()> {
    let mut words = env::args().skip(1);
    let Some(home) = words.next() else { bail!("say which home: candidates HOME [FROM]") };
    let from = words.next().unwrap_or_else(|| "2021-01-01".to_owned());
    let mut all = told(&home, &from)?;
    for ((commodity, place), series) in &mut all {
        prices(&home, commodity, place, series)?;
    }
    let from = day(&from)?;
    let mut sums = vec![Sums::default(); HORIZONS.len()];
    for series in all.values() {
        walk(series, from, &mut sums);
    }
    println!("{} series; the loss below that of the last price, in per cent", all.len());
    print!("{:>8}{:>9}{:>10}", "horizon", "days", "outlook");
    Candidate::ALL.iter().skip(1).for_each(|candidate| print!("{:>12}", candidate.name()));
    println!();
    for (horizon, sums) in HORIZONS.iter().zip(&sums) {
        let last = sums.candidates[0];
        let skill = |loss: f64| format!("{:+.1}", (1.0 - loss / last) * 100.0);
        print!("{horizon:>8}{:>9}{:>10}", sums.days, skill(sums.outlook));
        sums.candidates.iter().skip(1).for_each(|loss| print!("{:>12}", skill(*loss)));
        println!();
    }
    Ok(())
}

/// What the outlook said from a day on, by commodity and place.
fn told(home: &str, from: &str) -> Result<BTreeMap<(String, String), Series>> {
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("outlook.csv");
    let path = file.to_str().context("a path that is no text")?;
    lumbung(home, &["backtest", "--from", from, "--outlook", path])?;
    let mut all: BTreeMap<(String, String), Series> = BTreeMap::new();
    for row in csv::Reader::from_path(&file)?.deserialize() {
        let (commodity, place, date, horizon, _, q10, q50, q90): (String, String, String, i32, f64, f64, f64, f64) =
            row?;
        let said = [q10, q50, q90].map(f64::ln);
        all.entry((commodity, place)).or_default().said.insert((day(&date)?, horizon), said);
    }
    Ok(all)
}

/// The survey days of a city series.
fn prices(home: &str, commodity: &str, place: &str, series: &mut Series) -> Result<()> {
    let text = lumbung(home, &["series", "--commodity", commodity, "--place", place])?;
    for row in csv::Reader::from_reader(text.as_bytes()).deserialize() {
        let row: BTreeMap<String, String> = row?;
        if let Ok(price) = row["price"].parse::<f64>() {
            series.days.push(day(&row["date"])?);
            series.logs.push(price.ln());
        }
    }
    Ok(())
}

fn lumbung(home: &str, words: &[&str]) -> Result<String> {
    let program = env::var("LUMBUNG_BIN").unwrap_or_else(|_| "lumbung".to_owned());
    let output = Command::new(&program).args(["--home", home]).args(words).output().with_context(|| program.clone())?;
    if !output.status.success() {
        bail!("{program} {}: {}", words.join(" "), String::from_utf8_lossy(&output.stderr));
    }
    Ok(String::from_utf8(output.stdout)?)
}

fn day(text: &str) -> Result<i32> {
    let epoch = NaiveDate::from_ymd_opt(1970, 1, 1).unwrap_or_default();
    Ok(i32::try_from((text.parse::<NaiveDate>()? - epoch).num_days())?)
}

/// Walks over a series and adds the losses of the days from one on.
fn walk(series: &Series, from: i32, sums: &mut [Sums]) {
    // By candidate and horizon: on which day an error is known, and the error.
    let mut errors = vec![vec![Vec::<(i32, f64)>::new(); HORIZONS.len()]; Candidate::ALL.len()];
    for at in (HISTORY..series.days.len()).step_by(STRIDE) {
        let (today, history) = (series.days[at], &series.logs[..=at]);
        let steps = HORIZONS.map(|horizon| usize::try_from(horizon * 5 / 7).unwrap_or(1));
        let middles = Candidate::ALL.map(|candidate| candidate.middles(history, steps));
        for (h, horizon) in HORIZONS.into_iter().enumerate() {
            let end = series.days.partition_point(|day| *day <= today + horizon);
            // What comes after the last known day is not known.
            if end == series.days.len() || end == at + 1 {
                continue;
            }
            let came = series.logs[end - 1];
            let mut losses = [0.0; Candidate::ALL.len()];
            let mut all_said = true;
            for (c, middles) in middles.iter().enumerate() {
                let Some(middles) = middles else {
                    all_said = false;
                    continue;
                };
                let mut known: Vec<f64> =
                    errors[c][h].iter().filter(|(day, _)| *day < today).map(|(_, error)| *error).collect();
                errors[c][h].push((today + horizon, came - middles[h]));
                if known.len() < LEAST_ERRORS {
                    all_said = false;
                    continue;
                }
                known.sort_by(f64::total_cmp);
                losses[c] = pinball(&SHARES.map(|share| middles[h] + quantile(&known, share)), came);
            }
            let said = series.said.get(&(today, horizon)).filter(|_| all_said && today >= from);
            if let Some(said) = said {
                sums[h].outlook += pinball(said, came);
                sums[h].candidates.iter_mut().zip(losses).for_each(|(sum, loss)| *sum += loss);
                sums[h].days += 1;
            }
        }
    }
}

/// The mean pinball loss of three quantiles.
fn pinball(said: &[f64; 3], came: f64) -> f64 {
    let one =
        |(said, share): (&f64, f64)| if came >= *said { share * (came - said) } else { (1.0 - share) * (said - came) };
    said.iter().zip(SHARES).map(one).sum::<f64>() / 3.0
}

fn quantile(sorted: &[f64], share: f64) -> f64 {
    let place = share * (sorted.len() - 1) as f64;
    let (low, high) = (sorted[place.floor() as usize], sorted[place.ceil() as usize]);
    low + (high - low) * place.fract()
}
