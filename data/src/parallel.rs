//! Work on many things at once, with its results in their order.

use std::num::NonZeroUsize;
use std::panic::resume_unwind;
use std::thread;

/// All cores of the machine.
#[must_use]
pub fn cores() -> NonZeroUsize {
    thread::available_parallelism().unwrap_or(NonZeroUsize::MIN)
}

/// Does something to each on so many threads, and gives the results in the order of
/// the items.
pub(crate) fn in_parallel<T: Sync, R: Send>(
    items: &[T],
    workers: NonZeroUsize,
    work: impl Fn(&T) -> R + Sync,
) -> Vec<R> {
    let work = &work;
    let mut done: Vec<(usize, R)> = thread::scope(|scope| {
        let workers: Vec<_> = (0..workers.get().min(items.len()))
            .map(|first| {
                let mine = items.iter().enumerate().skip(first).step_by(workers.get());
                scope.spawn(move || mine.map(|(at, item)| (at, work(item))).collect::<Vec<_>>())
            })
            .collect();
        workers.into_iter().flat_map(|worker| worker.join().unwrap_or_else(|panic| resume_unwind(panic))).collect()
    });
    done.sort_unstable_by_key(|(at, _)| *at);
    done.into_iter().map(|(_, result)| result).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_the_order_of_the_items_whoever_is_done_first() {
        let items: Vec<u64> = (0..100).collect();
        let workers = NonZeroUsize::new(7).unwrap();
        assert_eq!(in_parallel(&items, workers, |item| item * 2), items.iter().map(|i| i * 2).collect::<Vec<_>>());
        assert!(in_parallel(&[], workers, |item: &u64| *item).is_empty());
    }
}
