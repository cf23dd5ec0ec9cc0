//! The home folder: `lumbung.db`, `lake/` and `lock` are the whole state.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

/// The database's name in a home.
pub const DATABASE: &str = "lumbung.db";

/// A home folder that exists.
#[derive(Debug, Clone)]
pub struct Home {
    dir: PathBuf,
}

/// The right to write: to stage, to commit, to clean up. One process at a time
/// has it; it ends with the value, or with the process.
#[derive(Debug)]
pub struct WriteLock {
    _file: File,
}

impl Home {
    /// Whether a folder is a home.
    #[must_use]
    pub fn exists(dir: &Path) -> bool {
        dir.join(DATABASE).is_file()
    }

    /// Opens a home, making the folder where it is missing.
    ///
    /// # Errors
    /// When the folder cannot be made.
    pub fn open(dir: &Path) -> io::Result<Self> {
        fs::create_dir_all(dir.join("lake"))?;
        Ok(Self { dir: dir.to_owned() })
    }

    /// The database's file.
    #[must_use]
    pub fn database(&self) -> PathBuf {
        self.dir.join(DATABASE)
    }

    /// The lake's folder.
    #[must_use]
    pub fn lake(&self) -> PathBuf {
        self.dir.join("lake")
    }

    /// The folder itself.
    #[must_use]
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// Takes the lock if nobody has it.
    ///
    /// # Errors
    /// When the lock file cannot be opened or locked.
    pub fn try_write(&self) -> io::Result<Option<WriteLock>> {
        try_lock(self.lock_file()?)
    }

    /// Waits for the lock. Blocks: call from `spawn_blocking` or a command.
    ///
    /// # Errors
    /// When the lock file cannot be opened or locked.
    pub fn write(&self) -> io::Result<WriteLock> {
        let file = self.lock_file()?;
        file.lock()?;
        Ok(WriteLock { _file: file })
    }

    /// Takes the right to send what is in the outbox, if nobody has it. It is another one
    /// than that to write.
    ///
    /// # Errors
    /// When its file cannot be opened or locked.
    pub fn try_send(&self) -> io::Result<Option<WriteLock>> {
        try_lock(self.open_lock("outbox.lock")?)
    }

    fn lock_file(&self) -> io::Result<File> {
        self.open_lock("lock")
    }

    fn open_lock(&self, name: &str) -> io::Result<File> {
        File::options().create(true).truncate(false).write(true).open(self.dir.join(name))
    }
}

fn try_lock(file: File) -> io::Result<Option<WriteLock>> {
    match file.try_lock() {
        Ok(()) => Ok(Some(WriteLock { _file: file })),
        Err(TryLockError::WouldBlock) => Ok(None),
        Err(TryLockError::Error(error)) => Err(error),
    }
}
