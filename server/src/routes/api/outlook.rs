//! `/api/v1/outlook`: the chance of a surge and the range of prices, as they are said of
//! the last survey day of each city price.

use super::paging::{Page, answer, limit};
use super::schema;
use crate::pages;
use crate::routes::AppState;
use crate::routes::problem::Problem;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, Uri};
use axum::response::Response;
use chrono::NaiveDate;
use lumbung_data::model::{CityKey, CommodityId, PlaceCode, day};
use lumbung_data::outlook::{HORIZONS, Prospect};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// The query.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(in crate::routes) struct Params {
    /// Of this commodity only.
    #[param(inline, value_type = Option<schema::Commodity>, example = "cabai-rawit-merah")]
    commodity: Option<String>,
    /// Of this region only.
    #[param(inline, value_type = Option<schema::Place>, example = "3273")]
    place: Option<String>,
    /// The last row of the page before, as its Link header has it.
    after: Option<String>,
    /// Rows of an answer, 100 if left out.
    #[param(inline, value_type = Option<schema::Limit>)]
    limit: Option<i64>,
}

/// The outlook of each city price of which enough is known.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::routes) struct Outlooks {
    /// The data version.
    version: i64,
    /// Whether it is computed for this server yet, which takes a while after its start.
    computed: bool,
    /// The outlooks, in the order of commodities and places.
    outlook: Vec<OutlookEntry>,
}

/// What is said of one city price.
#[derive(Debug, Serialize, ToSchema)]
struct OutlookEntry {
    /// What is priced.
    #[schema(example = "cabai-rawit-merah")]
    commodity: String,
    /// The region.
    #[schema(example = "3273")]
    place: String,
    /// Who pays.
    #[schema(example = "retail")]
    level: &'static str,
    /// Whose figures.
    #[schema(example = "pihps")]
    source: String,
    /// The survey day on which it is said.
    date: NaiveDate,
    /// What is said of each horizon, the nearest first.
    horizons: Vec<HorizonEntry>,
}

/// What may have come after so many calendar days.
#[derive(Debug, Serialize, ToSchema)]
struct HorizonEntry {
    /// Calendar days after `date`.
    horizon_days: i32,
    /// The chance that a surge sets in within them, 0 to 1.
    p_surge: f64,
    /// The price that is undercut with a chance of 10 %, rupiah per unit.
    q10: f64,
    /// The median.
    q50: f64,
    /// The price that is exceeded with a chance of 10 %.
    q90: f64,
}

impl OutlookEntry {
    fn of((key, prospect): (CityKey, Prospect)) -> Self {
        let horizons = HORIZONS.iter().zip(&prospect.forecasts).map(|(days, forecast)| {
            let [q10, q50, q90] = forecast.price;
            HorizonEntry { horizon_days: *days, p_surge: forecast.chance, q10, q50, q90 }
        });
        Self {
            commodity: key.commodity.to_string(),
            place: key.region.to_string(),
            level: key.level.as_str(),
            source: key.source.to_string(),
            date: day::date(prospect.day),
            horizons: horizons.collect(),
        }
    }
}

fn cursor((key, _): &(CityKey, Prospect)) -> String {
    format!("{}:{}:{}:{}", key.commodity, key.region, key.level, key.source)
}

/// Outlook
///
/// The chance that a surge sets in, and the range in which the price may lie, after 7, 14
/// and 28 days.
#[utoipa::path(
    get,
    path = "/api/v1/outlook",
    tag = "watch",
    params(Params),
    responses(
        (status = 200, description = "A page of outlooks", body = Outlooks),
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
    let (granary, profile) = (state.live.granary(), &state.live.profile);
    let on = pages::latest(&granary, profile).unwrap_or_else(crate::today);
    let cities = granary.all_shown(profile);
    let wanted = cities.into_iter().filter(|city| {
        commodity.as_ref().is_none_or(|id| *id == city.key.commodity)
            && place.as_ref().is_none_or(|place| *place == city.key.region)
    });
    let said = wanted.filter_map(|city| granary.prospect(&city.key, on).map(|said| (city.key.clone(), said)));
    let page = Page::after(said, params.after.as_deref(), limit(params.limit)?, cursor)?.map(OutlookEntry::of);
    let foreseen = state.live.foreseen();
    let computed = foreseen == granary.version();
    let version = if foreseen > 0 { foreseen } else { granary.version() };
    let body = Outlooks { version, computed, outlook: page.rows };
    answer(&uri, &headers, &body, page.next.as_ref())
}
