//! A part of the book that a server holds in memory.

use crate::book::BookError;
use arc_swap::ArcSwap;
use std::sync::Arc;

/// What was read of a part of the book, with the stamp that the part had before: once that has
/// moved, it is read again.
#[derive(Debug)]
pub(super) struct Followed<T> {
    read: ArcSwap<Read<T>>,
}

#[derive(Debug)]
struct Read<T> {
    stamp: i64,
    value: Arc<T>,
}

impl<T> Followed<T> {
    /// Reads a part for the first time.
    pub(super) async fn open(stamp: i64, read: impl Future<Output = Result<T, BookError>>) -> Result<Self, BookError> {
        let value = Arc::new(read.await?);
        Ok(Self { read: ArcSwap::from_pointee(Read { stamp, value }) })
    }

    /// The part as it was read last. It stays whole for as long as the caller holds it.
    pub(super) fn now(&self) -> Arc<T> {
        Arc::clone(&self.read.load().value)
    }

    /// Reads the part again where its stamp has moved. The stamp is to be taken before `read`
    /// begins: what comes in between is read once more next time. Whoever follows does so one at
    /// a time, so that the part never goes back. Where it cannot be read, it stays as it was.
    pub(super) async fn follow(
        &self,
        stamp: i64,
        read: impl Future<Output = Result<T, BookError>>,
    ) -> Result<(), BookError> {
        if stamp != self.read.load().stamp {
            let value = Arc::new(read.await?);
            self.read.store(Arc::new(Read { stamp, value }));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::Cell;

    #[tokio::test]
    async fn a_part_is_read_again_only_where_its_stamp_has_moved() {
        let part = Followed::open(1, async { Ok("old") }).await.unwrap();
        let times = Cell::new(0);
        let read = async || {
            times.set(times.get() + 1);
            Ok("new")
        };
        part.follow(1, read()).await.unwrap();
        assert_eq!((*part.now(), times.get()), ("old", 0));
        let held = part.now();
        part.follow(2, read()).await.unwrap();
        part.follow(2, read()).await.unwrap();
        assert_eq!((*part.now(), times.get()), ("new", 1));
        assert_eq!(*held, "old", "whoever holds the part keeps it");
    }

    #[tokio::test]
    async fn a_part_that_cannot_be_read_stays_as_it_was_and_is_tried_again() {
        let part = Followed::open(1, async { Ok("old") }).await.unwrap();
        let refused = async { Err(std::io::Error::other("no disk").into()) };
        assert!(part.follow(2, refused).await.is_err());
        assert_eq!(*part.now(), "old");
        part.follow(2, async { Ok("new") }).await.unwrap();
        assert_eq!(*part.now(), "new");
    }
}
