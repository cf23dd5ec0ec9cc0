//! What is sold or sent.

use super::super::CommodityId;
use serde::{Deserialize, Serialize};

/// One commodity of an intervention. Prices and subsidies are whole rupiah per unit.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Item {
    /// The commodity.
    pub commodity: CommodityId,
    /// The unit of everything here, such as `kg` or `paket 5 kg`.
    pub unit: String,
    /// How much there is to be, in units.
    pub volume: f64,
    /// The price at which it is sold.
    #[serde(default)]
    pub price: Option<u32>,
    /// The market's price that it is compared with when it is planned.
    #[serde(default)]
    pub reference: Option<u32>,
    /// What is paid for each unit out of public money.
    #[serde(default)]
    pub subsidy: Option<u32>,
    /// The most that one buyer gets, in units.
    #[serde(default)]
    pub limit: Option<f64>,
    /// How much there was, in units; none until it is written down.
    #[serde(default)]
    pub realised: Option<f64>,
}

impl Item {
    /// What is planned of a commodity, with nothing else said.
    #[must_use]
    pub fn of(commodity: CommodityId, unit: impl Into<String>, volume: f64) -> Self {
        Self {
            commodity,
            unit: unit.into(),
            volume,
            price: None,
            reference: None,
            subsidy: None,
            limit: None,
            realised: None,
        }
    }

    /// Its subsidy in rupiah by the realised volume, or else the planned one.
    #[must_use]
    pub fn subsidy_total(&self) -> Option<f64> {
        Some(f64::from(self.subsidy?) * self.realised.unwrap_or(self.volume))
    }

    /// How far its price lies below the market's, as a share of that: 0.1 is 10 % cheaper.
    #[must_use]
    pub fn discount(&self) -> Option<f64> {
        let (price, reference) = (f64::from(self.price?), f64::from(self.reference?));
        (reference > 0.0).then(|| 1.0 - price / reference)
    }
}
