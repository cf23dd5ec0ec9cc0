//! A table that no format recognises, and what somebody says of its columns.

use crate::model::{CommodityId, PlaceCode};
use chrono::{DateTime, Utc};
use std::collections::BTreeMap;

/// A question of the form, by the `name` of its input.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum MapField {
    /// `nama_peta`: what the mapping is called.
    Name,
    /// `susunan`: how the table is laid out.
    Layout,
    /// `kolom_tanggal`
    DateColumn,
    /// `bentuk_tanggal`: how dates are written.
    DateForm,
    /// `kolom_komoditas`
    CommodityColumn,
    /// `komoditas`: the one of the whole table.
    Commodity,
    /// `kolom_tempat`
    PlaceColumn,
    /// `tempat`: the one of the whole table.
    Place,
    /// `cari_di`: the region whose markets the names are.
    Region,
    /// `kolom_harga`
    PriceColumn,
    /// `kolom_satuan`
    UnitColumn,
    /// `ribuan`: the mark between thousands.
    Thousands,
    /// `desimal`: the mark before the fraction.
    Decimal,
    /// `tanda_kosong`: what else says "not reported".
    Missing,
    /// `tingkat_harga`
    Level,
    /// `sumber`
    Source,
    /// `frekuensi`
    Frequency,
    /// `arti`: what the table's own names of commodities mean.
    Commodities,
}

impl MapField {
    /// Every question, in the order of the form.
    pub const ALL: [Self; 18] = [
        Self::Name,
        Self::Layout,
        Self::DateColumn,
        Self::DateForm,
        Self::CommodityColumn,
        Self::Commodity,
        Self::PlaceColumn,
        Self::Place,
        Self::Region,
        Self::PriceColumn,
        Self::UnitColumn,
        Self::Thousands,
        Self::Decimal,
        Self::Missing,
        Self::Level,
        Self::Source,
        Self::Frequency,
        Self::Commodities,
    ];

    /// The `name` of its input.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Name => "nama_peta",
            Self::Layout => "susunan",
            Self::DateColumn => "kolom_tanggal",
            Self::DateForm => "bentuk_tanggal",
            Self::CommodityColumn => "kolom_komoditas",
            Self::Commodity => "komoditas",
            Self::PlaceColumn => "kolom_tempat",
            Self::Place => "tempat",
            Self::Region => "cari_di",
            Self::PriceColumn => "kolom_harga",
            Self::UnitColumn => "kolom_satuan",
            Self::Thousands => "ribuan",
            Self::Decimal => "desimal",
            Self::Missing => "tanda_kosong",
            Self::Level => "tingkat_harga",
            Self::Source => "sumber",
            Self::Frequency => "frekuensi",
            Self::Commodities => "arti",
        }
    }
}

/// The answers as they were filled in or sent. They are checked when a mapping
/// is made of them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Draft {
    answers: BTreeMap<MapField, String>,
    /// The table's own names of commodities, each with an identifier; empty
    /// where nobody has chosen one.
    pub commodities: Vec<(String, String)>,
}

impl Draft {
    /// An answer; empty where there is none.
    #[must_use]
    pub fn get(&self, field: MapField) -> &str {
        self.answers.get(&field).map(String::as_str).unwrap_or_default()
    }

    /// The same, or none.
    #[must_use]
    pub fn given(&self, field: MapField) -> Option<String> {
        Some(self.get(field)).filter(|answer| !answer.is_empty()).map(str::to_owned)
    }

    /// Writes an answer.
    pub fn set(&mut self, field: MapField, answer: impl Into<String>) {
        self.answers.insert(field, answer.into());
    }
}

/// The form, with the table above it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MappingForm {
    /// The names of the first columns.
    pub shown: Vec<String>,
    /// The first rows, each with its number in the file.
    pub rows: Vec<(u64, Vec<String>)>,
    /// How many columns there are in all.
    pub all_columns: usize,
    /// The columns to choose from; those that are dates are none.
    pub columns: Vec<String>,
    /// The answers: guessed, or as they were sent.
    pub draft: Draft,
    /// The commodities to choose from, with their names.
    pub commodities: Vec<(CommodityId, String)>,
    /// The places to choose from, with their names.
    pub places: Vec<(PlaceCode, String)>,
    /// The mapping that the file was read by, as TOML; none before the first
    /// reading.
    pub toml: Option<String>,
}

/// A mapping that is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MappingRow {
    /// Its number.
    pub id: i64,
    /// What it is called.
    pub name: String,
    /// The mapping as TOML.
    pub toml: String,
    /// When it was saved.
    pub at: DateTime<Utc>,
    /// By whom.
    pub actor: String,
}
