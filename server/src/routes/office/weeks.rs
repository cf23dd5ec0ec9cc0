//! `/pekan`: the weekly sheets, their files, and freezing one by hand.

use super::{Answer, show};
use crate::book::SheetFile;
use crate::report::{corrections, html};
use crate::routes::AppState;
use crate::routes::asking::Asking;
use crate::routes::kept::{self, Content};
use crate::routes::part::Part;
use crate::routes::refusal::Refusal;
use axum::extract::State;
use axum::response::IntoResponse;
use lumbung_data::model::office::{Done, OfficePage};
use lumbung_data::model::sheet::{FrozenWeek, Sheet, WeekPage, WeeksPage};
use lumbung_data::model::{IsoWeek, Lang, Role};

/// The list, and two weeks side by side.
pub(in crate::routes) async fn list(State(state): State<AppState>, asking: Asking) -> Answer {
    let frozen = state.live.store.book.frozen_weeks().await?;
    let draft = state.sheets.running().filter(|week| frozen.iter().all(|one| one.week != *week));
    let page = WeeksPage {
        compared: compared(&state, &asking).await?,
        due: draft.and_then(|week| state.sheets.due_at(week, state.now())),
        draft,
        frozen,
    };
    show(&state, &asking, OfficePage::Weeks(Box::new(page))).await
}

/// The two weeks that the address names, the earlier first; none where one is not frozen.
async fn compared(state: &AppState, asking: &Asking) -> Result<Option<[Sheet; 2]>, Refusal> {
    let week = |key| asking.value(key).and_then(|text| IsoWeek::parse(&text).ok());
    let Some((a, b)) = week("a").zip(week("b")) else { return Ok(None) };
    let book = &state.live.store.book;
    let (first, second) = (book.frozen_sheet(a.min(b)).await?, book.frozen_sheet(a.max(b)).await?);
    Ok(first.zip(second).map(|(first, second)| [first, second]))
}

/// The sheet of a week, or a file of it.
pub(in crate::routes) async fn page(State(state): State<AppState>, asking: Asking, Part(name): Part<String>) -> Answer {
    if let Some((week, end)) = name.split_once('.') {
        let week = IsoWeek::parse(week).map_err(|_| Refusal::NotFound)?;
        return file(&state, &asking, week, end).await;
    }
    let week = IsoWeek::parse(&name).map_err(|_| Refusal::NotFound)?;
    let book = &state.live.store.book;
    let frozen = book.frozen_weeks().await?.into_iter().find(|one| one.week == week);
    let page = match frozen {
        Some(frozen) => as_frozen(&state, &asking, frozen).await?,
        None => unfrozen(&state, &asking, week).await?,
    };
    show(&state, &asking, OfficePage::Week(Box::new(page))).await
}

async fn as_frozen(state: &AppState, asking: &Asking, frozen: FrozenWeek) -> Result<WeekPage, Refusal> {
    let (live, week) = (&state.live, frozen.week);
    let document = live.store.book.frozen_file(week, SheetFile::Html(asking.lang)).await?;
    let document = document.and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default();
    let sheet = live.store.book.frozen_sheet(week).await?;
    let told = |version| (live.made_at(version), live.file_of(version));
    let revised = sheet.map(|sheet| corrections(&sheet, &live.granary(), &live.profile, told));
    Ok(WeekPage {
        week,
        body: html::body_within(&document).map(str::to_owned),
        corrections: revised.unwrap_or_default(),
        frozen: Some(frozen),
        may_publish: false,
        due: None,
    })
}

/// The draft of the running week; of another one that has data, only that it is not frozen.
async fn unfrozen(state: &AppState, asking: &Asking, week: IsoWeek) -> Result<WeekPage, Refusal> {
    let now = state.now();
    if !state.sheets.can_freeze(week, now) {
        return Err(Refusal::NotFound);
    }
    let draft = state.sheets.draft(week, now).await?;
    Ok(WeekPage {
        week,
        frozen: None,
        body: draft.map(|sheet| html::body_of(&sheet, asking.lang)),
        corrections: Vec::new(),
        may_publish: asking.has(Role::Leader),
        due: state.sheets.due_at(week, now),
    })
}

/// A file of a frozen sheet: the very bytes that were kept.
async fn file(state: &AppState, asking: &Asking, week: IsoWeek, end: &str) -> Answer {
    let (file, content) = match end {
        "html" => (SheetFile::Html(asking.lang), Content::Html),
        "pdf" => (SheetFile::Pdf, Content::Pdf),
        "png" => (SheetFile::Png, Content::Png),
        "json" => (SheetFile::Json, Content::Json),
        _ => return Err(Refusal::NotFound),
    };
    let bytes = state.live.store.book.frozen_file(week, file).await?.ok_or(Refusal::NotFound)?;
    let of = match (end, asking.lang) {
        ("html", Lang::En) => format!("{week}-en.{end}"),
        _ => format!("{week}.{end}"),
    };
    Ok(kept::answer(&asking.headers, content, &format!("lembar-mingguan-{of}"), bytes))
}

/// Freezes a week before its hour.
pub(in crate::routes) async fn publish(
    State(state): State<AppState>,
    asking: Asking,
    Part(name): Part<String>,
) -> Answer {
    let week = IsoWeek::parse(&name).map_err(|_| Refusal::NotFound)?;
    state.live.catch_up().await?;
    let now = state.now();
    if !state.sheets.can_freeze(week, now) {
        return Err(Refusal::NotFound);
    }
    // Where it was frozen meanwhile, that one counts and is shown.
    let is_new = state.sheets.freeze(week, &asking.who(), now).await?;
    Ok(asking.on_to(&format!("/pekan/{week}"), is_new.then_some(Done::SheetFrozen)).into_response())
}
