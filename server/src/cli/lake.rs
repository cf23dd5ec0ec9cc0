//! `lumbung lake publish DIR` and `lumbung lake compact`

use super::{Outcome, Setting, backup::said};
use crate::auth::Who;
use crate::store::{Compacted, KEPT};
use chrono::TimeDelta;
use lumbung_data::model::Lang;
use serde_json::json;
use std::io::Write;
use std::path::PathBuf;

/// The lake for readers outside.
#[derive(Debug, clap::Args)]
pub struct Lake {
    #[command(subcommand)]
    command: LakeCommand,
}

#[derive(Debug, clap::Subcommand)]
enum LakeCommand {
    /// Terbitkan katalog dan Parquet saja ke satu folder · publish catalogue and Parquet alone into a folder.
    Publish(Publish),
    /// Gabungkan berkas-berkas kecil · merge small files into larger ones.
    Compact(Compact),
}

/// Writes a DuckLake catalogue and the Parquet files, and nothing of accounts,
/// batches or the audit log, into a folder for readers outside. An earlier
/// published lake there is replaced as a whole.
#[derive(Debug, clap::Args)]
struct Publish {
    /// The folder.
    #[arg(value_name = "DIR")]
    dir: PathBuf,
}

/// Merges the small files of each table into larger ones, sorted, with every
/// row and every version, and deletes those that were merged long enough ago.
/// Also while the server runs, which does the same once a day.
#[derive(Debug, clap::Args)]
struct Compact {
    /// Days that merged files stay for readers that still have them open.
    #[arg(long, value_name = "DAYS", default_value_t = KEPT.num_days().unsigned_abs())]
    keep: u64,
}

impl Lake {
    pub(super) async fn run(self, setting: &Setting) -> anyhow::Result<Outcome> {
        match self.command {
            LakeCommand::Publish(command) => command.run(setting).await,
            LakeCommand::Compact(command) => command.run(setting).await,
        }
    }
}

impl Publish {
    async fn run(self, setting: &Setting) -> anyhow::Result<Outcome> {
        let dir = self.dir;
        let published = setting.store.publish(&dir).await.map_err(|error| said(&error, setting.lang))?;
        let (version, files) = (published.version, published.files);
        let mut out = std::io::stdout().lock();
        let dir = dir.display();
        match (setting.json, setting.lang) {
            (true, _) => writeln!(out, "{}", json!({ "dir": dir.to_string(), "version": version, "files": files }))?,
            (_, Lang::Id) => writeln!(out, "{dir}: versi {version}, {files} berkas.")?,
            (_, Lang::En) => writeln!(out, "{dir}: version {version}, {files} files.")?,
        }
        Ok(Outcome::Done)
    }
}

impl Compact {
    async fn run(self, setting: &Setting) -> anyhow::Result<Outcome> {
        // Longer than any calendar is for ever.
        let keep = i64::try_from(self.keep).ok().and_then(TimeDelta::try_days).unwrap_or(TimeDelta::MAX);
        let done = setting.store.compact(2, keep, &Who::at_command_line()).await?;
        let Compacted { merged, into, rows, deleted, waiting, version } = done;
        let mut out = std::io::stdout().lock();
        match (setting.json, setting.lang) {
            (true, _) => writeln!(
                out,
                "{}",
                json!({
                    "merged": merged, "into": into, "rows": rows, "deleted": deleted, "waiting": waiting,
                    "version": version,
                })
            )?,
            (_, Lang::Id) => writeln!(
                out,
                "{merged} berkas digabung menjadi {into} ({rows} baris), {deleted} dihapus, {waiting} menunggu dihapus. Versi data: {version}"
            )?,
            (_, Lang::En) => writeln!(
                out,
                "{merged} files merged into {into} ({rows} rows), {deleted} deleted, {waiting} wait to be deleted. Data version: {version}"
            )?,
        }
        Ok(Outcome::Done)
    }
}
