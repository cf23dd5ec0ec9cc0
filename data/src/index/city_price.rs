//! The city price: an elementary (Jevons) aggregate over a city's markets.
//!
//! On a survey day the price is the geometric mean over the markets that
//! report and over those that are *moved*: a market m that last reported on
//! survey day s stands at p(m,s) times the geometric mean of x(r,d)/x(r,s)
//! over the markets r that report on d and have a value on s. It is moved for
//! at most [`MOVES_FOR`] survey days and then leaves. Every value is a direct
//! comparison of two days; nothing is chained from day to day, so nothing
//! drifts. Formula and limits: METHODS.md; Jevons index and targeted-mean
//! imputation: Consumer Price Index Manual (ILO/IMF/OECD/UNECE/Eurostat/World
//! Bank, 2020), chapters 6 and 8.

use crate::model::{CityKey, CitySeries, MarketSeries, ObsStatus};
use std::collections::VecDeque;

/// Survey days for which a silent market moves with the others.
pub const MOVES_FOR: usize = 10;

/// The series that a city price is made of: its markets, where there are any, and the
/// region as a whole otherwise.
pub fn behind_price<'a>(members: impl IntoIterator<Item = &'a MarketSeries>) -> Vec<&'a MarketSeries> {
    let mut members: Vec<&MarketSeries> = members.into_iter().collect();
    if members.iter().any(|series| series.key.place.is_market()) {
        members.retain(|series| series.key.place.is_market());
    }
    members
}

/// The city price of a commodity from its markets' series, all of one key.
///
/// A region that reports as a whole (its own code is a series' place) is taken
/// as it is and not mixed with its markets: these come first.
#[must_use]
pub fn city_price(key: CityKey, members: &[&MarketSeries]) -> CitySeries {
    let markets = behind_price(members.iter().copied());
    let unit = markets.first().map(|series| series.unit.clone()).unwrap_or_default();
    let mut city = CitySeries {
        key,
        unit,
        day: Vec::new(),
        price: Vec::new(),
        markets: Vec::new(),
        status: Vec::new(),
        version: Vec::new(),
    };
    each_day(&markets, |day, reported, values, found| {
        let standing = || values.iter().filter(|value| value.is_some());
        let count = reported.iter().filter(|value| value.is_some()).count();
        let status = match (count, standing().count() > count, found.estimated) {
            (0, ..) => ObsStatus::O,
            (_, true, _) => ObsStatus::I,
            (_, false, true) => ObsStatus::E,
            (_, false, false) => ObsStatus::A,
        };
        city.day.push(day);
        city.price.push(geometric_mean(standing().map(|value| value.price)));
        city.markets.push(u32::try_from(count).unwrap_or(u32::MAX));
        city.status.push(status);
        city.version.push(standing().map(|value| value.version).fold(found.version, i64::max));
    });
    city
}

/// What the rows of a day say beside their prices.
#[derive(Debug, Clone, Copy)]
pub(super) struct DayRows {
    /// The latest version of them; rows that say "not reported" count too.
    version: i64,
    /// Whether any price is not as the market reported it.
    estimated: bool,
}

/// Goes through the days of a city's markets in their order: what each reported, and
/// what each stands at, silent ones moved with the others. On a day without any
/// report none stands at anything.
pub(super) fn each_day(markets: &[&MarketSeries], mut visit: impl FnMut(i32, &[Value], &[Value], DayRows)) {
    let mut cursor = vec![0_usize; markets.len()];
    let mut past = Past::new(markets.len());
    let mut reported = vec![NOTHING; markets.len()];
    while let Some(day) = markets.iter().zip(&cursor).filter_map(|(series, at)| series.day.get(*at)).min().copied() {
        let mut found = DayRows { version: 0, estimated: false };
        for ((series, at), value) in markets.iter().zip(&mut cursor).zip(&mut reported) {
            *value = NOTHING;
            if series.day.get(*at) == Some(&day) {
                *value = Value { price: series.price[*at], version: series.version[*at] };
                found.version = found.version.max(value.version);
                found.estimated |= value.is_some() && series.status[*at] != ObsStatus::A;
                *at += 1;
            }
        }
        if reported.iter().any(|value| value.is_some()) {
            let values = past.move_silent(&reported);
            visit(day, &reported, &values, found);
            past.push(&reported, values);
        } else {
            visit(day, &reported, &reported, found);
        }
    }
}

/// A market's price on a day, reported or moved, and the latest version of
/// the rows behind it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Value {
    /// Rupiah per unit; NaN of nothing.
    pub price: f64,
    /// The latest version.
    pub version: i64,
}

const NOTHING: Value = Value { price: f64::NAN, version: 0 };

impl Value {
    pub fn is_some(self) -> bool {
        self.price.is_finite()
    }
}

/// exp of the mean log; NaN of nothing. Logs are taken against the first value,
/// so that equal values have exactly that value as their mean.
fn geometric_mean(mut values: impl Iterator<Item = f64>) -> f64 {
    let Some(first) = values.next() else { return f64::NAN };
    let (sum, count) = values.fold((0.0, 1.0), |(sum, count), value| (sum + (value / first).ln(), count + 1.0));
    first * (sum / count).exp()
}

/// The values of the last survey days: as far back as a silent market may
/// still be moved from.
struct Past {
    /// Newest first: one value a market, moved ones included.
    days: VecDeque<Vec<Value>>,
    /// Survey days since each market reported; none if it never did or left.
    silent_for: Vec<Option<usize>>,
}

impl Past {
    fn new(markets: usize) -> Self {
        Self { days: VecDeque::with_capacity(MOVES_FOR + 1), silent_for: vec![None; markets] }
    }

    /// Today's values: the reported ones, and silent markets moved with them.
    fn move_silent(&self, reported: &[Value]) -> Vec<Value> {
        let mut values = reported.to_vec();
        for (market, silent_for) in self.silent_for.iter().enumerate() {
            // `silent_for` counts survey days before today.
            let Some(silent_for) = silent_for else { continue };
            if reported[market].is_some() || *silent_for >= MOVES_FOR {
                continue;
            }
            let then = &self.days[*silent_for];
            let both = || reported.iter().zip(then).filter(|(now, then)| now.is_some() && then.is_some());
            let movement = geometric_mean(both().map(|(now, then)| now.price / then.price));
            let version = both().map(|(now, then)| now.version.max(then.version)).fold(then[market].version, i64::max);
            values[market] = Value { price: then[market].price * movement, version };
        }
        values
    }

    fn push(&mut self, reported: &[Value], values: Vec<Value>) {
        for (silent_for, value) in self.silent_for.iter_mut().zip(reported) {
            *silent_for = if value.is_some() { Some(0) } else { silent_for.map(|days| days + 1) };
        }
        self.days.push_front(values);
        self.days.truncate(MOVES_FOR);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{CommodityId, Frequency, PlaceCode, PriceLevel, SeriesKey, SourceId};
    use proptest::prelude::*;

    /// One market whose day i holds `prices[i]`; NaN is "not reported".
    fn market(name: &str, prices: &[f64]) -> MarketSeries {
        let days = i32::try_from(prices.len()).unwrap();
        MarketSeries {
            key: SeriesKey {
                commodity: CommodityId::parse("bawang-merah").unwrap(),
                place: PlaceCode::parse(name).unwrap(),
                level: PriceLevel::Retail,
                source: SourceId::parse("pihps").unwrap(),
                frequency: Frequency::Daily,
            },
            unit: "kg".into(),
            reported_unit: "kg".into(),
            day: (0..days).collect(),
            reported: prices.to_vec(),
            price: prices.to_vec(),
            status: prices.iter().map(|p| if p.is_finite() { ObsStatus::A } else { ObsStatus::O }).collect(),
            version: vec![2; prices.len()],
        }
    }

    fn city(markets: &[MarketSeries]) -> CitySeries {
        let members: Vec<_> = markets.iter().collect();
        city_price(markets[0].key.city(), &members)
    }

    const NO: f64 = f64::NAN;

    fn close(a: f64, b: f64) -> bool {
        (a - b).abs() <= 1e-9 * b.abs().max(1.0) || (a.is_nan() && b.is_nan())
    }

    #[test]
    fn the_price_is_the_geometric_mean_of_the_markets() {
        let city = city(&[market("3273/a", &[10_000.0]), market("3273/b", &[40_000.0])]);
        assert!(close(city.price[0], 20_000.0));
        assert_eq!((city.markets[0], city.status[0]), (2, ObsStatus::A));
    }

    #[test]
    fn a_silent_market_moves_with_the_others() {
        let city = city(&[market("3273/a", &[10_000.0, 12_000.0]), market("3273/b", &[40_000.0, NO])]);
        // b stands at 40,000 · 12/10, so the mean rises by 20 %.
        assert!(close(city.price[1], 24_000.0));
        assert_eq!((city.markets[1], city.status[1]), (1, ObsStatus::I));
    }

    #[test]
    fn a_market_silent_for_eleven_survey_days_leaves_the_mean() {
        let mut b = vec![NO; 12];
        b[0] = 40_000.0;
        let city = city(&[market("3273/a", &[10_000.0; 12]), market("3273/b", &b)]);
        assert!(close(city.price[10], 20_000.0), "moved on the tenth silent day");
        assert_eq!(city.status[10], ObsStatus::I);
        assert!(close(city.price[11], 10_000.0), "gone on the eleventh");
        assert_eq!(city.status[11], ObsStatus::A);
    }

    #[test]
    fn a_day_without_any_report_has_no_price_and_does_not_count() {
        let mut a = vec![10_000.0; 14];
        a[1] = NO;
        let mut b = vec![NO; 14];
        b[0] = 40_000.0;
        let city = city(&[market("3273/a", &a), market("3273/b", &b)]);
        assert!(city.price[1].is_nan());
        assert_eq!((city.markets[1], city.status[1]), (0, ObsStatus::O));
        assert!(close(city.price[11], 20_000.0), "ten survey days later, eleven calendar days");
        assert!(close(city.price[12], 10_000.0));
    }

    #[test]
    fn the_price_of_markets_that_agree_is_exactly_theirs() {
        for price in [30_000.0, 33_000.0, 40_000.0, 41_500.0] {
            let city = city(&[market("3273/a", &[price]), market("3273/b", &[price]), market("3273/c", &[price])]);
            assert_eq!(city.price[0].to_bits(), f64::to_bits(price));
        }
    }

    #[test]
    fn a_moved_value_carries_the_version_of_the_rows_behind_it() {
        let mut b = market("3273/b", &[40_000.0, NO]);
        b.version[0] = 7;
        b.version[1] = 3;
        let city = city(&[market("3273/a", &[10_000.0, 12_000.0]), b]);
        assert_eq!(city.version, [7, 7]);
    }

    #[test]
    fn a_swing_and_back_leaves_no_drift() {
        let city = city(&[
            market("3273/a", &[10_000.0, 20_000.0, 10_000.0, 20_000.0, 10_000.0]),
            market("3273/b", &[10_000.0, NO, NO, NO, 10_000.0]),
        ]);
        assert!(close(city.price[4], 10_000.0));
        assert!(close(city.price[2], 10_000.0));
    }

    #[test]
    fn a_region_that_reports_as_a_whole_is_taken_as_it_is() {
        let city = city(&[market("3203", &[15_000.0])]);
        assert!(close(city.price[0], 15_000.0));
    }

    /// The definition word by word, day by day, without cursors or rings.
    fn by_the_book(markets: &[Vec<f64>]) -> Vec<f64> {
        let days = markets[0].len();
        let mut x = vec![vec![NO; days]; markets.len()];
        let survey: Vec<usize> = (0..days).filter(|d| markets.iter().any(|m| m[*d].is_finite())).collect();
        let mut out = vec![NO; days];
        for (n, &d) in survey.iter().enumerate() {
            for m in 0..markets.len() {
                x[m][d] = markets[m][d];
                if x[m][d].is_finite() {
                    continue;
                }
                let Some(back) = (1..=n).find(|back| markets[m][survey[n - back]].is_finite()) else { continue };
                if back > MOVES_FOR {
                    continue;
                }
                let s = survey[n - back];
                let ratios: Vec<f64> = (0..markets.len())
                    .filter(|r| markets[*r][d].is_finite() && x[*r][s].is_finite())
                    .map(|r| markets[r][d] / x[r][s])
                    .collect();
                if !ratios.is_empty() {
                    let product: f64 = ratios.iter().product();
                    #[allow(clippy::cast_precision_loss)]
                    let root = 1.0 / ratios.len() as f64;
                    x[m][d] = markets[m][s] * product.powf(root);
                }
            }
            let values: Vec<f64> = x.iter().map(|m| m[d]).filter(|v| v.is_finite()).collect();
            #[allow(clippy::cast_precision_loss)]
            let root = 1.0 / values.len() as f64;
            out[d] = values.iter().product::<f64>().powf(root);
        }
        out
    }

    fn a_price() -> impl Strategy<Value = f64> {
        prop_oneof![2 => (1_000_u32..100_000).prop_map(f64::from), 3 => Just(NO)]
    }

    proptest! {
        #[test]
        fn the_price_equals_the_slow_definition(
            markets in (1_usize..5).prop_flat_map(|n| proptest::collection::vec(proptest::collection::vec(a_price(), 40), n))
        ) {
            let series: Vec<_> = markets.iter().enumerate().map(|(i, prices)| market(&format!("3273/m{i}"), prices)).collect();
            let fast = city(&series).price;
            let slow = by_the_book(&markets);
            for (fast, slow) in fast.iter().zip(&slow) {
                prop_assert!(close(*fast, *slow), "{fast} against {slow}");
            }
        }

        #[test]
        fn prices_in_another_currency_give_the_same_movements(
            prices in proptest::collection::vec(proptest::collection::vec(a_price(), 30), 3), factor in 0.001_f64..1000.0
        ) {
            let scaled: Vec<Vec<f64>> = prices.iter().map(|m| m.iter().map(|p| p * factor).collect()).collect();
            let build = |markets: &[Vec<f64>]| {
                let series: Vec<_> = markets.iter().enumerate().map(|(i, p)| market(&format!("3273/m{i}"), p)).collect();
                city(&series).price
            };
            for (plain, scaled) in build(&prices).iter().zip(build(&scaled)) {
                prop_assert!(close(plain * factor, scaled));
            }
        }
    }
}
