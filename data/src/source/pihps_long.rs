//! PIHPS in long form: one row a commodity, day and market, as Bank
//! Indonesia's price information centre is scraped market by market.
//!
//! Delimiter `;`, dates `dd/mm/yyyy`, whole rupiah per kg (commas between
//! thousands are understood), `-`, `0` or nothing for "not reported", daily
//! from Monday to Friday. The price level is the market's: retail, but for
//! wholesale hubs.

use super::intake::{Context, Intake};
use super::long::{self, Long, none, reported};
use super::quotes::Reading;
use super::reason::Reason;
use super::resolve::{self, Fault, Whose};
use super::table::{Header, Table};
use super::{Asks, Format, Match, columns, date, number};
use crate::model::Frequency;
use crate::profile::Profile;

pub(super) const FORMAT: Format =
    Format { id: "pihps-long", asks: Asks { place: false, level: false }, delimiters: b";", recognise, read };

const COLUMNS: [&str; 6] = ["Komoditas", "Tanggal", "Provinsi", "Kota / Kelurahan", "Pasar", "Harga (Rp)"];

fn recognise(header: &Header, _: &Profile) -> Match {
    columns(header, &COLUMNS, 3)
}

#[expect(clippy::unnecessary_wraps, reason = "the face of all formats")]
fn read(header: &Header, table: Table<'_>, context: &Context<'_>) -> Result<Reading, Reason> {
    let [commodity, date, province, city, market, price] = header.positions(COLUMNS);
    Ok(long::read(
        header,
        table,
        context,
        Long {
            names: &[commodity, province, city, market],
            resolve: &mut resolve,
            when: &[date],
            date: &|text| date::day_month_year(text[0]).ok_or(Reason::BadDate),
            price,
            number: &number::rupiah_comma_thousands,
            mark: &reported,
            skip: none,
        },
    ))
}

fn resolve(intake: &mut Intake<'_>, names: &[&str], near: bool) -> Result<u32, Fault> {
    if let Some(empty) = names.iter().position(|name| name.is_empty()) {
        return Err((empty, Reason::EmptyField));
    }
    let profile = intake.context.profile;
    let commodity = resolve::commodity(profile, names[0], near).map_err(|reason| (0, reason))?;
    let region = resolve::city_in(names[1], names[2]).map_err(|(at, reason)| (at + 1, reason))?;
    let market = resolve::market(profile, region, names[3]).map_err(|reason| (3, reason))?;
    let whose = Whose {
        place: market.code.clone(),
        // A wholesale hub's prices never stand among retail ones.
        level: market.level,
        source: resolve::source("pihps").map_err(|reason| (0, reason))?,
        frequency: Frequency::Daily,
    };
    whose.series(intake, commodity, None).map_err(|reason| (0, reason))
}
