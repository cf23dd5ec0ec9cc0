//! Badan Pangan Nasional's daily prices by province:
//! `Tanggal,Komoditas,Provinsi,Harga`.
//!
//! Dates ISO 8601 or `d-m-yyyy`, rupiah with a decimal point and no thousands
//! marks, `0`, `-` or nothing for "not reported", daily. Consumer prices unless
//! another level is given; units are the commodities' own.

use super::intake::{Context, Intake};
use super::long::{self, Long, none, reported};
use super::quotes::Reading;
use super::reason::Reason;
use super::resolve::{self, Fault, Whose};
use super::table::{Header, Table};
use super::{ANY, Asks, Format, Match, date, number, only_columns};
use crate::model::Frequency;
use crate::profile::Profile;

pub(super) const FORMAT: Format =
    Format { id: "bapanas-province", asks: Asks { place: false, level: true }, delimiters: ANY, recognise, read };

const COLUMNS: [&str; 4] = ["Tanggal", "Komoditas", "Provinsi", "Harga"];

fn recognise(header: &Header, _: &Profile) -> Match {
    only_columns(header, &COLUMNS, &[], 0)
}

#[expect(clippy::unnecessary_wraps, reason = "the face of all formats")]
fn read(header: &Header, table: Table<'_>, context: &Context<'_>) -> Result<Reading, Reason> {
    let [date, commodity, province, price] = header.positions(COLUMNS);
    Ok(long::read(
        header,
        table,
        context,
        Long {
            names: &[commodity, province],
            resolve: &mut |intake, names, near| of_province(intake, names, near, Frequency::Daily),
            when: &[date],
            date: &|text| date::iso_or_day_first(text[0]).ok_or(Reason::BadIsoDate),
            price,
            number: &number::rupiah_point_decimal,
            mark: &reported,
            skip: none,
        },
    ))
}

/// The series of a commodity (0) in a province (1), as the panel has it.
pub(super) fn of_province(
    intake: &mut Intake<'_>,
    names: &[&str],
    near: bool,
    frequency: Frequency,
) -> Result<u32, Fault> {
    let commodity = resolve::commodity(intake.context.profile, names[0], near).map_err(|reason| (0, reason))?;
    let place = resolve::province(names[1]).map_err(|reason| (1, reason))?.code.clone();
    let source = resolve::source("bapanas").map_err(|reason| (0, reason))?;
    let whose = Whose { place, level: intake.context.level, source, frequency };
    whose.series(intake, commodity, None).map_err(|reason| (0, reason))
}
