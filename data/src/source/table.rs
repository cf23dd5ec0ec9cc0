//! One view of every file: rows of cells below a header, whether they stand in
//! delimited text, a sheet or a Parquet file. Text is read line by line.

use super::Reason;
use super::grid::{Grid, GridRow};
use super::lines::{Lines, fields};
use crate::names::normal;
use chrono::NaiveDate;
use std::borrow::Cow;

/// Rows above the header that may hold a title: one filled cell each.
const MOST_TITLES: usize = 10;

/// A cell. Text has no blanks around it and is never empty.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Cell<'a> {
    /// Nothing.
    Empty,
    /// Text, to be understood as its source writes.
    Text(&'a str),
    /// A number that a workbook holds as one.
    Number(f64),
    /// A date that a workbook holds as one.
    Day(NaiveDate),
}

impl<'a> Cell<'a> {
    fn of(text: &'a str) -> Self {
        let text = text.trim();
        if text.is_empty() { Self::Empty } else { Self::Text(text) }
    }

    /// The cell as text: numbers plain, dates as ISO 8601 has them.
    pub(super) fn text(self) -> Cow<'a, str> {
        match self {
            Self::Empty => Cow::Borrowed(""),
            Self::Text(text) => Cow::Borrowed(text),
            Self::Number(number) => Cow::Owned(number.to_string()),
            Self::Day(date) => Cow::Owned(date.to_string()),
        }
    }
}

/// A row of cells.
#[derive(Debug, Clone, Copy)]
pub(super) enum Row<'r> {
    /// The fields of a line.
    Fields(&'r [Cow<'r, str>]),
    /// A row of a sheet.
    Grid(GridRow<'r>),
}

impl<'r> Row<'r> {
    /// The cell in a column; empty beyond the last.
    pub(super) fn get(self, column: usize) -> Cell<'r> {
        match self {
            Self::Fields(fields) => fields.get(column).map_or(Cell::Empty, |field| Cell::of(field)),
            Self::Grid(row) => row.get(column),
        }
    }

    pub(super) fn width(self) -> usize {
        match self {
            Self::Fields(fields) => fields.len(),
            Self::Grid(row) => row.width(),
        }
    }

    fn filled(self) -> usize {
        (0..self.width()).filter(|column| self.get(*column) != Cell::Empty).count()
    }
}

/// The rows of a table that follow a header.
#[derive(Debug, Clone)]
pub(super) enum Table<'a> {
    /// Lines with this delimiter.
    Text(Lines<'a>, u8),
    /// The rows of a sheet from this place on.
    Grid(&'a Grid, usize),
}

/// A row that is none: why, and its text.
pub(super) type Broken<'r> = (Reason, &'r str);

impl Table<'_> {
    /// Shows each row that is not blank, with its number, to `see`.
    pub(super) fn each(self, width: usize, mut see: impl FnMut(u64, Result<Row<'_>, Broken<'_>>)) {
        match self {
            Self::Text(lines, delimiter) => {
                let mut row = Vec::new();
                for (number, line) in lines {
                    let line = match line {
                        Ok(line) if is_blank(line, delimiter) => continue,
                        Ok(line) => line,
                        Err(reason) => {
                            see(number, Err((reason, "")));
                            continue;
                        }
                    };
                    match fields(line, delimiter, &mut row) {
                        Err(reason) => see(number, Err((reason, line))),
                        Ok(()) if row.len() != width => {
                            see(number, Err((Reason::FieldCount(row.len(), width), line)));
                        }
                        Ok(()) => see(number, Ok(Row::Fields(&row))),
                    }
                }
            }
            Self::Grid(grid, from) => {
                for row in (from..).map_while(|at| grid.row(at)) {
                    let cells = Row::Grid(row);
                    if cells.filled() == 0 {
                    } else if (width..cells.width()).any(|column| cells.get(column) != Cell::Empty) {
                        see(row.number, Err((Reason::FieldCount(cells.width(), width), "")));
                    } else {
                        see(row.number, Ok(cells));
                    }
                }
            }
        }
    }

    /// How many rows there are at most, where that is known beforehand.
    pub(super) fn most_rows(&self) -> Option<usize> {
        match self {
            Self::Text(..) => None,
            Self::Grid(grid, from) => Some(grid.len().saturating_sub(*from)),
        }
    }

    /// The delimiter of text.
    pub(super) fn delimiter(&self) -> Option<u8> {
        match self {
            Self::Text(_, delimiter) => Some(*delimiter),
            Self::Grid(..) => None,
        }
    }

    /// The places where the header may be: the first row, and the next ones as
    /// long as those above are titles.
    pub(super) fn heads(self) -> Vec<(Header, Self)> {
        let mut heads = Vec::new();
        match self {
            Self::Text(mut lines, delimiter) => {
                while heads.len() < MOST_TITLES
                    && let Some((number, line)) = lines.next()
                {
                    let Ok(line) = line else { break };
                    let mut row = Vec::new();
                    if is_blank(line, delimiter) {
                        continue;
                    }
                    if fields(line, delimiter, &mut row).is_err() {
                        break;
                    }
                    let row = Row::Fields(&row);
                    let after = Self::Text(lines.clone(), delimiter);
                    heads.push((Header::new(number, row, line, &after), after));
                    if row.filled() > 1 {
                        break;
                    }
                }
            }
            Self::Grid(grid, from) => {
                for at in from.. {
                    let Some(row) = grid.row(at).filter(|_| heads.len() < MOST_TITLES) else { break };
                    let cells = Row::Grid(row);
                    if cells.filled() == 0 {
                        continue;
                    }
                    let after = Self::Grid(grid, at + 1);
                    heads.push((Header::new(row.number, cells, "", &after), after));
                    if cells.filled() > 1 {
                        break;
                    }
                }
            }
        }
        heads
    }
}

/// Whether a line holds nothing but delimiters and blanks, as spreadsheets
/// write empty rows.
fn is_blank(line: &str, delimiter: u8) -> bool {
    line.chars().all(|c| c.is_whitespace() || c == char::from(delimiter))
}

/// A header: the names of the columns, and what stands below it first.
#[derive(Debug, Clone)]
pub(super) struct Header {
    /// Its row.
    pub(super) row: u64,
    /// The names as they stand.
    pub(super) shown: Vec<String>,
    /// The names in the form by which they are compared.
    names: Vec<String>,
    /// Dates that a workbook holds as such.
    pub(super) days: Vec<Option<NaiveDate>>,
    /// The cells of the first row below.
    pub(super) first: Vec<String>,
    /// The whole header as text.
    pub(super) line: String,
}

impl Header {
    fn new(row: u64, cells: Row<'_>, line: &str, below: &Table<'_>) -> Self {
        let last = (0..cells.width()).rfind(|column| cells.get(*column) != Cell::Empty).map_or(0, |last| last + 1);
        // A line's fields all count; of a sheet's row, those up to the last.
        let width = if matches!(cells, Row::Fields(_)) { cells.width() } else { last };
        let shown: Vec<String> = (0..width).map(|column| cells.get(column).text().into_owned()).collect();
        let names = shown.iter().map(|name| normal(name)).collect();
        let days = (0..width)
            .map(|column| match cells.get(column) {
                Cell::Day(date) => Some(date),
                _ => None,
            })
            .collect();
        let mut first = Vec::new();
        if let Some(cells) = below.first(width) {
            first = cells;
        }
        let line = if line.is_empty() { shown.join(" | ") } else { line.to_owned() };
        Self { row, shown, names, days, first, line }
    }

    /// How many columns there are.
    pub(super) fn width(&self) -> usize {
        self.shown.len()
    }

    /// The column of this name.
    pub(super) fn position(&self, name: &str) -> Option<usize> {
        let name = normal(name);
        self.names.iter().position(|found| *found == name)
    }

    /// How often a column of this name occurs.
    pub(super) fn count(&self, name: &str) -> usize {
        let name = normal(name);
        self.names.iter().filter(|found| **found == name).count()
    }

    /// The columns of these names; the first where one is not there, which
    /// recognising the header has ruled out.
    pub(super) fn positions<const N: usize>(&self, names: [&str; N]) -> [usize; N] {
        names.map(|name| self.position(name).unwrap_or_default())
    }
}

impl Table<'_> {
    /// The texts of the first row that can be read, of a few.
    fn first(&self, width: usize) -> Option<Vec<String>> {
        const LOOK: usize = 3;
        match self {
            Self::Text(lines, delimiter) => {
                let mut row = Vec::new();
                let line =
                    lines.clone().take(LOOK).find_map(|(_, line)| line.ok().filter(|l| !is_blank(l, *delimiter)))?;
                fields(line, *delimiter, &mut row).ok()?;
                Some((0..width).map(|column| Row::Fields(&row).get(column).text().into_owned()).collect())
            }
            Self::Grid(grid, from) => {
                let row = Row::Grid(
                    (*from..).map_while(|at| grid.row(at)).take(LOOK).find(|row| Row::Grid(*row).filled() > 0)?,
                );
                Some((0..width).map(|column| row.get(column).text().into_owned()).collect())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_above_the_header_is_passed_over_and_a_row_of_data_is_not() {
        let heads = |text: &'static str| {
            let table = Table::Text(Lines::new(text.as_bytes()), b',');
            table.heads().into_iter().map(|(header, _)| header.line).collect::<Vec<_>>()
        };
        assert_eq!(heads("Harga 2024\n\n,,\nTanggal,Harga\n1,2\n"), ["Harga 2024", "Tanggal,Harga"]);
        assert_eq!(heads("1,2\nTanggal,Harga\n"), ["1,2"]);
    }

    #[test]
    fn text_and_sheet_give_the_same_rows() {
        let mut grid = Grid::named("a", 9);
        for (row, column, text) in [(1, 0, "A"), (1, 1, "B"), (3, 0, " 1 "), (3, 1, "x"), (4, 1, "y"), (5, 3, "z")] {
            grid.push(row, column, Cell::Text(text)).unwrap();
        }
        let rows = |table: Table<'_>| {
            let (header, table) = table.heads().pop().unwrap();
            let mut rows = Vec::new();
            table.each(header.width(), |number, row| {
                rows.push((number, row.ok().map(|row| [0, 1].map(|c| row.get(c).text().into_owned()))));
            });
            rows
        };
        let sheet = rows(Table::Grid(&grid, 0));
        assert_eq!(sheet, rows(Table::Text(Lines::new(b"A,B\n,\n 1 ,x\n,y\n,,,z\n"), b',')));
        assert_eq!(sheet[2], (5, None));
    }
}
