//! Weeks, Monday to Sunday, by their ISO number in addresses and by month for people.

use super::{Lang, ParseError, day, month_of};
use chrono::{Datelike, Days, NaiveDate, Weekday};
use serde::{Deserialize, Serialize};
use std::fmt;

/// A week, Monday to Sunday. Addresses and files name it as ISO 8601 does (`2025-W50`);
/// people call it by the month of its Thursday and the number of that Thursday in it.
///
/// ```
/// use lumbung_data::model::{IsoWeek, Lang};
/// let week = IsoWeek::parse("2025-W50").unwrap();
/// assert_eq!(week.monday().to_string(), "2025-12-08");
/// assert_eq!(week.label(Lang::Id), "Minggu II Desember 2025");
/// assert!(IsoWeek::parse("2025-W53").is_err());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct IsoWeek {
    monday: NaiveDate,
}

impl IsoWeek {
    /// Reads a week as ISO 8601 writes it.
    ///
    /// # Errors
    /// When the text is no year with its week, or the year has no such week.
    pub fn parse(text: &str) -> Result<Self, ParseError> {
        let wrong = || ParseError::new(text, "week", "a year and its ISO week, like 2025-W50");
        let (year, week) = text.split_once("-W").ok_or_else(wrong)?;
        let digits = |part: &str, length: usize| part.len() == length && part.bytes().all(|b| b.is_ascii_digit());
        if !digits(year, 4) || !digits(week, 2) {
            return Err(wrong());
        }
        let (year, week) = (year.parse().map_err(|_| wrong())?, week.parse().map_err(|_| wrong())?);
        NaiveDate::from_isoywd_opt(year, week, Weekday::Mon).map(|monday| Self { monday }).ok_or_else(wrong)
    }

    /// The week that holds a day.
    #[must_use]
    pub fn of(date: NaiveDate) -> Self {
        Self { monday: day::date(day::monday(day::of(date))) }
    }

    /// Its first day.
    #[must_use]
    pub fn monday(self) -> NaiveDate {
        self.monday
    }

    /// The day whose month it belongs to.
    #[must_use]
    pub fn thursday(self) -> NaiveDate {
        self.monday + Days::new(3)
    }

    /// Its last day.
    #[must_use]
    pub fn sunday(self) -> NaiveDate {
        self.monday + Days::new(6)
    }

    /// Whether a day lies in it.
    #[must_use]
    pub fn holds(self, date: NaiveDate) -> bool {
        (self.monday..=self.sunday()).contains(&date)
    }

    /// The week so many weeks before.
    #[must_use]
    pub fn before(self, weeks: u32) -> Self {
        Self { monday: self.monday - Days::new(u64::from(weeks) * 7) }
    }

    /// The week after.
    #[must_use]
    pub fn next(self) -> Self {
        Self { monday: self.monday + Days::new(7) }
    }

    /// Its number in the month of its Thursday, from 1 to 5.
    #[must_use]
    pub fn of_month(self) -> u32 {
        self.thursday().day().div_ceil(7)
    }

    /// What people call it: `Minggu II Desember 2025`.
    #[must_use]
    pub fn label(self, lang: Lang) -> String {
        const ROMAN: [&str; 5] = ["I", "II", "III", "IV", "V"];
        let month = month_of(self.thursday(), lang);
        let number = self.of_month();
        match lang {
            Lang::Id => format!("Minggu {} {month}", ROMAN[(number as usize - 1).min(4)]),
            Lang::En => format!("Week {number} of {month}"),
        }
    }
}

impl fmt::Display for IsoWeek {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let week = self.monday.iso_week();
        write!(f, "{:04}-W{:02}", week.year(), week.week())
    }
}

impl TryFrom<String> for IsoWeek {
    type Error = ParseError;

    fn try_from(text: String) -> Result<Self, ParseError> {
        Self::parse(&text)
    }
}

impl From<IsoWeek> for String {
    fn from(week: IsoWeek) -> Self {
        week.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days() -> impl Iterator<Item = NaiveDate> {
        let first = NaiveDate::from_ymd_opt(1999, 12, 20).unwrap();
        (0..365 * 60).map(move |days| first + Days::new(days))
    }

    #[test]
    fn a_week_belongs_to_the_month_of_its_thursday() {
        let label = |text| IsoWeek::parse(text).unwrap().label(Lang::Id);
        assert_eq!(label("2025-W50"), "Minggu II Desember 2025");
        // 29 December 2025 is a Monday, and its Thursday the first of January.
        assert_eq!(label("2026-W01"), "Minggu I Januari 2026");
        // 29 January to 4 February 2024: the Thursday is the first of February.
        assert_eq!(label("2024-W05"), "Minggu I Februari 2024");
        assert_eq!(label("2023-W45"), "Minggu II November 2023");
        assert_eq!(IsoWeek::parse("2020-W53").unwrap().label(Lang::En), "Week 5 of December 2020");
    }

    #[test]
    fn every_day_lies_in_the_week_that_is_named_after_it() {
        for date in days() {
            let week = IsoWeek::of(date);
            assert!(week.holds(date), "{date}");
            assert_eq!(IsoWeek::parse(&week.to_string()), Ok(week), "{date}");
            assert_eq!(week.next().before(1), week);
            assert_eq!(week.to_string(), date.format("%G-W%V").to_string());
        }
    }

    #[test]
    fn the_weeks_of_a_month_count_its_thursdays() {
        for date in days().filter(|date| date.weekday() == Weekday::Thu) {
            let before = date - Days::new(7);
            let number = IsoWeek::of(date).of_month();
            if before.month() == date.month() {
                assert_eq!(number, IsoWeek::of(before).of_month() + 1, "{date}");
            } else {
                assert_eq!(number, 1, "{date}");
            }
            assert!(number <= 5);
        }
    }

    #[test]
    fn what_is_no_week_is_refused() {
        for text in
            ["", "2025", "2025-50", "2025-W5", "2025-W00", "2025-W53", "2025-W54", "2025-w50", "25-W50", "2025-W50x"]
        {
            assert!(IsoWeek::parse(text).is_err(), "{text}");
        }
    }
}
