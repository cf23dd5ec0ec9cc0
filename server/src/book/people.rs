//! Accounts: making, finding and changing them. Every change is in the audit
//! log, in the same transaction.

use super::tokens::revoke_all;
use super::trail::{Entry, record};
use super::{Book, BookError, moment, stamp};
use crate::auth::Who;
use chrono::{DateTime, Utc};
use lumbung_data::model::Role;
use lumbung_data::model::office::PersonRow;
use serde_json::json;
use sqlx::sqlite::SqliteRow;
use sqlx::{Row, SqliteConnection};

/// An account as the book has it.
#[derive(Clone, PartialEq, Eq)]
pub struct Record {
    /// Its number.
    pub id: i64,
    /// The name to sign in with.
    pub name: String,
    /// The name to be called by.
    pub full_name: String,
    /// Where to write to.
    pub email: Option<String>,
    /// What they may do.
    pub role: Role,
    /// The password as it is kept.
    pub password: Option<String>,
    /// The second factor's secret.
    pub totp: Option<String>,
    /// The last step of it that was used.
    pub totp_step: i64,
    /// Whether it was closed.
    pub disabled: bool,
}

/// Without its secrets, as it may stand in a log.
impl std::fmt::Debug for Record {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Record")
            .field("id", &self.id)
            .field("name", &self.name)
            .field("role", &self.role)
            .finish_non_exhaustive()
    }
}

/// An account about to be made.
#[derive(Debug, Clone, Copy)]
pub struct NewPerson<'a> {
    /// The name to sign in with.
    pub name: &'a str,
    /// The name to be called by.
    pub full_name: &'a str,
    /// Where to write to.
    pub email: Option<&'a str>,
    /// What they may do.
    pub role: Role,
    /// The password as it is kept; none until an invitation is taken.
    pub password: Option<&'a str>,
}

/// A change to an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// Another role. Sessions end, so that the old one is nowhere in use.
    Role(Role),
    /// Closed: sessions end, links and tokens no longer work, also once it is
    /// open again.
    Disable,
    /// Open again.
    Enable,
    /// The second factor and its recovery codes are taken away; sessions and
    /// tokens end.
    ClearSecondFactor,
    /// All sessions end.
    EndSessions,
}

/// What became of a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Changed {
    /// It was made.
    Done,
    /// There is no such account.
    Nobody,
    /// It would leave no admin who can sign in.
    LastAdmin,
}

/// What became of a new account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Made {
    /// It has this number.
    Person(i64),
    /// Somebody has the name.
    NameTaken,
    /// Somebody has the mail address.
    EmailTaken,
}

impl Book {
    /// How many accounts there are, closed ones included.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn count_people(&self) -> Result<i64, BookError> {
        Ok(sqlx::query_scalar("select count(*) from person").fetch_one(&self.pool).await?)
    }

    /// The account of that name.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn person_named(&self, name: &str) -> Result<Option<Record>, BookError> {
        let query = sqlx::query("select * from person where name = ?").bind(name);
        query.fetch_optional(&self.pool).await?.as_ref().map(record_of).transpose()
    }

    /// The account of that number.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn person(&self, id: i64) -> Result<Option<Record>, BookError> {
        let query = sqlx::query("select * from person where id = ?").bind(id);
        query.fetch_optional(&self.pool).await?.as_ref().map(record_of).transpose()
    }

    /// The account that an identity provider's subject signs in to: the one it
    /// is bound to, else the one with that verified address, which it is bound
    /// to from now on.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn person_of_subject(
        &self,
        who: &Who,
        now: DateTime<Utc>,
        subject: &str,
        email: Option<&str>,
    ) -> Result<Option<Record>, BookError> {
        let mut tx = self.begin().await?;
        let bound = sqlx::query("select * from person where oidc = ?").bind(subject);
        if let Some(row) = bound.fetch_optional(&mut *tx).await? {
            return Ok(Some(record_of(&row)?));
        }
        let Some(email) = email else { return Ok(None) };
        let query = "update person set oidc = ? where email = ? and oidc is null and disabled_at is null returning *";
        let bind = sqlx::query(query).bind(subject).bind(email.to_lowercase());
        let Some(row) = bind.fetch_optional(&mut *tx).await? else { return Ok(None) };
        let person = record_of(&row)?;
        let entry = Entry::of("identity-bound", &person.name).changed(None, json!({ "identity": subject }));
        record(&mut tx, who, now, &entry).await?;
        tx.commit().await?;
        Ok(Some(person))
    }

    /// Makes an account, unless somebody has its name or address.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn add_person(&self, who: &Who, now: DateTime<Utc>, new: NewPerson<'_>) -> Result<Made, BookError> {
        let mut tx = self.begin().await?;
        let made = insert(&mut tx, who, now, new).await?;
        tx.commit().await?;
        Ok(made)
    }

    /// Every account, in the order of names.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn people(&self) -> Result<Vec<PersonRow>, BookError> {
        let rows = sqlx::query("select * from person order by name").fetch_all(&self.pool).await?;
        let shown = |row: &SqliteRow| -> Result<PersonRow, BookError> {
            let record = record_of(row)?;
            let known = |column: &str| row.try_get::<Option<&str>, _>(column);
            Ok(PersonRow {
                id: record.id,
                name: record.name,
                full_name: record.full_name,
                email: record.email,
                role: record.role,
                own: false,
                invited: record.password.is_none() && known("oidc")?.is_none(),
                second_factor: record.totp.is_some(),
                disabled: known("disabled_at")?.map(moment),
                seen: known("signed_in_at")?.map(moment),
            })
        };
        rows.iter().map(shown).collect()
    }

    /// Changes an account.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn change_person(
        &self,
        who: &Who,
        now: DateTime<Utc>,
        id: i64,
        change: Change,
    ) -> Result<Changed, BookError> {
        let mut tx = self.begin().await?;
        let found = sqlx::query("select * from person where id = ?").bind(id).fetch_optional(&mut *tx).await?;
        let Some(person) = found.as_ref().map(record_of).transpose()? else { return Ok(Changed::Nobody) };
        let loses_admin = match change {
            Change::Role(role) => role != Role::Admin,
            Change::Disable => true,
            Change::Enable | Change::ClearSecondFactor | Change::EndSessions => false,
        };
        if loses_admin
            && person.role == Role::Admin
            && !person.disabled
            && others_who_administer(&mut tx, id).await? == 0
        {
            return Ok(Changed::LastAdmin);
        }
        let entry = match change {
            // As it is already: nothing to write, and nobody to sign out.
            Change::Role(role) if role == person.role => return Ok(Changed::Done),
            Change::Disable if person.disabled => return Ok(Changed::Done),
            Change::Enable if !person.disabled => return Ok(Changed::Done),
            Change::Role(role) => {
                let set = sqlx::query("update person set role = ? where id = ?").bind(role.as_str()).bind(id);
                set.execute(&mut *tx).await?;
                Entry::of("role-changed", &person.name).changed(json!({ "role": person.role }), json!({ "role": role }))
            }
            Change::Disable => {
                let set = sqlx::query("update person set disabled_at = ? where id = ?").bind(stamp(now)).bind(id);
                set.execute(&mut *tx).await?;
                sqlx::query("delete from link where person = ? and used_at is null").bind(id).execute(&mut *tx).await?;
                Entry::of("account-disabled", &person.name)
            }
            Change::Enable => {
                sqlx::query("update person set disabled_at = null where id = ?").bind(id).execute(&mut *tx).await?;
                Entry::of("account-enabled", &person.name)
            }
            Change::ClearSecondFactor => {
                let clear = sqlx::query("update person set totp = null, totp_step = 0 where id = ?").bind(id);
                clear.execute(&mut *tx).await?;
                sqlx::query("delete from recovery_code where person = ?").bind(id).execute(&mut *tx).await?;
                Entry::of("second-factor-cleared", &person.name)
            }
            Change::EndSessions => Entry::of("sessions-ended", &person.name),
        };
        if matches!(change, Change::Disable | Change::ClearSecondFactor) {
            revoke_all(&mut tx, now, id).await?;
        }
        if change != Change::Enable {
            sqlx::query("delete from session where person = ?").bind(id).execute(&mut *tx).await?;
        }
        record(&mut tx, who, now, &entry).await?;
        tx.commit().await?;
        Ok(Changed::Done)
    }
}

async fn others_who_administer(tx: &mut SqliteConnection, id: i64) -> Result<i64, BookError> {
    let query = "select count(*) from person where role = 'admin' and disabled_at is null and id <> ?
        and (password is not null or oidc is not null)";
    Ok(sqlx::query_scalar(query).bind(id).fetch_one(&mut *tx).await?)
}

/// Makes an account within a transaction.
pub(super) async fn insert(
    tx: &mut SqliteConnection,
    who: &Who,
    now: DateTime<Utc>,
    new: NewPerson<'_>,
) -> Result<Made, BookError> {
    let email = new.email.map(str::to_lowercase);
    let named = sqlx::query("select 1 from person where name = ?").bind(new.name);
    if named.fetch_optional(&mut *tx).await?.is_some() {
        return Ok(Made::NameTaken);
    }
    // An address that nobody gave is nobody's: null equals nothing.
    let addressed = sqlx::query("select 1 from person where email = ?").bind(&email);
    if addressed.fetch_optional(&mut *tx).await?.is_some() {
        return Ok(Made::EmailTaken);
    }
    let id: i64 = sqlx::query_scalar(
        "insert into person (name, full_name, email, role, password, made_at) values (?, ?, ?, ?, ?, ?) returning id",
    )
    .bind(new.name)
    .bind(new.full_name)
    .bind(&email)
    .bind(new.role.as_str())
    .bind(new.password)
    .bind(stamp(now))
    .fetch_one(&mut *tx)
    .await?;
    let after = json!({ "full_name": new.full_name, "role": new.role, "email": email });
    record(tx, who, now, &Entry::of("account-made", new.name).changed(None, after)).await?;
    Ok(Made::Person(id))
}

pub(super) fn record_of(row: &SqliteRow) -> Result<Record, BookError> {
    let role: &str = row.try_get("role")?;
    Ok(Record {
        id: row.try_get("id")?,
        name: row.try_get("name")?,
        full_name: row.try_get("full_name")?,
        email: row.try_get("email")?,
        // The table's check lets no other in.
        role: Role::parse(role).unwrap_or(Role::Viewer),
        password: row.try_get("password")?,
        totp: row.try_get("totp")?,
        totp_step: row.try_get("totp_step")?,
        disabled: row.try_get::<Option<&str>, _>("disabled_at")?.is_some(),
    })
}
