//! What a disk can do to us: have no room left, or give back other bytes than were
//! written. Both are found in the causes of an error, and both have a way out that
//! can be said.

use crate::ingest::IngestError;
use crate::store::StoreError;
use lumbung_data::model::Lang;
use std::error::Error;
use std::io::{self, ErrorKind};
use std::iter;

/// `SQLITE_FULL`, and what SQLite says where its shared memory finds no room.
const FULL: [&str; 2] = ["13", "4874"];
/// `SQLITE_CORRUPT` and `SQLITE_NOTADB`, and the kinds of the first.
const DAMAGED: [&str; 5] = ["11", "26", "267", "523", "779"];

/// Why the disk failed us.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DiskTrouble {
    /// There is no room, or no more of it for us.
    Full,
    /// The database, or a file of the lake, holds other bytes than were written.
    Damaged,
}

impl DiskTrouble {
    /// What the disk did, by the causes of an error; none where it did neither.
    #[must_use]
    pub fn behind(error: &(dyn Error + 'static)) -> Option<Self> {
        iter::successors(Some(error), |error| (*error).source()).find_map(Self::of)
    }

    fn of(error: &(dyn Error + 'static)) -> Option<Self> {
        if let Some(error) = error.downcast_ref::<io::Error>() {
            return matches!(error.kind(), ErrorKind::StorageFull | ErrorKind::QuotaExceeded).then_some(Self::Full);
        }
        if let Some(error) = error.downcast_ref::<sqlx::Error>() {
            // A column that holds what we never write there.
            if matches!(error, sqlx::Error::ColumnDecode { .. } | sqlx::Error::Decode(_)) {
                return Some(Self::Damaged);
            }
            let code = error.as_database_error()?.code()?;
            let is_one_of = |codes: &[&str]| codes.contains(&code.as_ref());
            return if is_one_of(&FULL) { Some(Self::Full) } else { is_one_of(&DAMAGED).then_some(Self::Damaged) };
        }
        // Errors that only pass one on hide it from the chain of causes.
        let lake = error.downcast_ref::<StoreError>().and_then(StoreError::lake);
        let lake = lake.or_else(|| error.downcast_ref::<IngestError>()?.store()?.lake());
        lake.or_else(|| error.downcast_ref()).filter(|lake| lake.is_damage()).map(|_| Self::Damaged)
    }

    /// What to do at the command line.
    #[must_use]
    pub fn way_out(self, lang: Lang) -> &'static str {
        match (self, lang) {
            (Self::Full, Lang::Id) => {
                "Ruang disk habis. Kosongkan ruang pada disk yang memuat folder data, lalu jalankan perintah ini sekali lagi; \
                 yang sudah tersimpan tetap utuh dan tidak akan tersimpan dua kali."
            }
            (Self::Full, Lang::En) => {
                "The disk is full. Make room on the disk of the home folder, then run this command again; what was stored \
                 is whole and is not stored twice."
            }
            (Self::Damaged, Lang::Id) => {
                "Data di folder ini rusak. Jalankan lumbung verify untuk melihat berkas yang rusak, lalu pulihkan cadangan \
                 terakhir dengan lumbung restore."
            }
            (Self::Damaged, Lang::En) => {
                "What is in this folder is damaged. Run lumbung verify to see which file, then put the last backup back \
                 with lumbung restore."
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use lumbung_data::lake::LakeError;

    fn store(source: io::Error) -> IngestError {
        IngestError::Store(StoreError::Lake(LakeError::Io { path: "a.parquet".into(), source }))
    }

    #[test]
    fn what_the_disk_did_is_found_behind_every_error_that_it_causes() {
        let full = || io::Error::from(ErrorKind::StorageFull);
        assert_eq!(DiskTrouble::behind(&full()), Some(DiskTrouble::Full));
        assert_eq!(DiskTrouble::behind(&store(full())), Some(DiskTrouble::Full));
        let damaged = || StoreError::Lake(LakeError::Damaged { path: "a.parquet".into() });
        assert_eq!(DiskTrouble::behind(&damaged()), Some(DiskTrouble::Damaged));
        assert_eq!(DiskTrouble::behind(&IngestError::Store(damaged())), Some(DiskTrouble::Damaged));
        assert_eq!(DiskTrouble::behind(&store(ErrorKind::PermissionDenied.into())), None);
        assert_eq!(DiskTrouble::behind(&crate::upload::UploadError::Disk(full())), Some(DiskTrouble::Full));
    }

    #[tokio::test]
    async fn a_file_that_is_no_database_is_damaged() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("lumbung.db"), [b'x'; 8192]).unwrap();
        let error = crate::store::Store::open(folder.path()).await.unwrap_err();
        assert_eq!(DiskTrouble::behind(&error), Some(DiskTrouble::Damaged), "{error}");
    }
}
