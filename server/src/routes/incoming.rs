//! Files that come in, from the form and from scripts alike.

use super::AppState;
use super::asking::Asking;
use crate::ingest::Settings;
use crate::upload::{Taken, UploadError, shown_name};
use axum::extract::Multipart;
use axum::http::{HeaderMap, header};
use lumbung_data::model::{PlaceCode, PriceLevel};
use std::sync::Arc;

/// What a form adds around a file, at most.
pub(super) const AROUND: u64 = 64 * 1024;

/// A file that came in.
pub(super) struct Incoming {
    /// Its name as it may be shown.
    pub name: String,
    /// Its bytes.
    pub taken: Taken,
}

/// Takes the file of a form, its field `berkas`.
pub(super) async fn file(state: &AppState, headers: &HeaderMap, mut form: Multipart) -> Result<Incoming, UploadError> {
    let most = state.settings.limits.upload_bytes;
    let said = headers.get(header::CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse::<u64>().ok());
    // What says that it is too large is not read at all.
    if said.is_some_and(|said| said > most + AROUND) {
        return Err(UploadError::TooLarge(most));
    }
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

/// How an upload is read.
pub(super) fn settings(
    state: &AppState,
    asking: &Asking,
    place: Option<PlaceCode>,
    level: PriceLevel,
) -> Arc<Settings> {
    Arc::new(Settings {
        profile: Arc::clone(&state.live.profile),
        lang: asking.lang,
        level,
        place,
        who: asking.who(),
        today: crate::today(),
    })
}
