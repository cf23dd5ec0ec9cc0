//! BPS's weekly price-change indicator (IPH): `Bulan,Minggu ke-,Kab/Kota,
//! Indikator Perubahan Harga (%),Komoditas Andil Perubahan Harga,…`.
//!
//! Months as `Januari'23`, or the month's name beside a column `Tahun`; weeks
//! M1 to M5. Percentages have a decimal point or comma and never a thousands
//! mark. Contributions are written `BERAS(0,116);GULA PASIR(0,045)`,
//! `BERAS (0.116); …` or with commas between them. It is an index, not a
//! price: a series of its own, weekly, that never enters one.

use super::intake::{Context, Intake};
use super::number::percent;
use super::quotes::Reading;
use super::reason::Reason;
use super::resolve::{self, Fault};
use super::table::{Header, Row, Table};
use super::{ANY, Asks, Format, Match, date, firsts};
use crate::model::{Contribution, PriceIndicator};
use crate::profile::Profile;
use chrono::Datelike;

pub(super) const FORMAT: Format =
    Format { id: "bps-iph", asks: Asks { place: false, level: false }, delimiters: ANY, recognise, read };

const YEAR: &str = "Tahun";
const MONTH: &str = "Bulan";
const WEEK: [&str; 2] = ["Minggu ke-", "Minggu"];
const REGION: &str = "Kab/Kota";
const CHANGE: [&str; 2] = ["Indikator Perubahan Harga (%)", "Indeks Perkembangan Harga (%)"];
const CONTRIBUTIONS: &str = "Komoditas Andil Perubahan Harga";
const VOLATILE: [&str; 2] = ["Komoditas Fluktuasi Harga Tertinggi", "Fluktuasi Harga Tertinggi"];
const VARIATION: [&str; 2] = ["Fluktuasi Harga", "Nilai (CV)"];

/// Where the columns stand.
struct Columns {
    year: Option<usize>,
    month: usize,
    week: usize,
    region: usize,
    change: usize,
    contributions: usize,
    volatile: Option<usize>,
    variation: Option<usize>,
}

impl Columns {
    fn of(header: &Header) -> Option<Self> {
        let either = |names: [&str; 2]| names.into_iter().find_map(|name| header.position(name));
        Some(Self {
            year: header.position(YEAR),
            month: header.position(MONTH)?,
            week: either(WEEK)?,
            region: header.position(REGION)?,
            change: either(CHANGE)?,
            contributions: header.position(CONTRIBUTIONS)?,
            volatile: either(VOLATILE),
            variation: either(VARIATION),
        })
    }
}

fn recognise(header: &Header, _: &Profile) -> Match {
    if Columns::of(header).is_some() { Match::Exact } else { Match::No }
}

fn read(header: &Header, table: Table<'_>, context: &Context<'_>) -> Result<Reading, Reason> {
    let columns = Columns::of(header).ok_or(Reason::UnknownFormat)?;
    Ok(firsts::read(
        (header, table, context),
        columns.change,
        |row, intake| indicator(&columns, row, intake),
        |found| (found.region.clone(), found.year, found.month, found.week),
        |reading| &mut reading.indicators,
    ))
}

fn indicator(columns: &Columns, row: Row<'_>, intake: &Intake<'_>) -> Result<PriceIndicator, Fault> {
    let at = |column: usize| move |reason: Reason| (column, reason);
    let month = row.get(columns.month).text();
    let (name, year) = match columns.year {
        Some(year) => (month.to_string(), row.get(year).text().into_owned()),
        None => match month.split_once(['\'', '’', ' ']) {
            Some((name, year)) if year.len() == 2 => (name.to_owned(), format!("20{year}")),
            Some((name, year)) => (name.to_owned(), year.to_owned()),
            None => return Err((columns.month, Reason::BadMonth)),
        },
    };
    let first = date::month_of_year(&name, &year).ok_or((columns.month, Reason::BadMonth))?;
    intake.check_day(first).map_err(at(columns.month))?;
    let week = row.get(columns.week).text();
    let week = week.trim_start_matches(['M', 'm']).parse().ok().filter(|week| (1..=5).contains(week));
    let region = resolve::region(&row.get(columns.region).text()).map_err(at(columns.region))?;
    let contributions = contributions(&row.get(columns.contributions).text())
        .ok_or((columns.contributions, Reason::BadContributions))?;
    let volatile = columns.volatile.map(|column| row.get(column).text().into_owned());
    let variation = match columns.variation.map(|column| (column, row.get(column).text())) {
        Some((column, text)) if !matches!(&*text, "" | "-") => {
            Some(percent(&text).ok_or((column, Reason::BadPercent))?)
        }
        _ => None,
    };
    Ok(PriceIndicator {
        region: region.code.clone(),
        year: first.year(),
        month: first.month(),
        week: week.ok_or((columns.week, Reason::BadWeek))?,
        change: percent(&row.get(columns.change).text()).ok_or((columns.change, Reason::BadPercent))?,
        contributions,
        most_volatile: volatile.filter(|name| !matches!(name.as_str(), "" | "-" | "STABIL")),
        variation,
    })
}

/// `BERAS(0,116);GULA PASIR(0,045)`: names with a number in parentheses.
fn contributions(text: &str) -> Option<Vec<Contribution>> {
    let mut found = Vec::new();
    let mut rest = text.trim();
    while !rest.is_empty() {
        let (name, after) = rest.split_once('(')?;
        let (points, after) = after.split_once(')')?;
        let commodity = name.trim().to_owned();
        if commodity.is_empty() {
            return None;
        }
        found.push(Contribution { commodity, points: percent(points)? });
        rest = after.trim_start_matches([';', ',', ' ']).trim();
    }
    (!found.is_empty()).then_some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contributions_are_read_in_all_three_ways_of_writing() {
        let points = |text: &str| {
            contributions(text).map(|found| found.into_iter().map(|c| (c.commodity, c.points)).collect::<Vec<_>>())
        };
        let expected = Some(vec![("BERAS".to_owned(), 0.116), ("GULA PASIR".to_owned(), -0.045)]);
        assert_eq!(points("BERAS(0,116);GULA PASIR(-0,045)"), expected);
        assert_eq!(points("BERAS (0.116); GULA PASIR (-0.045)"), expected);
        assert_eq!(points("BERAS(0.116),GULA PASIR(-0.045)"), expected);
        for bad in ["", "BERAS", "BERAS(0,116", "(0,1)", "BERAS(1.234,5)", "BERAS(2426.0)"] {
            assert_eq!(points(bad), None, "{bad}");
        }
    }
}
