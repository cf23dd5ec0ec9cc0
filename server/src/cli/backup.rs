//! `lumbung backup FILE` and `lumbung restore FILE`

use super::{Outcome, Setting, verify};
use crate::auth::Who;
use crate::book::Entry;
use crate::store::{BackupError, Drill, Manifest, Store, restore};
use chrono::Utc;
use lumbung_data::model::Lang;
use serde_json::json;
use std::io::Write;
use std::path::{Path, PathBuf};

/// Writes database and lake into one file, also while the server runs. It holds
/// secrets: keep it as safe as the home. Files that wait at the upload page are
/// not in it.
#[derive(Debug, clap::Args)]
pub struct Backup {
    /// The file to write.
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Replace the file if it is there.
    #[arg(long)]
    force: bool,
}

/// Makes a home, at `--home`, of a backup, and verifies it. The home must not
/// be there yet, or be an empty folder.
#[derive(Debug, clap::Args)]
pub struct Restore {
    /// The backup.
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Only try the backup out: restore it beside the home at `--home`, verify it, compare
    /// it with the home, and take it away again. Exit 1 where it would not do.
    #[arg(long)]
    drill: bool,
}

impl Backup {
    pub(super) async fn run(self, setting: &Setting) -> anyhow::Result<Outcome> {
        let lang = setting.lang;
        let made = setting.store.back_up(&self.file, self.force, &Who::at_command_line()).await;
        let made = made.map_err(|error| said(&error, lang))?;
        let (file, version, files) = (self.file.display(), made.manifest.version, made.manifest.members.len() - 1);
        let mut out = std::io::stdout().lock();
        if setting.json {
            let result = json!({
                "file": file.to_string(), "bytes": made.bytes, "version": version, "files": files,
                "made_at": made.manifest.made_at, "damaged": made.damaged,
            });
            writeln!(out, "{result}")?;
        } else {
            match lang {
                Lang::Id => writeln!(out, "{file}: versi {version}, {files} berkas lake, {} bita.", made.bytes)?,
                Lang::En => {
                    writeln!(out, "{file}: version {version}, {files} files of the lake, {} bytes.", made.bytes)?;
                }
            }
            for damaged in &made.damaged {
                let what = lang.pick(
                    "sudah rusak sebelum dicadangkan; jalankan lumbung verify, dan jangan hapus cadangan yang lama.",
                    "was damaged before it was backed up; run lumbung verify, and keep your older backups.",
                );
                writeln!(out, "  {damaged}: {what}")?;
            }
        }
        Ok(if made.damaged.is_empty() { Outcome::Done } else { Outcome::SomethingRefused })
    }
}

impl Restore {
    /// Makes the home and opens it. The audit log says from where it goes on.
    pub(super) async fn open(&self, home: &Path, lang: Lang) -> anyhow::Result<Store> {
        if self.drill {
            return Ok(Store::open_existing(home).await?);
        }
        let (file, to) = (self.file.clone(), home.to_owned());
        let restored = tokio::task::spawn_blocking(move || restore(&file, &to)).await?;
        let Manifest { version, made_at, .. } = restored.map_err(|error| said(&error, lang))?;
        let store = Store::open_existing(home).await?;
        let subject = self.file.file_name().unwrap_or_default().to_string_lossy();
        let entry = Entry::of("restore", &subject).changed(None, json!({ "version": version, "made_at": made_at }));
        store.book.note(&Who::at_command_line(), Utc::now(), &entry).await?;
        Ok(store)
    }

    pub(super) async fn run(self, setting: &Setting) -> anyhow::Result<Outcome> {
        if self.drill {
            let drill = setting.store.drill(&self.file, &setting.profile, &Who::at_command_line()).await;
            return report(&drill.map_err(|error| said(&error, setting.lang))?, &self.file, setting);
        }
        if !setting.json {
            let home = setting.store.home.dir().display();
            match setting.lang {
                Lang::Id => println!("{} dipulihkan ke {home}.", self.file.display()),
                Lang::En => println!("{} was restored to {home}.", self.file.display()),
            }
        }
        verify::report(&setting.store.verify().await?, setting.lang, setting.json)
    }
}

/// Says what a drill came to, and how the command ends.
fn report(drill: &Drill, file: &Path, setting: &Setting) -> anyhow::Result<Outcome> {
    let (lang, file) = (setting.lang, file.display());
    let (version, rows, seconds) = (drill.manifest.version, drill.verification.rows, drill.took.as_secs_f64());
    let mut out = std::io::stdout().lock();
    if setting.json {
        let problems: Vec<String> = drill.verification.problems.iter().map(|one| one.message(lang)).collect();
        let result = json!({
            "file": file.to_string(), "version": version, "rows": rows, "prices": drill.prices, "seconds": seconds,
            "seconds_a_million": drill.seconds_a_million(), "same": drill.same, "problems": problems,
            "good": drill.is_good(),
        });
        writeln!(out, "{result}")?;
    } else {
        match lang {
            Lang::Id => {
                writeln!(out, "{file}: versi {version}, {rows} baris lake dipulihkan dalam {seconds:.1} detik.")?;
            }
            Lang::En => {
                writeln!(out, "{file}: version {version}, {rows} rows of the lake restored in {seconds:.1} seconds.")?;
            }
        }
        for problem in &drill.verification.problems {
            writeln!(out, "  {}", problem.message(lang))?;
        }
        match (drill.same, lang) {
            (_, _) if !drill.verification.problems.is_empty() => {}
            (Some(true), Lang::Id) => {
                writeln!(out, "{} baris harga sama dengan data sekarang per versi {version}.", drill.prices)?;
            }
            (Some(true), Lang::En) => {
                writeln!(out, "{} rows of prices are those of the home as of version {version}.", drill.prices)?;
            }
            (Some(false), Lang::Id) => writeln!(
                out,
                "Harganya berbeda dari data sekarang per versi {version}: cadangan ini dari Lumbung lain, atau data berubah. Jalankan lumbung verify."
            )?,
            (Some(false), Lang::En) => writeln!(
                out,
                "Its prices are not those of the home as of version {version}: it is of another Lumbung, or data were changed. Run lumbung verify."
            )?,
            (None, Lang::Id) => {
                writeln!(out, "Cadangan ini lebih baru daripada data di sini, jadi tidak dibandingkan.")?;
            }
            (None, Lang::En) => writeln!(out, "The backup is newer than the home, so they were not compared.")?,
        }
        let verdict = if drill.is_good() {
            lang.pick("Cadangan ini dapat dipulihkan.", "The backup can be restored.")
        } else {
            lang.pick(
                "Cadangan ini tidak dapat diandalkan: buat yang baru dengan lumbung backup.",
                "The backup cannot be relied on: make a new one with lumbung backup.",
            )
        };
        writeln!(out, "{verdict}")?;
    }
    Ok(if drill.is_good() { Outcome::Done } else { Outcome::SomethingRefused })
}

/// The failure in the user's language.
pub(super) fn said(error: &BackupError, lang: Lang) -> anyhow::Error {
    anyhow::anyhow!(error.message(lang))
}
