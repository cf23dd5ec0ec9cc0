//! Days off: days for which no source owes a report.
//!
//! They come from the feasts, each with the days around it that are off too,
//! and from the days that a profile calls closed. Weekends are left to the
//! rhythm of the source.

use super::check::At;
use super::error::ProfileError;
use super::file;
use chrono::{Days, NaiveDate};
use std::collections::{BTreeMap, BTreeSet};

/// The years for which days that return every year are worked out.
const YEARS: std::ops::RangeInclusive<i32> = 2016..=2045;

/// Days off as files add them.
#[derive(Default)]
pub(super) struct DaysOff {
    /// Those around each feast: a city's feast replaces the shared one.
    feasts: BTreeMap<String, BTreeSet<NaiveDate>>,
    closed: BTreeSet<NaiveDate>,
}

impl DaysOff {
    pub fn feast(&mut self, feast: &file::Feast) {
        let days = feast.dates.iter().chain(&feast.tentative).flat_map(|day| {
            let before = (1..=feast.off_before).filter_map(|n| day.0.checked_sub_days(Days::new(n.into())));
            let from = (0..feast.off).filter_map(|n| day.0.checked_add_days(Days::new(n.into())));
            before.chain(from).collect::<Vec<_>>()
        });
        self.feasts.insert(feast.id.clone(), days.collect());
    }

    pub fn close(&mut self, at: At<'_>, closed: file::Closed) -> Result<(), ProfileError> {
        for text in closed.yearly {
            // A leap year, so that every day of the calendar is one.
            let day = text.split_once('-').filter(|_| text.len() == 5);
            let day = day.and_then(|(month, day)| Some((month.parse().ok()?, day.parse().ok()?)));
            let Some((month, day)) = day.filter(|(month, day)| NaiveDate::from_ymd_opt(2024, *month, *day).is_some())
            else {
                let (expected, expected_id) = ("a month and day like 08-17", "bulan dan tanggal seperti 08-17");
                return Err(at.malformed("closed.yearly", &text, expected, expected_id));
            };
            self.closed.extend(YEARS.filter_map(|year| NaiveDate::from_ymd_opt(year, month, day)));
        }
        self.closed.extend(closed.dates.iter().map(|day| day.0));
        Ok(())
    }

    pub fn days(self) -> BTreeSet<NaiveDate> {
        self.feasts.into_values().flatten().chain(self.closed).collect()
    }
}
