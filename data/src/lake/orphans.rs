//! Orphans: files that a crash left behind before the catalogue named them.

use super::{LakeError, SCHEMA_DIR, Table};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// Removes every file of the two tables that is not in `named` (as
/// `table/file`), and gives how many there were. Only the holder of the home's
/// lock may call it: to anyone else a file being staged looks like an orphan.
///
/// # Errors
/// When a folder cannot be listed or a file not removed.
pub fn remove_orphans(lake: &Path, named: &BTreeSet<String>) -> Result<usize, LakeError> {
    let mut removed = 0;
    for table in Table::ALL {
        let folder = lake.join(SCHEMA_DIR).join(table.name());
        if !folder.exists() {
            continue;
        }
        for entry in fs::read_dir(&folder).map_err(LakeError::io(&folder))? {
            let entry = entry.map_err(LakeError::io(&folder))?;
            let name = entry.file_name();
            if !named.contains(&format!("{}/{}", table.name(), name.to_string_lossy())) {
                fs::remove_file(entry.path()).map_err(LakeError::io(&entry.path()))?;
                removed += 1;
            }
        }
    }
    Ok(removed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_files_without_a_name_in_the_catalogue_go() {
        let home = tempfile::tempdir().unwrap();
        let folder = home.path().join(SCHEMA_DIR).join("prices");
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("kept.parquet"), b"x").unwrap();
        fs::write(folder.join("lost.parquet"), b"x").unwrap();
        let named = BTreeSet::from(["prices/kept.parquet".to_owned()]);
        assert_eq!(remove_orphans(home.path(), &named).unwrap(), 1);
        assert!(folder.join("kept.parquet").exists());
        assert!(!folder.join("lost.parquet").exists());
    }
}
