//! Frames as bytes of Parquet. Every column carries its id in the catalogue, by
//! which readers of `DuckLake` find it: polars' own writer sets none.

use super::{ROW_ID_COLUMN, SNAPSHOT_COLUMN, Table};
use polars::prelude::*;
use polars_parquet::write::{
    CompressionOptions, Encoding, FileWriter, KeyValue, RowGroupIterator, Version, WriteOptions, get_dtype_encoding,
};
use std::io::Write;
use std::iter;

/// The key under which a schema says a column's id.
const FIELD_ID: &str = "PARQUET:field_id";
/// Rows of a row group: what a reader takes in at once, or skips by its statistics.
const GROUP_ROWS: usize = 1 << 18;

/// The id of a column of a table.
fn id(table: Table, name: &str) -> Option<i32> {
    let inner = [SNAPSHOT_COLUMN, ROW_ID_COLUMN];
    let own = (1..).zip(table.columns()).map(|(id, (name, _))| (*name, id));
    own.chain(inner).find_map(|(known, id)| (known == name).then_some(id))
}

/// Writes a frame of a table as a whole file.
pub(super) fn write(to: impl Write, table: Table, frame: &mut DataFrame) -> PolarsResult<()> {
    let mut file = Groups::begin(to, Some(table), frame)?;
    file.add(frame)?;
    file.end(None)
}

/// The size of a whole file's footer: the u32 eight bytes before the end, 0 where there is
/// none.
pub(super) fn footer_bytes(file: &[u8]) -> u32 {
    file.last_chunk::<8>().map_or(0, |[a, b, c, d, ..]| u32::from_le_bytes([*a, *b, *c, *d]))
}

/// A file that is written group by group, so that no more than one is in memory.
pub(crate) struct Groups<W: Write> {
    writer: FileWriter<W>,
    schema: ArrowSchema,
    encodings: Vec<Vec<Encoding>>,
}

/// How all of our files are written.
const OPTIONS: WriteOptions = WriteOptions {
    // Statistics in the file let other engines skip row groups.
    statistics: StatisticsOptions {
        min_value: true,
        max_value: true,
        distinct_count: true,
        null_count: true,
        binary_statistics_truncate_length: None,
    },
    version: Version::V1,
    compression: CompressionOptions::Zstd(None),
    data_page_size: None,
};

impl<W: Write> Groups<W> {
    /// Begins a file with the columns of a frame, of a table of the lake or of none.
    pub fn begin(to: W, table: Option<Table>, frame: &DataFrame) -> PolarsResult<Self> {
        let mut schema = frame.schema().to_arrow(CompatLevel::newest());
        for (name, field) in schema.iter_mut() {
            let id = table.and_then(|table| id(table, name)).map(|id| (FIELD_ID.into(), id.to_string().into()));
            field.metadata = id.map(|id| Arc::new(iter::once(id).collect()));
        }
        let encodings = schema.iter_values().map(|field| get_dtype_encoding(field.dtype())).collect();
        Ok(Self { writer: FileWriter::try_new(to, schema.clone(), OPTIONS)?, schema, encodings })
    }

    /// Adds a frame, as one row group or several.
    pub fn add(&mut self, frame: &mut DataFrame) -> PolarsResult<()> {
        frame.rechunk_mut();
        for first in (0..frame.height()).step_by(GROUP_ROWS) {
            let group = frame.slice(i64::try_from(first).unwrap_or(i64::MAX), GROUP_ROWS);
            let batches = group.iter_chunks(CompatLevel::newest(), false).map(Ok);
            for columns in RowGroupIterator::try_new(batches, &self.schema, OPTIONS, self.encodings.clone().into())? {
                self.writer.write(group.height() as u64, columns?)?;
            }
        }
        Ok(())
    }

    /// Ends the file, with a remark for its readers.
    pub fn end(mut self, remark: Option<(&str, String)>) -> PolarsResult<()> {
        let remark = remark.map(|(key, value)| vec![KeyValue { key: key.to_owned(), value: Some(value) }]);
        self.writer.end(remark)?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_have_the_ids_of_the_catalogue() {
        assert_eq!((id(Table::Prices, "date"), id(Table::Prices, "version")), (Some(1), Some(11)));
        assert_eq!(id(Table::Quotes, ROW_ID_COLUMN.0), Some(ROW_ID_COLUMN.1));
        assert_eq!(id(Table::Prices, "raw"), None);
    }

    #[test]
    fn what_was_written_is_read_again_over_several_row_groups() {
        let rows = i32::try_from(GROUP_ROWS).unwrap() + 3;
        let days = Int32Chunked::from_iter_values("date".into(), 0..rows).into_date().into_column();
        let texts = StringChunked::from_iter_values(
            "place".into(),
            (0..rows).map(|row| if row % 2 == 0 { "3273" } else { "3273/kiara-condong" }),
        );
        let mut frame = DataFrame::new(days.len(), vec![days, texts.into_column()]).unwrap();
        let mut bytes = Vec::new();
        write(&mut bytes, Table::Prices, &mut frame).unwrap();
        let read = ParquetReader::new(std::io::Cursor::new(bytes)).finish().unwrap();
        assert!(read.equals(&frame));
    }
}
