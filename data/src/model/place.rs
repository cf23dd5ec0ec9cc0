//! Place codes: a region is its code, a market is `REGION/slug`.

use super::id::{ParseError, is_slug};
use serde::{Deserialize, Serialize};
use std::fmt;

/// A region (`11`, `3273`) or a market in one (`3273/kosambi`).
///
/// ```
/// use lumbung_data::model::PlaceCode;
/// let market = PlaceCode::parse("3273/kiara-condong").unwrap();
/// assert_eq!(market.region().to_string(), "3273");
/// assert!(market.is_market());
/// assert!(PlaceCode::parse("3273/Pasar Kosambi").is_err());
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PlaceCode(String);

impl PlaceCode {
    /// Reads a place's code.
    ///
    /// # Errors
    /// When it is neither a region's 2 or 4 digits nor such a code, `/` and a
    /// market's slug.
    pub fn parse(text: &str) -> Result<Self, ParseError> {
        let (region, market) = match text.split_once('/') {
            Some((region, market)) => (region, Some(market)),
            None => (text, None),
        };
        let region_ok = matches!(region.len(), 2 | 4) && region.bytes().all(|b| b.is_ascii_digit());
        if region_ok && market.is_none_or(is_slug) {
            Ok(Self(text.to_owned()))
        } else {
            Err(ParseError::new(text, "place code", "a region's code like 3273, or a market's like 3273/kosambi"))
        }
    }

    /// The region that this place is or lies in.
    #[must_use]
    pub fn region(&self) -> Self {
        Self(self.0.split('/').next().unwrap_or_default().to_owned())
    }

    /// Whether this is a market.
    #[must_use]
    pub fn is_market(&self) -> bool {
        self.0.contains('/')
    }

    /// The code as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for PlaceCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for PlaceCode {
    type Error = ParseError;
    fn try_from(text: String) -> Result<Self, ParseError> {
        Self::parse(&text)
    }
}

impl From<PlaceCode> for String {
    fn from(place: PlaceCode) -> Self {
        place.0
    }
}
