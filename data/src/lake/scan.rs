//! Scanning: Parquet files of `prices` become rows again.

use super::rows::PriceRows;
use super::{LakeError, NamedFile, PRICE_COLUMNS, Table, file_path, frequency_of};
use crate::model::{Frequency, ObsStatus, ParseError, SeriesKey};
use polars::prelude::*;
use std::io::Cursor;
use std::path::Path;

/// The texts that every row of a series has in common: its key, then the units.
const SERIES_COLUMNS: [usize; 6] = [1, 2, 3, 4, 6, 8];

/// The rows of one file of `prices`; those of the version `after` and earlier
/// ones, and of later ones than `as_of`, are left out.
///
/// # Errors
/// When the file cannot be read, is damaged, or holds what we never write.
pub fn scan_prices(lake: &Path, file: &NamedFile, after: i64, as_of: i64) -> Result<PriceRows, LakeError> {
    let path = file_path(lake, Table::Prices, &file.name);
    let bytes = Cursor::new(file.bytes(lake, Table::Prices)?);
    let columns = PRICE_COLUMNS.iter().map(|(name, _)| (*name).to_owned()).collect();
    let mut frame =
        ParquetReader::new(bytes).with_columns(Some(columns)).finish().map_err(LakeError::parquet(&path))?;
    let mut rows = PriceRows::with_room_for(frame.height());
    // Row group by row group, as they were decoded: nothing is copied together.
    for group in frame.split_chunks() {
        let columns = Columns::of(&group).map_err(LakeError::parquet(&path))?;
        take(&mut rows, &columns, frequency_of(&file.name), after, as_of)
            .map_err(|source| LakeError::Value { path: path.clone(), source })?;
    }
    Ok(rows)
}

/// A row group's columns, each of one chunk.
struct Columns {
    day: Int32Chunked,
    series: [StringChunked; 6],
    reported: Float64Chunked,
    price: Float64Chunked,
    status: StringChunked,
    version: Int64Chunked,
}

impl Columns {
    fn of(group: &DataFrame) -> PolarsResult<Self> {
        let text = |i: usize| -> PolarsResult<StringChunked> { Ok(group.column(PRICE_COLUMNS[i].0)?.str()?.clone()) };
        let number =
            |i: usize| -> PolarsResult<Float64Chunked> { Ok(group.column(PRICE_COLUMNS[i].0)?.f64()?.clone()) };
        let [commodity, place, level, source, reported_unit, unit] = SERIES_COLUMNS.map(text);
        Ok(Self {
            day: group.column(PRICE_COLUMNS[0].0)?.date()?.physical().clone(),
            series: [commodity?, place?, level?, source?, reported_unit?, unit?],
            reported: number(5)?,
            price: number(7)?,
            status: text(9)?,
            version: group.column(PRICE_COLUMNS[10].0)?.i64()?.clone(),
        })
    }

    fn names(&self, at: usize) -> [&str; 6] {
        self.series.each_ref().map(|text| text.get(at).unwrap_or_default())
    }
}

/// Whether each row has the same text as the one before it, as far as that is to
/// be seen without looking at the text: where not, it may be the same all the same.
fn repeats(text: &StringChunked, same: &mut [bool]) {
    let views = text.downcast_iter().next().map(|chunk| &chunk.views()[..]).unwrap_or_default();
    for (same, two) in same.iter_mut().skip(1).zip(views.windows(2)) {
        *same &= two[0] == two[1];
    }
}

fn repeated(texts: &[StringChunked], rows: usize) -> Vec<bool> {
    let mut same = vec![true; rows];
    for text in texts {
        repeats(text, &mut same);
    }
    same
}

fn take(
    rows: &mut PriceRows,
    columns: &Columns,
    frequency: Frequency,
    after: i64,
    as_of: i64,
) -> Result<(), ParseError> {
    let count = columns.day.len();
    let same_series = repeated(&columns.series, count);
    let same_status = repeated(std::slice::from_ref(&columns.status), count);
    let mut series: Option<[&str; 6]> = None;
    // The row of which the series, or the status, was looked at.
    let (mut is_known, mut status) = (false, None);
    let numbers = columns.day.iter().zip(columns.reported.iter()).zip(columns.price.iter()).zip(columns.version.iter());
    for (at, (((day, reported), price), version)) in numbers.enumerate() {
        is_known &= same_series[at];
        if !same_status[at] {
            status = None;
        }
        let version = version.unwrap_or_default();
        if version <= after || version > as_of {
            continue;
        }
        if !is_known {
            let names = columns.names(at);
            // Another unit begins a stretch of its own.
            if series != Some(names) {
                begin(rows, names, frequency)?;
                series = Some(names);
            }
            is_known = true;
        }
        let status = match status {
            Some(status) => status,
            None => *status.insert(ObsStatus::parse(columns.status.get(at).unwrap_or_default())?),
        };
        rows.key.push(u32::try_from(rows.series.len() - 1).unwrap_or(u32::MAX));
        rows.day.push(day.unwrap_or_default());
        rows.reported.push(reported.unwrap_or(f64::NAN));
        rows.price.push(price.unwrap_or(f64::NAN));
        rows.status.push(status);
        rows.version.push(version);
    }
    Ok(())
}

/// Begins a stretch of rows of one series.
fn begin(rows: &mut PriceRows, names: [&str; 6], frequency: Frequency) -> Result<(), ParseError> {
    let [commodity, place, level, source, reported_unit, unit] = names;
    rows.series.push(SeriesKey::parse([commodity, place, level, source, frequency.as_str()])?);
    rows.unit.push(unit.to_owned());
    rows.reported_unit.push(reported_unit.to_owned());
    Ok(())
}
