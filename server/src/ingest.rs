//! Ingesting: files from outside and the simulated sample, both through one
//! gate.

use crate::auth::Who;
use crate::store::{Provenance, Store, StoreError};
use chrono::NaiveDate;
use lumbung_data::granary::{Delta, Granary};
use lumbung_data::model::{FileReport, IngestReport, Lang, PlaceCode, PriceLevel, Refusal};
use lumbung_data::profile::Profile;
use lumbung_data::sample;
use lumbung_data::source::{self, Asks, Context, MAX_FILE_BYTES, Mapping, Sketch, UNKNOWN};
use std::fs;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use thiserror::Error;
use tokio::sync::Semaphore;

/// What can stop an ingest altogether; what is wrong with rows or with a
/// file's form is in the report instead.
#[derive(Debug, Error)]
pub enum IngestError {
    /// A file cannot be opened or read.
    #[error("{path}: {source}")]
    Unreadable {
        /// Which file.
        path: String,
        /// What the system said.
        source: io::Error,
    },
    /// The store refused.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl IngestError {
    /// What the store refused; none where a file was at fault.
    #[must_use]
    pub fn store(&self) -> Option<&StoreError> {
        match self {
            Self::Store(error) => Some(error),
            Self::Unreadable { .. } => None,
        }
    }
}

/// How files are to be read.
#[derive(Clone)]
pub struct Settings {
    /// Names, markets, plausible ranges.
    pub profile: Arc<Profile>,
    /// The language of reasons.
    pub lang: Lang,
    /// The price level where a file does not say.
    pub level: PriceLevel,
    /// The place where a file does not say.
    pub place: Option<PlaceCode>,
    /// Who brings them.
    pub who: Who,
    /// Dates after this one are refused.
    pub today: NaiveDate,
}

impl Settings {
    /// The same with a mapping that is looked at before all others.
    #[must_use]
    pub fn mapped_by(mut self: Arc<Self>, mapping: Mapping) -> Arc<Self> {
        let settings = Arc::make_mut(&mut self);
        Arc::make_mut(&mut settings.profile).mappings.insert(0, mapping);
        self
    }

    fn context(&self) -> Context<'_> {
        Context {
            profile: &self.profile,
            today: self.today,
            lang: self.lang,
            level: self.level,
            place: self.place.clone(),
        }
    }
}

/// Whether every file can be opened: found out before anything is stored.
///
/// # Errors
/// The first that is missing, no ordinary file, or may not be read.
pub fn check(paths: &[PathBuf]) -> Result<(), IngestError> {
    for path in paths {
        // A pipe would block when opened, and has no end that could be known.
        if !fs::metadata(path).map_err(unreadable(path))?.is_file() {
            return Err(unreadable(path)(io::ErrorKind::InvalidInput.into()));
        }
        fs::File::open(path).map_err(unreadable(path))?;
    }
    Ok(())
}

/// Reads files into the store, one version each where one adds something.
/// `done` is told of every file as it is finished.
///
/// # Errors
/// When a file cannot be opened, which is found out before anything is stored,
/// or the store refuses.
pub async fn files(
    store: &Store,
    paths: &[PathBuf],
    settings: &Arc<Settings>,
    mut done: impl FnMut(&FileReport),
) -> Result<IngestReport, IngestError> {
    check(paths)?;
    let lock = store.lock().await?;
    let mut known = current(store).await?;
    let mut report = IngestReport::default();
    for path in paths {
        let name = path.display().to_string();
        let (reading, path) = (Arc::clone(settings), path.clone());
        let short = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let read = tokio::task::spawn_blocking(move || read(&path, &short, &reading));
        let (file, next) = match read.await.map_err(StoreError::from)?? {
            Ok((reading, from)) => {
                let (file, next) =
                    store.append(&lock, &known, (&settings.profile, settings.lang), reading, from).await?;
                (FileReport { file: name, ..file }, next)
            }
            Err(refusal) => (unread(&name, refusal), Arc::clone(&known)),
        };
        known = next;
        done(&file);
        report.files.push(file);
    }
    report.version = known.version();
    Ok(report)
}

/// Files that are looked at at a time: each is held in memory whole.
static READING: Semaphore = Semaphore::const_new(2);

/// Waits for a place among the readers, then does what reads much.
pub async fn reading<T>(work: impl Future<Output = T>) -> T {
    let _slot = READING.acquire().await;
    work.await
}

/// A file that was looked at and not stored.
#[derive(Debug, Clone)]
pub struct Looked {
    /// The SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
    /// Its size.
    pub bytes: u64,
    /// What it does not say.
    pub asks: Asks,
    /// The name of the mapping by which it was read.
    pub mapping: Option<String>,
    /// What would become of its rows.
    pub report: FileReport,
}

/// Reads a file and says what it would change in what is known, storing
/// nothing.
///
/// # Errors
/// When the file cannot be read.
pub async fn look(
    known: Arc<Granary>,
    path: PathBuf,
    name: String,
    settings: Arc<Settings>,
) -> Result<Looked, IngestError> {
    let slot = READING.acquire().await;
    let look = move || -> Result<Looked, IngestError> {
        // Held until the work is done, also when nobody waits for it any more.
        let _slot = slot;
        Ok(match read(&path, &name, &settings)? {
            Ok((reading, from)) => {
                let delta = Delta::of(&reading, &known, &settings.profile, known.version() + 1);
                let report = delta.report(&reading, settings.lang);
                let report = FileReport { file: name, format: from.format.to_owned(), ..report };
                let (asks, mapping) = (reading.asks, reading.mapping);
                Looked { sha256: from.sha256, bytes: from.bytes, asks, mapping, report }
            }
            Err(refusal) => Looked {
                sha256: String::new(),
                bytes: 0,
                asks: Asks::default(),
                mapping: None,
                report: unread(&name, refusal),
            },
        })
    };
    tokio::task::spawn_blocking(look).await.map_err(StoreError::from)?
}

/// What the table of a file looks like; none where it holds none.
///
/// # Errors
/// When the file cannot be read.
pub async fn sketch(path: PathBuf) -> Result<Option<Sketch>, IngestError> {
    let slot = READING.acquire().await;
    let look = move || {
        // Held until the work is done, also when nobody waits for it any more.
        let _slot = slot;
        content(&path).map(|content| Sketch::of(&content))
    };
    tokio::task::spawn_blocking(look).await.map_err(StoreError::from)?
}

/// Stores one file under a name, and gives its report and what is known then.
///
/// # Errors
/// When the file cannot be read or the store refuses.
pub async fn one(
    store: &Store,
    known: Arc<Granary>,
    path: PathBuf,
    name: String,
    settings: Arc<Settings>,
) -> Result<(FileReport, Arc<Granary>), IngestError> {
    let lock = store.lock().await?;
    // Somebody else may have stored something since.
    let known = store.newest(known).await?;
    let as_named = name.clone();
    let reading = Arc::clone(&settings);
    let read = tokio::task::spawn_blocking(move || read(&path, &as_named, &reading));
    match read.await.map_err(StoreError::from)?? {
        Ok((reading, from)) => {
            Ok(store.append(&lock, &known, (&settings.profile, settings.lang), reading, from).await?)
        }
        Err(refusal) => Ok((unread(&name, refusal), known)),
    }
}

/// The report of a file that could not be read as one.
fn unread(name: &str, refusal: Refusal) -> FileReport {
    FileReport { file: name.to_owned(), format: UNKNOWN.to_owned(), reasons: vec![refusal], ..FileReport::default() }
}

/// Puts the simulated sample of the three years before `today` into the store.
///
/// # Errors
/// When the store refuses.
pub async fn sample(store: &Store, settings: &Arc<Settings>) -> Result<IngestReport, IngestError> {
    let lock = store.lock().await?;
    let known = current(store).await?;
    let until = settings.today;
    let simulating = Arc::clone(settings);
    let simulate = move || source::simulated(&sample::series(&simulating.profile, until), &simulating.context());
    let reading = tokio::task::spawn_blocking(simulate).await.map_err(StoreError::from)?;
    let from = Provenance {
        file: format!("simulasi s.d. {until}"),
        format: "simulasi",
        sha256: String::new(),
        bytes: 0,
        who: settings.who.clone(),
    };
    let (file, known) = store.append(&lock, &known, (&settings.profile, settings.lang), reading, from).await?;
    Ok(IngestReport { version: known.version(), files: vec![file] })
}

async fn current(store: &Store) -> Result<Arc<Granary>, IngestError> {
    let version = store.book.version().await.map_err(StoreError::from)?;
    Ok(Arc::new(store.load(version).await?))
}

type Read = Result<(source::Reading, Provenance), Refusal>;

/// The format of a file, by its content.
///
/// # Errors
/// When the file cannot be read.
pub fn format(path: &Path, settings: &Settings) -> Result<&'static str, IngestError> {
    Ok(source::recognise(&content(path)?, &settings.context()))
}

/// A file's bytes, up to one more than are read. The limit holds for what is
/// read, whatever size the file claims.
fn content(path: &Path) -> Result<Vec<u8>, IngestError> {
    const START: u64 = 16;
    let mut content = Vec::new();
    let mut file = fs::File::open(path).map_err(unreadable(path))?;
    file.by_ref().take(START).read_to_end(&mut content).map_err(unreadable(path))?;
    let rest = source::bytes_to_hold(&content) - content.len() as u64;
    file.take(rest).read_to_end(&mut content).map_err(unreadable(path))?;
    Ok(content)
}

fn read(path: &Path, name: &str, settings: &Settings) -> Result<Read, IngestError> {
    let content = content(path)?;
    let bytes = content.len() as u64;
    if bytes > MAX_FILE_BYTES {
        let megabytes = MAX_FILE_BYTES / 1024 / 1024;
        let reason = match settings.lang {
            Lang::Id => format!("Berkas lebih besar dari {megabytes} MB; bagi menjadi beberapa berkas."),
            Lang::En => format!("The file is larger than {megabytes} MB; split it into several."),
        };
        return Ok(Err(Refusal { row: 1, column: String::new(), value: String::new(), reason }));
    }
    let (format, reading) = source::read(&content, &settings.context());
    let (file, sha256) = (name.to_owned(), source::sha256(&content));
    let from = Provenance { file, format, sha256, bytes, who: settings.who.clone() };
    Ok(Ok((reading, from)))
}

fn unreadable(path: &Path) -> impl FnOnce(io::Error) -> IngestError + '_ {
    move |source| IngestError::Unreadable { path: path.display().to_string(), source }
}
