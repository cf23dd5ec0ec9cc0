//! `/intervensi/rencana`: the plan of a cheap market, and a variant of it as drafts.

use super::{Answer, show, show_again, trouble};
use crate::plan;
use crate::routes::AppState;
use crate::routes::asking::Asking;
use crate::routes::fields::Fields;
use crate::routes::refusal::Refusal;
use axum::extract::State;
use axum::response::IntoResponse;
use lumbung_data::model::office::{Done, Field, OfficePage, What};
use lumbung_data::model::plan::{PlanPage, VariantKind};
use std::sync::Arc;

/// The plan under the assumptions of the address.
pub(in crate::routes) async fn page(State(state): State<AppState>, asking: Asking) -> Answer {
    let page = planned(&state, &asking, |key| asking.value(key)).await?;
    show(&state, &asking, OfficePage::Plan(Box::new(page))).await
}

/// The plan with the assumptions that `value` gives.
async fn planned(
    state: &AppState,
    asking: &Asking,
    value: impl Fn(&str) -> Option<String>,
) -> Result<PlanPage, Refusal> {
    let live = &state.live;
    live.catch_up().await?;
    let (granary, profile, agreements) = (live.granary(), Arc::clone(&live.profile), live.agreements());
    let (today, lang) = (crate::wib::local(state.now()).date_naive(), asking.lang);
    let assumptions = plan::assumptions(&profile.plan.assumptions, value);
    let page = tokio::task::spawn_blocking(move || {
        plan::page(&granary, &profile, plan::Asked { assumptions, agreements: &agreements, today, lang })
    });
    page.await.map_err(|error| Refusal::failed(&error))
}

/// Makes drafts of a variant, one a site. What was looked at must be what would be drafted.
pub(in crate::routes) async fn draft(State(state): State<AppState>, asking: Asking, fields: Fields) -> Answer {
    let value = |key: &str| Some(fields.get(key).to_owned()).filter(|value| !value.is_empty());
    let page = planned(&state, &asking, value).await?;
    let seen = (fields.get("versi") == page.version.to_string()) && fields.get("dari") == page.from.to_string();
    let kind = VariantKind::parse(fields.get("varian"));
    let variant = page.variants.iter().find(|variant| Some(variant.kind) == kind).filter(|_| seen);
    let Some(variant) = variant else {
        let troubles = vec![trouble(Field::Form, What::PlanChanged)];
        return show_again(&state, &asking, troubles, OfficePage::Plan(Box::new(page))).await;
    };
    let live = &state.live;
    let known = live.store.book.interventions().await?;
    let drafts = plan::drafts(&page, variant, &live.profile, &live.ledger(), &known);
    let done = if drafts.is_empty() { Done::PlanKnown } else { Done::PlanDrafted };
    live.store.book.add_interventions(&asking.who(), state.now(), &drafts).await?;
    // Keys and numbers: nothing in them has to be encoded.
    let pairs: Vec<String> = page.query.iter().map(|(key, value)| format!("{key}={value}")).collect();
    Ok(asking.on_to(&format!("/intervensi/rencana?{}", pairs.join("&")), Some(done)).into_response())
}
