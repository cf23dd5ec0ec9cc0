//! Batches: what is recorded of each ingested file.

use super::{Book, BookError};
use chrono::{DateTime, SecondsFormat, Utc};
use lumbung_data::model::FileReport;
use serde::Serialize;
use sqlx::{Row, SqliteConnection};

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

/// A recorded batch.
#[derive(Debug, Clone, Serialize)]
pub struct Batch {
    /// The lake version it made.
    pub version: i64,
    /// The file's name.
    pub file: String,
    /// The SHA-256 of its bytes.
    pub sha256: String,
    /// When, RFC 3339.
    pub ingested_at: String,
    /// Who brought it.
    pub actor: String,
    /// What became of its rows.
    pub report: FileReport,
}

impl NewBatch<'_> {
    pub(super) async fn insert(
        &self,
        tx: &mut SqliteConnection,
        version: i64,
        now: DateTime<Utc>,
    ) -> Result<(), BookError> {
        let at = now.to_rfc3339_opts(SecondsFormat::Millis, true);
        let mut report = self.report.clone();
        report.reasons.truncate(KEPT_REASONS);
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

impl Book {
    /// Every batch, oldest first.
    ///
    /// # Errors
    /// When the database refuses or a stored report is damaged.
    pub async fn batches(&self) -> Result<Vec<Batch>, BookError> {
        let query = "select version, file, sha256, ingested_at, actor, report from batch order by version";
        let rows = sqlx::query(query).fetch_all(&self.pool).await?;
        rows.iter()
            .map(|row| {
                Ok(Batch {
                    version: row.get("version"),
                    file: row.get("file"),
                    sha256: row.get("sha256"),
                    ingested_at: row.get("ingested_at"),
                    actor: row.get("actor"),
                    report: serde_json::from_str(row.get("report"))?,
                })
            })
            .collect()
    }
}
