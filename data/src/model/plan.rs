//! The proposal of a cheap market: what it assumes, what it rests on, and its variants side
//! by side. All of it is a proposal; a person decides.

use super::agreement::SupplyLine;
use super::sheet::Bilingual;
use super::{CommodityId, PlaceCode, WarningKind, WarningLevel};
use chrono::NaiveDate;

/// What a plan assumes. Everything here can be changed on the page.
#[derive(Debug, Clone, PartialEq)]
pub struct Assumptions {
    /// The most that the subsidy of one variant may cost, in rupiah.
    pub budget: f64,
    /// By how much it is sold below the market's price, as a share from 0 to 1.
    pub discount: f64,
    /// Households of a kecamatan.
    pub households: f64,
    /// People of a household.
    pub household: f64,
    /// The share of a kecamatan's households that come to a site, 0 to 1.
    pub served: f64,
    /// Sites that can be held on one day.
    pub per_day: u32,
    /// Days that it takes to prepare the first site.
    pub lead: u32,
    /// Whether sites are held on Saturdays and Sundays too.
    pub weekends: bool,
    /// What is assumed of commodities.
    pub items: Vec<Item>,
    /// The terms of the variants.
    pub variants: [Terms; 3],
}

/// What is assumed of some commodities that stand for each other. The figures count in the
/// unit of the commodity's price, a litre of oil like a kilogram.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// A short name for addresses: `beras`.
    pub id: String,
    /// The commodities.
    pub commodities: Vec<CommodityId>,
    /// What a person eats in a week.
    pub need: f64,
    /// The most that a buyer gets.
    pub limit: f64,
    /// What is brought to a site.
    pub site: f64,
    /// Where the figures come from; none where they are assumed without a source.
    pub basis: Option<Bilingual>,
}

/// Which variant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum VariantKind {
    /// Few places, each with more than usual.
    Few,
    /// Every kecamatan, each with the same part.
    Everywhere,
    /// The commodity that wants it most, around the dearest market, a week's need each.
    Thrifty,
}

impl VariantKind {
    /// All of them, in the order of the page.
    pub const ALL: [Self; 3] = [Self::Few, Self::Everywhere, Self::Thrifty];

    /// Its letter in the keys of an address: `a_titik`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Few => "a",
            Self::Everywhere => "b",
            Self::Thrifty => "c",
        }
    }

    /// The one of that letter.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text)
    }
}

/// The terms of a variant.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Terms {
    /// The most sites.
    pub places: u32,
    /// The most commodities.
    pub commodities: u32,
    /// What is brought to a site, as a multiple of what is usual.
    pub load: f64,
}

/// Why a commodity is proposed.
#[derive(Debug, Clone, PartialEq)]
pub enum Ground {
    /// A warning in force.
    Warned {
        /// Which detector spoke.
        kind: WarningKind,
        /// How grave it is.
        level: WarningLevel,
        /// Since when.
        onset: NaiveDate,
        /// The rise that it rests on, as a share.
        rise: f64,
        /// The chance that a surge sets in, of an early warning.
        chance: Option<f64>,
    },
    /// The price usually rises before a feast that is near.
    Feast {
        /// The feast.
        name: String,
        /// Its day.
        date: NaiveDate,
        /// In how many years it rose.
        count: usize,
        /// Of how many years.
        years: usize,
        /// The median of the changes, as a share.
        median: f64,
    },
}

/// A day before which it has to be sold, and why.
#[derive(Debug, Clone, PartialEq)]
pub struct Peak {
    /// The day.
    pub date: NaiveDate,
    /// Whose price; none of a feast.
    pub commodity: Option<String>,
    /// Why.
    pub why: PeakGround,
}

/// Why a price is expected to peak on a day.
#[derive(Debug, Clone, PartialEq)]
pub enum PeakGround {
    /// After earlier warnings of the kind the highest price came so many days after the onset.
    Record {
        /// Days.
        days: u32,
    },
    /// The outlook's middle is highest then, in rupiah per unit.
    Outlook {
        /// The middle of what is expected.
        price: f64,
        /// The unit.
        unit: String,
    },
    /// A feast of this name.
    Feast {
        /// Its name.
        name: String,
    },
}

/// A commodity that is proposed.
#[derive(Debug, Clone, PartialEq)]
pub struct Chosen {
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
    /// Its place among the assumptions' items.
    pub item: usize,
    /// Why: one at least.
    pub grounds: Vec<Ground>,
    /// Where it may come from.
    pub supply: Vec<SupplyLine>,
}

/// A commodity with a ground that is not proposed all the same.
#[derive(Debug, Clone, PartialEq)]
pub struct SetAside {
    /// Its name.
    pub name: String,
    /// Why not.
    pub why: Why,
}

/// Why a commodity is set aside.
#[derive(Debug, Clone, PartialEq)]
pub enum Why {
    /// Its price came down within a week, by this share.
    Falling {
        /// The change, below 0.
        change: f64,
    },
    /// Nothing is assumed of it.
    NoItem,
    /// Another variety stands for it.
    StoodFor {
        /// The other's name.
        by: String,
    },
}

/// How dear a market is.
#[derive(Debug, Clone, PartialEq)]
pub struct MarketStanding {
    /// The market.
    pub place: PlaceCode,
    /// Its name.
    pub name: String,
    /// By how much the proposed commodities cost more there than in the middle of the markets,
    /// as a share: the mean over commodities, the graver counting more.
    pub excess: f64,
    /// How many of them it rests on.
    pub commodities: usize,
    /// Whether its point is only about where it lies.
    pub approximate: bool,
}

/// The nearest surveyed market of a site.
#[derive(Debug, Clone, PartialEq)]
pub struct NearMarket {
    /// Its code.
    pub place: PlaceCode,
    /// Its name.
    pub name: String,
    /// The way there as the crow flies, in kilometres.
    pub km: f64,
    /// How dear it is, as in [`MarketStanding::excess`].
    pub excess: f64,
}

/// The days on which sites may be held.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Window {
    /// The days, the first one first.
    pub days: Vec<NaiveDate>,
    /// What they come before; none where no peak and no feast is known.
    pub before: Option<Peak>,
    /// Peaks that come before anything can be prepared.
    pub missed: Vec<Peak>,
}

/// What is sold at a site of one commodity.
#[derive(Debug, Clone, PartialEq)]
pub struct Sale {
    /// Which one.
    pub commodity: CommodityId,
    /// Its name.
    pub name: String,
    /// The unit.
    pub unit: String,
    /// What is brought, in that unit; whole.
    pub volume: f64,
    /// The most that a buyer gets.
    pub per_buyer: f64,
    /// The price of the nearest market, or the city's where that reports none; rupiah per unit.
    pub price: f64,
    /// What it is sold for.
    pub selling: f64,
    /// What the subsidy costs, in rupiah.
    pub cost: f64,
    /// The share of what the kecamatan eats in a week; none where nothing is assumed of that.
    pub share: Option<f64>,
}

impl Sale {
    /// The subsidy of one unit, in rupiah.
    #[must_use]
    pub fn subsidy(&self) -> f64 {
        self.price - self.selling
    }
}

/// A site: a kecamatan on a day.
#[derive(Debug, Clone, PartialEq)]
pub struct Site {
    /// The kecamatan's code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// The day.
    pub date: NaiveDate,
    /// The nearest surveyed market; none where no distance is known.
    pub near: Option<NearMarket>,
    /// What is sold.
    pub sales: Vec<Sale>,
    /// Households that can be served.
    pub buyers: f64,
    /// What the subsidy costs, in rupiah.
    pub cost: f64,
}

/// A variant of the plan.
#[derive(Debug, Clone, PartialEq)]
pub struct Variant {
    /// Which one.
    pub kind: VariantKind,
    /// Its terms.
    pub terms: Terms,
    /// Its sites, in the order of their days.
    pub sites: Vec<Site>,
    /// What is sold in all of each commodity.
    pub totals: Vec<Sold>,
    /// What the subsidy costs, in rupiah; never more than the budget.
    pub cost: f64,
    /// Households that can be served.
    pub buyers: f64,
    /// Sites for which no day is left.
    pub late: u32,
    /// Sites for which no money is left.
    pub unpaid: u32,
    /// The part of the usual volume that the budget allows, where it is less than all.
    pub scaled: Option<f64>,
}

/// What a variant sells in all of one commodity.
#[derive(Debug, Clone, PartialEq)]
pub struct Sold {
    /// Its name.
    pub name: String,
    /// The unit.
    pub unit: String,
    /// How much, in that unit.
    pub volume: f64,
    /// The share of what the kecamatan with a site eat in a week.
    pub share: Option<f64>,
    /// The subsidy, in rupiah.
    pub cost: f64,
}

/// The page of the plan.
#[derive(Debug, Clone, PartialEq)]
pub struct PlanPage {
    /// The day from which it is planned: today, or the last day with data where that is long
    /// past.
    pub from: NaiveDate,
    /// The day whose prices are judged.
    pub judged: NaiveDate,
    /// Whether the data are too old for today.
    pub is_old: bool,
    /// Whether the figures are simulated.
    pub simulated: bool,
    /// The version of the data.
    pub version: i64,
    /// What is assumed.
    pub assumptions: Assumptions,
    /// Where assumptions come from, by their names in the profile.
    pub basis: Vec<(String, Bilingual)>,
    /// How many commodities were looked at.
    pub watched: usize,
    /// How many of them have no price that can be judged.
    pub unjudged: usize,
    /// Those proposed, the one that wants it most first.
    pub chosen: Vec<Chosen>,
    /// Those set aside.
    pub set_aside: Vec<SetAside>,
    /// The markets, the dearest first.
    pub markets: Vec<MarketStanding>,
    /// How many kecamatan there are, and how many of them have a known point.
    pub districts: (usize, usize),
    /// The days.
    pub window: Window,
    /// The variants; none where nothing is proposed.
    pub variants: Vec<Variant>,
    /// The query of the address, to be sent along with a decision.
    pub query: Vec<(String, String)>,
}
