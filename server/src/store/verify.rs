//! Verification: what is recorded is compared with what is there. Nothing is
//! changed or mended.

use super::lineage::{Stretch, chain, is_plain, row_ids, totals};
use super::problem::{Figure, Problem};
use super::{Store, StoreError};
use crate::book::CatalogueFile;
use crate::disk::DiskTrouble;
use lumbung_data::lake::{self, ColumnStats, LakeError, RowLineage, Table};
use std::collections::BTreeSet;
use std::path::Path;

/// What a verification found.
#[derive(Debug, Clone, Default)]
pub struct Verification {
    /// The version that was looked at, with all before it.
    pub version: i64,
    /// Files that the catalogue names.
    pub files: usize,
    /// Their rows, as recorded.
    pub rows: i64,
    /// Their bytes, as recorded.
    pub bytes: i64,
    /// Files from before checksums were recorded.
    pub without_checksum: usize,
    /// Merged files that wait to be deleted. They need not be there.
    pub waiting: usize,
    /// Files that the catalogue does not name, below the home; none where
    /// somebody was writing, whose files look the same.
    pub orphans: Option<Vec<String>>,
    /// Such files that were set aside earlier.
    pub set_aside: usize,
    /// All that is wrong.
    pub problems: Vec<Problem>,
}

impl Store {
    /// Compares the catalogue, the files, the database and the audit log with
    /// each other and with themselves. May run while others write.
    ///
    /// # Errors
    /// When it could not look: the home cannot be read.
    pub async fn verify(&self) -> Result<Verification, StoreError> {
        let damage = match self.book.damage().await {
            Ok(said) => said,
            // A database too damaged to be looked through is damaged.
            Err(error) => vec![error.to_string()],
        };
        let mut found =
            Verification { problems: damage.into_iter().map(Problem::Database).collect(), ..Verification::default() };
        match self.look(&mut found).await {
            Err(StoreError::Book(error))
                if !found.problems.is_empty() || DiskTrouble::behind(&error) == Some(DiskTrouble::Damaged) =>
            {
                found.problems.push(Problem::Database(error.to_string()));
            }
            other => other?,
        }
        Ok(found)
    }

    async fn look(&self, found: &mut Verification) -> Result<(), StoreError> {
        let dangling = self.book.dangling().await?;
        found.problems.extend(dangling.into_iter().map(|(table, rows)| Problem::Dangling { table, rows }));
        if !self.book.trail_is_intact().await? {
            found.problems.push(Problem::Trail);
        }
        // With the lock nobody is staging: a file without a name is an orphan.
        let lock = self.home.try_write().map_err(|source| self.home_error(source))?;
        let lineage = self.book.lineage().await?;
        let path = |folder: &str, name: &String| format!("lake/{folder}/{name}");
        if lock.is_some() {
            let orphans = lake::list_orphans(&self.home.lake(), &lineage.named())?;
            found.orphans = Some(orphans.iter().map(|name| path(lake::SCHEMA_DIR, name)).collect());
        }
        drop(lock);
        found.set_aside = lake::list_set_aside(&self.home.lake())?.len();
        found.version = lineage.version();
        found.files = lineage.files.len();
        found.rows = lineage.files.iter().map(|file| file.rows).sum();
        found.bytes = lineage.files.iter().map(|file| file.bytes).sum();
        found.without_checksum = lineage.files.iter().filter(|file| file.sha256.is_none()).count();
        found.waiting = lineage.waiting.len();
        chain(&lineage, &mut found.problems);
        totals(&lineage, &mut found.problems);
        let mut ids = Vec::new();
        for file in &lineage.files {
            let (problems, of_rows) = self.check_file(file.clone()).await?;
            found.problems.extend(problems);
            ids.extend(of_rows.into_iter().map(|stretch| (stretch, file)));
        }
        row_ids(ids, &mut found.problems);
        self.forgive_merged(found).await
    }

    /// What was gone because it was merged while others were looked at is no
    /// problem, also where it went while it was being read.
    async fn forgive_merged(&self, found: &mut Verification) -> Result<(), StoreError> {
        let gone = |problem: &Problem| match problem {
            Problem::Missing(file) | Problem::Unreadable { file, .. } => Some(file.clone()),
            _ => None,
        };
        if found.problems.iter().any(|problem| gone(problem).is_some()) {
            let now: BTreeSet<String> = self.book.lineage().await?.files.iter().map(CatalogueFile::path).collect();
            found.problems.retain(|problem| gone(problem).is_none_or(|file| now.contains(&file)));
        }
        Ok(())
    }

    /// Compares one file with what the catalogue says of it, and gives the row ids
    /// in it.
    async fn check_file(&self, file: CatalogueFile) -> Result<(Vec<Problem>, Vec<Stretch>), StoreError> {
        let (lake, path) = (self.home.lake(), file.path());
        match tokio::task::spawn_blocking(move || check(&lake, &file)).await {
            Ok(checked) => Ok(checked),
            // The Parquet reader may give up on damaged bytes this way.
            Err(stopped) if stopped.is_panic() => {
                Ok((vec![Problem::Unreadable { file: path, why: "its Parquet is damaged".to_owned() }], Vec::new()))
            }
            Err(stopped) => Err(stopped.into()),
        }
    }
}

fn check(lake: &Path, file: &CatalogueFile) -> (Vec<Problem>, Vec<Stretch>) {
    let path = file.path();
    let mut ids: Vec<Stretch> =
        file.row_id_start.map(|first| (first, first.saturating_add(file.rows))).into_iter().collect();
    // What has no place of its own was reported with the chain.
    let Some(table) = file.table.filter(|_| is_plain(&file.name)) else { return (Vec::new(), ids) };
    let figure = |figure, recorded, found| {
        (recorded != found).then(|| Problem::Figure { file: path.clone(), figure, recorded, found })
    };
    let at = lake::file_path(lake, table, &file.name);
    if !at.exists() {
        return (vec![Problem::Missing(path)], ids);
    }
    let mut looked = || -> Result<Vec<Problem>, LakeError> {
        let mut problems = Vec::new();
        let (bytes, footer_bytes) = lake::file_sizes(lake, table, &file.name)?;
        problems.extend(figure(Figure::Size, file.bytes, bytes));
        problems.extend(figure(Figure::Footer, file.footer_bytes, footer_bytes));
        if file.sha256.is_some() && file.sha256 != Some(lake::checksum(&at)?) {
            problems.push(Problem::Checksum(path.clone()));
        }
        // What is in changed bytes says nothing more.
        if problems.is_empty() {
            let inside = lake::inspect(lake, table, &file.name)?;
            problems.extend(figure(Figure::Rows, file.rows, inside.rows));
            problems.extend(statistics(table, file, &inside.stats));
            let (row_ids, problem) = origins(file, inside.lineage);
            ids.extend(row_ids);
            problems.extend(problem);
        }
        Ok(problems)
    };
    let looked = looked();
    (looked.unwrap_or_else(|error| vec![Problem::Unreadable { file: path.clone(), why: reason(&error) }]), ids)
}

/// The row ids that a merged file says itself, and whether all it says of its
/// rows' origin is what the catalogue says.
fn origins(file: &CatalogueFile, lineage: Option<RowLineage>) -> (Vec<Stretch>, Option<Problem>) {
    let merged = file.row_id_start.is_none() || file.partial_max.is_some();
    let versions = Some((file.begin, file.partial_max.unwrap_or(file.begin)));
    match lineage {
        None if !merged => (Vec::new(), None),
        Some(lineage) if merged && lineage.fits && (file.rows == 0 || lineage.versions == versions) => {
            (lineage.row_ids, None)
        }
        _ => (Vec::new(), Some(Problem::Origins(file.path()))),
    }
}

/// What a reader said, without the path that stands beside it.
fn reason(error: &LakeError) -> String {
    match error {
        LakeError::Io { source, .. } => source.to_string(),
        LakeError::Parquet { source, .. } => source.to_string(),
        LakeError::Value { source, .. } => source.to_string(),
        LakeError::Damaged { .. } => "it holds other bytes than were written".to_owned(),
    }
}

fn statistics(table: Table, file: &CatalogueFile, found: &[ColumnStats]) -> Vec<Problem> {
    let columns = (1_i64..).zip(table.columns()).zip(found);
    let differing = columns.filter(|((id, _), found)| file.stats.get(id) != Some(found));
    differing
        .map(|((_, (column, _)), _)| Problem::Statistics { file: file.path(), column: (*column).to_owned() })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_merged_file_says_whence_its_rows_come() {
        let plain = CatalogueFile {
            id: 0,
            table: Some(Table::Prices),
            name: "0.parquet".to_owned(),
            begin: 2,
            end: None,
            rows: 10,
            bytes: 100,
            footer_bytes: 10,
            partial_max: None,
            row_id_start: Some(0),
            sha256: None,
            stats: std::collections::BTreeMap::new(),
        };
        let merged = CatalogueFile { partial_max: Some(3), row_id_start: None, ..plain.clone() };
        let says = |versions, fits| Some(RowLineage { row_ids: vec![(0, 4), (6, 12)], versions: Some(versions), fits });
        assert_eq!(origins(&merged, says((2, 3), true)), (vec![(0, 4), (6, 12)], None));
        for wrong in [None, says((2, 4), true), says((2, 3), false)] {
            assert_eq!(origins(&merged, wrong).1, Some(Problem::Origins(merged.path())));
        }
        assert_eq!(origins(&plain, None), (Vec::new(), None));
        assert!(origins(&plain, says((2, 2), true)).1.is_some());
    }
}
