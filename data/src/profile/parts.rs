//! What a profile is made of.

use crate::model::{CommodityId, Lang, Location, PlaceCode, PriceLevel};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::fmt;

/// A commodity or a variety of one.
#[derive(Debug, Clone, PartialEq)]
pub struct Commodity {
    /// Its identifier.
    pub id: CommodityId,
    /// Its Indonesian name.
    pub name: String,
    /// Its English name.
    pub name_en: String,
    /// The Indonesian name of its group, such as `Cabai rawit`.
    pub group: String,
    /// The English name of its group.
    pub group_en: String,
    /// Its canonical unit, such as `kg`.
    pub unit: String,
    /// Its class in COICOP 2018, such as `01.1.7`.
    pub coicop: String,
    /// What else sources call it.
    pub aliases: Vec<String>,
    /// The share above the baseline from which it is a surge; none where it
    /// follows from the series itself.
    pub theta: Option<f64>,
    /// The lowest price that can be true, rupiah per unit.
    pub plausible_low: f64,
    /// The highest price that can be true, rupiah per unit.
    pub plausible_high: f64,
}

impl Commodity {
    /// Its name in a language.
    #[must_use]
    pub fn name(&self, lang: Lang) -> &str {
        lang.pick(&self.name, &self.name_en)
    }

    /// Its group's name in a language.
    #[must_use]
    pub fn group(&self, lang: Lang) -> &str {
        lang.pick(&self.group, &self.group_en)
    }
}

/// A market that files may name.
#[derive(Debug, Clone, PartialEq)]
pub struct Market {
    /// Its code, such as `3273/kosambi`.
    pub code: PlaceCode,
    /// Its name, such as `Pasar Kosambi`.
    pub name: String,
    /// Other spellings of the name.
    pub aliases: Vec<String>,
    /// At which level it mostly sells: a hub is `wholesale`.
    pub level: PriceLevel,
    /// Where it lies, where that is known.
    pub at: Option<Location>,
    /// Whether the point is only about where it lies.
    pub approximate: bool,
}

/// A region that supplies the city.
#[derive(Debug, Clone, PartialEq)]
pub struct Supply {
    /// The region's code.
    pub region: PlaceCode,
    /// Its name.
    pub name: String,
    /// What it sends; empty where that is not known.
    pub sends: Vec<CommodityId>,
    /// Its share of what the city gets, 0 to 1, where it is known.
    pub share: Option<f64>,
    /// What there is to add, in Indonesian; may be empty.
    pub note: String,
    /// The same in English.
    pub note_en: String,
    /// The agreement or other ground on which it supplies, in Indonesian.
    pub basis: String,
    /// Who says so.
    pub source: String,
}

impl Supply {
    /// What there is to add, in a language.
    #[must_use]
    pub fn note(&self, lang: Lang) -> &str {
        lang.pick(&self.note, &self.note_en)
    }
}

/// What a commodity weighs in the city's basket.
#[derive(Debug, Clone, PartialEq)]
pub struct Weight {
    /// The commodity.
    pub commodity: CommodityId,
    /// Its share of what households spend, in per cent.
    pub percent: f64,
    /// Who publishes the weight.
    pub source: String,
}

/// What kind of reference price it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum ReferenceKind {
    /// Harga eceran tertinggi: a retail price ceiling.
    Het,
    /// Harga acuan: the price that buying and selling should keep to.
    Hap,
}

impl ReferenceKind {
    /// The abbreviation that officials use.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Het => "HET",
            Self::Hap => "HAP",
        }
    }
}

impl fmt::Display for ReferenceKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A reference price of one zone, with the time in which it holds.
#[derive(Debug, Clone, PartialEq)]
pub struct Reference {
    /// HET or HAP.
    pub kind: ReferenceKind,
    /// The varieties that answer to it.
    pub commodities: Vec<CommodityId>,
    /// Whose price it is for.
    pub level: PriceLevel,
    /// The zone that it is for, 1 to 3.
    pub zone: u8,
    /// The lower bound, where it is a range; rupiah per unit.
    pub low: Option<f64>,
    /// The upper bound, which is the ceiling; rupiah per unit.
    pub high: f64,
    /// Its first day.
    pub from: NaiveDate,
    /// Whether the first day is known. One that is not known is applied from
    /// [`Reference::UNKNOWN_START`] on.
    pub from_known: bool,
    /// Its last day, where it is known; a later reference ends it anyway.
    pub until: Option<NaiveDate>,
    /// The regulation or other ground, in Indonesian.
    pub basis: String,
}

impl Reference {
    /// From when a reference without a known start is applied.
    pub const UNKNOWN_START: NaiveDate = match NaiveDate::from_ymd_opt(2025, 1, 1) {
        Some(date) => date,
        None => NaiveDate::MIN,
    };

    /// Whether the date lies in its time.
    #[must_use]
    pub fn holds_on(&self, date: NaiveDate) -> bool {
        self.from <= date && self.until.is_none_or(|until| date <= until)
    }
}

/// A feast or holiday that moves prices (HBKN).
#[derive(Debug, Clone, PartialEq)]
pub struct Holiday {
    /// Which one, the same every year: `idulfitri`.
    pub feast: String,
    /// Its Indonesian name.
    pub name: String,
    /// Its English name.
    pub name_en: String,
    /// Its (first) day.
    pub date: NaiveDate,
    /// Whether the day still awaits the official decision.
    pub tentative: bool,
}

impl Holiday {
    /// Its name in a language.
    #[must_use]
    pub fn name(&self, lang: Lang) -> &str {
        lang.pick(&self.name, &self.name_en)
    }
}
