//! The Python that tests read with, and the checkers that are installed beside it.

use std::path::PathBuf;
use std::process::Command;

/// Its interpreter. Tests that call it are ignored without one.
///
/// # Panics
/// When the variable is not set.
#[must_use]
pub fn python() -> Command {
    Command::new(interpreter())
}

/// A program that one of its packages brought, such as `frictionless`.
///
/// # Panics
/// When the variable is not set.
#[must_use]
pub fn python_tool(name: &str) -> Command {
    Command::new(interpreter().with_file_name(format!("{name}{}", std::env::consts::EXE_SUFFIX)))
}

fn interpreter() -> PathBuf {
    PathBuf::from(std::env::var_os("LUMBUNG_PYTHON").expect("LUMBUNG_PYTHON names a python with the readers' packages"))
}
