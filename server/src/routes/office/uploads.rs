//! `/unggah`: a file comes in and is checked; and the history of batches.

use super::{Answer, show, show_again, trouble};
use crate::book::NewWaiting;
use crate::ingest;
use crate::routes::AppState;
use crate::routes::asking::Asking;
use crate::routes::incoming::{self, Arriving, Incoming};
use crate::routes::refusal::Refusal;
use crate::upload::UploadError;
use axum::extract::State;
use axum::response::IntoResponse;
use lumbung_data::model::PriceLevel;
use lumbung_data::model::office::{Field, MappingRow, OfficePage, Uploads, WaitingRow, What};
use lumbung_data::source::Mapping;

/// Batches a page.
const PAGE: i64 = 50;

/// The page.
pub(in crate::routes) async fn page(State(state): State<AppState>, asking: Asking) -> Answer {
    let uploads = uploads(&state, &asking).await?;
    show(&state, &asking, OfficePage::Uploads(uploads)).await
}

/// What the page shows.
pub(super) async fn uploads(state: &AppState, asking: &Asking) -> Result<Uploads, Refusal> {
    let (book, person) = (&state.live.store.book, asking.person()?);
    let before = asking.value("sebelum").and_then(|version| version.parse().ok());
    let mut batches = book.batches(before, PAGE + 1).await?;
    let more = batches.len() > usize::try_from(PAGE).unwrap_or_default();
    if more {
        batches.pop();
    }
    let waiting = book.waiting_of(person.id, state.now()).await?;
    Ok(Uploads {
        most_bytes: state.settings.limits.upload_bytes,
        waiting: waiting.into_iter().map(|row| WaitingRow { id: row.id, file: row.file, at: row.made }).collect(),
        mappings: mappings(book.mappings().await?),
        older: batches.last().filter(|_| more).map(|row| row.version),
        batches,
    })
}

/// Mappings as they can stand in the city's profile.
fn mappings(rows: Vec<MappingRow>) -> Vec<MappingRow> {
    let shown = |row: MappingRow| MappingRow { toml: Mapping::for_profile(&row.toml).unwrap_or(row.toml), ..row };
    rows.into_iter().map(shown).collect()
}

/// Takes a file, checks it, and leads to what it would change. Nothing is
/// stored in the lake.
pub(in crate::routes) async fn take(State(state): State<AppState>, asking: Asking, form: Arriving) -> Answer {
    let person = asking.person()?;
    let (book, now, most) = (&state.live.store.book, state.now(), state.settings.limits.upload_bytes);
    let waiting = book.waiting_of(person.id, now).await?.len() as u64;
    if waiting >= state.settings.limits.uploads_waiting {
        return again(&state, &asking, What::TooManyWaiting(waiting)).await;
    }
    let Incoming { name, taken } = match incoming::file(&state, form).await {
        Ok(incoming) => incoming,
        Err(UploadError::TooLarge(_)) => return again(&state, &asking, What::FileTooLarge(most)).await,
        Err(UploadError::Empty) => return again(&state, &asking, What::NoFile).await,
        Err(UploadError::Broken(error)) => {
            tracing::info!(error, "an upload broke off");
            return Err(Refusal::BadForm);
        }
        Err(error @ UploadError::Disk(_)) => return Err(Refusal::failed(&error)),
    };
    let settings = incoming::settings(&state, &asking, None, PriceLevel::Retail).await?;
    let looked = ingest::look(state.live.granary(), taken.path().to_owned(), name.clone(), settings).await?;
    let new = NewWaiting {
        id: &taken.id,
        person: person.id,
        file: &name,
        format: &looked.report.format,
        sha256: &looked.sha256,
        bytes: looked.bytes,
        most: state.settings.limits.uploads_waiting,
    };
    if !book.add_waiting(&asking.who(), now, new).await? {
        // Several came at once.
        return again(&state, &asking, What::TooManyWaiting(new.most)).await;
    }
    let id = taken.keep();
    Ok(asking.on_to(&format!("/unggah/{id}"), None).into_response())
}

/// Shows the form again.
async fn again(state: &AppState, asking: &Asking, what: What) -> Answer {
    let uploads = uploads(state, asking).await?;
    show_again(state, asking, vec![trouble(Field::File, what)], OfficePage::Uploads(uploads)).await
}
