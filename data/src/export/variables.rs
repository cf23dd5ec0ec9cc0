//! The columns of observations as variables, for whoever describes the data.

use super::table::OBSERVATIONS;
use crate::lake::ColumnType;

/// A variable: a column of every file of observations.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Variable {
    /// The column's name.
    pub name: &'static str,
    /// What it means, in Indonesian.
    pub meaning: &'static str,
    /// What its values are, in Indonesian.
    pub kind: &'static str,
    /// Whether every row has a value.
    pub filled: bool,
    /// Whether it is a price, and not what is told of one.
    pub is_price: bool,
}

/// The variables in the order of their columns.
#[must_use]
pub fn variables() -> [Variable; 11] {
    OBSERVATIONS.each_ref().map(|column| Variable {
        name: &column.name,
        meaning: &column.id,
        kind: match column.kind {
            ColumnType::Date => "Tanggal",
            ColumnType::Varchar => "Teks",
            ColumnType::Float64 => "Bilangan desimal",
            ColumnType::Int64 => "Bilangan bulat",
        },
        filled: column.filled,
        is_price: column.kind == ColumnType::Float64,
    })
}
