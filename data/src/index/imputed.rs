//! A market's series with what it is taken to stand at while it is silent.

use super::city_price::{Value, each_day};
use crate::model::{MarketSeries, ObsStatus, PlaceCode};

/// A market's series with the days on which it is moved with the city's others, as
/// [`city_price`](super::city_price) moves it: status `I`, nothing reported, the
/// version the latest of the rows behind the value. Days on which its report is
/// doubted, or which are no working days, stay as they are. None if the market is none
/// of the members.
#[must_use]
pub fn with_imputed(members: &[&MarketSeries], market: &PlaceCode) -> Option<MarketSeries> {
    let markets: Vec<&MarketSeries> = members.iter().copied().filter(|series| series.key.place.is_market()).collect();
    let place = markets.iter().position(|series| series.key.place == *market)?;
    let own = markets[place];
    let mut series = MarketSeries {
        key: own.key.clone(),
        unit: own.unit.clone(),
        reported_unit: own.reported_unit.clone(),
        day: Vec::new(),
        reported: Vec::new(),
        price: Vec::new(),
        status: Vec::new(),
        version: Vec::new(),
    };
    let mut next = 0;
    each_day(&markets, |day, _, values, _| {
        let at = Some(next).filter(|at| own.day.get(*at) == Some(&day));
        next += usize::from(at.is_some());
        let status = at.map(|at| own.status[at]);
        let moved = Some(values[place]).filter(|value| value.is_some());
        let imputed = moved.filter(|_| matches!(status, None | Some(ObsStatus::O | ObsStatus::L)));
        let (price, status, version) = match (at, imputed) {
            (_, Some(Value { price, version })) => {
                (price, ObsStatus::I, at.map_or(version, |at| version.max(own.version[at])))
            }
            (Some(at), None) => (own.price[at], own.status[at], own.version[at]),
            (None, None) => return,
        };
        series.day.push(day);
        series.reported.push(at.map_or(f64::NAN, |at| own.reported[at]));
        series.price.push(price);
        series.status.push(status);
        series.version.push(version);
    });
    Some(series)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::granary::Granary;
    use crate::granary::tests::{key, rows};
    use ObsStatus::{A, H, I, O, U};

    const NO: f64 = f64::NAN;

    /// The second of two markets; the first costs 100, 110, 120 … on days 1, 2, 3 …
    fn second(days: &[(i32, f64, ObsStatus)], until: i32) -> MarketSeries {
        let steady: Vec<(i32, f64)> = (1..=until).map(|day| (day, 90.0 + 10.0 * f64::from(day))).collect();
        let values: Vec<(i32, f64)> = days.iter().map(|(day, price, _)| (*day, *price)).collect();
        let mut own = rows("3273/b", 3, &values);
        own.status = days.iter().map(|(.., status)| *status).collect();
        for (price, status) in own.price.iter_mut().zip(&own.status) {
            if *status == U {
                *price = NO;
            }
        }
        let granary = Granary::default().with(3, &[rows("3273/a", 2, &steady), own]);
        let city = granary.city(&key("3273/b").city()).unwrap();
        let members: Vec<&MarketSeries> = city.members.iter().map(AsRef::as_ref).collect();
        with_imputed(&members, &PlaceCode::parse("3273/b").unwrap()).unwrap()
    }

    fn near(a: f64, b: f64) -> bool {
        (a - b).abs() < 1e-9 || (a.is_nan() && b.is_nan())
    }

    #[test]
    fn a_silent_market_moves_with_the_others_whether_its_silence_has_a_row_or_none() {
        let market = second(&[(1, 200.0, A), (2, NO, O), (4, 210.0, A)], 5);
        assert_eq!(market.day, [1, 2, 3, 4, 5]);
        assert_eq!(market.status, [A, I, I, A, I]);
        for (price, expected) in market.price.iter().zip([200.0, 220.0, 240.0, 210.0, 210.0 * 140.0 / 130.0]) {
            assert!(near(*price, expected), "{price} {expected}");
        }
        assert!(market.reported.iter().zip([200.0, NO, NO, 210.0, NO]).all(|(a, b)| near(*a, b)));
        assert_eq!(market.version, [3, 3, 3, 3, 3]);
    }

    #[test]
    fn doubted_reports_and_days_off_stay_what_they_are() {
        let market = second(&[(1, 200.0, A), (2, 999.0, U), (3, NO, H), (4, NO, O)], 4);
        assert_eq!(market.status, [A, U, H, I]);
        assert!(market.price[1].is_nan() && near(market.reported[1], 999.0) && near(market.price[3], 260.0));
    }

    #[test]
    fn after_ten_survey_days_it_is_no_longer_moved() {
        let market = second(&[(1, 200.0, A)], 20);
        assert_eq!(market.day, (1..=11).collect::<Vec<_>>());
    }
}
