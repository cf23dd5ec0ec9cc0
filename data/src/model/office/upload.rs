//! Uploads, from the form to the stored batch and its withdrawal.

use super::{MappingForm, MappingRow};
use crate::model::{FileReport, PlaceCode, PriceLevel};
use chrono::{DateTime, Utc};

/// The upload form, what waits for a decision, and the history of batches.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Uploads {
    /// The largest file, in bytes.
    pub most_bytes: u64,
    /// Own uploads that are checked and not yet stored.
    pub waiting: Vec<WaitingRow>,
    /// The mappings that are kept, the latest first.
    pub mappings: Vec<MappingRow>,
    /// Batches, the latest first.
    pub batches: Vec<BatchRow>,
    /// Where the next, older page begins: `sebelum`.
    pub older: Option<i64>,
}

/// An upload that waits for a decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WaitingRow {
    /// Its number, `/unggah/{id}`.
    pub id: String,
    /// The file's name.
    pub file: String,
    /// When it came.
    pub at: DateTime<Utc>,
}

/// One stored batch.
#[derive(Debug, Clone, PartialEq)]
pub struct BatchRow {
    /// The version that it made.
    pub version: i64,
    /// The file's name.
    pub file: String,
    /// The recognised format.
    pub format: String,
    /// The SHA-256 of its bytes in hexadecimal; empty for the sample.
    pub sha256: String,
    /// Its size.
    pub bytes: u64,
    /// When it was stored.
    pub at: DateTime<Utc>,
    /// Who brought it.
    pub actor: String,
    /// Its validation report, without reasons in a list of batches.
    pub report: FileReport,
    /// Its withdrawal.
    pub withdrawn: Option<Withdrawal>,
}

/// The withdrawal of a batch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Withdrawal {
    /// When.
    pub at: DateTime<Utc>,
    /// Who.
    pub actor: String,
    /// Why, in their words.
    pub reason: String,
    /// The version that it made.
    pub version: i64,
    /// Observations that went back to what was known without the batch.
    pub restored: u64,
    /// Observations that nothing is known of without it.
    pub emptied: u64,
}

/// What a file would change, before anything is stored.
#[derive(Debug, Clone, PartialEq)]
pub struct Preview {
    /// Its number, `/unggah/{id}`.
    pub id: String,
    /// The recognised format, `unknown` where none was.
    pub format: String,
    /// The SHA-256 of its bytes.
    pub sha256: String,
    /// Its size.
    pub bytes: u64,
    /// What would become of its rows.
    pub report: FileReport,
    /// Whether the place must be given, as the file does not say it, and what
    /// was given.
    pub place: Option<Option<PlaceCode>>,
    /// The same for the price level.
    pub level: Option<PriceLevel>,
    /// The places to choose from, with their names.
    pub places: Vec<(PlaceCode, String)>,
    /// The form that maps the columns, where no format recognises the file.
    pub mapping: Option<MappingForm>,
    /// The name of the mapping by which it was read.
    pub read_by: Option<String>,
    /// A stored batch of the very same bytes.
    pub same_as: Option<i64>,
    /// When it is thrown away if nobody decides.
    pub expires: DateTime<Utc>,
}

/// A stored batch with its report.
#[derive(Debug, Clone, PartialEq)]
pub struct Batch {
    /// The batch, with reasons.
    pub row: BatchRow,
    /// Whether this visitor may withdraw it.
    pub may_withdraw: bool,
    /// Observations that a withdrawal would take back to an earlier batch's.
    pub restored: u64,
    /// Observations that nothing would be known of after a withdrawal.
    pub emptied: u64,
    /// Later batches in force that repeat what was known, and how many
    /// observations: those that were this batch's go with it.
    pub repeated: (u64, u64),
}
