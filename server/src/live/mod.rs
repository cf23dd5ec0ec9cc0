//! What a running server shows: the granary, and what people write into the book; and how it
//! keeps up with what other processes ingest and enter.

mod followed;
mod outlook;

pub use outlook::Judged;

use crate::book::Answers;
use crate::floor;
use crate::inbox::Inbox;
use crate::interventions::Interventions;
use crate::jobs::Stop;
use crate::store::{Store, StoreError};
use arc_swap::{ArcSwap, ArcSwapOption};
use chrono::{DateTime, Utc};
use followed::Followed;
use lumbung_data::granary::Granary;
use lumbung_data::model::agreement::Agreement;
use lumbung_data::model::catalogue::{Release, ReleaseChange};
use lumbung_data::model::ledger::LedgerEntry;
use lumbung_data::profile::Profile;
use std::sync::Arc;
use std::sync::atomic::AtomicI64;
use std::time::Duration;

/// How often the book is asked whether it has something newer, which costs one small query: an
/// ingest elsewhere is seen within a second.
const LOOK_EVERY: Duration = Duration::from_millis(250);

/// What every request reads.
#[derive(Debug)]
pub struct Live {
    /// The home and its book.
    pub store: Store,
    /// The city.
    pub profile: Arc<Profile>,
    /// When the server began to show it.
    pub since: DateTime<Utc>,
    granary: ArcSwap<Granary>,
    /// What made each version, the latest first.
    releases: ArcSwap<Vec<Release>>,
    /// Whoever moves on to a newer version: one at a time, so that the granary never goes back.
    catching_up: tokio::sync::Mutex<()>,
    /// The earlier version that was asked for last. Whoever asks for another
    /// waits while it is loaded: each takes much of the disk and the memory.
    past: Arc<tokio::sync::Mutex<Option<Arc<Granary>>>>,
    /// The version of which the outlook was computed last.
    foreseen: AtomicI64,
    /// How good warnings and outlook are, once that is known.
    judged: ArcSwapOption<Judged>,
    /// The ledger of warnings, and what was done about them.
    inbox: Followed<Inbox>,
    /// The interventions.
    interventions: Followed<Interventions>,
    /// The agreements with supplying regions.
    agreements: Followed<Vec<Agreement>>,
    /// What was answered on the market floor of late.
    answers: Followed<Answers>,
    /// Whoever looks at the stamps of these: one at a time, so that none of them goes back.
    looking: tokio::sync::Mutex<()>,
    /// Rings when a new version is shown.
    moved_on: tokio::sync::Notify,
}

impl Live {
    /// Loads the current version.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn open(store: Store, profile: Arc<Profile>) -> Result<Arc<Self>, StoreError> {
        let book = &store.book;
        let stamps = book.stamps().await?;
        let inbox = Followed::open(stamps.inbox, Inbox::read(book)).await?;
        let interventions = Interventions::read(book, stamps.interventions);
        let interventions = Followed::open(stamps.interventions, interventions).await?;
        let agreements = Followed::open(stamps.agreements, book.agreements()).await?;
        let answers = Followed::open(stamps.floor, book.answers_since(floor::since(crate::today()))).await?;
        let granary = store.load(stamps.version).await?;
        let releases = book.releases(0).await?;
        Ok(Arc::new(Self {
            store,
            profile,
            since: Utc::now(),
            granary: ArcSwap::from_pointee(granary),
            releases: ArcSwap::from_pointee(releases),
            catching_up: tokio::sync::Mutex::default(),
            past: Arc::default(),
            foreseen: AtomicI64::new(0),
            judged: ArcSwapOption::empty(),
            inbox,
            interventions,
            agreements,
            answers,
            looking: tokio::sync::Mutex::default(),
            moved_on: tokio::sync::Notify::new(),
        }))
    }

    /// The granary now. It stays whole for as long as the caller holds it.
    #[must_use]
    pub fn granary(&self) -> Arc<Granary> {
        self.granary.load_full()
    }

    /// What made each version, the latest first.
    #[must_use]
    pub fn releases(&self) -> Arc<Vec<Release>> {
        self.releases.load_full()
    }

    /// What is told of a version; nothing of one that was never there.
    fn release<T>(&self, version: i64, tell: impl FnOnce(&Release) -> T) -> Option<T> {
        let releases = self.releases.load();
        let at = releases.binary_search_by(|release| version.cmp(&release.version)).ok()?;
        Some(tell(&releases[at]))
    }

    /// When a version was made; none of one that was never there.
    #[must_use]
    pub fn made_at(&self, version: i64) -> Option<DateTime<Utc>> {
        self.release(version, |release| release.at)
    }

    /// The file that made a version; none for a withdrawal.
    #[must_use]
    pub fn file_of(&self, version: i64) -> Option<String> {
        let file = |release: &Release| match &release.change {
            ReleaseChange::Batch { file, .. } => Some(file.clone()),
            _ => None,
        };
        self.release(version, file).flatten()
    }

    /// What was known at a version.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn at(&self, version: i64) -> Result<Arc<Granary>, StoreError> {
        let current = self.granary();
        if version == current.version() {
            return Ok(current);
        }
        let mut past = Arc::clone(&self.past).lock_owned().await;
        if let Some(past) = past.as_ref().filter(|past| past.version() == version) {
            return Ok(Arc::clone(past));
        }
        let store = self.store.clone();
        // To its end also where whoever asked has gone: the next one waits for it.
        let loading = tokio::spawn(async move {
            let loaded = Arc::new(store.load(version).await?);
            *past = Some(Arc::clone(&loaded));
            Ok(loaded)
        });
        loading.await?
    }

    /// The ledger of warnings, as it was written down last.
    #[must_use]
    pub fn ledger(&self) -> Arc<Vec<LedgerEntry>> {
        Arc::clone(&self.inbox.now().ledger)
    }

    /// The ledger of warnings and what officers did about them, as it was read last.
    #[must_use]
    pub fn inbox(&self) -> Arc<Inbox> {
        self.inbox.now()
    }

    /// The interventions, as they were read last.
    #[must_use]
    pub fn interventions(&self) -> Arc<Interventions> {
        self.interventions.now()
    }

    /// The agreements with supplying regions, as they were read last.
    #[must_use]
    pub fn agreements(&self) -> Arc<Vec<Agreement>> {
        self.agreements.now()
    }

    /// What was answered on the market floor in the weeks that its survey is looked at.
    #[must_use]
    pub fn answers(&self) -> Arc<Answers> {
        self.answers.now()
    }

    /// Follows the book until it is told to stop. A failed look is logged and tried again.
    pub async fn follow(self: Arc<Self>, mut stop: Stop) {
        let mut ticks = tokio::time::interval(LOOK_EVERY);
        ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        while stop.or(ticks.tick()).await.is_some() {
            if let Err(error) = self.catch_up().await {
                tracing::error!(%error, "cannot follow the book");
            }
        }
    }

    /// Moves on to the current version, if there is a newer one, and takes in what else of the
    /// book has changed.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn catch_up(&self) -> Result<(), StoreError> {
        let (version, taken_in) = self.look().await?;
        // Prices are shown also where something beside them cannot be read.
        self.move_on(version).await?;
        taken_in
    }

    /// Takes in what has changed of inbox, interventions, agreements and market floor. Unlike
    /// [`Self::catch_up`] this never waits for prices that are being loaded.
    ///
    /// # Errors
    /// When the book cannot be read.
    pub async fn look_into_book(&self) -> Result<(), StoreError> {
        self.look().await?.1
    }

    /// Looks at the stamps once, and reads again each part that has moved. Gives the current
    /// version, and whether all parts could be read.
    async fn look(&self) -> Result<(i64, Result<(), StoreError>), StoreError> {
        let book = &self.store.book;
        let _turn = self.looking.lock().await;
        let stamps = book.stamps().await?;
        let inbox = self.inbox.follow(stamps.inbox, Inbox::read(book)).await;
        let interventions = Interventions::read(book, stamps.interventions);
        let interventions = self.interventions.follow(stamps.interventions, interventions).await;
        let agreements = self.agreements.follow(stamps.agreements, book.agreements()).await;
        let answers = book.answers_since(floor::since(crate::today()));
        let answers = self.answers.follow(stamps.floor, answers).await;
        Ok((stamps.version, inbox.and(interventions).and(agreements).and(answers).map_err(StoreError::from)))
    }

    /// Moves on to a version, if it is newer than the one that is shown.
    async fn move_on(&self, version: i64) -> Result<(), StoreError> {
        let _turn = self.catching_up.lock().await;
        let known = self.granary();
        if version <= known.version() {
            return Ok(());
        }
        let newest = self.store.advance(known, version).await?;
        tracing::info!(version, "a new version is shown");
        // The history first: whoever sees the version can say what made it.
        let before = self.releases();
        let mut releases = self.store.book.releases(before.first().map_or(0, |release| release.version)).await?;
        releases.extend_from_slice(&before);
        self.releases.store(Arc::new(releases));
        self.granary.store(Arc::new(newest));
        self.moved_on.notify_one();
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::auth::Who;
    use crate::interventions::sample;

    #[tokio::test]
    async fn what_is_written_is_there_for_whoever_looks_into_the_book_after_it() {
        let dir = tempfile::tempdir().unwrap();
        let profile = Arc::new(Profile::load("bandung").unwrap());
        let live = Live::open(Store::open(dir.path()).await.unwrap(), profile).await.unwrap();
        let (before, inbox) = (live.interventions(), live.inbox());
        let market = [sample::market("2026-03-13", "2026-03-14")];
        let ids = live.store.book.add_interventions(&Who::at_command_line(), Utc::now(), &market).await.unwrap();
        live.look_into_book().await.unwrap();
        let after = live.interventions();
        assert_eq!(after.entries.iter().map(|entry| entry.id).collect::<Vec<_>>(), ids);
        assert!(before.entries.is_empty() && after.stamp > before.stamp);
        assert!(Arc::ptr_eq(&inbox, &live.inbox()), "what has not changed is not read again");
    }
}
