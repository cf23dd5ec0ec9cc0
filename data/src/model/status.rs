//! The status of an observation.

use super::id::ParseError;
use serde::{Deserialize, Serialize};
use std::fmt;

/// What is known of a value, from the SDMX code list `CL_OBS_STATUS`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum ObsStatus {
    /// Normal.
    A,
    /// Low reliability: a suspect value, kept as reported but out of prices.
    U,
    /// Imputed here, from the movement of other markets.
    I,
    /// Estimated by the source itself.
    E,
    /// Not reported: the source has the day, but no value.
    O,
    /// Holiday or weekend.
    H,
    /// Not collected.
    L,
}

impl ObsStatus {
    /// Reads a status letter.
    ///
    /// # Errors
    /// When it is none of `A U I E O H L`.
    pub fn parse(text: &str) -> Result<Self, ParseError> {
        Ok(match text {
            "A" => Self::A,
            "U" => Self::U,
            "I" => Self::I,
            "E" => Self::E,
            "O" => Self::O,
            "H" => Self::H,
            "L" => Self::L,
            _ => return Err(ParseError::new(text, "observation status", "one of A, U, I, E, O, H, L")),
        })
    }

    /// The status letter.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::A => "A",
            Self::U => "U",
            Self::I => "I",
            Self::E => "E",
            Self::O => "O",
            Self::H => "H",
            Self::L => "L",
        }
    }
}

impl fmt::Display for ObsStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
