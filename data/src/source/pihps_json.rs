//! PIHPS as Bank Indonesia's site answers: the daily grid of one place, one
//! record a variety, one key a day.
//!
//! Dates are the keys, `dd/mm/yyyy`; whole rupiah with commas between
//! thousands, as text; `-`, nothing or `0` for "not reported"; daily from
//! Monday to Friday, rupiah per the commodity's unit (which the answer does not
//! state). Records of level 1 are groups, means of their varieties, and are
//! left out. Place and price level are those that were asked for: the answer
//! has neither.

use super::answer::{Fault, list, parse, text, unread};
use super::date::day_month_year;
use super::intake::{Context, Intake};
use super::quotes::Reading;
use super::reason::Reason;
use super::resolve::{self, Whose};
use crate::model::{Frequency, PlaceCode};
use chrono::NaiveDate;
use serde_json::{Map, Value};
use std::ops::RangeInclusive;

/// The format's name in reports.
pub const FORMAT: &str = "pihps-json";

const NAME: &str = "name";

/// Reads the grid of a place, to be given in the context, for the days that
/// were asked for.
///
/// A day outside them means that days and months are swapped, or that the
/// answer is another's: nothing of it is taken then.
#[must_use]
pub fn read(bytes: &[u8], context: &Context<'_>, asked: &RangeInclusive<NaiveDate>) -> Reading {
    let Some(place) = &context.place else {
        return unread(context, "", Fault::Shape("tempat tidak disebut · no place was given".to_owned()));
    };
    match grid(bytes, asked) {
        Ok(grid) => take(&grid, context, place),
        Err((value, fault)) => unread(context, &value, fault),
    }
}

/// A day's key, its date and its value.
type Cell = (String, NaiveDate, Value);

/// What was given, and what is wrong with it.
type Wrong = (String, Fault);

/// A variety's record with its days.
struct Line {
    row: u64,
    name: String,
    cells: Vec<Cell>,
}

fn grid(bytes: &[u8], asked: &RangeInclusive<NaiveDate>) -> Result<Vec<Line>, Wrong> {
    let whole = |fault| (String::new(), fault);
    let answer = parse(bytes).map_err(whole)?;
    let records = list(&answer, "data").map_err(whole)?;
    let mut lines = Vec::new();
    for (row, record) in (1..).zip(records) {
        let record = record.as_object().filter(|record| record.contains_key(NAME));
        let shape = || whole(Fault::Shape(format!("catatan {row} tanpa \"{NAME}\" · record {row} has no \"{NAME}\"")));
        let record = record.ok_or_else(shape)?;
        if text(record.get("level")) == "1" {
            continue;
        }
        lines.push(Line { row, name: text(record.get(NAME)), cells: cells(record, asked)? });
    }
    if lines.iter().all(|line| line.cells.is_empty()) {
        return Err(whole(Fault::Nothing));
    }
    Ok(lines)
}

fn cells(record: &Map<String, Value>, asked: &RangeInclusive<NaiveDate>) -> Result<Vec<Cell>, Wrong> {
    let days = record.iter().filter(|(key, _)| key.contains('/')).map(|(key, value)| {
        let date = day_month_year(key).filter(|date| asked.contains(date));
        let date = date.ok_or_else(|| (key.clone(), Fault::NotAsked(asked.clone())))?;
        Ok((key.clone(), date, value.clone()))
    });
    days.collect()
}

fn take(grid: &[Line], context: &Context<'_>, place: &PlaceCode) -> Reading {
    let mut intake = Intake::new(context);
    for line in grid {
        let series = series(&mut intake, line, context, place);
        for (key, date, value) in &line.cells {
            match &series {
                Ok(series) => intake.answer(line.row, *series, *date, key, Some(value)),
                Err(reason) => {
                    intake.row();
                    intake.refuse(line.row, NAME, &line.name, reason);
                }
            }
        }
    }
    intake.finish("harga")
}

fn series(intake: &mut Intake<'_>, line: &Line, context: &Context<'_>, place: &PlaceCode) -> Result<u32, Reason> {
    let commodity = context.profile.commodity_named(&line.name);
    let commodity = commodity.map_err(|unknown| Reason::UnknownCommodity(unknown.nearest))?;
    let source = resolve::source("pihps")?;
    let whose = Whose { place: place.clone(), level: context.level, source, frequency: Frequency::Daily };
    whose.series(intake, commodity, None)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::tests::{asked, counts, with_place};

    fn of(json: &str) -> Reading {
        with_place("3273/kosambi", |context| read(json.as_bytes(), context, &asked("2023-04-17", "2023-04-25")))
    }

    const GRID: &str = r#"{"data":[
        {"no":"I","name":"Beras","level":1,"20/04/2023":"15,150"},
        {"no":1,"name":"Beras Kualitas Bawah I","level":2,"20/04/2023":"14,150","21/04/2023":"-"},
        {"no":"2","name":"Cabai Merah Keriting ","level":2,"20/04/2023":"45,000","21/04/2023":"460,000"}]}"#;

    #[test]
    fn the_grid_of_a_market_gives_a_quote_a_variety_and_day() {
        let reading = of(GRID);
        assert_eq!(counts(&reading), (4, 4, 0));
        let quotes = &reading.quotes;
        assert_eq!(quotes.series.len(), 2);
        assert_eq!(quotes.series[0].commodity.as_str(), "beras-bawah-1");
        assert!((quotes.value[0] - 14_150.0).abs() < 1e-9 && quotes.value[1].is_nan());
        // Ten times too much: kept, to be doubted among its neighbours.
        assert!((quotes.value[3] - 460_000.0).abs() < 1e-9);
        assert_eq!(&*quotes.raw[2], "45,000");
    }

    #[test]
    fn a_group_is_no_variety() {
        let only_group = r#"{"data":[{"no":"I","name":"Beras","level":1,"20/04/2023":"15,150"}]}"#;
        assert_eq!(counts(&of(only_group)), (0, 0, 0));
    }

    #[test]
    fn swapped_days_and_months_are_taken_for_what_they_are() {
        for key in ["04/20/2023", "16/04/2023", "4/5/2023", "20/04/23", "//"] {
            let reading = of(&GRID.replace("21/04/2023", key));
            assert_eq!(counts(&reading), (0, 0, 0), "{key}");
            assert!(reading.refusals[0].reason.contains("not asked for"), "{key}: {:?}", reading.refusals);
        }
    }

    #[test]
    fn an_unknown_variety_is_refused_a_day_and_the_others_land() {
        let reading = of(&GRID.replace("Beras Kualitas Bawah I", "Beras Kualitas Antah"));
        assert_eq!(counts(&reading), (4, 2, 2));
        assert!(reading.refusals[0].reason.contains("Beras kualitas"), "{:?}", reading.refusals);
    }

    #[test]
    fn what_is_no_grid_says_so_in_one_refusal() {
        for (json, expected) in [
            ("", "no JSON"),
            ("<html>", "no JSON"),
            ("[]", "there is no list"),
            ("{\"data\":{}}", "there is no list"),
            ("{\"data\":[1]}", "record 1"),
            ("{\"data\":[{\"nama\":\"Beras\"}]}", "record 1"),
            ("{\"data\":[]}", "without prices"),
            ("{\"data\":[{\"name\":\"Telur Ayam\",\"level\":2}]}", "without prices"),
        ] {
            let reading = of(json);
            assert_eq!(counts(&reading), (0, 0, 0), "{json}");
            assert!(reading.refusals[0].reason.contains(expected), "{json}: {:?}", reading.refusals);
        }
    }
}
