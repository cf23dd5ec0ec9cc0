//! What somebody signs in with: password, second factor, recovery codes, and
//! the one-time links by which a password is chosen.

use super::people::{self, Made, NewPerson, Record, record_of};
use super::sessions::{end_all, is_there};
use super::tokens::revoke_all;
use super::trail::{Entry, record};
use super::{Book, BookError, moment, stamp};
use crate::auth::{Who, second_factor, secret};
use chrono::{DateTime, TimeDelta, Utc};
use lumbung_data::model::Role;
use lumbung_data::model::office::LinkPurpose;
use serde_json::json;
use sqlx::{Row, SqliteConnection};

/// Recovery codes that are made at a time.
const RECOVERY_CODES: usize = 10;

/// How long a link works.
fn life_of(purpose: LinkPurpose) -> TimeDelta {
    match purpose {
        LinkPurpose::Invitation => TimeDelta::hours(72),
        LinkPurpose::Reset => TimeDelta::hours(2),
        LinkPurpose::FirstAdmin => TimeDelta::hours(24),
    }
}

fn purpose_id(purpose: LinkPurpose) -> &'static str {
    match purpose {
        LinkPurpose::Invitation => "invitation",
        LinkPurpose::Reset => "reset",
        LinkPurpose::FirstAdmin => "first-admin",
    }
}

/// A link that works.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenLink {
    /// Why it was made.
    pub purpose: LinkPurpose,
    /// Whose; none for the first admin.
    pub person: Option<Record>,
}

/// What became of a link that was used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Used {
    /// The password is set.
    Done,
    /// The link is unknown, used or too old.
    Gone,
    /// Somebody has the name that was chosen.
    NameTaken,
}

impl Book {
    /// Sets the password of a session's owner. Their other sessions end, and open
    /// links no longer work. False where the session has ended; nothing has
    /// changed then.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn set_password(
        &self,
        who: &Who,
        now: DateTime<Utc>,
        person: i64,
        session: i64,
        password: &str,
    ) -> Result<bool, BookError> {
        let mut tx = self.begin().await?;
        if !is_there(&mut tx, person, session).await? {
            return Ok(false);
        }
        set_password(&mut tx, who, now, person, password, Some(session)).await?;
        tx.commit().await?;
        Ok(true)
    }

    /// Notes that a step of the second factor was used; false if it was used
    /// already.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn use_totp_step(&self, person: i64, step: i64) -> Result<bool, BookError> {
        let query = sqlx::query("update person set totp_step = ?1 where id = ?2 and totp_step < ?1");
        Ok(query.bind(step).bind(person).execute(&self.pool).await?.rows_affected() > 0)
    }

    /// Uses up a recovery code; false if there is none like it.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn use_recovery_code(
        &self,
        who: &Who,
        now: DateTime<Utc>,
        person: i64,
        code: &str,
    ) -> Result<bool, BookError> {
        let mut tx = self.begin().await?;
        let query = "update recovery_code set used_at = ? where person = ? and hash = ? and used_at is null";
        let query = sqlx::query(query).bind(stamp(now)).bind(person).bind(second_factor::recovery_digest(code));
        let used = query.execute(&mut *tx).await?.rows_affected() > 0;
        if used {
            record(&mut tx, who, now, &Entry::of("recovery-code-used", &who.actor)).await?;
        }
        tx.commit().await?;
        Ok(used)
    }

    /// How many recovery codes are left.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn count_recovery_codes(&self, person: i64) -> Result<usize, BookError> {
        let query = "select count(*) from recovery_code where person = ? and used_at is null";
        let left: i64 = sqlx::query_scalar(query).bind(person).fetch_one(&self.pool).await?;
        Ok(usize::try_from(left).unwrap_or_default())
    }

    /// Sets a second factor and gives its new recovery codes. Other sessions
    /// end. None where the session has ended; nothing has changed then.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn set_second_factor(
        &self,
        who: &Who,
        now: DateTime<Utc>,
        person: i64,
        session: i64,
        (totp, step): (&str, i64),
    ) -> Result<Option<Vec<String>>, BookError> {
        let mut tx = self.begin().await?;
        if !is_there(&mut tx, person, session).await? {
            return Ok(None);
        }
        let set = sqlx::query("update person set totp = ?, totp_step = ? where id = ?").bind(totp).bind(step);
        set.bind(person).execute(&mut *tx).await?;
        sqlx::query("update session set new_totp = null where id = ?").bind(session).execute(&mut *tx).await?;
        end_all(&mut tx, person, Some(session)).await?;
        let codes = make_codes(&mut tx, person).await?;
        record(&mut tx, who, now, &Entry::of("second-factor-set", &who.actor)).await?;
        tx.commit().await?;
        Ok(Some(codes))
    }

    /// Makes new recovery codes; the old ones no longer work. None where the
    /// session has ended; nothing has changed then.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn renew_recovery_codes(
        &self,
        who: &Who,
        now: DateTime<Utc>,
        person: i64,
        session: i64,
    ) -> Result<Option<Vec<String>>, BookError> {
        let mut tx = self.begin().await?;
        if !is_there(&mut tx, person, session).await? {
            return Ok(None);
        }
        let codes = make_codes(&mut tx, person).await?;
        record(&mut tx, who, now, &Entry::of("recovery-codes-made", &who.actor)).await?;
        tx.commit().await?;
        Ok(Some(codes))
    }

    /// Makes a one-time link for a person, or the first admin's, and gives its
    /// secret and its end. Earlier links for the same no longer work.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn make_link(
        &self,
        who: &Who,
        now: DateTime<Utc>,
        purpose: LinkPurpose,
        person: Option<&Record>,
    ) -> Result<(String, DateTime<Utc>), BookError> {
        let fresh = secret::new();
        let expires = now + life_of(purpose);
        let id = person.map(|person| person.id);
        let mut tx = self.begin().await?;
        sqlx::query("delete from link where person is ? and used_at is null").bind(id).execute(&mut *tx).await?;
        sqlx::query("insert into link (hash, purpose, person, made_at, expires_at) values (?, ?, ?, ?, ?)")
            .bind(secret::digest(&fresh))
            .bind(purpose_id(purpose))
            .bind(id)
            .bind(stamp(now))
            .bind(stamp(expires))
            .execute(&mut *tx)
            .await?;
        let subject = person.map_or("first admin", |person| &person.name);
        let after = json!({ "purpose": purpose_id(purpose), "until": stamp(expires) });
        record(&mut tx, who, now, &Entry::of("link-made", subject).changed(None, after)).await?;
        tx.commit().await?;
        Ok((fresh, expires))
    }

    /// The link that a secret opens, if it works.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn link(&self, secret: &str, now: DateTime<Utc>) -> Result<Option<OpenLink>, BookError> {
        open_link(&mut *self.pool.acquire().await?, secret, now).await
    }

    /// Uses a link to set a password. The first admin's also makes the account,
    /// under the names that were chosen.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn use_link(
        &self,
        who: &Who,
        now: DateTime<Utc>,
        secret: &str,
        chosen: (&str, &str),
        password: &str,
    ) -> Result<Used, BookError> {
        let mut tx = self.begin().await?;
        let Some(link) = open_link(&mut tx, secret, now).await? else { return Ok(Used::Gone) };
        let id = if let Some(person) = &link.person {
            person.id
        } else {
            let (name, full_name) = chosen;
            let new = NewPerson { name, full_name, email: None, role: Role::Admin, password: None };
            let Made::Person(id) = people::insert(&mut tx, who, now, new).await? else { return Ok(Used::NameTaken) };
            id
        };
        // Whoever needs a new password may have lost the old one to somebody,
        // who may have made tokens.
        revoke_all(&mut tx, now, id).await?;
        let used = sqlx::query("update link set used_at = ? where hash = ?").bind(stamp(now));
        used.bind(secret::digest(secret)).execute(&mut *tx).await?;
        set_password(&mut tx, who, now, id, password, None).await?;
        tx.commit().await?;
        Ok(Used::Done)
    }
}

async fn set_password(
    tx: &mut SqliteConnection,
    who: &Who,
    now: DateTime<Utc>,
    person: i64,
    password: &str,
    keep_session: Option<i64>,
) -> Result<(), BookError> {
    let query = "update person set password = ? where id = ? returning name";
    let name: String = sqlx::query_scalar(query).bind(password).bind(person).fetch_one(&mut *tx).await?;
    sqlx::query("delete from link where person = ? and used_at is null").bind(person).execute(&mut *tx).await?;
    end_all(tx, person, keep_session).await?;
    record(tx, who, now, &Entry::of("password-set", &name)).await
}

async fn make_codes(tx: &mut SqliteConnection, person: i64) -> Result<Vec<String>, BookError> {
    sqlx::query("delete from recovery_code where person = ?").bind(person).execute(&mut *tx).await?;
    let codes: Vec<String> = (0..RECOVERY_CODES).map(|_| secret::new_recovery_code()).collect();
    for code in &codes {
        let insert = sqlx::query("insert into recovery_code (person, hash) values (?, ?)").bind(person);
        insert.bind(second_factor::recovery_digest(code)).execute(&mut *tx).await?;
    }
    Ok(codes)
}

async fn open_link(
    connection: &mut SqliteConnection,
    secret: &str,
    now: DateTime<Utc>,
) -> Result<Option<OpenLink>, BookError> {
    let query = sqlx::query("select * from link where hash = ? and used_at is null").bind(secret::digest(secret));
    let Some(link) = query.fetch_optional(&mut *connection).await? else { return Ok(None) };
    if now >= moment(link.try_get("expires_at")?) {
        return Ok(None);
    }
    let Some(id) = link.try_get::<Option<i64>, _>("person")? else {
        // The first admin's works only while there is nobody.
        let people: i64 = sqlx::query_scalar("select count(*) from person").fetch_one(&mut *connection).await?;
        return Ok((people == 0).then_some(OpenLink { purpose: LinkPurpose::FirstAdmin, person: None }));
    };
    let person = sqlx::query("select * from person where id = ? and disabled_at is null").bind(id);
    let Some(person) = person.fetch_optional(&mut *connection).await? else { return Ok(None) };
    let reset = link.try_get::<&str, _>("purpose")? == purpose_id(LinkPurpose::Reset);
    let purpose = if reset { LinkPurpose::Reset } else { LinkPurpose::Invitation };
    Ok(Some(OpenLink { purpose, person: Some(record_of(&person)?) }))
}
