//! What stands on a sheet beside the prices: official figures and our own index, markets, supply,
//! stocks, interventions, and the next feast.

use super::Bilingual;
use crate::model::{CommodityId, Inflation, InflationTarget, PlaceCode, PriceIndicator};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// BPS's price-change indicator and where it puts the city.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SheetIndicator {
    /// The release as published.
    pub release: PriceIndicator,
    /// The city's place in its province, 1 the highest, and of how many; none where no
    /// other was loaded.
    pub rank: Option<(usize, usize)>,
    /// The province's name.
    pub province: Option<String>,
    /// All of it in one sentence.
    pub sentence: Bilingual,
}

/// BPS's inflation of the city against where it is to stay.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SheetInflation {
    /// The figure as published.
    pub figure: Inflation,
    /// Where it is to stay, where that is known.
    pub target: Option<InflationTarget>,
    /// All of it in one sentence.
    pub sentence: Bilingual,
}

/// The house's own index.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SheetBasket {
    /// Its change against the week before, as a share; none where too few prices compare.
    pub change: Option<f64>,
    /// How many commodities compare.
    pub compared: usize,
    /// How many it has.
    pub commodities: usize,
    /// Those that pulled it up most, with their parts as shares.
    pub up: Vec<(Bilingual, f64)>,
    /// Those that pulled it down most, with their parts as shares.
    pub down: Vec<(Bilingual, f64)>,
    /// All of it in one sentence.
    pub sentence: Bilingual,
}

/// The markets of a commodity against each other, on the week's last survey day.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MarketSpread {
    /// The commodity.
    pub id: CommodityId,
    /// Its name.
    pub name: Bilingual,
    /// Its unit.
    pub unit: String,
    /// The day.
    pub date: NaiveDate,
    /// How many markets are compared.
    pub markets: usize,
    /// The cheapest market and its price.
    pub cheapest: (String, f64),
    /// The dearest market and its price.
    pub dearest: (String, f64),
    /// By how much the dearest lies above the cheapest, as a share.
    pub disparity: f64,
}

/// A region that supplies the city.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SheetSupply {
    /// Its code.
    pub region: PlaceCode,
    /// Its name.
    pub name: String,
    /// What it sends; empty where that is not known.
    pub sends: Vec<Bilingual>,
    /// What of it is told of: a price that surges there, or its price beside the city's.
    /// None where no price of it is known.
    pub note: Option<Bilingual>,
    /// Whether a price surges there.
    pub surging: bool,
}

/// A stock.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SheetStock {
    /// The commodity's name.
    pub name: Bilingual,
    /// The place's name.
    pub place: String,
    /// The day.
    pub date: NaiveDate,
    /// For how many days it lasts; none where the need is not known.
    pub days: Option<f64>,
}

/// Something that was done or is planned against a price.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SheetIntervention {
    /// What, in one sentence.
    pub what: Bilingual,
    /// The first day.
    pub from: NaiveDate,
    /// The last day; none where it is open.
    pub until: Option<NaiveDate>,
    /// Whether it is done; else it is planned.
    pub done: bool,
    /// What it did to prices, in a sentence; none of sheets that did not tell it yet, and
    /// where there is nothing to assess.
    #[serde(default)]
    pub effect: Option<Bilingual>,
}

/// The next feast.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SheetFeast {
    /// Its name.
    pub name: Bilingual,
    /// Its day.
    pub date: NaiveDate,
    /// Days to it from the Monday after the week.
    pub days: i64,
    /// Whether the day still awaits the official decision.
    pub tentative: bool,
    /// What usually happened before it, in one sentence.
    pub sentence: Bilingual,
    /// The prices that moved the same way in most years, those that moved most first.
    pub moves: Vec<SheetFeastMove>,
}

/// What a price usually did before a feast.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SheetFeastMove {
    /// The commodity's name.
    pub name: Bilingual,
    /// Whether it usually rose; else it fell.
    pub rises: bool,
    /// In how many years it did.
    pub count: usize,
    /// Of how many.
    pub years: usize,
    /// The median change, as a share.
    pub median: f64,
}
