//! Dispersion: how far a city's markets lie apart on a day.

use crate::model::{MarketSeries, PlaceCode};

/// Days before the last report that are looked at, as by the comparisons of a
/// price with earlier ones.
pub const REACH_DAYS: i32 = 14;

/// The markets that report on one day against each other.
#[derive(Debug, Clone, PartialEq)]
pub struct Dispersion {
    /// The day.
    pub day: i32,
    /// How many markets there are.
    pub markets: usize,
    /// The coefficient of variation: standard deviation (n − 1) over mean.
    pub variation: f64,
    /// The dearest market and its price.
    pub dearest: (PlaceCode, f64),
    /// The cheapest market and its price.
    pub cheapest: (PlaceCode, f64),
}

impl Dispersion {
    /// By how much the dearest market lies above the cheapest, as a share of it.
    #[must_use]
    pub fn disparity(&self) -> f64 {
        self.dearest.1 / self.cheapest.1 - 1.0
    }
}

/// The dispersion of [`beside_each_other`]; none where there is no such day.
#[must_use]
pub fn dispersion(members: &[&MarketSeries]) -> Option<Dispersion> {
    let (day, markets) = beside_each_other(members)?;
    let (cheapest, dearest) =
        (markets.iter().min_by(|a, b| a.1.total_cmp(&b.1))?, markets.iter().max_by(|a, b| a.1.total_cmp(&b.1))?);
    let of_day: Vec<f64> = markets.iter().map(|(_, price)| *price).collect();
    Some(Dispersion {
        day,
        markets: markets.len(),
        variation: variation(&of_day),
        dearest: dearest.clone(),
        cheapest: cheapest.clone(),
    })
}

/// The prices of the markets on the last day on which at least two have one, not more than
/// [`REACH_DAYS`] before the last of any, by place; none without such a day. What a region
/// reports as a whole is no market.
#[must_use]
pub fn beside_each_other(members: &[&MarketSeries]) -> Option<(i32, Vec<(PlaceCode, f64)>)> {
    let markets: Vec<&MarketSeries> = members.iter().copied().filter(|series| series.key.place.is_market()).collect();
    let from = markets.iter().filter_map(|series| series.last_day()).max()? - REACH_DAYS;
    let mut prices: Vec<(i32, &PlaceCode, f64)> = Vec::new();
    for series in markets {
        let at = series.day.partition_point(|day| *day < from);
        let known = series.day[at..].iter().zip(&series.price[at..]).filter(|(_, price)| price.is_finite());
        prices.extend(known.map(|(day, price)| (*day, &series.key.place, *price)));
    }
    prices.sort_unstable_by_key(|(day, place, _)| (*day, *place));
    let markets = prices.chunk_by(|a, b| a.0 == b.0).rfind(|day| day.len() > 1)?;
    let day = markets.first()?.0;
    Some((day, markets.iter().map(|(_, place, price)| ((*place).clone(), *price)).collect()))
}

/// The standard deviation (n − 1) of prices over their mean; NaN of fewer than two.
///
/// ```
/// use lumbung_data::index::variation;
/// assert!((variation(&[9_000.0, 11_000.0]) - 2_f64.sqrt() / 10.0).abs() < 1e-12);
/// assert!(variation(&[9_000.0]).is_nan());
/// ```
#[must_use]
pub fn variation(prices: &[f64]) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "a count of markets")]
    let count = prices.len() as f64;
    let mean = prices.iter().sum::<f64>() / count;
    let squares: f64 = prices.iter().map(|price| (price - mean).powi(2)).sum();
    (squares / (count - 1.0)).sqrt() / mean
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{CommodityId, Frequency, ObsStatus, PriceLevel, SeriesKey, SourceId};

    const NO: f64 = f64::NAN;

    /// One place whose day i holds `prices[i]`.
    fn market(place: &str, prices: &[f64]) -> MarketSeries {
        let key = SeriesKey {
            commodity: CommodityId::parse("bawang-merah").unwrap(),
            place: PlaceCode::parse(place).unwrap(),
            level: PriceLevel::Retail,
            source: SourceId::parse("pihps").unwrap(),
            frequency: Frequency::Daily,
        };
        let days = i32::try_from(prices.len()).unwrap();
        MarketSeries {
            unit: "kg".into(),
            reported_unit: "kg".into(),
            day: (0..days).collect(),
            reported: prices.to_vec(),
            price: prices.to_vec(),
            status: vec![ObsStatus::A; prices.len()],
            version: vec![2; prices.len()],
            key,
        }
    }

    fn of(markets: &[MarketSeries]) -> Option<Dispersion> {
        dispersion(&markets.iter().collect::<Vec<_>>())
    }

    #[test]
    fn markets_are_compared_on_the_last_day_on_which_two_report() {
        let markets = [
            market("3273/a", &[30_000.0, 33_000.0, 50_000.0]),
            market("3273/b", &[30_000.0, 30_000.0, NO]),
            market("3273/c", &[10_000.0, 36_000.0, NO]),
        ];
        let found = of(&markets).unwrap();
        assert_eq!((found.day, found.markets), (1, 3));
        assert_eq!(found.dearest, (PlaceCode::parse("3273/c").unwrap(), 36_000.0));
        assert_eq!(found.cheapest, (PlaceCode::parse("3273/b").unwrap(), 30_000.0));
        assert!((found.variation - 1.0 / 11.0).abs() < 1e-12, "3,000 of 33,000");
        assert!((found.disparity() - 0.2).abs() < 1e-12);
    }

    #[test]
    fn one_market_or_a_region_as_a_whole_has_no_dispersion() {
        assert_eq!(of(&[market("3273/a", &[30_000.0])]), None);
        assert_eq!(of(&[market("3273/a", &[30_000.0]), market("3273", &[35_000.0])]), None);
        assert_eq!(of(&[]), None);
    }

    #[test]
    fn a_day_long_before_the_last_report_is_no_comparison() {
        let mut alone = vec![30_000.0; 17];
        let early = |days: usize| [vec![36_000.0; days], vec![NO; 17 - days]].concat();
        assert_eq!(of(&[market("3273/a", &alone), market("3273/b", &early(2))]), None);
        assert_eq!(of(&[market("3273/a", &alone), market("3273/b", &early(3))]).map(|found| found.day), Some(2));
        alone[2] = NO;
        assert_eq!(of(&[market("3273/a", &alone), market("3273/b", &early(3))]), None);
    }
}
