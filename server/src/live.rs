//! The granary that a running server shows, and how it keeps up with what
//! other processes ingest.

use crate::inbox::Inbox;
use crate::interventions::Interventions;
use crate::jobs::Stop;
use crate::notify::Teller;
use crate::pages;
use crate::store::{Store, StoreError};
use arc_swap::{ArcSwap, ArcSwapOption};
use chrono::{DateTime, Days, NaiveDate, Utc};
use lumbung_data::backtest::{Advance, Backtest, Kept, Span};
use lumbung_data::granary::Granary;
use lumbung_data::model::agreement::Agreement;
use lumbung_data::model::catalogue::{Release, ReleaseChange};
use lumbung_data::model::ledger::LedgerEntry;
use lumbung_data::model::score::Score;
use lumbung_data::model::{PriceLevel, day};
use lumbung_data::profile::Profile;
use std::num::NonZeroUsize;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

/// How often the catalogue is asked for a newer version, which costs one small
/// query: an ingest elsewhere is seen within a second.
const LOOK_EVERY: Duration = Duration::from_millis(250);

/// The days over which warnings and outlook are judged: three years.
const JUDGED_DAYS: u64 = 3 * 365;

/// How long after a failure it is tried again.
const AGAIN_AFTER: Duration = Duration::from_secs(10);

/// The outlook takes one core: the others are for requests.
const WORKERS: NonZeroUsize = NonZeroUsize::MIN;

/// What every request reads.
#[derive(Debug)]
pub struct Live {
    /// The home and its book.
    pub store: Store,
    /// The city.
    pub profile: Arc<Profile>,
    /// When the server began to show it.
    pub since: DateTime<Utc>,
    granary: ArcSwap<Granary>,
    /// What made each version, the latest first.
    releases: ArcSwap<Vec<Release>>,
    /// Whoever catches up: one at a time, so that the granary never goes back.
    catching_up: tokio::sync::Mutex<()>,
    /// The earlier version that was asked for last. Whoever asks for another
    /// waits while it is loaded: each takes much of the disk and the memory.
    past: Arc<tokio::sync::Mutex<Option<Arc<Granary>>>>,
    /// The version of which the outlook was computed last.
    foreseen: AtomicI64,
    /// How good warnings and outlook are, once that is known.
    judged: ArcSwapOption<Judged>,
    /// The ledger of warnings, and what was done about them.
    inbox: ArcSwap<Inbox>,
    /// The interventions.
    interventions: ArcSwap<Interventions>,
    /// The agreements with supplying regions, and the stamp of the book's table then.
    agreements: ArcSwap<(i64, Vec<Agreement>)>,
    /// Rings when a new version is shown.
    moved_on: tokio::sync::Notify,
}

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
    /// Loads the current version.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn open(store: Store, profile: Arc<Profile>) -> Result<Arc<Self>, StoreError> {
        let version = store.book.version().await?;
        let granary = store.load(version).await?;
        let releases = store.book.releases(0).await?;
        let inbox = Inbox::read(&store.book).await?;
        let stamp = store.book.interventions_stamp().await?;
        let interventions = Interventions { stamp, entries: store.book.interventions().await? };
        let agreements = (store.book.agreements_stamp().await?, store.book.agreements().await?);
        Ok(Arc::new(Self {
            store,
            profile,
            since: Utc::now(),
            granary: ArcSwap::from_pointee(granary),
            releases: ArcSwap::from_pointee(releases),
            catching_up: tokio::sync::Mutex::default(),
            past: Arc::default(),
            foreseen: AtomicI64::new(0),
            judged: ArcSwapOption::empty(),
            inbox: ArcSwap::from_pointee(inbox),
            interventions: ArcSwap::from_pointee(interventions),
            agreements: ArcSwap::from_pointee(agreements),
            moved_on: tokio::sync::Notify::new(),
        }))
    }

    /// The granary now. It stays whole for as long as the caller holds it.
    #[must_use]
    pub fn granary(&self) -> Arc<Granary> {
        self.granary.load_full()
    }

    /// What made each version, the latest first.
    #[must_use]
    pub fn releases(&self) -> Arc<Vec<Release>> {
        self.releases.load_full()
    }

    /// What is told of a version; nothing of one that was never there.
    fn release<T>(&self, version: i64, tell: impl FnOnce(&Release) -> T) -> Option<T> {
        let releases = self.releases.load();
        let at = releases.binary_search_by(|release| version.cmp(&release.version)).ok()?;
        Some(tell(&releases[at]))
    }

    /// When a version was made; none of one that was never there.
    #[must_use]
    pub fn made_at(&self, version: i64) -> Option<DateTime<Utc>> {
        self.release(version, |release| release.at)
    }

    /// The file that made a version; none for a withdrawal.
    #[must_use]
    pub fn file_of(&self, version: i64) -> Option<String> {
        let file = |release: &Release| match &release.change {
            ReleaseChange::Batch { file, .. } => Some(file.clone()),
            _ => None,
        };
        self.release(version, file).flatten()
    }

    /// What was known at a version.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn at(&self, version: i64) -> Result<Arc<Granary>, StoreError> {
        let current = self.granary();
        if version == current.version() {
            return Ok(current);
        }
        let mut past = Arc::clone(&self.past).lock_owned().await;
        if let Some(past) = past.as_ref().filter(|past| past.version() == version) {
            return Ok(Arc::clone(past));
        }
        let store = self.store.clone();
        // To its end also where whoever asked has gone: the next one waits for it.
        let loading = tokio::spawn(async move {
            let loaded = Arc::new(store.load(version).await?);
            *past = Some(Arc::clone(&loaded));
            Ok(loaded)
        });
        loading.await?
    }

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

    /// The ledger of warnings, as it was written down last.
    #[must_use]
    pub fn ledger(&self) -> Arc<Vec<LedgerEntry>> {
        Arc::clone(&self.inbox.load().ledger)
    }

    /// The ledger of warnings and what officers did about them, as it was read last.
    #[must_use]
    pub fn inbox(&self) -> Arc<Inbox> {
        self.inbox.load_full()
    }

    /// Reads the inbox again where the book has something newer.
    ///
    /// # Errors
    /// When the book cannot be read.
    pub async fn look_into_inbox(&self) -> Result<(), StoreError> {
        let book = &self.store.book;
        if !self.inbox.load_full().is_current(book).await? {
            self.inbox.store(Arc::new(Inbox::read(book).await?));
        }
        Ok(())
    }

    /// The interventions, as they were entered last.
    #[must_use]
    pub fn interventions(&self) -> Arc<Interventions> {
        self.interventions.load_full()
    }

    /// The agreements with supplying regions, as the book had them when it was last looked at.
    #[must_use]
    pub fn agreements(&self) -> Arc<(i64, Vec<Agreement>)> {
        self.agreements.load_full()
    }

    /// Takes in the agreements, where any has changed.
    async fn follow_agreements(&self) -> Result<(), StoreError> {
        let book = &self.store.book;
        let stamp = book.agreements_stamp().await?;
        if stamp != self.agreements.load().0 {
            self.agreements.store(Arc::new((stamp, book.agreements().await?)));
        }
        Ok(())
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
        self.look_into_inbox().await
    }

    /// Follows the catalogue until it is told to stop. A failed look is logged and tried again.
    pub async fn follow(self: Arc<Self>, mut stop: Stop) {
        let mut ticks = tokio::time::interval(LOOK_EVERY);
        ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        while stop.or(ticks.tick()).await.is_some() {
            if let Err(error) = self.catch_up().await {
                tracing::error!(%error, "cannot follow the catalogue");
            }
            if let Err(error) = self.look_into_inbox().await {
                tracing::error!(%error, "cannot follow the inbox of warnings");
            }
        }
    }

    /// Moves on to the current version, if there is a newer one, and to the interventions and
    /// agreements as they are now.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn catch_up(&self) -> Result<(), StoreError> {
        let _turn = self.catching_up.lock().await;
        self.follow_agreements().await?;
        let known = self.granary();
        let newest = self.store.newest(Arc::clone(&known)).await?;
        if !Arc::ptr_eq(&known, &newest) {
            tracing::info!(version = newest.version(), "a new version is shown");
            // The history first: whoever sees the version can say what made it.
            let before = self.releases();
            let mut releases = self.store.book.releases(before.first().map_or(0, |release| release.version)).await?;
            releases.extend_from_slice(&before);
            self.releases.store(Arc::new(releases));
            self.granary.store(newest);
            self.moved_on.notify_one();
        }
        let book = &self.store.book;
        // The stamp first: what comes in between is read again next time.
        let stamp = book.interventions_stamp().await?;
        if stamp != self.interventions.load().stamp {
            let entries = book.interventions().await?;
            self.interventions.store(Arc::new(Interventions { stamp, entries }));
        }
        Ok(())
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
