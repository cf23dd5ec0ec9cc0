//! The time axis: ticks on days, weeks, months, quarters or years, whatever
//! the span can carry.

use chrono::{Datelike, NaiveDate};
use lumbung_data::model::{Lang, date_short, day};

/// The years with a label of their own that a long axis can carry.
const MOST_YEARS: i32 = 12;

/// A tick of the time axis.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DayTick {
    /// Where it stands.
    pub day: i32,
    /// What stands below it; none for a minor tick.
    pub label: Option<String>,
    /// The year below that, on the first tick and wherever one begins.
    pub year: Option<String>,
}

/// How far apart ticks stand.
#[derive(Clone, Copy)]
enum Pace {
    /// On these weekdays, Monday being 0.
    Weekdays(&'static [i32]),
    /// On the 1st and the 15th.
    HalfMonths,
    /// A label every so many months counted from January, and a minor tick
    /// every so many.
    Months { label: i32, minor: i32 },
    /// A label every so many years; a minor tick every quarter where these are
    /// not too many.
    Years(i32),
}

impl Pace {
    fn of(first: i32, last: i32) -> Self {
        match last.saturating_sub(first) {
            ..=10 => Self::Weekdays(&[0, 1, 2, 3, 4, 5, 6]),
            11..=21 => Self::Weekdays(&[0, 3]),
            22..=75 => Self::Weekdays(&[0]),
            76..=130 => Self::HalfMonths,
            131..=550 => Self::Months { label: 1, minor: 1 },
            551..=1300 => Self::Months { label: 3, minor: 1 },
            span => {
                let years = span / 365 + 1;
                let wish = (years + MOST_YEARS - 1) / MOST_YEARS;
                Self::Years([1, 2, 5, 10, 20, 50, 100].into_iter().find(|step| *step >= wish).unwrap_or(wish))
            }
        }
    }
}

/// The ticks between two days, both included.
pub fn ticks(first: i32, last: i32, lang: Lang) -> Vec<DayTick> {
    let mut ticks: Vec<DayTick> = match Pace::of(first, last) {
        Pace::Weekdays(weekdays) => (first..=last)
            .filter(|at| weekdays.contains(&(at - day::monday(*at))))
            .map(|at| DayTick { day: at, label: Some(day_and_month(at, lang)), year: None })
            .collect(),
        Pace::HalfMonths => (first..=last)
            .filter(|at| matches!(day::date(*at).day(), 1 | 15))
            .map(|at| DayTick { day: at, label: Some(day_and_month(at, lang)), year: None })
            .collect(),
        Pace::Months { label, minor } => month_starts(first, last)
            .filter(|date| month0(*date) % minor == 0)
            .map(|date| DayTick {
                day: day::of(date),
                label: (month0(date) % label == 0).then(|| month_name(date, lang)),
                year: None,
            })
            .collect(),
        Pace::Years(step) => {
            return month_starts(first, last)
                .filter(|date| month0(*date) == 0 || (step == 1 && month0(*date) % 3 == 0))
                .map(|date| DayTick {
                    day: day::of(date),
                    label: (month0(date) == 0 && date.year() % step == 0).then(|| date.year().to_string()),
                    year: None,
                })
                .collect();
        }
    };
    add_years(&mut ticks, last.saturating_sub(first));
    ticks
}

/// Puts the year under the first label and under the first of each new year.
fn add_years(ticks: &mut [DayTick], span: i32) {
    let mut labelled: Vec<&mut DayTick> = ticks.iter_mut().filter(|tick| tick.label.is_some()).collect();
    let mut current = None;
    for tick in &mut labelled {
        let year = day::date(tick.day).year();
        if current != Some(year) {
            current = Some(year);
            tick.year = Some(year.to_string());
        }
    }
    // Two years close together would touch: the new one matters more.
    if let [first, .., _] = &mut labelled[..] {
        let at = first.day;
        let next = labelled[1..].iter().find(|tick| tick.year.is_some()).map(|tick| tick.day);
        if next.is_some_and(|next| (next - at).saturating_mul(16) < span) {
            labelled[0].year = None;
        }
    }
}

fn month0(date: NaiveDate) -> i32 {
    i32::try_from(date.month0()).unwrap_or_default()
}

/// The first days of the months between two days.
fn month_starts(first: i32, last: i32) -> impl Iterator<Item = NaiveDate> {
    let from = day::date(first);
    let start = from.with_day(1).unwrap_or(from);
    std::iter::successors(Some(start), |date| date.checked_add_months(chrono::Months::new(1)))
        .take_while(move |date| day::of(*date) <= last)
        .filter(move |date| day::of(*date) >= first)
}

/// `3 Mar`.
fn day_and_month(at: i32, lang: Lang) -> String {
    let text = date_short(day::date(at), lang);
    text.rsplit_once(' ').map_or(text.clone(), |(start, _)| start.to_owned())
}

/// `Mar`.
fn month_name(date: NaiveDate, lang: Lang) -> String {
    date_short(date, lang).split(' ').nth(1).unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(year: i32, month: u32, of_month: u32) -> i32 {
        day::of(NaiveDate::from_ymd_opt(year, month, of_month).unwrap())
    }

    fn labels(first: i32, last: i32) -> Vec<String> {
        ticks(first, last, Lang::Id)
            .into_iter()
            .filter_map(|tick| {
                let label = tick.label?;
                Some(tick.year.map_or(label.clone(), |year| format!("{label} {year}")))
            })
            .collect()
    }

    #[test]
    fn a_month_is_ticked_on_mondays() {
        assert_eq!(
            labels(at(2023, 12, 11), at(2024, 1, 11)),
            ["11 Des 2023", "18 Des", "25 Des", "1 Jan 2024", "8 Jan"]
        );
    }

    #[test]
    fn a_quarter_is_ticked_twice_a_month() {
        assert_eq!(
            labels(at(2023, 9, 11), at(2023, 12, 11)),
            ["15 Sep 2023", "1 Okt", "15 Okt", "1 Nov", "15 Nov", "1 Des"]
        );
    }

    #[test]
    fn a_year_is_ticked_by_months_with_the_year_where_one_begins() {
        let labels = labels(at(2022, 9, 12), at(2023, 9, 13));
        assert_eq!(labels[..5], ["Okt 2022", "Nov", "Des", "Jan 2023", "Feb"]);
        assert_eq!(labels.len(), 12);
    }

    #[test]
    fn three_years_are_ticked_by_quarters() {
        assert_eq!(labels(at(2021, 1, 1), at(2024, 1, 2)).len(), 13);
        assert_eq!(labels(at(2021, 1, 1), at(2024, 1, 2))[..5], ["Jan 2021", "Apr", "Jul", "Okt", "Jan 2022"]);
    }

    #[test]
    fn longer_spans_are_ticked_by_years_and_stay_readable() {
        assert_eq!(labels(at(2019, 1, 1), at(2023, 12, 31)), ["2019", "2020", "2021", "2022", "2023"]);
        assert_eq!(labels(at(1990, 1, 1), at(2023, 12, 31)).len(), 7);
    }

    #[test]
    fn a_year_too_close_to_the_next_gives_way() {
        let labels = labels(at(2023, 12, 1), at(2025, 5, 30));
        assert_eq!(labels[..2], ["Des", "Jan 2024"]);
    }

    #[test]
    fn every_span_has_a_few_labels() {
        for span in (1..4000).step_by(7) {
            let count = labels(at(2019, 2, 5), at(2019, 2, 5) + span).len();
            assert!((2..=19).contains(&count), "{span} days: {count} labels");
        }
    }

    #[test]
    fn english_months_are_english() {
        let ticks = ticks(at(2023, 4, 20), at(2024, 4, 20), Lang::En);
        assert_eq!(ticks[0].label.as_deref(), Some("May"));
    }
}
