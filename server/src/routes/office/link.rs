//! `/tautan/{token}`: a one-time link by which somebody chooses their password.

use super::{Answer, full_name, password_troubles, required, show, show_again, trouble};
use crate::auth::name::is_name;
use crate::auth::password::LEAST;
use crate::book::{OpenLink, Used};
use crate::routes::AppState;
use crate::routes::asking::Asking;
use crate::routes::fields::Fields;
use crate::routes::origin;
use crate::routes::part::Part;
use crate::routes::refusal::Refusal;
use axum::extract::State;
use axum::response::IntoResponse;
use lumbung_data::model::Role;
use lumbung_data::model::office::{Done, Field, Link, OfficePage, SignIn, What};

/// The form, while the link works. Opening it does not use it up: mail programs
/// open links to look at them.
pub(in crate::routes) async fn page(
    State(state): State<AppState>,
    asking: Asking,
    Part(token): Part<String>,
) -> Answer {
    if !origin::is_safe_for_passwords(&asking.headers, state.settings.public_url.as_ref()) {
        return not_here(&state, &asking).await;
    }
    let page = match open(&state, &token).await? {
        Some(link) => OfficePage::Link(form(&link, token, "", "")),
        None => OfficePage::LinkGone,
    };
    show(&state, &asking, page).await
}

/// Says that passwords are not entered at this address.
async fn not_here(state: &AppState, asking: &Asking) -> Answer {
    let form = SignIn { unsafe_address: true, ..SignIn::default() };
    show(state, asking, OfficePage::SignIn(form)).await
}

async fn open(state: &AppState, token: &str) -> Result<Option<OpenLink>, Refusal> {
    Ok(state.live.store.book.link(token, state.now()).await?)
}

fn form(link: &OpenLink, token: String, name: &str, full_name: &str) -> Link {
    let person = link.person.as_ref();
    Link {
        purpose: link.purpose,
        token,
        name: person.map_or(name, |person| &person.name).to_owned(),
        full_name: person.map_or(full_name, |person| &person.full_name).to_owned(),
        role: person.map_or(Role::Admin, |person| person.role),
        least: LEAST,
    }
}

/// Uses the link.
pub(in crate::routes) async fn choose(
    State(state): State<AppState>,
    asking: Asking,
    Part(token): Part<String>,
    fields: Fields,
) -> Answer {
    if !origin::is_safe_for_passwords(&asking.headers, state.settings.public_url.as_ref()) {
        return not_here(&state, &asking).await;
    }
    let Some(link) = open(&state, &token).await? else {
        return show(&state, &asking, OfficePage::LinkGone).await;
    };
    let entered = fields.trimmed("nama").to_lowercase();
    let form = form(&link, token.clone(), &entered, fields.trimmed("nama_lengkap"));
    let mut troubles = Vec::new();
    if link.person.is_none() {
        required(&mut troubles, Field::Name, &form.name);
        if troubles.is_empty() && !is_name(&form.name) {
            troubles.push(trouble(Field::Name, What::NameForm));
        }
        full_name(&mut troubles, &form.full_name);
    }
    let password = fields.get("sandi");
    let (again, names) = (fields.get("sandi_lagi"), [form.name.as_str(), &form.full_name]);
    troubles.extend(password_troubles(&state, password, again, &names).await?);
    if !troubles.is_empty() {
        return show_again(&state, &asking, troubles, OfficePage::Link(form)).await;
    }
    let kept = state.settings.hasher.hash(password).await?;
    let who = asking.who_as(&form.name);
    let chosen = (form.name.as_str(), form.full_name.as_str());
    let used = state.live.store.book.use_link(&who, state.now(), &token, chosen, &kept).await;
    match used? {
        Used::Done => Ok(asking.on_to("/masuk", Some(Done::PasswordSet)).into_response()),
        Used::Gone => show(&state, &asking, OfficePage::LinkGone).await,
        Used::NameTaken => {
            let troubles = vec![trouble(Field::Name, What::NameTaken)];
            show_again(&state, &asking, troubles, OfficePage::Link(form)).await
        }
    }
}
