//! Parquet: a flat file of text, numbers and dates as a grid, its column names
//! being the header. It is how one Lumbung's export comes to another.

use super::Reason;
use super::grid::Grid;
use super::table::Cell;
use crate::model::day;
use polars::prelude::*;
use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Rows of an export that are read.
const MOST_ROWS: usize = 700_000;

/// Columns of a price table.
const MOST_COLUMNS: usize = 64;

const MAGIC: &[u8] = b"PAR1";

/// Whether the bytes begin as Parquet does.
pub(super) fn is_parquet(bytes: &[u8]) -> bool {
    bytes.starts_with(MAGIC)
}

/// The file's rows under its column names.
pub(super) fn read(bytes: &[u8]) -> Result<Grid, Reason> {
    // Damaged files can stop the reader altogether.
    catch_unwind(AssertUnwindSafe(|| grid(bytes))).unwrap_or(Err(Reason::BrokenParquet))
}

fn grid(bytes: &[u8]) -> Result<Grid, Reason> {
    let broken = |_| Reason::BrokenParquet;
    let mut reader = ParquetReader::new(Cursor::new(bytes));
    let metadata = reader.get_metadata().map_err(broken)?;
    let columns = metadata.schema_descr.columns().len();
    #[expect(clippy::redundant_closure_for_method_calls, reason = "the type of a row group has no public name")]
    let unpacked: usize = metadata.row_groups.iter().map(|group| group.total_byte_size()).sum();
    if metadata.num_rows > MOST_ROWS || columns > MOST_COLUMNS || unpacked > 512 * 1024 * 1024 {
        return Err(Reason::TooManyCells);
    }
    let frame = reader.finish().map_err(broken)?;
    let mut grid = Grid::named("", MOST_ROWS * 12);
    for (column, name) in (0..).zip(frame.get_column_names()) {
        grid.push(1, column, Cell::Text(name.as_str()))?;
    }
    let columns = frame.columns().iter().map(Values::of).collect::<PolarsResult<Vec<_>>>().map_err(broken)?;
    for row in 0..frame.height() {
        for (column, values) in (0..).zip(&columns) {
            grid.push(row as u64 + 2, column, values.cell(row))?;
        }
    }
    Ok(grid)
}

/// A column that can be looked into row by row.
enum Values {
    Text(StringChunked),
    Number(Float64Chunked),
    Day(Int32Chunked),
}

impl Values {
    fn of(column: &Column) -> PolarsResult<Self> {
        Ok(match column.dtype() {
            DataType::String => Self::Text(column.str()?.rechunk().into_owned()),
            DataType::Date => Self::Day(column.date()?.physical().rechunk().into_owned()),
            _ => Self::Number(column.cast(&DataType::Float64)?.f64()?.rechunk().into_owned()),
        })
    }

    fn cell(&self, row: usize) -> Cell<'_> {
        match self {
            Self::Text(values) => values.get(row).map_or(Cell::Empty, Cell::Text),
            Self::Number(values) => values.get(row).filter(|n| n.is_finite()).map_or(Cell::Empty, Cell::Number),
            Self::Day(values) => values.get(row).map_or(Cell::Empty, |number| Cell::Day(day::date(number))),
        }
    }
}
