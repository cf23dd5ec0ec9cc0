//! The table that PIHPS lets one download ("Tabel Harga Berdasarkan Daerah"):
//! commodities down, working days across; as the workbook, or saved again as
//! CSV.
//!
//! Dates `dd/ mm/ yyyy` as text, or real dates; prices are text with commas
//! between thousands (`14,300`), whole rupiah; `-`, `0` or nothing for "not
//! reported"; daily from Monday to Friday. Rows with a Roman numeral are the
//! rounded means of groups: their varieties follow, so these rows are passed
//! over. Place and price level are not in the file. Units are the
//! commodities' own.

use super::intake::{Context, Intake};
use super::quotes::Reading;
use super::reason::Reason;
use super::resolve::{self, Fault, Whose};
use super::table::{Header, Table};
use super::wide::{self, DatesAcross};
use super::{ANY, Asks, Format, Match, date, number};
use crate::model::Frequency;
use crate::profile::Profile;
use chrono::NaiveDate;

pub(super) const FORMAT: Format =
    Format { id: "pihps-grid", asks: Asks { place: true, level: true }, delimiters: ANY, recognise, read };

const NUMBER: &str = "No";
const COMMODITY: [&str; 2] = ["Komoditas (Rp)", "Komoditas(Rp)"];

fn commodity_column(header: &Header) -> Option<usize> {
    COMMODITY.into_iter().find_map(|name| header.position(name))
}

fn date_of(header: &Header, column: usize) -> Option<NaiveDate> {
    header.days[column].or_else(|| date::day_month_year(&header.shown[column]))
}

/// The columns behind the commodity's.
fn day_columns(header: &Header, commodity: usize) -> impl Iterator<Item = usize> + '_ {
    (commodity + 1..header.width()).filter(|column| !header.shown[*column].is_empty())
}

fn recognise(header: &Header, _: &Profile) -> Match {
    let Some(commodity) = commodity_column(header) else { return Match::No };
    if COMMODITY.into_iter().map(|name| header.count(name)).sum::<usize>() > 1 {
        return Match::Nearly(Reason::HeaderTwice(header.shown[commodity].clone()), 0);
    }
    match day_columns(header, commodity).filter(|column| date_of(header, *column).is_some()).count() {
        0 => Match::Nearly(Reason::NoDays, 1),
        _ => Match::Exact,
    }
}

fn read(header: &Header, table: Table<'_>, context: &Context<'_>) -> Result<Reading, Reason> {
    let whose = whose(context)?;
    let commodity = commodity_column(header).unwrap_or_default();
    let number = header.position(NUMBER);
    let days =
        day_columns(header, commodity).map(|column| (column, date_of(header, column).ok_or(Reason::BadDate))).collect();
    wide::dates_across(
        header,
        table,
        context,
        DatesAcross {
            days,
            names: &[commodity],
            resolve: &mut |intake: &mut Intake<'_>, names: &[&str], near| one(intake, &whose, names[0], near),
            skip: &|row| number.is_some_and(|column| is_roman(&row.get(column).text())),
            number: &number::rupiah_comma_thousands,
        },
    )
}

/// The series that such tables hold, but for the commodity.
pub(super) fn whose(context: &Context<'_>) -> Result<Whose, Reason> {
    Ok(Whose {
        place: context.given_place()?,
        level: context.level,
        source: resolve::source("pihps")?,
        frequency: Frequency::Daily,
    })
}

/// The series of a commodity by its name.
fn one(intake: &mut Intake<'_>, whose: &Whose, name: &str, near: bool) -> Result<u32, Fault> {
    let commodity = resolve::commodity(intake.context.profile, name, near).map_err(|reason| (0, reason))?;
    whose.series(intake, commodity, None).map_err(|reason| (0, reason))
}

fn is_roman(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|letter| matches!(letter, b'I' | b'V' | b'X'))
}
