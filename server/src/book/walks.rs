//! Who walks which market, and who was reminded.

use super::notices::enqueue_for_account;
use super::outbox::reason;
use super::trail::{Entry, record};
use super::{Book, BookError, moment, stamp};
use crate::auth::Who;
use crate::notify::{Notice, Reason};
use chrono::{DateTime, NaiveDate, Utc};
use lumbung_data::model::PlaceCode;
use serde_json::json;
use sqlx::Row;
use sqlx::sqlite::SqliteRow;
use std::collections::{BTreeMap, BTreeSet};

/// Somebody who walks a market.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Walk {
    /// The market.
    pub market: String,
    /// Whose account.
    pub person: i64,
    /// The name to be called by.
    pub full_name: String,
    /// Where to write to.
    pub email: Option<String>,
}

/// What became of a reminder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reminded {
    /// It waits to be sent, since then.
    Waiting(DateTime<Utc>),
    /// It was sent then.
    Sent(DateTime<Utc>),
    /// The mail server would never take it.
    GivenUp(Reason),
}

impl Book {
    /// Who walks each market on a day: whoever was assigned last, from that day or an earlier
    /// one on. Closed accounts walk nowhere.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn walks(&self, day: NaiveDate) -> Result<Vec<Walk>, BookError> {
        let rows = sqlx::query(
            "select a.market, p.id, p.full_name, p.email from floor_assignment a join person p on p.id = a.person
             where p.disabled_at is null and a.number = (select number from floor_assignment
                where market = a.market and from_day <= ? order by from_day desc, number desc limit 1)
             order by a.market",
        );
        let rows = rows.bind(day.to_string()).fetch_all(&self.pool).await?;
        rows.iter()
            .map(|row| {
                Ok(Walk {
                    market: row.try_get("market")?,
                    person: row.try_get("id")?,
                    full_name: row.try_get("full_name")?,
                    email: row.try_get("email")?,
                })
            })
            .collect()
    }

    /// Assigns a market from a day on; to nobody, where no person is named. False where there
    /// is no such open account.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn assign_walk(
        &self,
        who: &Who,
        now: DateTime<Utc>,
        market: &PlaceCode,
        from: NaiveDate,
        person: Option<i64>,
    ) -> Result<bool, BookError> {
        let mut tx = self.begin().await?;
        let there: bool = sqlx::query_scalar(
            "select ?1 is null or exists (select 1 from person where id = ?1 and disabled_at is null)",
        )
        .bind(person)
        .fetch_one(&mut *tx)
        .await?;
        if !there {
            return Ok(false);
        }
        sqlx::query("insert into floor_assignment (market, from_day, person, actor, at) values (?, ?, ?, ?, ?)")
            .bind(market.as_str())
            .bind(from.to_string())
            .bind(person)
            .bind(&who.actor)
            .bind(stamp(now))
            .execute(&mut *tx)
            .await?;
        let after = json!({ "person": person, "from": from });
        record(&mut tx, who, now, &Entry::of("floor-assigned", market.as_str()).changed(None, after)).await?;
        tx.commit().await?;
        Ok(true)
    }

    /// Puts reminders into the outbox, each for whoever walks a market, as far as they are not in
    /// yet; gives how many are new.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn put_reminders(&self, reminders: &[(i64, Notice)], now: DateTime<Utc>) -> Result<u32, BookError> {
        let mut tx = self.begin().await?;
        let mut new = 0;
        for (person, notice) in reminders {
            new += u32::from(enqueue_for_account(&mut tx, notice, *person, now).await?);
        }
        tx.commit().await?;
        Ok(new)
    }

    /// Takes back the reminders that wait to be sent and are needed no more: all but these.
    /// Gives how many were taken back.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn take_back_reminders(&self, needed: &BTreeSet<String>) -> Result<u32, BookError> {
        let waiting = "select notice.id, notice.key from delivery join notice on notice.id = notice
             where kind = 'reminder' and state in ('queued', 'failed')";
        let waiting: Vec<(i64, String)> = sqlx::query_as(waiting).fetch_all(&self.pool).await?;
        let mut taken_back = 0;
        for (notice, _) in waiting.iter().filter(|(_, key)| !needed.contains(key)) {
            let mut tx = self.begin().await?;
            // One that is being sent meanwhile stays.
            let query = sqlx::query("delete from delivery where notice = ? and state in ('queued', 'failed')");
            if query.bind(notice).execute(&mut *tx).await?.rows_affected() > 0 {
                // With it goes what keeps it from being decided again: it may be needed once more.
                sqlx::query("delete from notice where id = ?").bind(notice).execute(&mut *tx).await?;
                taken_back += 1;
            }
            tx.commit().await?;
        }
        Ok(taken_back)
    }

    /// What became of the reminders whose keys begin so, by key.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn reminded(&self, keys: &str) -> Result<BTreeMap<String, Reminded>, BookError> {
        let rows = sqlx::query(
            "select notice.key as name, state, made_at, sent_at, error
             from notice join delivery on delivery.notice = notice.id
             where kind = 'reminder' and substr(notice.key, 1, length(?1)) = ?1",
        );
        let rows = rows.bind(keys).fetch_all(&self.pool).await?;
        let told = |row: &SqliteRow| -> Result<(String, Reminded), BookError> {
            let fate = match row.try_get::<&str, _>("state")? {
                "sent" => Reminded::Sent(moment(row.try_get::<Option<&str>, _>("sent_at")?.unwrap_or_default())),
                "given-up" => Reminded::GivenUp(reason(row.try_get::<Option<&str>, _>("error")?.unwrap_or_default())),
                _ => Reminded::Waiting(moment(row.try_get("made_at")?)),
            };
            Ok((row.try_get("name")?, fate))
        };
        rows.iter().map(told).collect()
    }
}
