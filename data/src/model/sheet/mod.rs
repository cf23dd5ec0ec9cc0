//! The weekly sheet: one page on last week's prices, as it was known at its moment.
//!
//! Everything that is told stands here in both languages, so that a sheet once frozen
//! can be drawn again without its data. Prices are rupiah per unit, shares are shares
//! (0.1 is 10 %).

mod beside;
mod frozen;
mod proposal;
mod quality;
mod row;

pub use beside::{
    MarketSpread, SheetBasket, SheetFeast, SheetFeastMove, SheetIndicator, SheetInflation, SheetIntervention,
    SheetStock, SheetSupply,
};
pub use frozen::{Cause, Correction, FrozenWeek, WeekPage, WeeksPage};
pub use proposal::{Heading, Proposal, ProposalOutcome, Reckoned, Reckoning};
pub use quality::{SheetQuality, SheetSuspect};
pub use row::{Earlier, SheetChart, SheetExpectation, SheetReference, SheetRow, SheetWarning};

use super::{CommodityId, IsoWeek, Lang, PlaceCode, SourceId};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

/// A text in both languages.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bilingual {
    /// In Indonesian.
    pub id: String,
    /// In English.
    pub en: String,
}

impl Bilingual {
    /// Both texts, made by one function of the language.
    pub fn of(mut tell: impl FnMut(Lang) -> String) -> Self {
        Self { id: tell(Lang::Id), en: tell(Lang::En) }
    }

    /// The text in a language.
    #[must_use]
    pub fn get(&self, lang: Lang) -> &str {
        lang.pick(&self.id, &self.en)
    }
}

/// The sheet of a week.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Sheet {
    /// The week; [`IsoWeek::label`] is its name in the title.
    pub week: IsoWeek,
    /// The city's name.
    pub city: String,
    /// The city's code.
    pub region: PlaceCode,
    /// The version of the lake that all of it follows from.
    pub version: i64,
    /// When it was made.
    pub made_at: DateTime<Utc>,
    /// Whether it is a draft: not frozen, and so marked `Konsep`.
    pub draft: bool,
    /// The last survey day that counts, `data per`; none without any data.
    pub data_until: Option<NaiveDate>,
    /// Whose prices are in the table.
    pub sources: Vec<SourceId>,
    /// Whether figures are simulated, which must be said.
    pub simulated: bool,
    /// The week in one line.
    pub headline: Bilingual,
    /// The summary.
    pub summary: Summary,
    /// The watched commodities, in the profile's order.
    pub rows: Vec<SheetRow>,
    /// The commodities of the short table, those that want attention first; the table of
    /// all of them is the second page.
    pub foremost: Vec<CommodityId>,
    /// The charts that matter most, at most five, on one scale of time.
    pub charts: Vec<SheetChart>,
    /// BPS's price-change indicator; none where none was loaded.
    pub indicator: Option<SheetIndicator>,
    /// BPS's inflation of the city; none where none was loaded.
    pub inflation: Option<SheetInflation>,
    /// The house's own index, which is no figure of BPS; none without prices.
    pub basket: Option<SheetBasket>,
    /// Where a commodity was cheapest and dearest, the widest apart first.
    pub spreads: Vec<MarketSpread>,
    /// The regions that supply what is told of.
    pub supplies: Vec<SheetSupply>,
    /// Stocks, the shortest first; empty where none were loaded.
    pub stocks: Vec<SheetStock>,
    /// What was done and is planned; empty where nothing is recorded.
    pub interventions: Vec<SheetIntervention>,
    /// The next feast; none without one to come.
    pub feast: Option<SheetFeast>,
    /// What is proposed for decision, by heading.
    pub proposals: Vec<Proposal>,
    /// What became of what the sheet before said; none where there was none.
    pub reckoning: Option<Reckoning>,
    /// How good the data are.
    pub quality: SheetQuality,
    /// The program's version, such as `0.1.0`.
    pub program: String,
    /// The address of the page, for the QR code; none where the site's own is not set.
    pub page: Option<String>,
    /// The address of the methods; none where the site's own is not set.
    pub method: Option<String>,
}

impl Sheet {
    /// The rows of the short table, those that want attention first.
    pub fn foremost(&self) -> impl Iterator<Item = &SheetRow> {
        self.foremost.iter().filter_map(|id| self.row(id))
    }

    /// The row of a commodity.
    #[must_use]
    pub fn row(&self, id: &CommodityId) -> Option<&SheetRow> {
        self.rows.iter().find(|row| row.id == *id)
    }
}

/// Three lines: what rose, what fell, what is at risk.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Summary {
    /// What rose.
    pub risen: Bilingual,
    /// What fell.
    pub fallen: Bilingual,
    /// What is at risk in the next two weeks.
    pub at_risk: Bilingual,
}

impl Summary {
    /// The lines in their order.
    #[must_use]
    pub fn lines(&self) -> [&Bilingual; 3] {
        [&self.risen, &self.fallen, &self.at_risk]
    }
}
