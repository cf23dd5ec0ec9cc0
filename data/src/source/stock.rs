//! Stocks: `date,commodity,place,stock,daily_need`, a row a commodity, place
//! and day.
//!
//! Dates ISO 8601; commodities by name or identifier; places by code
//! (`3273`, `3273/kosambi`) or a region's name; stock and need in one unit,
//! with a decimal point and no thousands marks. It is no price: a series of
//! its own, that never enters one.

use super::intake::{Context, Intake};
use super::long::price;
use super::number::rupiah_point_decimal;
use super::quotes::Reading;
use super::reason::Reason;
use super::resolve::{self, Fault};
use super::table::{Cell, Header, Row, Table};
use super::{ANY, Asks, Format, Match, date, firsts, only_columns};
use crate::model::Stock;
use crate::profile::Profile;

pub(super) const FORMAT: Format =
    Format { id: "stock", asks: Asks { place: false, level: false }, delimiters: ANY, recognise, read };

const COLUMNS: [&str; 5] = ["date", "commodity", "place", "stock", "daily_need"];

fn recognise(header: &Header, _: &Profile) -> Match {
    only_columns(header, &COLUMNS, &[], 1)
}

#[expect(clippy::unnecessary_wraps, reason = "the face of all formats")]
fn read(header: &Header, table: Table<'_>, context: &Context<'_>) -> Result<Reading, Reason> {
    let columns = header.positions(COLUMNS);
    Ok(firsts::read(
        (header, table, context),
        columns[3],
        |row, intake| stock(columns, row, intake),
        |found| (found.commodity.clone(), found.place.clone(), found.date),
        |reading| &mut reading.stocks,
    ))
}

/// The need of a day; nothing where it is not known.
fn daily_need(row: Row<'_>, need: usize) -> Result<f64, Fault> {
    let need_there = price(row.get(need), rupiah_point_decimal).map_err(|reason| (need, reason))?;
    Ok(if need_there.is_nan() { 0.0 } else { need_there })
}

fn stock([date, commodity, place, stock, need]: [usize; 5], row: Row<'_>, intake: &Intake<'_>) -> Result<Stock, Fault> {
    let day = match row.get(date) {
        Cell::Day(day) => day,
        cell => date::iso(&cell.text()).ok_or((date, Reason::BadIsoDate))?,
    };
    intake.check_day(day).map_err(|reason| (date, reason))?;
    let name = row.get(commodity).text();
    let known = resolve::commodity(intake.context.profile, &name, true).map_err(|reason| (commodity, reason))?;
    let code = resolve::place(&row.get(place).text()).map_err(|reason| (place, reason))?;
    let amount = |column: usize| match price(row.get(column), rupiah_point_decimal) {
        Ok(amount) if amount.is_nan() => Err((column, Reason::EmptyField)),
        Ok(amount) => Ok(amount),
        Err(reason) => Err((column, reason)),
    };
    Ok(Stock {
        date: day,
        commodity: known.id.clone(),
        place: code,
        stock: amount(stock)?,
        daily_need: daily_need(row, need)?,
    })
}
