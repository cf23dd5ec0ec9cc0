//! Batches: what is recorded of each ingested file.

use super::BookError;
use chrono::{DateTime, SecondsFormat, Utc};
use lumbung_data::model::FileReport;
use sqlx::SqliteConnection;

/// Reasons that the book keeps of one file; the report itself has them all.
const KEPT_REASONS: usize = 1000;

/// A batch about to be recorded.
#[derive(Debug)]
pub struct NewBatch<'a> {
    /// The file's name as given.
    pub file: &'a str,
    /// The SHA-256 of its bytes, in hexadecimal.
    pub sha256: &'a str,
    /// Its size.
    pub bytes: u64,
    /// Who brought it.
    pub actor: &'a str,
    /// What became of its rows.
    pub report: &'a FileReport,
}

impl NewBatch<'_> {
    pub(super) async fn insert(
        &self,
        tx: &mut SqliteConnection,
        version: i64,
        now: DateTime<Utc>,
    ) -> Result<(), BookError> {
        let at = now.to_rfc3339_opts(SecondsFormat::Millis, true);
        let reasons = self.report.reasons.iter().take(KEPT_REASONS).cloned().collect();
        let report = FileReport { reasons, ..self.report.without_reasons() };
        sqlx::query(
            "insert into batch (version, file, format, sha256, bytes, ingested_at, actor, report)
             values (?, ?, ?, ?, ?, ?, ?, ?)",
        )
        .bind(version)
        .bind(self.file)
        .bind(&report.format)
        .bind(self.sha256)
        .bind(i64::try_from(self.bytes).unwrap_or(i64::MAX))
        .bind(&at)
        .bind(self.actor)
        .bind(serde_json::to_string(&report)?)
        .execute(&mut *tx)
        .await?;
        let detail = serde_json::json!({
            "sha256": self.sha256, "accepted": report.accepted, "revised": report.revised,
            "suspect": report.suspect, "missing": report.missing, "rejected": report.rejected,
        });
        sqlx::query("insert into audit (at, actor, action, subject, detail) values (?, ?, 'ingest', ?, ?)")
            .bind(&at)
            .bind(self.actor)
            .bind(format!("version {version}: {}", self.file))
            .bind(detail.to_string())
            .execute(&mut *tx)
            .await?;
        Ok(())
    }
}
