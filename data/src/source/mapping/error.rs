//! What can be wrong with a mapping, said so that its author can mend it.

use crate::model::Lang;
use std::fmt;

/// Why a mapping cannot be used. Shown in English; [`MappingError::message`]
/// gives either language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MappingError {
    /// The file is no TOML, or holds a key or type that a mapping does not
    /// have.
    Syntax {
        /// The file.
        file: String,
        /// What the reader of TOML says.
        detail: String,
    },
    /// A key is not there.
    Missing {
        /// The file.
        file: String,
        /// The key.
        key: &'static str,
        /// How it may look.
        example: &'static str,
    },
    /// A value cannot be.
    Invalid {
        /// The file.
        file: String,
        /// The key.
        key: String,
        /// The value.
        value: String,
        /// What would be right, in English.
        expected: &'static str,
        /// What would be right, in Indonesian.
        expected_id: &'static str,
    },
}

impl MappingError {
    /// What is wrong and what would be right, in one sentence.
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        match (self, lang) {
            (Self::Syntax { file, detail }, Lang::Id) => format!("Peta kolom {file} tidak dapat dibaca: {detail}"),
            (Self::Syntax { file, detail }, Lang::En) => format!("The mapping {file} cannot be read: {detail}"),
            (Self::Missing { file, key, example }, Lang::Id) => {
                format!("Peta kolom {file}: kunci {key} belum ada; contoh: {key} = {example}")
            }
            (Self::Missing { file, key, example }, Lang::En) => {
                format!("The mapping {file} lacks the key {key}; for example {key} = {example}")
            }
            (Self::Invalid { file, key, value, expected_id, .. }, Lang::Id) => {
                format!("Peta kolom {file}, {key}: {value:?} tidak sesuai; seharusnya {expected_id}.")
            }
            (Self::Invalid { file, key, value, expected, .. }, Lang::En) => {
                format!("The mapping {file}, {key}: {value:?} is not right; expected {expected}.")
            }
        }
    }
}

impl fmt::Display for MappingError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message(Lang::En))
    }
}

impl std::error::Error for MappingError {}
