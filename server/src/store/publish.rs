//! The published lake: a catalogue and the Parquet files alone, for readers
//! outside. Nothing of the book is in it.

use super::archive::BackupError;
use super::backup::{parent, private_folder, sync};
use super::{Store, StoreError};
use lumbung_data::lake::SCHEMA_DIR;
use std::fs;
use std::io;
use std::path::Path;

/// The catalogue's name in a published lake.
pub const PUBLISHED_CATALOGUE: &str = "catalogue.sqlite";
/// The folder of the files in a published lake.
pub const PUBLISHED_FILES: &str = "lake";

/// What was published.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Published {
    /// The version that readers find.
    pub version: i64,
    /// Parquet files.
    pub files: usize,
}

impl Store {
    /// Publishes the lake as it is now into a folder that is not there, is
    /// empty, or holds an earlier published lake, which it replaces as a whole.
    /// Where the folder lies on the lake's file system, files are linked and not
    /// copied.
    ///
    /// # Errors
    /// When the folder holds anything else, a file is missing, or the disk or
    /// the database refuses. The folder is as before then.
    pub async fn publish(&self, target: &Path) -> Result<Published, BackupError> {
        if !is_ours_or_empty(target).map_err(BackupError::io(target))? {
            return Err(BackupError::NoLake(target.to_owned()));
        }
        self.while_files_last(|| self.write_published(target)).await
    }

    async fn write_published(&self, target: &Path) -> Result<Published, BackupError> {
        let folder = parent(target);
        fs::create_dir_all(&folder).map_err(BackupError::io(&folder))?;
        let room = private_folder(&folder)?;
        // Inside the room, because the room itself is for its owner only.
        let fresh = room.path().join("fresh");
        fs::create_dir(&fresh).map_err(BackupError::io(&fresh))?;
        let (version, named) =
            self.book.catalogue_into(&fresh.join(PUBLISHED_CATALOGUE)).await.map_err(StoreError::from)?;
        let (lake, to, files) = (self.home.lake(), target.to_owned(), named.len());
        let filled = tokio::task::spawn_blocking(move || {
            for name in &named {
                share(&lake.join(SCHEMA_DIR).join(name), &fresh.join(PUBLISHED_FILES).join(SCHEMA_DIR).join(name))?;
            }
            fs::create_dir_all(fresh.join(PUBLISHED_FILES).join(SCHEMA_DIR)).map_err(BackupError::io(&fresh))?;
            exchange(&fresh, &to).map_err(BackupError::io(&to))?;
            // What was replaced goes away with the room.
            drop(room);
            sync(&folder)
        });
        filled.await.map_err(StoreError::from)??;
        Ok(Published { version, files })
    }
}

/// Whether a folder is missing, empty, or a published lake and nothing else.
fn is_ours_or_empty(target: &Path) -> io::Result<bool> {
    let entries = match fs::read_dir(target) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(true),
        Err(error) => return Err(error),
    };
    let names = entries.map(|entry| Ok(entry?.file_name())).collect::<io::Result<Vec<_>>>()?;
    let known = names.iter().all(|name| name == PUBLISHED_CATALOGUE || name == PUBLISHED_FILES);
    Ok(names.is_empty() || known && names.iter().any(|name| name == PUBLISHED_CATALOGUE))
}

/// Links a file into another folder, or copies it where that cannot be.
fn share(from: &Path, to: &Path) -> Result<(), BackupError> {
    let folder = parent(to);
    fs::create_dir_all(&folder).map_err(BackupError::io(&folder))?;
    if !from.exists() {
        return Err(BackupError::Missing(from.display().to_string()));
    }
    fs::hard_link(from, to).or_else(|_| fs::copy(from, to).map(drop)).map_err(BackupError::io(to))
}

/// Gives a folder the name of another, which gets the first one's name if it is
/// there: in one step where the system can, so that readers find one or the other.
fn exchange(fresh: &Path, target: &Path) -> io::Result<()> {
    if !target.exists() {
        return fs::rename(fresh, target);
    }
    #[cfg(target_os = "linux")]
    {
        use rustix::fs::{CWD, RenameFlags, renameat_with};
        if renameat_with(CWD, fresh, CWD, target, RenameFlags::EXCHANGE).is_ok() {
            return Ok(());
        }
    }
    let old = fresh.with_file_name("old");
    fs::rename(target, &old)?;
    // Readers find nothing for a moment; what was there comes back where this fails.
    fs::rename(fresh, target).inspect_err(|_| drop(fs::rename(&old, target)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_empty_folder_or_a_published_lake_is_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let at = folder.path().join("lake");
        assert!(is_ours_or_empty(&at).unwrap());
        fs::create_dir(&at).unwrap();
        assert!(is_ours_or_empty(&at).unwrap());
        fs::create_dir(at.join(PUBLISHED_FILES)).unwrap();
        assert!(!is_ours_or_empty(&at).unwrap());
        fs::write(at.join(PUBLISHED_CATALOGUE), b"").unwrap();
        assert!(is_ours_or_empty(&at).unwrap());
        fs::write(at.join("lumbung.db"), b"").unwrap();
        assert!(!is_ours_or_empty(&at).unwrap());
    }

    #[test]
    fn folders_change_places() {
        let folder = tempfile::tempdir().unwrap();
        let (fresh, target) = (folder.path().join("fresh"), folder.path().join("target"));
        for (at, text) in [(&fresh, "new"), (&target, "old")] {
            fs::create_dir(at).unwrap();
            fs::write(at.join("x"), text).unwrap();
        }
        exchange(&fresh, &target).unwrap();
        assert_eq!(fs::read_to_string(target.join("x")).unwrap(), "new");
    }
}
