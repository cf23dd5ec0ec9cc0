//! The command line: one file a command, each with the same face, `run`.
//!
//! Results go to stdout, logs and progress to stderr. Exit 0: done; 1: done,
//! but something was refused; 2: could not.

mod backtest;
mod backup;
mod doctor;
mod doors;
mod export;
mod failure;
mod fetch;
mod impact;
mod indicator;
mod ingest;
mod lake;
mod sample;
mod series;
mod serve;
mod snapshot;
mod subscriber;
mod user;
mod verify;
mod warnings;

use crate::auth::Who;
use crate::ingest::Settings;
use crate::store::Store;
use chrono::NaiveDate;
use clap::{Parser, Subcommand};
use lumbung_data::model::{Lang, PlaceCode, PriceLevel};
use lumbung_data::profile::Profile;
use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use tracing_subscriber::EnvFilter;

/// Lumbung: pemantau harga pangan kota · a food-price watch for cities.
#[derive(Debug, Parser)]
#[command(name = "lumbung", version)]
pub struct Cli {
    /// Folder tempat semua data · the folder that holds everything.
    #[arg(long, global = true, env = "LUMBUNG_HOME", default_value = "lumbung-home", value_name = "DIR")]
    home: PathBuf,
    /// Profil kota: nama bawaan atau berkas TOML · the city: a built-in profile or a TOML file.
    #[arg(long, global = true, env = "LUMBUNG_PROFILE", default_value = "bandung", value_name = "NAME|FILE")]
    profile: String,
    /// Bahasa pesan: id atau en · the language of messages: id or en.
    #[arg(long, global = true, env = "LUMBUNG_LANG", default_value = "id", value_parser = parse_lang)]
    lang: Lang,
    /// Hasil sebagai JSON · machine-readable results on stdout.
    #[arg(long, global = true)]
    json: bool,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Jalankan aplikasi web · serve the web application.
    Serve(serve::Serve),
    /// Muat berkas harga · read price files into the lake.
    Ingest(ingest::Ingest),
    /// Ambil harga dari sumbernya · fetch prices from their source.
    Fetch(fetch::Fetch),
    /// Isi dengan data simulasi · put the simulated sample into the lake.
    Sample(sample::Sample),
    /// Cetak satu deret waktu · print one city or market series.
    Series(series::Series),
    /// Unduh deret bersih sebagai berkas · write cleaned series to a file.
    Export(export::Export),
    /// Cetak peringatan yang berlaku · print the warnings in force.
    Warnings(warnings::Warnings),
    /// Tulis lembar mingguan · write the sheet of a week.
    Snapshot(snapshot::Snapshot),
    /// Uji mundur: seberapa baik peringatan dan prospek · how good warnings and outlook would have been.
    Backtest(backtest::Backtest),
    /// ALPS, indikator lonjakan harga WFP · WFP's Alert for Price Spikes.
    Alps(indicator::Alps),
    /// IPA, indikator anomali harga FAO · FAO's Indicator of Food Price Anomalies.
    Ipa(indicator::Ipa),
    /// Dampak suatu kegiatan, misalnya pasar murah · what an intervention did to prices.
    Impact(impact::Impact),
    /// Kelola akun · make and change accounts.
    User(user::User),
    /// Kelola pelanggan lembar mingguan dan peringatan · who is sent the weekly sheet and warnings.
    Subscriber(subscriber::Subscriber),
    /// Periksa keutuhan data · compare everything recorded with what is there.
    Verify(verify::Verify),
    /// Periksa kesehatan Lumbung · say how this Lumbung does, and what to do.
    Doctor(doctor::Doctor),
    /// Cadangkan semua data ke satu berkas · write everything into one file.
    Backup(backup::Backup),
    /// Pulihkan cadangan ke folder data baru · make a new home of a backup.
    Restore(backup::Restore),
    /// Lake untuk pembaca luar · the lake for readers outside.
    Lake(lake::Lake),
}

impl Command {
    /// The indicator that is asked for.
    fn indicator(&self) -> Option<&dyn indicator::Indicator> {
        match self {
            Self::Alps(command) => Some(command),
            Self::Ipa(command) => Some(command),
            _ => None,
        }
    }

    /// Opens the home as this command needs it: what only reads founds none,
    /// nor does a mistyped file name.
    async fn open(&self, home: &Path, lang: Lang) -> anyhow::Result<Store> {
        let store = match self {
            Self::Series(_)
            | Self::Export(_)
            | Self::Warnings(_)
            | Self::Snapshot(_)
            | Self::Backtest(_)
            | Self::Alps(_)
            | Self::Ipa(_)
            | Self::Impact(_)
            | Self::Verify(_)
            | Self::Doctor(_)
            | Self::Backup(_)
            | Self::Lake(_) => Store::open_existing(home).await,
            Self::Ingest(command) => {
                command.check()?;
                Store::open(home).await
            }
            Self::Restore(command) => return command.open(home, lang).await,
            Self::Serve(_) | Self::Fetch(_) | Self::Sample(_) | Self::User(_) | Self::Subscriber(_) => {
                Store::open(home).await
            }
        };
        Ok(store?)
    }
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
            who: Who::at_command_line(),
            today,
        })
    }

    /// The version to read: what `--as-of` names, or the current one.
    async fn version(&self, as_of: Option<&str>) -> anyhow::Result<i64> {
        match as_of {
            Some(text) => {
                self.store.version_as_of(text).await.map_err(|error| anyhow::anyhow!(error.message(self.lang)))
            }
            None => Ok(self.store.book.version().await?),
        }
    }
}

/// Parses the arguments, runs the command, and says how it went.
#[must_use]
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    let lang = cli.lang;
    let filter = EnvFilter::try_from_env("LUMBUNG_LOG").unwrap_or_else(|_| EnvFilter::new("warn,lumbung_server=info"));
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    if std::env::var("LUMBUNG_LOG_FORMAT").is_ok_and(|format| format == "json") {
        log.json().init();
    } else {
        log.with_ansi(std::io::stderr().is_terminal()).init();
    }
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return failure::exit(&error.into(), lang),
    };
    let outcome = runtime.block_on(run(cli));
    // What nobody waits for any more, such as an outlook, must not keep the program.
    runtime.shutdown_background();
    match outcome {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::SomethingRefused) => ExitCode::from(1),
        Err(error) => failure::exit(&error, lang),
    }
}

async fn run(cli: Cli) -> anyhow::Result<Outcome> {
    let profile = Profile::load(&cli.profile).map_err(|error| anyhow::anyhow!(error.message(cli.lang)))?;
    if let Command::Fetch(command) = &cli.command {
        command.source(&profile, cli.lang)?;
    }
    // A file of its own needs no home.
    let of_file = cli.command.indicator().and_then(|indicator| indicator::of_file(indicator, cli.lang, cli.json));
    if let Some(outcome) = of_file {
        return outcome;
    }
    let store = cli.command.open(&cli.home, cli.lang).await?;
    let setting = Setting { store, profile: Arc::new(profile), lang: cli.lang, json: cli.json };
    let outcome = match cli.command {
        Command::Serve(command) => command.run(&setting).await,
        Command::Ingest(command) => command.run(&setting).await,
        Command::Fetch(command) => command.run(&setting).await,
        Command::Sample(command) => command.run(&setting).await,
        Command::Series(command) => command.run(&setting).await,
        Command::Export(command) => command.run(&setting).await,
        Command::Warnings(command) => command.run(&setting).await,
        Command::Snapshot(command) => command.run(&setting).await,
        Command::Backtest(command) => command.run(&setting).await,
        Command::Alps(command) => indicator::of_home(&command, &setting).await,
        Command::Ipa(command) => indicator::of_home(&command, &setting).await,
        Command::Impact(command) => command.run(&setting).await,
        Command::User(command) => command.run(&setting).await,
        Command::Subscriber(command) => command.run(&setting).await,
        Command::Verify(command) => command.run(&setting).await,
        Command::Doctor(command) => command.run(&setting).await,
        Command::Backup(command) => command.run(&setting).await,
        Command::Lake(command) => command.run(&setting).await,
        Command::Restore(command) => command.run(&setting).await,
    };
    setting.store.book.close().await;
    outcome
}

fn parse_lang(text: &str) -> Result<Lang, String> {
    Lang::from_code(text).ok_or_else(|| "id / en".to_owned())
}

/// A day as `2023-12-15`.
fn parse_date(text: &str) -> Result<NaiveDate, String> {
    text.parse().map_err(|_| "tulis tanggal seperti 2023-12-15 · write the date as 2023-12-15".to_owned())
}
