//! The figures that are looked up when somebody asks: what is shown, how old it is, and what
//! waits for somebody.

use super::process::Process;
use crate::book::BookError;
use crate::connect::lateness;
use crate::live::Live;
use chrono::{DateTime, NaiveDate, Utc};
use lumbung_data::model::{SourceId, day};
use std::collections::BTreeMap;

/// The labels of a value, by name.
pub type Labels = Vec<(&'static str, String)>;

/// One figure, with a value for each set of labels.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    /// Its name.
    pub name: &'static str,
    /// What it is.
    pub help: &'static str,
    /// Its values.
    pub values: Vec<(Labels, f64)>,
}

impl Figure {
    fn one(name: &'static str, help: &'static str, value: impl Into<Option<f64>>) -> Self {
        Self { name, help, values: value.into().map(|value| (Vec::new(), value)).into_iter().collect() }
    }

    fn by<K: ToString>(
        (name, help): (&'static str, &'static str),
        label: &'static str,
        values: impl IntoIterator<Item = (K, f64)>,
    ) -> Self {
        let values = values.into_iter().map(|(key, value)| (vec![(label, key.to_string())], value)).collect();
        Self { name, help, values }
    }
}

/// The figures now.
///
/// # Errors
/// When the database refuses.
pub async fn gauges(live: &Live, now: DateTime<Utc>) -> Result<Vec<Figure>, BookError> {
    let (granary, book) = (live.granary(), &live.store.book);
    let mut last: BTreeMap<&SourceId, i32> = BTreeMap::new();
    let mut series = 0_u32;
    for member in granary.cities().flat_map(|city| &city.members) {
        series += 1;
        if let Some(day) = member.last_day() {
            let latest = last.entry(&member.key.source).or_insert(day);
            *latest = day.max(*latest);
        }
    }
    let late = last.keys().map(|source| {
        let late = lateness(&live.profile, &granary, source, now).map_or(0, |late| late.missing);
        (source.as_str(), f64::from(late))
    });
    let mut fetched = Vec::new();
    let mut failed = Vec::new();
    for fetch in &live.profile.fetches {
        let Some(state) = book.fetch_state(&fetch.source).await? else { continue };
        fetched.extend(state.done_at.map(|at| (fetch.source.as_str(), seconds(at))));
        failed.push((fetch.source.as_str(), f64::from(state.failures)));
    }
    let mut in_force: BTreeMap<&str, u32> = BTreeMap::new();
    for entry in live.ledger().iter().filter(|entry| entry.in_force()) {
        *in_force.entry(entry.key.kind.as_str()).or_default() += 1;
    }
    let in_force = in_force.into_iter().map(|(kind, count)| (kind, f64::from(count)));
    let waiting = book.count_deliveries().await?.into_iter().map(|(state, count)| (state, number(count)));
    let sheet = book.frozen_weeks().await?.iter().map(|week| week.frozen_at).max();
    let (backup, drill) = (book.last_noted("backup").await?, book.last_noted("restore-drill").await?);
    let process = Process::now();
    Ok(vec![
        Figure::one("lumbung_data_version", "The version that is shown", number(granary.version())),
        Figure::one("lumbung_outlook_version", "The version of which the outlook is computed", number(live.foreseen())),
        Figure::one("lumbung_series", "Series of markets that are shown", f64::from(series)),
        Figure::by(
            ("lumbung_source_last_day_timestamp_seconds", "The last day that a source told of"),
            "source",
            last.iter().map(|(source, last)| (source.as_str(), midnight(day::date(*last)))),
        ),
        Figure::by(("lumbung_source_missing_reports", "Reports that a source owes"), "source", late),
        Figure::by(
            ("lumbung_fetch_last_success_timestamp_seconds", "When the last fetch began that came through"),
            "source",
            fetched,
        ),
        Figure::by(
            ("lumbung_fetch_failures", "Fetches that failed since the last one that came through"),
            "source",
            failed,
        ),
        Figure::by(("lumbung_warnings_in_force", "Warnings in force, by kind"), "kind", in_force),
        Figure::by(("lumbung_deliveries", "Messages in the outbox, by state"), "state", waiting),
        Figure::one(
            "lumbung_weekly_sheet_last_timestamp_seconds",
            "When a weekly sheet was frozen last",
            sheet.map(seconds),
        ),
        Figure::one("lumbung_backup_last_timestamp_seconds", "When a backup was made last", backup.map(seconds)),
        Figure::one(
            "lumbung_restore_drill_last_timestamp_seconds",
            "When a backup was tried out last",
            drill.map(seconds),
        ),
        Figure::one("process_start_time_seconds", "When the process began to serve", seconds(live.since)),
        Figure::one("process_resident_memory_bytes", "Memory that the process holds", process.resident),
        Figure::one("process_open_fds", "Files and connections that the process has open", process.files),
    ])
}

#[expect(clippy::cast_precision_loss, reason = "versions and moments are far below the precision's end")]
fn number(number: i64) -> f64 {
    number as f64
}

fn seconds(at: DateTime<Utc>) -> f64 {
    number(at.timestamp())
}

fn midnight(day: NaiveDate) -> f64 {
    number(day.and_time(chrono::NaiveTime::MIN).and_utc().timestamp())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metrics::Metrics;
    use crate::store::Store;
    use lumbung_data::profile::Profile;
    use std::collections::BTreeSet;
    use std::sync::Arc;
    use std::time::Duration;

    #[tokio::test]
    async fn the_manuals_rules_are_about_figures_that_there_are() {
        let home = tempfile::tempdir().unwrap();
        let store = Store::open(home.path()).await.unwrap();
        let live = Live::open(store, Arc::new(Profile::load("bandung").unwrap())).await.unwrap();
        let metrics = Metrics::default();
        metrics.answered(&axum::http::Method::GET, None, 200, Duration::from_millis(1));
        metrics.job_runs("a", true);
        let text = metrics.text(&[]);
        let counted = text.lines().filter_map(|line| line.split(['{', ' ']).next()).map(str::to_owned);
        let looked_up = gauges(&live, Utc::now()).await.unwrap().into_iter().map(|figure| figure.name.to_owned());
        let there: BTreeSet<String> = counted.chain(looked_up).collect();
        let manual = include_str!("../../../OPERATIONS.md");
        let rules = manual.split("# lumbung.rules.yml").nth(1).and_then(|rest| rest.split("```").next()).unwrap();
        let is_part = |c: char| !(c.is_ascii_lowercase() || c == '_');
        let named: Vec<&str> = rules.split(is_part).filter(|word| word.starts_with("lumbung_")).collect();
        assert!(named.len() > 8, "{named:?}");
        for name in named {
            assert!(there.contains(name), "{name} is none of {there:?}");
        }
    }
}
