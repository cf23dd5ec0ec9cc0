//! Sessions: begun at sign-in under a new secret each, ended by their owner, by
//! an admin, or by time.

use super::people::Record;
use super::trail::{Entry, record};
use super::{Book, BookError, moment, stamp};
use crate::auth::{Person, Proof, Who, secret};
use chrono::{DateTime, TimeDelta, Utc};
use lumbung_data::model::Role;
use lumbung_data::model::office::SessionRow;
use serde_json::json;
use sqlx::{Row, SqliteConnection};

/// A session that is not used for so long ends.
pub const IDLE: TimeDelta = TimeDelta::minutes(60);
/// A session ends after so long in any case: a working day.
pub const ABSOLUTE: TimeDelta = TimeDelta::hours(12);
/// How long the second factor may take.
const BETWEEN_FACTORS: TimeDelta = TimeDelta::minutes(5);
/// Uses of a session are noted this far apart.
const NOTED_EVERY: TimeDelta = TimeDelta::minutes(1);

/// How far somebody has come in signing in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// The password was right; the second factor is still to come.
    Password,
    /// Signed in.
    Full,
}

impl Stage {
    fn as_str(self) -> &'static str {
        match self {
            Self::Password => "password",
            Self::Full => "full",
        }
    }
}

/// What somebody proved to begin a session. It must still hold at the moment in
/// which the session begins: whoever changes a password, or closes an account,
/// also stops those who are just coming in.
#[derive(Debug, Clone, Copy)]
pub enum Ground<'a> {
    /// The password, compared with the account as it was then.
    Password(&'a Record),
    /// A code, after the password: the session that was brought along is the one
    /// between the two.
    Code,
    /// An identity provider vouches for them.
    Provider,
}

impl Ground<'_> {
    fn as_str(self) -> &'static str {
        match self {
            Self::Password(_) => "password",
            Self::Code => "second factor",
            Self::Provider => "identity provider",
        }
    }
}

/// A session about to begin.
#[derive(Debug, Clone, Copy)]
pub struct NewSession<'a> {
    /// Whose.
    pub person: i64,
    /// How far they have come.
    pub stage: Stage,
    /// What they proved.
    pub ground: Ground<'a>,
    /// Where the browser is.
    pub address: &'a str,
    /// How it names itself.
    pub agent: &'a str,
    /// The secret that it brought along, which ends.
    pub brought: Option<&'a str>,
    /// Where to go after the second factor.
    pub goes_on: Option<&'a str>,
}

/// A session that is in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// How far it has come.
    pub stage: Stage,
    /// Whose it is.
    pub person: Person,
    /// Where to go after the second factor.
    pub goes_on: Option<String>,
}

impl Book {
    /// Begins a session and gives its secret, which only the browser keeps. The
    /// one that the browser brought along, if any, ends: nobody goes on under
    /// a secret from before they signed in. None where the ground no longer
    /// holds; nothing has changed then.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn begin_session(
        &self,
        who: &Who,
        now: DateTime<Utc>,
        new: NewSession<'_>,
    ) -> Result<Option<String>, BookError> {
        let fresh = secret::new();
        let mut tx = self.begin().await?;
        if !holds(&mut tx, &new).await? {
            return Ok(None);
        }
        if let Some(brought) = new.brought {
            sqlx::query("delete from session where hash = ?").bind(secret::digest(brought)).execute(&mut *tx).await?;
        }
        let outlived = sqlx::query("delete from session where began_at < ? or seen_at < ?");
        outlived.bind(stamp(now - ABSOLUTE)).bind(stamp(now - IDLE)).execute(&mut *tx).await?;
        sqlx::query(
            "insert into session (hash, person, stage, vouched, began_at, seen_at, address, agent, goes_on)
             values (?1, ?2, ?3, ?4, ?5, ?5, ?6, ?7, ?8)",
        )
        .bind(secret::digest(&fresh))
        .bind(new.person)
        .bind(new.stage.as_str())
        .bind(matches!(new.ground, Ground::Provider))
        .bind(stamp(now))
        .bind(new.address)
        .bind(new.agent)
        .bind(new.goes_on)
        .execute(&mut *tx)
        .await?;
        if new.stage == Stage::Full {
            let signed_in = sqlx::query("update person set signed_in_at = ? where id = ?");
            signed_in.bind(stamp(now)).bind(new.person).execute(&mut *tx).await?;
            let by = json!({ "by": new.ground.as_str() });
            record(&mut tx, who, now, &Entry::of("sign-in", &who.actor).changed(None, by)).await?;
        } else {
            record(&mut tx, who, now, &Entry::of("password-accepted", &who.actor)).await?;
        }
        tx.commit().await?;
        Ok(Some(fresh))
    }

    /// The session that a secret opens, if it is in force, and notes its use.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn session(&self, secret: &str, now: DateTime<Utc>) -> Result<Option<Session>, BookError> {
        let query = "select s.id as session, s.stage, s.vouched, s.goes_on, s.began_at, s.seen_at, p.id, p.name, p.full_name, p.role, p.totp
            from session s join person p on p.id = s.person where s.hash = ? and p.disabled_at is null";
        let Some(row) = sqlx::query(query).bind(secret::digest(secret)).fetch_optional(&self.pool).await? else {
            return Ok(None);
        };
        let (began, seen) = (moment(row.try_get("began_at")?), moment(row.try_get("seen_at")?));
        let stage = if row.try_get::<&str, _>("stage")? == "full" { Stage::Full } else { Stage::Password };
        let longest = if stage == Stage::Full { ABSOLUTE } else { BETWEEN_FACTORS };
        if now - began >= longest || now - seen >= IDLE {
            return Ok(None);
        }
        let id: i64 = row.try_get("session")?;
        if now - seen >= NOTED_EVERY {
            let noted = sqlx::query("update session set seen_at = ? where id = ?").bind(stamp(now)).bind(id);
            noted.execute(&self.pool).await?;
        }
        let person = Person {
            id: row.try_get("id")?,
            name: row.try_get("name")?,
            full_name: row.try_get("full_name")?,
            role: Role::parse(row.try_get("role")?).unwrap_or(Role::Viewer),
            second_factor: row.try_get("vouched")? || row.try_get::<Option<&str>, _>("totp")?.is_some(),
            by: Proof::Session(id),
        };
        Ok(Some(Session { stage, person, goes_on: row.try_get("goes_on")? }))
    }

    /// The sessions of a person that are in force, the latest used first.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn sessions_of(
        &self,
        person: i64,
        own: Option<i64>,
        now: DateTime<Utc>,
    ) -> Result<Vec<SessionRow>, BookError> {
        let query = "select * from session where person = ? and stage = 'full' and began_at > ? and seen_at > ?
            order by seen_at desc, id desc";
        let query = sqlx::query(query).bind(person).bind(stamp(now - ABSOLUTE)).bind(stamp(now - IDLE));
        let rows = query.fetch_all(&self.pool).await?;
        let shown = |row: &sqlx::sqlite::SqliteRow| -> Result<SessionRow, BookError> {
            let id = row.try_get("id")?;
            Ok(SessionRow {
                id,
                own: own == Some(id),
                began: moment(row.try_get("began_at")?),
                seen: moment(row.try_get("seen_at")?),
                address: row.try_get("address")?,
                agent: row.try_get("agent")?,
            })
        };
        rows.iter().map(shown).collect()
    }

    /// Ends one session of a person; gives whether there was one.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn end_session(
        &self,
        who: &Who,
        now: DateTime<Utc>,
        person: i64,
        session: i64,
        action: &'static str,
    ) -> Result<bool, BookError> {
        let mut tx = self.begin().await?;
        let end = sqlx::query("delete from session where id = ? and person = ?").bind(session).bind(person);
        let ended = end.execute(&mut *tx).await?.rows_affected() > 0;
        if ended {
            record(&mut tx, who, now, &Entry::of(action, &who.actor)).await?;
        }
        tx.commit().await?;
        Ok(ended)
    }

    /// Ends every session of a person but one.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn end_sessions(
        &self,
        who: &Who,
        now: DateTime<Utc>,
        person: i64,
        but: Option<i64>,
    ) -> Result<(), BookError> {
        let mut tx = self.begin().await?;
        end_all(&mut tx, person, but).await?;
        record(&mut tx, who, now, &Entry::of("sessions-ended", &who.actor)).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Gives a session a new secret; the old one opens nothing from now on. None
    /// where the session has ended.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn renew_session(&self, session: i64) -> Result<Option<String>, BookError> {
        let fresh = secret::new();
        let renew = sqlx::query("update session set hash = ? where id = ?").bind(secret::digest(&fresh)).bind(session);
        Ok((renew.execute(&self.pool).await?.rows_affected() > 0).then_some(fresh))
    }

    /// Keeps the secret of a second factor that is being set up.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn keep_new_totp(&self, session: i64, totp: &str) -> Result<(), BookError> {
        sqlx::query("update session set new_totp = ? where id = ?")
            .bind(totp)
            .bind(session)
            .execute(&self.pool)
            .await?;
        Ok(())
    }

    /// The secret of the second factor that is being set up.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn new_totp(&self, session: i64) -> Result<Option<String>, BookError> {
        let query = sqlx::query_scalar("select new_totp from session where id = ?").bind(session);
        Ok(query.fetch_optional(&self.pool).await?.flatten())
    }
}

/// Whether what was proved still holds, within the transaction that builds on it.
async fn holds(tx: &mut SqliteConnection, new: &NewSession<'_>) -> Result<bool, BookError> {
    let query = match new.ground {
        Ground::Password(record) => {
            let query = "select 1 from person where id = ? and disabled_at is null and password is ? and totp is ?";
            sqlx::query(query).bind(new.person).bind(&record.password).bind(&record.totp)
        }
        Ground::Code => {
            let query = "select 1 from session s join person p on p.id = s.person
                where p.id = ? and p.disabled_at is null and s.hash = ? and s.stage = 'password'";
            sqlx::query(query).bind(new.person).bind(new.brought.map(secret::digest))
        }
        Ground::Provider => sqlx::query("select 1 from person where id = ? and disabled_at is null").bind(new.person),
    };
    Ok(query.fetch_optional(&mut *tx).await?.is_some())
}

/// Whether a session is still there, within the transaction of a change that its
/// owner confirmed: whoever ends a session also stops what it is just doing.
pub(super) async fn is_there(tx: &mut SqliteConnection, person: i64, session: i64) -> Result<bool, BookError> {
    let query = sqlx::query("select 1 from session where id = ? and person = ? and stage = 'full'");
    Ok(query.bind(session).bind(person).fetch_optional(&mut *tx).await?.is_some())
}

/// Ends a person's sessions but one, within a transaction.
pub(super) async fn end_all(tx: &mut SqliteConnection, person: i64, but: Option<i64>) -> Result<(), BookError> {
    let end = sqlx::query("delete from session where person = ? and id is not ?").bind(person).bind(but);
    end.execute(&mut *tx).await?;
    Ok(())
}
