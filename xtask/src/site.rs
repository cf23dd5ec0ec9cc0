//! The site folder: what the server sends as files.
//!
//! `/pkg/lumbung.js` and `/pkg/lumbung.wasm` (the islands), `/pkg/lumbung.css`
//! and the pictures of `style/`, each with a `.br` and a `.gz` beside it. What
//! is placed here and did not change keeps its time, and what is no longer
//! placed is removed.

use crate::compress;
use crate::project::Project;
use crate::shell::{size, step};
use crate::{css, wasm};
use anyhow::{Context, Result};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// A site folder that is being filled.
pub struct Site {
    dir: PathBuf,
    placed: BTreeSet<PathBuf>,
}

/// Builds the whole site.
pub fn build(project: &Project) -> Result<()> {
    let mut site = Site::open(project.site())?;
    if step("wasm target", || wasm::ensure_target(project))? {
        step("islands: compile", || wasm::compile(project))?;
        step("islands: bind and shrink", || wasm::place(project, &mut site))?;
    }
    step("style sheet", || css::place(project, &mut site))?;
    step("compress", || site.finish())
}

impl Site {
    /// Starts to fill a folder.
    pub fn open(dir: PathBuf) -> Result<Self> {
        fs::create_dir_all(&dir).with_context(|| format!("{} cannot be made", dir.display()))?;
        Ok(Self { dir, placed: BTreeSet::new() })
    }

    /// Puts a file at a path below the folder, unless it is there already.
    pub fn place(&mut self, path: impl AsRef<Path>, bytes: &[u8]) -> Result<()> {
        let path = self.dir.join(path);
        if fs::read(&path).ok().as_deref() != Some(bytes) {
            write_whole(&path, bytes)?;
        }
        self.placed.insert(path);
        Ok(())
    }

    /// Compresses what was placed, removes all else, and tells the sizes.
    pub fn finish(self) -> Result<()> {
        let mut kept = self.placed.clone();
        for path in &self.placed {
            let small = compress::beside(path)?;
            let shown = path.strip_prefix(&self.dir).unwrap_or(path).display();
            println!("   /{shown}: {}, br {}, gz {}", size(small.raw), size(small.brotli), size(small.gzip));
            kept.extend(compress::names(path));
        }
        for path in files(&self.dir)? {
            if !kept.contains(&path) {
                fs::remove_file(&path).with_context(|| format!("{} cannot be removed", path.display()))?;
            }
        }
        Ok(())
    }
}

/// Writes a file so that nobody ever reads half of it.
pub fn write_whole(path: &Path, bytes: &[u8]) -> Result<()> {
    let write = || {
        if let Some(dir) = path.parent() {
            fs::create_dir_all(dir)?;
        }
        let mut name = path.as_os_str().to_owned();
        name.push(".part");
        fs::write(&name, bytes)?;
        fs::rename(&name, path)
    };
    write().with_context(|| format!("{} cannot be written", path.display()))
}

/// All files below a folder.
pub fn files(dir: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(dir).with_context(|| format!("{} cannot be read", dir.display()))? {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(files(&path)?);
        } else {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(dir: &Path) -> Vec<String> {
        let relative = |path: PathBuf| path.strip_prefix(dir).unwrap().to_string_lossy().into_owned();
        files(dir).unwrap().into_iter().map(relative).collect()
    }

    #[test]
    fn a_site_holds_what_was_placed_and_nothing_else() {
        let dir = tempfile::tempdir().unwrap();
        fs::create_dir(dir.path().join("pkg")).unwrap();
        for stale in ["pkg/lumbung.js", "pkg/lumbung.js.br", "pkg/lumbung.css.br.part"] {
            fs::write(dir.path().join(stale), "stale").unwrap();
        }
        let mut site = Site::open(dir.path().to_owned()).unwrap();
        site.place("pkg/lumbung.css", b"body{}").unwrap();
        site.finish().unwrap();
        assert_eq!(names(dir.path()), ["pkg/lumbung.css", "pkg/lumbung.css.br", "pkg/lumbung.css.gz"]);
    }

    #[test]
    fn an_unchanged_file_keeps_its_time_and_its_compressed_copies() {
        let dir = tempfile::tempdir().unwrap();
        let times = || {
            let mut site = Site::open(dir.path().to_owned()).unwrap();
            site.place("a.svg", b"<svg/>").unwrap();
            site.finish().unwrap();
            files(dir.path()).unwrap().iter().map(|path| path.metadata().unwrap().modified().unwrap()).collect()
        };
        let first: Vec<_> = times();
        assert_eq!(first, times());
        assert_eq!(first.len(), 3);
    }

    #[test]
    fn a_changed_file_is_compressed_again() {
        let dir = tempfile::tempdir().unwrap();
        for text in ["first", "second, which is longer"] {
            let mut site = Site::open(dir.path().to_owned()).unwrap();
            site.place("a.txt", text.as_bytes()).unwrap();
            site.finish().unwrap();
            let packed = fs::read(dir.path().join("a.txt.gz")).unwrap();
            let mut unpacked = String::new();
            std::io::Read::read_to_string(&mut flate2::read::GzDecoder::new(&packed[..]), &mut unpacked).unwrap();
            assert_eq!(unpacked, text);
        }
    }
}
