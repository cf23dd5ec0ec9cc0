//! The form that maps the columns of a table which no format recognises, and
//! the mappings that are kept of it.

use super::preview::{own, places, preview};
use super::{Answer, show_again, trouble};
use crate::book::Waiting;
use crate::ingest;
use crate::routes::AppState;
use crate::routes::asking::Asking;
use crate::routes::fields::Fields;
use crate::routes::part::Part;
use crate::routes::refusal::Refusal;
use axum::extract::State;
use axum::response::IntoResponse;
use lumbung_data::model::office::{Done, Draft, Field, MapField, MappingForm, Trouble, What};
use lumbung_data::source::{Mapping, Sketch};

/// Columns that are shown of a table.
const MOST_COLUMNS: usize = 12;
/// Own names of commodities that a form may send.
const MOST_NAMES: usize = 100;

/// The form for a file; none where the file holds no table. Its answers are
/// those that were sent, else those of the mapping by which it is read, else
/// guessed.
pub(super) async fn form(
    state: &AppState,
    asking: &Asking,
    upload: &Waiting,
    sent: Option<Draft>,
) -> Result<Option<MappingForm>, Refusal> {
    let Some(sketch) = sketch(state, upload).await? else { return Ok(None) };
    let profile = &state.live.profile;
    let read_by = || upload.mapping.as_deref().and_then(Mapping::draft);
    let mut draft = sent.or_else(read_by).unwrap_or_else(|| sketch.guess(profile, &upload.file));
    draft.commodities = sketch.strange(&draft, profile);
    let commodities = profile.commodities.iter();
    let shown = |row: &[String]| row.iter().take(MOST_COLUMNS).cloned().collect::<Vec<_>>();
    Ok(Some(MappingForm {
        shown: shown(&sketch.header),
        rows: sketch.rows.iter().map(|(number, row)| (*number, shown(row))).collect(),
        all_columns: sketch.header.len(),
        columns: sketch.columns(),
        draft,
        commodities: commodities.map(|known| (known.id.clone(), known.name(asking.lang).to_owned())).collect(),
        places: places(profile),
        toml: upload.mapping.as_deref().and_then(Mapping::for_profile),
    }))
}

async fn sketch(state: &AppState, upload: &Waiting) -> Result<Option<Sketch>, Refusal> {
    let path = state.uploads.path(&upload.id).ok_or(Refusal::NotFound)?;
    Ok(ingest::sketch(path).await?)
}

/// Takes the answers and reads the file by them. Nothing is kept yet.
pub(in crate::routes) async fn map(
    State(state): State<AppState>,
    asking: Asking,
    Part(id): Part<String>,
    fields: Fields,
) -> Answer {
    let upload = own(&state, &asking, &id).await?;
    let sketch = sketch(&state, &upload).await?.ok_or(Refusal::NotFound)?;
    let draft = answers(&fields);
    let book = &state.live.store.book;
    let drafted = match Mapping::drafted(&draft, &sketch) {
        Ok(_) if book.has_mapping(draft.get(MapField::Name)).await? => Err(vec![name_taken()]),
        drafted => drafted,
    };
    match drafted {
        Ok(text) => {
            book.map_waiting(&asking.who(), state.now(), &upload, &text).await?;
            Ok(asking.on_to(&format!("/unggah/{id}"), None).into_response())
        }
        Err(troubles) => {
            let preview = preview(&state, &asking, &upload, Some(draft)).await?;
            show_again(&state, &asking, troubles, preview).await
        }
    }
}

/// The answers as they were sent. Marks may be blanks.
fn answers(fields: &Fields) -> Draft {
    let mut draft = Draft::default();
    for field in MapField::ALL {
        let answer = match field {
            MapField::Thousands | MapField::Decimal => fields.get(field.as_str()),
            _ => fields.trimmed(field.as_str()),
        };
        draft.set(field, answer);
    }
    let ids = fields.all(MapField::Commodities.as_str());
    let named = fields.all("barang").zip(ids).take(MOST_NAMES);
    draft.commodities = named.map(|(name, id)| (name.to_owned(), id.to_owned())).collect();
    draft
}

/// Keeps the mapping by which an upload was read; what is wrong, if it cannot
/// be kept.
pub(super) async fn keep(state: &AppState, asking: &Asking, upload: &Waiting) -> Result<Option<Trouble>, Refusal> {
    let Some(text) = &upload.mapping else { return Ok(None) };
    let Ok(mapping) = Mapping::parse(&upload.file, text) else { return Ok(None) };
    let kept = state.live.store.book.save_mapping(&asking.who(), state.now(), &mapping.name, text).await?;
    Ok((!kept).then(name_taken))
}

fn name_taken() -> Trouble {
    trouble(Field::Map(MapField::Name), What::MappingNameTaken)
}

/// Deletes a mapping that is kept.
pub(in crate::routes) async fn delete(State(state): State<AppState>, asking: Asking, Part(id): Part<i64>) -> Answer {
    if !state.live.store.book.delete_mapping(&asking.who(), state.now(), id).await? {
        return Err(Refusal::NotFound);
    }
    Ok(asking.on_to("/unggah", Some(Done::MappingDeleted)).into_response())
}
