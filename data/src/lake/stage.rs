//! Staging: a frame becomes a Parquet file under its final, never reused name,
//! on disk for good before anyone may name it.

use super::inspect::hexadecimal;
use super::rows::{PriceRows, QuoteRows};
use super::{ColumnType, LakeError, NamedFile, SCHEMA_DIR, Table, frame, parquet, prices_file};
use crate::model::day;
use polars::prelude::*;
use sha2::{Digest, Sha256};
use std::fs::{self, File};
use std::io::Write;
use std::path::Path;

/// A file that lies in the lake and waits to be named in the catalogue.
#[derive(Debug, Clone, PartialEq)]
pub struct StagedFile {
    /// The table it belongs to.
    pub table: Table,
    /// Its name below the table's folder.
    pub name: String,
    /// Rows.
    pub rows: i64,
    /// Bytes.
    pub bytes: i64,
    /// Bytes of the Parquet footer.
    pub footer_bytes: i64,
    /// The SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
    /// One entry a column, in order.
    pub stats: Vec<ColumnStats>,
}

impl StagedFile {
    /// It as the catalogue is going to name it.
    #[must_use]
    pub fn named(&self) -> NamedFile {
        NamedFile { name: self.name.clone(), sha256: Some(self.sha256.clone()) }
    }
}

/// The statistics of one column of one file, as the catalogue keeps them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ColumnStats {
    /// Values that are not null.
    pub values: i64,
    /// Nulls.
    pub nulls: i64,
    /// The least value as text; none if all are null.
    pub min: Option<String>,
    /// The greatest value as text.
    pub max: Option<String>,
}

/// Writes observations below the lake's folder, synced: one file a frequency,
/// named by `id` and the frequency.
///
/// # Errors
/// When the disk refuses, or a frame cannot be written.
pub fn stage_prices(lake: &Path, id: &str, rows: &PriceRows) -> Result<Vec<StagedFile>, LakeError> {
    let parts = rows.by_frequency();
    parts
        .iter()
        .map(|(frequency, rows)| stage(Table::Prices, lake, &prices_file(id, *frequency), frame::prices(rows)))
        .collect()
}

/// Writes quotes below the lake's folder, synced, in a file named by `id`.
///
/// # Errors
/// When the disk refuses, or the frame cannot be written.
pub fn stage_quotes(lake: &Path, id: &str, rows: &QuoteRows<'_>) -> Result<StagedFile, LakeError> {
    stage(Table::Quotes, lake, &format!("{id}.parquet"), frame::quotes(rows))
}

/// Writes a frame of a table below the lake's folder, synced.
pub(super) fn stage(
    table: Table,
    lake: &Path,
    name: &str,
    frame: PolarsResult<DataFrame>,
) -> Result<StagedFile, LakeError> {
    let folder = lake.join(SCHEMA_DIR).join(table.name());
    let path = folder.join(name);
    let mut frame = frame.map_err(LakeError::parquet(&path))?;
    let stats = statistics(table, &frame).map_err(LakeError::parquet(&path))?;
    make_folder(lake, &folder).map_err(LakeError::io(&folder))?;
    // The writer's many small pieces are put together here: the disk is asked once, and the
    // checksum is that of what was to be written, whatever becomes of it there.
    let mut bytes = Vec::new();
    parquet::write(&mut bytes, table, &mut frame).map_err(LakeError::parquet(&path))?;
    let mut file = File::create_new(&path).map_err(LakeError::io(&path))?;
    file.write_all(&bytes).and_then(|()| file.sync_all()).map_err(LakeError::io(&path))?;
    // The name itself must survive too.
    sync_folder(&folder).map_err(LakeError::io(&folder))?;
    let sha256 = hexadecimal(&Sha256::digest(&bytes));
    let footer_bytes = i64::from(parquet::footer_bytes(&bytes));
    let bytes = i64::try_from(bytes.len()).unwrap_or(i64::MAX);
    let rows = i64::try_from(frame.height()).unwrap_or(i64::MAX);
    Ok(StagedFile { table, name: name.to_owned(), rows, bytes, footer_bytes, sha256, stats })
}

/// Makes the table's folder, and makes sure that its name survives, also where
/// a process was killed between the two.
fn make_folder(lake: &Path, folder: &Path) -> std::io::Result<()> {
    fs::create_dir_all(folder)?;
    sync_folder(&lake.join(SCHEMA_DIR))?;
    sync_folder(lake)
}

fn sync_folder(folder: &Path) -> std::io::Result<()> {
    File::open(folder)?.sync_all()
}

/// The statistics of a frame of a table, one entry a column.
pub(super) fn statistics(table: Table, frame: &DataFrame) -> PolarsResult<Vec<ColumnStats>> {
    table.columns().iter().map(|(name, kind)| column_statistics(frame.column(name)?, *kind)).collect()
}

fn column_statistics(column: &Column, kind: ColumnType) -> PolarsResult<ColumnStats> {
    let (min, max) = match kind {
        ColumnType::Date => {
            let days = column.date()?.physical();
            let text = |number: i32| day::date(number).to_string();
            (days.min().map(text), days.max().map(text))
        }
        ColumnType::Int64 => (column.i64()?.min().map(|v| v.to_string()), column.i64()?.max().map(|v| v.to_string())),
        ColumnType::Float64 => {
            // `{:?}` keeps the point: 50000.0, as the reference writes it.
            (column.f64()?.min().map(|v| format!("{v:?}")), column.f64()?.max().map(|v| format!("{v:?}")))
        }
        ColumnType::Varchar => {
            let text = column.str()?;
            let bound = |wanted: std::cmp::Ordering| {
                text.iter().flatten().reduce(|a, b| if b.cmp(a) == wanted { b } else { a }).map(str::to_owned)
            };
            (bound(std::cmp::Ordering::Less), bound(std::cmp::Ordering::Greater))
        }
    };
    let nulls = column.null_count();
    let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    Ok(ColumnStats { values: count(column.len() - nulls), nulls: count(nulls), min, max })
}
