//! A series in another frequency and in other units: first the survey days of each period
//! become one value, then that value is told as a change, a percentage or an index.
//!
//! The order is FRED's: of a monthly percentage the months are averaged first, and the
//! percentage is from one month's mean to the next.

use super::periods::{Aggregation, period_start, periods};
use crate::model::{Frequency, ObsStatus, ParseError};

/// What the values of a series are told in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Units {
    /// Rupiah per unit.
    #[default]
    Level,
    /// Rupiah per unit more than in the period before that has a value.
    Change,
    /// The same in per cent of the value before.
    Percent,
    /// Per cent of the value in a base period.
    Index,
}

impl Units {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Level, Self::Change, Self::Percent, Self::Index];

    /// Reads their name in addresses and files.
    ///
    /// # Errors
    /// When it is none of `level`, `change`, `percent`, `index`.
    pub fn parse(text: &str) -> Result<Self, ParseError> {
        let known = Self::ALL.into_iter().find(|units| units.as_str() == text);
        known.ok_or_else(|| ParseError::new(text, "units", "level, change, percent or index"))
    }

    /// Their name in addresses and files.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Level => "level",
            Self::Change => "change",
            Self::Percent => "percent",
            Self::Index => "index",
        }
    }
}

/// A series as columns of equal length: what is derived from.
#[derive(Debug, Clone, Copy)]
pub struct Observed<'a> {
    /// Day numbers, rising.
    pub day: &'a [i32],
    /// Rupiah per unit; NaN where there is none.
    pub price: &'a [f64],
    /// What is known of each value.
    pub status: &'a [ObsStatus],
    /// The version behind each.
    pub version: &'a [i64],
}

/// A derived series, as columns of equal length; periods without a price are left out.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Derived {
    /// The first day of each period.
    pub day: Vec<i32>,
    /// The value, in the units asked for; NaN where nothing comes before it.
    pub value: Vec<f64>,
    /// How many survey days are in it.
    pub days: Vec<u32>,
    /// `I` where a day in it is imputed, `E` where one is estimated, else `A`.
    pub status: Vec<ObsStatus>,
    /// The latest version of its rows, of those without a price as well.
    pub version: Vec<i64>,
}

impl Derived {
    /// The values of periods.
    #[must_use]
    pub fn aggregated(observed: Observed<'_>, pace: Frequency, by: Aggregation) -> Self {
        let mut derived = Self::default();
        let starts = |at: usize| period_start(observed.day[at], pace);
        let mut at = 0;
        for period in periods(observed.day, observed.price, pace) {
            while at < observed.day.len() && starts(at) < period.start {
                at += 1;
            }
            let (mut status, mut version) = (ObsStatus::A, 0);
            while at < observed.day.len() && starts(at) == period.start {
                // A row that took a price away made the value what it is, too.
                version = version.max(observed.version[at]);
                if observed.price[at].is_finite() {
                    status = weaker(status, observed.status[at]);
                }
                at += 1;
            }
            derived.day.push(period.start);
            derived.value.push(period.value(by));
            derived.days.push(period.days);
            derived.status.push(status);
            derived.version.push(version);
        }
        derived
    }

    /// The same in other units; `base` is a day in the base period of an index.
    ///
    /// None where no value is in the base period.
    #[must_use]
    pub fn told_in(mut self, units: Units, pace: Frequency, base: Option<i32>) -> Option<Self> {
        let before = |values: &[f64], at: usize| if at == 0 { f64::NAN } else { values[at - 1] };
        let values = &self.value;
        let told: Vec<f64> = match units {
            Units::Level => return Some(self),
            Units::Change => values.iter().enumerate().map(|(at, value)| value - before(values, at)).collect(),
            Units::Percent => {
                values.iter().enumerate().map(|(at, value)| (value / before(values, at) - 1.0) * 100.0).collect()
            }
            Units::Index => {
                let start = period_start(base?, pace);
                let base = self.day.binary_search(&start).ok().map(|at| values[at])?;
                values.iter().map(|value| value / base * 100.0).collect()
            }
        };
        self.value = told;
        Some(self)
    }

    /// The periods that begin on one of these days, both included.
    #[must_use]
    pub fn between(self, from: i32, to: i32) -> Self {
        let start = self.day.partition_point(|day| *day < from);
        let end = self.day.partition_point(|day| *day <= to).max(start);
        Self {
            day: self.day[start..end].to_vec(),
            value: self.value[start..end].to_vec(),
            days: self.days[start..end].to_vec(),
            status: self.status[start..end].to_vec(),
            version: self.version[start..end].to_vec(),
        }
    }
}

/// Of two statuses of values with a price, the one that says less for them.
fn weaker(one: ObsStatus, other: ObsStatus) -> ObsStatus {
    let of = [one, other];
    [ObsStatus::I, ObsStatus::E].into_iter().find(|status| of.contains(status)).unwrap_or(ObsStatus::A)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::day;

    /// Two weeks and a day: Monday, 2 January 2023, and what follows.
    const PRICES: [f64; 5] = [100.0, 121.0, f64::NAN, 132.0, 66.0];

    fn days() -> [i32; 5] {
        let monday = day::of("2023-01-02".parse().unwrap());
        [monday, monday + 1, monday + 2, monday + 7, monday + 14]
    }

    fn weeks(by: Aggregation) -> Derived {
        let status = [ObsStatus::A, ObsStatus::E, ObsStatus::O, ObsStatus::I, ObsStatus::A];
        let observed = Observed { day: &days(), price: &PRICES, status: &status, version: &[2, 5, 9, 3, 4] };
        Derived::aggregated(observed, Frequency::Weekly, by)
    }

    fn near(values: &[f64], expected: &[f64]) -> bool {
        let same = |(a, b): (&f64, &f64)| (a - b).abs() < 1e-9 || (a.is_nan() && b.is_nan());
        values.len() == expected.len() && values.iter().zip(expected).all(same)
    }

    #[test]
    fn a_week_is_what_its_survey_days_come_to_with_their_weakest_status_and_latest_version() {
        let week = weeks(Aggregation::GeometricMean);
        assert!(near(&week.value, &[110.0, 132.0, 66.0]), "{week:?}");
        assert!(near(&weeks(Aggregation::Mean).value, &[110.5, 132.0, 66.0]));
        assert!(near(&weeks(Aggregation::Last).value, &[121.0, 132.0, 66.0]));
        assert_eq!((week.days.as_slice(), week.version.as_slice()), (&[2, 1, 1][..], &[9, 3, 4][..]));
        assert_eq!(week.status, [ObsStatus::E, ObsStatus::I, ObsStatus::A]);
    }

    #[test]
    fn periods_come_first_and_units_after() {
        let told = |units, base| weeks(Aggregation::GeometricMean).told_in(units, Frequency::Weekly, base);
        assert!(near(&told(Units::Change, None).unwrap().value, &[f64::NAN, 22.0, -66.0]));
        assert!(near(&told(Units::Percent, None).unwrap().value, &[f64::NAN, 20.0, -50.0]));
        // A Thursday names the week that it is in.
        let index = told(Units::Index, Some(days()[3] + 3)).unwrap();
        assert!(near(&index.value, &[110.0 / 1.32, 100.0, 50.0]), "{index:?}");
        assert_eq!(told(Units::Index, Some(days()[0] - 1)), None, "no price was known in that week");
    }

    #[test]
    fn cutting_comes_last_so_that_the_first_change_is_known() {
        let change = weeks(Aggregation::GeometricMean).told_in(Units::Change, Frequency::Weekly, None).unwrap();
        let cut = change.between(days()[3], i32::MAX);
        assert!(near(&cut.value, &[22.0, -66.0]) && cut.day == days()[3..]);
        assert!(weeks(Aggregation::Last).between(days()[4] + 1, days()[0]).day.is_empty());
    }

    #[test]
    fn names_are_read_as_they_are_written() {
        for units in Units::ALL {
            assert_eq!(Units::parse(units.as_str()), Ok(units));
        }
        for by in Aggregation::ALL {
            assert_eq!(Aggregation::parse(by.as_str()), Ok(by));
        }
        assert!(Units::parse("pch").unwrap_err().to_string().contains("percent or index"));
    }
}
