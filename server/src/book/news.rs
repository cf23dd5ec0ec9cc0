//! What of the ledger is told: decided in the transaction that enters a judgement, and put
//! into the outbox there, as one message to each subscriber.

use super::notices::{deliver, insert};
use super::{Book, BookError, inbox, moment, stamp, subscribers, warnings};
use crate::notify::news::{Before, Matter, gathered};
use crate::notify::{Change, Item, Notice, Teller, digest};
use crate::wib;
use chrono::{DateTime, NaiveDate, Utc};
use lumbung_data::model::ledger::LedgerEntry;
use lumbung_data::model::{WarningLevel, WarningWish};
use sqlx::{Row, SqliteConnection};
use std::collections::{BTreeMap, HashSet};

/// What was told of a warning last: its number among all that was told, and what.
type Told = BTreeMap<i64, (i64, Before)>;

/// Decides what is told after the steps of a judgement were entered: those of the warnings
/// that are named.
pub(super) async fn settle(
    tx: &mut SqliteConnection,
    (on, version): (NaiveDate, i64),
    fresh: &HashSet<i64>,
    teller: &Teller<'_>,
    now: DateTime<Utc>,
) -> Result<(), BookError> {
    let (ledger, acts, told) = (warnings::entries_of(tx).await?, inbox::acts(tx).await?, told(tx).await?);
    let today = wib::local(now).date_naive();
    let mut matters: Vec<Matter<'_>> = Vec::new();
    for entry in ledger.iter().filter(|entry| teller.concerns(&entry.key)) {
        match matters.iter_mut().find(|matter| matter.is_of(entry)) {
            Some(matter) => matter.entries.push(entry),
            None => matters.push(Matter { entries: vec![entry], before: None }),
        }
    }
    let mut items = Vec::new();
    for matter in &mut matters {
        let last = matter.entries.iter().filter_map(|entry| told.get(&entry.id)).max_by_key(|(id, _)| *id);
        matter.before = last.map(|(_, before)| before.clone());
        let handling = |entry: &LedgerEntry| lumbung_data::model::inbox::handling(entry, &ledger, &acts, today);
        let Some(news) = matter.news(on, fresh, |entry| handling(entry).is_quiet()) else { continue };
        let owner = handling(news.entry).owner.map(|owner| owner.role);
        let Some(item) = teller.item(news.entry, news.at, (news.change, news.level), owner) else { continue };
        if note(tx, &item, on, now).await? {
            items.push(item);
        }
    }
    if items.is_empty() {
        return Ok(());
    }
    put_in(tx, &items, (on, version), teller, now).await
}

/// Puts what is told into the outbox, for everybody who wants it at once: one message each.
async fn put_in(
    tx: &mut SqliteConnection,
    items: &[Item],
    judged: (NaiveDate, i64),
    teller: &Teller<'_>,
    now: DateTime<Utc>,
) -> Result<(), BookError> {
    let readers = subscribers::written_to(tx).await?;
    let mut messages: Vec<(Notice, Vec<i64>)> = Vec::new();
    for least in WarningLevel::ALL {
        let readers = readers.iter().filter(|one| one.wishes.warnings == WarningWish::Immediate);
        let readers: Vec<i64> = readers.filter(|one| one.wishes.least == least).map(|one| one.id).collect();
        let Some(notice) = gathered(teller, judged, least, items).filter(|_| !readers.is_empty()) else { continue };
        match messages.iter_mut().find(|(known, _)| known.key == notice.key) {
            Some((_, known)) => known.extend(readers),
            None => messages.push((notice, readers)),
        }
    }
    for (notice, readers) in messages {
        let Some(id) = insert(tx, &notice, now).await? else { continue };
        for reader in readers {
            deliver(tx, (id, &notice.key), reader, now).await?;
        }
    }
    Ok(())
}

/// Notes that a step is told; false where it was before.
async fn note(tx: &mut SqliteConnection, item: &Item, on: NaiveDate, now: DateTime<Utc>) -> Result<bool, BookError> {
    let query = sqlx::query(
        "insert into warning_told (warning, step, change, level, on_day, at) values (?, ?, ?, ?, ?, ?)
         on conflict do nothing",
    )
    .bind(item.warning)
    .bind(item.step)
    .bind(item.change.as_str())
    .bind(item.level.as_str())
    .bind(on.to_string())
    .bind(stamp(now));
    Ok(query.execute(tx).await?.rows_affected() > 0)
}

/// What was told last of each warning.
async fn told(tx: &mut SqliteConnection) -> Result<Told, BookError> {
    let rows = sqlx::query("select id, warning, change, level, on_day from warning_told order by id");
    let mut told = Told::new();
    for row in &rows.fetch_all(tx).await? {
        // Its words were checked before they were written.
        let change = Change::parse(row.try_get("change")?);
        let (level, on) = (WarningLevel::parse(row.try_get("level")?), row.try_get::<&str, _>("on_day")?.parse().ok());
        let Some(((change, level), on)) = change.zip(level).zip(on) else { continue };
        told.insert(row.try_get("warning")?, (row.try_get("id")?, Before { change, level, on }));
    }
    Ok(told)
}

impl Book {
    /// Makes the digest of a day, once: of what was told since the one before, for each
    /// level that somebody who wants digests has chosen. What was silenced meanwhile is
    /// left out, but for its end.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn make_digest(&self, day: NaiveDate, now: DateTime<Utc>, teller: &Teller<'_>) -> Result<(), BookError> {
        let mut tx = self.begin().await?;
        let query = "insert into digest (day, notice, at)
            values (?, (select coalesce(max(id), 0) from warning_told), ?) on conflict do nothing";
        let made = sqlx::query(query).bind(day.to_string()).bind(stamp(now)).execute(&mut *tx).await?;
        if made.rows_affected() == 0 {
            return Ok(());
        }
        let items = news_of(&mut tx, day, now, teller).await?;
        let readers = subscribers::written_to(&mut tx).await?;
        for level in WarningLevel::ALL {
            let wants =
                |wishes: &lumbung_data::model::Wishes| wishes.warnings == WarningWish::Daily && wishes.least == level;
            let readers: Vec<i64> = readers.iter().filter(|one| wants(&one.wishes)).map(|one| one.id).collect();
            let notice = (!readers.is_empty()).then(|| digest::compose(teller, day, level, &items)).flatten();
            let Some(notice) = notice else { continue };
            let Some(id) = insert(&mut tx, &notice, now).await? else { continue };
            for reader in readers {
                deliver(&mut tx, (id, &notice.key), reader, now).await?;
            }
        }
        tx.commit().await?;
        Ok(())
    }
}

/// What was told since the digest before that of a day.
async fn news_of(
    tx: &mut SqliteConnection,
    day: NaiveDate,
    now: DateTime<Utc>,
    teller: &Teller<'_>,
) -> Result<Vec<Item>, BookError> {
    let rows = sqlx::query(
        "select warning, step, change, level, at from warning_told
         where id > (select coalesce(max(notice), 0) from digest where day < ?) order by id",
    );
    let rows = rows.bind(day.to_string()).fetch_all(&mut *tx).await?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let (ledger, acts) = (warnings::entries_of(tx).await?, inbox::acts(tx).await?);
    let today = wib::local(now).date_naive();
    let mut items = Vec::new();
    for row in &rows {
        let warning: i64 = row.try_get("warning")?;
        let Some(entry) = ledger.iter().find(|entry| entry.id == warning) else { continue };
        // The ledger counts steps from one.
        let at = usize::try_from(row.try_get::<i64, _>("step")? - 1).ok();
        let known = Change::parse(row.try_get("change")?).zip(WarningLevel::parse(row.try_get("level")?));
        let Some((at, known)) = at.zip(known) else { continue };
        let handling = lumbung_data::model::inbox::handling(entry, &ledger, &acts, today);
        let told_at = moment(row.try_get("at")?);
        let is_silenced = handling.silenced.is_some_and(|silence| silence.at >= told_at);
        if is_silenced && !known.0.is_end() {
            continue;
        }
        items.extend(teller.item(entry, at, known, handling.owner.map(|owner| owner.role)));
    }
    Ok(items)
}
