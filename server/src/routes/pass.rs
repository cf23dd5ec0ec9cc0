//! What every request passes, in this order: it gets a number, is counted,
//! must come from one of our pages if it writes, and is given who asks. It waits
//! for its place where many read, is held to its time, a panic in it is a refusal, and its answer gets its words
//! and headers.

use super::admit::is_safe;
use super::asking::Asking;
use super::door::{Door, Kind};
use super::limits::Wish;
use super::refusal::{Refusal, word};
use super::{AppState, TIME_LIMIT, address, headers, origin, queue};
use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use futures_util::FutureExt;
use std::any::Any;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Instant;
use tracing::Instrument;
use uuid::Uuid;

/// The table of doors.
pub(super) type Doors = Arc<Vec<Door>>;

/// How much of a path the log says, in bytes.
const LONGEST_PATH: usize = 200;

const NUMBER: header::HeaderName = header::HeaderName::from_static("x-request-id");

/// Lets a request pass.
pub(super) async fn pass(State((state, doors)): State<(AppState, Doors)>, request: Request, next: Next) -> Response {
    let number = Uuid::new_v4().to_string();
    let span = span(&number, &request);
    let asking = Asking::outline(&request, number);
    let is_read = is_safe(request.method()) || request.method() == Method::OPTIONS;
    let secure = state.settings.is_secure();
    let (metrics, begun) = (Arc::clone(&state.settings.metrics), Instant::now());
    let (method, route) = (request.method().clone(), request.extensions().get::<MatchedPath>().cloned());
    let mut response = held(state, doors, asking.clone(), request, next).instrument(span).await;
    response = word(&asking, response);
    headers::wear(asking.uri.path(), secure, response.headers_mut());
    if asking.is_api && is_read {
        headers::open_to_other_sites(response.headers_mut());
    }
    if let Ok(number) = HeaderValue::from_str(&asking.request) {
        response.headers_mut().insert(NUMBER, number);
    }
    let route = route.as_ref().map(MatchedPath::as_str).filter(|route| *route != super::UNKNOWN_API);
    metrics.answered(&method, route, response.status().as_u16(), begun.elapsed());
    response
}

/// Runs a request within its time. A handler that panics is a refusal; the
/// server goes on. What writes is done to its end also where nobody waits for
/// the answer any more: hanging up takes back nothing.
async fn held(state: AppState, doors: Doors, asking: Asking, request: Request, next: Next) -> Response {
    let at = door_of(&doors, &request);
    let door = at.map(|at| &doors[at]);
    let limit = door.map_or(TIME_LIMIT, Door::time_limit);
    let writes = !is_safe(request.method()) || door.is_some_and(|door| door.kind == Kind::SignIn);
    let run = async move {
        let run = AssertUnwindSafe(checked(&state, &doors, at, asking, request, next)).catch_unwind();
        match tokio::time::timeout(limit, run).await {
            Ok(Ok(answer)) => answer.into_response(),
            Ok(Err(cause)) => panicked(&*cause),
            Err(_) => Refusal::TooSlow.into_response(),
        }
    };
    if !writes {
        return run.await;
    }
    let done = tokio::spawn(run.in_current_span()).await;
    done.unwrap_or_else(|error| Refusal::failed(&error).into_response())
}

/// Counts a request, shuts out writes from elsewhere, finds out who asks, and
/// goes on.
async fn checked(
    state: &AppState,
    doors: &[Door],
    at: Option<usize>,
    outline: Asking,
    mut request: Request,
    next: Next,
) -> Result<Response, Refusal> {
    let settings = &state.settings;
    let door = at.map(|at| &doors[at]);
    let asks_first = outline.is_api && request.method() == Method::OPTIONS;
    let writes = !is_safe(request.method()) && !asks_first;
    let address = address::client(outline.address, &outline.headers, &settings.trusted_proxies);
    let left = state.counters.address(address, wish(door, writes)).map_err(Refusal::TooMany)?;
    if asks_first {
        // A browser that asks whether a page elsewhere may read (CORS).
        return Ok(StatusCode::NO_CONTENT.into_response());
    }
    if writes && door.is_none() {
        // Some handler might take it, but no rule says who may.
        return no_door(doors, &request);
    }
    if outline.uri.path().starts_with("/pkg/") {
        // The same for everybody, and kept by browsers.
        return Ok(next.run(request).await);
    }
    let from_anywhere = outline.bearer().is_some() || door.is_some_and(|door| door.kind == Kind::OneClick);
    if writes && !from_anywhere && !origin::is_own(&outline.headers, settings.public_url.as_ref()) {
        if outline.is_api && outline.cookie(state).is_none() {
            // A script without its token: nobody's session is in danger.
            return Err(Refusal::SignInFirst);
        }
        tracing::warn!("a write from elsewhere was refused");
        return Err(Refusal::OtherSite);
    }
    let asking = outline.identify(state, address).await?;
    if let Some(person) = &asking.person {
        state.counters.account(person.id).map_err(Refusal::TooMany)?;
    }
    let (private, is_api) = (asking.person.is_some(), asking.is_api);
    let signs_in = door.is_some_and(|door| door.kind == Kind::SignIn) || queue::keeps_place(asking.uri.path());
    request.extensions_mut().insert(asking);
    let run = next.run(request);
    let mut response = if writes || private || signs_in {
        run.await
    } else if is_api {
        state.queues.answer(run).await?
    } else {
        state.queues.page(run).await?
    };
    if private {
        response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    if let Some(left) = left.filter(|_| is_api) {
        headers::say_what_is_left(left, response.headers_mut());
    }
    Ok(response)
}

/// What a write without a door gets: that its address takes others, or that
/// there is none.
fn no_door(doors: &[Door], request: &Request) -> Result<Response, Refusal> {
    let path = request.extensions().get::<MatchedPath>().map(MatchedPath::as_str);
    let path = path.filter(|path| *path != super::UNKNOWN_API).ok_or(Refusal::NotFound)?;
    let mut takes: Vec<&str> = doors.iter().filter(|door| door.path == path).map(|door| door.method.as_str()).collect();
    if takes.is_empty() {
        takes.push(Method::GET.as_str());
    }
    if takes.contains(&Method::GET.as_str()) {
        takes.push(Method::HEAD.as_str());
    }
    let mut response = Refusal::NoSuchMethod.into_response();
    response.headers_mut().insert(header::ALLOW, HeaderValue::from_str(&takes.join(", "))?);
    Ok(response)
}

fn wish(door: Option<&Door>, writes: bool) -> Wish {
    match door {
        // The form itself is only read.
        Some(door) if matches!(door.kind, Kind::SignIn | Kind::OneClick) => Wish::SignIn,
        // Many officers send through one address of their telephone company; each account
        // is counted by itself.
        Some(door) if door.kind == Kind::Floor => Wish::Read,
        _ if writes => Wish::Write,
        _ => Wish::Read,
    }
}

/// The place in the table of the door that a request comes to.
fn door_of(doors: &[Door], request: &Request) -> Option<usize> {
    let path = request.extensions().get::<MatchedPath>()?.as_str();
    let method = if *request.method() == Method::HEAD { &Method::GET } else { request.method() };
    doors.iter().position(|door| door.path == path && door.method == *method)
}

fn panicked(cause: &(dyn Any + Send)) -> Response {
    let text = cause.downcast_ref::<String>().map(String::as_str).or_else(|| cause.downcast_ref::<&str>().copied());
    tracing::error!(cause = text.unwrap_or("unknown"), "a handler panicked");
    Refusal::Failed.into_response()
}

/// What the log says of every line of a request: its number, method and path.
/// The path of a link that was handed out is its secret and is left out; so are queries.
fn span(number: &str, request: &Request) -> tracing::Span {
    let path = request.uri().path();
    let path = match path {
        path if path.starts_with("/tautan/") => "/tautan/…",
        path if path.starts_with("/langganan/") => "/langganan/…",
        path => path,
    };
    // It may be as long as the headers may; ours are short.
    let path = path.split_at_checked(LONGEST_PATH).map_or(path, |(start, _)| start);
    tracing::info_span!("request", number, method = %request.method(), path)
}
