//! Where a commodity comes from, and how its price passes from there to the city, as
//! pages show it.

use super::{Frequency, PlaceCode, PriceLevel, SourceId};
use chrono::NaiveDate;

/// How much of its food a city gets from elsewhere.
#[derive(Debug, Clone, PartialEq)]
pub struct Dependence {
    /// The share, 0 to 1.
    pub share: f64,
    /// Who said so.
    pub source: String,
    /// When.
    pub date: NaiveDate,
}

/// What is known of where a commodity comes from.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Origins {
    /// The city's dependence on other regions, of all its food.
    pub dependence: Option<Dependence>,
    /// The regions that send it, in the profile's order.
    pub regions: Vec<Origin>,
    /// Regions that supply the city with what is not known.
    pub unspecified: Vec<Unspecified>,
}

/// A region of which it is not known what it sends.
#[derive(Debug, Clone, PartialEq)]
pub struct Unspecified {
    /// Its name.
    pub name: String,
    /// Who says that it supplies the city.
    pub source: String,
}

/// A region that sends a commodity.
#[derive(Debug, Clone, PartialEq)]
pub struct Origin {
    /// The region.
    pub region: PlaceCode,
    /// Its name.
    pub name: String,
    /// Its share of what the city gets, where it is known.
    pub share: Option<f64>,
    /// On what ground it supplies, in Indonesian.
    pub basis: String,
    /// Who says so.
    pub source: String,
    /// Its price; none where no prices of it are known.
    pub price: Option<OriginPrice>,
}

/// A supplying region's price.
#[derive(Debug, Clone, PartialEq)]
pub struct OriginPrice {
    /// Its day: the last that the city has too, or the region's last.
    pub date: NaiveDate,
    /// Rupiah per unit.
    pub price: f64,
    /// The unit.
    pub unit: String,
    /// Who pays.
    pub level: PriceLevel,
    /// Whose figure it is.
    pub source: SourceId,
    /// How often it is reported.
    pub frequency: Frequency,
    /// The city's price on the same day; none where nothing compares.
    pub beside: Option<Beside>,
    /// How the price passes to the city; none where too little is known.
    pub passing: Option<Passing>,
}

/// The city's price beside a region's.
#[derive(Debug, Clone, PartialEq)]
pub struct Beside {
    /// Rupiah per unit, on the same day.
    pub price: f64,
    /// Who pays.
    pub level: PriceLevel,
    /// Whose figure it is.
    pub source: SourceId,
    /// What it is above the region's price, in rupiah per unit.
    pub rupiah: f64,
    /// The same as a share of the region's price.
    pub share: f64,
    /// That share as it usually is: its median over a year. None where too few weeks are known.
    pub usual: Option<f64>,
}

/// Whose price moves first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Precedence {
    /// The region's.
    Region,
    /// The city's.
    City,
    /// Each says something of the other's next change.
    Both,
    /// Neither does, for all that is known.
    Neither,
}

impl Precedence {
    /// By what is certain: that the region's past says more of the city's next change,
    /// and the other way round.
    #[must_use]
    pub fn of(to_city: bool, to_region: bool) -> Self {
        match (to_city, to_region) {
            (true, true) => Self::Both,
            (true, false) => Self::Region,
            (false, true) => Self::City,
            (false, false) => Self::Neither,
        }
    }
}

/// The lag at which two prices' changes are most alike.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Lead {
    /// Weeks by which the region is ahead; below 0 it follows.
    pub weeks: i32,
    /// The correlation at that lag.
    pub r: f64,
}

/// How fast the city's price comes back to its long run with a region's.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Adjustment {
    /// The share of a gap closed in a week after the region's price rose.
    pub rises: f64,
    /// After it fell.
    pub falls: f64,
    /// The adjusted chance of such a difference where there is none.
    pub chance: f64,
    /// Whether the two are told as different.
    pub differ: bool,
}

/// How prices pass from a region to the city. Chances are adjusted for the number of
/// pairs of the commodity.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Passing {
    /// Weekly changes that it rests on.
    pub weeks: u32,
    /// Whose price moves first.
    pub precedence: Precedence,
    /// The chance of such a test where the region's past says nothing of the city.
    pub to_city: f64,
    /// The other way round.
    pub to_region: f64,
    /// The lag at which both are most alike; none where that may be chance.
    pub closest: Option<Lead>,
    /// How fast it comes back; none where the prices do not hold together.
    pub adjustment: Option<Adjustment>,
}

impl Passing {
    /// The weeks after which the city usually follows: where the region's price is sure
    /// to move first, and the changes are most alike so many weeks later.
    #[must_use]
    pub fn delay(&self) -> Option<u32> {
        let closest = self.closest.filter(|_| self.precedence == Precedence::Region)?;
        u32::try_from(closest.weeks).ok().filter(|weeks| *weeks > 0)
    }
}
