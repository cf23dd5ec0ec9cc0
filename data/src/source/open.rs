//! From bytes to something with rows: text, the sheets of a workbook, or our
//! own Parquet. What kind it is, the bytes say.

use super::grid::Grid;
use super::lines::Lines;
use super::table::Table;
use super::{Reason, parquet, workbook};

/// An opened file.
pub(super) enum Content<'a> {
    /// UTF-8 text.
    Text(&'a [u8]),
    /// Sheets, at least one.
    Grids(Vec<Grid>),
}

/// The delimiters that text may have, in the order in which they are tried.
const DELIMITERS: [u8; 3] = [b';', b',', b'\t'];

/// Opens a file's bytes.
pub(super) fn open(bytes: &[u8]) -> Result<Content<'_>, Reason> {
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return Err(Reason::Utf16);
    }
    if workbook::is_workbook(bytes) {
        return workbook::read(bytes).map(Content::Grids);
    }
    if parquet::is_parquet(bytes) {
        return parquet::read(bytes).map(|grid| Content::Grids(vec![grid]));
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    for (_, line) in Lines::new(bytes) {
        match line {
            Ok(line) if line.trim().is_empty() => {}
            Ok(_) => return Ok(Content::Text(bytes)),
            Err(reason) => return Err(reason),
        }
    }
    Err(Reason::Empty)
}

impl Content<'_> {
    /// Every way to see a table in it, with the name of its sheet.
    pub(super) fn tables(&self) -> Vec<(&str, Table<'_>)> {
        match self {
            Self::Text(bytes) => {
                DELIMITERS.iter().map(|delimiter| ("", Table::Text(Lines::new(bytes), *delimiter))).collect()
            }
            Self::Grids(grids) => grids.iter().map(|grid| (grid.name.as_str(), Table::Grid(grid, 0))).collect(),
        }
    }

    /// The names of the sheets that hold something.
    pub(super) fn sheets(&self) -> impl Iterator<Item = &str> {
        let grids = match self {
            Self::Text(_) => &[][..],
            Self::Grids(grids) => grids.as_slice(),
        };
        grids.iter().map(|grid| grid.name.as_str())
    }
}
