//! The basket: how the watched commodities moved together.
//!
//! Two readings of the same prices. By **week**, a chain of comparisons of one
//! week's mean prices with those of the week before, with its level in every
//! week. **Month to date**, the mean prices of this month so far against those of
//! the whole month before, as BPS reads its own index.
//!
//! Without weights it is a Jevons index: a mean in which every commodity counts
//! the same. With weights it is a Laspeyres index, and commodities without a
//! weight do not count. In the month to date the weights are shares of the month
//! before; in the chain they are shares of its first week and move with the
//! prices, so that links of weights that stay the same do not drift.
//!
//! A commodity without a price in a week is **moved** with the others for at most
//! four weeks, as a silent market is in a city price. So what happened meanwhile
//! is in the comparison of the week in which it comes back. Formulas and limits:
//! METHODS.md.

use super::numbers::{jevons, jevons_contributions, laspeyres, laspeyres_contributions};
use crate::model::{CitySeries, CommodityId, day};
use chrono::Datelike;

/// Commodities that a comparison wants.
pub const LEAST_COMMODITIES: usize = 5;

/// Weeks that the chain goes back from the last.
const CHAIN_WEEKS: i32 = 52;

/// Weeks for which a commodity without a price moves with the others.
const MOVES_FOR: i32 = 4;

/// A commodity of the basket.
#[derive(Debug, Clone, Copy)]
pub struct Item<'a> {
    /// Its city price; none where nothing is known of it.
    pub price: Option<&'a CitySeries>,
    /// Its share of the basket in any unit, where it is known.
    pub weight: Option<f64>,
}

/// What the basket did up to its last survey day.
#[derive(Debug, Clone, PartialEq)]
pub struct Basket {
    /// Whether it is weighted.
    pub weighted: bool,
    /// How many commodities it has, those without a price among them.
    pub commodities: usize,
    /// The last survey day of any of its commodities.
    pub last: i32,
    /// The chain over a year at most, oldest first. A week with too few commodities
    /// is not in it; after a gap of more than four weeks it begins anew.
    pub weeks: Vec<WeekLevel>,
    /// The last week against the one before it in the chain.
    pub week: Result<Movement, TooFew>,
    /// The month to date against the month before.
    pub month: Result<Movement, TooFew>,
}

/// The basket's level in a week.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct WeekLevel {
    /// Its Monday.
    pub monday: i32,
    /// The level; 1 in the chain's first week.
    pub level: f64,
}

/// A change of the basket.
#[derive(Debug, Clone, PartialEq)]
pub struct Movement {
    /// The first day of the earlier period.
    pub against: i32,
    /// The first day of the later period.
    pub from: i32,
    /// The change as a share of the earlier level.
    pub change: f64,
    /// What each compared commodity contributed to it, greatest first. They sum
    /// up to the change.
    pub contributions: Vec<(CommodityId, f64)>,
    /// The share of the basket's weights that the compared commodities have; of
    /// an unweighted basket their share of its commodities.
    pub covered: f64,
}

impl Movement {
    /// How many commodities were compared.
    #[must_use]
    pub fn matched(&self) -> usize {
        self.contributions.len()
    }
}

/// Fewer than [`LEAST_COMMODITIES`] can be compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TooFew {
    /// How many can.
    pub matched: usize,
}

/// The basket of these commodities. With a weight given to any of them, those
/// without are left out. None without a price.
#[must_use]
pub fn basket(items: &[Item<'_>]) -> Option<Basket> {
    let weighted = items.iter().any(|item| item.weight.is_some());
    let weigh = |item: &Item<'_>| if weighted { item.weight } else { Some(1.0) };
    let whole: f64 = items.iter().filter_map(weigh).sum();
    let commodities = items.iter().filter_map(weigh).count();
    let parts: Vec<Part<'_>> =
        items.iter().filter_map(|item| Some(Part { price: item.price?, weight: weigh(item)? })).collect();
    let last = parts.iter().filter_map(|part| part.price.last_day()).max()?;
    let known = Known { weighted, whole, parts };
    let (weeks, week) = known.chain(last);
    Some(Basket { weighted, commodities, last, weeks, week, month: known.month_to_date(last) })
}

/// A commodity with its weight, 1 in an unweighted basket.
struct Part<'a> {
    price: &'a CitySeries,
    weight: f64,
}

impl Part<'_> {
    fn compared(&self, relative: f64, share: f64) -> Compared<'_> {
        Compared { commodity: &self.price.key.commodity, relative, share, weight: self.weight }
    }

    /// A commodity that comes in at a level of the basket weighs as if it had
    /// moved with it until then.
    fn enters(&self, price: Option<f64>, level: f64) -> Option<Standing> {
        price.map(|price| Standing { price, share: self.weight * level, silent_for: 0 })
    }
}

/// A commodity in a comparison.
#[derive(Debug)]
struct Compared<'a> {
    commodity: &'a CommodityId,
    relative: f64,
    /// Its share of the earlier period, in any unit.
    share: f64,
    /// Its weight in the basket.
    weight: f64,
}

/// The commodities of which prices are known.
struct Known<'a> {
    weighted: bool,
    /// The weights of the basket, also of commodities without a price.
    whole: f64,
    parts: Vec<Part<'a>>,
}

impl Known<'_> {
    /// The change that these commodities made together.
    fn movement(&self, compared: &[Compared<'_>], against: i32, from: i32) -> Result<Movement, TooFew> {
        if compared.len() < LEAST_COMMODITIES {
            return Err(TooFew { matched: compared.len() });
        }
        let relatives: Vec<f64> = compared.iter().map(|one| one.relative).collect();
        let shares: Vec<f64> = compared.iter().map(|one| one.share).collect();
        let (index, parts) = if self.weighted {
            (laspeyres(&relatives, &shares), laspeyres_contributions(&relatives, &shares))
        } else {
            (jevons(&relatives), jevons_contributions(&relatives))
        };
        let mut contributions: Vec<(CommodityId, f64)> =
            compared.iter().map(|one| one.commodity.clone()).zip(parts).collect();
        contributions.sort_by(|a, b| b.1.total_cmp(&a.1));
        let covered = compared.iter().map(|one| one.weight).sum::<f64>() / self.whole;
        Ok(Movement { against, from, change: index - 1.0, contributions, covered })
    }

    fn month_to_date(&self, last: i32) -> Result<Movement, TooFew> {
        let first = last - day::date(last).day0().cast_signed();
        let against = first - day::date(first - 1).day().cast_signed();
        let compare = |part: &Part<'_>| Some(part.price.mean(first, last)? / part.price.mean(against, first - 1)?);
        let compared: Vec<Compared<'_>> =
            self.parts.iter().filter_map(|part| Some(part.compared(compare(part)?, part.weight))).collect();
        self.movement(&compared, against, first)
    }

    /// The levels of the weeks up to the last, and what the last link was.
    fn chain(&self, last: i32) -> (Vec<WeekLevel>, Result<Movement, TooFew>) {
        let end = day::monday(last);
        let mut weeks: Vec<WeekLevel> = Vec::new();
        let mut link = Err(TooFew { matched: 0 });
        let mut standing: Vec<Option<Standing>> = Vec::new();
        for monday in (0..=CHAIN_WEEKS).rev().map(|back| end - 7 * back) {
            let prices: Vec<Option<f64>> = self.parts.iter().map(|part| part.price.mean(monday, monday + 6)).collect();
            let near = |before: &WeekLevel| monday - before.monday <= 7 * MOVES_FOR;
            let Some(before) = weeks.last().copied().filter(near) else {
                let known = prices.iter().flatten().count();
                let begins = known >= LEAST_COMMODITIES;
                link = Err(TooFew { matched: if begins { 0 } else { known } });
                if begins {
                    weeks = vec![WeekLevel { monday, level: 1.0 }];
                    standing = self.parts.iter().zip(prices).map(|(part, price)| part.enters(price, 1.0)).collect();
                }
                continue;
            };
            let compared: Vec<Compared<'_>> = self
                .parts
                .iter()
                .zip(&standing)
                .zip(&prices)
                .filter_map(|((part, standing), price)| {
                    let standing = (*standing)?;
                    Some(part.compared((*price)? / standing.price, standing.share))
                })
                .collect();
            link = self.movement(&compared, before.monday, monday);
            let Ok(movement) = &link else { continue };
            let step = 1.0 + movement.change;
            let level = before.level * step;
            weeks.push(WeekLevel { monday, level });
            for ((part, standing), price) in self.parts.iter().zip(&mut standing).zip(prices) {
                *standing = match (*standing, price) {
                    (Some(known), Some(price)) => Some(known.at(price)),
                    (Some(known), None) => known.moved(step),
                    (None, price) => part.enters(price, level),
                };
            }
        }
        (weeks, link)
    }
}

/// Where a commodity stands in the chain.
#[derive(Debug, Clone, Copy)]
struct Standing {
    /// Its price, reported or moved.
    price: f64,
    /// What its weight has become with its price.
    share: f64,
    /// Weeks since it had a price.
    silent_for: i32,
}

impl Standing {
    fn at(self, price: f64) -> Self {
        Self { price, share: self.share * price / self.price, silent_for: 0 }
    }

    fn moved(self, step: f64) -> Option<Self> {
        let moved = Self { price: self.price * step, share: self.share * step, silent_for: self.silent_for + 1 };
        (moved.silent_for <= MOVES_FOR).then_some(moved)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::{drift, jevons};
    use crate::model::{CityKey, Frequency, ObsStatus, PlaceCode, PriceLevel, SourceId};
    use proptest::prelude::*;

    const NO: f64 = f64::NAN;

    fn of(text: &str) -> i32 {
        day::of(text.parse().unwrap())
    }

    /// A commodity with these prices on these days.
    fn priced(name: &str, days: Vec<i32>, prices: &[f64]) -> CitySeries {
        CitySeries {
            key: CityKey {
                commodity: CommodityId::parse(name).unwrap(),
                region: PlaceCode::parse("3273").unwrap(),
                level: PriceLevel::Retail,
                source: SourceId::parse("pihps").unwrap(),
                frequency: Frequency::Daily,
            },
            unit: "kg".into(),
            price: prices.to_vec(),
            markets: vec![1; days.len()],
            status: vec![ObsStatus::A; days.len()],
            version: vec![2; days.len()],
            day: days,
        }
    }

    /// One price a week, on Wednesdays from 3 January 2024 on.
    fn weekly(name: &str, prices: &[f64]) -> CitySeries {
        let first = of("2024-01-03");
        priced(name, (0..).step_by(7).take(prices.len()).map(|day| first + day).collect(), prices)
    }

    /// Commodities named a, b, … with one price a week.
    fn all(prices: &[&[f64]]) -> Vec<CitySeries> {
        ('a'..).zip(prices).map(|(name, prices)| weekly(&name.to_string(), prices)).collect()
    }

    fn of_weights(series: &[CitySeries], weights: &[Option<f64>]) -> Basket {
        let items: Vec<Item<'_>> =
            series.iter().zip(weights).map(|(series, weight)| Item { price: Some(series), weight: *weight }).collect();
        basket(&items).unwrap()
    }

    fn unweighted(series: &[CitySeries]) -> Basket {
        of_weights(series, &vec![None; series.len()])
    }

    fn levels(basket: &Basket) -> Vec<f64> {
        basket.weeks.iter().map(|week| week.level).collect()
    }

    #[track_caller]
    fn close(found: f64, expected: f64) {
        assert!((found - expected).abs() < 1e-12, "{found} against {expected}");
    }

    #[test]
    fn every_commodity_counts_the_same_without_weights() {
        let found = unweighted(&all(&[&[100.0, 200.0], &[10.0, 10.0], &[5.0, 5.0], &[7.0, 7.0], &[8.0, 4.0]]));
        let week = found.week.unwrap();
        close(week.change, 0.0);
        assert_eq!((found.weighted, found.commodities, week.matched()), (false, 5, 5));
        assert_eq!((week.against, week.from), (of("2024-01-01"), of("2024-01-08")));
        assert_eq!((week.contributions[0].0.as_str(), week.contributions[4].0.as_str()), ("a", "e"));
        close(week.covered, 1.0);
    }

    #[test]
    fn with_weights_a_commodity_without_one_does_not_count() {
        let series = all(&[&[100.0, 110.0], &[10.0, 10.0], &[5.0, 5.0], &[7.0, 7.0], &[8.0, 8.0], &[9.0, 90.0]]);
        let weights = [Some(3.0), Some(1.0), Some(1.0), Some(4.0), Some(1.0), None];
        let found = of_weights(&series, &weights);
        let week = found.week.unwrap();
        assert_eq!((found.weighted, found.commodities), (true, 5));
        close(week.change, 0.03);
        close(week.contributions[0].1, 0.03);
    }

    #[test]
    fn what_is_compared_is_told_with_the_weight_it_covers() {
        let mut series = all(&[&[1.0, 1.1], &[1.0, 1.1], &[1.0, 1.1], &[1.0, 1.1], &[1.0, 1.1]]);
        series.push(weekly("f", &[NO, 1.0]));
        let weights = [Some(2.0), Some(2.0), Some(2.0), Some(2.0), Some(1.0), Some(1.0)];
        close(of_weights(&series, &weights).week.unwrap().covered, 0.9);
        let mut items: Vec<Item<'_>> = series.iter().map(|series| Item { price: Some(series), weight: None }).collect();
        items.extend([Item { price: None, weight: None }; 4]);
        let found = basket(&items).unwrap();
        assert_eq!(found.commodities, 10);
        close(found.week.unwrap().covered, 0.5);
    }

    #[test]
    fn fewer_than_five_commodities_are_no_basket() {
        let series = all(&[&[1.0, 1.1], &[1.0, 1.1], &[1.0, 1.1], &[1.0, 1.1], &[NO, 1.1]]);
        let found = unweighted(&series);
        assert_eq!(found.week, Err(TooFew { matched: 0 }), "a chain that begins with the last week");
        assert_eq!(unweighted(&series[..4]).week, Err(TooFew { matched: 4 }));
        assert_eq!(found.month, Err(TooFew { matched: 0 }));
        assert_eq!(basket(&[]), None);
        assert_eq!(basket(&[Item { price: Some(&weekly("a", &[NO])), weight: None }]), None);
    }

    #[test]
    fn the_month_to_date_compares_its_mean_with_that_of_the_whole_month_before() {
        let days = ["2023-12-29", "2024-01-02", "2024-01-31", "2024-02-01", "2024-02-29", "2024-03-01"].map(of);
        let series: Vec<CitySeries> = ('a'..='e')
            .map(|name| priced(&name.to_string(), days.to_vec(), &[900.0, 100.0, 120.0, 121.0, 110.0, 700.0]))
            .collect();
        let march = unweighted(&series).month.unwrap();
        close(march.change, 700.0 / 115.5 - 1.0);
        assert_eq!((march.against, march.from), (of("2024-02-01"), of("2024-03-01")));
        let until = |count: usize| {
            let cut = |series: &CitySeries| {
                priced(series.key.commodity.as_str(), days[..count].to_vec(), &series.price[..count])
            };
            unweighted(&series.iter().map(cut).collect::<Vec<_>>()).month.unwrap().change
        };
        close(until(5), 0.05);
        close(until(4), 0.1);
        close(until(2), 100.0 / 900.0 - 1.0);
    }

    #[test]
    fn contributions_are_told_greatest_first_and_add_up() {
        let series = all(&[&[1.0, 0.9], &[1.0, 1.4], &[1.0, 1.0], &[1.0, 1.1], &[1.0, 0.7]]);
        for weights in [[None; 5], [5.0, 2.0, 1.0, 1.0, 1.0].map(Some)] {
            let week = of_weights(&series, &weights).week.unwrap();
            assert_eq!(week.contributions[0].0.as_str(), "b");
            assert!(week.contributions.is_sorted_by(|a, b| a.1 >= b.1));
            close(week.contributions.iter().map(|(_, part)| part).sum(), week.change);
        }
    }

    #[test]
    fn a_commodity_that_was_silent_brings_what_happened_meanwhile() {
        let still: &[f64] = &[1.0; 4];
        let found = unweighted(&all(&[&[1.0, NO, NO, 3.0], still, still, still, still, still]));
        close(levels(&found)[2], 1.0);
        close(levels(&found)[3], 3_f64.powf(1.0 / 6.0));
        let week = found.week.unwrap();
        assert_eq!(week.matched(), 6);
    }

    #[test]
    fn a_commodity_silent_for_five_weeks_comes_back_as_a_new_one() {
        let still: &[f64] = &[1.0; 7];
        let came_back = |silent: usize| {
            let mut prices = vec![1.0; 7];
            prices[1..=silent].fill(NO);
            prices[silent + 1..].fill(3.0);
            levels(&unweighted(&all(&[&prices, still, still, still, still, still])))[6]
        };
        close(came_back(4), 3_f64.powf(1.0 / 6.0));
        close(came_back(5), 1.0);
    }

    #[test]
    fn weeks_without_prices_are_bridged_and_after_a_long_silence_the_chain_begins_anew() {
        let after = |silent: usize| {
            let prices = [vec![1.0; 2], vec![NO; silent], vec![1.2; 2]].concat();
            levels(&unweighted(&all(&[&prices[..]; 5])))
        };
        let bridged = after(3);
        assert_eq!(bridged.len(), 4);
        close(bridged[2], 1.2);
        assert_eq!(after(4), [1.0, 1.0]);
    }

    #[test]
    fn a_swing_and_back_leaves_no_drift_with_weights_that_move_with_the_prices() {
        let swing: &[f64] = &[1.0, 2.0, 0.5, 2.0, 1.0];
        let still: &[f64] = &[1.0; 5];
        let series = all(&[swing, still, still, still, still]);
        for weights in [[None; 5], [9.0, 1.0, 1.0, 1.0, 1.0].map(Some)] {
            let level = levels(&of_weights(&series, &weights))[4];
            assert!(drift(level, 1.0).abs() < 1e-12, "{level}");
        }
    }

    fn prices() -> impl Strategy<Value = Vec<Vec<f64>>> {
        proptest::collection::vec(proptest::collection::vec(0.5_f64..2.0, 12), 5..9)
    }

    proptest! {
        #[test]
        fn a_chain_of_the_same_commodities_equals_the_direct_comparison(prices in prices(), weight in 0.1_f64..50.0) {
            let slices: Vec<&[f64]> = prices.iter().map(Vec::as_slice).collect();
            let series = all(&slices);
            let direct: Vec<f64> = prices.iter().map(|prices| prices[11] / prices[0]).collect();
            prop_assert!(drift(levels(&unweighted(&series))[11], jevons(&direct)).abs() < 1e-12);
            let mut weights = vec![1.0; direct.len()];
            weights[0] = weight;
            let given: Vec<Option<f64>> = weights.iter().copied().map(Some).collect();
            prop_assert!(drift(levels(&of_weights(&series, &given))[11], laspeyres(&direct, &weights)).abs() < 1e-12);
        }

        #[test]
        fn the_unit_of_a_price_and_of_the_weights_does_not_matter(prices in prices(), factor in 0.01_f64..100.0) {
            let slices: Vec<&[f64]> = prices.iter().map(Vec::as_slice).collect();
            let plain = all(&slices);
            let scaled: Vec<Vec<f64>> = prices.iter().map(|prices| prices.iter().map(|price| price * factor).collect()).collect();
            let scaled = all(&scaled.iter().map(Vec::as_slice).collect::<Vec<_>>());
            for weights in [vec![None; plain.len()], vec![Some(factor); plain.len()]] {
                let ones: Vec<Option<f64>> = weights.iter().map(|weight| weight.map(|_| 1.0)).collect();
                let (one, other) = (of_weights(&plain, &ones), of_weights(&scaled, &weights));
                prop_assert!(drift(levels(&other)[11], levels(&one)[11]).abs() < 1e-12);
            }
        }
    }
}
