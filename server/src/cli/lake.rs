//! `lumbung lake publish DIR`

use super::{Outcome, Setting, backup::said};
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

impl Lake {
    pub(super) async fn run(self, setting: &Setting) -> anyhow::Result<Outcome> {
        let LakeCommand::Publish(Publish { dir }) = self.command;
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
