//! The page of a region: what it sends, and its prices beside the city's.

use super::map::MapMarket;
use super::origin::OriginPrice;
use super::page::Standing;
use super::{CommodityId, Frequency, PlaceCode, PriceLevel, SourceId};
use chrono::NaiveDate;

/// `/wilayah/{code}`.
#[derive(Debug, Clone, PartialEq)]
pub struct RegionPage {
    /// What every page says.
    pub standing: Standing,
    /// The region.
    pub place: PlaceCode,
    /// Its name.
    pub name: String,
    /// The name of its province, where it is not one itself.
    pub province: Option<String>,
    /// How far it lies from the city, in kilometres, where both places are known.
    pub km: Option<f64>,
    /// What it sends to the city, where the profile knows it as a supplier.
    pub supply: Option<RegionSupply>,
    /// Its prices beside the city's; empty for the city itself.
    pub prices: Vec<RegionPrice>,
    /// Its markets.
    pub markets: Vec<MarketStanding>,
    /// Everything that is known of it, by commodity.
    pub series: Vec<RegionSeries>,
}

impl RegionPage {
    /// Whether it is the profile's own city.
    #[must_use]
    pub fn is_own(&self) -> bool {
        self.place == self.standing.region
    }
}

/// A commodity by its name.
#[derive(Debug, Clone, PartialEq)]
pub struct Named {
    /// Its identifier.
    pub id: CommodityId,
    /// Its name in the page's language.
    pub name: String,
    /// Whether the city watches it: only then it has a page.
    pub watched: bool,
}

/// What a region sends.
#[derive(Debug, Clone, PartialEq)]
pub struct RegionSupply {
    /// The commodities; empty where that is not known.
    pub sends: Vec<Named>,
    /// Its share of what the city gets, where it is known.
    pub share: Option<f64>,
    /// What there is to add; may be empty.
    pub note: String,
    /// On what ground it supplies, in Indonesian.
    pub basis: String,
    /// Who says so.
    pub source: String,
}

/// A region's price of a commodity.
#[derive(Debug, Clone, PartialEq)]
pub struct RegionPrice {
    /// The commodity.
    pub commodity: Named,
    /// Whether the region is known to send it.
    pub sent: bool,
    /// The price, the city's beside it, and how one passes to the other.
    pub price: OriginPrice,
}

/// Where a market stands.
#[derive(Debug, Clone, PartialEq)]
pub struct MarketStanding {
    /// The market, its level and its last report.
    pub market: MapMarket,
    /// Commodities of which it has a price that is not too old.
    pub priced: usize,
    /// How many of these stand above the city's price.
    pub above: usize,
    /// How many stand below.
    pub below: usize,
    /// The median distance of its prices from the city's, as a share; none without any.
    pub distance: Option<f64>,
}

/// A series of a region or of a market in it.
#[derive(Debug, Clone, PartialEq)]
pub struct RegionSeries {
    /// The commodity.
    pub commodity: Named,
    /// Who pays.
    pub level: PriceLevel,
    /// Who says so.
    pub source: SourceId,
    /// How often.
    pub frequency: Frequency,
    /// Whether none like it is more frequent: that is the one to be had as a file.
    pub finest: bool,
    /// The last day with a price; none if there never was one.
    pub last: Option<(NaiveDate, f64)>,
    /// The unit of the price.
    pub unit: String,
}
