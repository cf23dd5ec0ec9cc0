//! How many read at a time. A machine that works on all that it is asked for at once
//! answers nobody in time: here only so many are worked on, some more wait for a moment,
//! and whoever comes beyond them is told at once to come again.
//!
//! Pages are drawn on threads of their own. On those that wait for the network, each of
//! them would keep everybody else waiting at every step.
//!
//! Changes are counted by address and account instead (`limits`), and passwords are
//! hashed few at a time: they pass by, and with them signing in, whoever has signed in,
//! and the questions of those who watch over the server.

use super::TIME_LIMIT;
use super::refusal::Refusal;
use crate::settings::Limits;
use axum::response::Response;
use std::panic::resume_unwind;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;
use tokio::runtime::Handle;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tracing::Instrument;

/// How long one waits for a place.
const PATIENCE: Duration = Duration::from_millis(500);

/// Answers to programs that are worked on at a time. Some of them wait for a disk or for
/// each other, which costs no core.
const ANSWERS: usize = 64;

/// Pages of which there is always one more.
const KEPT: [&str; 5] = ["/healthz", "/readyz", "/metrics", "/masuk", "/masuk/kode"];

/// Whether a page is there however many read.
pub(super) fn keeps_place(path: &str) -> bool {
    KEPT.contains(&path)
}

/// Who reads at the moment.
#[derive(Debug)]
pub(super) struct Queues {
    pages: Queue,
    answers: Queue,
}

impl Queues {
    /// With the places that the limits give.
    pub(super) fn new(limits: &Limits) -> Self {
        let waiting = limits.reads_waiting;
        Self { pages: Queue::new(limits.pages_at_once, waiting), answers: Queue::new(ANSWERS, waiting) }
    }

    /// Waits for a place, and draws a page.
    pub(super) async fn page(
        &self,
        draw: impl Future<Output = Response> + Send + 'static,
    ) -> Result<Response, Refusal> {
        let place = self.pages.enter().await.ok_or(Refusal::Busy)?;
        let (runtime, draw) = (Handle::current(), draw.in_current_span());
        // To its end also where nobody waits for it any more: so long it has its place.
        let drawn = tokio::task::spawn_blocking(move || {
            let _place = place;
            runtime.block_on(async { tokio::time::timeout(TIME_LIMIT, draw).await })
        });
        match drawn.await {
            Ok(drawn) => drawn.map_err(|_| Refusal::TooSlow),
            Err(error) if error.is_panic() => resume_unwind(error.into_panic()),
            Err(error) => Err(Refusal::failed(&error)),
        }
    }

    /// Waits for a place, and answers a program.
    pub(super) async fn answer(&self, answer: impl Future<Output = Response>) -> Result<Response, Refusal> {
        // Given back with the head of the answer: whoever takes a file slowly keeps nobody waiting.
        let _place = self.answers.enter().await.ok_or(Refusal::Busy)?;
        Ok(answer.await)
    }
}

/// One kind of them.
#[derive(Debug)]
struct Queue {
    places: Arc<Semaphore>,
    waiting: AtomicUsize,
    most_waiting: usize,
    patience: Duration,
}

/// Somebody who waits for a place, until the value goes.
struct Waiting<'a>(&'a AtomicUsize);

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::AcqRel);
    }
}

impl Queue {
    /// So many have a place, and so many more wait.
    fn new(places: usize, most_waiting: usize) -> Self {
        Self {
            places: Arc::new(Semaphore::new(places.clamp(1, Semaphore::MAX_PERMITS))),
            waiting: AtomicUsize::new(0),
            most_waiting,
            patience: PATIENCE,
        }
    }

    /// A place, in the order of coming; none where too many wait or it takes too long.
    async fn enter(&self) -> Option<OwnedSemaphorePermit> {
        if let Ok(place) = Arc::clone(&self.places).try_acquire_owned() {
            return Some(place);
        }
        let before = self.waiting.fetch_add(1, Ordering::AcqRel);
        let _waiting = Waiting(&self.waiting);
        if before >= self.most_waiting {
            return None;
        }
        tokio::time::timeout(self.patience, Arc::clone(&self.places).acquire_owned()).await.ok()?.ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::response::IntoResponse;
    use futures_util::FutureExt;

    #[tokio::test]
    async fn so_many_read_so_many_wait_and_the_rest_is_sent_away_at_once() {
        let queue = Queue::new(1, 1);
        let reading = queue.enter().await.unwrap();
        let mut second = Box::pin(queue.enter());
        assert!((&mut second).now_or_never().is_none(), "it waits");
        assert!(queue.enter().now_or_never().unwrap().is_none(), "a third is not let wait");
        drop(reading);
        assert!(second.await.is_some());
    }

    #[tokio::test]
    async fn whoever_waited_too_long_or_left_is_forgotten() {
        let queue = Queue { patience: Duration::ZERO, ..Queue::new(1, 1) };
        let reading = queue.enter().await.unwrap();
        assert!(queue.enter().await.is_none());
        // One who hangs up while waiting.
        let mut gone = Box::pin(queue.enter());
        assert!((&mut gone).now_or_never().is_none());
        drop(gone);
        assert_eq!(queue.waiting.load(Ordering::Acquire), 0);
        drop(reading);
        assert!(queue.enter().await.is_some());
    }

    #[tokio::test]
    async fn a_page_gives_its_place_back_also_where_drawing_it_panics() {
        let queues = Queues::new(&Limits { pages_at_once: 1, ..Limits::default() });
        let broken = std::panic::AssertUnwindSafe(queues.page(async { panic!("the cause") }));
        assert_eq!(*broken.catch_unwind().await.unwrap_err().downcast::<&str>().unwrap(), "the cause");
        assert!(queues.page(async { "drawn".into_response() }).await.is_ok());
    }
}
