//! Badan Pangan Nasional's monthly means of cities and regencies:
//! `Kab/Kota,Tahun,Bulan` and a column a commodity.
//!
//! Months by their Indonesian names, each dated its first day; rupiah with a
//! decimal point and no thousands marks; nothing, `-` or `0` for "not
//! reported"; monthly. The panel's own means are whole rupiah: a figure with a
//! fraction was filled in by whoever compiled the file and is an estimate
//! (`E`). Consumer prices unless another level is given; units are the
//! commodities' own.

use super::intake::{Context, Mark};
use super::quotes::Reading;
use super::reason::Reason;
use super::resolve::{self, Whose};
use super::table::{Header, Table};
use super::wide::{self, HeadsAcross};
use super::{ANY, Asks, Format, Match, columns, date, number};
use crate::model::Frequency;
use crate::profile::Profile;

pub(super) const FORMAT: Format =
    Format { id: "bapanas-wide", asks: Asks { place: false, level: true }, delimiters: ANY, recognise, read };

const COLUMNS: [&str; 3] = ["Kab/Kota", "Tahun", "Bulan"];

/// Columns that say again what others say, or how the file was made.
const PASSED_OVER: [&str; 3] = ["Bulan_num", "Periode", "SPHP_covered"];

fn commodity_columns(header: &Header) -> impl Iterator<Item = usize> + '_ {
    let own = COLUMNS.into_iter().chain(PASSED_OVER).filter_map(|name| header.position(name)).collect::<Vec<_>>();
    (0..header.width()).filter(move |column| !own.contains(column) && !header.shown[*column].is_empty())
}

fn recognise(header: &Header, profile: &Profile) -> Match {
    let known = commodity_columns(header).any(|column| profile.find_commodity(&header.shown[column]).is_some());
    match columns(header, &COLUMNS, 0) {
        Match::Exact if !known => Match::No,
        other => other,
    }
}

fn read(header: &Header, table: Table<'_>, context: &Context<'_>) -> Result<Reading, Reason> {
    let [region, year, month] = header.positions(COLUMNS);
    let source = resolve::source("bapanas")?;
    let commodities = commodity_columns(header)
        .map(|column| (column, resolve::commodity(context.profile, &header.shown[column], true)))
        .collect();
    wide::heads_across(
        header,
        table,
        context,
        HeadsAcross {
            heads: commodities,
            names: &[region],
            resolve: &mut |intake, commodity, names| {
                let place = resolve::region(names[0]).map_err(|reason| (0, reason))?.code.clone();
                let level = intake.context.level;
                let whose = Whose { place, level, source: source.clone(), frequency: Frequency::Monthly };
                whose.series(intake, commodity, None).map_err(|reason| (0, reason))
            },
            date: &|row| {
                date::month_of_year(&row.get(month).text(), &row.get(year).text()).ok_or((month, Reason::BadMonth))
            },
            number: &number::rupiah_point_decimal,
            mark: |value| if value.fract() == 0.0 { Mark::Reported } else { Mark::Estimated },
        },
    )
}
