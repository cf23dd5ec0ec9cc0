//! Backup: the database as it is at one moment, and the files that it names
//! then, in one file. Files are only added to the lake and never changed, so
//! whoever writes meanwhile need not wait.

use super::archive::{self, BackupError, FORMAT, MANIFEST, Manifest, Member};
use super::{Store, StoreError};
use crate::auth::Who;
use crate::book::{Book, CatalogueFile, Entry};
use crate::home::DATABASE;
use chrono::{SecondsFormat, Utc};
use lumbung_data::lake;
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use tar::{EntryType, Header};
use tempfile::{NamedTempFile, TempDir};

/// What a backup came to.
#[derive(Debug, Clone)]
pub struct BackedUp {
    /// What it holds.
    pub manifest: Manifest,
    /// Bytes of the whole file.
    pub bytes: u64,
    /// Files whose bytes are no longer those that were written. They are in the
    /// backup as they are.
    pub damaged: Vec<String>,
}

impl Store {
    /// Writes a backup. Only `force` replaces a file that is there. The file
    /// appears whole, readable by its owner only, or not at all.
    ///
    /// # Errors
    /// When the target is there, a file is missing, or the disk or the database
    /// refuses.
    pub async fn back_up(&self, target: &Path, force: bool, who: &Who) -> Result<BackedUp, BackupError> {
        if !force && target.exists() {
            return Err(BackupError::Taken(target.to_owned()));
        }
        let written = self.while_files_last(|| self.write_backup(target, force)).await?;
        let subject = target.file_name().unwrap_or_default().to_string_lossy();
        let after = serde_json::json!({ "version": written.manifest.version, "bytes": written.bytes });
        let entry = Entry::of("backup", &subject).changed(None, after);
        self.book.note(who, Utc::now(), &entry).await.map_err(StoreError::from)?;
        Ok(written)
    }

    /// Does something with the files that the catalogue names. Where one is gone
    /// because it was merged and deleted meanwhile, it is done again.
    pub(super) async fn while_files_last<T, W>(&self, work: impl Fn() -> W) -> Result<T, BackupError>
    where
        W: Future<Output = Result<T, BackupError>>,
    {
        loop {
            let version = self.book.version().await.map_err(StoreError::from)?;
            match work().await {
                Err(error) if error.is_absence() => {
                    // What was missing before is missing for good.
                    if self.book.version().await.map_err(StoreError::from)? == version {
                        return Err(error);
                    }
                }
                done => return done,
            }
        }
    }

    async fn write_backup(&self, target: &Path, force: bool) -> Result<BackedUp, BackupError> {
        // Beside the target, so that its name can be given at once.
        let folder = parent(target);
        let room = private_folder(&folder)?;
        let now = Utc::now();
        let copy = self.copy_database(&room).await?;
        let lineage = Book::lineage_of(&copy).await.map_err(StoreError::from)?;
        let (lake, made_at) = (self.home.lake(), now.to_rfc3339_opts(SecondsFormat::Secs, true));
        let to = target.to_owned();
        let written = tokio::task::spawn_blocking(move || {
            let (manifest, damaged) = manifest(&lake, &copy, &lineage.files, lineage.version(), made_at)?;
            let bytes = write(&room, &lake, &copy, &manifest, (&to, force))?;
            Ok::<_, BackupError>(BackedUp { manifest, bytes, damaged })
        });
        written.await.map_err(StoreError::from)?
    }

    async fn copy_database(&self, room: &TempDir) -> Result<PathBuf, BackupError> {
        let copy = room.path().join(DATABASE);
        self.book.copy_into(&copy).await.map_err(StoreError::from)?;
        Ok(copy)
    }
}

/// A folder in another for its owner only, which goes away with all that is in
/// it unless it gets another name.
pub(super) fn private_folder(folder: &Path) -> Result<TempDir, BackupError> {
    let mut builder = tempfile::Builder::new();
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o700));
    builder.prefix(".lumbung-").tempdir_in(folder).map_err(BackupError::io(folder))
}

/// The folder that a path lies in.
pub(super) fn parent(path: &Path) -> PathBuf {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder.to_owned(),
        _ => PathBuf::from("."),
    }
}

/// Reads every file once: what the archive will hold, and which of it is
/// damaged already.
fn manifest(
    lake: &Path,
    database: &Path,
    files: &[CatalogueFile],
    version: i64,
    made_at: String,
) -> Result<(Manifest, Vec<String>), BackupError> {
    let mut damaged = Vec::new();
    let mut members = vec![member(DATABASE.to_owned(), database)?];
    for file in files {
        let (path, at) = (file.path(), place(lake, file)?);
        if !at.exists() {
            return Err(BackupError::Missing(path));
        }
        let member = member(path, &at)?;
        if file.sha256.as_ref().is_some_and(|recorded| *recorded != member.sha256) {
            damaged.push(member.path.clone());
        }
        members.push(member);
    }
    let lumbung = env!("CARGO_PKG_VERSION").to_owned();
    Ok((Manifest { format: FORMAT, lumbung, made_at, version, members }, damaged))
}

/// Where a file of the catalogue lies.
fn place(lake: &Path, file: &CatalogueFile) -> Result<PathBuf, BackupError> {
    let table = file.table.filter(|_| super::lineage::is_plain(&file.name));
    Ok(lake::file_path(lake, table.ok_or_else(|| BackupError::Missing(file.path()))?, &file.name))
}

fn member(path: String, at: &Path) -> Result<Member, BackupError> {
    let mut file = File::open(at).map_err(BackupError::io(at))?;
    let bytes = file.metadata().map_err(BackupError::io(at))?.len();
    let sha256 = archive::copy(&mut file, &mut io::sink(), bytes).map_err(BackupError::io(at))?;
    Ok(Member { path, bytes, sha256 })
}

/// Writes the archive beside its target and gives it the target's name.
fn write(
    room: &TempDir,
    lake: &Path,
    database: &Path,
    manifest: &Manifest,
    (target, force): (&Path, bool),
) -> Result<u64, BackupError> {
    let folder = parent(target);
    let partial = NamedTempFile::new_in(room.path()).map_err(BackupError::io(&folder))?;
    let mut tar = tar::Builder::new(BufWriter::new(partial));
    let text = serde_json::to_vec_pretty(manifest).map_err(io::Error::from).map_err(BackupError::io(target))?;
    append(&mut tar, MANIFEST, text.len() as u64, text.as_slice()).map_err(BackupError::io(target))?;
    let home = lake.parent().unwrap_or(lake);
    for member in &manifest.members {
        let at = if member.path == DATABASE { database.to_owned() } else { home.join(&member.path) };
        let file = File::open(&at).map_err(BackupError::io(&at))?;
        append(&mut tar, &member.path, member.bytes, file).map_err(BackupError::io(&at))?;
    }
    let finished = tar.into_inner().and_then(|buffer| buffer.into_inner().map_err(io::IntoInnerError::into_error));
    let partial = finished.map_err(BackupError::io(target))?;
    let file = partial.as_file();
    file.sync_all().map_err(BackupError::io(target))?;
    let bytes = file.metadata().map_err(BackupError::io(target))?.len();
    let named = if force { partial.persist(target) } else { partial.persist_noclobber(target) };
    named.map_err(|error| match error.error.kind() {
        io::ErrorKind::AlreadyExists => BackupError::Taken(target.to_owned()),
        _ => BackupError::Io { path: target.to_owned(), source: error.error },
    })?;
    sync(&folder)?;
    Ok(bytes)
}

/// Adds an ordinary file, in the oldest form that every tar reads.
fn append(tar: &mut tar::Builder<impl Write>, path: &str, bytes: u64, from: impl io::Read) -> io::Result<()> {
    let mut header = Header::new_ustar();
    header.set_path(path)?;
    header.set_size(bytes);
    header.set_mode(0o600);
    header.set_entry_type(EntryType::Regular);
    header.set_cksum();
    // No more than was said: a file that grew would shift all that follows.
    let mut from = from.take(bytes);
    tar.append(&header, &mut from)?;
    if from.limit() > 0 { Err(io::ErrorKind::UnexpectedEof.into()) } else { Ok(()) }
}

/// Makes sure that the names in a folder survive.
pub(super) fn sync(folder: &Path) -> Result<(), BackupError> {
    File::open(folder).and_then(|folder| folder.sync_all()).map_err(BackupError::io(folder))
}
