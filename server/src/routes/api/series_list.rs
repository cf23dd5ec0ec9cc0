//! `/api/v1/series`: which series there are.

use super::paging::{Page, answer, limit};
use super::schema;
use crate::routes::AppState;
use crate::routes::problem::Problem;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, Uri};
use axum::response::Response;
use chrono::NaiveDate;
use lumbung_data::model::catalogue::{SeriesFilter, SeriesRow};
use lumbung_data::model::{CommodityId, Lang, PlaceCode, PriceLevel, SourceId};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// The query.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(in crate::routes) struct Params {
    /// Of this commodity only.
    #[param(inline, value_type = Option<schema::Commodity>, example = "bawang-merah")]
    commodity: Option<String>,
    /// Of this market, or of this region and its markets, only.
    #[param(inline, value_type = Option<schema::Place>, example = "3273")]
    place: Option<String>,
    /// Of this price level only.
    #[param(inline, value_type = Option<schema::Level>)]
    level: Option<String>,
    /// From this source only.
    #[param(inline, value_type = Option<schema::Source>)]
    source: Option<String>,
    /// The last series of the page before, as its Link header has it.
    after: Option<String>,
    /// Rows of an answer, 100 if left out.
    #[param(inline, value_type = Option<schema::Limit>)]
    limit: Option<i64>,
}

/// Series, in the order of commodities, places, levels and sources.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::routes) struct SeriesList {
    /// The data version.
    version: i64,
    /// The series.
    series: Vec<SeriesEntry>,
}

/// A series, and how much is known of it.
#[derive(Debug, Serialize, ToSchema)]
struct SeriesEntry {
    /// What is priced.
    #[schema(example = "bawang-merah")]
    commodity: String,
    /// A region, which stands for its city price, or a market.
    #[schema(example = "3273")]
    place: String,
    /// The price level.
    #[schema(example = "retail")]
    level: &'static str,
    /// Whose figures.
    #[schema(example = "pihps")]
    source: String,
    /// How often it comes.
    #[schema(example = "daily")]
    frequency: &'static str,
    /// The canonical unit of its prices.
    #[schema(example = "kg")]
    unit: String,
    /// The first day with a price.
    first: NaiveDate,
    /// The last one.
    last: NaiveDate,
    /// How many days, weeks or months have a price.
    priced: u32,
    /// The share of working days, weeks or months between first and last that have one.
    coverage: f64,
    /// The version of its latest row.
    version: i64,
    /// Where its figures are; other suffixes give other formats.
    #[schema(example = "/api/v1/series/bawang-merah/3273.csv?level=retail&source=pihps")]
    url: String,
}

impl From<SeriesRow> for SeriesEntry {
    fn from(row: SeriesRow) -> Self {
        Self {
            url: row.file("csv"),
            commodity: row.commodity.to_string(),
            place: row.place.to_string(),
            level: row.level.as_str(),
            source: row.source.to_string(),
            frequency: row.frequency.as_str(),
            unit: row.unit,
            first: row.first,
            last: row.last,
            priced: row.priced,
            coverage: row.coverage,
            version: row.version,
        }
    }
}

/// What names a series in a cursor.
fn cursor(row: &SeriesRow) -> String {
    format!("{}:{}:{}:{}", row.commodity, row.place, row.level, row.source)
}

/// Series
///
/// Which series there are, and how much is known of each.
#[utoipa::path(
    get,
    path = "/api/v1/series",
    tag = "catalogue",
    params(Params),
    responses(
        (status = 200, description = "A page of series", body = SeriesList),
        (status = 304, description = "The caller has it already"),
        (status = 404, description = "The cursor names no row", body = Problem, content_type = "application/problem+json"),
        (status = 400, description = "The query is not understood", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(in crate::routes) async fn list(
    State(state): State<AppState>,
    uri: Uri,
    headers: HeaderMap,
    params: Result<Query<Params>, QueryRejection>,
) -> Result<Response, Problem> {
    let Query(params) = params?;
    let commodity = params.commodity.as_deref().map(CommodityId::parse).transpose()?;
    let place = params.place.as_deref().map(PlaceCode::parse).transpose()?;
    let level = params.level.as_deref().map(PriceLevel::parse).transpose()?;
    let source = params.source.as_deref().map(SourceId::parse).transpose()?;
    let filter = SeriesFilter { commodity, place, level, source, coverage: None };
    // Kept until the next version: a series is looked through once.
    let known = state.reader.catalogue(Lang::Id);
    let wanted = known.series.iter().filter(|row| filter.takes(row)).cloned();
    let page = Page::after(wanted, params.after.as_deref(), limit(params.limit)?, cursor)?.map(SeriesEntry::from);
    let body = SeriesList { version: known.standing.version, series: page.rows };
    answer(&uri, &headers, &body, page.next.as_ref())
}
