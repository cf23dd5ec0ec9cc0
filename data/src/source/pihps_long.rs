//! PIHPS in long form: one row a commodity, day and market, as Bank
//! Indonesia's price information centre is scraped market by market.
//!
//! Delimiter `;`, dates `dd/mm/yyyy`, whole rupiah per kg (commas between
//! thousands are understood), `-`, `0` or nothing for "not reported", daily
//! from Monday to Friday. The price level is the market's: retail, but for
//! wholesale hubs.

use super::intake::{Context, Intake};
use super::lines::{Lines, fields};
use super::quotes::Reading;
use super::reason::Reason;
use super::{Asks, Format, Match, date, number};
use crate::gazetteer;
use crate::model::{Frequency, SeriesKey, SourceId};
use std::borrow::Cow;
use std::collections::HashMap;

pub(super) const FORMAT: Format =
    Format { id: "pihps-long", asks: Asks { place: false, level: false }, recognise, read };

const DELIMITER: u8 = b';';
const COMMODITY: &str = "Komoditas";
const DATE: &str = "Tanggal";
const PROVINCE: &str = "Provinsi";
const CITY: &str = "Kota / Kelurahan";
const MARKET: &str = "Pasar";
const PRICE: &str = "Harga (Rp)";
const COLUMNS: [&str; 6] = [COMMODITY, DATE, PROVINCE, CITY, MARKET, PRICE];

fn columns(header: &str) -> Vec<String> {
    let mut out = Vec::new();
    match fields(header, DELIMITER, &mut out) {
        Ok(()) => out.iter().map(|field| field.trim().to_lowercase()).collect(),
        Err(_) => Vec::new(),
    }
}

fn recognise(header: &str) -> Match {
    let found = columns(header);
    let count = |column: &str| found.iter().filter(|name| **name == column.to_lowercase()).count();
    let lacking: Vec<_> = COLUMNS.into_iter().filter(|column| count(column) == 0).collect();
    let twice = COLUMNS.into_iter().find(|column| count(column) > 1);
    match (lacking.len(), twice) {
        (0, None) => Match::Exact,
        (0, Some(column)) => Match::Nearly(Reason::HeaderTwice(column.to_owned())),
        (1..=3, _) => Match::Nearly(Reason::HeaderLacks(lacking.join(", "))),
        _ if COLUMNS.into_iter().all(|column| header.to_lowercase().contains(&column.to_lowercase())) => {
            Match::Nearly(Reason::OtherDelimiter)
        }
        _ => Match::No,
    }
}

/// After so many unknown names, the nearest known ones are no longer looked
/// for: something else is wrong with the file.
const MOST_STRANGE: usize = 1_000;

/// The series of a row, or the column at fault.
type Resolved = Result<u32, (&'static str, Reason)>;

fn read(header: &str, lines: Lines<'_>, context: &Context<'_>) -> Reading {
    let header = columns(header);
    let position =
        COLUMNS.map(|column| header.iter().position(|found| *found == column.to_lowercase()).unwrap_or_default());
    let mut intake = Intake::new(context);
    let mut known: HashMap<String, Resolved> = HashMap::new();
    let mut names = String::new();
    let mut strange = 0;
    let mut row: Vec<Cow<'_, str>> = Vec::new();
    let mut dates: HashMap<Box<str>, i32> = HashMap::new();

    for (line, text) in lines {
        let text = match text {
            Ok(text) if text.trim().is_empty() => continue,
            Ok(text) => text,
            Err(reason) => {
                intake.row();
                intake.refuse(line, "", "", &reason);
                continue;
            }
        };
        intake.row();
        if let Err(reason) = fields(text, DELIMITER, &mut row) {
            intake.refuse(line, "", text, &reason);
            continue;
        }
        if row.len() != header.len() {
            intake.refuse(line, "", text, &Reason::FieldCount(row.len(), header.len()));
            continue;
        }
        let [commodity, when, province, city, market, price] = position.map(|i| row[i].trim());

        let day = if let Some(day) = dates.get(when) {
            Ok(*day)
        } else {
            let day = date::day_month_year(when).ok_or(Reason::BadDate).and_then(|date| intake.check_day(date));
            // Broken dates are not worth remembering: there may be many.
            if let Ok(day) = day {
                dates.insert(when.into(), day);
            }
            day
        };
        let day = match day {
            Ok(day) => day,
            Err(reason) => {
                intake.refuse(line, DATE, when, &reason);
                continue;
            }
        };
        names.clear();
        for name in [commodity, province, city, market] {
            names.push_str(name);
            names.push('\n');
        }
        let series = if let Some(series) = known.get(&names) {
            series.clone()
        } else {
            let series = resolve(&mut intake, commodity, province, city, market, strange < MOST_STRANGE);
            strange += usize::from(series.is_err());
            if strange < MOST_STRANGE || series.is_ok() {
                known.insert(names.clone(), series.clone());
            }
            series
        };
        let series = match series {
            Ok(series) => series,
            Err((column, reason)) => {
                let value = match column {
                    COMMODITY => commodity,
                    PROVINCE => province,
                    CITY => city,
                    _ => market,
                };
                intake.refuse(line, column, value, &reason);
                continue;
            }
        };
        if matches!(price, "-" | "") {
            intake.quote(line, series, day, price, f64::NAN, false);
            continue;
        }
        match number::rupiah_comma_thousands(price) {
            // Nothing costs nothing: zero is a mark for "not reported".
            Ok(0.0) => intake.quote(line, series, day, price, f64::NAN, false),
            Ok(value) => match intake.check_price(series, value) {
                Ok(suspect) => intake.quote(line, series, day, price, value, suspect),
                Err(reason) => intake.refuse(line, PRICE, price, &reason),
            },
            Err(reason) => intake.refuse(line, PRICE, price, &reason),
        }
    }
    intake.finish(PRICE)
}

fn resolve(intake: &mut Intake<'_>, commodity: &str, province: &str, city: &str, market: &str, near: bool) -> Resolved {
    for (column, name) in [(COMMODITY, commodity), (PROVINCE, province), (CITY, city), (MARKET, market)] {
        if name.is_empty() {
            return Err((column, Reason::EmptyField));
        }
    }
    let profile = intake.context.profile;
    let commodity = match profile.find_commodity(commodity) {
        Some(commodity) => commodity,
        None if near => {
            let nearest = profile.commodity_named(commodity).err().map(|unknown| unknown.nearest);
            return Err((COMMODITY, Reason::UnknownCommodity(nearest.unwrap_or_default())));
        }
        None => return Err((COMMODITY, Reason::UnknownCommodity(Vec::new()))),
    };
    gazetteer::region_named(province, None).map_err(|unknown| (PROVINCE, Reason::UnknownRegion(unknown.nearest)))?;
    let region = gazetteer::region_named(city, Some(province)).map_err(|unknown| {
        let elsewhere = gazetteer::region_named(city, None).ok().and_then(gazetteer::province_of);
        match elsewhere {
            Some(right) => (CITY, Reason::OtherProvince(province.to_owned(), right.name.clone())),
            None => (CITY, Reason::UnknownRegion(unknown.nearest)),
        }
    })?;
    let market = profile
        .market_named(&region.code, market)
        .map_err(|unknown| (MARKET, Reason::UnknownMarket(unknown.nearest)))?;
    let source = SourceId::parse("pihps").map_err(|_| (MARKET, Reason::UnknownFormat))?;
    let key = SeriesKey {
        commodity: commodity.id.clone(),
        place: market.code.clone(),
        // A wholesale hub's prices never stand among retail ones.
        level: market.level,
        source,
        frequency: Frequency::Daily,
    };
    Ok(intake.series(key, &commodity.unit))
}
