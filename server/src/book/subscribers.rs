//! Subscribers: who they are, what they want, and the links by which they say so.
//!
//! A mail address is written to once its owner has confirmed it. Of a link only the
//! digest of its secret is kept. Whoever ends a subscription is forgotten.

use super::notices::enqueue_for;
use super::outbox::reason;
use super::trail::{Entry, record};
use super::{Book, BookError, moment, stamp};
use crate::auth::{Who, secret};
use crate::notify::{Notice, Subscriber};
use chrono::{DateTime, TimeDelta, Utc};
use lumbung_data::model::office::SubscriberRow;
use lumbung_data::model::{Channel, HookFormat, Lang, Quiet, WarningLevel, WarningWish, Wishes};
use serde_json::{Value, json};
use sqlx::sqlite::SqliteRow;
use sqlx::{Row, SqliteConnection};

/// How long a new subscription waits for its confirmation.
const UNCONFIRMED: TimeDelta = TimeDelta::hours(48);
/// Letters that anybody can have sent to one address in a day by subscribing it.
const LETTERS_A_DAY: i64 = 3;
/// Subscriptions that wait for their confirmation at a time: no more are taken then.
const MOST_UNCONFIRMED: i64 = 2_000;

/// A subscriber about to be added.
#[derive(Debug, Clone, Copy)]
pub struct NewSubscriber<'a> {
    /// A mail address, or a URL.
    pub address: &'a str,
    /// What is wished.
    pub wishes: &'a Wishes,
    /// Of a webhook: the form of its body, and the secret to sign it by.
    pub hook: Option<(HookFormat, &'a str)>,
}

/// The letters that a subscription may call for.
#[derive(Clone, Copy)]
pub struct Letters<'a> {
    /// Asks the owner of a new address to confirm.
    pub confirmation: &'a (dyn Fn(String) -> Notice + Send + Sync),
    /// Shows the owner of a known one the way to what they have.
    pub known: &'a (dyn Fn(String) -> Notice + Send + Sync),
}

impl Book {
    /// Takes the wish of somebody to subscribe an address by mail. The owner gets a
    /// letter: to confirm, or, where the address is confirmed already, with the way to
    /// their subscription, of which nothing changes. Nothing tells the asker which.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn ask_subscription(
        &self,
        address: &str,
        wishes: &Wishes,
        letters: Letters<'_>,
        now: DateTime<Utc>,
    ) -> Result<(), BookError> {
        let mut tx = self.begin().await?;
        let query = sqlx::query("select * from subscriber where address = ? and channel = 'mail'").bind(address);
        let found = query.fetch_optional(&mut *tx).await?;
        let id = match &found {
            None => {
                let waiting = sqlx::query_scalar("select count(*) from subscriber where confirmed_at is null");
                let waiting: i64 = waiting.fetch_one(&mut *tx).await?;
                if waiting >= MOST_UNCONFIRMED {
                    tracing::warn!("too many subscriptions wait for their confirmation; another one was not taken");
                    return Ok(());
                }
                insert(&mut tx, NewSubscriber { address, wishes, hook: None }, None, now).await?
            }
            Some(row) => row.try_get("id")?,
        };
        let asked = sqlx::query_scalar(
            "select count(*) from delivery join notice on notice.id = delivery.notice
             where subscriber = ? and kind = 'confirm' and made_at > ?",
        );
        let asked: i64 = asked.bind(id).bind(stamp(now - TimeDelta::days(1))).fetch_one(&mut *tx).await?;
        if asked >= LETTERS_A_DAY {
            return Ok(());
        }
        let is_written_to = |row: &SqliteRow| -> Result<bool, BookError> {
            let there = |column: &str| Ok::<_, BookError>(row.try_get::<Option<&str>, _>(column)?.is_some());
            Ok(there("confirmed_at")? && !there("disabled_at")?)
        };
        let is_known = found.as_ref().map(is_written_to).transpose()?.unwrap_or(false);
        if !is_known {
            set_wishes(&mut tx, id, wishes).await?;
            let open = "update subscriber set confirmed_at = null, disabled_at = null, reason = null, made_at = ?
                where id = ?";
            sqlx::query(open).bind(stamp(now)).bind(id).execute(&mut *tx).await?;
        }
        let key = format!("confirm:{id}:{}", stamp(now));
        let letter = if is_known { (letters.known)(key) } else { (letters.confirmation)(key) };
        enqueue_for(&mut tx, &letter, id, now).await?;
        tx.commit().await?;
        Ok(())
    }

    /// The subscription of a link, while it works.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn subscription(&self, link: &str, now: DateTime<Utc>) -> Result<Option<Subscriber>, BookError> {
        let mut connection = self.pool.acquire().await?;
        of_link(&mut connection, link, now).await
    }

    /// Confirms a subscription with these wishes, or changes it; false where the link no
    /// longer works.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn keep_subscription(&self, link: &str, wishes: &Wishes, now: DateTime<Utc>) -> Result<bool, BookError> {
        let mut tx = self.begin().await?;
        let Some(found) = of_link(&mut tx, link, now).await? else { return Ok(false) };
        set_wishes(&mut tx, found.id, wishes).await?;
        let confirm =
            "update subscriber set confirmed_at = coalesce(confirmed_at, ?), disabled_at = null, reason = null
            where id = ?";
        sqlx::query(confirm).bind(stamp(now)).bind(found.id).execute(&mut *tx).await?;
        tx.commit().await?;
        Ok(true)
    }

    /// Ends a subscription: its address is forgotten, with all that was to be sent to
    /// it. Gives whether there was one.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn end_subscription(&self, link: &str) -> Result<bool, BookError> {
        let query = "delete from subscriber where id = (select subscriber from subscriber_link where hash = ?)";
        let ended = sqlx::query(query).bind(secret::digest(link)).execute(&self.pool).await?;
        Ok(ended.rows_affected() > 0)
    }

    /// Adds a subscriber who needs no confirmation: a webhook, or an address that the
    /// operator vouches for. Gives its number; none where the address is one's already.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn add_subscriber(
        &self,
        who: &Who,
        now: DateTime<Utc>,
        new: NewSubscriber<'_>,
    ) -> Result<Option<i64>, BookError> {
        let mut tx = self.begin().await?;
        let taken = sqlx::query("select 1 from subscriber where address = ? and confirmed_at is not null");
        if taken.bind(new.address).fetch_optional(&mut *tx).await?.is_some() {
            return Ok(None);
        }
        // One that nobody confirmed makes room.
        sqlx::query("delete from subscriber where address = ?").bind(new.address).execute(&mut *tx).await?;
        let id = insert(&mut tx, new, Some(now), now).await?;
        let channel = if new.hook.is_some() { Channel::Webhook } else { Channel::Mail };
        let subject = subject(channel, id);
        record(&mut tx, who, now, &Entry::of("subscriber-added", &subject).changed(None, told(new.wishes))).await?;
        tx.commit().await?;
        Ok(Some(id))
    }

    /// Takes a subscriber out, with all that was to be sent. Gives whether there was one.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn remove_subscriber(&self, who: &Who, now: DateTime<Utc>, id: i64) -> Result<bool, BookError> {
        let mut tx = self.begin().await?;
        let row = sqlx::query("delete from subscriber where id = ? returning *").bind(id);
        let Some(row) = row.fetch_optional(&mut *tx).await? else { return Ok(false) };
        let gone = subscriber(&row)?;
        let subject = subject(gone.channel, id);
        record(&mut tx, who, now, &Entry::of("subscriber-removed", &subject).changed(told(&gone.wishes), None)).await?;
        tx.commit().await?;
        Ok(true)
    }

    /// Writes again to a subscriber that was disabled. Gives whether there was one.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn enable_subscriber(&self, who: &Who, now: DateTime<Utc>, id: i64) -> Result<bool, BookError> {
        let mut tx = self.begin().await?;
        let query = "update subscriber set disabled_at = null, reason = null
            where id = ? and disabled_at is not null returning *";
        let row = sqlx::query(query).bind(id).fetch_optional(&mut *tx).await?;
        let Some(row) = row else { return Ok(false) };
        let subject = subject(subscriber(&row)?.channel, id);
        record(&mut tx, who, now, &Entry::of("subscriber-enabled", &subject)).await?;
        tx.commit().await?;
        Ok(true)
    }

    /// Puts a try into the outbox for a subscriber who is written to. Gives whether there
    /// is one.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn try_subscriber(
        &self,
        who: &Who,
        now: DateTime<Utc>,
        id: i64,
        letter: &(dyn Fn(String) -> Notice + Send + Sync),
    ) -> Result<bool, BookError> {
        let mut tx = self.begin().await?;
        let Some(found) = written_to(&mut tx).await?.into_iter().find(|one| one.id == id) else { return Ok(false) };
        enqueue_for(&mut tx, &letter(format!("test:{id}:{}", stamp(now))), id, now).await?;
        record(&mut tx, who, now, &Entry::of("subscriber-tried", &subject(found.channel, id))).await?;
        tx.commit().await?;
        Ok(true)
    }

    /// Every subscriber, in the order in which they came, with how much was sent.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn subscribers(&self) -> Result<Vec<SubscriberRow>, BookError> {
        let rows = sqlx::query(
            "select subscriber.*,
                count(*) filter (where state in ('queued', 'sending', 'failed')) as waiting,
                count(*) filter (where state = 'sent') as sent,
                count(*) filter (where state = 'given-up') as given_up,
                max(sent_at) as last_sent
             from subscriber left join delivery on delivery.subscriber = subscriber.id
             group by subscriber.id order by subscriber.id",
        );
        let shown = |row: &SqliteRow| -> Result<SubscriberRow, BookError> {
            let one = subscriber(row)?;
            let count = |column: &str| Ok::<_, BookError>(row.try_get::<i64, _>(column)?.unsigned_abs());
            let known = |column: &str| row.try_get::<Option<&str>, _>(column);
            let why = reason(known("reason")?.unwrap_or_default());
            Ok(SubscriberRow {
                id: one.id,
                channel: one.channel,
                address: one.address,
                wishes: one.wishes,
                confirmed: one.confirmed,
                disabled: known("disabled_at")?.map(|at| (moment(at), why)),
                waiting: count("waiting")?,
                sent: count("sent")?,
                given_up: count("given_up")?,
                last_sent: known("last_sent")?.map(moment),
            })
        };
        rows.fetch_all(&self.pool).await?.iter().map(shown).collect()
    }
}

async fn insert(
    tx: &mut SqliteConnection,
    new: NewSubscriber<'_>,
    confirmed: Option<DateTime<Utc>>,
    now: DateTime<Utc>,
) -> Result<i64, BookError> {
    let channel = if new.hook.is_some() { Channel::Webhook } else { Channel::Mail };
    let Wishes { lang, weekly, warnings, least, quiet, awas_anytime } = new.wishes;
    let query = sqlx::query_scalar(
        "insert into subscriber (channel, address, lang, weekly, warnings, least, quiet_from, quiet_to, awas_anytime,
            format, secret, made_at, confirmed_at)
         values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) returning id",
    );
    let query = query
        .bind(channel.as_str())
        .bind(new.address)
        .bind(lang.code())
        .bind(weekly)
        .bind(warnings.as_str())
        .bind(least.as_str())
        .bind(quiet.map(|quiet| quiet.from()))
        .bind(quiet.map(|quiet| quiet.to()))
        .bind(awas_anytime)
        .bind(new.hook.map(|(format, _)| format.as_str()))
        .bind(new.hook.map(|(_, secret)| secret))
        .bind(stamp(now))
        .bind(confirmed.map(stamp));
    Ok(query.fetch_one(&mut *tx).await?)
}

async fn set_wishes(tx: &mut SqliteConnection, id: i64, wishes: &Wishes) -> Result<(), BookError> {
    let Wishes { lang, weekly, warnings, least, quiet, awas_anytime } = wishes;
    sqlx::query(
        "update subscriber set lang = ?, weekly = ?, warnings = ?, least = ?, quiet_from = ?, quiet_to = ?,
            awas_anytime = ? where id = ?",
    )
    .bind(lang.code())
    .bind(weekly)
    .bind(warnings.as_str())
    .bind(least.as_str())
    .bind(quiet.map(|quiet| quiet.from()))
    .bind(quiet.map(|quiet| quiet.to()))
    .bind(awas_anytime)
    .bind(id)
    .execute(&mut *tx)
    .await?;
    Ok(())
}

async fn of_link(
    connection: &mut SqliteConnection,
    link: &str,
    now: DateTime<Utc>,
) -> Result<Option<Subscriber>, BookError> {
    let query = "select subscriber.* from subscriber_link join subscriber on subscriber.id = subscriber
        where hash = ? and (confirmed_at is not null or subscriber.made_at > ?)";
    let query = sqlx::query(query).bind(secret::digest(link)).bind(stamp(now - UNCONFIRMED));
    query.fetch_optional(connection).await?.as_ref().map(subscriber).transpose()
}

/// A new link of a subscriber; gives its secret, which is kept nowhere.
pub(super) async fn link(tx: &mut SqliteConnection, subscriber: i64, now: DateTime<Utc>) -> Result<String, BookError> {
    let link = secret::new();
    sqlx::query("insert into subscriber_link (hash, subscriber, made_at) values (?, ?, ?)")
        .bind(secret::digest(&link))
        .bind(subscriber)
        .bind(stamp(now))
        .execute(&mut *tx)
        .await?;
    Ok(link)
}

/// Everybody who is written to.
pub(super) async fn written_to(connection: &mut SqliteConnection) -> Result<Vec<Subscriber>, BookError> {
    let query = "select * from subscriber where confirmed_at is not null and disabled_at is null order by id";
    sqlx::query(query).fetch_all(connection).await?.iter().map(subscriber).collect()
}

/// Writes to a subscriber no more, and gives up what was to be sent.
pub(super) async fn disable(
    tx: &mut SqliteConnection,
    id: i64,
    reason: &str,
    now: DateTime<Utc>,
) -> Result<(), BookError> {
    sqlx::query("update subscriber set disabled_at = ?, reason = ? where id = ? and disabled_at is null")
        .bind(stamp(now))
        .bind(reason)
        .bind(id)
        .execute(&mut *tx)
        .await?;
    sqlx::query(
        "update delivery set state = 'given-up', error = ? where subscriber = ? and state in ('queued', 'failed')",
    )
    .bind(reason)
    .bind(id)
    .execute(&mut *tx)
    .await?;
    Ok(())
}

/// Forgets subscriptions that nobody confirmed in time.
pub(super) async fn forget_unconfirmed(tx: &mut SqliteConnection, now: DateTime<Utc>) -> Result<(), BookError> {
    let query = "delete from subscriber where confirmed_at is null and made_at < ?";
    sqlx::query(query).bind(stamp(now - UNCONFIRMED)).execute(&mut *tx).await?;
    Ok(())
}

pub(super) fn subscriber(row: &SqliteRow) -> Result<Subscriber, BookError> {
    let known = |column: &str| row.try_get::<Option<&str>, _>(column);
    let quiet = known("quiet_from")?.zip(known("quiet_to")?);
    // The table's checks let no other words in.
    Ok(Subscriber {
        id: row.try_get("id")?,
        channel: Channel::parse(row.try_get("channel")?).unwrap_or(Channel::Mail),
        address: row.try_get("address")?,
        wishes: Wishes {
            lang: Lang::from_code(row.try_get("lang")?).unwrap_or_default(),
            weekly: row.try_get("weekly")?,
            warnings: WarningWish::parse(row.try_get("warnings")?).unwrap_or(WarningWish::Off),
            least: level(row.try_get("least")?).unwrap_or(WarningLevel::Awas),
            quiet: quiet.and_then(|(from, to)| Quiet::parse(from, to)),
            awas_anytime: row.try_get("awas_anytime")?,
        },
        format: known("format")?.and_then(HookFormat::parse).unwrap_or_default(),
        secret: row.try_get("secret")?,
        confirmed: known("confirmed_at")?.map(moment),
    })
}

/// The level of that name.
pub(super) fn level(text: &str) -> Option<WarningLevel> {
    [WarningLevel::Waspada, WarningLevel::Siaga, WarningLevel::Awas].into_iter().find(|level| level.as_str() == text)
}

/// A subscriber in the audit log, which many may read: by number, not by address.
fn subject(channel: Channel, id: i64) -> String {
    format!("{} {id}", channel.as_str())
}

/// Wishes for the audit log.
fn told(wishes: &Wishes) -> Value {
    json!({
        "lang": wishes.lang, "weekly": wishes.weekly, "warnings": wishes.warnings.as_str(),
        "least": wishes.least.as_str(), "quiet": wishes.quiet.map(|quiet| format!("{}-{}", quiet.from(), quiet.to())),
    })
}
