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
mod tests;
