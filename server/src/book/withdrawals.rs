//! Withdrawals: batches that no longer count.

use super::trail::{Entry, record};
use super::{Book, BookError, stamp};
use crate::auth::Who;
use chrono::{DateTime, Utc};
use sqlx::SqliteConnection;

/// A withdrawal about to be recorded.
#[derive(Debug, Clone, Copy)]
pub struct NewWithdrawal<'a> {
    /// The version that the batch made.
    pub batch: i64,
    /// Why, in the words of whoever withdraws it.
    pub reason: &'a str,
    /// Observations that go back to an earlier batch's.
    pub restored: u64,
    /// Observations that nothing is known of without it.
    pub emptied: u64,
}

impl NewWithdrawal<'_> {
    pub(super) async fn insert(
        &self,
        tx: &mut SqliteConnection,
        version: i64,
        who: &Who,
        now: DateTime<Utc>,
    ) -> Result<(), BookError> {
        let count = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
        sqlx::query(
            "insert into withdrawal (batch, version, at, actor, reason, restored, emptied)
             values (?, ?, ?, ?, ?, ?, ?)",
        )
        .bind(self.batch)
        .bind(version)
        .bind(stamp(now))
        .bind(&who.actor)
        .bind(self.reason)
        .bind(count(self.restored))
        .bind(count(self.emptied))
        .execute(&mut *tx)
        .await?;
        let subject = format!("version {}", self.batch);
        let after = serde_json::json!({
            "version": version, "reason": self.reason, "restored": self.restored, "emptied": self.emptied,
        });
        record(tx, who, now, &Entry::of("withdraw", &subject).changed(None, after)).await
    }
}

impl Book {
    /// The versions of batches that count: made by a file, not withdrawn.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn batches_in_force(&self) -> Result<Vec<i64>, BookError> {
        let query = "select version from batch where version not in (select batch from withdrawal) order by version";
        Ok(sqlx::query_scalar(query).fetch_all(&self.pool).await?)
    }
}
