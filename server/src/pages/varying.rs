//! How a commodity's price varies, between markets and between days.

use chrono::Datelike;
use lumbung_data::granary::City;
use lumbung_data::index::{dispersion, variation};
use lumbung_data::model::dispersion::{BetweenDays, BetweenMarkets, Varying};
use lumbung_data::model::{CitySeries, MarketSeries, day};
use lumbung_data::profile::Profile;

/// Both, up to the last survey day.
pub(crate) fn varying(city: &City, profile: &Profile) -> Varying {
    Varying { markets: between_markets(city, profile), days: between_days(city.price()) }
}

fn between_markets(city: &City, profile: &Profile) -> Option<BetweenMarkets> {
    let members: Vec<&MarketSeries> = city.members.iter().map(AsRef::as_ref).collect();
    let found = dispersion(&members)?;
    Some(BetweenMarkets {
        date: day::date(found.day),
        markets: found.markets,
        variation: found.variation,
        disparity: found.disparity(),
        dearest: (profile.place_name(&found.dearest.0), found.dearest.1),
        cheapest: (profile.place_name(&found.cheapest.0), found.cheapest.1),
    })
}

/// The survey days of the last one's month.
fn between_days(price: &CitySeries) -> Option<BetweenDays> {
    let last = price.last_day()?;
    let first = last - day::date(last).day0().cast_signed();
    let (days, prices) = price.survey_days();
    let month = &prices[days.partition_point(|day| *day < first)..];
    (month.len() > 1).then(|| BetweenDays { until: day::date(last), days: month.len(), variation: variation(month) })
}

#[cfg(test)]
mod tests {
    use super::super::tests::city;
    use super::*;

    #[test]
    fn days_are_those_of_the_running_month() {
        let found = between_days(&city(&[
            ("2023-11-30", 500.0),
            ("2023-12-01", 90.0),
            ("2023-12-04", f64::NAN),
            ("2023-12-15", 110.0),
        ]))
        .unwrap();
        assert_eq!((found.until.to_string().as_str(), found.days), ("2023-12-15", 2));
        assert!((found.variation - 2_f64.sqrt() / 10.0).abs() < 1e-12);
        assert_eq!(between_days(&city(&[("2023-11-30", 500.0), ("2023-12-01", 90.0)])), None);
    }
}
