//! When a city's weekly sheet is frozen, and who carries what it proposes.

use super::check::At;
use super::error::ProfileError;
use super::file;
use super::schedule::{DAYS, time};
use crate::model::IsoWeek;
use crate::model::sheet::{Bilingual, Heading};
use chrono::{Days, NaiveDateTime, NaiveTime};
use std::collections::BTreeMap;

/// The plan of the weekly sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetPlan {
    /// Days from the week's Friday, on which its survey ends, to the day of freezing.
    after_friday: u64,
    /// The time of day, in western Indonesia.
    at: NaiveTime,
    responsible: BTreeMap<Heading, Bilingual>,
}

impl Default for SheetPlan {
    /// Sunday, 20.00, before the Monday on which the city meets.
    fn default() -> Self {
        let at = NaiveTime::from_hms_opt(20, 0, 0).unwrap_or_default();
        Self { after_friday: 2, at, responsible: BTreeMap::new() }
    }
}

impl SheetPlan {
    /// The moment, in western Indonesia, at which the sheet of a week is frozen: the first
    /// such day from the week's Friday on.
    #[must_use]
    pub fn moment(&self, week: IsoWeek) -> NaiveDateTime {
        (week.monday() + Days::new(4 + self.after_friday)).and_time(self.at)
    }

    /// Who would carry a proposal of a heading.
    #[must_use]
    pub fn responsible(&self, heading: Heading) -> Bilingual {
        self.responsible.get(&heading).cloned().unwrap_or_else(|| {
            let (id, en) = usual(heading);
            Bilingual { id: id.to_owned(), en: en.to_owned() }
        })
    }

    /// Reads what a profile says of `sheet`.
    pub(super) fn check(at: At<'_>, entry: file::Sheet) -> Result<Self, ProfileError> {
        let mut plan = Self::default();
        if let Some(text) = entry.day {
            let day = DAYS.iter().position(|names| names.contains(&text.to_lowercase().as_str())).ok_or_else(|| {
                at.malformed("sheet.day", &text, "a day of the week like \"sunday\"", "nama hari seperti \"minggu\"")
            })?;
            // Friday is the fourth from Monday.
            plan.after_friday = (day as u64 + 3) % 7;
        }
        if let Some(text) = entry.at {
            plan.at = time(at, "sheet.at".to_owned(), &text)?;
        }
        for (name, [id, en]) in entry.responsible {
            let Some(heading) = Heading::ALL.into_iter().find(|heading| heading.as_str() == name) else {
                let expected = "affordability, availability, distribution or communication";
                let expected_id = "affordability, availability, distribution, atau communication";
                return Err(at.malformed("sheet.responsible", &name, expected, expected_id));
            };
            plan.responsible.insert(heading, Bilingual { id, en });
        }
        Ok(plan)
    }
}

/// Who usually carries it.
fn usual(heading: Heading) -> (&'static str, &'static str) {
    match heading {
        Heading::Affordability => ("Dinas yang membidangi perdagangan", "The office in charge of trade"),
        Heading::Availability => ("Dinas yang membidangi ketahanan pangan", "The office in charge of food security"),
        Heading::Distribution => (
            "Dinas yang membidangi perdagangan bersama Satgas Pangan",
            "The office in charge of trade, with the food task force",
        ),
        Heading::Communication => ("Bagian Perekonomian Sekretariat Daerah", "The economic bureau of the secretariat"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plan(day: Option<&str>, at: Option<&str>) -> Result<SheetPlan, ProfileError> {
        let entry = file::Sheet { day: day.map(str::to_owned), at: at.map(str::to_owned), ..file::Sheet::default() };
        SheetPlan::check(At("test"), entry)
    }

    #[test]
    fn a_sheet_is_frozen_on_the_first_such_day_from_the_weeks_friday_on() {
        let week = IsoWeek::parse("2025-W50").unwrap();
        let moment = |day, at| plan(day, at).unwrap().moment(week).to_string();
        assert_eq!(moment(None, None), "2025-12-14 20:00:00");
        assert_eq!(moment(Some("jumat"), Some("17:30")), "2025-12-12 17:30:00");
        assert_eq!(moment(Some("Monday"), Some("06:00")), "2025-12-15 06:00:00");
        assert_eq!(moment(Some("kamis"), None), "2025-12-18 20:00:00");
        assert!(plan(Some("ahad"), None).is_err() && plan(None, Some("25:00")).is_err());
    }

    #[test]
    fn a_heading_has_somebody_who_carries_it() {
        let mut entry = file::Sheet::default();
        entry.responsible.insert("affordability".to_owned(), ["Disdagin".to_owned(), "Trade office".to_owned()]);
        let plan = SheetPlan::check(At("test"), entry).unwrap();
        assert_eq!(plan.responsible(Heading::Affordability).id, "Disdagin");
        assert!(Heading::ALL.iter().all(|heading| !plan.responsible(*heading).id.is_empty()));
        let mut wrong = file::Sheet::default();
        wrong.responsible.insert("harga".to_owned(), [String::new(), String::new()]);
        assert!(SheetPlan::check(At("test"), wrong).is_err());
    }
}
