//! The weekly sheet: one page on last week's prices, as it was known at its moment.
//!
//! Everything that is told stands here in both languages, so that a sheet once frozen
//! can be drawn again without its data. Prices are rupiah per unit, shares are shares
//! (0.1 is 10 %).

use super::{
    CommodityId, Inflation, InflationTarget, IsoWeek, Lang, PlaceCode, PriceIndicator, SourceId, WarningKind,
    WarningLevel,
};
use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
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

/// One watched commodity.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SheetRow {
    /// Its identifier.
    pub id: CommodityId,
    /// Its name.
    pub name: Bilingual,
    /// Its unit.
    pub unit: String,
    /// Whose price it is; none without any.
    pub source: Option<SourceId>,
    /// This week's price: the geometric mean of its survey days. None without one.
    pub price: Option<f64>,
    /// The survey days of this week.
    pub days: u32,
    /// The week before; none without survey days in it.
    pub last_week: Option<Earlier>,
    /// Four weeks before.
    pub last_month: Option<Earlier>,
    /// Fifty-two weeks before.
    pub last_year: Option<Earlier>,
    /// The ceiling, and how this week's price stands to it.
    pub reference: Option<SheetReference>,
    /// The warning in force at the week's end.
    pub warning: Option<SheetWarning>,
    /// What is expected of 7 and of 14 days; empty where too little is known.
    pub expected: Vec<SheetExpectation>,
}

impl SheetRow {
    /// What is expected of so many days.
    #[must_use]
    pub fn expectation(&self, days: u32) -> Option<&SheetExpectation> {
        self.expected.iter().find(|expected| expected.days == days)
    }

    /// The change against the week before, as a share.
    #[must_use]
    pub fn change(&self) -> Option<f64> {
        self.last_week.as_ref().map(|earlier| earlier.change)
    }
}

/// An earlier week's price.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Earlier {
    /// That week.
    pub week: IsoWeek,
    /// Its price.
    pub price: f64,
    /// This week's price over it, less 1.
    pub change: f64,
}

/// A ceiling and the distance to it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SheetReference {
    /// `HET` or `HAP`.
    pub kind: String,
    /// The lower bound of a range, where it is one.
    pub low: Option<f64>,
    /// The ceiling.
    pub high: f64,
    /// This week's price over the ceiling, less 1; none without a price.
    pub distance: Option<f64>,
}

/// A warning as the sheet tells it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SheetWarning {
    /// Which detector spoke.
    pub kind: WarningKind,
    /// How grave it is.
    pub level: WarningLevel,
    /// Since when.
    pub onset: NaiveDate,
    /// Its reason in one sentence.
    pub reason: Bilingual,
}

/// What is expected of a price.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct SheetExpectation {
    /// Calendar days from the day on which it is said.
    pub days: u32,
    /// The day that it is said of.
    pub until: NaiveDate,
    /// The chance that a surge sets in until then.
    pub chance: f64,
    /// The 10, 50 and 90 % quantiles of the price.
    pub price: [f64; 3],
}

/// A small chart: the last 13 weeks of one commodity.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SheetChart {
    /// The commodity.
    pub id: CommodityId,
    /// Its name.
    pub name: Bilingual,
    /// Its unit.
    pub unit: String,
    /// The first day of the scale; the same in all charts of a sheet.
    pub from: NaiveDate,
    /// The last day of the scale, the week's Sunday.
    pub until: NaiveDate,
    /// The survey days and their prices.
    pub points: Vec<(NaiveDate, f64)>,
    /// The median of the four weeks before the last survey day, or of those before the
    /// onset while a surge runs.
    pub median: Option<f64>,
    /// The price from which it is a surge.
    pub threshold: Option<f64>,
    /// The ceiling, where one is in force.
    pub ceiling: Option<f64>,
    /// The level of the warning in force.
    pub level: Option<WarningLevel>,
    /// What is to be seen, in one line.
    pub note: Bilingual,
}

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

/// The four headings under which a city decides (4K).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Heading {
    /// Keterjangkauan harga.
    Affordability,
    /// Ketersediaan pasokan.
    Availability,
    /// Kelancaran distribusi.
    Distribution,
    /// Komunikasi efektif.
    Communication,
}

impl Heading {
    /// All of them in their order.
    pub const ALL: [Self; 4] = [Self::Affordability, Self::Availability, Self::Distribution, Self::Communication];

    /// Its name in files.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Affordability => "affordability",
            Self::Availability => "availability",
            Self::Distribution => "distribution",
            Self::Communication => "communication",
        }
    }

    /// Its official name.
    #[must_use]
    pub fn name(self, lang: Lang) -> &'static str {
        match self {
            Self::Affordability => lang.pick("Keterjangkauan harga", "Affordable prices"),
            Self::Availability => lang.pick("Ketersediaan pasokan", "Available supply"),
            Self::Distribution => lang.pick("Kelancaran distribusi", "Smooth distribution"),
            Self::Communication => lang.pick("Komunikasi efektif", "Effective communication"),
        }
    }
}

/// A proposed decision.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Proposal {
    /// The heading.
    pub heading: Heading,
    /// The rule that made it, the same every week.
    pub rule: String,
    /// The commodity that it is about, where it is one.
    pub commodity: Option<CommodityId>,
    /// What is proposed.
    pub decision: Bilingual,
    /// On what figures.
    pub evidence: Bilingual,
    /// Who would be responsible.
    pub responsible: Bilingual,
    /// By when.
    pub due: NaiveDate,
}

/// What became of what the sheet before said.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Reckoning {
    /// The week of that sheet.
    pub week: IsoWeek,
    /// All expectations in one sentence.
    pub sentence: Bilingual,
    /// Each expectation that can be judged.
    pub expectations: Vec<Reckoned>,
    /// Each proposal.
    pub proposals: Vec<ProposalOutcome>,
}

/// An expectation against what came.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Reckoned {
    /// The commodity's name.
    pub name: Bilingual,
    /// The unit.
    pub unit: String,
    /// The day that was spoken of.
    pub until: NaiveDate,
    /// The range in which the price was expected, with a chance of 80 %.
    pub range: (f64, f64),
    /// The price of the last survey day up to then.
    pub came: f64,
    /// Whether it lay in the range.
    pub within: bool,
}

/// A proposal of the sheet before, and what can be said of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ProposalOutcome {
    /// The heading.
    pub heading: Heading,
    /// What was proposed.
    pub decision: Bilingual,
    /// By when.
    pub due: NaiveDate,
    /// What the figures say of it now.
    pub outcome: Bilingual,
}

/// How good the data of the week are.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SheetQuality {
    /// The city's survey days in the week.
    pub days: u32,
    /// The markets that reported in the week.
    pub reported: Vec<String>,
    /// Those that did not though they had before, each with its last report.
    pub silent: Vec<(String, NaiveDate)>,
    /// Watched commodities without a price in the week.
    pub unpriced: Vec<Bilingual>,
    /// Suspect values in the week that nobody decided about.
    pub suspects: Vec<SheetSuspect>,
    /// Whether figures are simulated.
    pub simulated: bool,
    /// The lines that say all of it.
    pub lines: Vec<Bilingual>,
}

/// A suspect value.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SheetSuspect {
    /// The commodity's name.
    pub name: Bilingual,
    /// The place's name.
    pub place: String,
    /// The day.
    pub date: NaiveDate,
    /// The figure as received.
    pub reported: f64,
    /// Its unit.
    pub unit: String,
}

/// A frozen price that today's data would give otherwise.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Correction {
    /// The commodity.
    pub id: CommodityId,
    /// Its name.
    pub name: Bilingual,
    /// The unit.
    pub unit: String,
    /// The price on the sheet; none where it had none.
    pub frozen: Option<f64>,
    /// The price by today's data; none where every report was taken back.
    pub now: Option<f64>,
    /// What revised it, oldest first.
    pub causes: Vec<Cause>,
}

/// A version that revised a price.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Cause {
    /// The version.
    pub version: i64,
    /// When it was made; none where that is not known.
    pub at: Option<DateTime<Utc>>,
    /// The file that made it; none for a withdrawal or a decision.
    pub file: Option<String>,
}

/// A frozen week in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FrozenWeek {
    /// The week.
    pub week: IsoWeek,
    /// The version of the lake that its sheet follows from.
    pub version: i64,
    /// When it was frozen.
    pub frozen_at: DateTime<Utc>,
    /// Who froze it: a name to sign in with, or the server itself.
    pub actor: String,
    /// The week in one line.
    pub headline: Bilingual,
    /// The SHA-256 of the page in Indonesian, in hexadecimal.
    pub html_sha256: String,
    /// That of the PDF, where there is one.
    pub pdf_sha256: Option<String>,
    /// That of the picture, where there is one.
    pub png_sha256: Option<String>,
}

/// `/pekan`: all frozen weeks.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct WeeksPage {
    /// The frozen weeks, the latest first.
    pub frozen: Vec<FrozenWeek>,
    /// The week whose draft can be looked at; none where it is frozen or there are no data.
    pub draft: Option<IsoWeek>,
    /// When the draft is frozen, in western Indonesia.
    pub due: Option<NaiveDateTime>,
    /// Two of them side by side, the earlier first, where they are asked for.
    pub compared: Option<[Sheet; 2]>,
}

/// `/pekan/{week}`: the sheet of one week.
#[derive(Debug, Clone, PartialEq)]
pub struct WeekPage {
    /// The week.
    pub week: IsoWeek,
    /// The frozen one; none of a week that is not frozen.
    pub frozen: Option<FrozenWeek>,
    /// The body of the sheet as HTML: as frozen, or of the draft; none where it is neither.
    pub body: Option<String>,
    /// What today's data would give otherwise; empty where the week is not frozen.
    pub corrections: Vec<Correction>,
    /// Whether whoever looks may freeze the week now.
    pub may_publish: bool,
    /// When the draft is frozen by itself, in western Indonesia.
    pub due: Option<NaiveDateTime>,
}
