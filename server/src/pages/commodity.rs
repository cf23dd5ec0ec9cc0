//! A commodity's page.

use super::{aligned, changes, compared, is_judged, leads, outlook, reference, standing, trend, unit, varying, weeks};
use crate::live::Judged;
use crate::supply;
use chrono::NaiveDate;
use lumbung_data::granary::{City, Granary};
use lumbung_data::model::agreement::{Agreement, SupplyLine};
use lumbung_data::model::chart::View;
use lumbung_data::model::dispersion::Varying;
use lumbung_data::model::intervention::Entry;
use lumbung_data::model::page::{CommodityPage, MarketRow, MonthlyIndicators, StockRow, SurgeRow};
use lumbung_data::model::{CitySeries, CommodityId, Lang, MarketSeries, PriceLevel, Stock, Surge, WarningKind, day};
use lumbung_data::profile::{Commodity, Profile};
use lumbung_data::watch::{IpaMode, Months, alps, ipa};

/// Weeks in the table.
const WEEKS: usize = 12;

/// What is asked for.
pub(super) struct Asked<'a> {
    pub id: &'a CommodityId,
    pub view: &'a View,
    pub acts: &'a [Entry],
    pub agreements: &'a [Agreement],
    pub today: NaiveDate,
    pub lang: Lang,
}

pub(super) fn commodity(
    granary: &Granary,
    profile: &Profile,
    judged: Option<&Judged>,
    asked: &Asked<'_>,
) -> Option<CommodityPage> {
    let &Asked { id, view, acts, today, lang, .. } = asked;
    let commodity = profile.commodity(id).filter(|_| profile.watched.contains(id))?;
    let standing = standing(granary, profile, today);
    let on = standing.latest.unwrap_or(today);
    let mut page = CommodityPage {
        id: id.clone(),
        name: commodity.name(lang).to_owned(),
        group: commodity.group(lang).to_owned(),
        unit: commodity.unit.clone(),
        source: None,
        level: PriceLevel::Retail,
        latest: None,
        warnings: Vec::new(),
        outlook: None,
        judged: false,
        chart: None,
        surges: Vec::new(),
        markets: Vec::new(),
        compared: None,
        aligned: None,
        varying: Varying::default(),
        weeks: Vec::new(),
        reference: None,
        monthly: None,
        origins: granary.origins(profile, id, on).as_ref().clone(),
        agreed: agreed(&supply::Known { granary, profile, agreements: asked.agreements, on, today }, id),
        leads: None,
        stocks: stocks(granary, profile, id),
        standing,
    };
    if let Some(city) = granary.shown(profile, id, &profile.code, PriceLevel::Retail) {
        let chart = trend::Asked { granary, profile, acts, on: day::of(on), view, lang };
        page.chart = trend::on_page(&chart, id, &profile.code);
        fill(&mut page, granary, city, profile, commodity, asked);
        page.outlook = outlook::outlook(granary, city, profile, on, judged);
    }
    Some(page)
}

/// The regions with an agreement in force about the commodity.
fn agreed(known: &supply::Known<'_>, id: &CommodityId) -> Vec<SupplyLine> {
    known.lines(id).into_iter().filter(|line| line.agreement.is_some()).collect()
}

fn fill(
    page: &mut CommodityPage,
    granary: &Granary,
    city: &City,
    profile: &Profile,
    commodity: &Commodity,
    asked: &Asked<'_>,
) {
    let (today, lang) = (asked.today, asked.lang);
    let price = city.price();
    page.source = Some(city.key.source.clone());
    page.unit = unit(city, commodity);
    page.latest = changes::latest(price, today);
    let Some(last) = city.last_day() else { return };
    let on = page.standing.latest.unwrap_or(today);
    let told = granary.warnings_of(city, profile, on, lang);
    page.warnings = told.into_iter().filter(|warning| warning.kind != WarningKind::Reference).collect();
    page.monthly = monthly(price);
    page.judged = is_judged(city, on);
    let first = price.day.first().copied().unwrap_or(last);
    let (from, to) = asked.view.days(first, last);
    let surges: Vec<&Surge> = city
        .surges(profile)
        .iter()
        .filter(|surge| surge.confirmed.is_some() && surge.onset <= to && surge.end.is_none_or(|end| end >= from))
        .collect();
    page.surges = surges.iter().rev().map(|surge| surge_row(surge)).collect();
    page.markets = markets(city, profile);
    page.compared = compared::compared(city, profile, commodity, (from, to.min(last)), lang);
    page.aligned = aligned::aligned(city, profile, page.judged, lang);
    page.leads = leads::leads(granary, city, &page.origins, profile, last, lang);
    page.varying = varying::varying(city, profile);
    page.weeks = weeks::weeks(price, WEEKS);
    page.reference = reference(city, profile);
}

/// The official indicators of the last month that is over.
fn monthly(price: &CitySeries) -> Option<MonthlyIndicators> {
    let months = Months::of_city(price);
    let at = months.len().checked_sub(1)?;
    let alps = alps(&months)[at];
    let ipa = ipa(&months, IpaMode::Strict)[at];
    Some(MonthlyIndicators {
        month: months.month(at)?,
        alps: alps.class().map(|class| (alps.alps, class.as_str())),
        ipa: ipa.class().map(|class| (ipa.ipa, class.as_str())),
    })
}

/// The latest stock of the commodity in the city and where it comes from.
pub(crate) fn stocks(granary: &Granary, profile: &Profile, id: &CommodityId) -> Vec<StockRow> {
    let near = |stock: &&Stock| {
        let region = stock.place.region();
        stock.commodity == *id && (region == profile.code || profile.supplies_from(&region))
    };
    let mut rows: Vec<StockRow> = granary
        .beside()
        .latest_stocks()
        .filter(near)
        .map(|stock| StockRow {
            place: profile.place_name(&stock.place),
            date: stock.date,
            stock: stock.stock,
            daily_need: stock.daily_need,
            days: stock.days(),
        })
        .collect();
    rows.sort_by(|a, b| a.days.unwrap_or(f64::MAX).total_cmp(&b.days.unwrap_or(f64::MAX)));
    rows
}

fn surge_row(surge: &Surge) -> SurgeRow {
    SurgeRow {
        onset: day::date(surge.onset),
        end: surge.end.map(day::date),
        baseline: surge.baseline,
        peak: surge.peak,
        peak_day: day::date(surge.peak_day),
    }
}

/// Each market's last price, dearest first.
fn markets(city: &City, profile: &Profile) -> Vec<MarketRow> {
    let mut rows: Vec<MarketRow> = city
        .members
        .iter()
        .filter(|series| series.key.place.is_market())
        .filter_map(|series| market(series, profile))
        .collect();
    rows.sort_by(|a, b| b.price.total_cmp(&a.price));
    rows
}

fn market(series: &MarketSeries, profile: &Profile) -> Option<MarketRow> {
    let last = series.price.iter().rposition(|price| price.is_finite())?;
    Some(MarketRow {
        place: series.key.place.clone(),
        name: profile.place_name(&series.key.place),
        date: day::date(series.day[last]),
        price: series.price[last],
        unchanged_since: day::date(series.unchanged_since()?),
        week: changes::against(&series.day, &series.price, last, series.day[last] - 7),
    })
}
