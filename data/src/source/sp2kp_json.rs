//! SP2KP as the Ministry of Trade's service answers: the daily prices of one
//! area (`export-area-daily-json`), one record a variant.
//!
//! Rupiah as JSON numbers, not rounded, per `kuantitas` of `satuan` (only 1 is
//! taken; `kg`, `lt`); null or `0` for "not reported"; dates ISO; daily from
//! Monday to Friday. Place and price level are those that were asked for.
//!
//! Variants are known by number and name together: those whose quality answers
//! to one of our commodities. A number that has come to mean something else is
//! refused.

use super::answer::{Fault, iso_day, list, parse, text, unread};
use super::intake::{Context, Intake};
use super::quotes::{Reading, excerpt};
use super::reason::Reason;
use super::resolve::{self, Whose};
use super::unit::Unit;
use crate::model::{CommodityId, Frequency, PlaceCode};
use crate::names::normal;
use chrono::NaiveDate;
use serde_json::Value;
use std::ops::RangeInclusive;

/// The format's name in reports.
pub const FORMAT: &str = "sp2kp-json";

const NAME: &str = "variant";
const NUMBER: &str = "variant_id";
const UNIT: &str = "satuan";
const QUANTITY: &str = "kuantitas";
const PRICES: &str = "daftarHarga";
const PRICE: &str = "harga";
const DATE: &str = "date";

/// The variants that are asked for: number, how the name begins, our commodity.
pub const VARIANTS: [(u32, &str, &str); 9] = [
    (51, "beras premium", "beras-premium"),
    (52, "beras medium", "beras-medium"),
    (2, "cabai merah keriting", "cabai-merah-keriting"),
    (10, "cabai rawit merah", "cabai-rawit-merah"),
    (13, "bawang merah", "bawang-merah"),
    (38, "bawang putih honan", "bawang-putih"),
    (25, "telur ayam ras", "telur-ayam-ras"),
    (27, "daging ayam ras", "daging-ayam-ras"),
    (18, "minyakita", "minyakita"),
];

/// Reads the prices of a place, to be given in the context, for the days that
/// were asked for.
#[must_use]
pub fn read(bytes: &[u8], context: &Context<'_>, asked: &RangeInclusive<NaiveDate>) -> Reading {
    let Some(place) = &context.place else {
        return unread(context, "", Fault::Shape("tempat tidak disebut · no place was given".to_owned()));
    };
    let records = parse(bytes).and_then(|answer| {
        let status = text(answer.get("status"));
        if !matches!(status.as_str(), "" | "success" | "true" | "200") {
            return Err(Fault::Failed(excerpt(&text(answer.get("message")))));
        }
        let records = list(&answer, "data")?.to_vec();
        let whole = |record: &Value| {
            [NAME, NUMBER, UNIT].iter().all(|key| record.get(key).is_some()) && list(record, PRICES).is_ok()
        };
        match records.iter().position(|record| !whole(record)) {
            Some(at) => Err(Fault::Shape(format!(
                "catatan {0} tanpa \"{NAME}\", \"{NUMBER}\", \"{UNIT}\", atau \"{PRICES}\" · record {0} lacks one of these",
                at + 1
            ))),
            None if records.iter().all(|record| list(record, PRICES).is_ok_and(<[Value]>::is_empty)) => {
                Err(Fault::Nothing)
            }
            None => Ok(records),
        }
    });
    let records = match records {
        Ok(records) => records,
        Err(fault) => return unread(context, "", fault),
    };
    let mut intake = Intake::new(context);
    for (row, record) in (1..).zip(&records) {
        let series = series(&mut intake, record, context, place);
        for cell in list(record, PRICES).unwrap_or_default() {
            let when = text(cell.get(DATE));
            let date = iso_day(&when).filter(|date| asked.contains(date));
            match (&series, date) {
                (Ok(series), Some(date)) => intake.answer(row, *series, date, &when, cell.get(PRICE)),
                (Err((column, reason)), _) => {
                    intake.row();
                    intake.refuse(row, column, &text(record.get(column)), reason);
                }
                (_, None) => {
                    intake.row();
                    let fault = if iso_day(&when).is_some() { Fault::NotAsked(asked.clone()) } else { Fault::BadDate };
                    intake.refuse(row, DATE, &when, &Reason::Answer(fault));
                }
            }
        }
    }
    intake.finish(PRICE)
}

fn series(
    intake: &mut Intake<'_>,
    record: &Value,
    context: &Context<'_>,
    place: &PlaceCode,
) -> Result<u32, (&'static str, Reason)> {
    let (number, name) = (text(record.get(NUMBER)), normal(&text(record.get(NAME))));
    let variant = VARIANTS.iter().find(|(id, begins, _)| id.to_string() == number && name.starts_with(begins));
    let commodity = variant.and_then(|(.., id)| context.profile.commodity(&CommodityId::parse(id).ok()?));
    let Some(commodity) = commodity else {
        let nearest = context.profile.commodity_named(&name).err().map(|unknown| unknown.nearest);
        return Err((NAME, Reason::UnknownCommodity(nearest.unwrap_or_default())));
    };
    let given = text(record.get(UNIT));
    let single = matches!(text(record.get(QUANTITY)).as_str(), "" | "1" | "1.0");
    if !single || Unit::stated(&given, &commodity.unit) != Some(Unit::canonical(&commodity.unit)) {
        let given = excerpt(format!("{} {given}", text(record.get(QUANTITY))).trim());
        return Err((UNIT, Reason::Answer(Fault::OtherUnit { given, own: commodity.unit.clone() })));
    }
    let source = resolve::source("sp2kp").map_err(|reason| (NAME, reason))?;
    let whose = Whose { place: place.clone(), level: context.level, source, frequency: Frequency::Daily };
    whose.series(intake, commodity, None).map_err(|reason| (UNIT, reason))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::tests::{asked, counts, with_place};

    fn of(json: &str) -> Reading {
        with_place("3273", |context| read(json.as_bytes(), context, &asked("2023-09-20", "2023-09-30")))
    }

    const DAILY: &str = r#"{"status":"success","data":[
        {"variant":"Beras Medium","variant_id":52,"satuan":"kg","kuantitas":1,"order":101,
         "daftarHarga":[{"date":"2023-09-25","harga":13236.727},{"date":"2023-09-26","harga":null},{"date":"2023-09-27","harga":0}]},
        {"variant":"Minyakita","variant_id":18,"satuan":"lt","kuantitas":1,"order":9,
         "daftarHarga":[{"date":"2023-09-25","harga":15700}]}]}"#;

    #[test]
    fn figures_are_kept_as_they_came_and_null_and_zero_are_missing() {
        let reading = of(DAILY);
        assert_eq!(counts(&reading), (4, 4, 0));
        assert_eq!(&*reading.quotes.raw[0], "13236.727");
        assert!(reading.quotes.value[1].is_nan() && reading.quotes.value[2].is_nan());
        assert_eq!(reading.quotes.unit, ["kg", "liter"]);
    }

    #[test]
    fn a_number_that_means_something_else_now_is_refused() {
        for (from, to) in [("Beras Medium", "Gula Pasir Curah"), ("\"variant_id\":52", "\"variant_id\":53")] {
            let reading = of(&DAILY.replace(from, to));
            assert_eq!(counts(&reading), (4, 1, 3), "{to}");
        }
    }

    #[test]
    fn another_quantity_is_another_unit() {
        for (from, to) in [("\"kuantitas\":1,\"order\":101", "\"kuantitas\":5,\"order\":101"), ("\"kg\"", "\"400gr\"")]
        {
            assert_eq!(counts(&of(&DAILY.replace(from, to))), (4, 1, 3), "{to}");
        }
    }

    #[test]
    fn days_that_were_not_asked_for_are_refused() {
        for date in ["2023-10-01", "25-09-2023", ""] {
            assert_eq!(counts(&of(&DAILY.replace("2023-09-27", date))), (4, 3, 1), "{date}");
        }
    }

    #[test]
    fn what_is_no_answer_says_so_in_one_refusal() {
        for (json, expected) in [
            ("{}", "there is no list"),
            (r#"{"status":"error","message":"x"}"#, "it failed"),
            (r#"{"data":[]}"#, "without prices"),
            (r#"{"data":[{"variant":"Beras Medium"}]}"#, "record 1"),
        ] {
            let reading = of(json);
            assert_eq!(counts(&reading), (0, 0, 0), "{json}");
            assert!(reading.refusals[0].reason.contains(expected), "{json}: {:?}", reading.refusals);
        }
    }
}
