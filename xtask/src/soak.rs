//! What a disk, a crowd and long hours can do to a home and its server, tried at length.
//! The tests are those that `cargo xtask test` runs in short.

use crate::native::{self, SELECTION};
use crate::project::Project;
use crate::shell::{run as call, step};
use anyhow::{Result, bail};
use clap::ValueEnum;

/// A part of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Part {
    /// Processes that are killed: `cargo xtask crash`
    Kills,
    /// Writes that fail, one call after another
    Faults,
    /// A disk without room
    Disk,
    /// Bytes that changed on the disk
    Flips,
    /// Malformed files, uploaded
    Malformed,
    /// More readers than the machine can bear
    Overload,
    /// Reading, ingest and exports at once, for many minutes
    Mixed,
    /// Restores at size, of backups made while files come in
    Restore,
}

impl Part {
    /// The test program that does it, and the tests in there; none for what is a command of
    /// its own.
    fn tests(self) -> Option<(&'static str, &'static str)> {
        Some(match self {
            Self::Kills => return None,
            Self::Faults => ("soak", "faults::"),
            Self::Disk => ("soak", "disk::"),
            Self::Flips => ("soak", "flips::"),
            Self::Malformed => ("suite", "malformed::http::"),
            Self::Overload => ("soak", "overload::"),
            Self::Mixed => ("soak", "mixed::"),
            Self::Restore => ("soak", "restore::"),
        })
    }
}

/// Runs one part, or all of them; one that fails does not keep the others.
pub fn run(project: &Project, part: Option<Part>, minutes: u32, kills: u32) -> Result<()> {
    step("server", || call(project.cargo().args(["build", "--release"]).args(SELECTION)))?;
    let parts = part.map_or_else(|| Part::value_variants().to_vec(), |part| vec![part]);
    let mut failed = Vec::new();
    for part in parts {
        let done = match part.tests() {
            None => native::crash(project, kills),
            Some(tests) => at_length(project, tests, minutes),
        };
        if let Err(error) = done {
            eprintln!("{error:#}");
            failed.push(format!("{part:?}").to_lowercase());
        }
    }
    if failed.is_empty() { Ok(()) } else { bail!("failed: {}", failed.join(", ")) }
}

fn at_length(project: &Project, (program, tests): (&str, &str), minutes: u32) -> Result<()> {
    let mut cargo = project.cargo();
    cargo.args(["test", "--release"]).args(SELECTION).args(["--test", program]);
    cargo.args(["--", "--nocapture", "--test-threads", "1", tests]);
    cargo.env("LUMBUNG_SOAK", "long").env("LUMBUNG_MINUTES", minutes.to_string());
    step(tests.trim_end_matches(':'), || call(&mut cargo))
}
