//! Orphans: files that the catalogue does not name. A crash between staging and
//! commit leaves some; a database that was lost or put back leaves more. They
//! are set aside, never deleted: nobody but a person can tell which it was.

use super::{LakeError, SCHEMA_DIR, Table};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// The folder below the lake's to which orphans are moved.
pub const ORPHANS_DIR: &str = "orphaned";

/// Moves every file of the two tables that is not in `named` (as `table/file`)
/// out of the tables' folders, and gives how many there were. Only the holder
/// of the home's lock may call it: to anyone else a file being staged looks
/// like an orphan.
///
/// # Errors
/// When a folder cannot be listed or a file not moved.
pub fn set_orphans_aside(lake: &Path, named: &BTreeSet<String>) -> Result<usize, LakeError> {
    let orphans = list_orphans(lake, named)?;
    for orphan in &orphans {
        let (from, to) = (lake.join(SCHEMA_DIR).join(orphan), lake.join(ORPHANS_DIR).join(orphan));
        let aside = to.parent().unwrap_or(lake);
        fs::create_dir_all(aside).map_err(LakeError::io(aside))?;
        fs::rename(&from, &to).map_err(LakeError::io(&from))?;
    }
    Ok(orphans.len())
}

/// The files of the two tables that are not in `named`, as `table/file`, sorted.
/// What holds for [`set_orphans_aside`] holds here.
///
/// # Errors
/// When a folder cannot be listed.
pub fn list_orphans(lake: &Path, named: &BTreeSet<String>) -> Result<Vec<String>, LakeError> {
    let mut found = list(&lake.join(SCHEMA_DIR))?;
    found.retain(|name| !named.contains(name));
    Ok(found)
}

/// The files that were set aside earlier, as `table/file`, sorted.
///
/// # Errors
/// When a folder cannot be listed.
pub fn list_set_aside(lake: &Path) -> Result<Vec<String>, LakeError> {
    list(&lake.join(ORPHANS_DIR))
}

/// Deletes a file of a table (as `table/file`) for good, if it is there. Only
/// what no version needs any more may be deleted.
///
/// # Errors
/// When the disk refuses.
pub fn delete(lake: &Path, name: &str) -> Result<(), LakeError> {
    let path = lake.join(SCHEMA_DIR).join(name);
    match fs::remove_file(&path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(LakeError::io(&path)(error)),
        _ => Ok(()),
    }
}

/// The files in both tables' folders below a folder.
fn list(below: &Path) -> Result<Vec<String>, LakeError> {
    let mut found = Vec::new();
    for table in Table::ALL {
        let folder = below.join(table.name());
        if !folder.exists() {
            continue;
        }
        for entry in fs::read_dir(&folder).map_err(LakeError::io(&folder))? {
            let entry = entry.map_err(LakeError::io(&folder))?;
            if entry.path().is_file() {
                found.push(format!("{}/{}", table.name(), entry.file_name().to_string_lossy()));
            }
        }
    }
    found.sort_unstable();
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_files_without_a_name_in_the_catalogue_are_set_aside() {
        let lake = tempfile::tempdir().unwrap();
        let folder = lake.path().join(SCHEMA_DIR).join("prices");
        fs::create_dir_all(folder.join("a-folder")).unwrap();
        fs::write(folder.join("kept.parquet"), b"x").unwrap();
        fs::write(folder.join("lost.parquet"), b"y").unwrap();
        let named = BTreeSet::from(["prices/kept.parquet".to_owned()]);
        assert_eq!(set_orphans_aside(lake.path(), &named).unwrap(), 1);
        assert!(folder.join("kept.parquet").exists());
        assert!(!folder.join("lost.parquet").exists());
        assert_eq!(fs::read(lake.path().join(ORPHANS_DIR).join("prices/lost.parquet")).unwrap(), b"y");
    }
}
