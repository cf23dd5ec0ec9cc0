//! Who walks which market, and who was reminded.

use super::trail::{Entry, record};
use super::{Book, BookError, stamp};
use crate::auth::Who;
use chrono::{DateTime, NaiveDate, Utc};
use lumbung_data::model::PlaceCode;
use serde_json::json;
use sqlx::Row;

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

    /// Notes that the one who walks a market on a day is reminded; false where that was
    /// noted before.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn note_reminder(&self, day: NaiveDate, market: &str, now: DateTime<Utc>) -> Result<bool, BookError> {
        let note = sqlx::query("insert into floor_reminder (day, market, at) values (?, ?, ?) on conflict do nothing");
        let noted = note.bind(day.to_string()).bind(market).bind(stamp(now)).execute(&self.pool).await?;
        Ok(noted.rows_affected() > 0)
    }
}
