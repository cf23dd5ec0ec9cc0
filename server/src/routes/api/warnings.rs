//! `/api/v1/warnings`: the ledger of warnings, from which nothing is ever taken away.

use super::paging::{Page, answer, before, limit};
use super::schema;
use crate::routes::AppState;
use crate::routes::asking::Asking;
use crate::routes::problem::Problem;
use crate::wib;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, Uri};
use axum::response::Response;
use chrono::{DateTime, NaiveDate, Utc};
use lumbung_data::model::inbox::Handling;
use lumbung_data::model::ledger::{LedgerEntry, StepKind};
use lumbung_data::model::{CommodityId, Lang, PlaceCode};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// The query.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(in crate::routes) struct Params {
    /// Those that are in force, that are over, or that a revision of the data withdrew.
    #[param(inline, value_type = Option<schema::Fate>)]
    status: Option<String>,
    /// Of this commodity only.
    #[param(inline, value_type = Option<schema::Commodity>, example = "bawang-merah")]
    commodity: Option<String>,
    /// Of this market, or of this region and its markets, only.
    #[param(inline, value_type = Option<schema::Place>, example = "3273")]
    place: Option<String>,
    /// Warnings before this number, as the Link header of the page before has it.
    #[param(inline, value_type = Option<schema::Number>)]
    before: Option<i64>,
    /// Rows of an answer, 100 if left out.
    #[param(inline, value_type = Option<schema::Limit>)]
    limit: Option<i64>,
    /// The language of the reasons, English if left out.
    #[serde(rename = "lang")]
    #[param(inline, value_type = Option<schema::Language>)]
    _lang: Option<String>,
}

/// Warnings, the latest first.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::routes) struct Warnings {
    /// The warnings.
    warnings: Vec<WarningEntry>,
}

/// A warning, with every step that was written down.
#[derive(Debug, Serialize, ToSchema)]
struct WarningEntry {
    /// Its number: `/peringatan/{id}` is its page.
    id: i64,
    /// `surge`, `early`, `creep`, `supply`, `spread`, `reference` or `no-data`.
    #[schema(example = "surge")]
    kind: &'static str,
    /// What it is about.
    #[schema(example = "cabai-rawit-merah")]
    commodity: String,
    /// Where.
    #[schema(example = "3273")]
    place: String,
    /// Who pays.
    #[schema(example = "retail")]
    price_level: &'static str,
    /// Whose figures.
    #[schema(example = "pihps")]
    source: String,
    /// The first day on which its reason held.
    onset: NaiveDate,
    /// `in-force`, `over` or `withdrawn`.
    #[schema(example = "in-force")]
    status: &'static str,
    /// How grave it became: `waspada`, `siaga` or `awas`.
    #[schema(example = "siaga")]
    level: &'static str,
    /// What whoever owns it is: `officer`, `leader` or `admin`; null where nobody does.
    #[schema(example = "officer")]
    owner: Option<&'static str>,
    /// Whether somebody has acknowledged it; no longer once it has risen or ended.
    acknowledged: bool,
    /// The last day, in western Indonesia, up to which it is silenced; null where it is not.
    silenced_until: Option<NaiveDate>,
    /// Its steps, the first one first.
    steps: Vec<StepEntry>,
}

/// One step in the life of a warning, as it was written down.
#[derive(Debug, Serialize, ToSchema)]
struct StepEntry {
    /// `in-force`, `over` or `withdrawn`.
    status: &'static str,
    /// The day that was judged.
    on: NaiveDate,
    /// The version that was judged.
    version: i64,
    /// When it was written down.
    written_at: DateTime<Utc>,
    /// `waspada`, `siaga` or `awas`.
    level: &'static str,
    /// The reason, in one sentence.
    reason: String,
    /// The price that was judged, rupiah per unit.
    price: f64,
    /// What it was measured against, rupiah per unit.
    baseline: f64,
    /// The unit of both.
    unit: String,
}

impl WarningEntry {
    fn of(entry: &LedgerEntry, handling: &Handling, lang: Lang) -> Option<Self> {
        let steps = entry.steps.iter().map(|(step, at)| StepEntry {
            status: step.what.as_str(),
            on: step.on,
            version: step.version,
            written_at: *at,
            level: step.level.as_str(),
            reason: step.reason(lang).to_owned(),
            price: step.evidence.price,
            baseline: step.evidence.baseline,
            unit: step.evidence.unit.clone(),
        });
        Some(Self {
            id: entry.id,
            kind: entry.key.kind.as_str(),
            commodity: entry.key.commodity.to_string(),
            place: entry.key.place.to_string(),
            price_level: entry.key.price_level.as_str(),
            source: entry.key.source.to_string(),
            onset: entry.key.onset,
            status: entry.last()?.what.as_str(),
            level: entry.gravest()?.as_str(),
            owner: handling.owner.as_ref().map(|owner| owner.role.as_str()),
            acknowledged: handling.acknowledged.is_some(),
            silenced_until: handling.silenced.as_ref().map(|silence| silence.until),
            steps: steps.collect(),
        })
    }
}

/// Warnings
///
/// The ledger of warnings: what was raised, on what was known then, what became of it, and
/// how it is handled: by office, never by name.
#[utoipa::path(
    get,
    path = "/api/v1/warnings",
    tag = "watch",
    params(Params),
    responses(
        (status = 200, description = "A page of warnings", body = Warnings),
        (status = 304, description = "The caller has it already"),
        (status = 400, description = "The query is not understood", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(in crate::routes) async fn list(
    State(state): State<AppState>,
    asking: Asking,
    uri: Uri,
    headers: HeaderMap,
    params: Result<Query<Params>, QueryRejection>,
) -> Result<Response, Problem> {
    let Query(params) = params?;
    let commodity = params.commodity.as_deref().map(CommodityId::parse).transpose()?;
    let place = params.place.as_deref().map(PlaceCode::parse).transpose()?;
    let status = params.status.as_deref().map(status).transpose()?;
    let (limit, before) = (limit(params.limit)?, before(params.before)?);
    let inbox = state.live.inbox();
    let today = wib::local(state.now()).date_naive();
    let mut wanted: Vec<&LedgerEntry> = inbox
        .ledger
        .iter()
        .filter(|entry| before.is_none_or(|before| entry.id < before))
        .filter(|entry| status.is_none_or(|status| entry.last().is_some_and(|step| step.what == status)))
        .filter(|entry| commodity.as_ref().is_none_or(|id| *id == entry.key.commodity))
        .filter(|entry| {
            place.as_ref().is_none_or(|place| *place == entry.key.place || *place == entry.key.place.region())
        })
        .collect();
    wanted.sort_unstable_by_key(|entry| std::cmp::Reverse(entry.id));
    let page = Page::before(wanted, limit, |entry| entry.id);
    let of = |entry: &&LedgerEntry| WarningEntry::of(entry, &inbox.handling(entry, today), asking.lang);
    let warnings = page.rows.iter().filter_map(of).collect();
    answer(&uri, &headers, &Warnings { warnings }, page.next.as_ref())
}

fn status(text: &str) -> Result<StepKind, Problem> {
    let known = StepKind::ALL.into_iter().find(|kind| kind.as_str() == text);
    known.ok_or_else(|| Problem::bad_request(format!("status={text}: there are in-force, over and withdrawn")))
}
