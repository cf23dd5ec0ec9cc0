//! The built files: style sheet, islands, icon, each compressed beforehand.

use std::path::Path;
use tower_http::services::ServeDir;

/// The files below `/pkg`.
pub(super) fn files(site: &Path) -> ServeDir {
    ServeDir::new(site.join("pkg")).precompressed_br().precompressed_gzip()
}

/// Whether the islands were built. Without them every page works, only still.
pub(super) fn has_islands(site: &Path) -> bool {
    let built = ["lumbung.js", "lumbung.wasm"].iter().all(|name| site.join("pkg").join(name).is_file());
    if !site.join("pkg/lumbung.css").is_file() {
        tracing::warn!(site = %site.display(), "no built style sheet here: pages will be plain; run `cargo xtask build`");
    } else if !built {
        tracing::warn!("the islands were not built: pages work without them");
    }
    built
}
