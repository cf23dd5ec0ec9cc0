//! Western Indonesian time, in which every survey so far is.

use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, Utc};
use lumbung_data::model::{Lang, date_long};

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

/// A day with its weekday: `Senin, 11 Desember 2023`.
#[must_use]
pub fn day(date: NaiveDate, lang: Lang) -> String {
    const ID: [&str; 7] = ["Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"];
    const EN: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
    let weekday = date.weekday().num_days_from_monday() as usize;
    format!("{}, {}", lang.pick(ID, EN)[weekday], date_long(date, lang))
}

/// A moment there in words: `Senin, 11 Desember 2023 pukul 07.00 WIB`.
#[must_use]
pub fn words(moment: DateTime<Utc>, lang: Lang) -> String {
    let there = local(moment);
    let day = day(there.date_naive(), lang);
    match lang {
        Lang::Id => format!("{day} pukul {} WIB", there.format("%H.%M")),
        Lang::En => format!("{day}, {} WIB", there.format("%H:%M")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_told_with_weekday_and_zone() {
        let at = "2023-12-11T00:00:00Z".parse().unwrap();
        assert_eq!(words(at, Lang::Id), "Senin, 11 Desember 2023 pukul 07.00 WIB");
        assert_eq!(words(at, Lang::En), "Monday, 11 December 2023, 07:00 WIB");
        let night = "2023-12-10T16:59:00Z".parse().unwrap();
        assert_eq!(words(night, Lang::Id), "Minggu, 10 Desember 2023 pukul 23.59 WIB");
    }

    #[test]
    fn a_day_begins_seven_hours_before_that_of_greenwich() {
        let midnight = midnight("2026-11-24".parse().unwrap()).unwrap();
        assert_eq!(midnight.to_rfc3339(), "2026-11-23T17:00:00+00:00");
        assert_eq!(local(midnight).to_rfc3339(), "2026-11-24T00:00:00+07:00");
    }
}
