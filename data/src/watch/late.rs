//! Lateness: whether a source owes a report.
//!
//! A pure function of what came last, the hour, the rhythm and the days off.
//! What is said of it, and to whom, is left to others.

use crate::model::{Cycle, Lang, Rhythm};
use chrono::{Datelike, Days, Months, NaiveDate, NaiveDateTime, Weekday};
use std::collections::BTreeSet;

/// How late a source is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lateness {
    /// The last day it has reported; none if it never has.
    pub last: Option<NaiveDate>,
    /// The day, or the first of the month, whose report should be there by now.
    pub due: NaiveDate,
    /// Reports that are owed up to that day; at least 1.
    pub missing: u32,
}

impl Lateness {
    /// What to say of it, after the source's name.
    #[must_use]
    pub fn message(&self, source: &str, lang: Lang) -> String {
        let Self { last, due, missing } = self;
        match (last, lang) {
            (Some(last), Lang::Id) => format!(
                "{source} terlambat: laporan terakhir {last}, padahal laporan {due} seharusnya sudah ada ({missing} laporan belum masuk)."
            ),
            (Some(last), Lang::En) => format!(
                "{source} is late: its last report is of {last}, and that of {due} should be there ({missing} are missing)."
            ),
            (None, Lang::Id) => {
                format!("{source} terlambat: belum pernah ada laporan; seharusnya sudah ada untuk {due}.")
            }
            (None, Lang::En) => format!("{source} is late: it has never reported; there should be a report of {due}."),
        }
    }
}

/// How far back a due report is looked for, in days: longer than any holiday.
const HORIZON: u32 = 60;

/// Reports that are counted as missing at the most.
const MOST_MISSING: u32 = 1_000;

/// How late a source is at a moment `now` in western Indonesia; none while it
/// is on time. `holidays` are days for which nobody owes a report; with
/// [`Cycle::Workdays`] weekends are none either.
#[must_use]
pub fn late(
    last_report: Option<NaiveDate>,
    now: NaiveDateTime,
    rhythm: &Rhythm,
    holidays: &BTreeSet<NaiveDate>,
) -> Option<Lateness> {
    // Before the hour, today's report is not out.
    let out = if now.time() < rhythm.ready { now.date().pred_opt()? } else { now.date() };
    let due = match rhythm.cycle {
        Cycle::Monthly => due_month(out, rhythm.grace),
        cycle => due_day(out, cycle, rhythm.grace, holidays),
    }?;
    if last_report.is_some_and(|last| last >= due) {
        return None;
    }
    let missing = match (last_report, rhythm.cycle) {
        (None, _) => 1,
        (Some(last), Cycle::Monthly) => months_between(last, due),
        (Some(last), cycle) => back_from(due)
            .take_while(|day| *day > last)
            .filter(|day| owes(*day, cycle, holidays))
            .take(MOST_MISSING as usize)
            .fold(0, |count, _| count + 1),
    };
    Some(Lateness { last: last_report, due, missing: missing.max(1) })
}

/// Of which day, or month by its first day, a source owes the report after one, and when
/// that is out by its rhythm, in western Indonesia. None beyond the days that there are.
#[must_use]
pub fn next_report(
    last: NaiveDate,
    rhythm: &Rhythm,
    holidays: &BTreeSet<NaiveDate>,
) -> Option<(NaiveDate, NaiveDateTime)> {
    if rhythm.cycle == Cycle::Monthly {
        let next = last.with_day(1)?.checked_add_months(Months::new(1))?;
        let out = next.checked_add_months(Months::new(1))?.checked_add_days(Days::new(rhythm.grace.into()))?;
        return Some((next, out.and_time(rhythm.ready)));
    }
    let mut days = last.iter_days().skip(1).take(HORIZON as usize);
    let next = days.find(|day| owes(*day, rhythm.cycle, holidays))?;
    Some((next, next.and_time(rhythm.ready)))
}

/// The latest day whose grace has passed: so many report days came after it.
fn due_day(out: NaiveDate, cycle: Cycle, grace: u32, holidays: &BTreeSet<NaiveDate>) -> Option<NaiveDate> {
    let mut report_days = back_from(out).take(HORIZON as usize).filter(|day| owes(*day, cycle, holidays));
    report_days.nth(grace as usize)
}

/// The first day of the latest month that ended `grace` days ago or earlier.
fn due_month(out: NaiveDate, grace: u32) -> Option<NaiveDate> {
    let reached = out.checked_sub_days(Days::new(grace.into()))?;
    reached.with_day(1)?.checked_sub_months(Months::new(1))
}

fn months_between(last: NaiveDate, due: NaiveDate) -> u32 {
    let months = |day: NaiveDate| day.year() * 12 + day.month0().cast_signed();
    (months(due) - months(last)).max(1).unsigned_abs()
}

fn back_from(day: NaiveDate) -> impl Iterator<Item = NaiveDate> {
    std::iter::successors(Some(day), NaiveDate::pred_opt)
}

/// Whether a report of this day is owed.
pub(super) fn owes(day: NaiveDate, cycle: Cycle, holidays: &BTreeSet<NaiveDate>) -> bool {
    let weekend = matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
    !(holidays.contains(&day) || (weekend && cycle == Cycle::Workdays))
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::NaiveTime;
    use proptest::prelude::*;

    fn rhythm(cycle: Cycle, grace: u32) -> Rhythm {
        Rhythm { cycle, ready: NaiveTime::from_hms_opt(14, 0, 0).unwrap(), grace }
    }

    fn date(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    /// The day that is due and how many reports are missing.
    fn judge(last: &str, now: &str, rhythm: &Rhythm, holidays: &[&str]) -> Option<(String, u32)> {
        let holidays = holidays.iter().map(|day| date(day)).collect();
        let now = NaiveDateTime::parse_from_str(now, "%Y-%m-%d %H:%M").unwrap();
        late(Some(date(last)), now, rhythm, &holidays).map(|late| (late.due.to_string(), late.missing))
    }

    // 2026-11-20 is a Friday.
    const WORKDAYS: Cycle = Cycle::Workdays;

    #[test]
    fn weekends_are_no_lateness() {
        let rhythm = rhythm(WORKDAYS, 1);
        for now in ["2026-11-20 13:00", "2026-11-21 20:00", "2026-11-22 23:59", "2026-11-23 13:59"] {
            assert_eq!(judge("2026-11-19", now, &rhythm, &[]), None, "{now}");
        }
        assert_eq!(judge("2026-11-19", "2026-11-23 14:00", &rhythm, &[]), Some(("2026-11-20".into(), 1)));
    }

    #[test]
    fn holidays_are_no_lateness_and_do_not_use_up_the_grace() {
        let rhythm = rhythm(WORKDAYS, 1);
        let off = ["2026-11-23", "2026-11-24", "2026-11-25"];
        assert_eq!(judge("2026-11-20", "2026-11-26 23:00", &rhythm, &off), None);
        assert_eq!(judge("2026-11-20", "2026-11-27 14:00", &rhythm, &off), Some(("2026-11-26".into(), 1)));
    }

    #[test]
    fn the_next_report_is_of_the_next_day_or_month_that_is_owed() {
        let friday = NaiveDate::from_ymd_opt(2023, 5, 5).unwrap();
        let tuesday = NaiveDate::from_ymd_opt(2023, 5, 9).unwrap();
        let holidays = BTreeSet::from([NaiveDate::from_ymd_opt(2023, 5, 8).unwrap()]);
        let next = |cycle, grace| next_report(friday, &rhythm(cycle, grace), &holidays).unwrap();
        assert_eq!(next(WORKDAYS, 1), (tuesday, tuesday.and_hms_opt(14, 0, 0).unwrap()));
        let (of, out) = next(Cycle::Monthly, 45);
        assert_eq!((of.to_string(), out.date().to_string()), ("2023-06-01".to_owned(), "2023-08-15".to_owned()));
    }

    #[test]
    fn without_grace_a_report_is_due_at_its_hour() {
        let rhythm = rhythm(WORKDAYS, 0);
        assert_eq!(judge("2026-11-19", "2026-11-20 13:59", &rhythm, &[]), None);
        assert_eq!(judge("2026-11-19", "2026-11-20 14:00", &rhythm, &[]), Some(("2026-11-20".into(), 1)));
    }

    #[test]
    fn missing_reports_are_counted_in_report_days() {
        assert_eq!(
            judge("2026-11-10", "2026-11-23 15:00", &rhythm(WORKDAYS, 1), &["2026-11-12"]),
            Some(("2026-11-20".into(), 7))
        );
        assert_eq!(
            judge("2026-11-18", "2026-11-23 15:00", &rhythm(Cycle::Daily, 1), &[]),
            Some(("2026-11-22".into(), 4))
        );
    }

    #[test]
    fn a_month_is_due_when_its_grace_has_passed() {
        let rhythm = rhythm(Cycle::Monthly, 45);
        // September ended 45 days before 14 November.
        assert_eq!(judge("2026-08-15", "2026-11-14 15:00", &rhythm, &[]), None);
        assert_eq!(judge("2026-08-15", "2026-11-15 15:00", &rhythm, &[]), Some(("2026-09-01".into(), 1)));
        assert_eq!(judge("2026-09-15", "2026-11-15 15:00", &rhythm, &[]), None);
        assert_eq!(judge("2026-05-15", "2026-11-15 15:00", &rhythm, &[]), Some(("2026-09-01".into(), 4)));
    }

    #[test]
    fn a_source_that_never_reported_is_late_and_the_sentence_says_so() {
        let now = date("2026-11-20").and_hms_opt(15, 0, 0).unwrap();
        let late = late(None, now, &rhythm(WORKDAYS, 1), &BTreeSet::new()).unwrap();
        assert_eq!((late.last, late.due, late.missing), (None, date("2026-11-19"), 1));
        assert!(late.message("pihps", Lang::Id).contains("belum pernah ada laporan"));
        assert!(late.message("pihps", Lang::En).contains("never reported"));
    }

    proptest! {
        #[test]
        fn a_later_report_never_makes_a_source_later(last in 0_u64..40, more in 0_u64..10, hour in 0_u32..24, grace in 0_u32..4) {
            let now = date("2026-11-20").and_hms_opt(hour, 0, 0).unwrap();
            let rhythm = rhythm(WORKDAYS, grace);
            let missing = |back: u64| {
                let last = now.date() - Days::new(back);
                late(Some(last), now, &rhythm, &BTreeSet::new()).map_or(0, |late| late.missing)
            };
            prop_assert!(missing(last) <= missing(last + more));
        }
    }
}
