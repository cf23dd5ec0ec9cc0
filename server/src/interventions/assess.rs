//! What an intervention did to the price of each commodity that was sold, at the surveyed
//! places that it names.

use crate::impact::{Asked, Found, Held, NotAssessed};
use lumbung_data::granary::Granary;
use lumbung_data::impact::Plan;
use lumbung_data::model::intervention::{Entry, Intervention, InterventionStatus};
use lumbung_data::model::{CommodityId, PlaceCode, PriceLevel, day};
use lumbung_data::profile::Profile;

/// What was found of a commodity.
#[derive(Debug, Clone)]
pub struct Assessed {
    /// The commodity.
    pub commodity: CommodityId,
    /// The places at which its price was looked at.
    pub places: Vec<PlaceCode>,
    /// The effect, or why none can be told.
    pub found: Result<Found, NotAssessed>,
}

/// Whether an intervention is more than a proposal, and not cancelled.
#[must_use]
pub fn is_decided(one: &Intervention) -> bool {
    one.status == InterventionStatus::Planned
}

/// The effect of an intervention on each of its commodities, in their order, with the others
/// of the table taken into account. It takes some tenths of a second of one core for each:
/// call it where blocking is allowed.
#[must_use]
pub fn assess(entry: &Entry, all: &[Entry], granary: &Granary, profile: &Profile) -> Vec<Assessed> {
    let one = &entry.intervention;
    let (places, level) = surveyed(one, profile);
    let mut commodities: Vec<&CommodityId> = Vec::new();
    for item in &one.items {
        if !commodities.contains(&&item.commodity) {
            commodities.push(&item.commodity);
        }
    }
    commodities
        .into_iter()
        .map(|commodity| {
            let others: Vec<Held> =
                all.iter().filter(|other| other.id != entry.id).flat_map(|o| held(o, commodity)).collect();
            let asked = plan(one, &places, &others).map_err(NotAssessed::Refused).and_then(|plan| {
                let asked = Asked {
                    commodity: commodity.clone(),
                    places: places.clone(),
                    level,
                    source: None,
                    against: Vec::new(),
                    others,
                    plan,
                    subsidy: subsidy(one, commodity),
                };
                asked.assess(granary, profile)
            });
            Assessed { commodity: commodity.clone(), places: places.clone(), found: asked }
        })
        .collect()
}

/// The places whose prices are looked at, and their level: those of the first one's level.
fn surveyed(one: &Intervention, profile: &Profile) -> (Vec<PlaceCode>, PriceLevel) {
    let level = |place: &PlaceCode| profile.market(place).map_or(PriceLevel::Retail, |market| market.level);
    let first = one.places.first().map_or(PriceLevel::Retail, level);
    (one.places.iter().filter(|place| level(place) == first).cloned().collect(), first)
}

/// Where and when another intervention was held, if it was about the commodity.
fn held(other: &Entry, commodity: &CommodityId) -> Vec<Held> {
    let one = &other.intervention;
    if !is_decided(one) || !one.sells(commodity) {
        return Vec::new();
    }
    let (from, to) = (day::of(one.from), day::of(one.to));
    one.places.iter().map(|place| Held { place: place.clone(), from, to }).collect()
}

/// The subsidy of a commodity in rupiah, over all its items.
fn subsidy(one: &Intervention, commodity: &CommodityId) -> Option<f64> {
    let items = one.items.iter().filter(|item| item.commodity == *commodity);
    let parts: Vec<f64> = items.filter_map(lumbung_data::model::intervention::Item::subsidy_total).collect();
    (!parts.is_empty()).then(|| parts.iter().sum())
}

/// The days that are compared. Where another one was held at the same place, the days before
/// begin a week after its end, if two weeks are left; and what comes after is watched up to
/// the next one.
fn plan(one: &Intervention, places: &[PlaceCode], others: &[Held]) -> Result<Plan, lumbung_data::impact::Refusal> {
    let (from, to) = (day::of(one.from), day::of(one.to));
    let own = |held: &&Held| places.iter().any(|place| held.place == *place || held.place.region() == *place);
    let last = others.iter().filter(own).filter(|held| held.to < from).map(|held| held.to).max();
    let next = others.iter().filter(own).filter(|held| held.from > to).map(|held| held.from).min();
    let [fewest, _] = Plan::BEFORE_BOUNDS;
    let before = last.map(|last| from - 1 - last - Plan::AFTER).filter(|left| *left >= fewest);
    let plan = Plan::new(from, to, before.map_or(Plan::BEFORE, |left| left.min(Plan::BEFORE)))?;
    Ok(Plan { watch: next.map_or(Plan::WATCH, |next| (next - 1 - to).min(Plan::WATCH)), ..plan })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::interventions::sample::market;

    fn place(code: &str) -> PlaceCode {
        PlaceCode::parse(code).unwrap()
    }

    fn planned(others: &[(&str, &str, &str)]) -> (i32, i32) {
        let held = |(at, from, to): &(&str, &str, &str)| Held {
            place: place(at),
            from: day::of(from.parse().unwrap()),
            to: day::of(to.parse().unwrap()),
        };
        let others: Vec<Held> = others.iter().map(held).collect();
        let one = market("2025-12-01", "2025-12-05");
        let plan = plan(&one, &one.places, &others).unwrap();
        (plan.before, plan.watch)
    }

    #[test]
    fn days_before_begin_a_week_after_another_one_there_and_the_watch_ends_with_the_next() {
        assert_eq!(planned(&[]), (28, 28));
        assert_eq!(planned(&[("3273/andir", "2025-11-10", "2025-11-25")]), (28, 28), "elsewhere");
        assert_eq!(planned(&[("3273/kosambi", "2025-11-01", "2025-11-04")]), (19, 28));
        assert_eq!(planned(&[("3273/kosambi", "2025-12-16", "2025-12-16")]), (28, 10));
    }

    #[test]
    fn too_few_days_since_another_one_are_left_to_the_refusal() {
        assert_eq!(planned(&[("3273/kosambi", "2025-11-15", "2025-11-20")]), (28, 28));
    }
}
