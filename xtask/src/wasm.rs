//! The islands: `lumbung-app` compiled to wasm, bound to JavaScript by
//! wasm-bindgen, and shrunk by wasm-opt where there is one.

use crate::project::Project;
use crate::shell::{is_fresh, on_path, output, run};
use crate::site::{Site, files};
use anyhow::{Context, Result, bail};
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use wasm_bindgen_cli_support::Bindgen;

/// The triple that browsers run.
pub const TARGET: &str = "wasm32-unknown-unknown";

/// How every wasm command selects packages, features and profile: the same
/// everywhere, so that nothing is compiled twice.
pub const SELECTION: [&str; 10] = [
    "-p",
    "lumbung-app",
    "--lib",
    "--target",
    TARGET,
    "--profile",
    "wasm-release",
    "--no-default-features",
    "--features",
    "hydrate",
];

/// What rustc's wasm uses beyond the first version of WebAssembly; wasm-opt
/// must be told, and must not use more.
const WASM_FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

/// Whether rustc can compile for browsers; adds the target where it cannot.
/// Where that fails, says what the site will lack.
pub fn ensure_target(project: &Project) -> Result<bool> {
    if has_target(project)? {
        return Ok(true);
    }
    let added = run(Command::new("rustup").current_dir(&project.root).args(["target", "add", TARGET]));
    if let Err(error) = added {
        println!("   {error:#}");
        println!("   The target {TARGET} is missing and cannot be added: the pages go without islands");
        println!("   (no tooltip and no keyboard reading of charts). All else works.");
        return Ok(false);
    }
    has_target(project)
}

fn has_target(project: &Project) -> Result<bool> {
    // Asks rustc, not rustup: a distribution's toolchain knows no rustup.
    let mut rustc = Command::new(env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()));
    rustc.current_dir(&project.root).args(["--print", "target-libdir", "--target", TARGET]);
    Ok(Path::new(output(&mut rustc)?.trim()).is_dir())
}

/// Compiles the islands.
pub fn compile(project: &Project) -> Result<()> {
    run(project.cargo().arg("rustc").args(SELECTION).args(["--crate-type", "cdylib"]))
}

/// Binds the compiled islands, shrinks them and places them in the site under
/// the names that the pages ask for.
pub fn place(project: &Project, site: &mut Site) -> Result<()> {
    let bound = bind(project)?;
    let wasm = if let Some(tool) = wasm_opt(project) {
        shrink(&tool, &bound)?
    } else {
        println!("   no wasm-opt on the PATH or in tests/e2e/node_modules: the wasm stays as it is");
        bound.join("lumbung_bg.wasm")
    };
    site.place("pkg/lumbung.wasm", &fs::read(wasm)?)?;
    for script in files(&bound)? {
        if script.extension().is_some_and(|extension| extension == "js") {
            site.place(Path::new("pkg").join(script.strip_prefix(&bound)?), &fs::read(&script)?)?;
        }
    }
    Ok(())
}

/// Runs wasm-bindgen unless its output is newer than the wasm and this tool.
fn bind(project: &Project) -> Result<PathBuf> {
    check_versions(project)?;
    let compiled = project.target.join(TARGET).join("wasm-release").join("lumbung_app.wasm");
    let bound = project.work().join("islands");
    let this_tool = env::current_exe()?;
    if !is_fresh(&bound.join("lumbung_bg.wasm"), &[&compiled, &this_tool]) {
        if bound.exists() {
            fs::remove_dir_all(&bound)?;
        }
        Bindgen::new()
            .input_path(&compiled)
            .out_name("lumbung")
            .web(true)?
            .typescript(false)
            .remove_name_section(true)
            .remove_producers_section(true)
            .generate(&bound)
            .context("wasm-bindgen cannot bind the islands")?;
    }
    Ok(bound)
}

fn check_versions(project: &Project) -> Result<()> {
    let library = project.locked_version("wasm-bindgen")?;
    let binder = project.locked_version("wasm-bindgen-cli-support")?;
    if library.is_none() || library != binder {
        let words = |version: Option<String>| version.unwrap_or_else(|| "not one version".to_owned());
        let library = words(library);
        bail!(
            "Cargo.lock has wasm-bindgen {library} but wasm-bindgen-cli-support {}: \
             set wasm-bindgen-cli-support = \"={library}\" in xtask/Cargo.toml",
            words(binder)
        );
    }
    Ok(())
}

/// The wasm-opt of the browser tests' packages, else the one on the `PATH`.
fn wasm_opt(project: &Project) -> Option<PathBuf> {
    let suffix = if cfg!(windows) { ".cmd" } else { "" };
    let local = project.e2e().join("node_modules").join(".bin").join(format!("wasm-opt{suffix}"));
    // The npm package runs on node.
    if local.is_file() && on_path("node").is_some() { Some(local) } else { on_path("wasm-opt") }
}

fn shrink(tool: &Path, bound: &Path) -> Result<PathBuf> {
    let from = bound.join("lumbung_bg.wasm");
    let to = bound.join("lumbung.opt.wasm");
    if !is_fresh(&to, &[&from, tool]) {
        let part = bound.join("lumbung.part.wasm");
        let shrunk = run(Command::new(tool).arg("-Oz").args(WASM_FEATURES).arg(&from).arg("-o").arg(&part));
        if let Err(error) = shrunk {
            println!("   {error:#}: the wasm stays as it is");
            return Ok(from);
        }
        fs::rename(&part, &to)?;
    }
    Ok(to)
}
