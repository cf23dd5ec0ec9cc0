//! `/api/v1/series/{commodity}/{place}.csv|.json`: one series, whole or cut to
//! dates. A region's code gives the city price, a market's its observations.

use super::AppState;
use super::problem::Problem;
use axum::extract::{Path, Query, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, NaiveDate};
use lumbung_data::granary::{City, Granary};
use lumbung_data::model::{CommodityId, MarketSeries, ObsStatus, PlaceCode, PriceLevel, SourceId, day};
use lumbung_data::profile::Profile;
use serde::{Deserialize, Serialize};
use std::fmt::Write;
use std::ops::Range;
use std::sync::Arc;

/// Which series, and which of its days.
#[derive(Debug, Clone)]
pub struct Asked {
    /// The commodity.
    pub commodity: CommodityId,
    /// A region or a market.
    pub place: PlaceCode,
    /// The price level.
    pub level: PriceLevel,
    /// The source; the one that pages show if none.
    pub source: Option<SourceId>,
    /// The first day.
    pub from: Option<NaiveDate>,
    /// The last day.
    pub to: Option<NaiveDate>,
}

/// The query as it stands in the address.
#[derive(Debug, Default, Deserialize)]
pub struct Params {
    level: Option<String>,
    source: Option<String>,
    from: Option<NaiveDate>,
    to: Option<NaiveDate>,
    as_of: Option<String>,
}

/// A series that exists.
#[derive(Debug, Clone)]
pub enum Found {
    /// A city price.
    City(Arc<City>),
    /// A market's observations.
    Market(Arc<MarketSeries>),
}

impl Found {
    /// Looks it up.
    #[must_use]
    pub fn in_granary(granary: &Granary, profile: &Profile, asked: &Asked) -> Option<Self> {
        let region = asked.place.region();
        let city = match &asked.source {
            None => granary.shown(profile, &asked.commodity, &region, asked.level),
            Some(source) => granary.from_source(&asked.commodity, &region, asked.level, source),
        }?;
        if asked.place.is_market() {
            city.members
                .iter()
                .find(|series| series.key.place == asked.place)
                .map(|series| Self::Market(Arc::clone(series)))
        } else {
            Some(Self::City(Arc::clone(city)))
        }
    }
}

/// The handler.
///
/// # Errors
/// A [`Problem`] when the address is not understood, or nothing is known of the
/// series.
pub async fn series(
    State(state): State<AppState>,
    Path((commodity, place)): Path<(String, String)>,
    Query(params): Query<Params>,
) -> Result<Response, Problem> {
    let (place, extension) = place
        .rsplit_once('.')
        .ok_or_else(|| Problem::bad_request("End the address with .csv or .json, as in …/bawang-merah/3273.csv"))?;
    let bad = |error: lumbung_data::model::ParseError| Problem::bad_request(error.to_string());
    let asked = Asked {
        commodity: CommodityId::parse(&commodity).map_err(bad)?,
        place: PlaceCode::parse(place).map_err(bad)?,
        level: params.level.as_deref().map_or(Ok(PriceLevel::Retail), PriceLevel::parse).map_err(bad)?,
        source: params.source.as_deref().map(SourceId::parse).transpose().map_err(bad)?,
        from: params.from,
        to: params.to,
    };
    let granary = known_at(&state, params.as_of.as_deref()).await?;
    let found =
        Found::in_granary(&granary, &state.live.profile, &asked).ok_or_else(|| missing(&state.live.profile, &asked))?;
    let (kind, text) = match extension {
        "csv" => ("text/csv; charset=utf-8", csv(&found, &asked)),
        "json" => ("application/json", json(&found, &asked)),
        other => return Err(Problem::bad_request(format!("There is no .{other} here, only .csv and .json"))),
    };
    Ok(([(header::CONTENT_TYPE, kind), (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*")], text).into_response())
}

async fn known_at(state: &AppState, as_of: Option<&str>) -> Result<Arc<Granary>, Problem> {
    let Some(as_of) = as_of else { return Ok(state.live.granary()) };
    let store = &state.live.store;
    let version = match (as_of.parse::<i64>(), DateTime::parse_from_rfc3339(as_of)) {
        (Ok(version), _) => version,
        (_, Ok(moment)) => store.book.version_at(moment.to_utc()).await.map_err(|error| Problem::internal(&error))?,
        _ => return Err(Problem::bad_request("as_of is a version's number or a moment like 2025-12-19T08:00:00Z")),
    };
    let current = state.live.granary();
    if version == current.version() {
        return Ok(current);
    }
    if !(0..current.version()).contains(&version) {
        return Err(Problem::bad_request(format!("as_of: the lake has the versions 0 to {}", current.version())));
    }
    store.load(version).await.map(Arc::new).map_err(|error| Problem::internal(&error))
}

fn missing(profile: &Profile, asked: &Asked) -> Problem {
    let Asked { commodity, place, level, .. } = asked;
    let hint = match profile.commodity_named(commodity.as_str()) {
        Err(unknown) if !unknown.nearest.is_empty() => format!(" Nearest commodities: {}.", unknown.nearest.join(", ")),
        _ => String::new(),
    };
    Problem::not_found(format!("Nothing is known of {commodity} at {place} ({level}).{hint}"))
}

/// The rows of the asked days.
fn window(days: &[i32], asked: &Asked) -> Range<usize> {
    let start = asked.from.map_or(0, |from| days.partition_point(|d| *d < day::of(from)));
    let end = asked.to.map_or(days.len(), |to| days.partition_point(|d| *d <= day::of(to)));
    start..end.max(start)
}

/// A number plain, nothing for none.
fn number(value: f64) -> String {
    if value.is_finite() { value.to_string() } else { String::new() }
}

/// The series as CSV, its columns those of the contract.
#[must_use]
pub fn csv(found: &Found, asked: &Asked) -> String {
    let mut out = String::new();
    // Writing to a string cannot fail.
    let _ = match found {
        Found::City(city) => city_csv(&mut out, city, asked),
        Found::Market(market) => market_csv(&mut out, market, asked),
    };
    out
}

fn city_csv(out: &mut String, city: &City, asked: &Asked) -> std::fmt::Result {
    let series = city.price();
    let key = &series.key;
    out.push_str("date,commodity,place,level,source,price,unit,markets,status,version\n");
    for i in window(&series.day, asked) {
        writeln!(
            out,
            "{},{},{},{},{},{},{},{},{},{}",
            day::date(series.day[i]),
            key.commodity,
            key.region,
            key.level,
            key.source,
            number(series.price[i]),
            series.unit,
            series.markets[i],
            series.status[i],
            series.version[i]
        )?;
    }
    Ok(())
}

fn market_csv(out: &mut String, series: &MarketSeries, asked: &Asked) -> std::fmt::Result {
    let key = &series.key;
    out.push_str("date,commodity,place,level,source,reported,reported_unit,price,unit,status,version\n");
    for i in window(&series.day, asked) {
        writeln!(
            out,
            "{},{},{},{},{},{},{},{},{},{},{}",
            day::date(series.day[i]),
            key.commodity,
            key.place,
            key.level,
            key.source,
            number(series.reported[i]),
            series.reported_unit,
            number(series.price[i]),
            series.unit,
            series.status[i],
            series.version[i]
        )?;
    }
    Ok(())
}

/// A series as columns; a city price has `markets`, a market `reported`.
#[derive(Serialize)]
struct Columns<'a> {
    commodity: &'a str,
    place: &'a str,
    level: PriceLevel,
    source: &'a str,
    unit: &'a str,
    version: i64,
    date: Vec<NaiveDate>,
    price: Vec<Option<f64>>,
    status: Vec<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    markets: Option<&'a [u32]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reported: Option<Vec<Option<f64>>>,
}

/// The series as JSON columns of equal length; `version` is its latest row's.
#[must_use]
pub fn json(found: &Found, asked: &Asked) -> String {
    let columns = match found {
        Found::City(city) => {
            let series = city.price();
            let rows = window(&series.day, asked);
            Columns {
                markets: Some(&series.markets[rows.clone()]),
                ..columns(
                    asked,
                    &city.key.source,
                    &series.unit,
                    rows,
                    (&series.day, &series.price, &series.status, &series.version),
                )
            }
        }
        Found::Market(series) => {
            let rows = window(&series.day, asked);
            Columns {
                reported: Some(finite(&series.reported[rows.clone()])),
                ..columns(
                    asked,
                    &series.key.source,
                    &series.unit,
                    rows,
                    (&series.day, &series.price, &series.status, &series.version),
                )
            }
        }
    };
    serde_json::to_string(&columns).unwrap_or_default()
}

/// The columns that both kinds of series have: days, prices, statuses and
/// versions, cut to `rows`.
fn columns<'a>(
    asked: &'a Asked,
    source: &'a SourceId,
    unit: &'a str,
    rows: Range<usize>,
    (days, prices, statuses, versions): (&[i32], &[f64], &[ObsStatus], &[i64]),
) -> Columns<'a> {
    Columns {
        commodity: asked.commodity.as_str(),
        place: asked.place.as_str(),
        level: asked.level,
        source: source.as_str(),
        unit,
        version: versions[rows.clone()].iter().copied().max().unwrap_or_default(),
        date: days[rows.clone()].iter().map(|d| day::date(*d)).collect(),
        price: finite(&prices[rows.clone()]),
        status: statuses[rows].iter().map(|status| status.as_str()).collect(),
        markets: None,
        reported: None,
    }
}

/// NaN as null.
fn finite(values: &[f64]) -> Vec<Option<f64>> {
    values.iter().map(|value| value.is_finite().then_some(*value)).collect()
}
