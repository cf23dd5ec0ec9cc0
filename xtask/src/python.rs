//! The Python that tests read with. `DuckDB` is the other reader of the lake's format, and
//! the tests ask it for the same prices; pandas, polars and openpyxl open what is exported,
//! frictionless and csvw check packages, sdmx1 reads SDMX, and schemathesis tries the API.

use crate::project::Project;
use crate::shell::{on_path, run};
use anyhow::{Context, Result, bail};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What the tests import and start. The extensions come as packages, since `DuckDB` would
/// otherwise download them; pandas reads Parquet by pyarrow.
const REQUIREMENTS: [&str; 12] = [
    "csvw==4.1.1",
    "duckdb==1.5.5",
    "duckdb-extension-ducklake==1.5.5",
    "duckdb-extension-sqlite-scanner==1.5.5",
    "frictionless==5.21.0",
    "openpyxl==3.1.5",
    "pandas==3.1.1",
    "polars==2.1.0",
    "pyarrow==26.0.1",
    "pytz==2026.6",
    "schemathesis==4.32.5",
    "sdmx1==2.28.0",
];

/// By which the tests get its interpreter.
pub const VARIABLE: &str = "LUMBUNG_PYTHON";

/// Makes the environment once; gives its interpreter.
pub fn prepare(project: &Project) -> Result<PathBuf> {
    let venv = project.target.join("python-venv");
    let python = if cfg!(windows) { venv.join("Scripts").join("python.exe") } else { venv.join("bin").join("python") };
    let stamp = venv.join("requirements.txt");
    let wanted = REQUIREMENTS.join("\n");
    if python.is_file() && fs::read_to_string(&stamp).ok().as_deref() == Some(wanted.as_str()) {
        return Ok(python);
    }
    if venv.exists() {
        fs::remove_dir_all(&venv)?;
    }
    let Some(system) = on_path("python3").or_else(|| on_path("python")) else {
        bail!("no python3 on the PATH: install Python 3.11 or later (Debian: python3, python3-venv)");
    };
    create(&system, &venv, &python)?;
    fs::write(&stamp, wanted)?;
    Ok(python)
}

fn create(system: &Path, venv: &Path, python: &Path) -> Result<()> {
    let make = |option: &[&str]| run(Command::new(system).args(["-m", "venv"]).args(option).arg(venv));
    let with_pip = make(&[]).is_ok();
    let mut pip = if with_pip {
        Command::new(python)
    } else {
        // Debian keeps the pip that venv copies in a package of its own; the
        // system's pip can fill an environment from outside as well.
        make(&["--clear", "--without-pip"]).context("no virtual environment can be made (Debian: python3-venv)")?;
        Command::new(system)
    };
    pip.args(["-m", "pip"]);
    if !with_pip {
        pip.arg("--python").arg(python);
    }
    run(pip.args(["install", "--quiet", "--disable-pip-version-check"]).args(REQUIREMENTS))
        .with_context(|| format!("the tests need {} in {}", REQUIREMENTS.join(", "), venv.display()))
}
