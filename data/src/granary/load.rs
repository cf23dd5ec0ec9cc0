//! Loading: the files of a version become a granary. Several are read at a
//! time, and laid over what is known in their order before there are too many
//! rows in memory.

use super::Granary;
use super::lay::lay;
use crate::lake::{LakeError, NamedFile, PriceRows, scan_prices};
use std::path::Path;
use std::sync::mpsc::{self, Receiver};
use std::thread;

/// The most files that are read at a time.
const MOST_READERS: usize = 4;
/// Rows that are laid at once: few enough for the memory, and so many that a
/// series is not moved for every small file.
const ROWS_AT_ONCE: usize = 1_000_000;

impl Granary {
    /// The granary of a later version: the rows of these files, those left out
    /// that are known here or are later ones. Blocks.
    ///
    /// # Errors
    /// When a file cannot be read.
    pub fn advanced(&self, lake: &Path, files: &[NamedFile], version: i64) -> Result<Self, LakeError> {
        let mut cities = self.cities.clone();
        let scan = |file: &NamedFile| scan_prices(lake, file, self.version, version);
        let (mut waiting, mut revised) = (Vec::new(), Vec::new());
        in_order(files, scan, |rows| {
            waiting.push(rows?);
            if waiting.iter().map(PriceRows::len).sum::<usize>() >= ROWS_AT_ONCE {
                lay(&mut cities, &std::mem::take(&mut waiting), &mut revised);
            }
            Ok(())
        })?;
        lay(&mut cities, &waiting, &mut revised);
        Ok(self.next(version, cities, revised))
    }
}

/// Does the same with every item, several at a time, and takes the results in
/// the order of the items. No more are held than there are workers, twice.
fn in_order<T: Sync, R: Send, E>(
    items: &[T],
    work: impl Fn(&T) -> R + Sync,
    mut take: impl FnMut(R) -> Result<(), E>,
) -> Result<(), E> {
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let workers = cores.min(MOST_READERS).min(items.len());
    let work = &work;
    thread::scope(|scope| {
        // Each worker has every n-th item and a place for one result.
        let results: Vec<Receiver<R>> = (0..workers)
            .map(|worker| {
                let (give, receive) = mpsc::sync_channel(1);
                scope.spawn(move || {
                    // Nobody receives any more where taking failed.
                    for item in items.iter().skip(worker).step_by(workers) {
                        if give.send(work(item)).is_err() {
                            break;
                        }
                    }
                });
                receive
            })
            .collect();
        // A worker that panicked sends nothing; the scope hands its panic on.
        results.iter().cycle().take(items.len()).map_while(|result| result.recv().ok()).try_for_each(&mut take)
    })
}

#[cfg(test)]
mod tests {
    use super::super::tests::{key, rows};
    use super::*;
    use crate::lake::stage_prices;

    #[test]
    fn results_come_in_the_order_of_items_until_one_is_refused() {
        let items: Vec<u32> = (0..50).collect();
        let mut taken = Vec::new();
        let all: Result<(), ()> = in_order(
            &items,
            |item| item * 2,
            |result| {
                taken.push(result);
                Ok(())
            },
        );
        assert_eq!((all, taken), (Ok(()), items.iter().map(|item| item * 2).collect::<Vec<_>>()));
        assert_eq!(in_order(&items, |item| *item, |result| if result < 7 { Ok(()) } else { Err(result) }), Err(7));
        assert_eq!(in_order(&[], |(): &()| (), |()| Err(())), Ok(()));
    }

    #[test]
    fn an_advanced_granary_is_the_same_as_one_laid_at_once() {
        let lake = tempfile::tempdir().unwrap();
        let versions = [
            rows("3273/a", 2, &[(1, 10.0), (2, 20.0)]),
            rows("3273/a", 3, &[(2, 25.0)]),
            rows("3203/b", 4, &[(3, 9.0)]),
        ];
        let files: Vec<NamedFile> = versions
            .iter()
            .flat_map(|rows| stage_prices(lake.path(), &rows.version[0].to_string(), rows).unwrap())
            .map(|file| file.named())
            .collect();
        let whole = Granary::default().advanced(lake.path(), &files, 4).unwrap();
        let laid = Granary::default().with(4, &versions);
        let early = Granary::default().advanced(lake.path(), &files, 2).unwrap();
        let later = early.advanced(lake.path(), &files, 4).unwrap();
        for place in ["3273/a", "3203/b"] {
            assert_eq!(whole.series(&key(place)), laid.series(&key(place)));
            assert_eq!(later.series(&key(place)), laid.series(&key(place)));
        }
        assert_eq!(early.series(&key("3273/a")).unwrap().price, [10.0, 20.0]);
        let none = NamedFile { name: "none.parquet".to_owned(), sha256: None };
        assert!(Granary::default().advanced(lake.path(), &[none], 2).unwrap_err().is_absence());
    }
}
