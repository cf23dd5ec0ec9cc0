//! A file as the catalogue names it, and its bytes once they are known to be
//! those that were written.

use super::inspect::hexadecimal;
use super::{LakeError, Table, file_path};
use sha2::{Digest, Sha256};
use std::path::Path;

/// A file of a table, as the catalogue names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedFile {
    /// Its name below the table's folder.
    pub name: String,
    /// The SHA-256 of its bytes, in hexadecimal; none for files from before it
    /// was recorded.
    pub sha256: Option<String>,
}

impl NamedFile {
    /// Its bytes, as they were written. Whoever decodes these and not the file decodes
    /// what was checked.
    ///
    /// # Errors
    /// When it cannot be read, or holds other bytes than were written.
    pub fn bytes(&self, lake: &Path, table: Table) -> Result<Vec<u8>, LakeError> {
        let path = file_path(lake, table, &self.name);
        let bytes = std::fs::read(&path).map_err(LakeError::io(&path))?;
        match &self.sha256 {
            Some(sha256) if *sha256 != hexadecimal(&Sha256::digest(&bytes)) => Err(LakeError::Damaged { path }),
            _ => Ok(bytes),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::sha256;

    #[test]
    fn other_bytes_than_were_written_are_given_to_nobody() {
        let lake = tempfile::tempdir().unwrap();
        let path = file_path(lake.path(), Table::Prices, "a.parquet");
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, b"harga").unwrap();
        let file = |sha256| NamedFile { name: "a.parquet".to_owned(), sha256 };
        let bytes = |sha256| file(sha256).bytes(lake.path(), Table::Prices);
        assert_eq!(bytes(Some(sha256(b"harga"))).unwrap(), b"harga");
        assert_eq!(bytes(None).unwrap(), b"harga", "nothing is known of files from before there were checksums");
        assert!(matches!(bytes(Some(sha256(b"harge"))), Err(LakeError::Damaged { path: said }) if said == path));
        std::fs::remove_file(&path).unwrap();
        assert!(bytes(None).unwrap_err().is_absence());
    }
}
