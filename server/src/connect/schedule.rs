//! Fetching by the clock, beside a running server.
//!
//! Each source has a task of its own: it sleeps until its source is due, fetches
//! it, and logs how that went and whether the source is late. A source that
//! fails is tried again after a while that doubles; nothing that goes wrong here
//! reaches the server.

use super::ask::Limits;
use super::pace::Machine;
use super::run::{Job, Secret, last_report};
use super::{BAPANAS_KEY, FetchError, Outcome, client, fetch, who};
use crate::book::{FetchNote, FetchState};
use crate::jobs::Stop;
use crate::live::Live;
use crate::wib::{local, moment};
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use lumbung_data::granary::Granary;
use lumbung_data::model::{Lang, SourceId};
use lumbung_data::profile::{Fetch, Profile, Schedule};
use lumbung_data::watch::{Lateness, late};
use std::sync::Arc;
use std::time::Duration;
use tokio::task::JoinSet;

/// The wait after a first failure, in minutes; doubled with each further one.
const FIRST_RETRY: i64 = 15;

/// The longest wait after failures.
const LONGEST_RETRY: TimeDelta = TimeDelta::hours(24);

/// The longest sleep: a clock that was put forward is noticed after it.
const LONGEST_SLEEP: Duration = Duration::from_mins(30);

/// Fetches every source that the profile schedules, until it is told to stop. Returns at
/// once where there is none.
pub async fn follow(live: Arc<Live>, lang: Lang, stop: Stop) {
    let mut tasks = JoinSet::new();
    for source in live.profile.fetches.iter().filter(|fetch| fetch.schedule.is_some()) {
        tasks.spawn(follow_one(Arc::clone(&live), source.clone(), lang, stop.clone()));
    }
    while tasks.join_next().await.is_some() {}
}

async fn follow_one(live: Arc<Live>, source: Fetch, lang: Lang, mut stop: Stop) {
    let Some(schedule) = source.schedule.clone() else { return };
    let mut since = Since { begun: Utc::now(), tried: None, not_before: None };
    let mut told: Option<NaiveDate> = None;
    while !stop.is_told() {
        let state = live.store.book.fetch_state(&source.source).await.unwrap_or_default();
        let now = Utc::now();
        if now >= due(&schedule, state.as_ref(), &since) {
            since.tried = Some(now);
            let wait = run(&live, &source, lang).await;
            since.not_before = wait.and_then(|wait| now.checked_add_signed(TimeDelta::from_std(wait).ok()?));
            continue;
        }
        let today = local(now).date_naive();
        let late = lateness(&live.profile, &live.granary(), &source.source, now);
        if let Some(late) = late.filter(|_| told != Some(today)) {
            told = Some(today);
            let words = late.message(source.source.as_str(), lang);
            tracing::warn!(source = %source.source, due = %late.due, missing = late.missing, "{words}");
        }
        let wait = (due(&schedule, state.as_ref(), &since) - now).to_std().unwrap_or_default();
        stop.rest(wait.clamp(Duration::from_secs(1), LONGEST_SLEEP)).await;
    }
}

/// What a task itself remembers: the book may not be there to note it.
#[derive(Debug)]
struct Since {
    begun: DateTime<Utc>,
    tried: Option<DateTime<Utc>>,
    /// Until then the source asked to be left alone.
    not_before: Option<DateTime<Utc>>,
}

/// When a source is to be fetched next. What was missed while the server was
/// down is made up for at once; a new source waits for its hour.
fn due(schedule: &Schedule, state: Option<&FetchState>, since: &Since) -> DateTime<Utc> {
    let last = state.map(|state| state.tried_at).max(since.tried).unwrap_or(since.begun);
    let next = match state.map_or(0, |state| state.failures) {
        0 => moment(schedule.next(local(last).naive_local())).unwrap_or(last + TimeDelta::days(1)),
        failures => {
            let doubled = FIRST_RETRY.saturating_mul(2_i64.saturating_pow(failures.min(20) - 1));
            last + TimeDelta::minutes(doubled).min(LONGEST_RETRY)
        }
    };
    since.not_before.map_or(next, |until| next.max(until))
}

/// Whether a source owes a report, by the profile's rhythm or the usual one;
/// none also where it has no rhythm.
#[must_use]
pub fn lateness(profile: &Profile, known: &Granary, source: &SourceId, now: DateTime<Utc>) -> Option<Lateness> {
    let rhythm = profile.rhythm(source)?;
    late(last_report(known, source), local(now).naive_local(), &rhythm, &profile.days_off)
}

/// One fetch, in a task of its own: a panic in it ends there. Gives how long the
/// source asks to be left alone, where it does.
async fn run(live: &Live, source: &Fetch, lang: Lang) -> Option<Duration> {
    let job = Job {
        profile: Arc::clone(&live.profile),
        fetch: source.clone(),
        from: None,
        to: None,
        today: crate::today(),
        lang,
        who: who("schedule"),
        bapanas_key: bapanas_key(),
    };
    let name = source.source.clone();
    let (store, known) = (live.store.clone(), live.granary());
    // Dropped with this future, when the server closes.
    let mut task = JoinSet::new();
    task.spawn(async move {
        let client = client(&job.fetch, Limits::default(), Arc::new(Machine))?;
        Ok::<_, FetchError>(fetch(&store, known, &client, &job).await)
    });
    match task.join_next().await? {
        Ok(Ok(Outcome { report, failure: None })) => {
            let count = |of: fn(&lumbung_data::model::FileReport) -> u64| report.files.iter().map(of).sum::<u64>();
            tracing::info!(
                source = %name,
                accepted = count(|file| file.accepted),
                revised = count(|file| file.revised),
                suspect = count(|file| file.suspect),
                rejected = count(|file| file.rejected),
                version = report.version,
                "fetched"
            );
        }
        Ok(Ok(Outcome { failure: Some(error), report })) => {
            tracing::error!(source = %name, stored = report.files.len(), "{}", error.message(lang));
            return error.asked_to_wait();
        }
        Ok(Err(error)) => fail(live, source, &error.message(lang)).await,
        Err(error) => fail(live, source, &error.to_string()).await,
    }
    None
}

/// Notes a fetch that ended before it could note anything itself.
async fn fail(live: &Live, source: &Fetch, error: &str) {
    tracing::error!(source = %source.source, "{error}");
    let note = FetchNote { source: &source.source, at: Utc::now(), error: Some(error), seen: None };
    if let Err(error) = live.store.book.note_fetch(&note).await {
        tracing::error!(source = %source.source, %error, "how a fetch went could not be noted");
    }
}

/// Bapanas's key from the environment; none where it is empty.
#[must_use]
pub fn bapanas_key() -> Option<Secret> {
    std::env::var(BAPANAS_KEY).ok().map(|key| key.trim().to_owned()).filter(|key| !key.is_empty()).map(Secret)
}

#[cfg(test)]
mod tests {
    use super::*;
    use wiremock::matchers::method;
    use wiremock::{Mock, MockServer, ResponseTemplate};

    const CITY: &str = "extends = \"nasional\"\ncode = \"3273\"\nname = \"Kota Bandung\"\nshort = \"Bandung\"\nzone = 1\n\
        sources = [\"pihps\"]\nwatched = [\"bawang-merah\"]\n";

    fn at(text: &str) -> DateTime<Utc> {
        DateTime::parse_from_rfc3339(&format!("{text}:00+07:00")).unwrap().to_utc()
    }

    /// When a source that is fetched at 13.00 is due.
    fn due_at(state: Option<(&str, u32)>, since: &Since) -> DateTime<Utc> {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("kota.toml");
        std::fs::write(&file, format!("{CITY}[fetch.pihps]\nat = [\"13:00\"]\n")).unwrap();
        let profile = Profile::load(file.to_str().unwrap()).unwrap();
        let schedule = profile.fetch(&SourceId::parse("pihps").unwrap()).unwrap().schedule.clone().unwrap();
        let state = state.map(|(tried, failures)| FetchState {
            tried_at: at(tried),
            done_at: None,
            failures,
            error: None,
            seen: None,
            asked: None,
        });
        due(&schedule, state.as_ref(), since)
    }

    fn begun(text: &str) -> Since {
        Since { begun: at(text), tried: None, not_before: None }
    }

    #[test]
    fn a_new_source_waits_for_its_hour_and_a_missed_one_is_made_up_for() {
        let since = begun("2026-11-20T14:00");
        assert_eq!(due_at(None, &since), at("2026-11-21T13:00"));
        assert_eq!(due_at(Some(("2026-11-20T13:00", 0)), &since), at("2026-11-21T13:00"));
        assert_eq!(due_at(Some(("2026-11-18T13:00", 0)), &since), at("2026-11-19T13:00"));
    }

    #[test]
    fn a_failing_source_is_asked_ever_more_rarely() {
        let since = begun("2026-11-20T12:00");
        let due = |failures| due_at(Some(("2026-11-20T13:00", failures)), &since);
        assert_eq!(due(1), at("2026-11-20T13:15"));
        assert_eq!(due(2), at("2026-11-20T13:30"));
        assert_eq!(due(5), at("2026-11-20T17:00"));
        for many in [8, 100, u32::MAX] {
            assert_eq!(due(many), at("2026-11-21T13:00"));
        }
    }

    #[test]
    fn a_source_that_asks_to_be_left_alone_is() {
        let since = Since { not_before: Some(at("2026-11-20T18:00")), ..begun("2026-11-20T12:00") };
        assert_eq!(due_at(Some(("2026-11-20T13:00", 1)), &since), at("2026-11-20T18:00"));
    }

    #[test]
    fn a_fetch_that_could_not_be_noted_is_not_repeated_at_once() {
        let since = Since { tried: Some(at("2026-11-20T13:00")), ..begun("2026-11-20T12:00") };
        assert_eq!(due_at(Some(("2026-11-18T13:00", 0)), &since), at("2026-11-21T13:00"));
    }

    #[tokio::test]
    async fn a_missed_fetch_is_made_up_for_beside_the_server() {
        let folder = tempfile::tempdir().unwrap();
        let server = MockServer::start().await;
        let today = crate::today();
        let prices = serde_json::json!({ "status": "success", "data": [
            { "variant": "Bawang Merah", "variant_id": 13, "satuan": "kg", "daftarHarga": [{ "date": today, "harga": 31_000 }] } ] });
        Mock::given(method("POST")).respond_with(ResponseTemplate::new(200).set_body_json(prices)).mount(&server).await;
        let (uri, host, file) = (server.uri(), server.address(), folder.path().join("kota.toml"));
        let text = format!(
            "{CITY}[fetch.sp2kp]\nevery = \"15m\"\nurl = \"{uri}\"\nplain_hosts = [\"{host}\"]\nprivate_hosts = [\"{host}\"]\n\
             place = [{{ code = \"3273\" }}]\n"
        );
        std::fs::write(&file, text).unwrap();
        let profile = Arc::new(Profile::load(file.to_str().unwrap()).unwrap());
        let store = crate::store::Store::open(&folder.path().join("home")).await.unwrap();
        let source = SourceId::parse("sp2kp").unwrap();
        let long_ago = FetchNote { source: &source, at: Utc::now() - TimeDelta::days(2), error: None, seen: None };
        store.book.note_fetch(&long_ago).await.unwrap();
        let live = Live::open(store, profile).await.unwrap();

        let following = tokio::spawn(follow(Arc::clone(&live), Lang::Id, Stop::never()));
        let noted = async {
            loop {
                let state = live.store.book.fetch_state(&source).await.unwrap().unwrap();
                if state.tried_at > Utc::now() - TimeDelta::hours(1) {
                    return state;
                }
            }
        };
        let state = tokio::time::timeout(Duration::from_secs(20), noted).await.unwrap();
        following.abort();
        assert_eq!((state.failures, state.error), (0, None));
        live.catch_up().await.unwrap();
        assert_eq!(last_report(&live.granary(), &source), Some(today));
    }
}
