//! `/peringatan`: the inbox of warnings, which everybody reads, and what officers do about
//! one.

use super::{Answer, own_path, show, show_again, trouble};
use crate::book::{Acted, NewAct};
use crate::pages::ledger;
use crate::routes::AppState;
use crate::routes::asking::Asking;
use crate::routes::fields::Fields;
use crate::routes::part::Part;
use crate::routes::refusal::Refusal;
use crate::wib;
use axum::extract::State;
use axum::http::header;
use axum::response::IntoResponse;
use chrono::NaiveDate;
use lumbung_data::model::inbox::{ActKind, EnteredAct, InboxFilter, Whose};
use lumbung_data::model::ledger::StoryPage;
use lumbung_data::model::office::{Done, Field, OfficePage, Trouble, What};
use lumbung_data::model::{WarningKind, WarningLevel};

/// The longest note, in characters.
const LONGEST_NOTE: usize = 1_000;

/// The officer who asks; none of everybody else, nor before the second factor is set up.
fn officer<'a>(state: &AppState, asking: &'a Asking) -> Option<&'a str> {
    let person = asking.person.as_ref().filter(|person| !state.must_set_up(person));
    person.map(|person| person.name.as_str())
}

fn asked<'a>(state: &AppState, asking: &'a Asking) -> ledger::Asked<'a> {
    let today = wib::local(state.now()).date_naive();
    ledger::Asked { officer: officer(state, asking), today, lang: asking.lang }
}

/// The list, cut to what the address asks for.
pub(in crate::routes) async fn list(State(state): State<AppState>, asking: Asking) -> Answer {
    state.live.look_into_book().await?;
    let asked = asked(&state, &asking);
    let value = |key| asking.value(key).unwrap_or_default();
    let whose = Whose::parse(&value("saring"));
    let filter = InboxFilter {
        // Nobody's own are none.
        whose: if asked.officer.is_none() && whose == Whose::Mine { Whose::All } else { whose },
        kind: WarningKind::parse(&value("jenis")),
        level: WarningLevel::parse(&value("tingkat")),
    };
    let page = ledger::ledger(&state.live, filter, &asked);
    show(&state, &asking, OfficePage::Warnings(Box::new(page))).await
}

/// The story of a warning.
pub(in crate::routes) async fn page(State(state): State<AppState>, asking: Asking, Part(id): Part<String>) -> Answer {
    state.live.look_into_book().await?;
    let page = match id.parse() {
        Ok(id) => story(&state, &asking, id, None).await?,
        Err(_) => None,
    };
    let page = page.map_or(OfficePage::WarningGone, |page| OfficePage::Warning(Box::new(page)));
    show(&state, &asking, page).await
}

/// The page of a warning; for an officer with whom it can be handed to.
async fn story(
    state: &AppState,
    asking: &Asking,
    id: i64,
    entered: Option<EnteredAct>,
) -> Result<Option<StoryPage>, Refusal> {
    let asked = asked(state, asking);
    let Some(mut page) = ledger::story(&state.live, id, &asked) else { return Ok(None) };
    if let Some(desk) = &mut page.desk {
        desk.colleagues = state.live.store.book.colleagues().await?;
        desk.colleagues.retain(|(name, _)| asked.officer != Some(name));
        desk.entered = entered;
    }
    Ok(Some(page))
}

/// Does what a form about a warning says.
pub(in crate::routes) async fn act(
    State(state): State<AppState>,
    asking: Asking,
    Part(id): Part<String>,
    fields: Fields,
) -> Answer {
    let id: i64 = id.parse().map_err(|_| Refusal::NotFound)?;
    let role = asking.person()?.role;
    let entered = EnteredAct {
        what: ActKind::parse(fields.get("langkah")).ok_or(Refusal::BadForm)?,
        colleague: fields.trimmed("rekan").to_owned(),
        note: fields.trimmed("catatan").to_owned(),
        until: fields.trimmed("sampai").to_owned(),
        address: fields.trimmed("tautan").to_owned(),
    };
    let (live, what) = (&state.live, entered.what);
    live.look_into_book().await?;
    let Some(page) = story(&state, &asking, id, Some(entered.clone())).await? else { return Err(Refusal::NotFound) };
    let days = page.desk.as_ref().map(|desk| desk.silence).ok_or(Refusal::NotAllowed)?;
    let (until, address) = (until(&entered, days), address(&entered, &asking));
    let mut troubles = Vec::new();
    if what == ActKind::Hand && entered.colleague.is_empty() {
        troubles.push(trouble(Field::Colleague, What::Missing));
    }
    troubles.extend(until.as_ref().err().cloned());
    troubles.extend(note_trouble(&entered));
    troubles.extend(address.as_ref().err().cloned());
    if let (true, Ok(until), Ok(address)) = (troubles.is_empty(), &until, &address) {
        let new = NewAct {
            warning: id,
            what,
            role,
            colleague: &entered.colleague,
            until: *until,
            note: &entered.note,
            intervention: address.as_deref().and_then(intervention),
            address: address.as_deref(),
            after: fields.get("sesudah").parse().unwrap_or(0),
        };
        match live.store.book.act(&asking.who(), state.now(), new).await? {
            Acted::Done => {
                live.look_into_book().await?;
                return Ok(asking.on_to(asking.uri.path(), Some(done(what))).into_response());
            }
            Acted::Unknown => return Err(Refusal::NotFound),
            Acted::Over => troubles.push(trouble(Field::Form, What::WarningOver)),
            Acted::Meanwhile => troubles.push(trouble(Field::Form, What::ActedMeanwhile)),
            Acted::Nobody => troubles.push(trouble(Field::Colleague, What::UnknownChoice)),
        }
        // What others did meanwhile is shown with the refusal.
        live.look_into_book().await?;
    }
    let page = story(&state, &asking, id, Some(entered)).await?.ok_or(Refusal::NotFound)?;
    show_again(&state, &asking, troubles, OfficePage::Warning(Box::new(page))).await
}

/// The last day of a silence; none of another act.
fn until(entered: &EnteredAct, [first, last]: [NaiveDate; 2]) -> Result<Option<NaiveDate>, Trouble> {
    if entered.what != ActKind::Silence {
        return Ok(None);
    }
    if entered.until.is_empty() {
        return Err(trouble(Field::Until, What::Missing));
    }
    let day = entered.until.parse().ok().filter(|day| (first..=last).contains(day));
    day.map(Some).ok_or_else(|| trouble(Field::Until, What::DayRange(first, last)))
}

/// A note is what most acts are about; to take, hand over or let go, none is needed.
fn note_trouble(entered: &EnteredAct) -> Option<Trouble> {
    let is_needed =
        matches!(entered.what, ActKind::Acknowledge | ActKind::Comment | ActKind::Action | ActKind::Silence);
    if is_needed && entered.note.is_empty() {
        return Some(trouble(Field::Note, What::Missing));
    }
    (entered.note.chars().count() > LONGEST_NOTE).then(|| trouble(Field::Note, What::TooLong(LONGEST_NOTE)))
}

/// The path of a page of ours; also where its whole address was copied from the browser.
fn address(entered: &EnteredAct, asking: &Asking) -> Result<Option<String>, Trouble> {
    if entered.address.is_empty() {
        return Ok(None);
    }
    let host = asking.headers.get(header::HOST).and_then(|host| host.to_str().ok());
    let whole = ["https://", "http://"].iter().find_map(|scheme| entered.address.strip_prefix(scheme));
    let path = match (whole, host) {
        (Some(whole), Some(host)) => whole.strip_prefix(host),
        (Some(_), None) => None,
        (None, _) => Some(entered.address.as_str()),
    };
    path.and_then(own_path).map(Some).ok_or_else(|| trouble(Field::Address, What::PathForm))
}

/// The number of the intervention whose page a path is.
fn intervention(path: &str) -> Option<i64> {
    let rest = path.strip_prefix("/intervensi/")?;
    rest.split(['?', '#']).next()?.parse().ok().filter(|id| *id > 0)
}

fn done(what: ActKind) -> Done {
    match what {
        ActKind::Take => Done::Taken,
        ActKind::Hand => Done::Handed,
        ActKind::Release => Done::Released,
        ActKind::Acknowledge => Done::Acknowledged,
        ActKind::Comment | ActKind::Action => Done::Noted,
        ActKind::Silence => Done::Silenced,
        ActKind::Unsilence => Done::Unsilenced,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_of_an_intervention_gives_its_number() {
        assert_eq!(intervention("/intervensi/12?lang=en"), Some(12));
        for other in ["/intervensi/", "/intervensi/12/ubah", "/intervensi/-1", "/pekan/2025-W50"] {
            assert_eq!(intervention(other), None, "{other}");
        }
    }

    #[test]
    fn a_silence_wants_a_day_within_reach() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let reach = [day("2025-12-19"), day("2026-03-19")];
        let entered = |what, until: &str| EnteredAct {
            what,
            until: until.to_owned(),
            colleague: String::new(),
            note: String::new(),
            address: String::new(),
        };
        assert_eq!(until(&entered(ActKind::Silence, "2025-12-19"), reach), Ok(Some(reach[0])));
        assert_eq!(until(&entered(ActKind::Take, ""), reach), Ok(None));
        for bad in ["", "2025-12-18", "2026-03-20", "besok"] {
            assert!(until(&entered(ActKind::Silence, bad), reach).is_err(), "{bad}");
        }
    }
}
