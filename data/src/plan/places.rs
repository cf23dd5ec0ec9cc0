//! Where it is dearest, and which kecamatan lie nearest to it.

use super::commodities::Ranked;
use super::{District, Market};
use crate::model::plan::{MarketStanding, NearMarket};
use std::cmp::Ordering;

/// A kecamatan with its nearest market.
#[derive(Debug, Clone)]
pub(super) struct Spot<'a> {
    pub district: &'a District,
    pub market: Option<&'a Market>,
    pub near: Option<NearMarket>,
}

/// How dear each market is that reports at least one of the commodities beside another market,
/// the dearest first: the mean over commodities of its price above the geometric mean of the
/// markets of that day, each weighted by its gravity.
pub(super) fn standings(ranked: &[Ranked<'_>], markets: &[Market]) -> Vec<MarketStanding> {
    let standing = |market: &Market| {
        let excesses: Vec<(f64, f64)> = ranked
            .iter()
            .filter_map(|ranked| {
                let prices = &ranked.candidate.markets;
                let own = prices.iter().find(|(place, _)| *place == market.place)?.1;
                let count = f64::from(u32::try_from(prices.len()).ok()?);
                let mean = (prices.iter().map(|(_, price)| price.ln()).sum::<f64>() / count).exp();
                Some((f64::from(ranked.gravity), own / mean - 1.0)).filter(|(_, excess)| excess.is_finite())
            })
            .collect();
        let weight: f64 = excesses.iter().map(|(weight, _)| weight).sum();
        (weight > 0.0).then(|| MarketStanding {
            place: market.place.clone(),
            name: market.name.clone(),
            excess: excesses.iter().map(|(weight, excess)| weight * excess).sum::<f64>() / weight,
            commodities: excesses.len(),
            approximate: market.approximate,
        })
    };
    let mut standings: Vec<MarketStanding> = markets.iter().filter_map(standing).collect();
    standings.sort_by(|a, b| b.excess.total_cmp(&a.excess).then_with(|| a.place.cmp(&b.place)));
    standings
}

/// The kecamatan in the order in which they are served: those whose nearest market is dearest
/// first, of one market the nearest first; those whose place is not known last, by code.
pub(super) fn spots<'a>(
    districts: &'a [District],
    markets: &'a [Market],
    standings: &[MarketStanding],
) -> Vec<Spot<'a>> {
    let nearest = |district: &District| {
        let at = district.at?;
        let ways = standings.iter().filter_map(|standing| {
            let market = markets.iter().find(|market| market.place == standing.place)?;
            Some((at.km_to(market.at), market, standing.excess))
        });
        ways.min_by(|a, b| a.0.total_cmp(&b.0).then_with(|| a.1.place.cmp(&b.1.place)))
    };
    let mut spots: Vec<Spot<'a>> = districts
        .iter()
        .map(|district| {
            let found = nearest(district);
            let near = found.map(|(km, market, excess)| NearMarket {
                place: market.place.clone(),
                name: market.name.clone(),
                km,
                excess,
            });
            Spot { district, market: found.map(|(_, market, _)| market), near }
        })
        .collect();
    spots.sort_by(|a, b| match (&a.near, &b.near) {
        (Some(one), Some(other)) => other
            .excess
            .total_cmp(&one.excess)
            .then_with(|| one.km.total_cmp(&other.km))
            .then_with(|| a.district.code.cmp(&b.district.code)),
        (Some(_), None) => Ordering::Less,
        (None, Some(_)) => Ordering::Greater,
        (None, None) => a.district.code.cmp(&b.district.code),
    });
    spots
}
