//! Reminding whoever walks a market that nothing has come from it yet: once a market, day and
//! person, through the outbox. What is still waiting there when prices have come in is taken
//! back.

use crate::book::{BookError, Walk};
use crate::clock::Clock;
use crate::jobs::Stop;
use crate::live::Live;
use crate::notify::{Kind, Notice, Told};
use crate::wib;
use chrono::{DateTime, NaiveDate, Utc};
use lumbung_data::model::{Lang, PlaceCode};
use lumbung_data::profile::Profile;
use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

/// How often it is looked whether somebody is to be reminded.
const EVERY: Duration = Duration::from_mins(1);

/// Reminds until it is told to stop.
pub async fn follow(live: Arc<Live>, clock: Clock, mut stop: Stop) {
    while stop.rest(EVERY).await {
        match remind(&live, clock.now()).await {
            Ok(0) => {}
            Ok(reminded) => tracing::info!(reminded, "those whose market is missing are reminded"),
            Err(error) => tracing::error!(%error, "nobody could be reminded of a market"),
        }
    }
}

/// Puts reminders into the outbox for those whose market is missing, on a survey day from the
/// profile's hour on, and takes back what waits there for nothing; how many were put in.
///
/// # Errors
/// When the book refuses.
pub async fn remind(live: &Live, now: DateTime<Utc>) -> Result<u32, BookError> {
    let (profile, book, there) = (&live.profile, &live.store.book, wib::local(now));
    let today = there.date_naive();
    let missing = missing(live, today).await?;
    let needed: BTreeSet<String> = missing.iter().map(|walk| key(today, walk)).collect();
    book.take_back_reminders(&needed).await?;
    let is_due = profile.is_walked_on(today) && there.time() >= profile.floor.remind_at;
    if !is_due || missing.is_empty() {
        return Ok(0);
    }
    let reminders: Vec<_> = missing.iter().map(|walk| (walk.person, reminder(profile, walk, today))).collect();
    book.put_reminders(&reminders, now).await
}

/// Those who walk a market of the plan on a day, can be written to, and of whose market nothing
/// has come in.
///
/// # Errors
/// When the book refuses.
pub async fn missing(live: &Live, day: NaiveDate) -> Result<Vec<Walk>, BookError> {
    let book = &live.store.book;
    let came: BTreeSet<PlaceCode> = book.entries_on(day, None).await?.into_iter().map(|entry| entry.market).collect();
    let is_missing = |walk: &Walk| {
        let mut missing = live.profile.floor.markets.iter().filter(|market| !came.contains(market));
        walk.email.is_some() && missing.any(|market| market.as_str() == walk.market)
    };
    Ok(book.walks(day).await?.into_iter().filter(is_missing).collect())
}

/// How the keys of all reminders of a day begin.
#[must_use]
pub fn keys(day: NaiveDate) -> String {
    format!("reminder:{day}:")
}

/// What makes a reminder the one that it is.
#[must_use]
pub fn key(day: NaiveDate, walk: &Walk) -> String {
    format!("{}{}:{}", keys(day), walk.market, walk.person)
}

/// The reminder.
#[must_use]
pub fn reminder(profile: &Profile, walk: &Walk, day: NaiveDate) -> Notice {
    let market = PlaceCode::parse(&walk.market).map_or(walk.market.clone(), |code| profile.place_name(&code));
    let (city, name) = (&profile.name, &walk.full_name);
    let id = Told {
        subject: format!("[Lumbung {city}] Harga {market} belum masuk"),
        text: format!(
            "Yth. {name},\n\nHarga {market} untuk {} belum masuk. Isian yang dicatat tanpa sinyal terkirim sendiri begitu ada sinyal.\n\nBila Anda berhalangan, mohon beri tahu koordinator agar ada pengganti.",
            wib::day(day, Lang::Id)
        ),
        attachment: None,
    };
    let en = Told {
        subject: format!("[Lumbung {city}] No prices of {market} yet"),
        text: format!(
            "Dear {name},\n\nno prices of {market} have come in for {}. What was noted without signal is sent by itself once there is signal.\n\nIf you cannot go, tell your coordinator, so that somebody else does.",
            wib::day(day, Lang::En)
        ),
        attachment: None,
    };
    Notice {
        key: key(day, walk),
        kind: Kind::Reminder,
        level: None,
        step: None,
        path: format!("/catat/{}", walk.market),
        told: [id, en],
    }
}
