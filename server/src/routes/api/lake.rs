//! `/api/v1/lake`: the lake for readers outside, as `lumbung lake publish` writes it: a
//! `DuckLake` catalogue and Parquet files, and nothing of the book.

use super::schema;
use crate::routes::AppState;
use crate::routes::fresh::Fresh;
use crate::routes::problem::Problem;
use crate::store::{PUBLISHED_CATALOGUE, PUBLISHED_FILES, Store};
use axum::Json;
use axum::body::{Body, Bytes};
use axum::extract::{Path, Request, State};
use axum::http::{HeaderMap, Uri, header};
use axum::response::{IntoResponse, Response};
use lumbung_data::lake::{self, LakeError, SCHEMA_DIR};
use serde::Serialize;
use std::collections::{BTreeMap, HashSet};
use std::path::PathBuf;
use std::sync::Arc;
use tokio::sync::Mutex;
use tower::ServiceExt;
use tower_http::services::ServeFile;
use utoipa::ToSchema;

/// What readers outside may have of a version.
#[derive(Debug)]
struct Published {
    version: i64,
    catalogue: Bytes,
    /// Below the catalogue's folder, with their sizes.
    files: BTreeMap<String, u64>,
}

/// The latest that was asked for, kept until there is a newer version.
#[derive(Debug, Default)]
pub(in crate::routes) struct Kept {
    latest: Mutex<Option<Arc<Published>>>,
    /// Files whose bytes were those that were written when they were first asked for. A
    /// file is never written again.
    sound: Mutex<HashSet<String>>,
}

impl Kept {
    /// What may be had of the version that is shown, or of a newer one.
    async fn get(&self, state: &AppState) -> Result<Arc<Published>, Problem> {
        let shown = state.live.granary().version();
        // Whoever comes meanwhile waits for the same one.
        let mut kept = self.latest.lock().await;
        if let Some(published) = kept.as_ref().filter(|published| published.version >= shown) {
            return Ok(Arc::clone(published));
        }
        let published = Arc::new(publish(&state.live.store).await?);
        *kept = Some(Arc::clone(&published));
        Ok(published)
    }

    /// Whether a file, as `table/file`, holds what was written.
    async fn is_sound(&self, store: &Store, name: &str, path: PathBuf) -> Result<bool, Problem> {
        if self.sound.lock().await.contains(name) {
            return Ok(true);
        }
        let recorded = store.book.checksum(name).await.map_err(|error| Problem::internal(&error))?;
        if let Some(recorded) = recorded {
            let found = tokio::task::spawn_blocking(move || lake::checksum(&path)).await;
            let found = found.map_err(|error| Problem::internal(&error))?;
            match found {
                Ok(found) if found == recorded => {}
                Ok(_) => return Ok(false),
                // Whoever serves it says that it is gone.
                Err(error) if error.is_absence() => return Ok(true),
                Err(error) => return Err(Problem::internal(&error)),
            }
        }
        self.sound.lock().await.insert(name.to_owned());
        Ok(true)
    }
}

async fn publish(store: &Store) -> Result<Published, Problem> {
    let folder = tempfile::tempdir().map_err(|error| Problem::internal(&error))?;
    let file = folder.path().join(PUBLISHED_CATALOGUE);
    let (version, named) = store.book.catalogue_into(&file).await.map_err(|error| Problem::internal(&error))?;
    let lake = store.home.lake();
    let read = tokio::task::spawn_blocking(move || {
        let sizes = named.into_iter().map(|name| {
            let size = std::fs::metadata(lake.join(SCHEMA_DIR).join(&name))?.len();
            Ok((format!("{PUBLISHED_FILES}/{SCHEMA_DIR}/{name}"), size))
        });
        let files = sizes.collect::<std::io::Result<BTreeMap<String, u64>>>()?;
        Ok::<_, std::io::Error>((Bytes::from(std::fs::read(&file)?), files))
    });
    let read = read.await.map_err(|error| Problem::internal(&error))?;
    let (catalogue, files) = read.map_err(|error| Problem::internal(&error))?;
    Ok(Published { version, catalogue, files })
}

/// The lake, file by file.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::routes) struct Lake {
    /// The version that the catalogue ends with; it holds all earlier ones.
    version: i64,
    /// The catalogue: a `SQLite` database in the format of `DuckLake` 1.0.
    #[schema(example = "/api/v1/lake/catalogue.sqlite")]
    catalogue: String,
    /// Below which address the catalogue's files lie.
    #[schema(example = "/api/v1/lake/lake/")]
    data: String,
    /// The files that the catalogue names.
    files: Vec<LakeFile>,
}

/// A Parquet file.
#[derive(Debug, Serialize, ToSchema)]
struct LakeFile {
    /// Where it is.
    path: String,
    /// Its size in bytes.
    bytes: u64,
}

const AT: &str = "/api/v1/lake";

/// The lake
///
/// Catalogue and files, for `DuckDB`, polars or Spark; the same as `lumbung lake publish`
/// writes. Fetch the catalogue and attach it with the address of the files:
/// `ATTACH 'ducklake:sqlite:catalogue.sqlite' AS lake (READ_ONLY, DATA_PATH
/// 'https://HOST/api/v1/lake/lake/', OVERRIDE_DATA_PATH true)`.
#[utoipa::path(
    get,
    path = "/api/v1/lake",
    tag = "history",
    responses(
        (status = 200, description = "What there is", body = Lake),
        (status = 304, description = "The caller has it already"),
        (status = 400, description = "The query is not understood", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(in crate::routes) async fn list(
    State(state): State<AppState>,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let published = state.lake.get(&state).await?;
    let fresh = Fresh::of_request(&state, published.version, &uri);
    if fresh.is_known(&headers) {
        return Ok(fresh.not_modified());
    }
    let files = published.files.iter().map(|(path, bytes)| LakeFile { path: format!("{AT}/{path}"), bytes: *bytes });
    let lake = Lake {
        version: published.version,
        catalogue: format!("{AT}/{PUBLISHED_CATALOGUE}"),
        data: format!("{AT}/{PUBLISHED_FILES}/"),
        files: files.collect(),
    };
    let mut response = Json(lake).into_response();
    fresh.wear(&mut response);
    Ok(response)
}

/// A file of the lake
///
/// The catalogue, or a Parquet file that it names; also in ranges of bytes.
#[utoipa::path(
    get,
    path = "/api/v1/lake/{file}",
    tag = "history",
    params(("file" = String, Path, description = "`catalogue.sqlite`, or the rest of a path as the list has it")),
    responses(
        (status = 200, description = "The file", content(
            (inline(schema::Bytes) = "application/vnd.sqlite3"),
            (inline(schema::Bytes) = "application/vnd.apache.parquet"),
        )),
        (status = 206, description = "The range of it that was asked for"),
        (status = 304, description = "The caller has it already"),
        (status = 400, description = "The address is not understood", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "There is no such file (any more): fetch the catalogue again", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(in crate::routes) async fn file(
    State(state): State<AppState>,
    Path(file): Path<String>,
    request: Request,
) -> Result<Response, Problem> {
    let published = state.lake.get(&state).await?;
    if file == PUBLISHED_CATALOGUE {
        let fresh = Fresh::of_request(&state, published.version, request.uri());
        if fresh.is_known(request.headers()) {
            return Ok(fresh.not_modified());
        }
        let name = format!("attachment; filename=\"{PUBLISHED_CATALOGUE}\"");
        let about = [(header::CONTENT_TYPE, "application/vnd.sqlite3".to_owned()), (header::CONTENT_DISPOSITION, name)];
        let mut response = (about, published.catalogue.clone()).into_response();
        fresh.wear(&mut response);
        return Ok(response);
    }
    let missing = || Problem::not_found(format!("The lake has no file {file}; {AT} lists those that it has"));
    if !published.files.contains_key(&file) {
        return Err(missing());
    }
    // What the catalogue names lies in the lake under the same names.
    let below = file.strip_prefix(PUBLISHED_FILES).and_then(|rest| rest.strip_prefix('/')).ok_or_else(missing)?;
    let path: PathBuf = state.live.store.home.lake().join(below);
    let name = below.strip_prefix(SCHEMA_DIR).and_then(|rest| rest.strip_prefix('/')).ok_or_else(missing)?;
    if !state.lake.is_sound(&state.live.store, name, path.clone()).await? {
        return Err(Problem::internal(&LakeError::Damaged { path }));
    }
    let served = ServeFile::new(path).oneshot(request).await.map_err(|error| Problem::internal(&error))?;
    if served.status() == axum::http::StatusCode::NOT_FOUND {
        return Err(missing());
    }
    Ok(served.map(Body::new))
}
