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
    let mut moved = 0;
    for table in Table::ALL {
        let folder = lake.join(SCHEMA_DIR).join(table.name());
        if !folder.exists() {
            continue;
        }
        for entry in fs::read_dir(&folder).map_err(LakeError::io(&folder))? {
            let entry = entry.map_err(LakeError::io(&folder))?;
            let path = entry.path();
            let name = entry.file_name();
            if !path.is_file() || named.contains(&format!("{}/{}", table.name(), name.to_string_lossy())) {
                continue;
            }
            let aside = lake.join(ORPHANS_DIR).join(table.name());
            fs::create_dir_all(&aside).map_err(LakeError::io(&aside))?;
            fs::rename(&path, aside.join(&name)).map_err(LakeError::io(&path))?;
            moved += 1;
        }
    }
    Ok(moved)
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
