//! What can be wrong with a profile, said so that its author can mend it.

use crate::model::Lang;
use crate::names::Unknown;
use std::{fmt, io};
use thiserror::Error;

/// Why a profile cannot be loaded. Shown in English; [`ProfileError::message`]
/// gives either language.
#[derive(Debug, Error)]
pub enum ProfileError {
    /// There is no built-in profile of the name.
    NoSuchProfile {
        /// The name asked for.
        name: String,
        /// The names there are.
        known: Vec<&'static str>,
    },
    /// The file cannot be read.
    Unreadable {
        /// Its path.
        file: String,
        /// Why not.
        source: io::Error,
    },
    /// The file is no TOML, or holds a key or type that a profile does not have.
    Syntax {
        /// The file or built-in name.
        file: String,
        /// The line, its first being 1.
        line: usize,
        /// What the reader of TOML says.
        detail: String,
    },
    /// A key is not there.
    Missing {
        /// The file or built-in name.
        file: String,
        /// The key.
        key: &'static str,
        /// How it may look.
        example: &'static str,
    },
    /// A value is wrong.
    Invalid {
        /// The file or built-in name.
        file: String,
        /// The key, with what it belongs to.
        key: String,
        /// The value.
        value: String,
        /// What is wrong and what would be right.
        problem: Problem,
    },
}

/// What is wrong with one value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Problem {
    /// It does not have the right form.
    Malformed {
        /// The right form, in English.
        expected: &'static str,
        /// The right form, in Indonesian.
        expected_id: &'static str,
    },
    /// It refers to something that is nowhere defined.
    Unknown {
        /// What is defined and comes nearest.
        known: Unknown,
    },
    /// It already belongs to something else.
    Taken {
        /// What it belongs to.
        by: String,
    },
}

impl Problem {
    fn message(&self, lang: Lang) -> String {
        match self {
            Self::Malformed { expected, expected_id } => match lang {
                Lang::Id => format!("tidak sesuai; seharusnya {expected_id}"),
                Lang::En => format!("is not right; expected {expected}"),
            },
            Self::Unknown { known } if known.nearest.is_empty() => {
                lang.pick("tidak dikenal", "is not known").to_owned()
            }
            Self::Unknown { known } => {
                let nearest = known.nearest.join(", ");
                match lang {
                    Lang::Id => format!("tidak dikenal; yang paling mirip: {nearest}"),
                    Lang::En => format!("is not known; nearest: {nearest}"),
                }
            }
            Self::Taken { by } => match lang {
                Lang::Id => format!("sudah dipakai oleh {by}; satu nama hanya untuk satu hal"),
                Lang::En => format!("already belongs to {by}; one name stands for one thing"),
            },
        }
    }
}

impl ProfileError {
    /// What is wrong and what would be right, in one sentence.
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        match (self, lang) {
            (Self::NoSuchProfile { name, known }, Lang::Id) => format!(
                "Profil {name:?} tidak ada; yang tersedia: {}, atau sebutkan jalur berkas .toml.",
                known.join(", ")
            ),
            (Self::NoSuchProfile { name, known }, Lang::En) => {
                format!(
                    "There is no profile {name:?}; there are {}, or give the path of a .toml file.",
                    known.join(", ")
                )
            }
            (Self::Unreadable { file, source }, Lang::Id) => {
                format!("Berkas profil {file} tidak dapat dibuka ({source}); periksa jalur dan izin bacanya.")
            }
            (Self::Unreadable { file, source }, Lang::En) => {
                format!("The profile {file} cannot be read ({source}); check its path and permissions.")
            }
            (Self::Syntax { file, line, detail }, Lang::Id) => {
                format!("Profil {file}, baris {line}, tidak dapat dibaca: {detail}.")
            }
            (Self::Syntax { file, line, detail }, Lang::En) => {
                format!("The profile {file} cannot be read at line {line}: {detail}.")
            }
            (Self::Missing { file, key, example }, Lang::Id) => {
                format!("Profil {file}: kunci {key} belum ada; contoh: {key} = {example}")
            }
            (Self::Missing { file, key, example }, Lang::En) => {
                format!("The profile {file} lacks the key {key}; for example {key} = {example}")
            }
            (Self::Invalid { file, key, value, problem }, Lang::Id) => {
                format!("Profil {file}, {key}: {value:?} {}.", problem.message(lang))
            }
            (Self::Invalid { file, key, value, problem }, Lang::En) => {
                format!("The profile {file}, {key}: {value:?} {}.", problem.message(lang))
            }
        }
    }
}

impl fmt::Display for ProfileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message(Lang::En))
    }
}
