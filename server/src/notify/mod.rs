//! Telling people who asked to be told: the weekly sheet, warnings as they come or
//! once a day, by mail or by webhook; and those who walk the markets of their own work.
//!
//! Whoever has news makes a [`Notice`] of it and puts it into the outbox within the
//! transaction that makes the news true ([`crate::book::Book::tell`] does so in one of
//! its own). The outbox gives each subscriber who wants it, or the one account that it
//! concerns, a delivery with a key of its own; the [`Courier`] of a running server takes these out, one at a time, and sends
//! each at least once. Who subscribes is left to the routes, all SQL to the book.

mod courier;
pub mod digest;
mod letter;
pub mod news;
mod retry;
mod warning;
mod webhook;

pub use courier::Courier;
pub use letter::{confirmation, known, trial};
pub use retry::after as retry_after;
pub use warning::{Change, Item, Teller, change};

use chrono::{DateTime, Utc};
use lumbung_data::model::{Channel, HookFormat, Lang, WarningLevel, Wishes};

/// What a notice is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// The weekly sheet.
    Weekly,
    /// A step of one warning.
    Warning,
    /// All steps of a day.
    Digest,
    /// The confirmation of a subscription.
    Confirm,
    /// A try, at an admin's wish.
    Test,
    /// To whoever walks a market from which nothing has come in.
    Reminder,
}

impl Kind {
    const ALL: [Self; 6] = [Self::Weekly, Self::Warning, Self::Digest, Self::Confirm, Self::Test, Self::Reminder];

    /// Its name in the book and in webhooks.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Weekly => "weekly",
            Self::Warning => "warning",
            Self::Digest => "digest",
            Self::Confirm => "confirm",
            Self::Test => "test",
            Self::Reminder => "reminder",
        }
    }

    /// The one of that name.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text)
    }

    /// Whether it waits for the end of quiet hours.
    #[must_use]
    pub fn keeps_quiet(self) -> bool {
        matches!(self, Self::Warning | Self::Digest)
    }
}

/// A file that goes along.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    /// Its name, such as `lembar-2023-W50.pdf`.
    pub name: String,
    /// Its media type, such as `application/pdf`.
    pub media_type: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// What is said, in one language.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Told {
    /// One line.
    pub subject: String,
    /// Plain text, without links and without who it is for.
    pub text: String,
    /// What goes along with a letter; webhooks get the page's address only.
    pub attachment: Option<Attachment>,
}

/// Something decided to be told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// What makes it the one that it is: the same key is never decided twice.
    pub key: String,
    /// What it is about.
    pub kind: Kind,
    /// How grave it is, of a warning; of a digest the gravest in it.
    pub level: Option<WarningLevel>,
    /// The warning and the number of its step in the ledger.
    pub step: Option<(i64, i64)>,
    /// The path of the page that says more.
    pub path: String,
    /// What is said, in Indonesian and English.
    pub told: [Told; 2],
}

/// What the weekly sheet says, as far as it is told. Of each pair the first is
/// Indonesian, the second English.
#[derive(Debug, Clone, Default)]
pub struct Sheet {
    /// The week's id, `2023-W50`.
    pub week: String,
    /// What the week is called: `Minggu II Desember 2023`.
    pub label: [String; 2],
    /// The sheet's headline.
    pub headline: [String; 2],
    /// The lines of its summary.
    pub summary: [Vec<String>; 2],
    /// The sheet as PDF.
    pub pdf: [Option<Attachment>; 2],
    /// The path of its page.
    pub path: String,
}

/// The notice of a weekly sheet of a city. There is one a week.
#[must_use]
pub fn weekly(city: &str, sheet: &Sheet) -> Notice {
    let told = |at: usize, title: &str| {
        let lines: Vec<String> = sheet.summary[at].iter().map(|line| format!("- {line}")).collect();
        let (label, headline) = (&sheet.label[at], &sheet.headline[at]);
        Told {
            subject: format!("[Lumbung {city}] {title} {label}: {headline}"),
            text: format!("{title} {city}, {label}\n\n{headline}\n\n{}", lines.join("\n")).trim_end().to_owned(),
            attachment: sheet.pdf[at].clone(),
        }
    };
    Notice {
        key: format!("weekly:{}", sheet.week),
        kind: Kind::Weekly,
        level: None,
        step: None,
        path: sheet.path.clone(),
        told: [told(0, "Lembar mingguan"), told(1, "Weekly sheet")],
    }
}

/// Somebody who is told.
#[derive(Clone, PartialEq, Eq)]
pub struct Subscriber {
    /// Its number in the book.
    pub id: i64,
    /// How it is reached.
    pub channel: Channel,
    /// A mail address, or a URL.
    pub address: String,
    /// What is wished.
    pub wishes: Wishes,
    /// The form of a webhook's body.
    pub format: HookFormat,
    /// The secret by which a webhook's body is signed.
    pub secret: Option<String>,
    /// When it was confirmed.
    pub confirmed: Option<DateTime<Utc>>,
}

/// Without address and secret, as it may stand in a log.
impl std::fmt::Debug for Subscriber {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Subscriber").field("id", &self.id).field("channel", &self.channel).finish_non_exhaustive()
    }
}

/// Whom a delivery is for.
#[derive(Clone, PartialEq, Eq)]
pub enum Recipient {
    /// A subscriber, with the secret of the link in this letter.
    Subscriber(Subscriber, String),
    /// The owner of an account, by number and mail address, who is told of their own work.
    Account(i64, String),
}

impl Recipient {
    /// The language in which it is told.
    #[must_use]
    pub fn lang(&self) -> Lang {
        match self {
            Self::Subscriber(subscriber, _) => subscriber.wishes.lang,
            Self::Account(..) => Lang::Id,
        }
    }
}

/// Without addresses and secrets, as it may stand in a log.
impl std::fmt::Debug for Recipient {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Subscriber(subscriber, _) => f.debug_tuple("Subscriber").field(subscriber).finish(),
            Self::Account(id, _) => f.debug_tuple("Account").field(id).finish_non_exhaustive(),
        }
    }
}

/// A delivery that was taken out to be sent now.
#[derive(Debug, Clone)]
pub struct Delivery {
    /// Its number in the book.
    pub id: i64,
    /// Its key, the same at each try.
    pub key: String,
    /// How often it was tried, this time included.
    pub attempts: u32,
    /// Whom it is for.
    pub to: Recipient,
    /// What it is about.
    pub kind: Kind,
    /// How grave it is.
    pub level: Option<WarningLevel>,
    /// The path of the page that says more.
    pub path: String,
    /// What is said, in the recipient's language.
    pub told: Told,
    /// When it was decided.
    pub made: DateTime<Utc>,
}

/// Why a try failed, in Indonesian and English; for admins.
pub type Reason = [String; 2];

/// What became of a try.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fate {
    /// It was taken.
    Sent,
    /// It is to be tried again, later.
    Later(Reason),
    /// It will never be taken, and nor will the next: a subscriber is disabled.
    Never(Reason),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sheet_of_a_week_is_told_once_with_headline_and_summary() {
        let pdf = Attachment { name: "a.pdf".into(), media_type: "application/pdf".into(), bytes: vec![1] };
        let sheet = Sheet {
            week: "2023-W50".into(),
            label: ["Minggu II Desember 2023".into(), "week II of December 2023".into()],
            headline: ["Cabai rawit merah naik 32%".into(), "Red bird's eye chillies up 32%".into()],
            summary: [vec!["Naik: cabai rawit merah.".into()], vec!["Up: chillies.".into()]],
            pdf: [Some(pdf.clone()), None],
            path: "/pekan/2023-W50".into(),
        };
        let notice = weekly("Kota Bandung", &sheet);
        assert_eq!((notice.key.as_str(), notice.kind), ("weekly:2023-W50", Kind::Weekly));
        let [id, en] = &notice.told;
        assert_eq!(
            id.subject,
            "[Lumbung Kota Bandung] Lembar mingguan Minggu II Desember 2023: Cabai rawit merah naik 32%"
        );
        assert!(id.text.ends_with("- Naik: cabai rawit merah.") && id.attachment == Some(pdf));
        assert!(en.subject.contains("Weekly sheet week II of December 2023"), "{}", en.subject);
    }
}
