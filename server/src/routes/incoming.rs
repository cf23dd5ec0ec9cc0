//! Files that come in, from the form and from scripts alike.

use super::AppState;
use super::asking::Asking;
use super::refusal::Refusal;
use crate::ingest::Settings;
use crate::upload::{Taken, UploadError, shown_name};
use axum::extract::{FromRequest, Multipart, Request};
use axum::http::header;
use futures_util::StreamExt;
use lumbung_data::model::{PlaceCode, PriceLevel};
use std::sync::Arc;
use tokio::sync::Semaphore;

/// What a form adds around a file, at most.
pub(super) const AROUND: u64 = 64 * 1024;

/// A file that came in.
pub(super) struct Incoming {
    /// Its name as it may be shown.
    pub name: String,
    /// Its bytes.
    pub taken: Taken,
}

/// How much of a form that is too large is read, so that the browser gets to see
/// the answer: one that is cut off in the middle shows a broken connection.
const READ_AWAY: usize = 256 * 1024 * 1024;

/// Forms that are taken at a time: what stands before a file is held in memory.
static TAKING: Semaphore = Semaphore::const_new(4);

/// A form with a file, as it arrives.
pub(super) enum Arriving {
    /// It says that it is larger than is taken.
    TooLarge,
    /// It is still to be read.
    Form(Multipart),
}

impl FromRequest<AppState> for Arriving {
    type Rejection = Refusal;

    async fn from_request(request: Request, state: &AppState) -> Result<Self, Refusal> {
        let length = request.headers().get(header::CONTENT_LENGTH);
        let said = length.and_then(|length| length.to_str().ok()?.parse::<u64>().ok());
        if said.is_some_and(|said| said > state.settings.limits.upload_bytes + AROUND) {
            let mut left = READ_AWAY;
            let mut body = request.into_body().into_data_stream();
            while let Some(Ok(bytes)) = body.next().await {
                match left.checked_sub(bytes.len()) {
                    Some(less) => left = less,
                    None => break,
                }
            }
            return Ok(Self::TooLarge);
        }
        Multipart::from_request(request, state).await.map(Self::Form).map_err(|_| Refusal::BadForm)
    }
}

/// Takes the file of a form, its field `berkas`.
pub(super) async fn file(state: &AppState, form: Arriving) -> Result<Incoming, UploadError> {
    let most = state.settings.limits.upload_bytes;
    let Arriving::Form(mut form) = form else { return Err(UploadError::TooLarge(most)) };
    let _slot = TAKING.acquire().await;
    let broken = |error: axum::extract::multipart::MultipartError| UploadError::Broken(error.to_string());
    while let Some(field) = form.next_field().await.map_err(broken)? {
        if field.name() == Some("berkas") {
            let name = field.file_name().unwrap_or_default();
            if name.is_empty() {
                return Err(UploadError::Empty);
            }
            let name = shown_name(name);
            return Ok(Incoming { name, taken: state.uploads.take(field, most).await? });
        }
    }
    Err(UploadError::Empty)
}

/// How an upload is read: with the mappings that are kept.
pub(super) async fn settings(
    state: &AppState,
    asking: &Asking,
    place: Option<PlaceCode>,
    level: PriceLevel,
) -> Result<Arc<Settings>, Refusal> {
    Ok(Arc::new(Settings {
        profile: state.live.store.with_mappings(&state.live.profile).await?,
        lang: asking.lang,
        level,
        place,
        who: asking.who(),
        today: crate::today(),
    }))
}
