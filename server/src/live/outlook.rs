//! The outlook of the version that a server shows, how good it would have been, and what of it
//! goes into the ledger of warnings.

use super::Live;
use crate::jobs::Stop;
use crate::notify::Teller;
use crate::pages;
use crate::store::StoreError;
use chrono::{Days, NaiveDate, Utc};
use lumbung_data::backtest::{Advance, Backtest, Kept, Span};
use lumbung_data::granary::Granary;
use lumbung_data::model::ledger::LedgerEntry;
use lumbung_data::model::score::Score;
use lumbung_data::model::{PriceLevel, day};
use std::num::NonZeroUsize;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

/// The days over which warnings and outlook are judged: three years.
const JUDGED_DAYS: u64 = 3 * 365;

/// How long after a failure it is tried again.
const AGAIN_AFTER: Duration = Duration::from_secs(10);

/// The outlook takes one core: the others are for requests.
const WORKERS: NonZeroUsize = NonZeroUsize::MIN;

/// How good warnings and outlook would have been over the last years.
#[derive(Debug)]
pub struct Judged {
    /// The version that was judged.
    pub version: i64,
    /// The first day that counts.
    pub from: NaiveDate,
    /// The last one.
    pub to: NaiveDate,
    /// The figures.
    pub score: Score,
}

impl Live {
    /// The version of which the outlook was computed last; 0 before the first time. A newer
    /// version carries its sayings until its own are there.
    #[must_use]
    pub fn foreseen(&self) -> i64 {
        self.foreseen.load(Ordering::Acquire)
    }

    /// How good warnings and outlook are; none before the first time.
    #[must_use]
    pub fn judged(&self) -> Option<Arc<Judged>> {
        self.judged.load_full()
    }

    /// Computes the outlook, and how good it would have been, of each version that
    /// is shown, and writes into the ledger what is new by it, for ever; of versions
    /// that come meanwhile only the last. Told to stop it stops at once: what it was
    /// computing is computed again at the next start.
    pub async fn look_ahead(self: Arc<Self>, mut stop: Stop) {
        let mut kept = None;
        while let Some(done) = stop.or(self.foresee(&mut kept)).await {
            if let Err(error) = done {
                tracing::error!(%error, "the outlook cannot be computed");
            }
            if stop.or(self.moved_on.notified()).await.is_none() {
                return;
            }
        }
    }

    /// Computes the outlook of the version that is shown: with what was learnt last,
    /// where nothing but days was added, else by a whole walk.
    async fn foresee(&self, kept: &mut Option<Arc<Kept>>) -> std::io::Result<()> {
        let granary = self.granary();
        let Some(to) = granary.last_day(&self.profile) else {
            self.keep_ledger(&granary).await;
            return Ok(());
        };
        if let Some(kept) = kept.as_ref() {
            let (kept, known, profile) = (Arc::clone(kept), Arc::clone(&granary), Arc::clone(&self.profile));
            let advance = aside(move || kept.advance(&known, &profile, day::of(to), WORKERS)).await?;
            if let Some(Advance { prospects, is_whole }) = advance {
                granary.expect(Arc::new(prospects));
                self.foreseen.store(granary.version(), Ordering::Release);
                if is_whole {
                    self.keep_ledger(&granary).await;
                    return Ok(());
                }
            }
        }
        let from = to - Days::new(JUDGED_DAYS);
        let span = Span { from: day::of(from), to: day::of(to), lag: 0, level: PriceLevel::Retail };
        let (known, profile) = (Arc::clone(&granary), Arc::clone(&self.profile));
        let walk = aside(move || Backtest::run(&known, &profile, span, WORKERS)).await?;
        *kept = walk.kept.map(Arc::new);
        granary.expect(Arc::new(walk.prospects));
        let version = granary.version();
        self.foreseen.store(version, Ordering::Release);
        self.judged.store(Some(Arc::new(Judged { version, from, to, score: walk.score })));
        tracing::info!(version, "the outlook is computed");
        self.keep_ledger(&granary).await;
        Ok(())
    }

    /// Writes into the ledger what is new, however often that takes.
    async fn keep_ledger(&self, granary: &Arc<Granary>) {
        while let Err(error) = self.judge(Arc::clone(granary)).await {
            tracing::error!(%error, "the ledger of warnings cannot be kept");
            tokio::time::sleep(AGAIN_AFTER).await;
        }
    }

    /// Writes down which warnings are in force on the day that the pages show.
    async fn judge(&self, granary: Arc<Granary>) -> Result<(), StoreError> {
        let latest = pages::latest(&granary, &self.profile);
        loop {
            let before = self.store.book.judged().await?;
            // Where every price was withdrawn, the day is the one of before.
            let Some(on) = latest.or(before.map(|(day, _)| day)) else { return Ok(()) };
            let is_done = |(day, version): (NaiveDate, i64)| {
                version > granary.version() || (day, version) == (on, granary.version())
            };
            if before.is_some_and(is_done) {
                break;
            }
            let (known, profile) = (Arc::clone(&granary), Arc::clone(&self.profile));
            let last = before.map(|(day, _)| day);
            let judgement = tokio::task::spawn_blocking(move || known.judge(&profile, on, last)).await?;
            let ledger = self.store.book.ledger().await?;
            let open: Vec<LedgerEntry> = ledger.into_iter().filter(LedgerEntry::in_force).collect();
            let steps = judgement.steps(&open);
            let teller = Teller { profile: &self.profile, simulated: granary.is_simulated() };
            // Where another server has judged meanwhile, what it wrote counts.
            if self.store.book.enter((on, judgement.version), before, &steps, Utc::now(), &teller).await? {
                break;
            }
        }
        self.look_into_book().await
    }
}

/// Does something on a thread of its own: whoever closes the server does not wait for
/// it.
async fn aside<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> std::io::Result<T> {
    let (tell, told) = tokio::sync::oneshot::channel();
    std::thread::Builder::new().name("outlook".to_owned()).spawn(move || {
        // Nobody listens any more when the server is being closed.
        let _ = tell.send(work());
    })?;
    told.await.map_err(std::io::Error::other)
}
