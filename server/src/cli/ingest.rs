//! `lumbung ingest FILE…`

use super::{Outcome, Setting};
use crate::ingest::{self, Settings};
use crate::today;
use anyhow::Context as _;
use clap::builder::PossibleValuesParser;
use lumbung_data::model::{FileReport, IngestReport, Lang, PlaceCode, PriceLevel};
use lumbung_data::source::{self, Mapping, Reason};
use std::io::{IsTerminal, Write};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;
use std::{fs, iter};

/// Reads files into the lake. Good rows land, refused ones are listed with
/// row, column and reason.
#[derive(Debug, clap::Args)]
pub struct Ingest {
    /// The files.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// The format; `auto` recognises it by content. Naming one refuses files
    /// that have another.
    #[arg(long, default_value = AUTO, value_parser = PossibleValuesParser::new(iter::once(AUTO).chain(source::formats())))]
    format: String,
    /// What the columns of a table of one's own mean, in a TOML file.
    #[arg(long, value_name = "FILE.toml")]
    map: Vec<PathBuf>,
    /// The place, where a file does not say: a region's code or a market's.
    #[arg(long, value_name = "CODE[/MARKET]", value_parser = PlaceCode::parse)]
    place: Option<PlaceCode>,
    /// The price level, where a file does not say: producer, wholesale, retail.
    #[arg(long, default_value = "retail", value_parser = PriceLevel::parse)]
    level: PriceLevel,
}

/// The format by content.
const AUTO: &str = "auto";

/// Refused rows that a person is shown of one file; `--json` lists all.
const SHOWN: usize = 20;

impl Ingest {
    /// Whether every file can be opened.
    pub(super) fn check(&self) -> anyhow::Result<()> {
        Ok(ingest::check(&self.files)?)
    }

    pub(super) async fn run(self, setting: &Setting) -> anyhow::Result<Outcome> {
        let mut settings = setting.reading(self.level, self.place.clone(), today());
        Arc::make_mut(&mut settings).profile = setting.store.with_mappings(&setting.profile).await?;
        let settings = self.with_mappings(settings, setting.lang)?;
        self.check_format(&settings)?;
        let bar = progress(self.files.len(), setting.lang);
        let report = ingest::files(&setting.store, &self.files, &settings, |_| bar.inc(1)).await?;
        bar.finish_and_clear();
        print(&report, setting)?;
        let refused = report.files.iter().any(FileReport::refused);
        Ok(if refused { Outcome::SomethingRefused } else { Outcome::Done })
    }
}

impl Ingest {
    /// The settings with the mappings that were named before all others.
    fn with_mappings(&self, mut settings: Arc<Settings>, lang: Lang) -> anyhow::Result<Arc<Settings>> {
        for path in &self.map {
            let name = path.display().to_string();
            let text = fs::read_to_string(path).with_context(|| name.clone())?;
            let mapping = Mapping::parse(&name, &text).map_err(|error| anyhow::anyhow!(error.message(lang)))?;
            settings = settings.mapped_by(mapping);
        }
        Ok(settings)
    }

    /// Whether every file has the format that was named.
    fn check_format(&self, settings: &Settings) -> anyhow::Result<()> {
        if self.format == AUTO {
            return Ok(());
        }
        for path in &self.files {
            let found = ingest::format(path, settings)?;
            if found != self.format {
                let reason = Reason::OtherFormat(self.format.clone(), found.to_owned());
                anyhow::bail!("{}: {}", path.display(), reason.text(settings.lang));
            }
        }
        Ok(())
    }
}

/// A bar on a terminal, nothing elsewhere.
fn progress(files: usize, lang: Lang) -> indicatif::ProgressBar {
    if !std::io::stderr().is_terminal() {
        return indicatif::ProgressBar::hidden();
    }
    let bar = indicatif::ProgressBar::new(files as u64);
    let words = lang.pick("berkas", "files");
    if let Ok(style) = indicatif::ProgressStyle::with_template("{spinner} {bar:30} {pos}/{len} {msg} {elapsed}") {
        bar.set_style(style);
    }
    bar.set_message(words);
    bar.enable_steady_tick(Duration::from_millis(120));
    bar
}

/// Prints the report of an ingest.
pub(super) fn print(report: &IngestReport, setting: &Setting) -> anyhow::Result<()> {
    let mut out = std::io::stdout().lock();
    if setting.json {
        serde_json::to_writer(&mut out, report)?;
        writeln!(out)?;
        return Ok(());
    }
    for file in &report.files {
        print_file(&mut out, file, setting.lang)?;
    }
    match setting.lang {
        Lang::Id => writeln!(out, "Versi data: {}", report.version)?,
        Lang::En => writeln!(out, "Data version: {}", report.version)?,
    }
    Ok(())
}

fn print_file(out: &mut impl Write, file: &FileReport, lang: Lang) -> std::io::Result<()> {
    if file.read == 0 {
        let reason = file.reasons.first().map(|refusal| refusal.reason.as_str()).unwrap_or_default();
        return writeln!(out, "{}\n  {}: {reason}", file.file, lang.pick("tidak ada yang dibaca", "nothing was read"));
    }
    let FileReport { read, accepted, unchanged, revised, suspect, missing, rejected, .. } = file;
    writeln!(out, "{} ({})", file.file, file.format)?;
    match lang {
        Lang::Id => writeln!(
            out,
            "  {read} baris dibaca: {accepted} diterima, {unchanged} tidak berubah, {revised} direvisi, {suspect} janggal, {missing} tidak dilaporkan, {rejected} ditolak"
        )?,
        Lang::En => writeln!(
            out,
            "  {read} rows read: {accepted} accepted, {unchanged} unchanged, {revised} revised, {suspect} suspect, {missing} not reported, {rejected} rejected"
        )?,
    }
    for refusal in file.reasons.iter().take(SHOWN) {
        let place = if refusal.column.is_empty() { String::new() } else { format!(", {}", refusal.column) };
        let value = if refusal.value.is_empty() { String::new() } else { format!(" {:?}", refusal.value) };
        writeln!(out, "  {} {}{place}:{value} {}", lang.pick("baris", "row"), refusal.row, refusal.reason)?;
    }
    let more = file.reasons.len().saturating_sub(SHOWN);
    if more > 0 {
        match lang {
            Lang::Id => writeln!(out, "  … dan {more} lagi; lihat semuanya dengan --json")?,
            Lang::En => writeln!(out, "  … and {more} more; see all with --json")?,
        }
    }
    Ok(())
}
