//! What other programs say of exports and API, at length. The quick part of it is in every
//! `cargo xtask test`; here no program may be missing, and the API is tried many times over.

use crate::native::SELECTION;
use crate::project::Project;
use crate::python;
use crate::shell::{on_path, run as start, step};
use anyhow::{Result, bail};

/// Lets them check, with so many requests for each operation of the API and each phase.
pub fn run(project: &Project, examples: u32) -> Result<()> {
    if on_path("soffice").is_none() {
        bail!(
            "no soffice on the PATH: install LibreOffice Calc (Debian: apt-get install --no-install-recommends libreoffice-calc)"
        );
    }
    let python = step("python", || python::prepare(project))?;
    // The tests start the program that the same build made.
    step("server", || start(project.cargo().args(["build", "--release"]).args(SELECTION)))?;
    let mut cargo = project.cargo();
    cargo.args(["test", "--release", "--no-fail-fast"]).args(SELECTION);
    cargo.args(["--test", "suite", "--", "--nocapture", "outside::", "schemathesis::", "sdmx::"]);
    cargo.env(python::VARIABLE, python).env("LUMBUNG_EXAMPLES", examples.to_string());
    step("checked from outside", || start(&mut cargo))
}
