//! Prices side by side: a row a day, a column a series.

use super::csv;
use super::select::Extract;
use super::table::{About, Block, Column, Contents, DATE, Values};
use super::{Format, package, parquet, workbook};
use crate::lake::ColumnType;
use crate::model::SeriesKey;
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::io::{self, Write};
use thiserror::Error;

/// Rows that are put together at once.
const AT_ONCE: usize = 512;
/// Columns that a sheet has, the day's left out.
const SHEET_COLUMNS: usize = 16_383;

/// Why prices cannot stand side by side.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum TooWide {
    /// The format has no such layout.
    #[error("only CSV, XLSX, Parquet and the data package have prices side by side: take one of them, or layout=long")]
    Format,
    /// A sheet has too few columns.
    #[error("{series} series, and a sheet has {SHEET_COLUMNS} columns for them: name fewer, or take CSV or Parquet")]
    Series {
        /// The series that were asked for.
        series: usize,
    },
}

/// An extract with its series side by side: cleaned prices alone, in the canonical unit of
/// each, empty on days without one. What is known of a price, and the version that set it,
/// stand in the long layout only.
#[derive(Debug)]
pub struct Wide<'a> {
    extract: Extract<'a>,
    columns: Vec<Column>,
    days: Vec<i32>,
    series: Vec<Line>,
}

/// The prices of a series and their days.
#[derive(Debug)]
struct Line {
    day: Vec<i32>,
    price: Vec<f64>,
}

impl<'a> Wide<'a> {
    /// Puts the series of an extract side by side.
    ///
    /// # Errors
    /// When the format cannot hold them.
    pub fn of(extract: Extract<'a>, format: Format) -> Result<Self, TooWide> {
        if matches!(format, Format::Json | Format::Sdmx) {
            return Err(TooWide::Format);
        }
        let (mut columns, mut days, mut series) = (vec![DATE], BTreeSet::new(), Vec::new());
        for one in extract.series() {
            days.extend(one.day.iter().copied());
            columns.push(column(&one.key, &one.unit));
            series.push(Line { day: one.day, price: one.price });
        }
        if format == Format::Xlsx && series.len() > SHEET_COLUMNS {
            return Err(TooWide::Series { series: series.len() });
        }
        Ok(Self { extract, columns, days: days.into_iter().collect(), series })
    }

    /// Writes the file; gives the number of its rows, its header left out.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn write(&self, format: Format, to: impl Write + Send) -> io::Result<u64> {
        match format {
            Format::Csv(variant) => csv::write(self, variant, to),
            Format::Xlsx => workbook::write(self, to),
            Format::Parquet => parquet::write_blocks(self, to),
            Format::Package => package::write(self, to),
            Format::Json | Format::Sdmx => Err(io::Error::other(TooWide::Format)),
        }
    }

    /// The name that its file has unless it is given another.
    #[must_use]
    pub fn file_name(&self, format: Format) -> String {
        let Extract { granary, .. } = self.extract;
        format!("{}_wide_v{}.{}", self.extract.stem(), granary.version(), format.extension())
    }
}

/// The column of a series: what names it, set apart by colons.
fn column(key: &SeriesKey, unit: &str) -> Column {
    let SeriesKey { commodity, place, level, source, .. } = key;
    let name = format!("{commodity}:{place}:{level}:{source}");
    Column {
        kind: ColumnType::Float64,
        filled: false,
        id: Cow::Owned(format!("Harga bersih {commodity} di {place} ({level}, {source}), rupiah per {unit}")),
        en: Cow::Owned(format!("Cleaned price of {commodity} at {place} ({level}, {source}), rupiah per {unit}")),
        width: 14.0,
        name: Cow::Owned(name),
    }
}

impl Contents for Wide<'_> {
    fn columns(&self) -> &[Column] {
        &self.columns
    }

    fn key(&self) -> &'static [&'static str] {
        &["date"]
    }

    fn about(&self) -> About {
        self.extract.about()
    }

    fn each<E>(&self, mut add: impl FnMut(&Block<'_>) -> Result<(), E>) -> Result<(), E> {
        let mut next = vec![0; self.series.len()];
        for days in self.days.chunks(AT_ONCE) {
            let prices: Vec<Vec<f64>> = self
                .series
                .iter()
                .zip(&mut next)
                .map(|(line, next)| {
                    let price = |day: &i32| {
                        let at = Some(*next).filter(|at| line.day.get(*at) == Some(day))?;
                        *next += 1;
                        Some(line.price[at])
                    };
                    days.iter().map(price).map(|price| price.unwrap_or(f64::NAN)).collect()
                })
                .collect();
            let mut values = vec![Values::Days(days)];
            values.extend(prices.iter().map(|prices| Values::Numbers(prices)));
            add(&Block { rows: days.len(), values })?;
        }
        Ok(())
    }
}
