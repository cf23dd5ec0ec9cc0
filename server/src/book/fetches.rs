//! How the last fetch of each source went: what the next one needs to know.

use super::{Book, BookError, moment, stamp};
use chrono::{DateTime, Utc};
use lumbung_data::model::SourceId;
use sqlx::Row;

/// How a fetch went.
#[derive(Debug)]
pub struct FetchNote<'a> {
    /// Of which source.
    pub source: &'a SourceId,
    /// When it began.
    pub at: DateTime<Utc>,
    /// Why it did not come through.
    pub error: Option<&'a str>,
    /// The other Lumbung's version that was seen, and what was asked of it.
    pub seen: Option<(i64, &'a str)>,
}

/// What is known of the fetches of a source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FetchState {
    /// When the last one began.
    pub tried_at: DateTime<Utc>,
    /// When the last one that came through began.
    pub done_at: Option<DateTime<Utc>>,
    /// How many failed since then.
    pub failures: u32,
    /// Why the last one failed, if it did.
    pub error: Option<String>,
    /// The other Lumbung's version that was seen last.
    pub seen: Option<i64>,
    /// What was asked of it then.
    pub asked: Option<String>,
}

impl Book {
    /// Notes how a fetch went. What it brought is in its batches; this row says
    /// nothing of prices and so is in no audit.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn note_fetch(&self, note: &FetchNote<'_>) -> Result<(), BookError> {
        let at = stamp(note.at);
        let done = note.error.is_none().then_some(&at);
        sqlx::query(
            "insert into fetch (source, tried_at, done_at, failures, error, seen, asked) values (?1, ?2, ?3, ?4, ?5, ?6, ?7)
             on conflict (source) do update set
                tried_at = ?2, done_at = coalesce(?3, done_at), error = ?5, seen = coalesce(?6, seen),
                asked = coalesce(?7, asked),
                failures = case when ?5 is null then 0 else failures + 1 end",
        )
        .bind(note.source.as_str())
        .bind(&at)
        .bind(done)
        .bind(i64::from(note.error.is_some()))
        .bind(note.error)
        .bind(note.seen.map(|(version, _)| version))
        .bind(note.seen.map(|(_, asked)| asked))
        .execute(&self.pool)
        .await?;
        Ok(())
    }

    /// What is known of the fetches of a source; none before the first.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn fetch_state(&self, source: &SourceId) -> Result<Option<FetchState>, BookError> {
        let query = sqlx::query("select tried_at, done_at, failures, error, seen, asked from fetch where source = ?");
        let Some(row) = query.bind(source.as_str()).fetch_optional(&self.pool).await? else { return Ok(None) };
        Ok(Some(FetchState {
            tried_at: moment(row.try_get("tried_at")?),
            done_at: row.try_get::<Option<&str>, _>("done_at")?.map(moment),
            failures: u32::try_from(row.try_get::<i64, _>("failures")?).unwrap_or(u32::MAX),
            error: row.try_get("error")?,
            seen: row.try_get("seen")?,
            asked: row.try_get("asked")?,
        }))
    }
}
