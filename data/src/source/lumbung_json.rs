//! Series of another Lumbung, as its public interface answers: columns of one
//! series, of a market as it reported or of a city's price.
//!
//! Plain numbers, rupiah per canonical unit; null for none; dates ISO; daily.
//! Place, level, unit and source stand in the answer and are checked. The
//! figures become those of the source `lumbung:CODE`, whatever the other city
//! has them from: whose they are in turn is in the address of the batch.
//!
//! Statuses: what it estimated or reported normally is taken; a city price
//! that moved with its other markets, too. What it doubts is kept and doubted.
//! Imputed values of a market are none of its reports and count as missing.

use super::answer::{Fault, iso_day, parse, unread};
use super::intake::{Context, Intake, Mark};
use super::quotes::{Reading, excerpt};
use super::reason::Reason;
use super::resolve::Whose;
use crate::model::{CommodityId, Frequency, PlaceCode, PriceLevel, SourceId};
use serde::Deserialize;
use serde_json::Value;

/// The format's name in reports.
pub const FORMAT: &str = "lumbung-json";

const PRICE: &str = "price";

/// What was asked of the other Lumbung.
#[derive(Debug, Clone)]
pub struct Wanted {
    /// As whose figures they are kept: `lumbung:3203`.
    pub ours: SourceId,
    /// Which of its sources was asked for.
    pub theirs: SourceId,
    /// Its version that was seen last: a series without later rows is passed
    /// over.
    pub seen: i64,
}

#[derive(Deserialize)]
struct Columns {
    commodity: String,
    place: String,
    level: String,
    source: String,
    unit: String,
    version: i64,
    date: Vec<String>,
    price: Vec<Option<f64>>,
    status: Vec<String>,
    reported: Option<Vec<Option<f64>>>,
}

/// Reads the answers for one place, to be given in the context, each of one
/// commodity. Rows are counted through all of them.
#[must_use]
pub fn read(answers: &[impl AsRef<[u8]>], context: &Context<'_>, wanted: &Wanted) -> Reading {
    let Some(place) = &context.place else {
        return unread(context, "", Fault::Shape("tempat tidak disebut · no place was given".to_owned()));
    };
    let mut intake = Intake::new(context);
    let mut row = 0;
    for answer in answers {
        let (columns, series) = match series(answer.as_ref(), &mut intake, context, place, wanted) {
            Ok(Some(found)) => found,
            Ok(None) => continue,
            Err(fault) => return unread(context, "", fault),
        };
        for (i, when) in columns.date.iter().enumerate() {
            row += 1;
            let Some(date) = iso_day(when) else {
                intake.row();
                intake.refuse(row, "date", when, &Reason::Answer(Fault::BadDate));
                continue;
            };
            let reported = columns.reported.as_ref().map_or(columns.price[i], |reported| reported[i]);
            let value = match columns.status[i].as_str() {
                "A" | "E" => columns.price[i],
                "I" if columns.reported.is_none() => columns.price[i],
                "U" => reported,
                "L" => {
                    intake.row();
                    intake.refuse(row, "status", &format!("{when} L"), &Reason::Answer(Fault::TakenBack));
                    continue;
                }
                _ => None,
            };
            let mark = match columns.status[i].as_str() {
                "U" => Mark::Doubted,
                "E" => Mark::Estimated,
                _ => Mark::Reported,
            };
            intake.marked(row, series, date, PRICE, value.map(Value::from).as_ref(), mark);
        }
    }
    intake.finish(PRICE)
}

/// The columns of an answer and their series; none where nothing is new.
fn series(
    bytes: &[u8],
    intake: &mut Intake<'_>,
    context: &Context<'_>,
    place: &PlaceCode,
    wanted: &Wanted,
) -> Result<Option<(Columns, u32)>, Fault> {
    let columns: Columns =
        serde_json::from_value(parse(bytes)?).map_err(|error| Fault::Shape(excerpt(&error.to_string())))?;
    let shape = |what: &str, given: &str| Err(Fault::Shape(format!("{what} {:?}", excerpt(given))));
    if columns.source == SourceId::simulated().as_str() {
        return Err(Fault::Simulated);
    }
    if columns.source != wanted.theirs.as_str() {
        return shape("source", &columns.source);
    }
    if columns.place != place.as_str() {
        return shape("place", &columns.place);
    }
    if PriceLevel::parse(&columns.level) != Ok(context.level) {
        return shape("level", &columns.level);
    }
    let rows = columns.date.len();
    let equal = columns.price.len() == rows
        && columns.status.len() == rows
        && columns.reported.as_ref().is_none_or(|reported| reported.len() == rows);
    if !equal {
        return shape("kolom tidak sama panjang · columns of unequal length", &columns.commodity);
    }
    if columns.version <= wanted.seen {
        return Ok(None);
    }
    let commodity = CommodityId::parse(&columns.commodity).ok().and_then(|id| context.profile.commodity(&id));
    let Some(commodity) = commodity else { return shape("commodity", &columns.commodity) };
    if columns.unit != commodity.unit {
        return Err(Fault::OtherUnit { given: excerpt(&columns.unit), own: commodity.unit.clone() });
    }
    let (place, source) = (place.clone(), wanted.ours.clone());
    let whose = Whose { place, level: context.level, source, frequency: Frequency::Daily };
    let series = whose.series(intake, commodity, None);
    // One answer is one series, of one unit.
    let Ok(series) = series else { return shape("unit", &columns.unit) };
    Ok(Some((columns, series)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::tests::{counts, with_place};

    fn seen(answers: &[&str], seen: i64) -> Reading {
        let source = |text| SourceId::parse(text).unwrap();
        let wanted = Wanted { ours: source("lumbung:3203"), theirs: source("lokal"), seen };
        with_place("3203/muka", |context| read(answers, context, &wanted))
    }

    fn of(json: &str) -> Reading {
        seen(&[json], 0)
    }

    const SERIES: &str = r#"{"commodity":"bawang-merah","place":"3203/muka","level":"retail","source":"lokal","unit":"kg","version":7,
        "date":["2023-01-02","2023-01-03","2023-01-04","2023-01-05"],"price":[31000,null,null,30500.5],
        "status":["A","U","O","E"],"reported":[31000,33000,null,30500.5]}"#;

    #[test]
    fn a_market_of_another_city_keeps_its_figures_and_its_doubts() {
        let reading = of(SERIES);
        assert_eq!(counts(&reading), (4, 4, 0));
        let quotes = &reading.quotes;
        assert_eq!(quotes.series[0].source.as_str(), "lumbung:3203");
        assert_eq!(quotes.doubted, [false, true, false, false]);
        assert_eq!(quotes.estimated, [false, false, false, true]);
        assert!((quotes.value[1] - 33_000.0).abs() < 1e-9 && quotes.value[2].is_nan());
    }

    #[test]
    fn a_series_without_anything_new_is_passed_over() {
        assert_eq!(counts(&seen(&[SERIES, SERIES], 7)), (0, 0, 0));
        assert_eq!(counts(&seen(&[SERIES], 6)), (4, 4, 0));
    }

    #[test]
    fn a_value_that_was_taken_back_there_is_named_here() {
        let reading = of(&SERIES.replace("\"O\"", "\"L\""));
        assert_eq!(counts(&reading), (4, 3, 1));
        assert!(reading.refusals.iter().any(|refusal| refusal.reason.contains("taken this value back")));
    }

    #[test]
    fn an_imputed_value_is_a_city_price_and_no_report_of_a_market() {
        let imputed = SERIES.replace("\"E\"", "\"I\"");
        assert_eq!(of(&imputed).quotes.value.iter().filter(|value| value.is_finite()).count(), 2);
        let city = imputed.replace(r#","reported":[31000,33000,null,30500.5]"#, "").replace("3203/muka", "3203");
        let source = |text| SourceId::parse(text).unwrap();
        let wanted = Wanted { ours: source("lumbung:3203"), theirs: source("lokal"), seen: 0 };
        let reading = with_place("3203", |context| read(&[city], context, &wanted));
        assert_eq!(reading.quotes.value.iter().filter(|value| value.is_finite()).count(), 2);
    }

    #[test]
    fn what_was_not_asked_for_is_not_taken() {
        for (from, to, expected) in [
            ("\"lokal\"", "\"simulasi\"", "simulated prices only"),
            ("\"lokal\"", "\"pihps\"", "source \"pihps\""),
            ("3203/muka", "3203/cipanas", "place"),
            ("\"retail\"", "\"producer\"", "level"),
            ("\"kg\"", "\"ons\"", "kept per kg"),
            ("bawang-merah", "emas", "commodity"),
            ("\"A\",", "", "unequal length"),
            ("\"version\":7", "\"versi\":7", "version"),
        ] {
            let reading = of(&SERIES.replace(from, to));
            assert_eq!(counts(&reading), (0, 0, 0), "{to}");
            assert!(reading.refusals[0].reason.contains(expected), "{to}: {:?}", reading.refusals);
        }
    }
}
