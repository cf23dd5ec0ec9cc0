//! The home and its book together: opening, loading a version, appending a
//! batch durably.

mod archive;
mod as_of;
mod backup;
mod compact;
mod decide;
mod drill;
mod lineage;
mod mappings;
mod problem;
mod publish;
mod restore;
mod verify;
mod vintages;
mod withdraw;

pub use archive::{BackupError, Manifest, Member};
pub use as_of::AsOfError;
pub use backup::BackedUp;
pub use compact::{Compacted, KEPT, WORTH_IT};
pub use drill::Drill;
pub use problem::{Figure, Problem};
pub use publish::{PUBLISHED_CATALOGUE, PUBLISHED_FILES, Published};
pub use restore::restore;
pub use verify::Verification;

use crate::auth::Who;
use crate::book::{Book, BookError, Commit, NewBatch, Recorded};
use crate::home::{Home, WriteLock};
use lumbung_data::granary::{BesideDelta, Delta, Granary};
use lumbung_data::lake::{self, LakeError, NamedFile, QuoteRows};
use lumbung_data::model::{FileReport, Lang};
use lumbung_data::profile::Profile;
use lumbung_data::source::Reading;
use std::io;
use std::path::Path;
use std::sync::Arc;
use thiserror::Error;
use uuid::Uuid;

/// What can go wrong with the store.
#[derive(Debug, Error)]
pub enum StoreError {
    /// The home folder or its lock.
    #[error("the home folder {path}: {source}")]
    Home {
        /// Which folder.
        path: String,
        /// What the system said.
        source: io::Error,
    },
    /// There is no home in this folder.
    #[error("there is no Lumbung home in {path}")]
    NoHome {
        /// Which folder.
        path: String,
    },
    /// The database.
    #[error(transparent)]
    Book(#[from] BookError),
    /// The lake's files.
    #[error(transparent)]
    Lake(#[from] LakeError),
    /// A blocking task was cancelled or panicked.
    #[error("a background task stopped: {0}")]
    Task(#[from] tokio::task::JoinError),
}

impl StoreError {
    /// What went wrong with the lake's files; none where something else did.
    #[must_use]
    pub fn lake(&self) -> Option<&LakeError> {
        match self {
            Self::Lake(error) => Some(error),
            _ => None,
        }
    }
}

/// An open home.
#[derive(Debug, Clone)]
pub struct Store {
    /// The folder.
    pub home: Home,
    /// Its database.
    pub book: Book,
}

/// What one file was, beside its rows.
#[derive(Debug, Clone)]
pub struct Provenance {
    /// Its name as given.
    pub file: String,
    /// The recognised format.
    pub format: &'static str,
    /// The SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
    /// Its size.
    pub bytes: u64,
    /// Who brought it.
    pub who: Who,
}

impl Store {
    /// Opens a home and its book, making what is missing.
    ///
    /// # Errors
    /// When the folder or the database cannot be opened.
    pub async fn open(dir: &Path) -> Result<Self, StoreError> {
        let home = Home::open(dir).map_err(|source| StoreError::Home { path: dir.display().to_string(), source })?;
        let book = Book::open(&home).await?;
        Ok(Self { home, book })
    }

    /// Opens a home that is there, for reading.
    ///
    /// # Errors
    /// When there is none, or it cannot be opened.
    pub async fn open_existing(dir: &Path) -> Result<Self, StoreError> {
        if !Home::exists(dir) {
            return Err(StoreError::NoHome { path: dir.display().to_string() });
        }
        Self::open(dir).await
    }

    /// Waits for the right to write, and sets aside what a crash left behind.
    ///
    /// # Errors
    /// When the lock cannot be taken or an orphan not moved.
    pub async fn lock(&self) -> Result<WriteLock, StoreError> {
        let home = self.home.clone();
        let lock =
            tokio::task::spawn_blocking(move || home.write()).await?.map_err(|source| self.home_error(source))?;
        self.clean_up(&lock).await?;
        Ok(lock)
    }

    /// Sets aside what a crash left behind, unless somebody is writing now.
    ///
    /// # Errors
    /// When the lock file cannot be opened or an orphan not moved.
    pub async fn clean_up_if_free(&self) -> Result<(), StoreError> {
        match self.home.try_write().map_err(|source| self.home_error(source))? {
            Some(lock) => self.clean_up(&lock).await,
            None => Ok(()),
        }
    }

    async fn clean_up(&self, _lock: &WriteLock) -> Result<(), StoreError> {
        let named = self.book.named_files().await?.into_iter().collect();
        let lake = self.home.lake();
        let moved = tokio::task::spawn_blocking(move || lake::set_orphans_aside(&lake, &named)).await??;
        if moved > 0 {
            let folder = self.home.lake().join(lake::ORPHANS_DIR);
            tracing::warn!(
                files = moved,
                folder = %folder.display(),
                "files that the catalogue does not name were set aside: an ingest was interrupted, or lumbung.db was replaced"
            );
        }
        Ok(())
    }

    fn home_error(&self, source: io::Error) -> StoreError {
        StoreError::Home { path: self.home.dir().display().to_string(), source }
    }

    /// Everything known at a version.
    ///
    /// # Errors
    /// When the catalogue or a file cannot be read.
    pub async fn load(&self, version: i64) -> Result<Granary, StoreError> {
        self.advance(Arc::new(Granary::default()), version).await
    }

    /// A granary moved on to a later version: only new files are read.
    ///
    /// # Errors
    /// When the catalogue or a file cannot be read.
    pub async fn advance(&self, known: Arc<Granary>, version: i64) -> Result<Granary, StoreError> {
        let mut decisions = Arc::clone(known.decisions());
        for (key, day, decision) in self.book.decisions(version, known.version()).await? {
            Arc::make_mut(&mut decisions).set(key, day, decision);
        }
        let beside = self.book.beside(version, known.version(), known.beside()).await?;
        let lake = self.home.lake();
        let granary =
            self.with_files(version, known.version(), move |files| known.advanced(&lake, files, version)).await?;
        Ok(granary.deciding(decisions).knowing(beside))
    }

    /// Does something with the files of `prices` that make a version, those left
    /// out of which the version `known` holds every row. Where one is gone because
    /// it was merged meanwhile, it is done again with those that there are now.
    async fn with_files<T: Send + 'static>(
        &self,
        version: i64,
        known: i64,
        work: impl Fn(&[NamedFile]) -> Result<T, LakeError> + Send + Sync + 'static,
    ) -> Result<T, StoreError> {
        let work = Arc::new(work);
        let mut files = self.book.price_files(version, known).await?;
        loop {
            let (once, reading) = (Arc::clone(&work), files.clone());
            match tokio::task::spawn_blocking(move || once(&reading)).await? {
                Err(error) if error.is_absence() => {
                    let now = self.book.price_files(version, known).await?;
                    if now == files {
                        return Err(error.into());
                    }
                    files = now;
                }
                done => return Ok(done?),
            }
        }
    }

    /// A granary moved on to the newest version, if there is a newer one.
    ///
    /// # Errors
    /// When the catalogue or a file cannot be read.
    pub async fn newest(&self, known: Arc<Granary>) -> Result<Arc<Granary>, StoreError> {
        let version = self.book.version().await?;
        if version > known.version() { Ok(Arc::new(self.advance(known, version).await?)) } else { Ok(known) }
    }

    /// Stores what a reading adds to what is known, in one transaction, and
    /// gives the report and the next granary. A reading that adds nothing
    /// stores nothing and makes no version.
    ///
    /// # Errors
    /// When the disk or the database refuses; nothing is stored then.
    pub async fn append(
        &self,
        _lock: &WriteLock,
        known: &Arc<Granary>,
        (profile, lang): (&Arc<Profile>, Lang),
        reading: Reading,
        from: Provenance,
    ) -> Result<(FileReport, Arc<Granary>), StoreError> {
        let version = known.version() + 1;
        let lake = self.home.lake();
        let (base, profile) = (Arc::clone(known), Arc::clone(profile));
        let staged =
            tokio::task::spawn_blocking(move || stage(&lake, &reading, &base, (&profile, lang), version)).await??;
        let Staged { mut report, files, next, beside } = staged;
        report.file.clone_from(&from.file);
        from.format.clone_into(&mut report.format);
        if files.is_empty() && beside.is_empty() {
            return Ok((report, Arc::clone(known)));
        }
        let batch =
            NewBatch { file: &from.file, sha256: &from.sha256, bytes: from.bytes, report: &report, beside: &beside };
        let commit = Commit { version, files: &files, who: &from.who, record: Recorded::Batch(batch) };
        self.book.commit(&commit).await?;
        Ok((report, Arc::new(next)))
    }
}

struct Staged {
    report: FileReport,
    files: Vec<lake::StagedFile>,
    next: Granary,
    beside: BesideDelta,
}

/// The blocking part: compare, judge, write both files.
fn stage(
    lake: &Path,
    reading: &Reading,
    known: &Granary,
    (profile, lang): (&Profile, Lang),
    version: i64,
) -> Result<Staged, LakeError> {
    let delta = Delta::of(reading, known, profile, version);
    let mut files = Vec::new();
    let id = Uuid::now_v7().to_string();
    if !delta.quotes.is_empty() {
        let quotes = QuoteRows { quotes: &reading.quotes, take: &delta.quotes, version };
        files.push(lake::stage_quotes(lake, &id, &quotes)?);
    }
    if !delta.prices.is_empty() {
        files.extend(lake::stage_prices(lake, &id, &delta.prices)?);
    }
    let report = delta.report(reading, lang);
    Ok(Staged { report, files, next: delta.next.unwrap_or_default(), beside: delta.beside })
}
