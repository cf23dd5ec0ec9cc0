//! What comes into the outbox: what was decided to be told. A notice is put in within the
//! transaction that makes its news true, with a delivery for everybody who wants it; from
//! there on nothing of it is lost, whatever is killed.

use super::subscribers;
use super::{Book, BookError, stamp};
use crate::notify::{Attachment, Kind, Notice, Told};
use chrono::{DateTime, Utc};
use lumbung_data::model::{WarningLevel, WarningWish};
use lumbung_data::source::sha256;
use sqlx::SqliteConnection;

impl Book {
    /// Puts a notice into the outbox, for everybody who wants it; false where it is in
    /// already. Whoever has a transaction of their own puts it in there.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn tell(&self, notice: &Notice, now: DateTime<Utc>) -> Result<bool, BookError> {
        let mut tx = self.begin().await?;
        let is_new = enqueue(&mut tx, notice, now).await?;
        tx.commit().await?;
        Ok(is_new)
    }
}

/// Puts a notice in, for everybody who wants it at once; false where it is in already.
pub(super) async fn enqueue(tx: &mut SqliteConnection, notice: &Notice, now: DateTime<Utc>) -> Result<bool, BookError> {
    let Some(id) = insert(tx, notice, now).await? else { return Ok(false) };
    for one in subscribers::written_to(tx).await? {
        let wishes = &one.wishes;
        let wants = match notice.kind {
            Kind::Weekly => wishes.weekly,
            Kind::Warning => wishes.warnings == WarningWish::Immediate && notice.level >= Some(wishes.least),
            Kind::Digest | Kind::Confirm | Kind::Test | Kind::Reminder => false,
        };
        if wants {
            deliver(tx, (id, &notice.key), one.id, now).await?;
        }
    }
    Ok(true)
}

/// Puts a notice in for one subscriber; false where it is in already.
pub(super) async fn enqueue_for(
    tx: &mut SqliteConnection,
    notice: &Notice,
    subscriber: i64,
    now: DateTime<Utc>,
) -> Result<bool, BookError> {
    let Some(id) = insert(tx, notice, now).await? else { return Ok(false) };
    deliver(tx, (id, &notice.key), subscriber, now).await?;
    Ok(true)
}

/// Keeps a notice, and gives its number; none where it is in already.
pub(super) async fn insert(
    tx: &mut SqliteConnection,
    notice: &Notice,
    now: DateTime<Utc>,
) -> Result<Option<i64>, BookError> {
    let [id, en] = &notice.told;
    let (file_id, file_en) = (file(tx, id.attachment.as_ref()).await?, file(tx, en.attachment.as_ref()).await?);
    let name = |told: &Told| told.attachment.as_ref().map(|file| file.name.clone());
    let query = sqlx::query_scalar(
        "insert into notice (key, kind, level, warning, step, path, subject_id, subject_en, text_id, text_en,
            file_name_id, file_name_en, file_id, file_en, made_at)
         values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (key) do nothing returning id",
    );
    let query = query
        .bind(&notice.key)
        .bind(notice.kind.as_str())
        .bind(notice.level.map(WarningLevel::as_str))
        .bind(notice.step.map(|(warning, _)| warning))
        .bind(notice.step.map(|(_, step)| step))
        .bind(&notice.path)
        .bind(&id.subject)
        .bind(&en.subject)
        .bind(&id.text)
        .bind(&en.text)
        .bind(name(id))
        .bind(name(en))
        .bind(file_id)
        .bind(file_en)
        .bind(stamp(now));
    Ok(query.fetch_optional(&mut *tx).await?)
}

/// Keeps a file, and gives what it is known by.
async fn file(tx: &mut SqliteConnection, file: Option<&Attachment>) -> Result<Option<String>, BookError> {
    let Some(file) = file else { return Ok(None) };
    let digest = sha256(&file.bytes);
    sqlx::query("insert into notice_file (sha256, media_type, bytes) values (?, ?, ?) on conflict do nothing")
        .bind(&digest)
        .bind(&file.media_type)
        .bind(&file.bytes)
        .execute(&mut *tx)
        .await?;
    Ok(Some(digest))
}

/// A delivery to a subscriber.
pub(super) async fn deliver(
    tx: &mut SqliteConnection,
    (notice, name): (i64, &str),
    subscriber: i64,
    now: DateTime<Utc>,
) -> Result<(), BookError> {
    let query = "insert into delivery (key, notice, subscriber, state, next_at) values (?, ?, ?, 'queued', ?)
         on conflict do nothing";
    put(tx, query, key(&format!("{name}\n{subscriber}")), (notice, subscriber), now).await
}

/// Puts a notice in for the owner of an account; false where it is in already.
pub(super) async fn enqueue_for_account(
    tx: &mut SqliteConnection,
    notice: &Notice,
    person: i64,
    now: DateTime<Utc>,
) -> Result<bool, BookError> {
    let Some(id) = insert(tx, notice, now).await? else { return Ok(false) };
    let query = "insert into delivery (key, notice, person, state, next_at) values (?, ?, ?, 'queued', ?)";
    put(tx, query, key(&format!("{}\naccount {person}", notice.key)), (id, person), now).await?;
    Ok(true)
}

/// The key of a delivery, which follows from notice and recipient and tells neither.
fn key(of: &str) -> String {
    let digest = sha256(of.as_bytes());
    digest.get(..32).unwrap_or(&digest).to_owned()
}

async fn put(
    tx: &mut SqliteConnection,
    query: &'static str,
    key: String,
    (notice, to): (i64, i64),
    now: DateTime<Utc>,
) -> Result<(), BookError> {
    sqlx::query(query).bind(key).bind(notice).bind(to).bind(stamp(now)).execute(&mut *tx).await?;
    Ok(())
}
