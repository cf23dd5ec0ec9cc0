//! The style sheet: `style/main.css` with all that it imports, bundled,
//! minified and lowered for the browsers that offices still run.

use crate::project::Project;
use crate::site::{Site, files};
use anyhow::{Context, Result, anyhow};
use lightningcss::bundler::{Bundler, FileProvider};
use lightningcss::printer::PrinterOptions;
use lightningcss::stylesheet::{MinifyOptions, ParserOptions};
use lightningcss::targets::{Browsers, Targets};
use std::fs;
use std::path::Path;

/// Bundles the style sheet and copies the pictures that lie beside it.
pub fn place(project: &Project, site: &mut Site) -> Result<()> {
    let style = project.root.join("style");
    site.place("pkg/lumbung.css", bundle(&style.join("main.css"))?.as_bytes())?;
    for path in files(&style)? {
        if path.extension().is_none_or(|extension| extension != "css") {
            site.place(Path::new("pkg").join(path.strip_prefix(&style)?), &fs::read(&path)?)?;
        }
    }
    Ok(())
}

fn bundle(entry: &Path) -> Result<String> {
    let provider = FileProvider::new();
    let mut bundler = Bundler::new(&provider, None, ParserOptions::default());
    // lightningcss errors borrow the sources: keep their words.
    let mut sheet = bundler
        .bundle(entry)
        .map_err(|error| anyhow!("{error}"))
        .with_context(|| format!("{} cannot be bundled", entry.display()))?;
    sheet
        .minify(MinifyOptions { targets: targets(), ..MinifyOptions::default() })
        .map_err(|error| anyhow!("the style sheet cannot be minified: {error}"))?;
    let printed = sheet
        .to_css(PrinterOptions { minify: true, targets: targets(), ..PrinterOptions::default() })
        .map_err(|error| anyhow!("the style sheet cannot be printed: {error}"))?;
    Ok(printed.code)
}

/// Chromium 109 and Firefox 115 are the last for Windows 7 and 8; Safari 16.4
/// is the first with the wasm features that rustc uses.
fn targets() -> Targets {
    let version = |major: u32, minor: u32| Some(major << 16 | minor << 8);
    Targets::from(Browsers {
        android: version(109, 0),
        chrome: version(109, 0),
        edge: version(109, 0),
        firefox: version(115, 0),
        ios_saf: version(16, 4),
        safari: version(16, 4),
        ..Browsers::default()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn imports_are_bundled_in_their_layers_and_nesting_is_lowered() {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join("main.css"), "@layer base, page;\n@import url('base.css') layer(base);").unwrap();
        fs::write(dir.path().join("base.css"), "nav { a { color: #ff0000; } }").unwrap();
        let css = bundle(&dir.path().join("main.css")).unwrap();
        assert!(css.contains("@layer base"), "{css}");
        assert!(css.contains("nav a{color:red}"), "{css}");
    }

    #[test]
    fn a_missing_import_names_the_file() {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join("main.css"), "@import url('absent.css');").unwrap();
        let error = bundle(&dir.path().join("main.css")).unwrap_err();
        assert!(format!("{error:#}").contains("main.css"), "{error:#}");
    }
}
