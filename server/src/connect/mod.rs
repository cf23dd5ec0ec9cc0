//! Connectors: prices fetched from their sources, one file a source.
//!
//! Bytes are fetched here and read in `data`. A connector knows where a source
//! lies, how it wants to be asked and in which parts; going there safely is the
//! guard's and the client's part, storing the run's. A source fails without
//! taking anything else with it.

mod ask;
mod bapanas;
mod client;
mod error;
mod guard;
mod lumbung;
mod pace;
mod pihps;
mod retry_after;
mod run;
mod schedule;
mod sp2kp;
mod special;
mod unpack;
mod wfp;

#[cfg(test)]
mod tests;

pub use ask::{Ask, Fetched, Kind, Limits, Post};
pub use bapanas::KEY as BAPANAS_KEY;
pub use client::Client;
pub use error::FetchError;
pub use guard::{Guard, Refusal};
pub use pace::{Machine, Pace};
pub use run::{Job, Secret, Span};
pub use schedule::{bapanas_key, follow, lateness};

use crate::auth::Who;
use crate::book::FetchNote;
use crate::store::Store;
use lumbung_data::granary::Granary;
use lumbung_data::model::IngestReport;
use lumbung_data::profile::Fetch;
use run::Run;
use std::sync::Arc;

/// What came of a fetch.
#[derive(Debug)]
pub struct Outcome {
    /// The parts that were read, each like a file.
    pub report: IngestReport,
    /// Why it ended early, if it did. What is in the report is stored anyway.
    pub failure: Option<FetchError>,
}

impl Outcome {
    /// Whether something was refused: a row, or an answer.
    #[must_use]
    pub fn refused(&self) -> bool {
        self.report.files.iter().any(|file| file.rejected > 0 || (file.read == 0 && !file.reasons.is_empty()))
    }
}

/// The client for a source.
///
/// # Errors
/// When the profile lacks its address, or TLS cannot be set up.
pub fn client(fetch: &Fetch, limits: Limits, pace: Arc<dyn Pace>) -> Result<Client, FetchError> {
    let guard = Guard::new(address(fetch)?, fetch);
    let limits = match fetch.source.as_str() {
        "wfp" => wfp::limits(limits),
        _ => limits,
    };
    Client::new(guard, limits, pace)
}

/// The address of a source: the profile's, or the usual one.
fn address(fetch: &Fetch) -> Result<&str, FetchError> {
    match (&fetch.url, fetch.source.as_str()) {
        (Some(url), _) => Ok(url),
        (None, "pihps") => Ok(pihps::URL),
        (None, "bapanas") => Ok(bapanas::URL),
        (None, "sp2kp") => Ok(sp2kp::URL),
        (None, source) => Err(FetchError::Profile(
            format!("profil belum memuat url untuk {source}; tambahkan [fetch.{source:?}] dengan url."),
            format!("the profile has no url for {source}; add [fetch.{source:?}] with its url."),
        )),
    }
}

/// Fetches a source: part by part, each stored before the next is asked for.
/// `known` says from where on; what others store meanwhile is taken into account.
/// How it went is noted in the book.
pub async fn fetch(store: &Store, known: Arc<Granary>, client: &Client, job: &Job) -> Outcome {
    let begun = client.now();
    let mut report = IngestReport::default();
    let result = attempt(store, known, client, job, &mut report).await;
    let (seen, failure) = match result {
        Ok(seen) => (seen, None),
        Err(error) => (None, Some(error)),
    };
    let error = failure.as_ref().map(|error| error.message(job.lang));
    let seen = seen.as_ref().map(|(version, asked)| (*version, asked.as_str()));
    let note = FetchNote { source: &job.fetch.source, at: begun, error: error.as_deref(), seen };
    if let Err(error) = store.book.note_fetch(&note).await {
        tracing::error!(%error, source = %job.fetch.source, "how a fetch went could not be noted");
    }
    Outcome { report, failure }
}

async fn attempt(
    store: &Store,
    known: Arc<Granary>,
    client: &Client,
    job: &Job,
    report: &mut IngestReport,
) -> Result<Option<lumbung::Seen>, FetchError> {
    let url = address(&job.fetch)?;
    let source = job.fetch.source.as_str();
    let mut run = Run::begin(store, client, job, known, url);
    let result = match source {
        "pihps" => pihps::fetch(&mut run).await.map(|()| None),
        "bapanas" => bapanas::fetch(&mut run).await.map(|()| None),
        "sp2kp" => sp2kp::fetch(&mut run).await.map(|()| None),
        "wfp" => wfp::fetch(&mut run).await.map(|()| None),
        _ => {
            let state = store.book.fetch_state(&job.fetch.source).await?;
            let seen = state.and_then(|state| Some((state.seen?, state.asked?)));
            lumbung::fetch(&mut run, seen).await
        }
    };
    *report = run.report;
    result
}

/// The connectors as somebody, for the audit log.
#[must_use]
pub fn who(from: &str) -> Who {
    Who { actor: "connector".to_owned(), address: from.to_owned(), request: String::new() }
}
