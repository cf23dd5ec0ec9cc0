//! Formatting, lints, and the proof that the browser gets no database.

use crate::project::Project;
use crate::shell::{output, run, step};
use crate::{native, wasm};
use anyhow::{Result, bail};

const DENY: [&str; 3] = ["--", "-D", "warnings"];

/// Everything that is checked without running the code.
pub fn all(project: &Project) -> Result<()> {
    formatting(project)?;
    lints(project)
}

/// Checks that the sources are formatted.
pub fn formatting(project: &Project) -> Result<()> {
    step("formatting", || run(project.cargo().args(["fmt", "--all", "--check"])))
}

/// Runs clippy on all that is compiled, and looks at what the islands need.
pub fn lints(project: &Project) -> Result<()> {
    let clippy = || {
        let mut cargo = project.cargo();
        cargo.arg("clippy");
        cargo
    };
    step("clippy: workspace", || {
        run(clippy().arg("--release").args(native::SELECTION).arg("--all-targets").args(DENY))
    })?;
    step("clippy: xtask", || run(clippy().args(["-p", "xtask", "--all-targets"]).args(DENY)))?;
    if !step("wasm target", || wasm::ensure_target(project))? {
        bail!("the islands cannot be checked without the target {}", wasm::TARGET);
    }
    step("clippy: islands", || run(clippy().args(wasm::SELECTION).args(DENY)))?;
    step("no engine in the islands", || no_engine_in_islands(project))
}

fn no_engine_in_islands(project: &Project) -> Result<()> {
    let mut tree = project.cargo();
    tree.args(["tree", "-p", "lumbung-app", "--target", wasm::TARGET]);
    tree.args(["--no-default-features", "--features", "hydrate", "-e", "normal", "--prefix", "none"]);
    let tree = output(&mut tree)?;
    let found = engine_crates(&tree);
    if !found.is_empty() {
        bail!("the wasm build depends on {}: keep them behind features that it does not use", found.join(", "));
    }
    println!("   {} crates, none of polars, sqlx, tokio", tree.lines().filter(|line| !line.ends_with("(*)")).count());
    Ok(())
}

/// The crates of a `cargo tree` listing that belong on the server only.
fn engine_crates(tree: &str) -> Vec<&str> {
    let mut found: Vec<_> = tree
        .lines()
        .filter_map(|line| line.split_whitespace().next())
        .filter(|name| ["polars", "sqlx", "tokio"].iter().any(|family| is_of(name, family)))
        .collect();
    found.sort_unstable();
    found.dedup();
    found
}

fn is_of(name: &str, family: &str) -> bool {
    name.strip_prefix(family).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn crates_of_the_engine_are_found_by_family() {
        let tree = "lumbung-app v0.1.0\nleptos v0.8.23\npolars-core v0.55.2\npolars-core v0.55.2 (*)\ntokio v1.52.0\n";
        assert_eq!(engine_crates(tree), ["polars-core", "tokio"]);
    }

    #[test]
    fn a_name_that_only_begins_alike_is_no_engine_crate() {
        assert!(engine_crates("tokiome v1.0.0\nsqlx2 v0.1.0\n").is_empty());
    }
}
