//! `/kad`: the agreements with supplying regions. Everybody reads what is agreed; officers
//! enter and change it, and see whom to call.

use super::{Answer, LONGEST, required, show, show_again, trouble};
use crate::auth::name::is_email;
use crate::book::Revised;
use crate::routes::AppState;
use crate::routes::asking::Asking;
use crate::routes::fields::Fields;
use crate::routes::part::Part;
use crate::routes::refusal::Refusal;
use crate::supply;
use axum::extract::State;
use axum::response::IntoResponse;
use chrono::NaiveDate;
use lumbung_data::gazetteer;
use lumbung_data::model::agreement::{
    Agreement, AgreementForm, AgreementPage, AgreementRow, AgreementStatus, AgreementsPage, Standing, SupplyLine, Terms,
};
use lumbung_data::model::office::{Done, Field, OfficePage, Trouble, What};
use lumbung_data::model::{CommodityId, Lang, PlaceCode, Role};
use lumbung_data::profile::Profile;
use std::sync::Arc;

/// A commodity, its name, and the regions that send it.
type Supply = (CommodityId, String, Vec<SupplyLine>);

/// The list, and for officers the form of another one.
pub(in crate::routes) async fn list(State(state): State<AppState>, asking: Asking) -> Answer {
    let form = empty(&state.live.profile, asking.lang);
    let page = listed(&state, &asking, form).await?;
    show(&state, &asking, OfficePage::Agreements(Box::new(page))).await
}

async fn listed(state: &AppState, asking: &Asking, form: AgreementForm) -> Result<AgreementsPage, Refusal> {
    let all = state.live.store.book.agreements().await?;
    let mut rows: Vec<AgreementRow> = all.iter().map(|one| row(state, asking, &all, one)).collect();
    rows.sort_by_key(|row| (order(row.standing), row.agreement.terms.until, row.agreement.id));
    let supply = supply(state, asking, all).await?;
    Ok(AgreementsPage { rows, form: asking.has(Role::Officer).then_some(form), supply })
}

/// Where watched commodities may come from now.
async fn supply(state: &AppState, asking: &Asking, agreements: Vec<Agreement>) -> Result<Vec<Supply>, Refusal> {
    let (granary, profile) = (state.live.granary(), Arc::clone(&state.live.profile));
    let (today, lang) = (today(state), asking.lang);
    // How prices pass on is tested for each pair, once for each version.
    let found = tokio::task::spawn_blocking(move || {
        let on = crate::pages::latest(&granary, &profile).unwrap_or(today);
        let known = supply::Known { granary: &granary, profile: &profile, agreements: &agreements, on, today };
        let told = |line: &SupplyLine| line.price.is_some() || line.agreement.is_some();
        let of = |id: &CommodityId| (id.clone(), name_of(&profile, id, lang), known.lines(id));
        profile.watched.iter().map(of).filter(|(.., lines)| lines.iter().any(told)).collect()
    });
    found.await.map_err(|error| Refusal::failed(&error))
}

/// Those that end soon come first, those that are over last.
fn order(standing: Standing) -> u8 {
    match standing {
        Standing::EndsSoon(_) => 0,
        Standing::InForce => 1,
        Standing::Coming => 2,
        Standing::Prepared => 3,
        Standing::Expired => 4,
        Standing::Ended => 5,
    }
}

/// An agreement with the region's prices now. Whom to call is for officers.
fn row(state: &AppState, asking: &Asking, all: &[Agreement], one: &Agreement) -> AgreementRow {
    let (granary, profile) = (state.live.granary(), &state.live.profile);
    let today = today(state);
    let on = crate::pages::latest(&granary, profile).unwrap_or(today);
    let known = supply::Known { granary: &granary, profile, agreements: all, on, today };
    let mut agreement = one.clone();
    if !asking.has(Role::Officer) {
        agreement.terms.phone.clear();
        agreement.terms.email.clear();
    }
    let terms = &agreement.terms;
    let goods = terms.commodities.iter().map(|id| {
        let name = name_of(profile, id, asking.lang);
        (id.clone(), name, known.line(&terms.region, id))
    });
    AgreementRow {
        region: profile.place_name(&terms.region),
        goods: goods.collect(),
        standing: terms.standing(today),
        agreement,
    }
}

fn today(state: &AppState) -> NaiveDate {
    crate::wib::local(state.now()).date_naive()
}

fn name_of(profile: &Profile, id: &CommodityId, lang: Lang) -> String {
    profile.commodity(id).map_or_else(|| id.to_string(), |commodity| commodity.name(lang).to_owned())
}

/// One agreement, and for officers its past and the form that changes it.
pub(in crate::routes) async fn page(State(state): State<AppState>, asking: Asking, Part(id): Part<i64>) -> Answer {
    let page = laid_out(&state, &asking, id, None).await?;
    show(&state, &asking, OfficePage::Agreement(Box::new(page))).await
}

async fn laid_out(
    state: &AppState,
    asking: &Asking,
    id: i64,
    entered: Option<AgreementForm>,
) -> Result<AgreementPage, Refusal> {
    let book = &state.live.store.book;
    let all = book.agreements().await?;
    let one = all.iter().find(|one| one.id == id).ok_or(Refusal::NotFound)?;
    let officer = asking.has(Role::Officer);
    let revisions = if officer { book.agreement_history(id).await? } else { Vec::new() };
    let form = entered.unwrap_or_else(|| filled(&state.live.profile, one, asking.lang));
    Ok(AgreementPage { row: row(state, asking, &all, one), revisions, form: officer.then_some(form) })
}

/// Enters an agreement.
pub(in crate::routes) async fn add(State(state): State<AppState>, asking: Asking, fields: Fields) -> Answer {
    let (form, terms) = read(&fields, &state.live.profile, asking.lang);
    match terms {
        Ok(terms) => {
            let id = state.live.store.book.add_agreement(&asking.who(), state.now(), &terms).await?;
            state.live.catch_up().await?;
            Ok(asking.on_to(&format!("/kad/{id}"), Some(Done::AgreementKept)).into_response())
        }
        Err(troubles) => {
            let page = listed(&state, &asking, form).await?;
            show_again(&state, &asking, troubles, OfficePage::Agreements(Box::new(page))).await
        }
    }
}

/// Changes an agreement.
pub(in crate::routes) async fn change(
    State(state): State<AppState>,
    asking: Asking,
    Part(id): Part<i64>,
    fields: Fields,
) -> Answer {
    let (form, terms) = read(&fields, &state.live.profile, asking.lang);
    let troubles = match terms {
        Ok(terms) => {
            let book = &state.live.store.book;
            match book.revise_agreement(&asking.who(), state.now(), (id, form.revision), &terms).await? {
                Revised::Gone => return Err(Refusal::NotFound),
                Revised::Changed => vec![trouble(Field::Form, What::AgreementChanged)],
                Revised::Kept(_) | Revised::Same => {
                    state.live.catch_up().await?;
                    return Ok(asking.on_to(&format!("/kad/{id}"), Some(Done::AgreementKept)).into_response());
                }
            }
        }
        Err(troubles) => troubles,
    };
    let page = laid_out(&state, &asking, id, Some(form)).await?;
    show_again(&state, &asking, troubles, OfficePage::Agreement(Box::new(page))).await
}

/// A form in which nothing is filled in.
fn empty(profile: &Profile, lang: Lang) -> AgreementForm {
    AgreementForm {
        commodities: commodities(profile, lang, |_| false),
        regions: profile.supplies.iter().map(|supply| supply.name.clone()).collect(),
        status: AgreementStatus::Signed.as_str().to_owned(),
        ..AgreementForm::default()
    }
}

/// The form of an agreement as it stands.
fn filled(profile: &Profile, one: &Agreement, lang: Lang) -> AgreementForm {
    let terms = &one.terms;
    AgreementForm {
        region: profile.place_name(&terms.region),
        document: terms.document.clone(),
        commodities: commodities(profile, lang, |id| terms.commodities.contains(id)),
        volume: terms.volume.clone(),
        from: terms.from.to_string(),
        until: terms.until.to_string(),
        office: terms.office.clone(),
        phone: terms.phone.clone(),
        email: terms.email.clone(),
        status: terms.status.as_str().to_owned(),
        revision: one.revision,
        ..empty(profile, lang)
    }
}

/// The commodities that can be chosen: the watched ones, and those that are chosen already.
fn commodities(profile: &Profile, lang: Lang, is_chosen: impl Fn(&CommodityId) -> bool) -> Vec<(String, String, bool)> {
    let offered =
        profile.commodities.iter().filter(|known| profile.watched.contains(&known.id) || is_chosen(&known.id));
    offered.map(|known| (known.id.to_string(), known.name(lang).to_owned(), is_chosen(&known.id))).collect()
}

/// What a form says, and the agreement that it makes or what is wrong with it.
fn read(fields: &Fields, profile: &Profile, lang: Lang) -> (AgreementForm, Result<Terms, Vec<Trouble>>) {
    let text = |name: &str| fields.trimmed(name).chars().take(5 * LONGEST).collect::<String>();
    let chosen: Vec<CommodityId> = profile
        .commodities
        .iter()
        .filter(|known| fields.all("komoditas").any(|id| id == known.id.as_str()))
        .map(|known| known.id.clone())
        .collect();
    let form = AgreementForm {
        region: text("wilayah"),
        document: text("nomor"),
        commodities: commodities(profile, lang, |id| chosen.contains(id)),
        volume: text("jumlah"),
        from: text("mulai"),
        until: text("berakhir"),
        office: text("kantor"),
        phone: text("telepon"),
        email: text("surel").to_lowercase(),
        status: text("status"),
        revision: fields.get("revisi").parse().unwrap_or(0),
        ..empty(profile, lang)
    };
    let mut troubles = Vec::new();
    let region = region(&mut troubles, &form.region, profile);
    required(&mut troubles, Field::Document, &form.document);
    if chosen.is_empty() {
        troubles.push(trouble(Field::Commodities, What::Missing));
    }
    if form.volume.chars().count() > LONGEST {
        troubles.push(trouble(Field::Volume, What::TooLong(LONGEST)));
    }
    let from = date(&mut troubles, Field::FirstDay, &form.from);
    let until = date(&mut troubles, Field::LastDay, &form.until);
    if from.zip(until).is_some_and(|(from, until)| until < from) {
        troubles.push(trouble(Field::LastDay, What::EndsFirst));
    }
    required(&mut troubles, Field::Office, &form.office);
    let is_phone = |text: &str| text.len() <= 40 && text.chars().all(|c| c.is_ascii_digit() || " +-().,/".contains(c));
    if !is_phone(&form.phone) {
        troubles.push(trouble(Field::Phone, What::PhoneForm));
    }
    if !form.email.is_empty() && !is_email(&form.email) {
        troubles.push(trouble(Field::Email, What::EmailForm));
    }
    let status = AgreementStatus::parse(&form.status);
    if status.is_none() {
        troubles.push(trouble(Field::AgreementStatus, What::Missing));
    }
    let terms = match (region, from, until, status) {
        (Some(region), Some(from), Some(until), Some(status)) if troubles.is_empty() => Ok(Terms {
            region,
            document: form.document.clone(),
            commodities: chosen,
            volume: form.volume.clone(),
            from,
            until,
            office: form.office.clone(),
            phone: form.phone.clone(),
            email: form.email.clone(),
            status,
        }),
        _ => Err(troubles),
    };
    (form, terms)
}

/// A region by its code, or by its name as the profile or the gazetteer has it.
fn region(troubles: &mut Vec<Trouble>, text: &str, profile: &Profile) -> Option<PlaceCode> {
    let by_code = PlaceCode::parse(text).ok().filter(|code| !code.is_market() && gazetteer::region(code).is_some());
    let supplying = profile.supplies.iter().find(|supply| supply.name.eq_ignore_ascii_case(text));
    let found = by_code
        .or_else(|| supplying.map(|supply| supply.region.clone()))
        .or_else(|| gazetteer::region_named(text, None).ok().map(|region| region.code.clone()));
    if found.is_none() {
        let what = if text.is_empty() { What::Missing } else { What::UnknownPlace };
        troubles.push(trouble(Field::Place, what));
    }
    found
}

fn date(troubles: &mut Vec<Trouble>, field: Field, text: &str) -> Option<NaiveDate> {
    let date: Option<NaiveDate> = text.parse().ok();
    if date.is_none() {
        troubles.push(trouble(field, if text.is_empty() { What::Missing } else { What::DayForm }));
    }
    date
}
