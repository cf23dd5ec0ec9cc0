//! `/api/v1/series/{commodity}/{place}` with `.csv`, `.json`, `.parquet`, `.xlsx` or
//! `.zip`: one series, whole or cut, as it is or in another frequency and other units.

use super::AppState;
use super::answers::Answer;
use super::api::schema;
use super::api::sdmx::DESCRIBED_BY;
use super::fresh::Fresh;
use super::headers::say_version;
use super::part::Part;
use super::problem::Problem;
use crate::series::{Asked, Found, missing};
use crate::store::AsOfError;
use axum::extract::rejection::QueryRejection;
use axum::extract::{OriginalUri, Query, State};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use chrono::NaiveDate;
use lumbung_data::export::{Format, Layout, Telling, Variant};
use lumbung_data::granary::Granary;
use lumbung_data::index::{Aggregation, Units};
use lumbung_data::model::{CommodityId, Frequency, Lang, ObsStatus, PlaceCode, PriceLevel, SourceId};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use utoipa::{IntoParams, ToSchema};

/// The query as it stands in the address.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Params {
    /// The price level: producer, wholesale or retail, which is the default.
    #[param(inline, value_type = Option<schema::Level>)]
    level: Option<String>,
    /// The source; the profile's first that has the series if left out.
    #[param(inline, value_type = Option<schema::Source>)]
    source: Option<String>,
    /// The first day, such as 2023-12-22.
    #[param(inline, value_type = Option<schema::Day>, example = "2023-12-22")]
    from: Option<String>,
    /// The last day.
    #[param(inline, value_type = Option<schema::Day>)]
    to: Option<String>,
    /// What was known then: a version, a day or an RFC 3339 moment.
    #[param(inline, value_type = Option<schema::AsOf>, example = json!(2))]
    as_of: Option<String>,
    /// Observations with these statuses only, set apart by commas: A, U, I, E, O, H, L.
    #[param(inline, style = Form, explode = false, value_type = Option<schema::Statuses>, example = json!(["A", "I"]))]
    status: Option<String>,
    /// daily, weekly or monthly; as often as the series comes if left out.
    #[param(inline, value_type = Option<schema::Pace>)]
    frequency: Option<String>,
    /// What stands for a period: geometric-mean, which is the default, mean or last.
    #[param(inline, value_type = Option<schema::Way>)]
    aggregation: Option<String>,
    /// level, which is the default, change, percent or index.
    #[param(inline, value_type = Option<schema::Unit>)]
    units: Option<String>,
    /// With units=index: a day of the period that is 100; the first one told if left out.
    #[param(inline, value_type = Option<schema::Day>)]
    base: Option<String>,
    /// With .csv: plain, which is the default, excel-id, which Excel in Indonesian opens, or
    /// sdmx, which is SDMX-CSV 2.0.
    #[param(inline, value_type = Option<schema::Variant>)]
    variant: Option<String>,
}

/// A series as columns of equal length. A city price has `markets`, a market `reported`;
/// in another frequency or in other units it has `value` and what that is made by in the
/// place of `price`.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct SeriesColumns {
    /// What is priced.
    #[schema(example = "bawang-merah")]
    commodity: String,
    /// A region or a market.
    #[schema(example = "3273")]
    place: String,
    /// The price level.
    #[schema(example = "retail")]
    level: String,
    /// Whose figures.
    #[schema(example = "pihps")]
    source: String,
    /// The unit of a price, or of `value`.
    #[schema(example = "kg")]
    unit: String,
    /// The version of the latest row.
    version: i64,
    /// The days; of weeks and months the first.
    date: Vec<NaiveDate>,
    /// What is known of each value, by the letters of SDMX's `CL_OBS_STATUS`.
    status: Vec<String>,
    /// Rupiah per unit.
    #[schema(required = false, nullable = false)]
    price: Option<Vec<Option<f64>>>,
    /// Of a city price: the markets that reported.
    #[schema(required = false, nullable = false)]
    markets: Option<Vec<u32>>,
    /// Of a market: the figures as received.
    #[schema(required = false, nullable = false)]
    reported: Option<Vec<Option<f64>>>,
    /// The frequency of a derived series.
    #[schema(required = false, nullable = false)]
    frequency: Option<String>,
    /// What stands for its periods.
    #[schema(required = false, nullable = false)]
    aggregation: Option<String>,
    /// What its values are told in.
    #[schema(required = false, nullable = false)]
    units: Option<String>,
    /// The day in the period that an index takes for 100.
    #[schema(required = false, nullable = false)]
    base: Option<NaiveDate>,
    /// The values of a derived series.
    #[schema(required = false, nullable = false)]
    value: Option<Vec<Option<f64>>>,
    /// The survey days behind each.
    #[schema(required = false, nullable = false)]
    days: Option<Vec<u32>>,
}

/// One series
///
/// Prices of one commodity in one place: a region's code gives the city price, a market's
/// its observations. Periods are aggregated first, changes and indices computed after, and
/// the days that are asked for are cut out last. The name of the file and its metadata say
/// the data version.
///
/// # Errors
/// A [`Problem`] when the address is not understood, or nothing is known of the
/// series.
#[utoipa::path(
    get,
    path = "/api/v1/series/{commodity}/{place}.{format}",
    tag = "series",
    summary = "One series",
    description = "Prices of one commodity in one place: a region's code gives the city price, a market's its \
        observations. Periods are aggregated first, changes and indices computed after, and the days that are asked \
        for are cut out last. The name of the file and its metadata say the data version.",
    params(
        ("commodity" = inline(schema::Commodity), Path, description = "The commodity", example = "bawang-merah"),
        ("place" = inline(schema::Place), Path, description = "A region's code, or a market's with its slash as %2F", example = "3273"),
        ("format" = String, Path, pattern = "^(csv|json|parquet|xlsx|zip)$", description = "The format", example = "csv"),
        Params,
    ),
    responses(
        (status = 200, description = "The series", content(
            (SeriesColumns = "application/json"),
            (String = "text/csv"),
            (String = "application/vnd.sdmx.data+csv"),
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
pub async fn series(
    State(state): State<AppState>,
    Part((commodity, place)): Part<(String, String)>,
    OriginalUri(uri): OriginalUri,
    params: Result<Query<Params>, QueryRejection>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let Query(params) = params?;
    let (place, format) = split(&place, params.variant.as_deref())?;
    let asked = which((&commodity, place), params.level.as_deref(), params.source.as_deref())?;
    let telling = telling(&params)?;
    let granary = known_at(&state, params.as_of.as_deref()).await?;
    let fresh = Fresh::of_request(&state, granary.version(), &uri);
    if fresh.was_answered(&headers) {
        return Ok(fresh.not_modified());
    }
    let version = granary.version();
    let address = uri.path_and_query().map_or(uri.path(), |whole| whole.as_str());
    if let Some(answer) = state.answers.of(version, address) {
        let is_known = fresh.is_known(&headers);
        return Ok(if is_known { fresh.not_modified() } else { given(answer, &fresh, version, format) });
    }
    let found = Found::in_granary(&granary, &state.live.profile, &asked)
        .ok_or_else(|| Problem::not_found(missing(&granary, &state.live.profile, &asked, Lang::En)))?;
    let single = found.told(&telling).map_err(|untold| Problem::conflict(untold.to_string()))?;
    if fresh.is_known(&headers) {
        return Ok(fresh.not_modified());
    }
    let name = single.file_name(version, format);
    let profile = Arc::clone(&state.live.profile);
    let write = move || {
        let mut bytes = Vec::new();
        single.write((&granary, &profile), format, &mut bytes).map(|_| bytes)
    };
    let is_text = matches!(format, Format::Csv(_) | Format::Sdmx | Format::Json);
    let written = if is_text {
        write()
    } else {
        // Packing takes its time.
        tokio::task::spawn_blocking(write).await.map_err(|error| Problem::internal(&error))?
    };
    let bytes = written.map_err(|error| Problem::internal(&error))?.into();
    let place = if is_text { "inline" } else { "attachment" };
    let disposition = HeaderValue::try_from(format!("{place}; filename=\"{name}\""));
    let disposition = disposition.map_err(|error| Problem::internal(&error))?;
    let answer = Answer { kind: format.media_type(), disposition, bytes };
    if is_text {
        state.answers.keep(version, address, &answer);
    }
    Ok(given(answer, &fresh, version, format))
}

/// An answer with what it wears.
fn given(answer: Answer, fresh: &Fresh, version: i64, format: Format) -> Response {
    let about = [
        (header::CONTENT_TYPE, HeaderValue::from_static(answer.kind)),
        (header::CONTENT_DISPOSITION, answer.disposition),
    ];
    let mut response = (about, answer.bytes).into_response();
    fresh.wear(&mut response);
    say_version(version, &mut response);
    described(&mut response, format);
    response
}

/// The place and the format in the last part of an address, `3273.csv`.
pub(super) fn split<'a>(part: &'a str, variant: Option<&str>) -> Result<(&'a str, Format), Problem> {
    let (place, extension) = part.rsplit_once('.').ok_or_else(|| {
        Problem::bad_request("End the address with .csv, .json, .parquet, .xlsx or .zip, as in …/bawang-merah/3273.csv")
    })?;
    Ok((place, format(extension, variant)?))
}

/// Which series an address with its query means.
pub(super) fn which(
    (commodity, place): (&str, &str),
    level: Option<&str>,
    source: Option<&str>,
) -> Result<Asked, Problem> {
    Ok(Asked {
        commodity: CommodityId::parse(commodity)?,
        place: PlaceCode::parse(place)?,
        level: level.map_or(Ok(PriceLevel::Retail), PriceLevel::parse)?,
        source: source.map(SourceId::parse).transpose()?,
    })
}

/// Says of SDMX-CSV where its structure is.
pub(super) fn described(response: &mut Response, format: Format) {
    if format == Format::Sdmx {
        response.headers_mut().append(header::LINK, HeaderValue::from_static(DESCRIBED_BY));
    }
}

/// The suffixes of addresses, each of a format.
pub(super) const EXTENSIONS: [&str; 5] = ["csv", "json", "parquet", "xlsx", "zip"];

/// The format of a suffix.
pub(super) fn format(extension: &str, variant: Option<&str>) -> Result<Format, Problem> {
    let csv = match variant {
        None | Some("plain") => Format::Csv(Variant::Plain),
        Some("excel-id") => Format::Csv(Variant::ExcelId),
        Some("sdmx") => Format::Sdmx,
        Some(other) => {
            return Err(Problem::bad_request(format!("variant={other}: there are plain, excel-id and sdmx")));
        }
    };
    let format = match extension {
        "csv" => return Ok(csv),
        "json" => Format::Json,
        "parquet" => Format::Parquet,
        "xlsx" => Format::Xlsx,
        "zip" => Format::Package,
        other => {
            let detail = format!("There is no .{other} here, only .csv, .json, .parquet, .xlsx and .zip");
            return Err(Problem::bad_request(detail));
        }
    };
    if variant.is_some() {
        return Err(Problem::conflict("variant goes with .csv only: leave it out, or end the address with .csv"));
    }
    Ok(format)
}

/// Whether a file is to have its series, or versions, below each other or side by side.
pub(super) fn layout(layout: Option<&str>) -> Result<Layout, Problem> {
    match layout {
        None | Some("long") => Ok(Layout::Long),
        Some("wide") => Ok(Layout::Wide),
        Some(other) => Err(Problem::bad_request(format!("layout={other}: there are long and wide"))),
    }
}

/// How the series is to be told.
fn telling(params: &Params) -> Result<Telling, Problem> {
    let statuses = params.status.as_deref().map_or(Vec::new(), |letters| letters.split(',').collect());
    let telling = Telling {
        from: date("from", params.from.as_deref())?,
        to: date("to", params.to.as_deref())?,
        statuses: statuses.into_iter().map(ObsStatus::parse).collect::<Result<_, _>>()?,
        frequency: params.frequency.as_deref().map(Frequency::parse).transpose()?,
        aggregation: params.aggregation.as_deref().map_or(Ok(Aggregation::default()), Aggregation::parse)?,
        units: params.units.as_deref().map_or(Ok(Units::default()), Units::parse)?,
        base: date("base", params.base.as_deref())?,
    };
    in_order(telling.from, telling.to)?;
    if telling.base.is_some() && telling.units != Units::Index {
        return Err(Problem::conflict("base goes with units=index: add that, or leave base out"));
    }
    Ok(telling)
}

/// Refuses a span that ends before it begins.
pub(super) fn in_order(from: Option<NaiveDate>, to: Option<NaiveDate>) -> Result<(), Problem> {
    match (from, to) {
        (Some(from), Some(to)) if from > to => {
            Err(Problem::conflict(format!("from={from} lies after to={to}: put the earlier day first")))
        }
        _ => Ok(()),
    }
}

pub(super) fn date(name: &str, text: Option<&str>) -> Result<Option<NaiveDate>, Problem> {
    let wrong = |text: &str| Problem::bad_request(format!("{name}={text}: write the date as 2023-12-22"));
    text.map(|text| text.parse().map_err(|_| wrong(text))).transpose()
}

/// What was known as of a version, a day or a moment; now if none is named.
pub(super) async fn known_at(state: &AppState, as_of: Option<&str>) -> Result<Arc<Granary>, Problem> {
    let Some(as_of) = as_of else { return Ok(state.live.granary()) };
    let version = match state.live.store.version_as_of(as_of).await {
        Ok(version) => version,
        Err(AsOfError::Book(error)) => return Err(Problem::internal(&error)),
        Err(error @ AsOfError::NoSuchVersion { .. }) => {
            return Err(Problem { title: "No such version", ..Problem::not_found(error.message(Lang::En)) });
        }
        Err(error) => return Err(Problem::bad_request(error.message(Lang::En))),
    };
    state.live.at(version).await.map_err(|error| Problem::internal(&error))
}
