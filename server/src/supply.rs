//! Where a commodity may come from now: the supplying regions' prices beside the city's, and
//! the agreements in force.

use chrono::NaiveDate;
use lumbung_data::granary::Granary;
use lumbung_data::model::agreement::{Agreement, AgreementNote, SupplyLine};
use lumbung_data::model::origin::{OriginPrice, Passing};
use lumbung_data::model::{CommodityId, PlaceCode};
use lumbung_data::profile::Profile;

/// What is known of supply.
#[derive(Clone, Copy)]
pub(crate) struct Known<'a> {
    pub granary: &'a Granary,
    pub profile: &'a Profile,
    pub agreements: &'a [Agreement],
    /// The day whose prices are told.
    pub on: NaiveDate,
    /// The day on which agreements are looked at.
    pub today: NaiveDate,
}

impl Known<'_> {
    /// The regions that are known to send a commodity, in the profile's order, then others
    /// with an agreement in force about it.
    pub fn lines(&self, commodity: &CommodityId) -> Vec<SupplyLine> {
        let origins = self.granary.origins(self.profile, commodity, self.on);
        let mut lines: Vec<SupplyLine> = origins
            .regions
            .iter()
            .map(|origin| self.told(&origin.region, origin.name.clone(), commodity, origin.price.as_ref()))
            .collect();
        for agreement in self.agreements {
            let terms = &agreement.terms;
            let is_new = lines.iter().all(|line| line.region != terms.region);
            if is_new && terms.in_force(self.today) && terms.commodities.contains(commodity) {
                lines.push(self.line(&terms.region, commodity));
            }
        }
        lines
    }

    /// One region's line of a commodity.
    pub fn line(&self, region: &PlaceCode, commodity: &CommodityId) -> SupplyLine {
        let origins = self.granary.origins(self.profile, commodity, self.on);
        if let Some(origin) = origins.regions.iter().find(|origin| origin.region == *region) {
            return self.told(region, origin.name.clone(), commodity, origin.price.as_ref());
        }
        let price = self.granary.price_beside(self.profile, commodity, region, self.on);
        self.told(region, self.profile.place_name(region), commodity, price.as_ref())
    }

    fn told(
        &self,
        region: &PlaceCode,
        name: String,
        commodity: &CommodityId,
        price: Option<&OriginPrice>,
    ) -> SupplyLine {
        SupplyLine {
            region: region.clone(),
            name,
            price: price.map(|price| (price.price, price.unit.clone(), price.date)),
            spread: price.and_then(|price| price.beside.as_ref()).map(|beside| (beside.rupiah, beside.share)),
            delay: price.and_then(|price| price.passing.as_ref()).and_then(Passing::delay),
            agreement: AgreementNote::of(self.agreements, region, commodity, self.today),
        }
    }
}
