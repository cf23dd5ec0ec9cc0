//! What officers do about warnings. Rows are only added, each with its row of the audit
//! log in the same transaction.

use super::trail::{Entry, record};
use super::warnings::entry;
use super::{Book, BookError, moment, stamp};
use crate::auth::Who;
use chrono::{DateTime, NaiveDate, Utc};
use lumbung_data::model::inbox::{Act, ActKind, Actor, Acts};
use lumbung_data::model::{Role, WarningLevel};
use serde_json::json;
use sqlx::sqlite::SqliteRow;
use sqlx::{Row, SqliteConnection};

/// An act about to be written down.
#[derive(Debug, Clone, Copy)]
pub struct NewAct<'a> {
    /// The number of the warning.
    pub warning: i64,
    /// What.
    pub what: ActKind,
    /// What whoever acts is.
    pub role: Role,
    /// The account that it is handed to.
    pub colleague: &'a str,
    /// The last day of a silence.
    pub until: Option<NaiveDate>,
    /// The comment, the action or the reason.
    pub note: &'a str,
    /// The number of an intervention.
    pub intervention: Option<i64>,
    /// The path of a page that says more.
    pub address: Option<&'a str>,
    /// The last act of its concern that whoever acts has seen, 0 for none.
    pub after: i64,
}

/// What became of an act.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Acted {
    /// It is written down.
    Done,
    /// No warning has the number.
    Unknown,
    /// The warning is over, and the act is of use only before.
    Over,
    /// Somebody else acted meanwhile, and whoever acts has not seen it.
    Meanwhile,
    /// No open account has the name.
    Nobody,
}

impl Book {
    /// What was done about each warning.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn acts(&self) -> Result<Acts, BookError> {
        acts(&mut *self.pool.acquire().await?).await
    }

    /// Writes an act down. Whoever acts on the owner or the silence must have seen the
    /// last such act: of two at once, the second learns of the first.
    ///
    /// # Errors
    /// When the database refuses; nothing is written then.
    pub async fn act(&self, who: &Who, now: DateTime<Utc>, new: NewAct<'_>) -> Result<Acted, BookError> {
        let mut tx = self.begin().await?;
        let Some(warning) = entry(&mut tx, new.warning).await? else { return Ok(Acted::Unknown) };
        let Some(level) = warning.last().map(|step| step.level) else { return Ok(Acted::Unknown) };
        if new.what.wants_force() && !warning.in_force() {
            return Ok(Acted::Over);
        }
        if last_of_concern(&mut tx, &new).await? > new.after {
            return Ok(Acted::Meanwhile);
        }
        let owner = match new.what {
            ActKind::Take => Some((who.actor.clone(), new.role)),
            ActKind::Hand => match colleague(&mut tx, new.colleague).await? {
                None => return Ok(Acted::Nobody),
                found => found,
            },
            _ => None,
        };
        insert(&mut tx, who, now, &new, level, owner.as_ref()).await?;
        let mut after = serde_json::Map::new();
        let mut say = |key: &str, value: Option<String>| {
            if let Some(value) = value.filter(|value| !value.is_empty()) {
                after.insert(key.to_owned(), json!(value));
            }
        };
        say("owner", owner.map(|(name, _)| name));
        say("until", new.until.map(|day| day.to_string()));
        say("reason", Some(new.note.to_owned()));
        say("address", new.address.map(str::to_owned));
        let subject = new.warning.to_string();
        let after = serde_json::Value::Object(after);
        record(&mut tx, who, now, &Entry::of(action(new.what), &subject).changed(None, after)).await?;
        tx.commit().await?;
        Ok(Acted::Done)
    }

    /// The accounts that a warning can be handed to: the name to sign in with, and to be
    /// called by.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn colleagues(&self) -> Result<Vec<(String, String)>, BookError> {
        let query = "select name, full_name from person where disabled_at is null order by full_name, name";
        let rows = sqlx::query(query).fetch_all(&self.pool).await?;
        rows.iter().map(|row| Ok((row.try_get("name")?, row.try_get("full_name")?))).collect()
    }
}

/// How an act is called in the audit log.
fn action(what: ActKind) -> &'static str {
    match what {
        ActKind::Take => "warning-taken",
        ActKind::Hand => "warning-handed",
        ActKind::Release => "warning-released",
        ActKind::Acknowledge => "warning-acknowledged",
        ActKind::Comment => "warning-commented",
        ActKind::Action => "warning-acted-on",
        ActKind::Silence => "warning-silenced",
        ActKind::Unsilence => "warning-unsilenced",
    }
}

/// The last act about the same concern: the owner or the silence. Nothing else excludes
/// anything.
async fn last_of_concern(tx: &mut SqliteConnection, new: &NewAct<'_>) -> Result<i64, BookError> {
    let query = if new.what.is_of_owner() {
        "select coalesce(max(id), 0) from warning_act where warning = ? and what in ('take', 'hand', 'release')"
    } else if new.what.is_of_silence() {
        "select coalesce(max(id), 0) from warning_act where warning = ? and what in ('silence', 'unsilence')"
    } else {
        return Ok(0);
    };
    Ok(sqlx::query_scalar(query).bind(new.warning).fetch_one(tx).await?)
}

async fn colleague(tx: &mut SqliteConnection, name: &str) -> Result<Option<(String, Role)>, BookError> {
    let query = sqlx::query("select name, role from person where name = ? and disabled_at is null");
    let Some(row) = query.bind(name).fetch_optional(tx).await? else { return Ok(None) };
    let role = Role::parse(row.try_get("role")?).ok();
    Ok(role.map(|role| (name.to_owned(), role)))
}

async fn insert(
    tx: &mut SqliteConnection,
    who: &Who,
    now: DateTime<Utc>,
    new: &NewAct<'_>,
    level: WarningLevel,
    owner: Option<&(String, Role)>,
) -> Result<(), BookError> {
    sqlx::query(
        "insert into warning_act
            (warning, what, level, actor, role, owner, owner_role, until, note, intervention, address, at)
         values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )
    .bind(new.warning)
    .bind(new.what.as_str())
    .bind(level.as_str())
    .bind(&who.actor)
    .bind(new.role.as_str())
    .bind(owner.map(|(name, _)| name.as_str()))
    .bind(owner.map(|(_, role)| role.as_str()))
    .bind(new.until.map(|day| day.to_string()))
    .bind(new.note)
    .bind(new.intervention)
    .bind(new.address)
    .bind(stamp(now))
    .execute(&mut *tx)
    .await?;
    Ok(())
}

/// What was done about each warning.
pub(super) async fn acts(connection: &mut SqliteConnection) -> Result<Acts, BookError> {
    let rows = sqlx::query(
        "select warning_act.*, actor_person.full_name as actor_name, owner_person.full_name as owner_name
         from warning_act
            left join person as actor_person on actor_person.name = warning_act.actor
            left join person as owner_person on owner_person.name = warning_act.owner
         order by warning_act.id",
    )
    .fetch_all(connection)
    .await?;
    let mut acts = Acts::new();
    for act in rows.iter().filter_map(act) {
        acts.entry(act.warning).or_default().push(act);
    }
    Ok(acts)
}

/// A row as the pages take it. Its words were checked before they were written.
fn act(row: &SqliteRow) -> Option<Act> {
    let actor = |name: String, full_name: Option<String>, role: &str| {
        let full_name = full_name.unwrap_or_else(|| name.clone());
        Some(Actor { full_name, name, role: Role::parse(role).ok()? })
    };
    let owner = match (row.get::<Option<String>, _>("owner"), row.get::<Option<&str>, _>("owner_role")) {
        (Some(name), Some(role)) => Some(actor(name, row.get("owner_name"), role)?),
        _ => None,
    };
    Some(Act {
        id: row.get("id"),
        warning: row.get("warning"),
        what: ActKind::parse(row.get("what"))?,
        level: WarningLevel::parse(row.get("level"))?,
        by: actor(row.get("actor"), row.get("actor_name"), row.get("role"))?,
        owner,
        until: row.get::<Option<&str>, _>("until").and_then(|day| day.parse().ok()),
        note: row.get("note"),
        intervention: row.get("intervention"),
        address: row.get("address"),
        at: moment(row.get("at")),
    })
}
