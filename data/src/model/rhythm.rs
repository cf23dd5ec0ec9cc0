//! How often a source reports, and by when a report is expected.

use super::SourceId;
use chrono::NaiveTime;
use serde::{Deserialize, Serialize};

/// The days or months for which a source owes a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Cycle {
    /// Monday to Friday, holidays left out.
    Workdays,
    /// Every day but holidays.
    Daily,
    /// Every calendar month.
    Monthly,
}

/// The rhythm in which a source reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rhythm {
    /// For which days or months there should be a report.
    pub cycle: Cycle,
    /// The time of day, in western Indonesia, by which a report is out.
    pub ready: NaiveTime,
    /// How much later it may be: report days of [`Cycle::Workdays`] and
    /// [`Cycle::Daily`], calendar days after the month of [`Cycle::Monthly`].
    pub grace: u32,
}

impl Rhythm {
    /// What is usual of a source; none where reports come as somebody brings
    /// them.
    ///
    /// ```
    /// use lumbung_data::model::{Rhythm, SourceId};
    /// assert!(Rhythm::of(&SourceId::parse("pihps").unwrap()).is_some());
    /// assert!(Rhythm::of(&SourceId::parse("lokal").unwrap()).is_none());
    /// ```
    #[must_use]
    pub fn of(source: &SourceId) -> Option<Self> {
        let workdays = |hour, grace| Self { cycle: Cycle::Workdays, ready: at(hour), grace };
        match source.as_str() {
            "pihps" | "bapanas" => Some(workdays(14, 1)),
            "sp2kp" => Some(workdays(11, 1)),
            "wfp" => Some(Self { cycle: Cycle::Monthly, ready: at(0), grace: 45 }),
            // A neighbour has its own sources' delay, and one more day.
            _ if source.is_another_city() => Some(workdays(17, 2)),
            _ => None,
        }
    }
}

fn at(hour: u32) -> NaiveTime {
    NaiveTime::from_hms_opt(hour, 0, 0).unwrap_or_default()
}
