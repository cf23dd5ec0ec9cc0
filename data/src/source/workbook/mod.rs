//! Excel workbooks (`.xlsx`): their visible sheets as grids.
//!
//! What is no ordinary workbook is refused before it is opened: the formats of
//! Excel before 2007, passwords, macros, and archives that unpack to too much
//! (`guard`). Formulas count as the value that the program last stored for
//! them; nothing is computed.

mod guard;

use super::Reason;
use super::grid::{Grid, MOST_COLUMNS};
use super::table::Cell;
use calamine::{DataRef, ExcelDateTime, Reader, SheetType, SheetVisible, Xlsx};
use chrono::NaiveDate;
use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// The first bytes of a zip archive.
const ZIP: &[u8] = b"PK\x03\x04";

/// The first bytes of a compound file: Excel before 2007, or a workbook behind
/// a password.
const COMPOUND: &[u8] = &[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];

/// Bytes of a packed workbook. 100,000 rows of 16 columns have 8 MB.
const MOST_BYTES: usize = 32 * 1024 * 1024;

/// Cells beyond these are no price table any more: 100,000 rows of the widest
/// long format have 1.6 million.
const MOST_CELLS: usize = 3_000_000;

/// Sheets that are looked into.
const MOST_SHEETS: usize = 64;

/// Whether the bytes begin as a workbook does, or as one that is refused.
pub(super) fn is_workbook(bytes: &[u8]) -> bool {
    bytes.starts_with(ZIP) || bytes.starts_with(&COMPOUND[..4])
}

/// The bytes that files beginning like this may have: a workbook that has more
/// is refused anyway, and need not be held in memory for that.
pub(super) fn most_bytes(start: &[u8]) -> Option<u64> {
    is_workbook(start).then_some(MOST_BYTES as u64)
}

/// The visible sheets that hold something, in their order.
pub(super) fn read(bytes: &[u8]) -> Result<Vec<Grid>, Reason> {
    if bytes.starts_with(&COMPOUND[..4]) {
        // The stream's name is UTF-16 in the compound file's directory.
        let name: Vec<u8> = "EncryptedPackage".bytes().flat_map(|letter| [letter, 0]).collect();
        let locked = memchr::memmem::find(bytes, &name).is_some();
        return Err(if locked { Reason::LockedWorkbook } else { Reason::OldWorkbook });
    }
    guard::check(bytes)?;
    // The library trusts what a workbook says of itself in places; a damaged
    // one must cost its own refusal and nothing else.
    let sheets = catch_unwind(AssertUnwindSafe(|| sheets(bytes))).unwrap_or(Err(Reason::BrokenWorkbook))?;
    if sheets.is_empty() { Err(Reason::EmptyWorkbook) } else { Ok(sheets) }
}

fn sheets(bytes: &[u8]) -> Result<Vec<Grid>, Reason> {
    let mut book = Xlsx::new(Cursor::new(bytes)).map_err(|_| Reason::BrokenWorkbook)?;
    let names: Vec<String> = book
        .sheets_metadata()
        .iter()
        .filter(|sheet| sheet.typ == SheetType::WorkSheet && sheet.visible == SheetVisible::Visible)
        .map(|sheet| sheet.name.clone())
        .take(MOST_SHEETS)
        .collect();
    let mut grids = Vec::new();
    for name in names {
        let grid = sheet(&mut book, &name)?;
        if !grid.is_empty() {
            grids.push(grid);
        }
    }
    Ok(grids)
}

fn sheet(book: &mut Xlsx<Cursor<&[u8]>>, name: &str) -> Result<Grid, Reason> {
    let mut cells = book.worksheet_cells_reader(name).map_err(|_| Reason::BrokenWorkbook)?;
    let mut grid = Grid::named(name, MOST_CELLS);
    while let Some(cell) = cells.next_cell().map_err(|_| Reason::BrokenWorkbook)? {
        let (row, column) = cell.get_position();
        if column >= MOST_COLUMNS {
            return Err(Reason::TooManyCells);
        }
        let row = u64::from(row) + 1;
        match cell.get_value() {
            DataRef::Empty => {}
            #[expect(clippy::cast_precision_loss, reason = "a whole number of a sheet, far below 2^53")]
            DataRef::Int(number) => grid.push(row, column, Cell::Number(*number as f64))?,
            DataRef::Float(number) => grid.push(row, column, Cell::Number(*number))?,
            DataRef::String(text) => grid.push(row, column, text_cell(text))?,
            DataRef::SharedString(text) => grid.push(row, column, text_cell(text))?,
            DataRef::Bool(value) => grid.push(row, column, Cell::Text(if *value { "TRUE" } else { "FALSE" }))?,
            DataRef::DateTime(moment) => grid.push(row, column, date_cell(*moment))?,
            DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
                let date = text.get(..10).and_then(super::date::iso);
                grid.push(row, column, date.map_or(text_cell(text), Cell::Day))?;
            }
            DataRef::Error(error) => grid.push(row, column, Cell::Text(&error.to_string()))?,
        }
    }
    Ok(grid)
}

fn text_cell(text: &str) -> Cell<'_> {
    if text.trim().is_empty() { Cell::Empty } else { Cell::Text(text) }
}

/// A number that is formatted as a date; beyond the calendar, the number.
fn date_cell(moment: ExcelDateTime) -> Cell<'static> {
    let number = moment.as_f64();
    if !(moment.is_datetime() && (1.0..2_958_466.0).contains(&number)) {
        return Cell::Number(number);
    }
    let (year, month, day, ..) = moment.to_ymd_hms_milli();
    NaiveDate::from_ymd_opt(i32::from(year), u32::from(month), u32::from(day)).map_or(Cell::Number(number), Cell::Day)
}
