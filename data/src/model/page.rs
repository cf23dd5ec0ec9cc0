//! What a page is made of: finished figures that a component only has to lay
//! out. The server fills these, the app renders them.

use super::agreement::SupplyLine;
use super::chart::TrendChart;
use super::dispersion::Varying;
use super::figure::{Aligned, Compared, Figures};
use super::origin::Origins;
use super::outlook::Outlook;
use super::{CommodityId, ObsStatus, PlaceCode, PriceLevel, SourceId, Warning};
use chrono::NaiveDate;

/// What every page says of the data behind it.
#[derive(Debug, Clone, PartialEq)]
pub struct Standing {
    /// The profile's city, such as `Kota Bandung`.
    pub city: String,
    /// Its code.
    pub region: PlaceCode,
    /// The lake version shown.
    pub version: i64,
    /// The latest survey day of any shown series; none while the lake is empty.
    pub latest: Option<NaiveDate>,
    /// Days from `latest` to today.
    pub age_days: Option<i64>,
    /// Whether simulated figures are shown, which the page must say.
    pub simulated: bool,
}

/// A change against an earlier price, as a share of it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Change {
    /// The survey day that is compared with.
    pub since: NaiveDate,
    /// `price / earlier - 1`.
    pub share: f64,
}

/// The usual four comparisons; none where no survey day is near enough.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Changes {
    /// Against the previous survey day.
    pub previous: Option<Change>,
    /// Against a week earlier.
    pub week: Option<Change>,
    /// Against a month earlier.
    pub month: Option<Change>,
    /// Against a year earlier.
    pub year: Option<Change>,
}

/// The latest city price of a commodity and how it moved.
#[derive(Debug, Clone, PartialEq)]
pub struct Latest {
    /// The survey day.
    pub date: NaiveDate,
    /// Rupiah per unit.
    pub price: f64,
    /// How many markets reported on it.
    pub markets: u32,
    /// Whether any market's value is moved with the others.
    pub status: ObsStatus,
    /// Days from `date` to today.
    pub age_days: i64,
    /// The usual comparisons.
    pub changes: Changes,
}

/// The official monthly indicators of a city price, with the classes that their
/// publishers name; each none where it cannot be computed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MonthlyIndicators {
    /// The first of the last month that is over.
    pub month: NaiveDate,
    /// WFP's Alert for Price Spikes.
    pub alps: Option<(f64, &'static str)>,
    /// FAO's Indicator of Food Price Anomalies.
    pub ipa: Option<(f64, &'static str)>,
}

/// The latest stock of a commodity at a place.
#[derive(Debug, Clone, PartialEq)]
pub struct StockRow {
    /// The place's name.
    pub place: String,
    /// The day.
    pub date: NaiveDate,
    /// What lies there, in the unit of `daily_need`.
    pub stock: f64,
    /// What the place needs in a day.
    pub daily_need: f64,
    /// For how many days it lasts.
    pub days: Option<f64>,
}

/// A surge as a list shows it.
#[derive(Debug, Clone, PartialEq)]
pub struct SurgeRow {
    /// First day.
    pub onset: NaiveDate,
    /// Last survey day; none while it runs.
    pub end: Option<NaiveDate>,
    /// The price it is measured against.
    pub baseline: f64,
    /// The highest price.
    pub peak: f64,
    /// The day of the highest price.
    pub peak_day: NaiveDate,
}

/// A market's latest standing.
#[derive(Debug, Clone, PartialEq)]
pub struct MarketRow {
    /// Its code.
    pub place: PlaceCode,
    /// Its name.
    pub name: String,
    /// The last day with a price.
    pub date: NaiveDate,
    /// That price.
    pub price: f64,
    /// Since when it has reported this same figure.
    pub unchanged_since: NaiveDate,
    /// Against a week earlier.
    pub week: Option<Change>,
}

/// One week of the table: Monday to Sunday.
#[derive(Debug, Clone, PartialEq)]
pub struct WeekRow {
    /// Its Monday.
    pub monday: NaiveDate,
    /// Geometric mean of the city prices of its survey days.
    pub price: f64,
    /// Against the week before, where that one has survey days.
    pub change: Option<f64>,
    /// Lowest city price.
    pub low: f64,
    /// Highest city price.
    pub high: f64,
    /// Survey days.
    pub days: u32,
}

/// A reference price as a page states it.
#[derive(Debug, Clone, PartialEq)]
pub struct ReferenceRow {
    /// `HET` or `HAP`.
    pub kind: String,
    /// Lower bound of a range, where it is one.
    pub low: Option<f64>,
    /// The ceiling.
    pub high: f64,
    /// First day of validity.
    pub from: NaiveDate,
    /// Whether that day is the regulation's; otherwise it is the day from
    /// which the profile applies a reference whose start is not known.
    pub from_known: bool,
    /// The regulation or page it was taken from.
    pub basis: String,
}

/// A chart alone, for another site's frame.
#[derive(Debug, Clone, PartialEq)]
pub struct ChartPage {
    /// What the page says of its data.
    pub standing: Standing,
    /// The commodity's name in the page's language.
    pub name: String,
    /// The chart.
    pub trend: TrendChart,
}

/// Everything a commodity's page shows.
#[derive(Debug, Clone, PartialEq)]
pub struct CommodityPage {
    /// What the page says of its data.
    pub standing: Standing,
    /// The commodity.
    pub id: CommodityId,
    /// Its name in the page's language.
    pub name: String,
    /// Its group's name.
    pub group: String,
    /// Its canonical unit.
    pub unit: String,
    /// Where the figures come from.
    pub source: Option<SourceId>,
    /// Who pays.
    pub level: PriceLevel,
    /// The latest price.
    pub latest: Option<Latest>,
    /// The warnings in force that are not told by the reference, gravest first.
    pub warnings: Vec<Warning>,
    /// What may become of the price; none while too little is known.
    pub outlook: Option<Outlook>,
    /// Whether the data are fresh enough to be judged: not more than two weeks
    /// older than the city's latest day.
    pub judged: bool,
    /// The trend chart; none without data.
    pub chart: Option<TrendChart>,
    /// Surges that touch the range, latest first.
    pub surges: Vec<SurgeRow>,
    /// The city's markets, dearest first.
    pub markets: Vec<MarketRow>,
    /// The markets compared; none where fewer than two reported in the range.
    pub compared: Option<Compared>,
    /// Past surges, each from its onset on; none without any.
    pub aligned: Option<Aligned>,
    /// How the price varies between markets and between days.
    pub varying: Varying,
    /// The last weeks, latest first.
    pub weeks: Vec<WeekRow>,
    /// The reference in force on the latest day.
    pub reference: Option<ReferenceRow>,
    /// The official monthly indicators; none without a month that is over.
    pub monthly: Option<MonthlyIndicators>,
    /// Where it comes from, and how its price passes from there.
    pub origins: Origins,
    /// The regions with an agreement in force about it.
    pub agreed: Vec<SupplyLine>,
    /// The prices of the regions that it comes from, drawn over the city's; none where
    /// none is known.
    pub leads: Option<Figures>,
    /// Stocks of the city and the regions that supply it, shortest first.
    pub stocks: Vec<StockRow>,
}
