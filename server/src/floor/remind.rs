//! Reminding whoever walks a market that nothing has come from it yet. A reminder is noted
//! before it is sent, and so never sent twice: one that is lost costs less than two.

use crate::book::BookError;
use crate::clock::Clock;
use crate::jobs::Stop;
use crate::live::Live;
use crate::mail::Mail;
use crate::wib;
use chrono::{DateTime, Utc};
use lumbung_data::model::{Lang, PlaceCode};
use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

/// How often it is looked whether somebody is to be reminded.
const EVERY: Duration = Duration::from_mins(1);

/// Reminds until it is told to stop.
pub async fn follow(live: Arc<Live>, mail: Arc<Mail>, origin: String, clock: Clock, mut stop: Stop) {
    while stop.rest(EVERY).await {
        if let Err(error) = remind(&live, &mail, &origin, clock.now()).await {
            tracing::error!(%error, "nobody could be reminded of a market");
        }
    }
}

/// Writes to those whose market is missing, on a survey day from the profile's hour on; how
/// many were written to.
///
/// # Errors
/// When the book refuses.
pub async fn remind(live: &Live, mail: &Mail, origin: &str, now: DateTime<Utc>) -> Result<u32, BookError> {
    let (plan, there) = (&live.profile.floor, wib::local(now));
    let today = there.date_naive();
    let is_due = plan.is_survey_day(today) && !live.profile.days_off.contains(&today) && there.time() >= plan.remind_at;
    if !is_due {
        return Ok(0);
    }
    let book = &live.store.book;
    let came: BTreeSet<String> =
        book.entries_on(today, None).await?.iter().map(|entry| entry.market.to_string()).collect();
    let mut reminded = 0;
    for walk in book.walks(today).await? {
        let is_planned = plan.markets.iter().any(|market| market.as_str() == walk.market);
        let Some(to) = walk.email.filter(|_| is_planned && !came.contains(&walk.market)) else { continue };
        if !book.note_reminder(today, &walk.market, now).await? {
            continue;
        }
        let market = PlaceCode::parse(&walk.market).map_or(walk.market.clone(), |code| live.profile.place_name(&code));
        let subject = format!("[Lumbung {}] Harga {market} belum masuk", live.profile.name);
        let day = wib::day(today, Lang::Id);
        let text = format!(
            "Yth. {},\n\nHarga {market} untuk {day} belum masuk. Catat di {origin}/catat/{}. Isian yang sudah dicatat tanpa sinyal terkirim setelah halaman itu dibuka dengan sinyal.\n\nBila Anda berhalangan, beri tahu koordinator agar ada pengganti.\n",
            walk.full_name, walk.market
        );
        match mail.send(&to, &subject, &text).await {
            Ok(()) => reminded += 1,
            Err(error) => tracing::warn!(%error, market = walk.market, "a reminder could not be sent"),
        }
    }
    Ok(reminded)
}
