//! What a server does beside answering, until it is told to stop. A job ends where it rests,
//! and so leaves nothing half done.

use crate::metrics::Metrics;
use futures_util::FutureExt;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio::time::{Instant, timeout_at};

/// How a job knows that it is to stop.
#[derive(Debug, Clone)]
pub struct Stop(watch::Receiver<bool>);

impl Stop {
    /// One that is never told.
    #[must_use]
    pub fn never() -> Self {
        let (told, stop) = watch::channel(false);
        // Kept by its own task for as long as anybody listens.
        tokio::spawn(async move { told.closed().await });
        Self(stop)
    }

    /// Whether it is told.
    #[must_use]
    pub fn is_told(&self) -> bool {
        *self.0.borrow()
    }

    /// Waits for something; none once it is told to stop, which ends the wait.
    pub async fn or<T>(&mut self, waiting: impl Future<Output = T>) -> Option<T> {
        tokio::select! {
            biased;
            // Where nobody can tell any more, the server is gone.
            _ = self.0.wait_for(|told| *told) => None,
            done = waiting => Some(done),
        }
    }

    /// Rests; false once it is told to stop, which ends the rest.
    pub async fn rest(&mut self, time: Duration) -> bool {
        self.or(tokio::time::sleep(time)).await.is_some()
    }
}

/// The jobs of a server.
#[derive(Debug)]
pub struct Jobs {
    tell: watch::Sender<bool>,
    running: JoinSet<()>,
    metrics: Arc<Metrics>,
}

impl Jobs {
    /// None yet.
    #[must_use]
    pub fn new(metrics: &Arc<Metrics>) -> Self {
        Self { tell: watch::Sender::new(false), running: JoinSet::new(), metrics: Arc::clone(metrics) }
    }

    /// Begins a job. One that panics is logged and counted as not running.
    pub fn begin<J>(&mut self, name: &'static str, job: impl FnOnce(Stop) -> J)
    where
        J: Future<Output = ()> + Send + 'static,
    {
        let job = job(Stop(self.tell.subscribe()));
        let metrics = Arc::clone(&self.metrics);
        metrics.job_runs(name, true);
        self.running.spawn(async move {
            if AssertUnwindSafe(job).catch_unwind().await.is_err() {
                tracing::error!(job = name, "a job panicked; it runs again when the server is started anew");
            }
            metrics.job_runs(name, false);
        });
    }

    /// Tells every job to stop, and waits until they have; false where some were cut off.
    pub async fn end(mut self, within: Duration) -> bool {
        self.tell.send_replace(true);
        let until = Instant::now() + within;
        while let Ok(ended) = timeout_at(until, self.running.join_next()).await {
            if ended.is_none() {
                return true;
            }
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicU32, Ordering};
    use tokio::sync::{mpsc, oneshot};

    const LONG: Duration = Duration::from_mins(1);

    #[tokio::test]
    async fn a_job_does_what_it_is_at_to_its_end_and_rests_no_longer() {
        let done = Arc::new(AtomicU32::new(0));
        let counted = Arc::clone(&done);
        let (ask, mut asked) = mpsc::channel::<oneshot::Sender<()>>(1);
        let mut jobs = Jobs::new(&Arc::default());
        jobs.begin("count", |mut stop| async move {
            loop {
                // The work, which a stop does not break off: somebody has to let it go on.
                let (go_on, may_go_on) = oneshot::channel();
                ask.send(go_on).await.unwrap();
                may_go_on.await.unwrap();
                counted.fetch_add(1, Ordering::Relaxed);
                if !stop.rest(LONG * 60).await {
                    return;
                }
            }
        });
        let go_on = asked.recv().await.unwrap();
        let end = tokio::spawn(jobs.end(LONG));
        tokio::task::yield_now().await;
        assert_eq!(done.load(Ordering::Relaxed), 0);
        go_on.send(()).unwrap();
        assert!(end.await.unwrap());
        assert_eq!(done.load(Ordering::Relaxed), 1);
    }

    #[tokio::test]
    async fn a_job_that_does_not_end_is_cut_off_and_said_so() {
        let mut jobs = Jobs::new(&Arc::default());
        jobs.begin("stuck", |_| std::future::pending());
        assert!(!jobs.end(Duration::from_millis(1)).await);
    }

    #[tokio::test]
    async fn a_job_that_panics_is_seen_as_not_running() {
        let metrics = Arc::<Metrics>::default();
        let mut jobs = Jobs::new(&metrics);
        jobs.begin("good", |mut stop| async move { while stop.rest(LONG).await {} });
        jobs.begin("bad", |_| async { panic!("a fault of ours") });
        while jobs.running.len() > 1 {
            jobs.running.join_next().await;
        }
        let text = metrics.text(&[]);
        assert!(text.contains("lumbung_job_running{name=\"bad\"} 0\n"), "{text}");
        assert!(text.contains("lumbung_job_running{name=\"good\"} 1\n"), "{text}");
        assert!(jobs.end(LONG).await);
    }

    #[tokio::test]
    async fn who_is_never_told_waits_for_what_it_waits_for() {
        let mut stop = Stop::never();
        assert_eq!(stop.or(async { 7 }).await, Some(7));
        assert!(!stop.is_told());
    }
}
