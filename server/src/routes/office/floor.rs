//! `/catat`: the pages for prices from the market floor, and the plain form. What a phone sends by
//! itself is in [`super::floor_phone`].

use super::{Answer as Page, show};
use crate::book::FloorEntry;
use crate::floor::{self, Fault, Sent, in_force};
use crate::routes::AppState;
use crate::routes::asking::Asking;
use crate::routes::fields::Fields;
use crate::routes::part::Part;
use crate::routes::refusal::Refusal;
use crate::wib;
use axum::extract::State;
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::IntoResponse;
use chrono::NaiveDate;
use lumbung_data::model::PlaceCode;
use lumbung_data::model::floor::{Answer, median};
use lumbung_data::model::office::{Done, FloorEntered, FloorForm, FloorMarket, FloorMarkets, FloorRow, OfficePage};
use lumbung_data::source::{per, sha256, units};
use uuid::Uuid;

/// The markets to choose from.
pub(in crate::routes) async fn markets(State(state): State<AppState>, asking: Asking) -> Page {
    let (profile, book) = (&state.live.profile, &state.live.store.book);
    let person = asking.person()?.id;
    let today = today(&state);
    let entries = in_force(book.entries_on(today, None).await?);
    let walks = book.walks(today).await?;
    let market = |code: &PlaceCode| FloorMarket {
        code: code.clone(),
        name: profile.place_name(code),
        at: profile.market(code).and_then(|market| market.at),
        came: entries.iter().filter(|entry| entry.market == *code).count(),
        own: walks.iter().any(|walk| walk.person == person && walk.market == code.as_str()),
    };
    let page = FloorMarkets {
        person,
        today: Some(today),
        markets: profile.floor.markets.iter().map(market).collect(),
        asked: profile.floor.order.len(),
    };
    let mut response = show(&state, &asking, OfficePage::FloorMarkets(page)).await?;
    // The list can be sorted by where the phone is, which stays on the phone.
    let policy = "camera=(), geolocation=(self), microphone=(), payment=(), usb=()";
    response.headers_mut().insert(HeaderName::from_static("permissions-policy"), HeaderValue::from_static(policy));
    Ok(response)
}

/// The form of a market.
pub(in crate::routes) async fn form(
    State(state): State<AppState>,
    asking: Asking,
    Part((region, market)): Part<(String, String)>,
) -> Page {
    let page = empty(&state, &asking, &region, &market, asking.value("hari").as_deref()).await?;
    show(&state, &asking, OfficePage::FloorForm(Box::new(page))).await
}

/// The server's day.
pub(super) fn today(state: &AppState) -> NaiveDate {
    wib::local(state.now()).date_naive()
}

/// The form of a market with nothing in it.
async fn empty(
    state: &AppState,
    asking: &Asking,
    region: &str,
    market: &str,
    day: Option<&str>,
) -> Result<FloorForm, Refusal> {
    let (profile, today) = (&state.live.profile, today(state));
    let market = PlaceCode::parse(&format!("{region}/{market}")).map_err(|_| Refusal::NotFound)?;
    if !profile.floor.markets.contains(&market) {
        return Err(Refusal::NotFound);
    }
    let days: Vec<NaiveDate> =
        today.iter_days().rev().take(usize::try_from(profile.floor.back).unwrap_or(0) + 1).collect();
    let day = day.and_then(|day| day.parse().ok()).filter(|day| days.contains(day)).unwrap_or(today);
    let kept = in_force(state.live.store.book.entries_on(day, Some(&market)).await?);
    let granary = state.live.granary();
    let row = |commodity: &lumbung_data::profile::Commodity| {
        let hint = floor::hint(&granary, profile, &market, &commodity.id, day);
        FloorRow {
            commodity: commodity.id.clone(),
            name: commodity.name(asking.lang).to_owned(),
            units: units(&commodity.unit)
                .into_iter()
                .map(|unit| (unit.to_owned(), per(unit, &commodity.unit)))
                .collect(),
            last: hint.last,
            others: hint.others,
            bounds: floor::bounds(commodity),
            jump: hint.jump,
            distance: hint.distance,
            kept: kept.iter().find(|entry| entry.commodity == commodity.id).map(found),
            entered: FloorEntered::default(),
            asks: false,
            trouble: None,
        }
    };
    let rows = profile.floor.order.iter().filter_map(|id| profile.commodity(id)).map(row).collect();
    Ok(FloorForm {
        person: asking.person()?.id,
        name: profile.place_name(&market),
        market,
        form: Uuid::new_v4().to_string(),
        day,
        days,
        rows,
        sent: None,
    })
}

fn found(entry: &FloorEntry) -> (Answer, Option<f64>, String) {
    (entry.answer, median(&entry.stalls), entry.unit.clone())
}

/// Takes the plain form: keeps what is right, and asks about the rest.
pub(in crate::routes) async fn take(
    State(state): State<AppState>,
    asking: Asking,
    Part((region, market)): Part<(String, String)>,
    fields: Fields,
) -> Page {
    let mut page = empty(&state, &asking, &region, &market, Some(fields.trimmed("hari"))).await?;
    let (profile, now, today) = (&state.live.profile, state.now(), today(&state));
    let role = asking.person()?.role;
    if Uuid::parse_str(fields.trimmed("formulir")).is_err() {
        return Err(Refusal::BadForm);
    }
    let form = fields.trimmed("formulir").to_owned();
    let closed = !fields.get("tutup").is_empty();
    let noted = state.live.store.book.entries_on(page.day, Some(&page.market)).await?;
    let counts = in_force(noted.clone());
    let has = |entries: &[FloorEntry], id: &str| entries.iter().any(|entry| entry.id == id);
    // The same form sent twice is kept once; what it says again after it said something else is new.
    let id_of = |said: &str| {
        let ids = (0_u32..).map(|time| derived(&form, &format!("{said} {time}")));
        ids.into_iter().find(|id| !has(&noted, id) || has(&counts, id)).unwrap_or_default()
    };
    let mut entries = Vec::new();
    for (sequence, row) in (1..).zip(&mut page.rows) {
        let asked =
            if closed { Asked { day: fields.trimmed("hari"), ..Asked::closed(row) } } else { Asked::of(row, &fields) };
        let unusual = {
            let hint =
                floor::Hint { last: row.last.clone(), others: row.others, jump: row.jump, distance: row.distance };
            move |price: f64| hint.is_unusual(price)
        };
        let Some((answer, prices)) = asked.answer() else { continue };
        let checked = prices.and_then(|prices| {
            let sent = Sent {
                id: id_of(&format!("{} {asked:?}", row.commodity)),
                person: page.person,
                device: derived(&form, "perangkat"),
                sequence: now.timestamp_millis() * 100 + sequence,
                market: page.market.to_string(),
                commodity: row.commodity.to_string(),
                day: asked.day.to_owned(),
                answer: answer.as_str().to_owned(),
                prices,
                unit: asked.unit.clone(),
                cause: asked.cause.clone(),
                note: asked.note.clone(),
                made_at: now,
            };
            floor::check(sent, profile, (page.person, role), today)
        });
        match checked {
            Err(fault) => row.trouble = Some(fault.text(asking.lang)),
            Ok(entry) => {
                let each = per(&entry.unit, row.units.first().map_or("", |(unit, _)| unit.as_str()));
                let quote = median(&entry.stalls).map(|quote| quote / each);
                if entry.cause.is_none() && quote.is_some_and(unusual) {
                    row.asks = true;
                } else {
                    entries.push(entry);
                }
            }
        }
        if row.asks || row.trouble.is_some() {
            row.entered = asked.entered;
        }
    }
    let open = page.rows.iter().filter(|row| row.asks || row.trouble.is_some()).count();
    let kept = entries.len();
    if !entries.is_empty() {
        let now = state.now();
        state.desk.hand_in(&state.live.store.book, entries, now).await.map_err(|error| Refusal::failed(&error))?;
    }
    if open == 0 {
        let path = format!("/catat/{}?hari={}", page.market, page.day);
        return Ok(asking.on_to(&path, (kept > 0).then_some(Done::EntriesKept)).into_response());
    }
    page.sent = Some((kept, open));
    let mut response = show(&state, &asking, OfficePage::FloorForm(Box::new(page))).await?;
    *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    Ok(response)
}

/// An id that follows from a form and a name in it: sent twice, it is the same.
fn derived(form: &str, name: &str) -> String {
    let digest = sha256(format!("{form}\n{name}").as_bytes());
    let part = |from: usize, to: usize| digest.get(from..to).unwrap_or_default();
    format!("{}-{}-{}-{}-{}", part(0, 8), part(8, 12), part(12, 16), part(16, 20), part(20, 32))
}

/// What the form says of one commodity.
#[derive(Debug)]
struct Asked<'a> {
    day: &'a str,
    unit: String,
    cause: String,
    note: String,
    closed: bool,
    entered: FloorEntered,
}

impl<'a> Asked<'a> {
    fn of(row: &FloorRow, fields: &'a Fields) -> Self {
        let id = &row.commodity;
        let text = |name: &str| fields.trimmed(&format!("{name}.{id}")).to_owned();
        let first = row.units.first().map(|(unit, _)| unit.clone()).unwrap_or_default();
        let entered = FloorEntered {
            prices: ["harga1", "harga2", "harga3"].map(text),
            unit: text("satuan"),
            no_goods: !text("kosong").is_empty(),
            cause: text("alasan"),
            note: text("catatan"),
        };
        Self {
            day: fields.trimmed("hari"),
            unit: if entered.unit.is_empty() { first } else { entered.unit.clone() },
            cause: entered.cause.clone(),
            note: entered.note.clone(),
            closed: false,
            entered,
        }
    }

    fn closed(row: &FloorRow) -> Self {
        let unit = row.units.first().map(|(unit, _)| unit.clone()).unwrap_or_default();
        let (cause, note) = (String::new(), String::new());
        Self { day: "", unit, cause, note, closed: true, entered: FloorEntered::default() }
    }

    /// What was found, and the prices; none where nothing was said.
    fn answer(&self) -> Option<(Answer, Result<Vec<u32>, Fault>)> {
        if self.closed {
            return Some((Answer::Closed, Ok(Vec::new())));
        }
        if self.entered.no_goods {
            return Some((Answer::NoGoods, Ok(Vec::new())));
        }
        let filled = self.entered.prices.iter().any(|price| !price.is_empty());
        filled.then(|| (Answer::Price, floor::prices(self.entered.prices.iter().map(String::as_str))))
    }
}
