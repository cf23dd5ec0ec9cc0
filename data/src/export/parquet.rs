//! Parquet: text columns by dictionary, row groups of whole series.

use super::select::Extract;
use super::table::{self, Block, Contents, Values};
use crate::lake::{ColumnType, Groups, PriceRows, Table, price_frame};
use polars::prelude::*;
use std::io::{self, Write};
use std::iter;

/// So many rows make a row group, with those that its last series still has.
const GROUP_ROWS: usize = 1 << 16;

/// The key under which a file says its data version.
const VERSION: &str = "lumbung.version";

/// Writes observations, their columns with the ids of the lake's table.
pub(super) fn write(extract: &Extract<'_>, to: impl Write) -> io::Result<u64> {
    // An empty frame gives the columns, so that a file without rows has them too.
    let mut file =
        Groups::begin(to, Some(Table::Prices), &price_frame(&PriceRows::default()).map_err(failed)?).map_err(failed)?;
    let mut add = |rows: &PriceRows| file.add(&mut price_frame(rows)?);
    let mut count = 0;
    let mut rows = PriceRows::default();
    for series in extract.series() {
        for at in 0..series.day.len() {
            rows.push(&series, at, (series.status[at], series.price[at]), series.version[at]);
        }
        count += series.day.len() as u64;
        if rows.len() >= GROUP_ROWS {
            add(&rows).map_err(failed)?;
            rows = PriceRows::default();
        }
    }
    if !rows.is_empty() {
        add(&rows).map_err(failed)?;
    }
    file.end(Some((VERSION, extract.granary.version().to_string()))).map_err(failed)?;
    Ok(count)
}

/// Writes rows as they come, some blocks a row group.
pub(super) fn write_blocks<C: Contents>(contents: &C, to: impl Write) -> io::Result<u64> {
    let columns = contents.columns();
    let empty = Block { rows: 0, values: columns.iter().map(|column| none(column.kind)).collect() };
    let mut file = Groups::begin(to, None, &frame(columns, &empty).map_err(failed)?).map_err(failed)?;
    let mut count = 0;
    contents
        .each(|block| {
            count += block.rows as u64;
            file.add(&mut frame(columns, block)?)
        })
        .map_err(failed)?;
    file.end(Some((VERSION, contents.about().version.to_string()))).map_err(failed)?;
    Ok(count)
}

/// No values of a type.
fn none(kind: ColumnType) -> Values<'static> {
    match kind {
        ColumnType::Date => Values::Days(&[]),
        ColumnType::Varchar => Values::Texts(Vec::new()),
        ColumnType::Float64 => Values::Numbers(&[]),
        ColumnType::Int64 => Values::Integers(&[]),
    }
}

/// Writes a block as a whole file.
pub(super) fn write_block(
    columns: &[table::Column],
    block: &Block<'_>,
    version: i64,
    to: impl Write,
) -> io::Result<u64> {
    let written = || {
        let mut frame = frame(columns, block)?;
        let mut file = Groups::begin(to, None, &frame)?;
        file.add(&mut frame)?;
        file.end(Some((VERSION, version.to_string())))
    };
    written().map_err(failed)?;
    Ok(block.rows as u64)
}

fn frame(columns: &[table::Column], block: &Block<'_>) -> PolarsResult<DataFrame> {
    let column = |(about, values): (&table::Column, &Values<'_>)| -> Column {
        let name = about.name.as_ref().into();
        match values {
            Values::Same(text) => {
                StringChunked::from_iter_values(name, iter::repeat_n(*text, block.rows)).into_column()
            }
            Values::Texts(texts) => StringChunked::from_iter_values(name, texts.iter().copied()).into_column(),
            Values::Days(days) => Int32Chunked::from_slice(name, days).into_date().into_column(),
            Values::Numbers(numbers) => {
                let known = numbers.iter().map(|number| number.is_finite().then_some(*number));
                Float64Chunked::from_iter_options(name, known).into_column()
            }
            Values::Integers(numbers) => Int64Chunked::from_slice(name, numbers).into_column(),
            Values::Known(numbers) => Int64Chunked::from_iter_options(name, numbers.iter().copied()).into_column(),
            Values::Counts(numbers) => {
                Int64Chunked::from_iter_values(name, numbers.iter().map(|number| i64::from(*number))).into_column()
            }
        }
    };
    DataFrame::new(block.rows, columns.iter().zip(&block.values).map(column).collect())
}

fn failed(error: PolarsError) -> io::Error {
    io::Error::other(error)
}
