//! Verification: what is recorded is compared with what is there. Nothing is
//! changed or mended.

use super::problem::{Figure, Problem};
use super::{Store, StoreError};
use crate::book::{CatalogueFile, Lineage};
use lumbung_data::lake::{self, ColumnStats, LakeError, Table};
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
            Err(StoreError::Book(error)) if !found.problems.is_empty() => {
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
        chain(&lineage, &mut found.problems);
        row_ids(&lineage, &mut found.problems);
        for file in lineage.files {
            found.problems.extend(self.check_file(file).await?);
        }
        Ok(())
    }

    /// Compares one file with what the catalogue says of it.
    async fn check_file(&self, file: CatalogueFile) -> Result<Vec<Problem>, StoreError> {
        let (lake, path) = (self.home.lake(), file.path());
        match tokio::task::spawn_blocking(move || check(&lake, &file)).await {
            Ok(problems) => Ok(problems),
            // The Parquet reader may give up on damaged bytes this way.
            Err(stopped) if stopped.is_panic() => {
                Ok(vec![Problem::Unreadable { file: path, why: "its Parquet is damaged".to_owned() }])
            }
            Err(stopped) => Err(stopped.into()),
        }
    }
}

/// Versions follow each other without gaps, and files belong to them.
fn chain(lineage: &Lineage, problems: &mut Vec<Problem>) {
    let mut next = (0, 0);
    for snapshot in &lineage.snapshots {
        problems.extend((next.0..snapshot.id).map(Problem::Gap));
        if !snapshot.explained || snapshot.next_file_id < next.1 {
            problems.push(Problem::Snapshot(snapshot.id));
        }
        next = (snapshot.id + 1, snapshot.next_file_id.max(next.1));
    }
    let versions: BTreeSet<i64> = lineage.snapshots.iter().map(|snapshot| snapshot.id).collect();
    let names: BTreeSet<String> = lineage.files.iter().map(CatalogueFile::path).collect();
    for file in &lineage.files {
        let known =
            versions.contains(&file.begin) && file.end.is_none_or(|end| end > file.begin && versions.contains(&end));
        if !known || file.id >= next.1 || file.table.is_none() || !is_plain(&file.name) {
            problems.push(Problem::Stray(file.path()));
        }
    }
    if names.len() < lineage.files.len() {
        let mut seen = BTreeSet::new();
        problems.extend(
            lineage.files.iter().map(CatalogueFile::path).filter(|path| !seen.insert(path.clone())).map(Problem::Stray),
        );
    }
}

/// Whether a name is a file's own and leads nowhere else.
pub(super) fn is_plain(name: &str) -> bool {
    let good = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_' | '.');
    !name.starts_with('.') && !name.is_empty() && name.chars().all(good)
}

/// No two files of one version share a row id, and totals are sums.
fn row_ids(lineage: &Lineage, problems: &mut Vec<Problem>) {
    for table in Table::ALL {
        let mut files: Vec<&CatalogueFile> = lineage.files.iter().filter(|file| file.table == Some(table)).collect();
        files.sort_by_key(|file| file.row_id_start);
        let mut reaching: Vec<&CatalogueFile> = Vec::new();
        let end = |file: &CatalogueFile| file.row_id_start.saturating_add(file.rows);
        for file in &files {
            reaching.retain(|earlier| end(earlier) > file.row_id_start);
            let others = reaching.iter().filter(|earlier| earlier.lives_with(file));
            problems.extend(others.map(|other| Problem::RowIds { file: file.path(), other: other.path() }));
            reaching.push(file);
        }
        let rows: i64 = files.iter().filter(|file| file.end.is_none()).map(|file| file.rows).sum();
        let last = files.iter().map(|file| end(file)).max().unwrap_or(0);
        let right = |totals: &crate::book::TableTotals| totals.rows == rows && totals.next_row_id >= last;
        if !lineage.totals.iter().any(|totals| totals.table == table.id() && right(totals)) {
            problems.push(Problem::Totals(table.name()));
        }
    }
}

fn check(lake: &Path, file: &CatalogueFile) -> Vec<Problem> {
    let path = file.path();
    // What has no place of its own was reported with the chain.
    let Some(table) = file.table.filter(|_| is_plain(&file.name)) else { return Vec::new() };
    let figure = |figure, recorded, found| {
        (recorded != found).then(|| Problem::Figure { file: path.clone(), figure, recorded, found })
    };
    let at = lake::file_path(lake, table, &file.name);
    if !at.exists() {
        return vec![Problem::Missing(path)];
    }
    let looked = || -> Result<Vec<Problem>, LakeError> {
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
        }
        Ok(problems)
    };
    looked().unwrap_or_else(|error| vec![Problem::Unreadable { file: path.clone(), why: reason(&error) }])
}

/// What a reader said, without the path that stands beside it.
fn reason(error: &LakeError) -> String {
    match error {
        LakeError::Io { source, .. } => source.to_string(),
        LakeError::Parquet { source, .. } => source.to_string(),
        LakeError::Value { source, .. } => source.to_string(),
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
    use crate::book::{Snapshot, TableTotals};

    fn file(id: i64, begin: i64, end: Option<i64>, row_id_start: i64) -> CatalogueFile {
        CatalogueFile {
            id,
            table: Some(Table::Prices),
            name: format!("{id}.parquet"),
            begin,
            end,
            rows: 10,
            bytes: 100,
            footer_bytes: 10,
            row_id_start,
            sha256: None,
            stats: std::collections::BTreeMap::new(),
        }
    }

    fn lineage(files: Vec<CatalogueFile>) -> Lineage {
        let snapshots = (0..=3).map(|id| Snapshot { id, next_file_id: 9, explained: true }).collect();
        let totals =
            [(1, 0, 0), (2, 20, 20)].map(|(table, rows, next_row_id)| TableTotals { table, rows, next_row_id });
        Lineage { snapshots, files, totals: totals.to_vec() }
    }

    fn kinds(lineage: &Lineage) -> Vec<&'static str> {
        let mut problems = Vec::new();
        chain(lineage, &mut problems);
        row_ids(lineage, &mut problems);
        problems.iter().map(Problem::kind).collect()
    }

    #[test]
    fn a_whole_catalogue_has_no_problems() {
        assert!(kinds(&lineage(vec![file(0, 2, None, 0), file(1, 3, None, 10)])).is_empty());
    }

    #[test]
    fn a_missing_version_is_a_gap_and_its_files_are_strays() {
        let mut broken = lineage(vec![file(0, 2, None, 0), file(1, 3, None, 10)]);
        broken.snapshots.remove(2);
        assert_eq!(kinds(&broken), ["version-gap", "stray-file"]);
    }

    #[test]
    fn files_of_one_version_share_no_row_id() {
        assert_eq!(kinds(&lineage(vec![file(0, 2, None, 0), file(1, 3, None, 9)])), ["row-ids"]);
        // The second takes the first one's place.
        let taken = [(1, 0, 0), (2, 10, 20)].map(|(table, rows, next_row_id)| TableTotals { table, rows, next_row_id });
        let replaced = Lineage { totals: taken.to_vec(), ..lineage(vec![file(0, 2, Some(3), 0), file(1, 3, None, 0)]) };
        assert!(kinds(&replaced).is_empty());
    }

    #[test]
    fn names_that_lead_elsewhere_are_strays() {
        let mut broken = lineage(vec![file(0, 2, None, 0), file(1, 3, None, 10)]);
        broken.files[1].name = "../../lumbung.db".to_owned();
        assert_eq!(kinds(&broken), ["stray-file"]);
    }

    #[test]
    fn totals_are_the_sums_of_files() {
        assert_eq!(kinds(&lineage(vec![file(0, 2, None, 0)])), ["table-totals"]);
    }
}
