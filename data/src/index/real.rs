//! Real prices: what a price of the past would be in the rupiah of the last month whose
//! consumer price index is known.
//!
//! The index is chained from month to month. Where its publisher changed the base, the
//! ratio of two months says nothing, and the change against the month before (m-to-m)
//! stands in its place.

use crate::model::{Frequency, Inflation, day};

use super::period_start;

/// Percentage points by which the ratio of two months may differ from their m-to-m change;
/// more is a change of base. Both are published with two decimals.
const BASE_CHANGE: f64 = 0.5;
/// A month in which consumer prices move by more per cent than this is a change of base,
/// where no m-to-m change says what it was.
const MOST_A_MONTH: f64 = 5.0;
/// Months after the last known one for which prices are taken as they are.
const TAKEN_AS_THEY_ARE: i32 = 3;
/// The days of as many months, at most.
const DAYS_AS_THEY_ARE: i32 = TAKEN_AS_THEY_ARE * 31;

/// The factors that turn prices into the rupiah of one month.
#[derive(Debug, Clone, PartialEq)]
pub struct Deflator {
    /// First days of months, rising without a gap, with their factors.
    months: Vec<(i32, f64)>,
}

impl Deflator {
    /// From the figures of one region, oldest first. Only the unbroken months up to the last
    /// one count. None where no month is known.
    #[must_use]
    pub fn of<'a>(figures: impl DoubleEndedIterator<Item = &'a Inflation>) -> Option<Self> {
        let mut months: Vec<(i32, f64)> = Vec::new();
        let mut later: Option<&Inflation> = None;
        for figure in figures.rev() {
            let start = day::of(figure.month);
            match later {
                None if figure.index.is_none() && figure.monthly.is_none() => continue,
                None => months.push((start, 1.0)),
                Some(next) => {
                    let is_before = period_start(day::of(next.month) - 1, Frequency::Monthly) == start;
                    let Some(ratio) = ratio(figure, next).filter(|_| is_before) else { break };
                    let factor = months.last().map_or(1.0, |(_, factor)| *factor);
                    months.push((start, factor * ratio));
                }
            }
            later = Some(figure);
        }
        months.reverse();
        (!months.is_empty()).then_some(Self { months })
    }

    /// The first day of the month whose rupiah it gives.
    #[must_use]
    pub fn month(&self) -> i32 {
        self.months.last().map_or(0, |(start, _)| *start)
    }

    /// What a price of a day is multiplied with. None before the first month known, and
    /// long after the last.
    #[must_use]
    pub fn factor(&self, on: i32) -> Option<f64> {
        let at = self.months.partition_point(|(start, _)| *start <= on).checked_sub(1)?;
        let (start, factor) = self.months[at];
        (on - start < 31 + DAYS_AS_THEY_ARE).then_some(factor)
    }
}

/// How consumer prices moved from a month to the next, as a factor.
fn ratio(month: &Inflation, next: &Inflation) -> Option<f64> {
    let told = next.monthly.map(|monthly| 1.0 + monthly / 100.0);
    let measured = month.index.zip(next.index).map(|(before, after)| after / before);
    match (measured, told) {
        (Some(measured), Some(told)) if (measured - told).abs() * 100.0 > BASE_CHANGE => Some(told),
        (Some(measured), None) if (measured - 1.0).abs() * 100.0 > MOST_A_MONTH => None,
        (Some(measured), _) => Some(measured),
        (None, told) => told,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::PlaceCode;
    use chrono::NaiveDate;

    fn figure((month, index, monthly): (&str, Option<f64>, Option<f64>)) -> Inflation {
        Inflation {
            region: PlaceCode::parse("3273").unwrap(),
            month: format!("{month}-01").parse().unwrap(),
            yearly: None,
            monthly,
            index,
        }
    }

    fn on(date: &str) -> i32 {
        day::of(date.parse::<NaiveDate>().unwrap())
    }

    fn deflator(figures: &[(&str, Option<f64>, Option<f64>)]) -> Option<Deflator> {
        let figures: Vec<Inflation> = figures.iter().copied().map(figure).collect();
        Deflator::of(figures.iter())
    }

    fn factors(figures: &[(&str, Option<f64>, Option<f64>)], days: &[&str]) -> Vec<Option<f64>> {
        let deflator = deflator(figures).unwrap();
        days.iter().map(|date| deflator.factor(on(date)).map(|factor| (factor * 1e4).round() / 1e4)).collect()
    }

    #[test]
    fn a_price_of_the_past_is_worth_what_the_index_has_risen_since() {
        let figures = [("2025-01", Some(100.0), None), ("2025-02", Some(101.0), None), ("2025-03", Some(103.02), None)];
        let days = ["2024-12-31", "2025-01-01", "2025-02-28", "2025-03-31", "2025-05-31", "2025-08-01"];
        assert_eq!(
            factors(&figures, &days),
            [None, Some(1.0302), Some(1.02), Some(1.0), Some(1.0), None],
            "nothing is said before the first month and long after the last"
        );
        assert_eq!(deflator(&figures).unwrap().month(), on("2025-03-01"));
    }

    #[test]
    fn a_change_of_base_is_bridged_by_the_monthly_change_and_ends_it_without_one() {
        let rebased = |monthly| {
            [("2023-11", Some(116.0), None), ("2023-12", Some(116.58), None), ("2024-01", Some(104.5), monthly)]
        };
        assert_eq!(factors(&rebased(Some(0.1)), &["2023-12-10", "2023-11-10"]), [Some(1.001), Some(1.006)]);
        assert_eq!(factors(&rebased(None), &["2024-01-10", "2023-12-10"]), [Some(1.0), None]);
    }

    #[test]
    fn monthly_changes_alone_will_do_and_a_missing_month_ends_it() {
        let figures = [("2024-11", None, Some(9.0)), ("2025-01", None, Some(1.0)), ("2025-02", None, Some(2.0))];
        assert_eq!(factors(&figures, &["2025-02-01", "2025-01-31", "2024-11-30"]), [Some(1.0), Some(1.02), None]);
        assert_eq!(deflator(&[("2025-01", None, None)]), None);
        assert_eq!(deflator(&[]), None);
    }
}
