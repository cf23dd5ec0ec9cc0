//! The outbox: what was decided to be told, and each telling of it. A notice is put in
//! within the transaction that makes its news true, with a delivery for everybody who
//! wants it; from there on nothing of it is lost, whatever is killed.

use super::subscribers::{self, subscriber};
use super::{Book, BookError, moment, stamp};
use crate::notify::{Attachment, Delivery, Fate, Kind, Notice, Reason, Told, retry_after};
use crate::wib;
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use lumbung_data::model::office::DeliveryRow;
use lumbung_data::model::{Lang, WarningLevel, WarningWish};
use lumbung_data::source::sha256;
use sqlx::sqlite::SqliteRow;
use sqlx::{Row, SqliteConnection};

/// How long the files that go along are kept, after the last try was long over.
const FILES_KEPT: TimeDelta = TimeDelta::days(30);
/// How long what was sent is remembered, and how long the link in a letter works.
const KEPT: TimeDelta = TimeDelta::days(400);
/// How many deliveries are listed.
const LISTED: i64 = 100;

/// Puts a notice in, for everybody who wants it at once; false where it is in already.
pub(super) async fn enqueue(tx: &mut SqliteConnection, notice: &Notice, now: DateTime<Utc>) -> Result<bool, BookError> {
    let Some(id) = insert(tx, notice, now).await? else { return Ok(false) };
    for one in subscribers::written_to(tx).await? {
        let wishes = &one.wishes;
        let wants = match notice.kind {
            Kind::Weekly => wishes.weekly,
            Kind::Warning => wishes.warnings == WarningWish::Immediate && notice.level >= Some(wishes.least),
            Kind::Digest | Kind::Confirm | Kind::Test => false,
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

/// A delivery, under a key that follows from notice and subscriber and tells neither.
pub(super) async fn deliver(
    tx: &mut SqliteConnection,
    (notice, name): (i64, &str),
    subscriber: i64,
    now: DateTime<Utc>,
) -> Result<(), BookError> {
    let key = sha256(format!("{name}\n{subscriber}").as_bytes());
    let key = key.get(..32).unwrap_or(&key);
    sqlx::query(
        "insert into delivery (key, notice, subscriber, state, next_at) values (?, ?, ?, 'queued', ?)
         on conflict do nothing",
    )
    .bind(key)
    .bind(notice)
    .bind(subscriber)
    .bind(stamp(now))
    .execute(&mut *tx)
    .await?;
    Ok(())
}

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

    /// Puts back what was being sent when its process ended: nobody knows whether it
    /// arrived. Only for who has the outbox to themselves.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn put_back(&self) -> Result<u64, BookError> {
        let query = sqlx::query("update delivery set state = 'queued' where state = 'sending'");
        Ok(query.execute(&self.pool).await?.rows_affected())
    }

    /// Takes out the delivery that is due first, with a link of its own; none where
    /// nothing is due. What comes in somebody's quiet hours waits for their end. Without
    /// `by_mail`, letters wait.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn take_due(&self, now: DateTime<Utc>, by_mail: bool) -> Result<Option<Delivery>, BookError> {
        // Most of the time there is nothing, and reading holds nobody up.
        if self.next_due(&mut *self.pool.acquire().await?, now, by_mail).await?.is_none() {
            return Ok(None);
        }
        let mut tx = self.begin().await?;
        let due = loop {
            let Some(row) = self.next_due(&mut tx, now, by_mail).await? else { break None };
            let due = read(&row)?;
            let waits = due.to.wishes.waits(due.level, wib::local(now).naive_local());
            let Some(until) = waits.filter(|_| due.kind.keeps_quiet()).and_then(wib::moment) else { break Some(due) };
            let query = sqlx::query("update delivery set next_at = ? where id = ?").bind(stamp(until)).bind(due.id);
            query.execute(&mut *tx).await?;
        };
        let Some(mut due) = due else {
            tx.commit().await?;
            return Ok(None);
        };
        due.told.attachment = attachment(&mut tx, due.id, due.to.wishes.lang).await?;
        due.link = subscribers::link(&mut tx, due.to.id, now).await?;
        let query = "update delivery set state = 'sending', attempts = attempts + 1 where id = ?";
        sqlx::query(query).bind(due.id).execute(&mut *tx).await?;
        due.attempts += 1;
        tx.commit().await?;
        Ok(Some(due))
    }

    async fn next_due(
        &self,
        connection: &mut SqliteConnection,
        now: DateTime<Utc>,
        by_mail: bool,
    ) -> Result<Option<SqliteRow>, BookError> {
        let query = sqlx::query(
            "select delivery.id as delivery, delivery.key as key, attempts, kind, level, path, subject_id, subject_en,
                text_id, text_en, notice.made_at as decided_at, subscriber.*
             from delivery join notice on notice.id = delivery.notice
                join subscriber on subscriber.id = delivery.subscriber
             where state in ('queued', 'failed') and next_at <= ? and disabled_at is null
                and (confirmed_at is not null or kind = 'confirm') and (channel <> 'mail' or ?)
             order by next_at, delivery.id limit 1",
        );
        Ok(query.bind(stamp(now)).bind(by_mail).fetch_optional(connection).await?)
    }

    /// Notes what became of a delivery that was taken out.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn settle(&self, delivery: &Delivery, fate: &Fate, now: DateTime<Utc>) -> Result<(), BookError> {
        let mut tx = self.begin().await?;
        let (state, next, sent, error) = match fate {
            Fate::Sent => ("sent", now, Some(stamp(now)), None),
            Fate::Later(reason) => match retry_after(delivery.attempts) {
                Some(wait) => ("failed", now + wait, None, Some(written(reason))),
                None => ("given-up", now, None, Some(written(reason))),
            },
            Fate::Never(reason) => ("given-up", now, None, Some(written(reason))),
        };
        sqlx::query("update delivery set state = ?, next_at = ?, sent_at = ?, error = ? where id = ?")
            .bind(state)
            .bind(stamp(next))
            .bind(sent)
            .bind(error)
            .bind(delivery.id)
            .execute(&mut *tx)
            .await?;
        if let Fate::Never(reason) = fate {
            subscribers::disable(&mut tx, delivery.to.id, &written(reason), now).await?;
        }
        tx.commit().await?;
        Ok(())
    }

    /// The day of the last digest.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn last_digest(&self) -> Result<Option<NaiveDate>, BookError> {
        let query = sqlx::query_scalar("select max(day) from digest");
        let day: Option<String> = query.fetch_one(&self.pool).await?;
        Ok(day.and_then(|day| day.parse().ok()))
    }

    /// How many deliveries are in each state.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn count_deliveries(&self) -> Result<Vec<(String, i64)>, BookError> {
        let query = sqlx::query_as("select state, count(*) from delivery group by state order by state");
        Ok(query.fetch_all(&self.pool).await?)
    }

    /// What has not gone out yet or was given up, the latest first.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn open_deliveries(&self) -> Result<Vec<DeliveryRow>, BookError> {
        let rows = sqlx::query(
            "select delivery.key as key, address, lang, subject_id, subject_en, notice.made_at as decided_at, attempts,
                state, next_at, error
             from delivery join notice on notice.id = delivery.notice
                join subscriber on subscriber.id = delivery.subscriber
             where state <> 'sent' order by delivery.id desc limit ?",
        );
        let shown = |row: &SqliteRow| -> Result<DeliveryRow, BookError> {
            let lang = Lang::from_code(row.try_get("lang")?).unwrap_or_default();
            let given_up = row.try_get::<&str, _>("state")? == "given-up";
            Ok(DeliveryRow {
                key: row.try_get("key")?,
                address: row.try_get("address")?,
                subject: row.try_get(lang.pick("subject_id", "subject_en"))?,
                made: moment(row.try_get("decided_at")?),
                attempts: row.try_get("attempts")?,
                next: if given_up { None } else { Some(moment(row.try_get("next_at")?)) },
                error: row.try_get::<Option<&str>, _>("error")?.map(reason),
            })
        };
        rows.bind(LISTED).fetch_all(&self.pool).await?.iter().map(shown).collect()
    }

    /// Forgets what is no longer needed: files of notices that went out long ago, what
    /// was sent more than a year ago, and subscriptions that nobody confirmed.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn tidy_outbox(&self, now: DateTime<Utc>) -> Result<(), BookError> {
        let mut tx = self.begin().await?;
        subscribers::forget_unconfirmed(&mut tx, now).await?;
        sqlx::query(
            "update notice set file_id = null, file_en = null where made_at < ? and not exists
                (select 1 from delivery where delivery.notice = notice.id and state in ('queued', 'sending', 'failed'))",
        )
        .bind(stamp(now - FILES_KEPT))
        .execute(&mut *tx)
        .await?;
        sqlx::query(
            "delete from notice_file where not exists
                (select 1 from notice where file_id = notice_file.sha256 or file_en = notice_file.sha256)",
        )
        .execute(&mut *tx)
        .await?;
        sqlx::query(
            "delete from delivery where state in ('sent', 'given-up')
                and (select made_at from notice where notice.id = delivery.notice) < ?",
        )
        .bind(stamp(now - KEPT))
        .execute(&mut *tx)
        .await?;
        sqlx::query("delete from subscriber_link where made_at < ?").bind(stamp(now - KEPT)).execute(&mut *tx).await?;
        tx.commit().await?;
        Ok(())
    }
}

/// A reason as the book has it: a line in each language.
fn written([id, en]: &Reason) -> String {
    format!("{}\n{}", id.replace('\n', " "), en.replace('\n', " "))
}

/// A reason that the book has.
pub(super) fn reason(text: &str) -> Reason {
    let (id, en) = text.split_once('\n').unwrap_or((text, text));
    [id.to_owned(), en.to_owned()]
}

async fn attachment(tx: &mut SqliteConnection, delivery: i64, lang: Lang) -> Result<Option<Attachment>, BookError> {
    let query = sqlx::query(match lang {
        Lang::Id => {
            "select file_name_id as name, media_type, bytes from delivery join notice on notice.id = delivery.notice
                join notice_file on notice_file.sha256 = notice.file_id where delivery.id = ?"
        }
        Lang::En => {
            "select file_name_en as name, media_type, bytes from delivery join notice on notice.id = delivery.notice
                join notice_file on notice_file.sha256 = notice.file_en where delivery.id = ?"
        }
    });
    let Some(row) = query.bind(delivery).fetch_optional(&mut *tx).await? else { return Ok(None) };
    Ok(Some(Attachment {
        name: row.try_get("name")?,
        media_type: row.try_get("media_type")?,
        bytes: row.try_get("bytes")?,
    }))
}

/// A delivery as it lies in the outbox: without file and link.
fn read(row: &SqliteRow) -> Result<Delivery, BookError> {
    let to = subscriber(row)?;
    let lang = to.wishes.lang;
    let level: Option<&str> = row.try_get("level")?;
    Ok(Delivery {
        id: row.try_get("delivery")?,
        key: row.try_get("key")?,
        attempts: row.try_get("attempts")?,
        // The table's check lets no other in.
        kind: Kind::parse(row.try_get("kind")?).unwrap_or(Kind::Test),
        level: level.and_then(subscribers::level),
        path: row.try_get("path")?,
        told: Told {
            subject: row.try_get(lang.pick("subject_id", "subject_en"))?,
            text: row.try_get(lang.pick("text_id", "text_en"))?,
            attachment: None,
        },
        made: moment(row.try_get("decided_at")?),
        link: String::new(),
        to,
    })
}
