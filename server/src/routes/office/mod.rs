//! The pages of signed-in people: one file a page, each with what its forms do.
//! A form that is refused is shown again with what is wrong; one that is taken
//! leads on, so that going back sends nothing twice.

pub(super) mod account;
pub(super) mod agreements;
pub(super) mod batch;
pub(super) mod code;
pub(super) mod floor;
pub(super) mod floor_phone;
pub(super) mod floor_plan;
pub(super) mod interventions;
pub(super) mod link;
pub(super) mod mapping;
pub(super) mod people;
pub(super) mod plan;
pub(super) mod preview;
pub(super) mod provider;
pub(super) mod review;
pub(super) mod sessions;
pub(super) mod set_up;
pub(super) mod sign_in;
pub(super) mod subscribe;
pub(super) mod subscribers;
pub(super) mod subscription;
pub(super) mod tokens;
pub(super) mod trail;
pub(super) mod uploads;
pub(super) mod warnings;
pub(super) mod weeks;
mod wishes;

use super::AppState;
use super::asking::Asking;
use super::refusal::Refusal;
use super::{headers, html};
use crate::auth::name::is_full_name;
use axum::body::Body;
use axum::http::{HeaderValue, Request, StatusCode, header};
use axum::response::Response;
use chrono::TimeDelta;
use leptos::prelude::provide_context;
use lumbung_data::model::office::{Field, Office, OfficePage, Trouble, What};
use std::sync::Arc;

/// What a handler gives.
type Answer = Result<Response, Refusal>;

/// Shows a page.
async fn show(state: &AppState, asking: &Asking, page: OfficePage) -> Answer {
    render(state, asking, StatusCode::OK, Vec::new(), page).await
}

/// Shows a form again, with what is wrong.
async fn show_again(state: &AppState, asking: &Asking, troubles: Vec<Trouble>, page: OfficePage) -> Answer {
    let wait = troubles.iter().find_map(|trouble| match trouble.what {
        What::Wait(seconds) => Some(seconds),
        _ => None,
    });
    let code = if wait.is_some() { StatusCode::TOO_MANY_REQUESTS } else { StatusCode::UNPROCESSABLE_ENTITY };
    let mut response = render(state, asking, code, troubles, page).await?;
    if let Some(seconds) = wait {
        response.headers_mut().insert(header::RETRY_AFTER, seconds.into());
    }
    Ok(response)
}

async fn render(
    state: &AppState,
    asking: &Asking,
    status: StatusCode,
    troubles: Vec<Trouble>,
    page: OfficePage,
) -> Answer {
    let done = if troubles.is_empty() { asking.done() } else { None };
    let is_floor = page.is_floor();
    let office = Office { standing: state.reader.standing(), visitor: asking.visitor(state), done, troubles, page };
    let (reader, options) = (Arc::clone(&state.reader), state.options.clone());
    let context = move || {
        provide_context(Arc::clone(&reader));
        headers::content_security_policy(if is_floor { headers::WITH_WORKER } else { "" });
    };
    let document = move || lumbung_app::office(options.clone(), office.clone());
    let answer = leptos_axum::render_app_async_with_context(context, document);
    let mut request = Request::builder().uri(asking.uri.clone());
    for name in [header::COOKIE, header::ORIGIN] {
        if let Some(value) = asking.headers.get(&name) {
            request = request.header(name, value);
        }
    }
    let request = request.body(Body::empty())?;
    let mut response = html::tidy(answer(request).await).await;
    if response.status().is_success() {
        *response.status_mut() = status;
    }
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(response)
}

/// What is wrong with one field.
fn trouble(field: Field, what: What) -> Trouble {
    Trouble { field, what }
}

/// That somebody has to wait before the next guess.
fn wait_for(left: TimeDelta) -> What {
    What::Wait(left.num_seconds().unsigned_abs() + 1)
}

/// The longest text that a field takes, in characters.
pub(super) const LONGEST: usize = 200;

/// A field that must be filled in and not be too long.
fn required(troubles: &mut Vec<Trouble>, field: Field, value: &str) {
    if value.is_empty() {
        troubles.push(trouble(field, What::Missing));
    } else if value.chars().count() > LONGEST {
        troubles.push(trouble(field, What::TooLong(LONGEST)));
    }
}

/// A name to be called by.
fn full_name(troubles: &mut Vec<Trouble>, value: &str) {
    required(troubles, Field::FullName, value);
    if !value.is_empty() && !is_full_name(value) {
        troubles.push(trouble(Field::FullName, What::FullNameForm));
    }
}

/// What is wrong with a new password that was entered twice.
async fn password_troubles(
    state: &AppState,
    password: &str,
    again: &str,
    names: &[&str],
) -> Result<Vec<Trouble>, Refusal> {
    let mut troubles = Vec::new();
    if let Err(what) = state.settings.hasher.check(password, names).await? {
        troubles.push(trouble(Field::Password, what));
    } else if password != again {
        troubles.push(trouble(Field::PasswordAgain, What::PasswordDiffers));
    }
    Ok(troubles)
}

/// A path of ours to go on to; anything else is somebody's trick.
fn own_path(text: &str) -> Option<String> {
    let plain = text.bytes().all(|b| b.is_ascii_graphic() && b != b'\\');
    (plain && text.starts_with('/') && !text.starts_with("//") && text.len() <= 1000).then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_paths_of_ours_are_gone_on_to() {
        assert_eq!(own_path("/unggah?lang=en").as_deref(), Some("/unggah?lang=en"));
        for bad in ["//evil.example", "https://evil.example", "/\\evil.example", "", "unggah", "/a\r\nb", "/\tevil"] {
            assert_eq!(own_path(bad), None, "{bad:?}");
        }
    }
}
