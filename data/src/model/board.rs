//! The board: every watched commodity, gravest first, and what stands over and under the
//! list.

use super::basket::BasketBlock;
use super::feast::FeastBlock;
use super::map::Maps;
use super::page::{Latest, ReferenceRow, Standing};
use super::{CommodityId, Inflation, InflationTarget, PlaceCode, PriceIndicator, SourceId, Warning};

/// The front page.
#[derive(Debug, Clone, PartialEq)]
pub struct Board {
    /// What the page says of its data.
    pub standing: Standing,
    /// One row a watched commodity, gravest first.
    pub rows: Vec<BoardRow>,
    /// How the gravest row's price came to where it is; none where it does not surge.
    pub rise: Option<Rise>,
    /// While nothing is flagged: what comes nearest to its threshold.
    pub nearest: Option<Nearest>,
    /// How many warnings of the city call for somebody and have nobody.
    pub unowned: usize,
    /// The next feast and what usually came before it; none without feasts to come.
    pub feast: Option<FeastBlock>,
    /// Where the markets and the supplying regions lie.
    pub maps: Maps,
    /// The house's own index of these; none without any price.
    pub basket: Option<BasketBlock>,
    /// The latest official index of the city; none where none was loaded.
    pub indicator: Option<PriceIndicator>,
    /// The latest official inflation of the city, and where it is to stay; none where
    /// none was loaded.
    pub inflation: Option<(Inflation, Option<InflationTarget>)>,
}

/// One commodity on the board.
#[derive(Debug, Clone, PartialEq)]
pub struct BoardRow {
    /// Its identifier.
    pub id: CommodityId,
    /// Its name in the page's language.
    pub name: String,
    /// Its canonical unit.
    pub unit: String,
    /// Where the figures come from; none without data.
    pub source: Option<SourceId>,
    /// The latest price; none without data.
    pub latest: Option<Latest>,
    /// The last three months as inline SVG; none with fewer than two days.
    pub sparkline: Option<String>,
    /// The warning in force.
    pub warning: Option<Warning>,
    /// Whether the data are fresh enough to be judged: not more than two weeks
    /// older than the board's day.
    pub judged: bool,
    /// The reference in force on the latest day.
    pub reference: Option<ReferenceRow>,
}

/// How a surging price rose.
#[derive(Debug, Clone, PartialEq)]
pub struct Rise {
    /// Against the last survey day before the onset that was not above what the onset is
    /// measured against, as a share of it; above 0.
    pub share: f64,
    /// Calendar days from that day to the latest one.
    pub days: i64,
    /// The market where it began, where that is clear.
    pub market: Option<(PlaceCode, String)>,
}

/// A calm price that comes nearest to its threshold.
#[derive(Debug, Clone, PartialEq)]
pub struct Nearest {
    /// The commodity.
    pub id: CommodityId,
    /// Its name.
    pub name: String,
    /// How far it stands above the median of the four weeks before, as a share; above 0.
    pub share: f64,
    /// The share from which it would be flagged.
    pub theta: f64,
}
