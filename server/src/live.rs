//! The granary that a running server shows, and how it keeps up with what
//! other processes ingest.

use crate::store::{Store, StoreError};
use arc_swap::ArcSwap;
use lumbung_data::granary::Granary;
use lumbung_data::profile::Profile;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

/// How often the catalogue is asked for a newer version, which costs one small
/// query: an ingest elsewhere is seen within a second.
const LOOK_EVERY: Duration = Duration::from_millis(250);

/// What every request reads.
#[derive(Debug)]
pub struct Live {
    /// The home and its book.
    pub store: Store,
    /// The city.
    pub profile: Arc<Profile>,
    granary: ArcSwap<Granary>,
    /// The files of the latest versions.
    files: ArcSwap<BTreeMap<i64, String>>,
    /// Whoever catches up: one at a time, so that the granary never goes back.
    catching_up: tokio::sync::Mutex<()>,
    /// The earlier version that was asked for last. Whoever asks for another
    /// waits while it is loaded: each takes much of the disk and the memory.
    past: tokio::sync::Mutex<Option<Arc<Granary>>>,
}

impl Live {
    /// Loads the current version.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn open(store: Store, profile: Arc<Profile>) -> Result<Arc<Self>, StoreError> {
        let version = store.book.version().await?;
        let granary = store.load(version).await?;
        let files = files(&store).await?;
        Ok(Arc::new(Self {
            store,
            profile,
            granary: ArcSwap::from_pointee(granary),
            files: ArcSwap::from_pointee(files),
            catching_up: tokio::sync::Mutex::default(),
            past: tokio::sync::Mutex::default(),
        }))
    }

    /// The granary now. It stays whole for as long as the caller holds it.
    #[must_use]
    pub fn granary(&self) -> Arc<Granary> {
        self.granary.load_full()
    }

    /// The file that made a version; none for a withdrawal, or long ago.
    #[must_use]
    pub fn file_of(&self, version: i64) -> Option<String> {
        self.files.load().get(&version).cloned()
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
        let mut past = self.past.lock().await;
        if let Some(past) = past.as_ref().filter(|past| past.version() == version) {
            return Ok(Arc::clone(past));
        }
        let loaded = Arc::new(self.store.load(version).await?);
        *past = Some(Arc::clone(&loaded));
        Ok(loaded)
    }

    /// Follows the catalogue for ever. A failed look is logged and tried again.
    pub async fn follow(self: Arc<Self>) {
        let mut ticks = tokio::time::interval(LOOK_EVERY);
        ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        loop {
            ticks.tick().await;
            if let Err(error) = self.catch_up().await {
                tracing::error!(%error, "cannot follow the catalogue");
            }
        }
    }

    /// Moves on to the current version, if there is a newer one.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn catch_up(&self) -> Result<(), StoreError> {
        let _turn = self.catching_up.lock().await;
        let known = self.granary();
        let newest = self.store.newest(Arc::clone(&known)).await?;
        if !Arc::ptr_eq(&known, &newest) {
            tracing::info!(version = newest.version(), "a new version is shown");
            // The files first: whoever sees the version can name its file.
            self.files.store(Arc::new(files(&self.store).await?));
            self.granary.store(newest);
        }
        Ok(())
    }
}

/// The files of the latest versions.
async fn files(store: &Store) -> Result<BTreeMap<i64, String>, StoreError> {
    const LATEST: i64 = 200;
    let batches = store.book.batches(None, LATEST).await?;
    Ok(batches.into_iter().map(|batch| (batch.version, batch.file)).collect())
}
