//! Scanning: Parquet files of `prices` become rows again.

use super::rows::PriceRows;
use super::{LakeError, PRICE_COLUMNS, SCHEMA_DIR, Table, frequency_of};
use crate::model::{CommodityId, Frequency, ObsStatus, ParseError, PlaceCode, PriceLevel, SeriesKey, SourceId};
use polars::prelude::*;
use std::fs::File;
use std::path::Path;

/// The rows of one file of `prices`, those of later versions than `as_of` left
/// out.
///
/// # Errors
/// When the file cannot be read, or holds what we never write.
pub fn scan_prices(lake: &Path, name: &str, as_of: i64) -> Result<PriceRows, LakeError> {
    let path = lake.join(SCHEMA_DIR).join(Table::Prices.name()).join(name);
    let file = File::open(&path).map_err(LakeError::io(&path))?;
    let columns = PRICE_COLUMNS.iter().map(|(name, _)| (*name).to_owned()).collect();
    let frame = ParquetReader::new(file).with_columns(Some(columns)).finish().map_err(LakeError::parquet(&path))?;
    let columns = Columns::of(&frame).map_err(LakeError::parquet(&path))?;
    rows(&columns, frequency_of(name), as_of).map_err(|source| LakeError::Value { path, source })
}

/// The frame's columns as one chunk each, text as views.
struct Columns {
    day: Vec<i32>,
    commodity: StringChunked,
    place: StringChunked,
    level: StringChunked,
    source: StringChunked,
    reported: Float64Chunked,
    reported_unit: StringChunked,
    price: Float64Chunked,
    unit: StringChunked,
    status: StringChunked,
    version: Int64Chunked,
}

impl Columns {
    fn of(frame: &DataFrame) -> PolarsResult<Self> {
        let text = |i: usize| -> PolarsResult<StringChunked> {
            Ok(frame.column(PRICE_COLUMNS[i].0)?.str()?.rechunk().into_owned())
        };
        let number = |i: usize| -> PolarsResult<Float64Chunked> {
            Ok(frame.column(PRICE_COLUMNS[i].0)?.f64()?.rechunk().into_owned())
        };
        Ok(Self {
            day: frame.column(PRICE_COLUMNS[0].0)?.date()?.physical().iter().map(Option::unwrap_or_default).collect(),
            commodity: text(1)?,
            place: text(2)?,
            level: text(3)?,
            source: text(4)?,
            reported: number(5)?,
            reported_unit: text(6)?,
            price: number(7)?,
            unit: text(8)?,
            status: text(9)?,
            version: frame.column(PRICE_COLUMNS[10].0)?.i64()?.rechunk().into_owned(),
        })
    }
}

fn rows(columns: &Columns, frequency: Frequency, as_of: i64) -> Result<PriceRows, ParseError> {
    let mut rows = PriceRows::default();
    let mut series: Option<[&str; 4]> = None;
    let texts = columns.commodity.iter().zip(columns.place.iter()).zip(columns.level.iter()).zip(columns.source.iter());
    let numbers =
        columns.reported.iter().zip(columns.price.iter()).zip(columns.status.iter()).zip(columns.version.iter());
    for (i, ((((commodity, place), level), source), (((reported, price), status), version))) in
        texts.zip(numbers).enumerate()
    {
        let version = version.unwrap_or_default();
        if version > as_of {
            continue;
        }
        let names = [commodity, place, level, source].map(Option::unwrap_or_default);
        if series != Some(names) {
            let key = SeriesKey {
                commodity: CommodityId::parse(names[0])?,
                place: PlaceCode::parse(names[1])?,
                level: PriceLevel::parse(names[2])?,
                source: SourceId::parse(names[3])?,
                frequency,
            };
            rows.series.push(key);
            rows.unit.push(columns.unit.get(i).unwrap_or_default().to_owned());
            rows.reported_unit.push(columns.reported_unit.get(i).unwrap_or_default().to_owned());
            series = Some(names);
        }
        rows.key.push(u32::try_from(rows.series.len() - 1).unwrap_or(u32::MAX));
        rows.day.push(columns.day[i]);
        rows.reported.push(reported.unwrap_or(f64::NAN));
        rows.price.push(price.unwrap_or(f64::NAN));
        rows.status.push(ObsStatus::parse(status.unwrap_or_default())?);
        rows.version.push(version);
    }
    Ok(rows)
}
