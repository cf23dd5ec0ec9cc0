//! Another Lumbung: how cities exchange prices.
//!
//! Its list of batches says which version it is at. If that was seen before,
//! nothing else is asked. Otherwise its series are asked for as of that one
//! version, so that they fit together, and those without rows later than the
//! version seen last are passed over. What is taken is kept as the source
//! `lumbung:CODE`, with the address, and in it the version, as its origin.
//!
//! The list has the latest hundred batches. That an older one was taken back
//! shows with the next batch only.

use super::ask::{Ask, Fetched};
use super::error::FetchError;
use super::run::Run;
use lumbung_data::model::{CommodityId, PlaceCode};
use lumbung_data::source::lumbung_json::{FORMAT, Wanted, read};
use lumbung_data::source::{self, Context};
use serde::Deserialize;
use std::fmt::Write;

#[derive(Deserialize)]
struct Batches {
    batches: Vec<Batch>,
}

#[derive(Deserialize)]
struct Batch {
    version: i64,
    withdrawn_by_version: Option<i64>,
}

/// A version that was seen, and what was asked for as of it.
pub(super) type Seen = (i64, String);

/// Fetches what changed since the version that was seen last, and gives the
/// one that is seen now. Other places or commodities than last time are asked
/// for from the beginning; a fetch of named days sees no version.
pub(super) async fn fetch(run: &mut Run<'_>, seen: Option<Seen>) -> Result<Option<Seen>, FetchError> {
    let base = format!("{}/api/v1", run.url.trim_end_matches('/'));
    let version = current(run, &base).await?;
    let asked = question(run);
    let named_days = run.job.from.is_some() || run.job.to.is_some();
    let seen = seen.filter(|(_, last)| *last == asked && !named_days).map_or(0, |(version, _)| version);
    if version <= seen {
        tracing::info!(source = %run.source(), version, "nothing new");
        return Ok(Some((version, asked)));
    }
    let commodities = run.job.profile.watched.clone();
    for place in run.job.fetch.places.clone() {
        fetch_place(run, &base, &place.code, &commodities, (seen, version)).await?;
    }
    Ok((!named_days).then_some((version, asked)))
}

/// What is asked for, short enough to be remembered.
fn question(run: &Run<'_>) -> String {
    let fetch = &run.job.fetch;
    let places = fetch.places.iter().map(|place| place.code.as_str());
    let commodities = run.job.profile.watched.iter().map(CommodityId::as_str);
    let whole =
        [run.url, fetch.their_source.as_str(), fetch.level.as_str()].into_iter().chain(places).chain(commodities);
    source::sha256(whole.collect::<Vec<_>>().join("\n").as_bytes())
}

/// The version that the other Lumbung is at.
async fn current(run: &Run<'_>, base: &str) -> Result<i64, FetchError> {
    let fetched = run.ask(&Ask::json(format!("{base}/batches"))).await?;
    let list: Batches = serde_json::from_slice(&fetched.bytes).map_err(|_| {
        let (id, en) = (
            "Daftar kirimannya tidak dapat dibaca: alamat itu bukan Lumbung, atau versinya lain. Periksa url di profil.",
            "Its list of batches cannot be read: that is no Lumbung, or another release. Check the url in the profile.",
        );
        FetchError::Answer(run.job.lang.pick(id, en).to_owned())
    })?;
    let versions = list.batches.iter().flat_map(|batch| [Some(batch.version), batch.withdrawn_by_version]);
    Ok(versions.flatten().max().unwrap_or(0))
}

async fn fetch_place(
    run: &mut Run<'_>,
    base: &str,
    place: &PlaceCode,
    commodities: &[CommodityId],
    (seen, version): (i64, i64),
) -> Result<(), FetchError> {
    let fetch = &run.job.fetch;
    let wanted = Wanted { ours: fetch.source.clone(), theirs: fetch.their_source.clone(), seen };
    let code = place.as_str().replace('/', "%2F");
    let mut query = format!("level={}&source={}&as_of={version}", fetch.level, fetch.their_source);
    for (name, day) in [("from", run.job.from), ("to", run.job.to)] {
        if let Some(day) = day {
            // Writing to a string cannot fail.
            let _ = write!(query, "&{name}={day}");
        }
    }
    let mut answers = Vec::new();
    for commodity in commodities {
        match run.ask(&Ask::json(format!("{base}/series/{commodity}/{code}.json?{query}"))).await {
            Ok(fetched) => answers.push(fetched.bytes),
            // It has no such series.
            Err(FetchError::NotFound(_)) => {}
            Err(error) => return Err(error),
        }
    }
    if answers.is_empty() {
        let name = run.job.profile.place_name(place);
        let (id, en) = (
            "Lumbung itu tidak punya deret dari sumber ini untuk tempat ini; periksa place dan their_source di profil.",
            "That Lumbung has no series of this source for this place; check place and their_source in the profile.",
        );
        run.note(&format!("{base}/series"), FORMAT, &name, (id, en));
        return Ok(());
    }
    // One batch a place: its bytes are the answers one after another.
    let ends: Vec<usize> = answers
        .iter()
        .scan(0, |end, answer| {
            *end += answer.len();
            Some(*end)
        })
        .collect();
    let fetched = Fetched { url: format!("{base}/series/*/{code}.json?{query}"), bytes: answers.concat() };
    let reader = move |bytes: &[u8], context: &Context<'_>| {
        let mut start = 0;
        let parts: Vec<&[u8]> = ends.iter().map(|end| &bytes[std::mem::replace(&mut start, *end)..*end]).collect();
        (None, read(&parts, context, &wanted))
    };
    let before = run.report.files.len();
    run.keep(FORMAT, fetched, Some(place.clone()), None, reader).await?;
    // Series without anything new are no empty file.
    if run.report.files.get(before).is_some_and(|file| file.read == 0 && file.reasons.is_empty()) {
        run.report.files.truncate(before);
    }
    Ok(())
}
