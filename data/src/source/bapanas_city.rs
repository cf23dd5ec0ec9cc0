//! Badan Pangan Nasional's panel of one city, as it is collected day by day:
//! `Timestamp,ID,Komoditas,Satuan,Harga,…`.
//!
//! Dates ISO 8601 or `d-m-yyyy`, whole rupiah (commas between thousands are
//! understood), `0` (also `-` or nothing) for "not reported", daily. The unit
//! stands in each row (`Rp./Kg`, `Rp/Liter`). The city is not in the file, nor
//! is the price level; yesterday's price and the change are not looked at.

use super::intake::{Context, Intake};
use super::long::{self, Long, none, reported};
use super::quotes::Reading;
use super::reason::Reason;
use super::resolve::{self, Fault, Whose};
use super::table::{Header, Table};
use super::unit::Unit;
use super::{ANY, Asks, Format, Match, date, number, only_columns};
use crate::model::Frequency;
use crate::profile::Profile;

pub(super) const FORMAT: Format =
    Format { id: "bapanas-city", asks: Asks { place: true, level: true }, delimiters: ANY, recognise, read };

const COLUMNS: [&str; 4] = ["Timestamp", "Komoditas", "Satuan", "Harga"];

/// Columns that follow from others.
const PASSED_OVER: [&str; 6] = ["ID", "Harga Kemarin", "Tanggal Kemarin", "Gap", "Gap Persen", "Gap Perubahan"];

fn recognise(header: &Header, _: &Profile) -> Match {
    only_columns(header, &COLUMNS, &PASSED_OVER, 1)
}

fn read(header: &Header, table: Table<'_>, context: &Context<'_>) -> Result<Reading, Reason> {
    let [timestamp, commodity, unit, price] = header.positions(COLUMNS);
    let whose = Whose {
        place: context.given_place()?,
        level: context.level,
        source: resolve::source("bapanas")?,
        frequency: Frequency::Daily,
    };
    let mut resolve = |intake: &mut Intake<'_>, names: &[&str], near: bool| -> Result<u32, Fault> {
        let commodity = resolve::commodity(intake.context.profile, names[0], near).map_err(|reason| (0, reason))?;
        let unit = stated(names[1], &commodity.unit).map_err(|reason| (1, reason))?;
        whose.series(intake, commodity, unit).map_err(|reason| (1, reason))
    };
    Ok(long::read(
        header,
        table,
        context,
        Long {
            names: &[commodity, unit],
            resolve: &mut resolve,
            when: &[timestamp],
            date: &|text| date::iso_or_day_first(text[0]).ok_or(Reason::BadIsoDate),
            price,
            number: &number::rupiah_comma_thousands,
            mark: &reported,
            skip: none,
        },
    ))
}

/// The unit that a cell states; none where it states none.
pub(super) fn stated(text: &str, canonical: &str) -> Result<Option<Unit>, Reason> {
    if text.is_empty() {
        return Ok(None);
    }
    Unit::stated(text, canonical).map(Some).ok_or(Reason::UnknownUnit)
}
