//! The catalogue compared with itself: its versions, the files that it names for
//! them, their row ids and its sums. What the files hold is looked at elsewhere.

use super::problem::Problem;
use crate::book::{CatalogueFile, Lineage};
use lumbung_data::lake::Table;
use std::collections::BTreeSet;

/// Row ids from the first to one after the last.
pub(super) type Stretch = (i64, i64);

/// Versions follow each other without gaps, and files belong to them.
pub(super) fn chain(lineage: &Lineage, problems: &mut Vec<Problem>) {
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
        let last = file.partial_max.unwrap_or(file.begin);
        let known = versions.contains(&file.begin)
            && (last >= file.begin && versions.contains(&last))
            && file.end.is_none_or(|end| end > last && versions.contains(&end));
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

/// No two files of one version share a row id, nor two rows of a file.
pub(super) fn row_ids(mut ids: Vec<(Stretch, &CatalogueFile)>, problems: &mut Vec<Problem>) {
    ids.sort_by_key(|(stretch, file)| (file.table.map(Table::id), *stretch));
    let mut reaching: Vec<(Stretch, &CatalogueFile)> = Vec::new();
    let mut said = BTreeSet::new();
    for (stretch, file) in ids {
        reaching.retain(|(earlier, other)| earlier.1 > stretch.0 && other.table == file.table);
        for (_, other) in reaching.iter().filter(|(_, other)| other.id == file.id || other.lives_with(file)) {
            if said.insert((file.id, other.id)) {
                problems.push(Problem::RowIds { file: file.path(), other: other.path() });
            }
        }
        reaching.push((stretch, file));
    }
}

/// What the catalogue adds up for a table is the sum of its files.
pub(super) fn totals(lineage: &Lineage, problems: &mut Vec<Problem>) {
    for table in Table::ALL {
        let files = || lineage.files.iter().filter(|file| file.table == Some(table));
        let rows: i64 = files().filter(|file| file.end.is_none()).map(|file| file.rows).sum();
        let last = files().filter_map(|file| Some(file.row_id_start?.saturating_add(file.rows))).max().unwrap_or(0);
        let right = |totals: &crate::book::TableTotals| totals.rows == rows && totals.next_row_id >= last.max(rows);
        if !lineage.totals.iter().any(|totals| totals.table == table.id() && right(totals)) {
            problems.push(Problem::Totals(table.name()));
        }
    }
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
            partial_max: None,
            row_id_start: Some(row_id_start),
            sha256: None,
            stats: std::collections::BTreeMap::new(),
        }
    }

    fn lineage(files: Vec<CatalogueFile>) -> Lineage {
        let snapshots = (0..=3).map(|id| Snapshot { id, next_file_id: 9, explained: true }).collect();
        let totals =
            [(1, 0, 0), (2, 20, 20)].map(|(table, rows, next_row_id)| TableTotals { table, rows, next_row_id });
        Lineage { snapshots, files, totals: totals.to_vec(), ..Lineage::default() }
    }

    fn kinds(lineage: &Lineage) -> Vec<&'static str> {
        let mut problems = Vec::new();
        chain(lineage, &mut problems);
        totals(lineage, &mut problems);
        let stretch = |file: &CatalogueFile| file.row_id_start.map(|first| (first, first + file.rows));
        let ids = lineage.files.iter().filter_map(|file| Some((stretch(file)?, file)));
        row_ids(ids.collect(), &mut problems);
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

    #[test]
    fn merged_files_share_no_row_id_with_others_nor_have_one_twice() {
        let merged = file(0, 2, None, 0);
        let other = file(1, 3, None, 5);
        for (ids, expected) in [
            (vec![((0, 4), &merged), ((6, 12), &merged), ((5, 7), &other)], 1),
            (vec![((0, 4), &merged), ((3, 5), &merged)], 1),
            (vec![((0, 5), &merged), ((5, 15), &other)], 0),
        ] {
            let mut problems = Vec::new();
            row_ids(ids, &mut problems);
            assert_eq!(problems.len(), expected, "{problems:?}");
        }
    }
}
