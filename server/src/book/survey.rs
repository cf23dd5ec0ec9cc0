//! What the pages about the city's own survey read: every entry of a market and day with who
//! noted it, and what was answered of late by market and role.

use super::floor::{FloorEntry, entry};
use super::{Book, BookError, moment};
use chrono::{DateTime, NaiveDate, Utc};
use lumbung_data::model::floor::Cause;
use lumbung_data::model::{CommodityId, PlaceCode, Role};
use sqlx::Row;
use sqlx::sqlite::SqliteRow;
use std::collections::BTreeMap;

/// What was answered on the market floor of late.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Answers {
    /// The first day for which anything was ever noted.
    pub first: Option<NaiveDate>,
    /// The last day for which something was noted at each market.
    pub last: BTreeMap<PlaceCode, NaiveDate>,
    /// Each answer once a role.
    pub answered: Vec<Answered>,
}

/// That somebody answered for a commodity at a market on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answered {
    /// The market.
    pub market: PlaceCode,
    /// The survey day.
    pub day: NaiveDate,
    /// The commodity.
    pub commodity: CommodityId,
    /// What whoever answered was.
    pub role: Role,
}

/// An entry with all that was noted beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotedEntry {
    /// What was found.
    pub entry: FloorEntry,
    /// Who noted it, by the name to be called by.
    pub by: String,
    /// Why a strange price is right.
    pub cause: Option<Cause>,
    /// What else was noted.
    pub note: String,
    /// When, by the phone's clock.
    pub made: DateTime<Utc>,
    /// Whether there is a picture.
    pub has_photo: bool,
}

impl Book {
    /// Which commodities were answered for at each market on each day since one, and by which
    /// role; of earlier entries it is the role that the account has now.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn answers_since(&self, day: NaiveDate) -> Result<Answers, BookError> {
        let first: Option<String> =
            sqlx::query_scalar("select min(day) from floor_entry").fetch_one(&self.pool).await?;
        let rows = sqlx::query(
            "select market, day, commodity, coalesce(floor_entry.role, person.role) as by_role
             from floor_entry join person on person.id = person where day >= ?
             group by market, day, commodity, by_role",
        );
        let rows = rows.bind(day.to_string()).fetch_all(&self.pool).await?;
        let answered = |row: &SqliteRow| {
            Some(Answered {
                market: PlaceCode::parse(row.get("market")).ok()?,
                day: row.get::<&str, _>("day").parse().ok()?,
                commodity: CommodityId::parse(row.get("commodity")).ok()?,
                role: Role::parse(row.get("by_role")).ok()?,
            })
        };
        let last: Vec<(String, String)> =
            sqlx::query_as("select market, max(day) from floor_entry group by market").fetch_all(&self.pool).await?;
        let last = last.iter().filter_map(|(market, day)| Some((PlaceCode::parse(market).ok()?, day.parse().ok()?)));
        Ok(Answers {
            first: first.and_then(|day| day.parse().ok()),
            last: last.collect(),
            answered: rows.iter().filter_map(answered).collect(),
        })
    }

    /// Everything noted at a market for a day, with who noted it, the latest first.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn notes_on(&self, day: NaiveDate, market: &PlaceCode) -> Result<Vec<NotedEntry>, BookError> {
        let rows = sqlx::query(
            "select floor_entry.*, full_name, floor_photo.entry is not null as has_photo
             from floor_entry join person on person.id = person left join floor_photo on floor_photo.entry = floor_entry.id
             where day = ? and market = ? order by number desc",
        );
        let rows = rows.bind(day.to_string()).bind(market.as_str()).fetch_all(&self.pool).await?;
        let noted = |row: &SqliteRow| {
            Some(NotedEntry {
                entry: entry(row)?,
                by: row.get("full_name"),
                cause: row.get::<Option<&str>, _>("cause").and_then(Cause::parse),
                note: row.get("note"),
                made: moment(row.get("made_at")),
                has_photo: row.get("has_photo"),
            })
        };
        Ok(rows.iter().filter_map(noted).collect())
    }
}
