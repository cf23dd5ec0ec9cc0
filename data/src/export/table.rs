//! What every file is made of: columns that say what they mean, rows that come block by
//! block, and what is said of the whole.

use crate::lake::ColumnType::{self, Date, Float64, Int64, Varchar};
use crate::model::ObsStatus;
use chrono::NaiveDate;
use std::borrow::Cow;

/// A column of a file.
#[derive(Debug, Clone)]
pub(super) struct Column {
    /// Its name in the file.
    pub name: Cow<'static, str>,
    /// What its values are.
    pub kind: ColumnType,
    /// Whether every row has a value in it.
    pub filled: bool,
    /// What it means, in Indonesian.
    pub id: Cow<'static, str>,
    /// What it means, in English.
    pub en: Cow<'static, str>,
    /// How wide it is in a workbook, in characters.
    pub width: f64,
}

/// A column in which every row has a value.
pub(super) const fn column(
    name: &'static str,
    kind: ColumnType,
    width: f64,
    id: &'static str,
    en: &'static str,
) -> Column {
    let [name, id, en] = [Cow::Borrowed(name), Cow::Borrowed(id), Cow::Borrowed(en)];
    Column { name, kind, filled: true, id, en, width }
}

/// The same where rows may have no value.
pub(super) const fn sparse(
    name: &'static str,
    kind: ColumnType,
    width: f64,
    id: &'static str,
    en: &'static str,
) -> Column {
    let [name, id, en] = [Cow::Borrowed(name), Cow::Borrowed(id), Cow::Borrowed(en)];
    Column { name, kind, filled: false, id, en, width }
}

pub(super) const DATE: Column = column("date", Date, 11.0, "Tanggal harga berlaku", "Day of the price");
pub(super) const COMMODITY: Column = column("commodity", Varchar, 24.0, "Komoditas", "Commodity");
pub(super) const PLACE: Column =
    column("place", Varchar, 22.0, "Kode wilayah BPS, atau wilayah/pasar", "BPS region code, or region/market");
pub(super) const LEVEL: Column = column(
    "level",
    Varchar,
    10.0,
    "Tingkat harga: producer, wholesale, retail",
    "Price level: producer, wholesale, retail",
);
pub(super) const SOURCE: Column = column("source", Varchar, 11.0, "Sumber harga", "Source of the price");
pub(super) const PRICE: Column =
    sparse("price", Float64, 11.0, "Harga bersih, rupiah per satuan baku", "Cleaned price, rupiah per canonical unit");
pub(super) const UNIT: Column = column("unit", Varchar, 8.0, "Satuan baku", "Canonical unit");
pub(super) const STATUS: Column =
    column("status", Varchar, 8.0, "Status pengamatan (SDMX CL_OBS_STATUS)", "Observation status (SDMX CL_OBS_STATUS)");
const VERSION: Column =
    column("version", Int64, 9.0, "Versi data yang menetapkan baris ini", "Data version that set this row");

/// The columns of observations at markets: those of the lake's `prices`.
pub(super) static OBSERVATIONS: [Column; 11] = [
    DATE,
    COMMODITY,
    PLACE,
    LEVEL,
    SOURCE,
    sparse("reported", Float64, 11.0, "Angka seperti diterima", "The figure as received"),
    sparse("reported_unit", Varchar, 14.0, "Satuan angka yang diterima", "Unit of the figure as received"),
    PRICE,
    UNIT,
    STATUS,
    VERSION,
];

/// The columns of a city price.
pub(super) static CITY: [Column; 10] = [
    DATE,
    COMMODITY,
    PLACE,
    LEVEL,
    SOURCE,
    PRICE,
    UNIT,
    column("markets", Int64, 9.0, "Jumlah pasar yang melapor", "Number of markets that reported"),
    STATUS,
    VERSION,
];

/// The columns of a series in another frequency or in other units.
pub(super) static DERIVED: [Column; 13] = [
    column("date", Date, 11.0, "Hari pertama periode", "First day of the period"),
    COMMODITY,
    PLACE,
    LEVEL,
    SOURCE,
    column(
        "frequency",
        Varchar,
        10.0,
        "Frekuensi: daily (harian), weekly (mingguan), monthly (bulanan)",
        "Frequency: daily, weekly, monthly",
    ),
    column(
        "aggregation",
        Varchar,
        15.0,
        "Cara meringkas periode: geometric-mean, mean, last",
        "What stands for a period: geometric-mean, mean, last",
    ),
    column("units", Varchar, 8.0, "Ukuran: level, change, percent, index", "Units: level, change, percent, index"),
    sparse("value", Float64, 12.0, "Nilai dalam ukuran itu", "Value in these units"),
    column("unit", Varchar, 22.0, "Satuan nilai", "Unit of the value"),
    column("days", Int64, 7.0, "Jumlah hari survei di dalam periode", "Number of survey days in the period"),
    STATUS,
    VERSION,
];

/// Columns that name a row, of every long file.
pub(super) const PRIMARY_KEY: [&str; 5] = ["date", "commodity", "place", "level", "source"];

/// The values of a column in a block.
#[derive(Debug)]
pub(super) enum Values<'a> {
    /// One text for all rows.
    Same(&'a str),
    /// A text a row.
    Texts(Vec<&'a str>),
    /// Day numbers.
    Days(&'a [i32]),
    /// Numbers, NaN for none.
    Numbers(&'a [f64]),
    /// Versions.
    Integers(&'a [i64]),
    /// Versions, none where there is none.
    Known(&'a [Option<i64>]),
    /// Counts.
    Counts(&'a [u32]),
}

impl<'a> Values<'a> {
    /// The letters of statuses.
    pub fn statuses(statuses: &'a [ObsStatus]) -> Self {
        Self::Texts(statuses.iter().map(|status| status.as_str()).collect())
    }
}

/// Rows, as one column of values for each column of the file.
#[derive(Debug)]
pub(super) struct Block<'a> {
    /// How many.
    pub rows: usize,
    /// The columns.
    pub values: Vec<Values<'a>>,
}

/// What is said of a file as a whole.
#[derive(Debug)]
pub(super) struct About {
    /// What it is, in both languages.
    pub title: String,
    /// How it is cited.
    pub citation: String,
    /// A short name of lower-case letters, digits and hyphens.
    pub name: String,
    /// Who publishes it.
    pub publisher: String,
    /// The data version.
    pub version: i64,
    /// The last day with data, which stands for the moment of making: the clock would
    /// make every copy another file.
    pub made: NaiveDate,
    /// The sources that it may hold, each once.
    pub sources: Vec<String>,
    /// The first day that was asked for.
    pub from: Option<NaiveDate>,
    /// The last day that was asked for.
    pub to: Option<NaiveDate>,
    /// What else it was cut to, as a query has it; empty if to nothing.
    pub cut: String,
    /// How its figures were made: Indonesian and English.
    pub notes: Vec<(&'static str, &'static str)>,
}

/// What a file holds.
pub(super) trait Contents {
    /// Its columns.
    fn columns(&self) -> &[Column];

    /// The columns that name a row.
    fn key(&self) -> &'static [&'static str] {
        &PRIMARY_KEY
    }

    /// What is said of it.
    fn about(&self) -> About;

    /// Hands over its rows, block by block, until one is refused.
    fn each<E>(&self, add: impl FnMut(&Block<'_>) -> Result<(), E>) -> Result<(), E>;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lake::PRICE_COLUMNS;

    #[test]
    fn observations_have_the_columns_of_the_lake() {
        assert_eq!(OBSERVATIONS.each_ref().map(|column| (&*column.name, column.kind)), PRICE_COLUMNS);
    }
}
