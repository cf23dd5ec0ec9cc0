//! The doors: pages, API, health, static files, and the headers that all of
//! them wear.

mod headers;
mod health;
mod html;
mod problem;
mod series;
mod site;

use crate::live::Live;
use crate::pages::LiveReader;
use axum::Router;
use axum::extract::FromRef;
use axum::middleware::map_response;
use axum::routing::{any, get};
use leptos::config::LeptosOptions;
use leptos::prelude::provide_context;
use leptos_axum::{LeptosRoutes, generate_route_list};
use lumbung_app::{App, Reader, shell};
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::timeout::TimeoutLayer;
use tower_http::trace::TraceLayer;

/// The longest that a request may take.
const TIME_LIMIT: Duration = Duration::from_secs(30);

/// What handlers share.
#[derive(Debug, Clone)]
pub struct AppState {
    /// What the server shows.
    pub live: Arc<Live>,
    options: LeptosOptions,
}

impl FromRef<AppState> for LeptosOptions {
    fn from_ref(state: &AppState) -> Self {
        state.options.clone()
    }
}

/// Every route, over a live granary and a folder of built files.
pub fn router(live: &Arc<Live>, site: &Path, addr: SocketAddr) -> Router {
    let options = LeptosOptions::builder().output_name("lumbung").site_addr(addr).build();
    let state = AppState { live: Arc::clone(live), options: options.clone() };
    let reader: Arc<dyn Reader> = Arc::new(LiveReader::new(Arc::clone(live), site::has_islands(site)));
    let context = move || {
        provide_context(Arc::clone(&reader));
        headers::content_security_policy();
    };
    let pages = generate_route_list(App);
    Router::new()
        .leptos_routes_with_context(&state, pages, context.clone(), {
            let options = options.clone();
            move || shell(options.clone())
        })
        .fallback(leptos_axum::render_app_to_stream_with_context(context, move || shell(options.clone())))
        .layer(map_response(html::tidy))
        .route("/healthz", get(health::alive))
        .route("/readyz", get(health::ready))
        .route("/api/v1/series/{commodity}/{*place}", get(series::series))
        .route("/api/{*path}", any(problem::unknown_path))
        .nest_service("/pkg", site::files(site))
        .layer(CompressionLayer::new())
        .layer(map_response(headers::wear))
        .layer(TimeoutLayer::with_status_code(axum::http::StatusCode::SERVICE_UNAVAILABLE, TIME_LIMIT))
        .layer(CatchPanicLayer::new())
        .layer(TraceLayer::new_for_http())
        .with_state(state)
}
