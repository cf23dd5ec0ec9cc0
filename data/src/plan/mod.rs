//! Proposes a cheap market: which commodities, in which kecamatan, on which days, how much,
//! at what cost, in variants side by side.
//!
//! A pure function of what is known and what is assumed. It decides nothing, and proposes
//! nothing without a ground. METHODS.md states each rule.

mod commodities;
mod dates;
mod places;
mod variants;

#[cfg(test)]
mod tests;

use crate::model::plan::{Assumptions, Chosen, Ground, MarketStanding, Peak, SetAside, Variant, VariantKind, Window};
use crate::model::{CommodityId, Location, PlaceCode};
use chrono::NaiveDate;
use std::collections::BTreeSet;

/// Days before a feast from which it is prepared for.
pub const FEAST_AHEAD: i64 = 45;

/// What is known of a commodity that may be proposed.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    /// Which one.
    pub commodity: CommodityId,
    /// Its name.
    pub name: String,
    /// The unit of its price.
    pub unit: String,
    /// The city's price, rupiah per unit.
    pub price: f64,
    /// The day of that price.
    pub date: NaiveDate,
    /// The change of the week's price against the week before, as a share.
    pub week: Option<f64>,
    /// The surge threshold.
    pub theta: Option<f64>,
    /// Why it may be proposed; may be empty.
    pub grounds: Vec<Ground>,
    /// When its price is expected to peak.
    pub peaks: Vec<Peak>,
    /// The prices of markets on one day.
    pub markets: Vec<(PlaceCode, f64)>,
}

/// A kecamatan.
#[derive(Debug, Clone, PartialEq)]
pub struct District {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// About where it lies, where that is known.
    pub at: Option<Location>,
}

/// A market.
#[derive(Debug, Clone, PartialEq)]
pub struct Market {
    /// Its code.
    pub place: PlaceCode,
    /// Its name.
    pub name: String,
    /// Where it lies.
    pub at: Location,
    /// Whether that is only about where it lies.
    pub approximate: bool,
}

/// What a plan rests on.
#[derive(Debug, Clone, PartialEq)]
pub struct Known {
    /// The day from which it is planned.
    pub from: NaiveDate,
    /// Every commodity whose price can be judged.
    pub candidates: Vec<Candidate>,
    /// The kecamatan, by code.
    pub districts: Vec<District>,
    /// The city's markets whose place is known.
    pub markets: Vec<Market>,
    /// Days on which nothing is held.
    pub off: BTreeSet<NaiveDate>,
    /// The feasts of the next [`FEAST_AHEAD`] days, soonest first.
    pub feasts: Vec<Peak>,
}

/// A plan.
#[derive(Debug, Clone, PartialEq)]
pub struct Outcome {
    /// The commodities that are proposed, the one that wants it most first.
    pub chosen: Vec<Chosen>,
    /// Those that have a ground and are not proposed.
    pub set_aside: Vec<SetAside>,
    /// The markets, the dearest first.
    pub markets: Vec<MarketStanding>,
    /// The days.
    pub window: Window,
    /// The variants; none where nothing is proposed.
    pub variants: Vec<Variant>,
}

/// Plans. The same knowledge and assumptions give the same plan.
#[must_use]
pub fn plan(known: &Known, assumptions: &Assumptions) -> Outcome {
    let (ranked, set_aside) = commodities::rank(&known.candidates, &assumptions.items);
    if ranked.is_empty() {
        let (chosen, markets, window) = (Vec::new(), Vec::new(), Window::default());
        return Outcome { chosen, set_aside, markets, window, variants: Vec::new() };
    }
    // What no variant sells decides about neither places nor days.
    let most = assumptions.variants.iter().map(|terms| terms.commodities).max().unwrap_or(0);
    let sold = &ranked[..ranked.len().min(most as usize)];
    let markets = places::standings(sold, &known.markets);
    let spots = places::spots(&known.districts, &known.markets, &markets);
    let window = dates::window(known, sold, assumptions);
    let variant = |(kind, terms)| variants::variant(kind, terms, (sold, &spots), &window, assumptions);
    let variants = VariantKind::ALL.into_iter().zip(assumptions.variants).map(variant).collect();
    let chosen = ranked.iter().map(commodities::Ranked::chosen).collect();
    Outcome { chosen, set_aside, markets, window, variants }
}
