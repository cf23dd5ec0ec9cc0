//! Subscriptions: the form of a new one, one's own, and all of them for admins.

use crate::model::{Channel, HookFormat, Lang, WarningLevel, WarningWish, Wishes};
use chrono::{DateTime, Utc};

/// A subscriber's wishes as they were entered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EnteredWishes {
    /// `bahasa`
    pub lang: Lang,
    /// `pekanan`
    pub weekly: bool,
    /// `peringatan`
    pub warnings: WarningWish,
    /// `terendah`
    pub least: WarningLevel,
    /// `hening_dari`
    pub quiet_from: String,
    /// `hening_sampai`
    pub quiet_to: String,
    /// `awas`
    pub awas_anytime: bool,
}

impl From<&Wishes> for EnteredWishes {
    fn from(wishes: &Wishes) -> Self {
        Self {
            lang: wishes.lang,
            weekly: wishes.weekly,
            warnings: wishes.warnings,
            least: wishes.least,
            quiet_from: wishes.quiet.map(|quiet| quiet.from()).unwrap_or_default(),
            quiet_to: wishes.quiet.map(|quiet| quiet.to()).unwrap_or_default(),
            awas_anytime: wishes.awas_anytime,
        }
    }
}

impl Default for EnteredWishes {
    fn default() -> Self {
        Self::from(&Wishes::default())
    }
}

/// `/langganan`: the form of a new subscription by mail.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Subscribe {
    /// Whether mail goes out here at all.
    pub can_mail: bool,
    /// `surel`
    pub email: String,
    /// What is wished.
    pub wishes: EnteredWishes,
}

/// `/langganan/{token}`: one's own subscription.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subscription {
    /// The secret of the link.
    pub token: String,
    /// Whose it is.
    pub address: String,
    /// Whether it was confirmed; until then nothing is sent.
    pub confirmed: bool,
    /// What is wished.
    pub wishes: EnteredWishes,
}

/// `/pelanggan`: every subscriber, and what became of what was sent.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Subscribers {
    /// Every subscriber, in the order in which they came.
    pub rows: Vec<SubscriberRow>,
    /// What is not sent yet, or was given up, the latest first.
    pub open: Vec<DeliveryRow>,
    /// The form of a new webhook as it was sent.
    pub entered: EnteredHook,
    /// The secret of a webhook that was just added, which is shown once.
    pub new_secret: Option<String>,
    /// Whether mail goes out here at all.
    pub can_mail: bool,
}

/// A new webhook as it was entered.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EnteredHook {
    /// `alamat`
    pub url: String,
    /// `format`
    pub format: HookFormat,
    /// What is wished.
    pub wishes: EnteredWishes,
}

/// One subscriber.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SubscriberRow {
    /// Its number, for the forms that change it.
    pub id: i64,
    /// How it is reached.
    pub channel: Channel,
    /// A mail address, or a URL.
    pub address: String,
    /// What is wished.
    pub wishes: Wishes,
    /// When it was confirmed.
    pub confirmed: Option<DateTime<Utc>>,
    /// Since when nothing is sent, and why, in Indonesian and English.
    pub disabled: Option<(DateTime<Utc>, [String; 2])>,
    /// How many messages wait.
    pub waiting: u64,
    /// How many were sent.
    pub sent: u64,
    /// How many were given up.
    pub given_up: u64,
    /// When the last one was sent.
    pub last_sent: Option<DateTime<Utc>>,
}

/// A message to one subscriber that has not gone out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeliveryRow {
    /// Its key: the message's id, and the webhook's idempotency key.
    pub key: String,
    /// Whom it is for.
    pub address: String,
    /// What it is about, in the subscriber's language.
    pub subject: String,
    /// When it was decided.
    pub made: DateTime<Utc>,
    /// How often it was tried.
    pub attempts: u32,
    /// When it is tried again; none where it was given up.
    pub next: Option<DateTime<Utc>>,
    /// Why it did not go out the last time, in Indonesian and English.
    pub error: Option<[String; 2]>,
}
