//! Tables in long form: one quote a row. A format says in which columns names,
//! date and price stand and how they are to be understood; the walk through
//! the rows is the same for all.

use super::intake::{At, Context, Intake, Mark};
use super::quotes::Reading;
use super::reason::Reason;
use super::resolve::{Fault, Resolve, Resolver};
use super::table::{Cell, Header, Row, Table};
use chrono::NaiveDate;
use std::borrow::Cow;
use std::collections::HashMap;

/// How a long table is to be read.
pub(super) struct Long<'p> {
    /// The columns whose texts make the series, in the order in which
    /// `resolve` gets them.
    pub(super) names: &'p [usize],
    /// The series of these names.
    pub(super) resolve: Resolve<'p>,
    /// The columns of the date: one, or month and year.
    pub(super) when: &'p [usize],
    /// The date from their texts, or why there is none.
    pub(super) date: &'p dyn Fn(&[&str]) -> Result<NaiveDate, Reason>,
    /// The column of the price.
    pub(super) price: usize,
    /// The price from its text.
    pub(super) number: &'p dyn Fn(&str) -> Result<f64, Reason>,
    /// What else a row says of itself: how sure the figure is, or the column
    /// that refuses it and why.
    pub(super) mark: &'p dyn Fn(Row<'_>) -> Result<Mark, Fault>,
    /// Whether a row is no data row, such as a second header.
    pub(super) skip: fn(Row<'_>) -> bool,
}

/// For tables in which every row is one of data.
pub(super) fn none(_: Row<'_>) -> bool {
    false
}

/// Columns whose texts may make a series.
const MOST_NAMES: usize = 6;

/// The mark of rows that say nothing of it.
#[expect(clippy::unnecessary_wraps, reason = "the face of all marks")]
pub(super) fn reported(_: Row<'_>) -> Result<Mark, Fault> {
    Ok(Mark::Reported)
}

/// A price cell: marks for "not reported" are NaN, a workbook's numbers are
/// themselves, and text is understood as the source writes it.
pub(super) fn price(cell: Cell<'_>, number: impl Fn(&str) -> Result<f64, Reason>) -> Result<f64, Reason> {
    match cell {
        Cell::Empty | Cell::Text("-") => Ok(f64::NAN),
        Cell::Number(value) if value < 0.0 => Err(Reason::Negative),
        Cell::Number(value) if value.is_finite() => Ok(value),
        Cell::Number(_) | Cell::Day(_) => Err(Reason::NotANumber),
        Cell::Text(text) => number(text),
    }
}

/// The days that were read, by their texts: a day stands in many rows.
#[derive(Default)]
struct Days {
    known: HashMap<Box<str>, i32>,
    key: String,
}

impl Days {
    fn day(
        &mut self,
        intake: &Intake<'_>,
        row: Row<'_>,
        when: &[usize],
        date: &dyn Fn(&[&str]) -> Result<NaiveDate, Reason>,
    ) -> Result<i32, Reason> {
        if let [column] = when
            && let Cell::Day(date) = row.get(*column)
        {
            return intake.check_day(date);
        }
        let text = |column: &usize| row.get(*column).text();
        self.key.clear();
        for column in when {
            self.key.push_str(&text(column));
            self.key.push('\n');
        }
        if let Some(day) = self.known.get(self.key.as_str()) {
            return Ok(*day);
        }
        let texts: Vec<Cow<'_, str>> = when.iter().map(text).collect();
        let texts: Vec<&str> = texts.iter().map(AsRef::as_ref).collect();
        let day = date(&texts).and_then(|date| intake.check_day(date))?;
        // Broken dates are not worth remembering: there may be many.
        self.known.insert(self.key.as_str().into(), day);
        Ok(day)
    }
}

/// Reads every row.
pub(super) fn read(header: &Header, table: Table<'_>, context: &Context<'_>, long: Long<'_>) -> Reading {
    let Long { names, resolve, when, date, price: price_column, number, mark, skip } = long;
    let mut intake = Intake::new(context);
    let mut resolver = Resolver::default();
    let mut days = Days::default();

    table.each(header.width(), |at, row| {
        if row.as_ref().is_ok_and(|row| skip(*row)) {
            return;
        }
        intake.row();
        let row = match row {
            Ok(row) => row,
            Err((reason, line)) => return intake.refuse(at, "", line, &reason),
        };
        let fault = |intake: &mut Intake<'_>, (column, reason): Fault| {
            intake.refuse(at, &header.shown[column], &row.get(column).text(), &reason);
        };
        let mark = match mark(row) {
            Ok(mark) => mark,
            Err(found) => return fault(&mut intake, found),
        };
        let day = match days.day(&intake, row, when, date) {
            Ok(day) => day,
            Err(reason) => return fault(&mut intake, (when[0], reason)),
        };
        // Without a list on the heap: there are half a million rows.
        let texts: [Cow<'_, str>; MOST_NAMES] =
            std::array::from_fn(|i| names.get(i).map_or(Cow::Borrowed(""), |column| row.get(*column).text()));
        let texts: [&str; MOST_NAMES] = std::array::from_fn(|i| &*texts[i]);
        let texts = &texts[..names.len()];
        let series = resolver.series(&mut intake, texts, |intake, near| resolve(intake, texts, near));
        let series = match series {
            Ok(series) => series,
            // Without names the price itself is at fault.
            Err((name, reason)) => {
                let column = names.get(name).copied().unwrap_or(price_column);
                return fault(&mut intake, (column, reason));
            }
        };
        let column = if let Mark::Corrected(column) = mark { column } else { price_column };
        let cell = row.get(column);
        let raw = cell.text();
        let at = At { row: at, column: &header.shown[column], raw: &raw };
        intake.take(at, series, day, price(cell, number), mark);
    });
    intake.finish(&header.shown[price_column])
}
