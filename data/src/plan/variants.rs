//! The variants: how many sites, how much at each, and what that costs.

use super::commodities::Ranked;
use super::places::Spot;
use crate::model::plan::{Assumptions, Item, Sale, Site, Sold, Terms, Variant, VariantKind, Window};

/// Selling prices are rounded down to this many rupiah, which can be paid in coins.
const STEP: f64 = 100.0;
/// What a price may lack of a step by the noise of binary fractions.
const NOISE: f64 = 1e-6;

/// One variant. The first places are served first; where time or money does not last, the last
/// ones are left out, and where every kecamatan is to be served, all get less instead.
pub(super) fn variant(
    kind: VariantKind,
    terms: Terms,
    (ranked, spots): (&[Ranked<'_>], &[Spot<'_>]),
    window: &Window,
    assumptions: &Assumptions,
) -> Variant {
    let sold = &ranked[..ranked.len().min(terms.commodities as usize)];
    let around = spots.first().and_then(|spot| spot.market).filter(|_| kind == VariantKind::Thrifty);
    let spots = spots.iter().filter(|spot| around.is_none() || spot.market == around);
    let wanted: Vec<&Spot<'_>> = spots.take(terms.places as usize).collect();
    let per_day = assumptions.per_day.max(1) as usize;
    let days = window.days.iter().flat_map(|day| std::iter::repeat_n(*day, per_day));
    let mut sites: Vec<Site> = wanted
        .iter()
        .zip(days)
        .map(|(spot, date)| {
            let sales = sold.iter().map(|ranked| sale(kind, terms, ranked, spot, assumptions)).collect();
            let near = spot.near.clone();
            let (code, name) = (spot.district.code.clone(), spot.district.name.clone());
            reckoned(Site { code, name, date, near, sales, buyers: 0.0, cost: 0.0 }, assumptions)
        })
        .filter(|site| !site.sales.is_empty())
        .collect();
    let late = count(wanted.len()).saturating_sub(count(window.days.len().saturating_mul(per_day)));
    let (unpaid, scaled) = afford(kind, &mut sites, assumptions);
    let totals = totals(&sites, sold, assumptions);
    Variant {
        kind,
        terms,
        cost: sites.iter().map(|site| site.cost).sum(),
        buyers: sites.iter().map(|site| site.buyers).sum(),
        sites,
        totals,
        late,
        unpaid,
        scaled,
    }
}

fn count(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

fn sale(kind: VariantKind, terms: Terms, ranked: &Ranked<'_>, spot: &Spot<'_>, assumptions: &Assumptions) -> Sale {
    let (known, item) = (ranked.candidate, &assumptions.items[ranked.item]);
    let own = item.need * assumptions.household;
    let per_buyer = match kind {
        VariantKind::Thrifty if own > 0.0 => item.limit.min(own),
        _ => item.limit,
    };
    let reported = spot.market.and_then(|market| known.markets.iter().find(|(place, _)| *place == market.place));
    let price = reported.map_or(known.price, |(_, price)| *price).round();
    let selling = (price * (1.0 - assumptions.discount) / STEP + NOISE).floor() * STEP;
    let buyers = (assumptions.households * assumptions.served).floor();
    Sale {
        commodity: known.commodity.clone(),
        name: known.name.clone(),
        unit: known.unit.clone(),
        volume: (item.site * terms.load).min(buyers * per_buyer).floor().max(0.0),
        per_buyer,
        price,
        selling: if assumptions.discount > 0.0 { selling.max(0.0) } else { price },
        cost: 0.0,
        share: None,
    }
}

/// What a kecamatan eats in a week; none where nothing is assumed of that.
fn week(item: &Item, assumptions: &Assumptions) -> Option<f64> {
    let week = item.need * assumptions.household * assumptions.households;
    (week > 0.0).then_some(week)
}

/// The same site with what follows from its volumes: costs, shares, buyers. What is not sold
/// goes.
fn reckoned(mut site: Site, assumptions: &Assumptions) -> Site {
    site.sales.retain(|sale| sale.volume >= 1.0);
    let most = (assumptions.households * assumptions.served).floor();
    site.buyers = 0.0;
    for sale in &mut site.sales {
        sale.cost = sale.volume * sale.subsidy();
        let item = assumptions.items.iter().find(|item| item.commodities.contains(&sale.commodity));
        sale.share = item.and_then(|item| week(item, assumptions)).map(|week| sale.volume / week);
        let served = if sale.per_buyer > 0.0 { (sale.volume / sale.per_buyer).ceil() } else { 0.0 };
        site.buyers = site.buyers.max(served.min(most));
    }
    site.cost = site.sales.iter().map(|sale| sale.cost).sum();
    site
}

/// Brings the cost of the sites under the budget. Gives how many were left out, and the part
/// of the volume that is left.
fn afford(kind: VariantKind, sites: &mut Vec<Site>, assumptions: &Assumptions) -> (u32, Option<f64>) {
    let budget = assumptions.budget.max(0.0);
    let total = |sites: &[Site]| sites.iter().map(|site| site.cost).sum::<f64>();
    let before = sites.len();
    let mut scaled = None;
    if total(sites) > budget {
        if kind != VariantKind::Everywhere {
            while sites.len() > 1 && total(sites) > budget {
                sites.pop();
            }
        }
        let cost = total(sites);
        if cost > budget {
            let part = budget / cost;
            scaled = Some(part);
            *sites = std::mem::take(sites)
                .into_iter()
                .map(|mut site| {
                    for sale in &mut site.sales {
                        sale.volume = (sale.volume * part).floor();
                    }
                    reckoned(site, assumptions)
                })
                .filter(|site| !site.sales.is_empty())
                .collect();
        }
    }
    (count(before - sites.len()), scaled)
}

fn totals(sites: &[Site], sold: &[Ranked<'_>], assumptions: &Assumptions) -> Vec<Sold> {
    let of = |ranked: &Ranked<'_>| {
        let known = ranked.candidate;
        let sales: Vec<_> =
            sites.iter().flat_map(|site| &site.sales).filter(|sale| sale.commodity == known.commodity).collect();
        let volume: f64 = sales.iter().map(|sale| sale.volume).sum();
        let week = week(&assumptions.items[ranked.item], assumptions).map(|week| week * f64::from(count(sites.len())));
        (volume > 0.0).then(|| Sold {
            name: known.name.clone(),
            unit: known.unit.clone(),
            volume,
            share: week.map(|week| volume / week),
            cost: sales.iter().map(|sale| sale.cost).sum(),
        })
    };
    sold.iter().filter_map(of).collect()
}
