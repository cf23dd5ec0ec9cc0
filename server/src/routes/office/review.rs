//! `/tinjau/…`: a reported value, and an officer's word on it.

use super::{Answer, required, show, show_again, trouble};
use crate::pages::review;
use crate::routes::AppState;
use crate::routes::asking::Asking;
use crate::routes::fields::Fields;
use crate::routes::part::Part;
use crate::routes::refusal::Refusal;
use axum::extract::State;
use axum::response::IntoResponse;
use chrono::NaiveDate;
use lumbung_data::model::office::{Done, EnteredRuling, Field, OfficePage, Trouble, What};
use lumbung_data::model::{MarketSeries, Ruling, SeriesKey, day};
use lumbung_data::profile::Profile;
use lumbung_data::source::{per, whole_rupiah};

/// Date, commodity, level, source, frequency and place of a value.
type Parts = (NaiveDate, String, String, String, String, String);

fn value((date, commodity, level, source, frequency, place): Parts) -> Result<(SeriesKey, NaiveDate), Refusal> {
    let key = SeriesKey::parse([&commodity, &place, &level, &source, &frequency]);
    Ok((key.map_err(|_| Refusal::NotFound)?, date))
}

/// The page.
pub(in crate::routes) async fn page(State(state): State<AppState>, asking: Asking, Part(parts): Part<Parts>) -> Answer {
    let (key, date) = value(parts)?;
    let page = laid_out(&state, &asking, &key, date, None).await?;
    show(&state, &asking, page).await
}

async fn laid_out(
    state: &AppState,
    asking: &Asking,
    key: &SeriesKey,
    date: NaiveDate,
    entered: Option<EnteredRuling>,
) -> Result<OfficePage, Refusal> {
    let live = &state.live;
    live.catch_up().await?;
    let history = live.store.book.decisions_about(key, day::of(date)).await?;
    let page = review(&live.granary(), &live.profile, (key, date), history, entered, asking.lang);
    Ok(OfficePage::Review(Box::new(page.ok_or(Refusal::NotFound)?)))
}

/// Stores the decision as a new version.
pub(in crate::routes) async fn decide(
    State(state): State<AppState>,
    asking: Asking,
    Part(parts): Part<Parts>,
    fields: Fields,
) -> Answer {
    let (key, date) = value(parts)?;
    let entered = EnteredRuling {
        ruling: fields.get("keputusan").to_owned(),
        price: fields.trimmed("harga").to_owned(),
        reason: fields.trimmed("alasan").to_owned(),
    };
    let live = &state.live;
    let lock = live.store.lock().await?;
    live.catch_up().await?;
    let known = live.granary();
    let series = known.series(&key).ok_or(Refusal::NotFound)?;
    let at = series.day.binary_search(&day::of(date)).map_err(|_| Refusal::NotFound)?;
    let history = live.store.book.decisions_about(&key, day::of(date)).await?;
    let latest = history.first().map_or(0, |latest| latest.version);
    let mut troubles = Vec::new();
    if fields.get("dilaporkan") != series.reported[at].to_string() || fields.get("sesudah") != latest.to_string() {
        troubles.push(trouble(Field::Form, What::FigureChanged));
    }
    required(&mut troubles, Field::Reason, &entered.reason);
    let is_decided = known.decisions().on(series, at).is_some();
    match ruling(&entered, series, at, is_decided, &live.profile) {
        Ok(ruling) if troubles.is_empty() => {
            let who = asking.who();
            let store = &live.store;
            let about = (&key, day::of(date));
            let decided = store.decide(&lock, (&known, &live.profile), about, ruling, &entered.reason, &who).await?;
            drop(lock);
            live.catch_up().await?;
            decided.ok_or(Refusal::NotFound)?;
            return Ok(asking.on_to(asking.uri.path(), Some(Done::Decided)).into_response());
        }
        Ok(_) => {}
        Err(wrong) => troubles.insert(0, wrong),
    }
    drop(lock);
    let page = laid_out(&state, &asking, &key, date, Some(entered)).await?;
    show_again(&state, &asking, troubles, page).await
}

/// What the form says; none takes the decision before it back.
fn ruling(
    entered: &EnteredRuling,
    series: &MarketSeries,
    at: usize,
    is_decided: bool,
    profile: &Profile,
) -> Result<Option<Ruling>, Trouble> {
    match entered.ruling.as_str() {
        "accept" => Ok(Some(Ruling::Accept)),
        "reject" => Ok(Some(Ruling::Reject)),
        "undo" if is_decided => Ok(None),
        "correct" => {
            let wrong = |what| trouble(Field::Price, what);
            if entered.price.is_empty() {
                return Err(wrong(What::Missing));
            }
            let price = whole_rupiah(&entered.price).ok_or_else(|| wrong(What::PriceForm))?;
            if price.to_bits() == series.reported[at].to_bits() {
                return Err(wrong(What::SamePrice));
            }
            let per = per(&series.reported_unit, &series.unit);
            let range = profile.commodity(&series.key.commodity);
            let (low, high) = range.map_or((1.0, f64::MAX), |known| (known.plausible_low, known.plausible_high));
            if !(low..=high).contains(&(price / per)) {
                return Err(wrong(What::PriceRange(rounded(low * per), rounded(high * per))));
            }
            Ok(Some(Ruling::Correct(price)))
        }
        _ => Err(trouble(Field::Ruling, What::Missing)),
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "whole rupiah of a plausible price")]
fn rounded(price: f64) -> u64 {
    price.round() as u64
}
