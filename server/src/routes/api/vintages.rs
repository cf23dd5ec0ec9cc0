//! `/api/v1/vintages/{commodity}/{place}` with `.csv`, `.json`, `.parquet`, `.xlsx` or
//! `.zip`: what was known of a series at each version that changed it; and the same for the
//! page of a series.

use super::schema;
use crate::routes::AppState;
use crate::routes::asking::{Asking, value_in};
use crate::routes::fresh::Fresh;
use crate::routes::headers::say_version;
use crate::routes::part::Part;
use crate::routes::problem::Problem;
use crate::routes::series::{known_at, layout, split, which};
use crate::series::{Asked, Found, missing};
use axum::Json;
use axum::extract::rejection::QueryRejection;
use axum::extract::{OriginalUri, Query, Request, State};
use axum::http::{HeaderMap, Uri, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, NaiveDate, Utc};
use lumbung_data::export::{Format, Layout, VintageFile};
use lumbung_data::granary::{Granary, Vintages};
use lumbung_data::model::catalogue::{SERIES, Triangle, TriangleRow, VINTAGES};
use lumbung_data::model::chart::decoded;
use lumbung_data::model::{CityKey, CommodityId, Lang, PlaceCode, PriceLevel, SourceId, day};
use lumbung_data::profile::Profile;
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use utoipa::{IntoParams, ToSchema};

/// Versions that are told apart where no number is asked for, and at the most.
const USUAL: usize = 24;
const MOST: usize = 120;
/// Versions and days that a page shows.
const ON_PAGE: (usize, usize) = (8, 24);

/// The query.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(in crate::routes) struct Params {
    /// The price level: producer, wholesale or retail, which is the default.
    #[param(inline, value_type = Option<schema::Level>)]
    level: Option<String>,
    /// The source; the profile's first that has the series if left out.
    #[param(inline, value_type = Option<schema::Source>)]
    source: Option<String>,
    /// Up to what was known then: a version, a day or an RFC 3339 moment.
    #[param(inline, value_type = Option<schema::AsOf>, example = json!(2))]
    as_of: Option<String>,
    /// The latest versions that changed the series, 24 if left out; what older ones said is
    /// told as known since the first of them.
    #[param(inline, value_type = Option<schema::Vintages>)]
    vintages: Option<i64>,
    /// long, which is the default: a row for each value and how long it held; wide: the
    /// triangle, a column a version.
    #[param(inline, value_type = Option<schema::Layout>)]
    layout: Option<String>,
    /// With .csv: plain, which is the default, or excel-id, which Excel in Indonesian opens.
    #[param(inline, value_type = Option<schema::Dialect>)]
    variant: Option<String>,
}

/// A series with its vintages, as columns of equal length.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::routes) struct VintageColumns {
    /// What is priced.
    #[schema(example = "bawang-merah")]
    commodity: String,
    /// A region or a market.
    #[schema(example = "3273")]
    place: String,
    /// The price level.
    #[schema(example = "retail")]
    level: &'static str,
    /// Whose figures.
    #[schema(example = "pihps")]
    source: String,
    /// The canonical unit.
    #[schema(example = "kg")]
    unit: String,
    /// The versions that are told apart, rising.
    versions: Vec<VintageVersion>,
    /// The days; one stands as often as it was told differently.
    date: Vec<NaiveDate>,
    /// Rupiah per unit.
    price: Vec<Option<f64>>,
    /// What was known of each value, by the letters of SDMX's `CL_OBS_STATUS`.
    status: Vec<&'static str>,
    /// The version that said so first.
    known_since: Vec<i64>,
    /// The version that said otherwise; none while it holds.
    known_until: Vec<Option<i64>>,
}

/// A version that changed the series.
#[derive(Debug, Serialize, ToSchema)]
struct VintageVersion {
    /// Its number: what `as_of` takes.
    version: i64,
    /// When it was made.
    made_at: Option<DateTime<Utc>>,
}

fn columns(state: &AppState, told: &Vintages) -> VintageColumns {
    let made = |version: &i64| VintageVersion { version: *version, made_at: state.live.made_at(*version) };
    let rows = || told.rows.iter();
    VintageColumns {
        commodity: told.key.commodity.to_string(),
        place: told.place.to_string(),
        level: told.key.level.as_str(),
        source: told.key.source.to_string(),
        unit: told.unit.clone(),
        versions: told.versions.iter().map(made).collect(),
        date: rows().map(|row| day::date(row.day)).collect(),
        price: rows().map(|row| Some(row.price).filter(|price| price.is_finite())).collect(),
        status: rows().map(|row| row.status.as_str()).collect(),
        known_since: rows().map(|row| row.since).collect(),
        known_until: rows().map(|row| row.until).collect(),
    }
}

/// Vintages of a series
///
/// What was known of each day at each version that changed the series.
#[utoipa::path(
    get,
    path = "/api/v1/vintages/{commodity}/{place}.{format}",
    tag = "history",
    params(
        ("commodity" = inline(schema::Commodity), Path, description = "The commodity", example = "bawang-merah"),
        ("place" = inline(schema::Place), Path, description = "A region's code, or a market's with its slash as %2F", example = "3273"),
        ("format" = String, Path, pattern = "^(csv|json|parquet|xlsx|zip)$", description = "The format", example = "csv"),
        Params,
    ),
    responses(
        (status = 200, description = "The vintages", content(
            (VintageColumns = "application/json"),
            (String = "text/csv"),
            (inline(schema::Bytes) = "application/vnd.apache.parquet"),
            (inline(schema::Bytes) = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
            (inline(schema::Bytes) = "application/zip"),
        )),
        (status = 304, description = "The caller has it already"),
        (status = 400, description = "The address is not understood", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "The query contradicts itself", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "There is no such series or version", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(in crate::routes) async fn file(
    State(state): State<AppState>,
    asking: Asking,
    Part((commodity, place)): Part<(String, String)>,
    OriginalUri(uri): OriginalUri,
    params: Result<Query<Params>, QueryRejection>,
    headers: HeaderMap,
) -> Result<Response, Response> {
    let bad = IntoResponse::into_response;
    let Query(params) = params.map_err(|error| bad(error.into()))?;
    let (asked, format, is_triangle) = read(&commodity, &place, &params).map_err(bad)?;
    let most = number(params.vintages).map_err(bad)?;
    let granary = known_at(&state, params.as_of.as_deref()).await.map_err(bad)?;
    let fresh = Fresh::of_request(&state, granary.version(), &uri);
    let profile = Arc::clone(&state.live.profile);
    let Some(key) = key(&granary, &profile, &asked) else {
        return Err(bad(Problem::not_found(missing(&granary, &profile, &asked, Lang::En))));
    };
    if fresh.is_known(&headers) {
        return Ok(fresh.not_modified());
    }
    let permit = state.writing.begin(asking.address).map_err(IntoResponse::into_response)?;
    let version = granary.version();
    let told = state.live.store.vintages(version, &key, &asked.place, most).await;
    let told = told.map_err(|error| bad(Problem::internal(&error)))?;
    let mut response = if format == Format::Json {
        Json(columns(&state, &told)).into_response()
    } else {
        let written = tokio::task::spawn_blocking(move || {
            let file = VintageFile { told: &told, granary: &granary, profile: &profile };
            let mut bytes = Vec::new();
            file.write(format, is_triangle, &mut bytes).map(|_| (file.file_name(format, is_triangle), bytes))
        });
        let written = written.await.map_err(|error| bad(Problem::internal(&error)))?;
        let (name, bytes) = written.map_err(|error| bad(Problem::internal(&error)))?;
        let about = [
            (header::CONTENT_TYPE, format.media_type().to_owned()),
            (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
        ];
        (about, bytes).into_response()
    };
    drop(permit);
    fresh.wear(&mut response);
    say_version(version, &mut response);
    Ok(response)
}

/// What is asked for, and as what.
fn read(commodity: &str, place: &str, params: &Params) -> Result<(Asked, Format, bool), Problem> {
    let (place, format) = split(place, params.variant.as_deref())?;
    let is_triangle = layout(params.layout.as_deref())? == Layout::Wide;
    if format == Format::Sdmx {
        return Err(Problem::conflict("SDMX-CSV has no vintages: leave variant out, or write variant=excel-id"));
    }
    if is_triangle && format == Format::Json {
        return Err(Problem::conflict("JSON has the long layout only: leave layout out, or end the address with .csv"));
    }
    let asked = which((commodity, place), params.level.as_deref(), params.source.as_deref())?;
    Ok((asked, format, is_triangle))
}

fn number(asked: Option<i64>) -> Result<usize, Problem> {
    let Some(asked) = asked else { return Ok(USUAL) };
    let within = usize::try_from(asked).ok().filter(|asked| (1..=MOST).contains(asked));
    within.ok_or_else(|| Problem::bad_request(format!("vintages={asked}: ask for 1 to {MOST} of them")))
}

/// The city price that a series is, or is behind.
fn key(granary: &Granary, profile: &Profile, asked: &Asked) -> Option<CityKey> {
    match Found::in_granary(granary, profile, asked)? {
        Found::City(city) => Some(city.key.clone()),
        Found::Market(series) => Some(series.key.city()),
    }
}

/// Hands the page of a series its triangle, where the address asks for it.
pub(in crate::routes) async fn for_page(State(state): State<AppState>, mut request: Request, next: Next) -> Response {
    if let Some(asked) = asked_on_page(request.uri()) {
        let address = request.extensions().get::<Asking>().map(|asking| asking.address);
        if let Some(triangle) = triangle(&state, &asked, address).await {
            request.extensions_mut().insert(triangle);
        }
    }
    next.run(request).await
}

/// The series whose triangle a page is asked for, at each level that it may be of.
fn asked_on_page(uri: &Uri) -> Option<Vec<Asked>> {
    let (commodity, place) = uri.path().strip_prefix("/data/")?.split_once('/')?;
    value_in(uri, VINTAGES)?;
    let (commodity, place) = (CommodityId::parse(&decoded(commodity)).ok()?, PlaceCode::parse(&decoded(place)).ok()?);
    let [level, source] = SERIES.map(|key| value_in(uri, key));
    let source = source.and_then(|source| SourceId::parse(&source).ok());
    let levels = match level.and_then(|level| PriceLevel::parse(&level).ok()) {
        Some(level) => vec![level],
        None => PriceLevel::NEAREST_FIRST.to_vec(),
    };
    let asked = levels.into_iter().map(|level| Asked {
        commodity: commodity.clone(),
        place: place.clone(),
        level,
        source: source.clone(),
    });
    Some(asked.collect())
}

/// The triangle of the first of them that there is; none while too much is written, or
/// where it cannot be read: the page is there all the same.
async fn triangle(state: &AppState, asked: &[Asked], address: Option<std::net::IpAddr>) -> Option<Triangle> {
    let granary = state.live.granary();
    let (asked, key) = asked.iter().find_map(|asked| Some((asked, key(&granary, &state.live.profile, asked)?)))?;
    let _permit = state.writing.begin(address?).ok()?;
    let told = state.live.store.vintages(granary.version(), &key, &asked.place, ON_PAGE.0).await;
    match told {
        Ok(told) => Some(shown(state, &told)),
        Err(error) => {
            tracing::error!(%error, "vintages could not be read");
            None
        }
    }
}

/// The days that were revised of late, and the last ones that are known, latest first.
fn shown(state: &AppState, told: &Vintages) -> Triangle {
    let known: std::collections::BTreeSet<i32> = told.rows.iter().map(|row| row.day).collect();
    let mut days: Vec<i32> = told.revised_days().take(ON_PAGE.1).collect();
    let last = known.into_iter().rev().filter(|day| !days.contains(day)).take(ON_PAGE.1 - days.len());
    days.extend(last.collect::<Vec<_>>());
    days.sort_unstable_by(|a, b| b.cmp(a));
    let price =
        |day: i32, version: i64| told.at(day, version).map(|row| Some(row.price).filter(|price| price.is_finite()));
    let row = |day: i32| TriangleRow {
        date: day::date(day),
        prices: told.versions.iter().map(|version| price(day, *version)).collect(),
    };
    Triangle {
        versions: told.versions.iter().map(|version| (*version, state.live.made_at(*version))).collect(),
        rows: days.into_iter().map(row).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_asks_for_the_triangle_of_the_series_in_its_address() {
        let asked = |address: &str| asked_on_page(&address.parse().unwrap());
        let market = asked("/data/bawang-merah/3273%2Fkosambi?tingkat=wholesale&sumber=sp2kp&vintase=1").unwrap();
        assert_eq!(market.len(), 1);
        assert_eq!((market[0].place.as_str(), market[0].level), ("3273/kosambi", PriceLevel::Wholesale));
        assert_eq!(market[0].source.as_ref().map(SourceId::as_str), Some("sp2kp"));
        assert_eq!(asked("/data/bawang-merah/3273/kosambi?vintase=1").unwrap().len(), PriceLevel::NEAREST_FIRST.len());
        assert!(asked("/data/bawang-merah/3273").is_none() && asked("/data/versi?vintase=1").is_none());
    }
}
