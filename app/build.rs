//! Reads `locales/*.json` and writes the module of words that `i18n.rs`
//! includes. The browser build has no words of its own and skips this.

fn main() {
    #[cfg(feature = "ssr")]
    words::write();
    println!("cargo::rerun-if-changed=build.rs");
}

#[cfg(feature = "ssr")]
mod words {
    use leptos_i18n_build::{Config, ParseOptions, TranslationsInfos, options::CodegenOptions};
    use std::{env, error::Error, path::PathBuf};

    /// What the generated module is allowed to do that ours is not.
    const ATTRIBUTES: &str = "#![allow(missing_docs, unused, clippy::all, clippy::pedantic)]";

    pub fn write() {
        if let Err(error) = generate() {
            println!("cargo::error=locales: {error}");
        }
    }

    fn generate() -> Result<(), Box<dyn Error>> {
        println!("cargo::rerun-if-changed=locales");
        let options = ParseOptions::new().interpolate_display(true);
        let config = Config::new("id")?.add_locale("en")?.parse_options(options);
        let words = TranslationsInfos::parse(config)?;
        words.emit_diagnostics();
        let folder = PathBuf::from(env::var("OUT_DIR")?).join("i18n");
        let attributes = ATTRIBUTES.parse().map_err(|_| "the attributes are no Rust")?;
        words.generate_i18n_module_with_options(
            folder,
            CodegenOptions::default().top_level_attributes(Some(attributes)),
        )?;
        Ok(())
    }
}
