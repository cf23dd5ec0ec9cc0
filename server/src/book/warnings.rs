//! The ledger of warnings.

use super::news::settle;
use super::{Book, BookError, moment, stamp};
use crate::notify::Teller;
use chrono::{DateTime, NaiveDate, Utc};
use lumbung_data::model::ledger::{LedgerEntry, Step, StepKind, WarningKey};
use lumbung_data::model::{CommodityId, PlaceCode, PriceLevel, SourceId};
use serde::Serialize;
use serde::de::DeserializeOwned;
use sqlx::sqlite::SqliteRow;
use sqlx::{Row, SqliteConnection};
use std::collections::{BTreeMap, HashSet};

impl Book {
    /// The whole ledger, in the order in which warnings were entered.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn ledger(&self) -> Result<Vec<LedgerEntry>, BookError> {
        entries_of(&mut *self.pool.acquire().await?).await
    }

    /// The day that was judged last, and on which version.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn judged(&self) -> Result<Option<(NaiveDate, i64)>, BookError> {
        let mut connection = self.pool.acquire().await?;
        judged(&mut connection).await
    }

    /// Enters the steps of a judgement, made after another; nothing where that one is
    /// no longer the last. What is told of them is decided with them, in the words of the
    /// teller.
    ///
    /// # Errors
    /// When the database refuses; nothing is entered then.
    pub async fn enter(
        &self,
        (on, version): (NaiveDate, i64),
        before: Option<(NaiveDate, i64)>,
        steps: &[(WarningKey, Step)],
        now: DateTime<Utc>,
        teller: &Teller<'_>,
    ) -> Result<bool, BookError> {
        let mut tx = self.begin().await?;
        if judged(&mut tx).await? != before {
            return Ok(false);
        }
        sqlx::query("insert into warning_judged (version, on_day, at) values (?, ?, ?)")
            .bind(version)
            .bind(on.to_string())
            .bind(stamp(now))
            .execute(&mut *tx)
            .await?;
        let mut fresh = HashSet::new();
        for (key, step) in steps {
            let warning = id_of(&mut tx, key).await?;
            insert(&mut tx, warning, step, now).await?;
            fresh.insert(warning);
        }
        settle(&mut tx, (on, version), &fresh, teller, now).await?;
        tx.commit().await?;
        Ok(true)
    }
}

/// The whole ledger, in the order in which warnings were entered.
pub(super) async fn entries_of(connection: &mut SqliteConnection) -> Result<Vec<LedgerEntry>, BookError> {
    let query =
        "select * from warning join warning_step on warning_step.warning = warning.id order by warning.id, step";
    Ok(entries(&sqlx::query(query).fetch_all(connection).await?))
}

/// An entry of the ledger.
pub(super) async fn entry(connection: &mut SqliteConnection, id: i64) -> Result<Option<LedgerEntry>, BookError> {
    let query = sqlx::query(
        "select * from warning join warning_step on warning_step.warning = warning.id where warning.id = ? order by step",
    );
    Ok(entries(&query.bind(id).fetch_all(connection).await?).pop())
}

/// The entries of steps that lie in their order.
fn entries(rows: &[SqliteRow]) -> Vec<LedgerEntry> {
    let mut entries: BTreeMap<i64, LedgerEntry> = BTreeMap::new();
    for row in rows {
        // Names were checked before they were written.
        let Some((id, key)) = entered(row) else { continue };
        let entry = entries.entry(id).or_insert_with(|| LedgerEntry { id, key, steps: Vec::new() });
        entry.steps.extend(step(row));
    }
    entries.into_values().collect()
}

async fn judged(connection: &mut SqliteConnection) -> Result<Option<(NaiveDate, i64)>, BookError> {
    let row = sqlx::query("select on_day, version from warning_judged order by rowid desc limit 1")
        .fetch_optional(connection)
        .await?;
    Ok(row.and_then(|row| Some((row.get::<&str, _>("on_day").parse().ok()?, row.get("version")))))
}

/// The number of a warning, which is entered if it is not there.
async fn id_of(tx: &mut SqliteConnection, key: &WarningKey) -> Result<i64, BookError> {
    let (kind, onset) = (word(&key.kind)?, key.onset.to_string());
    sqlx::query(
        "insert into warning (kind, commodity, place, price_level, source, onset) values (?, ?, ?, ?, ?, ?)
         on conflict do nothing",
    )
    .bind(&kind)
    .bind(key.commodity.as_str())
    .bind(key.place.as_str())
    .bind(key.price_level.as_str())
    .bind(key.source.as_str())
    .bind(&onset)
    .execute(&mut *tx)
    .await?;
    let id = sqlx::query_scalar(
        "select id from warning
         where kind = ? and commodity = ? and place = ? and price_level = ? and source = ? and onset = ?",
    )
    .bind(&kind)
    .bind(key.commodity.as_str())
    .bind(key.place.as_str())
    .bind(key.price_level.as_str())
    .bind(key.source.as_str())
    .bind(&onset)
    .fetch_one(&mut *tx)
    .await?;
    Ok(id)
}

async fn insert(tx: &mut SqliteConnection, warning: i64, step: &Step, now: DateTime<Utc>) -> Result<(), BookError> {
    let [id, en] = &step.reason;
    sqlx::query(
        "insert into warning_step
            (warning, step, what, on_day, version, level, state, reason_id, reason_en, evidence, at)
         values (?1, (select coalesce(max(step), 0) + 1 from warning_step where warning = ?1),
            ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
    )
    .bind(warning)
    .bind(step.what.as_str())
    .bind(step.on.to_string())
    .bind(step.version)
    .bind(step.level.as_str())
    .bind(word(&step.state)?)
    .bind(id)
    .bind(en)
    .bind(serde_json::to_string(&step.evidence)?)
    .bind(stamp(now))
    .execute(&mut *tx)
    .await?;
    Ok(())
}

/// A word of the model, as it stands in answers.
fn word(value: &impl Serialize) -> Result<String, BookError> {
    let value = serde_json::to_value(value)?;
    Ok(value.as_str().map(str::to_owned).unwrap_or_default())
}

fn read<T: DeserializeOwned>(row: &SqliteRow, column: &str) -> Option<T> {
    serde_json::from_value(serde_json::Value::String(row.get(column))).ok()
}

fn entered(row: &SqliteRow) -> Option<(i64, WarningKey)> {
    let key = WarningKey {
        kind: read(row, "kind")?,
        commodity: CommodityId::parse(row.get("commodity")).ok()?,
        place: PlaceCode::parse(row.get("place")).ok()?,
        price_level: PriceLevel::parse(row.get("price_level")).ok()?,
        source: SourceId::parse(row.get("source")).ok()?,
        onset: row.get::<&str, _>("onset").parse().ok()?,
    };
    Some((row.get("id"), key))
}

fn step(row: &SqliteRow) -> Option<(Step, DateTime<Utc>)> {
    let what = row.get::<&str, _>("what");
    let step = Step {
        what: StepKind::ALL.into_iter().find(|kind| kind.as_str() == what)?,
        on: row.get::<&str, _>("on_day").parse().ok()?,
        version: row.get("version"),
        level: read(row, "level")?,
        state: read(row, "state")?,
        reason: [row.get("reason_id"), row.get("reason_en")],
        evidence: serde_json::from_str(row.get("evidence")).ok()?,
    };
    Some((step, moment(row.get("at"))))
}
