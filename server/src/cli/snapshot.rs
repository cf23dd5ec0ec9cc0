//! `lumbung snapshot`

use super::{Outcome, Setting};
use crate::book::SheetFile;
use crate::report::freeze::{drawn, known_at};
use crate::report::{self, compose, has_data};
use anyhow::Context;
use chrono::Utc;
use lumbung_data::model::{IsoWeek, Lang};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Writes the sheet of a week as HTML and PDF: the very bytes of a frozen one, else a
/// draft from the days up to its Sunday.
#[derive(Debug, clap::Args)]
pub struct Snapshot {
    /// The week; that of the latest data if left out.
    #[arg(long, value_name = "2025-W50", value_parser = parse_week)]
    week: Option<IsoWeek>,
    /// The folder to write to; with --json nothing is written where it is left out.
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
}

fn parse_week(text: &str) -> Result<IsoWeek, String> {
    IsoWeek::parse(text).map_err(|_| "tulis minggu seperti 2025-W50 · write the week as 2025-W50".to_owned())
}

/// What is written, by the end of its name.
type Files = Vec<(&'static str, Vec<u8>)>;

impl Snapshot {
    pub(super) async fn run(self, setting: &Setting) -> anyhow::Result<Outcome> {
        let lang = setting.lang;
        let granary = Arc::new(setting.store.load(setting.store.book.version().await?).await?);
        let latest = crate::pages::latest(&granary, &setting.profile).map(IsoWeek::of);
        let Some(week) = self.week.or(latest) else {
            anyhow::bail!(lang.pick("Belum ada data.", "There are no data yet."));
        };
        let (model, files) = match frozen(setting, week).await? {
            Some(found) => found,
            None if has_data(&granary, &setting.profile, week) => draft(setting, granary, week).await?,
            None => {
                let label = week.label(lang);
                match lang {
                    Lang::Id => {
                        anyhow::bail!("Tidak ada hari survei pada {label} ({week}); pilih minggu lain dengan --week.")
                    }
                    Lang::En => anyhow::bail!("{label} ({week}) has no survey day; choose another week with --week."),
                }
            }
        };
        let mut out = io::stdout().lock();
        if setting.json {
            out.write_all(&model)?;
            writeln!(out)?;
        }
        if self.out.is_some() || !setting.json {
            let folder = self.out.unwrap_or_else(|| PathBuf::from("."));
            for path in write(&folder, week, &files, lang)? {
                if !setting.json {
                    writeln!(out, "{}", path.display())?;
                }
            }
        }
        Ok(Outcome::Done)
    }
}

/// The bytes that were frozen; none where the week is not.
async fn frozen(setting: &Setting, week: IsoWeek) -> anyhow::Result<Option<(Vec<u8>, Files)>> {
    let book = &setting.store.book;
    let Some(model) = book.frozen_file(week, SheetFile::Json).await? else { return Ok(None) };
    let mut files = Files::new();
    for (end, file) in [("html", SheetFile::Html(setting.lang)), ("pdf", SheetFile::Pdf)] {
        files.extend(book.frozen_file(week, file).await?.map(|bytes| (end, bytes)));
    }
    Ok(Some((model, files)))
}

async fn draft(
    setting: &Setting,
    granary: Arc<lumbung_data::granary::Granary>,
    week: IsoWeek,
) -> anyhow::Result<(Vec<u8>, Files)> {
    let before = setting.store.book.frozen_sheet(week.before(1)).await?;
    let acts = setting.store.book.interventions().await?;
    let (profile, lang) = (Arc::clone(&setting.profile), setting.lang);
    let new = tokio::task::spawn_blocking(move || {
        let known = known_at(&granary, &profile, week, false, lumbung_data::cores());
        let (now, before, interventions) = (Utc::now(), before.as_ref(), &acts[..]);
        let of = report::Setting { week, now, draft: true, site: None, before, interventions };
        drawn(compose(&known, &profile, &of))
    })
    .await?;
    let model = serde_json::to_vec(&new.sheet)?;
    let html = lang.pick(new.html_id, new.html_en).into_bytes();
    let pdf = new.pdf.map(|pdf| ("pdf", pdf));
    Ok((model, [("html", html)].into_iter().chain(pdf).collect()))
}

/// Writes the files and gives their paths.
fn write(folder: &Path, week: IsoWeek, files: &Files, lang: Lang) -> anyhow::Result<Vec<PathBuf>> {
    let refused = |path: &Path| match lang {
        Lang::Id => format!("{} tidak dapat ditulis; periksa folder dan izinnya", path.display()),
        Lang::En => format!("{} cannot be written; check the folder and its permissions", path.display()),
    };
    std::fs::create_dir_all(folder).with_context(|| refused(folder))?;
    let mut paths = Vec::with_capacity(files.len());
    for (end, bytes) in files {
        let path = folder.join(format!("{week}.{end}"));
        std::fs::write(&path, bytes).with_context(|| refused(&path))?;
        paths.push(path);
    }
    Ok(paths)
}
