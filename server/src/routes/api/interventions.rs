//! `/api/v1/interventions`: what was and is to be held, as the office has entered it.

use super::paging::{Page, answer, before, limit};
use super::schema;
use crate::interventions::district;
use crate::routes::AppState;
use crate::routes::problem::Problem;
use crate::wib;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, Uri};
use axum::response::Response;
use chrono::{DateTime, NaiveDate, Utc};
use lumbung_data::model::intervention::{Entry, Item, Phase};
use lumbung_data::model::{CommodityId, PlaceCode};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// The query.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(in crate::routes) struct Params {
    /// Those that are proposed, to come, under way, held or cancelled, today.
    #[param(inline, value_type = Option<schema::Phase>)]
    status: Option<String>,
    /// About this commodity only.
    #[param(inline, value_type = Option<schema::Commodity>, example = "telur-ayam-ras")]
    commodity: Option<String>,
    /// Near this market, or in this region, only.
    #[param(inline, value_type = Option<schema::Place>, example = "3273")]
    place: Option<String>,
    /// Interventions before this number, as the Link header of the page before has it.
    #[param(inline, value_type = Option<schema::Number>)]
    before: Option<i64>,
    /// Rows of an answer, 100 if left out.
    #[param(inline, value_type = Option<schema::Limit>)]
    limit: Option<i64>,
    /// The language of what is refused, English if left out.
    #[serde(rename = "lang")]
    #[param(inline, value_type = Option<schema::Language>)]
    _lang: Option<String>,
}

/// Interventions, those that were entered last first.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::routes) struct Interventions {
    /// The interventions.
    interventions: Vec<InterventionEntry>,
}

/// An intervention as it was entered last.
#[derive(Debug, Serialize, ToSchema)]
struct InterventionEntry {
    /// Its number: `/intervensi/{id}` is its page, which tells its effect.
    id: i64,
    /// Which revision this is, from 1 on.
    revision: i64,
    /// When this revision was entered.
    entered_at: DateTime<Utc>,
    /// `pasar-murah`, `gpm`, `operasi-pasar`, `sphp`, `kad`, `subsidi-transportasi` or `sidak`.
    #[schema(example = "pasar-murah")]
    kind: &'static str,
    /// `proposed`, `coming`, `running`, `held` or `cancelled`, today.
    #[schema(example = "held")]
    status: &'static str,
    /// What it is called.
    title: String,
    /// The code of the kecamatan in which it is held; null where none is named.
    #[schema(example = "327311")]
    district: Option<String>,
    /// The kecamatan's name.
    #[schema(example = "Regol")]
    district_name: Option<String>,
    /// Where in it; may be empty.
    location: String,
    /// The surveyed places that it is near, at which its effect is measured.
    places: Vec<String>,
    /// Its first day.
    from: NaiveDate,
    /// Its last day.
    to: NaiveDate,
    /// Who holds it.
    organiser: String,
    /// Who takes part; may be empty.
    partner: String,
    /// What is sold or sent.
    items: Vec<ItemEntry>,
    /// The subsidy in rupiah, by the volumes sold or else planned; null where none is known.
    subsidy: Option<f64>,
    /// What became of it, in words; empty until that is entered.
    outcome: String,
    /// What there is to add; may be empty.
    note: String,
    /// The number of the warning because of which it is held.
    warning: Option<i64>,
}

/// One commodity of an intervention. Prices and subsidies are rupiah per unit.
#[derive(Debug, Serialize, ToSchema)]
struct ItemEntry {
    /// The commodity.
    #[schema(example = "telur-ayam-ras")]
    commodity: String,
    /// The unit.
    #[schema(example = "kg")]
    unit: String,
    /// How much there was to be, in units.
    volume: f64,
    /// The price at which it is sold.
    price: Option<u32>,
    /// The market's price that it was planned by.
    reference: Option<u32>,
    /// What is paid for each unit out of public money.
    subsidy: Option<u32>,
    /// The most that one buyer gets, in units.
    limit: Option<f64>,
    /// How much there was, in units; null until that is entered.
    realised: Option<f64>,
}

impl From<&Item> for ItemEntry {
    fn from(item: &Item) -> Self {
        let Item { commodity, unit, volume, price, reference, subsidy, limit, realised } = item.clone();
        Self { commodity: commodity.to_string(), unit, volume, price, reference, subsidy, limit, realised }
    }
}

impl InterventionEntry {
    fn of(entry: &Entry, on: NaiveDate) -> Self {
        let one = &entry.intervention;
        Self {
            id: entry.id,
            revision: entry.revision,
            entered_at: entry.at,
            kind: one.kind.as_str(),
            status: one.phase(on).as_str(),
            title: one.title.clone(),
            district: one.district.clone(),
            district_name: one.district.as_deref().and_then(district).map(|known| known.name.clone()),
            location: one.location.clone(),
            places: one.places.iter().map(ToString::to_string).collect(),
            from: one.from,
            to: one.to,
            organiser: one.organiser.clone(),
            partner: one.partner.clone(),
            items: one.items.iter().map(ItemEntry::from).collect(),
            subsidy: one.subsidy(),
            outcome: one.outcome.clone(),
            note: one.note.clone(),
            warning: one.warning,
        }
    }
}

/// Interventions
///
/// What the city does about prices: subsidised markets, market operations and the like, with
/// what is sold where and when. Who entered them is not told.
#[utoipa::path(
    get,
    path = "/api/v1/interventions",
    tag = "watch",
    params(Params),
    responses(
        (status = 200, description = "A page of interventions", body = Interventions),
        (status = 304, description = "The caller has it already"),
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
    let status = params.status.as_deref().map(phase).transpose()?;
    let (limit, before) = (limit(params.limit)?, before(params.before)?);
    let on = wib::local(state.now()).date_naive();
    let known = state.live.interventions();
    let mut wanted: Vec<&Entry> = known
        .entries
        .iter()
        .filter(|entry| before.is_none_or(|before| entry.id < before))
        .filter(|entry| status.is_none_or(|status| entry.intervention.phase(on) == status))
        .filter(|entry| commodity.as_ref().is_none_or(|id| entry.intervention.sells(id)))
        .filter(|entry| place.as_ref().is_none_or(|place| entry.intervention.is_at(place)))
        .collect();
    wanted.sort_unstable_by_key(|entry| std::cmp::Reverse(entry.id));
    let page = Page::before(wanted, limit, |entry| entry.id);
    let interventions = page.rows.iter().map(|entry| InterventionEntry::of(entry, on)).collect();
    answer(&uri, &headers, &Interventions { interventions }, page.next.as_ref())
}

fn phase(text: &str) -> Result<Phase, Problem> {
    Phase::parse(text).ok_or_else(|| {
        Problem::bad_request(format!("status={text}: there are proposed, coming, running, held and cancelled"))
    })
}
