//! Western Indonesian time, in which every survey so far is.

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, Utc};

/// Seconds that it runs ahead of UTC; there is no summer time.
const AHEAD: i32 = 7 * 3600;

/// A moment there.
#[must_use]
pub fn local(moment: DateTime<Utc>) -> DateTime<FixedOffset> {
    // Seven hours are within what an offset may be.
    FixedOffset::east_opt(AHEAD).map_or_else(|| moment.fixed_offset(), |zone| moment.with_timezone(&zone))
}

/// The beginning of a day there.
#[must_use]
pub fn midnight(day: NaiveDate) -> Option<DateTime<Utc>> {
    moment(day.and_time(NaiveTime::MIN))
}

/// The moment of a date and time there.
#[must_use]
pub fn moment(there: NaiveDateTime) -> Option<DateTime<Utc>> {
    Some(there.and_local_timezone(FixedOffset::east_opt(AHEAD)?).single()?.to_utc())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_begins_seven_hours_before_that_of_greenwich() {
        let midnight = midnight("2026-11-24".parse().unwrap()).unwrap();
        assert_eq!(midnight.to_rfc3339(), "2026-11-23T17:00:00+00:00");
        assert_eq!(local(midnight).to_rfc3339(), "2026-11-24T00:00:00+07:00");
    }
}
