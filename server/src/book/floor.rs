//! What officers noted on the market floor. Rows are only ever added.

use super::{Book, BookError, moment, stamp};
use chrono::{DateTime, NaiveDate, Utc};
use lumbung_data::model::floor::{Answer, Cause};
use lumbung_data::model::{CommodityId, PlaceCode, Role};
use sqlx::sqlite::SqliteRow;
use sqlx::{Row, SqliteConnection};

/// An entry about to be kept. It was checked before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewEntry {
    /// Made on the phone.
    pub id: String,
    /// Whose account.
    pub person: i64,
    /// What that account is.
    pub role: Role,
    /// The phone.
    pub device: String,
    /// The order in which the phone made its entries.
    pub sequence: i64,
    /// The market.
    pub market: PlaceCode,
    /// The commodity.
    pub commodity: CommodityId,
    /// The survey day.
    pub day: NaiveDate,
    /// What was found.
    pub answer: Answer,
    /// What each stall asks, rupiah per `unit`; at most three, none without a price.
    pub stalls: Vec<u32>,
    /// The unit of the prices.
    pub unit: String,
    /// Why a strange price is right.
    pub cause: Option<Cause>,
    /// What else was noted.
    pub note: String,
    /// When, by the phone's clock.
    pub made: DateTime<Utc>,
}

/// What became of an entry that was handed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    /// It is in the book now.
    New,
    /// It was there already: the same is kept once.
    Known,
    /// Somebody else's entry has its id.
    Taken,
}

/// An entry as the book has it, without who noted it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FloorEntry {
    /// The order of arrival.
    pub number: i64,
    /// Made on the phone.
    pub id: String,
    /// The phone.
    pub device: String,
    /// The order in which the phone made its entries.
    pub sequence: i64,
    /// The market.
    pub market: PlaceCode,
    /// The commodity.
    pub commodity: CommodityId,
    /// The survey day.
    pub day: NaiveDate,
    /// What was found.
    pub answer: Answer,
    /// What each stall asks, rupiah per `unit`.
    pub stalls: Vec<u32>,
    /// The unit of the prices.
    pub unit: String,
    /// When it came in.
    pub received: DateTime<Utc>,
}

const INSERT: &str = "insert into floor_entry (id, person, role, device, sequence, market, commodity, day, answer,
        stall_1, stall_2, stall_3, unit, cause, note, made_at, received_at)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

impl Book {
    /// Keeps entries, all in one transaction; says of each what became of it.
    ///
    /// # Errors
    /// When the database refuses; none is kept then.
    pub async fn keep_entries(&self, now: DateTime<Utc>, entries: &[NewEntry]) -> Result<Vec<Kept>, BookError> {
        let mut tx = self.begin().await?;
        let mut kept = Vec::with_capacity(entries.len());
        for entry in entries {
            kept.push(keep(&mut tx, now, entry).await?);
        }
        tx.commit().await?;
        Ok(kept)
    }

    /// The number up to which every entry was laid into the lake; 0 before the first.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn floor_laid(&self) -> Result<i64, BookError> {
        let laid = sqlx::query_scalar("select coalesce(max(number), 0) from floor_laid");
        Ok(laid.fetch_one(&self.pool).await?)
    }

    /// Notes that every entry up to a number is laid.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn note_laid(&self, number: i64, version: i64, now: DateTime<Utc>) -> Result<(), BookError> {
        let note = sqlx::query("insert into floor_laid (number, version, at) values (?, ?, ?) on conflict do nothing");
        note.bind(number).bind(version).bind(stamp(now)).execute(&self.pool).await?;
        Ok(())
    }

    /// The number of the latest entry; 0 before the first.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn last_entry(&self) -> Result<i64, BookError> {
        let last = sqlx::query_scalar("select coalesce(max(number), 0) from floor_entry");
        Ok(last.fetch_one(&self.pool).await?)
    }

    /// Everything noted, in the order of arrival, for the markets, commodities and days of
    /// which an entry after one number and up to another came in.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn entries_around(&self, after: i64, to: i64) -> Result<Vec<FloorEntry>, BookError> {
        let rows = sqlx::query(
            "select * from floor_entry where number <= ?2 and (market, commodity, day) in
                (select market, commodity, day from floor_entry where number > ?1 and number <= ?2)
             order by number",
        );
        let rows = rows.bind(after).bind(to).fetch_all(&self.pool).await?;
        // Their names were checked before they were written.
        Ok(rows.iter().filter_map(entry).collect())
    }

    /// Everything noted for a day, in the order of arrival; at one market, if it is named.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn entries_on(&self, day: NaiveDate, market: Option<&PlaceCode>) -> Result<Vec<FloorEntry>, BookError> {
        let rows =
            sqlx::query("select * from floor_entry where day = ?1 and (?2 is null or market = ?2) order by number");
        let rows = rows.bind(day.to_string()).bind(market.map(PlaceCode::as_str)).fetch_all(&self.pool).await?;
        Ok(rows.iter().filter_map(entry).collect())
    }

    /// Keeps the picture of an entry, the first that comes; false where the entry is not
    /// this person's.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn keep_photo(&self, id: &str, person: i64, jpeg: &[u8], now: DateTime<Utc>) -> Result<bool, BookError> {
        let mut tx = self.begin().await?;
        let own: bool = sqlx::query_scalar("select exists (select 1 from floor_entry where id = ? and person = ?)")
            .bind(id)
            .bind(person)
            .fetch_one(&mut *tx)
            .await?;
        if own {
            let kept = sqlx::query("insert into floor_photo (entry, jpeg, at) values (?, ?, ?) on conflict do nothing");
            kept.bind(id).bind(jpeg).bind(stamp(now)).execute(&mut *tx).await?;
            tx.commit().await?;
        }
        Ok(own)
    }

    /// The picture of an entry.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn photo(&self, id: &str) -> Result<Option<Vec<u8>>, BookError> {
        let jpeg = sqlx::query_scalar("select jpeg from floor_photo where entry = ?");
        Ok(jpeg.bind(id).fetch_optional(&self.pool).await?)
    }
}

async fn keep(tx: &mut SqliteConnection, now: DateTime<Utc>, entry: &NewEntry) -> Result<Kept, BookError> {
    let owner: Option<i64> = sqlx::query_scalar("select person from floor_entry where id = ?")
        .bind(&entry.id)
        .fetch_optional(&mut *tx)
        .await?;
    if let Some(owner) = owner {
        return Ok(if owner == entry.person { Kept::Known } else { Kept::Taken });
    }
    let stall = |at: usize| entry.stalls.get(at).copied().map(i64::from);
    sqlx::query(INSERT)
        .bind(&entry.id)
        .bind(entry.person)
        .bind(entry.role.as_str())
        .bind(&entry.device)
        .bind(entry.sequence)
        .bind(entry.market.as_str())
        .bind(entry.commodity.as_str())
        .bind(entry.day.to_string())
        .bind(entry.answer.as_str())
        .bind(stall(0))
        .bind(stall(1))
        .bind(stall(2))
        .bind(&entry.unit)
        .bind(entry.cause.map(Cause::as_str))
        .bind(&entry.note)
        .bind(stamp(entry.made))
        .bind(stamp(now))
        .execute(&mut *tx)
        .await?;
    Ok(Kept::New)
}

pub(super) fn entry(row: &SqliteRow) -> Option<FloorEntry> {
    let stalls = ["stall_1", "stall_2", "stall_3"].into_iter();
    let stalls = stalls.filter_map(|name| u32::try_from(row.get::<Option<i64>, _>(name)?).ok()).collect();
    Some(FloorEntry {
        number: row.get("number"),
        id: row.get("id"),
        device: row.get("device"),
        sequence: row.get("sequence"),
        market: PlaceCode::parse(row.get("market")).ok()?,
        commodity: CommodityId::parse(row.get("commodity")).ok()?,
        day: row.get::<&str, _>("day").parse().ok()?,
        answer: Answer::parse(row.get("answer"))?,
        stalls,
        unit: row.get("unit"),
        received: moment(row.get("received_at")),
    })
}
