//! The program, run as a person or a script would.

use crate::HomeDir;
use serde_json::Value;
use std::ffi::OsStr;
use std::path::PathBuf;
use std::process::Command;

/// What a run said.
#[derive(Debug)]
pub struct Answer {
    /// The exit code.
    pub code: i32,
    /// What stood on stdout.
    pub out: String,
    /// What stood on stderr.
    pub err: String,
}

impl Answer {
    /// Stdout as JSON.
    ///
    /// # Panics
    /// When it is none.
    #[must_use]
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {}\n{}", self.out, self.err))
    }
}

/// A command of the program on a home, ready to be run.
#[must_use]
pub fn lumbung_command(home: &HomeDir) -> Command {
    let mut command = Command::new(binary());
    command
        .arg("--home")
        .arg(home.path())
        .env_remove("LUMBUNG_HOME")
        .env_remove("LUMBUNG_PROFILE")
        .env_remove("LUMBUNG_LANG")
        .env_remove("LUMBUNG_MAIL_DIR")
        .env_remove("LUMBUNG_SMTP_URL");
    command
}

/// Runs the program on a home.
///
/// # Panics
/// When it cannot be started.
pub fn lumbung<A: AsRef<OsStr>>(home: &HomeDir, arguments: &[A]) -> Answer {
    let output = lumbung_command(home).args(arguments).output().expect("the program starts");
    Answer {
        code: output.status.code().unwrap_or(-1),
        out: String::from_utf8_lossy(&output.stdout).into_owned(),
        err: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}

/// The program that the same build made: two folders up from this test.
fn binary() -> PathBuf {
    let test = std::env::current_exe().expect("this test's path");
    let built = test.parent().and_then(std::path::Path::parent).expect("a target folder").join("lumbung");
    assert!(built.exists(), "{} is missing: build the workspace first (`cargo xtask test` does)", built.display());
    built
}
