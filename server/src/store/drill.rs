//! The restore drill: whether a backup would bring the home back. It is restored beside the
//! home, verified, and compared with it; then it is taken away again.

use super::archive::{BackupError, Manifest};
use super::backup::{parent, private_folder};
use super::{Store, StoreError, Verification, restore};
use crate::auth::Who;
use crate::book::Entry;
use chrono::Utc;
use lumbung_data::export::{Extract, Filter, Format, Variant};
use lumbung_data::granary::Granary;
use lumbung_data::profile::Profile;
use sha2::{Digest, Sha256};
use std::io::{self, Write};
use std::path::{Path, absolute};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// What trying out a backup came to.
#[derive(Debug)]
pub struct Drill {
    /// What the backup says of itself.
    pub manifest: Manifest,
    /// What its verification found.
    pub verification: Verification,
    /// Rows of cleaned prices in it.
    pub prices: u64,
    /// Whether these are, to the byte of their export, those of the home as of the backup's
    /// version; none where the home is older than that.
    pub same: Option<bool>,
    /// How long the home was being restored, verification left out.
    pub took: Duration,
}

impl Drill {
    /// Whether the backup would bring the home back.
    #[must_use]
    pub fn is_good(&self) -> bool {
        self.verification.problems.is_empty() && self.same != Some(false)
    }

    /// Seconds that a million rows of the lake took; none of an empty one.
    #[must_use]
    pub fn seconds_a_million(&self) -> Option<f64> {
        #[expect(clippy::cast_precision_loss, reason = "a number of rows")]
        let millions = self.verification.rows as f64 / 1e6;
        (millions > 0.0).then(|| self.took.as_secs_f64() / millions)
    }
}

impl Store {
    /// Tries a backup out, and notes in the audit log how that went.
    ///
    /// # Errors
    /// When the file is no whole backup, or the disk or the database refuses.
    pub async fn drill(&self, backup: &Path, profile: &Arc<Profile>, who: &Who) -> Result<Drill, BackupError> {
        // As written it may lie in a folder without a name, and the drill needs one beside.
        let beside = absolute(self.home.dir()).map_err(BackupError::io(self.home.dir()))?;
        let room = private_folder(&parent(&beside))?;
        let (file, to) = (backup.to_owned(), room.path().join("home"));
        let begun = Instant::now();
        let (manifest, to) = tokio::task::spawn_blocking(move || restore(&file, &to).map(|manifest| (manifest, to)))
            .await
            .map_err(StoreError::from)??;
        let took = begun.elapsed();
        let restored = Store::open_existing(&to).await?;
        let verification = restored.verify().await?;
        let version = manifest.version;
        let is_known = self.book.version().await.map_err(StoreError::from)? >= version;
        let mut prices = (0, Vec::new());
        let mut same = None;
        if verification.problems.is_empty() {
            prices = exported(restored.load(version).await?, profile).await?;
            if is_known {
                same = Some(exported(self.load(version).await?, profile).await? == prices);
            }
        }
        restored.book.close().await;
        let drill = Drill { manifest, verification, prices: prices.0, same, took };
        let subject = backup.file_name().unwrap_or_default().to_string_lossy();
        let after = serde_json::json!({
            "version": version, "rows": drill.verification.rows, "seconds": took.as_secs_f64(), "good": drill.is_good(),
        });
        let entry = Entry::of("restore-drill", &subject).changed(None, after);
        self.book.note(who, Utc::now(), &entry).await.map_err(StoreError::from)?;
        Ok(drill)
    }
}

/// Rows and digest of the export of everything.
async fn exported(granary: Granary, profile: &Arc<Profile>) -> Result<(u64, Vec<u8>), StoreError> {
    let profile = Arc::clone(profile);
    let written = tokio::task::spawn_blocking(move || {
        let filter = Filter::default();
        let mut digest = Digested(Sha256::new());
        let extract = Extract { granary: &granary, profile: &profile, filter: &filter };
        let rows = extract.write(Format::Csv(Variant::Plain), &mut digest)?;
        Ok((rows, digest.0.finalize().to_vec()))
    });
    written.await?.map_err(|source: io::Error| StoreError::Home { path: "export".to_owned(), source })
}

/// What is written is only digested.
struct Digested(Sha256);

impl Write for Digested {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.update(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
