//! The city's own survey on the market floor: when, where, and in which order.

use super::check::At;
use super::error::ProfileError;
use super::file;
use super::schedule::{DAYS, time};
use super::{Market, Problem};
use crate::model::{CommodityId, PlaceCode};
use crate::names::Unknown;
use chrono::{Datelike, NaiveDate, NaiveTime};

/// The plan of the city's own survey.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FloorPlan {
    /// Whether it is walked on a day of the week, Monday first.
    days: [bool; 7],
    /// The markets, in the order in which they are listed.
    pub markets: Vec<PlaceCode>,
    /// The commodities, in the order of the walk.
    pub order: Vec<CommodityId>,
    /// How many days back a price may still be noted.
    pub back: u32,
    /// The time of day, in western Indonesia, from which those whose market is missing are
    /// reminded.
    pub remind_at: NaiveTime,
}

impl FloorPlan {
    /// Whether markets are walked on that day.
    #[must_use]
    pub fn is_survey_day(&self, date: NaiveDate) -> bool {
        self.days[date.weekday().num_days_from_monday() as usize]
    }

    /// Reads what a profile says of `floor`. What it does not say: Mondays and Thursdays, every
    /// market of the city, what the city watches in its order, seven days back, 13.00.
    pub(super) fn check(
        at: At<'_>,
        entry: file::Floor,
        city: &PlaceCode,
        markets: &[Market],
        order: Vec<CommodityId>,
    ) -> Result<Self, ProfileError> {
        let mut days = [false; 7];
        let usual = || vec![DAYS[0][0].to_owned(), DAYS[3][0].to_owned()];
        for text in entry.days.unwrap_or_else(usual) {
            let day = DAYS.iter().position(|names| names.contains(&text.to_lowercase().as_str())).ok_or_else(|| {
                let expected = "days of the week like [\"monday\", \"thursday\"]";
                at.malformed("floor.days", &text, expected, "nama hari seperti [\"senin\", \"kamis\"]")
            })?;
            days[day] = true;
        }
        let own = markets.iter().filter(|market| market.code.region() == *city).map(|market| market.code.clone());
        let markets = match entry.markets {
            None => own.collect(),
            Some(codes) => codes
                .iter()
                .map(|text| {
                    let code = at.place("floor.markets".to_owned(), text, true)?;
                    if markets.iter().any(|market| market.code == code) {
                        return Ok(code);
                    }
                    let all = markets.iter().map(|market| (market.code.as_str(), market.code.as_str()));
                    Err(at.invalid("floor.markets", text, Problem::Unknown { known: Unknown::among(text, all) }))
                })
                .collect::<Result<_, ProfileError>>()?,
        };
        let back = entry.back.unwrap_or(7);
        if back > 60 {
            return Err(at.malformed("floor.back", &back, "days, at most 60", "hari, paling banyak 60"));
        }
        let remind_at = time(at, "floor.remind_at".to_owned(), entry.remind_at.as_deref().unwrap_or("13:00"))?;
        Ok(Self { days, markets, order, back, remind_at })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::profile::Profile;

    fn plan(entry: file::Floor) -> Result<FloorPlan, ProfileError> {
        let bandung = Profile::load("bandung").unwrap();
        FloorPlan::check(At("test"), entry, &bandung.code, &bandung.markets, bandung.watched.clone())
    }

    #[test]
    fn a_profile_that_says_nothing_walks_every_market_on_mondays_and_thursdays() {
        let plan = plan(file::Floor::default()).unwrap();
        let on = |text: &str| plan.is_survey_day(text.parse().unwrap());
        assert!(on("2026-11-30") && on("2026-12-03") && !on("2026-12-01"));
        assert_eq!((plan.markets.len(), plan.order.len(), plan.back), (6, 21, 7));
        assert_eq!(plan.order[0].as_str(), "beras-bawah-1");
    }

    #[test]
    fn an_unknown_market_day_or_hour_is_refused() {
        let wrong = [
            file::Floor { markets: Some(vec!["3273/antah".into()]), ..file::Floor::default() },
            file::Floor { days: Some(vec!["ahad".into()]), ..file::Floor::default() },
            file::Floor { remind_at: Some("25:00".into()), ..file::Floor::default() },
            file::Floor { back: Some(61), ..file::Floor::default() },
        ];
        assert!(wrong.into_iter().all(|entry| plan(entry).is_err()));
    }
}
