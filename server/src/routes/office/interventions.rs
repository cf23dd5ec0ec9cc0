//! `/intervensi`: the list, one intervention with its effect, and the form.

use super::{Answer, show, show_again, trouble};
use crate::book::Revised;
use crate::interventions::district;
use crate::pages::{Known, ListAsked, blank, form, intervention, interventions, is_assessed};
use crate::routes::AppState;
use crate::routes::asking::Asking;
use crate::routes::fields::Fields;
use crate::routes::part::Part;
use crate::routes::refusal::Refusal;
use crate::wib;
use axum::extract::State;
use axum::response::IntoResponse;
use chrono::NaiveDate;
use lumbung_data::model::intervention::page::Filter;
use lumbung_data::model::intervention::{
    Entered, EnteredItem, Entry, Intervention, InterventionKind, ItemSpot, Phase, Spot, Wrong, WrongAt,
};
use lumbung_data::model::office::{Done, Field, OfficePage, Trouble, What};
use lumbung_data::model::{CommodityId, Role};
use std::cmp::Ordering;

/// Rows of items that a form has from the beginning, at least.
const ROWS: usize = 3;

/// The list.
pub(in crate::routes) async fn list(State(state): State<AppState>, asking: Asking) -> Answer {
    let on = today(&state);
    let value = |key| asking.value(key).filter(|text| !text.is_empty());
    let filter = Filter {
        phase: value("keadaan").and_then(|text| Phase::parse(&text)),
        kind: value("jenis").and_then(|text| InterventionKind::parse(&text)),
        district: value("kecamatan").filter(|code| district(code).is_some()),
        commodity: value("komoditas").and_then(|text| CommodityId::parse(&text).ok()),
    };
    let month = value("bulan").and_then(|text| format!("{text}-01").parse().ok()).unwrap_or(on);
    let known = state.live.interventions();
    let page = interventions(ListAsked {
        entries: &known.entries,
        profile: &state.live.profile,
        on,
        filter,
        month,
        may_enter: asking.has(Role::Officer),
        lang: asking.lang,
    });
    show(&state, &asking, OfficePage::Interventions(Box::new(page))).await
}

/// One intervention.
pub(in crate::routes) async fn page(State(state): State<AppState>, asking: Asking, Part(id): Part<i64>) -> Answer {
    let entry = find(&state, id)?;
    let on = today(&state);
    let history = state.live.store.book.intervention_history(id).await?;
    let assessed = match is_assessed(&entry.intervention, on) {
        None => state.effects.of(&entry).await,
        Some(_) => None,
    };
    let (granary, ledger) = (state.live.granary(), state.live.ledger());
    let known = Known {
        granary: &granary,
        profile: &state.live.profile,
        ledger: &ledger,
        on,
        is_officer: asking.has(Role::Officer),
        lang: asking.lang,
    };
    let page = intervention(&known, &entry, &history, assessed.as_ref().map(|found| found.as_slice()));
    show(&state, &asking, OfficePage::Intervention(Box::new(page))).await
}

/// The form of a new one; with `?peringatan=` what that warning suggests.
pub(in crate::routes) async fn blank_form(State(state): State<AppState>, asking: Asking) -> Answer {
    let ledger = state.live.ledger();
    let warning = asking.value("peringatan").and_then(|text| text.parse::<i64>().ok());
    let warning = warning.and_then(|id| ledger.iter().find(|entry| entry.id == id));
    let entered = blank(&state.live.profile, &state.live.interventions(), warning, today(&state));
    show(&state, &asking, laid_out(&state, &asking, None, entered)).await
}

/// The form of one that is there.
pub(in crate::routes) async fn filled_form(
    State(state): State<AppState>,
    asking: Asking,
    Part(id): Part<i64>,
) -> Answer {
    let entry = find(&state, id)?;
    let entered = Entered::of(&entry.intervention, asking.lang);
    show(&state, &asking, laid_out(&state, &asking, Some((id, entry.revision)), entered)).await
}

/// Enters a new one, or gives the form another row.
pub(in crate::routes) async fn add(State(state): State<AppState>, asking: Asking, fields: Fields) -> Answer {
    let (entered, wants_row) = read(&fields);
    if wants_row {
        return show(&state, &asking, laid_out(&state, &asking, None, entered)).await;
    }
    match checked(&state, &asking, &entered) {
        Ok(one) => {
            let book = &state.live.store.book;
            let ids = book.add_interventions(&asking.who(), state.now(), &[one]).await?;
            state.live.catch_up().await?;
            let id = ids.first().ok_or(Refusal::Failed)?;
            Ok(asking.on_to(&format!("/intervensi/{id}"), Some(Done::InterventionKept)).into_response())
        }
        Err(wrong) => show_again(&state, &asking, troubles(wrong), laid_out(&state, &asking, None, entered)).await,
    }
}

/// Enters a further revision, or gives the form another row.
pub(in crate::routes) async fn change(
    State(state): State<AppState>,
    asking: Asking,
    Part(id): Part<i64>,
    fields: Fields,
) -> Answer {
    state.live.catch_up().await?;
    find(&state, id)?;
    let based_on: i64 = fields.get("sesudah").parse().map_err(|_| Refusal::BadForm)?;
    let (entered, wants_row) = read(&fields);
    let form = |entered| laid_out(&state, &asking, Some((id, based_on)), entered);
    if wants_row {
        return show(&state, &asking, form(entered)).await;
    }
    let one = match checked(&state, &asking, &entered) {
        Ok(one) => one,
        Err(wrong) => return show_again(&state, &asking, troubles(wrong), form(entered)).await,
    };
    let revised = state.live.store.book.revise_intervention(&asking.who(), state.now(), (id, based_on), &one).await?;
    state.live.catch_up().await?;
    match revised {
        Revised::Gone => Err(Refusal::NotFound),
        Revised::Changed => {
            show_again(&state, &asking, troubles(vec![(Spot::Whole, Wrong::Changed)]), form(entered)).await
        }
        Revised::Same => Ok(asking.on_to(&format!("/intervensi/{id}"), None).into_response()),
        Revised::Kept(_) => {
            Ok(asking.on_to(&format!("/intervensi/{id}"), Some(Done::InterventionKept)).into_response())
        }
    }
}

fn today(state: &AppState) -> NaiveDate {
    wib::local(state.now()).date_naive()
}

fn find(state: &AppState, id: i64) -> Result<Entry, Refusal> {
    let known = state.live.interventions();
    known.entries.iter().find(|entry| entry.id == id).cloned().ok_or(Refusal::NotFound)
}

fn laid_out(state: &AppState, asking: &Asking, changes: Option<(i64, i64)>, mut entered: Entered) -> OfficePage {
    let rows = entered.items.len().clamp(ROWS, Intervention::MOST_ITEMS);
    entered.items.resize(rows, EnteredItem::default());
    OfficePage::InterventionForm(Box::new(form(&state.live.profile, changes, entered, asking.lang)))
}

/// The fields as they were sent, and whether another row is wanted.
fn read(fields: &Fields) -> (Entered, bool) {
    let get = |spot: Spot| fields.trimmed(spot.field()).to_owned();
    let is_there = |row: usize| !ItemSpot::Volume.field(row).is_empty() && fields.has(ItemSpot::Volume.field(row));
    let rows = (0..Intervention::MOST_ITEMS).take_while(|row| is_there(*row)).count();
    let item = |row: usize| {
        let get = |part: ItemSpot| fields.trimmed(part.field(row)).to_owned();
        EnteredItem {
            commodity: get(ItemSpot::Commodity),
            unit: get(ItemSpot::Unit),
            volume: get(ItemSpot::Volume),
            price: get(ItemSpot::Price),
            reference: get(ItemSpot::Reference),
            subsidy: get(ItemSpot::Subsidy),
            limit: get(ItemSpot::Limit),
            realised: get(ItemSpot::Realised),
        }
    };
    let mut items: Vec<EnteredItem> = (0..rows).map(item).collect();
    let wants_row = !fields.get("tambah").is_empty();
    if wants_row && items.len() < Intervention::MOST_ITEMS {
        items.push(EnteredItem::default());
    }
    let entered = Entered {
        kind: get(Spot::Kind),
        status: get(Spot::Status),
        title: get(Spot::Title),
        district: get(Spot::District),
        location: get(Spot::Location),
        places: fields.all(Spot::Places.field()).map(str::to_owned).collect(),
        from: get(Spot::From),
        to: get(Spot::To),
        organiser: get(Spot::Organiser),
        partner: get(Spot::Partner),
        items,
        note: get(Spot::Note),
        outcome: get(Spot::Outcome),
        warning: get(Spot::Warning),
    };
    (entered, wants_row)
}

/// What was entered, with the units of commodities where none was named, checked against
/// what this city knows.
fn checked(state: &AppState, asking: &Asking, entered: &Entered) -> Result<Intervention, Vec<WrongAt>> {
    let profile = &state.live.profile;
    let mut filled = entered.clone();
    for item in filled.items.iter_mut().filter(|item| item.unit.is_empty()) {
        let known = CommodityId::parse(&item.commodity).ok().and_then(|id| profile.commodity(&id));
        item.unit = known.map(|known| known.unit.clone()).unwrap_or_default();
    }
    let is_unknown =
        |item: &EnteredItem| CommodityId::parse(&item.commodity).is_ok_and(|id| profile.commodity(&id).is_none());
    let unknown = filled.items.iter().enumerate().filter(|(_, item)| is_unknown(item));
    let mut wrong: Vec<WrongAt> =
        unknown.map(|(row, _)| (Spot::Item(row, ItemSpot::Commodity), Wrong::UnknownCommodity)).collect();
    let one = match filled.read(asking.lang) {
        Ok(one) => one,
        Err(more) => return Err(wrong.into_iter().chain(more).collect()),
    };
    let is_here = |code: &str| code.starts_with(profile.code.as_str()) && district(code).is_some();
    if one.district.as_deref().is_some_and(|code| !is_here(code)) {
        wrong.push((Spot::District, Wrong::UnknownPlace));
    }
    if one
        .places
        .iter()
        .any(|place| place.region() != profile.code || (place.is_market() && profile.market(place).is_none()))
    {
        wrong.push((Spot::Places, Wrong::UnknownPlace));
    }
    if one.warning.is_some_and(|id| state.live.ledger().iter().all(|entry| entry.id != id)) {
        wrong.push((Spot::Warning, Wrong::UnknownWarning));
    }
    if wrong.is_empty() { Ok(one) } else { Err(wrong) }
}

/// What is wrong, in the order of the form.
fn troubles(mut wrong: Vec<WrongAt>) -> Vec<Trouble> {
    wrong.sort_by(|(a, _), (b, _)| order(*a).cmp(&order(*b)).then(Ordering::Equal));
    let field = |spot| if spot == Spot::Whole { Field::Form } else { Field::Act(spot) };
    wrong.into_iter().map(|(spot, what)| trouble(field(spot), What::Act(what))).collect()
}

fn order(spot: Spot) -> (usize, usize) {
    const SPOTS: [Spot; 9] = [
        Spot::Whole,
        Spot::Kind,
        Spot::Status,
        Spot::Title,
        Spot::From,
        Spot::To,
        Spot::District,
        Spot::Location,
        Spot::Places,
    ];
    const AFTER: [Spot; 3] = [Spot::Organiser, Spot::Partner, Spot::Warning];
    match spot {
        Spot::Item(row, part) => (70, row * ItemSpot::ALL.len() + part as usize),
        Spot::Outcome => (60, 0),
        Spot::Note => (61, 0),
        other => {
            let first = SPOTS.iter().position(|one| *one == other);
            let then = || AFTER.iter().position(|one| *one == other).map(|at| 20 + at);
            (first.or_else(then).unwrap_or(40), 0)
        }
    }
}
