//! `/api/v1/prices` with `.csv`, `.json`, `.parquet`, `.xlsx` or `.zip`: every observation,
//! or those that are asked for, as one file that is sent while it is written. No row is cut
//! off, and memory does not grow with the file, but for workbooks.

use super::schema;
use crate::routes::AppState;
use crate::routes::asking::Asking;
use crate::routes::fresh::Fresh;
use crate::routes::headers::say_version;
use crate::routes::problem::Problem;
use crate::routes::series::{date, described, format, in_order, known_at, layout};
use crate::series::nearest;
use axum::body::{Body, Bytes};
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, Uri, header};
use axum::response::{IntoResponse, Response};
use chrono::NaiveDate;
use futures_util::{StreamExt, stream};
use lumbung_data::export::{Extract, Filter};
use lumbung_data::model::{CommodityId, ObsStatus, ParseError, PlaceCode, PriceLevel, SourceId};
use serde::{Deserialize, Serialize};
use std::io::{self, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::sync::mpsc::{Receiver, Sender, channel};
use tokio::sync::oneshot;
use utoipa::{IntoParams, ToSchema};

/// What is written before it is sent, in bytes.
const CHUNK: usize = 64 * 1024;
/// Chunks that wait for a slow reader.
const WAITING: usize = 4;
/// The longest that a reader may take for a file: one that reads drop by drop would keep
/// others from theirs.
const LONGEST: Duration = Duration::from_mins(15);

/// The query; of each name several may be given, set apart by commas.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(in crate::routes) struct Params {
    /// Of these commodities only.
    #[param(inline, style = Form, explode = false, value_type = Option<schema::Commodities>, example = json!(["bawang-merah", "cabai-rawit-merah"]))]
    commodity: Option<String>,
    /// Of these markets, and of these regions and provinces with all that lies in them, only.
    #[param(inline, style = Form, explode = false, value_type = Option<schema::Places>, example = json!(["3273"]))]
    place: Option<String>,
    /// Of these price levels only.
    #[param(inline, style = Form, explode = false, value_type = Option<schema::Levels>, example = json!(["retail"]))]
    level: Option<String>,
    /// From these sources only; simulated figures only where they are named, or nothing real
    /// is known.
    #[param(inline, style = Form, explode = false, value_type = Option<schema::Sources>, example = json!(["pihps"]))]
    source: Option<String>,
    /// Observations with these statuses only: A, U, I, E, O, H, L.
    #[param(inline, style = Form, explode = false, value_type = Option<schema::Statuses>)]
    status: Option<String>,
    /// The first day.
    #[param(inline, value_type = Option<schema::Day>, example = "2023-12-22")]
    from: Option<String>,
    /// The last day.
    #[param(inline, value_type = Option<schema::Day>)]
    to: Option<String>,
    /// What was known then: a version, a day or an RFC 3339 moment.
    #[param(inline, value_type = Option<schema::AsOf>, example = json!(2))]
    as_of: Option<String>,
    /// long, which is the default: a row an observation; wide: a row a day and a column of
    /// cleaned prices a series, with .csv, .xlsx, .parquet and .zip.
    #[param(inline, value_type = Option<schema::Layout>)]
    layout: Option<String>,
    /// With .csv: plain, which is the default, excel-id, which Excel in Indonesian opens, or
    /// sdmx, which is SDMX-CSV 2.0.
    #[param(inline, value_type = Option<schema::Variant>)]
    variant: Option<String>,
}

/// Series as columns: what `.json` is.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::routes) struct Prices {
    /// The data version.
    version: i64,
    /// The series, in the order of commodities, places, levels and sources.
    series: Vec<PriceColumns>,
}

/// The observations of a market or region as columns of equal length.
#[derive(Debug, Serialize, ToSchema)]
struct PriceColumns {
    /// What is priced.
    #[schema(example = "bawang-merah")]
    commodity: String,
    /// A market, or a region that reports as a whole.
    #[schema(example = "3273/kosambi")]
    place: String,
    /// The price level.
    #[schema(example = "retail")]
    level: String,
    /// Whose figures.
    #[schema(example = "pihps")]
    source: String,
    /// The unit of the figures as received.
    reported_unit: String,
    /// The canonical unit.
    #[schema(example = "kg")]
    unit: String,
    /// The days.
    date: Vec<NaiveDate>,
    /// The figures as received.
    reported: Vec<Option<f64>>,
    /// Rupiah per canonical unit.
    price: Vec<Option<f64>>,
    /// What is known of each, by the letters of SDMX's `CL_OBS_STATUS`.
    status: Vec<String>,
    /// The version that set each.
    version: Vec<i64>,
}

/// The parts of a list.
fn each<T>(text: Option<&str>, parse: impl Fn(&str) -> Result<T, ParseError>) -> Result<Vec<T>, ParseError> {
    text.map_or(Ok(Vec::new()), |text| text.split(',').map(parse).collect())
}

impl Params {
    fn filter(&self) -> Result<Filter, Problem> {
        let filter = Filter {
            commodities: each(self.commodity.as_deref(), CommodityId::parse)?,
            places: each(self.place.as_deref(), PlaceCode::parse)?,
            levels: each(self.level.as_deref(), PriceLevel::parse)?,
            sources: each(self.source.as_deref(), SourceId::parse)?,
            statuses: each(self.status.as_deref(), ObsStatus::parse)?,
            from: date("from", self.from.as_deref())?,
            to: date("to", self.to.as_deref())?,
        };
        in_order(filter.from, filter.to)?;
        Ok(filter)
    }
}

/// All prices
///
/// Every cleaned observation of every market, or those that are asked for, as one file
/// without a limit of rows.
#[utoipa::path(
    get,
    path = "/api/v1/prices.{format}",
    tag = "series",
    params(("format" = String, Path, pattern = "^(csv|json|parquet|xlsx|zip)$", description = "The format", example = "csv"), Params),
    responses(
        (status = 200, description = "The observations", content(
            (String = "text/csv"),
            (String = "application/vnd.sdmx.data+csv"),
            (Prices = "application/json"),
            (inline(schema::Bytes) = "application/vnd.apache.parquet"),
            (inline(schema::Bytes) = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
            (inline(schema::Bytes) = "application/zip"),
        )),
        (status = 304, description = "The caller has it already"),
        (status = 400, description = "The query is not understood", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "There is no such version", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "The query contradicts itself", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(in crate::routes) async fn file(
    State(state): State<AppState>,
    asking: Asking,
    uri: Uri,
    headers: HeaderMap,
    params: Result<Query<Params>, QueryRejection>,
) -> Result<Response, Response> {
    let bad = IntoResponse::into_response;
    let Query(params) = params.map_err(|error| bad(error.into()))?;
    let extension = uri.path().rsplit_once('.').map(|(_, extension)| extension).unwrap_or_default();
    let format = format(extension, params.variant.as_deref()).map_err(bad)?;
    let layout = layout(params.layout.as_deref()).map_err(bad)?;
    let filter = params.filter().map_err(bad)?;
    for id in &filter.commodities {
        if state.live.profile.find_commodity(id.as_str()).is_none() {
            let near = nearest(&state.live.profile, id).join(", ");
            let detail = format!("commodity={id} is none. Nearest commodities: {near}");
            return Err(bad(Problem { title: "No such commodity", ..Problem::not_found(detail) }));
        }
    }
    let granary = known_at(&state, params.as_of.as_deref()).await.map_err(bad)?;
    let fresh = Fresh::of_request(&state, granary.version(), &uri);
    if fresh.is_known(&headers) {
        return Ok(fresh.not_modified());
    }
    let permit = state.writing.begin(asking.address).map_err(IntoResponse::into_response)?;
    let profile = Arc::clone(&state.live.profile);
    let version = granary.version();
    let (to, from) = channel(WAITING);
    let (say, said) = oneshot::channel();
    tokio::task::spawn_blocking(move || {
        let extract = Extract { granary: &granary, profile: &profile, filter: &filter };
        // What cannot be laid out so is refused before anything is sent.
        let laid = match extract.laid(layout, format) {
            Ok(laid) => laid,
            Err(error) => return drop(say.send(Err(error))),
        };
        if say.send(Ok(laid.file_name(format))).is_err() {
            return;
        }
        let mut chunks = Chunks { to, buffer: Vec::with_capacity(CHUNK), until: Instant::now() + LONGEST };
        let writing = AssertUnwindSafe(|| laid.write(format, &mut chunks).and_then(|_| chunks.flush()));
        // Half a file must not end like a whole one, whatever breaks it off.
        let written = catch_unwind(writing).unwrap_or_else(|_| Err(io::Error::other("writing panicked")));
        if let Err(error) = written {
            chunks.fail(error);
        }
        drop(permit);
    });
    let name = said.await.map_err(|error| bad(Problem::internal(&error)))?;
    let name = name.map_err(|error| bad(Problem::conflict(error.to_string())))?;
    let about = [
        (header::CONTENT_TYPE, format.media_type().to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
    ];
    // Whoever compresses it may ask once more after its end.
    let mut response = (about, Body::from_stream(stream::unfold(from, next).fuse())).into_response();
    fresh.wear(&mut response);
    say_version(version, &mut response);
    described(&mut response, format);
    Ok(response)
}

type Chunk = Result<Bytes, io::Error>;

async fn next(mut from: Receiver<Chunk>) -> Option<(Chunk, Receiver<Chunk>)> {
    from.recv().await.map(|chunk| (chunk, from))
}

/// A file that is handed over piece by piece; writing waits for a slow reader, and fails
/// once nobody reads any more.
struct Chunks {
    to: Sender<Chunk>,
    buffer: Vec<u8>,
    /// When it is given up.
    until: Instant,
}

impl Chunks {
    /// Breaks the answer off, so that nobody takes half a file for a whole one.
    fn fail(self, error: io::Error) {
        if error.kind() != io::ErrorKind::BrokenPipe {
            tracing::error!(%error, "a file could not be written");
            // Nobody may be there to be told, or nobody who takes anything any more: then the
            // place in the queue is waited for, and the connection's own limit ends it.
            let to = self.to;
            tokio::spawn(async move { to.send(Err(error)).await });
        }
    }
}

impl Write for Chunks {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.buffer.extend_from_slice(bytes);
        if self.buffer.len() >= CHUNK {
            self.flush()?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.buffer.is_empty() {
            return Ok(());
        }
        let chunk = std::mem::replace(&mut self.buffer, Vec::with_capacity(CHUNK));
        let left = self.until.saturating_duration_since(Instant::now());
        let send = tokio::time::timeout(left, self.to.send(Ok(chunk.into())));
        match tokio::runtime::Handle::current().block_on(send) {
            Ok(Ok(())) => Ok(()),
            Ok(Err(_)) => Err(io::ErrorKind::BrokenPipe.into()),
            Err(_) => Err(io::ErrorKind::TimedOut.into()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_file_comes_in_pieces_and_writing_ends_when_nobody_reads() {
        let (to, mut from) = channel(1);
        let writing = tokio::task::spawn_blocking(move || {
            let mut chunks = Chunks { to, buffer: Vec::new(), until: Instant::now() + LONGEST };
            let pieces = (0..100_000).take_while(|_| chunks.write_all(&[b'a'; 1000]).is_ok()).count();
            (pieces, chunks.write_all(&vec![b'a'; CHUNK]).unwrap_err().kind())
        });
        let first = from.recv().await.unwrap().unwrap();
        assert!(first.len() >= CHUNK && first.len() < CHUNK + 1000);
        drop(from);
        let (pieces, kind) = writing.await.unwrap();
        assert!(pieces < 4 * CHUNK / 1000, "{pieces}");
        assert_eq!(kind, io::ErrorKind::BrokenPipe);
    }
}
