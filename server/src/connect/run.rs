//! One fetch of one source: which days to ask for, and each part of what came
//! stored before the next is asked for.
//!
//! What is complete stays when the rest fails: the next fetch goes on from the
//! last day that is known.

use super::ask::{Ask, Fetched};
use super::client::Client;
use super::error::FetchError;
use crate::auth::Who;
use crate::store::{Provenance, Store, StoreError};
use chrono::{Datelike, Days, NaiveDate, Weekday};
use lumbung_data::granary::Granary;
use lumbung_data::model::{FileReport, IngestReport, Lang, MarketSeries, PlaceCode, SourceId, day};
use lumbung_data::profile::{Fetch, Profile};
use lumbung_data::source::{self, Context, Reading};
use std::ops::RangeInclusive;
use std::sync::Arc;

/// Days to ask for, both ends included.
pub type Span = RangeInclusive<NaiveDate>;

/// What is to be fetched, for whom.
#[derive(Debug, Clone)]
pub struct Job {
    /// The city.
    pub profile: Arc<Profile>,
    /// The source.
    pub fetch: Fetch,
    /// The first day, where somebody says so.
    pub from: Option<NaiveDate>,
    /// The last day, where somebody says so.
    pub to: Option<NaiveDate>,
    /// Today.
    pub today: NaiveDate,
    /// The language of reasons.
    pub lang: Lang,
    /// Who is fetching, for the audit log.
    pub who: Who,
    /// Bapanas's key, where there is one.
    pub bapanas_key: Option<Secret>,
}

/// A text that is not shown.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(pub String);

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// Survey days without any price that a source may have without a word.
const SILENT_DAYS: usize = 5;

/// A fetch under way.
pub(super) struct Run<'a> {
    pub job: &'a Job,
    pub url: &'a str,
    store: &'a Store,
    client: &'a Client,
    known: Arc<Granary>,
    pub report: IngestReport,
}

impl<'a> Run<'a> {
    /// A fetch of what is known so far.
    pub fn begin(store: &'a Store, client: &'a Client, job: &'a Job, known: Arc<Granary>, url: &'a str) -> Self {
        let report = IngestReport { version: known.version(), ..IngestReport::default() };
        Self { job, url, store, client, known, report }
    }

    /// The source.
    pub fn source(&self) -> &'a SourceId {
        &self.job.fetch.source
    }

    /// Asks the source.
    pub async fn ask(&self, ask: &Ask) -> Result<Fetched, FetchError> {
        self.client.ask(ask).await
    }

    /// The client's clock, in milliseconds.
    pub fn millis(&self) -> i64 {
        self.client.now().timestamp_millis()
    }

    /// The days to ask for of a place: those that were named, or from the last
    /// known one, less the overlap, up to today. None if there are none.
    pub fn days(&self, place: &PlaceCode) -> Option<Span> {
        let fetch = &self.job.fetch;
        let to = self.job.to.unwrap_or(self.job.today).min(self.job.today);
        let back = |from: NaiveDate, days: u32| from.checked_sub_days(Days::new(days.into()));
        let from = self.job.from.or_else(|| match last_day(&self.known, &fetch.source, place) {
            Some(last) => back(last, fetch.overlap),
            None => back(to, fetch.history),
        })?;
        (from <= to).then_some(from..=to)
    }

    /// Stores what a part of a fetch brought. `days` are those that were asked
    /// for, where the source has some for each day.
    pub async fn keep(
        &mut self,
        format: &'static str,
        fetched: Fetched,
        place: Option<PlaceCode>,
        days: Option<&Span>,
        read: impl FnOnce(&[u8], &Context<'_>) -> (Option<&'static str>, Reading) + Send + 'static,
    ) -> Result<(), FetchError> {
        let Fetched { url, bytes } = fetched;
        let (profile, lang, today) = (Arc::clone(&self.job.profile), self.job.lang, self.job.today);
        let level = self.job.fetch.level;
        let read = tokio::task::spawn_blocking(move || {
            let context = Context { profile: &profile, today, lang, level, place };
            let (recognised, reading) = read(&bytes, &context);
            (recognised.unwrap_or(format), reading, source::sha256(&bytes), bytes.len() as u64)
        });
        let (format, reading, sha256, bytes) = read.await.map_err(StoreError::from)?;
        // A holiday without prices is nothing to report.
        let quiet = reading.read == 0 && days.is_some_and(|days| workdays(days) < SILENT_DAYS);
        if quiet && reading.refusals.iter().all(|refusal| is_nothing(&refusal.reason, lang)) {
            tracing::info!(source = %self.source(), url, "no prices yet");
            return Ok(());
        }
        let from = Provenance { file: url, format, sha256, bytes, who: self.job.who.clone() };
        let report = self.append(reading, from).await?;
        let FileReport { file, read, accepted, revised, rejected, .. } = &report;
        tracing::info!(file, read, accepted, revised, rejected, "fetched a part");
        self.report.files.push(report);
        Ok(())
    }

    /// Stores a reading under the lock, on top of what others stored meanwhile.
    async fn append(&mut self, reading: Reading, from: Provenance) -> Result<FileReport, FetchError> {
        let lock = self.store.lock().await?;
        self.known = self.store.newest(Arc::clone(&self.known)).await?;
        let (report, known) =
            self.store.append(&lock, &self.known, (&self.job.profile, self.job.lang), reading, from).await?;
        self.known = known;
        self.report.version = self.known.version();
        Ok(report)
    }

    /// Adds a note on something that was asked for and is not there.
    pub fn note(&mut self, file: &str, format: &'static str, value: &str, (id, en): (&str, &str)) {
        let reason = self.job.lang.pick(id, en).to_owned();
        let refusal = lumbung_data::model::Refusal { row: 1, column: String::new(), value: value.to_owned(), reason };
        let (file, format) = (file.to_owned(), format.to_owned());
        self.report.files.push(FileReport { file, format, reasons: vec![refusal], ..FileReport::default() });
    }
}

/// Whether a reason says no more than that there are no prices.
fn is_nothing(reason: &str, lang: Lang) -> bool {
    reason == source::Fault::Nothing.text(lang)
}

/// The last day for which a source reported a figure for a place.
fn last_day(known: &Granary, source: &SourceId, place: &PlaceCode) -> Option<NaiveDate> {
    let cities = known.cities().filter(|city| city.key.source == *source && city.key.region == place.region());
    last_figure(cities.flat_map(|city| &city.members).filter(|series| series.key.place == *place))
}

/// The last day for which a source reported anything in a city's profile.
pub(super) fn last_report(known: &Granary, source: &SourceId) -> Option<NaiveDate> {
    let cities = known.cities().filter(|city| city.key.source == *source);
    last_figure(cities.flat_map(|city| &city.members))
}

fn last_figure<'s>(series: impl Iterator<Item = &'s Arc<MarketSeries>>) -> Option<NaiveDate> {
    let last = series.filter_map(|series| {
        let at = series.reported.iter().rposition(|value| value.is_finite())?;
        Some(series.day[at])
    });
    last.max().map(day::date)
}

/// Days in parts of so many at the most, oldest first.
pub(super) fn parts(days: &Span, most: u32) -> Vec<Span> {
    let mut parts = Vec::new();
    let mut first = *days.start();
    while first <= *days.end() {
        let last = first.checked_add_days(Days::new(u64::from(most.max(1)) - 1)).unwrap_or(*days.end());
        parts.push(first..=last.min(*days.end()));
        let Some(next) = last.succ_opt() else { break };
        first = next;
    }
    parts
}

fn workdays(days: &Span) -> usize {
    let each = days.start().iter_days().take_while(|day| day <= days.end());
    each.filter(|day| !matches!(day.weekday(), Weekday::Sat | Weekday::Sun)).count()
}
