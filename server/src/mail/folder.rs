//! Messages as files in a folder.

use std::io::{self, Write};
use std::path::Path;
use uuid::Uuid;

/// Lays a message into a folder, under a name that tells the order in which they came.
/// The file has its name once all of it is on disk.
pub(super) fn lay(folder: &Path, message: &[u8]) -> io::Result<()> {
    let mut file = tempfile::Builder::new().prefix(".surel-").tempfile_in(folder)?;
    file.write_all(message)?;
    file.as_file().sync_all()?;
    file.persist_noclobber(folder.join(format!("{}.eml", Uuid::now_v7())))?;
    Ok(())
}
