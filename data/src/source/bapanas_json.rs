//! Bapanas as its second interface answers: the prices of one city or province
//! on one day (`harga-pangan-informasi`).
//!
//! Rupiah as JSON numbers per the unit in `satuan` (`Rp./Kg`, `Rp/Liter`); `0`
//! for "not reported"; daily. The day, the place and the price level are those
//! that were asked for: the answer has none of them. Figures of a place are
//! geometric means over its markets, made by Bapanas.
//!
//! `yesterday_date` (`d-m-yyyy`), where it stands, shows whether the answer is of
//! the day that was asked for: a service that leaves the day aside answers with
//! the latest prices, and these are not taken for older ones.

use super::answer::{Fault, list, parse, text, unread};
use super::date::day_month_year;
use super::intake::{Context, Intake};
use super::quotes::{Reading, excerpt};
use super::reason::Reason;
use super::resolve::{self, Whose};
use super::unit::Unit;
use crate::model::{Frequency, PlaceCode};
use chrono::{Days, NaiveDate};
use serde_json::Value;

/// The format's name in reports.
pub const FORMAT: &str = "bapanas-json";

const NAME: &str = "name";
const UNIT: &str = "satuan";
const PRICE: &str = "today";
const DAY_BEFORE: &str = "yesterday_date";

/// The days between two prices that stand side by side, at the most.
const LONGEST_GAP: u64 = 14;

/// Reads the prices of a place, to be given in the context, on the day that was
/// asked for.
#[must_use]
pub fn read(bytes: &[u8], context: &Context<'_>, day: NaiveDate) -> Reading {
    let Some(place) = &context.place else {
        return unread(context, "", Fault::Shape("tempat tidak disebut · no place was given".to_owned()));
    };
    let items = parse(bytes).and_then(|answer| {
        let status = text(answer.get("status"));
        if !matches!(status.as_str(), "" | "success" | "true" | "200") {
            return Err(Fault::Failed(excerpt(&text(answer.get("message")))));
        }
        let items = list(&answer, "data")?.to_vec();
        if items.iter().any(|item| is_of_another_day(item, day)) {
            return Err(Fault::NotAsked(day..=day));
        }
        let complete = |item: &Value| [NAME, UNIT, PRICE].iter().all(|key| item.get(key).is_some());
        match items.iter().position(|item| !complete(item)) {
            _ if items.is_empty() => Err(Fault::Nothing),
            Some(at) => Err(Fault::Shape(format!(
                "catatan {0} tanpa \"{NAME}\", \"{UNIT}\", atau \"{PRICE}\" · record {0} lacks one of these",
                at + 1
            ))),
            None => Ok(items),
        }
    });
    let items = match items {
        Ok(items) => items,
        Err(fault) => return unread(context, "", fault),
    };
    let mut intake = Intake::new(context);
    for (row, item) in (1..).zip(&items) {
        match series(&mut intake, item, context, place) {
            Ok(series) => intake.answer(row, series, day, PRICE, item.get(PRICE)),
            Err((column, reason)) => {
                intake.row();
                intake.refuse(row, column, &text(item.get(column)), &reason);
            }
        }
    }
    intake.finish(PRICE)
}

/// Whether the day before, as the item has it, cannot be before this day.
fn is_of_another_day(item: &Value, day: NaiveDate) -> bool {
    let before = day_month_year(&text(item.get(DAY_BEFORE)).replace('-', "/"));
    before.is_some_and(|before| before >= day || before + Days::new(LONGEST_GAP) < day)
}

fn series(
    intake: &mut Intake<'_>,
    item: &Value,
    context: &Context<'_>,
    place: &PlaceCode,
) -> Result<u32, (&'static str, Reason)> {
    let commodity = context.profile.commodity_named(&text(item.get(NAME)));
    let commodity = commodity.map_err(|unknown| (NAME, Reason::UnknownCommodity(unknown.nearest)))?;
    let given = text(item.get(UNIT));
    // As in its files: oil by the litre stays so.
    let unknown = || Reason::Answer(Fault::OtherUnit { given: excerpt(&given), own: commodity.unit.clone() });
    let unit = Unit::stated(&given, &commodity.unit).ok_or_else(|| (UNIT, unknown()))?;
    let source = resolve::source("bapanas").map_err(|reason| (NAME, reason))?;
    let whose = Whose { place: place.clone(), level: context.level, source, frequency: Frequency::Daily };
    whose.series(intake, commodity, Some(unit)).map_err(|reason| (UNIT, reason))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::tests::{counts, with_place};

    fn of(json: &str) -> Reading {
        let day = NaiveDate::from_ymd_opt(2023, 9, 13).unwrap();
        with_place("3273", |context| read(json.as_bytes(), context, day))
    }

    const PRICES: &str = r#"{"status":"success","data":[
        {"id":27,"name":"Beras Premium","satuan":"Rp./Kg","today":15890,"yesterday":15900,"yesterday_date":"12-9-2023"},
        {"id":127,"name":"Minyakita","satuan":"Rp/Liter","today":0,"yesterday":0},
        {"id":101,"name":"Minyak Goreng Curah","satuan":"Rp/Liter","today":17000,"yesterday":17000}]}"#;

    #[test]
    fn zero_is_not_reported_litres_stay_litres_and_an_unknown_unit_is_refused() {
        let reading = of(PRICES);
        assert_eq!(counts(&reading), (3, 3, 0));
        assert_eq!(reading.quotes.unit, ["kg", "liter", "liter"]);
        let series = |id: &str| reading.quotes.series.iter().position(|key| key.commodity.as_str() == id).unwrap();
        let value = |id: &str| {
            reading.quotes.value[reading.quotes.key.iter().position(|key| *key as usize == series(id)).unwrap()]
        };
        assert!((value("beras-premium") - 15_890.0).abs() < 1e-9 && value("minyakita").is_nan());
        assert!((value("minyak-goreng-curah") - 17_000.0).abs() < 1e-9);

        let reading = of(&PRICES.replace(r#""Rp/Liter","today":17000"#, r#""Rp/Jeriken","today":17000"#));
        assert_eq!(counts(&reading), (3, 2, 1));
        let refusal = &reading.refusals[0];
        assert_eq!((refusal.row, refusal.column.as_str()), (3, UNIT));
        assert!(refusal.reason.contains("is kept per kg"), "{refusal:?}");
    }

    #[test]
    fn the_latest_prices_are_not_taken_for_those_of_an_older_day() {
        for before in ["13-9-2023", "19-11-2026", "1-8-2023"] {
            let reading = of(&PRICES.replace("12-9-2023", before));
            assert_eq!(counts(&reading), (0, 0, 0), "{before}");
            assert!(reading.refusals[0].reason.contains("not asked for"), "{before}: {:?}", reading.refusals);
        }
        for before in ["8-9-2023", "", "kemarin"] {
            assert_eq!(counts(&of(&PRICES.replace("12-9-2023", before))), (3, 3, 0), "{before}");
        }
    }

    #[test]
    fn what_is_no_answer_says_so_in_one_refusal() {
        for (json, expected) in [
            ("null", "there is no list"),
            (r#"{"status":"error","message":"sedang pemeliharaan"}"#, "pemeliharaan"),
            (r#"{"status":"success","data":[]}"#, "without prices"),
            (r#"{"data":[{"id":27,"name":"Beras Premium","harga":1}]}"#, "record 1"),
        ] {
            let reading = of(json);
            assert_eq!(counts(&reading), (0, 0, 0), "{json}");
            assert!(reading.refusals[0].reason.contains(expected), "{json}: {:?}", reading.refusals);
        }
    }
}
