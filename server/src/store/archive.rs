//! The form of a backup: a tar of ordinary files, of which the first is its
//! manifest. It says what follows, how big it is and what its bytes add up to,
//! so that nothing has to be believed of what follows.

use super::lineage::is_plain;
use crate::home::DATABASE;
use lumbung_data::lake::{SCHEMA_DIR, Table, hexadecimal};
use lumbung_data::model::Lang;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use std::io::{self, Read, Write};
use std::path::PathBuf;
use thiserror::Error;

/// The manifest's name in the archive.
pub(super) const MANIFEST: &str = "manifest.json";
/// The form that this release writes, and the only one it reads.
pub(super) const FORMAT: u32 = 1;
/// The longest manifest that is read: some 200,000 files.
pub(super) const LONGEST_MANIFEST: u64 = 32 << 20;

/// What a backup holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// The form of the archive.
    pub format: u32,
    /// The release that wrote it.
    pub lumbung: String,
    /// When the database was copied; RFC 3339, UTC.
    pub made_at: String,
    /// The data's version.
    pub version: i64,
    /// Every file, in the order of the archive.
    pub members: Vec<Member>,
}

/// A file of a backup.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Member {
    /// Its path below the home.
    pub path: String,
    /// Bytes.
    pub bytes: u64,
    /// The SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
}

/// Why a backup was not written or not put back. Nothing is left half done.
#[derive(Debug, Error)]
pub enum BackupError {
    /// The disk refused.
    #[error("{path}: {source}")]
    Io {
        /// Which file or folder.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// A file has the name that the backup is to get.
    #[error("{0} is there already")]
    Taken(PathBuf),
    /// The home that is to be filled holds something.
    #[error("the folder {0} is not empty")]
    NotEmpty(PathBuf),
    /// The folder that is to be published into holds something else.
    #[error("the folder {0} holds something else than a published lake")]
    NoLake(PathBuf),
    /// A file that the catalogue names is not there.
    #[error("the file {0} is missing")]
    Missing(String),
    /// The file is no backup, or one that somebody changed.
    #[error("no backup of Lumbung: {0}")]
    NoBackup(String),
    /// The backup is of a later release.
    #[error("the backup has the form {0}, which this release does not know")]
    Later(u32),
    /// A file's bytes are not those that were put into the backup.
    #[error("{0} was damaged after the backup was made")]
    Damaged(String),
    /// The database or the lake.
    #[error(transparent)]
    Store(#[from] super::StoreError),
}

impl BackupError {
    pub(super) fn io(path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> Self {
        move |source| Self::Io { path: path.into(), source }
    }

    /// Whether a file was not there.
    pub(super) fn is_absence(&self) -> bool {
        match self {
            Self::Missing(_) => true,
            Self::Io { source, .. } => source.kind() == io::ErrorKind::NotFound,
            _ => false,
        }
    }

    /// What was wrong and what to do, in a language.
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        match lang {
            Lang::Id => self.indonesian(),
            Lang::En => self.english(),
        }
    }

    fn indonesian(&self) -> String {
        match self {
            Self::Io { path, source } => {
                format!("{}: {source}. Periksa hak akses dan sisa ruang disk.", path.display())
            }
            Self::Taken(path) => {
                format!("{} sudah ada; pilih nama lain, atau timpa cadangan lama dengan --force.", path.display())
            }
            Self::NotEmpty(path) => format!(
                "folder {} tidak kosong; berikan folder yang belum ada dengan --home, agar tidak ada data yang tertimpa.",
                path.display()
            ),
            Self::NoLake(path) => format!(
                "folder {} berisi hal lain; berikan folder yang belum ada, kosong, atau berisi lake yang pernah diterbitkan.",
                path.display()
            ),
            Self::Missing(file) => {
                format!("berkas {file} hilang; jalankan lumbung verify untuk melihat apa yang harus dilakukan.")
            }
            Self::NoBackup(why) => {
                format!("ini bukan cadangan Lumbung yang utuh ({why}); gunakan berkas dari lumbung backup.")
            }
            Self::Later(format) => {
                format!("cadangan ini dibuat oleh Lumbung yang lebih baru (bentuk {format}); perbarui Lumbung dahulu.")
            }
            Self::Damaged(file) => {
                format!("{file} di dalam cadangan ini rusak, jadi tidak ada yang dipulihkan; gunakan cadangan lain.")
            }
            Self::Store(error) => error.to_string(),
        }
    }

    fn english(&self) -> String {
        match self {
            Self::Io { path, source } => format!("{}: {source}. Check permissions and disk space.", path.display()),
            Self::Taken(path) => {
                format!(
                    "{} is there already; choose another name, or replace the old backup with --force.",
                    path.display()
                )
            }
            Self::NotEmpty(path) => format!(
                "the folder {} is not empty; give one that is not there yet with --home, so that nothing is lost.",
                path.display()
            ),
            Self::NoLake(path) => format!(
                "the folder {} holds something else; give one that is not there, is empty, or holds a published lake.",
                path.display()
            ),
            Self::Missing(file) => format!("the file {file} is missing; lumbung verify says what to do."),
            Self::NoBackup(why) => {
                format!("this is no whole backup of Lumbung ({why}); give a file made by lumbung backup.")
            }
            Self::Later(format) => {
                format!("this backup was made by a later Lumbung (form {format}); update Lumbung first.")
            }
            Self::Damaged(file) => {
                format!("{file} in this backup is damaged, so nothing was put back; use another backup.")
            }
            Self::Store(error) => error.to_string(),
        }
    }
}

impl Manifest {
    /// Reads a manifest and makes sure that it names files of a home only, each
    /// once, and no more bytes than the whole archive has.
    ///
    /// # Errors
    /// When it is none, of a later form, or names what no backup of ours holds.
    pub(super) fn parse(text: &[u8], archive_bytes: u64) -> Result<Self, BackupError> {
        let wrong = |why: String| Err(BackupError::NoBackup(why));
        let known: serde_json::Value =
            serde_json::from_slice(text).map_err(|error| BackupError::NoBackup(format!("{MANIFEST}: {error}")))?;
        match known["format"].as_u64().and_then(|format| u32::try_from(format).ok()) {
            Some(FORMAT) => {}
            Some(later) if later > FORMAT => return Err(BackupError::Later(later)),
            _ => return wrong(format!("{MANIFEST}: format")),
        }
        let manifest: Self =
            serde_json::from_value(known).map_err(|error| BackupError::NoBackup(format!("{MANIFEST}: {error}")))?;
        let mut seen = BTreeSet::new();
        let mut total = 0_u64;
        for member in &manifest.members {
            if !belongs(&member.path) || !seen.insert(&member.path) {
                return wrong(format!("{MANIFEST}: {:?}", member.path));
            }
            total = total.saturating_add(member.bytes);
        }
        if !seen.contains(&DATABASE.to_owned()) {
            return wrong(format!("{MANIFEST}: {DATABASE}"));
        }
        if total > archive_bytes {
            return wrong(format!("{MANIFEST}: {total} > {archive_bytes}"));
        }
        Ok(manifest)
    }
}

/// Whether a path is the database's, or a data file's of the lake.
fn belongs(path: &str) -> bool {
    let mut parts = path.split('/');
    let below = [parts.next(), parts.next(), parts.next(), parts.next(), parts.next()];
    match below {
        [Some(DATABASE), None, ..] => true,
        [Some("lake"), Some(SCHEMA_DIR), Some(table), Some(name), None] => {
            Table::ALL.iter().any(|known| known.name() == table) && is_plain(name)
        }
        _ => false,
    }
}

/// Copies so many bytes, no more, and gives their SHA-256. It fails where there
/// are fewer.
pub(super) fn copy(from: &mut impl Read, to: &mut impl Write, bytes: u64) -> io::Result<String> {
    let mut digest = Sha256::new();
    let mut piece = vec![0; 1 << 16];
    let mut left = bytes;
    while left > 0 {
        let most = usize::try_from(left).unwrap_or(usize::MAX).min(piece.len());
        let read = from.read(&mut piece[..most])?;
        if read == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        digest.update(&piece[..read]);
        to.write_all(&piece[..read])?;
        left -= read as u64;
    }
    Ok(hexadecimal(&digest.finalize()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(paths: &[&str], bytes: u64) -> Result<Manifest, BackupError> {
        let member = |path: &&str| Member { path: (*path).to_owned(), bytes, sha256: String::new() };
        let members = paths.iter().map(member).collect();
        let manifest = Manifest { format: FORMAT, lumbung: String::new(), made_at: String::new(), version: 1, members };
        Manifest::parse(&serde_json::to_vec(&manifest).unwrap(), 100)
    }

    #[test]
    fn a_manifest_names_files_of_a_home_only() {
        assert!(parse(&["lumbung.db", "lake/main/prices/0198.monthly.parquet"], 50).is_ok());
        for bad in [
            "../lumbung.db",
            "/etc/passwd",
            "lake/main/prices/../../../x",
            "lake/main/prices/..",
            "lake/main/prices/.hidden",
            "lake/main/prices/",
            "lake/main/other/a.parquet",
            "lake/main/prices/a/b.parquet",
            "lake\\main\\prices\\a",
            "uploads/x",
            "lock",
            "lumbung.db/x",
            "lumbung.db",
            "",
        ] {
            assert!(matches!(parse(&["lumbung.db", bad], 1), Err(BackupError::NoBackup(_))), "{bad}");
        }
    }

    #[test]
    fn a_manifest_without_the_database_or_with_more_than_the_archive_is_none() {
        assert!(parse(&["lake/main/prices/a.parquet"], 1).is_err());
        assert!(parse(&["lumbung.db", "lake/main/prices/a.parquet"], 51).is_err());
        assert!(parse(&["lumbung.db", "lake/main/prices/a.parquet"], u64::MAX).is_err());
    }

    #[test]
    fn a_later_form_asks_for_a_later_release() {
        assert!(matches!(Manifest::parse(br#"{"format":2,"anything":[]}"#, 100), Err(BackupError::Later(2))));
        for bad in ["", "[]", "{}", r#"{"format":0}"#, r#"{"format":1}"#] {
            assert!(matches!(Manifest::parse(bad.as_bytes(), 100), Err(BackupError::NoBackup(_))), "{bad}");
        }
    }
}
