//! PIHPS by variety name: `name,regency_name,date,price,category`.
//!
//! Dates ISO 8601, whole rupiah (commas between thousands are understood),
//! `-`, `0` or nothing for "not reported", daily. A row without a regency is
//! for the place that was given with the file; so is its price level. Units
//! are the commodities' own; `category` is not looked at.

use super::intake::{Context, Intake};
use super::long::{self, Long, none, reported};
use super::quotes::Reading;
use super::reason::Reason;
use super::resolve::{self, Fault, Whose};
use super::table::{Cell, Header, Table};
use super::{ANY, Asks, Format, Match, date, number, only_columns};
use crate::model::Frequency;
use crate::profile::Profile;

pub(super) const FORMAT: Format =
    Format { id: "pihps-names", asks: Asks { place: true, level: true }, delimiters: ANY, recognise, read };

const COLUMNS: [&str; 5] = ["name", "regency_name", "date", "price", "category"];

fn recognise(header: &Header, _: &Profile) -> Match {
    only_columns(header, &COLUMNS, &[], 1)
}

fn read(header: &Header, table: Table<'_>, context: &Context<'_>) -> Result<Reading, Reason> {
    let [name, regency, date, price, _] = header.positions(COLUMNS);
    let mut silent = false;
    table.clone().each(header.width(), |_, row| silent |= row.is_ok_and(|row| row.get(regency) == Cell::Empty));
    let given = if silent { Some(context.given_place()?) } else { None };
    let source = resolve::source("pihps")?;
    let mut resolve = |intake: &mut Intake<'_>, names: &[&str], near: bool| -> Result<u32, Fault> {
        let commodity = resolve::commodity(intake.context.profile, names[0], near).map_err(|reason| (0, reason))?;
        let place = match (&given, names[1]) {
            (Some(place), "") => place.clone(),
            (_, regency) => resolve::region(regency).map_err(|reason| (1, reason))?.code.clone(),
        };
        let level = intake.context.level;
        let whose = Whose { place, level, source: source.clone(), frequency: Frequency::Daily };
        whose.series(intake, commodity, None).map_err(|reason| (0, reason))
    };
    Ok(long::read(
        header,
        table,
        context,
        Long {
            names: &[name, regency],
            resolve: &mut resolve,
            when: &[date],
            date: &|text| date::iso(text[0]).ok_or(Reason::BadIsoDate),
            price,
            number: &number::rupiah_comma_thousands,
            mark: &reported,
            skip: none,
        },
    ))
}
