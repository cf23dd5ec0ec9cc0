//! Who carries what lies in the outbox: one delivery at a time, each at least once.
//!
//! A delivery is marked as being sent before it is, and as sent after. A process that
//! ends in between leaves one so marked, and the next sends it again under the same key:
//! so nothing is lost, and each end makes at most one duplicate. One process at a time
//! has the outbox to itself.

use super::{Attachment, Delivery, Fate, Reason, Recipient, Teller, digest, letter, webhook};
use crate::book::BookError;
use crate::clock::Clock;
use crate::home::WriteLock;
use crate::jobs::Stop;
use crate::live::Live;
use crate::mail::{Enclosed, Letter, List, Mail, MailError};
use crate::settings::Settings;
use chrono::{DateTime, TimeDelta, Utc};
use lumbung_data::model::Channel;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

/// How often the outbox is looked at while there is nothing in it.
const LOOK_EVERY: Duration = Duration::from_millis(500);
/// How long after a failure of the house itself it is tried again.
const AGAIN_AFTER: Duration = Duration::from_secs(10);
/// How often what is no longer needed is forgotten.
const TIDY_EVERY: TimeDelta = TimeDelta::hours(1);
/// What the subscription is called in letters.
const LIST: &str = "kabar";

/// The courier of a server.
pub struct Courier {
    live: Arc<Live>,
    mail: Option<Arc<Mail>>,
    origin: String,
    webhook_hosts: Vec<String>,
    clock: Clock,
}

impl std::fmt::Debug for Courier {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Courier").field("origin", &self.origin).finish_non_exhaustive()
    }
}

impl Courier {
    /// The courier of a server that listens at an address.
    #[must_use]
    pub fn new(live: &Arc<Live>, settings: &Settings, addr: SocketAddr) -> Self {
        Self {
            live: Arc::clone(live),
            mail: settings.mail.clone(),
            origin: settings.origin(addr),
            webhook_hosts: settings.webhook_hosts.clone(),
            clock: settings.clock.clone(),
        }
    }

    /// Carries until it is told to stop, between two deliveries. What fails is logged and
    /// tried again.
    pub async fn follow(self, mut stop: Stop) {
        let Some(_lock) = stop.or(self.have_the_outbox()).await else { return };
        // What a process before this one was sending; after a failure, what this one was.
        let mut is_put_back = false;
        let mut tidied: Option<DateTime<Utc>> = None;
        while !stop.is_told() {
            let now = self.clock.now();
            let done = async {
                if !is_put_back {
                    let found = self.live.store.book.put_back().await?;
                    is_put_back = true;
                    if found > 0 {
                        tracing::warn!(found, "a message may have been sent or not: it is sent again");
                    }
                }
                if tidied.is_none_or(|tidied| now - tidied >= TIDY_EVERY) {
                    self.live.store.book.tidy_outbox(now).await?;
                    tidied = Some(now);
                }
                self.turn().await
            };
            let rest = match done.await {
                Ok(true) => continue,
                Ok(false) => LOOK_EVERY,
                Err(error) => {
                    tracing::error!(%error, "the outbox cannot be carried out");
                    is_put_back = false;
                    AGAIN_AFTER
                }
            };
            stop.rest(rest).await;
        }
    }

    /// Waits until nobody else has the outbox.
    async fn have_the_outbox(&self) -> WriteLock {
        loop {
            match self.live.store.home.try_send() {
                Ok(Some(lock)) => return lock,
                Ok(None) => tokio::time::sleep(LOOK_EVERY).await,
                Err(error) => {
                    tracing::error!(%error, "the outbox cannot be locked");
                    tokio::time::sleep(AGAIN_AFTER).await;
                }
            }
        }
    }

    /// Makes the digest if it is due, and carries one delivery. Gives whether there was
    /// one.
    ///
    /// # Errors
    /// When the database refuses. What does not arrive is no error: the book knows.
    pub async fn turn(&self) -> Result<bool, BookError> {
        self.digest().await?;
        let book = &self.live.store.book;
        let Some(delivery) = book.take_due(self.clock.now(), self.mail.is_some()).await? else { return Ok(false) };
        let fate = self.carry(&delivery).await;
        let (key, tries) = (&delivery.key, delivery.attempts);
        match &fate {
            Fate::Sent => tracing::info!(key, kind = delivery.kind.as_str(), "a message was sent"),
            Fate::Later([_, error]) => tracing::warn!(key, tries, error, "a message was not taken"),
            Fate::Never([_, error]) => {
                tracing::warn!(key, error, to = ?delivery.to, "a recipient can no longer be written to");
            }
        }
        book.settle(&delivery, &fate, self.clock.now()).await?;
        Ok(true)
    }

    async fn digest(&self) -> Result<(), BookError> {
        let book = &self.live.store.book;
        let now = self.clock.now();
        let Some(day) = digest::due(now, book.last_digest().await?) else { return Ok(()) };
        let teller = Teller { profile: &self.live.profile, simulated: self.live.granary().is_simulated() };
        book.make_digest(day, now, &teller).await
    }

    async fn carry(&self, delivery: &Delivery) -> Fate {
        let city = &self.live.profile.name;
        let (to, unsubscribe) = match &delivery.to {
            Recipient::Subscriber(to, _) if to.channel == Channel::Webhook => {
                let now = self.clock.now();
                return webhook::send((delivery, to), city, &self.origin, &self.webhook_hosts, now).await;
            }
            Recipient::Subscriber(to, link) => (&to.address, Some(letter::one_click(&self.origin, link))),
            Recipient::Account(_, email) => (email, None),
        };
        // Letters are not taken out where there is no way to send them.
        let Some(mail) = &self.mail else { return Fate::Later(said(&MailError::Unsuitable)) };
        let body = letter::text(city, &self.origin, delivery);
        let letter = Letter {
            to,
            subject: &delivery.told.subject,
            body: &body,
            key: &delivery.key,
            list: unsubscribe.as_deref().map(|unsubscribe| List { name: LIST, unsubscribe }),
            enclosed: delivery.told.attachment.as_ref().map(enclosed),
        };
        match mail.post(&letter).await {
            Ok(()) => Fate::Sent,
            Err(error @ (MailError::NoMailbox { .. } | MailError::BadRecipient)) => Fate::Never(said(&error)),
            Err(error) => Fate::Later(said(&error)),
        }
    }
}

fn enclosed(file: &Attachment) -> Enclosed<'_> {
    Enclosed { name: &file.name, media_type: &file.media_type, bytes: &file.bytes }
}

/// Why a letter was not taken, for admins.
fn said(error: &MailError) -> Reason {
    let id = match error {
        MailError::NoMailbox { code } => format!("server surel menyatakan kotak surat ini tidak ada (kode {code})"),
        MailError::BadRecipient => "alamat ini bukan alamat surel".to_owned(),
        MailError::BadSubject => "judul surel memuat karakter terlarang".to_owned(),
        MailError::Unreachable(_) => "server surel tidak dapat dihubungi atau tidak menjawab".to_owned(),
        MailError::Refused { code } => format!("server surel menolak dengan kode {code}"),
        MailError::Folder(_) => "berkas surel tidak dapat ditulis; periksa LUMBUNG_MAIL_DIR".to_owned(),
        MailError::Unsuitable | MailError::Settings(_) => {
            "pengiriman surel belum disetel dengan benar; periksa LUMBUNG_SMTP_URL dan LUMBUNG_MAIL_FROM".to_owned()
        }
    };
    [id, error.to_string()]
}
