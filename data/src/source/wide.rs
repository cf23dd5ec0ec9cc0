//! Tables in wide form: dates across, or commodities or markets across. Every filled or
//! unfilled cell of such a table is a quote and counts as a row read; a row or
//! a column that is refused whole counts each of its filled cells.

use super::intake::{At, Context, Intake, Mark};
use super::long::price;
use super::quotes::Reading;
use super::reason::Reason;
use super::resolve::{Fault, Resolve, Resolver};
use super::table::{Cell, Header, Row, Table};
use chrono::NaiveDate;
use std::borrow::Cow;

/// Cells of one table. An empty cell says "not reported" and takes its place
/// too: a few rows below thousands of headings would be a bomb. All regencies
/// with all commodities have 1.5 million in ten years of months.
const MOST_CELLS: u64 = 4_000_000;

/// How a price is read from a cell's text.
pub(super) type Number<'p> = &'p dyn Fn(&str) -> Result<f64, Reason>;

/// The series of what a column is headed with and of a row's names.
type ResolveHead<'p, H> = &'p mut dyn FnMut(&mut Intake<'_>, &H, &[&str]) -> Result<u32, Fault>;

/// A table with a series in each row and dates across.
pub(super) struct DatesAcross<'p> {
    /// The columns of dates, each with its date or why it has none.
    pub(super) days: Vec<(usize, Result<NaiveDate, Reason>)>,
    /// The columns whose texts make the series.
    pub(super) names: &'p [usize],
    /// The series of these names.
    pub(super) resolve: Resolve<'p>,
    /// Rows that hold no series, such as the means of groups.
    pub(super) skip: &'p dyn Fn(Row<'_>) -> bool,
    /// The price from its text.
    pub(super) number: Number<'p>,
}

/// A table with a day in each row and across it commodities or places.
pub(super) struct HeadsAcross<'p, H> {
    /// The columns of prices, each with what it is headed with or why that is
    /// nothing.
    pub(super) heads: Vec<(usize, Result<H, Reason>)>,
    /// The columns whose texts say the rest of the series.
    pub(super) names: &'p [usize],
    /// The series of a head and these names.
    pub(super) resolve: ResolveHead<'p, H>,
    /// The date of a row, or the column at fault.
    pub(super) date: &'p dyn Fn(Row<'_>) -> Result<NaiveDate, Fault>,
    /// The price from its text.
    pub(super) number: Number<'p>,
    /// How sure a figure is.
    pub(super) mark: fn(f64) -> Mark,
}

/// Reads a table with dates across.
pub(super) fn dates_across(
    header: &Header,
    table: Table<'_>,
    context: &Context<'_>,
    across: DatesAcross<'_>,
) -> Result<Reading, Reason> {
    let DatesAcross { days, names, resolve, skip, number } = across;
    check_size(&table, days.len())?;
    let mut intake = Intake::new(context);
    let mut resolver = Resolver::default();
    let mut skipped = 0_u64;
    let days: Vec<_> = days.into_iter().map(|(at, date)| (at, date.and_then(|date| intake.check_day(date)))).collect();
    // Cells below a heading that is no date.
    let mut lost = vec![0_u64; days.len()];
    each_row(table, header, &mut intake, |intake, number_of_row, row| {
        if skip(row) {
            skipped += 1;
            return;
        }
        let texts: Vec<Cow<'_, str>> = names.iter().map(|column| row.get(*column).text()).collect();
        let texts: Vec<&str> = texts.iter().map(AsRef::as_ref).collect();
        match resolver.series(intake, &texts, |intake, near| resolve(intake, &texts, near)) {
            Err((name, reason)) => {
                let filled = days.iter().filter(|(column, _)| row.get(*column) != Cell::Empty).count() as u64;
                // Without names the row itself is at fault.
                let column = names.get(name).copied().unwrap_or_default();
                let text = row.get(column).text();
                intake.refuse_many(filled.max(1), number_of_row, &header.shown[column], &text, &reason);
            }
            Ok(series) => {
                for ((column, day), lost) in days.iter().zip(&mut lost) {
                    let cell = row.get(*column);
                    let Ok(day) = day else {
                        *lost += u64::from(cell != Cell::Empty);
                        continue;
                    };
                    intake.row();
                    let raw = cell.text();
                    let at = At { row: number_of_row, column: &header.shown[*column], raw: &raw };
                    intake.take(at, series, *day, price(cell, number), Mark::Reported);
                }
            }
        }
    });
    refuse_columns(&mut intake, header, days.iter().map(|(at, day)| (*at, day.as_ref().err())), &lost);
    check_cells(&intake)?;
    if skipped > 0 && intake.reading.read == 0 {
        intake.note(header.row, "", &Reason::GroupsOnly);
    }
    Ok(intake.finish(""))
}

/// Reads a table with commodities or places across.
pub(super) fn heads_across<H>(
    header: &Header,
    table: Table<'_>,
    context: &Context<'_>,
    across: HeadsAcross<'_, H>,
) -> Result<Reading, Reason> {
    let HeadsAcross { heads, names, resolve, date, number, mark } = across;
    check_size(&table, heads.len())?;
    let mut intake = Intake::new(context);
    let mut resolver = Resolver::default();
    let mut lost = vec![0_u64; heads.len()];
    each_row(table, header, &mut intake, |intake, number_of_row, row| {
        let filled = || heads.iter().filter(|(column, _)| row.get(*column) != Cell::Empty).count().max(1) as u64;
        let day = date(row).and_then(|date| intake.check_day(date).map_err(|reason| (usize::MAX, reason)));
        let day = match day {
            Ok(day) => day,
            Err((column, reason)) => {
                let column = if column == usize::MAX { 0 } else { column };
                let text = row.get(column).text();
                return intake.refuse_many(filled(), number_of_row, &header.shown[column], &text, &reason);
            }
        };
        let texts: Vec<Cow<'_, str>> = names.iter().map(|column| row.get(*column).text()).collect();
        let texts: Vec<&str> = texts.iter().map(AsRef::as_ref).collect();
        for ((column, head), lost) in heads.iter().zip(&mut lost) {
            let cell = row.get(*column);
            let Ok(head) = head else {
                *lost += u64::from(cell != Cell::Empty);
                continue;
            };
            let own = column.to_string();
            let key: Vec<&str> = texts.iter().copied().chain([own.as_str()]).collect();
            let series = resolver.series(intake, &key, |intake, _| resolve(intake, head, &texts));
            match series {
                Ok(series) => {
                    intake.row();
                    let raw = cell.text();
                    let at = At { row: number_of_row, column: &header.shown[*column], raw: &raw };
                    let value = price(cell, number);
                    let mark = value.as_ref().map_or(Mark::Reported, |value| mark(*value));
                    intake.take(at, series, day, value, mark);
                }
                // A name is at fault, and so is the whole row.
                Err((name, reason)) => {
                    let column = names.get(name).copied().unwrap_or_default();
                    let text = row.get(column).text();
                    return intake.refuse_many(filled(), number_of_row, &header.shown[column], &text, &reason);
                }
            }
        }
    });
    refuse_columns(&mut intake, header, heads.iter().map(|(at, head)| (*at, head.as_ref().err())), &lost);
    check_cells(&intake)?;
    Ok(intake.finish(""))
}

/// Does something with every row that can be read, and refuses the others.
fn each_row(
    table: Table<'_>,
    header: &Header,
    intake: &mut Intake<'_>,
    mut act: impl FnMut(&mut Intake<'_>, u64, Row<'_>),
) {
    table.each(header.width(), |number, row| match row {
        _ if intake.reading.read > MOST_CELLS => {}
        Ok(row) => act(intake, number, row),
        Err((reason, line)) => intake.refuse_many(1, number, "", line, &reason),
    });
}

/// Refuses a table of more cells than can be looked into.
fn check_cells(intake: &Intake<'_>) -> Result<(), Reason> {
    if intake.reading.read > MOST_CELLS { Err(Reason::TooManyCells) } else { Ok(()) }
}

/// Whether a sheet of so many columns of prices can be looked into. Text cannot
/// hold more cells than it has delimiters.
fn check_size(table: &Table<'_>, columns: usize) -> Result<(), Reason> {
    let cells = table.most_rows().unwrap_or(0).saturating_mul(columns) as u64;
    if cells > MOST_CELLS { Err(Reason::TooManyCells) } else { Ok(()) }
}

/// Says of each column that was refused whole why, and counts its cells.
fn refuse_columns<'r>(
    intake: &mut Intake<'_>,
    header: &Header,
    columns: impl Iterator<Item = (usize, Option<&'r Reason>)>,
    lost: &[u64],
) {
    for ((column, reason), lost) in columns.zip(lost) {
        if let Some(reason) = reason {
            let name = &header.shown[column];
            intake.refuse_many(*lost, header.row, name, name, reason);
        }
    }
}
