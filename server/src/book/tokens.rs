//! Tokens of people's scripts: made and shown once, limited to scopes, revoked
//! by their owner.

use super::trail::{Entry, record};
use super::{Book, BookError, moment, stamp};
use crate::auth::{Person, Proof, Who, secret};
use chrono::{DateTime, TimeDelta, Utc};
use lumbung_data::model::office::TokenRow;
use lumbung_data::model::{Role, Scope};
use serde_json::json;
use sqlx::{Row, SqliteConnection};

/// Uses of a token are noted this far apart.
const NOTED_EVERY: TimeDelta = TimeDelta::minutes(1);

impl Book {
    /// Makes a token and gives it; it is kept nowhere.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn make_token(
        &self,
        who: &Who,
        now: DateTime<Utc>,
        person: i64,
        label: &str,
        scopes: &[Scope],
        life: TimeDelta,
    ) -> Result<String, BookError> {
        let token = secret::new_token();
        let expires = stamp(now + life);
        let mut tx = self.begin().await?;
        sqlx::query("insert into token (hash, person, label, scopes, made_at, expires_at) values (?, ?, ?, ?, ?, ?)")
            .bind(secret::digest(&token))
            .bind(person)
            .bind(label)
            .bind(written(scopes))
            .bind(stamp(now))
            .bind(&expires)
            .execute(&mut *tx)
            .await?;
        let after = json!({ "label": label, "scopes": scopes, "until": expires });
        record(&mut tx, who, now, &Entry::of("token-made", &who.actor).changed(None, after)).await?;
        tx.commit().await?;
        Ok(token)
    }

    /// Whose token this is, if it works, and notes its use.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn bearer(&self, token: &str, now: DateTime<Utc>) -> Result<Option<Person>, BookError> {
        let query = "select t.id as token, t.scopes, t.expires_at, t.used_at, p.id, p.name, p.full_name, p.role, p.totp
            from token t join person p on p.id = t.person
            where t.hash = ? and t.revoked_at is null and p.disabled_at is null";
        let Some(row) = sqlx::query(query).bind(secret::digest(token)).fetch_optional(&self.pool).await? else {
            return Ok(None);
        };
        if now >= moment(row.try_get("expires_at")?) {
            return Ok(None);
        }
        let used = row.try_get::<Option<&str>, _>("used_at")?.map(moment);
        if used.is_none_or(|used| now - used >= NOTED_EVERY) {
            let id: i64 = row.try_get("token")?;
            sqlx::query("update token set used_at = ? where id = ?")
                .bind(stamp(now))
                .bind(id)
                .execute(&self.pool)
                .await?;
        }
        Ok(Some(Person {
            id: row.try_get("id")?,
            name: row.try_get("name")?,
            full_name: row.try_get("full_name")?,
            role: Role::parse(row.try_get("role")?).unwrap_or(Role::Viewer),
            second_factor: row.try_get::<Option<&str>, _>("totp")?.is_some(),
            by: Proof::Token(read(row.try_get("scopes")?)),
        }))
    }

    /// The tokens of a person, the latest first.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn tokens_of(&self, person: i64) -> Result<Vec<TokenRow>, BookError> {
        let query = sqlx::query("select * from token where person = ? order by id desc").bind(person);
        let shown = |row: &sqlx::sqlite::SqliteRow| -> Result<TokenRow, BookError> {
            let known = |column: &str| row.try_get::<Option<&str>, _>(column);
            Ok(TokenRow {
                id: row.try_get("id")?,
                label: row.try_get("label")?,
                scopes: read(row.try_get("scopes")?),
                made: moment(row.try_get("made_at")?),
                expires: moment(row.try_get("expires_at")?),
                used: known("used_at")?.map(moment),
                revoked: known("revoked_at")?.map(moment),
            })
        };
        query.fetch_all(&self.pool).await?.iter().map(shown).collect()
    }

    /// Revokes a person's token; gives whether there was one.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn revoke_token(
        &self,
        who: &Who,
        now: DateTime<Utc>,
        person: i64,
        token: i64,
    ) -> Result<bool, BookError> {
        let mut tx = self.begin().await?;
        let query =
            "update token set revoked_at = ? where id = ? and person = ? and revoked_at is null returning label";
        let query = sqlx::query_scalar(query).bind(stamp(now)).bind(token).bind(person);
        let label: Option<String> = query.fetch_optional(&mut *tx).await?;
        if let Some(label) = &label {
            let entry = Entry::of("token-revoked", &who.actor).changed(json!({ "label": label }), None);
            record(&mut tx, who, now, &entry).await?;
        }
        tx.commit().await?;
        Ok(label.is_some())
    }
}

/// Revokes every token of a person, within a transaction.
pub(super) async fn revoke_all(tx: &mut SqliteConnection, now: DateTime<Utc>, person: i64) -> Result<(), BookError> {
    let revoke = sqlx::query("update token set revoked_at = ? where person = ? and revoked_at is null");
    revoke.bind(stamp(now)).bind(person).execute(&mut *tx).await?;
    Ok(())
}

fn written(scopes: &[Scope]) -> String {
    scopes.iter().map(|scope| scope.as_str()).collect::<Vec<_>>().join(" ")
}

fn read(text: &str) -> Vec<Scope> {
    text.split(' ').filter_map(|scope| Scope::parse(scope).ok()).collect()
}
