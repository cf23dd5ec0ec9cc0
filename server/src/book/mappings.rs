//! Mappings that people made by the form: what the columns of a table mean that
//! no format recognises. They are kept as TOML; what it says is the data's
//! matter.

use super::trail::{Entry, record};
use super::{Book, BookError, moment, stamp};
use crate::auth::Who;
use chrono::{DateTime, Utc};
use lumbung_data::model::office::MappingRow;
use serde_json::json;
use sqlx::Row;

impl Book {
    /// Keeps a mapping under a name; false where another mapping has it.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn save_mapping(&self, who: &Who, now: DateTime<Utc>, name: &str, toml: &str) -> Result<bool, BookError> {
        let mut tx = self.begin().await?;
        let known = sqlx::query_scalar("select toml from saved_mapping where name = ?").bind(name);
        let known: Option<String> = known.fetch_optional(&mut *tx).await?;
        if let Some(known) = known {
            // Whoever stores a file twice keeps its mapping once.
            return Ok(known == toml);
        }
        sqlx::query("insert into saved_mapping (name, toml, made_at, actor) values (?, ?, ?, ?)")
            .bind(name)
            .bind(toml)
            .bind(stamp(now))
            .bind(&who.actor)
            .execute(&mut *tx)
            .await?;
        let entry = Entry::of("mapping-saved", name).changed(None, json!({ "mapping": toml }));
        record(&mut tx, who, now, &entry).await?;
        tx.commit().await?;
        Ok(true)
    }

    /// Whether a mapping of this name is kept.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn has_mapping(&self, name: &str) -> Result<bool, BookError> {
        let query = sqlx::query_scalar("select exists (select 1 from saved_mapping where name = ?)");
        Ok(query.bind(name).fetch_one(&self.pool).await?)
    }

    /// The mappings that are kept, the latest first.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn mappings(&self) -> Result<Vec<MappingRow>, BookError> {
        let query = sqlx::query("select id, name, toml, made_at, actor from saved_mapping order by id desc");
        let row = |row: &sqlx::sqlite::SqliteRow| -> Result<MappingRow, BookError> {
            Ok(MappingRow {
                id: row.try_get("id")?,
                name: row.try_get("name")?,
                toml: row.try_get("toml")?,
                at: moment(row.try_get("made_at")?),
                actor: row.try_get("actor")?,
            })
        };
        query.fetch_all(&self.pool).await?.iter().map(row).collect()
    }

    /// Deletes a mapping; gives whether there was one. Files that were read by
    /// it stay stored.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn delete_mapping(&self, who: &Who, now: DateTime<Utc>, id: i64) -> Result<bool, BookError> {
        let mut tx = self.begin().await?;
        let query = sqlx::query("delete from saved_mapping where id = ? returning name, toml").bind(id);
        let Some(row) = query.fetch_optional(&mut *tx).await? else { return Ok(false) };
        let (name, toml): (String, String) = (row.try_get("name")?, row.try_get("toml")?);
        let entry = Entry::of("mapping-deleted", &name).changed(json!({ "mapping": toml }), None);
        record(&mut tx, who, now, &entry).await?;
        tx.commit().await?;
        Ok(true)
    }
}
