//! The PIHPS table turned by a user: days down, commodities across.
//!
//! As in the download (`pihps_grid`): dates `dd/ mm/ yyyy`, commas between
//! thousands, whole rupiah, `-`, `0` or nothing for "not reported", daily.
//! Means of groups cannot be told from varieties here: a group's name that is
//! no commodity's is refused. Place and price level are not in the file.

use super::intake::{Context, Mark};
use super::pihps_grid;
use super::quotes::Reading;
use super::reason::Reason;
use super::resolve;
use super::table::{Cell, Header, Table};
use super::wide::{self, HeadsAcross};
use super::{ANY, Asks, Format, Match, date, number};
use crate::profile::Profile;

pub(super) const FORMAT: Format =
    Format { id: "pihps-transposed", asks: Asks { place: true, level: true }, delimiters: ANY, recognise, read };

const DAY: [&str; 6] = ["", "Day", "Date", "Hari", "Tanggal", "Komoditas (Rp)"];

fn recognise(header: &Header, profile: &Profile) -> Match {
    let is_day = header.shown.first().is_some_and(|name| DAY.iter().any(|known| known.eq_ignore_ascii_case(name)));
    let first = header.first.first().map(String::as_str).unwrap_or_default();
    let is_date = date::day_month_year(first).is_some() || date::iso(first).is_some();
    let known = header.shown.iter().skip(1).filter(|name| profile.find_commodity(name).is_some()).count();
    if is_day && is_date && known > 0 { Match::Exact } else { Match::No }
}

fn read(header: &Header, table: Table<'_>, context: &Context<'_>) -> Result<Reading, Reason> {
    let whose = pihps_grid::whose(context)?;
    let commodities = (1..header.width())
        .filter(|column| !header.shown[*column].is_empty())
        .map(|column| (column, resolve::commodity(context.profile, &header.shown[column], true)))
        .collect();
    wide::heads_across(
        header,
        table,
        context,
        HeadsAcross {
            heads: commodities,
            names: &[],
            resolve: &mut |intake, commodity, _| whose.series(intake, commodity, None).map_err(|reason| (0, reason)),
            date: &|row| match row.get(0) {
                Cell::Day(date) => Ok(date),
                cell => date::day_month_year(&cell.text()).ok_or((0, Reason::BadDate)),
            },
            number: &number::rupiah_comma_thousands,
            mark: |_| Mark::Reported,
        },
    )
}
