//! Badan Pangan Nasional's monthly prices by province, as its workbook has
//! them: `Kode Provinsi,Nama Provinsi,Komoditas,Tahun,Bulan,Harga`, the header
//! in the third row.
//!
//! Months by their Indonesian names, each dated its first day; prices as text
//! with the sign and commas between thousands (`Rp12,072`), whole rupiah; `-`,
//! `0` or nothing for "not reported"; monthly. A province goes by its name,
//! since its number differs between offices. Consumer prices unless another
//! level is given; units are the commodities' own.

use super::bapanas_province::of_province;
use super::intake::Context;
use super::long::{self, Long, none, reported};
use super::quotes::Reading;
use super::reason::Reason;
use super::table::{Header, Table};
use super::{ANY, Asks, Format, Match, date, number, only_columns};
use crate::model::Frequency;
use crate::profile::Profile;

pub(super) const FORMAT: Format =
    Format { id: "bapanas-monthly", asks: Asks { place: false, level: true }, delimiters: ANY, recognise, read };

const COLUMNS: [&str; 5] = ["Nama Provinsi", "Komoditas", "Tahun", "Bulan", "Harga"];

fn recognise(header: &Header, _: &Profile) -> Match {
    only_columns(header, &COLUMNS, &["Kode Provinsi"], 1)
}

#[expect(clippy::unnecessary_wraps, reason = "the face of all formats")]
fn read(header: &Header, table: Table<'_>, context: &Context<'_>) -> Result<Reading, Reason> {
    let [province, commodity, year, month, price] = header.positions(COLUMNS);
    Ok(long::read(
        header,
        table,
        context,
        Long {
            names: &[commodity, province],
            resolve: &mut |intake, names, near| of_province(intake, names, near, Frequency::Monthly),
            when: &[month, year],
            date: &|text| date::month_of_year(text[0], text[1]).ok_or(Reason::BadMonth),
            price,
            number: &number::rupiah_prefixed,
            mark: &reported,
            skip: none,
        },
    ))
}
