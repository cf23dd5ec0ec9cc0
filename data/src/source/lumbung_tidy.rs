//! A Lumbung's own export: `date,commodity,place,level,source,reported,
//! reported_unit,price,unit,status,version`, as CSV, workbook or Parquet.
//!
//! Dates ISO 8601, identifiers as they are, plain numbers with a decimal
//! point, nothing for "not reported". What counts is what was reported and in
//! which unit: prices are computed anew here. Only where an officer corrected the
//! figure there, its price is another, and is taken in its place. Of the
//! statuses, `E` stays an estimate and `U` stays in doubt; an imputed value
//! (`I`) was never reported.
//! Figures are daily, but for those of WFP, which are monthly, unless a column
//! `frequency` says otherwise.

use super::bapanas_city::stated;
use super::intake::{Context, Intake, Mark};
use super::long::{self, Long, none};
use super::quotes::Reading;
use super::reason::Reason;
use super::resolve::{self, Fault, Whose};
use super::table::{Header, Row, Table};
use super::unit::per;
use super::{ANY, Asks, Format, Match, date, number, only_columns};
use crate::gazetteer;
use crate::model::{Frequency, ObsStatus, PlaceCode, PriceLevel, SourceId};
use crate::profile::Profile;

pub(super) const FORMAT: Format =
    Format { id: "lumbung-tidy", asks: Asks { place: false, level: false }, delimiters: ANY, recognise, read };

const COLUMNS: [&str; 11] = [
    "date",
    "commodity",
    "place",
    "level",
    "source",
    "reported",
    "reported_unit",
    "status",
    "price",
    "unit",
    "version",
];

/// The columns that exports of frequencies other than daily add.
const FREQUENCY: &str = "frequency";

fn recognise(header: &Header, _: &Profile) -> Match {
    only_columns(header, &COLUMNS, &[FREQUENCY], 4)
}

#[expect(clippy::unnecessary_wraps, reason = "the face of all formats")]
fn read(header: &Header, table: Table<'_>, context: &Context<'_>) -> Result<Reading, Reason> {
    let [date, commodity, place, level, source, reported, unit, status, price, canonical, _] =
        header.positions(COLUMNS);
    let frequency = header.position(FREQUENCY);
    let mut names = vec![commodity, place, level, source, unit];
    names.extend(frequency);
    let mark = |row: Row<'_>| match ObsStatus::parse(&row.get(status).text()) {
        Ok(ObsStatus::E) => Ok(Mark::Estimated),
        Ok(ObsStatus::U) => Ok(Mark::Doubted),
        Ok(ObsStatus::A) => Ok(corrected(row, [reported, unit, price, canonical])),
        Ok(_) => Ok(Mark::Reported),
        Err(_) => Err((status, Reason::BadIdentifier("A, U, I, E, O, H, L"))),
    };
    Ok(long::read(
        header,
        table,
        context,
        Long {
            names: &names,
            resolve: &mut resolve,
            when: &[date],
            date: &|text| date::iso(text[0]).ok_or(Reason::BadIsoDate),
            price: reported,
            number: &number::rupiah_point_decimal,
            mark: &mark,
            skip: none,
        },
    ))
}

/// Whether the price is what was reported, or what an officer put in its place.
/// Where that is per another unit it is no figure of this series: the value is
/// doubted then.
fn corrected(row: Row<'_>, [reported, unit, price, canonical]: [usize; 4]) -> Mark {
    let value = |column| long::price(row.get(column), number::rupiah_point_decimal).ok().filter(|value| *value > 0.0);
    let (Some(reported), Some(price_there)) = (value(reported), value(price)) else { return Mark::Reported };
    let (unit, canonical) = (row.get(unit).text(), row.get(canonical).text());
    let same = (price_there * per(&unit, &canonical) / reported - 1.0).abs() < 1e-6;
    match same {
        true => Mark::Reported,
        false if unit == canonical => Mark::Corrected(price),
        false => Mark::Doubted,
    }
}

fn resolve(intake: &mut Intake<'_>, names: &[&str], near: bool) -> Result<u32, Fault> {
    let commodity = resolve::commodity(intake.context.profile, names[0], near).map_err(|reason| (0, reason))?;
    let place = PlaceCode::parse(names[1]).map_err(|_| (1, Reason::BadIdentifier("3273, 3273/kosambi")))?;
    if gazetteer::region(&place.region()).is_none() {
        return Err((1, Reason::UnknownRegion(Vec::new())));
    }
    let level = PriceLevel::parse(names[2]).map_err(|_| (2, Reason::UnknownLevel))?;
    let source = SourceId::parse(names[3]).map_err(|_| (3, Reason::BadIdentifier("pihps, bapanas, lumbung:3203")))?;
    let unit = stated(names[4], &commodity.unit).map_err(|reason| (4, reason))?;
    let frequency = match names.get(5).copied() {
        Some(text) => Frequency::parse(text).map_err(|_| (5, Reason::BadIdentifier("daily, weekly, monthly")))?,
        None if source.as_str() == "wfp" => Frequency::Monthly,
        None => Frequency::Daily,
    };
    Whose { place, level, source, frequency }.series(intake, commodity, unit).map_err(|reason| (4, reason))
}
