//! `/api/v1/places`: where prices are known, and the markets of the profile.

use super::paging::{Page, answer, limit};
use super::schema;
use crate::pages;
use crate::routes::AppState;
use crate::routes::problem::Problem;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, Uri};
use axum::response::Response;
use lumbung_data::gazetteer;
use lumbung_data::model::PlaceCode;
use lumbung_data::profile::Profile;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::{IntoParams, ToSchema};

/// The query.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(in crate::routes) struct Params {
    /// The last place of the page before, as its Link header has it.
    #[param(inline, value_type = Option<schema::Place>)]
    after: Option<String>,
    /// Rows of an answer, 100 if left out.
    #[param(inline, value_type = Option<schema::Limit>)]
    limit: Option<i64>,
}

/// Places, in the order of their codes.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::routes) struct Places {
    /// The places.
    places: Vec<PlaceEntry>,
}

/// A region or a market.
#[derive(Debug, Serialize, ToSchema)]
struct PlaceEntry {
    /// Its code: BPS's of a region, with a name behind it of a market.
    #[schema(example = "3273/kosambi")]
    code: String,
    /// Its name.
    name: String,
    /// `region` or `market`.
    #[schema(example = "market")]
    kind: &'static str,
    /// The region that it is or lies in.
    #[schema(example = "3273")]
    region: String,
    /// Degrees north, where that is known.
    latitude: Option<f64>,
    /// Degrees east, where that is known.
    longitude: Option<f64>,
    /// Whether it supplies the city.
    supplies: bool,
}

impl PlaceEntry {
    fn of((code, name): (PlaceCode, String), profile: &Profile) -> Self {
        let at = match profile.market(&code) {
            Some(market) => market.at,
            None => gazetteer::location(&code),
        };
        Self {
            kind: if code.is_market() { "market" } else { "region" },
            region: code.region().to_string(),
            latitude: at.map(|at| at.lat),
            longitude: at.map(|at| at.lon),
            supplies: profile.supplies_from(&code),
            code: code.to_string(),
            name,
        }
    }
}

/// Places
///
/// The city, its markets, the regions that supply it, and every place with prices.
#[utoipa::path(
    get,
    path = "/api/v1/places",
    tag = "catalogue",
    params(Params),
    responses(
        (status = 200, description = "A page of places", body = Places),
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
    let (granary, profile) = (state.live.granary(), &state.live.profile);
    // Files may name markets that the profile does not know.
    let members = granary.cities().flat_map(|city| city.members.iter().map(|series| series.key.place.clone()));
    let more = members.map(|place| (place.clone(), profile.place_name(&place)));
    let all: BTreeMap<PlaceCode, String> = pages::places(&granary, profile).into_iter().chain(more).collect();
    let page = Page::after(all, params.after.as_deref(), limit(params.limit)?, |(code, _)| code.to_string())?;
    let page = page.map(|place| PlaceEntry::of(place, profile));
    answer(&uri, &headers, &Places { places: page.rows }, page.next.as_ref())
}
