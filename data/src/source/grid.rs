//! The cells of a sheet, held compactly: a price table of a million cells
//! takes some tens of megabytes.

use super::Reason;
use super::table::Cell;
use crate::model::day;

/// Text of all cells together, in bytes.
const MOST_TEXT: usize = 128 * 1024 * 1024;

/// Columns of a sheet: a year of days and then some.
pub(super) const MOST_COLUMNS: u32 = 16_384;

/// The filled cells of a sheet, row by row.
#[derive(Debug, Clone)]
pub(super) struct Grid {
    /// The sheet's name; empty where there are no sheets.
    pub(super) name: String,
    /// Cells beyond these are refused.
    most_cells: usize,
    rows: Vec<Stretch>,
    cells: Vec<Stored>,
    text: String,
}

/// The cells of one row, by their place in `cells`.
#[derive(Debug, Clone, Copy)]
struct Stretch {
    /// Its number in the sheet, from 1.
    number: u64,
    first: usize,
    end: usize,
}

#[derive(Debug, Clone, Copy)]
struct Stored {
    column: u32,
    value: Value,
}

#[derive(Debug, Clone, Copy)]
enum Value {
    /// Where its text begins and how long it is.
    Text(u32, u32),
    Number(f64),
    Day(i32),
}

/// A row of a grid.
#[derive(Debug, Clone, Copy)]
pub(super) struct GridRow<'a> {
    grid: &'a Grid,
    /// Its number in the sheet, from 1.
    pub(super) number: u64,
    cells: &'a [Stored],
}

impl Grid {
    /// An empty grid that takes so many cells.
    pub(super) fn named(name: &str, most_cells: usize) -> Self {
        let name = name.to_owned();
        Self { name, most_cells, rows: Vec::new(), cells: Vec::new(), text: String::new() }
    }

    /// Adds a cell. Cells come row by row; within a row, from left to right.
    /// An empty one is not kept.
    pub(super) fn push(&mut self, row: u64, column: u32, cell: Cell<'_>) -> Result<(), Reason> {
        let value = match cell {
            Cell::Empty => return Ok(()),
            Cell::Text(text) => {
                let start = u32::try_from(self.text.len()).map_err(|_| Reason::TooManyCells)?;
                let length = u32::try_from(text.len()).map_err(|_| Reason::TooManyCells)?;
                self.text.push_str(text);
                Value::Text(start, length)
            }
            Cell::Number(number) => Value::Number(number),
            Cell::Day(date) => Value::Day(day::of(date)),
        };
        if self.cells.len() >= self.most_cells || self.text.len() > MOST_TEXT || column >= MOST_COLUMNS {
            return Err(Reason::TooManyCells);
        }
        match self.rows.last() {
            Some(last) if last.number == row => {
                // A damaged sheet could name a cell twice or out of order.
                if self.cells.last().is_some_and(|last| last.column >= column) {
                    return Err(Reason::BrokenWorkbook);
                }
            }
            Some(last) if last.number > row => return Err(Reason::BrokenWorkbook),
            _ => self.rows.push(Stretch { number: row, first: self.cells.len(), end: self.cells.len() }),
        }
        self.cells.push(Stored { column, value });
        if let Some(last) = self.rows.last_mut() {
            last.end = self.cells.len();
        }
        Ok(())
    }

    pub(super) fn is_empty(&self) -> bool {
        self.cells.is_empty()
    }

    /// How many rows have cells.
    pub(super) fn len(&self) -> usize {
        self.rows.len()
    }

    /// The row at a place, rows without cells left out.
    pub(super) fn row(&self, at: usize) -> Option<GridRow<'_>> {
        let stretch = self.rows.get(at)?;
        Some(GridRow { grid: self, number: stretch.number, cells: &self.cells[stretch.first..stretch.end] })
    }
}

impl<'a> GridRow<'a> {
    /// Columns up to the last filled one.
    pub(super) fn width(&self) -> usize {
        self.cells.last().map_or(0, |cell| cell.column as usize + 1)
    }

    /// The cell in a column, its text without blanks around it.
    pub(super) fn get(&self, column: usize) -> Cell<'a> {
        // Full rows have each cell at its own place.
        let stored = match self.cells.get(column) {
            Some(stored) if stored.column as usize == column => stored,
            _ => match self.cells.binary_search_by(|stored| (stored.column as usize).cmp(&column)) {
                Ok(at) => &self.cells[at],
                Err(_) => return Cell::Empty,
            },
        };
        match stored.value {
            Value::Text(start, length) => {
                let text = self.grid.text.get(start as usize..(start + length) as usize).unwrap_or_default().trim();
                if text.is_empty() { Cell::Empty } else { Cell::Text(text) }
            }
            Value::Number(number) => Cell::Number(number),
            Value::Day(number) => Cell::Day(day::date(number)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_found_by_their_column_and_gaps_are_empty() {
        let mut grid = Grid::named("a", 9);
        grid.push(3, 0, Cell::Text("No")).unwrap();
        grid.push(3, 2, Cell::Number(5.0)).unwrap();
        grid.push(7, 1, Cell::Text("  ")).unwrap();
        let row = grid.row(0).unwrap();
        assert_eq!((row.number, row.width()), (3, 3));
        assert_eq!(
            [row.get(0), row.get(1), row.get(2), row.get(9)],
            [Cell::Text("No"), Cell::Empty, Cell::Number(5.0), Cell::Empty]
        );
        assert_eq!(grid.row(1).unwrap().get(1), Cell::Empty);
    }

    #[test]
    fn cells_out_of_order_are_a_damaged_sheet() {
        let mut grid = Grid::named("a", 9);
        grid.push(2, 1, Cell::Number(1.0)).unwrap();
        assert_eq!(grid.push(2, 1, Cell::Number(1.0)), Err(Reason::BrokenWorkbook));
        assert_eq!(grid.push(1, 5, Cell::Number(1.0)), Err(Reason::BrokenWorkbook));
        assert_eq!(grid.push(3, MOST_COLUMNS, Cell::Number(1.0)), Err(Reason::TooManyCells));
    }
}
