//! Identifiers of commodities, sources, price levels and frequencies.

use serde::{Deserialize, Serialize};
use std::fmt;
use thiserror::Error;

/// Why a text is no identifier. The message says what would have been right.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{value:?} is no {what}; expected {expected}")]
pub struct ParseError {
    /// The text that was given.
    pub value: String,
    /// What it should have been, in words.
    pub what: &'static str,
    /// The form that is accepted.
    pub expected: &'static str,
}

impl ParseError {
    pub(crate) fn new(value: &str, what: &'static str, expected: &'static str) -> Self {
        // A hostile value may be megabytes long: quote its start only.
        let value = value.chars().take(80).collect();
        Self { value, what, expected }
    }
}

/// Lower-case words joined by hyphens: `cabai-rawit-merah`, `kiara-condong`.
pub(crate) fn is_slug(text: &str) -> bool {
    !text.is_empty()
        && text.len() <= 64
        && text
            .split('-')
            .all(|word| !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit()))
}

/// A commodity or variety, such as `cabai-rawit-merah`.
///
/// ```
/// use lumbung_data::model::CommodityId;
/// assert!(CommodityId::parse("cabai-rawit-merah").is_ok());
/// assert!(CommodityId::parse("Cabai Rawit").is_err());
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct CommodityId(String);

impl CommodityId {
    /// Reads an identifier.
    ///
    /// # Errors
    /// When the text is not lower-case words joined by hyphens.
    pub fn parse(text: &str) -> Result<Self, ParseError> {
        if is_slug(text) {
            Ok(Self(text.to_owned()))
        } else {
            Err(ParseError::new(text, "commodity id", "lower-case words joined by hyphens, like cabai-rawit-merah"))
        }
    }

    /// The identifier as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Where a figure comes from: `pihps`, `bapanas`, `sp2kp`, `wfp`, `bps`,
/// `lokal`, `simulasi`, or another Lumbung as `lumbung:3203`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct SourceId(String);

impl SourceId {
    /// Every source but other Lumbungs.
    pub const NAMES: [&'static str; 7] = ["pihps", "bapanas", "sp2kp", "wfp", "bps", "lokal", "simulasi"];

    /// Reads a source's name.
    ///
    /// # Errors
    /// When it is neither a known source nor `lumbung:` with a region's code.
    pub fn parse(text: &str) -> Result<Self, ParseError> {
        let other_lumbung = text
            .strip_prefix("lumbung:")
            .is_some_and(|code| matches!(code.len(), 2 | 4) && code.bytes().all(|b| b.is_ascii_digit()));
        if other_lumbung || Self::NAMES.contains(&text) {
            Ok(Self(text.to_owned()))
        } else {
            Err(ParseError::new(text, "source", "pihps, bapanas, sp2kp, wfp, bps, lokal, simulasi or lumbung:CODE"))
        }
    }

    /// What sorts before every source; it is none.
    pub(super) fn before_all() -> Self {
        Self(String::new())
    }

    /// Whether it is another city's Lumbung.
    #[must_use]
    pub fn is_another_city(&self) -> bool {
        self.0.starts_with("lumbung:")
    }

    /// The source of the city's own survey.
    #[must_use]
    pub fn local() -> Self {
        Self("lokal".to_owned())
    }

    /// Whether it is the city's own survey, which says itself why there is no price.
    #[must_use]
    pub fn is_local(&self) -> bool {
        self.0 == "lokal"
    }

    /// The source of simulated figures.
    #[must_use]
    pub fn simulated() -> Self {
        Self("simulasi".to_owned())
    }

    /// Whether its figures are simulated, which every page must say.
    #[must_use]
    pub fn is_simulated(&self) -> bool {
        self.0 == "simulasi"
    }

    /// The name as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

macro_rules! text_identifier {
    ($type:ty) => {
        impl fmt::Display for $type {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.as_str())
            }
        }
        impl TryFrom<String> for $type {
            type Error = ParseError;
            fn try_from(text: String) -> Result<Self, ParseError> {
                Self::parse(&text)
            }
        }
        impl From<$type> for String {
            fn from(id: $type) -> Self {
                id.0
            }
        }
    };
}
text_identifier!(CommodityId);
text_identifier!(SourceId);

/// Who pays the price: the trader at the farm gate, the retailer, or the
/// household.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PriceLevel {
    /// Paid to the producer (`produsen`).
    Producer,
    /// Between traders (`grosir`).
    Wholesale,
    /// Paid by households (`eceran`).
    Retail,
}

impl PriceLevel {
    /// All levels, on the way to the household.
    pub const ALL: [Self; 3] = [Self::Producer, Self::Wholesale, Self::Retail];

    /// All levels, the nearest to the household first: in this order pages look for a price.
    pub const NEAREST_FIRST: [Self; 3] = [Self::Retail, Self::Wholesale, Self::Producer];

    /// Reads a level.
    ///
    /// # Errors
    /// When it is none of `producer`, `wholesale`, `retail`.
    pub fn parse(text: &str) -> Result<Self, ParseError> {
        match text {
            "producer" => Ok(Self::Producer),
            "wholesale" => Ok(Self::Wholesale),
            "retail" => Ok(Self::Retail),
            _ => Err(ParseError::new(text, "price level", "producer, wholesale or retail")),
        }
    }

    /// The level as it stands in files and addresses.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Producer => "producer",
            Self::Wholesale => "wholesale",
            Self::Retail => "retail",
        }
    }
}

impl fmt::Display for PriceLevel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// How often a series is observed. Series of different frequency never mix.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Frequency {
    /// Every survey day.
    Daily,
    /// Once a week.
    Weekly,
    /// Once a month.
    Monthly,
}

impl Frequency {
    /// Every frequency.
    pub const ALL: [Self; 3] = [Self::Daily, Self::Weekly, Self::Monthly];

    /// Reads a frequency.
    ///
    /// # Errors
    /// When it is none of `daily`, `weekly`, `monthly`.
    pub fn parse(text: &str) -> Result<Self, ParseError> {
        Self::ALL
            .into_iter()
            .find(|frequency| frequency.as_str() == text)
            .ok_or_else(|| ParseError::new(text, "frequency", "daily, weekly or monthly"))
    }

    /// The frequency as it stands in files.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Daily => "daily",
            Self::Weekly => "weekly",
            Self::Monthly => "monthly",
        }
    }
}

impl fmt::Display for Frequency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_commodity_id_refuses_blanks_capitals_and_empty_words() {
        for bad in ["", "Cabai", "cabai rawit", "cabai--rawit", "-cabai", "cabai_rawit", "cábai"] {
            assert!(CommodityId::parse(bad).is_err(), "{bad:?}");
        }
    }

    #[test]
    fn another_lumbung_is_a_source_by_its_region_code() {
        assert!(SourceId::parse("lumbung:3203").is_ok());
        assert!(SourceId::parse("lumbung:cianjur").is_err());
        assert!(SourceId::parse("koran").is_err());
    }
}
