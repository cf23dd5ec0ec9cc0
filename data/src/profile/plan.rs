//! What a cheap market is planned with: the figures that are assumed until somebody changes
//! them, each with its source where it has one.

use super::check::At;
use super::error::{Problem, ProfileError};
use super::file;
use crate::model::CommodityId;
use crate::model::plan::{Assumptions, Item, Terms};
use crate::model::sheet::Bilingual;
use std::collections::BTreeMap;

/// The keys of figures that may have a basis.
const KEYS: [&str; 8] = ["budget", "discount", "households", "household", "served", "per_day", "lead", "weekends"];

/// What a cheap market is planned with.
#[derive(Debug, Clone, PartialEq)]
pub struct MarketPlan {
    /// The figures.
    pub assumptions: Assumptions,
    /// Where they come from, by their keys; what is not there is assumed without a source.
    pub basis: BTreeMap<String, Bilingual>,
}

impl Default for MarketPlan {
    fn default() -> Self {
        let assumptions = Assumptions {
            budget: 30_000_000.0,
            discount: 0.1,
            households: 10_000.0,
            household: 4.0,
            served: 0.02,
            per_day: 3,
            lead: 3,
            weekends: false,
            items: Vec::new(),
            variants: [
                Terms { places: 6, commodities: 3, load: 2.0 },
                Terms { places: 100, commodities: 3, load: 1.0 },
                Terms { places: 10, commodities: 1, load: 1.0 },
            ],
        };
        Self { assumptions, basis: BTreeMap::new() }
    }
}

impl MarketPlan {
    /// The same with what a file says of it. `known` gives the commodities of identifiers.
    pub(super) fn with(
        &self,
        at: At<'_>,
        entry: file::Plan,
        known: impl Fn(&str, &[String]) -> Result<Vec<CommodityId>, ProfileError>,
    ) -> Result<Self, ProfileError> {
        let mut plan = self.clone();
        let figures = &mut plan.assumptions;
        let share = |key: &str, value| at.share(format!("plan.{key}"), value);
        let amount = |key: &str, value| amount(at, format!("plan.{key}"), value);
        if let Some(budget) = entry.budget {
            figures.budget = amount("budget", budget)?;
        }
        if let Some(discount) = entry.discount {
            figures.discount = share("discount", discount)?;
        }
        if let Some(households) = entry.households {
            figures.households = amount("households", households)?;
        }
        if let Some(household) = entry.household {
            figures.household = amount("household", household)?;
        }
        if let Some(served) = entry.served {
            figures.served = share("served", served)?;
        }
        figures.per_day = entry.per_day.unwrap_or(figures.per_day);
        figures.lead = entry.lead.unwrap_or(figures.lead);
        figures.weekends = entry.weekends.unwrap_or(figures.weekends);
        for item in entry.item {
            let key = |field: &str| format!("plan.item {}, {field}", item.id);
            let commodities = known(&key("commodities"), &item.commodities)?;
            figures.items.retain(|known| known.id != item.id);
            if let Some(id) = commodities.iter().find(|id| figures.items.iter().any(|one| one.commodities.contains(id)))
            {
                return Err(at.invalid(key("commodities"), id, Problem::Taken { by: "plan.item".to_owned() }));
            }
            let basis = item.basis.as_ref().map(|[id, en]| Bilingual { id: id.clone(), en: en.clone() });
            let [need, limit, site] = [("need", item.need), ("limit", item.limit), ("site", item.site)]
                .map(|(field, value)| self::amount(at, key(field), value));
            let (need, limit, site) = (need?, limit?, site?);
            figures.items.push(Item { id: item.id, commodities, need, limit, site, basis });
        }
        for (key, [id, en]) in entry.basis {
            if !KEYS.contains(&key.as_str()) {
                let expected_id = "nama salah satu angka dalam [plan], seperti budget";
                return Err(at.malformed("plan.basis", &key, "a figure of [plan], like budget", expected_id));
            }
            plan.basis.insert(key, Bilingual { id, en });
        }
        Ok(plan)
    }
}

fn amount(at: At<'_>, key: String, value: f64) -> Result<f64, ProfileError> {
    if value > 0.0 && value.is_finite() {
        Ok(value)
    } else {
        Err(at.malformed(key, &value, "a number above 0", "angka di atas 0"))
    }
}

#[cfg(test)]
mod tests {
    use super::super::build::from_text;
    use super::*;

    const CITY: &str = "extends = \"nasional\"\ncode = \"3273\"\nname = \"Kota Bandung\"\nshort = \"Bandung\"\nzone = 1\n\
                        sources = [\"pihps\"]\nwatched = [\"bawang-merah\"]\n";

    fn plan(text: &str) -> Result<MarketPlan, ProfileError> {
        from_text("test", &format!("{CITY}{text}")).map(|profile| profile.plan)
    }

    #[test]
    fn a_city_changes_single_figures_and_items_and_keeps_the_others() {
        let shared = plan("").unwrap();
        assert!(shared.assumptions.items.iter().any(|item| item.id == "beras" && item.basis.is_some()));
        let own = plan(
            "[plan]\nbudget = 5_000_000\n[[plan.item]]\nid = \"beras\"\ncommodities = [\"beras-sphp\"]\nneed = 1\n\
             limit = 5\nsite = 100\n",
        )
        .unwrap();
        assert!((own.assumptions.budget - 5e6).abs() < 1e-9 && own.assumptions.per_day == shared.assumptions.per_day);
        assert_eq!(own.assumptions.items.len(), shared.assumptions.items.len());
        let rice = own.assumptions.items.iter().find(|item| item.id == "beras").unwrap();
        assert!(rice.commodities.len() == 1 && rice.basis.is_none());
    }

    #[test]
    fn figures_that_can_not_be_are_refused() {
        for wrong in [
            "[plan]\nbudget = 0\n",
            "[plan]\ndiscount = 1.5\n",
            "[plan]\nbasis = { moon = [\"a\", \"b\"] }\n",
            "[[plan.item]]\nid = \"x\"\ncommodities = [\"bawang-merah\"]\nneed = 1\nlimit = 1\nsite = 1\n",
            "[[plan.item]]\nid = \"telur\"\ncommodities = [\"telur-ayam-ras\"]\nneed = -1\nlimit = 1\nsite = 1\n",
        ] {
            assert!(plan(wrong).is_err(), "{wrong}");
        }
    }
}
