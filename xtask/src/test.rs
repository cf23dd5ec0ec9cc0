//! Every check and test, in the order in which a failure costs least: what is
//! missing on the machine is said before anything long is compiled.

use crate::browser::{self, Browser};
use crate::project::Project;
use crate::report::Tally;
use crate::shell::{begin, step, tee};
use crate::{check, native, python};
use anyhow::{Context, Result, bail};
use std::env;
use std::path::PathBuf;
use std::process::Command;

/// The folder of real files that the reader supplies.
const REAL_DATA: &str = "LUMBUNG_REAL_DATA";

/// What the tests get from this tool.
struct Means {
    python: PathBuf,
    browser: Option<Browser>,
    real_data: Option<PathBuf>,
}

/// Lints, builds, tests; the last line says how many tests passed and failed.
pub fn run(project: &Project, with_browser: bool) -> Result<()> {
    let real_data = real_data()?;
    check::formatting(project)?;
    let python = step("python", || python::prepare(project))?;
    let browser = if with_browser { Some(step("browser", || browser::prepare(project))?) } else { None };
    check::lints(project)?;
    native::build_all(project)?;

    let mut tally = Tally::default();
    let outcome = tests(project, &Means { python, browser, real_data }, &mut tally);
    if tally.ran_any() {
        println!("{tally}");
    }
    outcome
}

fn tests(project: &Project, means: &Means, tally: &mut Tally) -> Result<()> {
    step("tests: workspace", || {
        let mut cargo = cargo_test(project);
        cargo.arg("--release").args(native::SELECTION).args(["--lib", "--bins", "--tests"]);
        cargo.env("LUMBUNG_BIN", project.server());
        cargo.env("LUMBUNG_SITE", project.site());
        cargo.env(python::VARIABLE, &means.python);
        if let Some(dir) = &means.real_data {
            // Without it the tests on real files are compiled as ignored.
            cargo.env(REAL_DATA, dir);
        }
        count_cargo(&mut cargo, tally)
    })?;
    if means.real_data.is_none() && !tally.ignored.is_empty() {
        println!("   {REAL_DATA} is not set. Ignored for want of real files:");
        for name in &tally.ignored {
            println!("     {name}");
        }
    }
    step("tests: documentation", || {
        count_cargo(cargo_test(project).arg("--release").args(native::SELECTION).arg("--doc"), tally)
    })?;
    step("tests: xtask", || count_cargo(cargo_test(project).args(["-p", "xtask"]), tally))?;
    if let Some(browser) = &means.browser {
        // The runner's own closing lines tell the time.
        begin("tests: browser");
        if !browser::test(project, browser, means.real_data.as_deref(), tally)? {
            bail!("step \"tests: browser\" failed");
        }
    }
    Ok(())
}

fn cargo_test(project: &Project) -> Command {
    let mut cargo = project.cargo();
    cargo.args(["test", "--no-fail-fast"]).env_remove(REAL_DATA);
    cargo
}

fn count_cargo(cargo: &mut Command, tally: &mut Tally) -> Result<()> {
    if !tee(cargo, |line| tally.read_cargo(line))? {
        bail!("a test failed or does not compile");
    }
    Ok(())
}

/// The folder of real files as an absolute path, since tests run in the folder
/// of their package.
fn real_data() -> Result<Option<PathBuf>> {
    let Some(dir) = env::var_os(REAL_DATA).filter(|dir| !dir.is_empty()) else { return Ok(None) };
    let dir = PathBuf::from(dir);
    let whole = dir.canonicalize().with_context(|| format!("{REAL_DATA} is {}, which is absent", dir.display()))?;
    Ok(Some(whole))
}
