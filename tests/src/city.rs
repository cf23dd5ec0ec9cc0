//! A home folder that goes away with the test.

use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// An empty home, and room for files beside it.
#[derive(Debug)]
pub struct HomeDir {
    dir: TempDir,
}

impl Default for HomeDir {
    fn default() -> Self {
        Self::new()
    }
}

impl HomeDir {
    /// A new one.
    ///
    /// # Panics
    /// When no temporary folder can be made.
    #[must_use]
    pub fn new() -> Self {
        Self { dir: tempfile::tempdir().expect("a temporary folder") }
    }

    /// A new one on a disk that is mounted there.
    ///
    /// # Panics
    /// When no temporary folder can be made.
    #[must_use]
    pub fn within(disk: &Path) -> Self {
        Self { dir: tempfile::tempdir_in(disk).expect("a temporary folder") }
    }

    /// A new one with a copy of all that another holds.
    ///
    /// # Panics
    /// When the disk refuses.
    #[must_use]
    pub fn copy_of(other: &Self) -> Self {
        let copy = Self::new();
        copy_folder(&other.path(), &copy.path()).expect("a copy");
        copy
    }

    /// The home's folder.
    #[must_use]
    pub fn path(&self) -> PathBuf {
        self.dir.path().join("home")
    }

    /// Writes a file beside the home and gives its path.
    ///
    /// # Panics
    /// When the disk refuses.
    pub fn file(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.dir.path().join(name);
        std::fs::write(&path, content).expect("a file beside the home");
        path
    }

    /// Every file of a table of the lake.
    #[must_use]
    pub fn lake_files(&self, table: &str) -> Vec<PathBuf> {
        list(&self.path().join("lake/main").join(table))
    }
}

fn copy_folder(from: &Path, to: &Path) -> std::io::Result<()> {
    std::fs::create_dir(to)?;
    for entry in std::fs::read_dir(from)? {
        let entry = entry?;
        let to = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy_folder(&entry.path(), &to)?;
        } else {
            std::fs::copy(entry.path(), to)?;
        }
    }
    Ok(())
}

fn list(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    entries.filter_map(|entry| Some(entry.ok()?.path())).collect()
}
