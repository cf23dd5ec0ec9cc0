//! The validation report of an ingest: every data row of a file counts once.

use serde::{Deserialize, Serialize};

/// A row that was refused or doubted, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refusal {
    /// The line of the file, its header being line 1.
    pub row: u64,
    /// The column's name as the file writes it, empty where the whole row is
    /// meant.
    pub column: String,
    /// What stood there, cut to a readable length.
    pub value: String,
    /// Why, and what to do, in the user's language.
    pub reason: String,
}

/// What became of one file's rows:
/// `read = accepted + unchanged + revised + suspect + missing + rejected`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileReport {
    /// The file's name as given.
    pub file: String,
    /// The recognised format, `unknown` where none was.
    pub format: String,
    /// Data rows seen.
    pub read: u64,
    /// New values.
    pub accepted: u64,
    /// Values already known.
    pub unchanged: u64,
    /// Values that replace a known one.
    pub revised: u64,
    /// Values stored with status `U`, out of prices until someone vouches.
    pub suspect: u64,
    /// Rows whose value says "not reported", stored with status `O`.
    pub missing: u64,
    /// Rows refused.
    pub rejected: u64,
    /// One entry a refused or suspect row; also what is wrong with the whole
    /// file, where something is.
    pub reasons: Vec<Refusal>,
}

impl FileReport {
    /// Whether something was refused: a row, or the file itself.
    #[must_use]
    pub fn refused(&self) -> bool {
        self.rejected > 0 || self.read == 0
    }

    /// The counts alone.
    #[must_use]
    pub fn without_reasons(&self) -> Self {
        Self { file: self.file.clone(), format: self.format.clone(), reasons: Vec::new(), ..*self }
    }
}

/// The report of one ingest.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct IngestReport {
    /// One entry a file, in the order given.
    pub files: Vec<FileReport>,
    /// The lake version afterwards.
    pub version: i64,
}
