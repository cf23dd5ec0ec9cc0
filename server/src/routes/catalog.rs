//! `/data/catalog.jsonld`: which data there is, for catalogues elsewhere.

use super::fresh::Fresh;
use super::{AppState, origin};
use crate::dcat::{Catalog, MEDIA_TYPE, PATH};
use axum::extract::State;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use lumbung_data::model::Lang;

/// The handler. Addresses in it begin with the site's own, where that is known for sure.
pub(super) async fn file(State(state): State<AppState>, headers: HeaderMap) -> Response {
    let site = origin::own(&headers, state.settings.public_url.as_ref()).unwrap_or_default();
    let page = state.reader.catalogue(Lang::Id);
    let version = page.standing.version;
    let fresh = Fresh::of(&state, version, &format!("{site}{PATH}"));
    if fresh.is_known(&headers) {
        return fresh.not_modified();
    }
    let modified = state.live.made_at(version);
    let profile = &state.live.profile;
    let catalog = Catalog { site: &site, profile, series: &page.series, version, modified };
    let mut response = ([(header::CONTENT_TYPE, MEDIA_TYPE)], catalog.json().to_string()).into_response();
    fresh.wear(&mut response);
    response
}
