//! Shares and skills with intervals that know how few waves there were: the clusters
//! that are drawn again are commodities by quarter.

use crate::model::score::Measured;
use crate::model::{CommodityId, day};
use chrono::Datelike;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use std::collections::BTreeMap;

/// Drawings.
const DRAWS: usize = 400;
/// The interval leaves out so much at each end.
const TAIL: f64 = 0.05;

/// A quarter of a year of a commodity, as one number for all of them.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Cluster {
    pub commodity: CommodityId,
    quarter: i32,
}

impl Cluster {
    pub fn of(commodity: &CommodityId, on: i32) -> Self {
        let date = day::date(on);
        let quarter = date.year() * 4 + i32::try_from(date.month0() / 3).unwrap_or(0);
        Self { commodity: commodity.clone(), quarter }
    }
}

/// Something that was counted, by cluster.
#[derive(Debug, Clone)]
pub(super) struct Counted<T>(BTreeMap<Cluster, Vec<T>>);

impl<T> Default for Counted<T> {
    fn default() -> Self {
        Self(BTreeMap::new())
    }
}

impl<T: Copy> Counted<T> {
    pub fn add(&mut self, commodity: &CommodityId, on: i32, item: T) {
        self.0.entry(Cluster::of(commodity, on)).or_default().push(item);
    }

    /// Takes over what another counted.
    pub fn append(&mut self, other: &Self) {
        for (cluster, items) in &other.0 {
            self.0.entry(cluster.clone()).or_default().extend(items);
        }
    }

    /// The clusters of a commodity, or all.
    fn clusters(&self, commodity: Option<&CommodityId>) -> Vec<&[T]> {
        let own = |cluster: &&Cluster| commodity.is_none_or(|commodity| cluster.commodity == *commodity);
        self.0.iter().filter(|(cluster, _)| own(cluster)).map(|(_, items)| items.as_slice()).collect()
    }

    /// Everything of a commodity, or all.
    pub fn items(&self, commodity: Option<&CommodityId>) -> Vec<T> {
        self.clusters(commodity).concat()
    }

    /// A figure of items with its interval; none where it is not a number.
    pub fn measure(&self, commodity: Option<&CommodityId>, figure: impl Fn(&[T]) -> f64) -> Option<Measured> {
        let clusters = self.clusters(commodity);
        let value = figure(&clusters.concat());
        if !value.is_finite() {
            return None;
        }
        let mut draw = ChaCha8Rng::seed_from_u64(7);
        let mut drawn: Vec<f64> = (0..DRAWS)
            .map(|_| {
                let again: Vec<&[T]> =
                    (0..clusters.len()).map(|_| clusters[draw.random_range(0..clusters.len())]).collect();
                figure(&again.concat())
            })
            .filter(|value| value.is_finite())
            .collect();
        drawn.sort_unstable_by(f64::total_cmp);
        let at = |share: f64| crate::quantile::quantile(&drawn, share);
        Some(Measured { value, low: at(TAIL), high: at(1.0 - TAIL) })
    }
}

/// The sum of the first parts over the sum of the second.
pub(super) fn ratio(items: &[(f64, f64)]) -> f64 {
    let (above, below) = items.iter().fold((0.0, 0.0), |sum, item| (sum.0 + item.0, sum.1 + item.1));
    above / below
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_interval_is_wide_where_there_are_few_clusters_and_holds_the_figure() {
        let chilli = CommodityId::parse("cabai-rawit-merah").unwrap();
        let mut counted = Counted::default();
        for quarter in 0..8 {
            for _ in 0..100 {
                counted.add(&chilli, 18_000 + quarter * 92, (f64::from(quarter % 2), 1.0));
            }
        }
        let found = counted.measure(None, ratio).unwrap();
        assert!((found.value - 0.5).abs() < 1e-9 && found.low < 0.3 && found.high > 0.7, "{found:?}");
        let other = CommodityId::parse("telur-ayam-ras").unwrap();
        assert!(counted.measure(Some(&other), ratio).is_none());
    }
}
