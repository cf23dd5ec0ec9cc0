//! Parquet: text columns by dictionary, row groups of whole series.

use super::select::Extract;
use crate::lake::{Groups, PriceRows, Table, price_frame};
use polars::error::PolarsError;
use std::io::{self, Write};

/// So many rows make a row group, with those that its last series still has.
const GROUP_ROWS: usize = 1 << 16;

pub(super) fn write(extract: &Extract<'_>, to: impl Write) -> io::Result<u64> {
    // An empty frame gives the columns, so that a file without rows has them too.
    let mut file =
        Groups::begin(to, Table::Prices, &price_frame(&PriceRows::default()).map_err(failed)?).map_err(failed)?;
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
    file.end(Some(("lumbung.version", extract.granary.version().to_string()))).map_err(failed)?;
    Ok(count)
}

fn failed(error: PolarsError) -> io::Error {
    io::Error::other(error)
}
