//! Batches: what is recorded of each ingested file, and their history.

use super::trail::{Entry, record};
use super::{Book, BookError, figures, moment, stamp};
use crate::auth::Who;
use chrono::{DateTime, Utc};
use lumbung_data::granary::BesideDelta;
use lumbung_data::model::FileReport;
use lumbung_data::model::office::{BatchRow, Withdrawal};
use sqlx::sqlite::SqliteRow;
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
    /// What became of its rows.
    pub report: &'a FileReport,
    /// What it holds beside prices.
    pub beside: &'a BesideDelta,
}

impl NewBatch<'_> {
    pub(super) async fn insert(
        &self,
        tx: &mut SqliteConnection,
        version: i64,
        who: &Who,
        now: DateTime<Utc>,
    ) -> Result<(), BookError> {
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
        .bind(stamp(now))
        .bind(&who.actor)
        .bind(serde_json::to_string(&report)?)
        .execute(&mut *tx)
        .await?;
        figures::insert(&mut *tx, version, self.beside).await?;
        let after = serde_json::json!({
            "sha256": self.sha256, "accepted": report.accepted, "revised": report.revised,
            "suspect": report.suspect, "missing": report.missing, "rejected": report.rejected,
        });
        let subject = format!("version {version}: {}", self.file);
        record(tx, who, now, &Entry::of("ingest", &subject).changed(None, after)).await
    }
}

/// Batches with their withdrawals, with this of their reports.
fn select(report: &str) -> String {
    format!(
        "select b.version, b.file, b.format, b.sha256, b.bytes, b.ingested_at, b.actor, {report} as report,
            w.at as withdrawn_at, w.actor as withdrawn_by, w.reason, w.version as withdrawn_as, w.restored, w.emptied
         from batch b left join withdrawal w on w.batch = b.version"
    )
}

/// A report without its reasons, which may be a thousand.
const COUNTS: &str = "json_set(b.report, '$.reasons', json('[]'))";

impl Book {
    /// A page of the history, the latest first, of versions below `before`.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn batches(&self, before: Option<i64>, most: i64) -> Result<Vec<BatchRow>, BookError> {
        let query = format!("{} where b.version < ? order by b.version desc limit ?", select(COUNTS));
        let query = sqlx::query(sqlx::AssertSqlSafe(query)).bind(before.unwrap_or(i64::MAX)).bind(most);
        query.fetch_all(&self.pool).await?.iter().map(batch).collect()
    }

    /// The batch that made a version, with the reasons that were kept.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn batch(&self, version: i64) -> Result<Option<BatchRow>, BookError> {
        let query = format!("{} where b.version = ?", select("b.report"));
        let query = sqlx::query(sqlx::AssertSqlSafe(query)).bind(version);
        query.fetch_optional(&self.pool).await?.as_ref().map(batch).transpose()
    }

    /// How many batches in force after a version repeat what was known, and how
    /// many observations.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn repeated_since(&self, version: i64) -> Result<(u64, u64), BookError> {
        let query = "select count(*) as files, coalesce(sum(json_extract(report, '$.unchanged')), 0) as unchanged
            from batch where version > ? and json_extract(report, '$.unchanged') > 0
            and version not in (select batch from withdrawal)";
        let row = sqlx::query(query).bind(version).fetch_one(&self.pool).await?;
        let number = |column| row.try_get::<i64, _>(column).map(i64::unsigned_abs);
        Ok((number("files")?, number("unchanged")?))
    }

    /// The batch in force that was made from these very bytes.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn batch_of_bytes(&self, sha256: &str) -> Result<Option<i64>, BookError> {
        let query = "select max(version) from batch
            where sha256 = ? and version not in (select batch from withdrawal)";
        Ok(sqlx::query_scalar(query).bind(sha256).fetch_one(&self.pool).await?)
    }
}

fn batch(row: &SqliteRow) -> Result<BatchRow, BookError> {
    let withdrawn = match row.try_get::<Option<&str>, _>("withdrawn_at")? {
        Some(at) => Some(Withdrawal {
            at: moment(at),
            actor: row.try_get("withdrawn_by")?,
            reason: row.try_get("reason")?,
            version: row.try_get("withdrawn_as")?,
            restored: row.try_get::<i64, _>("restored")?.unsigned_abs(),
            emptied: row.try_get::<i64, _>("emptied")?.unsigned_abs(),
        }),
        None => None,
    };
    Ok(BatchRow {
        version: row.try_get("version")?,
        file: row.try_get("file")?,
        format: row.try_get("format")?,
        sha256: row.try_get("sha256")?,
        bytes: row.try_get::<i64, _>("bytes")?.unsigned_abs(),
        at: moment(row.try_get("ingested_at")?),
        actor: row.try_get("actor")?,
        report: serde_json::from_str(row.try_get("report")?)?,
        withdrawn,
    })
}
