//! The command line: one file a command, each with the same face, `run`.
//!
//! Results go to stdout, logs and progress to stderr. Exit 0: done; 1: done,
//! but something was refused; 2: could not.

mod ingest;
mod sample;
mod series;
mod serve;
mod warnings;

use crate::ingest::Settings;
use crate::store::Store;
use chrono::{DateTime, NaiveDate};
use clap::{Parser, Subcommand};
use lumbung_data::model::{Lang, PlaceCode, PriceLevel};
use lumbung_data::profile::Profile;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use tracing_subscriber::EnvFilter;

/// Lumbung: pemantau harga pangan kota. A food-price watch for cities.
#[derive(Debug, Parser)]
#[command(name = "lumbung", version)]
pub struct Cli {
    /// The folder that holds everything: database, lake, lock.
    #[arg(long, global = true, env = "LUMBUNG_HOME", default_value = "lumbung-home", value_name = "DIR")]
    home: PathBuf,
    /// The city: a built-in profile's name or a TOML file.
    #[arg(long, global = true, env = "LUMBUNG_PROFILE", default_value = "bandung", value_name = "NAME|FILE")]
    profile: String,
    /// The language of messages and sentences: id or en.
    #[arg(long, global = true, env = "LUMBUNG_LANG", default_value = "id", value_parser = parse_lang)]
    lang: Lang,
    /// Machine-readable results on stdout.
    #[arg(long, global = true)]
    json: bool,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve the web application.
    Serve(serve::Serve),
    /// Read price files into the lake.
    Ingest(ingest::Ingest),
    /// Put the simulated sample into the lake.
    Sample(sample::Sample),
    /// Print one city or market series.
    Series(series::Series),
    /// Print the warnings in force.
    Warnings(warnings::Warnings),
}

/// What a command did.
enum Outcome {
    Done,
    SomethingRefused,
}

/// What every command is given.
struct Setting {
    store: Store,
    profile: Arc<Profile>,
    lang: Lang,
    json: bool,
}

impl Setting {
    /// How this command reads files.
    fn reading(&self, level: PriceLevel, place: Option<PlaceCode>, today: NaiveDate) -> Arc<Settings> {
        Arc::new(Settings {
            profile: Arc::clone(&self.profile),
            lang: self.lang,
            level,
            place,
            actor: std::env::var("USER").unwrap_or_else(|_| "lumbung".to_owned()),
            today,
        })
    }
}

/// Parses the arguments, runs the command, and says how it went.
#[must_use]
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    let lang = cli.lang;
    let filter = EnvFilter::try_from_env("LUMBUNG_LOG").unwrap_or_else(|_| EnvFilter::new("warn,lumbung_server=info"));
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return fail(&error.into(), lang),
    };
    match runtime.block_on(run(cli)) {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::SomethingRefused) => ExitCode::from(1),
        Err(error) => fail(&error, lang),
    }
}

fn fail(error: &anyhow::Error, lang: Lang) -> ExitCode {
    eprintln!("lumbung: {}: {error:#}", lang.pick("tidak dapat", "could not"));
    ExitCode::from(2)
}

async fn run(cli: Cli) -> anyhow::Result<Outcome> {
    let profile = Profile::load(&cli.profile).map_err(|error| anyhow::anyhow!(error.message(cli.lang)))?;
    let store = Store::open(&cli.home).await?;
    let setting = Setting { store, profile: Arc::new(profile), lang: cli.lang, json: cli.json };
    let outcome = match cli.command {
        Command::Serve(command) => command.run(&setting).await,
        Command::Ingest(command) => command.run(&setting).await,
        Command::Sample(command) => command.run(&setting).await,
        Command::Series(command) => command.run(&setting).await,
        Command::Warnings(command) => command.run(&setting).await,
    };
    setting.store.book.close().await;
    outcome
}

fn parse_lang(text: &str) -> Result<Lang, String> {
    Lang::from_code(text).ok_or_else(|| "id or en".to_owned())
}

/// A version by its number or by the moment at which it was current.
async fn version_of(store: &Store, as_of: Option<&str>) -> anyhow::Result<i64> {
    let current = store.book.version().await?;
    let Some(as_of) = as_of else { return Ok(current) };
    if let Ok(version) = as_of.parse::<i64>() {
        anyhow::ensure!(
            (0..=current).contains(&version),
            "--as-of {version}: the lake has the versions 0 to {current}"
        );
        return Ok(version);
    }
    let moment = DateTime::parse_from_rfc3339(as_of).map_err(|_| {
        anyhow::anyhow!("--as-of {as_of}: give a version's number or a moment like 2025-12-19T08:00:00+07:00")
    })?;
    Ok(store.book.version_at(moment.to_utc()).await?)
}
