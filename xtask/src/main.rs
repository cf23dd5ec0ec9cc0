//! Build, run, test, lint, bench: the only build tool besides cargo.
//!
//! `cargo xtask build` compiles the islands to wasm, bundles the style sheets,
//! compresses what the server sends as files, and builds the server. The other
//! commands stand on it. Nothing is downloaded but what cargo, rustup, npm and
//! pip fetch by package name.

mod browser;
mod check;
mod compress;
mod css;
mod native;
mod outside;
mod project;
mod python;
mod report;
mod shell;
mod site;
mod soak;
mod test;
mod wasm;

use anyhow::Result;
use clap::{Parser, Subcommand};
use project::Project;
use std::process::ExitCode;

#[derive(Parser)]
#[command(name = "cargo xtask", about = "Builds, runs and tests Lumbung")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Builds the site (islands, style sheet) and the server
    Build,
    /// Builds the site alone, beside a server that is built already
    Site,
    /// Builds, then serves the sample on <http://127.0.0.1:3000>
    Run {
        /// Further arguments of `lumbung serve`
        #[arg(last = true)]
        args: Vec<String>,
    },
    /// Lints, builds and runs every test
    Test {
        /// Leaves out the browser tests
        #[arg(long)]
        no_browser: bool,
    },
    /// Checks formatting, lints and what the wasm build depends on
    Lint,
    /// Runs the benchmarks
    Bench {
        /// Also the lake of thirteen million quotes, which takes minutes
        #[arg(long)]
        large: bool,
        /// Instead, how soon and how lightly the pages reach a browser
        #[arg(long, conflicts_with = "large")]
        browser: bool,
        /// Only this benchmark: city, door, faults, floor, impact, size or watch
        #[arg(long, conflicts_with = "browser")]
        only: Option<String>,
        /// With --only door, a server to measure beside as `NAME|HOST:PORT|PATH|JSON`, and
        /// `keep=FILE` for the file of prices; with --browser, other pages to measure as
        /// `NAME|ADDRESS|SELECTOR`
        #[arg(last = true)]
        args: Vec<String>,
    },
    /// Lets other programs check exports and API, at length
    Outside {
        /// How many requests for each operation of the API and each phase
        #[arg(long, default_value_t = 200)]
        examples: u32,
    },
    /// Kills ingests, compactions and a server that sends, and looks for what is lost
    Crash {
        /// How many times
        #[arg(long, default_value_t = 500)]
        kills: u32,
    },
    /// Tries at length what a disk, a crowd and long hours can do, and prints figures
    Soak {
        /// Only this part
        part: Option<soak::Part>,
        /// Minutes of the part `mixed`
        #[arg(long, default_value_t = 30)]
        minutes: u32,
        /// Kills of the part `kills`
        #[arg(long, default_value_t = 500)]
        kills: u32,
    },
}

fn main() -> ExitCode {
    match run(Cli::parse().command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\nxtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command) -> Result<()> {
    let project = Project::find()?;
    match command {
        Command::Build => native::build_all(&project),
        Command::Site => site::build(&project),
        Command::Run { args } => native::serve(&project, &args),
        Command::Test { no_browser } => test::run(&project, !no_browser),
        Command::Lint => check::all(&project),
        Command::Bench { browser: true, args, .. } => native::reach(&project, &args),
        Command::Bench { large, only, args, .. } => native::bench(&project, large, only.as_deref(), &args),
        Command::Outside { examples } => outside::run(&project, examples),
        Command::Crash { kills } => native::crash(&project, kills),
        Command::Soak { part, minutes, kills } => soak::run(&project, part, minutes, kills),
    }
}
