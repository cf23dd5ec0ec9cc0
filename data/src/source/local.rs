//! The city's own survey as a source: what officers noted on the market floor passes the
//! same gate as every file.

use super::intake::{At, Context, Intake, Mark};
use super::quotes::Reading;
use super::reason::Reason;
use super::unit::{Unit, per};
use crate::model::floor::{Answer, median};
use crate::model::{CommodityId, Frequency, PlaceCode, SeriesKey, SourceId};
use chrono::NaiveDate;
use std::fmt::Write;

/// The column that reasons name.
const PRICE: &str = "harga";

/// What was noted of one commodity at one market on one day. Names of stalls and of officers
/// are not in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LocalQuote {
    /// Its number.
    pub row: u64,
    /// The market.
    pub market: PlaceCode,
    /// The commodity.
    pub commodity: CommodityId,
    /// The survey day.
    pub day: NaiveDate,
    /// What was found.
    pub answer: Answer,
    /// What each stall asks, rupiah per `unit`.
    pub stalls: Vec<u32>,
    /// One of the commodity's [`units`].
    pub unit: String,
}

/// The units in which a commodity's price may be noted, the canonical one first: only such
/// as turn into it.
#[must_use]
pub fn units(canonical: &str) -> Vec<&str> {
    match canonical {
        "kg" => vec!["kg", "500 g", "ons"],
        "liter" => vec!["liter", "500 ml"],
        other => vec![other],
    }
}

impl LocalQuote {
    /// Rupiah per canonical unit: the median of the stalls; NaN without a price.
    fn value(&self, canonical: &str) -> f64 {
        let quote = median(&self.stalls).filter(|_| self.answer == Answer::Price);
        // To the hundredth of a rupiah: a third of a price has no end.
        quote.map_or(f64::NAN, |quote| (quote / per(&self.unit, canonical) * 100.0).round() / 100.0)
    }

    /// The note as text: `31000 32000 40000 /kg`.
    #[must_use]
    pub fn text(&self) -> String {
        match self.answer {
            Answer::NoGoods => "tidak ada barang".to_owned(),
            Answer::Closed => "pasar tutup".to_owned(),
            Answer::Price => {
                let mut text = String::new();
                for stall in &self.stalls {
                    let _ = write!(text, "{stall} ");
                }
                text + "/" + &self.unit
            }
        }
    }
}

/// Reads notes as quotes of the source `lokal`. A price is that of the commodity's canonical
/// unit, since a series has one unit.
#[must_use]
pub fn local(notes: &[LocalQuote], context: &Context<'_>) -> Reading {
    let mut intake = Intake::new(context);
    for note in notes {
        intake.row();
        let raw = note.text();
        let at = At { row: note.row, column: PRICE, raw: &raw };
        let read =
            context.profile.commodity(&note.commodity).ok_or_else(|| Reason::UnknownCommodity(Vec::new())).and_then(
                |commodity| {
                    let day = intake.check_day(note.day)?;
                    let level = context.profile.market(&note.market).map_or(context.level, |market| market.level);
                    let key = SeriesKey {
                        commodity: note.commodity.clone(),
                        place: note.market.clone(),
                        level,
                        source: SourceId::local(),
                        frequency: Frequency::Daily,
                    };
                    Ok((intake.series(key, &Unit::canonical(&commodity.unit))?, day, note.value(&commodity.unit)))
                },
            );
        match read {
            Ok((key, day, value)) => {
                let mark = note.answer.absence().map_or(Mark::Reported, Mark::Absent);
                intake.take(at, key, day, Ok(value), mark);
            }
            Err(reason) => intake.refuse(note.row, PRICE, &raw, &reason),
        }
    }
    intake.finish(PRICE)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::granary::{Granary, compare};
    use crate::model::{Lang, ObsStatus, PriceLevel};
    use crate::profile::Profile;

    fn note(answer: Answer, stalls: &[u32], unit: &str) -> LocalQuote {
        LocalQuote {
            row: 1,
            market: PlaceCode::parse("3273/kosambi").unwrap(),
            commodity: CommodityId::parse("bawang-merah").unwrap(),
            day: NaiveDate::from_ymd_opt(2026, 11, 26).unwrap(),
            answer,
            stalls: stalls.to_vec(),
            unit: unit.to_owned(),
        }
    }

    fn read(profile: &Profile, note: LocalQuote) -> Reading {
        let today = NaiveDate::from_ymd_opt(2026, 11, 30).unwrap();
        let context = Context { profile, today, lang: Lang::En, level: PriceLevel::Retail, place: None };
        local(&[note], &context)
    }

    #[test]
    fn the_quote_is_the_median_of_the_stalls_per_canonical_unit() {
        let profile = Profile::load("bandung").unwrap();
        let price = |note| read(&profile, note).quotes.value[0];
        assert!((price(note(Answer::Price, &[40_000, 31_000, 32_000], "kg")) - 32_000.0).abs() < 1e-9);
        assert!((price(note(Answer::Price, &[3_200, 3_300], "ons")) - 32_500.0).abs() < 1e-9);
        let reading = read(&profile, note(Answer::Price, &[16_000], "500 g"));
        assert_eq!((&*reading.quotes.raw[0], reading.quotes.unit[0].as_str()), ("16000 /500 g", "kg"));
    }

    #[test]
    fn what_was_said_takes_the_place_of_a_price_and_says_nothing_twice() {
        let profile = Profile::load("bandung").unwrap();
        let mut known = Granary::default();
        let mut lay = |note: LocalQuote| {
            let quotes = read(&profile, note).quotes;
            let delta = compare(&quotes, &known, &profile, known.version() + 1);
            let stored = delta.quotes.len();
            if let Some(next) = delta.next {
                known = next;
            }
            let series = known.series(&quotes.series[0]).unwrap();
            (stored, series.status[0], series.price[0].is_nan())
        };
        assert_eq!(lay(note(Answer::Price, &[32_000], "kg")), (1, ObsStatus::A, false));
        assert_eq!(lay(note(Answer::NoGoods, &[], "kg")), (1, ObsStatus::L, true));
        assert_eq!(lay(note(Answer::NoGoods, &[], "kg")), (0, ObsStatus::L, true));
        assert_eq!(lay(note(Answer::Closed, &[], "kg")), (1, ObsStatus::H, true), "a Thursday");
        assert_eq!(lay(note(Answer::Closed, &[], "kg")), (0, ObsStatus::H, true));
        assert_eq!(lay(note(Answer::Price, &[33_000], "kg")), (1, ObsStatus::A, false));
        assert_eq!(lay(note(Answer::Price, &[33_000], "kg")), (0, ObsStatus::A, false));
    }

    #[test]
    fn every_unit_that_is_offered_turns_into_the_canonical_one() {
        for canonical in ["kg", "liter", "butir"] {
            let offered = units(canonical);
            assert_eq!(offered[0], canonical);
            let turned = offered.iter().map(|unit| Unit::stated(unit, canonical));
            assert!(turned.into_iter().all(|unit| unit.is_some_and(|unit| unit.canonical == canonical)));
        }
    }
}
