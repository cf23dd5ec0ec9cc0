//! Running other programs, and saying what is done and how long it took.

use anyhow::{Context, Result, bail};
use std::env;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

/// Does one named step: says its name, then its time, or that it failed.
pub fn step<T>(name: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    begin(name);
    let start = Instant::now();
    let done = work().with_context(|| format!("step \"{name}\" failed"))?;
    println!("   {name}: {:.1} s", start.elapsed().as_secs_f64());
    Ok(done)
}

/// Says that a step begins whose last words are another program's.
pub fn begin(name: &str) {
    println!("\n== {name}");
}

/// Runs a command with this terminal; an error names the command.
pub fn run(command: &mut Command) -> Result<()> {
    let status = command.status().with_context(|| format!("cannot start `{}`", text(command)))?;
    if !status.success() {
        bail!("`{}`: {status}", text(command));
    }
    Ok(())
}

/// Runs a command and gives what it prints on standard output.
pub fn output(command: &mut Command) -> Result<String> {
    let output =
        command.stderr(Stdio::inherit()).output().with_context(|| format!("cannot start `{}`", text(command)))?;
    if !output.status.success() {
        bail!("`{}`: {}", text(command), output.status);
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Runs a command whose standard output is shown and read line by line.
/// Gives whether it succeeded.
pub fn tee(command: &mut Command, mut each: impl FnMut(&str)) -> Result<bool> {
    let mut child =
        command.stdout(Stdio::piped()).spawn().with_context(|| format!("cannot start `{}`", text(command)))?;
    let mut reader = BufReader::new(child.stdout.take().context("the child has no output")?);
    let mut line = Vec::new();
    let mut shown = std::io::stdout();
    while reader.read_until(b'\n', &mut line)? > 0 {
        shown.write_all(&line)?;
        shown.flush()?;
        each(String::from_utf8_lossy(&line).trim_end());
        line.clear();
    }
    Ok(child.wait()?.success())
}

/// The program of this name on the `PATH`.
pub fn on_path(name: &str) -> Option<PathBuf> {
    let paths = env::var_os("PATH")?;
    env::split_paths(&paths)
        .flat_map(|dir| [".exe", ".cmd", ""].map(|suffix| dir.join(format!("{name}{suffix}"))))
        .find(|path| path.is_file())
}

/// Whether `output` exists and is no older than any of `inputs`.
pub fn is_fresh(output: &Path, inputs: &[&Path]) -> bool {
    let modified = |path: &Path| path.metadata().and_then(|meta| meta.modified());
    let Ok(made) = modified(output) else { return false };
    inputs.iter().all(|input| modified(input).is_ok_and(|changed| changed <= made))
}

/// Bytes as people read them: `412 kB`.
pub fn size(bytes: u64) -> String {
    match bytes {
        0..1_000 => format!("{bytes} B"),
        1_000..1_000_000 => format!("{} kB", (bytes + 500) / 1_000),
        _ => format!("{}.{} MB", bytes / 1_000_000, bytes % 1_000_000 / 100_000),
    }
}

fn text(command: &Command) -> String {
    let program = Path::new(command.get_program());
    let name = program.file_name().unwrap_or(program.as_os_str());
    let words = std::iter::once(name).chain(command.get_args());
    words.map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failed_step_says_its_name() {
        let error = step("weigh the rice", || -> Result<()> { bail!("no scale") }).unwrap_err();
        assert_eq!(format!("{error:#}"), "step \"weigh the rice\" failed: no scale");
    }

    #[test]
    fn sizes_are_rounded_to_what_matters() {
        assert_eq!([999, 1_499, 999_499, 1_250_000].map(size), ["999 B", "1 kB", "999 kB", "1.2 MB"]);
    }

    #[test]
    fn a_missing_output_is_never_fresh() {
        let dir = tempfile::tempdir().unwrap();
        assert!(!is_fresh(&dir.path().join("absent"), &[]));
    }

    #[test]
    fn an_output_made_after_its_inputs_is_fresh() {
        let dir = tempfile::tempdir().unwrap();
        let [input, output] = ["input", "output"].map(|name| dir.path().join(name));
        std::fs::write(&input, "x").unwrap();
        std::fs::write(&output, "x").unwrap();
        assert!(is_fresh(&output, &[&input]));
    }
}
