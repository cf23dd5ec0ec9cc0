//! A Lumbung's own export: `date,commodity,place,level,source,reported,
//! reported_unit,price,unit,status,version`, as CSV, workbook or Parquet.
//!
//! Dates ISO 8601, identifiers as they are, plain numbers with a decimal
//! point, nothing for "not reported". What counts is what was reported and in
//! which unit: prices are computed anew here. Of the statuses, `E` stays an
//! estimate and `U` stays in doubt; an imputed value (`I`) was never reported.
//! Figures are daily, but for those of WFP, which are monthly, unless a column
//! `frequency` says otherwise.

use super::bapanas_city::stated;
use super::intake::{Context, Intake, Mark};
use super::long::{self, Long, none};
use super::quotes::Reading;
use super::reason::Reason;
use super::resolve::{self, Fault, Whose};
use super::table::{Header, Row, Table};
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
    let [date, commodity, place, level, source, reported, unit, status, ..] = header.positions(COLUMNS);
    let frequency = header.position(FREQUENCY);
    let mut names = vec![commodity, place, level, source, unit];
    names.extend(frequency);
    let mark = |row: Row<'_>| match ObsStatus::parse(&row.get(status).text()) {
        Ok(ObsStatus::E) => Ok(Mark::Estimated),
        Ok(ObsStatus::U) => Ok(Mark::Doubted),
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
