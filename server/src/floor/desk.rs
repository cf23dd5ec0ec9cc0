//! Where entries are handed in. Many phones send at once after a walk, and a commit costs
//! the disk the same for one entry as for a hundred: whoever comes while one is written goes
//! along with the next.

use crate::book::{Book, Kept, NewEntry};
use chrono::{DateTime, Utc};
use std::sync::{Arc, Mutex, PoisonError};
use thiserror::Error;
use tokio::sync::oneshot;

/// Entries could not be kept; the phone goes on keeping them.
#[derive(Debug, Clone, Error)]
#[error("entries from the market floor could not be kept, and stay on their phones: {0}")]
pub struct DeskError(String);

type Told = Result<Vec<Kept>, DeskError>;

struct Waiting {
    entries: Vec<NewEntry>,
    now: DateTime<Utc>,
    tell: oneshot::Sender<Told>,
}

/// The desk of a server.
#[derive(Default)]
pub struct Desk {
    waiting: Arc<Mutex<Vec<Waiting>>>,
    writing: Arc<tokio::sync::Mutex<()>>,
}

impl Desk {
    /// Keeps entries, and says of each what became of it once it is safe on disk.
    ///
    /// # Errors
    /// When the book refuses; none of these is kept then.
    pub async fn hand_in(&self, book: &Book, entries: Vec<NewEntry>, now: DateTime<Utc>) -> Told {
        let (tell, told) = oneshot::channel();
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner).push(Waiting { entries, now, tell });
        let (book, queue, turn) = (book.clone(), Arc::clone(&self.waiting), Arc::clone(&self.writing));
        // To its end also where whoever came first has hung up: it writes for the others too.
        tokio::spawn(async move {
            let _writing = turn.lock().await;
            let group = std::mem::take(&mut *queue.lock().unwrap_or_else(PoisonError::into_inner));
            // Empty where somebody before has written these too.
            if let Some(latest) = group.iter().map(|one| one.now).max() {
                write(&book, group, latest).await;
            }
        });
        told.await.unwrap_or_else(|_| Err(DeskError("the writer ended".to_owned())))
    }
}

async fn write(book: &Book, group: Vec<Waiting>, now: DateTime<Utc>) {
    let (mut all, mut parts) = (Vec::new(), Vec::new());
    for mut one in group {
        parts.push((one.entries.len(), one.tell));
        all.append(&mut one.entries);
    }
    let kept = book.keep_entries(now, &all).await;
    let mut kept = kept.map(Vec::into_iter).map_err(|error| DeskError(error.to_string()));
    for (count, tell) in parts {
        let own = match &mut kept {
            Ok(kept) => Ok(kept.by_ref().take(count).collect()),
            Err(error) => Err(error.clone()),
        };
        // Whoever has hung up sends again, and learns then that it is known.
        let _ = tell.send(own);
    }
}
