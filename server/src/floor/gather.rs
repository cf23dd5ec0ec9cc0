//! From the book into the lake: what came in since is laid in as one batch of the source
//! `lokal`, judged like any file.

use crate::auth::Who;
use crate::book::FloorEntry;
use crate::clock::Clock;
use crate::jobs::Stop;
use crate::live::Live;
use crate::store::{Provenance, Store, StoreError};
use crate::wib;
use chrono::{DateTime, Utc};
use lumbung_data::granary::Granary;
use lumbung_data::model::{CommodityId, FileReport, Lang, PlaceCode, PriceLevel};
use lumbung_data::profile::Profile;
use lumbung_data::source::{Context, LocalQuote, local, sha256};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::Arc;
use std::time::Duration;

/// How often what came in is laid into the lake.
const EVERY: Duration = Duration::from_secs(5);

/// The format's name in reports.
pub(crate) const FORMAT: &str = "catat";

/// What was laid in.
#[derive(Debug)]
pub struct Gathered {
    /// What became of the quotes.
    pub report: FileReport,
    /// What is known then.
    pub known: Arc<Granary>,
}

/// Lays in what came in, every few seconds until it is told to stop.
pub async fn follow(live: Arc<Live>, clock: Clock, mut stop: Stop) {
    while stop.rest(EVERY).await {
        match gather(&live.store, &live.profile, live.granary(), clock.now()).await {
            Ok(None) => {}
            Ok(Some(Gathered { report, known })) => {
                let FileReport { accepted, revised, suspect, missing, .. } = report;
                tracing::info!(accepted, revised, suspect, missing, version = known.version(), "notes were laid in");
            }
            Err(error) => tracing::error!(%error, "notes from the market floor wait to be laid in"),
        }
    }
}

/// Lays in everything that came in since the last time; nothing where nothing did.
///
/// # Errors
/// When the store refuses; the notes are laid in the next time then.
pub async fn gather(
    store: &Store,
    profile: &Arc<Profile>,
    known: Arc<Granary>,
    now: DateTime<Utc>,
) -> Result<Option<Gathered>, StoreError> {
    if store.book.last_entry().await? <= store.book.floor_laid().await? {
        return Ok(None);
    }
    let lock = store.lock().await?;
    // Another server at this home may have been first.
    let (laid, last) = (store.book.floor_laid().await?, store.book.last_entry().await?);
    if last <= laid {
        return Ok(None);
    }
    let known = store.newest(known).await?;
    let notes = notes(in_force(store.book.entries_around(laid, last).await?));
    let mut text = String::new();
    for note in &notes {
        let _ = writeln!(text, "{} {} {} {}", note.day, note.market, note.commodity, note.text());
    }
    let from = Provenance {
        file: format!("catat {}–{last}", laid + 1),
        format: FORMAT,
        sha256: sha256(text.as_bytes()),
        bytes: text.len() as u64,
        who: Who::lumbung(),
    };
    let reading = {
        let (profile, today) = (Arc::clone(profile), wib::local(now).date_naive());
        let read = move || {
            let context = Context { profile: &profile, today, lang: Lang::Id, level: PriceLevel::Retail, place: None };
            local(&notes, &context)
        };
        tokio::task::spawn_blocking(read).await?
    };
    let (report, known) = store.append(&lock, &known, (profile, Lang::Id), reading, from).await?;
    // Killed before this, they are laid once more, which changes nothing.
    store.book.note_laid(last, known.version(), now).await?;
    Ok(Some(Gathered { report, known }))
}

/// The entry that counts for each market, commodity and day. Of one phone's it is the one
/// that the phone made last, in whatever order they came; of several phones' the one that
/// came in last.
pub(crate) fn in_force(entries: Vec<FloorEntry>) -> Vec<FloorEntry> {
    type Key = (PlaceCode, CommodityId, chrono::NaiveDate);
    let mut of_phones: BTreeMap<Key, BTreeMap<String, FloorEntry>> = BTreeMap::new();
    for entry in entries {
        let key = (entry.market.clone(), entry.commodity.clone(), entry.day);
        let phones = of_phones.entry(key).or_default();
        let made_later = |other: &FloorEntry| (other.sequence, other.number) > (entry.sequence, entry.number);
        if !phones.get(&entry.device).is_some_and(made_later) {
            phones.insert(entry.device.clone(), entry);
        }
    }
    of_phones.into_values().filter_map(|phones| phones.into_values().max_by_key(|entry| entry.number)).collect()
}

fn notes(entries: Vec<FloorEntry>) -> Vec<LocalQuote> {
    let note = |entry: FloorEntry| LocalQuote {
        row: entry.number.unsigned_abs(),
        market: entry.market,
        commodity: entry.commodity,
        day: entry.day,
        answer: entry.answer,
        stalls: entry.stalls,
        unit: entry.unit,
    };
    entries.into_iter().map(note).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use lumbung_data::model::floor::Answer;

    fn entry(number: i64, device: &str, sequence: i64) -> FloorEntry {
        FloorEntry {
            number,
            id: number.to_string(),
            device: device.to_owned(),
            sequence,
            market: PlaceCode::parse("3273/kosambi").unwrap(),
            commodity: CommodityId::parse("bawang-merah").unwrap(),
            day: chrono::NaiveDate::from_ymd_opt(2026, 11, 30).unwrap(),
            answer: Answer::Price,
            stalls: vec![32_000],
            unit: "kg".to_owned(),
            received: DateTime::UNIX_EPOCH,
        }
    }

    fn number_in_force(entries: Vec<FloorEntry>) -> i64 {
        let found = in_force(entries);
        assert_eq!(found.len(), 1);
        found[0].number
    }

    #[test]
    fn of_one_phone_the_entry_made_last_counts_in_whatever_order_they_came() {
        assert_eq!(number_in_force(vec![entry(1, "a", 5), entry(2, "a", 3)]), 1);
        assert_eq!(number_in_force(vec![entry(1, "a", 3), entry(2, "a", 5)]), 2);
    }

    #[test]
    fn of_two_phones_the_entry_that_came_last_counts_unless_its_phone_has_a_later_one() {
        assert_eq!(number_in_force(vec![entry(1, "a", 9), entry(2, "b", 1)]), 2);
        assert_eq!(number_in_force(vec![entry(1, "a", 5), entry(2, "b", 1), entry(3, "a", 3)]), 2);
        assert_eq!(number_in_force(vec![entry(1, "a", 5), entry(2, "b", 1), entry(3, "a", 6)]), 3);
    }

    #[test]
    fn other_commodities_and_days_count_by_themselves() {
        let garlic = FloorEntry { commodity: CommodityId::parse("bawang-putih").unwrap(), ..entry(2, "a", 2) };
        assert_eq!(in_force(vec![entry(1, "a", 1), garlic]).len(), 2);
    }
}
