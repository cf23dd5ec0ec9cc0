//! "What was known then": a version by its number, or by a moment or a day on
//! which it was current.

use super::Store;
use crate::book::BookError;
use crate::wib::midnight;
use chrono::{DateTime, Days, NaiveDate, Utc};
use lumbung_data::model::Lang;
use thiserror::Error;

/// Why there is no such version.
#[derive(Debug, Error)]
pub enum AsOfError {
    /// Neither a number nor a moment nor a day.
    #[error("{0:?} is no version, moment or day")]
    NotUnderstood(String),
    /// A number that no version has; the current one.
    #[error("there is no version {asked}, only 0 to {current}")]
    NoSuchVersion {
        /// The number that was asked for.
        asked: i64,
        /// The current version.
        current: i64,
    },
    /// The database.
    #[error(transparent)]
    Book(#[from] BookError),
}

impl AsOfError {
    /// What to do instead, in a language.
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        match (self, lang) {
            (Self::NotUnderstood(text), Lang::Id) => {
                format!(
                    "as_of {text:?}: tulis nomor versi, tanggal seperti 2025-12-19, atau saat seperti 2025-12-19T08:00:00+07:00."
                )
            }
            (Self::NotUnderstood(text), Lang::En) => {
                format!(
                    "as_of {text:?}: give a version's number, a day like 2025-12-19, or a moment like 2025-12-19T08:00:00+07:00."
                )
            }
            (Self::NoSuchVersion { asked, current }, Lang::Id) => {
                format!("as_of {asked}: yang ada adalah versi 0 sampai {current}.")
            }
            (Self::NoSuchVersion { asked, current }, Lang::En) => {
                format!("as_of {asked}: there are the versions 0 to {current}.")
            }
            (Self::Book(error), _) => error.to_string(),
        }
    }
}

/// An `as_of` as it was written.
enum AsOf {
    Version(i64),
    Moment(DateTime<Utc>),
}

impl Store {
    /// The version that an `as_of` names; a day means its end in western
    /// Indonesia.
    ///
    /// # Errors
    /// When the text is none, or names a version that is not there.
    pub async fn version_as_of(&self, text: &str) -> Result<i64, AsOfError> {
        match parse(text).ok_or_else(|| AsOfError::NotUnderstood(text.chars().take(40).collect()))? {
            AsOf::Moment(moment) => Ok(self.book.version_at(moment).await?),
            AsOf::Version(asked) => {
                let current = self.book.version().await?;
                if (0..=current).contains(&asked) {
                    Ok(asked)
                } else {
                    Err(AsOfError::NoSuchVersion { asked, current })
                }
            }
        }
    }
}

fn parse(text: &str) -> Option<AsOf> {
    if let Ok(version) = text.parse() {
        return Some(AsOf::Version(version));
    }
    // In an address `+` means a blank.
    if let Ok(moment) = DateTime::parse_from_rfc3339(&text.replace(' ', "+")) {
        return Some(AsOf::Moment(moment.to_utc()));
    }
    let next: NaiveDate = text.parse::<NaiveDate>().ok()?.checked_add_days(Days::new(1))?;
    Some(AsOf::Moment(midnight(next)? - chrono::TimeDelta::microseconds(1)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moment(text: &str) -> String {
        match parse(text) {
            Some(AsOf::Moment(moment)) => moment.to_rfc3339(),
            Some(AsOf::Version(version)) => version.to_string(),
            None => "none".to_owned(),
        }
    }

    #[test]
    fn a_version_a_moment_or_a_day_is_understood() {
        assert_eq!(moment("7"), "7");
        assert_eq!(moment("2025-12-19T08:00:00+07:00"), "2025-12-19T01:00:00+00:00");
        assert_eq!(moment("2025-12-19T08:00:00 07:00"), "2025-12-19T01:00:00+00:00");
        assert_eq!(moment("2025-12-19"), "2025-12-19T16:59:59.999999+00:00");
        for bad in ["", "kemarin", "19/12/2025", "2025-12-19T08:00:00"] {
            assert_eq!(moment(bad), "none", "{bad}");
        }
    }
}
