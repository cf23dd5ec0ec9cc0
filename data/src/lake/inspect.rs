//! Looking at a file of the lake as it lies on the disk, without believing what
//! the catalogue says of it.

use super::stage::{ColumnStats, statistics};
use super::{LakeError, ROW_ID_COLUMN, SCHEMA_DIR, SNAPSHOT_COLUMN, Table};
use polars::prelude::*;
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

/// What is in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inspected {
    /// Rows.
    pub rows: i64,
    /// One entry a column, in order.
    pub stats: Vec<ColumnStats>,
    /// What a merged file says of each row's origin; none of any other file.
    pub lineage: Option<RowLineage>,
}

/// Where the rows of a merged file come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowLineage {
    /// The row ids as stretches, first and one after the last, rising. An id that
    /// two rows have makes stretches that overlap.
    pub row_ids: Vec<(i64, i64)>,
    /// The first and the last version that added any; none if there are no rows.
    pub versions: Option<(i64, i64)>,
    /// Whether every row has both, and the version is also the one in its own column.
    pub fits: bool,
}

/// Where a file of a table lies below the lake's folder.
#[must_use]
pub fn file_path(lake: &Path, table: Table, name: &str) -> PathBuf {
    lake.join(SCHEMA_DIR).join(table.name()).join(name)
}

/// Reads all of a file and gives its rows and statistics.
///
/// # Errors
/// When the file cannot be read, or is none of this table.
pub fn inspect(lake: &Path, table: Table, name: &str) -> Result<Inspected, LakeError> {
    let path = file_path(lake, table, name);
    let file = File::open(&path).map_err(LakeError::io(&path))?;
    let frame = ParquetReader::new(file).finish().map_err(LakeError::parquet(&path))?;
    let stats = statistics(table, &frame).map_err(LakeError::parquet(&path))?;
    let lineage = row_lineage(&frame).map_err(LakeError::parquet(&path))?;
    Ok(Inspected { rows: i64::try_from(frame.height()).unwrap_or(i64::MAX), stats, lineage })
}

fn row_lineage(frame: &DataFrame) -> PolarsResult<Option<RowLineage>> {
    let (Ok(versions), Ok(ids)) = (frame.column(SNAPSHOT_COLUMN.0), frame.column(ROW_ID_COLUMN.0)) else {
        return Ok(None);
    };
    let (versions, own, ids) = (versions.i64()?, frame.column("version")?.i64()?, ids.i64()?);
    let fits =
        ids.null_count() == 0 && versions.iter().zip(own.iter()).all(|(added, own)| added.is_some() && added == own);
    let mut sorted: Vec<i64> = ids.iter().flatten().collect();
    sorted.sort_unstable();
    let mut row_ids: Vec<(i64, i64)> = Vec::new();
    for id in sorted {
        match row_ids.last_mut() {
            Some((_, end)) if *end == id => *end += 1,
            _ => row_ids.push((id, id.saturating_add(1))),
        }
    }
    Ok(Some(RowLineage { row_ids, versions: versions.min().zip(versions.max()), fits }))
}

/// The file's size in bytes, and its footer's: the u32 eight bytes before the end.
pub(super) fn sizes(path: &Path) -> io::Result<(i64, i64)> {
    let mut file = File::open(path)?;
    let bytes = file.seek(SeekFrom::End(-8))? + 8;
    let mut footer = [0; 4];
    file.read_exact(&mut footer)?;
    Ok((i64::try_from(bytes).unwrap_or(i64::MAX), i64::from(u32::from_le_bytes(footer))))
}

/// The size of a file of a table in bytes, and its footer's.
///
/// # Errors
/// When the file cannot be read, or is shorter than a footer.
pub fn file_sizes(lake: &Path, table: Table, name: &str) -> Result<(i64, i64), LakeError> {
    let path = file_path(lake, table, name);
    sizes(&path).map_err(LakeError::io(&path))
}

/// The SHA-256 of a file's bytes, in hexadecimal. The file is read in pieces.
///
/// # Errors
/// When the file cannot be read.
pub fn checksum(path: &Path) -> Result<String, LakeError> {
    let mut file = File::open(path).map_err(LakeError::io(path))?;
    let mut digest = Sha256::new();
    let mut piece = vec![0; 1 << 16];
    loop {
        let read = file.read(&mut piece).map_err(LakeError::io(path))?;
        if read == 0 {
            return Ok(hexadecimal(&digest.finalize()));
        }
        digest.update(&piece[..read]);
    }
}

/// Bytes in hexadecimal.
#[must_use]
pub fn hexadecimal(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::with_capacity(2 * bytes.len()), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_files_checksum_is_that_of_its_bytes() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("abc");
        std::fs::write(&path, b"abc").unwrap();
        assert_eq!(checksum(&path).unwrap(), crate::source::sha256(b"abc"));
        assert!(checksum(&folder.path().join("none")).is_err());
    }

    #[test]
    fn what_is_no_parquet_is_refused() {
        let lake = tempfile::tempdir().unwrap();
        let path = file_path(lake.path(), Table::Prices, "a.parquet");
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, b"PAR1 and nothing else PAR1").unwrap();
        assert!(inspect(lake.path(), Table::Prices, "a.parquet").is_err());
    }
}
