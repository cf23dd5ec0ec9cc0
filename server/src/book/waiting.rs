//! Uploads that were checked and wait to be stored or thrown away. Their bytes
//! lie in the home's `uploads/`; nothing of them is in the lake.

use super::trail::{Entry, record};
use super::{Book, BookError, moment, stamp};
use crate::auth::Who;
use chrono::{DateTime, TimeDelta, Utc};
use lumbung_data::model::{PlaceCode, PriceLevel};
use serde_json::json;
use sqlx::Row;
use sqlx::sqlite::SqliteRow;

/// How long an upload waits before it is thrown away.
const LIFE: TimeDelta = TimeDelta::hours(24);

/// An upload about to wait.
#[derive(Debug, Clone, Copy)]
pub struct NewWaiting<'a> {
    /// Its number, also the name of its bytes.
    pub id: &'a str,
    /// Whose it is.
    pub person: i64,
    /// The file's name as it is shown.
    pub file: &'a str,
    /// The recognised format.
    pub format: &'a str,
    /// The SHA-256 of its bytes.
    pub sha256: &'a str,
    /// Its size.
    pub bytes: u64,
    /// How many may wait at a time.
    pub most: u64,
}

/// An upload that waits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    /// Its number, also the name of its bytes.
    pub id: String,
    /// The file's name as it is shown.
    pub file: String,
    /// The recognised format.
    pub format: String,
    /// The SHA-256 of its bytes.
    pub sha256: String,
    /// Its size.
    pub bytes: u64,
    /// The place, where the file does not say.
    pub place: Option<PlaceCode>,
    /// The price level, where the file does not say.
    pub level: PriceLevel,
    /// The mapping by which it is read, as TOML, where somebody filled in the
    /// form.
    pub mapping: Option<String>,
    /// When it came.
    pub made: DateTime<Utc>,
    /// When it is thrown away.
    pub expires: DateTime<Utc>,
}

impl Book {
    /// Records an upload that waits; false if too many of its owner wait already.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn add_waiting(&self, who: &Who, now: DateTime<Utc>, new: NewWaiting<'_>) -> Result<bool, BookError> {
        let mut tx = self.begin().await?;
        let count = sqlx::query_scalar("select count(*) from upload where person = ? and expires_at > ?");
        let waiting: i64 = count.bind(new.person).bind(stamp(now)).fetch_one(&mut *tx).await?;
        if waiting.unsigned_abs() >= new.most {
            return Ok(false);
        }
        sqlx::query(
            "insert into upload (id, person, file, format, sha256, bytes, level, made_at, expires_at)
             values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        )
        .bind(new.id)
        .bind(new.person)
        .bind(new.file)
        .bind(new.format)
        .bind(new.sha256)
        .bind(i64::try_from(new.bytes).unwrap_or(i64::MAX))
        .bind(PriceLevel::Retail.as_str())
        .bind(stamp(now))
        .bind(stamp(now + LIFE))
        .execute(&mut *tx)
        .await?;
        let after = json!({ "sha256": new.sha256, "bytes": new.bytes, "format": new.format });
        record(&mut tx, who, now, &Entry::of("upload-checked", new.file).changed(None, after)).await?;
        tx.commit().await?;
        Ok(true)
    }

    /// A person's upload, while it waits.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn waiting(&self, person: i64, id: &str, now: DateTime<Utc>) -> Result<Option<Waiting>, BookError> {
        let query = "select * from upload where id = ? and person = ? and expires_at > ?";
        let query = sqlx::query(query).bind(id).bind(person).bind(stamp(now));
        query.fetch_optional(&self.pool).await?.as_ref().map(waiting).transpose()
    }

    /// A person's uploads that wait, the latest first.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn waiting_of(&self, person: i64, now: DateTime<Utc>) -> Result<Vec<Waiting>, BookError> {
        let query = "select * from upload where person = ? and expires_at > ? order by made_at desc";
        sqlx::query(query).bind(person).bind(stamp(now)).fetch_all(&self.pool).await?.iter().map(waiting).collect()
    }

    /// Sets what a file does not say.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn set_waiting(
        &self,
        who: &Who,
        now: DateTime<Utc>,
        upload: &Waiting,
        place: Option<&PlaceCode>,
        level: PriceLevel,
    ) -> Result<(), BookError> {
        let mut tx = self.begin().await?;
        let query = sqlx::query("update upload set place = ?, level = ? where id = ?");
        query.bind(place.map(PlaceCode::as_str)).bind(level.as_str()).bind(&upload.id).execute(&mut *tx).await?;
        let (before, after) =
            (json!({ "place": upload.place, "level": upload.level }), json!({ "place": place, "level": level }));
        record(&mut tx, who, now, &Entry::of("upload-described", &upload.file).changed(before, after)).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Sets the mapping by which an upload is read from now on.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn map_waiting(
        &self,
        who: &Who,
        now: DateTime<Utc>,
        upload: &Waiting,
        mapping: &str,
    ) -> Result<(), BookError> {
        let mut tx = self.begin().await?;
        let query = sqlx::query("update upload set mapping = ? where id = ?");
        query.bind(mapping).bind(&upload.id).execute(&mut *tx).await?;
        let before = upload.mapping.as_ref().map(|mapping| json!({ "mapping": mapping }));
        let entry = Entry::of("upload-mapped", &upload.file).changed(before, json!({ "mapping": mapping }));
        record(&mut tx, who, now, &entry).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Forgets an upload that was stored.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn forget_waiting(&self, id: &str) -> Result<(), BookError> {
        sqlx::query("delete from upload where id = ?").bind(id).execute(&self.pool).await?;
        Ok(())
    }

    /// Forgets an upload that its owner throws away.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn discard_waiting(&self, who: &Who, now: DateTime<Utc>, upload: &Waiting) -> Result<(), BookError> {
        let mut tx = self.begin().await?;
        sqlx::query("delete from upload where id = ?").bind(&upload.id).execute(&mut *tx).await?;
        record(&mut tx, who, now, &Entry::of("upload-discarded", &upload.file)).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Forgets uploads that waited too long, and gives the numbers of all that
    /// still wait.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn still_waiting(&self, now: DateTime<Utc>) -> Result<Vec<String>, BookError> {
        let mut tx = self.begin().await?;
        let expired = sqlx::query_scalar("delete from upload where expires_at <= ? returning file").bind(stamp(now));
        let expired: Vec<String> = expired.fetch_all(&mut *tx).await?;
        for file in &expired {
            record(&mut tx, &Who::lumbung(), now, &Entry::of("upload-expired", file)).await?;
        }
        tx.commit().await?;
        Ok(sqlx::query_scalar("select id from upload").fetch_all(&self.pool).await?)
    }
}

fn waiting(row: &SqliteRow) -> Result<Waiting, BookError> {
    let place: Option<&str> = row.try_get("place")?;
    Ok(Waiting {
        id: row.try_get("id")?,
        file: row.try_get("file")?,
        format: row.try_get("format")?,
        sha256: row.try_get("sha256")?,
        bytes: row.try_get::<i64, _>("bytes")?.unsigned_abs(),
        // Only parsed ones are written.
        place: place.and_then(|place| PlaceCode::parse(place).ok()),
        level: PriceLevel::parse(row.try_get("level")?).unwrap_or(PriceLevel::Retail),
        mapping: row.try_get("mapping")?,
        made: moment(row.try_get("made_at")?),
        expires: moment(row.try_get("expires_at")?),
    })
}
