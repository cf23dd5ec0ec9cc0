//! When a source is fetched, in western Indonesian time.

use super::check::At;
use super::error::ProfileError;
use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};

/// When a source is fetched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Schedule {
    times: Times,
    /// Whether it is fetched on a day of the week, Monday first.
    days: [bool; 7],
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Times {
    /// At these times of day, rising.
    At(Vec<NaiveTime>),
    /// Every so many minutes, counted from midnight of 1 January 1970.
    Every(i64),
}

/// The shortest time between two fetches of a source, in minutes.
const SHORTEST: i64 = 15;

/// The days of the week as a profile writes them, Monday first.
pub(super) const DAYS: [[&str; 2]; 7] = [
    ["senin", "monday"],
    ["selasa", "tuesday"],
    ["rabu", "wednesday"],
    ["kamis", "thursday"],
    ["jumat", "friday"],
    ["sabtu", "saturday"],
    ["minggu", "sunday"],
];

impl Schedule {
    /// The first moment after another one at which to fetch.
    #[must_use]
    pub fn next(&self, after: NaiveDateTime) -> NaiveDateTime {
        let first = after.date();
        // A week and a day hold every time of every allowed day.
        let days = (0..=8).filter_map(|n| first.checked_add_days(Days::new(n)));
        let mut allowed = days.filter(|day| self.days[day.weekday().num_days_from_monday() as usize]);
        allowed.find_map(|day| self.next_on(day, after)).unwrap_or(after + TimeDelta::days(1))
    }

    fn next_on(&self, day: NaiveDate, after: NaiveDateTime) -> Option<NaiveDateTime> {
        match &self.times {
            Times::At(times) => times.iter().map(|time| day.and_time(*time)).find(|moment| *moment > after),
            Times::Every(minutes) => {
                let midnight = day.and_time(NaiveTime::MIN);
                let from = midnight.max(after).and_utc().timestamp().div_euclid(60);
                // Midnight itself counts on a later day.
                let from = if midnight > after { from - 1 } else { from };
                let next = (from.div_euclid(*minutes) + 1) * minutes;
                let next = DateTime::from_timestamp(next * 60, 0)?.naive_utc();
                (next.date() == day).then_some(next)
            }
        }
    }

    /// Reads what a profile says of `fetch.SOURCE`: `at` or `every`, and
    /// `days`; none where it is fetched on command only.
    pub(super) fn check(
        at: At<'_>,
        source: &str,
        times: Option<&[String]>,
        every: Option<&str>,
        days: Option<&[String]>,
    ) -> Result<Option<Self>, ProfileError> {
        let key = |field: &str| format!("fetch.{source}, {field}");
        let times = match (times, every) {
            (None, None) => return Ok(None),
            (Some(_), Some(every)) => {
                let (expected, expected_id) = ("either at or every, not both", "salah satu saja: at atau every");
                return Err(at.malformed(key("every"), every, expected, expected_id));
            }
            (Some(times), None) => {
                let mut parsed = times.iter().map(|text| time(at, key("at"), text)).collect::<Result<Vec<_>, _>>()?;
                parsed.sort_unstable();
                parsed.dedup();
                if parsed.is_empty() {
                    let (expected, expected_id) = ("times of day like [\"13:00\"]", "jam seperti [\"13:00\"]");
                    return Err(at.malformed(key("at"), "[]", expected, expected_id));
                }
                Times::At(parsed)
            }
            (None, Some(text)) => Times::Every(minutes(text).ok_or_else(|| {
                let expected = "a time like \"30m\", \"6h\" or \"1d\", from 15 minutes to 7 days";
                let expected_id = "jangka waktu seperti \"30m\", \"6h\", atau \"1d\", dari 15 menit sampai 7 hari";
                at.malformed(key("every"), text, expected, expected_id)
            })?),
        };
        let mut on = [days.is_none(); 7];
        for text in days.unwrap_or_default() {
            let day = DAYS.iter().position(|names| names.contains(&text.to_lowercase().as_str())).ok_or_else(|| {
                let expected = "days of the week like [\"monday\", \"friday\"]";
                at.malformed(key("days"), text, expected, "nama hari seperti [\"senin\", \"jumat\"]")
            })?;
            on[day] = true;
        }
        if !on.contains(&true) {
            let (expected, expected_id) = ("at least one day of the week", "sedikitnya satu hari");
            return Err(at.malformed(key("days"), "[]", expected, expected_id));
        }
        Ok(Some(Self { times, days: on }))
    }
}

/// A time of day as `13:00`.
pub(super) fn time(at: At<'_>, key: String, text: &str) -> Result<NaiveTime, ProfileError> {
    NaiveTime::parse_from_str(text, "%H:%M")
        .map_err(|_| at.malformed(key, text, "a time of day like 13:00", "jam seperti 13:00"))
}

/// A span as `30m`, `6h` or `1d`, in minutes.
fn minutes(text: &str) -> Option<i64> {
    let (number, each) = [("m", 1), ("h", 60), ("d", 1_440)]
        .into_iter()
        .find_map(|(unit, each)| Some((text.strip_suffix(unit)?, each)))?;
    let number: i64 = number.parse().ok().filter(|_| number.bytes().all(|b| b.is_ascii_digit()))?;
    number.checked_mul(each).filter(|minutes| (SHORTEST..=7 * 1_440).contains(minutes))
}
