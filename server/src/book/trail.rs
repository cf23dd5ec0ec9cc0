//! The audit log: every write, who did it, from where, what was before and
//! after. Rows are only added, in the transaction of the write itself. Each
//! bears a seal over its text and the seal before it, so that a row that was
//! changed or taken out of the middle shows.

use super::{Book, BookError, moment, stamp};
use crate::auth::Who;
use crate::wib::midnight;
use chrono::{DateTime, Utc};
use futures_util::TryStreamExt;
use lumbung_data::model::office::{Trail, TrailFilter, TrailRow};
use lumbung_data::source::sha256;
use serde_json::Value;
use sqlx::sqlite::SqliteRow;
use sqlx::{QueryBuilder, Row, Sqlite, SqliteConnection};
use std::fmt::Write;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::sync::Mutex;

/// The longest subject that is kept, in characters: it may be an address that
/// somebody made up.
const LONGEST_SUBJECT: usize = 200;
/// The longest record of what was before or after, in bytes.
const LONGEST_VALUE: usize = 8_000;

/// How long rows that were checked count as checked.
const CHECKED_FOR: Duration = Duration::from_hours(1);

/// A row whose seal was checked, and all before it.
#[derive(Debug, Clone, Default)]
pub(super) struct Sealed {
    id: i64,
    seal: String,
}

/// What was checked last, and when from the beginning.
pub(super) type LastChecked = Arc<Mutex<Option<(Instant, Sealed)>>>;

/// What was done.
#[derive(Debug, Clone)]
pub struct Entry<'a> {
    /// The kind of write, such as `sign-in`.
    pub action: &'static str,
    /// What it was done to.
    pub subject: &'a str,
    /// What was before.
    pub before: Option<Value>,
    /// What is after.
    pub after: Option<Value>,
}

impl<'a> Entry<'a> {
    /// A write of which the action says all.
    #[must_use]
    pub fn of(action: &'static str, subject: &'a str) -> Self {
        Self { action, subject, before: None, after: None }
    }

    /// The same with what changed.
    #[must_use]
    pub fn changed(self, before: impl Into<Option<Value>>, after: impl Into<Option<Value>>) -> Self {
        Self { before: before.into(), after: after.into(), ..self }
    }
}

/// Adds a row.
pub(super) async fn record(
    tx: &mut SqliteConnection,
    who: &Who,
    now: DateTime<Utc>,
    entry: &Entry<'_>,
) -> Result<(), BookError> {
    let last: Option<String> =
        sqlx::query_scalar("select seal from audit order by id desc limit 1").fetch_optional(&mut *tx).await?;
    let text = |value: &Option<Value>| {
        let text = value.as_ref().map(Value::to_string).unwrap_or_default();
        if text.len() > LONGEST_VALUE { serde_json::json!({ "bytes": text.len() }).to_string() } else { text }
    };
    let subject: String = entry.subject.chars().take(LONGEST_SUBJECT).collect();
    let (at, before, after) = (stamp(now), text(&entry.before), text(&entry.after));
    let seal = seal(
        &last.unwrap_or_default(),
        [&at, &who.actor, entry.action, &subject, &before, &after, &who.address, &who.request],
    );
    sqlx::query(
        "insert into audit (at, actor, action, subject, \"before\", \"after\", address, request, seal)
         values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )
    .bind(&at)
    .bind(&who.actor)
    .bind(entry.action)
    .bind(&subject)
    .bind(&before)
    .bind(&after)
    .bind(&who.address)
    .bind(&who.request)
    .bind(&seal)
    .execute(&mut *tx)
    .await?;
    Ok(())
}

/// The digest of a row and the seal before it. Lengths keep the fields apart.
fn seal(last: &str, fields: [&str; 8]) -> String {
    let mut text = format!("{last}\n");
    for field in fields {
        // Writing to a string cannot fail.
        let _ = write!(text, "{}:{field}", field.len());
    }
    sha256(text.as_bytes())
}

impl Book {
    /// Adds a row for what changes nothing else, such as a refused sign-in.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn note(&self, who: &Who, now: DateTime<Utc>, entry: &Entry<'_>) -> Result<(), BookError> {
        let mut tx = self.begin().await?;
        record(&mut tx, who, now, entry).await?;
        tx.commit().await?;
        Ok(())
    }

    /// When an action was noted last.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn last_noted(&self, action: &str) -> Result<Option<DateTime<Utc>>, BookError> {
        let query = sqlx::query_scalar("select at from audit where action = ? order by id desc limit 1").bind(action);
        let at: Option<String> = query.fetch_optional(&self.pool).await?;
        Ok(at.as_deref().map(moment))
    }

    /// A page of the audit log, the latest first, of rows below `before`.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn trail(&self, filter: TrailFilter, before: Option<i64>, most: i64) -> Result<Trail, BookError> {
        let mut rows = select("select *", &filter);
        if let Some(before) = before {
            rows.push(" and id < ").push_bind(before);
        }
        rows.push(" order by id desc limit ").push_bind(most + 1);
        let mut rows: Vec<TrailRow> =
            rows.build().fetch_all(&self.pool).await?.iter().map(row).collect::<Result<_, _>>()?;
        let more = i64::try_from(rows.len()).is_ok_and(|found| found > most);
        if more {
            rows.pop();
        }
        let total: i64 = select("select count(*)", &filter).build_query_scalar().fetch_one(&self.pool).await?;
        let names = |column| sqlx::query_scalar(column).fetch_all(&self.pool);
        Ok(Trail {
            actors: names("select distinct actor from audit order by 1").await?,
            actions: names("select distinct action from audit order by 1").await?,
            older: rows.last().filter(|_| more).map(|row| row.id),
            total: total.unsigned_abs(),
            intact: self.trail_still_holds().await?,
            filter,
            rows,
        })
    }

    /// So many of the rows that a filter lets through, the oldest first, of
    /// numbers above `after`.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn trail_after(&self, filter: &TrailFilter, after: i64, most: i64) -> Result<Vec<TrailRow>, BookError> {
        let mut rows = select("select *", filter);
        rows.push(" and id > ").push_bind(after).push(" order by id limit ").push_bind(most);
        rows.build().fetch_all(&self.pool).await?.iter().map(row).collect()
    }

    /// Whether every seal fits its row and the seal before it. Rows from before
    /// there were seals have none and come first.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn trail_is_intact(&self) -> Result<bool, BookError> {
        Ok(self.check_seals(Sealed::default()).await?.is_some())
    }

    /// The same, but rows that were checked within the last hour are taken as
    /// checked as long as the last of them is what it was. One check runs at a
    /// time; whoever comes meanwhile waits for it.
    async fn trail_still_holds(&self) -> Result<bool, BookError> {
        let mut checked = self.sealed.lock().await;
        let known = checked.take().filter(|(at, _)| at.elapsed() < CHECKED_FOR);
        let (at, from) = known.unwrap_or_else(|| (Instant::now(), Sealed::default()));
        if from.id > 0 {
            let query = sqlx::query_scalar("select seal from audit where id = ?").bind(from.id);
            let found: Option<String> = query.fetch_optional(&self.pool).await?;
            if found.as_ref() != Some(&from.seal) {
                return Ok(false);
            }
        }
        let reached = self.check_seals(from).await?;
        let holds = reached.is_some();
        *checked = reached.map(|reached| (at, reached));
        Ok(holds)
    }

    /// Checks the seals of the rows after one, and gives the last; none where
    /// one does not fit.
    async fn check_seals(&self, from: Sealed) -> Result<Option<Sealed>, BookError> {
        let query = "select at, actor, action, subject, \"before\", \"after\", address, request, seal, id
            from audit where id > ? order by id";
        let mut rows = sqlx::query(query).bind(from.id).fetch(&self.pool);
        let mut last = from;
        while let Some(row) = rows.try_next().await? {
            let text = |i: usize| row.try_get::<&str, _>(i);
            let (found, id): (String, i64) = (row.try_get(8)?, row.try_get(9)?);
            if found.is_empty() && last.seal.is_empty() {
                continue;
            }
            let fields = [text(0)?, text(1)?, text(2)?, text(3)?, text(4)?, text(5)?, text(6)?, text(7)?];
            if found != seal(&last.seal, fields) {
                return Ok(None);
            }
            last = Sealed { id, seal: found };
        }
        Ok(Some(last))
    }
}

/// A query over the audit log with a filter's conditions.
fn select(columns: &str, filter: &TrailFilter) -> QueryBuilder<Sqlite> {
    let mut query = QueryBuilder::new(columns);
    query.push(" from audit where true");
    if !filter.actor.is_empty() {
        query.push(" and actor = ").push_bind(filter.actor.clone());
    }
    if !filter.action.is_empty() {
        query.push(" and action = ").push_bind(filter.action.clone());
    }
    if let Some(from) = filter.from.and_then(midnight) {
        query.push(" and at >= ").push_bind(stamp(from));
    }
    if let Some(end) = filter.to.and_then(|to| midnight(to.succ_opt()?)) {
        query.push(" and at < ").push_bind(stamp(end));
    }
    query
}

fn row(row: &SqliteRow) -> Result<TrailRow, BookError> {
    Ok(TrailRow {
        id: row.try_get("id")?,
        at: moment(row.try_get("at")?),
        actor: row.try_get("actor")?,
        action: row.try_get("action")?,
        subject: row.try_get("subject")?,
        address: row.try_get("address")?,
        before: row.try_get("before")?,
        after: row.try_get("after")?,
    })
}
