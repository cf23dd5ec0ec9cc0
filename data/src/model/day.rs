//! Days as plain numbers: days since 1970-01-01, as Arrow and Parquet count
//! them. Series keep their dates in this form.

use chrono::{Datelike, NaiveDate};

const EPOCH_FROM_CE: i32 = 719_163;

/// The day number of a date.
///
/// ```
/// use lumbung_data::model::day;
/// let date = chrono::NaiveDate::from_ymd_opt(1970, 1, 2).unwrap();
/// assert_eq!(day::of(date), 1);
/// assert_eq!(day::date(1), date);
/// ```
#[must_use]
pub fn of(date: NaiveDate) -> i32 {
    date.num_days_from_ce() - EPOCH_FROM_CE
}

/// The date of a day number. Numbers beyond what a calendar holds give its
/// first day.
#[must_use]
pub fn date(day: i32) -> NaiveDate {
    NaiveDate::from_num_days_from_ce_opt(day.saturating_add(EPOCH_FROM_CE)).unwrap_or(NaiveDate::MIN)
}

/// The Monday of the ISO week that holds this day.
#[must_use]
pub fn monday(day: i32) -> i32 {
    day - (day + 3).rem_euclid(7)
}

/// Days after which a price is called old: a survey pauses over a weekend and
/// a holiday, not over a week.
const STALE_DAYS: i64 = 7;

/// Whether a price of so many days ago is too old to be taken for today's.
#[must_use]
pub fn is_stale(age_days: i64) -> bool {
    age_days > STALE_DAYS
}
