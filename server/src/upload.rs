//! Files that come in over HTTP: their bytes are laid into the home's `uploads/`
//! under a name of ours, within a limit, and taken away when they are stored,
//! thrown away or forgotten. What the browser calls a file is shown and never
//! used as a path.

use axum::body::Bytes;
use futures_util::{Stream, StreamExt};
use std::collections::HashSet;
use std::fmt::Display;
use std::io;
use std::path::{Path, PathBuf};
use thiserror::Error;
use tokio::fs;
use tokio::io::AsyncWriteExt;
use uuid::Uuid;

/// The folder in the home.
const FOLDER: &str = "uploads";
/// The longest name that is shown, in characters.
const LONGEST_NAME: usize = 120;

/// Why an upload was not taken.
#[derive(Debug, Error)]
pub enum UploadError {
    /// More bytes than are taken.
    #[error("the file is larger than {0} bytes")]
    TooLarge(u64),
    /// No bytes at all.
    #[error("the file is empty")]
    Empty,
    /// The connection broke off, or the form was malformed.
    #[error("the upload broke off: {0}")]
    Broken(String),
    /// The disk refused.
    #[error("the upload could not be kept: {0}")]
    Disk(#[from] io::Error),
}

/// Where uploads lie.
#[derive(Debug, Clone)]
pub struct Uploads {
    folder: PathBuf,
}

/// A file whose bytes were taken. They go away with it unless it is kept.
#[derive(Debug)]
pub struct Taken {
    /// Its number, also its name.
    pub id: String,
    path: PathBuf,
    keep: bool,
}

impl Taken {
    /// Where it lies.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Lets it lie until somebody takes it away.
    #[must_use]
    pub fn keep(mut self) -> String {
        self.keep = true;
        std::mem::take(&mut self.id)
    }
}

impl Drop for Taken {
    fn drop(&mut self) {
        if !self.keep {
            // What cannot be removed now is swept up later.
            let _ = std::fs::remove_file(&self.path);
        }
    }
}

impl Uploads {
    /// The uploads of a home.
    #[must_use]
    pub fn of(home: &Path) -> Self {
        Self { folder: home.join(FOLDER) }
    }

    /// Takes a stream of bytes, at most so many.
    ///
    /// # Errors
    /// When it is too large, empty, breaks off, or the disk refuses. Nothing is
    /// left of it then.
    pub async fn take<E: Display>(
        &self,
        stream: impl Stream<Item = Result<Bytes, E>>,
        most: u64,
    ) -> Result<Taken, UploadError> {
        fs::create_dir_all(&self.folder).await?;
        let id = Uuid::new_v4().to_string();
        let taken = Taken { path: self.folder.join(&id), id, keep: false };
        let mut file = fs::File::create_new(&taken.path).await?;
        let mut bytes = 0_u64;
        let mut stream = std::pin::pin!(stream);
        while let Some(chunk) = stream.next().await {
            let chunk = chunk.map_err(|error| UploadError::Broken(error.to_string()))?;
            bytes += chunk.len() as u64;
            if bytes > most {
                return Err(UploadError::TooLarge(most));
            }
            file.write_all(&chunk).await?;
        }
        file.flush().await?;
        if bytes == 0 { Err(UploadError::Empty) } else { Ok(taken) }
    }

    /// Where an upload lies; none if this is no number of one.
    #[must_use]
    pub fn path(&self, id: &str) -> Option<PathBuf> {
        let id = Uuid::try_parse(id).ok()?;
        Some(self.folder.join(id.to_string()))
    }

    /// Takes an upload away.
    pub async fn remove(&self, id: &str) {
        if let Some(path) = self.path(id)
            && let Err(error) = fs::remove_file(&path).await
        {
            tracing::warn!(%error, id, "an upload could not be removed");
        }
    }

    /// Takes everything away that nobody waits for and that is older than an
    /// upload may last.
    ///
    /// # Errors
    /// When the folder cannot be read.
    pub async fn sweep(&self, waiting: &HashSet<String>) -> io::Result<()> {
        let mut entries = match fs::read_dir(&self.folder).await {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            entries => entries?,
        };
        while let Some(entry) = entries.next_entry().await? {
            let age = entry.metadata().await?.modified()?.elapsed().unwrap_or_default();
            // One that is still on its way is not yet recorded.
            let old = age > std::time::Duration::from_hours(1);
            if old && !waiting.contains(entry.file_name().to_string_lossy().as_ref()) {
                // One that cannot be removed does not keep the others.
                if let Err(error) = fs::remove_file(entry.path()).await {
                    tracing::warn!(%error, path = %entry.path().display(), "an old upload could not be removed");
                }
            }
        }
        Ok(())
    }
}

/// A file's name as it may be shown and kept: without folders, control and
/// direction characters, and of readable length.
#[must_use]
pub fn shown_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let hidden = |c: char| {
        c.is_control()
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
    };
    let clean: String = last.chars().filter(|c| !hidden(*c)).take(LONGEST_NAME).collect();
    let clean = clean.trim().trim_start_matches('.');
    if clean.is_empty() { "tanpa-nama".to_owned() } else { clean.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures_util::stream;

    fn chunks(chunks: &[&'static str]) -> impl Stream<Item = Result<Bytes, String>> {
        stream::iter(chunks.iter().map(|chunk| Ok(Bytes::from_static(chunk.as_bytes()))).collect::<Vec<_>>())
    }

    #[test]
    fn a_name_is_shown_without_path_or_tricks() {
        for (given, shown) in [
            ("../../etc/passwd", "passwd"),
            ("..\\..\\windows\\system32\\harga.csv", "harga.csv"),
            ("/etc/shadow", "shadow"),
            ("C:\\harga.csv", "harga.csv"),
            ("harga\u{202e}vsc.exe", "hargavsc.exe"),
            ("harga\r\nSet-Cookie: a=b.csv", "hargaSet-Cookie: a=b.csv"),
            ("a\0b.csv", "ab.csv"),
            ("..", "tanpa-nama"),
            (".htaccess", "htaccess"),
            ("", "tanpa-nama"),
            ("folder/", "tanpa-nama"),
            ("  harga pasar.csv ", "harga pasar.csv"),
        ] {
            assert_eq!(shown_name(given), shown, "{given:?}");
        }
        assert_eq!(shown_name(&"x".repeat(5000)).len(), LONGEST_NAME);
    }

    #[test]
    fn only_a_number_of_ours_leads_to_a_path() {
        let uploads = Uploads::of(Path::new("/home"));
        for bad in ["../lumbung.db", "x", "", "..%2flumbung.db"] {
            assert_eq!(uploads.path(bad), None);
        }
        let id = Uuid::new_v4().to_string();
        assert_eq!(uploads.path(&id), Some(PathBuf::from(format!("/home/uploads/{id}"))));
    }

    #[tokio::test]
    async fn nothing_is_left_of_a_file_that_is_too_large_or_empty() {
        let home = tempfile::tempdir().unwrap();
        let uploads = Uploads::of(home.path());
        let count = || std::fs::read_dir(home.path().join(FOLDER)).unwrap().count();
        let large = uploads.take(chunks(&["1234", "5678"]), 7).await;
        assert!(matches!(large, Err(UploadError::TooLarge(7))));
        assert!(matches!(uploads.take(chunks(&[]), 7).await, Err(UploadError::Empty)));
        let broken = stream::iter([Ok(Bytes::from_static(b"1")), Err("gone")]);
        assert!(matches!(uploads.take(broken, 7).await, Err(UploadError::Broken(_))));
        assert_eq!(count(), 0);
        let id = uploads.take(chunks(&["1234", "567"]), 7).await.unwrap().keep();
        assert_eq!(std::fs::read(uploads.path(&id).unwrap()).unwrap(), b"1234567");
        uploads.remove(&id).await;
        assert_eq!(count(), 0);
    }
}
