//! Tables that somebody has mapped: which column is what, and how dates and
//! numbers are written, said once in a small TOML file. A table with the same
//! header is known the next time.
//!
//! ```toml
//! name = "Harga harian Disdagin"
//! layout = "long"            # or "dates-across", "commodities-across", "places-across"
//! header = ["Tgl", "Barang", "Pasar", "Harga"]
//! region = "3273"            # where names of markets are looked for
//!
//! [columns]
//! date = "Tgl"
//! commodity = "Barang"
//! place = "Pasar"
//! price = "Harga"
//!
//! [format]
//! date = "dd/mm/yyyy"
//! thousands = "."
//! decimal = ","
//! missing = ["tidak ada"]
//!
//! [commodities]
//! "Cabe domba" = "cabai-rawit-merah"
//! ```
//!
//! A table of one commodity has no column for it and says `commodity = "…"`
//! above. The same stands in a city's profile under `[[mapping]]`, and in the
//! book of a home where somebody filled in the form: `sketch` shows them the
//! table, `guess` fills in what its content says, and `draft` makes a mapping of
//! what they chose.
//!
//! How such a table is read is `mapped`'s matter.

mod draft;
mod error;
mod file;
mod guess;
mod sketch;

pub use error::MappingError;
pub use sketch::Sketch;

use super::number::Marks;
use super::table::Header;
use super::{Asks, date};
use crate::model::{Frequency, PlaceCode, PriceLevel, SourceId};
use crate::names::normal;
use chrono::NaiveDate;
use serde::Deserialize;
use std::collections::HashMap;

/// How a table is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Layout {
    /// One price a row.
    Long,
    /// Commodities down, dates across.
    DatesAcross,
    /// Dates down, commodities across.
    CommoditiesAcross,
    /// Dates down, markets or regions across.
    PlacesAcross,
}

/// How dates are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum DateForm {
    Iso,
    DayFirstSlashes,
    DayFirstHyphens,
    MonthFirst,
    YearFirstSlashes,
}

impl DateForm {
    /// Each with its name, the likelier of two that look alike first.
    const ALL: [(Self, &str); 5] = [
        (Self::Iso, "yyyy-mm-dd"),
        (Self::DayFirstSlashes, "dd/mm/yyyy"),
        (Self::DayFirstHyphens, "dd-mm-yyyy"),
        (Self::MonthFirst, "mm/dd/yyyy"),
        (Self::YearFirstSlashes, "yyyy/mm/dd"),
    ];

    fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|(_, known)| *known == name).map(|(form, _)| form)
    }

    pub(super) fn read(self, text: &str) -> Option<NaiveDate> {
        match self {
            Self::Iso => date::iso(text),
            Self::DayFirstSlashes => date::day_month_year(text),
            Self::DayFirstHyphens => date::day_first_hyphens(text),
            Self::MonthFirst => date::month_day_year(text),
            Self::YearFirstSlashes => date::year_month_day_slashed(text),
        }
    }
}

/// A table's mapping. Made by [`Mapping::parse`] only.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(try_from = "file::File")]
pub struct Mapping {
    /// What the table is called.
    pub name: String,
    /// The header's names in the form by which they are compared, dates of a
    /// table with dates across left out.
    header: Vec<String>,
    pub(super) layout: Layout,
    pub(super) source: SourceId,
    pub(super) frequency: Frequency,
    /// The price level; none where whoever brings the file says it.
    pub(super) level: Option<PriceLevel>,
    /// The place of the whole table; none where a column or whoever brings the
    /// file says it.
    pub(super) place: Option<PlaceCode>,
    /// The commodity of the whole table; none where a column says it.
    pub(super) commodity: Option<String>,
    /// Where names of markets are looked for.
    pub(super) region: Option<PlaceCode>,
    pub(super) date_column: Option<String>,
    pub(super) commodity_column: Option<String>,
    pub(super) place_column: Option<String>,
    pub(super) price_column: Option<String>,
    pub(super) unit_column: Option<String>,
    pub(super) date: DateForm,
    pub(super) marks: Marks,
    pub(super) missing: Vec<String>,
    /// Identifiers by the form of the table's own names.
    pub(super) commodities: HashMap<String, String>,
}

impl Mapping {
    /// Reads a mapping. `file` is its name, for what is said of it.
    ///
    /// ```
    /// use lumbung_data::source::Mapping;
    /// let text = r#"
    ///     name = "Harga pasar"
    ///     header = ["Tgl", "Barang", "Harga"]
    ///     place = "3273/kosambi"
    ///     [columns]
    ///     date = "Tgl"
    ///     commodity = "Barang"
    ///     price = "Harga"
    ///     [format]
    ///     date = "dd/mm/yyyy"
    /// "#;
    /// assert!(Mapping::parse("pasar.toml", text).is_ok());
    /// assert!(Mapping::parse("pasar.toml", "name = 1").is_err());
    /// ```
    ///
    /// # Errors
    /// When it is no TOML, lacks a key, or holds a value that cannot be: the
    /// error names the key and what would be right.
    pub fn parse(file: &str, text: &str) -> Result<Self, MappingError> {
        file::parse(file, text)
    }

    /// The SHA-256 of the header's names, by which tables are known again.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        super::sha256(self.header.join("\n").as_bytes())
    }

    /// What its tables do not say, so that whoever brings one must.
    pub(super) fn asks(&self) -> Asks {
        let says_place = self.place.is_some() || self.place_column.is_some() || self.layout == Layout::PlacesAcross;
        Asks { place: !says_place, level: self.level.is_none() }
    }

    /// Whether a header is that of the mapped table.
    pub(super) fn fits(&self, header: &Header) -> bool {
        let mut known = self.header.iter();
        let rest = header.shown.iter().enumerate().filter(|(column, name)| {
            let is_date = self.layout == Layout::DatesAcross
                && (header.days[*column].is_some() || self.date.read(name).is_some());
            !name.is_empty() && !is_date
        });
        rest.into_iter().all(|(_, name)| known.next().is_some_and(|known| *known == normal(name)))
            && known.next().is_none()
    }
}
