//! What officers decided about single values.

use super::trail::{Entry, record};
use super::{Book, BookError, moment, stamp};
use crate::auth::Who;
use chrono::{DateTime, Utc};
use lumbung_data::model::office::RulingRow;
use lumbung_data::model::{Decision, ObsStatus, Ruling, SeriesKey, day};
use sqlx::sqlite::SqliteRow;
use sqlx::{Row, SqliteConnection};

/// A decision about to be recorded.
#[derive(Debug, Clone, Copy)]
pub struct NewDecision<'a> {
    /// Which series.
    pub key: &'a SeriesKey,
    /// Which of its days.
    pub day: i32,
    /// The figure as received.
    pub reported: f64,
    /// What is decided; none takes the decision before it back.
    pub ruling: Option<Ruling>,
    /// The status before anybody decided.
    pub mark: ObsStatus,
    /// The status before.
    pub before: ObsStatus,
    /// The status after.
    pub after: ObsStatus,
    /// Why, in the words of whoever decides.
    pub reason: &'a str,
}

const UNDO: &str = "undo";

impl NewDecision<'_> {
    pub(super) async fn insert(
        &self,
        tx: &mut SqliteConnection,
        version: i64,
        who: &Who,
        now: DateTime<Utc>,
    ) -> Result<(), BookError> {
        let Self { key, day, reported, mark, ruling, before, after, reason } = *self;
        let value = match ruling {
            Some(Ruling::Correct(value)) => Some(value),
            _ => None,
        };
        let name = ruling.map_or(UNDO, Ruling::as_str);
        sqlx::query(
            "insert into decision (version, commodity, place, level, source, frequency, day, reported, mark, ruling, value,
                reason, actor, at)
             values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        )
        .bind(version)
        .bind(key.commodity.as_str())
        .bind(key.place.as_str())
        .bind(key.level.as_str())
        .bind(key.source.as_str())
        .bind(key.frequency.as_str())
        .bind(day)
        .bind(reported)
        .bind(mark.as_str())
        .bind(name)
        .bind(value)
        .bind(reason)
        .bind(&who.actor)
        .bind(stamp(now))
        .execute(&mut *tx)
        .await?;
        let date = day::date(day);
        let subject = format!("{} {} {} {} {date}", key.commodity, key.place, key.level, key.source);
        let was = serde_json::json!({ "status": before.as_str(), "reported": reported });
        let is = serde_json::json!({
            "version": version, "status": after.as_str(), "ruling": name, "value": value, "reason": reason,
        });
        record(tx, who, now, &Entry::of("decide", &subject).changed(was, is)).await
    }
}

impl Book {
    /// What was decided by versions after one and up to another, in the order in
    /// which it was; no decision where one was taken back.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn decisions(
        &self,
        version: i64,
        after: i64,
    ) -> Result<Vec<(SeriesKey, i32, Option<Decision>)>, BookError> {
        let rows = sqlx::query("select * from decision where version > ? and version <= ? order by version")
            .bind(after)
            .bind(version)
            .fetch_all(&self.pool)
            .await?;
        Ok(rows.iter().filter_map(decided).collect())
    }

    /// What was decided about a value, the latest first.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn decisions_about(&self, key: &SeriesKey, day: i32) -> Result<Vec<RulingRow>, BookError> {
        let rows = sqlx::query(
            "select * from decision
             where commodity = ? and place = ? and level = ? and source = ? and frequency = ? and day = ?
             order by version desc",
        )
        .bind(key.commodity.as_str())
        .bind(key.place.as_str())
        .bind(key.level.as_str())
        .bind(key.source.as_str())
        .bind(key.frequency.as_str())
        .bind(day)
        .fetch_all(&self.pool)
        .await?;
        rows.iter()
            .map(|row| {
                Ok(RulingRow {
                    version: row.try_get("version")?,
                    reported: row.try_get("reported")?,
                    ruling: ruling(row),
                    reason: row.try_get("reason")?,
                    actor: row.try_get("actor")?,
                    at: moment(row.try_get("at")?),
                })
            })
            .collect()
    }
}

fn ruling(row: &SqliteRow) -> Option<Ruling> {
    match row.get("ruling") {
        "accept" => Some(Ruling::Accept),
        "correct" => Some(Ruling::Correct(row.get::<Option<f64>, _>("value")?)),
        "reject" => Some(Ruling::Reject),
        _ => None,
    }
}

/// A row as the granary takes it. Its names were checked before they were
/// written; one that is none any more is about nothing that is known.
fn decided(row: &SqliteRow) -> Option<(SeriesKey, i32, Option<Decision>)> {
    let names = ["commodity", "place", "level", "source", "frequency"];
    let key = SeriesKey::parse(names.map(|name| row.get(name))).ok()?;
    let (reported, mark) = (row.get("reported"), ObsStatus::parse(row.get("mark")).ok()?);
    Some((key, row.get("day"), ruling(row).map(|ruling| Decision { reported, mark, ruling })))
}
