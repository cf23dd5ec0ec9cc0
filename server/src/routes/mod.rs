//! The doors: pages, API, health, static files; who may pass them, and the
//! headers that all answers wear.

mod address;
mod admit;
mod answers;
mod api;
mod asking;
mod batches;
mod catalog;
mod chart;
mod csv;
mod door;
mod fields;
mod fresh;
mod headers;
mod health;
mod html;
mod incoming;
mod kept;
mod limits;
mod metadata;
mod metrics;
mod office;
mod origin;
mod part;
mod pass;
mod problem;
mod queue;
mod refusal;
mod series;
mod site;

pub(crate) use address::household;
pub(crate) use api::human::page as api_page;
pub use door::{Door, Kind, Rule, doors};

use crate::clock::Clock;
use crate::dcat;
use crate::floor::Desk;
use crate::interventions::effects::Effects;
use crate::jobs::Stop;
use crate::live::Live;
use crate::pages::LiveReader;
use crate::report::freeze::Sheets;
use crate::settings::Settings;
use crate::upload::Uploads;
use asking::Asking;
use axum::Router;
use axum::extract::{DefaultBodyLimit, FromRef};
use axum::http::Uri;
use axum::middleware::{from_fn_with_state, map_response};
use axum::response::Redirect;
use axum::routing::{any, get};
use leptos::config::LeptosOptions;
use leptos::prelude::{provide_context, use_context};
use leptos_axum::{LeptosRoutes, generate_route_list};
use limits::Counters;
use lumbung_app::{App, Reader, shell};
use lumbung_data::model::catalogue::Triangle;
use queue::Queues;
use std::net::SocketAddr;
use std::ops::Deref;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{DefaultPredicate, NotForContentType, Predicate};

/// Addresses of the API that lead nowhere.
const UNKNOWN_API: &str = "/api/{*path}";

/// The longest that a request may take, but for uploads.
const TIME_LIMIT: Duration = Duration::from_secs(30);

/// The largest body, but for uploads: a form.
const BODY_LIMIT: usize = 64 * 1024;

/// How often uploads that nobody decided on are taken away.
const SWEEP_EVERY: Duration = Duration::from_mins(10);

/// What handlers share; every layer hands on a copy.
#[derive(Clone)]
pub struct AppState(Arc<Shared>);

/// What is shared.
pub struct Shared {
    /// What the server shows.
    pub live: Arc<Live>,
    /// What the operator set.
    pub settings: Arc<Settings>,
    reader: Arc<dyn Reader>,
    counters: Arc<Counters>,
    /// Who reads at the moment.
    queues: Queues,
    uploads: Uploads,
    /// Where entries from the market floor are handed in.
    desk: Desk,
    /// The weekly sheets.
    sheets: Sheets,
    /// What interventions did.
    effects: Effects,
    /// How many more large files may be written at once.
    writing: api::writing::Writing,
    /// Answers of the series API that may be asked for again.
    answers: answers::Answers,
    /// The lake for readers outside.
    lake: api::lake::Kept,
    options: LeptosOptions,
}

impl Deref for AppState {
    type Target = Shared;

    fn deref(&self) -> &Shared {
        &self.0
    }
}

impl FromRef<AppState> for LeptosOptions {
    fn from_ref(state: &AppState) -> Self {
        state.options.clone()
    }
}

/// Every route, over a live granary and a folder of built files.
pub fn router(live: &Arc<Live>, site: &Path, addr: SocketAddr, settings: Settings) -> Router {
    let origin = settings.public_url.as_ref().map(|url| url.origin().to_owned());
    let options = LeptosOptions::builder().output_name("lumbung").site_addr(addr).build();
    let state = AppState(Arc::new(Shared {
        live: Arc::clone(live),
        sheets: Sheets::new(Arc::clone(live), origin.clone()),
        effects: Effects::new(Arc::clone(live)),
        reader: Arc::new(LiveReader::new(Arc::clone(live), site::has_islands(site), origin)),
        counters: Arc::new(Counters::new(&settings.limits)),
        queues: Queues::new(&settings.limits),
        uploads: Uploads::of(live.store.home.dir()),
        desk: Desk::default(),
        writing: api::writing::Writing::default(),
        answers: answers::Answers::default(),
        lake: api::lake::Kept::default(),
        settings: Arc::new(settings),
        options,
    }));
    let mut routes = pages(&state)
        .route("/healthz", get(health::alive))
        .route("/readyz", get(health::ready))
        .route("/metrics", get(metrics::text))
        .route("/api/v1/openapi.json", get(api::openapi::document))
        .route("/api/v1/series", get(api::series_list::list))
        .route("/api/v1/series/{commodity}/{*place}", get(series::series))
        .route("/api/v1/vintages/{commodity}/{*place}", get(api::vintages::file))
        .route("/api/v1/commodities", get(api::commodities::list))
        .route("/api/v1/places", get(api::places::list))
        .route("/api/v1/versions", get(api::versions::list))
        .route("/api/v1/lake", get(api::lake::list))
        .route("/api/v1/lake/{*file}", get(api::lake::file))
        .route("/api/v1/warnings", get(api::warnings::list))
        .route("/api/v1/interventions", get(api::interventions::list))
        .route("/api/v1/snapshots", get(api::snapshots::list))
        .route("/api/v1/snapshots/{week}", get(api::snapshots::sheet))
        .route("/api/v1/sdmx/structure.xml", get(api::sdmx::structure))
        .route("/api/v1/outlook", get(api::outlook::list))
        .route("/data/metadata.json", get(metadata::file))
        .route(dcat::PATH, get(catalog::file))
        .route("/grafik/{commodity}/{*place}", get(chart::file))
        .route(UNKNOWN_API, any(problem::unknown_path))
        .route("/catat.js", get(site::floor_script))
        .route("/catat-simpan.js", get(site::floor_store))
        .route("/catat-sw.js", get(site::floor_worker))
        .nest_service("/pkg", site::files(site));
    for extension in series::EXTENSIONS {
        routes = routes.route(&format!("/api/v1/prices.{extension}"), get(api::prices::file));
    }
    behind_doors(routes, &state).with_state(state)
}

/// The pages that everybody reads.
fn pages(state: &AppState) -> Router<AppState> {
    let context = {
        let state = state.clone();
        move || {
            provide_context(Arc::clone(&state.reader));
            let parts = use_context::<axum::http::request::Parts>();
            let asking = parts.as_ref().and_then(|parts| parts.extensions.get::<Asking>());
            if let Some(visitor) = asking.and_then(|asking| asking.visitor(&state)) {
                provide_context(visitor);
            }
            if let Some(triangle) = parts.as_ref().and_then(|parts| parts.extensions.get::<Triangle>()) {
                provide_context(triangle.clone());
            }
            headers::content_security_policy("");
        }
    };
    let options = state.options.clone();
    Router::new()
        .leptos_routes_with_context(state, generate_route_list(App), context.clone(), {
            let options = options.clone();
            move || shell(options.clone())
        })
        .fallback(leptos_axum::render_app_to_stream_with_context(context, move || shell(options.clone())))
        .layer(map_response(html::tidy))
        .layer(from_fn_with_state(state.clone(), api::vintages::for_page))
}

/// Adds every door with its rule, and lays around all routes what nothing
/// passes by.
fn behind_doors(mut routes: Router<AppState>, state: &AppState) -> Router<AppState> {
    let doors: pass::Doors = Arc::new(doors());
    for door in doors.iter() {
        let rule = from_fn_with_state((state.clone(), door.rule), admit::admit);
        let mut handler = door.handler.clone().route_layer(rule);
        if door.kind == Kind::Upload {
            let most = state.settings.limits.upload_bytes + incoming::AROUND;
            handler = handler.layer(DefaultBodyLimit::max(usize::try_from(most).unwrap_or(usize::MAX)));
        }
        if door.kind == Kind::Floor {
            handler = handler.layer(DefaultBodyLimit::max(crate::floor::MOST_BYTES));
        }
        routes = routes.route(door.path, handler);
        if let Some(depth) = door::page_above(door, &doors) {
            routes = routes.route(door.path, get(move |uri: Uri| async move { back_to(&uri, depth) }));
        }
    }
    routes
        .layer(DefaultBodyLimit::max(BODY_LIMIT))
        .layer(CompressionLayer::new().compress_when(worth_packing()))
        .layer(from_fn_with_state((state.clone(), doors), pass::pass))
}

/// What is packed on its way: not what is packed already.
fn worth_packing() -> impl Predicate {
    DefaultPredicate::new()
        .and(NotForContentType::const_new("application/zip"))
        .and(NotForContentType::const_new("application/vnd."))
}

/// A form that was refused stands at the address that it was sent to. Whoever
/// reloads it there, or changes its language, gets the page that it is on.
fn back_to(uri: &Uri, depth: usize) -> Redirect {
    let parts: Vec<&str> = uri.path().split('/').skip(1).take(depth).collect();
    let query = uri.query().map(|query| format!("?{query}")).unwrap_or_default();
    Redirect::to(&format!("/{}{query}", parts.join("/")))
}

/// Takes away uploads that nobody decided on, until it is told to stop.
pub async fn sweep_uploads(live: Arc<Live>, clock: Clock, mut stop: Stop) {
    let uploads = Uploads::of(live.store.home.dir());
    let mut ticks = tokio::time::interval(SWEEP_EVERY);
    while stop.or(ticks.tick()).await.is_some() {
        let waiting = live.store.book.still_waiting(clock.now()).await;
        let swept = match waiting {
            Ok(waiting) => uploads.sweep(&waiting.into_iter().collect()).await.map_err(|error| error.to_string()),
            Err(error) => Err(error.to_string()),
        };
        if let Err(error) = swept {
            tracing::warn!(error, "old uploads could not be taken away");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::listen::Peer;
    use axum::body::{Body, to_bytes};
    use axum::extract::Request;
    use axum::http::{Method, StatusCode, header};
    use axum::response::IntoResponse;
    use axum::routing::post;
    use lumbung_data::profile::Profile;
    use tower::ServiceExt;

    /// What stands behind the doors when this router does.
    async fn ask(routes: Router<AppState>, method: Method, path: &str) -> (StatusCode, String) {
        let home = tempfile::tempdir().unwrap();
        let store = crate::store::Store::open(home.path()).await.unwrap();
        let live = Live::open(store, Arc::new(Profile::load("bandung").unwrap())).await.unwrap();
        let settings = Settings::default();
        let state = AppState(Arc::new(Shared {
            reader: Arc::new(LiveReader::new(Arc::clone(&live), false, None)),
            sheets: Sheets::new(Arc::clone(&live), None),
            effects: Effects::new(Arc::clone(&live)),
            counters: Arc::new(Counters::new(&settings.limits)),
            queues: Queues::new(&settings.limits),
            uploads: Uploads::of(home.path()),
            desk: Desk::default(),
            writing: api::writing::Writing::default(),
            answers: answers::Answers::default(),
            lake: api::lake::Kept::default(),
            settings: Arc::new(settings),
            options: LeptosOptions::builder().output_name("lumbung").build(),
            live,
        }));
        let request = Request::builder().method(method).uri(path).header(header::HOST, "127.0.0.1");
        let request = request.header(header::ORIGIN, "http://127.0.0.1").extension(Peer(([127, 0, 0, 1], 1).into()));
        let house = behind_doors(routes, &state).with_state(state);
        let response = house.oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
        let code = response.status();
        let body = to_bytes(response.into_body(), usize::MAX).await.unwrap();
        (code, String::from_utf8(body.to_vec()).unwrap())
    }

    #[tokio::test]
    async fn a_write_without_a_rule_stays_shut() {
        let rogue = || Router::new().route("/baru", post(|| async { "written" }));
        let (code, body) = ask(rogue(), Method::POST, "/baru").await;
        assert_eq!(code, StatusCode::METHOD_NOT_ALLOWED);
        assert!(!body.contains("written"));
    }

    #[tokio::test]
    async fn a_handler_that_panics_is_a_500_without_its_cause() {
        let broken = Router::new().route("/rusak", get(|| async { panic!("the secret cause") as () }));
        let (code, body) = ask(broken, Method::GET, "/rusak").await;
        assert_eq!(code, StatusCode::INTERNAL_SERVER_ERROR);
        assert!(body.contains("Ada yang gagal di server") && !body.contains("secret cause"), "{body}");
    }

    #[test]
    fn going_back_from_a_form_leads_to_its_page() {
        let doors = doors();
        let depth =
            |path| door::page_above(doors.iter().find(|door| door.path == path && door.is_write()).unwrap(), &doors);
        assert_eq!(depth("/masuk"), None);
        let back = |address: &str, path| {
            let redirect = back_to(&address.parse().unwrap(), depth(path).unwrap()).into_response();
            redirect.headers()[header::LOCATION].to_str().unwrap().to_owned()
        };
        assert_eq!(back("/akun/sesi/7/akhiri?lang=en", "/akun/sesi/{id}/akhiri"), "/akun?lang=en");
        assert_eq!(back("/unggah/versi/7/batalkan", "/unggah/versi/{version}/batalkan"), "/unggah/versi/7");
        assert_eq!(back("/keluar", "/keluar"), "/");
    }
}
