//! `/api/v1/commodities`: what is priced.

use super::paging::{Page, answer, limit};
use super::schema;
use crate::routes::AppState;
use crate::routes::problem::Problem;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, Uri};
use axum::response::Response;
use lumbung_data::profile::{Commodity, Profile};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// The query.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(in crate::routes) struct Params {
    /// The last commodity of the page before, as its Link header has it.
    #[param(inline, value_type = Option<schema::Commodity>)]
    after: Option<String>,
    /// Rows of an answer, 100 if left out.
    #[param(inline, value_type = Option<schema::Limit>)]
    limit: Option<i64>,
}

/// What is priced, in the profile's order.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::routes) struct Commodities {
    /// The commodities.
    commodities: Vec<CommodityEntry>,
}

/// A commodity or variety.
#[derive(Debug, Serialize, ToSchema)]
struct CommodityEntry {
    /// Its identifier, as it stands in addresses.
    #[schema(example = "cabai-rawit-merah")]
    id: String,
    /// Its name in Indonesian.
    name: String,
    /// Its name in English.
    name_en: String,
    /// The group that it belongs to.
    group: String,
    /// The group in English.
    group_en: String,
    /// The canonical unit of its prices.
    #[schema(example = "kg")]
    unit: String,
    /// Its class in COICOP 2018.
    #[schema(example = "01.1.7")]
    coicop: String,
    /// Whether the city's board shows it.
    watched: bool,
    /// What it weighs in the city's basket, in per cent, where that is published.
    weight: Option<f64>,
}

impl CommodityEntry {
    fn of(commodity: &Commodity, profile: &Profile) -> Self {
        Self {
            id: commodity.id.to_string(),
            name: commodity.name.clone(),
            name_en: commodity.name_en.clone(),
            group: commodity.group.clone(),
            group_en: commodity.group_en.clone(),
            unit: commodity.unit.clone(),
            coicop: commodity.coicop.clone(),
            watched: profile.watched.contains(&commodity.id),
            weight: profile.weight(&commodity.id),
        }
    }
}

/// Commodities
///
/// What is priced: identifiers, names, units and classes.
#[utoipa::path(
    get,
    path = "/api/v1/commodities",
    tag = "catalogue",
    params(Params),
    responses(
        (status = 200, description = "A page of commodities", body = Commodities),
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
    let profile = &state.live.profile;
    let page = Page::after(&profile.commodities, params.after.as_deref(), limit(params.limit)?, |c| c.id.to_string())?;
    let page = page.map(|commodity| CommodityEntry::of(commodity, profile));
    answer(&uri, &headers, &Commodities { commodities: page.rows }, page.next.as_ref())
}
