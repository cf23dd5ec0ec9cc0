//! The lake's files: what the two tables hold, how rows become a durable
//! Parquet file, how files become rows again.
//!
//! Small files are merged into larger ones; every row keeps its version and its
//! row id, so that each version goes on being what it was.
//!
//! Which files belong to which version is the catalogue's business, and the
//! catalogue is the book's. Call from `spawn_blocking`: polars blocks.

mod frame;
mod inspect;
mod merge;
mod named;
mod orphans;
mod parquet;
mod rows;
mod scan;
mod stage;

pub(crate) use frame::prices as price_frame;
pub use inspect::{Inspected, RowLineage, checksum, file_path, file_sizes, hexadecimal, inspect};
pub use merge::{Part, merge};
pub use named::NamedFile;
pub use orphans::{ORPHANS_DIR, delete, list_orphans, list_set_aside, set_orphans_aside};
pub(crate) use parquet::Groups;
pub(crate) use rows::price_of;
pub use rows::{PriceRows, QuoteRows};
pub use scan::scan_prices;
pub use stage::{ColumnStats, StagedFile, stage_prices, stage_quotes};

use crate::model::Frequency;
use std::path::PathBuf;
use thiserror::Error;

/// The schema's folder below the lake's.
pub const SCHEMA_DIR: &str = "main";

/// A table of the lake.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Table {
    /// As received, append-only: one row a data row of a file.
    Quotes,
    /// Observations: a row is appended whenever one changes.
    Prices,
}

/// A column's type, by its name in the catalogue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColumnType {
    /// A calendar day.
    Date,
    /// Text.
    Varchar,
    /// A double.
    Float64,
    /// A 64-bit integer.
    Int64,
}

impl ColumnType {
    /// The name that the catalogue uses.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Date => "date",
            Self::Varchar => "varchar",
            Self::Float64 => "float64",
            Self::Int64 => "int64",
        }
    }
}

/// The columns of `prices`, which are those of every export, in order.
pub const PRICE_COLUMNS: [(&str, ColumnType); 11] = [
    ("date", ColumnType::Date),
    ("commodity", ColumnType::Varchar),
    ("place", ColumnType::Varchar),
    ("level", ColumnType::Varchar),
    ("source", ColumnType::Varchar),
    ("reported", ColumnType::Float64),
    ("reported_unit", ColumnType::Varchar),
    ("price", ColumnType::Float64),
    ("unit", ColumnType::Varchar),
    ("status", ColumnType::Varchar),
    ("version", ColumnType::Int64),
];

/// The columns of `quotes`: `raw` is the value's text as it stood, `row` the
/// line of the file, and `version` names the batch.
pub const QUOTE_COLUMNS: [(&str, ColumnType); 11] = [
    ("date", ColumnType::Date),
    ("commodity", ColumnType::Varchar),
    ("place", ColumnType::Varchar),
    ("level", ColumnType::Varchar),
    ("source", ColumnType::Varchar),
    ("frequency", ColumnType::Varchar),
    ("raw", ColumnType::Varchar),
    ("reported", ColumnType::Float64),
    ("unit", ColumnType::Varchar),
    ("row", ColumnType::Int64),
    ("version", ColumnType::Int64),
];

/// A column of merged files beside the table's own, with its id: the version
/// that added each row. Readers of an earlier one leave the row out.
pub(crate) const SNAPSHOT_COLUMN: (&str, i32) = ("_ducklake_internal_snapshot_id", 2_147_483_539);
/// Another one: each row's id, which it keeps when files are merged.
pub(crate) const ROW_ID_COLUMN: (&str, i32) = ("_ducklake_internal_row_id", 2_147_483_540);

/// The name of a file of `prices` with series of one frequency: the columns,
/// which are those of every export, do not say it. Daily ones have no mark.
fn prices_file(id: &str, frequency: Frequency) -> String {
    match frequency {
        Frequency::Daily => format!("{id}.parquet"),
        other => format!("{id}.{other}.parquet"),
    }
}

/// The frequency of the series in a file of `prices`, from its name. Files of
/// `quotes` have no mark: their rows say it.
#[must_use]
pub fn frequency_of(name: &str) -> Frequency {
    let mark = name.strip_suffix(".parquet").and_then(|rest| rest.rsplit_once('.')).map(|(_, mark)| mark);
    mark.and_then(|mark| Frequency::parse(mark).ok()).unwrap_or(Frequency::Daily)
}

impl Table {
    /// Both tables, in the order of their catalogue ids.
    pub const ALL: [Self; 2] = [Self::Quotes, Self::Prices];

    /// Its name and its folder below the schema's.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Quotes => "quotes",
            Self::Prices => "prices",
        }
    }

    /// Its id in the catalogue.
    #[must_use]
    pub fn id(self) -> i64 {
        match self {
            Self::Quotes => 1,
            Self::Prices => 2,
        }
    }

    /// Its columns; a column's id in the catalogue is its place, from 1.
    #[must_use]
    pub fn columns(self) -> &'static [(&'static str, ColumnType)] {
        match self {
            Self::Quotes => &QUOTE_COLUMNS,
            Self::Prices => &PRICE_COLUMNS,
        }
    }
}

/// What can go wrong with the lake's files.
#[derive(Debug, Error)]
pub enum LakeError {
    /// The disk refused.
    #[error("{path}: {source}")]
    Io {
        /// Which file or folder.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The file is no Parquet of ours.
    #[error("{path}: {source}")]
    Parquet {
        /// Which file.
        path: PathBuf,
        /// What the reader or writer said.
        source: polars::prelude::PolarsError,
    },
    /// The file holds other bytes than were written.
    #[error("{path}: the file is damaged, it holds other bytes than were written")]
    Damaged {
        /// Which file.
        path: PathBuf,
    },
    /// A stored value is no identifier: the file was not written by us, or is
    /// damaged.
    #[error("{path}: {source}")]
    Value {
        /// Which file.
        path: PathBuf,
        /// Which value.
        source: crate::model::ParseError,
    },
}

impl LakeError {
    /// Whether a file was not there: merging may have taken it away.
    #[must_use]
    pub fn is_absence(&self) -> bool {
        matches!(self, Self::Io { source, .. } if source.kind() == std::io::ErrorKind::NotFound)
    }

    /// Whether a file holds other bytes than were written, or what we never write.
    #[must_use]
    pub fn is_damage(&self) -> bool {
        matches!(self, Self::Damaged { .. } | Self::Parquet { .. } | Self::Value { .. })
    }

    fn io(path: &std::path::Path) -> impl FnOnce(std::io::Error) -> Self + '_ {
        move |source| Self::Io { path: path.to_owned(), source }
    }

    fn parquet(path: &std::path::Path) -> impl FnOnce(polars::prelude::PolarsError) -> Self + '_ {
        move |source| Self::Parquet { path: path.to_owned(), source }
    }
}
