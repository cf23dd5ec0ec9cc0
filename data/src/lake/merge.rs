//! Merging: many small files of a table become one. No row is lost, changed or
//! renumbered: the merged file says of each which version added it and which
//! row id it has, so that readers of an earlier version see that version.
//!
//! Rows of one series lie together, in the order of days and versions. That is
//! how they are loaded, and narrow statistics let readers skip what they need not.

use super::stage::{StagedFile, stage};
use super::{LakeError, NamedFile, ROW_ID_COLUMN, SNAPSHOT_COLUMN, Table, file_path, frequency_of, prices_file};
use crate::model::Frequency;
use polars::prelude::*;
use std::io::Cursor;
use std::path::Path;

/// A file that is merged with others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// The file.
    pub file: NamedFile,
    /// The version that added it.
    pub version: i64,
    /// The row id of its first row; none where the file says each row's.
    pub row_id_start: Option<i64>,
}

/// What rows are sorted by.
fn order(table: Table) -> &'static [&'static str] {
    match table {
        Table::Quotes => &["commodity", "place", "level", "source", "frequency", "date", "version", "row"],
        Table::Prices => &["commodity", "place", "level", "source", "date", "version"],
    }
}

/// Writes all rows of some files of a table into a new one, named by `id`,
/// synced. Files of `prices` must be of one frequency. All rows are in memory
/// meanwhile.
///
/// # Errors
/// When a file cannot be read, is damaged, or the new one not written.
pub fn merge(lake: &Path, table: Table, id: &str, parts: &[Part]) -> Result<StagedFile, LakeError> {
    let mut whole = DataFrame::empty();
    for part in parts {
        let path = file_path(lake, table, &part.file.name);
        // Damage that was merged would get a checksum of its own.
        let bytes = part.file.bytes(lake, table)?;
        let frame = read(bytes, table, part).map_err(LakeError::parquet(&path))?;
        if whole.width() == 0 {
            whole = frame;
        } else {
            whole.vstack_mut_owned(frame).map_err(LakeError::parquet(&path))?;
        }
    }
    let frequency = parts.first().map_or(Frequency::Daily, |part| frequency_of(&part.file.name));
    let sorted = whole.sort(order(table).iter().copied(), SortMultipleOptions::default());
    stage(table, lake, &prices_file(id, frequency), sorted)
}

/// A file's columns, and each row's version and row id.
fn read(bytes: Vec<u8>, table: Table, part: &Part) -> PolarsResult<DataFrame> {
    with_lineage(&ParquetReader::new(Cursor::new(bytes)).finish()?, table, part)
}

fn with_lineage(frame: &DataFrame, table: Table, part: &Part) -> PolarsResult<DataFrame> {
    let rows = frame.height();
    let mut columns = Vec::with_capacity(table.columns().len() + 2);
    for (name, _) in table.columns() {
        columns.push(frame.column(name)?.clone());
    }
    columns.push(match frame.column(SNAPSHOT_COLUMN.0) {
        Ok(versions) => versions.clone(),
        Err(_) => Int64Chunked::full(SNAPSHOT_COLUMN.0.into(), part.version, rows).into_column(),
    });
    columns.push(match part.row_id_start {
        None => frame.column(ROW_ID_COLUMN.0)?.clone(),
        Some(first) => {
            let ids = first..first.saturating_add(i64::try_from(rows).unwrap_or(i64::MAX));
            Int64Chunked::from_iter_values(ROW_ID_COLUMN.0.into(), ids).into_column()
        }
    });
    DataFrame::new(rows, columns)
}

#[cfg(test)]
mod tests {
    use super::super::{inspect, scan_prices, stage_prices};
    use super::*;
    use crate::granary::tests::rows;

    #[test]
    fn merged_rows_keep_their_versions_and_row_ids_and_lie_by_series_and_day() {
        let lake = tempfile::tempdir().unwrap();
        let versions = [
            ("3273/b", 2, [(1, 10.0), (2, 20.0)]),
            ("3273/a", 3, [(2, 25.0), (3, 30.0)]),
            ("3273/b", 4, [(2, 21.0), (3, 22.0)]),
        ];
        let mut parts = Vec::new();
        for (n, (place, version, values)) in (0_i64..).zip(versions) {
            let staged = stage_prices(lake.path(), &version.to_string(), &rows(place, version, &values)).unwrap();
            parts.push(Part { file: staged[0].named(), version, row_id_start: Some(n * 2) });
        }
        let two = merge(lake.path(), Table::Prices, "m", &parts[..2]).unwrap();
        let merged = Part { file: two.named(), version: 2, row_id_start: None };
        let all = merge(lake.path(), Table::Prices, "n", &[merged, parts[2].clone()]).unwrap();
        assert_eq!((all.rows, all.stats.len()), (6, Table::Prices.columns().len()));
        let read = scan_prices(lake.path(), &all.named(), 0, 9).unwrap();
        assert_eq!((&read.key[..], &read.day[..]), (&[0, 0, 1, 1, 1, 1][..], &[2, 3, 1, 2, 2, 3][..]));
        assert_eq!(read.version, [3, 3, 2, 2, 4, 4]);
        let lineage = inspect(lake.path(), Table::Prices, &all.name).unwrap().lineage.unwrap();
        assert_eq!((lineage.row_ids, lineage.versions), (vec![(0, 6)], Some((2, 4))));
        assert!(lineage.fits);
    }

    #[test]
    fn a_merged_file_is_named_after_the_frequency_of_its_parts() {
        let lake = tempfile::tempdir().unwrap();
        let mut monthly = rows("3273/a", 2, &[(1, 10.0)]);
        monthly.series[0].frequency = Frequency::Monthly;
        let staged = stage_prices(lake.path(), "old", &monthly).unwrap();
        let part = Part { file: staged[0].named(), version: 2, row_id_start: Some(0) };
        assert_eq!(merge(lake.path(), Table::Prices, "new", &[part]).unwrap().name, "new.monthly.parquet");
    }

    #[test]
    fn damage_is_never_merged_into_a_file_with_a_good_checksum() {
        let lake = tempfile::tempdir().unwrap();
        let staged = stage_prices(lake.path(), "old", &rows("3273/a", 2, &[(1, 10.0)])).unwrap();
        let path = file_path(lake.path(), Table::Prices, &staged[0].name);
        let mut bytes = std::fs::read(&path).unwrap();
        bytes[60] ^= 1;
        std::fs::write(&path, bytes).unwrap();
        let part = Part { file: staged[0].named(), version: 2, row_id_start: Some(0) };
        let merged = merge(lake.path(), Table::Prices, "new", &[part]);
        assert!(matches!(merged, Err(LakeError::Damaged { .. })), "{merged:?}");
    }
}
