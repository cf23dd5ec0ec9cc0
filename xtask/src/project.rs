//! Where things are: the workspace, the target folder, and what is built into
//! it.

use anyhow::{Context, Result, bail};
use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The folders of this checkout.
pub struct Project {
    /// The workspace's root.
    pub root: PathBuf,
    /// `CARGO_TARGET_DIR`, or `target` in the root.
    pub target: PathBuf,
}

impl Project {
    /// Finds the checkout that cargo started this tool from.
    pub fn find() -> Result<Self> {
        // Checkouts may share a target folder: trust what cargo says now, not
        // what it said when this was compiled.
        let manifest = env::var_os("CARGO_MANIFEST_DIR").unwrap_or_else(|| env!("CARGO_MANIFEST_DIR").into());
        let root = Path::new(&manifest).parent().context("the xtask package lies in no workspace")?.to_owned();
        if !root.join("Cargo.lock").is_file() {
            bail!("{} holds no Cargo.lock: start this as `cargo xtask` inside the checkout", root.display());
        }
        let target = match env::var_os("CARGO_TARGET_DIR") {
            Some(dir) if !dir.is_empty() => std::path::absolute(dir)?,
            _ => root.join("target"),
        };
        Ok(Self { root, target })
    }

    /// What the server sends as files.
    pub fn site(&self) -> PathBuf {
        self.target.join("site")
    }

    /// Work of this tool that is not served.
    pub fn work(&self) -> PathBuf {
        self.target.join("xtask")
    }

    /// The server's binary.
    pub fn server(&self) -> PathBuf {
        self.target.join("release").join(format!("lumbung{}", env::consts::EXE_SUFFIX))
    }

    /// What measures the pages in a browser.
    pub fn reach(&self) -> PathBuf {
        self.root.join("tests").join("reach")
    }

    /// The browser tests.
    pub fn e2e(&self) -> PathBuf {
        self.root.join("tests").join("e2e")
    }

    /// A cargo command in the root that builds into the same target folder.
    pub fn cargo(&self) -> Command {
        let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        cargo.current_dir(&self.root).env("CARGO_TARGET_DIR", &self.target);
        // `cargo run` describes this package in the environment. Build scripts
        // that watch those names would run again each time the caller changes.
        for (name, _) in env::vars_os() {
            let described = name.to_str().is_some_and(|name| {
                ["CARGO_PKG_", "CARGO_MANIFEST_", "CARGO_BIN_", "CARGO_CRATE_"]
                    .iter()
                    .any(|prefix| name.starts_with(prefix))
            });
            if described {
                cargo.env_remove(name);
            }
        }
        cargo
    }

    /// The version of a package in `Cargo.lock`; none where it is absent or
    /// locked more than once.
    pub fn locked_version(&self, package: &str) -> Result<Option<String>> {
        let lock = std::fs::read_to_string(self.root.join("Cargo.lock")).context("Cargo.lock cannot be read")?;
        Ok(version_in_lock(&lock, package))
    }
}

fn version_in_lock(lock: &str, package: &str) -> Option<String> {
    let name = format!("name = \"{package}\"");
    let mut versions = lock
        .split("[[package]]")
        .filter(|entry| entry.lines().any(|line| line == name))
        .filter_map(|entry| entry.lines().find_map(|line| line.strip_prefix("version = \"")?.strip_suffix('"')));
    let version = versions.next()?;
    versions.next().is_none().then(|| version.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOCK: &str = r#"version = 4

[[package]]
name = "wasm-bindgen"
version = "0.2.130"
dependencies = [
 "wasm-bindgen-shared",
]

[[package]]
name = "brotli"
version = "8.0.4"

[[package]]
name = "brotli"
version = "9.1.1"
"#;

    #[test]
    fn a_locked_version_is_found_by_the_whole_name() {
        assert_eq!(version_in_lock(LOCK, "wasm-bindgen").as_deref(), Some("0.2.130"));
        assert_eq!(version_in_lock(LOCK, "wasm-bindgen-shared"), None);
    }

    #[test]
    fn a_package_locked_twice_has_no_single_version() {
        assert_eq!(version_in_lock(LOCK, "brotli"), None);
    }
}
