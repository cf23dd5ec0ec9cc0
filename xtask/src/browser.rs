//! The browser tests: node, its packages, and a Chromium.

use crate::project::Project;
use crate::report::Tally;
use crate::shell::{is_fresh, on_path, output, run, tee};
use anyhow::{Context, Result, bail};
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const NODE_SINCE: u32 = 20;

/// What the browser tests run with.
pub struct Browser {
    node: PathBuf,
    chromium: PathBuf,
}

/// Finds node and Chromium and installs the npm packages.
pub fn prepare(project: &Project) -> Result<Browser> {
    let node = node()?;
    install_packages(&project.e2e())?;
    Ok(Browser { node, chromium: chromium()? })
}

/// Runs the browser tests; gives whether all passed.
pub fn test(project: &Project, browser: &Browser, real_data: Option<&Path>, tally: &mut Tally) -> Result<bool> {
    let mut node = script(project, browser, &project.e2e());
    node.args(["--test", "--test-reporter=spec"])
        .env("NO_COLOR", "1")
        .env_remove("FORCE_COLOR")
        .env_remove("LUMBUNG_REAL_DATA");
    if let Some(dir) = real_data {
        node.env("LUMBUNG_REAL_DATA", dir);
    }
    tee(&mut node, |line| tally.read_node(line))
}

/// Measures how soon and how lightly the pages reach a reader, and other pages beside them.
pub fn reach(project: &Project, browser: &Browser, others: &[String]) -> Result<()> {
    let folder = project.reach();
    install_packages(&folder)?;
    run(script(project, browser, &folder).arg("reach.js").args(others))
}

/// Node in a folder, with what its scripts look for.
fn script(project: &Project, browser: &Browser, folder: &Path) -> Command {
    let mut node = Command::new(&browser.node);
    node.current_dir(folder)
        .env("CHROMIUM", &browser.chromium)
        .env("LUMBUNG_BIN", project.server())
        .env("LUMBUNG_SITE", project.site());
    node
}

fn node() -> Result<PathBuf> {
    let Some(node) = on_path("node") else {
        bail!("no node on the PATH: the browser tests need Node.js {NODE_SINCE} or later with npm");
    };
    let version = output(Command::new(&node).arg("--version"))?;
    let major = version.trim_start_matches('v').split('.').next().and_then(|major| major.parse::<u32>().ok());
    if major.is_none_or(|major| major < NODE_SINCE) {
        bail!("node is {}: the browser tests need Node.js {NODE_SINCE} or later", version.trim());
    }
    Ok(node)
}

fn install_packages(e2e: &Path) -> Result<()> {
    let installed = e2e.join("node_modules").join(".package-lock.json");
    if is_fresh(&installed, &[&e2e.join("package-lock.json")]) {
        return Ok(());
    }
    let Some(npm) = on_path("npm") else { bail!("no npm on the PATH: it comes with Node.js") };
    run(Command::new(npm).current_dir(e2e).arg("ci"))
}

/// `CHROMIUM`, else the one on the `PATH`, else Debian's package where this
/// process may install it.
fn chromium() -> Result<PathBuf> {
    if let Some(given) = env::var_os("CHROMIUM") {
        let given = PathBuf::from(given);
        if !given.is_file() {
            bail!("CHROMIUM is {}, which is no file", given.display());
        }
        return Ok(given);
    }
    if let Some(found) = find_chromium() {
        return Ok(found);
    }
    if may_install() {
        run(Command::new("apt-get").arg("update"))?;
        run(Command::new("apt-get")
            .args(["install", "--yes", "--no-install-recommends", "chromium", "fonts-dejavu-core"])
            .env("DEBIAN_FRONTEND", "noninteractive"))
        .context("Chromium cannot be installed")?;
    }
    find_chromium().context("no Chromium: install it (Debian: apt-get install chromium) or set CHROMIUM to its path")
}

fn find_chromium() -> Option<PathBuf> {
    ["chromium", "chromium-browser", "google-chrome"].iter().find_map(|name| on_path(name))
}

/// Whether this is Debian and this user may install its packages.
fn may_install() -> bool {
    let debian =
        fs::read_to_string("/etc/os-release").is_ok_and(|release| release.lines().any(|line| line == "ID=debian"));
    debian && output(Command::new("id").arg("-u")).is_ok_and(|user| user.trim() == "0")
}
