//! `/api/v1/series/{commodity}/{place}.csv|.json`: one series, whole or cut to
//! dates.

use super::AppState;
use super::part::Part;
use super::problem::Problem;
use crate::series::{Asked, Found, csv, json, missing};
use crate::store::AsOfError;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use chrono::NaiveDate;
use lumbung_data::granary::Granary;
use lumbung_data::model::{CommodityId, Lang, PlaceCode, PriceLevel, SourceId};
use serde::Deserialize;
use std::sync::Arc;

/// The query as it stands in the address.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Params {
    level: Option<String>,
    source: Option<String>,
    from: Option<String>,
    to: Option<String>,
    as_of: Option<String>,
}

/// The handler.
///
/// # Errors
/// A [`Problem`] when the address is not understood, or nothing is known of the
/// series.
pub async fn series(
    State(state): State<AppState>,
    Part((commodity, place)): Part<(String, String)>,
    params: Result<Query<Params>, QueryRejection>,
) -> Result<Response, Problem> {
    let Query(params) = params.map_err(|error| Problem::bad_request(error.body_text()))?;
    let (place, extension) = place
        .rsplit_once('.')
        .ok_or_else(|| Problem::bad_request("End the address with .csv or .json, as in …/bawang-merah/3273.csv"))?;
    let bad = |error: lumbung_data::model::ParseError| Problem::bad_request(error.to_string());
    let asked = Asked {
        commodity: CommodityId::parse(&commodity).map_err(bad)?,
        place: PlaceCode::parse(place).map_err(bad)?,
        level: params.level.as_deref().map_or(Ok(PriceLevel::Retail), PriceLevel::parse).map_err(bad)?,
        source: params.source.as_deref().map(SourceId::parse).transpose().map_err(bad)?,
        from: date("from", params.from.as_deref())?,
        to: date("to", params.to.as_deref())?,
    };
    let granary = known_at(&state, params.as_of.as_deref()).await?;
    let found = Found::in_granary(&granary, &state.live.profile, &asked)
        .ok_or_else(|| Problem::not_found(missing(&granary, &state.live.profile, &asked, Lang::En)))?;
    let (kind, text) = match extension {
        "csv" => ("text/csv; charset=utf-8", csv(&found, &asked)),
        "json" => ("application/json", json(&found, &asked)),
        other => return Err(Problem::bad_request(format!("There is no .{other} here, only .csv and .json"))),
    };
    let name =
        format!("{}_{}_{}.{extension}", asked.commodity, asked.place.as_str().replace('/', "-"), found.file_source());
    let headers = [
        (header::CONTENT_TYPE, kind.to_owned()),
        (header::CONTENT_DISPOSITION, format!("inline; filename=\"{name}\"")),
        (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*".to_owned()),
    ];
    Ok((headers, text).into_response())
}

fn date(name: &str, text: Option<&str>) -> Result<Option<NaiveDate>, Problem> {
    let wrong = |text: &str| Problem::bad_request(format!("{name}={text}: write the date as 2023-12-22"));
    text.map(|text| text.parse().map_err(|_| wrong(text))).transpose()
}

async fn known_at(state: &AppState, as_of: Option<&str>) -> Result<Arc<Granary>, Problem> {
    let Some(as_of) = as_of else { return Ok(state.live.granary()) };
    let version = match state.live.store.version_as_of(as_of).await {
        Ok(version) => version,
        Err(AsOfError::Book(error)) => return Err(Problem::internal(&error)),
        Err(error) => return Err(Problem::bad_request(error.message(Lang::En))),
    };
    state.live.at(version).await.map_err(|error| Problem::internal(&error))
}
