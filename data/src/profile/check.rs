//! The checks of single values, and where an error says that it arose.

use super::error::{Problem, ProfileError};
use crate::gazetteer;
use crate::model::{Location, PlaceCode};
use crate::names::Unknown;

/// The file that is being read, for errors to name.
#[derive(Clone, Copy)]
pub(super) struct At<'a>(pub &'a str);

impl At<'_> {
    pub fn invalid(self, key: impl Into<String>, value: &(impl ToString + ?Sized), problem: Problem) -> ProfileError {
        ProfileError::Invalid { file: self.0.to_owned(), key: key.into(), value: value.to_string(), problem }
    }

    pub fn malformed(
        self,
        key: impl Into<String>,
        value: &(impl ToString + ?Sized),
        expected: &'static str,
        expected_id: &'static str,
    ) -> ProfileError {
        self.invalid(key, value, Problem::Malformed { expected, expected_id })
    }

    pub fn required<T>(self, value: Option<T>, key: &'static str, example: &'static str) -> Result<T, ProfileError> {
        value.ok_or_else(|| ProfileError::Missing { file: self.0.to_owned(), key, example })
    }

    pub fn place(self, key: String, text: &str, market: bool) -> Result<PlaceCode, ProfileError> {
        let code = PlaceCode::parse(text).ok().filter(|code| code.is_market() == market).ok_or_else(|| {
            if market {
                self.malformed(
                    key.clone(),
                    text,
                    "a market's code like 3273/kosambi",
                    "kode pasar seperti 3273/kosambi",
                )
            } else {
                self.malformed(key.clone(), text, "a region's code like 3273", "kode wilayah seperti 3273")
            }
        })?;
        if gazetteer::region(&code.region()).is_none() {
            return Err(self.invalid(key, text, Problem::Unknown { known: Unknown::default() }));
        }
        Ok(code)
    }

    pub fn point(self, key: String, [lat, lon]: [f64; 2]) -> Result<Location, ProfileError> {
        if (-11.5..=6.5).contains(&lat) && (94.5..=141.5).contains(&lon) {
            Ok(Location { lat, lon })
        } else {
            Err(self.malformed(
                key,
                &format!("[{lat}, {lon}]"),
                "degrees north and east within Indonesia, like [-6.921, 107.622]",
                "derajat lintang dan bujur di Indonesia, seperti [-6.921, 107.622]",
            ))
        }
    }

    pub fn share(self, key: String, share: f64) -> Result<f64, ProfileError> {
        if (0.0..=1.0).contains(&share) {
            Ok(share)
        } else {
            Err(self.malformed(key, &share, "a share from 0 to 1", "bagian dari 0 sampai 1"))
        }
    }

    pub fn zone(self, key: String, zone: u8) -> Result<u8, ProfileError> {
        if (1..=3).contains(&zone) { Ok(zone) } else { Err(self.malformed(key, &zone, "1, 2 or 3", "1, 2, atau 3")) }
    }
}
