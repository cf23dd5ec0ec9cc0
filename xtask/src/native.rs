//! The server and everything else that is compiled for this machine, always
//! with one package selection and one profile, so that polars is built once.

use crate::browser;
use crate::project::Project;
use crate::shell::{run, step};
use crate::site;
use anyhow::Result;
use std::process::Command;
use std::time::Instant;

/// Every package but this tool.
pub const SELECTION: [&str; 3] = ["--workspace", "--exclude", "xtask"];

/// Builds the site and the server.
pub fn build_all(project: &Project) -> Result<()> {
    site::build(project)?;
    step("server", || run(project.cargo().args(["build", "--release"]).args(SELECTION)))
}

/// Builds, then becomes `lumbung serve --sample`.
pub fn serve(project: &Project, args: &[String]) -> Result<()> {
    let start = Instant::now();
    build_all(project)?;
    println!("\nBuilt in {:.0} s. Stop the server with Ctrl-C.", start.elapsed().as_secs_f64());
    let mut server = Command::new(project.server());
    server.current_dir(&project.root).env("LUMBUNG_SITE", project.site());
    server.args(["serve", "--sample"]).args(args);
    become_or_wait(&mut server)
}

/// Replaces this process, so that signals and the terminal are the server's.
#[cfg(unix)]
fn become_or_wait(server: &mut Command) -> Result<()> {
    use anyhow::Context;
    use std::os::unix::process::CommandExt;
    Err(server.exec()).context("the server cannot be started")
}

/// Waits for the server, which gets Ctrl-C from the console as this one does.
#[cfg(not(unix))]
fn become_or_wait(server: &mut Command) -> Result<()> {
    run(server)
}

/// Runs the benchmarks, or one of them, on the crates of the release build.
pub fn bench(project: &Project, large: bool, only: Option<&str>, args: &[String]) -> Result<()> {
    let mut cargo = project.cargo();
    if large {
        cargo.env("LUMBUNG_BENCH", "large");
    }
    cargo.args(["bench", "--profile", "release"]).args(SELECTION).args(["--bench", only.unwrap_or("*")]);
    if !args.is_empty() {
        cargo.arg("--").args(args);
    }
    step("benchmarks", || run(&mut cargo))
}

/// Measures what a browser makes of the pages.
pub fn reach(project: &Project, others: &[String]) -> Result<()> {
    let browser = browser::prepare(project)?;
    build_all(project)?;
    step("reach", || browser::reach(project, &browser, others))
}

/// Kills ingests and compactions so many times, and then a server that sends.
pub fn crash(project: &Project, kills: u32) -> Result<()> {
    // The test starts the program that the same build made.
    step("server", || run(project.cargo().args(["build", "--release"]).args(SELECTION)))?;
    let mut cargo = project.cargo();
    cargo.args(["test", "--release"]).args(SELECTION).args(["--test", "soak"]);
    cargo.args(["--", "--nocapture", "--test-threads", "1", "killed_again"]).env("LUMBUNG_KILLS", kills.to_string());
    step("killed again and again", || run(&mut cargo))
}
