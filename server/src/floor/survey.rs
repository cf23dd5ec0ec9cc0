//! How the city's own survey is kept up: by market and by what its officers are, never by who.

use crate::book::Answers;
use chrono::{Days, NaiveDate};
use lumbung_data::model::quality::{Survey, SurveyedMarket};
use lumbung_data::model::{CommodityId, PlaceCode};
use lumbung_data::profile::Profile;
use std::collections::{BTreeMap, BTreeSet};

/// How many days the survey is looked at, to yesterday: today's walk may be under way.
pub const LOOKED_AT: u64 = 56;

/// The first day of which answers are asked for, on a day.
#[must_use]
pub fn since(today: NaiveDate) -> NaiveDate {
    today.checked_sub_days(Days::new(LOOKED_AT)).unwrap_or(today)
}

/// How the survey was kept up in the weeks before a day, from its first day on; none before the
/// first of its survey days is over.
#[must_use]
pub fn survey(answers: &Answers, profile: &Profile, today: NaiveDate) -> Option<Survey> {
    let (plan, from) = (&profile.floor, since(today).max(answers.first?));
    let days: BTreeSet<NaiveDate> =
        from.iter_days().take_while(|day| *day < today).filter(|day| profile.is_walked_on(*day)).collect();
    let of_market = |place: &PlaceCode| {
        let own = answers.answered.iter().filter(|one| one.market == *place);
        let asked = || own.clone().filter(|one| days.contains(&one.day) && plan.order.contains(&one.commodity));
        let answered: BTreeSet<(NaiveDate, &CommodityId)> = asked().map(|one| (one.day, &one.commodity)).collect();
        let mut by = BTreeMap::new();
        for one in asked() {
            *by.entry(one.role).or_insert(0) += 1;
        }
        let all = days.len() * plan.order.len();
        SurveyedMarket {
            place: place.clone(),
            name: profile.place_name(place),
            days: u32::try_from(asked().map(|one| one.day).collect::<BTreeSet<_>>().len()).unwrap_or(u32::MAX),
            answered: share(answered.len(), all),
            last: answers.last.get(place).copied(),
            by: by.into_iter().collect(),
        }
    };
    (!days.is_empty()).then(|| Survey {
        from,
        to: today.pred_opt().unwrap_or(today),
        days: u32::try_from(days.len()).unwrap_or(u32::MAX),
        asked: plan.order.len(),
        markets: plan.markets.iter().map(of_market).collect(),
    })
}

#[allow(clippy::cast_precision_loss, reason = "a few thousand answers")]
fn share(part: usize, all: usize) -> f64 {
    part as f64 / all as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::book::Answered;
    use lumbung_data::model::Role;

    fn answered(market: &str, day: &str, commodity: &str, role: Role) -> Answered {
        Answered {
            market: PlaceCode::parse(market).unwrap(),
            day: day.parse().unwrap(),
            commodity: CommodityId::parse(commodity).unwrap(),
            role,
        }
    }

    fn of(answers: &[Answered]) -> Option<Survey> {
        let mut profile = Profile::load("bandung").unwrap();
        profile.days_off.clear();
        let mut last = BTreeMap::new();
        for one in answers {
            let day = last.entry(one.market.clone()).or_insert(one.day);
            *day = one.day.max(*day);
        }
        let first = answers.iter().map(|one| one.day).min();
        survey(&Answers { first, last, answered: answers.to_vec() }, &profile, "2026-11-30".parse().unwrap())
    }

    #[test]
    fn a_market_is_told_by_survey_days_answers_and_roles() {
        let kosambi = |day, commodity, role| answered("3273/kosambi", day, commodity, role);
        let survey = of(&[
            // Before the weeks that are looked at.
            kosambi("2026-10-01", "bawang-merah", Role::Officer),
            kosambi("2026-11-23", "bawang-merah", Role::Officer),
            // Corrected by a leader: one answer, given by both.
            kosambi("2026-11-23", "bawang-merah", Role::Leader),
            kosambi("2026-11-26", "bawang-putih", Role::Officer),
            // A Saturday is no survey day, and today is not over.
            kosambi("2026-11-28", "bawang-merah", Role::Officer),
            kosambi("2026-11-30", "bawang-merah", Role::Officer),
        ])
        .unwrap();
        assert_eq!((survey.from.to_string(), survey.to.to_string()), ("2026-10-05".into(), "2026-11-29".into()));
        assert_eq!((survey.days, survey.asked, survey.markets.len()), (16, 21, 6));
        let kosambi = survey.markets.iter().find(|market| market.place.as_str() == "3273/kosambi").unwrap();
        assert_eq!(kosambi.days, 2);
        assert!((kosambi.answered - 2.0 / (16.0 * 21.0)).abs() < 1e-12, "{}", kosambi.answered);
        assert_eq!(kosambi.last, Some("2026-11-30".parse().unwrap()));
        assert_eq!(kosambi.by, [(Role::Officer, 2), (Role::Leader, 1)]);
        let silent = survey.markets.iter().find(|market| market.place.as_str() == "3273/andir").unwrap();
        assert_eq!((silent.days, silent.last, silent.by.len()), (0, None, 0));
    }

    #[test]
    fn days_before_the_first_entry_owe_nothing() {
        let first = answered("3273/kosambi", "2026-11-26", "bawang-merah", Role::Officer);
        let begun = of(std::slice::from_ref(&first)).unwrap();
        assert_eq!((begun.from.to_string().as_str(), begun.days), ("2026-11-26", 1));
        assert_eq!(of(&[Answered { day: "2026-11-30".parse().unwrap(), ..first }]), None, "no survey day is over");
    }

    #[test]
    fn where_nobody_ever_noted_anything_there_is_no_survey() {
        assert_eq!(of(&[]), None);
    }
}
