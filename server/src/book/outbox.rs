//! What comes out of the outbox: each delivery that is due, and what became of it. How
//! notices come in is in [`super::notices`].

use super::subscribers::{self, subscriber};
use super::{Book, BookError, moment, stamp};
use crate::notify::{Attachment, Delivery, Fate, Kind, Reason, Recipient, Told, retry_after};
use crate::wib;
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use lumbung_data::model::Lang;
use lumbung_data::model::office::DeliveryRow;
use sqlx::sqlite::SqliteRow;
use sqlx::{Row, SqliteConnection};

/// How long the files that go along are kept, after the last try was long over.
const FILES_KEPT: TimeDelta = TimeDelta::days(30);
/// How long what was sent is remembered, and how long the link in a letter works.
const KEPT: TimeDelta = TimeDelta::days(400);
/// How many deliveries are listed.
const LISTED: i64 = 100;

impl Book {
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
            let waits = match &due.to {
                Recipient::Subscriber(to, _) if due.kind.keeps_quiet() => {
                    to.wishes.waits(due.level, wib::local(now).naive_local())
                }
                _ => None,
            };
            let Some(until) = waits.and_then(wib::moment) else { break Some(due) };
            let query = sqlx::query("update delivery set next_at = ? where id = ?").bind(stamp(until)).bind(due.id);
            query.execute(&mut *tx).await?;
        };
        let Some(mut due) = due else {
            tx.commit().await?;
            return Ok(None);
        };
        due.told.attachment = attachment(&mut tx, due.id, due.to.lang()).await?;
        if let Recipient::Subscriber(to, link) = &mut due.to {
            *link = subscribers::link(&mut tx, to.id, now).await?;
        }
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
                text_id, text_en, notice.made_at as decided_at, subscriber.*, person.id as person, person.email as email
             from delivery join notice on notice.id = delivery.notice
                left join subscriber on subscriber.id = delivery.subscriber and subscriber.disabled_at is null
                    and (confirmed_at is not null or kind = 'confirm') and (channel <> 'mail' or ?2)
                left join person on person.id = delivery.person and person.disabled_at is null and ?2
             where state in ('queued', 'failed') and next_at <= ?1
                and (subscriber.id is not null or person.email is not null)
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
        if let (Fate::Never(reason), Recipient::Subscriber(to, _)) = (fate, &delivery.to) {
            subscribers::disable(&mut tx, to.id, &written(reason), now).await?;
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
            "select delivery.key as key, coalesce(address, email, '') as address, coalesce(lang, 'id') as lang, subject_id, subject_en, notice.made_at as decided_at, attempts,
                state, next_at, error
             from delivery join notice on notice.id = delivery.notice
                left join subscriber on subscriber.id = delivery.subscriber
                left join person on person.id = delivery.person
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

/// A delivery as it lies in the outbox: without file and without link.
fn read(row: &SqliteRow) -> Result<Delivery, BookError> {
    let to = match row.try_get::<Option<String>, _>("email")? {
        Some(email) => Recipient::Account(row.try_get("person")?, email),
        // Its link is made when it is taken out.
        None => Recipient::Subscriber(subscriber(row)?, String::new()),
    };
    let lang = to.lang();
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
        to,
    })
}
